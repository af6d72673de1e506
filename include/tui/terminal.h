/*
 * The terminal: the only module that calls ncurses. Draws text by role, reads events. All text is cleaned on
 * its way out.
 */
#ifndef ENTENTE_TUI_TERMINAL_H
#define ENTENTE_TUI_TERMINAL_H

#include "base/text.h"
#include "tui/keymap.h"
#include "tui/theme.h"

typedef struct Terminal Terminal;

typedef struct {
    int y, x, height, width;
} Rect;

typedef struct {
    const Theme *theme; /* copied */
    bool ascii;         /* lines and marks from ASCII only, whatever the locale */
    bool clipboard;     /* OSC 52 may be written */
} TerminalOptions;

/* Takes the terminal over: alternate screen, bracketed paste, no echo, no signals lost. ERROR_SYSTEM when
 * stdin or stdout is no terminal or its type is unknown. Monochrome where NO_COLOR is set or the terminal has
 * no colour. Only one at a time. The caller has called setlocale. */
Terminal *terminal_open(const TerminalOptions *options, GError **error);
/* Gives it back as it was. Safe after the line is gone. */
void terminal_close(Terminal *terminal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Terminal, terminal_close)

/* Esc and a letter that come together (Alt-letter, or both typed fast on a slow line) are one key only where
 * that keymap binds Alt-letter somewhere; else two. Borrowed. Without it they are always one. */
void terminal_alt_keys(Terminal *terminal, const Keymap *keymap);

typedef enum {
    EVENT_KEY,
    EVENT_PASTE, /* text pasted in brackets; never contains a key */
    EVENT_RESIZE,
    EVENT_TICK,   /* the time asked for has passed without a key */
    EVENT_CLOSED, /* the line is gone, or SIGHUP/SIGTERM came: save the draft and leave */
} EventKind;

typedef struct {
    EventKind kind;
    Key key;
    const char
        *text; /* paste: valid UTF-8 with newlines kept, otherwise cleaned; valid until the next wait */
} Event;

/* Shows what was drawn, then waits for the next event at most `milliseconds` (-1: for ever). When keys are
 * already waiting, what was drawn is not shown until the last of them has been read (type-ahead paints once).
 */
void terminal_wait(Terminal *terminal, int milliseconds, Event *event);
/* True when a key is waiting; nothing is read. For giving up slow queries. */
bool terminal_pending(Terminal *terminal);
/* Puts what was drawn on the screen now (progress of long work). */
void terminal_show(Terminal *terminal);
/* Paints everything anew (Ctrl-L: another program wrote over the screen). */
void terminal_repaint(Terminal *terminal);

int terminal_rows(const Terminal *terminal);
int terminal_columns(const Terminal *terminal);
bool terminal_has_colour(const Terminal *terminal);

/* Empties the picture (not the screen: only differences are ever sent) and takes the cursor away. */
void terminal_begin(Terminal *terminal);
/* Writes `text` cleaned into exactly `columns` columns: cut with an ellipsis, or padded. Clipped at the
 * window's edges. */
void terminal_text(Terminal *terminal, int y, int x, int columns, Role role, const char *text);
void terminal_text_right(Terminal *terminal, int y, int x, int columns, Role role, const char *text);
/* Writes as many columns as the text has, at most `columns`; returns how many. For runs of several roles on
 * one line. */
int terminal_run(Terminal *terminal, int y, int x, int columns, Role role, const char *text);
void terminal_fill(Terminal *terminal, Rect area, Role role);
void terminal_rule(Terminal *terminal, int y, int x, int columns);
void terminal_column_rule(Terminal *terminal, int y, int x, int rows);
/* A box with a title in its upper rule; its inside is emptied. */
void terminal_box(Terminal *terminal, Rect area, const char *title);
/* Places the hardware cursor: the focus. Without it in a frame the cursor stands at the end of line 1. */
void terminal_cursor(Terminal *terminal, int y, int x);
/* True when that was done in this frame. */
bool terminal_cursor_placed(const Terminal *terminal);
/* How many lines the picture that was shown last painted anew: those that say the same are left alone. */
guint terminal_lines_painted(const Terminal *terminal);

/*       constant          Unicode       ASCII */
#define GLYPHS(X)                                                                                            \
    X(GLYPH_LATE, "!", "!")                                                                                  \
    X(GLYPH_SOON, "\u25b2", "^")                                                                             \
    X(GLYPH_OPEN, "\u00b7", ".")                                                                             \
    X(GLYPH_DONE, "\u2713", "+")                                                                             \
    X(GLYPH_CHOICE, "\u25be", "v")                                                                           \
    X(GLYPH_LINK, "\u25b8", ">")                                                                             \
    X(GLYPH_PATH, "\u203a", ">")                                                                             \
    X(GLYPH_ELLIPSIS, "\u2026", "~")                                                                         \
    X(GLYPH_MARK, "\u25cf", "*")                                                                             \
    X(GLYPH_UP, "\u25b4", "^")                                                                               \
    X(GLYPH_DOWN, "\u25be", "v")                                                                             \
    X(GLYPH_MASK, "\u2022", "*")                                                                             \
    X(GLYPH_BAR_FULL, "\u2588", "#")                                                                         \
    X(GLYPH_BAR_EMPTY, "\u2591", ".")                                                                        \
    X(GLYPH_SPAN_PAST, "\u2501", "=")                                                                        \
    X(GLYPH_SPAN_AHEAD, "\u2500", "-")                                                                       \
    X(GLYPH_TODAY, "\u2502", "|")                                                                            \
    X(GLYPH_SPAN_TODAY, "\u253f", "+")                                                                       \
    X(GLYPH_BRANCH, "\u251c", "|")                                                                           \
    X(GLYPH_LAST_BRANCH, "\u2514", "`")                                                                      \
    X(GLYPH_TRUNK, "\u2502", "|")

typedef enum {
#define X(constant, unicode, ascii) constant,
    GLYPHS(X)
#undef X
        GLYPH_COUNT
} Glyph;

/* The sign in what the terminal can show. */
const char *terminal_glyph(const Terminal *terminal, Glyph glyph);

/* Sends text to the clipboard by OSC 52 (at most 74,994 bytes of base64). False when that is switched off. */
bool terminal_copy(Terminal *terminal, const char *text);

#endif
