/* The terminal as a person meets it: in a pty, read by a terminal emulator. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "unit/tui/stage.h"

#include <cmocka.h>

/* --- a program that says what came --- */

typedef struct {
    char *last;
    int events;
} Echo;

static gpointer echo_make(void)
{
    return g_new0(Echo, 1);
}

static void echo_free(gpointer self)
{
    g_free(((Echo *)self)->last);
    g_free(self);
}

static KeyContext echo_context(gpointer self)
{
    (void)self;
    return CONTEXT_EDIT;
}

static void echo_draw(gpointer self, Terminal *terminal)
{
    const Echo *echo = self;
    g_autofree char *size =
        g_strdup_printf("ready %dx%d", terminal_rows(terminal), terminal_columns(terminal));
    g_autofree char *count = g_strdup_printf("%d events", echo->events);
    terminal_text(terminal, 0, 0, 30, ROLE_TITLE, size);
    terminal_text(terminal, 1, 0, 60, ROLE_TEXT, echo->last);
    terminal_text(terminal, 2, 0, 60, ROLE_TEXT, count);
}

static char *paste_told(const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autofree char *joined = g_strjoinv("|", lines);
    return g_strdup_printf("paste %s", joined);
}

static bool echo_handle(gpointer self, Terminal *terminal, const Event *event, Action action)
{
    Echo *echo = self;
    (void)action;
    g_clear_pointer(&echo->last, g_free);
    echo->events++;
    if (event->kind == EVENT_PASTE) {
        echo->last = paste_told(event->text);
    } else if (event->kind == EVENT_RESIZE) {
        echo->last = g_strdup("resized");
    } else {
        g_autofree char *name = key_to_name(event->key);
        echo->last = g_strdup_printf("key %s.", name);
        if (event->key == 'y')
            echo->last =
                (g_free(echo->last), g_strdup(terminal_copy(terminal, "hello") ? "copied" : "not copied"));
        if (event->key == 0x0C)
            terminal_repaint(terminal);
    }
    return event->key != 'q';
}

static const Stage echo = {echo_make, echo_context, echo_draw, echo_handle, echo_free, false, NULL};

static Screen *start_echo(const char *term)
{
    Screen *screen = stage_start(&echo, term, 24, 80);
    screen_expect(screen, "ready 24x80");
    return screen;
}

/* --- keys --- */

static void terminal__tells__every_key_of_a_terminal(void **state)
{
    static const char *const terms[] = {"xterm-256color", "linux",  "vt100",
                                        "xterm-mono",     "screen", "tmux-256color"};
    static const struct {
        const char *typed, *told;
    } keys[] = {
        {"j", "key j."},
        {"<Up>", "key Up."},
        {"<Down>", "key Down."},
        {"<Left>", "key Left."},
        {"<Right>", "key Right."},
        {"<Enter>", "key Enter."},
        {"<Tab>", "key Tab."},
        {"<Esc>", "key Esc."},
        {"<F1>", "key F1."},
        {"<F2>", "key F2."},
        {"<Ctrl-d>", "key Ctrl-D."},
        {"<Ctrl-c>", "key Ctrl-C."},
        {"<Ctrl-z>", "key Ctrl-Z."},
        {"<Ctrl-y>", "key Ctrl-Y."},
        {"<Ctrl-s>", "key Ctrl-S."},
        {"<Backspace>", "key Backspace."},
        {"<Space>", "key Space."},
    };
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(terms); i++) {
        g_autoptr(Screen) screen = start_echo(terms[i]);
        for (gsize k = 0; k < G_N_ELEMENTS(keys); k++) {
            screen_type(screen, keys[k].typed);
            screen_expect_line(screen, 1, keys[k].told);
        }
        screen_type(screen, "q");
        screen_expect_exit(screen, STAGE_LEFT);
    }
}

static void terminal__tells__the_keys_that_vt100_lacks(void **state)
{
    static const char *const terms[] = {"xterm-256color", "linux"};
    static const char *const keys[] = {"Home", "End", "PgUp", "PgDn", "Insert", "Delete", "F12"};
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(terms); i++) {
        g_autoptr(Screen) screen = start_echo(terms[i]);
        for (gsize k = 0; k < G_N_ELEMENTS(keys); k++) {
            g_autofree char *typed = g_strdup_printf("<%s>", keys[k]);
            g_autofree char *told = g_strdup_printf("key %s.", keys[k]);
            screen_type(screen, typed);
            screen_expect_line(screen, 1, told);
        }
    }
}

static void terminal__tells__letters_of_all_scripts_and_modified_keys(void **state)
{
    static const char *const keys[][2] = {{"\u00e9", "key \u00e9."},
                                          {"\uae40", "key \uae40."},
                                          {"\033[1;5C", "key Ctrl-Right."},
                                          {"\033[1;5D", "key Ctrl-Left."},
                                          {"\033[Z", "key Shift-Tab."}};
    g_autoptr(Screen) screen = start_echo("xterm-256color");
    (void)state;
    for (gsize k = 0; k < G_N_ELEMENTS(keys); k++) {
        screen_text(screen, keys[k][0]);
        screen_expect_line(screen, 1, keys[k][1]);
    }
}

static void terminal__takes_Esc_and_a_letter_for_two_keys__when_they_come_together(void **state)
{
    g_autoptr(Screen) screen = start_echo("xterm-256color");
    (void)state;
    screen_text(screen, "\033j");
    screen_expect(screen, "key j.");
    screen_expect(screen, "2 events");
}

/* --- pastes --- */

static void paste__is_one_event__with_its_lines(void **state)
{
    g_autoptr(Screen) screen = start_echo("xterm-256color");
    (void)state;
    screen_paste(screen, "one\ntwo\tthree\nq\033[A");
    screen_expect(screen, "paste one|two three|q\uFFFD[A");
    screen_expect(screen, "1 events");
}

static void paste__is_asked_for__only_of_terminals_that_know_it_and_switched_off_at_the_end(void **state)
{
    static const struct {
        const char *term;
        bool asked;
    } cases[] = {
        {"xterm-256color", true}, {"xterm-mono", true}, {"screen", true}, {"vt100", false}, {"linux", false}};
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Screen) screen = start_echo(cases[i].term);
        assert_int_equal(strstr(screen_written(screen), "\033[?2004h") != NULL, cases[i].asked);
        screen_type(screen, "q");
        screen_expect_exit(screen, STAGE_LEFT);
        assert_int_equal(strstr(screen_written(screen), "\033[?2004l") != NULL, cases[i].asked);
    }
}

/* --- size, signals, the end of the line --- */

static void terminal__tells_its_new_size__at_any_moment(void **state)
{
    static const int sizes[][2] = {{10, 40}, {5, 20}, {50, 200}, {1, 1}, {24, 80}};
    g_autoptr(Screen) screen = start_echo("xterm-256color");
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
        g_autofree char *told = g_strdup_printf("ready %dx%d", sizes[i][0], sizes[i][1]);
        screen_resize(screen, sizes[i][0], sizes[i][1]);
        if (sizes[i][1] > 1)
            screen_expect(screen, told);
    }
    screen_expect(screen, "resized");
}

static void terminal__believes_the_line_and_not_the_environment__about_its_size(void **state)
{
    const char *const environment[] = {"LINES=30", "COLUMNS=100", NULL};
    g_autoptr(Screen) screen =
        screen_start(&(ScreenOptions){.environment = environment, .run = stage_run, .data = (void *)&echo});
    (void)state;
    screen_expect(screen, "ready 24x80");
}

static void terminal__says_that_it_is_closed__when_the_line_drops(void **state)
{
    g_autoptr(Screen) screen = start_echo("xterm-256color");
    (void)state;
    screen_type(screen, "j");
    screen_expect(screen, "key j.");
    screen_hangup(screen);
    screen_expect_exit(screen, STAGE_CLOSED);
}

static void terminal__says_that_it_is_closed_and_gives_the_screen_back__at_a_signal(void **state)
{
    static const int signals[] = {SIGTERM, SIGHUP, SIGQUIT};
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(signals); i++) {
        g_autoptr(Screen) screen = start_echo("xterm-256color");
        assert_true(screen_alternate(screen));
        screen_kill(screen, signals[i]);
        screen_expect_exit(screen, STAGE_CLOSED);
        assert_false(screen_alternate(screen));
        assert_true(screen_cursor_shown(screen));
    }
}

static void terminal__goes_on__at_an_interrupt_and_when_it_was_stopped(void **state)
{
    g_autoptr(Screen) screen = start_echo("xterm-256color");
    (void)state;
    screen_kill(screen, SIGINT);
    screen_kill(screen, SIGSTOP);
    screen_kill(screen, SIGCONT);
    screen_type(screen, "j");
    screen_expect(screen, "key j.");
}

static void terminal_open__says_what_to_do__where_the_terminal_cannot_be_used(void **state)
{
    static const char *const terms[][2] = {{"nobody-knows-it", "is not known here: set TERM"},
                                           {"dumb", "cannot place a cursor: set TERM"}};
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(terms); i++) {
        g_autofree char *term = g_strconcat("TERM=", terms[i][0], NULL);
        const char *const environment[] = {term, NULL};
        g_autoptr(Screen) screen = screen_start(&(ScreenOptions){
            .columns = 160, .environment = environment, .run = stage_run, .data = (void *)&echo});
        screen_expect(screen, terms[i][1]);
        screen_expect_exit(screen, STAGE_FAILED);
    }
}

static void terminal_open__fails__without_a_terminal(void **state)
{
    g_autoptr(GError) error = NULL;
    (void)state;
    if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
        skip();
    assert_null(terminal_open(&(TerminalOptions){0}, &error));
    assert_true(error_is(error, ERROR_SYSTEM));
    assert_non_null(strstr(error->message, "entente agenda"));
}

/* --- what is sent --- */

static void terminal__paints_once__for_keys_that_were_typed_ahead(void **state)
{
    g_autoptr(Screen) screen = start_echo("xterm-256color");
    g_autofree char *keys = g_strnfill(500, 'j');
    (void)state;
    screen_type(screen, "j");
    screen_expect(screen, "1 events");
    screen_mark(screen);
    screen_text(screen, keys);
    screen_expect(screen, "501 events");
    assert_true(screen_bytes(screen) < 500); /* a paint each would be 10,000 */
}

static void terminal__sends_differences_only__and_all_of_it_when_asked_to_repaint(void **state)
{
    g_autoptr(Screen) screen = start_echo("xterm-256color");
    (void)state;
    screen_type(screen, "j");
    screen_expect(screen, "1 events");
    screen_mark(screen);
    screen_type(screen, "k");
    screen_expect(screen, "key k.");
    screen_settle(screen);
    assert_true(screen_bytes(screen) < 60);
    screen_mark(screen);
    screen_type(screen, "<Ctrl-l>");
    screen_expect(screen, "key Ctrl-L.");
    screen_settle(screen);
    assert_non_null(strstr(screen_written(screen), "ready 24x80"));
}

static void terminal_copy__writes_to_the_clipboard__of_terminals_that_may_have_one(void **state)
{
    (void)state;
    g_autoptr(Screen) screen = start_echo("xterm-256color");
    screen_type(screen, "y");
    screen_expect(screen, "copied");
    assert_non_null(strstr(screen_written(screen), "\033]52;c;aGVsbG8=\a"));

    g_autoptr(Screen) old = start_echo("vt100");
    screen_type(old, "y");
    screen_expect(old, "not copied");
    assert_null(strstr(screen_written(old), "]52;"));
}

/* --- drawing --- */

static gpointer picture_make(void)
{
    return g_new0(int, 1);
}

static void picture_draw(gpointer self, Terminal *terminal)
{
    (void)self;
    terminal_text(terminal, 0, 0, 10, ROLE_DANGER, "late");
    terminal_text(terminal, 1, 0, 10, ROLE_FOCUS, "focus");
    terminal_text(terminal, 2, 0, 20, ROLE_TEXT, "\uae40\ubbfc\uc900 e\u0301 \u0623\u062d");
    terminal_text(terminal, 3, 0, 8, ROLE_TEXT, "screening trial");
    terminal_text_right(terminal, 4, 0, 12, ROLE_TEXT, "850,000.00");
    terminal_text(terminal, 5, 0, 20, ROLE_TEXT, "evil\033[2J\u202etxt");
    terminal_text(terminal, 6, 35, 20, ROLE_TEXT,
                  "abcd\uae40\uae40"); /* the last column has no room for a half */
    terminal_text(terminal, 7, 30, 20, ROLE_TEXT, "Stra\u00dfe\U0001f600x");
    terminal_rule(terminal, 8, 0, 40);
    terminal_box(terminal, (Rect){9, 2, 4, 20}, "Move");
    const int width = terminal_run(terminal, 13, 0, 40, ROLE_TEXT, "abc");
    terminal_run(terminal, 13, width, 3, ROLE_TEXT, "defgh");
    terminal_text(terminal, 13, -2, 10, ROLE_TEXT, "outside");
    terminal_text(terminal, 99, 0, 10, ROLE_TEXT, "outside");
    terminal_text(terminal, 14, 39, 10, ROLE_TEXT, "Z");
    terminal_text(terminal, 14, 0, 10, ROLE_TEXT, terminal_glyph(terminal, GLYPH_DONE));
    terminal_text(terminal, 15, 0, 10, ROLE_TEXT, terminal_has_colour(terminal) ? "colour" : "no colour");
}

static bool picture_handle(gpointer self, Terminal *terminal, const Event *event, Action action)
{
    (void)self;
    (void)terminal;
    (void)action;
    return event->key != 'q';
}

static const Stage picture = {picture_make, echo_context, picture_draw, picture_handle, g_free, false, NULL};

static Screen *start_picture(const char *term, const char *const *environment)
{
    Screen *screen = screen_start(&(ScreenOptions){.rows = 16,
                                                   .columns = 40,
                                                   .term = term,
                                                   .environment = environment,
                                                   .run = stage_run,
                                                   .data = (void *)&picture});
    screen_expect_line(screen, 15, "colour");
    return screen;
}

static void assert_line(Screen *screen, int row, const char *wanted)
{
    g_autofree char *line = screen_line(screen, row);
    assert_string_equal(line, wanted);
}

static void drawing__shows_text_of_all_scripts__in_its_columns(void **state)
{
    g_autoptr(Screen) screen = start_picture("xterm-256color", NULL);
    (void)state;
    assert_line(screen, 2, "\uae40\ubbfc\uc900 e\u0301 \u0623\u062d");
    assert_int_equal(screen_cell(screen, 2, 2).width, 2);
    assert_line(screen, 3, "screeni\u2026");
    assert_line(screen, 4, "  850,000.00");
}

static void drawing__cleans__what_would_command_the_terminal(void **state)
{
    g_autoptr(Screen) screen = start_picture("xterm-256color", NULL);
    (void)state;
    assert_line(screen, 5, "evil\uFFFD[2J\uFFFDtxt");
    assert_line(screen, 4, "  850,000.00");
}

static void drawing__stops_at_the_edges__and_never_shows_half_a_character(void **state)
{
    g_autoptr(Screen) screen = start_picture("xterm-256color", NULL);
    (void)state;
    assert_string_equal(screen_cell(screen, 6, 39).text, "\u2026");
    assert_line(screen, 7, "                              Stra\u00dfe\U0001f600x");
    assert_line(screen, 13, "abcde\u2026");
    assert_string_equal(screen_cell(screen, 14, 39).text, "Z");
    screen_assert_not(screen, "outside");
}

static void drawing__has_lines_and_boxes__with_a_title(void **state)
{
    g_autoptr(Screen) screen = start_picture("xterm-256color", NULL);
    (void)state;
    assert_line(screen, 8, "────────────────────────────────────────");
    assert_line(screen, 9, "  ┌ Move ────────────┐");
    assert_line(screen, 10, "  │                  │");
    assert_line(screen, 12, "  └──────────────────┘");
}

static void drawing__uses_colour_by_role__where_there_is_colour(void **state)
{
    g_autoptr(Screen) screen = start_picture("xterm-256color", NULL);
    (void)state;
    assert_line(screen, 15, "colour");
    assert_int_equal(screen_cell_of(screen, "late").foreground, 9);
    assert_true(screen_cell_of(screen, "late").bold);
    assert_true(screen_cell_of(screen, "focus").reverse);
    assert_true(screen_cell(screen, 1, 9).reverse); /* padded */
    assert_false(screen_cell(screen, 1, 10).reverse);
}

static void drawing__uses_eight_colours__where_there_are_no_more(void **state)
{
    g_autoptr(Screen) screen = start_picture("linux", NULL);
    (void)state;
    assert_true(screen_cell_of(screen, "late").bold);
    const int colour = screen_cell_of(screen, "late").foreground;
    assert_true(colour == 1 || colour == 9);
}

static void drawing__says_it_without_colour__where_there_is_none_or_it_was_refused(void **state)
{
    const char *const refused[] = {"NO_COLOR=1", NULL};
    g_autoptr(Screen) one = start_picture("xterm-256color", refused);
    g_autoptr(Screen) other = start_picture("xterm-mono", NULL);
    Screen *const screens[] = {one, other};
    (void)state;
    for (int i = 0; i < 2; i++) {
        assert_line(screens[i], 15, "no colour");
        assert_true(screen_cell_of(screens[i], "focus").reverse);
        assert_true(screen_cell_of(screens[i], "late").bold);
        assert_int_equal(screen_cell_of(screens[i], "late").foreground, -1);
    }
}

static void drawing__keeps_to_ascii_signs__on_a_vt100(void **state)
{
    g_autoptr(Screen) screen = start_picture("vt100", NULL);
    (void)state;
    assert_line(screen, 3, "screeni~");
    assert_line(screen, 8, "----------------------------------------");
    assert_line(screen, 9, "  + Move ------------+");
    assert_line(screen, 14, "+                                      Z");
}

static void drawing__shows_a_question_mark__for_what_the_locale_cannot_say(void **state)
{
    const char *const environment[] = {"LANG=C", "LC_ALL=C", NULL};
    g_autoptr(Screen) screen = start_picture("xterm-256color", environment);
    (void)state;
    assert_line(screen, 2, "? ? ?  e ??");
    assert_line(screen, 3, "screeni~");
    assert_line(screen, 7, "                              Stra?e? x");
    assert_line(screen, 8, "----------------------------------------");
}

static void cursor__stands_at_the_end_of_line_1__when_nothing_has_the_focus(void **state)
{
    g_autoptr(Screen) screen = start_picture("xterm-256color", NULL);
    (void)state;
    screen_expect_cursor(screen, 0, 39);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, screen_free_all)
    const struct CMUnitTest tests[] = {
        TEST(terminal__tells__every_key_of_a_terminal),
        TEST(terminal__tells__the_keys_that_vt100_lacks),
        TEST(terminal__tells__letters_of_all_scripts_and_modified_keys),
        TEST(terminal__takes_Esc_and_a_letter_for_two_keys__when_they_come_together),
        TEST(paste__is_one_event__with_its_lines),
        TEST(paste__is_asked_for__only_of_terminals_that_know_it_and_switched_off_at_the_end),
        TEST(terminal__tells_its_new_size__at_any_moment),
        TEST(terminal__believes_the_line_and_not_the_environment__about_its_size),
        TEST(terminal__says_that_it_is_closed__when_the_line_drops),
        TEST(terminal__says_that_it_is_closed_and_gives_the_screen_back__at_a_signal),
        TEST(terminal__goes_on__at_an_interrupt_and_when_it_was_stopped),
        TEST(terminal_open__says_what_to_do__where_the_terminal_cannot_be_used),
        TEST(terminal_open__fails__without_a_terminal),
        TEST(terminal__paints_once__for_keys_that_were_typed_ahead),
        TEST(terminal__sends_differences_only__and_all_of_it_when_asked_to_repaint),
        TEST(terminal_copy__writes_to_the_clipboard__of_terminals_that_may_have_one),
        TEST(drawing__shows_text_of_all_scripts__in_its_columns),
        TEST(drawing__cleans__what_would_command_the_terminal),
        TEST(drawing__stops_at_the_edges__and_never_shows_half_a_character),
        TEST(drawing__has_lines_and_boxes__with_a_title),
        TEST(drawing__uses_colour_by_role__where_there_is_colour),
        TEST(drawing__uses_eight_colours__where_there_are_no_more),
        TEST(drawing__says_it_without_colour__where_there_is_none_or_it_was_refused),
        TEST(drawing__keeps_to_ascii_signs__on_a_vt100),
        TEST(drawing__shows_a_question_mark__for_what_the_locale_cannot_say),
        TEST(cursor__stands_at_the_end_of_line_1__when_nothing_has_the_focus),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
