/* Any text as a screen file: a definition without a NULL where the program reads, or an error with file and
 * line. */
#include "base/error.h"
#include "screen/reader.h"
#include "screen/screen.h"
#include "support/fuzz.h"

#include <string.h>

static void check_columns(const ScreenDef *screen)
{
    for (guint i = 0; i < screen->column_count; i++) {
        g_assert_nonnull(screen->columns[i].field);
        g_assert_nonnull(screen->columns[i].title);
        g_assert_cmpint(screen->columns[i].kind, <, FIELD_KIND_COUNT);
    }
    for (guint i = 0; i < screen->quick_count; i++)
        g_assert_true(screen->quicks[i].key && screen->quicks[i].title && screen->quicks[i].where);
}

static void check_form(const ScreenDef *screen)
{
    guint fields = 0;
    for (guint i = 0; i < screen->section_count; i++) {
        g_assert_nonnull(screen->sections[i].title);
        g_assert_cmpuint(screen->sections[i].first, ==, fields);
        fields += screen->sections[i].count;
    }
    g_assert_cmpuint(fields, ==, screen->field_count);
    for (guint i = 0; i < screen->field_count; i++) {
        g_assert_nonnull(screen->fields[i].name);
        g_assert_nonnull(screen->fields[i].label);
        g_assert_cmpint(screen->fields[i].kind, <, FIELD_KIND_COUNT);
    }
}

static void check_rest(const ScreenDef *screen)
{
    g_assert_true(screen->name && screen->title && screen->one && screen->source && screen->empty &&
                  screen->file);
    for (guint i = 0; i < screen->related_count; i++)
        g_assert_nonnull(screen->related[i].screen);
    for (guint i = 0; i < screen->action_count; i++)
        g_assert_true(screen->actions[i].key && screen->actions[i].title && screen->actions[i].run);
}

static void try_screen(const char *text, gsize size)
{
    (void)size;
    g_autofree char *top = reader_top(text);
    g_assert_nonnull(top);
    GStringChunk *texts = g_string_chunk_new(256);
    g_autoptr(GPtrArray) mistakes = g_ptr_array_new_with_free_func((GDestroyNotify)screen_mistake_free);
    g_autoptr(GError) error = NULL;
    ScreenDef *screen = reader_read("any.cfg", text, texts, mistakes, &error);
    g_assert_true((screen == NULL) == (error != NULL));
    if (error)
        g_assert_true(g_str_has_prefix(error->message, "any.cfg:"));
    if (screen) {
        check_columns(screen);
        check_form(screen);
        check_rest(screen);
    }
    for (guint i = 0; i < mistakes->len; i++)
        g_assert_cmpint(((const ScreenMistake *)g_ptr_array_index(mistakes, i))->line, >, 0);
    screen_def_free(screen);
    g_string_chunk_free(texts);
}

#ifdef LIBFUZZER
FUZZ_ENTRY(try_screen)
#else
static const char *const seeds[] = {
    "screen: { name = \"lamps\"; title = \"Lamps\"; one = \"lamp\"; record = \"lamp\"; position = 5; "
    "can_create = false; };",
    "// a\nscreen: { name = \"a\"; list: { order = [ \"-x\", \"id\" ]; columns = ( { field = \"x\"; width = "
    "10; drop = 1; "
    "kind = \"date\"; } ); quick = ( { key = \"1\"; where = \"x = !\"; } ); }; };",
    "screen: { form: ( { title = \"A\"; fields = ( { name = \"a\"; kind = \"choice\"; of = \"b\"; default = "
    "1; when = \"b = c\"; } ); }, "
    "{ title = \"B\"; fields = ( { name = \"b\"; sensitive = true; } ); } ); };",
    "screen: { related = ( \"a\", { screen = \"b\"; field = \"c\"; } ); actions = ( { key = \"t\"; run = "
    "\"x\"; } ); };",
    "/* nothing */ keys: ( );",
    NULL,
};
static const char *const words[] = {
    "screen",  "{",       "}",    "(",    ")",    "[",  "]",  "=",   ":",  ";",  "\"", "form",
    "fields",  "columns", "list", "true", "0x7f", "1L", "-5", "1.5", "//", "/*", "#",  "@include \"x\"",
    "related", NULL};

int main(void)
{
    return fuzz_main("screen__is_read_or_refused__whatever_its_file_holds", seeds, words, 60000, try_screen);
}
#endif
