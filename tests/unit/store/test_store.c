/* Opening: what is made, what is refused and left as it was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/error.h"
#include "store/query.h"
#include "support/store_file.h"

static Store *try_open(const char *path, bool create, GError **error)
{
    const StoreOptions options = {.path = path, .officer = "ana.ruiz", .create = create};
    return store_open(&options, error);
}

static mode_t mode_of(const char *path)
{
    struct stat about;
    assert_int_equal(stat(path, &about), 0);
    return about.st_mode & 0777;
}

/* Opening fails with that code and text, and every byte of the file stays. */
static void expect_untouched(Fixture *fixture, const char *name, int code, const char *text)
{
    gsize size = 0, size_after = 0;
    g_autofree char *path = fixture_path(fixture, name);
    g_autofree char *before = fixture_read_bytes(fixture, name, &size);
    GError *error = NULL;
    assert_null(try_open(path, true, &error));
    store_file_expect(&error, code, text);
    g_autofree char *after = fixture_read_bytes(fixture, name, &size_after);
    assert_int_equal(size, size_after);
    assert_memory_equal(before, after, size);
    g_autofree char *wal = g_strconcat(name, "-wal", NULL);
    assert_false(fixture_exists(fixture, wal));
}

static void store_open__makes__folder_and_file_that_are_ours_alone(void **state)
{
    Fixture *fixture = *state;
    g_autofree char *path = fixture_path(fixture, "a/b/office.db");
    g_autofree char *folder = fixture_path(fixture, "a");
    mode_t mask = umask(0);
    g_autoptr(Store) store = try_open(path, true, NULL);
    umask(mask);
    assert_non_null(store);
    assert_int_equal(mode_of(path), 0600);
    assert_int_equal(mode_of(folder), 0700);
    assert_int_equal(store_file_number(path, "PRAGMA application_id"), 0x454E5454);
    assert_int_equal(store_file_number(path, "PRAGMA user_version"), store_version(store));
    assert_true(store_version(store) >= 7);
    assert_null(store_read_only_reason(store));
}

static void store_open__refuses__missing_file_unless_it_may_make_it(void **state)
{
    g_autofree char *path = fixture_path(*state, "none.db");
    GError *error = NULL;
    assert_null(try_open(path, false, &error));
    store_file_expect(&error, ERROR_NOT_FOUND, "entente init");
    assert_false(fixture_exists(*state, "none.db"));
}

static StoreWork work_of(const Fixture *fixture, const char *name)
{
    g_autofree char *path = fixture_path(fixture, name);
    StoreWork work = STORE_READ;
    GError *error = NULL;
    if (!store_look(&(StoreOptions){.path = path, .create = true}, &work, &error))
        fail_msg("%s", error->message);
    return work;
}

static void store_look__says__what_opening_will_take(void **state)
{
    g_autofree char *path = fixture_path(*state, "office.db");
    assert_int_equal(work_of(*state, "office.db"), STORE_MAKE);
    assert_false(fixture_exists(*state, "office.db"));
    store_close(try_open(path, true, NULL));
    assert_int_equal(work_of(*state, "office.db"), STORE_READ);
    store_file_shell(path, "PRAGMA user_version = 8");
    assert_int_equal(work_of(*state, "office.db"), STORE_UPGRADE);
    fixture_write(*state, "empty.db", "");
    assert_int_equal(work_of(*state, "empty.db"), STORE_MAKE);
}

static void store_look__refuses__what_the_first_bytes_tell(void **state)
{
    g_autofree char *text = fixture_path(*state, "letter.txt");
    g_autofree char *none = fixture_path(*state, "none.db");
    StoreWork work = STORE_READ;
    GError *error = NULL;
    fixture_write(*state, "letter.txt", "Dear colleague\n");
    assert_false(store_look(&(StoreOptions){.path = text}, &work, &error));
    store_file_expect(&error, ERROR_INPUT, "is not an office's file");
    assert_false(store_look(&(StoreOptions){.path = none}, &work, &error));
    store_file_expect(&error, ERROR_NOT_FOUND, "entente init");
}

static void store_open__fills__an_empty_file(void **state)
{
    fixture_write(*state, "empty.db", "");
    g_autofree char *path = fixture_path(*state, "empty.db");
    g_autoptr(Store) store = try_open(path, false, NULL);
    assert_non_null(store);
    assert_true(schema_has_table(store, "agreement"));
}

static void store_open__refuses__a_text_untouched(void **state)
{
    fixture_write(*state, "letter.txt", "Dear colleague,\nthis is not a database.\n");
    expect_untouched(*state, "letter.txt", ERROR_INPUT, "not an office's file");
}

static void store_open__refuses__another_programs_database_untouched(void **state)
{
    g_autofree char *path = fixture_path(*state, "other.db");
    fixture_write(*state, "other.db", "");
    store_file_shell(path, "PRAGMA application_id = 4711; CREATE TABLE theirs (x)");
    expect_untouched(*state, "other.db", ERROR_INPUT, "another program");
    g_autofree char *plain = fixture_path(*state, "plain.db");
    fixture_write(*state, "plain.db", "");
    store_file_shell(plain, "CREATE TABLE theirs (x)");
    expect_untouched(*state, "plain.db", ERROR_INPUT, "another program");
}

static void store_open__refuses__a_newer_schema_untouched(void **state)
{
    g_autofree char *path = fixture_path(*state, "newer.db");
    store_close(try_open(path, true, NULL));
    store_file_shell(path, "PRAGMA user_version = 4000");
    expect_untouched(*state, "newer.db", ERROR_INPUT, "schema version 4000");
}

static void store_open__refuses__a_newer_schema_that_only_the_wal_shows(void **state)
{
    g_autofree char *path = fixture_path(*state, "newer.db");
    g_autofree char *copy = fixture_path(*state, "copy.db");
    store_close(try_open(path, true, NULL));
    sqlite3 *writer = NULL;
    assert_int_equal(sqlite3_open(path, &writer), SQLITE_OK);
    assert_int_equal(sqlite3_exec(writer, "PRAGMA user_version = 4000", NULL, NULL, NULL), SQLITE_OK);
    gsize size = 0;
    g_autofree char *main_bytes = fixture_read_bytes(*state, "newer.db", &size);
    fixture_write_bytes(*state, "copy.db", main_bytes, size);
    g_autofree char *wal_bytes = fixture_read_bytes(*state, "newer.db-wal", &size);
    fixture_write_bytes(*state, "copy.db-wal", wal_bytes, size);
    sqlite3_close(writer);
    GError *error = NULL;
    assert_null(try_open(copy, true, &error));
    store_file_expect(&error, ERROR_INPUT, "schema version 4000");
    assert_true(fixture_exists(*state, "copy.db-wal"));
}

/* Its tables stand in the -wal file alone: the header by itself looks like an empty database. */
static void store_open__refuses__another_programs_tables_that_only_the_wal_shows(void **state)
{
    g_autofree char *path = fixture_path(*state, "theirs.db");
    g_autofree char *copy = fixture_path(*state, "copy.db");
    fixture_write(*state, "theirs.db", "");
    sqlite3 *writer = NULL;
    assert_int_equal(sqlite3_open(path, &writer), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(writer, "PRAGMA journal_mode = WAL; CREATE TABLE theirs (x)", NULL, NULL, NULL),
        SQLITE_OK);
    gsize size = 0;
    g_autofree char *main_bytes = fixture_read_bytes(*state, "theirs.db", &size);
    fixture_write_bytes(*state, "copy.db", main_bytes, size);
    g_autofree char *wal_bytes = fixture_read_bytes(*state, "theirs.db-wal", &size);
    fixture_write_bytes(*state, "copy.db-wal", wal_bytes, size);
    sqlite3_close(writer);
    GError *error = NULL;
    assert_null(try_open(copy, true, &error));
    store_file_expect(&error, ERROR_INPUT, "another program");
    assert_int_equal(store_file_number(copy, "SELECT count(*) FROM theirs"), 0);
}

static void store_open__names_restore__when_the_file_is_cut_short(void **state)
{
    g_autofree char *path = fixture_path(*state, "cut.db");
    store_close(try_open(path, true, NULL));
    assert_int_equal(truncate(path, 100 * 1024), 0);
    expect_untouched(*state, "cut.db", ERROR_SYSTEM, "entente restore");
}

static void store_open__says_what_it_is__for_a_folder_a_link_and_a_pipe(void **state)
{
    GError *error = NULL;
    assert_null(try_open(fixture_folder(*state), true, &error));
    store_file_expect(&error, ERROR_INPUT, "is a folder");
    g_autofree char *link = fixture_path(*state, "link.db");
    g_autofree char *target = fixture_path(*state, "target.db");
    assert_int_equal(symlink(target, link), 0);
    assert_null(try_open(link, true, &error));
    store_file_expect(&error, ERROR_INPUT, "symbolic link");
    assert_false(fixture_exists(*state, "target.db"));
    g_autofree char *pipe = fixture_path(*state, "pipe.db");
    assert_int_equal(mkfifo(pipe, 0600), 0);
    assert_null(try_open(pipe, true, &error));
    store_file_expect(&error, ERROR_INPUT, "is a pipe");
}

static void store_open__takes__names_with_special_characters(void **state)
{
    g_autofree char *path = fixture_path(*state, "büro ?mode=ro#1 %20.db");
    g_autoptr(Store) store = try_open(path, true, NULL);
    assert_non_null(store);
    assert_int_equal(access(path, F_OK), 0);
}

static void store_open__reads_only__when_asked(void **state)
{
    g_autofree char *path = fixture_path(*state, "office.db");
    store_close(try_open(path, true, NULL));
    const StoreOptions options = {.path = path, .officer = "ana.ruiz", .read_only = true};
    g_autoptr(Store) store = store_open(&options, NULL);
    assert_non_null(store);
    assert_non_null(strstr(store_read_only_reason(store), "Reading only"));
    GError *error = NULL;
    assert_null(change_open(store, "no", &error));
    store_file_expect(&error, ERROR_READ_ONLY, "Reading only");
}

static void store_data_version__changes__for_own_and_others_commits(void **state)
{
    StoreFile *file = *state;
    gint64 first = store_data_version(file->store);
    assert_int_equal(store_data_version(file->store), first);
    store_file_add(file->store, "officer", "login", "bo.lind", "name", "Bo Lind", NULL);
    gint64 second = store_data_version(file->store);
    assert_true(second != first);
    store_file_shell(file->path, "UPDATE setting SET value = 'x' WHERE name = 'office'");
    assert_true(store_data_version(file->store) != second);
}

static void store_data_version__changes__when_others_wrote_while_something_was_read(void **state)
{
    StoreFile *file = *state;
    const gint64 first = store_data_version(file->store);
    Query *query = query_new(file->store, "SELECT name FROM record_kind", NULL);
    assert_true(query_next(query, NULL));
    store_file_shell(file->path, "UPDATE setting SET value = 'y' WHERE name = 'office'");
    store_data_version(file->store);
    query_free(query);
    assert_true(store_data_version(file->store) != first);
    const gint64 after = store_data_version(file->store);
    assert_int_equal(store_data_version(file->store), after);
}

static void store_today__is__the_setting_or_the_local_day(void **state)
{
    StoreFile *file = *state;
    g_autofree char *fixed = store_today(file->store);
    assert_string_equal(fixed, "2026-11-23");
    store_file_shell(file->path, "DELETE FROM setting WHERE name = 'today'");
    g_autofree char *local = store_today(file->store);
    g_autofree char *expected = store_file_rows(file->store, "SELECT date('now', 'localtime')");
    assert_string_equal(local, expected);
    g_autofree char *none = store_setting(file->store, "no such");
    assert_null(none);
}

static bool always(gpointer data)
{
    ++*(int *)data;
    return true;
}

static const char *const ENDLESS =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) SELECT sum(i) FROM n";

static void store_set_interrupt__ends__a_long_query_but_no_write(void **state)
{
    StoreFile *file = *state;
    int polls = 0;
    GError *error = NULL;
    store_set_interrupt(file->store, always, &polls);
    g_autoptr(Query) query = query_new(file->store, ENDLESS, &error);
    assert_non_null(query);
    assert_false(query_next(query, &error));
    store_file_expect(&error, ERROR_INTERRUPTED, "key");
    assert_true(polls > 0);
    polls = 0;
    Change *change = change_open(file->store, "many", &error);
    assert_true(change_run(change, &error,
                           "INSERT INTO officer (id, login, name) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
                           "SELECT i + 1 FROM n WHERE i < 5000) "
                           "SELECT 1000 + i, 'o' || i, 'Officer ' || i FROM n",
                           NULL));
    assert_true(change_commit(change, NULL, &error));
    assert_int_equal(polls, 0);
    store_set_interrupt(file->store, NULL, NULL);
    g_autoptr(Query) again = query_new(file->store, ENDLESS, &error);
    assert_true(query_next(again, &error));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(store_open__makes__folder_and_file_that_are_ours_alone, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(store_open__refuses__missing_file_unless_it_may_make_it,
                                        fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(store_look__says__what_opening_will_take, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(store_look__refuses__what_the_first_bytes_tell, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(store_open__fills__an_empty_file, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(store_open__refuses__a_text_untouched, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(store_open__refuses__another_programs_database_untouched,
                                        fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(store_open__refuses__a_newer_schema_untouched, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(store_open__refuses__a_newer_schema_that_only_the_wal_shows,
                                        fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(store_open__refuses__another_programs_tables_that_only_the_wal_shows,
                                        fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(store_open__names_restore__when_the_file_is_cut_short, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(store_open__says_what_it_is__for_a_folder_a_link_and_a_pipe,
                                        fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(store_open__takes__names_with_special_characters, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(store_open__reads_only__when_asked, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(store_data_version__changes__for_own_and_others_commits,
                                        store_file_setup, store_file_teardown),
        cmocka_unit_test_setup_teardown(
            store_data_version__changes__when_others_wrote_while_something_was_read, store_file_setup,
            store_file_teardown),
        cmocka_unit_test_setup_teardown(store_today__is__the_setting_or_the_local_day, store_file_setup,
                                        store_file_teardown),
        cmocka_unit_test_setup_teardown(store_set_interrupt__ends__a_long_query_but_no_write,
                                        store_file_setup, store_file_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
