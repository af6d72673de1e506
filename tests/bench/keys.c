/*
 * What each key costs, through the real program in a real terminal, on an office of 100,000 visits:
 *
 *     build/tests/bench/keys [--visits N] [--only PART] [FILE]
 *
 * Prints lines "name value unit ratio". Four values for each key: the time from the key to the first and
 * to the last byte that it brought forth, the processor's time, and the bytes. The ratio is against a bare
 * ncurses program (tests/bench/bare.c) that moves a bar or draws a page, or against the sqlite3 shell that
 * answers the same question; both are measured in the same run. FILE is an office made before; it is copied.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/fixture.h"
#include "support/large_office.h"
#include "support/screen.h"

enum { REPEATS = 40 };

/* What one key took. */
typedef struct {
    double paint;     /* milliseconds to the first byte: the rows are painted, a count may follow */
    double last_byte; /* milliseconds */
    double processor; /* milliseconds */
    double bytes;
} Cost;

typedef struct {
    char *office; /* the file */
    Screen *program;
    Cost start, bar, page; /* of the bare program */
} Bench;

/* --- measuring --- */

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

static Cost type_measured(Screen *screen, const char *keys)
{
    const double before = processor_milliseconds(screen);
    screen_mark(screen);
    screen_type(screen, keys);
    return cost_since_mark(screen, before);
}

static void type_and_settle(Screen *screen, const char *keys)
{
    screen_type(screen, keys);
    screen_settle(screen);
}

static int compare_doubles(gconstpointer a, gconstpointer b)
{
    const double left = *(const double *)a, right = *(const double *)b;
    return left < right ? -1 : left > right;
}

static double quantile(GArray *values, double part)
{
    g_array_sort(values, compare_doubles);
    return g_array_index(values, double, (guint)(part * (values->len - 1)));
}

/* The middle of many, value by value; `worst` gets the last bytes' 99th of a hundred. */
static Cost middle_of(const Cost *costs, guint count, double *worst)
{
    Cost middle;
    const gsize offsets[] = {offsetof(Cost, paint), offsetof(Cost, last_byte), offsetof(Cost, processor),
                             offsetof(Cost, bytes)};
    for (guint i = 0; i < G_N_ELEMENTS(offsets); i++) {
        g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(double));
        for (guint k = 0; k < count; k++)
            g_array_append_vals(values, (const char *)&costs[k] + offsets[i], 1);
        memcpy((char *)&middle + offsets[i], &(double){quantile(values, 0.5)}, sizeof(double));
        if (i == 1 && worst != NULL)
            *worst = quantile(values, 0.99);
    }
    return middle;
}

static Cost repeat_measured(Screen *screen, const char *keys, double *worst)
{
    Cost costs[REPEATS];
    for (guint i = 0; i < REPEATS; i++)
        costs[i] = type_measured(screen, keys);
    return middle_of(costs, REPEATS, worst);
}

/* The sqlite3 shell's time for one question, in milliseconds: the best of three, its start included. */
static double shell_milliseconds(const Bench *bench, const char *sql)
{
    const char *arguments[] = {"sqlite3", "-readonly", bench->office, sql, NULL};
    double best = 0;
    for (int i = 0; i < 3; i++) {
        const gint64 from = g_get_monotonic_time();
        if (!g_spawn_sync(NULL, (char **)arguments, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL,
                          NULL, NULL, NULL, NULL, NULL, NULL))
            return 0;
        const double took = (double)(g_get_monotonic_time() - from) / 1000;
        best = i == 0 || took < best ? took : best;
    }
    return best;
}

/* --- telling --- */

static void tell(const char *name, const char *part, double value, const char *unit, double against)
{
    if (against > 0)
        printf("%s.%s %.2f %s %.2f\n", name, part, value, unit, value / against);
    else
        printf("%s.%s %.2f %s -\n", name, part, value, unit);
    fflush(stdout);
}

static void tell_cost(const char *name, Cost cost, Cost against)
{
    tell(name, "paint", cost.paint, "ms", against.paint);
    tell(name, "last_byte", cost.last_byte, "ms", against.last_byte);
    tell(name, "processor", cost.processor, "ms", against.processor);
    tell(name, "bytes", cost.bytes, "bytes", against.bytes);
}

static void tell_question(Bench *bench, const char *name, Cost cost, const char *sql)
{
    const double shell = shell_milliseconds(bench, sql);
    tell(name, "paint", cost.paint, "ms", shell);
    tell(name, "last_byte", cost.last_byte, "ms", shell);
    tell(name, "processor", cost.processor, "ms", shell);
    tell(name, "bytes", cost.bytes, "bytes", 0);
}

static void tell_repeated(Bench *bench, const char *name, const char *keys, Cost against)
{
    double worst = 0;
    const Cost cost = repeat_measured(bench->program, keys, &worst);
    tell_cost(name, cost, against);
    tell(name, "last_byte_p99", worst, "ms", against.last_byte);
}

/* --- the bare program --- */

static Screen *start_program(const char *const *arguments, Cost *cost)
{
    const ScreenOptions options = {.arguments = arguments};
    const gint64 from = g_get_monotonic_time();
    Screen *screen = screen_start(&options);
    const double forked = (double)(g_get_monotonic_time() - from) / 1000;
    *cost = cost_since_mark(screen, 0);
    cost->last_byte += forked;
    return screen;
}

static void measure_bare(Bench *bench, const char *self)
{
    g_autofree char *folder = g_path_get_dirname(self);
    g_autofree char *path = g_build_filename(folder, "bare", NULL);
    const char *arguments[] = {path, NULL};
    Screen *bare = start_program(arguments, &bench->start);
    bench->bar = repeat_measured(bare, "<Down>", NULL);
    bench->page = repeat_measured(bare, "x", NULL);
    screen_free(bare);
    tell_cost("bare.start", bench->start, (Cost){0});
    tell_cost("bare.bar", bench->bar, (Cost){0});
    tell_cost("bare.page", bench->page, (Cost){0});
}

/* --- Entente --- */

static void measure_start(Bench *bench)
{
    const char *arguments[] = {TEST_PROGRAM, "--file", bench->office, NULL};
    Cost cost;
    bench->program = start_program(arguments, &cost);
    tell_cost("start.home", cost, bench->start);
}

static void measure_home(Bench *bench)
{
    tell_repeated(bench, "home.menu_down", "<Down>", bench->bar);
    type_and_settle(bench->program, "<Tab>");
    tell_repeated(bench, "home.agenda_down", "<Down>", bench->bar);
    tell_question(bench, "home.back_to",
                  (type_and_settle(bench->program, "g v"), type_measured(bench->program, "g h")),
                  "SELECT * FROM agenda ORDER BY due_on LIMIT 200");
}

static void measure_list(Bench *bench)
{
    Screen *program = bench->program;
    tell_cost("list.open", type_measured(program, "g v"), bench->page);
    tell_repeated(bench, "list.down", "<Down>", bench->bar);
    tell_repeated(bench, "list.page_down", "<PgDn>", bench->page);
    tell_cost("list.end", type_measured(program, "<End>"), bench->page);
    tell_repeated(bench, "list.page_up", "<PgUp>", bench->page);
    tell_cost("list.home", type_measured(program, "<Home>"), bench->page);
}

typedef struct {
    const char *name;
    const char *sql; /* the same in the shell */
} Column;

static const Column visit_columns[] = {
    {"ref", "SELECT * FROM visit_list ORDER BY ref, id LIMIT 24"},
    {"title", "SELECT * FROM visit_list ORDER BY title, id LIMIT 24"},
    {"partner", "SELECT * FROM visit_list ORDER BY partner, id LIMIT 24"},
    {"visitors", "SELECT * FROM visit_list ORDER BY visitors, id LIMIT 24"},
    {"open_reviews", "SELECT * FROM visit_list ORDER BY open_reviews, id LIMIT 24"},
    {"state", "SELECT * FROM visit_list ORDER BY state_label, id LIMIT 24"},
    {"arrives", "SELECT * FROM visit_list ORDER BY arrives_on, id LIMIT 24"},
    {"departs", "SELECT * FROM visit_list ORDER BY departs_on, id LIMIT 24"},
    {"site", "SELECT * FROM visit_list ORDER BY site, id LIMIT 24"},
};

static const Column people_columns[] = {
    {"ref", "SELECT * FROM visitor_list ORDER BY ref, id LIMIT 24"},
    {"name", "SELECT * FROM visitor_list ORDER BY name, id LIMIT 24"},
    {"native_name", "SELECT * FROM visitor_list ORDER BY native_name, id LIMIT 24"},
    {"employer", "SELECT * FROM visitor_list ORDER BY employer, id LIMIT 24"},
    {"citizenship", "SELECT * FROM visitor_list ORDER BY citizenships, id LIMIT 24"},
    {"partner", "SELECT * FROM visitor_list ORDER BY partner_code, id LIMIT 24"},
    {"visits", "SELECT * FROM visitor_list ORDER BY visits, id LIMIT 24"},
    {"screening", "SELECT * FROM visitor_list ORDER BY screening_label, id LIMIT 24"},
};

static void choose_column(Screen *program, guint column)
{
    type_and_settle(program, "s");
    type_and_settle(program, "<Home>");
    for (guint i = 0; i < column; i++)
        screen_type(program, "<Down>");
    screen_settle(program);
}

static void measure_sorts(Bench *bench, const char *list, const char *go, const Column *columns, guint count)
{
    type_and_settle(bench->program, go);
    for (guint i = 0; i < count; i++) {
        g_autofree char *name = g_strdup_printf("%s.sort_%s", list, columns[i].name);
        g_autofree char *turned = g_strdup_printf("%s_turned", name);
        g_autofree char *page = g_strdup_printf("%s_page_down", name);
        type_and_settle(bench->program, "<Home>");
        choose_column(bench->program, i);
        tell_question(bench, name, type_measured(bench->program, "<Enter>"), columns[i].sql);
        type_and_settle(bench->program, "<Home>");
        tell_cost(page, type_measured(bench->program, "<PgDn>"), bench->page);
        type_and_settle(bench->program, "<Home>");
        choose_column(bench->program, i);
        tell_question(bench, turned, type_measured(bench->program, "<Enter>"), columns[i].sql);
    }
}

/* Letter by letter; the worst letter counts. */
static Cost type_letters(Screen *program, const char *word)
{
    Cost worst = {0};
    for (const char *at = word; *at != '\0'; at++) {
        const char letter[] = {*at, '\0'};
        const Cost cost = type_measured(program, *at == ' ' ? "<Space>" : letter);
        worst.paint = MAX(worst.paint, cost.paint);
        worst.last_byte = MAX(worst.last_byte, cost.last_byte);
        worst.processor = MAX(worst.processor, cost.processor);
        worst.bytes = MAX(worst.bytes, cost.bytes);
    }
    return worst;
}

typedef struct {
    const char *name, *go, *word, *sql;
} Finding;

#define FIND_SQL(list, kind, word)                                                                           \
    "SELECT s.* FROM " list "_list s JOIN search_text t ON t.id = (SELECT number << 56 | s.id FROM"          \
    " record_kind WHERE name = '" list "') WHERE t.body LIKE '%" word "%' ORDER BY " kind ", s.id LIMIT 24"

static const Finding findings[] = {
    {"visits.find_frequent", "g v", "visit", FIND_SQL("visit", "arrives_on", "visit")},
    {"visits.find_delegation", "g v", "delegation", FIND_SQL("visit", "arrives_on", "delegation")},
    {"visits.find_reference", "g v", "vis-2019-77", FIND_SQL("visit", "arrives_on", "vis-2019-77")},
    {"visits.find_two_words", "g v", "press australia", FIND_SQL("visit", "arrives_on", "press")},
    {"visits.find_nothing", "g v", "zqx", FIND_SQL("visit", "arrives_on", "zqx")},
    {"people.find_family_name", "g i", "ashworth", FIND_SQL("visitor", "name", "ashworth")},
    {"people.find_rare", "g i", "vtr-2013-9", FIND_SQL("visitor", "name", "vtr-2013-9")},
};

static void measure_findings(Bench *bench)
{
    for (guint i = 0; i < G_N_ELEMENTS(findings); i++) {
        type_and_settle(bench->program, "g h");
        type_and_settle(bench->program, findings[i].go);
        type_and_settle(bench->program, "/");
        tell_question(bench, findings[i].name, type_letters(bench->program, findings[i].word),
                      findings[i].sql);
        type_and_settle(bench->program, "<Esc>");
    }
}

typedef struct {
    const char *name, *go, *criteria, *sql;
} Narrowing;

static const Narrowing narrowings[] = {
    {"visits.filter_state_and_partner", "g v", "state = closed & partner = Japan",
     "SELECT * FROM visit_list WHERE state = 'closed' AND partner = 'Japan' ORDER BY arrives_on, id LIMIT "
     "24"},
    {"visits.filter_rare_pair", "g v", "state = denied_entry & partner = Japan",
     "SELECT * FROM visit_list WHERE state = 'denied_entry' AND partner = 'Japan' ORDER BY arrives_on, id "
     "LIMIT "
     "24"},
    {"visits.filter_kind_and_site", "g v", "kind = assignment & site = Headquarters",
     "SELECT * FROM visit_list WHERE kind = 'assignment' AND site = 'Headquarters' ORDER BY arrives_on, id "
     "LIMIT "
     "24"},
    {"visits.filter_title_and_day", "g v", "title = *delegation* & arrives_on = 2019-03-01..2019-03-31",
     "SELECT * FROM visit_list WHERE title LIKE '%delegation%' AND arrives_on BETWEEN '2019-03-01' AND "
     "'2019-03-31' ORDER BY arrives_on, id LIMIT 24"},
    {"people.filter_employer_and_partner", "g i", "employer = *institute* & partner_code = JP",
     "SELECT * FROM visitor_list WHERE employer LIKE '%institute%' AND partner_code = 'JP' ORDER BY name, id "
     "LIMIT 24"},
};

static void measure_filters(Bench *bench)
{
    for (guint i = 0; i < G_N_ELEMENTS(narrowings); i++) {
        type_and_settle(bench->program, "g h");
        type_and_settle(bench->program, narrowings[i].go);
        type_and_settle(bench->program, ":");
        screen_text(bench->program, "filter ");
        screen_text(bench->program, narrowings[i].criteria);
        screen_settle(bench->program);
        tell_question(bench, narrowings[i].name, type_measured(bench->program, "<Enter>"), narrowings[i].sql);
    }
}

static void measure_quick(Bench *bench)
{
    static const char *const lists[] = {"v", "i"};
    for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
        for (int key = 1; key <= 5 - (int)i; key++) {
            g_autofree char *name = g_strdup_printf("%s.quick_%d", i == 0 ? "visits" : "people", key);
            g_autofree char *go = g_strdup_printf("g %s", lists[i]);
            g_autofree char *keys = g_strdup_printf("%d", key);
            type_and_settle(bench->program, "g h");
            type_and_settle(bench->program, go);
            tell_cost(name, type_measured(bench->program, keys), bench->page);
        }
    }
}

static void measure_record(Bench *bench)
{
    Screen *program = bench->program;
    type_and_settle(program, "g h");
    type_and_settle(program, "g v");
    tell_cost("record.open", type_measured(program, "<Enter>"), bench->page);
    tell_repeated(bench, "record.next_section", "<Tab>", bench->page);
    tell_cost("record.history", type_measured(program, "H"), bench->page);
    type_and_settle(program, "q");
    type_and_settle(program, "g p");
    tell_cost("record.open_partner", type_measured(program, "<Enter>"), bench->page);
    tell_repeated(bench, "record.partner_section", "<Tab>", bench->page);
}

/* A title changed, saved and taken back. */
static void measure_writing(Bench *bench)
{
    Screen *program = bench->program;
    type_and_settle(program, "g h");
    type_and_settle(program, "g v");
    type_and_settle(program, "<Enter>");
    tell_cost("write.edit", type_measured(program, "e"), bench->page);
    tell_repeated(bench, "write.letter", "a", bench->bar);
    tell_cost("write.save", type_measured(program, "<F2>"), bench->page);
    screen_expect(program, "Saved");
    tell_cost("write.undo", type_measured(program, "u"), bench->page);
    screen_expect(program, "Undone");
    type_and_settle(program, "e");
    for (int i = 0; i < 9; i++) /* to the people */
        type_and_settle(program, "<Tab>");
    tell_cost("write.pick_person", type_letters(program, "ashworth"), bench->page);
    type_and_settle(program, "<Esc>");
    type_and_settle(program, "<Esc>");
    type_and_settle(program, "g h");
    tell_cost("find_anywhere.open", type_measured(program, "/"), bench->page);
    tell_cost("find_anywhere.letters", type_letters(program, "delegation"), bench->page);
    type_and_settle(program, "<Esc>");
}

static void measure_memory(Bench *bench)
{
    g_autofree char *path = g_strdup_printf("/proc/%d/status", screen_pid(bench->program));
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL))
        return;
    const char *most = strstr(text, "VmHWM:");
    tell("memory", "most", most != NULL ? g_ascii_strtod(most + 6, NULL) / 1024 : 0, "MB", 0);
}

static void measure_visit_sorts(Bench *bench)
{
    measure_sorts(bench, "visits", "g v", visit_columns, G_N_ELEMENTS(visit_columns));
}

static void measure_people_sorts(Bench *bench)
{
    measure_sorts(bench, "people", "g i", people_columns, G_N_ELEMENTS(people_columns));
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

static bool office_ready(Bench *bench, const char *given, gint64 visits, GError **error)
{
    if (given == NULL)
        return large_office_make(bench->office, visits, 1, "2026-11-23", NULL, error);
    const char *arguments[] = {"cp", "--", given, bench->office, NULL};
    int status = 0;
    return g_spawn_sync(NULL, (char **)arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                        error) &&
           g_spawn_check_wait_status(status, error);
}

int main(int argc, char **argv)
{
    gint64 visits = 100000;
    char *only = NULL;
    const GOptionEntry entries[] = {
        {"visits", 0, 0, G_OPTION_ARG_INT64, &visits, "How many visits", "N"},
        {"only", 0, 0, G_OPTION_ARG_STRING, &only, "One part only", "PART"},
        G_OPTION_ENTRY_NULL,
    };
    g_autoptr(GError) error = NULL;
    g_autoptr(GOptionContext) context = g_option_context_new("[FILE]");
    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, &argc, &argv, &error) || argc > 2) {
        fprintf(stderr, "keys: %s\n", error != NULL ? error->message : "give one file at most");
        return 2;
    }
    g_autoptr(Fixture) fixture = fixture_new();
    g_autofree char *office = fixture_path(fixture, "office.db");
    Bench bench = {.office = office};
    if (!office_ready(&bench, argc == 2 ? argv[1] : NULL, visits, &error)) {
        fprintf(stderr, "keys: %s\n", error->message);
        return 3;
    }
    measure_bare(&bench, argv[0]);
    measure_start(&bench);
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        if (only == NULL || strcmp(only, parts[i].name) == 0)
            parts[i].measure(&bench);
    }
    measure_memory(&bench);
    screen_free(bench.program);
    g_free(only);
    return 0;
}
