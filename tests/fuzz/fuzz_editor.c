/* The editor under any text and any keys: each byte below 0x20 is a key, everything else is typed or pasted.
 */
#include <string.h>

#include "base/text.h"
#include "support/fuzz.h"
#include "tui/editor.h"

static const Action keys[0x20] = {
    ACTION_LEFT,         ACTION_RIGHT,       ACTION_WORD_LEFT,  ACTION_WORD_RIGHT,
    ACTION_FIRST,        ACTION_LAST,        ACTION_UP,         ACTION_DOWN,
    ACTION_ERASE_LEFT,   ACTION_ERASE_RIGHT, ACTION_ERASE_WORD, ACTION_ERASE_TO_START,
    ACTION_ERASE_TO_END, ACTION_FIELD_UNDO,  ACTION_FIELD_REDO, ACTION_SAVE,
};

static void check_text(const Editor *editor)
{
    const char *text = editor_text(editor);
    g_assert_true(g_utf8_validate(text, -1, NULL));
    g_assert_cmpuint(strlen(text), <=, EDITOR_BYTES);
    const char *at = text, *cursor = text + editor_cursor(editor);
    while (at < cursor)
        at = text_next(at);
    g_assert_true(at == cursor);
}

static void check_view(Editor *editor, int columns)
{
    int cursor = -1, y = -1, x = -1;
    g_autofree char *view = editor_line_view(editor, columns, &cursor);
    g_assert_cmpint(text_width(view), ==, columns);
    g_assert_true(cursor >= 0 && cursor < columns);
    g_autoptr(GPtrArray) lines = editor_lines_view(editor, columns, 4, &y, &x);
    g_assert_true(lines->len >= 1 && lines->len <= 4);
    g_assert_true(y >= 0 && y < (int)lines->len);
    g_assert_true(x >= 0 && x < columns);
    /* Only a line of one cluster may be wider: it cannot be broken. */
    for (guint i = 0; i < lines->len && columns > 2; i++) {
        const char *line = g_ptr_array_index(lines, i);
        g_assert_true(text_width(line) < columns || *text_next(line) == '\0');
    }
}

/* Everything that was done is undone and done again. */
static void check_undo(Editor *editor, guint steps)
{
    g_autofree char *final = g_strdup(editor_text(editor));
    for (guint i = 0; i <= steps; i++)
        editor_action(editor, ACTION_FIELD_UNDO, 10);
    check_text(editor);
    for (guint i = 0; i <= steps; i++)
        editor_action(editor, ACTION_FIELD_REDO, 10);
    check_text(editor);
    g_assert_cmpstr(editor_text(editor), ==, final);
}

static void try_editor(const char *text, gsize size)
{
    int columns = (int)(size % 30) + 1;
    bool lines = size % 2 == 0;
    g_autoptr(Editor) editor = editor_new(text, lines);
    check_text(editor);
    check_view(editor, columns);
    guint steps = 0;
    for (gsize at = 0; at < size && steps < 400; steps++) {
        gsize run = 1;
        if ((guchar)text[at] >= 0x20) {
            while (at + run < size && (guchar)text[at + run] >= 0x20)
                run++;
            g_autofree char *typed = g_strndup(text + at, run);
            editor_insert(editor, typed);
        } else {
            editor_action(editor, keys[(guchar)text[at]], columns);
        }
        check_text(editor);
        at += run;
    }
    check_view(editor, columns);
    /* What the last keys undid is done again first: then undo and redo have the same number of steps. */
    for (guint i = 0; i < steps; i++)
        editor_action(editor, ACTION_FIELD_REDO, 10);
    if (steps < 200)
        check_undo(editor, steps);
}

#ifdef LIBFUZZER
FUZZ_ENTRY(try_editor)
#else
static const char *const seeds[] = {
    "Strategic\x01\x02 dialogue\x08\x08 with\x03 Malmö\x0d\x0e",
    "한국과학기술원\x02\x08 김철수\x0a\x0d",
    "👩‍👩‍👧\x01 👍🏽\x08 🇸🇪\x01🇰🇷\x09",
    "e\xCC\x81\x01\xCC\x81\x0b\xCC\x81\x0d\x0d",
    "one\ntwo\x06\x07three\x0c\x0d\x0e four five six",
    "\xff\xfe\x01\xc0\x80\x08 broken \xf4\x90\x80\x80",
    "שלום\x01\x01 محمد\x02\x0a",
    NULL,
};
static const char *const words[] = {
    "\x01",
    "\x02",
    "\x03",
    "\x04",
    "\x05",
    "\x06",
    "\x07",
    "\x08",
    "\x09",
    "\x0a",
    "\x0b",
    "\x0c",
    "\x0d",
    "\x0e",
    "\xCC\x81",
    "\xE2\x80\x8D",
    "\xE1\x84\x92\xE1\x85\xA1",
    "🇸",
    "🏽",
    "👩",
    " ",
    "字",
    "\xE2\x80\xAE",
    NULL,
};

int main(void)
{
    return fuzz_main("editor__keeps_cursor_and_text_whole__whatever_is_typed", seeds, words, 20000,
                     try_editor);
}
#endif
