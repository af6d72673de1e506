/* What came and what went: the shortest edit, and that both texts can be read out of it. */
#include "document/compare.h"
#include "document/plain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static char *compared(const char *before, const char *after)
{
    g_autoptr(Document) document = document_new("", "", "2026-01-01");
    document_paragraph(document, NULL);
    compare_runs(document, before, after);
    return plain_runs(document_block(document, 0));
}

static void words__are_marked__where_they_differ(void **state)
{
    (void)state;
    static const char *const rows[][3] = {
        {"", "", ""},
        {"same text", "same text", "same text"},
        {"", "all new", "{+all new+}"},
        {"all gone", NULL, "[-all gone-]"},
        {"within 30 days", "within 60 days", "within [-30-]{+60+} days"},
        {"a, b and c", "a, b, c", "a, b[- and-]{+,+} c"},
        {"each Party pays its own costs", "the Parties share all costs",
         "[-each Party pays its own-]{+the Parties share all+} costs"},
        {"the Party may", "the Party may not", "the Party may{+ not+}"},
        {"may terminate", "terminate", "[-may -]terminate"},
        {"caf\303\251 au lait", "cafe\314\201 au lait", "[-caf\303\251-]{+cafe\314\201+} au lait"},
        {"one\ntwo", "one\nthree\ntwo", "one\n{+three\n+}two"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text = compared(rows[i][0], rows[i][1]);
        assert_string_equal(text, rows[i][2]);
    }
}

/* The length of the shortest edit, by the slow and sure way. */
static guint shortest(const char *const *a, guint n, const char *const *b, guint m)
{
    g_autofree guint *table = g_new0(guint, (n + 1) * (m + 1));
    for (guint i = 0; i < n; i++)
        for (guint j = 0; j < m; j++)
            table[(i + 1) * (m + 1) + j + 1] =
                strcmp(a[i], b[j]) == 0 ? table[i * (m + 1) + j] + 1
                                        : MAX(table[i * (m + 1) + j + 1], table[(i + 1) * (m + 1) + j]);
    return n + m - 2 * table[(n + 1) * (m + 1) - 1];
}

static void expect_steps(const char *const *a, guint n, const char *const *b, guint m)
{
    g_autoptr(GArray) steps = compare_sequences(a, n, b, m);
    guint before = 0, after = 0, edits = 0;
    for (guint i = 0; i < steps->len; i++) {
        const CompareStep *step = &g_array_index(steps, CompareStep, i);
        if (step->kind != COMPARE_NEW)
            assert_int_equal(step->before, before++);
        if (step->kind != COMPARE_GONE)
            assert_int_equal(step->after, after++);
        if (step->kind == COMPARE_SAME)
            assert_string_equal(a[step->before], b[step->after]);
        edits += step->kind != COMPARE_SAME;
    }
    assert_int_equal(before, n);
    assert_int_equal(after, m);
    assert_int_equal(edits, shortest(a, n, b, m));
}

static void steps__are_the_fewest_and_rebuild_both__for_random_sequences(void **state)
{
    (void)state;
    static const char *const letters[] = {"a", "b", "c", "d"};
    g_autoptr(GRand) random = g_rand_new_with_seed(20261123);
    for (guint round = 0; round < 4000; round++) {
        const char *a[24], *b[24];
        guint n = (guint)g_rand_int_range(random, 0, 24), m = (guint)g_rand_int_range(random, 0, 24);
        gint32 kinds = g_rand_int_range(random, 1, 5);
        for (guint i = 0; i < 24; i++) {
            a[i] = letters[g_rand_int_range(random, 0, kinds)];
            b[i] = letters[g_rand_int_range(random, 0, kinds)];
        }
        expect_steps(a, n, b, m);
    }
}

static void texts__without_anything_in_common__are_gone_and_new_as_a_whole(void **state)
{
    (void)state;
    g_autoptr(GString) before = g_string_new("The same beginning.");
    g_autoptr(GString) after = g_string_new("The same beginning.");
    for (guint i = 0; i < 9000; i++) {
        g_string_append_printf(before, "x%u;", i);
        g_string_append_printf(after, "y%u:", i);
    }
    g_string_append(before, " The end.");
    g_string_append(after, " The end.");
    g_autofree char *text = compared(before->str, after->str);
    assert_true(g_str_has_prefix(text, "The same beginning.[-x0;x1;"));
    assert_non_null(strstr(text, "x8999;-]{+y0:y1:"));
    assert_true(g_str_has_suffix(text, "y8999:+} The end."));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words__are_marked__where_they_differ),
        cmocka_unit_test(steps__are_the_fewest_and_rebuild_both__for_random_sequences),
        cmocka_unit_test(texts__without_anything_in_common__are_gone_and_new_as_a_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
