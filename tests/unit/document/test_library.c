/* The libraries that a DOCX needs: not there before, whole afterwards, and refused when they are not as
 * built. */
#include "base/error.h"
#include "document/docx.h"
#include "document/library.h"
#include "support/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool is_mapped(const char *name)
{
    g_autofree char *maps = NULL;
    assert_true(g_file_get_contents("/proc/self/maps", &maps, NULL, NULL));
    return strstr(maps, name) != NULL;
}

/* The first test: what is once open stays. */
static void library__is_opened__when_a_docx_is_written(void **state)
{
    (void)state;
    assert_false(is_mapped("/libzip.so"));
    assert_false(is_mapped("/libxml2.so"));

    g_autoptr(Document) document = document_new("Note", "Ana Ruiz", "2026-11-23");
    document_paragraph(document, "One line.");
    g_autoptr(GBytes) docx = docx_write(document, NULL);
    assert_non_null(docx);

    assert_true(is_mapped("/libzip.so"));
    assert_true(is_mapped("/libxml2.so"));
}

static void library__gives_every_function__in_the_order_of_its_table(void **state)
{
    (void)state;
    ZipLibrary zip;
    XmlLibrary xml;
    assert_true(library_open_zip(&zip, NULL));
    assert_true(library_open_xml(&xml, NULL));

    xmlBuffer *buffer = xml.xmlBufferCreate();
    assert_int_equal(xml.xmlBufferLength(buffer), 0);
    xml.xmlBufferFree(buffer);
    zip_source_t *source = zip.zip_source_buffer_create("", 0, 0, NULL);
    assert_non_null(source);
    zip.zip_source_free(source);
}

static void expect_refused(const char *soname, const char *name, const char *message)
{
    g_autoptr(GError) error = NULL;
    void *member = NULL;
    assert_false(library_open(soname, &name, 1, &member, &error));
    assert_true(error_is(error, ERROR_SYSTEM));
    assert_string_equal(error->message, message);
}

static void library__is_refused_with_what_to_do__when_it_is_missing_or_another(void **state)
{
    (void)state;
    expect_refused("libnone.so.9", "none",
                   "libnone.so.9: this library is not here or cannot be opened: install the package of this "
                   "system that holds it, or take another format than docx");
    expect_refused("libc.so.6", "zip_none",
                   "libc.so.6: this library is another one than the program was built with: install the "
                   "package of this system that holds it, or take another format than docx");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(library__is_opened__when_a_docx_is_written),
        cmocka_unit_test(library__gives_every_function__in_the_order_of_its_table),
        cmocka_unit_test(library__is_refused_with_what_to_do__when_it_is_missing_or_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
