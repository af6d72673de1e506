#include "screen/lookup.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "screen/set.h"
#include "store/query.h"
#include "store/search.h"

enum { LOOKED_AT = 64, NEAREST_NAMED = 4 };

/* How links to the records of one screen are written and found. */
typedef struct {
    char *expression; /* SQL of what a link shows */
    char *name;       /* column by which people call it, or NULL */
    bool has_ref;
    bool searchable; /* the search index knows these records */
    char *by_id;     /* statements */
    char *by_ref;
    char *by_text;
    char *first;
} LinkText;

static void link_text_free(LinkText *text)
{
    g_free(text->expression);
    g_free(text->name);
    g_free(text->by_id);
    g_free(text->by_ref);
    g_free(text->by_text);
    g_free(text->first);
    g_free(text);
}

GHashTable *link_texts_new(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)link_text_free);
}

/* --- statements --- */

static char *name_column(Store *store, const ScreenDef *screen)
{
    const char *const names[] = {screen->label, "name", "title"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        if (names[i] && schema_has_column(store, screen->source, names[i]))
            return g_strdup(names[i]);
    }
    return NULL;
}

static char *make_expression(const ScreenDef *screen, const LinkText *text)
{
    GString *sql = g_string_new(NULL);
    if (text->has_ref && !screen->label)
        g_string_append(sql, "\"ref\"");
    if (text->name) {
        g_string_append(sql, sql->len > 0 ? " || ' ' || coalesce(" : "coalesce(");
        append_identifier(sql, text->name);
        g_string_append(sql, ", '')");
    }
    if (sql->len == 0)
        g_string_append(sql, "CAST(id AS TEXT)");
    return g_string_free(sql, FALSE);
}

static char *make_statement(const ScreenDef *screen, const LinkText *text, const char *rest)
{
    GString *sql = g_string_new(NULL);
    g_string_append_printf(sql, "SELECT id, %s, %s FROM ", text->expression,
                           text->has_ref && screen->label ? "\"ref\"" : "NULL");
    append_identifier(sql, screen->source);
    g_string_append_printf(sql, " %s", rest);
    return g_string_free(sql, FALSE);
}

static LinkText *make_link_text(Store *store, const ScreenDef *screen)
{
    LinkText *text = g_new0(LinkText, 1);
    text->has_ref = schema_has_column(store, screen->source, "ref");
    text->name = name_column(store, screen);
    text->expression = make_expression(screen, text);
    g_autofree char *search_view = g_strconcat(screen->record ? screen->record : "", "_search", NULL);
    text->searchable = screen->record && schema_has_table(store, search_view);
    text->by_id = make_statement(screen, text, "WHERE id = :id");
    text->by_ref = make_statement(screen, text, "WHERE \"ref\" = :ref");
    g_autoptr(GString) like = g_string_new("WHERE ");
    g_string_append_printf(like, "%s LIKE :like ESCAPE '\\' LIMIT :limit", text->expression);
    text->by_text = make_statement(screen, text, like->str);
    g_autoptr(GString) order = g_string_new("ORDER BY ");
    if (screen->label)
        append_identifier(order, screen->label);
    g_string_append_printf(order, "%sid%s LIMIT :limit", screen->label ? ", " : "",
                           screen->label ? "" : " DESC");
    text->first = make_statement(screen, text, order->str);
    return text;
}

static const LinkText *link_text(const ScreenSet *set, Store *store, const ScreenDef *screen)
{
    LinkText *text = g_hash_table_lookup(set->links, screen->name);
    if (!text) {
        text = make_link_text(store, screen);
        g_hash_table_insert(set->links, g_strdup(screen->name), text);
    }
    return text;
}

const char *link_expression(const ScreenSet *set, Store *store, const ScreenDef *screen)
{
    return link_text(set, store, screen)->expression;
}

static const ScreenDef *link_screen(const ScreenSet *set, const char *name, GError **error)
{
    const ScreenDef *screen = screen_set_find(set, name);
    if (!screen)
        error_set(error, ERROR_NOT_FOUND, "%s: there is no screen of that name: run entente check",
                  name ? name : "link");
    return screen;
}

/* --- reading --- */

static ValueOption *option_here(Query *query)
{
    ValueOption *option = g_new0(ValueOption, 1);
    option->stored = g_strdup_printf("%" G_GINT64_FORMAT, query_int(query, 0));
    option->text = g_strdup(query_text(query, 1) ? query_text(query, 1) : "");
    option->detail = g_strdup(query_text(query, 2));
    return option;
}

static bool add_options(Query *query, GPtrArray *options, GError **error)
{
    GError *problem = NULL;
    while (query_next(query, &problem))
        g_ptr_array_add(options, option_here(query));
    if (!problem)
        return true;
    g_propagate_error(error, problem);
    return false;
}

static bool add_by_id(Store *store, const LinkText *text, gint64 id, GPtrArray *options, GError **error)
{
    g_autoptr(Query) query = query_new(store, text->by_id, error);
    if (!query)
        return false;
    query_bind_int(query, ":id", id);
    return add_options(query, options, error);
}

static bool add_by_ref(Store *store, const LinkText *text, const char *typed, GPtrArray *options,
                       GError **error)
{
    if (!text->has_ref || !strchr(typed, '-'))
        return true;
    g_autoptr(Query) query = query_new(store, text->by_ref, error);
    if (!query)
        return false;
    g_autofree char *ref = g_ascii_strup(typed, -1);
    query_bind_text(query, ":ref", ref);
    return add_options(query, options, error);
}

static bool add_found(Store *store, const ScreenDef *screen, const LinkText *text, const char *typed,
                      GPtrArray *options, GError **error)
{
    g_autoptr(GPtrArray) hits = search_find(store, screen->record, typed, LOOKED_AT, error);
    for (guint i = 0; hits && i < hits->len; i++) {
        const SearchHit *hit = g_ptr_array_index(hits, i);
        if (!add_by_id(store, text, hit->id, options, error))
            return false;
    }
    return hits != NULL;
}

static bool add_like(Store *store, const LinkText *text, const char *typed, GPtrArray *options,
                     GError **error)
{
    g_autoptr(Query) query = query_new(store, text->by_text, error);
    if (!query)
        return false;
    g_autofree char *pattern = like_pattern("%", typed, "%");
    query_bind_text(query, ":like", pattern);
    query_bind_int(query, ":limit", LOOKED_AT);
    return add_options(query, options, error);
}

/* Everything that might be meant by `typed`. */
static GPtrArray *candidates(const ScreenSet *set, Store *store, const ScreenDef *screen, const char *typed,
                             GError **error)
{
    const LinkText *text = link_text(set, store, screen);
    g_autoptr(GPtrArray) options = g_ptr_array_new_with_free_func((GDestroyNotify)value_option_free);
    if (!add_by_ref(store, text, typed, options, error))
        return NULL;
    if (options->len > 0)
        return g_steal_pointer(&options);
    bool read = text->searchable ? add_found(store, screen, text, typed, options, error)
                                 : add_like(store, text, typed, options, error);
    return read ? g_steal_pointer(&options) : NULL;
}

/* The name without the reference before it. */
static const char *bare_name(const char *label)
{
    const char *space = strchr(label, ' ');
    return space && strlen(label) > 8 && g_ascii_isupper(label[0]) && label[3] == '-' ? space + 1 : label;
}

/* 3: it is called so; 2: it begins so; 1: it contains it somewhere. */
static int link_fit(const ValueOption *option, const char *folded)
{
    g_autofree char *label = text_fold(option->text);
    g_autofree char *name = text_fold(bare_name(option->text));
    if (strcmp(label, folded) == 0 || strcmp(name, folded) == 0)
        return 3;
    if (option->detail && g_ascii_strcasecmp(option->detail, folded) == 0)
        return 3;
    return g_str_has_prefix(name, folded) || g_str_has_prefix(label, folded) ? 2 : 1;
}

GPtrArray *link_options(const ScreenSet *set, Store *store, const char *name, const char *typed, guint limit,
                        GError **error)
{
    const ScreenDef *screen = link_screen(set, name, error);
    if (!screen)
        return NULL;
    g_autofree char *folded = text_fold(typed);
    g_strstrip(folded);
    g_autoptr(GPtrArray) all = NULL;
    if (*folded == '\0') {
        const LinkText *text = link_text(set, store, screen);
        g_autoptr(Query) query = query_new(store, text->first, error);
        all = g_ptr_array_new_with_free_func((GDestroyNotify)value_option_free);
        if (!query)
            return NULL;
        query_bind_int(query, ":limit", limit);
        return add_options(query, all, error) ? g_steal_pointer(&all) : NULL;
    }
    all = candidates(set, store, screen, typed, error);
    if (!all)
        return NULL;
    GPtrArray *best = g_ptr_array_new_with_free_func((GDestroyNotify)value_option_free);
    for (int fit = 3; fit > 0; fit--) {
        for (guint i = 0; i < all->len && best->len < limit; i++) {
            if (all->pdata[i] && link_fit(all->pdata[i], folded) == fit)
                g_ptr_array_add(best, g_steal_pointer(&all->pdata[i]));
        }
    }
    return best;
}

char *link_label(const ScreenSet *set, Store *store, const char *name, gint64 id)
{
    const ScreenDef *screen = screen_set_find(set, name);
    if (!screen)
        return NULL;
    g_autoptr(Query) query = query_new(store, link_text(set, store, screen)->by_id, NULL);
    if (!query)
        return NULL;
    query_bind_int(query, ":id", id);
    return query_next(query, NULL) ? g_strdup(query_text(query, 1) ? query_text(query, 1) : "") : NULL;
}

/* --- one of them --- */

static gint64 find_by_id(Store *store, const LinkText *text, const char *typed, GError **error)
{
    char *end = NULL;
    gint64 id = g_ascii_strtoll(typed, &end, 10);
    if (id <= 0 || *end != '\0')
        return 0;
    g_autoptr(GPtrArray) options = g_ptr_array_new_with_free_func((GDestroyNotify)value_option_free);
    return add_by_id(store, text, id, options, error) && options->len == 1 ? id : 0;
}

static gint64 id_of(const ValueOption *option)
{
    return g_ascii_strtoll(option->stored, NULL, 10);
}

static gint64 only_one(const GPtrArray *options, const char *folded)
{
    for (int least = 3; least > 0; least--) {
        const ValueOption *only = NULL;
        guint fitting = 0;
        for (guint i = 0; i < options->len; i++) {
            if (link_fit(g_ptr_array_index(options, i), folded) < least)
                continue;
            only = g_ptr_array_index(options, i);
            fitting++;
        }
        if (fitting == 1)
            return id_of(only);
        if (fitting > 1)
            return 0;
    }
    return 0;
}

static void complain_link(const ScreenDef *screen, const char *typed, const GPtrArray *near, GError **error)
{
    if (near->len == 0) {
        error_set(error, ERROR_INPUT,
                  "%s: no %s has that name or reference: type part of one, or enter the %s first", typed,
                  screen->one, screen->one);
        return;
    }
    GString *names = g_string_new(NULL);
    for (guint i = 0; i < near->len && i < NEAREST_NAMED; i++)
        g_string_append_printf(names, "%s%s", i > 0 ? ", " : "",
                               ((const ValueOption *)g_ptr_array_index(near, i))->text);
    error_set(error, ERROR_INPUT, "%s: more than one %s fits: %s%s: type more of one, or its reference",
              typed, screen->one, names->str, near->len > NEAREST_NAMED ? ", ..." : "");
    g_string_free(names, TRUE);
}

gint64 link_find(const ScreenSet *set, Store *store, const char *name, const char *typed, GError **error)
{
    const ScreenDef *screen = link_screen(set, name, error);
    if (!screen)
        return 0;
    gint64 id = find_by_id(store, link_text(set, store, screen), typed, error);
    if (id != 0)
        return id;
    g_autofree char *folded = text_fold(typed);
    g_autoptr(GPtrArray) options = candidates(set, store, screen, typed, error);
    if (!options)
        return 0;
    id = only_one(options, folded);
    if (id == 0)
        complain_link(screen, typed, options, error);
    return id;
}
