/* Any bytes as the text of a template, and as the file itself: filled, or refused with words; what comes out
 * is a template again. */
#include "base/error.h"
#include "document/package.h"
#include "document/template.h"
#include "support/fuzz.h"

#include <string.h>

static char *value_of(const char *name, char **why, gpointer data)
{
    (void)data;
    if (strchr(name, '.'))
        return g_strdup("a value\nof {{two}} lines \001");
    *why = g_strdup("no such field");
    return NULL;
}

static GBytes *try_bytes(const void *bytes, gsize size)
{
    g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
    const Merge merge = {value_of, NULL, problems};
    g_autoptr(GError) error = NULL;
    GBytes *filled = template_fill(bytes, size, &merge, &error);
    g_assert_true((filled == NULL) == (error != NULL));
    g_assert_true(filled || error_is(error, ERROR_INPUT));
    for (guint i = 0; i < problems->len; i++)
        g_assert_true(g_utf8_validate(g_ptr_array_index(problems, i), -1, NULL));
    return filled;
}

static void try_template(const char *text, gsize size)
{
    g_autoptr(GBytes) raw = try_bytes(text, size);
    g_autoptr(GPtrArray) package = package_new();
    package_add(package, "word/document.xml", g_bytes_new(text, size));
    g_autoptr(GBytes) docx = package_write(package, NULL);
    g_autoptr(GBytes) filled = try_bytes(g_bytes_get_data(docx, NULL), g_bytes_get_size(docx));
    g_autoptr(GBytes) again =
        filled ? try_bytes(g_bytes_get_data(filled, NULL), g_bytes_get_size(filled)) : NULL;
    g_assert_true(!filled || again);
}

#ifdef LIBFUZZER
FUZZ_ENTRY(try_template)
#else
#define WORD "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""

static const char *const seeds[] = {
    "<w:document " WORD "><w:body><w:p><w:r><w:t>To {</w:t></w:r><w:r><w:t>{partner.name}} and "
    "{{x}}</w:t></w:r></w:p></w:body></w:document>",
    "<w:hdr " WORD "><w:p><w:r><w:t>{{a.b}}</w:t><w:br/><w:t>{{a.b</w:t></w:r><w:p><w:r><w:t>}}</w:t></w:r></"
    "w:p></w:p></w:hdr>",
    "<!DOCTYPE d [<!ENTITY x \"{{a.b}}\">]><w:p " WORD "><w:r><w:t>&x;</w:t></w:r></w:p>",
    "PK\003\004",
    NULL,
};
static const char *const words[] = {"{{",        "}}",  "{{a.b}}", "<w:t>", "</w:t>", "<w:p>", "</w:p>",
                                    "<![CDATA[", "]]>", "&amp;",   "&#1;",  "<!--",   NULL};

int main(void)
{
    return fuzz_main("template__is_filled_or_refused_with_words__whatever_the_bytes", seeds, words, 4000,
                     try_template);
}
#endif
