/*
 * Holds what was measured against what was promised:
 *
 *     build/tests/bench/targets figures.csv
 *
 * Reads the CSV that keys.c, work.c and instructions.c write (visits,name,value,unit,ratio) and prints, for
 * the largest office in it, one line for each promise: what it is, the figure, the limit, "met" or "MISSED".
 * A figure that was not measured is said to be so.
 */
#include <glib.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

typedef enum { VALUE, RATIO } Measure;

typedef struct {
    const char *what;
    const char
        *figure;     /* as in the CSV; one that begins with * stands for all that end so: the worst counts */
    Measure measure; /* the figure itself, or its ratio */
    const char *unit;
    double limit;
} Target;

static const Target targets[] = {
    {"start to first paint, against the bare program", "start.home.paint", RATIO, "x", 3},
    {"start until home with agenda stands", "start.home.last_byte", VALUE, "ms", 30},
    {"home with agenda, again", "home.back_to.last_byte", VALUE, "ms", 30},
    {"Down in a list, middle", "list.down.last_byte", RATIO, "x", 1.5},
    {"Down in a list, 99 of 100", "list.down.last_byte_p99", RATIO, "x", 3},
    {"Down in the menu, middle", "home.menu_down.last_byte", RATIO, "x", 1.5},
    {"Down in the menu, 99 of 100", "home.menu_down.last_byte_p99", RATIO, "x", 3},
    {"a letter in a form, middle", "write.letter.last_byte", RATIO, "x", 1.5},
    {"a letter in a form, 99 of 100", "write.letter.last_byte_p99", RATIO, "x", 3},
    {"bytes for Down in a list, middle", "list.down.bytes", VALUE, "B", 200},
    {"bytes for a letter in a form, middle", "write.letter.bytes", VALUE, "B", 40},
    {"PgDn", "list.page_down.last_byte", VALUE, "ms", 5},
    {"PgUp", "list.page_up.last_byte", VALUE, "ms", 5},
    {"End", "list.end.last_byte", VALUE, "ms", 5},
    {"Home", "list.home.last_byte", VALUE, "ms", 5},
    {"first matches of / in visits, 95 of 100", "visits.find_letter.paint_p95", VALUE, "ms", 20},
    {"first matches of / in people, 95 of 100", "people.find_letter.paint_p95", VALUE, "ms", 20},
    {"first matches anywhere, 95 of 100", "find_anywhere.letter.paint_p95", VALUE, "ms", 20},
    {"filter by two columns, first window, 95 of 100", "filter.any_pair.paint_p95", VALUE, "ms", 50},
    {"quick filters of visits, first window, worst", "*visits.quick_%.paint", VALUE, "ms", 50},
    {"quick filters of people, first window, worst", "*people.quick_%.paint", VALUE, "ms", 50},
    {"sort visits by any column, 95 of 100", "visits.sort_any.paint_p95", VALUE, "ms", 20},
    {"sort people by any column, 95 of 100", "people.sort_any.paint_p95", VALUE, "ms", 20},
    {"save, against one bare durable insert", "write.save.last_byte", RATIO, "x", 2},
    {"resident memory, most", "memory.most", VALUE, "MB", 12},
    {"import of 100,000 people", "import.people.time", VALUE, "s", 10},
    {"making the office", "office.made", VALUE, "s", 180},
    {"growth of any key, smallest to largest office", "*%.instructions", RATIO, "x", 1.3},
};

/* `%` in the pattern stands for anything. */
static bool figure_is(const Target *target, const char *name)
{
    if (target->figure[0] != '*')
        return strcmp(target->figure, name) == 0;
    g_auto(GStrv) ends = g_strsplit(target->figure + 1, "%", 2);
    return g_str_has_prefix(name, ends[0]) && g_str_has_suffix(name, ends[1]);
}

static double largest_office(char **lines)
{
    double most = 0;
    for (guint i = 0; lines[i]; i++)
        most = MAX(most, g_ascii_strtod(lines[i], NULL));
    return most;
}

/* Below 0 where it was not measured. `name` is the one that it was measured as; (transfer full). */
static double worst_of(const Target *target, char **lines, double visits, char **name)
{
    double worst = -1;
    for (guint i = 0; lines[i]; i++) {
        g_auto(GStrv) cells = g_strsplit(lines[i], ",", -1);
        if (g_strv_length(cells) < 5 || g_ascii_strtod(cells[0], NULL) != visits ||
            !figure_is(target, cells[1]))
            continue;
        const char *cell = cells[target->measure == RATIO ? 4 : 2];
        const double value = g_ascii_strtod(cell, NULL);
        if (cell[0] == '\0' || value <= worst)
            continue;
        worst = value;
        g_free(*name);
        *name = g_strdup(cells[1]);
    }
    return worst;
}

static void tell_target(const Target *target, char **lines, double visits)
{
    g_autofree char *name = NULL;
    const double worst = worst_of(target, lines, visits, &name);
    printf("%-48s at most %6g %-3s", target->what, target->limit, target->unit);
    if (worst < 0)
        printf("%9s      not measured\n", "");
    else
        printf("%9.2f %-3s  %s%s%s\n", worst, target->unit, worst <= target->limit ? "met" : "MISSED",
               target->figure[0] == '*' ? ": " : "", target->figure[0] == '*' ? name : "");
}

int main(int argc, char **argv)
{
    g_autofree char *text = NULL;
    if (argc != 2 || !g_file_get_contents(argv[1], &text, NULL, NULL)) {
        fputs("targets: name the CSV with the figures\n", stderr);
        return 2;
    }
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    const double visits = largest_office(lines);
    printf("# what was promised, and an office of %.0f visits\n", visits);
    for (guint i = 0; i < G_N_ELEMENTS(targets); i++)
        tell_target(&targets[i], lines, visits);
    return 0;
}
