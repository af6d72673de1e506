/* The first picture stands before the file answers; what then goes wrong is said as if it had not been there.
 */
#include "support/program.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

/* Another program that keeps the file to itself, until it is closed. */
static sqlite3 *hold_file(const Fixture *office, const char *sql)
{
    g_autofree char *file = program_file(office);
    sqlite3 *other = NULL;

    assert_int_equal(sqlite3_open(file, &other), SQLITE_OK);
    if (sqlite3_exec(other, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(other));
    return other;
}

static const char NOBODY_ELSE_READS[] =
    "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; SELECT count(*) FROM sqlite_schema;";
static const char NOBODY_ELSE_WRITES[] = "BEGIN IMMEDIATE;";

static void menu__stands__while_the_file_does_not_answer(void **state)
{
    sqlite3 *other = hold_file(*state, NOBODY_ELSE_READS);
    g_autoptr(Screen) screen = program_start(*state, NULL);

    screen_expect(screen, "Reading the agenda");
    screen_assert(screen, "Cooperation");
    screen_assert(screen, "Agreements");
    screen_assert(screen, "? keys");
    screen_assert_not(screen, "Today");
    screen_type(screen, "p j");
    sqlite3_close(other);
    screen_expect_line(screen, 0, "Partners");
    screen_expect_cursor_on(screen, "Canada");
    screen_type(screen, "gh");
    screen_expect(screen, "Overdue");
}

static void busy_file__is_refused__after_the_menu_and_the_terminal_is_given_back(void **state)
{
    sqlite3 *other = hold_file(*state, NOBODY_ELSE_READS);
    g_autoptr(Screen) screen = program_start(*state, NULL);

    screen_expect(screen, "Reading the agenda");
    assert_true(screen_alternate(screen));
    screen_expect_exit(screen, 3);
    sqlite3_close(other);
    assert_false(screen_alternate(screen));
    screen_assert(screen, "entente: ");
    screen_assert(screen, "office.db");
    screen_assert_not(screen, "Agreements");
}

/* The first bytes are sound, what stands behind them is not. */
static void damaged_file__is_refused__in_words_on_the_plain_screen(void **state)
{
    gsize size = 0;
    g_autofree char *content = fixture_read_bytes(*state, "office.db", &size);
    memset(content + 112, 0x5a, 4096 - 112);
    fixture_write_bytes(*state, "office.db", content, size);
    g_autoptr(Screen) screen = program_start(*state, NULL);

    screen_expect_exit(screen, 3);
    assert_false(screen_alternate(screen));
    assert_non_null(strstr(screen_written(screen), "Agreements"));
    screen_assert(screen, "is damaged: put back");
}

static void foreign_file__is_refused__before_anything_is_painted(void **state)
{
    fixture_write(*state, "office.db", "Dear colleagues, this is the list of our partners.\n");
    g_autoptr(Screen) screen = program_start(*state, NULL);

    screen_expect_exit(screen, 3);
    screen_assert(screen, "is not an office's file");
    assert_null(strstr(screen_written(screen), "Agreements"));
    assert_null(strstr(screen_written(screen), "\033[?1049h"));
}

static void old_file__says_that_it_is_brought_up_to_date__on_the_first_picture(void **state)
{
    program_write(*state, "PRAGMA user_version = 8");
    sqlite3 *other = hold_file(*state, NOBODY_ELSE_WRITES);
    g_autoptr(Screen) screen = program_start(*state, NULL);

    screen_expect(screen, "Bringing the office up to date");
    screen_assert(screen, "Agreements");
    sqlite3_close(other);
    screen_expect(screen, "Overdue");
    screen_assert_not(screen, "Bringing");
}

/* --- work that takes long, and is given up: here it never ends */

static const char NEVER_ENDS[] = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                                 "SELECT count(*) AS id FROM n";

static void add_endless_migration(const Fixture *office)
{
    g_autofree char *folder = fixture_path(office, "more");
    g_autofree char *settings = g_strdup_printf("migrations = \"%s\";\n", folder);
    g_autofree char *sql = g_strdup_printf("CREATE TABLE endless AS %s;", NEVER_ENDS);
    fixture_write(office, "more/9001_endless.sql", sql);
    fixture_write(office, OFFICE_CONFIG, settings);
}

static void assert_not_upgraded(const Fixture *office)
{
    g_autofree char *version = program_sql(office, "PRAGMA user_version");
    assert_string_not_equal(version, "9001");
    fixture_write(office, OFFICE_CONFIG, "");
    assert_int_equal(program_run(office, NULL, NULL, "verify", NULL), 0);
}

static Screen *start_command(const Fixture *office, const char *command)
{
    g_autofree char *file = program_file(office);
    const char *arguments[] = {TEST_PROGRAM, "--file", file, command, NULL};
    return program_start(office, &(ScreenOptions){.arguments = arguments});
}

static void upgrade__is_given_up__with_esc(void **state)
{
    add_endless_migration(*state);
    g_autoptr(Screen) screen = program_start(*state, NULL);

    screen_expect(screen, "Bringing the office up to date");
    screen_expect(screen, "0 %  Esc stops");
    screen_type(screen, "<Esc>");
    screen_expect_exit(screen, 3);
    screen_assert(screen, "the file is as it was");
    assert_not_upgraded(*state);
}

static void upgrade__is_given_up__when_the_terminal_is_told_to_end(void **state)
{
    add_endless_migration(*state);
    g_autoptr(Screen) screen = program_start(*state, NULL);

    screen_expect(screen, "0 %  Esc stops");
    screen_kill(screen, SIGTERM);
    screen_expect_exit(screen, 3);
    assert_not_upgraded(*state);
}

static void upgrade_of_a_command__shows_how_far_it_is__and_is_given_up_by_signals(void **state)
{
    static const int signals[] = {SIGTERM, SIGINT};
    add_endless_migration(*state);
    for (guint i = 0; i < G_N_ELEMENTS(signals); i++) {
        g_autoptr(Screen) screen = start_command(*state, "agenda");
        screen_expect(screen, "Bringing the office up to date   0 %");
        screen_kill(screen, signals[i]);
        screen_expect_exit(screen, 3);
        screen_assert(screen, "the file is as it was");
    }
    assert_not_upgraded(*state);
}

static void verify__shows_how_far_it_is__and_is_given_up_by_a_signal(void **state)
{
    g_autofree char *view = g_strdup_printf("CREATE VIEW endless_fresh AS %s", NEVER_ENDS);
    program_write(*state, "CREATE TABLE endless (id INTEGER PRIMARY KEY)");
    program_write(*state, view);
    g_autoptr(Screen) screen = start_command(*state, "verify");

    screen_expect(screen, "Verifying  90 %");
    screen_kill(screen, SIGTERM);
    screen_expect_exit(screen, 3);
    screen_assert(screen, "verify: given up before the end");
}

static void missing_file__says_that_it_is_made__and_is(void **state)
{
    g_autofree char *file = fixture_path(*state, "new/office.db");
    const char *arguments[] = {TEST_PROGRAM, "--file", file, NULL};
    g_autoptr(Screen) screen = program_start(*state, &(ScreenOptions){.arguments = arguments});

    screen_expect(screen, "Nothing waits");
    assert_non_null(strstr(screen_written(screen), "Making the office"));
    assert_true(fixture_exists(*state, "new/office.db"));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, program_setup, program_teardown)
    const struct CMUnitTest tests[] = {
        TEST(menu__stands__while_the_file_does_not_answer),
        TEST(busy_file__is_refused__after_the_menu_and_the_terminal_is_given_back),
        TEST(damaged_file__is_refused__in_words_on_the_plain_screen),
        TEST(foreign_file__is_refused__before_anything_is_painted),
        TEST(old_file__says_that_it_is_brought_up_to_date__on_the_first_picture),
        TEST(missing_file__says_that_it_is_made__and_is),
        TEST(upgrade__is_given_up__with_esc),
        TEST(upgrade__is_given_up__when_the_terminal_is_told_to_end),
        TEST(upgrade_of_a_command__shows_how_far_it_is__and_is_given_up_by_signals),
        TEST(verify__shows_how_far_it_is__and_is_given_up_by_a_signal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
