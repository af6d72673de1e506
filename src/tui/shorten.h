/*
 * Attributes in as few bytes as they can be said. ncurses says all of them anew at each change, and before
 * the cursor moves: "\033(B\033[0;7m" where "\033[7m" begins a bar. Private to the terminal.
 */
#ifndef ENTENTE_TUI_SHORTEN_H
#define ENTENTE_TUI_SHORTEN_H

#include <glib.h>
#include <stdbool.h>

typedef struct {
    bool bold, dim, underline, reverse;
    int foreground, background; /* 30 to 37, 90 to 97 as in the sequence (40, 100 for the background); 256 + n
                                   for a colour of the palette; 0 is the terminal's own */
} ShownAttributes;

/* What the terminal shows letters in. All zero at first: it begins with plain ones. */
typedef struct {
    ShownAttributes now, wanted;
    bool scrolls; /* the terminal scrolls its region by "Esc [ S" wherever the cursor is: the caller's to say
                   */
    bool knows_own; /* 39 and 49 bring its own colours back: ncurses has used them */
} Shortener;

/* Whether a terminal with that sequence for ending all attributes (NULL: it has none) takes those of ECMA-48,
 * and takes them without a pause. */
bool shorten_fits(const char *end_of_attributes);

/* Appends the bytes of a picture of `rows` rows to `out` so that they show the same. What was switched on is
 * switched off at the end, where the bytes do. */
void shorten(Shortener *self, int rows, const char *bytes, gsize count, GString *out);

#endif
