/*
 * How many instructions each key takes: the same on a noisy machine as on a quiet one.
 *
 *     build/tests/bench/instructions [--csv FILE] OFFICE...
 *
 * The program runs under valgrind (callgrind), with the same keys for each office. Prints "name value unit
 * ratio"; the ratio is against the first office named, so name the smallest first.
 */
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "support/cost.h"

/* Keys without a name lead to the next place and are not told. */
static const struct {
    const char *name, *keys;
    const char *shown; /* what must come about */
} script[] = {
    {"home.menu_down", "<Down>", NULL},
    {"list.open", "g v", NULL},
    {"list.down", "<Down>", NULL},
    {"list.page_down", "<PgDn>", NULL},
    {"list.end", "<End>", NULL},
    {"list.page_up", "<PgUp>", NULL},
    {"list.home", "<Home>", NULL},
    {NULL, "s <Home> <Down>", NULL},
    {"list.sort_title", "<Enter>", NULL},
    {NULL, "/", NULL},
    {"find.frequent_v", "v", NULL},
    {"find.frequent_i", "i", NULL},
    {"find.frequent_s", "s", NULL},
    {NULL, "<Esc>", NULL},
    {NULL, "g h g v", NULL},
    {"record.open", "<Enter>", NULL},
    {"record.next_section", "<Tab>", NULL},
    {NULL, "<Shift-Tab>", NULL},
    {"form.edit", "e", NULL},
    {"form.letter", "a", NULL},
    {"form.save", "<F2>", "Saved"},
    {"form.undo", "u", "Undone"},
    {"home.back_to", "g h", NULL},
};

static guint64 totals_of(const char *path)
{
    g_autofree char *text = NULL;
    const char *at = g_file_get_contents(path, &text, NULL, NULL) ? strstr(text, "\ntotals: ") : NULL;
    return at ? g_ascii_strtoull(at + strlen("\ntotals: "), NULL, 10) : 0;
}

/* What was counted since the last time. Callgrind writes it to the file's name with a number behind. Both
 * find each other by the names of user and host in the environment: the screen's. */
static guint64 take_count(Screen *screen, const char *out, guint number)
{
    g_autofree char *pid = g_strdup_printf("--pid=%d", screen_pid(screen));
    g_autofree char *prefix = g_strdup_printf("--vgdb-prefix=%s", out);
    g_autofree char *vgdb = g_find_program_in_path("vgdb");
    g_autofree char *path = g_strdup_printf("%s.%u", out, number);
    const char *arguments[] = {"env", "-i", "USER=officer", vgdb, prefix, pid, "dump", NULL};
    g_spawn_sync(NULL, (char **)arguments, NULL,
                 G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                 NULL, NULL, NULL, NULL);
    const guint64 count = totals_of(path);
    g_remove(path);
    return count;
}

static void count_office(const char *office, const char *folder, guint64 *counts)
{
    g_autofree char *out = g_build_filename(folder, "callgrind", NULL);
    g_autofree char *to = g_strdup_printf("--callgrind-out-file=%s", out);
    g_autofree char *prefix = g_strdup_printf("--vgdb-prefix=%s", out);
    const char *arguments[] = {"valgrind", "-q",   "--tool=callgrind", "--log-file=/dev/null",
                               to,         prefix, TEST_PROGRAM,       "--file",
                               office,     NULL};
    const ScreenOptions options = {.arguments = arguments};
    g_autoptr(Screen) screen = screen_start(&options);
    screen_expect(screen, "need someone");
    screen_settle(screen);
    counts[0] = take_count(screen, out, 1);
    for (guint i = 0; i < G_N_ELEMENTS(script); i++) {
        cost_skip(screen, script[i].keys);
        if (script[i].shown)
            screen_expect(screen, script[i].shown);
        counts[i + 1] = take_count(screen, out, i + 2);
    }
}

/* How many visits the office has; 0 where it cannot be read. */
static gint64 visits_of(const char *office)
{
    gint64 visits = 0;
    sqlite3 *db = NULL;
    sqlite3_stmt *count = NULL;
    if (sqlite3_open_v2(office, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(db, "SELECT count(*) FROM visit", -1, &count, NULL) == SQLITE_OK &&
        sqlite3_step(count) == SQLITE_ROW)
        visits = sqlite3_column_int64(count, 0);
    sqlite3_finalize(count);
    sqlite3_close(db);
    return visits;
}

static void tell(Figures *figures, const guint64 *counts, const guint64 *first)
{
    figures_tell(figures, "start.home", "instructions", (double)counts[0], "1", (double)first[0]);
    for (guint i = 0; i < G_N_ELEMENTS(script); i++) {
        if (script[i].name)
            figures_tell(figures, script[i].name, "instructions", (double)counts[i + 1], "1",
                         (double)first[i + 1]);
    }
}

int main(int argc, char **argv)
{
    const char *csv = argc > 3 && strcmp(argv[1], "--csv") == 0 ? argv[2] : NULL;
    const int from = csv ? 3 : 1;
    guint64 counts[G_N_ELEMENTS(script) + 1], first[G_N_ELEMENTS(script) + 1];
    g_autofree char *folder = g_dir_make_tmp("entente-count-XXXXXX", NULL);
    if (argc <= from || !folder) {
        fputs("instructions: name offices, the smallest first\n", stderr);
        return 2;
    }
    for (int i = from; i < argc; i++) {
        Figures *figures = figures_new(csv, visits_of(argv[i]));
        printf("# %s\n", argv[i]);
        count_office(argv[i], folder, counts);
        if (i == from)
            memcpy(first, counts, sizeof counts);
        tell(figures, counts, first);
        figures_free(figures);
    }
    const char *remove[] = {"rm", "-rf", "--", folder, NULL};
    g_spawn_sync(NULL, (char **)remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
    return 0;
}
