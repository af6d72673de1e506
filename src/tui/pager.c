#include "tui/pager.h"

#include <string.h>

#include "tui/layout.h"

enum { WIDTH_UNDRAWN = 80, HEIGHT_UNDRAWN = 20, NO_LINE = -1 };

typedef struct {
    char *text;
    Role role;
    int indent;
    bool changes; /* {+ +} and [- -] in it are marks */
} Line;

/* One row of the screen: a part of a line. */
typedef struct {
    guint line;
    int x;
    char *text;
    int mark; /* the mark that is open where it begins, or NO_MARK */
} Part;

enum { NO_MARK = -1 };

static const struct {
    const char *open, *close; /* of two bytes each */
    Role role;
} marks[] = {
    {"{+", "+}", ROLE_GOOD},
    {"[-", "-]", ROLE_DANGER},
};

struct Pager {
    GArray *lines; /* of Line */
    GArray *parts; /* of Part, broken for `width`; empty when that is to be done */
    int width;
    int height;
    int first; /* part on top */
    int match; /* line that was found, or NO_LINE */
};

static void line_clear(gpointer data)
{
    g_free(((Line *)data)->text);
}

static void part_clear(gpointer data)
{
    g_free(((Part *)data)->text);
}

Pager *pager_new(void)
{
    Pager *pager = g_new0(Pager, 1);
    pager->lines = g_array_new(FALSE, FALSE, sizeof(Line));
    g_array_set_clear_func(pager->lines, line_clear);
    pager->parts = g_array_new(FALSE, FALSE, sizeof(Part));
    g_array_set_clear_func(pager->parts, part_clear);
    pager->width = WIDTH_UNDRAWN;
    pager->height = HEIGHT_UNDRAWN;
    pager->match = NO_LINE;
    return pager;
}

void pager_free(Pager *pager)
{
    if (pager == NULL)
        return;
    g_array_free(pager->lines, TRUE);
    g_array_free(pager->parts, TRUE);
    g_free(pager);
}

static void add_line(Pager *pager, Role role, int indent, const char *line, bool changes)
{
    const Line row = {g_strdup(line != NULL ? line : ""), role, MAX(indent, 0), changes};
    g_array_append_val(pager->lines, row);
    g_array_set_size(pager->parts, 0);
}

void pager_add(Pager *pager, Role role, int indent, const char *line)
{
    add_line(pager, role, indent, line, false);
}

void pager_add_changes(Pager *pager, Role role, int indent, const char *line)
{
    add_line(pager, role, indent, line, true);
}

void pager_clear(Pager *pager)
{
    g_array_set_size(pager->lines, 0);
    g_array_set_size(pager->parts, 0);
    pager->first = 0;
    pager->match = NO_LINE;
}

/* --- breaking --- */

static const Line *line_at(const Pager *pager, guint index)
{
    return &g_array_index(pager->lines, Line, index);
}

static const Part *part_at(const Pager *pager, int index)
{
    return &g_array_index(pager->parts, Part, index);
}

/* The place where the mark changes next, behind a closing one; the end of the text when none does. */
static const char *next_mark(const char *text, int *mark)
{
    for (const char *at = text; *at != '\0'; at++) {
        for (int i = 0; i < (int)G_N_ELEMENTS(marks); i++) {
            if (*mark == NO_MARK && g_str_has_prefix(at, marks[i].open)) {
                *mark = i;
                return at;
            }
            if (*mark == i && g_str_has_prefix(at, marks[i].close)) {
                *mark = NO_MARK;
                return at + strlen(marks[i].close);
            }
        }
    }
    return text + strlen(text);
}

/* The mark that is open behind a part. */
static int mark_after(const Part *part)
{
    int mark = part->mark;
    for (const char *at = part->text; *at != '\0';)
        at = next_mark(at, &mark);
    return mark;
}

static void add_part(Pager *pager, guint line, int x, const char *text)
{
    const Part *last = pager->parts->len > 0 ? part_at(pager, (int)pager->parts->len - 1) : NULL;
    const bool goes_on = last != NULL && last->line == line && line_at(pager, line)->changes;
    const Part part = {line, x, g_strdup(text), goes_on ? mark_after(last) : NO_MARK};
    g_array_append_val(pager->parts, part);
}

/* The first row takes the whole width, the others stand indented under it. */
static void break_line(Pager *pager, guint index)
{
    const Line *line = line_at(pager, index);
    const int indent = MIN(line->indent, pager->width / 2);
    g_autofree char *clean = text_clean(line->text, true);
    g_autoptr(GPtrArray) first = text_wrap(clean, pager->width);
    const char *head = g_ptr_array_index(first, 0);
    add_part(pager, index, 0, head);
    if (first->len == 1)
        return;
    const char *rest = g_str_has_prefix(clean, head) ? clean + strlen(head) : clean;
    rest += strspn(rest, " ");
    rest += *rest == '\n' ? 1 : 0;
    g_autoptr(GPtrArray) others = text_wrap(rest, MAX(pager->width - indent, 1));
    for (guint i = 0; i < others->len; i++)
        add_part(pager, index, indent, g_ptr_array_index(others, i));
}

static void break_lines(Pager *pager)
{
    if (pager->parts->len > 0)
        return;
    for (guint i = 0; i < pager->lines->len; i++)
        break_line(pager, i);
}

static int last_first(const Pager *pager)
{
    return MAX((int)pager->parts->len - pager->height, 0);
}

static void scroll_to(Pager *pager, int first)
{
    pager->first = CLAMP(first, 0, last_first(pager));
}

/* First part of a line. */
static int part_of(const Pager *pager, guint line)
{
    for (guint i = 0; i < pager->parts->len; i++) {
        if (part_at(pager, (int)i)->line >= line)
            return (int)i;
    }
    return MAX((int)pager->parts->len - 1, 0);
}

static bool in_sight(const Pager *pager, int part)
{
    return part >= pager->first && part < pager->first + pager->height;
}

/* The part on which the cursor stands: what was found while it is in sight, else the top. */
static int cursor_part(const Pager *pager)
{
    const int found = pager->match != NO_LINE ? part_of(pager, (guint)pager->match) : -1;
    return found >= 0 && in_sight(pager, found) ? found : pager->first;
}

guint pager_count(const Pager *pager)
{
    return pager->lines->len;
}

guint pager_current(const Pager *pager)
{
    break_lines((Pager *)pager);
    const int part = cursor_part(pager);
    return part < (int)pager->parts->len ? part_at(pager, part)->line : 0;
}

void pager_go_to(Pager *pager, guint line)
{
    break_lines(pager);
    scroll_to(pager, part_of(pager, line));
}

/* --- moving --- */

bool pager_handle(Pager *pager, Action action)
{
    break_lines(pager);
    switch (action) {
    case ACTION_UP:
        scroll_to(pager, pager->first - 1);
        return true;
    case ACTION_DOWN:
        scroll_to(pager, pager->first + 1);
        return true;
    case ACTION_PAGE_UP:
        scroll_to(pager, pager->first - MAX(pager->height - 1, 1));
        return true;
    case ACTION_PAGE_DOWN:
    case ACTION_MARK: /* Space, as in every pager */
        scroll_to(pager, pager->first + MAX(pager->height - 1, 1));
        return true;
    case ACTION_FIRST:
        scroll_to(pager, 0);
        return true;
    case ACTION_LAST:
        scroll_to(pager, last_first(pager));
        return true;
    default:
        return false;
    }
}

static bool line_contains(const Pager *pager, guint line, const char *folded)
{
    g_autofree char *text = text_fold(line_at(pager, line)->text);
    return strstr(text, folded) != NULL;
}

/* Shows a line with some of what stands before it, when it is not in sight already. */
static void show_line(Pager *pager, guint line)
{
    const int part = part_of(pager, line);
    if (!in_sight(pager, part))
        scroll_to(pager, part - pager->height / 4);
}

bool pager_find(Pager *pager, const char *text, bool backward, bool again)
{
    const guint count = pager->lines->len;
    const guint from = pager_current(pager);
    pager->match = NO_LINE;
    if (text == NULL || count == 0)
        return false;
    g_autofree char *folded = text_fold(text);
    for (guint i = again ? 1 : 0; i < count + (again ? 1 : 0); i++) {
        const guint step = i % count;
        const guint line = (backward ? from + count - step : from + step) % count;
        if (line_contains(pager, line, folded)) {
            pager->match = (int)line;
            show_line(pager, line);
            return true;
        }
    }
    return false;
}

/* --- drawing --- */

static void take_area(Pager *pager, Rect area)
{
    const int width = MAX(area.width - 1, 1); /* the last column tells that there is more */
    pager->height = MAX(area.height, 1);
    if (pager->width == width) {
        break_lines(pager);
        return;
    }
    const guint line = pager_current(pager);
    pager->width = width;
    g_array_set_size(pager->parts, 0);
    pager_go_to(pager, line);
}

static void draw_more(const Pager *pager, Terminal *terminal, Rect area)
{
    const int x = area.x + area.width - 1;
    if (pager->first > 0)
        terminal_text(terminal, area.y, x, 1, ROLE_MUTED, terminal_glyph(terminal, GLYPH_UP));
    if (pager->first + area.height < (int)pager->parts->len)
        terminal_text(terminal, area.y + area.height - 1, x, 1, ROLE_MUTED,
                      terminal_glyph(terminal, GLYPH_DOWN));
}

/* A part with its changes in their roles. */
static void draw_changes(const Part *part, Role role, Terminal *terminal, Rect area)
{
    int mark = part->mark, x = area.x;
    for (const char *at = part->text; *at != '\0' && x < area.x + area.width;) {
        const Role run_role = mark == NO_MARK ? role : marks[mark].role;
        const char *end = next_mark(at, &mark);
        g_autofree char *run = g_strndup(at, (gsize)(end - at));
        x += terminal_run(terminal, area.y, x, area.x + area.width - x, run_role, run);
        at = end;
    }
}

void pager_draw(Pager *pager, Terminal *terminal, Rect area)
{
    if (area.height < 1 || area.width < 2)
        return;
    take_area(pager, area);
    scroll_to(pager, pager->first);
    for (int i = 0; i < area.height && pager->first + i < (int)pager->parts->len; i++) {
        const Part *part = part_at(pager, pager->first + i);
        const Line *line = line_at(pager, part->line);
        const Rect row = {area.y + i, area.x + part->x, 1, area.width - 1 - part->x};
        if ((int)part->line != pager->match && line->changes)
            draw_changes(part, line->role, terminal, row);
        else
            terminal_run(terminal, row.y, row.x, row.width,
                         (int)part->line == pager->match ? ROLE_MATCH : line->role, part->text);
    }
    draw_more(pager, terminal, area);
    if (!terminal_cursor_placed(terminal))
        terminal_cursor(terminal, area.y + cursor_part(pager) - pager->first, area.x);
}
