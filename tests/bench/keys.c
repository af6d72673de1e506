/*
 * What each key costs, through the real program in a real terminal:
 *
 *     build/tests/bench/keys [--csv FILE] [--only PART] [--visits N] OFFICE
 *
 * Prints lines "name value unit ratio". Each key gives the time from the key to the first and to the last
 * byte that it brought forth, the processor's time, and the bytes. The ratio is against a bare ncurses
 * program (tests/bench/bare.c) that moves a bar or draws a page, against the sqlite3 shell that answers the
 * same question, or, for saving, against one bare durable insert; all measured in the same run. What is
 * written to OFFICE is taken back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

#include "support/cost.h"

enum { REPEATS = 40, STARTS = 5, SAVES = 15, INSERTS = 40 };

typedef struct {
    const char *office; /* the file */
    Figures *figures;
    Screen *program;
    Cost start, bar, page; /* of the bare program */
} Bench;

/* --- measuring --- */

static GArray *repeat(Screen *screen, const char *keys)
{
    GArray *costs = costs_new();
    for (guint i = 0; i < REPEATS; i++) {
        const Cost cost = cost_of_keys(screen, keys);
        g_array_append_val(costs, cost);
    }
    return costs;
}

static void tell_repeated(Bench *bench, const char *name, const char *keys, Cost against)
{
    g_autoptr(GArray) costs = repeat(bench->program, keys);
    figures_tell_costs(bench->figures, name, costs, against);
}

static void tell_once(Bench *bench, const char *name, const char *keys)
{
    figures_tell_cost(bench->figures, name, cost_of_keys(bench->program, keys), bench->page);
}

/* The sqlite3 shell's time for one question in milliseconds, its start included; 0 where it has no answer
 * within the time that anybody would wait. */
static double shell_milliseconds(const Bench *bench, const char *sql)
{
    const char *arguments[] = {"timeout", "5", "sqlite3", "-readonly", bench->office, sql, NULL};
    int status = 0;
    const gint64 from = g_get_monotonic_time();
    if (!g_spawn_sync(NULL, (char **)arguments, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL,
                      NULL, NULL, NULL, &status, NULL) ||
        !g_spawn_check_wait_status(status, NULL))
        return 0;
    return (double)(g_get_monotonic_time() - from) / 1000;
}

static void tell_question(Bench *bench, const char *name, Cost cost, const char *sql)
{
    const double shell = shell_milliseconds(bench, sql);
    figures_tell_cost(bench->figures, name, cost, (Cost){shell, shell, shell, 0});
}

/* --- the bare program --- */

static GArray *start_often(const char *const *arguments)
{
    GArray *costs = costs_new();
    for (int i = 0; i < STARTS; i++) {
        Cost cost;
        Screen *screen = cost_of_start(arguments, &cost);
        screen_free(screen);
        g_array_append_val(costs, cost);
    }
    return costs;
}

static void measure_bare(Bench *bench, const char *self)
{
    g_autofree char *folder = g_path_get_dirname(self);
    g_autofree char *path = g_build_filename(folder, "bare", NULL);
    const char *arguments[] = {path, NULL};
    g_autoptr(GArray) starts = start_often(arguments);
    bench->start = costs_quantile(starts, 0.5);
    Cost first;
    g_autoptr(Screen) bare = cost_of_start(arguments, &first);
    g_autoptr(GArray) bars = repeat(bare, "<Down>"), pages = repeat(bare, "x");
    bench->bar = costs_quantile(bars, 0.5);
    bench->page = costs_quantile(pages, 0.5);
    figures_tell_costs(bench->figures, "bare.start", starts, (Cost){0});
    figures_tell_costs(bench->figures, "bare.bar", bars, (Cost){0});
    figures_tell_costs(bench->figures, "bare.page", pages, (Cost){0});
}

/* --- Entente --- */

static void measure_start(Bench *bench)
{
    const char *arguments[] = {TEST_PROGRAM, "--file", bench->office, NULL};
    g_autoptr(GArray) starts = start_often(arguments);
    figures_tell_costs(bench->figures, "start.home", starts, bench->start);
    Cost first;
    bench->program = cost_of_start(arguments, &first);
}

static void measure_home(Bench *bench)
{
    tell_repeated(bench, "home.menu_down", "<Down>", bench->bar);
    cost_skip(bench->program, "<Tab>");
    tell_repeated(bench, "home.agenda_down", "<Down>", bench->bar);
    cost_skip(bench->program, "g v");
    tell_question(bench, "home.back_to", cost_of_keys(bench->program, "g h"),
                  "SELECT * FROM agenda ORDER BY due_on LIMIT 200");
}

static void measure_list(Bench *bench)
{
    tell_once(bench, "list.open", "g v");
    tell_repeated(bench, "list.down", "<Down>", bench->bar);
    tell_repeated(bench, "list.page_down", "<PgDn>", bench->page);
    tell_once(bench, "list.end", "<End>");
    tell_repeated(bench, "list.page_up", "<PgUp>", bench->page);
    tell_once(bench, "list.home", "<Home>");
}

/* --- sorting --- */

static const char *const visit_columns[] = {"ref",   "title",   "partner", "visitors", "open_reviews",
                                            "state", "arrives", "departs", "site"};
static const char *const people_columns[] = {"ref",         "name",    "native_name", "employer",
                                             "citizenship", "partner", "visits",      "screening"};

static Cost sort_by(Screen *program, guint column)
{
    cost_skip(program, "<Home>");
    cost_skip(program, "s");
    cost_skip(program, "<Home>");
    for (guint i = 0; i < column; i++)
        screen_type(program, "<Down>");
    screen_settle(program);
    return cost_of_keys(program, "<Enter>");
}

/* Each column once and once turned round. */
static void measure_sorts(Bench *bench, const char *list, const char *go, const char *const *columns,
                          guint count)
{
    g_autoptr(GArray) all = costs_new();
    cost_skip(bench->program, go);
    for (guint i = 0; i < count; i++) {
        g_autofree char *name = g_strdup_printf("%s.sort_%s", list, columns[i]);
        g_autofree char *turned = g_strdup_printf("%s_turned", name);
        const Cost costs[] = {sort_by(bench->program, i), sort_by(bench->program, i)};
        figures_tell_cost(bench->figures, name, costs[0], bench->page);
        figures_tell_cost(bench->figures, turned, costs[1], bench->page);
        g_array_append_vals(all, costs, G_N_ELEMENTS(costs));
    }
    g_autofree char *name = g_strdup_printf("%s.sort_any", list);
    figures_tell_costs(bench->figures, name, all, bench->page);
}

static void measure_visit_sorts(Bench *bench)
{
    measure_sorts(bench, "visits", "g v", visit_columns, G_N_ELEMENTS(visit_columns));
}

static void measure_people_sorts(Bench *bench)
{
    measure_sorts(bench, "people", "g i", people_columns, G_N_ELEMENTS(people_columns));
}

/* --- finding --- */

/* Letter by letter: each letter's cost. */
static void type_letters(Screen *program, const char *word, GArray *costs)
{
    for (const char *at = word; *at != '\0'; at = g_utf8_next_char(at)) {
        g_autofree char *letter = g_strndup(at, (gsize)(g_utf8_next_char(at) - at));
        const Cost cost = cost_of_keys(program, *at == ' ' ? "<Space>" : letter);
        g_array_append_val(costs, cost);
    }
}

/* Frequent and rare, references, names, two words, words that are nowhere. */
static const char *const visit_words[] = {"visit",        "delegation", "vis-2019-77", "press australia",
                                          "zqx",          "ashworth",   "sensor",      "japan",
                                          "headquarters", "kim",        "se",          "vis-2026",
                                          "trial sweden", "김"};
static const char *const people_words[] = {"ashworth",     "vtr-2013-9", "institute", "kim",
                                           "tanaka japan", "engineer",   "zz",        "laboratory"};

static void find_words(Bench *bench, const char *list, const char *go, const char *const *words, guint count)
{
    g_autoptr(GArray) costs = costs_new();
    for (guint i = 0; i < count; i++) {
        cost_skip(bench->program, "g h");
        cost_skip(bench->program, go);
        cost_skip(bench->program, "/");
        type_letters(bench->program, words[i], costs);
        cost_skip(bench->program, "<Esc>");
    }
    g_autofree char *name = g_strconcat(list, ".find_letter", NULL);
    figures_tell_costs(bench->figures, name, costs, bench->page);
}

static void measure_findings(Bench *bench)
{
    find_words(bench, "visits", "g v", visit_words, G_N_ELEMENTS(visit_words));
    find_words(bench, "people", "g i", people_words, G_N_ELEMENTS(people_words));
    g_autoptr(GArray) anywhere = costs_new();
    cost_skip(bench->program, "g h");
    tell_once(bench, "find_anywhere.open", "/");
    type_letters(bench->program, "delegation", anywhere);
    figures_tell_costs(bench->figures, "find_anywhere.letter", anywhere, bench->page);
    cost_skip(bench->program, "<Esc>");
}

/* --- filtering --- */

static const struct {
    const char *go, *criteria;
} narrowings[] = {
    {"g v", "state = closed & partner = Japan"},
    {"g v", "state = denied_entry & partner = Japan"},
    {"g v", "kind = assignment & site = Headquarters"},
    {"g v", "title = *delegation* & arrives_on = 2019-03-01..2019-03-31"},
    {"g v", "state = in_review & arrives_on = >2026-11-01"},
    {"g v", "visitors = 2 & state = no_show"},
    {"g v", "title = *trial* & site = Headquarters"},
    {"g i", "employer = *institute* & partner_code = JP"},
    {"g i", "name = *kim* & screening = possible_match"},
    {"g i", "visits = >5 & partner_code = AU"},
};

static void measure_filters(Bench *bench)
{
    g_autoptr(GArray) costs = costs_new();
    for (guint i = 0; i < G_N_ELEMENTS(narrowings); i++) {
        cost_skip(bench->program, "g h");
        cost_skip(bench->program, narrowings[i].go);
        cost_skip(bench->program, ":");
        screen_text(bench->program, "filter ");
        screen_text(bench->program, narrowings[i].criteria);
        screen_settle(bench->program);
        const Cost cost = cost_of_keys(bench->program, "<Enter>");
        g_array_append_val(costs, cost);
        g_autofree char *name = g_strdup_printf("filter.pair_%u", i + 1);
        figures_tell_cost(bench->figures, name, cost, bench->page);
    }
    figures_tell_costs(bench->figures, "filter.any_pair", costs, bench->page);
}

static void measure_quick(Bench *bench)
{
    static const char *const lists[] = {"v", "i"};
    for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
        for (int key = 1; key <= 5 - (int)i; key++) {
            g_autofree char *name = g_strdup_printf("%s.quick_%d", i == 0 ? "visits" : "people", key);
            g_autofree char *go = g_strdup_printf("g %s", lists[i]);
            g_autofree char *keys = g_strdup_printf("%d", key);
            cost_skip(bench->program, "g h");
            cost_skip(bench->program, go);
            tell_once(bench, name, keys);
        }
    }
}

static void measure_record(Bench *bench)
{
    Screen *program = bench->program;
    cost_skip(program, "g h");
    cost_skip(program, "g v");
    tell_once(bench, "record.open", "<Enter>");
    tell_repeated(bench, "record.next_section", "<Tab>", bench->page);
    tell_once(bench, "record.history", "H");
    cost_skip(program, "q");
    cost_skip(program, "g p");
    tell_once(bench, "record.open_partner", "<Enter>");
    tell_repeated(bench, "record.partner_section", "<Tab>", bench->page);
}

/* --- writing --- */

/* One row in a file of its own beside the office, with a log and every commit on the disk as the office has
 * it: the middle of many, in milliseconds. 0 where it cannot be made. */
static double bare_insert(const Bench *bench)
{
    g_autofree char *path = g_strconcat(bench->office, ".insert", NULL);
    g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(double));
    sqlite3 *db = NULL;
    g_remove(path);
    if (sqlite3_open(path, &db) != SQLITE_OK ||
        sqlite3_exec(
            db,
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
            "CREATE TABLE t (id INTEGER PRIMARY KEY, title TEXT); INSERT INTO t (title) VALUES ('first')",
            NULL, NULL, NULL) != SQLITE_OK)
        return 0;
    for (int i = 0; i < INSERTS; i++) {
        const gint64 from = g_get_monotonic_time();
        sqlite3_exec(db, "INSERT INTO t (title) VALUES ('Delegation of 8, portal sensor trial')", NULL, NULL,
                     NULL);
        const double took = (double)(g_get_monotonic_time() - from) / 1000;
        g_array_append_val(times, took);
    }
    sqlite3_close(db);
    g_remove(path);
    return numbers_quantile(times, 0.5);
}

/* A letter added to a title and saved, and that taken back, again and again. */
static void measure_saves(Bench *bench)
{
    const double insert = bare_insert(bench);
    const Cost against = {insert, insert, insert, 0};
    g_autoptr(GArray) saves = costs_new(), undos = costs_new();
    for (int i = 0; i < SAVES; i++) {
        cost_skip(bench->program, "e");
        cost_skip(bench->program, "a");
        const Cost save = cost_of_keys(bench->program, "<F2>");
        screen_expect(bench->program, "Saved");
        const Cost undo = cost_of_keys(bench->program, "u");
        screen_expect(bench->program, "Undone");
        g_array_append_val(saves, save);
        g_array_append_val(undos, undo);
    }
    figures_tell(bench->figures, "bare", "durable_insert", insert, "ms", 0);
    figures_tell_costs(bench->figures, "write.save", saves, against);
    figures_tell_costs(bench->figures, "write.undo", undos, against);
}

static void measure_writing(Bench *bench)
{
    Screen *program = bench->program;
    cost_skip(program, "g h");
    cost_skip(program, "g v");
    cost_skip(program, "<Enter>");
    tell_once(bench, "write.edit", "e");
    tell_repeated(bench, "write.letter", "a", bench->bar);
    cost_skip(program, "<F2>");
    screen_expect(program, "Saved");
    cost_skip(program, "u");
    screen_expect(program, "Undone");
    measure_saves(bench);
}

static void measure_memory(Bench *bench)
{
    g_autofree char *path = g_strdup_printf("/proc/%d/status", screen_pid(bench->program));
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL))
        return;
    const char *most = strstr(text, "VmHWM:"), *own = strstr(text, "RssAnon:");
    figures_tell(bench->figures, "memory", "most", most ? g_ascii_strtod(most + 6, NULL) / 1024 : 0, "MB", 0);
    figures_tell(bench->figures, "memory", "own_at_end", own ? g_ascii_strtod(own + 8, NULL) / 1024 : 0, "MB",
                 0);
}

/* --- all of it --- */

static const struct {
    const char *name;
    void (*measure)(Bench *bench);
} parts[] = {
    {"home", measure_home},           {"list", measure_list},     {"sorts", measure_visit_sorts},
    {"people", measure_people_sorts}, {"find", measure_findings}, {"filter", measure_filters},
    {"quick", measure_quick},         {"record", measure_record}, {"write", measure_writing},
};

static void measure_all(Bench *bench, const char *self, const char *only)
{
    measure_bare(bench, self);
    measure_start(bench);
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        if (only == NULL || strcmp(only, parts[i].name) == 0)
            parts[i].measure(bench);
    }
    measure_memory(bench);
    screen_free(bench->program);
}

int main(int argc, char **argv)
{
    gint64 visits = 0;
    g_autofree char *only = NULL, *csv = NULL;
    const GOptionEntry entries[] = {
        {"visits", 0, 0, G_OPTION_ARG_INT64, &visits, "How many visits the office has, for the CSV", "N"},
        {"only", 0, 0, G_OPTION_ARG_STRING, &only, "One part only", "PART"},
        {"csv", 0, 0, G_OPTION_ARG_FILENAME, &csv, "Add the figures to this file", "FILE"},
        G_OPTION_ENTRY_NULL,
    };
    g_autoptr(GError) error = NULL;
    g_autoptr(GOptionContext) context = g_option_context_new("OFFICE");
    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, &argc, &argv, &error) || argc != 2) {
        fprintf(stderr, "keys: %s\n", error != NULL ? error->message : "name one office's file");
        return 2;
    }
    Bench bench = {.office = argv[1], .figures = figures_new(csv, visits)};
    measure_all(&bench, argv[0], only);
    figures_free(bench.figures);
    return 0;
}
