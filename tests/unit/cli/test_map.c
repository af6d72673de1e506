/* The office's own spreadsheet: the command map, and import --map. */
#include "store/query.h"
#include "support/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define entente(...) run_program(fixture, "--file", "office.db", __VA_ARGS__, NULL)

static const char list[] = "Project name,Start,Status,Boss,End date\n"
                           "Shoe scanner trial,03/04/2027,Ongoing,Kim,12/31/2028\n"
                           "Parcel trial,01/02/2027,Done,Lee,02/28/2028\n";

static int setup(void **state)
{
    fixture_setup(state);
    const Fixture *fixture = *state;
    g_autoptr(Run) run = entente("init");
    run_expect_status(run, 0);
    fixture_write(fixture, "list.csv", list);
    return 0;
}

static char *value(const Fixture *fixture, const char *sql)
{
    g_autofree char *path = fixture_path(fixture, "office.db");
    g_autoptr(Store) store = store_open(&(StoreOptions){.path = path, .officer = "test"}, NULL);
    return query_one_text(store, sql, 0, NULL);
}

static void assert_value(const Fixture *fixture, const char *sql, const char *expected)
{
    g_autofree char *found = value(fixture, sql);
    if (g_strcmp0(found, expected) != 0)
        fail_msg("%s gives %s, not %s", sql, found, expected);
}

static void map_columns(const Fixture *fixture)
{
    g_autoptr(Run) first = entente("map", "projects", "ours", "list.csv");
    run_expect_status(first, 0);
    g_autoptr(Run) run =
        entente("map", "projects", "ours", "list.csv", "--set", "Project name=title!", "--set",
                "End date=Ends on", "--set", "Status=results", "--set", "Status:Ongoing=It goes on", "--set",
                "Start:days=month_first", "--set", "End date:days=month_first");
    run_expect_status(run, 0);
    run_expect_out(run, "title, says which record");
}

static void map__proposes_fields__and_leaves_out_what_it_does_not_know(void **state)
{
    const Fixture *fixture = *state;
    g_autoptr(Run) run = entente("map", "projects", "ours", "list.csv");
    run_expect_status(run, 0);
    assert_value(fixture, "SELECT group_concat(column_name || '=' || coalesce(field, '')) FROM import_column",
                 "Project name=,Start=starts_on,Status=,Boss=,End date=");
    g_autoptr(Run) wrong = entente("map", "projects", "ours", "list.csv", "--set", "Boss=us_leed");
    run_expect_status(wrong, 2);
    run_expect_err(wrong, "no field is called us_leed: the nearest are us_lead");
    g_autoptr(Run) none = entente("map", "projects", "ours", "list.csv", "--set", "Boss");
    run_expect_status(none, 2);
    run_expect_err(none, "give COLUMN=FIELD");
}

static void import__reads_the_offices_own_columns__by_its_mapping(void **state)
{
    const Fixture *fixture = *state;
    map_columns(fixture);
    g_autoptr(Run) run = entente("import", "projects", "list.csv", "--map", "ours");
    run_expect_status(run, 0);
    run_expect_out(run, "2 new, 0 changed, 0 unchanged");
    assert_value(fixture,
                 "SELECT starts_on || ends_on || results FROM project WHERE title = 'Shoe scanner trial'",
                 "2027-03-042028-12-31It goes on");
    assert_value(fixture, "SELECT results FROM project WHERE title = 'Parcel trial'", "Done");
}

static void import__finds_the_record_again__by_the_key_of_the_mapping(void **state)
{
    const Fixture *fixture = *state;
    map_columns(fixture);
    g_autoptr(Run) once = entente("import", "projects", "list.csv", "--map", "ours");
    run_expect_status(once, 0);
    fixture_write(
        fixture, "list.csv",
        "Project name,Start,Status,Boss,End date\nShoe scanner trial,03/04/2027,Ongoing,Kim,06/30/2029\n");
    g_autoptr(Run) dry = entente("import", "projects", "list.csv", "--map", "ours", "--dry-run");
    run_expect_status(dry, 0);
    run_expect_out(dry, "list.csv:2: PRJ-");
    run_expect_out(dry, "Ends on: 2028-12-31 -> 2029-06-30");
    run_expect_out(dry, "0 new, 1 changed, 0 unchanged; a dry run: nothing was written.");
    assert_value(fixture, "SELECT ends_on FROM project WHERE title = 'Shoe scanner trial'", "2028-12-31");
    g_autoptr(Run) run = entente("import", "projects", "list.csv", "--map", "ours");
    run_expect_out(run, "0 new, 1 changed, 0 unchanged.");
    assert_value(fixture, "SELECT count(*) FROM project", "2");
}

static void import__names_what_it_cannot_take__as_without_a_mapping(void **state)
{
    const Fixture *fixture = *state;
    map_columns(fixture);
    fixture_write(fixture, "list.csv", "Project name,Start\nShoe scanner trial,02/30/2027\n");
    g_autoptr(Run) run = entente("import", "projects", "list.csv", "--map", "ours");
    run_expect_status(run, 1);
    run_expect_err(run, "list.csv:2: starts_on: 2027-02-30");
    g_autoptr(Run) unknown = entente("import", "projects", "list.csv", "--map", "theirs");
    run_expect_status(unknown, 1);
    run_expect_err(unknown,
                   "there is no such mapping for Projects: make it with `entente map projects theirs");
}

#define map_test(name) cmocka_unit_test_setup_teardown(name, setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        map_test(map__proposes_fields__and_leaves_out_what_it_does_not_know),
        map_test(import__reads_the_offices_own_columns__by_its_mapping),
        map_test(import__finds_the_record_again__by_the_key_of_the_mapping),
        map_test(import__names_what_it_cannot_take__as_without_a_mapping),
    };
    return cmocka_run_group_tests_name("map", tests, NULL, NULL);
}
