#include "app/pane.h"

#include <string.h>

#include "app/picture.h"
#include "base/date.h"
#include "screen/listing.h"

struct Pane {
    App *app;
    const ScreenDef *screen;
    Window *window;
    ListView *list;
    Criteria *criteria;
    Criteria *quick_criteria;
    const QuickDef *quick;
    char *find;
    const RelatedDef *related; /* what ties the rows to one record, or NULL */
    char *related_id;
    char *related_kind;
    guint *shown; /* indexes of the columns of the screen that are shown */
    guint shown_count;
    int sorted; /* index of a column of the screen, or -1 */
    bool descending;
};

enum { SOON_DAYS = 7 };

/* --- the list engine's questions --- */

static bool source_read(gpointer self, const Row *from, bool backward, bool inclusive, guint limit,
                        GPtrArray *rows, GError **error)
{
    return window_read(((Pane *)self)->window, from, backward, inclusive, limit, rows, error);
}

static Row *source_find(gpointer self, gint64 id, GError **error)
{
    return window_find_id(((Pane *)self)->window, id, error);
}

static gint64 source_count(gpointer self, bool *more, GError **error)
{
    const Pane *pane = self;
    const bool whole = !pane_narrowed(pane) && pane->related == NULL;
    return window_count(pane->window, whole ? ROW_TOTAL_MOST : ROW_COUNT_MOST, more, error);
}

static char *deadline_cell(const Pane *pane, const ColumnDef *column, const char *stored, char *text,
                           Role *role)
{
    if (stored == NULL || !date_is_iso(stored))
        return text;
    int days = date_days_between(pane->app->today, stored);
    if (days > (column->soon > 0 ? column->soon : SOON_DAYS))
        return text;
    *role = days < 0 ? ROLE_DANGER : ROLE_DEADLINE;
    char *marked = g_strdup_printf("%s %s", text,
                                   terminal_glyph(pane->app->terminal, days < 0 ? GLYPH_LATE : GLYPH_SOON));
    g_free(text);
    return marked;
}

static char *source_cell(gpointer self, const Row *row, guint place, Role *role)
{
    const Pane *pane = self;
    guint index = pane->shown[place];
    const ColumnDef *column = &pane->screen->columns[index];
    const char *stored = row->cells[index];
    char *text = listing_cell(pane->screen, row, index, pane->app->today);
    char *picture = picture_cell(pane->app->terminal, pane->screen, row, index, pane->app->today);
    if (picture != NULL) {
        g_free(text);
        text = picture;
    }
    if (g_strcmp0(column->style, "deadline") == 0 && !listing_ended(pane->screen, row))
        return deadline_cell(pane, column, stored, text, role);
    if (listing_ended(pane->screen, row))
        *role = ROLE_MUTED;
    else if (column->style != NULL)
        role_find(column->style, role);
    return text;
}

/* Does the column say the same in every row, because all rows belong to one record: "partner" where
 * partner_id ties them? */
static bool says_nothing(const Pane *pane, const ColumnDef *column)
{
    if (pane->related == NULL)
        return false;
    const char *tie = pane->related->field;
    gsize length = strlen(tie);
    if (length <= 3 || strcmp(tie + length - 3, "_id") != 0 || strncmp(column->field, tie, length - 3) != 0)
        return false;
    char next = column->field[length - 3];
    return next == '\0' || next == '_';
}

static ListView *make_list(Pane *pane)
{
    const ScreenDef *screen = pane->screen;
    g_autofree ListColumn *columns = g_new0(ListColumn, screen->column_count);
    pane->shown = g_new0(guint, screen->column_count);
    for (guint i = 0; i < screen->column_count; i++) {
        const ColumnDef *column = &screen->columns[i];
        if (says_nothing(pane, column))
            continue;
        columns[pane->shown_count] =
            (ListColumn){column->title, {column->width, column->drop}, field_kind_right(column->kind)};
        pane->shown[pane->shown_count++] = i;
    }
    const ListSource source = {pane, source_read, source_find, source_count, source_cell};
    return list_new(&source, columns, pane->shown_count, screen->empty);
}

/* --- what is shown --- */

static void add_tie(const char *field, const char *value, Narrowing *narrowing)
{
    if (field == NULL)
        return;
    g_autofree char *test = g_strdup_printf("\"%s\" = :c%u", field, narrowing_bind(narrowing, value));
    narrowing_add(narrowing, test, field, NULL);
}

static void apply_where(Pane *pane)
{
    g_autoptr(Narrowing) narrowing = narrowing_new();
    if (pane->related != NULL) {
        add_tie(pane->related->field, pane->related_id, narrowing);
        add_tie(pane->related->record_field, pane->related_kind, narrowing);
    }
    if (pane->quick != NULL && pane->quick->along == NULL)
        criteria_narrow(pane->quick_criteria, narrowing);
    if (pane->criteria != NULL)
        criteria_narrow(pane->criteria, narrowing);
    window_set_narrowing(pane->window, g_steal_pointer(&narrowing));
}

Pane *pane_new(App *app, const ScreenDef *screen, const RelatedDef *related, const char *record, gint64 id,
               GError **error)
{
    Window *window = listing_window(screen, app->store, NULL, error);
    if (window == NULL)
        return NULL;
    Pane *pane = g_new0(Pane, 1);
    *pane = (Pane){.app = app, .screen = screen, .window = window, .related = related, .sorted = -1};
    pane->related_id = g_strdup_printf("%" G_GINT64_FORMAT, id);
    pane->related_kind = g_strdup(record);
    for (guint i = 0; i < screen->column_count; i++) {
        if (g_strcmp0(screen->columns[i].field, screen->order) == 0)
            pane->sorted = (int)i;
    }
    pane->descending = screen->descending;
    pane->list = make_list(pane);
    apply_where(pane);
    return pane;
}

void pane_free(Pane *pane)
{
    if (pane == NULL)
        return;
    list_free(pane->list);
    window_free(pane->window);
    g_clear_pointer(&pane->criteria, criteria_free);
    g_clear_pointer(&pane->quick_criteria, criteria_free);
    g_free(pane->find);
    g_free(pane->related_id);
    g_free(pane->related_kind);
    g_free(pane->shown);
    g_free(pane);
}

const ScreenDef *pane_screen(const Pane *pane)
{
    return pane->screen;
}

ListView *pane_list(const Pane *pane)
{
    return pane->list;
}

Window *pane_window(const Pane *pane)
{
    return pane->window;
}

void pane_draw(Pane *pane, Terminal *terminal, Rect area, bool focused)
{
    int sorted = -1;
    for (guint i = 0; i < pane->shown_count; i++) {
        if ((int)pane->shown[i] == pane->sorted)
            sorted = (int)i;
    }
    app_give_way(pane->app, true);
    list_draw(pane->list, terminal, area, focused, sorted, pane->descending);
    app_give_way(pane->app, false);
}

void pane_reload(Pane *pane, bool to_first)
{
    list_reload(pane->list, to_first);
}

/* A list by day opens at today: what lies ahead on one side of the cursor, what is past on the other. */
void pane_go_to_today(Pane *pane)
{
    if (pane->sorted < 0 || pane->screen->columns[pane->sorted].kind != FIELD_DATE)
        return;
    g_autoptr(Row) row = window_seek(pane->window, pane->app->today, NULL);
    if (row != NULL)
        list_go_to(pane->list, row->id);
}

void pane_sort(Pane *pane, guint column)
{
    bool again = pane->sorted == (int)column;
    bool descending = again && !pane->descending;
    GError *error = NULL;
    if (!window_set_order(pane->window, pane->screen->columns[column].field, descending, &error)) {
        app_fail(pane->app, error);
        return;
    }
    pane->sorted = (int)column;
    pane->descending = descending;
    list_reorder(pane->list);
}

int pane_sorted(const Pane *pane, bool *descending)
{
    *descending = pane->descending;
    return pane->sorted;
}

/* Reads the list anew. One that is narrowed may have rows that are not shown. */
static void read_narrowed(Pane *pane)
{
    list_set_empty(pane->list,
                   pane_narrowed(pane) ? "Nothing matches. Esc shows more again." : pane->screen->empty);
    pane_reload(pane, true);
}

void pane_set_criteria(Pane *pane, const Criteria *criteria)
{
    g_clear_pointer(&pane->criteria, criteria_free);
    if (criteria != NULL && criteria_count(criteria) > 0)
        pane->criteria = criteria_copy(criteria);
    apply_where(pane);
    read_narrowed(pane);
}

const Criteria *pane_criteria(const Pane *pane)
{
    return pane->criteria;
}

/* A quick filter may bring its own order; the screen's comes back when it is taken off. */
static void order_for_quick(Pane *pane, const QuickDef *before, const QuickDef *quick)
{
    const ScreenDef *screen = pane->screen;
    bool own = quick != NULL && quick->order != NULL;
    if (!own && (before == NULL || before->order == NULL))
        return;
    const char *field = own ? quick->order : screen->order;
    bool descending = own ? quick->descending : screen->descending;
    if (!window_set_order(pane->window, field, descending, NULL))
        return;
    pane->sorted = -1;
    pane->descending = descending;
    for (guint i = 0; i < screen->column_count; i++) {
        if (g_strcmp0(screen->columns[i].field, field) == 0)
            pane->sorted = (int)i;
    }
}

void pane_set_quick(Pane *pane, const QuickDef *quick)
{
    const QuickDef *before = pane->quick;
    g_clear_pointer(&pane->quick_criteria, criteria_free);
    pane->quick = NULL;
    listing_go_along(pane->screen, pane->window, NULL, NULL);
    if (quick != NULL) {
        g_autoptr(Criteria) criteria = criteria_new(pane->screen, pane->app->store);
        GError *error = NULL;
        if (!criteria_add_line(criteria, quick->where, &error) ||
            !listing_go_along(pane->screen, pane->window, quick, &error)) {
            app_fail(pane->app, error);
            return;
        }
        pane->quick_criteria = g_steal_pointer(&criteria);
        pane->quick = quick;
    }
    order_for_quick(pane, before, pane->quick);
    apply_where(pane);
    read_narrowed(pane);
}

const QuickDef *pane_quick(const Pane *pane)
{
    return pane->quick;
}

void pane_set_find(Pane *pane, const char *typed)
{
    g_free(pane->find);
    pane->find = typed != NULL && *typed != '\0' ? g_strdup(typed) : NULL;
    window_set_find(pane->window, pane->screen->record, pane->find);
    read_narrowed(pane);
}

const char *pane_found(const Pane *pane)
{
    return pane->find;
}

bool pane_narrowed(const Pane *pane)
{
    return pane->find != NULL || pane->criteria != NULL || pane->quick != NULL;
}

static void collect_mark(gint64 id, gpointer data)
{
    g_array_append_val((GArray *)data, id);
}

GArray *pane_chosen(const Pane *pane)
{
    GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
    list_marks_each(pane->list, collect_mark, ids);
    const Row *row = list_current(pane->list);
    if (ids->len == 0 && row != NULL)
        g_array_append_val(ids, row->id);
    return ids;
}
