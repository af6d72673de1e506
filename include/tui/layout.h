/* Where things go: arithmetic without a terminal. */
#ifndef ENTENTE_TUI_LAYOUT_H
#define ENTENTE_TUI_LAYOUT_H

#include <stdbool.h>

typedef struct {
    int width; /* wished; 0 takes what is left */
    int drop;  /* 1 goes first when space is short; 0 stays */
} LayoutColumn;

typedef struct {
    int x;     /* from the left edge of the list */
    int width; /* 0: not shown */
} LayoutPlace;

/*
 * Places `count` columns with a gap of 2 in `available` columns. Columns go by `drop` until the fixed ones
 * fit and each flexible one (width 0) has at least `least`; where that is not enough the flexible ones give
 * way down to 8 columns, then the right ones go. Fixed ones are never narrower than wished, but for one that
 * stands alone. Flexible ones share what is left evenly. All widths are >= 1 where shown.
 */
void layout_columns(const LayoutColumn *columns, int count, int available, int least, LayoutPlace *places);

/* The first row to show so that `current` of `count` rows stands within `height` rows, moved as little as
 * possible from `first`. */
int layout_scroll(int first, int current, int count, int height);

/* Height and width of a dialog that wants `wanted`, in a screen of `available`, with a margin where there is
 * room. */
int layout_centre(int available, int wanted, int *size);

#endif
