/* What the parts of the list share: reading, moving and marks (list.c), drawing (list_draw.c). */
#ifndef ENTENTE_TUI_LIST_PRIVATE_H
#define ENTENTE_TUI_LIST_PRIVATE_H

#include "tui/list.h"
#include "tui/rows.h"

/* What is to be shown next, and could not yet be read. */
typedef enum { WANT_NOTHING, WANT_FIRST, WANT_LAST, WANT_PLACE } Want;

struct ListView {
    ListSource source;
    ListColumn *columns;
    LayoutColumn *layout;
    LayoutPlace *places;
    guint column_count;
    char *empty;

    Rows rows;
    GHashTable *shown;   /* Row -> Shown: what the rows in hand say in their cells, once they were drawn */
    guint shown_reading; /* the Rows.reading that it is of */
    int current;         /* row, counted in those in hand; 0 also when there is none */
    int first;           /* row on top of the screen */
    int height;          /* rows on the screen */

    Want want;
    Row *place;        /* of WANT_PLACE */
    int place_offset;  /* rows of the screen above it */
    bool place_record; /* the record is to be looked up: its place may have changed */
    bool starved;      /* rows of the screen are missing: their reading was interrupted */

    gint64 count; /* -1: not known */
    bool counted;
    bool more;    /* than `count` */
    gint64 above; /* rows of the source above those in hand; -1: not known */
    char *problem;
    GHashTable *marks; /* gint64 * */
};

/* Rows in hand. */
int list_row_count(const ListView *list);
/* Reads what is wanted. False when that was interrupted: what was shown stays. */
bool list_settle(ListView *list);
/* Puts the screen around the current row, and rows on all of the screen. */
void list_keep_in_sight(ListView *list);
/* An empty table of what rows say (list_draw.c). (transfer full) */
GHashTable *list_shown_new(void);

#endif
