/* Every list that an officer opens from the menu, in the order of each of its columns, both ways: none reads
 * more than it shows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "screen/listing.h"
#include "support/large_office.h"
#include "support/store_file.h"

enum { VISITS = 500, ROWS = 24 };

typedef struct {
    Fixture *fixture;
    Store *store;
    ScreenSet *screens;
    char *path;
    char *watched;
} Trial;

static int setup(void **state)
{
    g_autoptr(GError) error = NULL;
    Trial *trial = g_new0(Trial, 1);
    trial->fixture = fixture_new();
    trial->path = fixture_path(trial->fixture, "office.db");
    trial->watched = fixture_path(trial->fixture, "watched");
    if (!large_office_make(trial->path, VISITS, 1, "2026-11-23", NULL, &error))
        fail_msg("%s", error->message);
    trial->store = store_file_open(trial->fixture, "office.db", "ana.ruiz");
    trial->screens = screen_set_read(NULL, &error);
    assert_non_null(trial->screens);
    g_setenv("ENTENTE_WATCH", trial->watched, TRUE);
    *state = trial;
    return 0;
}

static int teardown(void **state)
{
    Trial *trial = *state;
    g_unsetenv("ENTENTE_WATCH");
    screen_set_free(trial->screens);
    store_close(trial->store);
    fixture_free(trial->fixture);
    g_free(trial->watched);
    g_free(trial->path);
    g_free(trial);
    return 0;
}

static Row *read_some(Window *window, const Row *from, bool backward)
{
    g_autoptr(GPtrArray) rows = row_array_new();
    g_autoptr(GError) error = NULL;
    if (!window_read(window, from, backward, false, ROWS, rows, &error))
        fail_msg("%s", error->message);
    return rows->len > 0 ? row_copy(rows->pdata[rows->len - 1]) : NULL;
}

/* Home, PgDn, PgUp and End. */
static void walk_list(Store *store, const ScreenDef *screen, const char *column, bool descending)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Window) window = listing_window(screen, store, NULL, &error);
    if (!window || !window_set_order(window, column, descending, &error))
        fail_msg("%s: %s", screen->name, error->message);
    g_autoptr(Row) first = read_some(window, NULL, false);
    if (!first)
        return;
    g_autoptr(Row) next = read_some(window, first, false);
    g_autoptr(Row) back = read_some(window, next ? next : first, true);
    g_autoptr(Row) last = read_some(window, NULL, true);
}

static char *watched(const Trial *trial)
{
    char *lines = NULL;
    g_file_get_contents(trial->watched, &lines, NULL, NULL);
    return lines;
}

/* The beginning of each line: what is wrong, without the statement. */
static void show(const char *lines)
{
    g_auto(GStrv) each = g_strsplit(lines, "\n", -1);
    for (char **line = each; *line; line++)
        print_error("%.100s\n", *line);
}

static void lists__read__no_more_than_they_show_in_any_order(void **state)
{
    const Trial *trial = *state;
    for (guint i = 0; i < screen_set_count(trial->screens); i++) {
        const ScreenDef *screen = screen_set_at(trial->screens, i);
        for (guint c = 0; screen->menu && c < screen->column_count; c++) {
            walk_list(trial->store, screen, screen->columns[c].field, false);
            walk_list(trial->store, screen, screen->columns[c].field, true);
        }
    }
    g_autofree char *lines = watched(trial);
    if (lines)
        show(lines);
    assert_null(lines);
}

static void append_rows(const GPtrArray *rows, GString *all)
{
    for (guint i = 0; i < rows->len; i++) {
        const Row *row = rows->pdata[i];
        g_autofree char *cells = g_strjoinv("|", row->cells);
        g_string_append_printf(all, "%" G_GINT64_FORMAT " %s %s\n", row->id, row->key ? row->key : "", cells);
    }
}

/* What the first two windows hold. */
static char *rows_of(Window *window, bool backward)
{
    g_autoptr(GPtrArray) rows = row_array_new();
    g_autoptr(GPtrArray) more = row_array_new();
    bool good = window_read(window, NULL, backward, false, 7, rows, NULL);
    if (good && rows->len > 0)
        good = window_read(window, rows->pdata[rows->len - 1], backward, false, ROWS, more, NULL);
    assert_true(good);
    GString *all = g_string_new(NULL);
    append_rows(rows, all);
    append_rows(more, all);
    return g_string_free(all, FALSE);
}

/* In the list of families a record stands once for each. */
static bool gives_each_id_once(Store *store, const ScreenDef *screen)
{
    g_autofree char *sql =
        g_strdup_printf("SELECT count(*) = count(DISTINCT id) FROM \"%s\"", screen->source);
    g_autofree char *once = store_file_rows(store, sql);
    return strcmp(once, "1") == 0;
}

static void compare_ways(Store *store, const ScreenDef *screen)
{
    g_autoptr(Window) at_once = listing_window(screen, store, NULL, NULL);
    g_autoptr(Window) by_key = listing_window(screen, store, NULL, NULL);
    window_set_reckoned(at_once, true);
    window_set_reckoned(by_key, false);
    for (int backward = 0; backward < 2; backward++) {
        g_autofree char *given = rows_of(at_once, backward), *meant = rows_of(by_key, backward);
        if (strcmp(given, meant) != 0)
            fail_msg("%s gives\n%s\nnot\n%s", screen->name, given, meant);
    }
}

static void reckoned_lists__give__with_the_keys_what_each_row_gives(void **state)
{
    const Trial *trial = *state;
    for (guint i = 0; i < screen_set_count(trial->screens); i++) {
        const ScreenDef *screen = screen_set_at(trial->screens, i);
        if (!screen->record && screen->order && gives_each_id_once(trial->store, screen))
            compare_ways(trial->store, screen);
    }
}

static void expect_watched(const Trial *trial, const char *sql, const char *column, const char *text)
{
    store_file_shell(trial->path, sql);
    walk_list(trial->store, screen_set_find(trial->screens, "visits"), column, false);
    g_autofree char *lines = watched(trial);
    if (!lines || !g_strstr_len(lines, -1, text))
        fail_msg("%s: not watched: %s", sql, lines ? lines : "nothing");
}

static void watch__tells__when_an_index_is_missing(void **state)
{
    const Trial *trial = *state;
    expect_watched(trial, "DROP INDEX visit_arrives; DROP INDEX visit_coming", "arrives_on",
                   "visit_list by arrives_on: sorts a large table without an index");
    expect_watched(trial, "DROP INDEX visit_state_alone; DROP INDEX visit_state_arrives", "state_label",
                   "visit_list by state_label: steps through tables");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lists__read__no_more_than_they_show_in_any_order, setup, teardown),
        cmocka_unit_test_setup_teardown(reckoned_lists__give__with_the_keys_what_each_row_gives, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(watch__tells__when_an_index_is_missing, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
