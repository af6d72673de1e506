/* What must not happen: unclean text on the terminal, keys out of pasted text, writing where nothing may be
 * written. */
#include "support/program.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* A name with escape sequences, a bell and a right-to-left override. */
static void put_hostile_name(const Fixture *office)
{
    program_write(office, "UPDATE partner SET name = 'Evil' || char(27) || '[2J' || char(27) || ']0;owned' "
                          "|| char(7) || ' ' || char(0x202e) || 'knab' || "
                          "char(0x202c) || ' X' WHERE name = 'Sweden'");
}

static void name_with_control_characters__does_not_reach__the_terminal(void **state)
{
    put_hostile_name(*state);
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, "p");
    screen_expect_line(screen, 0, "Partners");
    screen_type(screen, "/");
    screen_text(screen, "Evil");
    screen_expect(screen, "Evil");
    screen_expect(screen, "knab");
    screen_expect_line(screen, 0, "Partners");
    assert_null(strstr(screen_written(screen), "\033]0;owned"));
    assert_null(strstr(screen_written(screen), "\u202e"));
    screen_type(screen, "<Enter> <Enter>");
    screen_expect_line(screen, 0, "knab");
    screen_settle(screen);
    assert_null(strstr(screen_written(screen), "\033]0;owned"));
    assert_null(strstr(screen_written(screen), "\u202e"));
}

static void korean_names__stand_in_their_columns__and_are_found_by_a_part(void **state)
{
    program_write(
        *state,
        "UPDATE partner SET name = '\ub300\ud55c\ubbfc\uad6d \uad6d\uad50\ubd80' WHERE name = 'Sweden'");
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, "p");
    screen_expect(screen, "\ub300\ud55c\ubbfc\uad6d");
    int row = screen_row_of(screen, "\ub300\ud55c\ubbfc\uad6d"), other = screen_row_of(screen, "New Zealand");
    int heading = screen_row_of(screen, "Last met");
    assert_int_equal(screen_column_of(screen, row, "\ub300\ud55c"),
                     screen_column_of(screen, other, "New Zealand"));
    assert_int_equal(screen_column_of(screen, heading, "Partner"),
                     screen_column_of(screen, row, "\ub300\ud55c"));
    assert_int_equal(screen_cell(screen, row, screen_column_of(screen, row, "\ub300\ud55c")).width, 2);
}

static void korean_name__is_typed_saved_and_found(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, "i");
    screen_expect_line(screen, 0, "People");
    screen_type(screen, "n");
    screen_expect_line(screen, 0, "New ");
    program_go_to_field(screen, "Family name");
    screen_text(screen, "\uae40\ub098\ub77c");
    screen_type(screen, "<F2>");
    program_expect_message(screen, "Entered: VTR-");
    screen_type(screen, "<Esc> /");
    screen_expect(screen, "Find:");
    screen_text(screen, "\ub098\ub77c");
    screen_type(screen, "<Enter>");
    screen_expect_cursor_on(screen, "\uae40\ub098\ub77c");
    screen_expect_line(screen, 0, "1 of");
}

static void pasted_newlines__do_not_press_enter__in_a_field(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, "p");
    screen_expect_cursor_on(screen, "Australia");
    screen_type(screen, "n");
    screen_expect_line(screen, 0, "New partner");
    screen_settle(screen);
    screen_paste(screen, "First\nSecond\r\nThird\033[A q u");
    screen_expect_cursor_on(screen, "First Second Third");
    screen_expect_line(screen, 0, "New partner");
}

static void pasted_text__is_no_command__in_a_list(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    g_autofree char *before = program_sql(*state, "SELECT count(*) FROM partner");

    screen_type(screen, "p");
    screen_expect_cursor_on(screen, "Australia");
    screen_settle(screen);
    screen_paste(screen, "dy\n:quit\n");
    screen_settle(screen);
    screen_assert(screen, "Partners");
    screen_assert_not(screen, "Delete");
    g_autofree char *after = program_sql(*state, "SELECT count(*) FROM partner");
    assert_string_equal(before, after);
}

static void long_paste__is_taken__without_blocking(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    g_autofree char *text = g_strnfill(50000, 'w');

    screen_type(screen, "p");
    screen_expect_cursor_on(screen, "Australia");
    screen_type(screen, "n");
    screen_expect_line(screen, 0, "New partner");
    screen_settle(screen);
    screen_paste(screen, text);
    screen_expect(screen, "wwwwwwww");
    screen_type(screen, "<Ctrl-u>");
    screen_text(screen, "Ruritania");
    screen_expect_cursor_on(screen, "Ruritania");
}

static void close_to_all(const Fixture *office)
{
    g_autofree char *file = program_file(office);
    chmod(file, 0444);
    chmod(fixture_folder(office), 0555);
}

/* Root may write everywhere: then the program is run as nobody, for whom the folder is closed. */
static int run_as_nobody(void *data)
{
    char **arguments = data;
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
        return 99;
    execv(arguments[0], arguments);
    return 98;
}

static void read_only_file__is_shown__and_every_writing_key_says_why(void **state)
{
    const Fixture *office = *state;
    g_autofree char *file = program_file(office);
    char *arguments[] = {(char *)TEST_PROGRAM, (char *)"--file", file, NULL};
    close_to_all(office);
    g_autoptr(Screen) screen = screen_start(
        &(ScreenOptions){.home = fixture_folder(office), .run = run_as_nobody, .data = arguments});

    screen_expect(screen, "Home");
    screen_type(screen, "p");
    screen_expect_cursor_on(screen, "Australia");
    static const char *const writing[] = {"n", "u", "d", "<Ctrl-r>"};
    for (guint i = 0; i < G_N_ELEMENTS(writing); i++) {
        screen_type(screen, "j");
        screen_expect_gone(screen, "Reading only");
        screen_type(screen, writing[i]);
        screen_expect(screen, "Reading only");
    }
    screen_assert_not(screen, "New partner");
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, "PTN-");
    screen_assert(screen, "e edit");
    screen_type(screen, "e");
    screen_expect(screen, "Reading only");
    chmod(fixture_folder(office), 0755);
}

static void interrupt_key__does_not_end__the_program(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, "<Ctrl-c>");
    screen_settle(screen);
    screen_type(screen, "p");
    screen_expect_line(screen, 0, "Partners");
}

static void closed_line__ends_the_program__without_spinning(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_hangup(screen);
    screen_expect_exit(screen, 0);
}

/* As under nohup: the signal does not come, only the end of the line. */
static int run_with_hangup_ignored(void *data)
{
    char **arguments = data;
    signal(SIGHUP, SIG_IGN);
    execv(arguments[0], arguments);
    return 98;
}

static void closed_line__ends_the_program__even_when_the_signal_is_ignored(void **state)
{
    g_autofree char *file = program_file(*state);
    char *arguments[] = {(char *)TEST_PROGRAM, (char *)"--file", file, NULL};
    g_autoptr(Screen) screen = screen_start(
        &(ScreenOptions){.home = fixture_folder(*state), .run = run_with_hangup_ignored, .data = arguments});

    screen_expect(screen, "Home");
    screen_settle(screen);
    screen_hangup(screen);
    screen_expect_exit(screen, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, program_setup, program_teardown)
    const struct CMUnitTest tests[] = {
        TEST(name_with_control_characters__does_not_reach__the_terminal),
        TEST(korean_names__stand_in_their_columns__and_are_found_by_a_part),
        TEST(korean_name__is_typed_saved_and_found),
        TEST(pasted_newlines__do_not_press_enter__in_a_field),
        TEST(pasted_text__is_no_command__in_a_list),
        TEST(long_paste__is_taken__without_blocking),
        TEST(read_only_file__is_shown__and_every_writing_key_says_why),
        TEST(interrupt_key__does_not_end__the_program),
        TEST(closed_line__ends_the_program__without_spinning),
        TEST(closed_line__ends_the_program__even_when_the_signal_is_ignored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
