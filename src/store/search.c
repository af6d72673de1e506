#include "store/search.h"

#include <string.h>

#include "base/text.h"
#include "store/query.h"
#include "store/search_words.h"
#include "store/store_private.h"

enum { CANDIDATES = 400, TEXTS_AT_ONCE = 1000 };

static const gint64 RECORD_MASK = (G_GINT64_CONSTANT(1) << KIND_SHIFT) - 1;

/* --- words */

SearchWords *search_words_new(const char *typed)
{
    SearchWords *words = g_new0(SearchWords, 1);
    g_autofree char *folded = text_fold(typed ? typed : "");
    g_auto(GStrv) parts = g_strsplit_set(folded, " \t\n\r", -1);
    for (guint i = 0; parts[i] && words->count < SEARCH_WORDS; i++) {
        if (!*parts[i])
            continue;
        gsize length = strnlen(parts[i], SEARCH_WORD_BYTES + 1);
        if (length > SEARCH_WORD_BYTES) /* cut at a whole character */
            *(g_utf8_find_prev_char(parts[i], parts[i] + SEARCH_WORD_BYTES + 1)) = '\0';
        words->word[words->count++] = g_strdup(parts[i]);
    }
    for (guint i = 0; i < words->count; i++) {
        if (g_utf8_strlen(words->word[i], -1) >= 3)
            words->indexed++;
    }
    return words;
}

void search_words_free(SearchWords *words)
{
    if (!words)
        return;
    for (guint i = 0; i < words->count; i++)
        g_free(words->word[i]);
    g_free(words);
}

/* The index answers LIKE without ESCAPE only: a wildcard in the word matches any one character there, and
 * instr() on the text decides. */
static char *like_pattern(const char *word)
{
    char *pattern = g_strconcat("%", word, "%", NULL);
    for (char *at = pattern + 1; at[1]; at++) {
        if (*at == '%')
            *at = '_';
    }
    return pattern;
}

void search_words_index_sql(const SearchWords *words, GString *sql)
{
    g_string_append(sql, "SELECT i.rowid - :find_low AS hit FROM search_index AS i WHERE i.rowid BETWEEN "
                         ":find_low AND :find_high");
    for (guint i = 0; i < words->count; i++) {
        if (g_utf8_strlen(words->word[i], -1) >= 3)
            g_string_append_printf(sql, " AND i.body LIKE :like%u", i + 1);
    }
    for (guint i = 0; i < words->count; i++)
        g_string_append_printf(sql, " AND instr(i.body, :word%u) > 0", i + 1);
}

void search_words_scan_sql(const SearchWords *words, GString *sql)
{
    g_string_append(sql, "SELECT t.id - :find_low AS hit FROM search_text AS t WHERE t.id BETWEEN :find_low "
                         "AND :find_high AND ");
    search_words_text_sql(words, "t.body", sql);
}

void search_words_text_sql(const SearchWords *words, const char *body, GString *sql)
{
    for (guint i = 0; i < words->count; i++)
        g_string_append_printf(sql, "%sinstr(%s, :word%u) > 0", i ? " AND " : "", body, i + 1);
}

void search_words_bind(const SearchWords *words, sqlite3_stmt *statement)
{
    for (guint i = 0; i < words->count; i++) {
        char name[16];
        g_snprintf(name, sizeof name, ":word%u", i + 1);
        statement_bind_text(statement, name, words->word[i]);
        g_snprintf(name, sizeof name, ":like%u", i + 1);
        g_autofree char *pattern = like_pattern(words->word[i]);
        statement_bind_text(statement, name, pattern);
    }
}

void search_bind_range(sqlite3_stmt *statement, const RecordKind *kind)
{
    statement_bind_int(statement, ":find_low", kind ? kind_search_id(kind, 0) : 0);
    statement_bind_int(statement, ":find_high", kind ? kind_search_id(kind, RECORD_MASK) : G_MAXINT64);
}

bool search_text_is_padded(Store *store)
{
    g_autofree char *form = store_setting(store, "search_views");
    return form && g_str_has_prefix(form, SEARCH_TEXT_FORM);
}

/* --- find anywhere */

void search_hit_free(SearchHit *hit)
{
    if (!hit)
        return;
    g_free(hit->title);
    g_free(hit);
}

typedef struct {
    SearchHit *hit;
    int rank; /* 0: the title begins with what was typed, 1: a word of it does, 2: it is in the title, 3:
                 elsewhere */
} Ranked;

static int rank_of(const char *title, const SearchWords *words)
{
    g_autofree char *folded = text_fold(title);
    const char *first = words->word[0];
    const char *at = strstr(folded, first);
    if (!at)
        return 3;
    if (at == folded)
        return 0;
    g_autofree char *at_word = g_strconcat(" ", first, NULL);
    return strstr(folded, at_word) ? 1 : 2;
}

static int compare_ranked(gconstpointer a, gconstpointer b)
{
    const Ranked *left = a, *right = b;
    return left->rank - right->rank; /* g_array_sort is stable, newest stays first */
}

/* The newest first, as the index walks backwards: of a frequent word no more is read than is asked for. */
static char *find_sql(const SearchWords *words)
{
    GString *sql = g_string_new("SELECT t.id, t.title FROM search_text AS t WHERE ");
    if (words->indexed > 0) {
        g_string_append(sql, "t.id IN (SELECT hit + :find_low FROM (");
        search_words_index_sql(words, sql);
        g_string_append(sql, " ORDER BY i.rowid DESC LIMIT :limit)) ORDER BY t.id DESC");
        return g_string_free(sql, FALSE);
    }
    g_string_append(sql, "t.id BETWEEN :find_low AND :find_high AND ");
    search_words_text_sql(words, "t.body", sql);
    g_string_append(sql, " ORDER BY t.id DESC LIMIT :limit");
    return g_string_free(sql, FALSE);
}

static bool collect(Store *store, sqlite3_stmt *statement, const SearchWords *words, GArray *found,
                    GError **error)
{
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        gint64 id = sqlite3_column_int64(statement, 0);
        const RecordKind *kind = kind_by_number(store, (int)(id >> KIND_SHIFT));
        const char *title = (const char *)sqlite3_column_text(statement, 1);
        if (!kind)
            continue;
        SearchHit *hit = g_new0(SearchHit, 1);
        hit->record = g_intern_string(kind->name);
        hit->id = id & RECORD_MASK;
        hit->title = g_strdup(title);
        Ranked ranked = {hit, rank_of(title, words)};
        g_array_append_val(found, ranked);
    }
    return code == SQLITE_DONE ? true : store_trouble(store, code, error);
}

static GPtrArray *best_of(GArray *found, guint limit)
{
    GPtrArray *hits = g_ptr_array_new_with_free_func((GDestroyNotify)search_hit_free);
    g_array_sort(found, compare_ranked);
    for (guint i = 0; i < found->len; i++) {
        SearchHit *hit = g_array_index(found, Ranked, i).hit;
        if (i < limit)
            g_ptr_array_add(hits, hit);
        else
            search_hit_free(hit);
    }
    return hits;
}

GPtrArray *search_find(Store *store, const char *record, const char *typed, guint limit, GError **error)
{
    g_autoptr(SearchWords) words = search_words_new(typed);
    const RecordKind *kind = store_record_kind(store, record);
    if (words->count == 0 || (record && !kind))
        return g_ptr_array_new_with_free_func((GDestroyNotify)search_hit_free);
    g_autofree char *sql = find_sql(words);
    sqlite3_stmt *statement = statement_take(store, sql, error);
    if (!statement)
        return NULL;
    search_bind_range(statement, kind);
    search_words_bind(words, statement);
    statement_bind_int(statement, ":limit", MAX(limit, (guint)CANDIDATES));
    g_autoptr(GArray) found = g_array_new(false, true, sizeof(Ranked));
    bool good = collect(store, statement, words, found, error);
    statement_give(store, statement);
    GPtrArray *hits = best_of(found, good ? limit : 0);
    if (!good)
        g_clear_pointer(&hits, g_ptr_array_unref);
    return hits;
}

/* --- keeping it */

/* FTS5 writes out what it holds at the end of every statement: folded texts wait in a temporary table and go
 * over many at a time. */
static bool open_waiting(Store *store, GError **error)
{
    return store_execute(
        store,
        "CREATE TEMP TABLE IF NOT EXISTS search_waiting (id INTEGER PRIMARY KEY, title TEXT, "
        "body TEXT)",
        error);
}

static bool run_kept(Store *store, const char *sql, GError **error)
{
    sqlite3_stmt *statement = statement_take(store, sql, error);
    return statement && statement_finish(store, statement, error);
}

static bool hand_over(Store *store, GError **error)
{
    return run_kept(store,
                    "INSERT INTO search_text (id, title, body) "
                    "SELECT id, title, body FROM temp.search_waiting WHERE true "
                    "ON CONFLICT (id) DO UPDATE SET title = excluded.title, body = excluded.body "
                    "WHERE title <> excluded.title OR body <> excluded.body",
                    error) &&
           run_kept(store, "DELETE FROM temp.search_waiting", error);
}

static bool hand_over_some(Store *store, guint waiting, GError **error)
{
    return waiting % TEXTS_AT_ONCE != 0 || hand_over(store, error);
}

static bool put_text(Store *store, gint64 search_id, const char *title, const char *body, GError **error)
{
    sqlite3_stmt *statement = statement_take(store,
                                             "INSERT OR REPLACE INTO temp.search_waiting (id, title, body) "
                                             "VALUES (:id, :title, :body)",
                                             error);
    if (!statement)
        return false;
    g_autofree char *folded = text_fold(body ? body : "");
    g_autofree char *padded = g_strconcat(folded, "  ", NULL);
    statement_bind_int(statement, ":id", search_id);
    statement_bind_text(statement, ":title", title ? title : "");
    statement_bind_text(statement, ":body", padded);
    return statement_finish(store, statement, error);
}

static bool run_with_id(Store *store, const char *sql, gint64 id, GError **error)
{
    sqlite3_stmt *statement = statement_take(store, sql, error);
    if (!statement)
        return false;
    statement_bind_int(statement, ":id", id);
    return statement_finish(store, statement, error);
}

static bool fold_again(Store *store, gint64 search_id, GError **error)
{
    const RecordKind *kind = kind_by_number(store, (int)(search_id >> KIND_SHIFT));
    g_autofree char *view = g_strconcat(kind ? kind->name : "", "_search", NULL);
    if (!kind || !schema_has_table(store, view))
        return run_with_id(store, "DELETE FROM search_text WHERE id = :id", search_id, error);
    g_autofree char *sql = g_strdup_printf("SELECT title, body FROM \"%s\" WHERE id = :id", view);
    g_autoptr(Query) query = query_new(store, sql, error);
    if (!query)
        return false;
    query_bind_int(query, ":id", search_id & RECORD_MASK);
    GError *failed = NULL;
    if (query_next(query, &failed))
        return put_text(store, search_id, query_text(query, 0), query_text(query, 1), error);
    if (failed) {
        g_propagate_error(error, failed);
        return false;
    }
    return run_with_id(store, "DELETE FROM search_text WHERE id = :id", search_id, error);
}

static GArray *dirty_ids(Store *store, GError **error)
{
    g_autoptr(Query) query = query_new(store, "SELECT id FROM search_dirty", error);
    if (!query)
        return NULL;
    GError *failed = NULL;
    GArray *ids = g_array_new(false, false, sizeof(gint64));
    while (query_next(query, &failed)) {
        gint64 id = query_int(query, 0);
        g_array_append_val(ids, id);
    }
    if (!failed)
        return ids;
    g_propagate_error(error, failed);
    g_array_unref(ids);
    return NULL;
}

bool search_drain(Store *store, GError **error)
{
    g_autoptr(GArray) ids = dirty_ids(store, error);
    if (!ids || ids->len == 0)
        return ids != NULL;
    if (!open_waiting(store, error))
        return false;
    for (guint i = 0; i < ids->len; i++) {
        if (!fold_again(store, g_array_index(ids, gint64, i), error) || !hand_over_some(store, i + 1, error))
            return false;
    }
    return hand_over(store, error) && store_execute(store, "DELETE FROM search_dirty", error);
}

static bool fill_kind(Store *store, const RecordKind *kind, GError **error)
{
    g_autofree char *view = g_strconcat(kind->name, "_search", NULL);
    if (!schema_has_table(store, view))
        return true;
    g_autofree char *sql = g_strdup_printf("SELECT id, title, body FROM \"%s\"", view);
    g_autoptr(Query) query = query_new(store, sql, error);
    if (!query)
        return false;
    GError *failed = NULL;
    for (guint i = 1; query_next(query, &failed); i++) {
        if (!put_text(store, kind_search_id(kind, query_int(query, 0)), query_text(query, 1),
                      query_text(query, 2), error) ||
            !hand_over_some(store, i, error))
            return false;
    }
    if (failed) {
        g_propagate_error(error, failed);
        return false;
    }
    return hand_over(store, error);
}

bool search_fill(Store *store, GError **error)
{
    if (!store_execute(store,
                       "DELETE FROM search_text; DELETE FROM search_dirty; INSERT INTO search_index "
                       "(search_index) VALUES ('rebuild')",
                       error) ||
        !open_waiting(store, error))
        return false;
    for (guint i = 0; i < store->kinds->len; i++) {
        if (!fill_kind(store, &g_array_index(store->kinds, RecordKind, i), error))
            return false;
    }
    /* In one piece: each piece of the index is asked for each group of letters. */
    return store_execute(store, "INSERT INTO search_index (search_index) VALUES ('optimize')", error);
}

static bool in_transaction(Store *store, bool (*work)(Store *store, GError **error), GError **error)
{
    if (!store_begin(store, error))
        return false;
    bool good = work(store, error);
    return store_end(store, good, error) && good;
}

bool search_refresh(Store *store, GError **error)
{
    return in_transaction(store, search_drain, error);
}

bool search_rebuild(Store *store, GError **error)
{
    return in_transaction(store, search_fill, error);
}
