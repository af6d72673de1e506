/* Cells of a list that are looked at rather than read: bars and stretches of time. */
#ifndef ENTENTE_APP_PICTURE_H
#define ENTENTE_APP_PICTURE_H

#include "base/row.h"
#include "screen/screen.h"
#include "tui/terminal.h"

/* What a cell of style "bar", "span" or "tree" shows, in the signs of the terminal; NULL for any other cell
 * and for one without a value. (transfer full) */
char *picture_cell(const Terminal *terminal, const ScreenDef *screen, const Row *row, guint column,
                   const char *today);

/* A bar of `width` columns with the number behind it: "█████░░░░░  52%". Beyond 100 the bar is full and the
 * number says how far. (transfer full) */
char *picture_bar(const Terminal *terminal, gint64 percent, int width);

/*
 * The days from `from` to `to` on a line of `width` columns, each a month, on which today stands a third from
 * the left: "━━━━┿───────". Days beyond the line are cut at its edges. `from` or `to` NULL: open at that end.
 * (transfer full)
 */
char *picture_span(const Terminal *terminal, const char *from, const char *to, const char *today, int width);

/* A text on its branch: "│ └ Title". `branches` as ColumnDef.to of LISTING_TREE has it; the first twelve
 * steps are drawn. (transfer full) */
char *picture_branch(const Terminal *terminal, const char *text, const char *branches);

#endif
