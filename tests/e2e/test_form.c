/* Every kind of field, typed into the form of a made-up record that has one of each. */
#include "support/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int set_up(void **state)
{
    program_setup(state);
    program_add_screens(*state, "loan", NULL);
    return 0;
}

/* A form for a new loan, the cursor in Title. */
static Screen *open_form(const Fixture *office, const ScreenOptions *options)
{
    Screen *screen = program_open(office, options);
    screen_type(screen, "gb");
    screen_expect(screen, "No loans yet.");
    screen_type(screen, "n");
    screen_expect_line(screen, 0, "New loan");
    screen_expect_cursor_on(screen, "Title");
    return screen;
}

static void type_title(Screen *screen)
{
    screen_text(screen, "Portal scanner");
    screen_type(screen, "<Tab>");
    screen_expect_cursor_on(screen, "Pieces");
}

static void save(Screen *screen)
{
    screen_type(screen, "<F2>");
    program_expect_message(screen, "Entered: LOA-2026-001");
}

static void stored(const Fixture *office, const char *column, const char *value)
{
    g_autofree char *sql = g_strdup_printf("SELECT %s FROM loan ORDER BY id DESC LIMIT 1", column);
    g_autofree char *found = program_sql(office, sql);
    if (value)
        assert_string_equal(found, value);
    else
        assert_null(found);
}

/* Types into the field, saves, and holds what is in the file. */
static void types_and_stores(const Fixture *office, const char *label, const char *typed, const char *column,
                             const char *value)
{
    g_autoptr(Screen) screen = open_form(office, NULL);

    type_title(screen);
    program_go_to_field(screen, label);
    screen_text(screen, typed);
    screen_type(screen, "<Tab>");
    screen_settle(screen);
    save(screen);
    stored(office, column, value);
}

static void integer_field__stores__the_number(void **state)
{
    types_and_stores(*state, "Pieces", "12", "pieces", "12");
}

static void integer_field__keeps_what_was_typed__and_says_what_is_accepted(void **state)
{
    g_autoptr(Screen) screen = open_form(*state, NULL);

    type_title(screen);
    screen_text(screen, "a dozen");
    screen_type(screen, "<Tab>");
    program_expect_message(screen, "whole number");
    screen_expect_cursor_on(screen, "a dozen");
}

static void number_field__takes__a_decimal_comma(void **state)
{
    types_and_stores(*state, "Weight", "12,5", "weight", "12.5");
}

static void money_field__stores__minor_units_of_the_currency(void **state)
{
    types_and_stores(*state, "Worth", "1,250.50", "worth_minor || worth_currency", "125050USD");
}

static void percent_field__takes__the_sign(void **state)
{
    types_and_stores(*state, "Insured", "80 %", "CAST(insured AS INTEGER)", "80");
}

static void date_field__shows__what_it_understood(void **state)
{
    g_autoptr(Screen) screen = open_form(*state, NULL);

    type_title(screen);
    program_go_to_field(screen, "Lent");
    screen_text(screen, "1 dec");
    screen_type(screen, "<Tab>");
    screen_expect(screen, "2026-12-01");
    screen_expect(screen, "in 8 days");
    screen_text(screen, "+3w");
    screen_type(screen, "<Tab>");
    screen_expect(screen, "2026-12-22");
    save(screen);
    stored(*state, "lent_on || ' ' || back_on", "2026-12-01 2026-12-22");
}

static void date_field__refuses__a_day_that_does_not_exist(void **state)
{
    g_autoptr(Screen) screen = open_form(*state, NULL);

    type_title(screen);
    program_go_to_field(screen, "Lent");
    screen_text(screen, "2027-02-30");
    screen_type(screen, "<Tab>");
    program_expect_message(screen, "28");
    screen_expect_cursor_on(screen, "2027-02-30");
}

static void time_field__stores__hours_and_minutes(void **state)
{
    types_and_stores(*state, "Collect", "9:30", "collect_time", "09:30");
}

static void computed_field__is_worked_out__when_the_record_is_saved(void **state)
{
    g_autoptr(Screen) screen = open_form(*state, NULL);

    type_title(screen);
    program_go_to_field(screen, "Lent");
    screen_text(screen, "today");
    screen_type(screen, "<Tab>");
    screen_text(screen, "+1w");
    screen_type(screen, "<Tab>");
    save(screen);
    screen_expect(screen, "Days out");
    screen_expect_that(screen, (bool (*)(Screen *, void *))screen_has, (void *)"7", "the days out");
}

static void choice_field__narrows__while_one_types(void **state)
{
    g_autoptr(Screen) screen = open_form(*state, NULL);

    type_title(screen);
    program_go_to_field(screen, "Condition");
    screen_text(screen, "wor");
    screen_expect(screen, "Worn");
    screen_expect_gone(screen, "As new");
    screen_type(screen, "<Enter>");
    screen_settle(screen);
    save(screen);
    stored(*state, "condition", "worn");
}

static void conditional_field__appears__when_its_condition_holds(void **state)
{
    g_autoptr(Screen) screen = open_form(*state, NULL);

    type_title(screen);
    program_go_to_field(screen, "Condition");
    screen_assert_not(screen, "Damage");
    screen_text(screen, "brok");
    screen_expect(screen, "Broken");
    screen_type(screen, "<Tab>");
    screen_expect_cursor_on(screen, "Damage");
    screen_text(screen, "Cracked lens");
    screen_type(screen, "<Tab>");
    screen_settle(screen);
    save(screen);
    stored(*state, "damage", "Cracked lens");
}

static void link_field__finds__the_partner_by_a_part_of_its_name(void **state)
{
    types_and_stores(*state, "Partner", "zeal", "(SELECT name FROM partner p WHERE p.id = partner_id)",
                     "New Zealand");
}

static void links_field__takes__several(void **state)
{
    g_autoptr(Screen) screen = open_form(*state, NULL);
    g_autofree char *first = program_sql(*state, "SELECT ref FROM project ORDER BY id LIMIT 1");
    g_autofree char *second = program_sql(*state, "SELECT ref FROM project ORDER BY id LIMIT 1 OFFSET 1");

    type_title(screen);
    program_go_to_field(screen, "Projects");
    screen_text(screen, first);
    screen_expect(screen, first);
    screen_type(screen, "<Enter>");
    screen_settle(screen);
    screen_text(screen, second);
    screen_expect(screen, second);
    screen_type(screen, "<Enter>");
    screen_settle(screen);
    save(screen);
    stored(*state, "(SELECT count(*) FROM loan_project)", "2");
}

static void country_field__takes__a_code(void **state)
{
    types_and_stores(*state, "Country", "KR", "country", "KR");
}

static void flag_field__turns__with_the_space_bar(void **state)
{
    types_and_stores(*state, "Fragile", " ", "fragile", "1");
}

static void note_field__keeps__its_lines(void **state)
{
    g_autoptr(Screen) screen = open_form(*state, NULL);

    type_title(screen);
    program_go_to_field(screen, "Notes");
    screen_text(screen, "First line");
    screen_type(screen, "<Enter>");
    screen_text(screen, "second line");
    screen_expect(screen, "second line");
    screen_assert(screen, "First line");
    assert_int_not_equal(screen_row_of(screen, "First line"), screen_row_of(screen, "second line"));
    save(screen);
    stored(*state, "notes", "First line\nsecond line");
}

static void sensitive_field__is_masked__until_it_is_revealed_and_the_journal_knows(void **state)
{
    g_autoptr(Screen) screen = open_form(*state, NULL);

    type_title(screen);
    program_go_to_field(screen, "Serial no");
    screen_text(screen, "SN-4711");
    screen_type(screen, "<Tab>");
    screen_settle(screen);
    save(screen);
    screen_settle(screen);
    screen_assert_not(screen, "SN-4711");
    while (!screen_has(screen, "Serial no"))
        screen_type(screen, "<Tab>");
    screen_type(screen, "<Home>");
    for (int i = 0; i < 10; i++) {
        int row, column;
        screen_cursor(screen, &row, &column);
        g_autofree char *line = screen_line(screen, row);
        if (strstr(line, "Serial no"))
            break;
        screen_type(screen, "j");
        screen_settle(screen);
    }
    screen_type(screen, "r");
    screen_expect(screen, "SN-4711");
    g_autofree char *kind = program_sql(*state, "SELECT kind FROM journal ORDER BY id DESC LIMIT 1");
    assert_string_equal(kind, "reveal");
}

static void required_field__is_named__and_gets_the_cursor_when_saving_without_it(void **state)
{
    g_autoptr(Screen) screen = open_form(*state, NULL);

    screen_type(screen, "<Tab>");
    screen_text(screen, "3");
    screen_type(screen, "<F2>");
    program_expect_message(screen, "Title");
    screen_expect_cursor_on(screen, "Title");
    screen_text(screen, "Portal scanner");
    save(screen);
}

static void database_refusal__is_shown__in_words_and_the_form_stays(void **state)
{
    g_autoptr(Screen) screen = open_form(*state, NULL);

    type_title(screen);
    screen_text(screen, "0");
    screen_type(screen, "<F2>");
    program_expect_message(screen, "above 0");
    screen_expect_cursor_on(screen, "Pieces");
    screen_assert(screen, "Portal scanner");
}

static void ref_field__is_given__by_the_file(void **state)
{
    g_autoptr(Screen) screen = open_form(*state, NULL);

    type_title(screen);
    save(screen);
    screen_expect(screen, "LOA-2026-001");
    stored(*state, "ref", "LOA-2026-001");
}

static void text_field__scrolls__when_it_is_longer_than_its_box(void **state)
{
    g_autoptr(Screen) screen = open_form(*state, NULL);
    g_autofree char *word = g_strnfill(150, 'x');
    g_autofree char *text = g_strdup_printf("Start %s end", word);

    screen_text(screen, text);
    screen_expect(screen, "xxx end");
    screen_assert_not(screen, "Start");
    screen_type(screen, "<Home>");
    screen_expect(screen, "Start xxx");
    save(screen);
    stored(*state, "title", text);
}

static void text_field__edits__wide_and_combining_letters_as_one(void **state)
{
    g_autoptr(Screen) screen = open_form(*state, NULL);

    screen_text(screen, "\uae40\ubbfc\uc900 Zoe\u0301x");
    screen_expect(screen, "\uae40\ubbfc\uc900 Zoe\u0301x");
    screen_type(screen, "<Backspace> <Backspace>");
    screen_expect_gone(screen, "Zoe");
    screen_type(screen, "<Home> <Delete>");
    screen_expect_gone(screen, "\uae40");
    save(screen);
    stored(*state, "title", "\ubbfc\uc900 Zo");
}

static void text_field__undoes__within_itself(void **state)
{
    g_autoptr(Screen) screen = open_form(*state, NULL);

    screen_text(screen, "Portal scanner");
    screen_type(screen, "<Ctrl-u>");
    screen_expect_gone(screen, "Portal scanner");
    screen_type(screen, "<Ctrl-z>");
    screen_expect(screen, "Portal scanner");
}

static void repeat_key__copies__the_field_of_the_record_saved_last(void **state)
{
    g_autoptr(Screen) screen = open_form(*state, NULL);

    type_title(screen);
    save(screen);
    screen_type(screen, "<Esc> n");
    screen_expect_line(screen, 0, "New loan");
    screen_expect_cursor_on(screen, "Title");
    screen_type(screen, "<Ctrl-d>");
    screen_expect(screen, "Portal scanner");
}

static void link_field__creates__the_record_in_place_and_comes_back_with_it(void **state)
{
    g_autoptr(Screen) screen = open_form(*state, NULL);

    type_title(screen);
    program_go_to_field(screen, "Partner");
    screen_text(screen, "Freedonia");
    screen_type(screen, "<Ctrl-n>");
    screen_expect_line(screen, 0, "New partner");
    screen_expect(screen, "Freedonia");
    program_go_to_field(screen, "Kind");
    screen_text(screen, "Forum");
    screen_type(screen, "<F2>");
    screen_expect_line(screen, 0, "New loan");
    screen_expect_cursor_on(screen, "Freedonia");
    screen_assert(screen, "Partner");
    save(screen);
    stored(*state, "(SELECT name FROM partner p WHERE p.id = partner_id)", "Freedonia");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, program_teardown)
    const struct CMUnitTest tests[] = {
        TEST(integer_field__stores__the_number),
        TEST(integer_field__keeps_what_was_typed__and_says_what_is_accepted),
        TEST(number_field__takes__a_decimal_comma),
        TEST(money_field__stores__minor_units_of_the_currency),
        TEST(percent_field__takes__the_sign),
        TEST(date_field__shows__what_it_understood),
        TEST(date_field__refuses__a_day_that_does_not_exist),
        TEST(time_field__stores__hours_and_minutes),
        TEST(computed_field__is_worked_out__when_the_record_is_saved),
        TEST(choice_field__narrows__while_one_types),
        TEST(conditional_field__appears__when_its_condition_holds),
        TEST(link_field__finds__the_partner_by_a_part_of_its_name),
        TEST(links_field__takes__several),
        TEST(country_field__takes__a_code),
        TEST(flag_field__turns__with_the_space_bar),
        TEST(note_field__keeps__its_lines),
        TEST(sensitive_field__is_masked__until_it_is_revealed_and_the_journal_knows),
        TEST(required_field__is_named__and_gets_the_cursor_when_saving_without_it),
        TEST(database_refusal__is_shown__in_words_and_the_form_stays),
        TEST(ref_field__is_given__by_the_file),
        TEST(text_field__scrolls__when_it_is_longer_than_its_box),
        TEST(text_field__edits__wide_and_combining_letters_as_one),
        TEST(text_field__undoes__within_itself),
        TEST(repeat_key__copies__the_field_of_the_record_saved_last),
        TEST(link_field__creates__the_record_in_place_and_comes_back_with_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
