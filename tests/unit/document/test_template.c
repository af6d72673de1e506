/* {{fields}} in texts and in templates of the office's own. */
#include "base/error.h"
#include "document/docx.h"
#include "document/package.h"
#include "document/template.h"
#include "support/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static char *value_of(const char *name, char **why, gpointer data)
{
    (void)data;
    if (strcmp(name, "partner.name") == 0)
        return g_strdup("Sweden");
    if (strcmp(name, "partner.address") == 0)
        return g_strdup("Main Street 1 & 2\nMalm\303\266");
    *why = g_strdup(strcmp(name, "partner.code") == 0 ? "it is empty" : "no such field");
    return NULL;
}

typedef struct {
    Merge merge;
    GPtrArray *problems;
} Stage;

static int setup(void **state)
{
    Stage *stage = g_new0(Stage, 1);
    stage->problems = g_ptr_array_new_with_free_func(g_free);
    stage->merge = (Merge){value_of, NULL, stage->problems};
    *state = stage;
    return 0;
}

static int teardown(void **state)
{
    Stage *stage = *state;
    g_ptr_array_unref(stage->problems);
    g_free(stage);
    return 0;
}

static void expect_problem(const Stage *stage, guint index, const char *text)
{
    assert_true(index < stage->problems->len);
    assert_string_equal(g_ptr_array_index(stage->problems, index), text);
}

static void text__takes_values__and_names_what_has_none(void **state)
{
    const Stage *stage = *state;
    g_autofree char *text = merge_text(
        &stage->merge,
        "Between {{partner.name}} ({{ partner.name }}) and {{partner.code}}, {{partner.nmae}}.", "article 1");
    assert_string_equal(text, "Between Sweden (Sweden) and {{partner.code}}, {{partner.nmae}}.");
    assert_int_equal(stage->problems->len, 2);
    expect_problem(
        stage, 0,
        "article 1: {{partner.code}}: it is empty: near \"...{{ partner.name }}) and {{partner.code}}, "
        "{{partner.nmae}}.\"");
    assert_true(g_str_has_prefix(g_ptr_array_index(stage->problems, 1),
                                 "article 1: {{partner.nmae}}: no such field: near "));
}

static void text__with_half_a_field__names_where_it_begins(void **state)
{
    const Stage *stage = *state;
    g_autofree char *text =
        merge_text(&stage->merge, "a {{partner.name\nb {{x y}} c {{}} {{{{partner.name}}", "here");
    assert_string_equal(text, "a {{partner.name\nb {{x y}} c {{}} {{Sweden");
    assert_int_equal(stage->problems->len, 4);
    assert_true(
        g_str_has_prefix(g_ptr_array_index(stage->problems, 0),
                         "here: {{: no field can be read: write {{partner.name}}: near \"a {{partner.name"));
}

/* A DOCX whose text is `body`, without the outer elements. (transfer full) */
static GBytes *docx_of(const char *body)
{
    static const char header[] =
        "<w:hdr xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:p><w:r>"
        "<w:t>{{partner.name}} {{head}}</w:t></w:r></w:p></w:hdr>";
    g_autofree char *xml =
        g_strdup_printf("<?xml version=\"1.0\"?><w:document "
                        "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
                        "<w:body>%s</w:body></w:document>",
                        body);
    g_autoptr(GPtrArray) package = package_new();
    package_add(package, "[Content_Types].xml", g_bytes_new_static("<Types/>", 8));
    package_add(package, "word/document.xml", g_bytes_new(xml, strlen(xml)));
    package_add(package, "word/header1.xml", g_bytes_new_static(header, sizeof header - 1));
    package_add(package, "word/media/image1.png", g_bytes_new_static("\211PNG {{partner.name}}", 21));
    return package_write(package, NULL);
}

static GBytes *fill(const Stage *stage, GBytes *template, GError **error)
{
    gsize size = 0;
    const void *bytes = g_bytes_get_data(template, &size);
    return template_fill(bytes, size, &stage->merge, error);
}

static char *part_of(GBytes *docx, const char *name)
{
    gsize size = 0;
    const void *bytes = g_bytes_get_data(docx, &size);
    g_autoptr(GPtrArray) parts = package_read(bytes, size, NULL);
    assert_non_null(parts);
    for (guint i = 0; i < parts->len; i++) {
        const PackagePart *part = g_ptr_array_index(parts, i);
        if (strcmp(part->name, name) == 0)
            return g_strndup(g_bytes_get_data(part->bytes, NULL), g_bytes_get_size(part->bytes));
    }
    return NULL;
}

static void template__finds_fields__that_word_split_over_runs(void **state)
{
    const Stage *stage = *state;
    g_autoptr(GBytes) template =
        docx_of("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>To {</w:t></w:r><w:proofErr "
                "w:type=\"spellStart\"/><w:r><w:t>{part</w:t></w:r>"
                "<w:r><w:t>ner.name}</w:t></w:r><w:r><w:t>} and {{partner.name}}</w:t></w:r></w:p>"
                "<w:p><w:r><w:t>{{partner.address}}</w:t></w:r></w:p>");
    g_autoptr(GBytes) filled = fill(stage, template, NULL);
    g_autofree char *xml = part_of(filled, "word/document.xml");
    assert_non_null(strstr(xml, "<w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">To Sweden</w:t>"));
    assert_non_null(strstr(xml, "<w:t xml:space=\"preserve\"> and Sweden</w:t>"));
    assert_non_null(
        strstr(xml, "Main Street 1 &amp; 2</w:t><w:br/><w:t xml:space=\"preserve\">Malm\303\266</w:t>"));
    assert_null(strstr(xml, "{"));
    g_autofree char *image = part_of(filled, "word/media/image1.png");
    assert_string_equal(image, "\211PNG {{partner.name}}");
}

static void template__names_an_unknown_field__with_part_and_paragraph(void **state)
{
    const Stage *stage = *state;
    g_autoptr(GBytes) template =
        docx_of("<w:p><w:r><w:t>First</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>made with "
                "{{partner.n</w:t></w:r><w:r>"
                "<w:t>mae}} "
                "today</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:t>{{partner.</w:t><w:br/"
                "><w:t>name}}</w:t></w:r></w:p>");
    g_autoptr(GBytes) filled = fill(stage, template, NULL);
    g_autofree char *xml = part_of(filled, "word/document.xml");
    assert_non_null(strstr(xml, "<w:t>made with {{partner.n</w:t>"));
    assert_int_equal(stage->problems->len, 3);
    expect_problem(
        stage, 0,
        "document, paragraph 2: {{partner.nmae}}: no such field: near \"made with {{partner.nmae}} today\"");
    assert_true(g_str_has_prefix(g_ptr_array_index(stage->problems, 1),
                                 "document, paragraph 3: {{: no field can be read"));
    expect_problem(stage, 2,
                   "header1, paragraph 1: {{head}}: no such field: near \"{{partner.name}} {{head}}\"");
    g_autofree char *header = part_of(filled, "word/header1.xml");
    assert_non_null(strstr(header, "Sweden {{head}}"));
}

static void expect_refused(const Stage *stage, GBytes *template, const char *why)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) filled = fill(stage, template, &error);
    assert_null(filled);
    assert_true(error_is(error, ERROR_INPUT));
    if (!strstr(error->message, why))
        fail_msg("%s", error->message);
}

static void template__is_refused__when_it_is_no_docx(void **state)
{
    g_autoptr(GBytes) text = g_bytes_new_static("no zip at all", 13);
    expect_refused(*state, text, "it is no zip file");
    g_autoptr(GBytes) nothing = g_bytes_new_static("", 0);
    expect_refused(*state, nothing, "it is no zip file");
    g_autoptr(GPtrArray) package = package_new();
    package_add(package, "xl/workbook.xml", g_bytes_new_static("<a/>", 4));
    g_autoptr(GBytes) sheet = package_write(package, NULL);
    expect_refused(*state, sheet, "word/document.xml: this part is missing");
    g_autoptr(GBytes) broken = docx_of("<w:p><w:r>");
    expect_refused(*state, broken, "it is no whole XML");
}

static GBytes *docx_with_part(const char *name, GBytes *bytes)
{
    g_autoptr(GPtrArray) package = package_new();
    package_add(package, name, bytes);
    return package_write(package, NULL);
}

static void template__reads_no_entity__of_whatever_kind(void **state)
{
    static const char outside[] = "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><d>&x;</d>";
    g_autoptr(GBytes) external =
        docx_with_part("word/document.xml", g_bytes_new_static(outside, sizeof outside - 1));
    expect_refused(*state, external, "it has a DOCTYPE");
    static const char laughs[] =
        "<!DOCTYPE d [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><d>&b;</d>";
    g_autoptr(GBytes) bomb =
        docx_with_part("word/document.xml", g_bytes_new_static(laughs, sizeof laughs - 1));
    expect_refused(*state, bomb, "it has a DOCTYPE");
}

static void template__is_refused__when_it_unpacks_to_more_than_can_be_meant(void **state)
{
    gsize size = PACKAGE_BYTES + 1;
    g_autoptr(GBytes) bomb = docx_with_part("word/media/a.bin", g_bytes_new_take(g_malloc0(size), size));
    assert_true(g_bytes_get_size(bomb) < 100000);
    expect_refused(*state, bomb, "it unpacks to more than 64 MiB");
    size = 17 * 1024 * 1024;
    char *blanks = g_strnfill(size, ' ');
    g_autoptr(GBytes) huge = docx_with_part("word/document.xml", g_bytes_new_take(blanks, size));
    expect_refused(*state, huge, "more than 16 MiB");
}

static void template__is_bounded__when_it_nests_or_repeats_without_end(void **state)
{
    const Stage *stage = *state;
    g_autoptr(GString) deep = g_string_new(NULL);
    for (guint i = 0; i < 5000; i++)
        g_string_append(deep, "<w:p>");
    g_autoptr(GBytes) nested = docx_of(deep->str);
    expect_refused(stage, nested, "it is no whole XML");
    g_autoptr(GString) many = g_string_new("<w:p><w:r><w:t>");
    for (guint i = 0; i < 1001; i++)
        g_string_append(many, "{{partner.name}}");
    g_string_append(many, "</w:t></w:r></w:p>");
    g_autoptr(GBytes) repeated = docx_of(many->str);
    g_autoptr(GBytes) filled = fill(stage, repeated, NULL);
    assert_non_null(filled);
    assert_non_null(
        strstr(g_ptr_array_index(stage->problems, 0), "document, paragraph 1: more than 1,000 fields"));
}

#define stage_test(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        stage_test(text__takes_values__and_names_what_has_none),
        stage_test(text__with_half_a_field__names_where_it_begins),
        stage_test(template__finds_fields__that_word_split_over_runs),
        stage_test(template__names_an_unknown_field__with_part_and_paragraph),
        stage_test(template__is_refused__when_it_is_no_docx),
        stage_test(template__reads_no_entity__of_whatever_kind),
        stage_test(template__is_refused__when_it_unpacks_to_more_than_can_be_meant),
        stage_test(template__is_bounded__when_it_nests_or_repeats_without_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
