/*
 * The program inside tmux and inside mosh: both draw on a screen of their own what the program writes, and
 * send on what they make of it. The officer sees the same cells as in a bare terminal, at every step.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/program.h"

#define DOWN_10 "<Down><Down><Down><Down><Down><Down><Down><Down><Down><Down>"

/* --- what is done --- */

typedef struct {
    const char *keys;
    const char *shows; /* once it is done */
    int rows, columns; /* the window's new size; 0: as before */
} Step;

static const Step steps[] = {
    {"", " need", 0, 0},
    {"gv <Home>", "1/120", 0, 0},
    {DOWN_10 DOWN_10, "21/120", 0, 0},
    {DOWN_10 DOWN_10 DOWN_10 DOWN_10, "61/120", 0, 0},
    {"<Up>" DOWN_10 "<PgUp> <PgUp> <PgDn>", "/120", 0, 0},
    {"<End>", "120/120", 0, 0},
    {"s", "Sort by", 0, 0},
    {"<Esc>", "120/120", 0, 0},
    {"/ tour", "Find: tour", 0, 0},
    {"<Enter>", "tour", 0, 0},
    {"", "tour", 40, 110},
    {"", "tour", 16, 60},
    {"", "tour", 24, 80},
    {"<Esc> <Home> <Enter>", "Reference", 0, 0},
    {"d", "Delete VIS-", 0, 0},
    {"<Esc> e", "typing", 0, 0},
    {"Zwölf<Space>Gäste", "Zwölf Gäste", 0, 0},
    {"<Backspace><Backspace> <Left><Left> q", "Zwölf Gqäs", 0, 0},
    {"", "typing", 30, 100},
    {"?", "Zwölf", 0, 0},
};

/* --- cells --- */

typedef struct {
    GString *cells; /* text and looks of each, line by line */
    int row, column;
} Picture;

static void picture_take(Screen *screen, Picture *picture)
{
    picture->cells = g_string_new(NULL);
    for (int row = 0; row < screen_rows(screen); row++) {
        for (int column = 0; column < screen_columns(screen); column++) {
            const ScreenCell cell = screen_cell(screen, row, column);
            const char *text = *cell.text != '\0' ? cell.text : " ";
            g_string_append_printf(picture->cells, "%s%s%s", text, cell.reverse ? "R" : "",
                                   cell.bold && *text != ' ' ? "B" : "");
        }
        g_string_append_c(picture->cells, '\n');
    }
    screen_cursor(screen, &picture->row, &picture->column);
}

static void picture_clear(Picture *picture)
{
    g_string_free(picture->cells, TRUE);
}

static bool is_same(Screen *screen, void *data)
{
    const Picture *wanted = data;
    Picture here;
    picture_take(screen, &here);
    const bool same =
        g_string_equal(here.cells, wanted->cells) && here.row == wanted->row && here.column == wanted->column;
    picture_clear(&here);
    return same;
}

static void take_step(Screen *screen, const Step *step)
{
    if (step->rows > 0)
        screen_resize(screen, step->rows, step->columns);
    screen_type(screen, step->keys);
}

/* Both offices are the same, and so are both pictures after each step. */
static void holds_the_same(Screen *inside)
{
    void *other = NULL;
    program_setup(&other);
    g_autoptr(Screen) bare = program_open(other, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(steps); i++) {
        Picture wanted;
        take_step(bare, &steps[i]);
        screen_expect(bare, steps[i].shows);
        screen_settle(bare);
        picture_take(bare, &wanted);
        take_step(inside, &steps[i]);
        g_autofree char *all = screen_all(bare);
        g_autofree char *what = g_strdup_printf("step %u: the bare terminal shows\n%s\nhere it is", i, all);
        screen_expect_that(inside, is_same, &wanted, what);
        picture_clear(&wanted);
    }
    g_clear_pointer(&bare, screen_free);
    fixture_free(other);
}

/* --- tmux --- */

/* Its socket lies in the fixture's folder, and goes with it. */
static char *tmux_socket(const Fixture *fixture)
{
    return fixture_path(fixture, "tmux");
}

static int tmux_teardown(void **state)
{
    g_autofree char *socket = tmux_socket(*state);
    const char *arguments[] = {"tmux", "-S", socket, "kill-server", NULL};
    g_spawn_sync(NULL, (char **)arguments, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                 NULL, NULL, NULL, NULL);
    return program_teardown(state);
}

static void program__shows_the_same__inside_tmux(void **state)
{
    g_autofree char *socket = tmux_socket(*state);
    g_autofree char *file = program_file(*state);
    g_autofree char *config = fixture_path(*state, "tmux.conf");
    fixture_write(*state, "tmux.conf",
                  "set -g status off\nset -s escape-time 5\nset -g default-terminal tmux-256color\n");
    const char *arguments[] = {"tmux", "-S",         socket,   "-f", config, "new-session",
                               "--",   TEST_PROGRAM, "--file", file, NULL};
    g_autoptr(Screen) screen = program_start(*state, &(ScreenOptions){.arguments = arguments});
    screen_expect(screen, "Home");
    holds_the_same(screen);
}

/* --- mosh --- */

typedef struct {
    char *port, *key;
    int pid; /* of the server; 0: none */
} Mosh;

static Mosh mosh;

static char *match_of(const char *text, const char *pattern)
{
    g_autoptr(GRegex) regex = g_regex_new(pattern, 0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    if (!g_regex_match(regex, text, 0, &match))
        fail_msg("mosh-server does not say /%s/: %s", pattern, text);
    return g_match_info_fetch(match, 1);
}

static void mosh_serve(const Fixture *fixture)
{
    g_autofree char *file = program_file(fixture);
    g_autofree char *home = g_strdup_printf("HOME=%s", fixture_folder(fixture));
    g_autofree char *path = g_strdup_printf("PATH=%s", getenv("PATH"));
    char *environment[] = {home,
                           path,
                           "USER=officer",
                           "LANG=C.UTF-8",
                           "LC_ALL=C.UTF-8",
                           "TZ=UTC",
                           "TERM=xterm-256color",
                           "MOSH_SERVER_NETWORK_TMOUT=120",
                           "ASAN_OPTIONS=detect_leaks=0",
                           NULL};
    const char *arguments[] = {"mosh-server", "new",        "-i",     "127.0.0.1", "-c", "256",
                               "--",          TEST_PROGRAM, "--file", file,        NULL};
    g_autofree char *output = NULL, *errors = NULL;
    g_autoptr(GError) error = NULL;
    if (!g_spawn_sync(NULL, (char **)arguments, environment, G_SPAWN_SEARCH_PATH_FROM_ENVP, NULL, NULL,
                      &output, &errors, NULL, &error))
        fail_msg("%s", error->message);
    mosh.port = match_of(output, "MOSH CONNECT (\\d+)");
    mosh.key = match_of(output, "MOSH CONNECT \\d+ (\\S+)");
    g_autofree char *pid = match_of(errors, "pid = (\\d+)");
    mosh.pid = atoi(pid);
}

static int mosh_teardown(void **state)
{
    if (mosh.pid > 0)
        kill(mosh.pid, SIGKILL);
    g_free(mosh.port);
    g_free(mosh.key);
    mosh = (Mosh){0};
    return program_teardown(state);
}

static void program__shows_the_same__inside_mosh(void **state)
{
    mosh_serve(*state);
    g_autofree char *key = g_strdup_printf("MOSH_KEY=%s", mosh.key);
    const char *environment[] = {key, "MOSH_PREDICTION_DISPLAY=never", "LC_ALL=C.UTF-8", NULL};
    const char *arguments[] = {"mosh-client", "127.0.0.1", mosh.port, NULL};
    g_autoptr(Screen) screen =
        program_start(*state, &(ScreenOptions){.arguments = arguments, .environment = environment});
    screen_expect(screen, "Home");
    holds_the_same(screen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(program__shows_the_same__inside_tmux, program_setup, tmux_teardown),
        cmocka_unit_test_setup_teardown(program__shows_the_same__inside_mosh, program_setup, mosh_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
