#include "tui/layout.h"

enum { GAP = 2, MARGIN = 2, ROOM_FOR_MARGIN = 20, USEFUL = 8 };

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

/* Columns that all shown ones and their gaps need. */
static int needed(const LayoutPlace *places, int count)
{
    int sum = 0, shown = 0;
    for (int i = 0; i < count; i++) {
        sum += places[i].width;
        shown += places[i].width > 0;
    }
    return sum + GAP * larger(shown - 1, 0);
}

/* The shown column that goes first; -1 when none may go. Of two alike the right one goes. */
static int next_to_drop(const LayoutColumn *columns, const LayoutPlace *places, int count)
{
    int found = -1;
    for (int i = 0; i < count; i++) {
        if (places[i].width > 0 && columns[i].drop > 0 &&
            (found < 0 || columns[i].drop <= columns[found].drop))
            found = i;
    }
    return found;
}

/* The rightmost column shown behind the first one; -1 when the first stands alone. */
static int last_shown(const LayoutPlace *places, int count)
{
    int shown = 0, last = -1;
    for (int i = 0; i < count; i++) {
        shown += places[i].width > 0;
        last = places[i].width > 0 ? i : last;
    }
    return shown > 1 ? last : -1;
}

/* Columns of what is left give way as far as they are still read; then the right ones go: a column of one
 * letter tells nobody anything. */
static void make_room(const LayoutColumn *columns, LayoutPlace *places, int count, int available)
{
    int last;
    for (int i = count - 1; i >= 0; i--) {
        const int excess = needed(places, count) - available;
        if (excess > 0 && columns[i].width == 0 && places[i].width > USEFUL)
            places[i].width = larger(places[i].width - excess, USEFUL);
    }
    while (needed(places, count) > available && (last = last_shown(places, count)) >= 0)
        places[last].width = 0;
    for (int i = 0; i < count; i++)
        places[i].width = larger(smaller(places[i].width, available), 0);
}

static void share_spare(const LayoutColumn *columns, LayoutPlace *places, int count, int spare)
{
    int flexible = 0;
    for (int i = 0; i < count; i++)
        flexible += columns[i].width == 0 && places[i].width > 0;
    for (int i = 0; i < count && flexible > 0; i++) {
        if (columns[i].width != 0 || places[i].width == 0)
            continue;
        const int share = (spare + flexible - 1) / flexible;
        places[i].width += share;
        spare -= share;
        flexible--;
    }
}

void layout_columns(const LayoutColumn *columns, int count, int available, int least, LayoutPlace *places)
{
    for (int i = 0; i < count; i++)
        places[i].width = columns[i].width > 0 ? columns[i].width : larger(least, 1);
    int drop;
    while (needed(places, count) > available && (drop = next_to_drop(columns, places, count)) >= 0)
        places[drop].width = 0;
    make_room(columns, places, count, available);
    share_spare(columns, places, count, larger(available - needed(places, count), 0));
    int x = 0;
    for (int i = 0; i < count; i++) {
        places[i].x = x;
        x += places[i].width > 0 ? places[i].width + GAP : 0;
    }
}

int layout_scroll(int first, int current, int count, int height)
{
    if (height <= 0 || count <= height)
        return 0;
    if (current < first)
        first = current;
    if (current >= first + height)
        first = current - height + 1;
    return larger(smaller(first, count - height), 0);
}

int layout_centre(int available, int wanted, int *size)
{
    const int room = available > ROOM_FOR_MARGIN ? available - 2 * MARGIN : available;
    *size = larger(smaller(wanted, room), 0);
    return larger((available - *size) / 2, 0);
}
