#include "screen/save.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "screen/criteria.h"
#include "screen/value.h"

enum { NAMED_AT_MOST = 5 };

/* --- checking --- */

static const char *get_column(const char *field, gconstpointer record)
{
    return record_get(record, field);
}

static bool is_shown(const FieldDef *field, const Record *record)
{
    return !field->when || criteria_holds(field->when, get_column, record);
}

static bool must_have(const FieldDef *field)
{
    return field->required && field_kind_typed(field->kind);
}

bool save_check(const ScreenDef *screen, const Record *record, guint *field, GError **error)
{
    for (guint i = 0; i < screen->field_count; i++) {
        const FieldDef *def = &screen->fields[i];
        if (!must_have(def) || record_get(record, def->name) || !is_shown(def, record))
            continue;
        *field = i;
        return error_set(error, ERROR_INPUT, "%s: nothing is entered yet: enter %s", def->label,
                         field_kind_accepts(def->kind));
    }
    return true;
}

/* --- joining tables --- */

static bool is_joined(const FieldDef *field)
{
    return field->kind == FIELD_LINKS;
}

Record *save_read(const ScreenDef *screen, Store *store, gint64 id, GError **error)
{
    g_autoptr(Record) record = record_read(store, screen->record, id, error);
    if (!record)
        return NULL;
    for (guint i = 0; i < screen->field_count; i++) {
        GError *problem = NULL;
        if (!is_joined(&screen->fields[i]))
            continue;
        g_autofree char *ids = value_links_read(&screen->fields[i], store, id, &problem);
        if (problem) {
            g_propagate_error(error, problem);
            return NULL;
        }
        record_set(record, screen->fields[i].name, ids);
    }
    return g_steal_pointer(&record);
}

static gint compare_ids(gconstpointer a, gconstpointer b)
{
    gint64 left = g_ascii_strtoll(*(char *const *)a, NULL, 10),
           right = g_ascii_strtoll(*(char *const *)b, NULL, 10);
    return (left > right) - (left < right);
}

static char *in_order(const char *ids)
{
    g_auto(GStrv) each = g_strsplit(ids, ",", -1);
    g_autoptr(GPtrArray) kept = g_ptr_array_new();
    for (char **id = each; *id; id++)
        if (**id && !g_ptr_array_find_with_equal_func(kept, *id, g_str_equal, NULL))
            g_ptr_array_add(kept, *id);
    g_ptr_array_sort(kept, compare_ids);
    g_ptr_array_add(kept, NULL);
    return g_strjoinv(",", (char **)kept->pdata);
}

void save_tidy(const ScreenDef *screen, Record *record)
{
    for (guint i = 0; i < screen->field_count; i++) {
        const char *name = screen->fields[i].name;
        const char *ids = is_joined(&screen->fields[i]) ? record_get(record, name) : NULL;
        g_autofree char *tidy = ids ? in_order(ids) : NULL;
        if (tidy)
            record_set(record, name, tidy);
    }
}

/* Takes out of `record` what is no column of its table; one value per field of the screen, NULL where it
 * stays. */
static GPtrArray *take_joined(const ScreenDef *screen, Record *record)
{
    GPtrArray *taken = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < screen->field_count; i++) {
        const FieldDef *field = &screen->fields[i];
        g_ptr_array_add(taken, is_joined(field) ? g_strdup(record_get(record, field->name)) : NULL);
        if (is_joined(field))
            record_set(record, field->name, NULL);
    }
    return taken;
}

static void give_joined(const ScreenDef *screen, Record *record, const GPtrArray *taken)
{
    for (guint i = 0; i < screen->field_count; i++)
        if (is_joined(&screen->fields[i]))
            record_set(record, screen->fields[i].name, g_ptr_array_index(taken, i));
}

static bool same_as_in_file(const FieldDef *field, Store *store, gint64 id, const char *before,
                            GError **error)
{
    GError *problem = NULL;
    g_autofree char *now = value_links_read(field, store, id, &problem);
    if (problem) {
        g_propagate_error(error, problem);
        return false;
    }
    g_autofree char *stands = in_order(now ? now : "");
    g_autofree char *read = in_order(before ? before : "");
    return strcmp(stands, read) == 0 ||
           error_set(error, ERROR_CONFLICT,
                     "%s: somebody changed it since you read it: read the record again", field->label);
}

static bool write_joined(const ScreenDef *screen, Store *store, Change *change, gint64 id,
                         const Record *before, const GPtrArray *after, GError **error)
{
    for (guint i = 0; i < screen->field_count; i++) {
        const FieldDef *field = &screen->fields[i];
        if (!is_joined(field))
            continue;
        const char *old = before ? record_get(before, field->name) : NULL;
        const char *new = g_ptr_array_index(after, i);
        if (g_strcmp0(old, new) == 0)
            continue;
        if (before && !same_as_in_file(field, store, id, old, error))
            return false;
        if (!value_links_write(field, change, id, old, new, error))
            return false;
    }
    return true;
}

/* --- words --- */

char *save_name(Store *store, const char *table, gint64 id)
{
    const RecordKind *kind = store_record_kind(store, table);
    g_autofree char *title = record_title(store, table, id);
    if (kind && kind->prefix && g_str_has_prefix(title, kind->prefix))
        title[strcspn(title, " ")] = '\0'; /* the reference alone says which */
    /* What has no name of its own is called by its kind already: "Review 27". */
    const char *number = kind && g_str_has_prefix(title, kind->label) ? title + strlen(kind->label) : "";
    if (*number == ' ' && g_ascii_isdigit(number[1]))
        return g_steal_pointer(&title);
    return g_strdup_printf("%s %s", kind ? kind->label : table, title);
}

static char *field_words(const ScreenDef *screen, const Record *before, const Record *after)
{
    g_autoptr(GPtrArray) columns = record_differences(before, after);
    g_autoptr(GString) words = g_string_new(NULL);
    guint named = 0;
    for (guint i = 0; i < columns->len; i++) {
        const FieldDef *field = screen_field(screen, g_ptr_array_index(columns, i));
        if (field && named++ < NAMED_AT_MOST)
            g_string_append_printf(words, "%s%s", words->len ? ", " : "", field->label);
    }
    if (named > NAMED_AT_MOST)
        g_string_append_printf(words, " and %u more", named - NAMED_AT_MOST);
    return g_string_free(g_steal_pointer(&words), FALSE);
}

static char *save_words(const ScreenDef *screen, Store *store, const Record *before, const Record *after)
{
    g_autofree char *name = save_name(store, screen->record, record_id(after));
    if (!before)
        return g_strdup_printf("%s entered", name);
    g_autofree char *fields = field_words(screen, before, after);
    return *fields ? g_strdup_printf("%s changed: %s", name, fields) : g_strdup_printf("%s changed", name);
}

/* --- writing --- */

static bool write_columns(Change *change, const ScreenDef *screen, const Record *before, Record *after,
                          GError **error)
{
    if (!before)
        return change_insert(change, after, error);
    g_autoptr(Record) old = record_copy(before);
    g_ptr_array_unref(take_joined(screen, old));
    return change_update(change, old, after, error);
}

bool save_write(const ScreenDef *screen, Store *store, Change *change, const Record *before, Record *after,
                GError **error)
{
    save_tidy(screen, after);
    g_autoptr(GPtrArray) joined = take_joined(screen, after);
    bool written = write_columns(change, screen, before, after, error);
    give_joined(screen, after, joined);
    return written && write_joined(screen, store, change, record_id(after), before, joined, error);
}

static void read_again(const ScreenDef *screen, Store *store, Record *record)
{
    /* What was saved stands in the file already; when it cannot be read again the record keeps what was
     * typed. */
    g_autoptr(Record) now = save_read(screen, store, record_id(record), NULL);
    for (guint i = 0; now && i < record_count(now); i++)
        record_set(record, record_column(now, i), record_get(now, record_column(now, i)));
}

bool save_record(const ScreenDef *screen, Store *store, const Record *before, Record *after, GError **error)
{
    g_autofree char *intent = g_strdup_printf("%s %s", screen->one, before ? "changed" : "entered");
    g_autoptr(Change) change = change_open(store, intent, error);
    if (!change || !save_write(screen, store, change, before, after, error))
        return false;
    g_autofree char *words = save_words(screen, store, before, after);
    change_set_words(change, words);
    change_set_record(change, screen->record, record_id(after));
    if (!change_commit(g_steal_pointer(&change), NULL, error))
        return false;
    read_again(screen, store, after);
    return true;
}

static char *delete_words(const ScreenDef *screen, Store *store, const gint64 *ids, guint count)
{
    if (count == 1) {
        g_autofree char *name = save_name(store, screen->record, ids[0]);
        return g_strdup_printf("%s deleted", name);
    }
    g_autofree char *lower = g_utf8_strdown(screen->title, -1);
    g_autofree char *number = text_count(count, screen->one, lower);
    g_autoptr(GString) words = g_string_new(number);
    g_string_append(words, " deleted: ");
    for (guint i = 0; i < MIN(count, NAMED_AT_MOST); i++) {
        g_autofree char *title = record_title(store, screen->record, ids[i]);
        g_string_append_printf(words, "%s%s", i ? ", " : "", title);
    }
    if (count > NAMED_AT_MOST)
        g_string_append_printf(words, " and %u more", count - NAMED_AT_MOST);
    return g_string_free(g_steal_pointer(&words), FALSE);
}

bool save_remove(const ScreenDef *screen, Change *change, const gint64 *ids, guint count, GError **error)
{
    for (guint i = 0; i < count; i++)
        if (!change_delete(change, screen->record, ids[i], error))
            return false;
    return true;
}

bool save_delete(const ScreenDef *screen, Store *store, const gint64 *ids, guint count, GError **error)
{
    if (count == 0)
        return true;
    g_autofree char *words = delete_words(screen, store, ids, count);
    g_autoptr(Change) change = change_open(store, words, error);
    if (!change)
        return false;
    change_set_record(change, screen->record, ids[0]);
    return save_remove(screen, change, ids, count, error) &&
           change_commit(g_steal_pointer(&change), NULL, error);
}
