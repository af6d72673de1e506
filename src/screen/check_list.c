#include <string.h>

#include "base/text.h"
#include "screen/check.h"
#include "screen/criteria.h"
#include "screen/listing.h"
#include "screen/set.h"
#include "store/query.h"

/* The narrowest terminal, what stands between two columns, and the least that a column without a width needs.
 */
enum { NARROWEST = 60, MARGIN = 2, GAP = 2, LEAST = 16 };

/* Letters that do something in every list and record already. */
static const char keys_taken[] = "jknsfedupxygqhHNG?/:*<>";

static const char *const styles[] = {"state",   "deadline",     "muted",     "danger",     "good",
                                     "heading", LISTING_MOMENT, LISTING_BAR, LISTING_SPAN, LISTING_TREE,
                                     NULL};

/* --- columns --- */

static char *column_path(guint index, const char *setting)
{
    return g_strdup_printf("list.columns.[%u].%s", index, setting);
}

static bool is_currency_code(const char *text)
{
    return strlen(text) == 3 && g_ascii_isupper(text[0]) && g_ascii_isupper(text[1]) &&
           g_ascii_isupper(text[2]);
}

static void check_column_looks(const Check *check, guint index, const ColumnDef *column)
{
    g_autofree char *title = column_path(index, "title");
    g_autofree char *style = column_path(index, "style");
    g_autofree char *width = column_path(index, "width");
    if (*column->title == '\0')
        check_complain(check, title, "the column \"%s\" has no title", column->field);
    if (column->style && !g_strv_contains(styles, column->style)) {
        g_autofree char *known = words_join(styles);
        check_complain(check, style, "unknown style \"%s\": one of %s", column->style, known);
    }
    if ((g_strcmp0(column->style, LISTING_SPAN) == 0 || g_strcmp0(column->style, LISTING_TREE) == 0) &&
        (!column->to || !schema_has_column(check->store, check->screen->source, column->to)))
        check_complain(
            check, style,
            "the picture \"%s\" lacks its other column: to = \"...\" names one of %s (last day, depth)",
            column->field, check->screen->source);
    if (column->width < 0 || column->width > 200 || column->drop < 0)
        check_complain(check, width, "the width of \"%s\" is out of bounds: 1 to 200, or 0 for what is left",
                       column->field);
    if (column->width > 0 && text_width(column->title) > column->width)
        check_complain(check, width, "the title \"%s\" does not fit its width of %d", column->title,
                       column->width);
}

static void check_column(const Check *check, guint index)
{
    const ScreenDef *screen = check->screen;
    const ColumnDef *column = &screen->columns[index];
    g_autofree char *field = column_path(index, "field");
    g_autofree char *currency = column_path(index, "currency");
    if (!schema_has_column(check->store, screen->source, column->field))
        check_complain(check, field, "unknown field \"%s\": %s has no such column", column->field,
                       screen->source);
    if (screen_column(screen, column->field) != column)
        check_complain(check, field, "the field \"%s\" stands in the list twice", column->field);
    if (column->currency && !is_currency_code(column->currency) &&
        !schema_has_column(check->store, screen->source, column->currency))
        check_complain(check, currency, "unknown currency \"%s\": a code such as USD, or a column of %s",
                       column->currency, screen->source);
    if (column->kind == FIELD_MONEY && !column->currency)
        check_complain(check, field, "the amount \"%s\" has no currency: currency = \"...\"", column->field);
    check_column_looks(check, index, column);
}

/* Only what never drops has to fit. */
static void check_widths(const Check *check)
{
    const ScreenDef *screen = check->screen;
    int needed = MARGIN;
    for (guint i = 0; i < screen->column_count; i++) {
        const ColumnDef *column = &screen->columns[i];
        if (column->drop == 0)
            needed += (column->width > 0 ? column->width : LEAST) + (i > 0 ? GAP : 0);
    }
    if (needed > NARROWEST)
        check_complain(
            check, "list.columns",
            "the columns cannot fit %d columns: those that never drop need %d; give some of them drop = 1",
            NARROWEST, needed);
}

/* --- quick filters, actions and their keys --- */

static void check_quick(const Check *check, guint index)
{
    const QuickDef *quick = &check->screen->quicks[index];
    g_autofree char *key = g_strdup_printf("list.quick.[%u].key", index);
    g_autofree char *where = g_strdup_printf("list.quick.[%u].where", index);
    if (strlen(quick->key) != 1 || *quick->key < '1' || *quick->key > '9')
        check_complain(check, key, "\"%s\" cannot be the key of a quick filter: take \"1\" to \"9\"",
                       quick->key);
    for (guint i = 0; i < index; i++) {
        if (strcmp(check->screen->quicks[i].key, quick->key) == 0)
            check_complain(check, key, "the key \"%s\" is used twice: it is that of \"%s\" already",
                           quick->key, check->screen->quicks[i].title);
    }
    if (*quick->title == '\0')
        check_complain(check, key, "the quick filter \"%s\" has no title", quick->key);
    if (quick->order && !schema_has_column(check->store, check->screen->source, quick->order)) {
        g_autofree char *order = g_strdup_printf("list.quick.[%u].order", index);
        check_complain(check, order, "unknown field \"%s\": %s has no such column", quick->order,
                       check->screen->source);
    }
    if (quick->along && (!schema_has_column(check->store, quick->along, "id") ||
                         !schema_has_column(check->store, quick->along, "key"))) {
        g_autofree char *along = g_strdup_printf("list.quick.[%u].along", index);
        check_complain(check, along, "\"%s\" is no view with the columns id and key", quick->along);
    }
    g_autoptr(Criteria) criteria = criteria_new(check->screen, check->store);
    g_autoptr(GError) problem = NULL;
    if (*quick->where == '\0')
        check_complain(check, where, "the quick filter \"%s\" has no criterion: where = \"...\"", quick->key);
    else if (!criteria_add_line(criteria, quick->where, &problem))
        check_complain(check, where, "the criterion does not hold: %s", problem->message);
}

static void check_action(const Check *check, guint index)
{
    const ActionDef *action = &check->screen->actions[index];
    g_autofree char *key = g_strdup_printf("actions.[%u].key", index);
    g_autofree char *run = g_strdup_printf("actions.[%u].run", index);
    if (strlen(action->key) != 1 || !g_ascii_isalpha(*action->key) || strchr(keys_taken, *action->key))
        check_complain(check, key,
                       "\"%s\" cannot be the key of an action: take one letter that is none of %s",
                       action->key, keys_taken);
    for (guint i = 0; i < index; i++) {
        if (strcmp(check->screen->actions[i].key, action->key) == 0)
            check_complain(check, key, "the key \"%s\" is used twice: it is that of \"%s\" already",
                           action->key, check->screen->actions[i].title);
    }
    if (*action->title == '\0')
        check_complain(check, key, "the action \"%s\" has no title", action->run);
    if (check->actions && !g_strv_contains(check->actions, action->run)) {
        g_autofree char *known = words_join(check->actions);
        check_complain(check, run, "unknown action \"%s\": the program has %s", action->run, known);
    }
    if (strcmp(action->run, "checklist.open") == 0 && !check->screen->checklist)
        check_complain(check, run, "the screen opens a checklist and names none: checklist = \"...\"");
}

static void check_opens(const Check *check)
{
    const char *opens = check->screen->opens;
    const ScreenDef *target = opens ? screen_set_find(check->set, opens) : NULL;
    if (opens && (!target || !target->record))
        check_complain(check, "opens", "\"%s\" is no screen with a record", opens);
    else if (opens && check->screen->record)
        check_complain(check, "opens", "the screen opens records of its own: opens is for lists without");
}

/* --- a matrix --- */

static void check_matrix(const Check *check)
{
    static const char *const asked[] = {"cut",     "row_key",   "row_title", "row_order",
                                        "col_key", "col_title", "col_order", NULL};
    static const char *const behind[] = {"cut", "row_key", "col_key", NULL};
    const ScreenDef *screen = check->screen;
    const ScreenDef *target = screen->matrix ? screen_set_find(check->set, screen->matrix) : NULL;
    if (!screen->matrix)
        return;
    for (const char *const *name = asked; *name; name++) {
        if (!schema_has_column(check->store, screen->source, *name))
            check_complain(check, "matrix", "a matrix reads the column \"%s\": %s has none", *name,
                           screen->source);
    }
    for (const char *const *name = behind; target && *name; name++) {
        if (!schema_has_column(check->store, target->source, *name))
            check_complain(check, "matrix", "what is behind a cell is found by \"%s\": %s has no such column",
                           *name, target->source);
    }
    if (!target)
        check_complain(check, "matrix", "unknown screen \"%s\": no file describes it", screen->matrix);
    if (screen->quick_count == 0)
        check_complain(check, "matrix", "a matrix needs a quick key for each cut: where = \"cut = ...\"");
    for (guint i = 0; i < screen->quick_count; i++) {
        if (!screen->quicks[i].where || !g_str_has_prefix(screen->quicks[i].where, SCREEN_CUT))
            check_complain(check, "list.quick", "a matrix is cut by its keys: where = \"cut = ...\"");
    }
}

/* --- related lists --- */

static void check_related(const Check *check, guint index)
{
    const RelatedDef *related = &check->screen->related[index];
    const ScreenDef *target = screen_set_find(check->set, related->screen);
    g_autofree char *path = g_strdup_printf("related.[%u].screen", index);
    g_autofree char *field = g_strdup_printf("related.[%u].field", index);
    g_autofree char *kind = g_strdup_printf("related.[%u].record_field", index);
    g_autofree char *set = g_strdup_printf("related.[%u].set", index);
    if (!target) {
        check_complain(check, path, "unknown screen \"%s\": no file describes it", related->screen);
        return;
    }
    if (!check->screen->record)
        check_complain(check, path, "a list without a record has nothing that \"%s\" could be related to",
                       related->screen);
    if (!schema_has_column(check->store, target->source, related->field))
        check_complain(check, field,
                       "unknown field \"%s\": %s has no such column; field = \"...\" names the one that "
                       "holds this record",
                       related->field, target->source);
    if (related->record_field && !schema_has_column(check->store, target->source, related->record_field))
        check_complain(check, kind, "unknown field \"%s\": %s has no such column", related->record_field,
                       target->source);
    if (target->record && target->can_create &&
        !schema_has_column(check->store, target->record, related->set))
        check_complain(
            check, set,
            "unknown field \"%s\": %s has no such column; set = \"...\" names the one that a new record gets",
            related->set, target->record);
}

void check_list(const Check *check)
{
    check_opens(check);
    check_matrix(check);
    const ScreenDef *screen = check->screen;
    if (screen->column_count == 0)
        check_complain(check, "list", "the list has no columns");
    for (guint i = 0; i < screen->column_count; i++)
        check_column(check, i);
    check_widths(check);
    if (screen->order && !schema_has_column(check->store, screen->source, screen->order))
        check_complain(check, "list.order", "unknown field \"%s\": %s has no such column", screen->order,
                       screen->source);
    for (guint i = 0; i < screen->quick_count; i++)
        check_quick(check, i);
    for (guint i = 0; i < screen->action_count; i++)
        check_action(check, i);
    for (guint i = 0; i < screen->related_count; i++)
        check_related(check, i);
}
