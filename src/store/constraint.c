#include "store/constraint.h"

#include <string.h>

#include "store/query.h"

enum { USERS_NAMED = 3 };

/* What stands after "... constraint failed: ". */
static const char *after_colon(const char *message)
{
    const char *at = strstr(message, ": ");
    return at ? at + 2 : message;
}

/* "ends_on" of "agreement.ends_on". */
static const char *column_of(const char *name)
{
    const char *dot = strchr(name, '.');
    g_autofree char *column = g_strndup(dot ? dot + 1 : name, strcspn(dot ? dot + 1 : name, ", "));
    return g_intern_string(column);
}

static char *in_words(const char *column)
{
    char *words = g_strdup(column);
    gsize length = strlen(words);
    if (g_str_has_suffix(words, "_id") || g_str_has_suffix(words, "_on"))
        words[length - 3] = '\0';
    g_strdelimit(words, "_", ' ');
    words[0] = g_ascii_toupper(words[0]);
    return words;
}

/* --- CHECK */

/* The first column of the table whose name stands in the rule as a word of its own. */
static const char *column_in_rule(Store *store, const char *table, const char *rule)
{
    const GPtrArray *columns = table ? schema_table(store, table) : NULL;
    const char *found = NULL;
    const char *where = NULL;
    for (guint i = 0; columns && i < columns->len; i++) {
        const ColumnInfo *info = columns->pdata[i];
        g_autofree char *pattern = g_strdup_printf("\\b%s\\b", info->name);
        g_autoptr(GRegex) regex = g_regex_new(pattern, 0, 0, NULL);
        g_autoptr(GMatchInfo) match = NULL;
        gint from = 0;
        if (!regex || !g_regex_match(regex, rule, 0, &match) ||
            !g_match_info_fetch_pos(match, 0, &from, NULL))
            continue;
        if (!where || rule + from < where) {
            where = rule + from;
            found = g_intern_string(info->name);
        }
    }
    return found;
}

typedef struct {
    const char *pattern;
    const char *accepted;
} RuleWords;

/* The shapes that rules of this schema have. \1 is the column. */
static const RuleWords RULES[] = {
    {"^(\\w+) IS (strf|)date\\(", "takes a real day, such as 2026-12-01"},
    {"^(\\w+) IS NULL OR \\1 IS date\\(", "takes a real day, such as 2026-12-01"},
    {"^(\\w+) IS strftime\\('%H:%M'", "takes a time of day, such as 14:30"},
    {"^(\\w+) IN \\(0, ?1\\)$", "takes yes (1) or no (0)"},
    {"^(\\w+) >= 0$", "may not be below 0"},
    {"^(\\w+) > 0$", "must be above 0"},
    {"^trim\\((\\w+)\\) <> ''$", "may not be empty"},
};

static const char *accepted_by(const char *rule)
{
    for (gsize i = 0; i < G_N_ELEMENTS(RULES); i++) {
        if (g_regex_match_simple(RULES[i].pattern, rule, 0, 0))
            return RULES[i].accepted;
    }
    return NULL;
}

static bool refuse_check(Store *store, const char *table, const char *rule, const char **column,
                         GError **error)
{
    *column = column_in_rule(store, table, rule);
    g_autofree char *words = *column ? in_words(*column) : g_strdup("The record");
    const char *accepted = accepted_by(rule);
    if (accepted)
        return error_set(error, ERROR_INPUT, "%s: is not accepted: it %s", words, accepted);
    g_autofree char *plain = g_strdup(rule);
    g_strdelimit(plain, "\n\r\t", ' ');
    return error_set(error, ERROR_INPUT, "%s: is not accepted: the rule is: %s", words, plain);
}

/* --- foreign keys */

static bool count_users(Store *store, const char *child, const LinkInfo *link, gint64 id, GString *out)
{
    const RecordKind *kind = store_record_kind(store, child);
    g_autofree char *sql =
        g_strdup_printf("SELECT id FROM \"%s\" WHERE \"%s\" = :id ORDER BY id", child, link->column);
    g_autoptr(Query) query = query_new(store, sql, NULL);
    if (!query || !kind)
        return false;
    query_bind_int(query, ":id", id);
    guint count = 0;
    g_autoptr(GString) names = g_string_new(NULL);
    while (query_next(query, NULL)) {
        if (count++ < USERS_NAMED) {
            g_autofree char *title = record_title(store, child, query_int(query, 0));
            g_string_append_printf(names, "%s%s", names->len ? ", " : "", title);
        }
    }
    if (count == 0)
        return false;
    g_autofree char *label = g_utf8_strdown(count == 1 ? kind->label : kind->label_many, -1);
    g_string_append_printf(out, "%s%u %s (%s%s)", out->len ? ", " : "", count, label, names->str,
                           count > USERS_NAMED ? ", ..." : "");
    return true;
}

char *constraint_users(Store *store, const char *table, gint64 id)
{
    g_autoptr(GString) out = g_string_new(NULL);
    guint count = 0;
    const RecordKind *kinds = store_record_kinds(store, &count);
    for (guint i = 0; i < count; i++) {
        const GArray *links = kind_links(store, kinds[i].name);
        for (guint k = 0; k < links->len; k++) {
            const LinkInfo *link = &g_array_index(links, LinkInfo, k);
            if (!link->part && strcmp(link->parent, table) == 0 && strcmp(link->parent_column, "id") == 0)
                count_users(store, kinds[i].name, link, id, out);
        }
    }
    return out->len ? g_strdup_printf("is used by %s", out->str) : NULL;
}

static bool refuse_link(Store *store, const char *table, gint64 id, GError **error)
{
    g_autofree char *users = table && id ? constraint_users(store, table, id) : NULL;
    if (users) {
        g_autofree char *title = record_title(store, table, id);
        return error_set(error, ERROR_REFUSED, "%s: %s: take it out there first", title, users);
    }
    return error_set(error, ERROR_INPUT,
                     "Link: names a record or a choice that is not there, or one that others still need: "
                     "choose one of the list");
}

/* --- the rest */

static bool refuse_type(const char *message, const char **column, GError **error)
{
    const char *at = g_strrstr(message, " column ");
    *column = at ? column_of(at + strlen(" column ")) : NULL;
    g_autofree char *words = in_words(*column ? *column : "value");
    const char *takes = strstr(message, "INTEGER column") || strstr(message, "INT column")
                            ? "takes a whole number"
                        : strstr(message, "REAL column") ? "takes a number"
                                                         : "takes a text";
    return error_set(error, ERROR_INPUT, "%s: is not accepted: it %s", words, takes);
}

static bool refuse_double(Store *store, const char *message, const char *table, const char **column,
                          GError **error)
{
    *column = column_of(after_colon(message));
    const RecordKind *kind = table ? store_record_kind(store, table) : NULL;
    g_autofree char *words = in_words(*column);
    g_autofree char *label = g_utf8_strdown(kind ? kind->label : "record", -1);
    return error_set(error, ERROR_INPUT, "%s: another %s has it already: choose a different one", words,
                     label);
}

bool constraint_set(Store *store, int code, const char *table, gint64 id, const char **column, GError **error)
{
    const char *ignored = NULL;
    const char **at = column ? column : &ignored;
    g_autofree char *message = g_strdup(sqlite3_errmsg(store->db)); /* the look-ups below would replace it */
    *at = NULL;
    switch (code) {
    case SQLITE_CONSTRAINT_CHECK:
        return refuse_check(store, table, after_colon(message), at, error);
    case SQLITE_CONSTRAINT_NOTNULL: {
        *at = column_of(after_colon(message));
        g_autofree char *words = in_words(*at);
        return error_set(error, ERROR_INPUT, "%s: is required: give it a value", words);
    }
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
        return refuse_double(store, message, table, at, error);
    case SQLITE_CONSTRAINT_DATATYPE:
        return refuse_type(message, at, error);
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        return refuse_link(store, table, id, error);
    default: /* RAISE in a trigger: its words are written for officers */
        return error_set(error, ERROR_REFUSED, "%s", message);
    }
}
