#include "support/cost.h"

#include "support/screen_private.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct Figures {
    FILE *csv;
    gint64 visits;
};

/* --- one --- */

static double processor_milliseconds(Screen *screen)
{
    g_autofree char *path = g_strdup_printf("/proc/%d/schedstat", screen_pid(screen));
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL))
        return 0;
    return (double)g_ascii_strtoull(text, NULL, 10) / 1e6;
}

static Cost cost_since_mark(Screen *screen, double processor_before)
{
    screen_settle(screen);
    const gint64 first = screen_first_byte(screen), last = screen_last_byte(screen);
    return (Cost){first > 0 ? (double)first / 1000 : 0, last > 0 ? (double)last / 1000 : 0,
                  processor_milliseconds(screen) - processor_before, (double)screen_bytes(screen)};
}

Cost cost_of_keys(Screen *screen, const char *keys)
{
    const double before = processor_milliseconds(screen);
    screen_mark(screen);
    screen_type(screen, keys);
    return cost_since_mark(screen, before);
}

static bool says_searching(Screen *screen)
{
    g_autofree char *line = screen_line(screen, 0);
    return strstr(line, "searching") != NULL;
}

/* Milliseconds from the mark until a picture stood that does not say that it is searching. */
static double window_milliseconds(Screen *screen)
{
    gint64 last = screen_last_byte(screen);
    for (gint64 until = g_get_monotonic_time() + SCREEN_PATIENCE * G_USEC_PER_SEC;
         (last <= 0 || says_searching(screen)) && g_get_monotonic_time() < until;
         last = screen_last_byte(screen))
        screen_pump(screen, 1);
    return (double)last / 1000;
}

Cost cost_of_search(Screen *screen, const char *keys)
{
    const double before = processor_milliseconds(screen);
    screen_mark(screen);
    screen_type(screen, keys);
    const double window = window_milliseconds(screen);
    Cost cost = cost_since_mark(screen, before);
    cost.paint = window;
    return cost;
}

void cost_skip(Screen *screen, const char *keys)
{
    screen_type(screen, keys);
    screen_settle(screen);
}

Screen *cost_of_start(const char *const *arguments, Cost *cost)
{
    const ScreenOptions options = {.arguments = arguments};
    const gint64 from = g_get_monotonic_time();
    Screen *screen = screen_start(&options);
    const double forked = (double)(g_get_monotonic_time() - from) / 1000;
    *cost = cost_since_mark(screen, 0);
    cost->paint += forked;
    cost->last_byte += forked;
    return screen;
}

/* --- many --- */

static int compare_doubles(gconstpointer a, gconstpointer b)
{
    const double left = *(const double *)a, right = *(const double *)b;
    return left < right ? -1 : left > right;
}

GArray *costs_new(void)
{
    return g_array_new(FALSE, FALSE, sizeof(Cost));
}

double numbers_quantile(const GArray *numbers, double part)
{
    g_autoptr(GArray) sorted = g_array_copy((GArray *)numbers);
    g_array_sort(sorted, compare_doubles);
    return sorted->len == 0 ? 0 : g_array_index(sorted, double, (guint)(part * (sorted->len - 1) + 0.5));
}

static double value_quantile(const GArray *costs, gsize offset, double part)
{
    g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(double));
    for (guint i = 0; i < costs->len; i++)
        g_array_append_vals(values, (const char *)&g_array_index(costs, Cost, i) + offset, 1);
    return numbers_quantile(values, part);
}

Cost costs_quantile(const GArray *costs, double part)
{
    return (Cost){value_quantile(costs, offsetof(Cost, paint), part),
                  value_quantile(costs, offsetof(Cost, last_byte), part),
                  value_quantile(costs, offsetof(Cost, processor), part),
                  value_quantile(costs, offsetof(Cost, bytes), part)};
}

/* --- telling --- */

Figures *figures_new(const char *csv, gint64 visits)
{
    Figures *figures = g_new0(Figures, 1);
    figures->csv = csv ? fopen(csv, "a") : NULL;
    figures->visits = visits;
    return figures;
}

void figures_free(Figures *figures)
{
    if (figures->csv)
        fclose(figures->csv);
    g_free(figures);
}

void figures_tell(Figures *figures, const char *name, const char *part, double value, const char *unit,
                  double against)
{
    g_autofree char *ratio = against > 0 ? g_strdup_printf("%.2f", value / against) : NULL;
    printf("%s.%s %.2f %s %s\n", name, part, value, unit, ratio ? ratio : "-");
    fflush(stdout);
    if (!figures->csv)
        return;
    fprintf(figures->csv, "%" G_GINT64_FORMAT ",%s.%s,%.3f,%s,%s\n", figures->visits, name, part, value, unit,
            ratio ? ratio : "");
    fflush(figures->csv);
}

void figures_tell_cost(Figures *figures, const char *name, Cost cost, Cost against)
{
    figures_tell(figures, name, "paint", cost.paint, "ms", against.paint);
    figures_tell(figures, name, "last_byte", cost.last_byte, "ms", against.last_byte);
    figures_tell(figures, name, "processor", cost.processor, "ms", against.processor);
    figures_tell(figures, name, "bytes", cost.bytes, "bytes", against.bytes);
}

void figures_tell_costs(Figures *figures, const char *name, const GArray *costs, const GArray *against)
{
    static const struct {
        const char *part;
        gsize offset;
        double quantile;
    } tails[] = {
        {"paint_p95", offsetof(Cost, paint), 0.95},
        {"last_byte_p95", offsetof(Cost, last_byte), 0.95},
        {"last_byte_p99", offsetof(Cost, last_byte), 0.99},
    };
    g_autoptr(GArray) none = costs_new();
    const GArray *other = against ? against : none;
    figures_tell_cost(figures, name, costs_quantile(costs, 0.5), costs_quantile(other, 0.5));
    for (guint i = 0; i < G_N_ELEMENTS(tails); i++)
        figures_tell(figures, name, tails[i].part, value_quantile(costs, tails[i].offset, tails[i].quantile),
                     "ms", value_quantile(other, tails[i].offset, tails[i].quantile));
}
