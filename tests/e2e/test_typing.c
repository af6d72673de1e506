/* What a demanding officer expects while typing: dates that say what they mean, fields that are replaced or
 * changed, people entered in place, warnings before it is saved. */
#include "support/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static Screen *new_visit(const Fixture *office)
{
    Screen *screen = program_open(office, NULL);
    screen_type(screen, "v");
    screen_expect(screen, "Press n");
    screen_type(screen, "n");
    screen_expect_line(screen, 0, "New visit");
    screen_text(screen, "Delegation of 8");
    return screen;
}

static void file_holds(const Fixture *office, const char *sql, const char *value)
{
    g_autofree char *found = program_sql(office, sql);
    assert_non_null(found);
    assert_string_equal(found, value);
}

/* --- dates --- */

static void date__says_what_it_means__letter_by_letter(void **state)
{
    g_autoptr(Screen) screen = new_visit(*state);

    program_go_to_field(screen, "Arrives on");
    screen_text(screen, "next fr");
    screen_assert_not(screen, "2026");
    screen_text(screen, "i");
    screen_expect(screen, "Fri 4 Dec 2026, in 11 days");
    screen_type(screen, "<Tab>");
    screen_expect(screen, "[2026-12-04  ] Fri 4 Dec 2026, in 11 days");
    screen_text(screen, "9am");
    screen_expect(screen, "] 09:00");
    screen_type(screen, "<Tab>");
    screen_text(screen, "+3d");
    screen_expect(screen, "2026-12-07, 3 days after 2026-12-04");
    screen_type(screen, "<Tab> <Shift-Tab>");
    screen_expect_cursor_on(screen, "Departs on");
    screen_text(screen, "+1w"); /* put off, from the day that stands there */
    screen_expect(screen, "2026-12-14, 1 week after 2026-12-07");
    screen_type(screen, "<F2>");
    program_expect_message(screen, "Entered: VIS-2026-001");
    file_holds(*state, "SELECT arrives_on || ' ' || departs_on FROM visit", "2026-12-04 2026-12-14");
}

static void date__that_is_none__is_refused_with_examples_that_fit_the_line(void **state)
{
    g_autoptr(Screen) screen = new_visit(*state);

    program_go_to_field(screen, "Arrives on");
    screen_text(screen, "some day soon");
    screen_type(screen, "<Tab>");
    program_expect_message(screen, "Arrives on: some day soon: type 1 dec, fri, +3w or 2026-12-01");
}

/* --- what is rarely meant --- */

static void visit__in_the_past_or_far_too_long__is_saved_by_the_second_key(void **state)
{
    g_autoptr(Screen) screen = new_visit(*state);

    program_go_to_field(screen, "Arrives on");
    screen_text(screen, "yesterday");
    screen_expect(screen, "! in the past  Sun 22 Nov 2026, yesterday");
    screen_type(screen, "<Tab> <Tab>");
    screen_expect_cursor_on(screen, "Departs on");
    screen_text(screen, "20 nov"); /* a year away, and nobody saw it */
    screen_expect(screen, "! 363 days after 2026-11-22");
    screen_type(screen, "<F2>");
    program_expect_message(
        screen, "Arrives on: in the past; Departs on: 363 days after 2026-11-22: F2 again saves it");
    screen_expect_cursor_on(screen, "Arrives on");
    file_holds(*state, "SELECT count(*) FROM visit", "0");
    screen_text(screen, "today");
    screen_type(screen, "<F2>"); /* mended one: the other is asked for by itself */
    program_expect_message(screen, "Departs on: 362 days after 2026-11-23: F2 again saves it");
    screen_type(screen, "<F2>");
    program_expect_message(screen, "Entered: VIS-2026-001");
    screen_type(screen, "<Home> <Down> <Down> e <End> x <F2>"); /* what was confirmed is not asked again */
    program_expect_message(screen, "Saved: VIS-2026-001");
}

/* --- people entered in place --- */

static void person__is_entered_in_place__by_family_and_given_name(void **state)
{
    g_autoptr(Screen) screen = new_visit(*state);

    screen_settle(screen);
    screen_assert_not(screen, "Ctrl-N");
    program_go_to_field(screen, "People");
    screen_expect(screen, "Ctrl-N create");
    screen_text(screen, "Lindqvist, Karl");
    screen_expect(screen, "nothing matches");
    screen_expect(screen, "Ctrl-N: new person \"Lindqvist, Karl\"");
    screen_type(screen, "<Ctrl-n>");
    screen_expect_line(screen, 0, "New person");
    screen_expect(screen, "[Lindqvist ");
    screen_expect(screen, "[Karl ");
    screen_type(screen, "<F2>");
    screen_expect_line(screen, 0, "New visit");
    program_expect_message(screen, "Entered: VTR-2026-001 Karl Lindqvist");
    screen_assert_not(screen, "undoes");
    screen_expect(screen, "Lindqvist");
    file_holds(*state, "SELECT family_name || '/' || given_name FROM visitor", "Lindqvist/Karl");
}

static void key_line__offers__only_what_the_field_can_do(void **state)
{
    g_autoptr(Screen) screen = new_visit(*state);

    screen_type(screen, "<Tab>");
    screen_expect_cursor_on(screen, "Kind");
    screen_settle(screen);
    screen_assert_not(screen, "Ctrl-D");
    screen_assert_not(screen, "Ctrl-N");
    program_go_to_field(screen, "Arrives on");
    screen_type(screen, "+1w <Tab> <Tab> +1d <F2>");
    program_expect_message(screen, "Entered: VIS-2026-001");
    screen_type(screen, "<Esc> n");
    screen_expect_line(screen, 0, "New visit");
    screen_expect(screen, "Ctrl-D repeat last");
}

/* --- filled fields --- */

static void filled_field__is_replaced_or_changed__and_can_be_brought_back(void **state)
{
    g_autoptr(Screen) screen = new_visit(*state);

    program_go_to_field(screen, "Arrives on");
    screen_type(screen, "+1w <Tab> <Tab> +1d <F2>");
    program_expect_message(screen, "Entered: VIS-2026-001");
    screen_type(screen, "<Home> <Down> <Down>");
    screen_expect_cursor_on(screen, "Title");
    screen_type(screen, "<Enter>"); /* Enter types, as e does */
    screen_expect_line(screen, 0, "typing");
    screen_expect_cursor_on(screen, "[Delegation of 8");
    assert_true(screen_cell(screen, screen_row_of(screen, "[Delegation"), 15).reverse);
    screen_text(screen, "T");
    screen_expect(screen, "[T ");
    screen_type(screen, "<Ctrl-z>");
    screen_expect(screen, "[Delegation of 8 ");
    screen_text(screen, "0");
    screen_expect(screen, "[Delegation of 80 ");
    screen_type(screen, "<F2>");
    program_expect_message(screen, "Saved: VIS-2026-001 Delegation of 80");
}

/* --- drafts --- */

static Screen *drafts_of(Screen *screen)
{
    screen_type(screen, "<Esc>");
    screen_expect_line(screen, -1, "kept as a draft");
    screen_type(screen, ":");
    screen_expect(screen, "Command");
    screen_text(screen, "drafts");
    screen_type(screen, "<Enter>");
    screen_expect(screen, "New visit: Delegation of 8");
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, "typing, not saved");
    return screen;
}

static void draft__goes_on__where_typing_stopped(void **state)
{
    g_autoptr(Screen) screen = new_visit(*state);

    program_go_to_field(screen, "Arrives on");
    screen_type(screen, "+1w <Tab>");
    screen_expect_cursor_on(screen, "at  ");
    drafts_of(screen);
    screen_expect_cursor_on(screen, "at  ");
}

static void draft__shows_its_mistake__as_refused(void **state)
{
    g_autoptr(Screen) screen = new_visit(*state);

    program_go_to_field(screen, "Arrives on");
    screen_text(screen, "30 feb");
    drafts_of(screen);
    screen_expect_cursor_on(screen, "!Arrives on*");
    program_expect_message(screen, "Arrives on: 30 feb: February 2026 has 28 days");
    screen_type(screen, "<Ctrl-u> <Tab>"); /* typed away */
    screen_expect_gone(screen, "!Arrives");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, program_setup_empty, program_teardown)
    const struct CMUnitTest tests[] = {
        TEST(date__says_what_it_means__letter_by_letter),
        TEST(date__that_is_none__is_refused_with_examples_that_fit_the_line),
        TEST(visit__in_the_past_or_far_too_long__is_saved_by_the_second_key),
        TEST(person__is_entered_in_place__by_family_and_given_name),
        TEST(key_line__offers__only_what_the_field_can_do),
        TEST(filled_field__is_replaced_or_changed__and_can_be_brought_back),
        TEST(draft__goes_on__where_typing_stopped),
        TEST(draft__shows_its_mistake__as_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
