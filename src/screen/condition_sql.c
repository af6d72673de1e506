#include <string.h>

#include "base/money.h"
#include "base/text.h"
#include "screen/condition.h"
#include "screen/joining.h"
#include "screen/lookup.h"

/* --- SQL --- */

typedef struct {
    const Condition *condition;
    GString *sql;
    Narrowing *narrowing;
} Builder;

static bool is_number(FieldKind kind)
{
    return kind == FIELD_INTEGER || kind == FIELD_NUMBER || kind == FIELD_PERCENT || kind == FIELD_MONEY ||
           kind == FIELD_FLAG || kind == FIELD_LINK || kind == FIELD_LINKS;
}

static bool is_text(FieldKind kind)
{
    return kind == FIELD_TEXT || kind == FIELD_NOTE || kind == FIELD_REF || kind == FIELD_COMPUTED ||
           kind == FIELD_CHOICE || kind == FIELD_COUNTRY;
}

/* Amounts are typed with two decimals and stored in the smallest unit of each row's own currency. */
static bool has_own_digits(const Condition *condition)
{
    return condition->kind == FIELD_MONEY && condition->currency && !condition_currency(condition);
}

static void append_value(const Builder *builder, const char *value)
{
    guint number = narrowing_bind(builder->narrowing, value);
    if (!is_number(builder->condition->kind)) {
        g_string_append_printf(builder->sql, ":c%u", number);
        return;
    }
    g_string_append_printf(builder->sql, "CAST(:c%u AS NUMERIC)", number);
    if (!has_own_digits(builder->condition))
        return;
    g_string_append(builder->sql, " * (CASE (SELECT c.digits FROM currency c WHERE c.code = ");
    append_identifier(builder->sql, builder->condition->currency);
    g_string_append(builder->sql, ") WHEN 0 THEN 1 WHEN 3 THEN 1000 ELSE 100 END)");
}

static void append_column(const Builder *builder)
{
    append_identifier(builder->sql, builder->condition->column);
    if (has_own_digits(builder->condition))
        g_string_append(builder->sql, " * 100");
}

static void append_compare(const Builder *builder, const char *sign, const char *value)
{
    append_column(builder);
    g_string_append_printf(builder->sql, " %s ", sign);
    append_value(builder, value);
    if (is_text(builder->condition->kind))
        g_string_append(builder->sql, " COLLATE NOCASE");
}

static void append_one_like(const Builder *builder, const char *pattern)
{
    append_identifier(builder->sql, builder->condition->column);
    g_string_append_printf(builder->sql, " LIKE :c%u ESCAPE '\\'",
                           narrowing_bind(builder->narrowing, pattern));
}

/* SQLite's LIKE knows the cases of ASCII alone: other letters are looked for in each case. */
static void append_like(const Builder *builder, const char *pattern)
{
    g_autofree char *lower = g_utf8_strdown(pattern, -1);
    g_autofree char *upper = g_utf8_strup(pattern, -1);
    append_one_like(builder, pattern);
    if (g_str_is_ascii(pattern))
        return;
    const char *const others[] = {lower, upper};
    for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
        if (strcmp(others[i], pattern) == 0)
            continue;
        g_string_append(builder->sql, " OR ");
        append_one_like(builder, others[i]);
    }
}

static void append_pattern(const Builder *builder, const char *typed)
{
    g_autofree char *escaped = like_pattern("", typed, "");
    g_strdelimit(escaped, "*", '%');
    append_like(builder, escaped);
}

/* From itself to before what its last character would be followed by. */
static void append_beginning(const Builder *builder, const char *beginning)
{
    g_autofree char *beyond = g_strdup(beginning);
    beyond[strlen(beyond) - 1]++;
    append_identifier(builder->sql, builder->condition->column);
    g_string_append_printf(builder->sql, " >= :c%u AND ", narrowing_bind(builder->narrowing, beginning));
    append_identifier(builder->sql, builder->condition->column);
    g_string_append_printf(builder->sql, " < :c%u", narrowing_bind(builder->narrowing, beyond));
}

static void append_reference(const Builder *builder, const char *typed)
{
    g_autofree char *capitals = g_ascii_strup(typed, -1);
    append_identifier(builder->sql, builder->condition->column);
    g_string_append_printf(builder->sql, " IN (:c%u, ", narrowing_bind(builder->narrowing, typed));
    g_string_append_printf(builder->sql, ":c%u)", narrowing_bind(builder->narrowing, capitals));
}

static void append_plain(const Builder *builder, const Understood *test)
{
    if (test->begins) {
        append_beginning(builder, test->low);
        return;
    }
    if (!is_text(builder->condition->kind)) {
        append_compare(builder, "=", test->low);
        return;
    }
    g_autofree char *pattern = like_pattern("%", test->low, "%");
    append_like(builder, pattern);
}

static void append_range(const Builder *builder, const Understood *test)
{
    if (test->low)
        append_compare(builder, ">=", test->low);
    if (test->low && test->high)
        g_string_append(builder->sql, " AND ");
    if (test->high)
        append_compare(builder, "<=", test->high);
}

static void append_one_of(const Builder *builder, const GPtrArray *values)
{
    append_identifier(builder->sql, builder->condition->column);
    g_string_append(builder->sql, " IN (");
    for (guint i = 0; i < values->len; i++) {
        g_string_append(builder->sql, i > 0 ? ", " : "");
        append_value(builder, g_ptr_array_index(values, i));
    }
    g_string_append_c(builder->sql, ')');
}

/* Only what is typed freely may hold an empty text; for the rest IS NULL alone lets an index answer. */
static void append_empty(const Builder *builder)
{
    const FieldKind kind = builder->condition->kind;
    append_identifier(builder->sql, builder->condition->column);
    g_string_append(builder->sql, " IS NULL");
    if (kind != FIELD_TEXT && kind != FIELD_NOTE && kind != FIELD_COMPUTED)
        return;
    g_string_append(builder->sql, " OR ");
    append_identifier(builder->sql, builder->condition->column);
    g_string_append(builder->sql, " = ''");
}

static void append_test(const Builder *builder, const Understood *test)
{
    static const char *const signs[] = {[TEST_EQUAL] = "=",
                                        [TEST_BELOW] = "<",
                                        [TEST_AT_MOST] = "<=",
                                        [TEST_ABOVE] = ">",
                                        [TEST_AT_LEAST] = ">="};
    if (test->one_of) {
        append_one_of(builder, test->one_of);
        return;
    }
    if (test->kind == TEST_EQUAL && builder->condition->kind == FIELD_REF) {
        append_reference(builder, test->low);
        return;
    }
    switch (test->kind) {
    case TEST_EMPTY:
        append_empty(builder);
        return;
    case TEST_PLAIN:
        append_plain(builder, test);
        return;
    case TEST_RANGE:
        append_range(builder, test);
        return;
    case TEST_PATTERN:
        append_pattern(builder, test->low);
        return;
    default:
        append_compare(builder, signs[test->kind], test->low);
    }
}

static void append_tests(const Builder *builder)
{
    const Condition *condition = builder->condition;
    g_string_append(builder->sql, condition->negated ? "((" : "(");
    for (guint i = 0; i < condition->tests->len; i++) {
        g_string_append(builder->sql, i > 0 ? " OR (" : "(");
        append_test(builder, g_ptr_array_index(condition->tests, i));
        g_string_append_c(builder->sql, ')');
    }
    g_string_append(builder->sql, condition->negated ? ") IS NOT TRUE)" : ")");
}

/* Many links: a record that has none is empty, one that has any of them is meant. What is asked of the
 * joining table; nothing where any link will do. */
static void append_joined(const Builder *builder, const Joining *joining)
{
    const GPtrArray *tests = builder->condition->tests;
    for (guint i = 0; i < tests->len; i++) {
        const Understood *test = g_ptr_array_index(tests, i);
        for (guint j = 0; test->one_of && j < test->one_of->len; j++) {
            if (builder->sql->len > 0)
                g_string_append(builder->sql, ", ");
            else
                g_string_append_printf(builder->sql, "\"%s\" IN (", joining->linked);
            append_value(builder, g_ptr_array_index(test->one_of, j));
        }
    }
    g_string_append(builder->sql, builder->sql->len > 0 ? ")" : "");
}

static void narrow_by_links(const Builder *builder)
{
    const Condition *condition = builder->condition;
    const Understood *first = g_ptr_array_index(condition->tests, 0);
    const bool none = condition->negated != (first->kind == TEST_EMPTY);
    g_auto(Joining) joining = {0};
    if (!joining_parse(condition->def->sql, &joining)) {
        narrowing_add(builder->narrowing, "0", NULL, NULL);
        return;
    }
    append_joined(builder, &joining);
    if (builder->sql->len > 0 || !condition->counted) {
        narrowing_add_linked(builder->narrowing, joining.table, joining.owner,
                             builder->sql->len > 0 ? builder->sql->str : NULL, none);
        return;
    }
    g_string_append(builder->sql, "coalesce(");
    append_identifier(builder->sql, condition->column);
    g_string_append(builder->sql, none ? ", 0) = 0" : ", 0) > 0");
    narrowing_add(builder->narrowing, builder->sql->str, condition->column, NULL);
}

/* Whether each text that LIKE takes for this one reads alike when it is folded: ß does not, nor do marks that
 * change their place. */
static bool folds_in_any_case(const char *typed)
{
    g_autofree char *lower = g_utf8_strdown(typed, -1), *upper = g_utf8_strup(typed, -1);
    g_autofree char *folded = text_fold(typed), *of_lower = text_fold(lower), *of_upper = text_fold(upper);
    for (const char *at = folded; *at != '\0'; at = g_utf8_next_char(at)) {
        if (g_unichar_combining_class(g_utf8_get_char(at)) != 0)
            return false;
    }
    return strcmp(folded, of_lower) == 0 && strcmp(folded, of_upper) == 0;
}

/* What stands in the column of every row that passes: what has to be a part of it, or all of it. */
static char *words_wanted(const Condition *condition)
{
    const Understood *test = g_ptr_array_index(condition->tests, 0);
    if (condition->negated || condition->tests->len != 1 || test->one_of || !is_text(condition->kind) ||
        (test->kind != TEST_PLAIN && test->kind != TEST_EQUAL && test->kind != TEST_PATTERN))
        return NULL;
    if (!folds_in_any_case(test->low))
        return NULL;
    return test->kind == TEST_PATTERN ? g_strdelimit(g_strdup(test->low), "*", ' ') : g_strdup(test->low);
}

static void narrow_by_column(const Builder *builder)
{
    const Condition *condition = builder->condition;
    const bool alone = !has_own_digits(condition);
    g_autofree char *words = alone ? words_wanted(condition) : NULL;
    append_tests(builder);
    narrowing_add(builder->narrowing, builder->sql->str, alone ? condition->column : NULL, words);
}

void condition_narrow(const Condition *condition, const ScreenDef *screen, Narrowing *narrowing)
{
    g_autoptr(GString) sql = g_string_new(NULL);
    const Builder builder = {condition, sql, narrowing};
    if (condition->home == HOME_SOURCE) {
        narrow_by_column(&builder);
    } else if (condition->home == HOME_JOINED) {
        narrow_by_links(&builder);
    } else {
        append_tests(&builder);
        narrowing_add_linked(narrowing, screen->record, "id", sql->str, false);
    }
}

/* --- words --- */

typedef struct {
    const char *below, *at_most, *above, *at_least;
} Comparing;

static const Comparing of_days = {"before ", "until ", "after ", "from "};
static const Comparing of_numbers = {"below ", "at most ", "above ", "at least "};

/* A stored value as it reads in the title line. NULL for NULL. */
static char *word_of(const Condition *condition, const char *stored)
{
    if (!stored)
        return NULL;
    if (condition->kind == FIELD_MONEY)
        return money_format(g_ascii_strtoll(stored, NULL, 10), condition_currency(condition));
    if (condition->kind == FIELD_FLAG)
        return g_strdup(strcmp(stored, "1") == 0 ? "yes" : "no");
    return g_strdup(stored);
}

static void range_words(const Comparing *comparing, const char *low, const char *high, GString *words)
{
    if (low && high)
        g_string_append_printf(words, "%s to %s", low, high);
    else
        g_string_append_printf(words, "%s%s", low ? comparing->at_least : comparing->at_most,
                               low ? low : high);
}

static void test_words(const Condition *condition, const Understood *test, GString *words)
{
    bool days = condition->kind == FIELD_DATE || condition->kind == FIELD_TIME;
    const Comparing *comparing = days ? &of_days : &of_numbers;
    const char *const before[] = {
        [TEST_PLAIN] = "",
        [TEST_EQUAL] = "",
        [TEST_BELOW] = comparing->below,
        [TEST_AT_MOST] = comparing->at_most,
        [TEST_ABOVE] = comparing->above,
        [TEST_AT_LEAST] = comparing->at_least,
        [TEST_RANGE] = "",
        [TEST_PATTERN] = "",
        [TEST_EMPTY] = "empty",
    };
    g_autofree char *low = word_of(condition, test->low);
    g_autofree char *high = word_of(condition, test->high);
    if (test->words)
        g_string_append(words, test->words);
    else if (test->kind == TEST_RANGE)
        range_words(comparing, low, high, words);
    else
        g_string_append_printf(words, "%s%s", before[test->kind], low ? low : "");
}

void condition_words(const Condition *condition, GString *words)
{
    g_string_append_printf(words, "%s: %s", condition->title, condition->negated ? "not " : "");
    for (guint i = 0; i < condition->tests->len; i++) {
        g_string_append(words, i > 0 ? " or " : "");
        test_words(condition, g_ptr_array_index(condition->tests, i), words);
    }
}
