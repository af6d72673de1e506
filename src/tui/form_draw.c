#include "tui/form_private.h"

#include <string.h>

#include "tui/layout.h"

enum { MASKS = 8, CHOICE_SIGN = 2, ROOM_FOR_SIGN = 6, DROP_LEAST = 28 };

/* What is drawn of one section. The arrays have one entry for each field shown. */
typedef struct {
    FormView *form;
    Terminal *terminal;
    Rect area; /* of the fields */
    guint count;
    guint *fields;
    char **texts;      /* as they may be seen: masked where they are to be */
    char **understood; /* "" for nothing */
    char **warnings;   /* the same */
    FormNeed *needs;
    FormPlace *places;
    int value_x;
    int total; /* rows */
} Picture;

/* --- the strip of sections --- */

static const char *title_of(const FormView *form, guint section)
{
    const char *title = form->model.section_title(form->model.self, section);
    return title != NULL ? title : "";
}

/* Columns of the titles. (transfer full) (element-type int) */
static GArray *title_widths(const FormView *form)
{
    GArray *widths = g_array_new(FALSE, FALSE, sizeof(int));
    for (guint i = 0; i < form_all_sections(form); i++) {
        int width = text_width(title_of(form, i));
        g_array_append_val(widths, width);
    }
    return widths;
}

static void draw_strip(const FormView *form, Terminal *terminal, Rect area)
{
    g_autoptr(GArray) titles = title_widths(form);
    guint last = 0, count = titles->len;
    guint first = form_strip((const int *)(void *)titles->data, count, form->section, area.width - 2, &last);
    int x = area.x + 1, end = area.x + area.width - 1;
    const char *more = terminal_glyph(terminal, GLYPH_ELLIPSIS);
    if (first > 0)
        x += terminal_run(terminal, area.y, x, end - x, ROLE_MUTED, more) + 1;
    for (guint i = first; i < count && i <= last && x < end; i++) {
        Role role = i == form->section ? ROLE_HEADING : ROLE_MUTED;
        int room = end - x - (i == last && last + 1 < count ? FORM_STRIP_GAP : 0);
        int width = g_array_index(titles, int, i);
        terminal_text(terminal, area.y, x, MIN(width, MAX(room, 1)), role, title_of(form, i));
        x += width + FORM_STRIP_GAP;
    }
    if (last + 1 < count)
        terminal_run(terminal, area.y, MIN(x - 1, end - 1), 1, ROLE_MUTED, more);
}

/* --- what is to be drawn --- */

static bool types_here(const Picture *picture, guint i)
{
    const FormView *form = picture->form;
    return form->editing && picture->fields[i] == form->current && form->editor != NULL && !form->masked;
}

static const FormField *field_at(const Picture *picture, guint i)
{
    return form_field(picture->form, picture->fields[i]);
}

static char *seen_text(const Picture *picture, guint field)
{
    g_autofree char *text = form_field_text(picture->form, field);
    if (!form_hides(picture->form, field) || *text == '\0')
        return g_steal_pointer(&text);
    GString *masked = g_string_new(NULL);
    for (int i = 0; i < MASKS; i++)
        g_string_append(masked, terminal_glyph(picture->terminal, GLYPH_MASK));
    return g_string_free(masked, FALSE);
}

/* What is being typed in the field and reads as something; NULL where its value stands there still. */
static const char *typed_in(const FormView *form, guint field)
{
    bool here = form->editing && field == form->current && !form_picks(form);
    return here ? form_half_typed(form) : NULL;
}

static char *seen_understood(const FormView *form, guint field)
{
    const FormModel *model = &form->model;
    const char *typed = typed_in(form, field);
    char *text = NULL;
    if (typed != NULL)
        text = model->reads != NULL ? model->reads(model->self, field, typed) : NULL;
    else if (model->understood != NULL && !form_hides(form, field))
        text = model->understood(model->self, field);
    return text != NULL ? text : g_strdup("");
}

/* "! in the past" */
static char *seen_warning(const Picture *picture, guint field)
{
    const FormView *form = picture->form;
    const char *typed = typed_in(form, field);
    bool asked = form->editing && form->model.warns != NULL && form_types(form, field) &&
                 (typed != NULL || !form_hides(form, field));
    g_autofree char *text = asked ? form->model.warns(form->model.self, field, typed) : NULL;
    if (text == NULL)
        return g_strdup("");
    return g_strdup_printf("%s %s", terminal_glyph(picture->terminal, GLYPH_LATE), text);
}

/* Columns of warning and understood text, two apart. */
static int beside_width(const Picture *picture, guint i)
{
    int warning = text_width(picture->warnings[i]), understood = text_width(picture->understood[i]);
    return warning + understood + (warning > 0 && understood > 0 ? 2 : 0);
}

static void find_fields(Picture *picture)
{
    FormView *form = picture->form;
    guint all = form->model.fields(form->model.self);
    picture->fields = g_new0(guint, all + 1);
    for (guint i = 0; i < all; i++) {
        if (form_field(form, i)->section == form->section && form_shows(form, i))
            picture->fields[picture->count++] = i;
    }
}

/* Lines of a note, broken as the editor breaks them, so that they stay in place when it is entered. */
static GPtrArray *note_lines(const Picture *picture, guint i, int columns)
{
    return text_wrap(picture->texts[i], MAX(columns - 1, 1));
}

static int count_lines(const Picture *picture, guint i)
{
    int columns = form_value_columns(FIELD_NOTE, picture->value_x, picture->area.width);
    if (types_here(picture, i))
        return editor_line_count(picture->form->editor, columns);
    g_autoptr(GPtrArray) lines = note_lines(picture, i, columns);
    return (int)lines->len;
}

static void measure(Picture *picture)
{
    for (guint i = 0; i < picture->count; i++) {
        const FormField *field = field_at(picture, i);
        picture->texts[i] = seen_text(picture, picture->fields[i]);
        picture->understood[i] = seen_understood(picture->form, picture->fields[i]);
        picture->warnings[i] = seen_warning(picture, picture->fields[i]);
        picture->needs[i] = (FormNeed){.kind = field->kind,
                                       .label = text_width(field->label) + (field->required ? 1 : 0),
                                       .value = text_width(picture->texts[i]),
                                       .lines = 1,
                                       .understood = beside_width(picture, i)};
    }
    picture->value_x = form_value_x(picture->needs, picture->count, picture->area.width);
    for (guint i = 0; i < picture->count; i++) {
        if (picture->needs[i].kind == FIELD_NOTE)
            picture->needs[i].lines = count_lines(picture, i);
    }
}

static void scroll_to_current(Picture *picture)
{
    FormView *form = picture->form;
    int height = picture->area.height;
    for (guint i = 0; i < picture->count; i++) {
        if (picture->fields[i] != form->current)
            continue;
        const FormPlace *place = &picture->places[i];
        form->top = layout_scroll(form->top, place->row + place->rows - 1, picture->total, height);
        form->top = layout_scroll(form->top, place->row, picture->total, height);
    }
    form->top = CLAMP(form->top, 0, MAX(picture->total - height, 0));
}

static void compose(Picture *picture)
{
    find_fields(picture);
    picture->texts = g_new0(char *, picture->count + 1);
    picture->understood = g_new0(char *, picture->count + 1);
    picture->warnings = g_new0(char *, picture->count + 1);
    picture->needs = g_new0(FormNeed, picture->count + 1);
    picture->places = g_new0(FormPlace, picture->count + 1);
    measure(picture);
    picture->total = form_places(picture->needs, picture->count, picture->area.width, picture->area.height,
                                 picture->form->editing, picture->places);
    scroll_to_current(picture);
}

static void picture_clear(Picture *picture)
{
    g_strfreev(picture->texts);
    g_strfreev(picture->understood);
    g_strfreev(picture->warnings);
    g_free(picture->fields);
    g_free(picture->needs);
    g_free(picture->places);
}

/* --- fields --- */

/* Row on the screen of a row of the section; -1 when it is scrolled away. */
static int screen_row(const Picture *picture, int row)
{
    int at = row - picture->form->top;
    return at >= 0 && at < picture->area.height ? picture->area.y + at : -1;
}

static bool is_current(const Picture *picture, guint i)
{
    return picture->fields[i] == picture->form->current;
}

static bool has_box(const Picture *picture, guint i)
{
    return picture->form->editing && form_types(picture->form, picture->fields[i]);
}

static bool reads_here(const Picture *picture, guint i)
{
    return is_current(picture, i) && !picture->form->editing;
}

static Role role_of(const Picture *picture, guint i, Role plain)
{
    if (reads_here(picture, i))
        return ROLE_FOCUS;
    return form_refusal(picture->form, picture->fields[i]) != NULL ? ROLE_DANGER : plain;
}

static void draw_label(const Picture *picture, guint i, int y)
{
    const FormField *field = field_at(picture, i);
    Role role = is_current(picture, i) ? ROLE_FOCUS : role_of(picture, i, ROLE_LABEL);
    int x = picture->area.x, room = picture->value_x - 3;
    if (reads_here(picture, i))
        terminal_fill(picture->terminal, (Rect){y, x, 1, picture->area.width}, ROLE_FOCUS);
    if (form_refusal(picture->form, picture->fields[i]) != NULL)
        terminal_run(picture->terminal, y, x, 1, ROLE_DANGER, terminal_glyph(picture->terminal, GLYPH_LATE));
    int width = MIN(text_width(field->label), room - (field->required ? 1 : 0));
    terminal_text(picture->terminal, y, x + 1, MAX(width, 1), role, field->label);
    if (field->required)
        terminal_run(picture->terminal, y, x + 1 + MAX(width, 1), 1, role, "*");
}

/* The brackets; where the text goes on beyond one, a sign takes its place. */
static void draw_brackets(const Picture *picture, guint i, int y, bool left, bool right)
{
    const char *more = terminal_glyph(picture->terminal, GLYPH_ELLIPSIS);
    int x = picture->area.x + picture->value_x;
    terminal_run(picture->terminal, y, x - 1, 1, ROLE_MUTED, left ? more : "[");
    terminal_run(picture->terminal, y, x + picture->places[i].columns, 1, ROLE_MUTED, right ? more : "]");
}

static Glyph pick_glyph(FieldKind kind)
{
    return kind == FIELD_LINK || kind == FIELD_LINKS ? GLYPH_LINK : GLYPH_CHOICE;
}

/* Columns for the text itself: a box that picks ends with a sign, a number with the place for the cursor. */
static int text_columns(const Picture *picture, guint i)
{
    int columns = picture->places[i].columns;
    FieldKind kind = field_at(picture, i)->kind;
    if (has_box(picture, i) && field_kind_picks(kind) && columns >= ROOM_FOR_SIGN)
        return columns - CHOICE_SIGN;
    return picture->form->editing && field_kind_right(kind) && columns > 1 ? columns - 1 : columns;
}

static void draw_pick_sign(const Picture *picture, guint i, int y, Role role)
{
    int from = text_columns(picture, i), columns = picture->places[i].columns;
    FieldKind kind = field_at(picture, i)->kind;
    if (!field_kind_picks(kind) || from == columns)
        return;
    g_autofree char *sign = g_strdup_printf(" %s", terminal_glyph(picture->terminal, pick_glyph(kind)));
    terminal_text(picture->terminal, y, picture->area.x + picture->value_x + from, CHOICE_SIGN, role, sign);
}

/* A line that nobody is typing in. */
static void draw_still_line(const Picture *picture, guint i, int y)
{
    bool box = has_box(picture, i);
    Role role = role_of(picture, i, box ? ROLE_FIELD : ROLE_TEXT);
    int x = picture->area.x + picture->value_x, columns = text_columns(picture, i);
    bool right = picture->form->editing && field_kind_right(field_at(picture, i)->kind);
    if (box) {
        terminal_fill(picture->terminal, (Rect){y, x, 1, picture->places[i].columns}, role);
        draw_brackets(picture, i, y, false, false);
        draw_pick_sign(picture, i, y, role);
    }
    if (right)
        terminal_text_right(picture->terminal, y, x, columns, role, picture->texts[i]);
    else if (box)
        terminal_text(picture->terminal, y, x, columns, role, picture->texts[i]);
    else
        terminal_text(picture->terminal, y, x, MIN(columns, MAX(picture->needs[i].value, 1)), role,
                      picture->texts[i]);
    if (is_current(picture, i))
        terminal_cursor(picture->terminal, y, right ? x + MAX(columns - picture->needs[i].value, 0) : x);
}

/* The end of the text that has room in `columns`. */
static const char *tail(const char *text, int columns)
{
    while (*text != '\0' && text_width(text) > columns)
        text = text_next(text);
    return text;
}

/* The links that were chosen, before the line in which the next is typed; returns their columns. */
static int draw_chosen(const Picture *picture, guint i, int y, int columns, Role role)
{
    const FormView *form = picture->form;
    if (field_at(picture, i)->kind != FIELD_LINKS || *form->stood == '\0')
        return 0;
    g_autofree char *chosen = g_strconcat(picture->texts[i], FORM_LINKS_BETWEEN, NULL);
    int x = picture->area.x + picture->value_x, room = columns - MAX(columns / 3, 1), taken = 0;
    if (text_width(chosen) <= room)
        return terminal_run(picture->terminal, y, x, room, role, chosen);
    taken =
        terminal_run(picture->terminal, y, x, room, role, terminal_glyph(picture->terminal, GLYPH_ELLIPSIS));
    return taken +
           terminal_run(picture->terminal, y, x + taken, room - taken, role, tail(chosen, room - taken));
}

/* The line being typed, with the cursor in it. */
static void draw_typed_line(const Picture *picture, guint i, int y)
{
    FormView *form = picture->form;
    Role role = role_of(picture, i, ROLE_FIELD);
    int x = picture->area.x + picture->value_x, columns = picture->places[i].columns, cursor = 0;
    terminal_fill(picture->terminal, (Rect){y, x, 1, columns}, role);
    draw_pick_sign(picture, i, y, role);
    bool pick_sign = field_kind_picks(field_at(picture, i)->kind);
    int room = pick_sign ? text_columns(picture, i) : columns;
    int before = draw_chosen(picture, i, y, room, role);
    int spare = columns - 1 - text_width(editor_text(form->editor));
    bool right = field_kind_right(field_at(picture, i)->kind) && spare > 0;
    form->columns = MAX(room - before, 1);
    bool left = false, hidden = false;
    editor_line_hidden(form->editor, form->columns, &left, &hidden);
    g_autofree char *view = editor_line_view(form->editor, form->columns, &cursor);
    before = right ? spare : before;
    g_autofree char *shown = g_strchomp(g_strdup(right ? editor_text(form->editor) : view));
    terminal_run(picture->terminal, y, x + before, form->columns, form_selected(form) ? ROLE_FOCUS : role,
                 shown);
    draw_brackets(picture, i, y, left && before == 0, hidden);
    terminal_cursor(picture->terminal, y, x + before + cursor);
}

/* The lines of a note that are in sight, and the first of them. (transfer full) */
static GPtrArray *note_in_sight(const Picture *picture, guint i, int *first, int *cursor_y, int *cursor_x)
{
    FormView *form = picture->form;
    const FormPlace *place = &picture->places[i];
    *cursor_y = *cursor_x = 0;
    if (types_here(picture, i)) {
        form->columns = place->columns;
        GPtrArray *typed = editor_lines_view(form->editor, place->columns, place->lines, cursor_y, cursor_x);
        *first = editor_first_line(form->editor);
        return typed;
    }
    GPtrArray *lines = note_lines(picture, i, place->columns);
    *first = 0;
    if (!reads_here(picture, i))
        return lines;
    form->note_lines = (int)lines->len;
    form->note_rows = place->lines;
    form->note_top = CLAMP(form->note_top, 0, MAX(form->note_lines - form->note_rows, 0));
    *first = form->note_top;
    g_ptr_array_remove_range(lines, 0, (guint)*first);
    return lines;
}

/* Signs that a note goes on above and below, in the column behind it. */
static void draw_note_signs(const Picture *picture, guint i, int first)
{
    const FormPlace *place = &picture->places[i];
    int x = picture->area.x + picture->value_x + place->columns + (has_box(picture, i) ? 1 : 0);
    int top = screen_row(picture, place->row), bottom = screen_row(picture, place->row + place->lines - 1);
    Role role = role_of(picture, i, ROLE_MUTED);
    if (first > 0 && top >= 0)
        terminal_run(picture->terminal, top, x, 1, role, terminal_glyph(picture->terminal, GLYPH_UP));
    if (picture->needs[i].lines > first + place->lines && bottom >= 0)
        terminal_run(picture->terminal, bottom, x, 1, bottom == top ? role : ROLE_MUTED,
                     terminal_glyph(picture->terminal, GLYPH_DOWN));
}

static void draw_note(const Picture *picture, guint i)
{
    const FormPlace *place = &picture->places[i];
    bool box = has_box(picture, i);
    int first, cursor_y, cursor_x, x = picture->area.x + picture->value_x;
    g_autoptr(GPtrArray) lines = note_in_sight(picture, i, &first, &cursor_y, &cursor_x);
    for (int row = 0; row < place->lines; row++) {
        int y = screen_row(picture, place->row + row);
        if (y < 0)
            continue;
        /* Only the first row of a note that is read stands in the focus: a block of it would shout. */
        Role plain = box ? ROLE_FIELD : ROLE_TEXT;
        Role role = row == 0 || !reads_here(picture, i) ? role_of(picture, i, plain) : plain;
        if (box) {
            terminal_fill(picture->terminal, (Rect){y, x, 1, place->columns}, role);
            draw_brackets(picture, i, y, false, false);
        }
        if (row < (int)lines->len)
            terminal_text(picture->terminal, y, x, place->columns, role,
                          g_ptr_array_index(lines, (guint)row));
        if (is_current(picture, i) && row == cursor_y)
            terminal_cursor(picture->terminal, y, x + cursor_x);
    }
    draw_note_signs(picture, i, first);
}

static void draw_understood(const Picture *picture, guint i)
{
    const FormPlace *place = &picture->places[i];
    int y = screen_row(picture, place->row + place->understood_row);
    if (place->understood_columns <= 0 || y < 0)
        return;
    Role role = reads_here(picture, i) && place->understood_row == 0 ? ROLE_FOCUS : ROLE_MUTED;
    int x = picture->area.x + place->understood_x, room = place->understood_columns;
    if (*picture->warnings[i] != '\0') {
        int taken = terminal_run(picture->terminal, y, x, room, ROLE_DANGER, picture->warnings[i]) + 2;
        x += taken;
        room -= taken;
    }
    if (room > 0)
        terminal_text(picture->terminal, y, x, room, role, picture->understood[i]);
}

static void draw_field(const Picture *picture, guint i)
{
    int y = screen_row(picture, picture->places[i].row);
    if (y >= 0)
        draw_label(picture, i, y);
    if (field_at(picture, i)->kind == FIELD_NOTE)
        draw_note(picture, i);
    else if (y >= 0 && types_here(picture, i))
        draw_typed_line(picture, i, y);
    else if (y >= 0)
        draw_still_line(picture, i, y);
    draw_understood(picture, i);
}

static void draw_fields(const Picture *picture)
{
    for (guint i = 0; i < picture->count; i++)
        draw_field(picture, i);
    if (picture->count == 0)
        terminal_text(picture->terminal, picture->area.y, picture->area.x + 1,
                      MAX(picture->area.width - 2, 1), ROLE_MUTED, "Nothing to fill in here.");
    int x = picture->area.x + picture->area.width - 1, top = picture->form->top;
    if (top > 0)
        terminal_run(picture->terminal, picture->area.y, x, 1, ROLE_MUTED,
                     terminal_glyph(picture->terminal, GLYPH_UP));
    if (picture->total > top + picture->area.height)
        terminal_run(picture->terminal, picture->area.y + picture->area.height - 1, x, 1, ROLE_MUTED,
                     terminal_glyph(picture->terminal, GLYPH_DOWN));
}

/* --- the drop-down --- */

static int option_width(const FormOption *option)
{
    int detail = option->detail != NULL && *option->detail != '\0' ? text_width(option->detail) + 2 : 0;
    return text_width(option->text) + detail + 3;
}

static int option_count(const FormView *form)
{
    return form->options != NULL ? (int)form->options->len : 0;
}

/* Columns between its two rules. */
static int drop_width(const FormView *form, int least, int room)
{
    int width = least;
    for (int i = 0; i < option_count(form); i++)
        width = MAX(width, option_width(g_ptr_array_index(form->options, (guint)i)));
    return CLAMP(width, 1, MAX(room, 1));
}

static void draw_option(const Picture *picture, const FormOption *option, Rect line, bool highlighted)
{
    Terminal *terminal = picture->terminal;
    Role role = highlighted ? ROLE_FOCUS : ROLE_TEXT;
    bool held = form_links_hold(picture->form, option);
    terminal_fill(terminal, line, role);
    terminal_run(terminal, line.y, line.x, 1, role, held ? terminal_glyph(terminal, GLYPH_DONE) : " ");
    int text = MIN(text_width(option->text), MAX(line.width - 2, 1));
    terminal_text(terminal, line.y, line.x + 1, text, role, option->text);
    int room = line.width - text - 4;
    if (option->detail != NULL && room > 2)
        terminal_text_right(terminal, line.y, line.x + text + 3, room, highlighted ? role : ROLE_MUTED,
                            option->detail);
}

/* "Ctrl-N: new person "Lindqvist"", where nothing matches and the field can do that; else NULL. (transfer
 * full) */
static char *create_line(const FormView *form)
{
    if (option_count(form) > 0 || form->problem != NULL || form->model.creates == NULL)
        return NULL;
    g_autofree char *how = form->model.creates(form->model.self, form->current);
    const char *typed = form_typed(form);
    if (how == NULL || *typed == '\0')
        return g_steal_pointer(&how);
    return g_strdup_printf("%s \"%s\"", how, typed);
}

static void draw_no_option(const Picture *picture, Rect box, const char *create)
{
    const char *problem = picture->form->problem;
    g_autofree char *text = g_strconcat(" ", problem != NULL ? problem : "nothing matches", NULL);
    g_autofree char *second = create != NULL ? g_strconcat(" ", create, NULL) : NULL;
    /* With one row only, what can be done says also that nothing matched. */
    if (second == NULL || box.height > 1)
        terminal_text(picture->terminal, box.y, box.x, box.width, problem != NULL ? ROLE_DANGER : ROLE_MUTED,
                      text);
    if (second != NULL)
        terminal_text(picture->terminal, box.y + box.height - 1, box.x, box.width, ROLE_TEXT, second);
}

static void draw_drop_lines(Picture *picture, Rect box)
{
    FormView *form = picture->form;
    int count = option_count(form);
    form->drop_top = layout_scroll(form->drop_top, MAX(form->highlight, 0), count, box.height);
    for (int row = 0; row < box.height && form->drop_top + row < count; row++) {
        int at = form->drop_top + row;
        Rect line = {box.y + row, box.x, 1, box.width};
        draw_option(picture, g_ptr_array_index(form->options, (guint)at), line, at == form->highlight);
        /* Typing, the cursor stays in the text; choosing, it goes with the choice. */
        if (at == form->highlight && form->moved)
            terminal_cursor(picture->terminal, line.y, line.x + 1);
    }
    int edge = box.x + box.width - 1;
    if (form->drop_top > 0)
        terminal_run(picture->terminal, box.y, edge, 1, ROLE_MUTED,
                     terminal_glyph(picture->terminal, GLYPH_UP));
    if (form->drop_top + box.height < count)
        terminal_run(picture->terminal, box.y + box.height - 1, edge, 1, ROLE_MUTED,
                     terminal_glyph(picture->terminal, GLYPH_DOWN));
}

/* The frame around the lines, which `box` becomes; its edges only where three rows have room. Nothing of the
 * form is left beside it. */
static void draw_drop_frame(const Picture *picture, Rect *box)
{
    terminal_fill(picture->terminal, (Rect){box->y, picture->area.x, box->height, picture->area.width},
                  ROLE_TEXT);
    if (box->height >= FORM_DROP_EDGED) {
        terminal_box(picture->terminal, (Rect){box->y, box->x - 1, box->height, box->width + 2}, NULL);
        box->y++;
        box->height -= 2;
        return;
    }
    terminal_column_rule(picture->terminal, box->y, box->x - 1, box->height);
    terminal_column_rule(picture->terminal, box->y, box->x + box->width, box->height);
}

static void draw_drop(Picture *picture, guint i)
{
    FormView *form = picture->form;
    if (form->options == NULL && form->problem == NULL)
        return;
    const FormPlace *place = &picture->places[i];
    g_autofree char *create = create_line(form);
    int wanted = MAX(option_count(form), create != NULL ? 2 : 1) + 2, first = 0;
    int rows = form_drop_rows(place->row - form->top, place->lines, picture->area.height, wanted, &first);
    if (rows == 0)
        return;
    int x = picture->area.x + picture->value_x;
    int least = form->problem != NULL ? text_width(form->problem) + 2 : MIN(place->columns, DROP_LEAST);
    least = create != NULL ? MAX(least, text_width(create) + 2) : least;
    Rect box = {picture->area.y + first, x, rows,
                drop_width(form, least, picture->area.width - picture->value_x - 1)};
    draw_drop_frame(picture, &box);
    if (option_count(form) > 0)
        draw_drop_lines(picture, box);
    else
        draw_no_option(picture, box, create);
}

/* --- all of it --- */

static Rect below_strip(Rect area)
{
    int used = area.height >= 4 ? 2 : area.height >= 3 ? 1 : 0;
    return (Rect){area.y + used, area.x, area.height - used, area.width};
}

static void draw_section(FormView *form, Terminal *terminal, Rect area)
{
    Picture picture = {.form = form, .terminal = terminal, .area = area};
    form->rows = area.height;
    if (form->editing && form->drop)
        form_options_renew(form);
    compose(&picture);
    draw_fields(&picture);
    for (guint i = 0; form->editing && form->drop && i < picture.count; i++) {
        if (is_current(&picture, i))
            draw_drop(&picture, i);
    }
    picture_clear(&picture);
}

Rect form_draw(FormView *form, Terminal *terminal, Rect area)
{
    Rect below = below_strip(area);
    if (area.height < 1 || area.width < 1)
        return below;
    if (below.y > area.y)
        draw_strip(form, terminal, area);
    if (below.y > area.y + 1)
        terminal_rule(terminal, area.y + 1, area.x, area.width);
    if (!form_in_extra(form))
        draw_section(form, terminal, below);
    return below;
}
