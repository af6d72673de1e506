/* The text of an agreement: assembled, read, kept by version, compared, written to a file. */
#include "app/read.h"
#include "app/view.h"

#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "document/docx.h"
#include "document/markdown.h"
#include "document/plain.h"
#include "rules/drafting.h"
#include "screen/fields.h"
#include "store/query.h"

enum { PLAIN_COLUMNS = 80, INDENT = 5 };

/* What is read or written: a version, and the one that it is compared with (0: none). */
typedef struct {
    const ScreenDef *screen;
    gint64 id;
    int version;
    int against;
} Draft;

static Draft *draft_copy(const Draft *draft)
{
    return g_memdup2(draft, sizeof *draft);
}

static Document *draft_document(App *app, const Draft *draft, const Merge *merge, GError **error)
{
    if (draft->against > 0)
        return drafting_comparison(app->store, draft->id, draft->against, draft->version, error);
    return drafting_text(app->store, draft->id, draft->version, merge, error);
}

/* --- reading --- */

static void add_block(Pager *pager, const DocumentBlock *block)
{
    g_autofree char *text = plain_runs(block);
    g_autofree char *line =
        block->number ? g_strdup_printf("%*s%-4s %s", (block->level - 1) * INDENT, "", block->number, text)
                      : g_strdup(text);
    int indent = block->number ? block->level * INDENT : 0;
    pager_add_changes(pager, block->kind == BLOCK_HEADING ? ROLE_HEADING : ROLE_TEXT, indent, line);
    if (block->kind != BLOCK_HEADING)
        pager_add(pager, ROLE_TEXT, 0, "");
}

static void add_problems(Pager *pager, const GPtrArray *problems)
{
    for (guint i = 0; i < problems->len; i++)
        pager_add(pager, ROLE_DEADLINE, 2, g_ptr_array_index(problems, i));
    if (problems->len > 0)
        pager_add(pager, ROLE_TEXT, 0, "");
}

static void fill(App *app, Pager *pager, gpointer data)
{
    const Draft *draft = data;
    const Fields fields = {app->screens, app->store, draft->screen, draft->id};
    g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
    const Merge merge = {fields_merge_value, (gpointer)&fields, problems};
    g_autoptr(GError) error = NULL;
    g_autoptr(Document) document = draft_document(app, draft, &merge, &error);
    if (document == NULL) {
        pager_add(pager, ROLE_DANGER, 0, error->message);
        return;
    }
    add_problems(pager, problems);
    for (guint i = 0; i < document_count(document); i++)
        add_block(pager, document_block(document, i));
}

static void read_draft(App *app, const Draft *draft)
{
    g_autofree char *title = record_title(app->store, "agreement", draft->id);
    g_autofree char *heading = g_strdup_printf("Text, version %d %s %s", draft->version,
                                               terminal_glyph(app->terminal, GLYPH_PATH), title);
    app_push(app, read_new(app, heading, pager_new(), fill, draft_copy(draft), g_free));
}

/* --- new versions --- */

static void make_version(App *app, const Draft *draft, bool assemble)
{
    const Fields fields = {app->screens, app->store, draft->screen, draft->id};
    g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
    const Merge merge = {fields_merge_value, (gpointer)&fields, problems};
    GError *error = NULL;
    int version = 0;
    if (!app_can_write(app))
        return;
    bool made = assemble ? drafting_assemble(app->store, draft->id, &merge, &version, &error)
                         : drafting_keep(app->store, draft->id, NULL, &merge, &version, &error);
    if (!made) {
        app_fail(app, error);
        return;
    }
    app_refresh(app);
    const Draft newest = {draft->screen, draft->id, version, 0};
    read_draft(app, &newest);
    g_autofree char *count = text_count(problems->len, "place is open", "places are open");
    app_say(app, "Version %d made: %s. u undoes it", version, count);
}

/* --- comparing --- */

static void ask_compare(App *app, const Draft *draft, const char *typed, const char *problem);

static void compare_done(App *app, guint picked, const char *typed, gpointer data)
{
    Draft draft = *(const Draft *)data;
    (void)picked;
    draft.against = typed != NULL && strlen(typed) < 9 ? (int)g_ascii_strtoll(typed, NULL, 10) : 0;
    if (draft.against < 1 || draft.against >= draft.version)
        ask_compare(app, data, typed, "That is no earlier version.");
    else
        read_draft(app, &draft);
}

static void ask_compare(App *app, const Draft *draft, const char *typed, const char *problem)
{
    g_autofree char *text =
        g_strdup_printf("%s%sA number from 1 to %d. New words are shown as {+new+}, old as [-gone-].",
                        problem ? problem : "", problem ? " " : "", draft->version - 1);
    g_autofree char *title = g_strdup_printf("Compare version %d with version", draft->version);
    ask(app, dialog_prompt(title, text, typed, NULL, NULL), compare_done, draft_copy(draft), g_free);
}

/* --- writing to a file --- */

static GBytes *draft_bytes(const Document *document, const char *path, GError **error)
{
    if (g_str_has_suffix(path, ".docx"))
        return docx_write(document, error);
    char *text =
        g_str_has_suffix(path, ".md") ? markdown_write(document) : plain_write(document, PLAIN_COLUMNS);
    return g_bytes_new_take(text, strlen(text));
}

static bool write_draft(App *app, const Draft *draft, const char *path, GError **error)
{
    g_autoptr(Document) document = draft_document(app, draft, NULL, error);
    g_autoptr(GBytes) bytes = document != NULL ? draft_bytes(document, path, error) : NULL;
    gsize size = 0;
    const void *data = bytes != NULL ? g_bytes_get_data(bytes, &size) : NULL;
    return bytes != NULL && file_write_new(path, data, size, error);
}

static void ask_write(App *app, const Draft *draft, const char *name, const char *problem);

static void write_done(App *app, guint picked, const char *typed, gpointer data)
{
    g_autoptr(GError) error = NULL;
    (void)picked;
    if (typed == NULL || *typed == '\0')
        return;
    g_autofree char *path = g_canonicalize_filename(typed, NULL);
    if (write_draft(app, data, path, &error))
        app_say(app, "Written: %s", path);
    else
        ask_write(app, data, typed, error->message);
}

static void ask_write(App *app, const Draft *draft, const char *name, const char *problem)
{
    ask(app,
        dialog_prompt(draft->against > 0 ? "Write the comparison" : "Write the text",
                      problem != NULL ? problem : "A new file: .docx, .md or .txt", name, NULL, NULL),
        write_done, draft_copy(draft), g_free);
}

static void begin_write(App *app, const Draft *draft, bool compared)
{
    Draft written = *draft;
    written.against = compared ? draft->version - 1 : 0;
    g_autofree char *ref =
        query_one_text(app->store, "SELECT ref FROM agreement WHERE id = :id", draft->id, NULL);
    g_autofree char *name =
        compared ? g_strdup_printf("%s-v%d-against-v%d.docx", ref, draft->version, written.against)
                 : g_strdup_printf("%s-v%d.docx", ref, draft->version);
    ask_write(app, &written, name, NULL);
}

/* --- the menu --- */

static void menu_done(App *app, guint picked, const char *typed, gpointer data)
{
    static const char keys[] = "arncwd";
    const Draft *draft = data;
    (void)typed;
    if (keys[picked] == 'a' || keys[picked] == 'n')
        make_version(app, draft, keys[picked] == 'a');
    else if (keys[picked] == 'r')
        read_draft(app, draft);
    else if (keys[picked] == 'c')
        ask_compare(app, draft, draft->version == 2 ? "1" : NULL, NULL);
    else
        begin_write(app, draft, keys[picked] == 'd');
}

void text_ask(App *app, const ScreenDef *screen, gint64 id)
{
    const Draft draft = {screen, id, drafting_newest(app->store, id), 0};
    const bool none = draft.version == 0, one = draft.version < 2;
    const char *no_text = "there is no text yet", *no_other = "there is no earlier version";
    const DialogItem items[] = {
        {'a', "Assemble from the clause library", none ? NULL : "a new version; this one stays", false},
        {'r', "Read it", none ? no_text : NULL, none},
        {'n', "Keep it, go on in a new version", none ? no_text : NULL, none},
        {'c', "Compare with an earlier version", one ? no_other : NULL, one},
        {'w', "Write it to a file", none ? no_text : NULL, none},
        {'d', "Write the changes to a file", one ? no_other : NULL, one},
    };
    g_autofree char *name = record_title(app->store, "agreement", id);
    g_autofree char *title = none ? g_strdup_printf("Text of %s", name)
                                  : g_strdup_printf("Text of %s, version %d", name, draft.version);
    ask(app, dialog_new(title, NULL, items, G_N_ELEMENTS(items), none ? 0 : 1), menu_done, draft_copy(&draft),
        g_free);
}
