/* What the parts of the terminal share: taking it over and waiting (terminal.c), its entry in terminfo
 * (terminfo.c), drawing (draw.c), putting what was drawn into cells (paint.c). */
#ifndef ENTENTE_TUI_TERMINAL_PRIVATE_H
#define ENTENTE_TUI_TERMINAL_PRIVATE_H

#include <ncurses.h>
#include <signal.h>

#include "tui/input.h"
#include "tui/shorten.h"
#include "tui/terminal.h"

/* One thing that was drawn on a line. It has no gaps: two of them are compared as bytes. */
typedef enum { PIECE_LEFT, PIECE_RIGHT, PIECE_REPEATED } PieceHow;
typedef struct {
    gint16 x, columns;
    guint16 role, how;
    guint32 bytes; /* of the text that follows it, with its end */
} Piece;

typedef struct {
    GByteArray *drawn;   /* what the picture that is being drawn says here: pieces, each with its text */
    GByteArray *painted; /* what the cells of curses say */
    bool known;          /* false: the cells may say anything */
} TerminalLine;

struct Terminal {
    SCREEN *screen;
    int frame;     /* file in memory that ncurses writes one picture's bytes to; -1: there is none */
    int line;      /* where they go */
    bool shortens; /* this terminal takes attributes as shorten.h says them */
    Shortener shortener;
    bool whole; /* the next picture goes out as ncurses makes it: what the terminal has is not known */
    int shown_y, shown_x; /* where the cursor stands; -1: not known */
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
    TerminalLine *lines; /* one for each row */
    int line_count;
    guint lines_painted; /* for the last picture */
    Input *input;
    gint64 last_byte; /* monotonic time at which the last byte came, for telling Esc from a longer key */
    bool resized;
    bool closed;
    sigset_t mask_before;
    sigset_t mask_waiting; /* lets in the signals that are held back otherwise */
};

/* Attributes of every role, as far as this terminal can show them (paint.c). */
void terminal_prepare_roles(Terminal *terminal);
/* Puts into the cells what the lines say, where they say something else than before (paint.c). */
void terminal_paint_lines(Terminal *terminal);
/* As many lines, of which all are painted anew (paint.c). */
void terminal_resize_lines(Terminal *terminal, int count);

/* What terminfo says (terminfo.c). */
const char *terminal_type(void); /* TERM, or "" */
bool terminal_check_type(GError **error);
bool terminal_brackets_paste(void);
bool terminal_scrolls_anywhere(void);      /* "Esc [ S" scrolls its region */
bool terminal_attributes_are_common(void); /* those of ECMA-48, without pauses */
void terminal_define_keys(Input *input);

#endif
