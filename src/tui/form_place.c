#include "tui/form_private.h"

/* From the left: a column for the sign of a refused field, the label, a gap, a bracket, the value, a bracket,
 * a column for the signs that there is more above or below. */
enum { SIGN = 1, LABEL_AT_MOST = 22, GAP = 1, BRACKET = 1, LEAST_NOTE = 3 };

/* Columns that values of a kind take at most; 0: all there are. */
static const int widths[FIELD_KIND_COUNT] = {
    [FIELD_INTEGER] = 14, [FIELD_NUMBER] = 14, [FIELD_MONEY] = 24,   [FIELD_PERCENT] = 10, [FIELD_DATE] = 12,
    [FIELD_TIME] = 8,     [FIELD_CHOICE] = 36, [FIELD_COUNTRY] = 36, [FIELD_FLAG] = 5,
};

int form_value_x(const FormNeed *needs, guint count, int columns)
{
    int label = 0;
    for (guint i = 0; i < count; i++)
        label = MAX(label, needs[i].label);
    label = MIN(label, MIN(LABEL_AT_MOST, columns / 3));
    return SIGN + label + GAP + BRACKET;
}

int form_value_columns(FieldKind kind, int value_x, int columns)
{
    int room = MAX(columns - value_x - BRACKET - SIGN, 1);
    return widths[kind] > 0 ? MIN(widths[kind], room) : room;
}

static int value_lines(const FormNeed *need, int height, bool editing)
{
    if (need->kind != FIELD_NOTE)
        return 1;
    int lines = editing ? MAX(need->lines, LEAST_NOTE) : need->lines;
    return CLAMP(lines, 1, MAX(height / 2, 1));
}

/* Puts what was understood beside the value; false when it has no room there. */
static bool understood_beside(const FormNeed *need, int value_x, int columns, bool editing, FormPlace *place)
{
    int end = value_x + place->columns + BRACKET;
    if (!editing && need->kind != FIELD_NOTE)
        end = value_x + MIN(need->value, place->columns) + (need->value > 0 ? GAP : -GAP);
    place->understood_row = 0;
    place->understood_x = end + GAP;
    place->understood_columns = need->understood;
    return place->understood_x + need->understood <= columns - SIGN;
}

/* Below it when the view has rows to spare; else what fits beside it. */
static void understood_elsewhere(const FormNeed *need, int value_x, int columns, int *spare, FormPlace *place)
{
    if (*spare > 0) {
        (*spare)--;
        place->understood_row = place->lines;
        place->understood_x = value_x;
        place->understood_columns = MIN(need->understood, MAX(columns - value_x - SIGN, 1));
        place->rows++;
        return;
    }
    int room = columns - SIGN - place->understood_x;
    place->understood_columns = room >= MIN(need->understood, 10) ? room : 0;
}

int form_places(const FormNeed *needs, guint count, int columns, int height, bool editing, FormPlace *places)
{
    int value_x = form_value_x(needs, count, columns), rows = 0;
    for (guint i = 0; i < count; i++) {
        int lines = value_lines(&needs[i], height, editing);
        places[i] = (FormPlace){
            .rows = lines, .lines = lines, .columns = form_value_columns(needs[i].kind, value_x, columns)};
        rows += lines;
    }
    int spare = MAX(height - rows, 0);
    rows = 0;
    for (guint i = 0; i < count; i++) {
        if (needs[i].understood > 0 && !understood_beside(&needs[i], value_x, columns, editing, &places[i]))
            understood_elsewhere(&needs[i], value_x, columns, &spare, &places[i]);
        places[i].row = rows;
        rows += places[i].rows;
    }
    return rows;
}

/* Columns from title `first` to `last`, with the sign that some are left out on either side. */
static int strip_width(const int *titles, guint count, guint first, guint last)
{
    int width = (first > 0 ? FORM_STRIP_GAP : 0) + (last + 1 < count ? FORM_STRIP_GAP : 0);
    for (guint i = first; i <= last; i++)
        width += titles[i] + (i > first ? FORM_STRIP_GAP : 0);
    return width;
}

guint form_strip(const int *titles, guint count, guint current, int columns, guint *last)
{
    guint first = current;
    *last = current;
    if (count == 0)
        return 0;
    while (first > 0 && strip_width(titles, count, first - 1, *last) <= columns)
        first--;
    while (*last + 1 < count && strip_width(titles, count, first, *last + 1) <= columns)
        (*last)++;
    return first;
}

int form_drop_rows(int row, int rows, int height, int wanted, int *first)
{
    int below = height - (row + rows), above = row;
    wanted = MIN(wanted, FORM_DROP_ROWS);
    if (below >= wanted || below >= above) {
        *first = row + rows;
        return MAX(MIN(wanted, below), 0);
    }
    int taken = MIN(wanted, above);
    *first = row - taken;
    return taken;
}
