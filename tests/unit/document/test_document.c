/* A document in plain text, Markdown and DOCX: golden texts, the same bytes each time, and what LibreOffice
 * reads in the file. */
#include "document/compare.h"
#include "document/docx.h"
#include "document/markdown.h"
#include "document/package.h"
#include "document/plain.h"
#include "support/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static Document *sample(void)
{
    static const char *const heading[] = {"Goal", "Projects", "Share"};
    static const char *const first[] = {"Screen at speed", "2", "1,250,000.00 USD"};
    static const char *const second[] = {"Trusted | networks", NULL, "0"};
    Document *document = document_new("Test of <all> & more", "Ana Ruiz", "2026-11-23");
    document_heading(document, 1, "Agreement on science");
    document_heading(document, 2, "Article 1  Scope");
    document_clause(document, 1, "1.1",
                    "The Parties work together in the areas named in the annex, and in others that they "
                    "agree on in writing.");
    document_clause(document, 2, "(a)", "sensors;");
    document_paragraph(document, "Signed in *two* copies");
    document_run(document, RUN_BOLD, " in English ");
    document_run(document, RUN_PLAIN, "and Swedish.\nDone at Malm\303\266.");
    document_paragraph(document, NULL);
    compare_runs(document, "The Party shall pay 100.", "The Party shall not pay 120.");
    document_table(document, 3, heading);
    document_row(document, first);
    document_row(document, second);
    return document;
}

static void plain__wraps_and_marks__in_the_width_asked_for(void **state)
{
    (void)state;
    g_autoptr(Document) document = sample();
    g_autofree char *text = plain_write(document, 60);
    assert_string_equal(text, "Agreement on science\n====================\n\n"
                              "Article 1  Scope\n----------------\n\n"
                              "1.1  The Parties work together in the areas named in the\n"
                              "     annex, and in others that they agree on in writing.\n\n"
                              "    (a)  sensors;\n\n"
                              "Signed in *two* copies in English and Swedish.\nDone at Malm\303\266.\n\n"
                              "The Party shall {+not +}pay [-100-]{+120+}.\n\n"
                              "Goal                Projects  Share\n"
                              "------------------  --------  ----------------\n"
                              "Screen at speed     2         1,250,000.00 USD\n"
                              "Trusted | networks            0\n");
}

static void plain__cuts_a_table_to_the_width__by_its_widest_column(void **state)
{
    (void)state;
    g_autoptr(Document) document = sample();
    g_autofree char *text = plain_write(document, 40);
    assert_non_null(strstr(text, "Goal            Projects  Share\n"));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i]; i++)
        assert_true(g_utf8_strlen(lines[i], -1) <= 40);
}

static void markdown__escapes_its_own_signs__where_they_would_count(void **state)
{
    (void)state;
    g_autoptr(Document) document = sample();
    g_autofree char *text = markdown_write(document);
    assert_string_equal(text,
                        "# Agreement on science\n\n## Article 1  Scope\n\n"
                        "**1.1** The Parties work together in the areas named in the annex, and in others "
                        "that they agree on in writing.\n\n**(a)** sensors;\n\n"
                        "Signed in \\*two\\* copies **in English** and Swedish.\\\nDone at Malm\303\266.\n\n"
                        "The Party shall <ins>not</ins> pay <del>100</del><ins>120</ins>.\n\n"
                        "| Goal | Projects | Share |\n| --- | --- | --- |\n"
                        "| Screen at speed | 2 | 1,250,000.00 USD |\n| Trusted \\| networks |  | 0 |\n");
    g_autoptr(Document) list = document_new("", "", "2026-01-01");
    document_paragraph(list, "1. not a list\n# no heading");
    g_autofree char *escaped = markdown_write(list);
    assert_string_equal(escaped, "1\\. not a list\\\n\\# no heading\n");
}

/* The text of one part of a DOCX. (transfer full) */
static char *part_of(GBytes *docx, const char *name)
{
    gsize size = 0;
    const void *bytes = g_bytes_get_data(docx, &size);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) parts = package_read(bytes, size, &error);
    assert_null(error);
    for (guint i = 0; i < parts->len; i++) {
        const PackagePart *part = g_ptr_array_index(parts, i);
        if (strcmp(part->name, name) == 0)
            return g_strndup(g_bytes_get_data(part->bytes, NULL), g_bytes_get_size(part->bytes));
    }
    fail_msg("no part %s", name);
    return NULL;
}

static void docx__is_the_same_to_the_byte__whenever_it_is_made(void **state)
{
    (void)state;
    g_autoptr(Document) document = sample();
    g_autoptr(GBytes) first = docx_write(document, NULL);
    g_setenv("TZ", "Pacific/Auckland", TRUE);
    g_autoptr(GBytes) second = docx_write(document, NULL);
    g_unsetenv("TZ");
    assert_true(g_bytes_equal(first, second));
}

static void docx__marks_changes_as_word_does__with_author_and_day(void **state)
{
    (void)state;
    g_autoptr(Document) document = sample();
    document_paragraph(document, NULL);
    document_run(document, RUN_DELETED, "A whole paragraph went.");
    g_autoptr(GBytes) docx = docx_write(document, NULL);
    g_autofree char *xml = part_of(docx, "word/document.xml");
    assert_non_null(strstr(xml,
                           "<w:ins w:id=\"1\" w:author=\"Ana Ruiz\" w:date=\"2026-11-23T00:00:00Z\"><w:r>"
                           "<w:t xml:space=\"preserve\">not </w:t></w:r></w:ins>"));
    assert_non_null(strstr(xml, "<w:delText xml:space=\"preserve\">100</w:delText>"));
    /* its end as well */
    assert_non_null(strstr(xml, "<w:pPr><w:rPr><w:del w:id=\"4\""));
    g_autofree char *core = part_of(docx, "docProps/core.xml");
    assert_non_null(strstr(core, "<dc:title>Test of &lt;all&gt; &amp; more</dc:title>"));
}

static void docx__has_no_byte_that_xml_forbids__whatever_the_text(void **state)
{
    (void)state;
    g_autoptr(Document) document = document_new("a\001b", "c\033d", "2026-01-01");
    document_paragraph(document, "bell \007, override \342\200\256, bad \377 byte");
    g_autoptr(GBytes) docx = docx_write(document, NULL);
    g_autofree char *xml = part_of(docx, "word/document.xml");
    assert_null(strchr(xml, '\007'));
    assert_null(strstr(xml, "\342\200\256"));
    assert_true(g_utf8_validate(xml, -1, NULL));
}

/* LibreOffice shows what is marked as deleted in the text as well: the file holds both. */
static void docx__reads_as_its_text__in_libreoffice(void **state)
{
    const Fixture *fixture = *state;
    g_autofree char *soffice = g_find_program_in_path("soffice");
    if (!soffice) {
        print_message("soffice is not installed: DOCX is held against its XML alone\n");
        skip();
    }
    g_autoptr(Document) document = sample();
    g_autoptr(GBytes) docx = docx_write(document, NULL);
    gsize size = 0;
    const void *bytes = g_bytes_get_data(docx, &size);
    fixture_write_bytes(fixture, "sample.docx", bytes, size);
    g_autoptr(Run) run =
        run_shell(fixture, "soffice --headless -env:UserInstallation=file://$PWD/profile --convert-to "
                           "txt:Text:UTF8 sample.docx 2>&1");
    run_expect_status(run, 0);
    g_autofree char *text = fixture_read(fixture, "sample.txt");
    const char *body = g_str_has_prefix(text, "\357\273\277") ? text + 3 : text;
    assert_string_equal(
        body, "Agreement on science\nArticle 1  Scope\n"
              "1.1\tThe Parties work together in the areas named in the annex, and in others that they "
              "agree on in writing.\n(a)\tsensors;\n"
              "Signed in *two* copies in English and Swedish.\nDone at Malm\303\266.\n"
              "The Party shall not pay 100120.\n"
              "Goal\nProjects\nShare\nScreen at speed\n2\n1,250,000.00 USD\nTrusted | networks\n\n0\n\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain__wraps_and_marks__in_the_width_asked_for),
        cmocka_unit_test(plain__cuts_a_table_to_the_width__by_its_widest_column),
        cmocka_unit_test(markdown__escapes_its_own_signs__where_they_would_count),
        cmocka_unit_test(docx__is_the_same_to_the_byte__whenever_it_is_made),
        cmocka_unit_test(docx__marks_changes_as_word_does__with_author_and_day),
        cmocka_unit_test(docx__has_no_byte_that_xml_forbids__whatever_the_text),
        cmocka_unit_test_setup_teardown(docx__reads_as_its_text__in_libreoffice, fixture_setup,
                                        fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
