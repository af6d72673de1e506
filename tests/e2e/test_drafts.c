/* What is being typed outlives the line, the terminal and the program, letter by letter. */
#include "support/program.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int set_up(void **state)
{
    program_setup_empty(state);
    fixture_write(*state, OFFICE_CONFIG, "draft_seconds = 1;\n");
    return 0;
}

/* --- what stands in the file --- */

static void file_holds(const Fixture *office, const char *sql, const char *value)
{
    g_autofree char *found = program_sql(office, sql);
    assert_string_equal(found, value);
}

static void drafts_are(const Fixture *office, const char *count)
{
    file_holds(office, "SELECT count(*) FROM draft", count);
}

typedef struct {
    const Fixture *office;
    const char *text;
} Wanted;

static bool is_drafted(Screen *screen, void *data)
{
    const Wanted *wanted = data;
    (void)screen;
    g_autofree char *fields = program_sql(wanted->office, "SELECT group_concat(fields) FROM draft");
    return fields && strstr(fields, wanted->text);
}

/* Waits until the draft in the file has the text: no more than draft_seconds. */
static void expect_drafted(Screen *screen, const Fixture *office, const char *text)
{
    Wanted wanted = {office, text};
    screen_expect_that(screen, is_drafted, &wanted, text);
}

/* --- on the way to a form --- */

static Screen *open_new(const Fixture *office, const char *place, const char *title)
{
    Screen *screen = program_open(office, NULL);
    screen_type(screen, place);
    screen_expect(screen, "Press n");
    screen_type(screen, "n");
    screen_expect_line(screen, 0, "typing");
    screen_text(screen, title);
    screen_expect_cursor_on(screen, title);
    return screen;
}

static void enter_sweden(const Fixture *office)
{
    fixture_write(office, "partners.csv", "name,kind,country\nSweden,bilateral,SE\n");
    g_autofree char *path = fixture_path(office, "partners.csv");
    assert_int_equal(program_run(office, NULL, NULL, "import", "partners", path, NULL), 0);
}

/* Sweden's form, the cursor in Name. */
static Screen *open_sweden(const Fixture *office)
{
    Screen *screen = program_open(office, NULL);
    program_open_record(screen, "PTN-2026-001");
    screen_expect_line(screen, 0, "Sweden");
    screen_type(screen, "e");
    screen_expect_line(screen, 0, "typing");
    screen_expect_cursor_on(screen, "Name*");
    return screen;
}

static void drop_line(Screen *screen)
{
    screen_hangup(screen);
    screen_expect_exit(screen, 0);
}

static void end_by_kill(Screen *screen)
{
    screen_kill(screen, SIGKILL);
    screen_expect_exit(screen, 128 + SIGKILL);
}

/* The next start offers the draft, and takes it up. */
static Screen *take_up(const Fixture *office, const char *title)
{
    Screen *screen = program_start(office, NULL);
    screen_expect(screen, "Not saved yet");
    screen_expect(screen, title);
    screen_type(screen, "<Enter>");
    screen_expect_gone(screen, "Not saved yet");
    screen_expect_line(screen, 0, "typing, not saved");
    return screen;
}

static void start_without_offer(const Fixture *office)
{
    g_autoptr(Screen) screen = program_open(office, NULL);
    screen_expect(screen, "Nothing waits");
    screen_settle(screen);
    screen_assert_not(screen, "Not saved yet");
}

static void ask_drafts(Screen *screen)
{
    screen_type(screen, ":");
    screen_expect(screen, "Command");
    screen_text(screen, "drafts");
    screen_type(screen, "<Enter>");
    screen_expect_gone(screen, "Command");
}

/* --- ways to end --- */

/* Choices, a text, days, a time, lines of a note, and a day half typed: the cursor stays in it. */
static void type_a_visit(Screen *screen)
{
    screen_type(screen, "<Tab> ass <Tab> <Tab> <Tab>");
    screen_expect_cursor_on(screen, "Sent by");
    screen_text(screen, "Royal Institute");
    screen_type(screen, "<Tab> +3w <Tab> 9am <Tab>");
    screen_expect_cursor_on(screen, "Departs on");
    program_go_to_field(screen, "Purpose");
    screen_text(screen, "To see the portal.");
    screen_type(screen, "<Enter>");
    screen_text(screen, "To agree on a trial.");
    screen_type(screen, "<Shift-Tab> <Shift-Tab> <Shift-Tab>");
    screen_expect_cursor_on(screen, "Departs on");
    screen_text(screen, "+1");
    screen_expect_cursor_on(screen, "+1");
}

static void expect_the_visit(Screen *screen)
{
    static const char *const all[] = {
        "[Delegation of 8", "[Assignment", "[Royal Institute", "[2026-12-14",
        "[09:00",           "[+1 ",        "[To see the port", "[To agree on a trial"};
    for (guint i = 0; i < G_N_ELEMENTS(all); i++)
        screen_expect(screen, all[i]);
    screen_expect_cursor_on(screen, "[+1");
}

static void comes_back_and_is_saved(const Fixture *office)
{
    g_autoptr(Screen) screen = take_up(office, "New visit: Delegation of 8");

    expect_the_visit(screen);
    screen_text(screen, "d");
    screen_type(screen, "<F2>");
    screen_expect_line(screen, -1, "Entered: VIS-2026-001 Delegation of 8");
    file_holds(office,
               "SELECT kind || ' ' || organisation || ' ' || arrives_on || ' ' || arrive_time || ' ' || "
               "departs_on || ' ' || purpose FROM visit",
               "assignment Royal Institute 2026-12-14 09:00 2026-12-15 To see the portal.\n"
               "To agree on a trial.");
    drafts_are(office, "0");
}

static void draft__comes_back_whole__when_the_line_drops(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "v", "Delegation of 8");

    type_a_visit(screen);
    drop_line(screen);
    comes_back_and_is_saved(*state);
    g_autoptr(Screen) again = program_open(*state, NULL);
    screen_settle(again);
    screen_assert_not(again, "Not saved yet");
}

static void draft__comes_back_whole__when_the_program_is_told_to_end(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "v", "Delegation of 8");

    type_a_visit(screen);
    screen_kill(screen, SIGTERM);
    screen_expect_exit(screen, 0);
    assert_false(screen_alternate(screen));
    comes_back_and_is_saved(*state);
}

static void draft__comes_back_whole__when_the_program_is_killed_a_second_later(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "v", "Delegation of 8");

    type_a_visit(screen);
    expect_drafted(screen, *state, "=+1");
    end_by_kill(screen);
    comes_back_and_is_saved(*state);
}

/* Types a letter each time it is asked: the keyboard never rests. */
static bool is_drafted_while_typing(Screen *screen, void *data)
{
    screen_text(screen, "x");
    return is_drafted(screen, data);
}

static void draft__is_kept__while_keys_come_without_a_pause(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "v", "Delegation of 8");
    Wanted wanted = {*state, "Delegation of 8xxxx"};

    screen_expect_that(screen, is_drafted_while_typing, &wanted, "a draft while letters come");
}

static void draft__of_a_form_in_a_form__brings_both_back(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "v", "Delegation of 8");

    screen_type(screen, "<Tab> <Tab> <Tab>");
    screen_expect_cursor_on(screen, "Partner");
    screen_type(screen, "<Ctrl-n>");
    screen_expect_line(screen, 0, "New partner");
    screen_text(screen, "Freedonia");
    screen_expect_cursor_on(screen, "Freedonia");
    drop_line(screen);
    g_autoptr(Screen) again = program_start(*state, NULL);
    screen_expect(again, "Not saved yet");
    screen_expect(again, "New visit: Delegation of 8");
    screen_expect(again, "New partner: Freedonia");
}

/* --- what is half typed --- */

static void half_typed_amount__is_not_taken_for_cents(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "a", "Airport trial");

    program_go_to_field(screen, "Legal character");
    screen_type(screen, "<PgDn> <PgDn> <PgDn> <PgDn>");
    program_go_to_field(screen, "US share, currency");
    screen_type(screen, "usd <Tab>");
    screen_expect(screen, "[US dollar");
    screen_text(screen, "850");
    screen_expect_cursor_on(screen, "850");
    expect_drafted(screen, *state, "=850");
    end_by_kill(screen);
    g_autoptr(Screen) again = take_up(*state, "New agreement: Airport trial");
    screen_expect_cursor_on(again, " 850 ]");
    screen_text(again, "k");
    screen_type(again, "<F2>");
    screen_expect_line(again, -1, "Entered: AGR-2026-001");
    file_holds(*state, "SELECT us_share_minor || us_share_currency FROM agreement", "85000000USD");
}

static void half_typed_day__that_is_none__comes_back_and_is_refused_until_it_is_one(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "v", "Delegation of 8");

    program_go_to_field(screen, "Arrives on");
    screen_text(screen, "30 feb");
    screen_expect_cursor_on(screen, "30 feb");
    drop_line(screen);
    g_autoptr(Screen) again = take_up(*state, "New visit");
    screen_expect_cursor_on(again, "[30 feb");
    screen_type(again, "<F2>");
    screen_expect(again, "28");
    screen_expect_cursor_on(again, "[30 feb");
    screen_type(again, "<Ctrl-u> +1w <Tab> <Tab> +1d <F2>");
    screen_expect_line(again, -1, "Entered: VIS-2026-001");
}

static void half_typed_link__comes_back_with_its_choices(void **state)
{
    enter_sweden(*state);
    g_autoptr(Screen) screen = open_new(*state, "v", "Delegation of 8");
    program_go_to_field(screen, "Partner");
    screen_text(screen, "swe");
    screen_expect_cursor_on(screen, "swe");
    expect_drafted(screen, *state, "=swe");
    end_by_kill(screen);
    g_autoptr(Screen) again = take_up(*state, "New visit");
    screen_expect_cursor_on(again, "[swe");
    screen_expect(again, "PTN-2026-001");
    screen_type(again, "<Enter>");
    screen_expect(again, "[Sweden ");
}

static void emptied_field__comes_back_empty(void **state)
{
    enter_sweden(*state);
    g_autoptr(Screen) screen = open_sweden(*state);
    screen_type(screen, "<Ctrl-u>");
    screen_expect_cursor_on(screen, "[ ");
    expect_drafted(screen, *state, "?typed");
    end_by_kill(screen);
    g_autoptr(Screen) again = take_up(*state, "PTN-2026-001 Sweden");
    screen_expect_cursor_on(again, "Name*");
    screen_expect_cursor_on(again, "[      ");
    screen_text(again, "Konungariket Sverige");
    screen_type(again, "<F2>");
    screen_expect_line(again, -1, "Saved:");
    file_holds(*state, "SELECT name FROM partner", "Konungariket Sverige");
}

/* --- leaving and coming back by hand --- */

static void escape__keeps_what_was_typed__and_drafts_takes_it_up(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "v", "Delegation of 8");

    program_go_to_field(screen, "Arrives on");
    screen_text(screen, "some day");
    screen_type(screen, "<Esc>");
    screen_expect_line(screen, -1, "kept as a draft");
    screen_expect_line(screen, 0, "Visits");
    ask_drafts(screen);
    screen_expect(screen, "New visit: Delegation of 8");
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, "typing, not saved");
    screen_expect(screen, "[Delegation of 8");
    screen_expect_cursor_on(screen, "[some day");
}

static void escape__leaves_no_draft__where_nothing_was_typed(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "v", "");

    screen_text(screen, "D");
    screen_expect_line(screen, 0, "not saved");
    screen_type(screen, "<Backspace>");
    screen_expect_gone(screen, "not saved");
    screen_type(screen, "<Tab> <Tab> <Esc>");
    screen_expect_line(screen, 0, "Visits");
    screen_settle(screen);
    screen_assert_not(screen, "draft");
    drafts_are(*state, "0");
}

static void second_draft__of_a_new_record__does_not_replace_the_first(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "v", "Delegation of 8");

    screen_type(screen, "<Esc>");
    screen_expect_line(screen, -1, "kept as a draft");
    screen_type(screen, "n");
    screen_expect_line(screen, 0, "New visit");
    screen_text(screen, "Trial team");
    screen_type(screen, "<Esc>");
    screen_expect_line(screen, -1, "kept as a draft");
    ask_drafts(screen);
    screen_expect(screen, "New visit: Trial team");
    screen_expect(screen, "New visit: Delegation of 8");
}

static Screen *leave_a_change(const Fixture *office)
{
    enter_sweden(office);
    Screen *screen = open_sweden(office);
    program_go_to_field(screen, "Counterpart");
    screen_text(screen, "Ministry of Def");
    screen_type(screen, "<Esc>");
    screen_expect_line(screen, -1, "kept as a draft");
    screen_expect_gone(screen, "Ministry");
    return screen;
}

static void edit__asks__where_a_draft_of_the_record_waits(void **state)
{
    g_autoptr(Screen) screen = leave_a_change(*state);

    screen_type(screen, "e");
    screen_expect(screen, "Not saved yet");
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, "typing, not saved");
    screen_expect(screen, "[Ministry of Def");
    program_go_to_field(screen, "Counterpart");
    screen_type(screen, "<End>");
    screen_text(screen, "ence");
    screen_type(screen, "<F2>");
    screen_expect_line(screen, -1, "Saved:");
    file_holds(*state, "SELECT counterpart FROM partner", "Ministry of Defence");
    drafts_are(*state, "0");
}

static void edit__begins_anew__when_the_draft_is_not_wanted(void **state)
{
    g_autoptr(Screen) screen = leave_a_change(*state);

    screen_type(screen, "e");
    screen_expect(screen, "Not saved yet");
    screen_type(screen, "n");
    screen_expect_line(screen, 0, "typing");
    screen_assert_not(screen, "Ministry");
    screen_assert_not(screen, "not saved");
    drafts_are(*state, "0");
}

static void draft__waits__when_it_is_left_for_later(void **state)
{
    g_autoptr(Screen) typing = open_new(*state, "v", "Delegation of 8");

    drop_line(typing);
    g_autoptr(Screen) screen = program_start(*state, NULL);
    screen_expect(screen, "Not saved yet");
    screen_type(screen, "<Esc>");
    screen_expect_gone(screen, "Not saved yet");
    drafts_are(*state, "1");
    program_leave(screen);
    g_autoptr(Screen) again = program_start(*state, NULL);
    screen_expect(again, "Not saved yet");
}

static void drafts__are_gone__once_they_are_discarded(void **state)
{
    g_autoptr(Screen) typing = open_new(*state, "v", "Delegation of 8");

    drop_line(typing);
    g_autoptr(Screen) screen = program_start(*state, NULL);
    screen_expect(screen, "Discard one, or all");
    screen_type(screen, "d");
    screen_expect(screen, "Discard which?");
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, -1, "The draft is gone");
    drafts_are(*state, "0");
    start_without_offer(*state);
}

static void draft__is_not_offered__to_another_officer(void **state)
{
    const char *environment[] = {"USER=ben.okoro", "LOGNAME=ben.okoro", NULL};
    g_autoptr(Screen) typing = open_new(*state, "v", "Delegation of 8");

    drop_line(typing);
    g_autoptr(Screen) screen = program_open(*state, &(ScreenOptions){.environment = environment});
    screen_expect(screen, "Nothing waits");
    screen_settle(screen);
    screen_assert_not(screen, "Not saved yet");
    drafts_are(*state, "1");
}

/* --- what others did meanwhile --- */

static void draft__of_a_record_that_others_changed__shows_both_versions_at_save(void **state)
{
    enter_sweden(*state);
    g_autoptr(Screen) screen = open_sweden(*state);
    screen_type(screen, "<End> X");
    screen_expect_cursor_on(screen, "SwedenX");
    drop_line(screen);
    program_write(*state, "UPDATE partner SET name = 'Kingdom of Sweden', website = 'gov.se'");
    g_autoptr(Screen) again = take_up(*state, "PTN-2026-001");
    screen_expect(again, "[SwedenX");
    screen_type(again, "<F2>");
    screen_expect_line(again, 0, "Two versions");
    screen_expect(again, "(x) Kingdom of Sweden");
    screen_expect(again, "( ) SwedenX");
    screen_expect(again, "gov.se");
    file_holds(*state, "SELECT name FROM partner", "Kingdom of Sweden");
    drafts_are(*state, "1");
}

static void draft__of_a_record_that_others_removed__stays(void **state)
{
    enter_sweden(*state);
    g_autoptr(Screen) screen = open_sweden(*state);
    screen_type(screen, "<End> X");
    screen_expect_cursor_on(screen, "SwedenX");
    drop_line(screen);
    program_write(*state, "DELETE FROM partner");
    g_autoptr(Screen) again = take_up(*state, "PTN-2026-001");
    screen_type(again, "<F2>");
    screen_expect(again, "somebody removed this record");
    screen_expect(again, "[SwedenX");
    drafts_are(*state, "1");
}

/* --- what must not come of it --- */

static void draft__leaves_nothing__in_the_journal(void **state)
{
    g_autofree char *before = program_sql(*state, "SELECT count(*) FROM journal");
    g_autoptr(Screen) screen = open_new(*state, "v", "Delegation of 8");

    expect_drafted(screen, *state, "Delegation of 8");
    screen_type(screen, "<Tab> <Tab> <Esc>");
    screen_expect_line(screen, -1, "kept as a draft");
    ask_drafts(screen);
    screen_expect(screen, "Discard one, or all");
    screen_type(screen, "d a");
    screen_expect_line(screen, -1, "The drafts are gone");
    file_holds(*state, "SELECT count(*) FROM journal", before);
    file_holds(*state, "SELECT count(*) FROM visit", "0");
    screen_type(screen, "u");
    screen_expect_line(screen, -1, "no change of yours");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, program_teardown)
    const struct CMUnitTest tests[] = {
        TEST(draft__comes_back_whole__when_the_line_drops),
        TEST(draft__comes_back_whole__when_the_program_is_told_to_end),
        TEST(draft__comes_back_whole__when_the_program_is_killed_a_second_later),
        TEST(draft__is_kept__while_keys_come_without_a_pause),
        TEST(draft__of_a_form_in_a_form__brings_both_back),
        TEST(half_typed_amount__is_not_taken_for_cents),
        TEST(half_typed_day__that_is_none__comes_back_and_is_refused_until_it_is_one),
        TEST(half_typed_link__comes_back_with_its_choices),
        TEST(emptied_field__comes_back_empty),
        TEST(escape__keeps_what_was_typed__and_drafts_takes_it_up),
        TEST(escape__leaves_no_draft__where_nothing_was_typed),
        TEST(second_draft__of_a_new_record__does_not_replace_the_first),
        TEST(edit__asks__where_a_draft_of_the_record_waits),
        TEST(edit__begins_anew__when_the_draft_is_not_wanted),
        TEST(draft__waits__when_it_is_left_for_later),
        TEST(drafts__are_gone__once_they_are_discarded),
        TEST(draft__is_not_offered__to_another_officer),
        TEST(draft__of_a_record_that_others_changed__shows_both_versions_at_save),
        TEST(draft__of_a_record_that_others_removed__stays),
        TEST(draft__leaves_nothing__in_the_journal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
