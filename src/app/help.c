/* Help: the keys of the place where it was asked for, made from the table of keys, and what is the same
 * everywhere. */
#include "app/read.h"

enum { KEYS_WIDTH = 22 };

static void add_key(const char *key, const char *what, gpointer data)
{
    g_autofree char *padded = text_fit(key, KEYS_WIDTH, ALIGN_LEFT, NULL);
    g_autofree char *line = g_strdup_printf("  %s %s", padded, what);
    pager_add(data, ROLE_TEXT, KEYS_WIDTH + 3, line);
}

static void add_context(const App *app, Pager *pager, KeyContext context, const char *heading)
{
    g_autoptr(GPtrArray) rows = keymap_help(app->keymap, context);
    pager_add(pager, ROLE_HEADING, 0, heading);
    for (guint i = 0; i < rows->len; i++) {
        const KeyHelp *row = g_ptr_array_index(rows, i);
        if (row->help != NULL)
            add_key(row->keys, row->help, pager);
    }
    pager_add(pager, ROLE_TEXT, 0, "");
}

static void add_places(const App *app, Pager *pager)
{
    pager_add(pager, ROLE_HEADING, 0, "Places: g and a letter, or the letter alone on home");
    add_key("g h", "Home", pager);
    for (guint i = 0; i < screen_set_count(app->screens); i++) {
        const ScreenHead screen = screen_set_head(app->screens, i);
        if (screen.hotkey == NULL)
            continue;
        g_autofree char *key = g_strdup_printf("g %s", screen.hotkey);
        add_key(key, screen.title, pager);
    }
    pager_add(pager, ROLE_TEXT, 0, "");
}

static void add_typing(Pager *pager)
{
    static const char *const rows[][2] = {
        {"Dates",
         "2026-12-01, 1 dec, fri, next fri, next month, end of month, today, +3w; +5y counts on from "
         "the day in the field"},
        {"Filled fields",
         "the first letter replaces; arrows, Home, End and Backspace change; Ctrl-Z brings back"},
        {"Money", "850000, 850,000.00, 850k, 1.2m, with or without the currency"},
        {"Choices, links", "type a part of the name: the list narrows; Enter takes the one that is marked"},
        {"Criteria",
         "word, =exactly, !not, >after, <before, a..b, a|b, *pattern*, = (is empty), ! (is not empty)"},
        {"Drafts", "what you type is kept every few seconds; :drafts takes it up again"},
    };
    pager_add(pager, ROLE_HEADING, 0, "What fields understand");
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        add_key(rows[i][0], rows[i][1], pager);
    pager_add(pager, ROLE_TEXT, 0, "");
}

/* Keys that only this place has: quick filters, the actions of its screen. */
static void add_more_keys(const View *from, Pager *pager)
{
    if (from->class->more_keys == NULL)
        return;
    guint before = pager_count(pager);
    pager_add(pager, ROLE_HEADING, 0, "Only here");
    from->class->more_keys(from, add_key, pager);
    if (pager_count(pager) == before + 1)
        pager_clear(pager);
    else
        pager_add(pager, ROLE_TEXT, 0, "");
}

View *help_new(App *app)
{
    static const char *const headings[] = {"Keys here", "Keys while typing", "Keys of the checklist",
                                           "Keys of a question"};
    const View *from = app_top(app);
    Pager *pager = pager_new();
    KeyContext context = from->class->context(from);
    add_more_keys(from, pager);
    add_context(app, pager, context, headings[context]);
    if (context == CONTEXT_CHECKLIST)
        add_context(app, pager, CONTEXT_VIEW, "Keys of every place");
    if (context != CONTEXT_EDIT)
        add_context(app, pager, CONTEXT_EDIT, "Keys while typing");
    add_places(app, pager);
    add_typing(pager);
    g_autofree char *title =
        g_strdup_printf("Help %s %s", terminal_glyph(app->terminal, GLYPH_PATH), from->class->name);
    return read_new(app, title, pager, NULL, NULL, NULL);
}
