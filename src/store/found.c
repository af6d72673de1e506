#include "store/found.h"

#include "store/id_set.h"
#include "store/store_private.h"

enum {
    SAMPLE = 4096,      /* ids in which a group of three letters is counted to know how frequent it is */
    GROUPS = 16,        /* groups that are counted */
    ASKED = 4,          /* of these, at most so many of the rarest are asked for: one more than words */
    DENSE = SAMPLE / 2, /* a group that is seen so often costs more than it keeps out */
    TEXTS = 512,        /* that are read to know how frequent a word of one or two letters is */
    WINDOWFUL = 48,     /* rows that a reading asks for, about */
    READING = 16,       /* a text that a walk reads costs so many times what the index takes to name one */
    COUNTS_KEPT = 4096,
    AT_ONCE = 2048,         /* ids that are to be found at once, about */
    STRETCH_LEAST = 4096,   /* ids that are sought for them */
    STRETCH_MOST = 4194304, /* and where the sample has none */
    ASKS = 8,               /* whether a key waits, for each stretch */
    FEW = 300,
    SHORT_FEW = 16000,   /* places of a word of one or two letters that are read before any walk */
    SHORT_MOST = 400000, /* and at most */
};

typedef struct {
    char *quoted;
    gint64 seen;
} Group;

struct Found {
    Store *store;
    const SearchWords *words;
    const RecordKind *kind;
    char *match; /* what the index is asked; NULL: all words are too short for it */
    bool frequent, all, whole;
    bool sure;       /* each that is in the set holds the words */
    bool few_sought; /* a word of one or two letters: its first places */
    gint64 stretch;  /* ids that are sought at once */
    gint64 next;     /* ids below are sought */
    IdSet *ids;
};

/* Of one or two letters each. */
static bool is_short(const Found *found)
{
    return !found->match;
}

static void group_free(gpointer group)
{
    g_free(((Group *)group)->quoted);
    g_free(group);
}

/* --- the set */

bool found_has(const Found *found, gint64 id)
{
    return found->all || id_set_has(found->ids, id);
}

void found_drop(Found *found, gint64 id)
{
    id_set_drop(found->ids, id);
}

void found_set_sure(Found *found)
{
    found->sure = true;
}

bool found_is_sure(const Found *found)
{
    return found->sure;
}

GArray *found_next(const Found *found, gint64 after, guint most)
{
    return id_set_after(found->ids, after, most);
}

GArray *found_before(const Found *found, gint64 before, guint most)
{
    return id_set_before(found->ids, before, most);
}

gint64 found_count(const Found *found)
{
    return id_set_count(found->ids);
}

/* A look at a record costs about fifty steps along an order, and the order is walked until it has met a
 * windowful of them. */
bool found_is_few(const Found *found)
{
    if (found->all)
        return false;
    const gint64 count = id_set_count(found->ids);
    return count <= FEW || count * count <= 2 * id_set_span(found->ids);
}

bool found_is_listed(const Found *found, gint64 steps)
{
    return !found->all && id_set_count(found->ids) * steps <= id_set_span(found->ids);
}

bool found_is_frequent(const Found *found)
{
    return found->frequent;
}

bool found_is_all(const Found *found)
{
    return found->all;
}

/* --- what the index is asked */

/* Puts the number in the first column of the first row into `number`; `*none` where there is no row. */
static bool step_one(Found *found, sqlite3_stmt *statement, gint64 *number, bool *none, GError **error)
{
    int code = sqlite3_step(statement);
    *none = code != SQLITE_ROW;
    *number = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    bool good = code == SQLITE_ROW || code == SQLITE_DONE ? true : store_trouble(found->store, code, error);
    statement_give(found->store, statement);
    return good;
}

/* In the sample, from the id `from` on. */
static bool count_matches(Found *found, const char *match, gint64 from, gint64 *count, GError **error)
{
    bool none;
    sqlite3_stmt *statement =
        statement_take(found->store,
                       "SELECT count(*) FROM search_index WHERE search_index MATCH :match "
                       "AND rowid BETWEEN :from AND :to",
                       error);
    if (!statement)
        return false;
    statement_bind_text(statement, ":match", match);
    statement_bind_int(statement, ":from", kind_search_id(found->kind, from));
    statement_bind_int(statement, ":to", kind_search_id(found->kind, from + SAMPLE - 1));
    return step_one(found, statement, count, &none, error);
}

/* The first id of a text from `from` on, or the last of all. */
static bool text_id(Found *found, gint64 from, bool last, gint64 *id, bool *none, GError **error)
{
    sqlite3_stmt *statement =
        statement_take(found->store,
                       last ? "SELECT id - :find_low FROM search_text WHERE id BETWEEN :find_low AND "
                              ":find_high ORDER BY id DESC LIMIT 1"
                            : "SELECT id - :find_low FROM search_text WHERE id BETWEEN :find_low + :from AND "
                              ":find_high ORDER BY id LIMIT 1",
                       error);
    if (!statement)
        return false;
    search_bind_range(statement, found->kind);
    statement_bind_int(statement, ":from", from);
    return step_one(found, statement, id, none, error);
}

/* Each group of three letters of a word, as the index knows it. */
static void add_groups(GPtrArray *groups, const char *word)
{
    const glong length = g_utf8_strlen(word, -1);
    for (glong i = 0; i + 3 <= length && groups->len < GROUPS; i++) {
        const char *from = g_utf8_offset_to_pointer(word, i);
        g_autofree char *letters = g_strndup(from, (gsize)(g_utf8_offset_to_pointer(from, 3) - from));
        g_auto(GStrv) parts = g_strsplit(letters, "\"", -1);
        g_autofree char *doubled = g_strjoinv("\"\"", parts);
        Group *group = g_new0(Group, 1);
        group->quoted = g_strconcat("\"", doubled, "\"", NULL);
        g_ptr_array_add(groups, group);
    }
}

static int compare_groups(gconstpointer a, gconstpointer b)
{
    const Group *left = *(Group *const *)a, *right = *(Group *const *)b;
    return left->seen < right->seen ? -1 : left->seen > right->seen;
}

/* The rarest first: those that follow are then only looked up where it stands. */
static char *rarest(GPtrArray *groups, guint asked)
{
    GString *match = g_string_new(NULL);
    g_ptr_array_sort(groups, compare_groups);
    for (guint i = 0; i < groups->len && i < asked; i++) {
        const Group *group = g_ptr_array_index(groups, i);
        if (i == 0 || group->seen < DENSE)
            g_string_append_printf(match, "%s%s", i > 0 ? " AND " : "", group->quoted);
    }
    return g_string_free(match, FALSE);
}

/* In the lists of all that are asked for: each is read where the others are. */
static gint64 seen_of(GPtrArray *groups, guint asked)
{
    gint64 seen = 0;
    for (guint i = 0; i < groups->len && i < asked; i++) {
        const Group *group = g_ptr_array_index(groups, i);
        seen += i == 0 || group->seen < DENSE ? group->seen : 0;
    }
    return seen;
}

/* Counted once: the next letter typed adds one group to those that are known. It is a guess, and may grow
 * old. */
static bool count_group(Found *found, Group *group, gint64 from, GError **error)
{
    GHashTable *counts = found->store->group_counts;
    g_autofree char *name = g_strdup_printf("%d %s", found->kind->number, group->quoted);
    gpointer known = NULL;
    if (g_hash_table_lookup_extended(counts, name, NULL, &known)) {
        group->seen = GPOINTER_TO_INT(known);
        return true;
    }
    if (!count_matches(found, group->quoted, from, &group->seen, error))
        return false;
    if (g_hash_table_size(counts) >= COUNTS_KEPT)
        g_hash_table_remove_all(counts);
    g_hash_table_insert(counts, g_steal_pointer(&name), GINT_TO_POINTER((int)group->seen));
    return true;
}

/* Whether a walk along an order has met a windowful before the index has named all that there are. `last` is
 * an id, whose lower bits count. */
static bool is_frequent(gint64 last, gint64 seen, gint64 among)
{
    const gint64 records = last & ((G_GINT64_CONSTANT(1) << SITE_SHIFT) - 1);
    return seen > 0 && seen * seen >= WINDOWFUL * READING * among * among / MAX(records, 1);
}

/* Counts the groups in a sample from the middle of the ids, and chooses. */
static bool choose(Found *found, GPtrArray *groups, GError **error)
{
    gint64 last = 0, from = 0;
    if (!text_id(found, 0, true, &last, &found->whole, error) ||
        (!found->whole && !text_id(found, last / 2, false, &from, &found->whole, error)))
        return false;
    for (guint i = 0; i < groups->len; i++) {
        if (!count_group(found, g_ptr_array_index(groups, i), from, error))
            return false;
    }
    const guint asked = MIN(found->words->indexed + 1, ASKED);
    found->match = rarest(groups, asked);
    const gint64 rare = ((const Group *)g_ptr_array_index(groups, 0))->seen;
    found->stretch =
        CLAMP((gint64)AT_ONCE * SAMPLE / (seen_of(groups, asked) + 1), STRETCH_LEAST, STRETCH_MOST);
    gint64 together = rare;
    if (is_frequent(last, together, SAMPLE) && groups->len > 1 &&
        !count_matches(found, found->match, from, &together, error))
        return false;
    found->frequent = is_frequent(last, together, SAMPLE);
    return true;
}

/* Puts every id that the statement gives into the set. */
static bool put_all(Found *found, sqlite3_stmt *statement, gint64 *given, GError **error)
{
    const gint64 highest = (G_GINT64_CONSTANT(1) << KIND_SHIFT) - 1;
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        const gint64 id = sqlite3_column_int64(statement, 0);
        if (id >= 0 && id <= highest) /* a word is read in the texts of all kinds */
            id_set_put(found->ids, id);
        ++*given;
    }
    bool good = code == SQLITE_DONE ? true : store_trouble(found->store, code, error);
    statement_give(found->store, statement);
    return good;
}

/* --- words of one and two letters: every group of three that begins with them */

static const char *longest(const SearchWords *words)
{
    const char *longest = words->word[0];
    for (guint i = 1; i < words->count; i++) {
        if (g_utf8_strlen(words->word[i], -1) > g_utf8_strlen(longest, -1))
            longest = words->word[i];
    }
    return longest;
}

static sqlite3_stmt *short_word(Found *found, GError **error)
{
    if (!store_execute(found->store,
                       "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_group USING fts5vocab(main, "
                       "search_index, instance)",
                       error))
        return NULL;
    return statement_take(
        found->store,
        "SELECT doc - :find_low FROM temp.search_group WHERE term >= :word AND term < :beyond LIMIT :most",
        error);
}

static bool seek_short(Found *found, guint most, GError **error)
{
    gint64 given = 0;
    const char *word = longest(found->words);
    g_autofree char *beyond = g_strconcat(word, "\xF4\x8F\xBF\xBF", NULL);
    sqlite3_stmt *statement = short_word(found, error);
    if (!statement)
        return false;
    search_bind_range(statement, found->kind);
    statement_bind_text(statement, ":word", word);
    statement_bind_text(statement, ":beyond", beyond);
    statement_bind_int(statement, ":most", most);
    if (!put_all(found, statement, &given, error))
        return false;
    found->whole = given < most;
    return true;
}

/* How many of the texts from the id `from` on hold the words. */
static bool count_texts(Found *found, gint64 from, gint64 *seen, GError **error)
{
    bool none;
    g_autoptr(GString) sql =
        g_string_new("SELECT count(*) FROM (SELECT body FROM search_text WHERE id BETWEEN "
                     ":find_low + :from AND :find_high ORDER BY id LIMIT :texts) WHERE ");
    search_words_text_sql(found->words, "body", sql);
    sqlite3_stmt *statement = statement_take(found->store, sql->str, error);
    if (!statement)
        return false;
    search_words_bind(found->words, statement);
    search_bind_range(statement, found->kind);
    statement_bind_int(statement, ":from", from);
    statement_bind_int(statement, ":texts", TEXTS);
    return step_one(found, statement, seen, &none, error);
}

/* Some texts tell that a word is frequent; one that is not there is looked up, and is frequent after all
 * where it has more places than are looked up at once. */
static bool begin_short(Found *found, GError **error)
{
    gint64 last = 0, seen = 0;
    bool none = false;
    found->all = !search_text_is_padded(found->store);
    if (!text_id(found, 0, true, &last, &none, error) ||
        (!none && !count_texts(found, last / 2, &seen, error)))
        return false;
    found->frequent = found->all || is_frequent(last, seen, TEXTS);
    found->whole = found->all || none;
    if (found->frequent || found->whole)
        return true;
    if (!found_seek_stretch(found, error))
        return false;
    found->frequent = !found->whole;
    return true;
}

Found *found_new(Store *store, const SearchWords *words, const RecordKind *kind, GError **error)
{
    g_autoptr(GPtrArray) groups = g_ptr_array_new_with_free_func(group_free);
    g_autoptr(Found) found = g_new0(Found, 1);
    found->store = store;
    found->words = words;
    found->kind = kind;
    found->ids = id_set_new();
    for (guint i = 0; i < words->count; i++)
        add_groups(groups, words->word[i]);
    bool good = groups->len > 0 ? choose(found, groups, error) : begin_short(found, error);
    return good ? g_steal_pointer(&found) : NULL;
}

void found_free(Found *found)
{
    if (!found)
        return;
    id_set_free(found->ids);
    g_free(found->match);
    g_free(found);
}

/* --- seeking */

/* One stretch of ids: short enough that a key need not wait for the index, which knows no interruption. */
static bool seek_stretch(Found *found, gint64 from, GError **error)
{
    gint64 given = 0;
    sqlite3_stmt *statement = statement_take(found->store,
                                             "SELECT rowid - :find_low FROM search_index WHERE search_index "
                                             "MATCH :match AND rowid BETWEEN :from AND :to",
                                             error);
    if (!statement)
        return false;
    const gint64 to = from + found->stretch - 1;
    search_bind_range(statement, found->kind);
    statement_bind_text(statement, ":match", found->match);
    statement_bind_int(statement, ":from", kind_search_id(found->kind, from));
    statement_bind_int(statement, ":to", kind_search_id(found->kind, to));
    if (!put_all(found, statement, &given, error))
        return false;
    found->next = to + 1;
    return true;
}

bool found_is_whole(const Found *found)
{
    return found->whole;
}

bool found_by_stretches(const Found *found)
{
    return !is_short(found);
}

/* First some places, then all; where they are too many there is no set. */
static bool seek_places(Found *found, GError **error)
{
    if (!seek_short(found, found->few_sought ? SHORT_MOST : SHORT_FEW, error))
        return false;
    found->all = found->few_sought && !found->whole;
    found->whole = found->whole || found->all;
    found->few_sought = true;
    return true;
}

/* Asked as often as SQLite would ask in the time that a stretch takes: whoever waits only so long counts on
 * that. */
static bool is_called(const Found *found)
{
    for (guint i = 0; i < ASKS; i++) {
        if (store_is_called(found->store))
            return true;
    }
    return false;
}

bool found_seek_stretch(Found *found, GError **error)
{
    gint64 from = 0;
    if (found->whole)
        return true;
    if (is_short(found))
        return seek_places(found, error);
    if (is_called(found))
        return store_trouble(found->store, SQLITE_INTERRUPT, error);
    return text_id(found, found->next, false, &from, &found->whole, error) &&
           (found->whole || seek_stretch(found, from, error));
}

bool found_seek(Found *found, GError **error)
{
    while (!found->whole) {
        if (!found_seek_stretch(found, error))
            return false;
    }
    return true;
}
