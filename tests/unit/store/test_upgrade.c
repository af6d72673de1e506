/* Bringing a file up to date: all of it or nothing, once, with a folder of further migrations. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/error.h"
#include "store/query.h"
#include "store/search.h"
#include "support/store_file.h"

#define fixture_test(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

static const char *const SENSOR = "CREATE TABLE sensor (id INTEGER PRIMARY KEY, name TEXT NOT NULL, "
                                  "partner_id INTEGER REFERENCES partner(id)) STRICT;"
                                  "INSERT INTO record_kind (name, number, prefix, label, label_many, screen) "
                                  "VALUES ('sensor', 101, NULL, 'Sensor', 'Sensors', 'sensors');";
static const char *const SENSOR_VIEW =
    "CREATE VIEW sensor_list AS SELECT s.id, s.name, p.name AS partner FROM sensor s LEFT JOIN partner p ON "
    "p.id = s.partner_id;"
    "CREATE VIEW sensor_search (id, title, body) AS SELECT id, name, name FROM sensor;";

static Store *open_with(Fixture *fixture, const char *folder, GError **error)
{
    g_autofree char *path = fixture_path(fixture, "office.db");
    g_autofree char *migrations = folder ? fixture_path(fixture, folder) : NULL;
    const StoreOptions options = {
        .path = path, .officer = "ana.ruiz", .migrations = migrations, .create = true};
    return store_open(&options, error);
}

static void must_open(Fixture *fixture, const char *folder, Store **store)
{
    GError *error = NULL;
    *store = open_with(fixture, folder, &error);
    if (!*store)
        fail_msg("%s", error->message);
}

static void upgrade__adds__a_record_kind_from_a_folder(void **state)
{
    g_autoptr(Store) store = NULL;
    must_open(*state, NULL, &store);
    store_file_add(store, "partner", "name", "Sweden", "country", "SE", NULL);
    g_clear_pointer(&store, store_close);
    fixture_write(*state, "more/9001_sensor.sql", SENSOR);
    fixture_write(*state, "more/9001_sensor.view.sql", SENSOR_VIEW);
    must_open(*state, "more", &store);
    assert_int_equal(store_version(store), 9001);
    assert_int_equal(store_file_add(store, "sensor", "name", "Portal", "partner_id", "1", NULL), 1);
    g_autofree char *listed = store_file_rows(store, "SELECT name, partner FROM sensor_list");
    assert_string_equal(listed, "Portal|Sweden");
    g_autoptr(GPtrArray) hits = search_find(store, "sensor", "portal", 5, NULL);
    assert_int_equal(hits->len, 1);
    store_file_verify(store);
}

static void upgrade__lays_again__a_view_that_changed(void **state)
{
    g_autoptr(Store) store = NULL;
    fixture_write(*state, "more/9001_sensor.sql", SENSOR);
    fixture_write(*state, "more/9001_sensor.view.sql", SENSOR_VIEW);
    must_open(*state, "more", &store);
    store_file_add(store, "sensor", "name", "Portal", NULL);
    g_clear_pointer(&store, store_close);
    fixture_write(
        *state, "more/9001_sensor.view.sql",
        "CREATE VIEW sensor_list AS SELECT id, upper(name) AS name FROM sensor;"
        "CREATE VIEW sensor_search (id, title, body) AS SELECT id, name, name || ' detector' FROM sensor;");
    must_open(*state, "more", &store);
    g_autofree char *listed = store_file_rows(store, "SELECT * FROM sensor_list");
    assert_string_equal(listed, "1|PORTAL");
    g_autoptr(GPtrArray) hits = search_find(store, NULL, "detector", 5, NULL);
    assert_int_equal(hits->len, 1);
    assert_int_equal(store_version(store), 9001);
}

/* A view reads what is in its own file: what the office's own views name of the program's stands there too.
 */
static void upgrade__lays__what_an_own_view_names(void **state)
{
    g_autoptr(Store) store = NULL;
    fixture_write(*state, "more/9001_sensor.sql", SENSOR);
    fixture_write(*state, "more/9001_sensor.view.sql",
                  "CREATE VIEW sensor_list AS SELECT s.id, s.name, p.name AS partner FROM sensor s LEFT JOIN "
                  "partner_list p ON p.id = s.partner_id;");
    must_open(*state, "more", &store);
    store_file_add(store, "partner", "name", "Sweden", "country", "SE", NULL);
    store_file_add(store, "sensor", "name", "Portal", "partner_id", "1", NULL);
    g_autofree char *listed = store_file_rows(store, "SELECT name, partner FROM sensor_list");
    assert_string_equal(listed, "Portal|Sweden");
    g_autofree char *laid = store_file_rows(
        store, "SELECT group_concat(name) FROM sqlite_schema WHERE name IN ('partner_list', 'visit_list')");
    assert_string_equal(laid, "partner_list");
}

static void upgrade__refuses__a_table_named_as_a_view_of_the_program(void **state)
{
    g_autoptr(GError) error = NULL;
    fixture_write(*state, "more/9001_list.sql", "CREATE TABLE visit_list (x);");
    assert_null(open_with(*state, "more", &error));
    assert_non_null(strstr(error->message, "visit_list"));
}

static void upgrade__applies__each_migration_once(void **state)
{
    g_autoptr(Store) store = NULL;
    fixture_write(*state, "more/9001_a.sql", "CREATE TABLE a (x) ;");
    must_open(*state, "more", &store);
    g_clear_pointer(&store, store_close);
    fixture_write(*state, "more/9002_b.sql", "ALTER TABLE a ADD COLUMN y; INSERT INTO a VALUES (1, 2);");
    must_open(*state, "more", &store);
    g_clear_pointer(&store, store_close);
    must_open(*state, "more", &store);
    g_autofree char *rows = store_file_rows(store, "SELECT x, y FROM a");
    assert_string_equal(rows, "1|2");
}

/* Reference data, schema and views are as they were, whatever the failing script had done. */
static void upgrade__leaves__the_file_as_it_was_when_a_script_fails(void **state)
{
    static const char *const FAILING[] = {
        "DROP TABLE partner_kind; CREATE TABLE x (y); INSERT INTO nowhere VALUES (1);",
        "CREATE TABLE x (y); COMMIT;",
        "CREATE TABLE x (y); ATTACH ':memory:' AS other;",
        "CREATE TABLE child (id INTEGER PRIMARY KEY, partner_id INTEGER REFERENCES partner(id)); INSERT INTO "
        "child VALUES (1, 77);",
    };
    g_autoptr(Store) store = NULL;
    must_open(*state, NULL, &store);
    const char *all = "SELECT group_concat(type || name || coalesce(sql, '')) FROM (SELECT * FROM "
                      "sqlite_schema ORDER BY type, name)";
    g_autofree char *before = store_file_rows(store, all);
    int version = store_version(store);
    g_clear_pointer(&store, store_close);
    for (gsize i = 0; i < G_N_ELEMENTS(FAILING); i++) {
        GError *error = NULL;
        fixture_write(*state, "more/9001_bad.sql", FAILING[i]);
        assert_null(open_with(*state, "more", &error));
        assert_non_null(error);
        g_clear_error(&error);
        must_open(*state, NULL, &store);
        g_autofree char *after = store_file_rows(store, all);
        assert_string_equal(before, after);
        assert_int_equal(store_version(store), version);
        g_clear_pointer(&store, store_close);
    }
}

static void upgrade__refuses__a_folder_that_is_wrong(void **state)
{
    GError *error = NULL;
    assert_null(open_with(*state, "no such folder", &error));
    store_file_expect(&error, ERROR_INPUT, "`migrations`");
    fixture_write(*state, "more/notes.sql", "SELECT 1;");
    assert_null(open_with(*state, "more", &error));
    store_file_expect(&error, ERROR_INPUT, "9001_name.sql");
    fixture_write_bytes(*state, "other/9001_x.sql", "SELECT 1;\0;", 11);
    assert_null(open_with(*state, "other", &error));
    store_file_expect(&error, ERROR_INPUT, "UTF-8");
}

static void upgrade__names_the_setting__when_the_folder_is_no_longer_given(void **state)
{
    g_autoptr(Store) store = NULL;
    fixture_write(*state, "more/9001_sensor.sql", SENSOR);
    must_open(*state, "more", &store);
    g_clear_pointer(&store, store_close);
    GError *error = NULL;
    assert_null(open_with(*state, NULL, &error));
    store_file_expect(&error, ERROR_INPUT, "`migrations`");
}

static void upgrade__loads__the_reference_data(void **state)
{
    g_autoptr(Store) store = NULL;
    must_open(*state, NULL, &store);
    g_autofree char *country = store_file_rows(store, "SELECT label FROM country WHERE code = 'SE'");
    assert_string_equal(country, "Sweden");
    g_autofree char *empty =
        store_file_rows(store, "SELECT count(*) FROM rule_table WHERE source = '' OR as_of = ''");
    assert_string_equal(empty, "0");
    g_autofree char *links = store_file_rows(store, "SELECT count(*) FROM pragma_foreign_key_check");
    assert_string_equal(links, "0");
}

/* An older edition in the file gives way to the program's; an own, newer one stays. */
static void upgrade__replaces__older_reference_data_only(void **state)
{
    g_autofree char *path = fixture_path(*state, "office.db");
    g_autoptr(Store) store = NULL;
    must_open(*state, NULL, &store);
    g_clear_pointer(&store, store_close);
    store_file_shell(path,
                     "UPDATE rule_table SET as_of = '2020-01-01', stale_after = NULL WHERE name = 'country';"
                     "UPDATE rule_table SET as_of = '2999-01-01', stale_after = NULL WHERE name = 'currency';"
                     "UPDATE country SET label = 'Old' WHERE code = 'SE'; UPDATE currency SET label = 'Ours' "
                     "WHERE code = 'SEK';"
                     "UPDATE setting SET value = '' WHERE name = 'views';");
    must_open(*state, NULL, &store);
    g_autofree char *labels = store_file_rows(store, "SELECT (SELECT label FROM country WHERE code = 'SE'), "
                                                     "(SELECT label FROM currency WHERE code = 'SEK')");
    assert_string_equal(labels, "Sweden|Ours");
    store_file_verify(store);
}

static void upgrade__is_done_once__when_many_programs_open_a_new_file(void **state)
{
    enum { PROGRAMS = 6 };
    pid_t children[PROGRAMS];
    for (int i = 0; i < PROGRAMS; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            Store *store = open_with(*state, NULL, NULL);
            _exit(store && store_version(store) > 0 ? 0 : 1);
        }
    }
    for (int i = 0; i < PROGRAMS; i++) {
        int status = 0;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_int_equal(status, 0);
    }
    g_autoptr(Store) store = NULL;
    must_open(*state, NULL, &store);
    store_file_verify(store);
}

/* --- progress */

typedef struct {
    int stop_at; /* percent; beyond 100: never */
    int last;
} Watcher;

static bool watch(int percent, gpointer data)
{
    Watcher *watcher = data;
    assert_true(percent >= watcher->last);
    watcher->last = percent;
    return percent < watcher->stop_at;
}

static Store *open_watched(Fixture *fixture, Watcher *watcher, GError **error)
{
    g_autofree char *path = fixture_path(fixture, "office.db");
    const StoreOptions options = {
        .path = path, .officer = "ana.ruiz", .progress = watch, .progress_data = watcher};
    return store_open(&options, error);
}

/* A file whose views and texts are to be laid again. */
static void make_old(Fixture *fixture)
{
    g_autoptr(Store) store = NULL;
    must_open(fixture, NULL, &store);
    store_file_add(store, "partner", "name", "Sweden", "country", "SE", NULL);
    g_clear_pointer(&store, store_close);
    sqlite3 *db = NULL;
    g_autofree char *path = fixture_path(fixture, "office.db");
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db,
                                  "UPDATE setting SET value = 'old' WHERE name IN ('views', 'search_views');"
                                  "DROP VIEW today; DELETE FROM search_text",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(db);
}

static void upgrade__tells__how_far_it_is(void **state)
{
    Watcher watcher = {.stop_at = 101, .last = 0};
    make_old(*state);
    g_autoptr(Store) store = open_watched(*state, &watcher, NULL);
    assert_non_null(store);
    assert_int_equal(watcher.last, 100);
    g_autoptr(GPtrArray) hits = search_find(store, "partner", "sweden", 5, NULL);
    assert_int_equal(hits->len, 1);
    store_file_verify(store);
}

static void upgrade__leaves__the_file_as_it_was_when_it_is_given_up(void **state)
{
    static const int stops[] = {0, 15, 30, 95, 100};
    make_old(*state);
    for (guint i = 0; i < G_N_ELEMENTS(stops); i++) {
        g_autoptr(GError) error = NULL;
        Watcher watcher = {.stop_at = stops[i], .last = 0};
        assert_null(open_watched(*state, &watcher, &error));
        assert_true(error_is(error, ERROR_INTERRUPTED));
        assert_non_null(strstr(error->message, "given up: the file is as it was"));
    }
    sqlite3 *db = NULL;
    sqlite3_stmt *views = NULL;
    g_autofree char *path = fixture_path(*state, "office.db");
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db,
                                        "SELECT (SELECT count(*) FROM setting WHERE value = 'old') || '/' ||"
                                        " (SELECT count(*) FROM sqlite_schema WHERE name = 'today') || '/' ||"
                                        " (SELECT count(*) FROM search_text)",
                                        -1, &views, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(views), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(views, 0), "2/0/0");
    sqlite3_finalize(views);
    sqlite3_close(db);
    g_autoptr(Store) store = NULL;
    must_open(*state, NULL, &store);
    store_file_verify(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        fixture_test(upgrade__adds__a_record_kind_from_a_folder),
        fixture_test(upgrade__lays_again__a_view_that_changed),
        fixture_test(upgrade__lays__what_an_own_view_names),
        fixture_test(upgrade__refuses__a_table_named_as_a_view_of_the_program),
        fixture_test(upgrade__applies__each_migration_once),
        fixture_test(upgrade__leaves__the_file_as_it_was_when_a_script_fails),
        fixture_test(upgrade__refuses__a_folder_that_is_wrong),
        fixture_test(upgrade__names_the_setting__when_the_folder_is_no_longer_given),
        fixture_test(upgrade__loads__the_reference_data),
        fixture_test(upgrade__replaces__older_reference_data_only),
        fixture_test(upgrade__is_done_once__when_many_programs_open_a_new_file),
        fixture_test(upgrade__tells__how_far_it_is),
        fixture_test(upgrade__leaves__the_file_as_it_was_when_it_is_given_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
