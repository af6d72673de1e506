/*
 * What each action sends over the line, and how long that takes at 9,600 baud, which is 960 bytes a second:
 *
 *     build/tests/bench/line [FILE]
 *
 * Prints the rows of the table in docs/performance.md. Bytes are counted, nobody waits: the figures are the
 * same on every machine. FILE is an office made before; it is copied. Else the demonstration office.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/program.h"

#define DOWN_6 "<Down><Down><Down><Down><Down><Down>"

enum { BYTES_A_SECOND = 960 };

typedef struct {
    const char *name;
    const char *before; /* keys on the way there, not counted */
    const char *keys;
} Act;

/* One after the other in one run of the program. */
static const Act acts[] = {
    {"Menu: Down", "", "<Down>"},
    {"Agenda: Down", "<Tab> <Down>", "<Down>"},
    {"Open a list", "<Tab>", "gv"},
    {"List: Down", "<Home>", "<Down>"},
    {"List: Down at the bottom edge", "<Home> <PgDn> <Home>" DOWN_6 DOWN_6 DOWN_6, "<Down>"},
    {"List: PgDn", "<Home>", "<PgDn>"},
    {"List: End", "", "<End>"},
    {"List: Home", "", "<Home>"},
    {"Sort: open", "", "s"},
    {"Sort: Esc", "", "<Esc>"},
    {"Sort: by the next column", "s <Down>", "<Enter>"},
    {"Find: open", "<Home>", "/"},
    {"Find: first letter", "", "d"},
    {"Find: next letter", "", "e"},
    {"Find: Esc", "", "<Esc>"},
    {"Mark a row", "", "<Space>"},
    {"Help: open", "", "?"},
    {"Help: Esc", "", "<Esc>"},
    {"A key that means nothing", "", "<F12>"},
    {"Open a record", "<Home>", "<Enter>"},
    {"Record: Down", "", "<Down>"},
    {"Record: next section", "", "<Tab>"},
    {"Record: Esc back to the list", "", "<Esc>"},
    {"Delete: the question", "<Home> <Enter>", "d"},
    {"Delete: Esc", "", "<Esc>"},
    {"Edit", "", "e"},
    {"Field: a letter", "", "x"},
    {"Field: the next letter", "", "y"},
    {"Field: Tab to the next", "", "<Tab>"},
    {"Save", "", "<F2>"},
    {"Undo", "", "u"},
    {"Home again", "", "gh"},
};

static void tell(const char *name, gsize bytes)
{
    printf("| %-30s | %6" G_GSIZE_FORMAT " | %5.2f |\n", name, bytes, (double)bytes / BYTES_A_SECOND);
}

/* Letters go out in one piece: with a pause between g and v the program would show what g offers. */
static void type_and_settle(Screen *screen, const char *keys)
{
    if (strpbrk(keys, "< ") == NULL)
        screen_text(screen, keys);
    else
        screen_type(screen, keys);
    screen_settle(screen);
}

static void measure(Screen *screen)
{
    screen_settle(screen);
    tell("Start, until home is whole", screen_bytes(screen));
    for (guint i = 0; i < G_N_ELEMENTS(acts); i++) {
        type_and_settle(screen, acts[i].before);
        screen_mark(screen);
        type_and_settle(screen, acts[i].keys);
        tell(acts[i].name, screen_bytes(screen));
        if (g_getenv("LINE_SHOWS") != NULL)
            fprintf(stderr, "%s: %s\n", acts[i].name, g_strescape(screen_written(screen), NULL));
    }
}

static bool copy_office(const Fixture *fixture, const char *from)
{
    g_autofree char *to = program_file(fixture);
    const char *arguments[] = {"cp", "--", from, to, NULL};
    int status = 0;
    return g_spawn_sync(NULL, (char **)arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                        NULL) &&
           g_spawn_check_wait_status(status, NULL);
}

int main(int argc, char **argv)
{
    void *state = NULL;
    if (argc > 2 || program_setup(&state) != 0 || (argc == 2 && !copy_office(state, argv[1]))) {
        fprintf(stderr, "line: give one file at most, an office that can be copied\n");
        return 2;
    }
    g_autoptr(Screen) screen = program_start(state, NULL);
    printf("| %-30s | %6s | %5s |\n|--------------------------------|-------:|------:|\n", "Action", "Bytes",
           "s");
    measure(screen);
    g_clear_pointer(&screen, screen_free);
    program_teardown(&state);
    return 0;
}
