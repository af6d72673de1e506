/*
 * What each key costs, through the real program in a real terminal:
 *
 *     build/tests/bench/keys [--csv FILE] [--only PART] [--visits N] OFFICE
 *
 * Prints lines "name value unit ratio". Each key gives the time from the key to the first and to the last
 * byte that it brought forth, the processor's time, and the bytes. The ratio is against a bare ncurses
 * program (tests/bench/bare.c) that moves a bar or draws a page, against the sqlite3 shell that answers the
 * same question, or, for saving, against one bare durable insert. What repeats is measured in turns with
 * what it is compared with, so that a slow moment of the machine or of the disk meets both. What is written
 * to OFFICE is taken back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

#include "support/cost.h"

enum { REPEATS = 100, STARTS = 9, SAVES = 30 };

typedef struct {
    const char *office; /* the file */
    Figures *figures;
    Screen *program, *bare;
    GArray *pages; /* of the bare program: a few, for what is measured once */
    Cost page;     /* their middle */
} Bench;

/* What the bare program does for a key that moves a bar, and for one that draws a page. */
static const char BAR[] = "<Down>", PAGE[] = "x";

/* --- measuring --- */

static void add_cost(GArray *costs, Screen *screen, const char *keys)
{
    const Cost cost = cost_of_keys(screen, keys);
    g_array_append_val(costs, cost);
}

static void tell_repeated(Bench *bench, const char *name, const char *keys, const char *bare_key)
{
    g_autoptr(GArray) costs = costs_new(), against = costs_new();
    for (guint i = 0; i < REPEATS; i++) {
        add_cost(costs, bench->program, keys);
        add_cost(against, bench->bare, bare_key);
    }
    figures_tell_costs(bench->figures, name, costs, against);
}

static void tell_once(Bench *bench, const char *name, const char *keys)
{
    figures_tell_cost(bench->figures, name, cost_of_keys(bench->program, keys), bench->page);
}

/* The views that the program keeps, for the shell. NULL where they cannot be had. (transfer full) */
static char *views_write(const Bench *bench)
{
    const char *arguments[] = {TEST_PROGRAM, "views", NULL};
    char *path = g_strconcat(bench->office, ".views", NULL);
    g_autofree char *views = NULL;
    if (g_spawn_sync(NULL, (char **)arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &views, NULL, NULL, NULL) &&
        g_file_set_contents(path, views, -1, NULL))
        return path;
    g_free(path);
    return NULL;
}

/* The sqlite3 shell's time for one question in milliseconds, its start and the views included; 0 where it has
 * no answer within the time that anybody would wait. */
static double shell_milliseconds(const Bench *bench, const char *sql)
{
    g_autofree char *views = views_write(bench);
    const char *arguments[] = {"timeout", "5",           "sqlite3", "-readonly", "-init",
                               views,     bench->office, sql,       NULL};
    if (!views)
        return 0;
    int status = 0;
    const gint64 from = g_get_monotonic_time();
    const bool answered =
        g_spawn_sync(NULL, (char **)arguments, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL,
                     NULL, NULL, NULL, &status, NULL) &&
        g_spawn_check_wait_status(status, NULL);
    const double took = (double)(g_get_monotonic_time() - from) / 1000;
    g_remove(views);
    return answered ? took : 0;
}

static void tell_question(Bench *bench, const char *name, Cost cost, const char *sql)
{
    const double shell = shell_milliseconds(bench, sql);
    figures_tell_cost(bench->figures, name, cost, (Cost){shell, shell, shell, 0});
}

/* --- starting --- */

static void add_start(GArray *costs, const char *const *arguments)
{
    Cost cost;
    Screen *screen = cost_of_start(arguments, &cost);
    screen_free(screen);
    g_array_append_val(costs, cost);
}

/* Entente and the bare program are started in turns; one of each stays. */
static void measure_start(Bench *bench, const char *bare_program)
{
    const char *bare[] = {bare_program, NULL};
    const char *program[] = {TEST_PROGRAM, "--file", bench->office, NULL};
    g_autoptr(GArray) starts = costs_new(), bare_starts = costs_new();
    for (int i = 0; i < STARTS; i++) {
        add_start(starts, program);
        add_start(bare_starts, bare);
    }
    figures_tell_costs(bench->figures, "bare.start", bare_starts, NULL);
    figures_tell_costs(bench->figures, "start.home", starts, bare_starts);
    Cost first;
    bench->bare = cost_of_start(bare, &first);
    bench->program = cost_of_start(program, &first);
}

static void measure_bare(Bench *bench)
{
    g_autoptr(GArray) bars = costs_new();
    bench->pages = costs_new();
    for (guint i = 0; i < REPEATS; i++) {
        add_cost(bars, bench->bare, BAR);
        add_cost(bench->pages, bench->bare, PAGE);
    }
    bench->page = costs_quantile(bench->pages, 0.5);
    figures_tell_costs(bench->figures, "bare.bar", bars, NULL);
    figures_tell_costs(bench->figures, "bare.page", bench->pages, NULL);
}

/* --- Entente --- */

static void measure_home(Bench *bench)
{
    tell_repeated(bench, "home.menu_down", "<Down>", BAR);
    cost_skip(bench->program, "<Tab>");
    tell_repeated(bench, "home.agenda_down", "<Down>", BAR);
    cost_skip(bench->program, "g v");
    tell_question(bench, "home.back_to", cost_of_keys(bench->program, "g h"),
                  "SELECT * FROM agenda ORDER BY due_on LIMIT 200");
}

static void measure_list(Bench *bench)
{
    tell_once(bench, "list.open", "g v");
    tell_repeated(bench, "list.down", "<Down>", BAR);
    tell_repeated(bench, "list.page_down", "<PgDn>", PAGE);
    tell_once(bench, "list.end", "<End>");
    tell_repeated(bench, "list.page_up", "<PgUp>", PAGE);
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
    figures_tell_costs(bench->figures, name, all, bench->pages);
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
        const Cost cost = cost_of_search(program, *at == ' ' ? "<Space>" : letter);
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
    figures_tell_costs(bench->figures, name, costs, bench->pages);
}

static void measure_findings(Bench *bench)
{
    find_words(bench, "visits", "g v", visit_words, G_N_ELEMENTS(visit_words));
    find_words(bench, "people", "g i", people_words, G_N_ELEMENTS(people_words));
    g_autoptr(GArray) anywhere = costs_new();
    cost_skip(bench->program, "g h");
    tell_once(bench, "find_anywhere.open", "/");
    type_letters(bench->program, "delegation", anywhere);
    figures_tell_costs(bench->figures, "find_anywhere.letter", anywhere, bench->pages);
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
        const Cost cost = cost_of_search(bench->program, "<Enter>");
        g_array_append_val(costs, cost);
        g_autofree char *name = g_strdup_printf("filter.pair_%u", i + 1);
        figures_tell_cost(bench->figures, name, cost, bench->page);
    }
    figures_tell_costs(bench->figures, "filter.any_pair", costs, bench->pages);
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
    tell_repeated(bench, "record.next_section", "<Tab>", PAGE);
    tell_once(bench, "record.history", "H");
    cost_skip(program, "q");
    cost_skip(program, "g p");
    tell_once(bench, "record.open_partner", "<Enter>");
    tell_repeated(bench, "record.partner_section", "<Tab>", PAGE);
}

/* --- writing --- */

/* A file of its own beside the office, with a log and every commit on the disk as the office has it: a table
 * of two columns without an index, so that a row is one page of the log, and nothing is recorded of it. NULL
 * where it cannot be made. */
static sqlite3 *bare_file_open(const char *path)
{
    sqlite3 *db = NULL;
    g_remove(path);
    if (sqlite3_open(path, &db) == SQLITE_OK &&
        sqlite3_exec(
            db,
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
            "CREATE TABLE t (id INTEGER PRIMARY KEY, title TEXT); INSERT INTO t (title) VALUES ('first')",
            NULL, NULL, NULL) == SQLITE_OK)
        return db;
    sqlite3_close(db);
    return NULL;
}

/* User and system time of this program. */
static double own_processor_milliseconds(void)
{
    struct timespec used = {0};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return (double)used.tv_sec * 1e3 + (double)used.tv_nsec / 1e6;
}

static void add_bare_insert(GArray *costs, sqlite3 *db)
{
    const gint64 from = g_get_monotonic_time();
    const double before = own_processor_milliseconds();
    sqlite3_exec(db, "INSERT INTO t (title) VALUES ('Delegation of 8, portal sensor trial')", NULL, NULL,
                 NULL);
    const double took = (double)(g_get_monotonic_time() - from) / 1000;
    const Cost cost = {took, took, own_processor_milliseconds() - before, 0};
    g_array_append_val(costs, cost);
}

static void add_save(GArray *saves, GArray *undos, Screen *program)
{
    cost_skip(program, "e");
    cost_skip(program, "a");
    add_cost(saves, program, "<F2>");
    screen_expect(program, "Saved");
    add_cost(undos, program, "u");
    screen_expect(program, "Undone");
}

/* A letter added to a title and saved, and that taken back, again and again; in turns with bare inserts. */
static void measure_saves(Bench *bench)
{
    g_autoptr(GArray) saves = costs_new(), undos = costs_new(), inserts = costs_new();
    g_autofree char *path = g_strconcat(bench->office, ".insert", NULL);
    sqlite3 *db = bare_file_open(path);
    for (int i = 0; i < SAVES && db != NULL; i++) {
        add_bare_insert(inserts, db);
        add_save(saves, undos, bench->program);
    }
    sqlite3_close(db);
    g_remove(path);
    figures_tell_costs(bench->figures, "bare.durable_insert", inserts, NULL);
    figures_tell_costs(bench->figures, "write.save", saves, inserts);
    figures_tell_costs(bench->figures, "write.undo", undos, inserts);
}

static void measure_writing(Bench *bench)
{
    Screen *program = bench->program;
    cost_skip(program, "g h");
    cost_skip(program, "g v");
    cost_skip(program, "<Enter>");
    tell_once(bench, "write.edit", "e");
    tell_repeated(bench, "write.letter", "a", BAR);
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
    g_autofree char *folder = g_path_get_dirname(self);
    g_autofree char *bare = g_build_filename(folder, "bare", NULL);
    measure_start(bench, bare);
    measure_bare(bench);
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        if (only == NULL || strcmp(only, parts[i].name) == 0)
            parts[i].measure(bench);
    }
    measure_memory(bench);
    screen_free(bench->program);
    screen_free(bench->bare);
    g_array_unref(bench->pages);
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
