/*
 * Schema, reference data, views, triggers, search: brought up to date in one transaction, so that a file is
 * either as it was or as this program needs it.
 *
 * Which migrations a file has had is kept one by one (settings `migration:NNNN_name.sql`), because a folder
 * of further migrations numbers on its own. What the views were laid from is kept as a hash (setting
 * `views`): the same hash and nothing is to be done.
 */
#include <stdlib.h>
#include <string.h>

#include "base/asset.h"
#include "store/query.h"
#include "store/search_words.h"
#include "store/store_private.h"

#define MIGRATION_FOLDER "db/migrations/"
#define VIEW_FOLDER      "db/views/"

/* How much of a long upgrade is done when each of its parts begins: folding texts is most of it. */
enum { VIEWS_PERCENT = 15, TEXTS_PERCENT = 30, INDEX_PERCENT = 75, LINKS_PERCENT = 95 };

enum { SCRIPT_BYTES = 16 * 1024 * 1024, NUMBER_MAX = 999999 };

typedef struct {
    char *name; /* file name without folder */
    const char *sql;
    char *read; /* the text, when it comes from a file of the office's own; NULL: it is built in */
    int number; /* migrations: the leading digits */
} Script;

typedef struct {
    GPtrArray *migrations; /* Script, by number */
    GPtrArray *views;      /* Script, in the order in which they are laid */
} Plan;

static void script_free(gpointer data)
{
    Script *script = data;
    g_free(script->name);
    g_free(script->read);
    g_free(script);
}

static void plan_free(Plan *plan)
{
    g_ptr_array_unref(plan->migrations);
    g_ptr_array_unref(plan->views);
    g_free(plan);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Plan, plan_free)

/* --- what there is */

/* Takes `read`; without it `sql` has to outlive the script. */
static Script *script_new(const char *name, const char *sql, char *read)
{
    Script *script = g_new0(Script, 1);
    const char *slash = strrchr(name, '/');
    script->name = g_strdup(slash ? slash + 1 : name);
    script->sql = sql;
    script->read = read;
    gint64 number = g_ascii_strtoll(script->name, NULL, 10);
    script->number = number > 0 && number <= NUMBER_MAX ? (int)number : 0;
    return script;
}

static int add_asset(const Asset *asset, void *data)
{
    if (g_str_has_suffix(asset->name, ".sql"))
        g_ptr_array_add(data, script_new(asset->name, asset->data, NULL));
    return 1;
}

static int compare_numbers(gconstpointer a, gconstpointer b)
{
    const Script *left = *(const Script *const *)a, *right = *(const Script *const *)b;
    return left->number != right->number ? left->number - right->number : strcmp(left->name, right->name);
}

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *sql_files(const char *folder, GError **error)
{
    GError *failed = NULL;
    g_autoptr(GDir) dir = g_dir_open(folder, 0, &failed);
    if (!dir) {
        error_set(error, ERROR_INPUT,
                  "%s: the folder of further migrations cannot be read: %s: correct `migrations` in the "
                  "configuration",
                  folder, failed->message);
        g_error_free(failed);
        return NULL;
    }
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name; (name = g_dir_read_name(dir));) {
        if (g_str_has_suffix(name, ".sql") && name[0] != '.')
            g_ptr_array_add(names, g_strdup(name));
    }
    g_ptr_array_sort(names, compare_names);
    return names;
}

static Script *read_script(const char *folder, const char *name, GError **error)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *sql = NULL;
    gsize size = 0;
    if (!g_file_get_contents(path, &sql, &size, NULL) || size > SCRIPT_BYTES || memchr(sql, 0, size) ||
        !g_utf8_validate(sql, (gssize)size, NULL)) {
        error_set(error, ERROR_INPUT,
                  "%s: cannot be read as a script: it must be UTF-8 text of at most 16 MiB", path);
        return NULL;
    }
    const char *text = sql;
    return script_new(name, text, g_steal_pointer(&sql));
}

static bool add_folder(Plan *plan, const char *folder, GError **error)
{
    g_autoptr(GPtrArray) names = sql_files(folder, error);
    for (guint i = 0; names && i < names->len; i++) {
        Script *script = read_script(folder, names->pdata[i], error);
        if (!script)
            return false;
        bool view = g_str_has_suffix(script->name, ".view.sql");
        g_ptr_array_add(view ? plan->views : plan->migrations, script);
        if (!view && script->number == 0)
            return error_set(error, ERROR_INPUT, "%s/%s: has no number: name migrations like 9001_name.sql",
                             folder, script->name);
    }
    return names != NULL;
}

static Plan *plan_new(const char *folder, GError **error)
{
    g_autoptr(Plan) plan = g_new0(Plan, 1);
    plan->migrations = g_ptr_array_new_with_free_func(script_free);
    plan->views = g_ptr_array_new_with_free_func(script_free);
    asset_each(MIGRATION_FOLDER, add_asset, plan->migrations);
    asset_each(VIEW_FOLDER, add_asset, plan->views);
    if (folder && *folder && !add_folder(plan, folder, error))
        return NULL;
    g_ptr_array_sort(plan->migrations, compare_numbers);
    return g_steal_pointer(&plan);
}

static int newest(const Plan *plan)
{
    const Script *last = plan->migrations->len ? plan->migrations->pdata[plan->migrations->len - 1] : NULL;
    return last ? last->number : 0;
}

/* Of the built-in ones only the names are looked at: opening a file that is up to date should cost next to
 * nothing. */
static int greatest_number(const Asset *asset, void *data)
{
    int *known = data;
    gint64 number = g_ascii_strtoll(asset->name + strlen(MIGRATION_FOLDER), NULL, 10);
    if (number > *known && number <= NUMBER_MAX)
        *known = (int)number;
    return 1;
}

int upgrade_known_version(const char *folder, GError **error)
{
    if (folder && *folder) {
        g_autoptr(Plan) plan = plan_new(folder, error);
        return plan ? newest(plan) : -1;
    }
    int known = 0;
    asset_each(MIGRATION_FOLDER, greatest_number, &known);
    return known;
}

/* FNV-1a over the text and the zero behind it. A change is to be noticed, nobody is kept out: a checksum that
 * is safe against forgery would take a sixth of the time in which a file is opened. */
static guint64 mix(guint64 sum, const char *text, gsize size)
{
    for (gsize i = 0; i <= size; i++)
        sum = (sum ^ (i < size ? (guchar)text[i] : 0)) * G_GUINT64_CONSTANT(0x100000001b3);
    return sum;
}

static bool is_search_view(const char *name)
{
    return g_str_has_suffix(name, "_search");
}

static void mix_search_view(const char *name, const char *sql, gpointer sum)
{
    if (is_search_view(name))
        *(guint64 *)sum = mix(*(guint64 *)sum, sql, strlen(sql));
}

/* Names of the migrations, all of the views that stand in the file, what records are found by, and the
 * editions of the reference data. */
static char *signature(const Store *store, const Plan *plan)
{
    guint64 sum = G_GUINT64_CONSTANT(0xcbf29ce484222325);
    for (guint i = 0; i < plan->migrations->len; i++) {
        const Script *script = plan->migrations->pdata[i];
        sum = mix(sum, script->name, strlen(script->name));
    }
    for (guint i = 0; i < plan->views->len; i++) {
        const Script *script = plan->views->pdata[i];
        sum = mix(sum, script->sql, strlen(script->sql));
    }
    held_views_each(store->held, mix_search_view, &sum);
    const Asset *manifest = asset_find("db/reference/manifest.csv");
    if (manifest)
        sum = mix(sum, manifest->data, asset_size(manifest));
    return g_strdup_printf("%016" G_GINT64_MODIFIER "x", sum);
}

/* --- doing it */

static bool run_script(Store *store, const Script *script, GError **error)
{
    if (store_script(store, script->name, script->sql, error))
        return true;
    g_prefix_error(error, "the schema cannot be brought up to date: ");
    return false;
}

static bool put_setting(Store *store, const char *name, const char *value, GError **error)
{
    sqlite3_stmt *statement = statement_take(store,
                                             "INSERT INTO setting (name, value) VALUES (:name, :value) ON "
                                             "CONFLICT (name) DO UPDATE SET value = excluded.value",
                                             error);
    if (!statement)
        return false;
    statement_bind_text(statement, ":name", name);
    statement_bind_text(statement, ":value", value);
    return statement_finish(store, statement, error);
}

static bool drop_views(Store *store, GError **error)
{
    g_autoptr(GString) drops = g_string_new(NULL);
    g_autoptr(Query) query =
        query_new(store, "SELECT type, name FROM sqlite_schema WHERE type IN ('view', 'trigger')", error);
    if (!query)
        return false;
    while (query_next(query, NULL)) {
        char *drop = sqlite3_mprintf("DROP %s IF EXISTS \"%w\";", query_text(query, 0), query_text(query, 1));
        g_string_append(drops, drop);
        sqlite3_free(drop);
    }
    return drops->len == 0 || store_execute(store, drops->str, error);
}

static bool migration_done(Store *store, const char *key)
{
    if (!schema_table(store, "setting"))
        return false;
    g_autoptr(Query) query = query_new(store, "SELECT 1 FROM setting WHERE name = :name", NULL);
    if (!query)
        return false;
    query_bind_text(query, ":name", key);
    return query_next(query, NULL);
}

static bool migrate(Store *store, const Plan *plan, GError **error)
{
    for (guint i = 0; i < plan->migrations->len; i++) {
        const Script *script = plan->migrations->pdata[i];
        g_autofree char *key = g_strconcat("migration:", script->name, NULL);
        if (migration_done(store, key))
            continue;
        if (!run_script(store, script, error) || !put_setting(store, key, "", error))
            return false;
        store->version = MAX(store->version, script->number);
    }
    g_autofree char *sql = g_strdup_printf("PRAGMA user_version = %d", store->version);
    return store_execute(store, sql, error);
}

/* A view of the office's own may name views that the program holds: these then stand in the file as well, for
 * a view reads what is in its own file. */
static char *held_by_own(const Store *store, const Plan *plan)
{
    g_autoptr(GString) own = g_string_new(NULL);
    for (guint i = 0; i < plan->views->len; i++) {
        const Script *script = plan->views->pdata[i];
        if (script->read)
            g_string_append_printf(own, "%s\n", script->sql);
    }
    return held_views_named(store->held, own->str);
}

/* It would never be read: the view of the program stands in front of it. */
static bool check_names(Store *store, GError **error)
{
    g_autoptr(Query) query = query_new(store, "SELECT name FROM sqlite_schema WHERE type = 'table'", error);
    while (query && query_next(query, NULL)) {
        if (held_views_has(store->held, query_text(query, 0)))
            return error_set(
                error, ERROR_INPUT,
                "%s: the program has a view of that name: give the table of your migrations another",
                query_text(query, 0));
    }
    return query != NULL;
}

static bool lay_views(Store *store, const Plan *plan, GError **error)
{
    if (!check_names(store, error))
        return false;
    g_autofree char *held = held_by_own(store, plan);
    if (!store_script(store, "db/lists", held, error))
        return false;
    for (guint i = 0; i < plan->views->len; i++) {
        if (!run_script(store, plan->views->pdata[i], error))
            return false;
    }
    return true;
}

static bool lay_search_trigger(Store *store, const RecordKind *kind, const char *event, const char *row,
                               GError **error)
{
    g_autofree char *sql =
        g_strdup_printf("CREATE TRIGGER \"%s_search_%s\" AFTER %s ON \"%s\" BEGIN"
                        " INSERT OR IGNORE INTO search_dirty VALUES (%d << 56 | %s.id); END",
                        kind->name, event, event, kind->name, kind->number, row);
    return store_execute(store, sql, error);
}

/* A record whose row changes is folded again at the next commit. */
static bool lay_search_triggers(Store *store, GError **error)
{
    for (guint i = 0; i < store->kinds->len; i++) {
        const RecordKind *kind = &g_array_index(store->kinds, RecordKind, i);
        g_autofree char *view = g_strconcat(kind->name, "_search", NULL);
        if (!schema_plain_name(kind->name) || !schema_table(store, view))
            continue;
        if (!lay_search_trigger(store, kind, "insert", "NEW", error) ||
            !lay_search_trigger(store, kind, "update", "NEW", error) ||
            !lay_search_trigger(store, kind, "delete", "OLD", error))
            return false;
    }
    return true;
}

static void add_search_view(const char *name, const char *sql, gpointer views)
{
    if (is_search_view(name))
        g_tree_insert(views, g_strdup(name), g_strdup(sql));
}

static gboolean add_to_sum(gpointer name, gpointer sql, gpointer sum)
{
    (void)name;
    g_checksum_update(sum, sql, -1);
    return false;
}

/* Views of the office's own, by name; those of the program come with them. */
static GTree *search_views(Store *store, GError **error)
{
    g_autoptr(GTree) views =
        g_tree_new_full((GCompareDataFunc)(void (*)(void))g_strcmp0, NULL, g_free, g_free);
    g_autoptr(Query) query = query_new(
        store, "SELECT name, sql FROM sqlite_schema WHERE type = 'view' AND name GLOB '*_search'", error);
    if (!query)
        return NULL;
    while (query_next(query, NULL))
        g_tree_insert(views, g_strdup(query_text(query, 0)), g_strdup(query_text(query, 1)));
    held_views_each(store->held, add_search_view, views);
    return g_steal_pointer(&views);
}

static bool tell_texts(Store *store, gint64 done, gint64 all)
{
    const int span = INDEX_PERCENT - TEXTS_PERCENT;
    return store_tell(store, TEXTS_PERCENT + (int)MIN(done * span / all, span), NULL);
}

/* All texts are folded anew only when what they are made of has changed: with a million records that takes a
 * while. */
static bool refill_search(Store *store, GError **error)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_autoptr(GTree) views = search_views(store, error);
    if (!views)
        return false;
    g_tree_foreach(views, add_to_sum, sum);
    g_autofree char *before = store_setting(store, "search_views");
    g_autofree char *now = g_strconcat(SEARCH_TEXT_FORM, g_checksum_get_string(sum), NULL);
    if (g_strcmp0(before, now) == 0)
        return search_drain(store, error);
    return search_fill(store, tell_texts, error) && put_setting(store, "search_views", now, error);
}

static bool check_links(Store *store, GError **error)
{
    g_autoptr(Query) query =
        query_new(store, "SELECT \"table\", rowid FROM pragma_foreign_key_check LIMIT 1", error);
    if (!query)
        return false;
    GError *failed = NULL;
    if (query_next(query, &failed))
        return error_set(error, ERROR_SYSTEM,
                         "%s: the schema could not be brought up to date: %s %" G_GINT64_FORMAT
                         " names a record that is not there: the file is as it was",
                         store->path, query_text(query, 0), query_int(query, 1));
    if (failed)
        g_propagate_error(error, failed);
    return failed == NULL;
}

static bool forget_and_read(Store *store, GError **error)
{
    schema_forget(store);
    return kinds_read(store, error);
}

static bool apply(Store *store, const Plan *plan, const char *hash, GError **error)
{
    bool good = store_tell(store, 0, error) && drop_views(store, error) && migrate(store, plan, error);
    schema_forget(store); /* the tables are there now */
    good = good && reference_load(store, error) && store_tell(store, VIEWS_PERCENT, error) &&
           lay_views(store, plan, error) && forget_and_read(store, error) &&
           lay_search_triggers(store, error) && store_tell(store, TEXTS_PERCENT, error) &&
           refill_search(store, error) && store_tell(store, LINKS_PERCENT, error) &&
           check_links(store, error) && put_setting(store, "views", hash, error) &&
           store_tell(store, 100, error);
    schema_forget(store);
    return good;
}

static bool is_up_to_date(Store *store, const Plan *plan, const char *hash)
{
    if (store->version < newest(plan))
        return false;
    g_autofree char *laid = store_setting(store, "views");
    return g_strcmp0(laid, hash) == 0;
}

/* Another program may have done all of it while this one waited for the lock, or have gone further. */
static bool upgrade_locked(Store *store, const Plan *plan, const char *hash, GError **error)
{
    gint64 version = 0;
    if (!connection_number(store->db, store->path, "PRAGMA user_version", &version, error))
        return false;
    store->version = (int)version;
    if (!connection_check_version(store->path, APPLICATION_ID, store->version, newest(plan), error))
        return false;
    return is_up_to_date(store, plan, hash) ? true : apply(store, plan, hash, error);
}

static int ask_on(void *data)
{
    Store *store = data;
    return !store_tell(store, store->percent, NULL);
}

/* A file that is made anew is there at once. */
static bool upgrade_watched(Store *store, const Plan *plan, const char *hash, bool fresh, GError **error)
{
    GError *failed = NULL;
    if (!store_begin(store, error))
        return false;
    if (fresh)
        store->progress = NULL;
    if (store->progress)
        store_watch(store, ask_on, store);
    bool good = upgrade_locked(store, plan, hash, &failed);
    store_watch(store, NULL, NULL);
    good = store_end(store, good, &failed) && good;
    store->progress = NULL;
    if (store->given_up && !good) {
        g_clear_error(&failed);
        return error_set(error, ERROR_INTERRUPTED,
                         "%s: bringing it up to date was given up: the file is as it was", store->path);
    }
    if (failed)
        g_propagate_error(error, failed);
    return good;
}

bool upgrade_run(Store *store, const char *folder, bool fresh, GError **error)
{
    g_autoptr(Plan) plan = plan_new(folder, error);
    g_autofree char *hash = plan ? signature(store, plan) : NULL;
    asset_release(); /* the views were read whole */
    if (!plan || (!fresh && is_up_to_date(store, plan, hash)))
        return plan != NULL;
    /* Rebuilding a table drops the old one; the links are checked as a whole before the commit. */
    if (!store_execute(store, "PRAGMA foreign_keys = OFF", error))
        return false;
    const bool good = upgrade_watched(store, plan, hash, fresh, error);
    statement_drop_all(store);
    if (!store_execute(store, "PRAGMA foreign_keys = ON", good ? error : NULL))
        return false;
    /* Into the file itself, so that its header shows the version to whoever looks at it by hand. */
    if (good)
        sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    return good;
}
