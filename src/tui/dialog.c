#include "tui/dialog.h"

#include "tui/layout.h"

enum {
    WIDTH_LEAST = 36, /* columns inside, where there are that many */
    WIDTH_TEXT = 68,  /* text is broken there */
    WIDTH_PROMPT = 56,
    FRAME = 4,         /* columns of the box and a blank on each side */
    OPTIONS_SHOWN = 8, /* rows kept for options, so that the box does not jump while typing */
    OPTIONS_MOST = 100,
    ITEMS_LEAST = 3,
};

typedef struct {
    Key key;
    char *key_name;
    char *label;
    char *detail;
    bool dim;
} Item;

struct Dialog {
    char *title;
    char *text;
    GPtrArray *items; /* of Item */
    guint current;    /* DIALOG_NONE: the line as typed */
    bool picked;

    Editor *editor; /* NULL: nothing to type */
    DialogOptions options;
    gpointer data;
    bool stale; /* the items are not yet those of what is typed */

    int first;      /* item on top */
    int text_first; /* line of the text on top */
    int text_cut;   /* lines of the text that are out of sight */
    int page;       /* items in sight */
    int columns;    /* of the line to type */
};

static void item_free(gpointer data)
{
    Item *item = data;
    g_free(item->key_name);
    g_free(item->label);
    g_free(item->detail);
    g_free(item);
}

static Item *item_new(Key key, const char *label, const char *detail, bool dim)
{
    Item *item = g_new0(Item, 1);
    *item = (Item){key, key != 0 ? key_to_name(key) : NULL, g_strdup(label), g_strdup(detail), dim};
    return item;
}

static Dialog *dialog_make(const char *title, const char *text)
{
    Dialog *dialog = g_new0(Dialog, 1);
    dialog->title = g_strdup(title != NULL ? title : "");
    dialog->text = g_strdup(text != NULL ? text : "");
    dialog->items = g_ptr_array_new_with_free_func(item_free);
    dialog->current = DIALOG_NONE;
    dialog->page = ITEMS_LEAST;
    dialog->columns = WIDTH_PROMPT;
    return dialog;
}

Dialog *dialog_new(const char *title, const char *text, const DialogItem *items, guint count, guint current)
{
    Dialog *dialog = dialog_make(title, text);
    for (guint i = 0; i < count; i++)
        g_ptr_array_add(dialog->items, item_new(items[i].key, items[i].label, items[i].detail, items[i].dim));
    dialog->current = count > 0 ? MIN(current, count - 1) : DIALOG_NONE;
    return dialog;
}

Dialog *dialog_prompt(const char *title, const char *text, const char *typed, DialogOptions options,
                      gpointer data)
{
    Dialog *dialog = dialog_make(title, text);
    dialog->editor = editor_new(typed != NULL ? typed : "", false);
    dialog->options = options;
    dialog->data = data;
    dialog->stale = options != NULL;
    return dialog;
}

Dialog *dialog_text(const char *title, const char *text)
{
    return dialog_make(title, text);
}

void dialog_free(Dialog *dialog)
{
    if (dialog == NULL)
        return;
    g_free(dialog->title);
    g_free(dialog->text);
    g_ptr_array_free(dialog->items, TRUE);
    editor_free(dialog->editor);
    g_free(dialog);
}

static const Item *item_at(const Dialog *dialog, guint index)
{
    return index < dialog->items->len ? g_ptr_array_index(dialog->items, index) : NULL;
}

bool dialog_types(const Dialog *dialog)
{
    return dialog->editor != NULL;
}

guint dialog_picked(const Dialog *dialog)
{
    return dialog->editor == NULL || dialog->picked ? dialog->current : DIALOG_NONE;
}

const char *dialog_typed(const Dialog *dialog)
{
    const Item *item = dialog->picked ? item_at(dialog, dialog->current) : NULL;
    if (item != NULL && dialog->editor != NULL)
        return item->label;
    return dialog->editor != NULL ? editor_text(dialog->editor) : "";
}

/* --- options --- */

/* The option that Enter takes: what was typed to the letter, else the first; none for an empty line. */
static guint option_to_highlight(const Dialog *dialog)
{
    const char *typed = editor_text(dialog->editor);
    if (*typed == '\0' || dialog->items->len == 0)
        return DIALOG_NONE;
    g_autofree char *folded = text_fold(typed);
    for (guint i = 0; i < dialog->items->len; i++) {
        g_autofree char *label = text_fold(item_at(dialog, i)->label);
        if (strcmp(label, folded) == 0)
            return i;
    }
    return 0;
}

static void options_refresh(Dialog *dialog)
{
    if (!dialog->stale)
        return;
    g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func(g_free);
    dialog->stale = !dialog->options(editor_text(dialog->editor), labels, dialog->data);
    g_ptr_array_set_size(dialog->items, 0);
    for (guint i = 0; i < MIN(labels->len, (guint)OPTIONS_MOST); i++)
        g_ptr_array_add(dialog->items, item_new(0, g_ptr_array_index(labels, i), NULL, false));
    dialog->current = option_to_highlight(dialog);
    dialog->first = 0;
}

bool dialog_idle(Dialog *dialog)
{
    const bool was_stale = dialog->stale;
    options_refresh(dialog);
    return was_stale && !dialog->stale;
}

static void typed_changed(Dialog *dialog)
{
    dialog->stale = dialog->options != NULL;
}

/* Puts the highlighted option, or the first, into the line. */
static void complete(Dialog *dialog)
{
    options_refresh(dialog);
    const Item *item = item_at(dialog, dialog->current != DIALOG_NONE ? dialog->current : 0);
    if (item == NULL)
        return;
    editor_set(dialog->editor, item->label);
    typed_changed(dialog);
}

/* --- moving --- */

static void move_to(Dialog *dialog, int index)
{
    if (dialog->items->len > 0)
        dialog->current = (guint)CLAMP(index, 0, (int)dialog->items->len - 1);
}

static void move_by(Dialog *dialog, int rows)
{
    options_refresh(dialog);
    const bool none = dialog->current == DIALOG_NONE;
    if (dialog->editor != NULL && rows < 0 && (none || dialog->current == 0))
        dialog->current = DIALOG_NONE;
    else
        move_to(dialog, none ? 0 : (int)dialog->current + rows);
}

static void move_round(Dialog *dialog, int rows)
{
    const int count = (int)dialog->items->len;
    if (count > 0)
        dialog->current = (guint)(((int)dialog->current + rows + count) % count);
}

static void scroll_text(Dialog *dialog, int lines)
{
    dialog->text_first = CLAMP(dialog->text_first + lines, 0, dialog->text_cut);
}

/* A page: of the text while some of it is out of sight, else of the items. */
static void page_by(Dialog *dialog, int direction)
{
    if (dialog->text_cut > 0)
        scroll_text(dialog, direction * 3);
    else
        move_by(dialog, direction * dialog->page);
}

static void line_by(Dialog *dialog, int direction)
{
    if (dialog->items->len == 0)
        scroll_text(dialog, direction);
    else
        move_by(dialog, direction);
}

/* --- answering --- */

static DialogResult pick(Dialog *dialog, guint index)
{
    const Item *item = item_at(dialog, index);
    if (item == NULL || item->dim)
        return DIALOG_OPEN;
    dialog->current = index;
    dialog->picked = true;
    return DIALOG_PICKED;
}

static DialogResult handle_choice(Dialog *dialog, Action action)
{
    switch (action) {
    case ACTION_OPEN:
        return dialog->items->len > 0 ? pick(dialog, dialog->current) : DIALOG_LEFT;
    case ACTION_BACK:
        return DIALOG_LEFT;
    case ACTION_UP:
        line_by(dialog, -1);
        break;
    case ACTION_DOWN:
        line_by(dialog, 1);
        break;
    case ACTION_PREVIOUS_FIELD:
        move_round(dialog, -1);
        break;
    case ACTION_NEXT_FIELD:
        move_round(dialog, 1);
        break;
    case ACTION_PAGE_UP:
        page_by(dialog, -1);
        break;
    case ACTION_PAGE_DOWN:
        page_by(dialog, 1);
        break;
    case ACTION_FIRST:
        dialog->text_first = 0;
        move_to(dialog, 0);
        break;
    case ACTION_LAST:
        dialog->text_first = dialog->text_cut;
        move_to(dialog, (int)dialog->items->len - 1);
        break;
    default:
        break;
    }
    return DIALOG_OPEN;
}

static DialogResult accept_line(Dialog *dialog)
{
    options_refresh(dialog);
    dialog->picked = dialog->current != DIALOG_NONE;
    return DIALOG_PICKED;
}

static void type_key(Dialog *dialog, Key key)
{
    char bytes[8] = {0};
    if (!key_is_text(key))
        return;
    bytes[g_unichar_to_utf8(key, bytes)] = '\0';
    editor_insert(dialog->editor, bytes);
    typed_changed(dialog);
}

static DialogResult handle_line(Dialog *dialog, const Event *event, Action action)
{
    switch (action) {
    case ACTION_OPEN:
    case ACTION_SAVE:
        return accept_line(dialog);
    case ACTION_BACK:
        return DIALOG_LEFT;
    case ACTION_UP:
    case ACTION_PREVIOUS_FIELD:
        line_by(dialog, -1);
        break;
    case ACTION_DOWN:
        options_refresh(dialog);
        line_by(dialog, 1);
        break;
    case ACTION_PAGE_UP:
    case ACTION_PREVIOUS_SECTION:
        page_by(dialog, -1);
        break;
    case ACTION_PAGE_DOWN:
    case ACTION_NEXT_SECTION:
        page_by(dialog, 1);
        break;
    case ACTION_NEXT_FIELD:
        complete(dialog);
        break;
    case ACTION_NONE:
        type_key(dialog, event->key);
        break;
    default: {
        g_autofree char *before = g_strdup(editor_text(dialog->editor));
        editor_action(dialog->editor, action, dialog->columns);
        if (strcmp(before, editor_text(dialog->editor)) != 0)
            typed_changed(dialog);
        break;
    }
    }
    return DIALOG_OPEN;
}

static guint item_of_key(const Dialog *dialog, Key key)
{
    for (guint i = 0; i < dialog->items->len; i++) {
        if (item_at(dialog, i)->key != 0 && item_at(dialog, i)->key == key)
            return i;
    }
    return DIALOG_NONE;
}

DialogResult dialog_handle(Dialog *dialog, const Event *event, Action action)
{
    if (event->kind == EVENT_PASTE && dialog->editor != NULL) {
        editor_insert(dialog->editor, event->text);
        typed_changed(dialog);
    }
    if (event->kind != EVENT_KEY)
        return DIALOG_OPEN;
    if (dialog->editor != NULL)
        return handle_line(dialog, event, action);
    const guint item = item_of_key(dialog, event->key);
    return item != DIALOG_NONE ? pick(dialog, item) : handle_choice(dialog, action);
}

/* --- layout --- */

/* How the rows inside are shared out. */
typedef struct {
    Rect box;
    Rect inside;
    int text;  /* rows of the text */
    bool gap;  /* an empty row below it */
    bool line; /* the line to type */
    int items; /* rows of items */
} Plan;

static int widest_line(const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    int width = 0;
    for (char **line = lines; *line != NULL; line++)
        width = MAX(width, text_width(*line));
    return width;
}

static int key_columns(const Dialog *dialog)
{
    int width = 0;
    for (guint i = 0; i < dialog->items->len; i++)
        width = MAX(width, text_width(item_at(dialog, i)->key_name));
    return width > 0 ? width + 2 : 0;
}

static int widest_item(const Dialog *dialog)
{
    int width = 0;
    for (guint i = 0; i < dialog->items->len; i++) {
        const Item *item = item_at(dialog, i);
        const int detail = item->detail != NULL ? text_width(item->detail) + 2 : 0;
        width = MAX(width, text_width(item->label) + detail);
    }
    return width + key_columns(dialog);
}

static int wished_width(const Dialog *dialog)
{
    const int text = MIN(widest_line(dialog->text), WIDTH_TEXT);
    const int body = dialog->editor != NULL ? WIDTH_PROMPT : widest_item(dialog);
    return MAX(MAX(text, body), MAX(text_width(dialog->title) + 2, WIDTH_LEAST)) + FRAME;
}

static int wished_items(const Dialog *dialog)
{
    return dialog->options != NULL ? OPTIONS_SHOWN : (int)dialog->items->len;
}

/* Short of rows, first the gap goes, then the text is cut to leave some items, then the items. */
static void share_rows(const Dialog *dialog, Plan *plan, int text)
{
    int left = plan->inside.height;
    plan->line = dialog->editor != NULL && left > 0;
    left -= plan->line;
    const int items = wished_items(dialog);
    plan->text = MIN(text, MAX(left - MIN(items, ITEMS_LEAST), MIN(left, text > 0 ? 1 : 0)));
    plan->items = MIN(items, left - plan->text);
    left -= plan->text + plan->items;
    plan->gap = left > 0 && plan->text > 0 && (plan->line || plan->items > 0);
}

static Plan plan_box(const Dialog *dialog, Rect area, GPtrArray **text)
{
    Plan plan = {.box = area};
    const int x = layout_centre(area.width, wished_width(dialog), &plan.box.width);
    *text =
        *dialog->text != '\0' ? text_wrap(dialog->text, MAX(plan.box.width - FRAME, 1)) : g_ptr_array_new();
    const int lines = (int)(*text)->len, items = wished_items(dialog), line = dialog->editor != NULL;
    const int gap = lines > 0 && items + line > 0;
    const int y = layout_centre(area.height, lines + gap + line + items + 2, &plan.box.height);
    plan.box.y = area.y + y;
    plan.box.x = area.x + x;
    plan.inside =
        (Rect){plan.box.y + 1, plan.box.x + 2, MAX(plan.box.height - 2, 0), MAX(plan.box.width - FRAME, 0)};
    share_rows(dialog, &plan, lines);
    return plan;
}

/* --- drawing --- */

/* Signs on the right edge of rows that have more above or below. */
static void draw_more(Terminal *terminal, const Plan *plan, int y, int rows, bool above, bool below)
{
    const int x = plan->box.x + plan->box.width - 1;
    if (above)
        terminal_text(terminal, y, x, 1, ROLE_MUTED, terminal_glyph(terminal, GLYPH_UP));
    if (below)
        terminal_text(terminal, y + rows - 1, x, 1, ROLE_MUTED, terminal_glyph(terminal, GLYPH_DOWN));
}

static void draw_text(Dialog *dialog, Terminal *terminal, const Plan *plan, const GPtrArray *lines)
{
    dialog->text_cut = MAX((int)lines->len - plan->text, 0);
    dialog->text_first = MIN(dialog->text_first, dialog->text_cut);
    for (int i = 0; i < plan->text; i++)
        terminal_text(terminal, plan->inside.y + i, plan->inside.x, plan->inside.width, ROLE_TEXT,
                      g_ptr_array_index(lines, dialog->text_first + i));
    if (plan->text > 0)
        draw_more(terminal, plan, plan->inside.y, plan->text, dialog->text_first > 0,
                  dialog->text_first < dialog->text_cut);
}

static void draw_line(Dialog *dialog, Terminal *terminal, const Plan *plan, int y)
{
    const int x = plan->inside.x;
    int cursor = 0;
    dialog->columns = MAX(plan->inside.width - 2, 1);
    g_autofree char *view = editor_line_view(dialog->editor, dialog->columns, &cursor);
    terminal_text(terminal, y, x, 1, ROLE_LABEL, "[");
    terminal_text(terminal, y, x + 1, dialog->columns, ROLE_FIELD, view);
    terminal_text(terminal, y, x + 1 + dialog->columns, 1, ROLE_LABEL, "]");
    terminal_cursor(terminal, y, x + 1 + cursor);
}

static void draw_item(const Dialog *dialog, Terminal *terminal, Rect line, guint index)
{
    const Item *item = item_at(dialog, index);
    const bool current = index == dialog->current;
    const Role role = current ? ROLE_FOCUS : (item->dim ? ROLE_MUTED : ROLE_TEXT);
    const int keys = key_columns(dialog);
    const int rest = MAX(line.width - keys, 0);
    const int detail = item->detail != NULL ? MIN(text_width(item->detail), rest / 2) : 0;
    terminal_fill(terminal, line, role);
    if (item->key_name != NULL)
        terminal_text(terminal, line.y, line.x, keys, current ? ROLE_FOCUS : ROLE_KEY, item->key_name);
    terminal_text(terminal, line.y, line.x + keys, rest - detail - (detail > 0 ? 2 : 0), role, item->label);
    if (detail > 0)
        terminal_text_right(terminal, line.y, line.x + line.width - detail, detail,
                            current ? ROLE_FOCUS : ROLE_MUTED, item->detail);
    if (current && dialog->editor == NULL)
        terminal_cursor(terminal, line.y, line.x + keys);
}

static void draw_items(Dialog *dialog, Terminal *terminal, const Plan *plan, int y)
{
    const int count = (int)dialog->items->len;
    dialog->page = MAX(plan->items, 1);
    if (plan->items > 0 && dialog->stale)
        terminal_text(terminal, y, plan->inside.x, plan->inside.width, ROLE_MUTED, "Searching");
    if (plan->items == 0 || count == 0)
        return;
    const int current = dialog->current == DIALOG_NONE ? 0 : (int)dialog->current;
    dialog->first = layout_scroll(dialog->first, current, count, plan->items);
    const int shown = MIN(plan->items, count - dialog->first);
    for (int i = 0; i < shown; i++)
        draw_item(dialog, terminal, (Rect){y + i, plan->inside.x, 1, plan->inside.width},
                  (guint)(dialog->first + i));
    draw_more(terminal, plan, y, shown, dialog->first > 0, dialog->first + shown < count);
}

void dialog_draw(Dialog *dialog, Terminal *terminal, Rect area)
{
    options_refresh(dialog);
    g_autoptr(GPtrArray) lines = NULL;
    const Plan plan = plan_box(dialog, area, &lines);
    terminal_box(terminal, plan.box, dialog->title);
    terminal_cursor(terminal, plan.inside.y, plan.inside.x);
    draw_text(dialog, terminal, &plan, lines);
    int y = plan.inside.y + plan.text + (plan.gap ? 1 : 0);
    if (plan.line)
        draw_line(dialog, terminal, &plan, y++);
    draw_items(dialog, terminal, &plan, y);
}
