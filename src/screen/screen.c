#include "screen/screen.h"

#include <string.h>

#include "base/asset.h"
#include "base/error.h"
#include "screen/lookup.h"
#include "screen/reader.h"
#include "screen/set.h"

enum { FILE_BYTES_AT_MOST = 1024 * 1024 };

/* --- mistakes --- */

void mistake_add(GPtrArray *mistakes, const char *file, int line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    ScreenMistake *mistake = g_new0(ScreenMistake, 1);
    mistake->file = g_strdup(file);
    mistake->line = line;
    mistake->what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_ptr_array_add(mistakes, mistake);
}

void screen_mistake_free(ScreenMistake *mistake)
{
    if (!mistake)
        return;
    g_free(mistake->file);
    g_free(mistake->what);
    g_free(mistake);
}

char *words_join(const char *const *words)
{
    GString *joined = g_string_new(NULL);
    for (guint i = 0; words[i]; i++) {
        if (i > 0)
            g_string_append(joined, words[i + 1] ? ", " : " and ");
        g_string_append(joined, words[i]);
    }
    return g_string_free(joined, FALSE);
}

/* --- reading --- */

static void entry_free(gpointer data)
{
    ScreenEntry *entry = data;
    screen_def_free(entry->def);
    g_free(entry);
}

static ScreenSet *set_new(const char *folder)
{
    ScreenSet *set = g_new0(ScreenSet, 1);
    set->texts = g_string_chunk_new(16 * 1024);
    set->screens = g_ptr_array_new_with_free_func(entry_free);
    set->mistakes = g_ptr_array_new_with_free_func((GDestroyNotify)screen_mistake_free);
    set->sources = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    set->links = link_texts_new();
    set->folder = folder && *folder != '\0' ? g_strdup(folder) : NULL;
    return set;
}

void screen_set_free(ScreenSet *set)
{
    if (!set)
        return;
    g_string_chunk_free(set->texts);
    g_ptr_array_unref(set->screens);
    g_ptr_array_unref(set->mistakes);
    g_hash_table_unref(set->sources);
    g_hash_table_unref(set->links);
    g_free(set->folder);
    g_free(set);
}

static ScreenEntry *entry_at(const ScreenSet *set, guint index)
{
    return g_ptr_array_index(set->screens, index);
}

static int index_of(const ScreenSet *set, const char *name)
{
    for (guint i = 0; i < set->screens->len; i++) {
        if (strcmp(entry_at(set, i)->head.name, name) == 0)
            return (int)i;
    }
    return -1;
}

static ScreenHead head_of(const ScreenDef *screen)
{
    return (ScreenHead){screen->name,   screen->title,  screen->one,       screen->menu,    screen->hotkey,
                        screen->record, screen->source, screen->checklist, screen->figures, screen->position};
}

static ScreenEntry *entry_new(ScreenDef *screen)
{
    ScreenEntry *entry = g_new0(ScreenEntry, 1);
    entry->head = head_of(screen);
    entry->def = screen;
    entry->file = screen->file;
    return entry;
}

/* A screen of the folder takes the place of the built-in one of its name; two of one name from the same place
 * are a mistake. */
static void set_add(ScreenSet *set, ScreenEntry *entry, bool from_folder)
{
    int place = index_of(set, entry->head.name);
    if (place < 0) {
        g_ptr_array_add(set->screens, entry);
        return;
    }
    const ScreenEntry *other = entry_at(set, (guint)place);
    bool other_from_folder = g_hash_table_contains(set->sources, other->file);
    if (from_folder == other_from_folder)
        mistake_add(set->mistakes, entry->file, 1,
                    "the screen \"%s\" stands in %s already: give one of them another name", entry->head.name,
                    other->file);
    entry_free(set->screens->pdata[place]);
    set->screens->pdata[place] = entry;
}

/* What else stands in screens/, read by others. */
static const char *const other_tops[] = {"checklist", "keys", "themes", NULL};

static bool is_other(const char *text)
{
    g_autofree char *top = reader_top(text);
    return g_strv_contains(other_tops, top);
}

static bool read_text(ScreenSet *set, const char *file, const char *text, bool from_folder, GError **error)
{
    if (is_other(text))
        return true;
    ScreenDef *screen = reader_read(file, text, set->texts, set->mistakes, error);
    if (screen && *screen->name != '\0')
        set_add(set, entry_new(screen), from_folder);
    else
        screen_def_free(screen);
    return screen != NULL;
}

/* --- built-in screens: the head at first --- */

/* NULL when the file does not begin as screens do. */
static ScreenDef *read_head(const ScreenSet *set, const char *file, const char *text)
{
    g_autofree char *head = reader_head(text);
    g_autoptr(GPtrArray) mistakes = g_ptr_array_new_with_free_func((GDestroyNotify)screen_mistake_free);
    ScreenDef *screen = head ? reader_read(file, head, set->texts, mistakes, NULL) : NULL;
    if (screen && *screen->name != '\0')
        return screen;
    screen_def_free(screen);
    return NULL;
}

static bool read_built_in(ScreenSet *set, const char *file, const char *text, GError **error)
{
    if (is_other(text))
        return true;
    ScreenDef *screen = read_head(set, file, text);
    if (!screen)
        return read_text(set, file, text, false, error);
    ScreenEntry *entry = entry_new(screen);
    entry->text = text;
    g_clear_pointer(&entry->def, screen_def_free);
    set_add(set, entry, false);
    return true;
}

static ScreenDef *entry_read(const ScreenSet *set, ScreenEntry *entry)
{
    if (entry->def)
        return entry->def;
    g_autoptr(GError) error = NULL;
    entry->def = reader_read(entry->file, entry->text, set->texts, set->mistakes, &error);
    if (!entry->def) {
        mistake_add(set->mistakes, entry->file, 1, "%s", error->message);
        entry->def = read_head(set, entry->file, entry->text);
    }
    asset_release(); /* the text is not wanted again */
    return entry->def;
}

typedef struct {
    ScreenSet *set;
    GError **error;
} BuiltIn;

static int read_asset(const Asset *asset, void *data)
{
    BuiltIn *built_in = data;
    if (!g_str_has_suffix(asset->name, ".cfg"))
        return 1;
    return read_built_in(built_in->set, asset->name, asset->data, built_in->error);
}

/* The text of one file of the folder, owned by the set. */
static const char *load_file(ScreenSet *set, const char *path, GError **error)
{
    g_autofree char *text = NULL;
    gsize size = 0;
    g_autoptr(GError) problem = NULL;
    if (!g_file_get_contents(path, &text, &size, &problem)) {
        error_set(error, ERROR_SYSTEM, "%s: %s: check its rights, or the setting \"screens\"", path,
                  problem->message);
        return NULL;
    }
    if (size > FILE_BYTES_AT_MOST || strlen(text) != size || !g_utf8_validate(text, (gssize)size, NULL)) {
        error_set(error, ERROR_INPUT,
                  "%s:1: this is no screen file: a screen file is UTF-8 text of at most 1 MiB", path);
        return NULL;
    }
    if (g_str_has_prefix(text, "\xEF\xBB\xBF"))
        memmove(text, text + 3, size - 2);
    char *kept = g_steal_pointer(&text);
    g_hash_table_insert(set->sources, g_strdup(path), kept);
    return kept;
}

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *files_of(const char *folder, GError **error)
{
    g_autoptr(GError) problem = NULL;
    g_autoptr(GDir) dir = g_dir_open(folder, 0, &problem);
    if (!dir) {
        error_set(error, ERROR_SYSTEM, "%s: %s: the setting \"screens\" names a folder that can be read",
                  folder, problem->message);
        return NULL;
    }
    GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
    for (const char *name = g_dir_read_name(dir); name; name = g_dir_read_name(dir)) {
        if (g_str_has_suffix(name, ".cfg") && *name != '.')
            g_ptr_array_add(files, g_build_filename(folder, name, NULL));
    }
    g_ptr_array_sort(files, compare_names);
    return files;
}

static bool read_folder(ScreenSet *set, GError **error)
{
    if (!set->folder)
        return true;
    g_autoptr(GPtrArray) files = files_of(set->folder, error);
    for (guint i = 0; files && i < files->len; i++) {
        const char *path = g_ptr_array_index(files, i);
        const char *text = load_file(set, path, error);
        if (!text || !read_text(set, path, text, true, error))
            return false;
    }
    return files != NULL;
}

/* --- the order of the menu --- */

static int group_position(const GPtrArray *screens, const char *menu)
{
    int least = G_MAXINT;
    for (guint i = 0; menu && i < screens->len; i++) {
        const ScreenHead *head = &((const ScreenEntry *)g_ptr_array_index(screens, i))->head;
        if (g_strcmp0(head->menu, menu) == 0)
            least = MIN(least, head->position);
    }
    return least;
}

static int compare_places(gconstpointer a, gconstpointer b, gpointer screens)
{
    const ScreenHead *one = &(*(const ScreenEntry *const *)a)->head;
    const ScreenHead *other = &(*(const ScreenEntry *const *)b)->head;
    int group = group_position(screens, one->menu), other_group = group_position(screens, other->menu);
    if (group != other_group)
        return group < other_group ? -1 : 1;
    int menu = g_strcmp0(one->menu, other->menu);
    if (menu != 0)
        return menu;
    if (one->position != other->position)
        return one->position < other->position ? -1 : 1;
    return strcmp(one->name, other->name);
}

static void sort_by_menu(ScreenSet *set)
{
    g_autoptr(GPtrArray) screens = g_ptr_array_new();
    for (guint i = 0; i < set->screens->len; i++)
        g_ptr_array_add(screens, g_ptr_array_index(set->screens, i));
    g_ptr_array_sort_with_data(set->screens, compare_places, screens);
}

/* --- what a related list leaves out --- */

/* Whether it has a field record_id; a built-in file is not read whole for it. */
static bool hangs_on_any(const ScreenEntry *entry)
{
    if (entry->def)
        return screen_field(entry->def, "record_id") != NULL;
    const bool hangs = strstr(entry->text, "{ name = \"record_id\";") != NULL;
    asset_release();
    return hangs;
}

/*
 * Documents and alignments hang on any record: their forms have `record` and `record_id`. All others name the
 * record they belong to: agreement_id.
 */
static void complete_related(const ScreenSet *set, const ScreenDef *screen, RelatedDef *related)
{
    int place = related->screen ? index_of(set, related->screen) : -1;
    const ScreenEntry *target = place >= 0 ? entry_at(set, (guint)place) : NULL;
    if (!related->title)
        related->title = target ? target->head.title : related->screen;
    if (!related->field && target && hangs_on_any(target)) {
        related->field = "record_id";
        related->record_field = related->record_field ? related->record_field : "record";
    }
    if (!related->field) {
        g_autofree char *name = g_strconcat(screen->record ? screen->record : screen->name, "_id", NULL);
        related->field = g_string_chunk_insert(set->texts, name);
    }
    if (!related->set)
        related->set = related->field;
}

/* The screen read whole, and its related lists completed. */
static const ScreenDef *entry_screen(const ScreenSet *set, ScreenEntry *entry)
{
    ScreenDef *screen = entry_read(set, entry);
    for (guint i = 0; !entry->complete && i < screen->related_count; i++)
        complete_related(set, screen, &screen->related[i]);
    entry->complete = true;
    return screen;
}

ScreenSet *screen_set_read(const char *folder, GError **error)
{
    g_autoptr(ScreenSet) set = set_new(folder);
    BuiltIn built_in = {set, error};
    if (!asset_each("screens/", read_asset, &built_in) || !read_folder(set, error))
        return NULL;
    asset_release(); /* of each file only the head was wanted */
    sort_by_menu(set);
    return g_steal_pointer(&set);
}

const char *set_source(const ScreenSet *set, const char *file)
{
    const char *text = g_hash_table_lookup(set->sources, file);
    const Asset *asset = text ? NULL : asset_find(file);
    return asset ? asset->data : text;
}

/* --- finding --- */

guint screen_set_count(const ScreenSet *set)
{
    return set->screens->len;
}

ScreenHead screen_set_head(const ScreenSet *set, guint index)
{
    return index < set->screens->len ? entry_at(set, index)->head : (ScreenHead){0};
}

const ScreenDef *screen_set_at(const ScreenSet *set, guint index)
{
    return index < set->screens->len ? entry_screen(set, entry_at(set, index)) : NULL;
}

const ScreenDef *screen_set_find(const ScreenSet *set, const char *name)
{
    int place = name ? index_of(set, name) : -1;
    return place >= 0 ? screen_set_at(set, (guint)place) : NULL;
}

const ScreenDef *screen_set_for_record(const ScreenSet *set, const char *record)
{
    for (guint i = 0; i < set->screens->len; i++) {
        const char *own = entry_at(set, i)->head.record;
        if (own && g_strcmp0(own, record) == 0)
            return screen_set_at(set, i);
    }
    return NULL;
}

const ScreenDef *screen_set_for_key(const ScreenSet *set, const char *hotkey)
{
    for (guint i = 0; i < set->screens->len; i++) {
        const char *own = entry_at(set, i)->head.hotkey;
        if (own && g_strcmp0(own, hotkey) == 0)
            return screen_set_at(set, i);
    }
    return NULL;
}

const GPtrArray *screen_set_mistakes(const ScreenSet *set)
{
    for (guint i = 0; i < set->screens->len; i++)
        entry_screen(set, entry_at(set, i));
    return set->mistakes;
}

const FieldDef *screen_owner_field(const ScreenDef *screen)
{
    for (guint i = 0; i < screen->field_count; i++) {
        const FieldDef *field = &screen->fields[i];
        if (field->required && field->read_only && !field->fallback)
            return field;
    }
    return NULL;
}

const FieldDef *screen_field(const ScreenDef *screen, const char *name)
{
    for (guint i = 0; i < screen->field_count; i++) {
        if (g_strcmp0(screen->fields[i].name, name) == 0)
            return &screen->fields[i];
    }
    return NULL;
}

const ColumnDef *screen_column(const ScreenDef *screen, const char *field)
{
    for (guint i = 0; i < screen->column_count; i++) {
        if (g_strcmp0(screen->columns[i].field, field) == 0)
            return &screen->columns[i];
    }
    return NULL;
}
