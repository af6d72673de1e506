/* Lists: moving, finding, filtering, sorting, marks, deleting, exporting, the preview. */
#include "support/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static Screen *open_list(const Fixture *office, const char *letter, const char *title)
{
    Screen *screen = program_open(office, NULL);
    screen_type(screen, letter);
    screen_expect_line(screen, 0, title);
    screen_expect_line(screen, 0, "by ");
    return screen;
}

/* The reference in the row of the cursor. (transfer full) */
static char *current_ref(Screen *screen)
{
    int row, column;
    screen_settle(screen);
    screen_cursor(screen, &row, &column);
    g_autofree char *line = screen_line(screen, row);
    return g_strndup(line + strcspn(line, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), 12);
}

static void list__shows__columns_and_how_many_there_are(void **state)
{
    g_autoptr(Screen) screen = open_list(*state, "p", "Partners");

    screen_expect_line(screen, 2, "Agreements");
    screen_expect_line(screen, 0, "18");
    screen_expect(screen, "Sweden");
}

static void list__moves__by_line_page_and_to_its_ends(void **state)
{
    g_autoptr(Screen) screen = open_list(*state, "j", "Projects");

    screen_type(screen, "<Home>");
    g_autofree char *first = current_ref(screen);
    screen_type(screen, "<PgDn> <PgDn>");
    g_autofree char *later = current_ref(screen);
    assert_string_not_equal(first, later);
    screen_type(screen, "G");
    g_autofree char *last = current_ref(screen);
    screen_type(screen, "<Down>");
    g_autofree char *still = current_ref(screen);
    assert_string_equal(last, still);
    screen_type(screen, "<Home>");
    g_autofree char *again = current_ref(screen);
    assert_string_equal(first, again);
}

static void list__walks_through_everything__with_the_down_key(void **state)
{
    g_autoptr(Screen) screen = open_list(*state, "j", "Projects");
    g_autofree char *count = program_sql(*state, "SELECT count(*) FROM project");

    screen_type(screen, "G");
    g_autofree char *last = current_ref(screen);
    screen_type(screen, "<Home>");
    for (int i = 1; i < atoi(count); i++)
        screen_type(screen, "<Down>");
    g_autofree char *reached = current_ref(screen);
    assert_string_equal(reached, last);
}

static void find__narrows__with_each_letter_and_escape_widens(void **state)
{
    g_autoptr(Screen) screen = open_list(*state, "p", "Partners");

    screen_expect(screen, "Sweden");
    screen_type(screen, "/");
    screen_expect(screen, "Find:");
    screen_text(screen, "mexic");
    screen_expect_gone(screen, "Sweden");
    screen_assert(screen, "Mexico");
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, "1 of 18");
    screen_expect_line(screen, 0, "mexic");
    screen_type(screen, "<Esc>");
    screen_expect(screen, "Sweden");
    screen_expect_line(screen, 0, "Partners");
}

static void filter__takes__criteria_in_a_blank_form(void **state)
{
    g_autoptr(Screen) screen = open_list(*state, "a", "Agreements");
    g_autofree char *expected = program_sql(
        *state,
        "SELECT count(*) FROM agreement a JOIN partner p ON p.id = a.partner_id WHERE p.name = 'Sweden'");
    g_autofree char *status = g_strdup_printf("%s of ", expected);

    screen_type(screen, "f");
    screen_expect_line(screen, 0, "Filter Agreements");
    program_go_to_field(screen, "Partner");
    screen_text(screen, "sweden");
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, "sweden");
    screen_expect_line(screen, 0, status);
    screen_type(screen, "<Esc>");
    screen_expect_gone(screen, "sweden");
}

static void filter__says_what_is_accepted__when_it_is_not_understood(void **state)
{
    g_autoptr(Screen) screen = open_list(*state, "a", "Agreements");

    screen_type(screen, "f");
    screen_expect_line(screen, 0, "Filter");
    program_go_to_field(screen, "Ends");
    screen_text(screen, ">soonish");
    screen_type(screen, "<Enter>");
    program_expect_message(screen, "soonish");
    screen_assert(screen, "Filter Agreements");
}

static void quick_filter__goes_on_and_off__with_its_digit(void **state)
{
    g_autoptr(Screen) screen = open_list(*state, "a", "Agreements");

    screen_type(screen, "1");
    screen_expect_line(screen, 0, " of ");
    screen_type(screen, "1");
    screen_expect_line(screen, 0, "Agreements  ");
}

static void choose_order(Screen *screen, const char *column_title)
{
    screen_type(screen, "s");
    screen_expect(screen, "Sort by");
    for (int i = 0; i < 12; i++) {
        int row, column;
        screen_settle(screen);
        screen_cursor(screen, &row, &column);
        g_autofree char *line = screen_line(screen, row);
        if (strstr(line, column_title))
            break;
        screen_type(screen, "<Tab>");
    }
    screen_type(screen, "<Enter>");
}

static void sort__orders_by_the_chosen_column__and_turns_round_when_chosen_again(void **state)
{
    g_autoptr(Screen) screen = open_list(*state, "p", "Partners");
    g_autofree char *fewest =
        program_sql(*state, "SELECT name FROM partner_list ORDER BY agreements, id LIMIT 1");
    g_autofree char *most =
        program_sql(*state, "SELECT name FROM partner_list ORDER BY agreements DESC, id DESC LIMIT 1");

    for (int i = 0; i < 2; i++) {
        choose_order(screen, "Agreements");
        screen_expect_line(screen, 0, "by Agreements");
        screen_type(screen, "<Home>");
        screen_expect_cursor_on(screen, i == 0 ? fewest : most);
    }
    choose_order(screen, "Projects");
    screen_expect_line(screen, 2, "Proje… ▴"); /* a blank before the sign, however narrow the column is */
    screen_type(screen, "s");
    screen_expect(screen, "now, ascending");
}

/* The line on which the text stands. (transfer full) */
static char *line_of(Screen *screen, const char *text)
{
    screen_expect(screen, text);
    for (int row = 0;; row++) {
        char *line = screen_line(screen, row);
        if (strstr(line, text))
            return line;
        g_free(line);
    }
}

static void deadlines__are_marked__a_week_ahead_and_ends_of_agreements_a_month(void **state)
{
    program_write(*state,
                  "UPDATE action SET title = 'Near', due_on = '2026-11-28' WHERE id = (SELECT min(id) "
                  "FROM action WHERE state = 'open')");
    program_write(*state, "UPDATE action SET title = 'Far', due_on = '2026-12-02' WHERE id = (SELECT max(id) "
                          "FROM action WHERE state = 'open')");
    program_write(*state, "UPDATE agreement SET title = 'Ending', ends_on = '2026-12-02' WHERE id = (SELECT "
                          "min(id) FROM agreement WHERE state = 'in_force')");
    g_autoptr(Screen) screen = program_open(*state, &(ScreenOptions){.rows = 60, .columns = 80});
    screen_type(screen, "t 1");
    g_autofree char *near = line_of(screen, "Near"), *far = line_of(screen, "Far");
    assert_non_null(strstr(near, "▲"));
    assert_null(strstr(far, "▲"));
    screen_type(screen, "g a 1");
    g_autofree char *ending = line_of(screen, "Ending");
    assert_non_null(strstr(ending, "▲"));
}

static void marks__are_counted__and_taken_away_by_escape(void **state)
{
    g_autoptr(Screen) screen = open_list(*state, "p", "Partners");

    screen_type(screen, "<Space> <Down> <Space>");
    screen_expect_line(screen, 0, "2 marked");
    screen_type(screen, "*");
    screen_expect_line(screen, 0, "18 marked");
    screen_type(screen, "<Esc>");
    screen_expect_gone(screen, "marked");
}

static void move__is_made__for_all_that_are_marked(void **state)
{
    g_autoptr(Screen) screen = open_list(*state, "t", "Actions");
    const char *count = "SELECT count(*) FROM action WHERE state = 'in_progress'";
    g_autofree char *before = program_sql(*state, count);

    screen_type(screen, ":");
    screen_expect(screen, "Command");
    screen_text(screen, "filter state = in_progress");
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, before);
    screen_type(screen, "<Space> <Down> <Space> t");
    screen_expect(screen, "Move 2 records");
    screen_type(screen, "1");
    program_expect_message(screen, "2 records moved");
    g_autofree char *after = program_sql(*state, count);
    assert_int_equal(atoi(after), atoi(before) - 2);
}

static void delete__asks_once_and_can_be_undone(void **state)
{
    g_autoptr(Screen) screen = open_list(*state, "t", "Actions");
    g_autofree char *before = program_sql(*state, "SELECT count(*) FROM action");

    screen_type(screen, "<Space> <Down> <Space> d");
    screen_expect(screen, "Delete 2 ");
    screen_type(screen, "n");
    screen_expect_gone(screen, "Delete 2 ");
    screen_type(screen, "d");
    screen_expect(screen, "Delete 2 ");
    screen_type(screen, "y");
    program_expect_message(screen, "Deleted: 2");
    screen_expect_gone(screen, "2 marked"); /* they have served */
    g_autofree char *after = program_sql(*state, "SELECT count(*) FROM action");
    assert_int_equal(atoi(after), atoi(before) - 2);
    screen_type(screen, "u");
    program_expect_message(screen, "Undone");
    g_autofree char *again = program_sql(*state, "SELECT count(*) FROM action");
    assert_string_equal(again, before);
}

static void delete__is_refused__while_something_hangs_on_the_record(void **state)
{
    g_autoptr(Screen) screen = open_list(*state, "p", "Partners");

    screen_type(screen, "/");
    screen_text(screen, "sweden");
    screen_type(screen, "<Enter> d");
    screen_expect(screen, "Delete ");
    screen_type(screen, "y");
    program_expect_message(screen, "used by");
    g_autofree char *there = program_sql(*state, "SELECT count(*) FROM partner WHERE name = 'Sweden'");
    assert_string_equal(there, "1");
}

static void export__writes__what_is_shown(void **state)
{
    g_autoptr(Screen) screen = open_list(*state, "p", "Partners");
    g_autofree char *path = fixture_path(*state, "shown.csv");

    screen_type(screen, "/");
    screen_text(screen, "mexic");
    screen_type(screen, "<Enter> x");
    screen_expect(screen, "Export what is shown");
    screen_type(screen, "<Ctrl-u>");
    screen_text(screen, path);
    screen_type(screen, "<Enter>");
    program_expect_message(screen, "Written:");
    g_autofree char *csv = fixture_read(*state, "shown.csv");
    assert_non_null(strstr(csv, "Mexico"));
    assert_null(strstr(csv, "Sweden"));
}

static void export__never_overwrites__a_file(void **state)
{
    g_autoptr(Screen) screen = open_list(*state, "p", "Partners");
    g_autofree char *path = fixture_path(*state, "mine.csv");

    fixture_write(*state, "mine.csv", "precious");
    screen_type(screen, "x");
    screen_expect(screen, "Export what is shown");
    screen_type(screen, "<Ctrl-u>");
    screen_text(screen, path);
    screen_type(screen, "<Enter>");
    screen_expect(screen, "File exists");
    screen_expect(screen, "Export what is shown"); /* asked again, with the name and the reason */
    screen_assert(screen, "mine.csv");
    screen_type(screen, "<Ctrl-u>");
    g_autofree char *detour = g_strdup_printf("%s/./other.csv", fixture_folder(*state));
    screen_text(screen, detour);
    screen_type(screen, "<Enter>");
    g_autofree char *plain = g_strdup_printf("%s/other.csv, 18 rows", fixture_folder(*state));
    program_expect_message(screen, plain); /* where it is, however it was typed */
    g_autofree char *kept = fixture_read(*state, "mine.csv");
    assert_string_equal(kept, "precious");
}

static void copy__sends__the_record_to_the_terminals_clipboard(void **state)
{
    g_autoptr(Screen) screen = open_list(*state, "p", "Partners");

    screen_type(screen, "/");
    screen_text(screen, "mexic");
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, "1 of");
    screen_mark(screen);
    screen_type(screen, "y");
    program_expect_message(screen, "Copied:");
    const char *start = strstr(screen_written(screen), "\033]52;c;");
    assert_non_null(start);
    g_autofree char *encoded = g_strndup(start + 7, strcspn(start + 7, "\a\033"));
    gsize size;
    g_autofree guchar *text = g_base64_decode(encoded, &size);
    assert_non_null(g_strstr_len((char *)text, (gssize)size, "Mexico"));
}

static void preview__stands_beside_the_list__in_a_wide_window(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, &(ScreenOptions){.rows = 30, .columns = 140});

    screen_type(screen, "p");
    screen_expect_line(screen, 0, "Partners");
    screen_type(screen, "/");
    screen_text(screen, "mexic");
    screen_type(screen, "<Enter>");
    screen_expect(screen, "Name: Mexico");
    screen_expect(screen, "│ Partner"); /* the section */
    screen_type(screen, "p");
    screen_expect_gone(screen, "Name: Mexico");
}

static void preview__waits_for_p__where_the_columns_need_the_room(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, &(ScreenOptions){.rows = 30, .columns = 120});

    screen_type(screen, "p");
    screen_expect_line(screen, 2, "Officer");
    screen_settle(screen);
    screen_type(screen, "p");
    screen_expect(screen, "Name: Australia");
    g_autoptr(Screen) narrow = open_list(*state, "p", "Partners");
    screen_type(narrow, "p");
    program_expect_message(narrow, "needs 100 columns");
}

static void list__says__which_row_it_stands_on(void **state)
{
    g_autoptr(Screen) screen = open_list(*state, "p", "Partners");

    screen_expect_line(screen, 0, "1/18");
    screen_type(screen, "<Down> <Down>");
    screen_expect_line(screen, 0, "3/18");
    screen_type(screen, "G");
    screen_expect_line(screen, 0, "18/18");
}

static void filter__offers_choices__and_takes_the_one_that_begins_so(void **state)
{
    g_autoptr(Screen) screen = open_list(*state, "a", "Agreements");
    g_autofree char *expected =
        program_sql(*state, "SELECT count(*) FROM agreement WHERE legal_character = 'binding'");
    g_autofree char *status = g_strdup_printf("%s of ", expected);

    screen_type(screen, "f");
    screen_expect_line(screen, 0, "Filter Agreements");
    program_go_to_field(screen, "Ends");
    program_expect_message(screen, "today..+1y  >2026-01-01");
    screen_type(screen, "<Esc>");
    screen_type(screen, "f");
    program_go_to_field(screen, "Legal");
    screen_text(screen, "bind");
    screen_expect(screen, "Qualifying non-binding"); /* it contains that: offered behind */
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, "Legal: Binding");
    screen_expect_line(screen, 0, status);
}

static void empty_list__says__what_to_do(void **state)
{
    g_autoptr(Screen) screen = open_list(*state, "p", "Partners");

    screen_type(screen, "/");
    screen_text(screen, "qqqqqq");
    screen_expect_line(screen, 0, "0 of");
}

static void type_ahead__is_followed_through__without_painting_each_step(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_text(screen, "a/sing");
    screen_type(screen, "<Enter> <Enter>");
    screen_expect_line(screen, 0, "AGR-");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, program_setup, program_teardown)
    const struct CMUnitTest tests[] = {
        TEST(list__shows__columns_and_how_many_there_are),
        TEST(list__moves__by_line_page_and_to_its_ends),
        TEST(list__walks_through_everything__with_the_down_key),
        TEST(find__narrows__with_each_letter_and_escape_widens),
        TEST(filter__takes__criteria_in_a_blank_form),
        TEST(filter__says_what_is_accepted__when_it_is_not_understood),
        TEST(quick_filter__goes_on_and_off__with_its_digit),
        TEST(sort__orders_by_the_chosen_column__and_turns_round_when_chosen_again),
        TEST(deadlines__are_marked__a_week_ahead_and_ends_of_agreements_a_month),
        TEST(marks__are_counted__and_taken_away_by_escape),
        TEST(move__is_made__for_all_that_are_marked),
        TEST(delete__asks_once_and_can_be_undone),
        TEST(delete__is_refused__while_something_hangs_on_the_record),
        TEST(export__writes__what_is_shown),
        TEST(export__never_overwrites__a_file),
        TEST(copy__sends__the_record_to_the_terminals_clipboard),
        TEST(preview__stands_beside_the_list__in_a_wide_window),
        TEST(preview__waits_for_p__where_the_columns_need_the_room),
        TEST(list__says__which_row_it_stands_on),
        TEST(filter__offers_choices__and_takes_the_one_that_begins_so),
        TEST(empty_list__says__what_to_do),
        TEST(type_ahead__is_followed_through__without_painting_each_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
