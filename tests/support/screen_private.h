/* What the parts of the screen harness share. */
#ifndef ENTENTE_TESTS_SUPPORT_SCREEN_PRIVATE_H
#define ENTENTE_TESTS_SUPPORT_SCREEN_PRIVATE_H

#include <vterm.h>

#include "support/screen.h"

struct Screen {
    int master; /* -1 after a hangup */
    pid_t pid;
    bool ended;
    int status; /* of waitpid, once ended */
    bool cursor_shown, alternate;
    VTerm *terminal;
    VTermScreen *cells;
    GString *written;                    /* all of it */
    gsize mark;                          /* what screen_bytes counts from */
    gint64 marked_at, first_at, last_at; /* microseconds; 0 while no byte came since the mark */
    char *term;
    char *home;
    bool own_home;
};

/* Every open screen: all are read while one is waited for, and a failed test's are ended in the teardown.
 * NULL when there is none. */
extern GPtrArray *screen_open_ones;

/* Reads every open screen for at most that long; true when `screen` wrote something. */
bool screen_pump(Screen *screen, int milliseconds);
/* Looks whether the program has ended; `how` as for waitpid. */
bool screen_reap(Screen *screen, int how);

/* The bytes that a terminal of that type sends for a named key, into `bytes` of `size`: false when it has no
 * such key. */
bool screen_key_bytes(const char *term, const char *name, char *bytes, unsigned size);

/* The row's text from a column on, blanks at its end kept. (transfer full) */
GString *screen_row_text(Screen *screen, int row, int column);

#endif
