/*
 * Draws what keys cost against the size of the office, and says how each cost grows:
 *
 *     build/tests/bench/chart figures.csv cost.svg
 *
 * Reads the CSV that keys.c and work.c write (visits,name,value,unit,ratio). Both axes are logarithmic.
 */
#include <glib.h>
#include <math.h>
#include <stdio.h>

enum { WIDTH = 860, HEIGHT = 520, LEFT = 70, RIGHT = 250, TOP = 50, BOTTOM = 60, SIZES = 8 };

typedef struct {
    const char *name;  /* as in the CSV */
    const char *title; /* in the picture */
    const char *colour;
} Series;

static const Series series[] = {
    {"start.home.last_byte", "start to home", "#1f4e79"},
    {"list.down.last_byte", "Down in a list", "#2e7d32"},
    {"list.page_down.last_byte", "PgDn", "#7cb342"},
    {"visits.sort_any.last_byte_p95", "sort, 95 of 100", "#8e24aa"},
    {"visits.find_letter.last_byte_p95", "a letter of /, 95 of 100", "#c62828"},
    {"filter.any_pair.last_byte_p95", "filter by two, 95 of 100", "#ef6c00"},
    {"home.back_to.last_byte", "home with agenda", "#00838f"},
    {"write.save.last_byte", "save", "#5d4037"},
    {"bare.bar.last_byte", "bare program, bar", "#9e9e9e"},
};

typedef struct {
    double visits[SIZES], value[SIZES];
    guint count;
} Points;

/* --- reading --- */

/* The figure's value at each size, smallest office first as the CSV has them. */
static Points points_of(char **lines, const char *name)
{
    Points points = {.count = 0};
    for (guint i = 0; lines[i] && points.count < SIZES; i++) {
        g_auto(GStrv) cells = g_strsplit(lines[i], ",", -1);
        if (g_strv_length(cells) < 4 || g_strcmp0(cells[1], name) != 0)
            continue;
        points.visits[points.count] = g_ascii_strtod(cells[0], NULL);
        points.value[points.count++] = g_ascii_strtod(cells[2], NULL);
    }
    return points;
}

/* How often dearer the largest office is than the smallest: the processor's time of every key. */
static void tell_growth(char **lines)
{
    g_autoptr(GHashTable) told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; lines[i]; i++) {
        g_auto(GStrv) cells = g_strsplit(lines[i], ",", -1);
        if (g_strv_length(cells) < 4 || !g_str_has_suffix(cells[1], ".processor") ||
            !g_hash_table_add(told, g_strdup(cells[1])))
            continue;
        const Points points = points_of(lines, cells[1]);
        const double first = points.value[0], last = points.value[points.count - 1];
        if (points.count > 1 && first > 0)
            printf("growth.%s %.2f x -\n", cells[1], last / first);
    }
}

/* --- drawing --- */

typedef struct {
    double low, high; /* powers of ten */
    double from, to;  /* of the picture */
} Axis;

static double place(const Axis *axis, double value)
{
    const double part = (log10(value) - axis->low) / (axis->high - axis->low);
    return axis->from + part * (axis->to - axis->from);
}

static void draw_frame(FILE *svg, const Axis *x, const Axis *y)
{
    fprintf(svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" "
            "font-size=\"13\">\n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n"
            "<text x=\"%d\" y=\"28\" font-size=\"16\">Milliseconds to the last byte, by visits in the "
            "office</text>\n",
            WIDTH, HEIGHT, LEFT);
    for (double power = y->low; power <= y->high; power++) {
        const double at = place(y, pow(10, power));
        fprintf(svg,
                "<line x1=\"%.0f\" x2=\"%.0f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>\n"
                "<text x=\"%.0f\" y=\"%.1f\" text-anchor=\"end\">%g</text>\n",
                x->from, x->to, at, at, x->from - 8, at + 4, pow(10, power));
    }
    for (double power = x->low; power <= x->high; power++) {
        const double at = place(x, pow(10, power));
        fprintf(svg,
                "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.0f\" y2=\"%.0f\" stroke=\"#eeeeee\"/>\n"
                "<text x=\"%.1f\" y=\"%.0f\" text-anchor=\"middle\">%.0f</text>\n",
                at, at, y->from, y->to, at, y->from + 24, pow(10, power));
    }
}

static void draw_series(FILE *svg, const Axis *x, const Axis *y, const Series *one, const Points *points)
{
    fprintf(svg, "<polyline fill=\"none\" stroke-width=\"2\" stroke=\"%s\" points=\"", one->colour);
    for (guint i = 0; i < points->count; i++)
        fprintf(svg, "%.1f,%.1f ", place(x, points->visits[i]), place(y, MAX(points->value[i], 0.1)));
    fputs("\"/>\n", svg);
    for (guint i = 0; i < points->count; i++)
        fprintf(svg, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>\n", place(x, points->visits[i]),
                place(y, MAX(points->value[i], 0.1)), one->colour);
}

static void draw_key(FILE *svg, guint row, const Series *one, const Points *points)
{
    const int left = WIDTH - RIGHT + 20, top = TOP + 24 * (int)row;
    fprintf(svg,
            "<rect x=\"%d\" y=\"%d\" width=\"14\" height=\"4\" fill=\"%s\"/>\n"
            "<text x=\"%d\" y=\"%d\">%s: %.1f</text>\n",
            left, top, one->colour, left + 20, top + 7, one->title, points->value[points->count - 1]);
}

static void draw(FILE *svg, char **lines)
{
    const Axis x = {4, 6, LEFT, WIDTH - RIGHT}, y = {-1, 3, HEIGHT - BOTTOM, TOP};
    guint row = 0;
    draw_frame(svg, &x, &y);
    for (guint i = 0; i < G_N_ELEMENTS(series); i++) {
        const Points points = points_of(lines, series[i].name);
        if (points.count == 0)
            continue;
        draw_series(svg, &x, &y, &series[i], &points);
        draw_key(svg, row++, &series[i], &points);
    }
    fputs("</svg>\n", svg);
}

int main(int argc, char **argv)
{
    g_autofree char *text = NULL;
    if (argc != 3 || !g_file_get_contents(argv[1], &text, NULL, NULL)) {
        fputs("chart: name the CSV with the figures and the picture\n", stderr);
        return 2;
    }
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    tell_growth(lines);
    FILE *svg = fopen(argv[2], "w");
    if (!svg) {
        perror(argv[2]);
        return 3;
    }
    draw(svg, lines);
    return fclose(svg) == 0 ? 0 : 3;
}
