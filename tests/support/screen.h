/*
 * A real terminal in a test: a program runs in a pty, what it writes is read by libvterm, keys are typed as
 * that terminal would send them, and the test looks at the cells as an officer would.
 *
 * Nothing here waits for a time: every screen_expect... waits for a condition, and gives up after
 * SCREEN_PATIENCE seconds with a picture of the whole screen. Several screens may be open at once; while one
 * is waited for, the others' output is read too, so that none of them blocks.
 */
#ifndef ENTENTE_TESTS_SUPPORT_SCREEN_H
#define ENTENTE_TESTS_SUPPORT_SCREEN_H

#include <glib.h>
#include <stdbool.h>

#define SCREEN_PATIENCE 20

typedef struct Screen Screen;

typedef struct {
    int rows, columns;              /* 0: 24 and 80 */
    const char *term;               /* TERM; NULL: xterm-256color */
    const char *const *arguments;   /* program and its arguments, NULL at the end */
    const char *const *environment; /* NAME=value beside the clean ones, NULL at the end; may be NULL */
    const char *home; /* HOME, with XDG folders below; NULL: a new folder that goes with the screen */
    int (*run)(
        void *data); /* instead of `arguments`: called in the child; what it returns is the exit status */
    void *data;
} ScreenOptions;

/* Starts the program. Its environment is clean: PATH, HOME, XDG_*, USER=officer, LANG=C.UTF-8, TZ=UTC, TERM.
 * (transfer full) */
Screen *screen_start(const ScreenOptions *options);
/* Ends the program (SIGKILL if need be) and frees. */
void screen_free(Screen *screen);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Screen, screen_free)
/* Frees every screen that is still open: a teardown for tests that failed half way. Always 0. */
int screen_free_all(void **state);

const char *screen_home(const Screen *screen);
int screen_rows(const Screen *screen);
int screen_columns(const Screen *screen);

/*
 * Types keys. Blanks only separate: "j j <Enter> hello <F2>". In angle brackets: Up Down Left Right Home End
 * PgUp PgDn Insert Delete Backspace Enter Tab Shift-Tab Esc Space F1..F12 Ctrl-x Alt-x lt (for <). Encoded
 * through the terminfo entry of the screen's TERM; a key that terminal lacks fails the test. After <Esc> it
 * waits until the program has taken it, so that no Alt- comes about.
 */
void screen_type(Screen *screen, const char *keys);
/* Types the text as it stands, blanks and angle brackets too. */
void screen_text(Screen *screen, const char *text);
/* Pastes in brackets (ESC[200~ ... ESC[201~) when the program asked for them, else as typed. */
void screen_paste(Screen *screen, const char *text);

/* The screen as it stands. All texts without trailing blanks. */
char *screen_line(Screen *screen, int row);          /* (transfer full) */
char *screen_all(Screen *screen);                    /* lines joined by newlines (transfer full) */
bool screen_has(Screen *screen, const char *text);   /* in one line */
int screen_row_of(Screen *screen, const char *text); /* first row that has it, or -1 */
int screen_column_of(Screen *screen, int row, const char *text); /* column of its first cell there, or -1 */
void screen_cursor(Screen *screen, int *row, int *column);
bool screen_cursor_shown(Screen *screen);
bool screen_alternate(Screen *screen); /* the program has the alternate screen */

typedef struct {
    char text[32]; /* "" for an empty cell and for the second half of a wide one */
    int width;     /* 1 or 2; 0 for the second half of a wide one */
    bool bold, underline, reverse;
    int foreground, background; /* palette index, -1 default, 0x1000000 + RGB */
} ScreenCell;
ScreenCell screen_cell(Screen *screen, int row, int column);
/* The first cell of a text that is on the screen; fails when it is not. */
ScreenCell screen_cell_of(Screen *screen, const char *text);

/* Waits for something, or fails with the screen. */
#define screen_expect(screen, text)           screen_expect_at(screen, text, __FILE__, __LINE__)
#define screen_expect_gone(screen, text)      screen_expect_gone_at(screen, text, __FILE__, __LINE__)
#define screen_expect_line(screen, row, text) screen_expect_line_at(screen, row, text, __FILE__, __LINE__)
#define screen_expect_cursor(screen, row, column)                                                            \
    screen_expect_cursor_at(screen, row, column, __FILE__, __LINE__)
#define screen_expect_cursor_on(screen, text) screen_expect_cursor_on_at(screen, text, __FILE__, __LINE__)
#define screen_expect_that(screen, test, data, what)                                                         \
    screen_expect_that_at(screen, test, data, what, __FILE__, __LINE__)
#define screen_expect_exit(screen, status) screen_expect_exit_at(screen, status, __FILE__, __LINE__)
/* Fails at once when the text is (not) there now; for use after screen_settle. */
#define screen_assert(screen, text)     screen_assert_at(screen, text, true, __FILE__, __LINE__)
#define screen_assert_not(screen, text) screen_assert_at(screen, text, false, __FILE__, __LINE__)

void screen_expect_at(Screen *screen, const char *text, const char *file, int line);
void screen_expect_gone_at(Screen *screen, const char *text, const char *file, int line);
void screen_expect_line_at(Screen *screen, int row, const char *text, const char *file, int line);
void screen_expect_cursor_at(Screen *screen, int row, int column, const char *file, int line);
/* The cursor stands in the row that has the text. */
void screen_expect_cursor_on_at(Screen *screen, const char *text, const char *file, int line);
void screen_expect_that_at(Screen *screen, bool (*test)(Screen *screen, void *data), void *data,
                           const char *what, const char *file, int line);
void screen_expect_exit_at(Screen *screen, int status, const char *file, int line);
void screen_assert_at(Screen *screen, const char *text, bool there, const char *file, int line);

/*
 * Waits until the program has read all that was typed, sleeps, and has been silent for a moment longer than
 * the time in which a terminal tells Esc from a longer key. For saying that something did NOT happen; else
 * prefer screen_expect.
 */
void screen_settle(Screen *screen);

void screen_resize(Screen *screen, int rows, int columns);
void screen_hangup(Screen *screen); /* the line drops: the terminal's side is closed */
void screen_kill(Screen *screen, int signal);
int screen_exit_status(Screen *screen); /* waits for the end: exit status, or 128 + signal */
int screen_pid(const Screen *screen);

/* What the program wrote, byte for byte, since the last mark (or the start). */
void screen_mark(Screen *screen);
gsize screen_bytes(Screen *screen);
/* Microseconds from the last mark to the first and to the last byte that came since; -1 while none came. */
gint64 screen_first_byte(Screen *screen);
gint64 screen_last_byte(Screen *screen);
const char *screen_written(Screen *screen); /* NUL-terminated; until the next call of anything */

/* Writes the cells as an SVG picture. False, with a message on stderr, when the file cannot be written. */
bool screen_dump_svg(Screen *screen, const char *path);

#endif
