#include "store/search.h"

#include <string.h>

#include "base/text.h"
#include "store/found.h"
#include "store/query.h"
#include "store/store_private.h"

enum {
    CANDIDATES = 400,
    SOON_STEPS = 8000,       /* of SQLite, along some hundred texts */
    FREQUENT_STEPS = 150000, /* in which as many are met as are wanted where words are frequent */
};

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

/* What is gathered from kind to kind. */
typedef struct {
    Store *store;
    const SearchWords *words;
    const RecordKind *kind;
    GArray *found; /* Ranked, the newest first */
    guint wanted;
} Gathering;

static SearchHit *hit_new(const RecordKind *kind, gint64 id, const char *title)
{
    SearchHit *hit = g_new0(SearchHit, 1);
    hit->record = g_intern_string(kind->name);
    hit->id = id;
    hit->title = g_strdup(title);
    return hit;
}

static void gather(Gathering *self, sqlite3_stmt *statement)
{
    const char *title = (const char *)sqlite3_column_text(statement, 1);
    const gint64 id = sqlite3_column_int64(statement, 0) & RECORD_MASK;
    const Ranked ranked = {hit_new(self->kind, id, title), rank_of(title, self->words)};
    g_array_append_val(self->found, ranked);
}

static void forget_from(Gathering *self, guint first)
{
    for (guint i = first; i < self->found->len; i++)
        search_hit_free(g_array_index(self->found, Ranked, i).hit);
    g_array_set_size(self->found, first);
}

static sqlite3_stmt *take_bound(const Gathering *self, const char *select, const char *rest, GError **error)
{
    g_autoptr(GString) sql = g_string_new(select);
    search_words_text_sql(self->words, "t.body", sql);
    g_string_append(sql, rest);
    sqlite3_stmt *statement = statement_take(self->store, sql->str, error);
    if (!statement)
        return NULL;
    search_bind_range(statement, self->kind);
    search_words_bind(self->words, statement);
    return statement;
}

/* Along the texts, from the newest on. */
static bool gather_along(Gathering *self, GError **error)
{
    sqlite3_stmt *statement = take_bound(
        self, "SELECT t.id, t.title FROM search_text AS t WHERE t.id BETWEEN :find_low AND :find_high AND ",
        " ORDER BY t.id DESC", error);
    if (!statement)
        return false;
    int code = SQLITE_DONE;
    while (self->found->len < self->wanted && (code = sqlite3_step(statement)) == SQLITE_ROW)
        gather(self, statement);
    bool good = code == SQLITE_ROW || code == SQLITE_DONE ? true : store_trouble(self->store, code, error);
    statement_give(self->store, statement);
    return good;
}

/* Along the texts for so many steps. `*met` is false where that was not enough: then nothing is gathered. */
static bool gather_soon(Gathering *self, guint steps, bool *met, GError **error)
{
    GError *failure = NULL;
    const guint first = self->found->len;
    store_bound(self->store, steps);
    bool good = gather_along(self, &failure);
    *met = !store_unbound(self->store) || good;
    if (*met) {
        if (failure)
            g_propagate_error(error, failure);
        return good;
    }
    g_clear_error(&failure);
    forget_from(self, first);
    return true;
}

static bool gather_ids(Gathering *self, sqlite3_stmt *statement, const GArray *ids, GError **error)
{
    for (guint i = 0; i < ids->len && self->found->len < self->wanted; i++) {
        statement_bind_int(statement, ":id", g_array_index(ids, gint64, i));
        int code = sqlite3_step(statement);
        if (code == SQLITE_ROW)
            gather(self, statement);
        sqlite3_reset(statement);
        if (code != SQLITE_ROW && code != SQLITE_DONE)
            return store_trouble(self->store, code, error);
    }
    return true;
}

/* Those that the index names, whose texts decide. */
static bool gather_set(Gathering *self, const Found *set, GError **error)
{
    sqlite3_stmt *statement = take_bound(
        self, "SELECT t.id, t.title FROM search_text AS t WHERE t.id = :find_low + :id AND ", "", error);
    if (!statement)
        return false;
    bool good = true;
    for (gint64 before = G_MAXINT64; good && self->found->len < self->wanted;) {
        g_autoptr(GArray) ids = found_before(set, before, CANDIDATES);
        if (ids->len == 0)
            break;
        before = g_array_index(ids, gint64, ids->len - 1);
        good = gather_ids(self, statement, ids, error);
    }
    statement_give(self->store, statement);
    return good;
}

static bool gather_many(Gathering *self, GError **error)
{
    bool met = false;
    g_autoptr(Found) set = found_new(self->store, self->words, self->kind, error);
    if (!set)
        return false;
    if (found_is_frequent(set) && !found_is_all(set) && !gather_soon(self, FREQUENT_STEPS, &met, error))
        return false;
    if (met)
        return true;
    if (!found_seek(set, error))
        return false;
    return found_is_all(set) ? gather_along(self, error) : gather_set(self, set, error);
}

/* Most kinds have few texts, and what nearly every text holds is met at once: there the index is not asked.
 */
static bool gather_kind(Gathering *self, GError **error)
{
    bool met = false;
    return gather_soon(self, SOON_STEPS, &met, error) && (met || gather_many(self, error));
}

/* The kinds entered last first, as their texts stand in the file. */
static bool gather_all(Gathering *self, GError **error)
{
    const GArray *kinds = self->store->kinds;
    for (guint i = kinds->len; i > 0 && self->found->len < self->wanted; i--) {
        self->kind = &g_array_index(kinds, RecordKind, i - 1);
        if (!gather_kind(self, error))
            return false;
    }
    return true;
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
    g_autoptr(GArray) found = g_array_new(false, true, sizeof(Ranked));
    Gathering gathering = {store, words, kind, found, MAX(limit, (guint)CANDIDATES)};
    if (kind ? gather_kind(&gathering, error) : gather_all(&gathering, error))
        return best_of(found, limit);
    forget_from(&gathering, 0);
    return NULL;
}

/* --- keeping it (search_text.c) */

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

static bool fill(Store *store, GError **error)
{
    return search_fill(store, NULL, error);
}

bool search_rebuild(Store *store, GError **error)
{
    return in_transaction(store, fill, error);
}
