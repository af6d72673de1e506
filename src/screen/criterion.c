#include "screen/criterion.h"

#include <string.h>

#include "base/error.h"
#include "screen/criteria.h"

static void test_free(Test *test)
{
    g_free(test->low);
    g_free(test->high);
    g_free(test);
}

void criterion_free(Criterion *criterion)
{
    if (!criterion)
        return;
    g_ptr_array_unref(criterion->tests);
    g_free(criterion);
}

/* --- one criterion --- */

typedef struct {
    const char *sign;
    TestKind kind;
} Operator;

/* Longer signs stand before those they begin with. */
static const Operator operators[] = {
    {">=", TEST_AT_LEAST}, {"<=", TEST_AT_MOST}, {">", TEST_ABOVE}, {"<", TEST_BELOW}, {"=", TEST_EQUAL},
};

static const char *skip_blanks(const char *at)
{
    return at + strspn(at, " \t");
}

/* Behind the closing quote of a quoted value; NULL when it is not closed. */
static const char *skip_quoted(const char *at)
{
    const char *end = strchr(at + 1, *at);
    return end ? end + 1 : NULL;
}

static bool is_quote(char c)
{
    return c == '\'' || c == '"';
}

/* The value's first character: behind "!" and an operator. */
static const char *skip_operator(const char *at)
{
    at = skip_blanks(at);
    if (*at == '!')
        at = skip_blanks(at + 1);
    return skip_blanks(at + strspn(at, "<>="));
}

/* End of one alternative: the next "|" outside quotes. */
static const char *alternative_end(const char *at)
{
    const char *value = skip_operator(at);
    if (is_quote(*value) && skip_quoted(value))
        value = skip_quoted(value);
    return value + strcspn(value, "|");
}

static Test *test_new(TestKind kind, const char *low, gssize low_size, const char *high)
{
    Test *test = g_new0(Test, 1);
    test->kind = kind;
    test->low = low ? g_strndup(low, low_size < 0 ? strlen(low) : (gsize)low_size) : NULL;
    test->high = g_strdup(high);
    return test;
}

static Test *range_new(const char *text, const char *dots)
{
    g_autofree char *low = g_strndup(text, (gsize)(dots - text));
    g_autofree char *high = g_strdup(dots + 2);
    g_strstrip(low);
    g_strstrip(high);
    Test *test = test_new(TEST_RANGE, *low != '\0' ? low : NULL, -1, *high != '\0' ? high : NULL);
    return test;
}

/* The test without an operator before it. */
static Test *bare_test(const char *text, GError **error)
{
    const char *dots = strstr(text, "..");
    if (dots && strlen(text) == 2) {
        error_set(error, ERROR_INPUT, "..: neither end is given: type a..b, a.. or ..b");
        return NULL;
    }
    if (dots)
        return range_new(text, dots);
    return test_new(strchr(text, '*') ? TEST_PATTERN : TEST_PLAIN, text, -1, NULL);
}

static Test *operator_test(const Operator *operator, const char * value, bool quoted, GError **error)
{
    if (*value == '\0' && !quoted && operator->kind == TEST_EQUAL)
        return test_new(TEST_EMPTY, NULL, 0, NULL);
    if (*value == '\0' && !quoted) {
        error_set(error, ERROR_INPUT,
                  "%s: nothing stands behind it: type %s and a value", operator->sign, operator->sign);
        return NULL;
    }
    return test_new(operator->kind, value, -1, NULL);
}

static const Operator *find_operator(const char *at)
{
    for (guint i = 0; i < G_N_ELEMENTS(operators); i++) {
        if (g_str_has_prefix(at, operators[i].sign))
            return &operators[i];
    }
    return NULL;
}

static char *unquoted(const char *value, bool *quoted)
{
    gsize length = strlen(value);
    *quoted = length >= 2 && is_quote(*value) && value[length - 1] == *value;
    return *quoted ? g_strndup(value + 1, length - 2) : g_strdup(value);
}

static Test *parse_test(const char *text, GError **error)
{
    const Operator *operator= find_operator(text);
    bool quoted = false;
    g_autofree char *value = unquoted(skip_blanks(text + (operator? strlen(operator->sign) : 0)), &quoted);
    if (operator)
        return operator_test(operator, value, quoted, error);
    return quoted ? test_new(TEST_PLAIN, value, -1, NULL) : bare_test(value, error);
}

static bool add_test(Criterion *criterion, const char *start, const char *end, GError **error)
{
    g_autofree char *text = g_strndup(start, (gsize)(end - start));
    g_strstrip(text);
    char *at = text;
    if (*at == '!' && criterion->tests->len == 0)
        criterion->negated = true;
    if (*at == '!' && !criterion->negated)
        return error_set(error, ERROR_INPUT, "%s: \"!\" stands in front of all that is not wanted: type !a|b",
                         text);
    if (*at == '!')
        at += 1 + strspn(at + 1, " ");
    if (*at == '\0' && !criterion->negated)
        return error_set(error, ERROR_INPUT, "|: nothing stands on one side of it: type a|b");
    Test *test = *at == '\0' ? test_new(TEST_EMPTY, NULL, 0, NULL) : parse_test(at, error);
    if (test)
        g_ptr_array_add(criterion->tests, test);
    return test != NULL;
}

Criterion *criterion_parse(const char *typed, GError **error)
{
    g_autoptr(Criterion) criterion = g_new0(Criterion, 1);
    criterion->tests = g_ptr_array_new_with_free_func((GDestroyNotify)test_free);
    for (const char *at = typed;; at++) {
        const char *end = alternative_end(at);
        if (!add_test(criterion, at, end, error))
            return NULL;
        at = end;
        if (*at == '\0')
            return g_steal_pointer(&criterion);
    }
}

/* --- lines --- */

static void term_free(Term *term)
{
    g_free(term->field);
    g_free(term->typed);
    g_free(term);
}

static gsize name_length(const char *at)
{
    return g_ascii_isalpha(*at)
               ? strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
               : 0;
}

/* A field and an operator stand here: a new term begins. */
static bool term_begins(const char *at)
{
    at = skip_blanks(at);
    gsize length = name_length(at);
    const char *sign = skip_blanks(at + length);
    return length > 0 && *sign != '\0' && strchr("=<>!", *sign);
}

/* End of a term's value: "&" or "|" behind which another term begins. */
static const char *term_end(const char *at)
{
    while (*at != '\0') {
        const char *value = skip_operator(at);
        if (is_quote(*value) && skip_quoted(value))
            at = skip_quoted(value);
        at += strcspn(at, "&|");
        if (*at == '\0' || term_begins(at + 1))
            return at;
        at++;
    }
    return at;
}

/* "= x" leaves "x"; "> x" stays: the operator is part of what is typed into a field. */
static Term *term_new(const char *field, gsize length, const char *start, const char *end, bool alternative)
{
    Term *term = g_new0(Term, 1);
    const char *typed = skip_blanks(start);
    if (*typed == '=')
        typed++;
    term->field = g_strndup(field, length);
    term->typed = g_strstrip(g_strndup(typed, (gsize)(MAX(end, typed) - typed)));
    term->alternative = alternative;
    return term;
}

GPtrArray *criterion_split(const char *line, GError **error)
{
    g_autoptr(GPtrArray) terms = g_ptr_array_new_with_free_func((GDestroyNotify)term_free);
    bool alternative = false;
    for (const char *at = skip_blanks(line); *at != '\0';) {
        gsize length = name_length(at);
        if (!term_begins(at)) {
            error_set(error, ERROR_INPUT,
                      "%s: this is no criterion: type field=value, field>value or field<value, joined by &",
                      at);
            return NULL;
        }
        const char *value = skip_blanks(at + length);
        const char *end = term_end(*value == '=' ? value + 1 : value);
        g_ptr_array_add(terms, term_new(at, length, value, end, alternative));
        alternative = *end == '|';
        at = *end == '\0' ? end : skip_blanks(end + 1);
    }
    return g_steal_pointer(&terms);
}

/* --- does a line hold for a record --- */

static bool as_numbers(const char *a, const char *b, double *x, double *y)
{
    char *a_end = NULL, *b_end = NULL;
    *x = g_ascii_strtod(a, &a_end);
    *y = g_ascii_strtod(b, &b_end);
    return *a != '\0' && *b != '\0' && *a_end == '\0' && *b_end == '\0';
}

static int compare_values(const char *a, const char *b)
{
    double x = 0, y = 0;
    if (as_numbers(a, b, &x, &y))
        return (x > y) - (x < y);
    return g_ascii_strcasecmp(a, b);
}

/* Flags are stored as 1 and 0 and spoken of as yes and no. */
static const char *spoken_flag(const char *wanted, const char *value)
{
    if (strcmp(value, "1") != 0 && strcmp(value, "0") != 0 && *value != '\0')
        return wanted;
    if (g_ascii_strcasecmp(wanted, "yes") == 0 || g_ascii_strcasecmp(wanted, "true") == 0)
        return "1";
    return g_ascii_strcasecmp(wanted, "no") == 0 || g_ascii_strcasecmp(wanted, "false") == 0 ? "0" : wanted;
}

static bool test_holds(const Test *test, const char *value)
{
    const char *low = test->low ? spoken_flag(test->low, value) : "";
    switch (test->kind) {
    case TEST_EMPTY:
        return *value == '\0';
    case TEST_PLAIN:
    case TEST_EQUAL:
        return compare_values(value, low) == 0;
    case TEST_BELOW:
        return *value != '\0' && compare_values(value, low) < 0;
    case TEST_AT_MOST:
        return *value != '\0' && compare_values(value, low) <= 0;
    case TEST_ABOVE:
        return *value != '\0' && compare_values(value, low) > 0;
    case TEST_AT_LEAST:
        return *value != '\0' && compare_values(value, low) >= 0;
    case TEST_RANGE:
        return *value != '\0' && (!test->low || compare_values(value, low) >= 0) &&
               (!test->high || compare_values(value, test->high) <= 0);
    case TEST_PATTERN:
        return g_pattern_match_simple(low, value);
    }
    return true;
}

static bool term_holds(const Term *term, const char *value)
{
    g_autoptr(Criterion) criterion = *term->typed != '\0' ? criterion_parse(term->typed, NULL) : NULL;
    if (!criterion)
        return true;
    bool holds = false;
    for (guint i = 0; i < criterion->tests->len && !holds; i++)
        holds = test_holds(g_ptr_array_index(criterion->tests, i), value ? value : "");
    return holds != criterion->negated;
}

bool criteria_holds(const char *line, const char *(*get)(const char *field, gconstpointer data),
                    gconstpointer data)
{
    g_autoptr(GPtrArray) terms = criterion_split(line, NULL);
    bool holds = true;
    for (guint i = 0; terms && i < terms->len; i++) {
        const Term *term = g_ptr_array_index(terms, i);
        if (term->alternative && holds)
            return true;
        holds = (holds || term->alternative) && term_holds(term, get(term->field, data));
    }
    return holds;
}
