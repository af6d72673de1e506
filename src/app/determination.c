/* What the Commerce Country Chart answers about the items of a case, as a page to read; digits go to the item
 * or the visitor where something is to be entered. */
#include "app/read.h"

#include "rules/case_determination.h"

enum { MOST_JUMPS = 9 };

typedef struct {
    gint64 case_id;
    GArray *jumps; /* ReadJump */
} ChartPage;

static void page_free(gpointer data)
{
    ChartPage *page = data;
    g_array_unref(page->jumps);
    g_free(page);
}

/* " [3]" for a record that a digit goes to; "" once all digits are given. (transfer full) */
static char *mark_jump(ChartPage *page, const char *screen, gint64 id)
{
    for (guint i = 0; i < page->jumps->len; i++) {
        const ReadJump *known = &g_array_index(page->jumps, ReadJump, i);
        if (known->id == id && strcmp(known->screen, screen) == 0)
            return g_strdup_printf(" [%u]", i + 1);
    }
    if (page->jumps->len == MOST_JUMPS)
        return g_strdup("");
    ReadJump jump = {screen, id};
    g_array_append_val(page->jumps, jump);
    return g_strdup_printf(" [%u]", page->jumps->len);
}

static void add(Pager *pager, Role role, int indent, const char *format, ...) G_GNUC_PRINTF(4, 5);

static void add(Pager *pager, Role role, int indent, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *line = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    pager_add(pager, role, indent, line);
}

static Role answer_role(ChartAnswer answer)
{
    return answer == CHART_NO_REQUIREMENT ? ROLE_TEXT
                                          : (answer == CHART_READ_ENTRY ? ROLE_DEADLINE : ROLE_DANGER);
}

/* --- one destination --- */

static void add_reason(Pager *pager, const Reason *reason)
{
    static const char *const words[] = {
        [REASON_DOES_NOT_APPLY] = "does not apply",
        [REASON_READ_ENTRY] = "read the entry",
        [REASON_APPLIES] = "applies",
    };
    static const Role roles[] = {
        [REASON_DOES_NOT_APPLY] = ROLE_MUTED,
        [REASON_READ_ENTRY] = ROLE_DEADLINE,
        [REASON_APPLIES] = ROLE_DANGER,
    };
    bool footnote = g_strcmp0(reason->code, "footnote") == 0;
    g_autofree char *name =
        footnote ? g_strdup(reason->name)
                 : g_strdup_printf("%s %s", reason->code, reason->columns ? reason->columns : "");
    add(pager, roles[reason->outcome], 8, "    %s: %s: %s. [%s; edition of %s%s]", g_strchomp(name),
        words[reason->outcome], reason->why, reason->cite, reason->as_of ? reason->as_of : "unknown day",
        reason->verified ? "" : "; unverified");
}

static void add_issue(Pager *pager, const Issue *issue)
{
    add(pager, issue->open ? ROLE_TEXT : ROLE_MUTED, 14, "    %s %s [%s%s]",
        issue->open ? "open:    " : "answered:", issue->text, issue->cite ? issue->cite : "no source",
        issue->verified ? "" : "; unverified");
}

static void add_issues(Pager *pager, const Determination *made, int destination, bool standing)
{
    for (int open = 1; open >= 0; open--)
        for (guint i = 0; i < determination_issues(made); i++) {
            const Issue *issue = determination_issue(made, i);
            if (issue->destination == destination && issue->open == (open == 1) &&
                issue->standing == standing)
                add_issue(pager, issue);
        }
}

static void add_destination(Pager *pager, const Determination *made, guint index)
{
    const Destination *to = determination_destination(made, index);
    add(pager, answer_role(to->answer), 4, "  %s %s%s%s%s: %s",
        to->deemed ? "Release to a national of" : "Export to", to->name, to->person ? " (" : "",
        to->person ? to->person : "", to->person ? ")" : "", chart_answer_label(to->answer));
    for (guint i = 0; i < determination_reasons(made); i++) {
        const Reason *reason = determination_reason(made, i);
        if (reason->destination == index)
            add_reason(pager, reason);
    }
    add_issues(pager, made, (int)index, false);
}

/* --- the whole --- */

static void add_item(ChartPage *page, Pager *pager, const ItemDetermination *item)
{
    g_autofree char *jump = mark_jump(page, "case_items", item->item_id);
    pager_add(pager, ROLE_TEXT, 0, "");
    if (!item->made) {
        add(pager, ROLE_HEADING, 4, "%s%s", item->title, jump);
        add(pager, ROLE_DEADLINE, 4, "  open: %s", item->problem);
        return;
    }
    g_autofree char *class = classification_show(determination_item(item->made));
    add(pager, ROLE_HEADING, 4, "%s, %s: %s%s", item->title, class,
        chart_answer_label(determination_answer(item->made)), jump);
    for (guint i = 0; i < determination_destinations(item->made); i++)
        add_destination(pager, item->made, i);
    add_issues(pager, item->made, -1, false);
}

static void add_visitors(ChartPage *page, Pager *pager, const CaseDetermination *read)
{
    for (guint i = 0; i < read->visitors->len; i++) {
        const CaseVisitor *visitor = g_ptr_array_index(read->visitors, i);
        g_autofree char *jump = mark_jump(page, "visitors", visitor->visitor_id);
        if (i == 0)
            pager_add(pager, ROLE_TEXT, 0, "");
        add(pager, visitor->known ? ROLE_TEXT : ROLE_DEADLINE, 4, "Visitor %s%s%s", visitor->name,
            visitor->known ? "" : ": no citizenship entered", jump);
    }
}

static void add_end(Pager *pager, const Determination *made)
{
    pager_add(pager, ROLE_TEXT, 0, "");
    pager_add(pager, ROLE_HEADING, 0, "What the chart does not answer");
    add_issues(pager, made, -1, true);
    pager_add(pager, ROLE_TEXT, 0, "");
    pager_add(pager, ROLE_HEADING, 0, "Editions");
    for (guint i = 0; i < determination_editions(made); i++) {
        const Edition *edition = determination_edition(made, i);
        add(pager, edition->stale ? ROLE_DANGER : ROLE_MUTED, 14, "  %s  %s%s%s. %s", edition->as_of,
            edition->title, edition->verified ? "" : " (unverified)", edition->stale ? " PAST ITS DAY" : "",
            edition->source);
    }
}

static const Determination *any_made(const CaseDetermination *read)
{
    for (guint i = 0; i < read->items->len; i++) {
        const ItemDetermination *item = g_ptr_array_index(read->items, i);
        if (item->made)
            return item->made;
    }
    return NULL;
}

static void fill(App *app, Pager *pager, gpointer data)
{
    ChartPage *page = data;
    g_autoptr(GError) error = NULL;
    g_array_set_size(page->jumps, 0);
    g_autoptr(CaseDetermination) read = case_determination_read(app->store, page->case_id, &error);
    if (!read) {
        pager_add(pager, ROLE_DANGER, 0, error->message);
        return;
    }
    pager_add(pager, ROLE_MUTED, 0, "What the rule tables say, not a decision: an official decides.");
    if (any_made(read) && determination_stale(any_made(read)))
        pager_add(pager, ROLE_DANGER, 0, "Rule tables are past their day: the end of this page names them.");
    if (read->items->len == 0)
        pager_add(pager, ROLE_DEADLINE, 0, "No items are entered: enter what is transferred, with its ECCN.");
    for (guint i = 0; i < read->items->len; i++)
        add_item(page, pager, g_ptr_array_index(read->items, i));
    add_visitors(page, pager, read);
    if (any_made(read))
        add_end(pager, any_made(read));
}

View *determination_new_view(App *app, gint64 case_id)
{
    ChartPage *page = g_new0(ChartPage, 1);
    *page = (ChartPage){case_id, g_array_new(false, true, sizeof(ReadJump))};
    g_autofree char *title = record_title(app->store, "export_case", case_id);
    g_autofree char *heading =
        g_strdup_printf("Chart %s %s", terminal_glyph(app->terminal, GLYPH_PATH), title);
    View *view = read_new(app, heading, pager_new(), fill, page, page_free);
    read_set_jumps(view, page->jumps);
    return view;
}
