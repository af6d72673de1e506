/*
 * What the work without a screen costs: a CSV of visitors imported, the copy, the proof, the agenda.
 *
 *     build/tests/bench/work [--csv FILE] [--visits N] [--people N] OFFICE
 *
 * Lines "name value unit ratio" as tests/bench/keys.c gives. OFFICE is copied and stays as it is. The ratio
 * is against the sqlite3 shell: `VACUUM INTO` for the copy, `PRAGMA integrity_check` for the proof.
 */
#include <glib.h>
#include <glib/gstdio.h>
#include <stdio.h>

#include "support/cost.h"

typedef struct {
    char *folder, *office, *copy, *people;
    gint64 count; /* of people to be imported */
    Figures *figures;
} Work;

static const char *const FAMILIES[] = {"Lund",   "Ångström", "Kim",   "Tanaka", "Ashworth",
                                       "García", "Müller",   "Rossi", "Novák",  "Okafor"};
static const char *const GIVEN[] = {"Åsa",    "Ji-woo", "Kenji", "Mary",  "José",
                                    "Jürgen", "Luca",   "Jana",  "Chidi", "Eve"};
static const char *const PARTNERS[] = {"Japan", "Sweden", "Australia", "Poland", "Germany"};

static bool write_people(const Work *work)
{
    FILE *file = fopen(work->people, "w");
    if (!file)
        return false;
    fputs("family_name,given_name,partner_id,position,employer,employer_country,email\n", file);
    for (gint64 i = 0; i < work->count; i++) {
        const guint64 mixed = (guint64)i * 48271 % 2147483647;
        fprintf(file, "%s%d,%s,%s,Engineer %d,National Institute %d,SE,v%d@example.org\n",
                FAMILIES[mixed % 10], (int)(mixed / 10 % 977), GIVEN[mixed / 7 % 10],
                PARTNERS[mixed / 70 % 5], (int)(mixed % 50), (int)(mixed / 350 % 400), (int)i);
    }
    return fclose(file) == 0;
}

/* Seconds that a command takes, from its start to its end; below 0 where it fails. */
static double run_timed(const char *const *arguments)
{
    int status = 0;
    const gint64 from = g_get_monotonic_time();
    if (!g_spawn_sync(NULL, (char **)arguments, NULL,
                      G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                      NULL, NULL, NULL, &status, NULL) ||
        !g_spawn_check_wait_status(status, NULL))
        return -1;
    return (double)(g_get_monotonic_time() - from) / 1e6;
}

#define SECONDS(...) run_timed((const char *const[]){__VA_ARGS__, NULL})

static bool tell(const Work *work, const char *name, double seconds, double against)
{
    if (seconds < 0) {
        fprintf(stderr, "work: %s failed\n", name);
        return false;
    }
    figures_tell(work->figures, name, "time", seconds, "s", MAX(against, 0));
    return true;
}

static bool measure_import(const Work *work)
{
    const double took = SECONDS(TEST_PROGRAM, "--file", work->copy, "import", "visitors", work->people);
    if (!tell(work, "import.people", took, 0))
        return false;
    figures_tell(work->figures, "import", "people_each_second", (double)work->count / took, "1/s", 0);
    return true;
}

static bool measure_all(const Work *work)
{
    g_autofree char *backup = g_build_filename(work->folder, "backup.db", NULL);
    g_autofree char *vacuum = g_build_filename(work->folder, "vacuum.db", NULL);
    g_autofree char *into = g_strdup_printf("VACUUM INTO '%s'", vacuum);
    if (SECONDS("cp", "--", work->office, work->copy) < 0 || !write_people(work))
        return false;
    const double vacuumed = SECONDS("sqlite3", "-readonly", work->copy, into);
    g_remove(vacuum);
    const double checked = SECONDS("sqlite3", "-readonly", work->copy, "PRAGMA integrity_check");
    return tell(work, "agenda", SECONDS(TEST_PROGRAM, "--file", work->copy, "agenda"), 0) &&
           tell(work, "backup", SECONDS(TEST_PROGRAM, "--file", work->copy, "backup", backup), vacuumed) &&
           tell(work, "verify", SECONDS(TEST_PROGRAM, "--file", work->copy, "verify"), checked) &&
           measure_import(work);
}

/* The copies stand beside the office, on the same disk, and go. */
static bool in_folder(Work *work)
{
    work->folder = g_strconcat(work->office, ".work-XXXXXX", NULL);
    if (!g_mkdtemp(work->folder))
        return false;
    work->copy = g_build_filename(work->folder, "office.db", NULL);
    work->people = g_build_filename(work->folder, "people.csv", NULL);
    const bool good = measure_all(work);
    SECONDS("rm", "-rf", "--", work->folder);
    g_free(work->copy);
    g_free(work->people);
    g_free(work->folder);
    return good;
}

int main(int argc, char **argv)
{
    gint64 visits = 0, people = 100000;
    g_autofree char *csv = NULL;
    const GOptionEntry entries[] = {
        {"visits", 0, 0, G_OPTION_ARG_INT64, &visits, "How many visits the office has, for the CSV", "N"},
        {"people", 0, 0, G_OPTION_ARG_INT64, &people, "How many people to import", "N"},
        {"csv", 0, 0, G_OPTION_ARG_FILENAME, &csv, "Add the figures to this file", "FILE"},
        G_OPTION_ENTRY_NULL,
    };
    g_autoptr(GError) error = NULL;
    g_autoptr(GOptionContext) context = g_option_context_new("OFFICE");
    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, &argc, &argv, &error) || argc != 2) {
        fprintf(stderr, "work: %s\n", error != NULL ? error->message : "name one office's file");
        return 2;
    }
    Work work = {.office = argv[1], .count = people, .figures = figures_new(csv, visits)};
    const bool good = in_folder(&work);
    figures_free(work.figures);
    return good ? 0 : 3;
}
