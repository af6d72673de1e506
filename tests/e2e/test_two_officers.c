/* Two programs on one file, each with its own officer: what the one saves, the other sees; nothing is
 * overwritten unseen. */
#include "support/program.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char three_partners[] = "name,kind,country\n"
                                     "Sweden,bilateral,SE\n"
                                     "Norway,bilateral,NO\n"
                                     "Denmark,bilateral,DK\n";

/* PTN-2026-001 is Sweden; the other two are there to be linked. */
static int set_up(void **state)
{
    program_setup_empty(state);
    fixture_write(*state, "partners.csv", three_partners);
    g_autofree char *path = fixture_path(*state, "partners.csv");
    return program_run(*state, NULL, NULL, "import", "partners", path, NULL);
}

/* Each officer has a configuration of their own. */
static Screen *open_as(const Fixture *office, const char *officer)
{
    g_autofree char *config = g_strdup_printf("%s/entente/entente.cfg", officer);
    g_autofree char *settings = g_strdup_printf("officer = \"%s\";\ndraft_seconds = 1;\n", officer);
    fixture_write(office, config, settings);
    g_autofree char *folder = fixture_path(office, officer);
    g_autofree char *variable = g_strdup_printf("XDG_CONFIG_HOME=%s", folder);
    const char *environment[] = {variable, NULL};
    Screen *screen = program_open(office, &(ScreenOptions){.environment = environment});
    screen_expect_line(screen, 0, officer);
    return screen;
}

static Screen *open_partners(const Fixture *office, const char *officer)
{
    Screen *screen = open_as(office, officer);
    screen_type(screen, "p");
    screen_expect_line(screen, 0, "Partners");
    screen_expect(screen, "Norway");
    return screen;
}

static Screen *open_sweden(const Fixture *office, const char *officer)
{
    Screen *screen = open_as(office, officer);
    program_open_record(screen, "PTN-2026-001");
    screen_expect_line(screen, 0, "Sweden");
    return screen;
}

/* The cursor is in Name, at its end. */
static void start_typing(Screen *screen)
{
    screen_type(screen, "e");
    screen_expect_line(screen, 0, "typing");
    screen_expect_cursor_on(screen, "Name*");
    screen_type(screen, "<End>");
}

static void save(Screen *screen)
{
    screen_type(screen, "<F2>");
    screen_expect_line(screen, -1, "Saved:");
}

static void file_holds(const Fixture *office, const char *sql, const char *value)
{
    g_autofree char *found = program_sql(office, sql);
    assert_string_equal(found, value);
}

static void sweden_is(const Fixture *office, const char *columns, const char *value)
{
    g_autofree char *sql = g_strdup_printf("SELECT %s FROM partner WHERE ref = 'PTN-2026-001'", columns);
    file_holds(office, sql, value);
}

static void file_is_whole(const Fixture *office)
{
    assert_int_equal(program_run(office, NULL, NULL, "verify", NULL), 0);
}

/* --- seeing each other --- */

static void others_record__appears_in_the_list__at_the_next_key(void **state)
{
    g_autoptr(Screen) ana = open_partners(*state, "ana.ruiz");
    g_autoptr(Screen) ben = open_partners(*state, "ben.okoro");

    screen_type(ana, "n");
    screen_expect_line(ana, 0, "New partner");
    screen_text(ana, "Finland");
    screen_type(ana, "<Tab> <Tab> <Tab> finl <Tab> <F2>");
    screen_expect_line(ana, -1, "Entered: PTN-2026-004 Finland");
    screen_type(ben, "j");
    screen_expect(ben, "Finland");
    screen_expect_line(ben, 0, "4");
}

static void others_change__appears_in_the_open_record__at_the_next_key(void **state)
{
    g_autoptr(Screen) ana = open_sweden(*state, "ana.ruiz");
    g_autoptr(Screen) ben = open_sweden(*state, "ben.okoro");

    start_typing(ana);
    screen_text(ana, " (Kingdom)");
    save(ana);
    screen_type(ben, "j");
    screen_expect_line(ben, 0, "Sweden (Kingdom)");
    screen_expect_line(ben, 4, "Sweden (Kingdom)");
}

/* A number stands until the list has been counted again, so it must be counted again. */
static void numbers_of_the_sections__are_counted_again__after_every_change(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, &(ScreenOptions){.columns = 200});
    program_open_record(screen, "PTN-2026-001");
    screen_expect(screen, "Visits 0");
    program_write(*state,
                  "INSERT INTO visit (title, partner_id, arrives_on, departs_on) "
                  "SELECT 'Delegation', id, '2026-12-01', '2026-12-02' FROM partner WHERE country = 'SE'");
    screen_type(screen, "j");
    screen_expect(screen, "Visits 1");
    screen_type(screen, "k");
    start_typing(screen);
    screen_text(screen, " (Kingdom)");
    program_write(*state, "DELETE FROM visit");
    save(screen);
    screen_expect(screen, "Visits 0");
    screen_type(screen, "u");
    screen_expect_line(screen, -1, "Undone:");
    screen_assert(screen, "Visits 0");
}

static void home__says__how_much_others_changed(void **state)
{
    g_autoptr(Screen) ben = open_as(*state, "ben.okoro");
    g_autoptr(Screen) ana = open_sweden(*state, "ana.ruiz");

    screen_expect(ben, "Nothing waits");
    start_typing(ana);
    screen_text(ana, "!");
    save(ana);
    screen_type(ben, "<Down>");
    screen_expect_line(ben, -1, "1 change by others");
}

static void form__is_not_disturbed__by_what_another_officer_saves(void **state)
{
    g_autoptr(Screen) ana = open_sweden(*state, "ana.ruiz");
    g_autoptr(Screen) ben = open_partners(*state, "ben.okoro");

    screen_type(ben, "n");
    screen_expect_line(ben, 0, "New partner");
    screen_text(ben, "Half a na");
    start_typing(ana);
    screen_text(ana, "!");
    save(ana);
    screen_text(ben, "me");
    screen_expect_cursor_on(ben, "[Half a name ");
}

static bool is_drafted(Screen *screen, void *office)
{
    (void)screen;
    g_autofree char *fields = program_sql(office, "SELECT group_concat(fields) FROM draft");
    return fields && strstr(fields, "Half a name");
}

static void others_change__is_not_hidden__by_a_draft_that_was_kept_meanwhile(void **state)
{
    g_autoptr(Screen) ana = open_sweden(*state, "ana.ruiz");
    g_autoptr(Screen) ben = open_partners(*state, "ben.okoro");

    start_typing(ana);
    screen_text(ana, " (Kingdom)");
    screen_type(ben, "n");
    screen_expect_line(ben, 0, "New partner");
    screen_text(ben, "Half a name");
    save(ana);
    screen_expect_that(ben, is_drafted, *state, "Ben's draft after Ana's change");
    screen_type(ben, "<Esc>");
    screen_expect(ben, "Sweden (Kingdom)");
}

/* --- saving the same record --- */

/* Ana has saved another name and a counterpart; Ben, who began before, has typed another name and a short
 * sign, and presses F2. */
static void come_into_conflict(const Fixture *office, Screen **ana, Screen **ben)
{
    *ana = open_sweden(office, "ana.ruiz");
    *ben = open_sweden(office, "ben.okoro");
    start_typing(*ana);
    start_typing(*ben);
    screen_text(*ana, " of Ana");
    program_go_to_field(*ana, "Counterpart");
    screen_text(*ana, "Ministry");
    save(*ana);
    screen_text(*ben, " of Ben");
    screen_type(*ben, "<Tab>");
    screen_text(*ben, "SE");
    screen_type(*ben, "<F2>");
    screen_expect_line(*ben, 0, "Two versions");
}

static void conflict__shows_both_versions_of_each_field__and_who_saved(void **state)
{
    g_autoptr(Screen) ana = NULL, ben = NULL;

    come_into_conflict(*state, &ana, &ben);
    screen_expect(ben, "ana.ruiz saved at");
    screen_expect(ben, "In the file now");
    int name = screen_row_of(ben, "Name"), sign = screen_row_of(ben, "Short sign"),
        counterpart = screen_row_of(ben, "Counterpart");
    g_autofree char *names = screen_line(ben, name), *signs = screen_line(ben, sign),
                    *counterparts = screen_line(ben, counterpart);
    assert_non_null(strstr(names, "(x) Sweden of Ana"));
    assert_non_null(strstr(names, "( ) Sweden of Ben"));
    assert_non_null(strchr(names, '!'));
    assert_non_null(strstr(signs, "( ) (empty)"));
    assert_non_null(strstr(signs, "(x) SE"));
    assert_null(strchr(signs, '!'));
    assert_non_null(strstr(counterparts, "(x) Ministry"));
    assert_non_null(strstr(counterparts, "( ) (empty)"));
    screen_assert_not(ben, "Country");
    sweden_is(*state, "name || ', ' || counterpart || ', ' || coalesce(code, '-')",
              "Sweden of Ana, Ministry, -");
}

static void conflict__puts_both_together__and_keeps_what_the_other_saved_unless_mine_is_chosen(void **state)
{
    g_autoptr(Screen) ana = NULL, ben = NULL;

    come_into_conflict(*state, &ana, &ben);
    screen_type(ben, "<Enter>");
    screen_expect_line(ben, -1, "Saved:");
    sweden_is(*state, "name || ', ' || counterpart || ', ' || code", "Sweden of Ana, Ministry, SE");
    file_is_whole(*state);
}

static void conflict__saves_for_each_field__the_version_that_was_chosen(void **state)
{
    g_autoptr(Screen) ana = NULL, ben = NULL;

    come_into_conflict(*state, &ana, &ben);
    screen_expect_cursor_on(ben, "Name");
    screen_type(ben, "<Space>");
    screen_expect(ben, "(x) Sweden of Ben");
    while (!screen_has(ben, "( ) SE")) {
        screen_type(ben, "<Down> <Left>");
        screen_settle(ben);
    }
    screen_type(ben, "<F2>");
    screen_expect_line(ben, -1, "Saved:");
    sweden_is(*state, "name || ', ' || counterpart || ', ' || coalesce(code, '-')",
              "Sweden of Ben, Ministry, -");
}

static void conflict__goes_back_to_typing__with_escape(void **state)
{
    g_autoptr(Screen) ana = NULL, ben = NULL;

    come_into_conflict(*state, &ana, &ben);
    screen_type(ben, "<Esc>");
    screen_expect_line(ben, 0, "typing, not saved");
    screen_expect(ben, "[Sweden of Ben ");
    screen_expect(ben, "[SE ");
    sweden_is(*state, "name", "Sweden of Ana");
}

static void conflict__is_shown_anew__when_the_other_saves_again_meanwhile(void **state)
{
    g_autoptr(Screen) ana = NULL, ben = NULL;

    come_into_conflict(*state, &ana, &ben);
    screen_type(ben, "<Space>");
    screen_expect(ben, "(x) Sweden of Ben");
    screen_type(ana, "<Home>");
    start_typing(ana);
    screen_text(ana, " II");
    save(ana);
    screen_type(ben, "<Enter>");
    screen_expect(ben, "Sweden of Ana II");
    screen_expect_line(ben, 0, "Two versions");
    sweden_is(*state, "name", "Sweden of Ana II");
}

static void conflict__is_none__where_both_saved_the_same(void **state)
{
    g_autoptr(Screen) ana = open_sweden(*state, "ana.ruiz");
    g_autoptr(Screen) ben = open_sweden(*state, "ben.okoro");

    start_typing(ana);
    start_typing(ben);
    screen_text(ana, " I");
    save(ana);
    screen_text(ben, " I");
    screen_type(ben, "<F2>");
    screen_expect_line(ben, -1, "nothing was left to save");
    screen_expect_line(ben, 0, "ben.okoro");
    file_holds(*state, "SELECT count(*) FROM draft", "0");
}

/* Opens the project and goes into its links. */
static Screen *change_links(const Fixture *office, const char *officer)
{
    Screen *screen = open_as(office, officer);
    program_open_record(screen, "PRJ-2026-001");
    screen_type(screen, "e");
    screen_expect_line(screen, 0, "typing");
    program_go_to_field(screen, "Further partners");
    screen_expect(screen, "[Norway; ");
    return screen;
}

static void conflict__over_a_set_of_links__shows_both_sets(void **state)
{
    fixture_write(*state, "projects.csv", "title,partners\nTrial,Norway\n");
    g_autofree char *path = fixture_path(*state, "projects.csv");
    assert_int_equal(program_run(*state, NULL, NULL, "import", "projects", path, NULL), 0);
    g_autoptr(Screen) ana = change_links(*state, "ana.ruiz");
    g_autoptr(Screen) ben = change_links(*state, "ben.okoro");
    screen_text(ana, "denm");
    screen_type(ana, "<Enter>");
    screen_expect(ana, "[Norway; Denmark; ");
    save(ana);
    screen_type(ben, "<Backspace>");
    screen_expect_gone(ben, "[Norway");
    screen_type(ben, "<F2>");
    screen_expect_line(ben, 0, "Two versions");
    screen_expect(ben, "(x) Norway; Denmark");
    screen_expect(ben, "( ) (empty)");
    screen_type(ben, "<Enter>");
    screen_expect_gone(ben, "Two versions");
    screen_expect(ben, "Norway; Denmark");
    file_holds(*state, "SELECT count(*) FROM project_partner", "2");
}

static void save__says_so__when_the_other_removed_the_record(void **state)
{
    g_autoptr(Screen) ana = open_sweden(*state, "ana.ruiz");
    g_autoptr(Screen) ben = open_sweden(*state, "ben.okoro");

    start_typing(ben);
    screen_text(ben, "X");
    screen_type(ana, "d");
    screen_expect(ana, "Delete");
    screen_type(ana, "y");
    screen_expect_line(ana, -1, "Deleted");
    screen_type(ben, "<F2>");
    screen_expect(ben, "somebody removed this record");
    screen_expect(ben, "[SwedenX ");
    file_holds(*state, "SELECT count(*) FROM draft", "1");
}

/* --- undo --- */

static void
undo__is_refused_with_the_reason_and_the_name__when_the_other_changed_the_record_since(void **state)
{
    g_autoptr(Screen) ana = open_sweden(*state, "ana.ruiz");
    g_autoptr(Screen) ben = open_sweden(*state, "ben.okoro");

    start_typing(ana);
    screen_text(ana, " of Ana");
    save(ana);
    screen_type(ben, "j k");
    screen_expect(ben, "Sweden of Ana");
    start_typing(ben);
    screen_type(ben, "<Ctrl-u>");
    screen_text(ben, "Sverige");
    save(ben);
    screen_type(ana, "u");
    screen_expect(ana, "ben.okoro on");
    screen_expect(ana, "changed it since");
    screen_expect(ana, "nothing was undone");
    sweden_is(*state, "name", "Sverige");
}

static void undo__takes_back_my_change__and_leaves_the_others_alone(void **state)
{
    g_autoptr(Screen) ana = open_sweden(*state, "ana.ruiz");
    g_autoptr(Screen) ben = open_as(*state, "ben.okoro");

    start_typing(ana);
    screen_text(ana, " of Ana");
    save(ana);
    program_open_record(ben, "PTN-2026-002");
    screen_expect_line(ben, 0, "Norway");
    start_typing(ben);
    screen_text(ben, " of Ben");
    save(ben);
    screen_type(ana, "u");
    screen_expect_line(ana, -1, "Undone: ");
    screen_expect_line(ana, 0, "Sweden ");
    file_holds(*state, "SELECT group_concat(name, ', ') FROM (SELECT name FROM partner ORDER BY id)",
               "Sweden, Norway of Ben, Denmark");
    screen_type(ana, "<Ctrl-r>");
    screen_expect_line(ana, 0, "Sweden of Ana");
    file_is_whole(*state);
}

/* --- a file that is held --- */

static sqlite3 *hold(const Fixture *office)
{
    g_autofree char *file = program_file(office);
    sqlite3 *third = NULL;
    assert_int_equal(sqlite3_open(file, &third), SQLITE_OK);
    assert_int_equal(sqlite3_exec(third, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    return third;
}

static void let_go(sqlite3 *third)
{
    assert_int_equal(sqlite3_exec(third, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(third);
}

static void held_file__does_not_stop_the_typing__and_the_draft_comes_later(void **state)
{
    g_autoptr(Screen) ben = open_partners(*state, "ben.okoro");

    screen_type(ben, "n");
    screen_expect_line(ben, 0, "New partner");
    sqlite3 *third = hold(*state);
    screen_text(ben, "Half a name");
    screen_type(ben, "<Tab>");
    screen_expect_cursor_on(ben, "Short sign");
    screen_text(ben, "HN");
    screen_type(ben, "<Tab>");
    screen_expect_cursor_on(ben, "Kind*");
    screen_assert_not(ben, "another officer is saving");
    let_go(third);
    screen_expect_that(ben, is_drafted, *state, "the draft, once the file is free");
}

static void held_file__is_said_plainly__and_what_was_typed_stays_and_is_saved_later(void **state)
{
    g_autoptr(Screen) ben = open_sweden(*state, "ben.okoro");

    start_typing(ben);
    screen_text(ben, " of Ben");
    sqlite3 *third = hold(*state);
    screen_type(ben, "<F2>");
    screen_expect(ben, "another officer is saving: try again");
    screen_assert(ben, "[Sweden of Ben ");
    screen_assert(ben, "typing, not saved");
    let_go(third);
    save(ben);
    sweden_is(*state, "name", "Sweden of Ben");
    file_is_whole(*state);
}

/* The third lets go a moment after the line dropped: longer than one try to keep a draft takes. */
static gpointer let_go_later(gpointer third)
{
    g_usleep(G_USEC_PER_SEC / 2);
    let_go(third);
    return NULL;
}

static void draft__is_kept__when_the_line_drops_while_the_file_is_held(void **state)
{
    g_autoptr(Screen) ben = open_sweden(*state, "ben.okoro");

    start_typing(ben);
    sqlite3 *third = hold(*state);
    screen_text(ben, " of Ben");
    screen_expect_cursor_on(ben, "Sweden of Ben");
    GThread *other = g_thread_new("third", let_go_later, third);
    screen_hangup(ben);
    screen_expect_exit(ben, 0);
    g_thread_join(other);
    g_autofree char *fields = program_sql(*state, "SELECT fields FROM draft");
    assert_non_null(fields);
    assert_non_null(strstr(fields, "Sweden of Ben"));
}

/* --- who did what --- */

static void history__shows__who_changed_what_from_what_to_what(void **state)
{
    g_autoptr(Screen) ana = open_sweden(*state, "ana.ruiz");
    g_autoptr(Screen) ben = open_sweden(*state, "ben.okoro");

    start_typing(ana);
    screen_text(ana, " of Ana");
    save(ana);
    screen_type(ben, "j k");
    screen_expect(ben, "Sweden of Ana");
    start_typing(ben);
    program_go_to_field(ben, "Counterpart");
    screen_text(ben, "Ministry");
    save(ben);
    screen_type(ben, "H");
    screen_expect_line(ben, 0, "History");
    screen_expect(ben, "Name: Sweden ▸ Sweden of Ana");
    screen_expect(ben, "Counterpart: (empty) ▸ Ministry");
    screen_expect(ben, "ana.ruiz  Partner PTN-2026-001 changed: Name");
    screen_expect(ben, "ben.okoro  Partner PTN-2026-001 changed: Counterpart");
    assert_true(screen_row_of(ben, "ben.okoro  Partner") < screen_row_of(ben, "ana.ruiz  Partner"));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, program_teardown)
    const struct CMUnitTest tests[] = {
        TEST(others_record__appears_in_the_list__at_the_next_key),
        TEST(others_change__appears_in_the_open_record__at_the_next_key),
        TEST(numbers_of_the_sections__are_counted_again__after_every_change),
        TEST(home__says__how_much_others_changed),
        TEST(form__is_not_disturbed__by_what_another_officer_saves),
        TEST(others_change__is_not_hidden__by_a_draft_that_was_kept_meanwhile),
        TEST(conflict__shows_both_versions_of_each_field__and_who_saved),
        TEST(conflict__puts_both_together__and_keeps_what_the_other_saved_unless_mine_is_chosen),
        TEST(conflict__saves_for_each_field__the_version_that_was_chosen),
        TEST(conflict__goes_back_to_typing__with_escape),
        TEST(conflict__is_shown_anew__when_the_other_saves_again_meanwhile),
        TEST(conflict__is_none__where_both_saved_the_same),
        TEST(conflict__over_a_set_of_links__shows_both_sets),
        TEST(save__says_so__when_the_other_removed_the_record),
        TEST(undo__is_refused_with_the_reason_and_the_name__when_the_other_changed_the_record_since),
        TEST(undo__takes_back_my_change__and_leaves_the_others_alone),
        TEST(held_file__does_not_stop_the_typing__and_the_draft_comes_later),
        TEST(held_file__is_said_plainly__and_what_was_typed_stays_and_is_saved_later),
        TEST(draft__is_kept__when_the_line_drops_while_the_file_is_held),
        TEST(history__shows__who_changed_what_from_what_to_what),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
