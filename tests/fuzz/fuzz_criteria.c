/* Any text as criteria and as lines of them: understood or refused, and what is understood reads the same
 * again. */
#include "base/error.h"
#include "screen/criteria.h"
#include "screen/criterion.h"
#include "support/fuzz.h"

#include <string.h>

static void check_criterion(const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Criterion) criterion = criterion_parse(text, &error);
    g_assert_true((criterion == NULL) == (error != NULL));
    if (!criterion) {
        g_assert_true(error_is(error, ERROR_INPUT));
        return;
    }
    g_assert_cmpuint(criterion->tests->len, >, 0);
    for (guint i = 0; i < criterion->tests->len; i++) {
        const Test *test = g_ptr_array_index(criterion->tests, i);
        if (test->kind == TEST_RANGE)
            g_assert_true(test->low || test->high);
        else if (test->kind != TEST_EMPTY)
            g_assert_nonnull(test->low);
    }
}

static const char *no_value(const char *field, gconstpointer data)
{
    (void)data;
    return strlen(field) % 2 ? "12" : NULL;
}

/* A line put together again from its terms gives the same terms. */
static void check_line(const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) terms = criterion_split(text, &error);
    g_assert_true((terms == NULL) == (error != NULL));
    criteria_holds(text, no_value, NULL);
    if (!terms)
        return;
    g_autoptr(GString) line = g_string_new(NULL);
    for (guint i = 0; i < terms->len; i++) {
        const Term *term = g_ptr_array_index(terms, i);
        g_assert_true(*term->field != '\0' && term->typed);
        g_string_append_printf(line, "%s%s=%s",
                               i == 0              ? ""
                               : term->alternative ? "|"
                                                   : "&",
                               term->field, term->typed);
        check_criterion(term->typed);
    }
    g_autoptr(GPtrArray) again = criterion_split(line->str, NULL);
    g_assert_nonnull(again);
    g_assert_cmpuint(again->len, ==, terms->len);
    for (guint i = 0; i < terms->len; i++) {
        const Term *one = g_ptr_array_index(terms, i), *other = g_ptr_array_index(again, i);
        g_assert_cmpstr(one->field, ==, other->field);
        g_assert_cmpstr(one->typed, ==, other->typed);
    }
}

static void try_criteria(const char *text, gsize size)
{
    (void)size;
    check_criterion(text);
    check_line(text);
}

#ifdef LIBFUZZER
FUZZ_ENTRY(try_criteria)
#else
static const char *const seeds[] = {
    "state = in_force & ends_on < +90d",
    "kind = crada | kind = grant",
    "title='a & b = c'|\"x\"",
    "!a|b",
    "a..b",
    "..b",
    ">=5",
    "=",
    "!",
    "*scr*ing*",
    "ends_on = today..+90d & x = = & y = !",
    "R&D|S&T",
    "12",
    "a=1&b>2|c<3",
    NULL,
};
static const char *const words[] = {"=",  "!", "!=", "<",  ">", "<=", ">=",  "|", "&",
                                    "..", "*", "'",  "\"", " ", "a",  "b_c", "1", NULL};

int main(void)
{
    return fuzz_main("criteria__are_understood_or_refused__whatever_is_typed", seeds, words, 20000,
                     try_criteria);
}
#endif
