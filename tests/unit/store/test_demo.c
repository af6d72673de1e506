/* The demonstration office: what it promises, held by plain SQL over a file that the program made. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "store/change.h"
#include "store/demo.h"
#include "store/journal.h"
#include "store/query.h"
#include "support/fixture.h"

/* An office filled with that seed, on that day when it is not NULL. */
static Store *filled(const Fixture *fixture, const char *name, guint seed, const char *day)
{
    g_autofree char *path = fixture_path(fixture, name);
    const StoreOptions options = {.path = path, .officer = "ana.ruiz", .create = true};
    g_autoptr(GError) error = NULL;
    Store *store = store_open(&options, &error);
    assert_non_null(store);
    if (day != NULL) {
        Change *change = change_open(store, "The day is fixed", &error);
        assert_non_null(change);
        assert_true(change_run(change, &error,
                               "INSERT INTO setting (name, value) VALUES ('today', :day) ON CONFLICT (name) "
                               "DO UPDATE SET value = excluded.value",
                               ":day", day, NULL));
        assert_true(change_commit(change, NULL, &error));
    }
    bool done = demo_fill(store, seed, &error);
    if (!done)
        fail_msg("%s", error->message);
    return store;
}

/* All rows of a query, cells joined by '|', rows by newlines. (transfer full) */
static char *rows(Store *store, const char *sql)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Query) query = query_new(store, sql, &error);
    assert_non_null(query);
    GString *text = g_string_new(NULL);
    while (query_next(query, &error)) {
        for (int i = 0; i < query_columns(query); i++)
            g_string_append_printf(text, "%s%s", i > 0 ? "|" : "",
                                   query_text(query, i) != NULL ? query_text(query, i) : "");
        g_string_append_c(text, '\n');
    }
    assert_null(error);
    return g_string_free(text, FALSE);
}

static gint64 number(Store *store, const char *sql)
{
    g_autofree char *text = rows(store, sql);
    return g_ascii_strtoll(text, NULL, 10);
}

/* Every record of the office as text, in the order of their ids. */
static char *everything(Store *store)
{
    guint count = 0;
    const RecordKind *kinds = store_record_kinds(store, &count);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < count; i++) {
        g_autofree char *sql = g_strdup_printf("SELECT * FROM \"%s\" ORDER BY id", kinds[i].name);
        g_autofree char *table = rows(store, sql);
        g_string_append_printf(text, "== %s\n%s", kinds[i].name, table);
    }
    return g_string_free(text, FALSE);
}

static void demo__has_what_the_house_promises(void **state)
{
    static const struct {
        const char *sql;
        gint64 least, most;
    } promises[] = {
        {"SELECT count(*) FROM partner", 18, 18},
        {"SELECT count(*) FROM partner WHERE kind = 'bilateral'", 12, 12},
        {"SELECT count(*) FROM partner WHERE kind = 'european_commission'", 1, 1},
        {"SELECT count(*) FROM partner WHERE kind = 'non_bilateral'", 3, 3},
        {"SELECT count(*) FROM partner WHERE kind = 'non_governmental'", 2, 2},
        {"SELECT count(*) FROM agreement", 60, 100},
        {"SELECT count(*) FROM agreement_state WHERE code NOT IN (SELECT state FROM agreement)", 0, 0},
        {"SELECT count(*) FROM agreement_kind WHERE code NOT IN (SELECT kind FROM agreement)", 0, 0},
        {"SELECT count(*) FROM project", 110, 110},
        {"SELECT count(*) FROM engagement", 80, 80},
        {"SELECT count(*) FROM action", 150, 150},
        {"SELECT count(*) FROM visit", 120, 120},
        {"SELECT count(*) FROM visit_state WHERE code NOT IN (SELECT state FROM visit)", 0, 0},
        {"SELECT count(*) FROM visitor", 300, 300},
        {"SELECT count(*) FROM export_case", 40, 40},
        {"SELECT count(*) FROM export_case_state WHERE code NOT IN (SELECT state FROM export_case)", 0, 0},
        {"SELECT count(*) FROM answer", 400, 4000},
        {"SELECT count(*) FROM answer WHERE answer = 'unknown'", 5, 500},
        {"SELECT sum(usd_minor) FROM contribution", 9500000000, 10500000000},
        {"SELECT sum(usd_minor) FROM contribution WHERE side = 'us'", 4000000000, 6000000000},
        {"SELECT count(*) FROM contribution WHERE usd_minor % 100 <> 0", 0, 0},
        {"SELECT count(*) FROM project_partner x JOIN project j ON j.id = x.project_id WHERE x.partner_id = "
         "j.partner_id",
         0, 0},
        {"SELECT count(DISTINCT form || side) FROM contribution", 12, 12},
        {"SELECT count(DISTINCT kind) FROM alignment", 5, 8},
        {"SELECT count(*) FROM document", 30, 300},
    };
    g_autoptr(Store) store = filled(*state, "office.db", 1, "2026-11-23");
    for (guint i = 0; i < G_N_ELEMENTS(promises); i++) {
        gint64 found = number(store, promises[i].sql);
        if (found < promises[i].least || found > promises[i].most)
            fail_msg("%s gives %" G_GINT64_FORMAT, promises[i].sql, found);
    }
}

static void demo__is_sound_and_undoable_as_one_change(void **state)
{
    g_autoptr(Store) store = filled(*state, "office.db", 1, "2026-11-23");
    g_autofree char *broken = rows(store, "SELECT * FROM pragma_foreign_key_check");
    assert_string_equal(broken, "");
    assert_int_equal(number(store, "SELECT count(*) FROM journal WHERE kind = 'demo'"), 1);
    VerifyReport report = {0};
    g_autoptr(GError) error = NULL;
    assert_true(journal_verify(store, &report, NULL, NULL, &error));
    assert_int_equal(report.problems->len, 0);
    verify_report_clear(&report);
}

static void demo__has_days_that_agree_with_the_states(void **state)
{
    static const char *const contradictions[] = {
        "SELECT ref FROM agreement WHERE state IN ('in_force', 'published', 'operative', 'transmitted', "
        "'signed') AND signed_on IS NULL",
        "SELECT ref FROM agreement WHERE state IN ('concept', 'exploratory', 'drafting', 'negotiating', "
        "'ready_to_sign') AND signed_on IS NOT NULL",
        "SELECT ref FROM agreement WHERE state = 'in_force' AND in_force_on IS NULL",
        "SELECT ref FROM agreement WHERE signed_on IS NOT NULL AND legal_character = 'undetermined'",
        "SELECT ref FROM agreement WHERE published_on < in_force_on OR transmitted_on < signed_on",
        "SELECT ref FROM visit WHERE state = 'checked_in' AND (arrived_on IS NULL OR departed_on IS NOT "
        "NULL)",
        "SELECT ref FROM visit WHERE state = 'closed' AND (departed_on IS NULL OR report_filed_on IS NULL OR "
        "closed_on IS NULL)",
        "SELECT v.ref FROM visit v JOIN review r ON r.visit_id = v.id WHERE v.state IN ('approved', "
        "'expected', 'checked_in') AND r.result IS NULL",
        "SELECT ref FROM export_case WHERE state = 'determined' AND determination IS NULL",
        "SELECT ref FROM project WHERE state = 'active' AND starts_on > (SELECT day FROM today)",
        "SELECT ref FROM action WHERE state = 'done' AND done_on IS NULL",
        "SELECT ref FROM visit WHERE arrived_on > (SELECT day FROM today)",
    };
    static const char *const days[] = {"2026-11-23", "2027-01-01", "2028-02-29"};
    for (guint d = 0; d < G_N_ELEMENTS(days); d++) {
        g_autofree char *name = g_strdup_printf("office-%s.db", days[d]);
        g_autoptr(Store) store = filled(*state, name, 7, days[d]);
        for (guint i = 0; i < G_N_ELEMENTS(contradictions); i++) {
            g_autofree char *found = rows(store, contradictions[i]);
            if (*found != '\0')
                fail_msg("on %s: %s gives %s", days[d], contradictions[i], found);
        }
    }
}

static void demo__has_an_agenda_that_is_alive(void **state)
{
    g_autoptr(Store) store = filled(*state, "office.db", 3, "2028-02-29");
    static const char *const urgencies[] = {"overdue", "week", "waiting", "month"};
    for (guint i = 0; i < G_N_ELEMENTS(urgencies); i++) {
        g_autofree char *sql =
            g_strdup_printf("SELECT count(*) FROM agenda WHERE urgency = '%s'", urgencies[i]);
        assert_in_range(number(store, sql), 3, 80);
    }
    g_autofree char *clock =
        rows(store, "SELECT mark FROM agenda WHERE kind = 'transmittal' ORDER BY due_on LIMIT 1");
    assert_string_equal(clock, "day 13/15\n");
}

static void demo__is_the_same_to_the_byte_when_seed_and_day_are(void **state)
{
    g_autoptr(Store) first = filled(*state, "first.db", 42, "2026-11-23");
    g_autoptr(Store) second = filled(*state, "second.db", 42, "2026-11-23");
    g_autofree char *one = everything(first);
    g_autofree char *two = everything(second);
    assert_true(strlen(one) > 100000);
    assert_true(strcmp(one, two) == 0);
}

static void demo__differs_when_the_seed_does(void **state)
{
    g_autoptr(Store) first = filled(*state, "first.db", 1, "2026-11-23");
    g_autoptr(Store) second = filled(*state, "second.db", 2, "2026-11-23");
    g_autofree char *one = rows(first, "SELECT family_name, given_name FROM visitor ORDER BY id");
    g_autofree char *two = rows(second, "SELECT family_name, given_name FROM visitor ORDER BY id");
    assert_true(strcmp(one, two) != 0);
}

static void demo__names_people_in_many_scripts(void **state)
{
    /* First letters of Hangul, Han, Kana, Hebrew, Arabic, Cyrillic, Greek, Devanagari and Thai. */
    static const struct {
        const char *script, *from, *to;
    } scripts[] = {{"Hangul", "가", "힣"},   {"Han", "一", "鿿"},   {"Hebrew", "א", "ת"},
                   {"Arabic", "ا", "ي"},     {"Cyrillic", "А", "я"}, {"Greek", "Α", "ω"},
                   {"Devanagari", "अ", "ह"}, {"Thai", "ก", "ฮ"}};
    g_autoptr(Store) store = filled(*state, "office.db", 1, "2026-11-23");
    for (guint i = 0; i < G_N_ELEMENTS(scripts); i++) {
        g_autofree char *sql = g_strdup_printf(
            "SELECT count(*) FROM visitor WHERE substr(native_name, 1, 1) BETWEEN '%s' AND '%s'",
            scripts[i].from, scripts[i].to);
        if (number(store, sql) < 1)
            fail_msg("nobody is written in %s", scripts[i].script);
    }
}

static void demo__is_refused_when_the_office_has_records(void **state)
{
    g_autoptr(Store) store = filled(*state, "office.db", 1, NULL);
    g_autoptr(GError) error = NULL;
    assert_false(demo_fill(store, 1, &error));
    assert_true(error_is(error, ERROR_REFUSED));
}

/* The officer who opens an office for the first time becomes one of its officers. */
static void enter_officer(Store *store, const char *login, const char *kind)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Record) officer = record_new("officer");
    record_set(officer, "login", login);
    record_set(officer, "name", login);
    Change *change = change_open(store, "The file was opened", &error);
    assert_non_null(change);
    change_set_kind(change, kind);
    assert_true(change_insert(change, officer, &error));
    assert_true(change_commit(change, NULL, &error));
}

static Store *opened(const Fixture *fixture, const char *name, guint site)
{
    g_autofree char *path = fixture_path(fixture, name);
    const StoreOptions options = {.path = path, .officer = "ana.ruiz", .site = site, .create = true};
    Store *store = store_open(&options, NULL);
    assert_non_null(store);
    return store;
}

static void demo__steps_around__officers_whom_opening_made(void **state)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = opened(*state, "office.db", 0);
    enter_officer(store, "ana.ruiz", "open");
    enter_officer(store, "kim.holm", "open");
    assert_true(demo_fill(store, 1, &error));
    g_autofree char *ana = rows(store, "SELECT id, name FROM officer WHERE login = 'ana.ruiz'");
    assert_string_equal(ana, "1|Ana Ruiz\n");
    g_autofree char *kim = rows(store, "SELECT name FROM officer WHERE login = 'kim.holm'");
    assert_string_equal(kim, "kim.holm\n");
    assert_int_equal(number(store, "SELECT count(*) FROM officer"), 9);
    g_autofree char *broken = rows(store, "SELECT * FROM pragma_foreign_key_check");
    assert_string_equal(broken, "");
}

static void demo__is_refused_when_somebody_entered_an_officer(void **state)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = opened(*state, "office.db", 0);
    enter_officer(store, "kim.holm", "change");
    assert_false(demo_fill(store, 1, &error));
    assert_true(error_is(error, ERROR_REFUSED));
    assert_int_equal(number(store, "SELECT count(*) FROM officer"), 1);
}

static void demo__leaves_no_temporary_table(void **state)
{
    g_autoptr(Store) store = filled(*state, "office.db", 1, NULL);
    g_autofree char *left = rows(store, "SELECT name FROM temp.sqlite_schema WHERE name GLOB 'demo_*'");
    assert_string_equal(left, "");
}

static void demo__gives_ids_of_its_site_and_the_next_record_follows(void **state)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = opened(*state, "office.db", 3);
    assert_true(demo_fill(store, 1, &error));
    gint64 last = number(store, "SELECT max(id) FROM officer");
    assert_int_equal(last >> 40, 3);
    assert_int_equal(number(store, "SELECT min(id) >> 40 FROM visit"), 3);
    enter_officer(store, "kim.holm", "change");
    assert_int_equal(number(store, "SELECT id FROM officer WHERE login = 'kim.holm'"), last + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(demo__has_what_the_house_promises, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(demo__is_sound_and_undoable_as_one_change, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(demo__has_days_that_agree_with_the_states, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(demo__has_an_agenda_that_is_alive, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(demo__is_the_same_to_the_byte_when_seed_and_day_are, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(demo__differs_when_the_seed_does, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(demo__names_people_in_many_scripts, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(demo__is_refused_when_the_office_has_records, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(demo__steps_around__officers_whom_opening_made, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(demo__is_refused_when_somebody_entered_an_officer, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(demo__leaves_no_temporary_table, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(demo__gives_ids_of_its_site_and_the_next_record_follows,
                                        fixture_setup, fixture_teardown),
    };
    return cmocka_run_group_tests_name("demo", tests, NULL, NULL);
}
