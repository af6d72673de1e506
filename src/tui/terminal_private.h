/* What the parts of the terminal share: taking it over and waiting (terminal.c), its entry in terminfo
 * (terminfo.c), drawing (draw.c). */
#ifndef ENTENTE_TUI_TERMINAL_PRIVATE_H
#define ENTENTE_TUI_TERMINAL_PRIVATE_H

#include <ncurses.h>
#include <signal.h>

#include "tui/input.h"
#include "tui/terminal.h"

struct Terminal {
    SCREEN *screen;
    int frame; /* file in memory that ncurses writes one picture's bytes to; -1: there is none */
    int line;  /* where they go */
    Theme theme;
    attr_t attributes[ROLE_COUNT];
    bool colour;
    bool ascii_lines; /* rules from - and | */
    bool ascii_signs; /* marks from ASCII */
    bool unicode;     /* the locale can say everything; else what it cannot say is shown as ? */
    bool paste;       /* pastes come in brackets */
    bool clipboard;
    bool cursor_set;
    int cursor_y, cursor_x;
    int rows, columns;
    Input *input;
    gint64 last_byte; /* monotonic time at which the last byte came, for telling Esc from a longer key */
    bool resized;
    bool closed;
    sigset_t mask_before;
    sigset_t mask_waiting; /* lets in the signals that are held back otherwise */
};

/* Attributes of every role, as far as this terminal can show them (draw.c). */
void terminal_prepare_roles(Terminal *terminal);

/* What terminfo says (terminfo.c). */
const char *terminal_type(void); /* TERM, or "" */
bool terminal_check_type(GError **error);
bool terminal_brackets_paste(void);
void terminal_define_keys(Input *input);

#endif
