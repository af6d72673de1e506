/*
 * What a filter by any two columns of the long lists costs: to the first window of rows, and until they are
 * counted.
 *
 *     build/tests/bench/filter [--csv FILE] [--visits N] [--all] [--only LIST] [--line CRITERIA] OFFICE
 *
 * For each two columns of the visits and of the people, each with a frequent, a middling and a rare
 * criterion, the window that the list would read is read in this process: the processor's milliseconds of a
 * thousand and more pairs. The middle, 95th and 99th of a hundred and the dearest pairs are told; --all tells
 * every pair. OFFICE is only read.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "screen/listing.h"
#include "screen/office.h"
#include "support/cost.h"

enum { ROWS = 66, WORST = 12, CRITERIA = 3 };

typedef struct {
    const char *field;
    const char *criteria[CRITERIA];
} Column;

static const Column OF_VISITS[] = {
    {"ref", {"VIS-20", "VIS-2013", "=VIS-2019-100"}},
    {"title", {"demonstration", "delegation", "*trial*sweden*"}},
    {"partner_code", {"New Zealand", "Japan", "SE|AU"}},
    {"visitors", {"ashworth", "1", "="}},
    {"open_reviews", {"0", "1", ">1"}},
    {"state_label", {"closed", "cancelled|no_show", "in_review"}},
    {"arrives_on", {"<2020-01-01", "2013", ">2026-11-01"}},
    {"departs_on", {"2020..2021", "<2014-01-01", ">2026-11-20"}},
    {"site", {"laboratory", "headquarters", "=Remote"}},
};

static const Column OF_PEOPLE[] = {
    {"ref", {"VTR-20", "VTR-2013", "77"}}, {"name", {"a", "kim", "=Tanaka, Jun"}},
    {"native_name", {"=", "!", "김"}},     {"employer", {"laboratory", "institut", "fjord"}},
    {"citizenships", {"FR", "PL", "=SE"}}, {"partner_code", {"AU", "JP", "PL|SE"}},
    {"visits", {"0", ">3330", ">5"}},      {"screening_label", {"no match", "possible match", "!no match"}},
};

typedef struct {
    Office *office;
    const ScreenDef *screen;
    bool all;
    GPtrArray *told; /* lines of the pairs, each with its cost before it */
    GArray *costs;   /* Cost: paint is the first window, last_byte until all are counted */
} Filters;

static double processor(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static bool read_pair(Filters *filters, const Criteria *criteria, GError **error)
{
    g_autoptr(GPtrArray) rows = row_array_new();
    Cost cost = {0};
    const double from = processor();
    g_autoptr(Window) window = listing_window(filters->screen, filters->office->store, criteria, error);
    if (!window || !window_read(window, NULL, false, false, ROWS, rows, error))
        return false;
    cost.paint = processor() - from;
    const gint64 count = rows->len < ROWS ? rows->len : window_count(window, ROW_COUNT_MOST, NULL, error);
    cost.last_byte = cost.processor = processor() - from;
    g_array_append_val(filters->costs, cost);
    g_autofree char *words = criteria_words(criteria);
    g_ptr_array_add(filters->told, g_strdup_printf("%9.1f %9.1f ms %8" G_GINT64_FORMAT " of %s", cost.paint,
                                                   cost.last_byte, count, words));
    if (filters->all)
        printf("# %s\n", (char *)g_ptr_array_index(filters->told, filters->told->len - 1));
    return count >= 0;
}

static bool measure_pair(Filters *filters, const Column *one, guint i, const Column *other, guint j)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Criteria) criteria = criteria_new(filters->screen, filters->office->store);
    bool good = criteria_set(criteria, one->field, one->criteria[i], &error) &&
                criteria_set(criteria, other->field, other->criteria[j], &error) &&
                read_pair(filters, criteria, &error);
    if (!good)
        fprintf(stderr, "filter: %s %s, %s %s: %s\n", one->field, one->criteria[i], other->field,
                other->criteria[j], error ? error->message : "it was not counted");
    return good;
}

static bool measure_fields(Filters *filters, const Column *one, const Column *other)
{
    bool good = true;
    for (guint i = 0; i < CRITERIA; i++) {
        for (guint j = 0; j < CRITERIA; j++)
            good = measure_pair(filters, one, i, other, j) && good;
    }
    return good;
}

/* One line of criteria, as `entente list --where` takes it. */
static bool measure_line(Office *office, const char *name, const char *line)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) told = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GArray) costs = costs_new();
    Filters filters = {office, screen_set_find(office->screens, name), true, told, costs};
    g_autoptr(Criteria) criteria = criteria_new(filters.screen, office->store);
    if (criteria_add_line(criteria, line, &error) && read_pair(&filters, criteria, &error))
        return true;
    fprintf(stderr, "filter: %s: %s\n", line, error ? error->message : "it was not counted");
    return false;
}

/* Dearest first: the lines begin with the cost, right-aligned. */
static int compare_lines(gconstpointer a, gconstpointer b)
{
    return -g_strcmp0(*(char *const *)a, *(char *const *)b);
}

static bool measure_list(Office *office, const char *name, const Column *columns, guint count, bool all,
                         Figures *figures)
{
    g_autoptr(GPtrArray) told = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GArray) costs = costs_new();
    Filters filters = {office, screen_set_find(office->screens, name), all, told, costs};
    bool good = true;
    for (guint i = 0; i < count; i++) {
        for (guint j = i + 1; j < count; j++)
            good = measure_fields(&filters, &columns[i], &columns[j]) && good;
    }
    g_ptr_array_sort(told, compare_lines);
    for (guint i = 0; i < told->len && i < WORST; i++)
        printf("# %s\n", (char *)g_ptr_array_index(told, i));
    static const struct {
        const char *name;
        double part;
    } parts[] = {{"50", 0.5}, {"95", 0.95}, {"99", 0.99}, {"most", 1}};
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        const Cost cost = costs_quantile(costs, parts[i].part);
        g_autofree char *of_window = g_strdup_printf("first_window_%s", parts[i].name);
        g_autofree char *of_count = g_strdup_printf("counted_%s", parts[i].name);
        g_autofree char *figure = g_strconcat("filter_pairs.", name, NULL);
        figures_tell(figures, figure, of_window, cost.paint, "ms", 0);
        figures_tell(figures, figure, of_count, cost.last_byte, "ms", 0);
    }
    return good;
}

int main(int argc, char **argv)
{
    gint64 visits = 0;
    gboolean all = false;
    g_autofree char *csv = NULL, *only = NULL, *line = NULL;
    const GOptionEntry entries[] = {
        {"visits", 0, 0, G_OPTION_ARG_INT64, &visits, "How many visits the office has, for the CSV", "N"},
        {"csv", 0, 0, G_OPTION_ARG_FILENAME, &csv, "Add the figures to this file", "FILE"},
        {"line", 0, 0, G_OPTION_ARG_STRING, &line, "These criteria of the list instead of all pairs", "LINE"},
        {"only", 0, 0, G_OPTION_ARG_STRING, &only, "One list only: visits or visitors", "LIST"},
        {"all", 0, 0, G_OPTION_ARG_NONE, &all, "Tell every pair", NULL},
        G_OPTION_ENTRY_NULL,
    };
    g_autoptr(GError) error = NULL;
    g_autoptr(GOptionContext) context = g_option_context_new("OFFICE");
    g_option_context_add_main_entries(context, entries, NULL);
    const bool parsed = g_option_context_parse(context, &argc, &argv, &error) && argc == 2;
    const OfficeOptions options = {.file = parsed ? argv[1] : NULL, .read_only = true};
    g_autoptr(Office) office = parsed ? office_open(&options, &error) : NULL;
    if (!office) {
        fprintf(stderr, "filter: %s\n", error ? error->message : "name one office's file");
        return 2;
    }
    Figures *figures = figures_new(csv, visits);
    bool good = true;
    if (line)
        good = measure_line(office, only ? only : "visits", line);
    if (!line && (!only || strcmp(only, "visits") == 0))
        good = measure_list(office, "visits", OF_VISITS, G_N_ELEMENTS(OF_VISITS), all, figures);
    if (!line && (!only || strcmp(only, "visitors") == 0))
        good = measure_list(office, "visitors", OF_PEOPLE, G_N_ELEMENTS(OF_PEOPLE), all, figures) && good;
    figures_free(figures);
    return good ? 0 : 1;
}
