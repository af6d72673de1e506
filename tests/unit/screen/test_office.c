#include "screen/office.h"

#include "base/error.h"
#include "screen/save.h"
#include "store/query.h"
#include "support/lamps.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

static Office *open_demo(const Fixture *fixture)
{
    g_autofree char *file = fixture_path(fixture, "demo.db");
    g_autofree char *config = fixture_path(fixture, "entente.cfg");
    OfficeOptions options = {.file = file, .config = config, .demo = true};
    g_autoptr(GError) error = NULL;
    Office *office = office_open(&options, &error);
    if (!office)
        fail_msg("%s", error->message);
    return office;
}

static int setup(void **state)
{
    fixture_setup(state);
    fixture_write(*state, "entente.cfg", "officer = \"ana.ruiz\";\n");
    return 0;
}

/* Another program's hand in the file. */
static void run_sql(const Fixture *fixture, const char *sql)
{
    g_autofree char *path = fixture_path(fixture, "demo.db");
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(db));
    sqlite3_close(db);
}

/* As if the office had been made on an earlier day: what the trigger refuses is done without it. */
static void make_old(const Fixture *fixture)
{
    g_autofree char *path = fixture_path(fixture, "demo.db");
    sqlite3 *db = NULL;
    sqlite3_stmt *list = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    g_autoptr(GString) drop = g_string_new(NULL);
    sqlite3_prepare_v2(db, "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'journal'",
                       -1, &list, NULL);
    while (sqlite3_step(list) == SQLITE_ROW)
        g_string_append_printf(drop, "DROP TRIGGER \"%s\";", (const char *)sqlite3_column_text(list, 0));
    sqlite3_finalize(list);
    sqlite3_close(db);
    g_string_append(drop, "UPDATE journal SET at = '2020-01-01T08:00:00.000Z';");
    run_sql(fixture, drop->str);
}

static char *made_at(const Office *office)
{
    return query_one_text(office->store, "SELECT at FROM journal ORDER BY id LIMIT 1", 0, NULL);
}

static void office_file__prefers__the_command_line_to_the_configuration(void **state)
{
    const Fixture *fixture = *state;
    fixture_write(fixture, "entente.cfg", "file = \"/tmp/configured.db\";\n");
    g_autofree char *config = fixture_path(fixture, "entente.cfg");
    g_autoptr(Settings) settings = settings_read(config, NULL);
    OfficeOptions named = {.file = "/tmp/named.db", .demo = true}, demo = {.demo = true}, plain = {0};
    g_autofree char *first = office_file(&named, settings), *second = office_file(&demo, settings),
                    *third = office_file(&plain, settings);
    assert_string_equal(first, "/tmp/named.db");
    assert_true(g_str_has_suffix(second, "/entente/demo.db"));
    assert_string_equal(third, "/tmp/configured.db");
}

static void office_open__says__how_to_make_an_office_where_there_is_none(void **state)
{
    const Fixture *fixture = *state;
    g_autofree char *file = fixture_path(fixture, "office.db");
    g_autofree char *config = fixture_path(fixture, "entente.cfg");
    OfficeOptions options = {.file = file, .config = config};
    g_autoptr(GError) error = NULL;
    assert_null(office_open(&options, &error));
    assert_true(error_is(error, ERROR_SYSTEM));
    assert_non_null(strstr(error->message, "entente init"));
    assert_false(fixture_exists(fixture, "office.db"));
    options.create = true;
    g_autoptr(Office) office = office_open(&options, NULL);
    assert_non_null(office);
    assert_false(office->demo);
}

static void office_look__reads__the_screens_and_leaves_the_file_alone(void **state)
{
    const Fixture *fixture = *state;
    g_autofree char *file = fixture_path(fixture, "office.db");
    g_autofree char *config = fixture_path(fixture, "entente.cfg");
    OfficeOptions options = {.file = file, .config = config, .create = true};
    g_autoptr(Office) office = office_look(&options, NULL);
    assert_non_null(office);
    assert_null(office->store);
    assert_int_equal(office->work, STORE_MAKE);
    assert_true(screen_set_count(office->screens) > 0);
    assert_false(fixture_exists(fixture, "office.db"));
    assert_true(office_enter(office, NULL));
    assert_non_null(office->store);
    assert_true(fixture_exists(fixture, "office.db"));
}

static void office_open__refuses__a_site_that_no_id_can_hold(void **state)
{
    const Fixture *fixture = *state;
    fixture_write(fixture, "entente.cfg", "site = 70000;\n");
    g_autofree char *file = fixture_path(fixture, "office.db");
    g_autofree char *config = fixture_path(fixture, "entente.cfg");
    OfficeOptions options = {.file = file, .config = config, .create = true};
    g_autoptr(GError) error = NULL;
    assert_null(office_open(&options, &error));
    assert_non_null(strstr(error->message, "65535"));
    assert_false(fixture_exists(fixture, "office.db"));
}

static void office_open__refuses__a_screen_folder_with_a_mistake(void **state)
{
    const Fixture *fixture = *state;
    lamps_write(fixture);
    fixture_write(fixture, "screens/lamps.cfg", "screen: {\n  name = \n};\n");
    g_autofree char *config = fixture_path(fixture, "lamps.cfg");
    OfficeOptions options = {.config = config, .create = true};
    g_autoptr(GError) error = NULL;
    assert_null(office_open(&options, &error));
    assert_non_null(strstr(error->message, "lamps.cfg:3"));
}

static void office_open__makes__a_demonstration_office_once(void **state)
{
    const Fixture *fixture = *state;
    g_autoptr(Office) first = open_demo(fixture);
    assert_true(first->demo);
    assert_true(query_one_int(first->store, "SELECT count(*) FROM partner", 0, 0) >= 18);
    g_autofree char *made = made_at(first);
    g_clear_pointer(&first, office_free);
    g_autoptr(Office) second = open_demo(fixture);
    g_autofree char *still = made_at(second);
    assert_string_equal(made, still);
    g_autofree char *folder = g_strdup(fixture_folder(fixture));
    g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);
    for (const char *name; (name = g_dir_read_name(entries));)
        assert_null(strstr(name, ".new")); /* nothing is left of the making */
}

static void office_open__makes__the_demonstration_anew_when_its_day_has_passed(void **state)
{
    const Fixture *fixture = *state;
    g_autoptr(Office) office = open_demo(fixture);
    g_clear_pointer(&office, office_free);
    make_old(fixture);
    office = open_demo(fixture);
    g_autofree char *made = made_at(office);
    assert_false(g_str_has_prefix(made, "2020"));
    g_autoptr(GDir) entries = g_dir_open(fixture_folder(fixture), 0, NULL);
    for (const char *name; (name = g_dir_read_name(entries));)
        assert_null(strstr(name, "before-restore"));
}

static void expect_kept(const Fixture *fixture)
{
    make_old(fixture);
    g_autoptr(Office) office = open_demo(fixture);
    g_autofree char *made = made_at(office);
    assert_true(g_str_has_prefix(made, "2020"));
}

static void office_open__keeps__an_old_demonstration_that_somebody_changed(void **state)
{
    const Fixture *fixture = *state;
    g_autoptr(Office) office = open_demo(fixture);
    g_autoptr(Record) officer = record_new("officer");
    record_set(officer, "login", "jo");
    record_set(officer, "name", "Jo Lind");
    g_autoptr(GError) error = NULL;
    if (!save_record(screen_set_for_record(office->screens, "officer"), office->store, NULL, officer, &error))
        fail_msg("%s", error->message);
    g_clear_pointer(&office, office_free);
    expect_kept(fixture);
}

static void office_open__keeps__an_old_demonstration_whose_day_is_fixed(void **state)
{
    const Fixture *fixture = *state;
    g_autoptr(Office) office = open_demo(fixture);
    g_clear_pointer(&office, office_free);
    run_sql(fixture, "INSERT INTO setting (name, value) VALUES ('today', '2026-11-23') ON CONFLICT DO UPDATE "
                     "SET value = excluded.value");
    expect_kept(fixture);
}

static void office_open__keeps__an_old_demonstration_with_a_draft_in_it(void **state)
{
    const Fixture *fixture = *state;
    g_autoptr(Office) office = open_demo(fixture);
    g_clear_pointer(&office, office_free);
    run_sql(fixture, "INSERT INTO draft (officer, screen, fields, saved_at) VALUES ('ana.ruiz', 'visits', "
                     "'{}', '2026-11-23T08:00:00.000Z')");
    expect_kept(fixture);
}

static void office_open__refuses__to_take_an_office_for_a_demonstration(void **state)
{
    const Fixture *fixture = *state;
    g_autofree char *file = fixture_path(fixture, "demo.db");
    g_autofree char *config = fixture_path(fixture, "entente.cfg");
    OfficeOptions options = {.file = file, .config = config, .create = true};
    g_autoptr(Office) office = office_open(&options, NULL);
    assert_non_null(office);
    g_clear_pointer(&office, office_free);
    options.demo = true;
    g_autoptr(GError) error = NULL;
    assert_null(office_open(&options, &error));
    assert_true(error_is(error, ERROR_REFUSED));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(office_file__prefers__the_command_line_to_the_configuration, setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(office_open__says__how_to_make_an_office_where_there_is_none, setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(office_look__reads__the_screens_and_leaves_the_file_alone, setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(office_open__refuses__a_site_that_no_id_can_hold, setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(office_open__refuses__a_screen_folder_with_a_mistake, setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(office_open__makes__a_demonstration_office_once, setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(office_open__makes__the_demonstration_anew_when_its_day_has_passed,
                                        setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(office_open__keeps__an_old_demonstration_that_somebody_changed, setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(office_open__keeps__an_old_demonstration_whose_day_is_fixed, setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(office_open__keeps__an_old_demonstration_with_a_draft_in_it, setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(office_open__refuses__to_take_an_office_for_a_demonstration, setup,
                                        fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
