#include "store/search.h"

#include <string.h>

#include "base/text.h"
#include "store/query.h"
#include "store/search_words.h"
#include "store/store_private.h"

enum { CANDIDATES = 400 };

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
