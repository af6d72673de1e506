#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "screen/lookup.h"
#include "store/query.h"

enum { NEAREST_SHOWN = 8 };

void value_option_free(ValueOption *option)
{
    if (!option)
        return;
    g_free(option->stored);
    g_free(option->text);
    g_free(option->detail);
    g_free(option);
}

void append_identifier(GString *sql, const char *name)
{
    g_string_append_c(sql, '"');
    for (const char *at = name; *at != '\0'; at++) {
        if (*at == '"')
            g_string_append_c(sql, '"');
        g_string_append_c(sql, *at);
    }
    g_string_append_c(sql, '"');
}

char *like_pattern(const char *before, const char *typed, const char *after)
{
    GString *pattern = g_string_new(before);
    for (const char *at = typed; *at != '\0'; at++) {
        if (strchr("%_\\", *at))
            g_string_append_c(pattern, '\\');
        g_string_append_c(pattern, *at);
    }
    g_string_append(pattern, after);
    return g_string_free(pattern, FALSE);
}

/* Countries are known by three letters too. */
static bool has_alpha3(const char *table)
{
    return strcmp(table, "country") == 0;
}

static Query *choice_query(Store *store, const char *table, const char *columns, const char *rest,
                           GError **error)
{
    g_autoptr(GString) sql = g_string_new("SELECT ");
    g_string_append_printf(sql, "%s FROM ", columns);
    append_identifier(sql, table);
    g_string_append_printf(sql, " %s", rest);
    return query_new(store, sql->str, error);
}

char *choice_label(Store *store, const char *table, const char *code)
{
    g_autoptr(Query) query = choice_query(store, table, "label", "WHERE code = :code", NULL);
    if (!query)
        return NULL;
    query_bind_text(query, ":code", code);
    return query_next(query, NULL) ? g_strdup(query_text(query, 0)) : NULL;
}

/* Every word stands somewhere: "camera thermal" fits "Cameras: high-speed, thermal". */
static bool has_all_words(const char *folded_label, const char *folded)
{
    g_auto(GStrv) words = g_strsplit(folded, " ", -1);
    for (guint i = 0; words[i]; i++)
        if (!strstr(folded_label, words[i]))
            return false;
    return true;
}

/* How well a choice fits what was typed: the larger the better; 0 is not at all. */
static int choice_fit(const char *code, const char *label, const char *third, const char *folded)
{
    if (*folded == '\0')
        return 1;
    g_autofree char *folded_code = text_fold(code);
    g_autofree char *folded_label = text_fold(label);
    if (strcmp(folded_code, folded) == 0)
        return 5;
    if (strcmp(folded_label, folded) == 0 || (third && g_ascii_strcasecmp(third, folded) == 0))
        return 4;
    if (g_str_has_prefix(folded_label, folded))
        return 3;
    if (g_str_has_prefix(folded_code, folded))
        return 2;
    return has_all_words(folded_label, folded) ? 1 : 0;
}

/* All choices that fit, in the table's order; `fits` gets how well. */
static GPtrArray *choices_that_fit(Store *store, const char *table, const char *typed, GArray *fits,
                                   GError **error)
{
    bool third = has_alpha3(table);
    g_autoptr(Query) query = choice_query(store, table, third ? "code, label, alpha3" : "code, label",
                                          "ORDER BY position, label", error);
    if (!query)
        return NULL;
    g_autofree char *folded = text_fold(typed);
    g_strstrip(folded);
    g_autoptr(GPtrArray) options = g_ptr_array_new_with_free_func((GDestroyNotify)value_option_free);
    GError *problem = NULL;
    while (query_next(query, &problem)) {
        const char *code = query_text(query, 0), *label = query_text(query, 1);
        int fit = choice_fit(code, label, third ? query_text(query, 2) : NULL, folded);
        if (fit == 0)
            continue;
        ValueOption *option = g_new0(ValueOption, 1);
        *option = (ValueOption){g_strdup(code), g_strdup(label), third ? g_strdup(code) : NULL};
        g_ptr_array_add(options, option);
        g_array_append_val(fits, fit);
    }
    if (problem) {
        g_propagate_error(error, problem);
        return NULL;
    }
    return g_steal_pointer(&options);
}

GPtrArray *choice_options(Store *store, const char *table, const char *typed, guint limit, GError **error)
{
    g_autoptr(GArray) fits = g_array_new(FALSE, FALSE, sizeof(int));
    g_autoptr(GPtrArray) all = choices_that_fit(store, table, typed, fits, error);
    if (!all)
        return NULL;
    GPtrArray *best = g_ptr_array_new_with_free_func((GDestroyNotify)value_option_free);
    for (int fit = 5; fit > 0; fit--) {
        for (guint i = 0; i < all->len && best->len < limit; i++) {
            if (g_array_index(fits, int, i) == fit)
                g_ptr_array_add(best, g_steal_pointer(&all->pdata[i]));
        }
    }
    return best;
}

/* The only choice that fits at least that well; NULL when there are none or several. */
static const ValueOption *only_fit(const GPtrArray *options, const GArray *fits, int least)
{
    const ValueOption *only = NULL;
    for (guint i = 0; i < options->len; i++) {
        if (g_array_index(fits, int, i) < least)
            continue;
        if (only)
            return NULL;
        only = g_ptr_array_index(options, i);
    }
    return only;
}

static char *labels_of(const GPtrArray *options)
{
    GString *labels = g_string_new(NULL);
    for (guint i = 0; i < options->len && i < NEAREST_SHOWN; i++) {
        const ValueOption *option = g_ptr_array_index(options, i);
        g_string_append_printf(labels, "%s%s", i > 0 ? ", " : "", option->text);
    }
    if (options->len > NEAREST_SHOWN)
        g_string_append(labels, ", ...");
    return g_string_free(labels, FALSE);
}

static void complain_choice(Store *store, const char *table, const char *typed, const GPtrArray *near,
                            GError **error)
{
    g_autofree char *nearest = labels_of(near);
    if (near->len > 0) {
        error_set(error, ERROR_INPUT, "%s: several fit: %s: type more of one", typed, nearest);
        return;
    }
    g_autoptr(GPtrArray) all = choice_options(store, table, "", NEAREST_SHOWN + 1, error);
    if (!all)
        return;
    g_autofree char *known = labels_of(all);
    error_set(error, ERROR_INPUT, "%s: there is no such choice: one of %s", typed, known);
}

char *choice_find(Store *store, const char *table, const char *typed, GError **error)
{
    g_autoptr(Query) query = choice_query(store, table, "code", "WHERE code = :code", error);
    if (!query)
        return NULL;
    query_bind_text(query, ":code", typed);
    if (query_next(query, NULL))
        return g_strdup(query_text(query, 0));
    g_autoptr(GArray) fits = g_array_new(FALSE, FALSE, sizeof(int));
    g_autoptr(GPtrArray) options = choices_that_fit(store, table, typed, fits, error);
    if (!options)
        return NULL;
    for (int fit = 5; fit > 0; fit--) {
        const ValueOption *only = only_fit(options, fits, fit);
        if (only)
            return g_strdup(only->stored);
    }
    complain_choice(store, table, typed, options, error);
    return NULL;
}

GPtrArray *choice_codes(Store *store, const char *table, const char *typed, GError **error)
{
    g_autoptr(GArray) fits = g_array_new(FALSE, FALSE, sizeof(int));
    g_autoptr(GPtrArray) options = choices_that_fit(store, table, typed, fits, error);
    if (!options)
        return NULL;
    if (options->len == 0) {
        complain_choice(store, table, typed, options, error);
        return NULL;
    }
    int best = 1;
    for (guint i = 0; i < fits->len; i++)
        best = MAX(best, g_array_index(fits, int, i));
    /* Beginnings of a code and of a label count alike. */
    int least = best == 3 ? 2 : best;
    GPtrArray *codes = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < options->len; i++) {
        if (g_array_index(fits, int, i) >= least)
            g_ptr_array_add(codes, g_strdup(((const ValueOption *)g_ptr_array_index(options, i))->stored));
    }
    return codes;
}
