/* What an item is classified as, in every way that an officer may write it, and what a listed paragraph
 * covers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "rules/paragraph.h"

static void expect_read(const char *typed, const char *apart, ClassifiedAs as, const char *code,
                        const char *paragraph)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Classification) read = classification_read(typed, apart, &error);
    if (!read)
        fail_msg("%s: %s", typed, error->message);
    if (read->as != as || strcmp(read->code, code) != 0 || g_strcmp0(read->paragraph, paragraph) != 0)
        fail_msg("%s is read as %s%s", typed, read->code, read->paragraph ? read->paragraph : "");
}

static void expect_refused(const char *typed, const char *apart, const char *words)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Classification) read = classification_read(typed, apart, &error);
    if (read)
        fail_msg("%s %s is taken", typed, apart ? apart : "");
    assert_true(error_is(error, ERROR_USAGE));
    if (!strstr(error->message, words))
        fail_msg("\"%s\" does not say \"%s\"", error->message, words);
}

static void classification__is_read__in_every_way_that_it_is_written(void **state)
{
    (void)state;
    expect_read("6A003", NULL, CLASSIFIED_ECCN, "6A003", NULL);
    expect_read(" 6a003 ", "", CLASSIFIED_ECCN, "6A003", NULL);
    expect_read("6A003.b.4.b", NULL, CLASSIFIED_ECCN, "6A003", ".b.4.b");
    expect_read("6a003.B.4.B", NULL, CLASSIFIED_ECCN, "6A003", ".b.4.b");
    expect_read("6A003b4b", NULL, CLASSIFIED_ECCN, "6A003", ".b.4.b");
    expect_read("6A003 (b)(4)(b)", NULL, CLASSIFIED_ECCN, "6A003", ".b.4.b");
    expect_read("6A003", "b.4.b", CLASSIFIED_ECCN, "6A003", ".b.4.b");
    expect_read("6A003", " .b.4.b ", CLASSIFIED_ECCN, "6A003", ".b.4.b");
    expect_read("6A003.b.4.b", ".b.4.b", CLASSIFIED_ECCN, "6A003", ".b.4.b");
    expect_read("5A002.z.1.a", NULL, CLASSIFIED_ECCN, "5A002", ".z.1.a");
    expect_read("3A001.a.10", NULL, CLASSIFIED_ECCN, "3A001", ".a.10");
    expect_read("ear99", NULL, CLASSIFIED_EAR99, "EAR99", NULL);
    expect_read("XI", NULL, CLASSIFIED_USML, "XI", NULL);
    expect_read("usml xi(a)", NULL, CLASSIFIED_USML, "XI", "(a)");
    expect_read("USML XII", "(c)(2)", CLASSIFIED_USML, "XII", "(c)(2)");
    expect_read("xii .c.2", NULL, CLASSIFIED_USML, "XII", "(c)(2)");
    expect_read("USML", NULL, CLASSIFIED_USML, "", NULL);
}

static void classification__is_refused__when_it_is_none(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",      "6",      "6A00",  "6A0034", "AA003",  "6F003",
                                        "EAR98", "camera", "XIcam", "6 A003", "EAR99.a"};
    for (guint i = 0; i < G_N_ELEMENTS(wrong); i++)
        expect_refused(wrong[i], NULL, "6A003.b.4.b, EAR99");
    expect_refused(NULL, NULL, "6A003.b.4.b, EAR99");
    expect_refused("6A003", "b!", ".b.4.b");
    expect_refused("6A003.toolong", NULL, ".b.4.b");
    expect_refused("6A003.a", ".b", "twice");
    expect_refused("EAR99", ".a", "no paragraphs");
    expect_refused("USML", "(a)", "without its category");
    expect_refused("XI?", NULL, ".b.4.b");
}

static void expect_cover(const char *covers, const char *listed, const char *given, Coverage coverage)
{
    Coverage got = paragraph_coverage(covers, listed, given);
    if (got != coverage)
        fail_msg("%s %s for %s: %d", covers, listed ? listed : "", given ? given : "none", got);
}

static void coverage__of_the_entire_entry__is_whole_whatever_is_given(void **state)
{
    (void)state;
    expect_cover("entire", NULL, NULL, COVERS_WHOLLY);
    expect_cover("entire", NULL, ".q", COVERS_WHOLLY);
}

static void coverage__of_paragraphs__is_whole_beneath_partial_above_and_none_beside(void **state)
{
    (void)state;
    expect_cover("paragraphs", ".b .z.1.a", ".b", COVERS_WHOLLY);
    expect_cover("paragraphs", ".b .z.1.a", ".b.3", COVERS_WHOLLY);
    expect_cover("paragraphs", ".b .z.1.a", ".z.1.a", COVERS_WHOLLY);
    expect_cover("paragraphs", ".b .z.1.a", ".z.1", COVERS_PARTLY);
    expect_cover("paragraphs", ".b .z.1.a", ".z", COVERS_PARTLY);
    expect_cover("paragraphs", ".b .z.1.a", ".z.1.b", COVERS_NOT);
    expect_cover("paragraphs", ".b .z.1.a", ".bb", COVERS_NOT);
    expect_cover("paragraphs", ".b.3", ".b.30", COVERS_NOT);
    expect_cover("paragraphs", ".b .z.1.a", NULL, COVERS_PARTLY);
}

static void coverage__of_all_except__is_the_reverse(void **state)
{
    (void)state;
    expect_cover("entire_except", ".y", ".y", COVERS_NOT);
    expect_cover("entire_except", ".y", ".y.1", COVERS_NOT);
    expect_cover("entire_except", ".y", ".a", COVERS_WHOLLY);
    expect_cover("entire_except", ".b.3", ".b", COVERS_PARTLY);
    expect_cover("entire_except", ".y", NULL, COVERS_PARTLY);
}

static void coverage__in_words__is_never_settled_by_a_paragraph(void **state)
{
    (void)state;
    expect_cover("read_entry", NULL, NULL, COVERS_PARTLY);
    expect_cover("read_entry", NULL, ".a", COVERS_PARTLY);
    expect_cover("something new", ".a", ".a", COVERS_PARTLY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classification__is_read__in_every_way_that_it_is_written),
        cmocka_unit_test(classification__is_refused__when_it_is_none),
        cmocka_unit_test(coverage__of_the_entire_entry__is_whole_whatever_is_given),
        cmocka_unit_test(coverage__of_paragraphs__is_whole_beneath_partial_above_and_none_beside),
        cmocka_unit_test(coverage__of_all_except__is_the_reverse),
        cmocka_unit_test(coverage__in_words__is_never_settled_by_a_paragraph),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
