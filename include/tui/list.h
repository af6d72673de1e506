/*
 * The list: one engine for every list in the program. It is given rows through ListSource and never knows
 * where they come from or how many there are.
 */
#ifndef ENTENTE_TUI_LIST_H
#define ENTENTE_TUI_LIST_H

#include "base/row.h"
#include "tui/layout.h"
#include "tui/terminal.h"

typedef struct {
    gpointer self;
    /* Rows after (before) `from` as in store/window.h. May fail with ERROR_INTERRUPTED: the list then keeps
     * what it has and asks again when no key waits. */
    bool (*read)(gpointer self, const Row *from, bool backward, bool inclusive, guint limit, GPtrArray *rows,
                 GError **error);
    /* The row with that id and its place, or NULL. (transfer full) May be NULL. */
    Row *(*find)(gpointer self, gint64 id, GError **error);
    /* Number of rows, or -1 when interrupted; `*more`: there are more, which nobody counts. Asked only when
     * no key waits. May be NULL. */
    gint64 (*count)(gpointer self, bool *more, GError **error);
    /* Text and role of one cell; asked once for each row that was read. (transfer full) */
    char *(*cell)(gpointer self, const Row *row, guint column, Role *role);
} ListSource;

typedef struct {
    const char *title;
    LayoutColumn layout;
    bool right;
} ListColumn;

typedef struct ListView ListView;

/* Both `source` and `columns` are copied (their texts stay the caller's). `empty` is shown when there are no
 * rows. (transfer full) */
ListView *list_new(const ListSource *source, const ListColumn *columns, guint count, const char *empty);
/* Says anew why there are no rows; copied. */
void list_set_empty(ListView *list, const char *empty);
void list_free(ListView *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ListView, list_free)

/* Draws heading and rows into the area and sets the cursor on the current row when `focused`. Reads rows as
 * needed (one window). Column `sorted` gets a sign in its heading (-1: none). */
void list_draw(ListView *list, Terminal *terminal, Rect area, bool focused, int sorted, bool descending);

/* Moves, marks. True when the action was the list's own. */
bool list_handle(ListView *list, Action action);

/* Reads again after the data or the criteria changed. Stays on the same record where it still is,
 * else near its place; with `to_first` goes to the first row. */
void list_reload(ListView *list, bool to_first);
/* The same rows in another order: read again around the current one; how many there are stays known. */
void list_reorder(ListView *list);
/* Goes to that record when the source has it. */
bool list_go_to(ListView *list, gint64 id);
/* Puts this row on top of the window and makes it current (jump to a date, first match). */
void list_go_to_row(ListView *list, const Row *row);

/* Rows of the screen, for moving before anything was drawn; list_draw sets it. */
void list_set_height(ListView *list, int height);

/* The current row as it is after all that was asked for; NULL when there are no rows. Valid until the next
 * call. */
const Row *list_current(const ListView *list);
/* True while what is shown is not yet what was asked for (interrupted). The caller waits with a short tick
 * and draws again. */
bool list_unfinished(const ListView *list);
/* Count when it is known, else -1; asks the source at most once after each reload, only from list_idle. */
gint64 list_count(const ListView *list);
/* Whether the source has more rows than list_count says. */
bool list_count_more(const ListView *list);
/* Which row the current one is, from 1; 0 while that is not known without reading the rows above it. */
gint64 list_position(const ListView *list);
/* Work for when no key waits: finishes an interrupted read, counts. True when something new is to be shown.
 */
bool list_idle(ListView *list);
/* The last failure of the source, or NULL. */
const char *list_problem(const ListView *list);

/* Marks, by id. They stay through reloads until they are cleared. Each is told once, in no order. */
guint list_mark_count(const ListView *list);
bool list_is_marked(const ListView *list, gint64 id);
void list_marks_each(const ListView *list, void (*each)(gint64 id, gpointer data), gpointer data);
void list_marks_clear(ListView *list);

#endif
