/* A screen's list as rows: what the list view, `entente list` and every export share. */
#ifndef ENTENTE_SCREEN_LISTING_H
#define ENTENTE_SCREEN_LISTING_H

#include "base/settings.h"
#include "screen/criteria.h"
#include "screen/sheet.h"
#include "store/window.h"

/* A window over the screen's source in the screen's order, reading its columns (cells in the order of
 * screen->columns, then the currency columns that money columns name, see listing_currency, and the ends of
 * spans). (transfer full)
 */
Window *listing_window(const ScreenDef *screen, Store *store, const Criteria *criteria, GError **error);
/* While a quick filter with a view of its own is on (QuickDef.along), such a window is read along that view,
 * and the filter's criterion need not be asked; NULL, or one without, takes it off. */
bool listing_go_along(const ScreenDef *screen, Window *window, const QuickDef *quick, GError **error);
/* The currency of a money cell in such a row, or NULL. */
const char *listing_currency(const ScreenDef *screen, const Row *row, guint column);
/* What the list shows in a cell of such a row. `today` ISO. (transfer full) */
char *listing_cell(const ScreenDef *screen, const Row *row, guint column, const char *today);
/* ColumnDef.style of a column that holds moments as the journal writes them; they are shown in local time. */
#define LISTING_MOMENT "moment"
/* Of a column that holds whole percents, drawn as a bar; and of one that holds a first day, drawn with the
 * last day (ColumnDef.to) as a stretch of time around today. As text and in exports the values stand. */
#define LISTING_BAR  "bar"
#define LISTING_SPAN "span"
/* Of a text that hangs on others, drawn with its branch. ColumnDef.to has a sign for each step from the root
 * down ("" for a root): LISTING_TREE_MORE where more hangs on that branch below, any other where it is last.
 */
#define LISTING_TREE      "tree"
#define LISTING_TREE_MORE '+'
/* What ColumnDef.to says of such a cell: the last day of a span, the branches in a tree; or NULL. */
const char *listing_more(const ScreenDef *screen, const Row *row, guint column);
/* True when such a row is of a record that has ended (the source's column `ended`): its deadlines press
 * nobody. */
bool listing_ended(const ScreenDef *screen, const Row *row);

/*
 * Writes the list: all rows that the window gives, at most `limit` (0: all), one window of rows in memory at
 * a time. CSV and JSON hold stored values (ISO dates, plain amounts, codes) under field names, money followed
 * by its currency; text is for reading, fitted to `columns` (0: nothing is cut, and the columns are as wide
 * as the first rows ask for). Columns whose form field is sensitive are left out. `*rows` (may be NULL) gets
 * the number of rows written.
 */
bool listing_export(const ScreenDef *screen, Store *store, Window *window, ExportFormat format, guint limit,
                    int columns, SheetWrite write, gpointer data, guint64 *rows, GError **error);

#endif
