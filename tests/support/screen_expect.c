/* Waiting for conditions, and what is printed when one does not come about. */
#include "support/screen_private.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* Longer than the 25 ms in which the program tells a lone Esc from the start of a key. */
#define QUIET_MILLISECONDS 45

/* All that was typed has been read: nothing waits on the program's side of the line. */
static bool input_taken(Screen *screen)
{
    char name[64];
    int waiting = 0;

    if (screen->master < 0 || ptsname_r(screen->master, name, sizeof name) != 0)
        return true;
    int side = open(name, O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (side < 0)
        return true;
    ioctl(side, FIONREAD, &waiting);
    close(side);
    return waiting == 0;
}

/* The program sleeps (or is stopped, or gone): it does no work of its own. */
static bool program_sleeps(Screen *screen)
{
    g_autofree char *path = g_strdup_printf("/proc/%d/stat", screen->pid);
    g_autofree char *stat = NULL;

    if (screen_reap(screen, WNOHANG) || !g_file_get_contents(path, &stat, NULL, NULL))
        return true;
    const char *state = strrchr(stat, ')');
    return state && strchr("STtZ", state[2]);
}

static void print_rule(int columns)
{
    fputs("  +", stderr);
    for (int i = 0; i < columns; i++)
        fputc('-', stderr);
    fputs("+\n", stderr);
}

static void screen_print(Screen *screen)
{
    int row, column;

    screen_cursor(screen, &row, &column);
    fprintf(stderr, "  %s, %s, cursor at row %d, column %d%s\n", screen->term,
            screen->ended ? "ended" : "running", row, column, screen->cursor_shown ? "" : " (hidden)");
    print_rule(screen_columns(screen));
    for (int i = 0; i < screen_rows(screen); i++) {
        g_autoptr(GString) text = screen_row_text(screen, i, 0);
        fprintf(stderr, "  |%s|\n", text->str);
    }
    print_rule(screen_columns(screen));
}

static void G_GNUC_PRINTF(4, 5)
    screen_fail(Screen *screen, const char *file, int line, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    fprintf(stderr, "%s:%d: %s\n", file, line, message);
    for (guint i = 0; screen_open_ones && i < screen_open_ones->len; i++)
        if (g_ptr_array_index(screen_open_ones, i) != screen) {
            fputs("  another screen:\n", stderr);
            screen_print(g_ptr_array_index(screen_open_ones, i));
        }
    screen_print(screen);
    _fail(file, line);
}

/* Reads what is left of the picture that the program is drawing at this moment: until it sleeps and nothing
 * is on the line. */
static void screen_finish_picture(Screen *screen)
{
    gint64 until = g_get_monotonic_time() + G_USEC_PER_SEC;

    while (g_get_monotonic_time() < until)
        if (!screen_pump(screen, 0) && program_sleeps(screen) && !screen_pump(screen, 0))
            return;
}

typedef bool (*ScreenTest)(Screen *screen, void *data);

/* Reads until the condition holds: false when the program has ended without it, or patience has. */
static bool screen_wait(Screen *screen, ScreenTest test, void *data)
{
    gint64 until = g_get_monotonic_time() + SCREEN_PATIENCE * G_USEC_PER_SEC;

    screen_pump(screen, 0);
    while (!test(screen, data)) {
        if (g_get_monotonic_time() > until)
            return false;
        bool ended = screen->ended;
        if (!screen_pump(screen, 20) && ended)
            return test(screen, data);
    }
    screen_finish_picture(screen);
    return true;
}

void screen_expect_that_at(Screen *screen, ScreenTest test, void *data, const char *what, const char *file,
                           int line)
{
    if (!screen_wait(screen, test, data))
        screen_fail(screen, file, line, "waited in vain: %s", what);
}

static bool has_text(Screen *screen, void *text)
{
    return screen_has(screen, text);
}

static bool lacks_text(Screen *screen, void *text)
{
    return !screen_has(screen, text);
}

void screen_expect_at(Screen *screen, const char *text, const char *file, int line)
{
    if (!screen_wait(screen, has_text, (void *)text))
        screen_fail(screen, file, line, "expected \"%s\"", text);
}

void screen_expect_gone_at(Screen *screen, const char *text, const char *file, int line)
{
    if (!screen_wait(screen, lacks_text, (void *)text))
        screen_fail(screen, file, line, "expected \"%s\" to go", text);
}

typedef struct {
    int row, column;
    const char *text;
} Place;

static bool line_has(Screen *screen, void *data)
{
    const Place *place = data;
    g_autofree char *line =
        screen_line(screen, place->row < 0 ? screen_rows(screen) + place->row : place->row);
    return strstr(line, place->text);
}

static bool cursor_is_at(Screen *screen, void *data)
{
    const Place *place = data;
    int row, column;
    screen_cursor(screen, &row, &column);
    return row == place->row && column == place->column;
}

static bool cursor_is_on(Screen *screen, void *text)
{
    int row, column;
    screen_cursor(screen, &row, &column);
    g_autofree char *line = screen_line(screen, row);
    return strstr(line, text);
}

void screen_expect_line_at(Screen *screen, int row, const char *text, const char *file, int line)
{
    Place place = {.row = row, .text = text};
    if (!screen_wait(screen, line_has, &place))
        screen_fail(screen, file, line, "expected row %d to have \"%s\"", row, text);
}

void screen_expect_cursor_at(Screen *screen, int row, int column, const char *file, int line)
{
    Place place = {.row = row, .column = column};
    if (!screen_wait(screen, cursor_is_at, &place))
        screen_fail(screen, file, line, "expected the cursor at row %d, column %d", row, column);
}

void screen_expect_cursor_on_at(Screen *screen, const char *text, const char *file, int line)
{
    if (!screen_wait(screen, cursor_is_on, (void *)text))
        screen_fail(screen, file, line, "expected the cursor in the row of \"%s\"", text);
}

void screen_assert_at(Screen *screen, const char *text, bool there, const char *file, int line)
{
    screen_pump(screen, 0);
    if (screen_has(screen, text) != there)
        screen_fail(screen, file, line, "\"%s\" %s", text,
                    there ? "is not on the screen" : "should not be on the screen");
}

static bool has_ended(Screen *screen, void *data)
{
    (void)data;
    return screen_reap(screen, WNOHANG);
}

int screen_exit_status(Screen *screen)
{
    if (!screen_wait(screen, has_ended, NULL))
        return -1;
    screen_pump(screen, 0);
    return WIFSIGNALED(screen->status) ? 128 + WTERMSIG(screen->status) : WEXITSTATUS(screen->status);
}

void screen_expect_exit_at(Screen *screen, int status, const char *file, int line)
{
    int found = screen_exit_status(screen);

    if (found == -1)
        screen_fail(screen, file, line, "expected the program to end");
    if (found != status)
        screen_fail(screen, file, line, "expected exit status %d, not %d", status, found);
}

void screen_settle(Screen *screen)
{
    gint64 until = g_get_monotonic_time() + SCREEN_PATIENCE * G_USEC_PER_SEC;
    gint64 quiet_since = g_get_monotonic_time();

    while (g_get_monotonic_time() < until) {
        if (screen_pump(screen, 5) || !input_taken(screen) || !program_sleeps(screen))
            quiet_since = g_get_monotonic_time();
        if (g_get_monotonic_time() - quiet_since > QUIET_MILLISECONDS * 1000)
            return;
    }
}
