#include "tui/editor_private.h"

#include <string.h>

#include "base/text.h"

enum { EDITS_AT_MOST = 200 };

typedef enum { EDIT_TYPED, EDIT_ERASED_LEFT, EDIT_ERASED_RIGHT, EDIT_OTHER } EditKind;

/* One step of undo: at byte `at`, `removed` gave way to `inserted`. */
typedef struct {
    EditKind kind;
    gsize at;
    GString *removed;
    GString *inserted;
    gsize cursor; /* before it */
} Edit;

static void edit_free(gpointer data)
{
    Edit *edit = data;
    g_string_free(edit->removed, TRUE);
    g_string_free(edit->inserted, TRUE);
    g_free(edit);
}

/* --- what may stand in a text --- */

/* Format characters that are signs of their own or change how a word is written; the others show nothing. */
static bool format_kept(gunichar character)
{
    static const struct {
        gunichar first, last;
    } kept[] = {{0x0600, 0x0605}, {0x06DD, 0x06DD},   {0x070F, 0x070F},   {0x0890, 0x0891},  {0x08E2, 0x08E2},
                {0x200C, 0x200D}, {0x110BD, 0x110BD}, {0x110CD, 0x110CD}, {0x13430, 0x1345F}};
    for (gsize i = 0; i < G_N_ELEMENTS(kept); i++) {
        if (character >= kept[i].first && character <= kept[i].last)
            return true;
    }
    return false;
}

static void append_character(GString *out, gunichar character, bool lines)
{
    switch (g_unichar_type(character)) {
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
        g_string_append_c(out, lines ? '\n' : ' ');
        return;
    case G_UNICODE_CONTROL:
        if (character == '\n')
            g_string_append_c(out, lines ? '\n' : ' ');
        else if (character == '\t')
            g_string_append_c(out, ' ');
        return;
    case G_UNICODE_FORMAT:
        if (!format_kept(character))
            return;
        break;
    case G_UNICODE_SURROGATE:
        return;
    default:
        break;
    }
    g_string_append_unichar(out, character);
}

/* What of `text` can be typed. */
static GString *clean(const char *text, bool lines)
{
    GString *out = g_string_sized_new(strlen(text));
    while (*text != '\0') {
        gunichar character = g_utf8_get_char_validated(text, -1);
        if (character >= (gunichar)-2) {
            text++;
            continue;
        }
        if (character == '\r') {
            if (text[1] != '\n')
                append_character(out, '\n', lines);
        } else {
            append_character(out, character, lines);
        }
        text = g_utf8_next_char(text);
    }
    return out;
}

/* --- making one --- */

Editor *editor_new(const char *text, bool lines)
{
    Editor *editor = g_new0(Editor, 1);
    editor->text = clean(text != NULL ? text : "", lines);
    editor->cursor = editor->text->len;
    editor->lines = lines;
    editor->edits = g_ptr_array_new_with_free_func(edit_free);
    editor->wish = -1;
    return editor;
}

void editor_free(Editor *editor)
{
    if (editor == NULL)
        return;
    g_string_free(editor->text, TRUE);
    g_ptr_array_free(editor->edits, TRUE);
    g_free(editor);
}

const char *editor_text(const Editor *editor)
{
    return editor->text->str;
}

bool editor_at_start(const Editor *editor)
{
    return editor->cursor == 0;
}

bool editor_at_end(const Editor *editor)
{
    return editor->cursor == editor->text->len;
}

gsize editor_cursor(const Editor *editor)
{
    return editor->cursor;
}

/* --- changing the text --- */

/* What was inserted or erased may have joined the clusters around it: the cursor goes behind such a one. */
static void settle_cursor(Editor *editor, gsize at)
{
    const char *text = editor->text->str;
    at = MIN(at, editor->text->len);
    const char *end = text_next(text_previous(text, text + at));
    editor->cursor = at > 0 && (gsize)(end - text) > at ? (gsize)(end - text) : at;
}

static void replace(Editor *editor, gsize at, gsize length, const GString *with)
{
    g_string_erase(editor->text, (gssize)at, (gssize)length);
    g_string_insert_len(editor->text, (gssize)at, with->str, (gssize)with->len);
}

static Edit *last_edit(const Editor *editor)
{
    return editor->done > 0 ? g_ptr_array_index(editor->edits, editor->done - 1) : NULL;
}

/* Whether the letter just typed belongs to the run before it: a run ends where a new word begins, so that one
 * undo does not take away a whole page. */
static bool continues_typing(const Edit *last, const GString *inserted)
{
    if (last->inserted->len == 0)
        return false;
    bool after_space = last->inserted->str[last->inserted->len - 1] == ' ';
    return *inserted->str != '\n' && (!after_space || *inserted->str == ' ');
}

/* Lets the last edit grow by this one; false when it is a step of its own. */
static bool merge(Editor *editor, EditKind kind, gsize at, const GString *removed, const GString *inserted)
{
    Edit *last = last_edit(editor);
    if (!editor->run || last == NULL || last->kind != kind || kind == EDIT_OTHER)
        return false;
    if (kind == EDIT_TYPED) {
        if (at != last->at + last->inserted->len || !continues_typing(last, inserted))
            return false;
        g_string_append_len(last->inserted, inserted->str, (gssize)inserted->len);
        return true;
    }
    if (kind == EDIT_ERASED_LEFT) {
        if (at + removed->len != last->at)
            return false;
        g_string_prepend_len(last->removed, removed->str, (gssize)removed->len);
        last->at = at;
        return true;
    }
    if (at != last->at)
        return false;
    g_string_append_len(last->removed, removed->str, (gssize)removed->len);
    return true;
}

static void remember(Editor *editor, EditKind kind, gsize at, GString *removed, GString *inserted)
{
    g_ptr_array_set_size(editor->edits, (gint)editor->done);
    if (editor->edits->len >= EDITS_AT_MOST)
        g_ptr_array_remove_index(editor->edits, 0);
    Edit *edit = g_new(Edit, 1);
    *edit = (Edit){kind, at, removed, inserted, editor->cursor};
    g_ptr_array_add(editor->edits, edit);
    editor->done = editor->edits->len;
    editor->run = true;
}

/* The one way in which the text changes but for undo. Takes `inserted`. */
static void change(Editor *editor, EditKind kind, gsize at, gsize length, GString *inserted)
{
    GString *removed = g_string_new_len(editor->text->str + at, (gssize)length);
    replace(editor, at, length, inserted);
    gsize after = at + inserted->len;
    if (merge(editor, kind, at, removed, inserted)) {
        g_string_free(removed, TRUE);
        g_string_free(inserted, TRUE);
        g_ptr_array_set_size(editor->edits, (gint)editor->done);
    } else {
        remember(editor, kind, at, removed, inserted);
    }
    settle_cursor(editor, after);
    editor->wish = -1;
}

bool editor_insert(Editor *editor, const char *text)
{
    GString *inserted = clean(text, editor->lines);
    if (inserted->len == 0 || editor->text->len + inserted->len > EDITOR_BYTES) {
        bool nothing = inserted->len == 0;
        g_string_free(inserted, TRUE);
        return nothing;
    }
    bool typed = g_utf8_next_char(inserted->str) == inserted->str + inserted->len;
    change(editor, typed ? EDIT_TYPED : EDIT_OTHER, editor->cursor, 0, inserted);
    return true;
}

bool editor_replace(Editor *editor, const char *text)
{
    GString *inserted = clean(text, editor->lines);
    if (inserted->len == 0 || inserted->len > EDITOR_BYTES) {
        bool nothing = inserted->len == 0;
        g_string_free(inserted, TRUE);
        return nothing;
    }
    editor->run = false;
    change(editor, EDIT_TYPED, 0, editor->text->len, inserted);
    return true;
}

void editor_set(Editor *editor, const char *text)
{
    GString *inserted = clean(text != NULL ? text : "", editor->lines);
    if (strcmp(inserted->str, editor->text->str) == 0) {
        g_string_free(inserted, TRUE);
        editor->cursor = editor->text->len;
        editor->run = false;
        return;
    }
    change(editor, EDIT_OTHER, 0, editor->text->len, inserted);
}

static void erase(Editor *editor, EditKind kind, gsize from, gsize to)
{
    if (from < to)
        change(editor, kind, from, to - from, g_string_new(NULL));
}

/* --- undo --- */

static void undo(Editor *editor)
{
    if (editor->done == 0)
        return;
    const Edit *edit = g_ptr_array_index(editor->edits, --editor->done);
    replace(editor, edit->at, edit->inserted->len, edit->removed);
    settle_cursor(editor, edit->cursor);
}

static void redo(Editor *editor)
{
    if (editor->done == editor->edits->len)
        return;
    const Edit *edit = g_ptr_array_index(editor->edits, editor->done++);
    replace(editor, edit->at, edit->removed->len, edit->inserted);
    settle_cursor(editor, edit->at + edit->inserted->len);
}

/* --- moving --- */

static gsize before(const Editor *editor, gsize at)
{
    return (gsize)(text_previous(editor->text->str, editor->text->str + at) - editor->text->str);
}

static gsize after(const Editor *editor, gsize at)
{
    return (gsize)(text_next(editor->text->str + at) - editor->text->str);
}

static bool in_word(const Editor *editor, gsize at)
{
    gunichar character = g_utf8_get_char(editor->text->str + at);
    return character == '_' || g_unichar_isalnum(character) || g_unichar_ismark(character);
}

static gsize word_left(const Editor *editor)
{
    gsize at = editor->cursor;
    while (at > 0 && !in_word(editor, before(editor, at)))
        at = before(editor, at);
    while (at > 0 && in_word(editor, before(editor, at)))
        at = before(editor, at);
    return at;
}

static gsize word_right(const Editor *editor)
{
    gsize at = editor->cursor;
    while (at < editor->text->len && !in_word(editor, at))
        at = after(editor, at);
    while (at < editor->text->len && in_word(editor, at))
        at = after(editor, at);
    return at;
}

/* Start and end of the line between newlines. */
static gsize line_start(const Editor *editor)
{
    gsize at = editor->cursor;
    while (at > 0 && editor->text->str[at - 1] != '\n')
        at--;
    return at;
}

static gsize line_end(const Editor *editor)
{
    return editor->cursor + strcspn(editor->text->str + editor->cursor, "\n");
}

/* From the cursor to the end of its line; standing there already, the newline itself. */
static void erase_to_end(Editor *editor)
{
    gsize end = line_end(editor);
    erase(editor, EDIT_OTHER, editor->cursor, end > editor->cursor ? end : after(editor, end));
}

static bool change_action(Editor *editor, Action action)
{
    gsize cursor = editor->cursor;
    switch (action) {
    case ACTION_ERASE_LEFT:
        erase(editor, EDIT_ERASED_LEFT, before(editor, cursor), cursor);
        return true;
    case ACTION_ERASE_RIGHT:
        erase(editor, EDIT_ERASED_RIGHT, cursor, after(editor, cursor));
        return true;
    case ACTION_ERASE_WORD:
        erase(editor, EDIT_OTHER, word_left(editor), cursor);
        return true;
    case ACTION_ERASE_TO_START:
        erase(editor, EDIT_OTHER, line_start(editor), cursor);
        return true;
    case ACTION_ERASE_TO_END:
        erase_to_end(editor);
        return true;
    default:
        return false;
    }
}

static bool move_action(Editor *editor, Action action, int columns)
{
    switch (action) {
    case ACTION_LEFT:
        editor->cursor = before(editor, editor->cursor);
        return true;
    case ACTION_RIGHT:
        editor->cursor = after(editor, editor->cursor);
        return true;
    case ACTION_WORD_LEFT:
        editor->cursor = word_left(editor);
        return true;
    case ACTION_WORD_RIGHT:
        editor->cursor = word_right(editor);
        return true;
    case ACTION_FIRST:
    case ACTION_LAST:
        editor_move_edge(editor, action == ACTION_LAST, columns);
        return true;
    case ACTION_FIELD_UNDO:
        undo(editor);
        return true;
    case ACTION_FIELD_REDO:
        redo(editor);
        return true;
    default:
        return false;
    }
}

bool editor_action(Editor *editor, Action action, int columns)
{
    if (change_action(editor, action))
        return true;
    if (action == ACTION_UP || action == ACTION_DOWN) {
        bool moved = editor_move_line(editor, action == ACTION_UP ? -1 : 1, columns);
        editor->run = editor->run && !moved;
        return moved;
    }
    if (!move_action(editor, action, columns))
        return false;
    editor->run = false;
    editor->wish = -1;
    return true;
}
