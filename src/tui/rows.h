/*
 * The rows that a list has in hand: a stretch of the source, longer than the screen, that grows at one end
 * and is cut at the other. Private to the list.
 */
#ifndef ENTENTE_TUI_ROWS_H
#define ENTENTE_TUI_ROWS_H

#include "tui/list.h"

typedef struct {
    const ListSource *source; /* borrowed */
    GPtrArray *rows;          /* owns them */
    bool at_start;            /* the first one in hand is the source's first */
    bool at_end;
    guint reading; /* another number whenever rows went: those of before may be no more */
} Rows;

void rows_init(Rows *rows, const ListSource *source);
void rows_clear(Rows *rows);

const Row *rows_at(const Rows *rows, guint index);
/* Index of the record, or -1. */
int rows_index(const Rows *rows, gint64 id);

/* These replace all rows, or leave them as they are and fail with the source's error. */
bool rows_read_first(Rows *rows, guint limit, GError **error);
bool rows_read_last(Rows *rows, guint limit, GError **error);
/* `before` rows before the place of `from`, `after` rows from it on. `*index` gets the first of the latter,
 * or the last row when there is none. */
bool rows_read_around(Rows *rows, const Row *from, guint before, guint after, int *index, GError **error);

/* These add rows at an end; `*added` says how many. */
bool rows_extend_down(Rows *rows, guint limit, int *added, GError **error);
bool rows_extend_up(Rows *rows, guint limit, int *added, GError **error);
/* These take rows away at an end. */
void rows_cut_top(Rows *rows, guint count);
void rows_cut_bottom(Rows *rows, guint count);

#endif
