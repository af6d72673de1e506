#include "tui/list_private.h"

#include "base/error.h"

enum {
    HEIGHT_UNDRAWN = 20, /* rows to read for before anything was drawn */
    MARK_AT_ONCE = 500,  /* rows read at a time for marking all */
    MARK_MOST = 100000,
};

void list_set_empty(ListView *list, const char *empty)
{
    g_free(list->empty);
    list->empty = g_strdup(empty != NULL ? empty : "");
}

ListView *list_new(const ListSource *source, const ListColumn *columns, guint count, const char *empty)
{
    ListView *list = g_new0(ListView, 1);
    list->source = *source;
    list->columns = g_memdup2(columns, count * sizeof *columns);
    list->layout = g_new(LayoutColumn, count);
    list->places = g_new0(LayoutPlace, count);
    list->column_count = count;
    for (guint i = 0; i < count; i++)
        list->layout[i] = columns[i].layout;
    list_set_empty(list, empty);
    list->height = HEIGHT_UNDRAWN;
    list->want = WANT_FIRST;
    list->count = list->above = -1;
    list->marks = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    rows_init(&list->rows, &list->source);
    list->shown = list_shown_new();
    return list;
}

void list_free(ListView *list)
{
    if (list == NULL)
        return;
    g_hash_table_destroy(list->shown);
    rows_clear(&list->rows);
    g_clear_pointer(&list->place, row_free);
    g_hash_table_destroy(list->marks);
    g_free(list->columns);
    g_free(list->layout);
    g_free(list->places);
    g_free(list->empty);
    g_free(list->problem);
    g_free(list);
}

int list_row_count(const ListView *list)
{
    return (int)list->rows.rows->len;
}

static const Row *current_row(const ListView *list)
{
    return rows_at(&list->rows, (guint)list->current);
}

/* --- reading --- */

/* Notes why the source failed; true when it only gave way to a key. Frees the error. */
static bool was_interrupted(ListView *list, GError *error)
{
    const bool interrupted = error_is(error, ERROR_INTERRUPTED);
    if (!interrupted) {
        g_free(list->problem);
        list->problem = g_strdup(error != NULL ? error->message : "the rows could not be read");
    }
    g_clear_error(&error);
    return interrupted;
}

static void want(ListView *list, Want what, const Row *place, int offset, bool record)
{
    Row *copy = place != NULL ? row_copy(place) : NULL;
    g_clear_pointer(&list->place, row_free);
    list->want = what;
    list->place = copy;
    list->place_offset = offset;
    list->place_record = record;
}

static guint stretch(const ListView *list)
{
    return (guint)MAX(list->height, 4);
}

/* The place of the wanted record as it is now; where it is gone, the place where it was. */
static bool look_up_place(ListView *list, GError **error)
{
    if (!list->place_record || list->source.find == NULL)
        return true;
    GError *failure = NULL;
    Row *found = list->source.find(list->source.self, list->place->id, &failure);
    if (failure != NULL) {
        g_propagate_error(error, failure);
        return false;
    }
    if (found != NULL) {
        row_free(list->place);
        list->place = found;
    }
    return true;
}

static bool read_place(ListView *list, GError **error)
{
    const guint before = (guint)list->place_offset + stretch(list);
    int index = 0;
    if (!look_up_place(list, error) ||
        !rows_read_around(&list->rows, list->place, before, 2 * stretch(list), &index, error))
        return false;
    list->current = index;
    list->first = MAX(index - list->place_offset, 0);
    list->above = -1;
    return true;
}

static bool read_wanted(ListView *list, GError **error)
{
    switch (list->want) {
    case WANT_FIRST:
        if (!rows_read_first(&list->rows, 2 * stretch(list), error))
            return false;
        list->current = list->first = 0;
        list->above = 0;
        return true;
    case WANT_LAST:
        if (!rows_read_last(&list->rows, 2 * stretch(list), error))
            return false;
        list->current = list->first = MAX(list_row_count(list) - 1, 0);
        list->above = -1;
        return true;
    case WANT_PLACE:
        return read_place(list, error);
    case WANT_NOTHING:
        break;
    }
    return true;
}

/* Counted from the end of the source that was seen last: rows are never read only to be counted. */
static gint64 rows_above(const ListView *list)
{
    if (list->rows.at_start)
        return 0;
    if (list->rows.at_end && !list->more && list->count >= list_row_count(list))
        return list->count - list_row_count(list);
    return list->above;
}

/* Cuts what lies far from the screen, so that a long walk does not gather the whole table. */
static void cut_far_rows(ListView *list)
{
    const int spare = 2 * (int)stretch(list), keep = (int)stretch(list);
    list->above = rows_above(list);
    if (list->first > spare) {
        const int cut = list->first - keep;
        rows_cut_top(&list->rows, (guint)cut);
        list->first -= cut;
        list->current -= cut;
        list->above += list->above >= 0 ? cut : 0;
    }
    const int below = list_row_count(list) - (list->first + list->height);
    if (below > spare)
        rows_cut_bottom(&list->rows, (guint)(below - keep));
}

static bool extend(ListView *list, bool down)
{
    GError *error = NULL;
    int added = 0;
    const bool read = down ? rows_extend_down(&list->rows, stretch(list), &added, &error)
                           : rows_extend_up(&list->rows, stretch(list), &added, &error);
    if (!read) {
        list->starved = was_interrupted(list, error);
        return false;
    }
    list->starved = false;
    if (list_row_count(list) == added) /* there were none before: what had failed went well now */
        g_clear_pointer(&list->problem, g_free);
    if (!down) {
        list->first += added;
        list->current += added;
        list->above -= list->above >= 0 ? added : 0;
    }
    return added > 0;
}

/* Sees to it that `above` rows before and `below` rows after the current one are in hand, where the source
 * has them. */
static void ensure_around(ListView *list, int above, int below)
{
    while (list->current < above && !list->rows.at_start && extend(list, false))
        ;
    while (list_row_count(list) - 1 - list->current < below && !list->rows.at_end && extend(list, true))
        ;
}

void list_keep_in_sight(ListView *list)
{
    list->current = CLAMP(list->current, 0, MAX(list_row_count(list) - 1, 0));
    while (list_row_count(list) < list->first + list->height && !list->rows.at_end && extend(list, true))
        ;
    while (list_row_count(list) < list->height && !list->rows.at_start && extend(list, false))
        ;
    list->first = layout_scroll(list->first, list->current, list_row_count(list), list->height);
    cut_far_rows(list);
}

bool list_settle(ListView *list)
{
    if (list->want == WANT_NOTHING)
        return true;
    GError *error = NULL;
    if (!read_wanted(list, &error)) {
        if (was_interrupted(list, error))
            return false;
    } else {
        g_clear_pointer(&list->problem, g_free);
    }
    want(list, WANT_NOTHING, NULL, 0, false);
    list_keep_in_sight(list);
    return true;
}

static void read_again(ListView *list, bool to_first)
{
    const Row *row = current_row(list);
    if (to_first || (list->want == WANT_NOTHING && row == NULL))
        want(list, WANT_FIRST, NULL, 0, false);
    else if (list->want == WANT_NOTHING)
        want(list, WANT_PLACE, row, list->current - list->first, true);
}

void list_reload(ListView *list, bool to_first)
{
    list->counted = list->more = false;
    list->count = -1;
    read_again(list, to_first);
}

void list_reorder(ListView *list)
{
    read_again(list, false);
}

bool list_go_to(ListView *list, gint64 id)
{
    const int in_hand = rows_index(&list->rows, id);
    if (list->want == WANT_NOTHING && in_hand >= 0) {
        list->current = in_hand;
        list_keep_in_sight(list);
        return true;
    }
    if (list->source.find == NULL)
        return false;
    GError *error = NULL;
    g_autoptr(Row) row = list->source.find(list->source.self, id, &error);
    if (row == NULL) {
        if (error != NULL)
            was_interrupted(list, error);
        return false;
    }
    want(list, WANT_PLACE, row, list->height / 3, false);
    list_settle(list);
    return true;
}

void list_go_to_row(ListView *list, const Row *row)
{
    want(list, WANT_PLACE, row, 0, false);
    list_settle(list);
}

const Row *list_current(const ListView *list)
{
    /* What was asked for is read before it is answered with: keys typed ahead must not meet the old rows. */
    list_settle((ListView *)list);
    return current_row(list);
}

bool list_unfinished(const ListView *list)
{
    return list->want != WANT_NOTHING || list->starved;
}

gint64 list_count(const ListView *list)
{
    return list->count;
}

bool list_count_more(const ListView *list)
{
    return list->more;
}

gint64 list_position(const ListView *list)
{
    const gint64 above = rows_above(list);
    return list->want != WANT_NOTHING || above < 0 || list_row_count(list) == 0 ? 0
                                                                                : above + list->current + 1;
}

const char *list_problem(const ListView *list)
{
    return list->problem;
}

void list_set_height(ListView *list, int height)
{
    list->height = MAX(height, 1);
}

/* --- work for when no key waits --- */

static bool count_rows(ListView *list)
{
    if (list->counted)
        return false;
    if (list->rows.at_start && list->rows.at_end) {
        list->count = list_row_count(list);
        list->counted = true;
        return true;
    }
    if (list->source.count == NULL)
        return false;
    GError *error = NULL;
    list->count = list->source.count(list->source.self, &list->more, &error);
    list->counted = list->count >= 0 || (error != NULL && !error_is(error, ERROR_INTERRUPTED));
    if (error != NULL)
        was_interrupted(list, error);
    return list->count >= 0;
}

/* One screen ahead in both directions, so that the next key finds its rows in hand. */
static void read_ahead(ListView *list)
{
    const int below = list_row_count(list) - (list->first + list->height);
    if (below < list->height && !list->rows.at_end)
        extend(list, true);
    if (list->first < list->height && !list->rows.at_start)
        extend(list, false);
    list->starved = false;
}

bool list_idle(ListView *list)
{
    if (list->want != WANT_NOTHING)
        return list_settle(list);
    if (list->starved) {
        list->starved = false;
        list_keep_in_sight(list);
        return !list->starved;
    }
    read_ahead(list);
    return count_rows(list);
}

/* --- marks --- */

static bool mark(ListView *list, gint64 id)
{
    return g_hash_table_add(list->marks, g_memdup2(&id, sizeof id));
}

static void mark_toggle(ListView *list)
{
    const Row *row = current_row(list);
    if (row == NULL)
        return;
    if (!g_hash_table_remove(list->marks, &row->id))
        mark(list, row->id);
}

/* Marks the rows and says how many were not marked before. */
static guint mark_rows(ListView *list, const GPtrArray *rows)
{
    guint fresh = 0;
    for (guint i = 0; i < rows->len; i++)
        fresh += mark(list, ((const Row *)g_ptr_array_index(rows, i))->id);
    return fresh;
}

static void mark_limit_reached(ListView *list)
{
    g_free(list->problem);
    list->problem = g_strdup_printf(
        "mark all: the list is longer than %d: the first %d are marked: narrow the list, and mark "
        "the rest apart",
        MARK_MOST, MARK_MOST);
}

/* Marks all rows of the source; when all were marked, none. */
static void mark_all(ListView *list)
{
    g_autoptr(Row) last = NULL;
    guint seen = 0, fresh = 0, read = MARK_AT_ONCE;
    while (read == MARK_AT_ONCE && seen < MARK_MOST) {
        g_autoptr(GPtrArray) rows = row_array_new();
        GError *error = NULL;
        if (!list->source.read(list->source.self, last, false, false, MARK_AT_ONCE, rows, &error)) {
            was_interrupted(list, error);
            return;
        }
        read = rows->len;
        seen += read;
        fresh += mark_rows(list, rows);
        g_clear_pointer(&last, row_free);
        last = read > 0 ? row_copy(g_ptr_array_index(rows, read - 1)) : NULL;
    }
    if (fresh == 0)
        list_marks_clear(list);
    else if (read == MARK_AT_ONCE)
        mark_limit_reached(list);
}

guint list_mark_count(const ListView *list)
{
    return g_hash_table_size(list->marks);
}

bool list_is_marked(const ListView *list, gint64 id)
{
    return g_hash_table_contains(list->marks, &id);
}

void list_marks_each(const ListView *list, void (*each)(gint64 id, gpointer data), gpointer data)
{
    GHashTableIter iter;
    gpointer id;
    g_hash_table_iter_init(&iter, list->marks);
    while (g_hash_table_iter_next(&iter, &id, NULL))
        each(*(const gint64 *)id, data);
}

void list_marks_clear(ListView *list)
{
    g_hash_table_remove_all(list->marks);
}

/* --- moving --- */

static void move_by(ListView *list, int rows)
{
    ensure_around(list, MAX(-rows, 0), MAX(rows, 0));
    list->current += rows;
    list_keep_in_sight(list);
}

/* The screen goes with the row, so that it stands where it stood: upwards, the rows that will be above it on
 * the screen are needed too. */
static void page_by(ListView *list, int rows)
{
    ensure_around(list, rows < 0 ? list->current - list->first - rows : 0, MAX(rows, 0));
    const int before = list->current;
    list->current = CLAMP(before + rows, 0, MAX(list_row_count(list) - 1, 0));
    list->first = MAX(list->first + list->current - before, 0);
    list_keep_in_sight(list);
}

static void move_to_end(ListView *list, bool last)
{
    want(list, last ? WANT_LAST : WANT_FIRST, NULL, 0, false);
    list_settle(list);
}

static void move_to_first(ListView *list)
{
    if (!list->rows.at_start) {
        move_to_end(list, false);
        return;
    }
    list->current = list->first = 0;
    list_keep_in_sight(list);
}

static void move_to_last(ListView *list)
{
    if (!list->rows.at_end) {
        move_to_end(list, true);
        return;
    }
    list->current = list_row_count(list) - 1;
    list_keep_in_sight(list);
}

static bool is_own(Action action)
{
    switch (action) {
    case ACTION_UP:
    case ACTION_DOWN:
    case ACTION_PAGE_UP:
    case ACTION_PAGE_DOWN:
    case ACTION_FIRST:
    case ACTION_LAST:
    case ACTION_MARK:
    case ACTION_MARK_ALL:
        return true;
    default:
        return false;
    }
}

static void act(ListView *list, Action action)
{
    switch (action) {
    case ACTION_UP:
        move_by(list, -1);
        break;
    case ACTION_DOWN:
        move_by(list, 1);
        break;
    case ACTION_PAGE_UP:
        page_by(list, -list->height);
        break;
    case ACTION_PAGE_DOWN:
        page_by(list, list->height);
        break;
    case ACTION_FIRST:
        move_to_first(list);
        break;
    case ACTION_LAST:
        move_to_last(list);
        break;
    case ACTION_MARK:
        mark_toggle(list);
        move_by(list, 1);
        break;
    case ACTION_MARK_ALL:
        mark_all(list);
        break;
    default:
        break;
    }
}

bool list_handle(ListView *list, Action action)
{
    if (!is_own(action))
        return false;
    list_settle(list);
    act(list, action);
    return true;
}
