#include "support/program.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/demo.h"
#include "store/held_views.h"

enum {
    SEED = 1,
    STEPS_BACK_MOST = 12,
    FIELDS_MOST = 90,
    MESSAGE_LINES = 3,
    REFUSED_BY_THEN = G_USEC_PER_SEC / 2
};

/* --- behind the program's back --- */

static char *run_sql(const char *file, const char *asked)
{
    g_autoptr(HeldViews) views = held_views_new();
    g_autofree char *with = held_views_with(views, asked);
    const char *sql = with ? with : asked;
    sqlite3 *database = NULL;
    sqlite3_stmt *statement = NULL;
    char *value = NULL;

    if (sqlite3_open(file, &database) != SQLITE_OK || sqlite3_busy_timeout(database, 5000) != SQLITE_OK ||
        sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(database));
    int step = sqlite3_step(statement);
    if (step == SQLITE_ROW)
        value = g_strdup((const char *)sqlite3_column_text(statement, 0));
    else if (step != SQLITE_DONE)
        fail_msg("%s: %s", sql, sqlite3_errmsg(database));
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return value;
}

char *program_sql(const Fixture *fixture, const char *sql)
{
    g_autofree char *file = program_file(fixture);
    return run_sql(file, sql);
}

void program_write(const Fixture *fixture, const char *sql)
{
    g_free(program_sql(fixture, sql));
}

/* --- offices --- */

static Store *open_office(const char *path)
{
    g_autoptr(GError) error = NULL;
    Store *store = store_open(&(StoreOptions){.path = path, .officer = "officer", .create = true}, &error);
    if (!store)
        fail_msg("%s", error->message);
    return store;
}

static void make_office(const char *path, bool demo)
{
    g_autoptr(GError) error = NULL;

    store_close(open_office(path));
    g_free(run_sql(path, "INSERT INTO setting (name, value) VALUES ('today', '" OFFICE_DAY "')"));
    g_autoptr(Store) store = open_office(path);
    if (demo && !demo_fill(store, SEED, &error))
        fail_msg("%s", error->message);
}

/* One of each kind is made for all tests of a program: filling the demonstration office takes longer than
 * copying it. */
static struct {
    Fixture *fixture;
    bool made[2];
} masters;

static void masters_free(void)
{
    fixture_free(masters.fixture);
}

static void copy_office(const Fixture *fixture, bool demo)
{
    const char *name = demo ? "demo.db" : "empty.db";
    gsize size = 0;

    if (!masters.fixture) {
        masters.fixture = fixture_new();
        atexit(masters_free);
    }
    if (!masters.made[demo]) {
        g_autofree char *path = fixture_path(masters.fixture, name);
        make_office(path, demo);
        masters.made[demo] = true;
    }
    g_autofree char *content = fixture_read_bytes(masters.fixture, name, &size);
    fixture_write_bytes(fixture, "office.db", content, size);
}

char *program_file(const Fixture *fixture)
{
    return fixture_path(fixture, "office.db");
}

int program_setup(void **state)
{
    Fixture *fixture = fixture_new();
    copy_office(fixture, true);
    *state = fixture;
    return 0;
}

int program_setup_empty(void **state)
{
    Fixture *fixture = fixture_new();
    copy_office(fixture, false);
    *state = fixture;
    return 0;
}

/* What the program said of its own reading (src/store/watch.h). */
static char *watched(const Fixture *fixture)
{
    g_autofree char *path = fixture_path(fixture, "watched");
    char *lines = NULL;

    g_file_get_contents(path, &lines, NULL, NULL);
    return lines;
}

int program_teardown(void **state)
{
    screen_free_all(NULL);
    g_autofree char *lines = watched(*state);
    fixture_free(*state);
    if (lines)
        print_error("A list read more than it showed:\n%s", lines);
    return lines ? -1 : 0;
}

/* --- screens of a test's own --- */

static void lay_file(const Fixture *fixture, const char *name, const char *file)
{
    g_autofree char *source = g_build_filename("tests/e2e", name, file, NULL);
    g_autofree char *target =
        g_build_filename(g_str_has_suffix(file, ".cfg") ? "screens" : "migrations", file, NULL);
    g_autofree char *text = fixture_source(source);
    fixture_write(fixture, target, text);
}

void program_add_screens(const Fixture *fixture, const char *name, const char *more)
{
    g_autofree char *folder = g_build_filename(TEST_SOURCE_DIR, "tests/e2e", name, NULL);
    g_autoptr(GDir) files = g_dir_open(folder, 0, NULL);
    const char *home = fixture_folder(fixture);

    if (!files)
        fail_msg("%s: no such folder", folder);
    for (const char *file; (file = g_dir_read_name(files));)
        lay_file(fixture, name, file);
    g_autofree char *config = g_strdup_printf(
        "screens = \"%s/screens\";\nmigrations = \"%s/migrations\";\n%s\n", home, home, more ? more : "");
    fixture_write(fixture, OFFICE_CONFIG, config);
}

/* --- in a screen --- */

Screen *program_start(const Fixture *fixture, const ScreenOptions *options)
{
    g_autofree char *file = program_file(fixture);
    const char *arguments[] = {TEST_PROGRAM, "--file", file, NULL};
    ScreenOptions all = options ? *options : (ScreenOptions){0};

    all.home = fixture_folder(fixture);
    if (!all.arguments)
        all.arguments = arguments;
    return screen_start(&all);
}

Screen *program_open(const Fixture *fixture, const ScreenOptions *options)
{
    Screen *screen = program_start(fixture, options);
    screen_expect(screen, "Today,"); /* the first picture has no day: the file is not open yet */
    return screen;
}

/* At home, Esc says how to leave. */
void program_leave(Screen *screen)
{
    for (int i = 0; i < STEPS_BACK_MOST && !screen_has(screen, "q leaves"); i++)
        screen_type(screen, "<Esc>");
    screen_expect(screen, "q leaves");
    screen_type(screen, "q");
    screen_expect_exit(screen, 0);
}

static bool cursor_is_in_field(Screen *screen, const char *label)
{
    int row, column;

    screen_cursor(screen, &row, &column);
    g_autofree char *line = screen_line(screen, row);
    return g_str_has_prefix(g_strchug(line), label);
}

typedef struct {
    int row, column;
    gint64 late;
} Standing;

static bool has_moved(Screen *screen, void *data)
{
    const Standing *from = data;
    int row, column;

    screen_cursor(screen, &row, &column);
    return row != from->row || column != from->column || g_get_monotonic_time() > from->late;
}

void program_leave_field(Screen *screen)
{
    Standing from = {.late = g_get_monotonic_time() + REFUSED_BY_THEN};

    screen_cursor(screen, &from.row, &from.column);
    screen_type(screen, "<Tab>");
    screen_expect_that(screen, has_moved, &from, "the cursor in another field");
}

void program_go_to_field_at(Screen *screen, const char *label, const char *file, int line)
{
    for (int i = 0; i < FIELDS_MOST && !cursor_is_in_field(screen, label); i++)
        program_leave_field(screen);
    if (!cursor_is_in_field(screen, label))
        screen_expect_cursor_on_at(screen, label, file, line);
}

void program_open_record(Screen *screen, const char *ref)
{
    screen_type(screen, ":");
    screen_expect(screen, "Command");
    screen_text(screen, "open ");
    screen_text(screen, ref);
    screen_type(screen, "<Enter>");
    screen_expect(screen, ref);
    screen_expect_gone(screen, "Command");
}

static bool message_has(Screen *screen, void *text)
{
    g_autoptr(GString) message = g_string_new(NULL);

    for (int row = screen_rows(screen) - MESSAGE_LINES; row < screen_rows(screen); row++) {
        g_autofree char *line = screen_line(screen, row);
        g_string_append_printf(message, " %s", g_strstrip(line));
    }
    return strstr(message->str, text);
}

void program_expect_message_at(Screen *screen, const char *text, const char *file, int line)
{
    g_autofree char *what = g_strdup_printf("a message with \"%s\"", text);
    screen_expect_that_at(screen, message_has, (void *)text, what, file, line);
}

/* --- as a command --- */

static char **command_environment(const Fixture *fixture)
{
    static const char *const folders[][2] = {
        {"HOME", ""}, {"XDG_DATA_HOME", "data"}, {"XDG_CONFIG_HOME", "config"}, {"ENTENTE_WATCH", "watched"}};
    char **environment = g_get_environ();

    for (guint i = 0; i < G_N_ELEMENTS(folders); i++) {
        g_autofree char *path = fixture_path(fixture, folders[i][1]);
        environment = g_environ_setenv(environment, folders[i][0], path, TRUE);
    }
    environment = g_environ_setenv(environment, "USER", "officer", TRUE);
    environment = g_environ_setenv(environment, "LANG", "C.UTF-8", TRUE);
    return g_environ_setenv(environment, "TZ", "UTC", TRUE);
}

int program_run(const Fixture *fixture, char **output, char **errors, ...)
{
    g_autoptr(GPtrArray) arguments = g_ptr_array_new();
    g_auto(GStrv) environment = command_environment(fixture);
    g_autofree char *file = program_file(fixture);
    g_autoptr(GError) error = NULL;
    va_list more;
    int status = 0;

    g_ptr_array_add(arguments, (char *)TEST_PROGRAM);
    va_start(more, errors);
    for (char *argument = va_arg(more, char *); argument; argument = va_arg(more, char *))
        g_ptr_array_add(arguments, argument);
    va_end(more);
    g_ptr_array_add(arguments, (char *)"--file");
    g_ptr_array_add(arguments, file);
    g_ptr_array_add(arguments, NULL);
    GSpawnFlags flags = (output ? 0 : G_SPAWN_STDOUT_TO_DEV_NULL) | (errors ? 0 : G_SPAWN_STDERR_TO_DEV_NULL);
    if (!g_spawn_sync(fixture_folder(fixture), (char **)arguments->pdata, environment, flags, NULL, NULL,
                      output, errors, &status, &error))
        fail_msg("%s", error->message);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
