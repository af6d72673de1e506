/* What a change of facts would do is told before it is made, and nothing of the look stays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "rules/consequence.h"
#include "store/query.h"
#include "support/office_file.h"

/* A rule of this test alone: an action whose title changes reopens something. */
static const char RULE[] =
    "CREATE TRIGGER test_title_reopens AFTER UPDATE OF title ON action BEGIN "
    "INSERT INTO consequence (record, record_id, effect, because, happened_on, cite) "
    "SELECT 'action', NEW.id, 'Plan asked again', 'title changed', day, 'office rule' FROM today; END;"
    "INSERT INTO consequence_fact VALUES ('action', 'title'), ('need', '*');";

static bool write_script(Change *change, gpointer data, GError **error)
{
    return change_script(change, "test", data, error);
}

static void lay_rule(const OfficeFile *file)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Change) change = change_open(file->store, "Rule", &error);
    if (!change || !change_script(change, "rule", RULE, &error) ||
        !change_commit(g_steal_pointer(&change), NULL, &error))
        fail_msg("%s", error->message);
}

static char *title_of(const OfficeFile *file, gint64 id)
{
    return query_one_text(file->store, "SELECT title FROM action WHERE id = :id", id, NULL);
}

static void consequence__is_foretold_by_name__and_the_change_is_not_made(void **state)
{
    const OfficeFile *file = *state;
    lay_rule(file);
    gint64 action = office_file_add(file, "action", "title", "Draft the plan", NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) found =
        consequence_foresee(file->store, write_script, "UPDATE action SET title = 'Other'", &error);
    assert_non_null(found);
    assert_int_equal(found->len, 1);
    const Consequence *first = g_ptr_array_index(found, 0);
    assert_non_null(strstr(first->name, "Action ACT-2026-001"));
    assert_string_equal(first->effect, "Plan asked again");
    assert_string_equal(first->because, "title changed");
    assert_string_equal(first->cite, "office rule");
    g_autofree char *title = title_of(file, action);
    assert_string_equal(title, "Draft the plan");
    assert_int_equal(query_one_int(file->store, "SELECT count(*) FROM consequence", 0, -1), 0);
}

static void consequence__is_none__of_a_change_that_touches_nothing(void **state)
{
    const OfficeFile *file = *state;
    lay_rule(file);
    office_file_add(file, "action", "title", "Draft the plan", NULL);
    g_autoptr(GPtrArray) found =
        consequence_foresee(file->store, write_script, "UPDATE action SET notes = 'x'", NULL);
    assert_int_equal(found->len, 0);
}

static void consequence__is_not_told__when_the_change_itself_is_refused(void **state)
{
    const OfficeFile *file = *state;
    office_file_add(file, "action", "title", "Draft the plan", NULL);
    g_autoptr(GError) error = NULL;
    assert_null(consequence_foresee(file->store, write_script, "UPDATE action SET title = ''", &error));
    assert_non_null(error);
}

static void fields__have_consequences__only_where_the_table_names_them(void **state)
{
    const OfficeFile *file = *state;
    lay_rule(file);
    g_autoptr(Record) before = record_new("action");
    g_autoptr(Record) after = record_new("action");
    record_set(after, "notes", "x");
    assert_false(consequence_possible(file->store, before, after));
    record_set(after, "title", "x");
    assert_true(consequence_possible(file->store, before, after));
    assert_false(consequence_possible(file->store, NULL, after));
    g_autoptr(Record) need = record_new("need");
    assert_true(consequence_possible(file->store, NULL, need));
    assert_true(consequence_of_removing(file->store, "need"));
    assert_false(consequence_of_removing(file->store, "action"));
}

static void business_days__leave_out_weekends_and_federal_holidays(void **state)
{
    const OfficeFile *file = *state;
    /* Thanksgiving 2026 is 26 November; Independence Day 2026, a Saturday, is kept on Friday the third. */
    g_autofree char *tenth = query_one_text(
        file->store, "SELECT day FROM business_day WHERE day > '2026-11-23' ORDER BY day LIMIT 1 OFFSET 9", 0,
        NULL);
    assert_string_equal(tenth, "2026-12-08");
    assert_int_equal(
        query_one_int(file->store, "SELECT count(*) FROM business_day WHERE day = '2026-07-03'", 0, -1), 0);
    assert_int_equal(
        query_one_int(file->store, "SELECT count(*) FROM federal_holiday WHERE day LIKE '2026%'", 0, -1), 11);
    assert_int_equal(
        query_one_int(file->store, "SELECT count(*) FROM business_day WHERE day LIKE '2026%'", 0, -1),
        261 - 11);
}

static void business_days__are_counted_anew__when_a_holiday_comes_or_goes(void **state)
{
    const OfficeFile *file = *state;
    static const char DIFFERENCE[] = "SELECT (SELECT number FROM business_day WHERE day = '2026-12-28') - "
                                     "(SELECT number FROM business_day WHERE day = '2026-12-22')";
    g_autoptr(GError) error = NULL;
    assert_int_equal(query_one_int(file->store, DIFFERENCE, 0, -1), 3);
    g_autoptr(Change) change = change_open(file->store, "Holiday", &error);
    assert_true(change_script(
        change, "add",
        "INSERT INTO federal_holiday (day, label, cite) VALUES ('2026-12-24', 'Christmas Eve', 'E.O.')",
        &error));
    assert_int_equal(query_one_int(file->store, DIFFERENCE, 0, -1), 2);
    assert_true(
        change_script(change, "remove", "DELETE FROM federal_holiday WHERE day = '2026-12-24'", &error));
    assert_int_equal(query_one_int(file->store, DIFFERENCE, 0, -1), 3);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, office_file_setup, office_file_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(consequence__is_foretold_by_name__and_the_change_is_not_made),
        TEST(consequence__is_none__of_a_change_that_touches_nothing),
        TEST(consequence__is_not_told__when_the_change_itself_is_refused),
        TEST(fields__have_consequences__only_where_the_table_names_them),
        TEST(business_days__leave_out_weekends_and_federal_holidays),
        TEST(business_days__are_counted_anew__when_a_holiday_comes_or_goes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
