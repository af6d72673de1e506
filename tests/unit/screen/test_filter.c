/* Filters by any two columns of the long lists: whatever is typed, whatever the order and the way, a window
 * shows what a plain reading of the list gives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "screen/listing.h"
#include "store/query.h"
#include "store/window_private.h"
#include "support/large_office.h"
#include "support/store_file.h"

enum { VISITS = 400, PAGE = 60, TRIES = 3, MOST = 20, KEY_EVERY = 2 };

static const char *const LISTS[] = {"visits", "visitors"};

/* What a large office does not have of itself: gaps, letters of other scripts, wildcards, texts that differ
 * in their case alone. */
static const char ODD_ROWS[] =
    "UPDATE visit SET site = NULL WHERE id % 7 = 0;"
    "UPDATE visit SET site = '' WHERE id % 31 = 0;"
    "UPDATE visit SET site = 'HEADQUARTERS 100%' WHERE id % 11 = 0;"
    "UPDATE visit SET partner_id = NULL WHERE id % 13 = 0;"
    "UPDATE visit SET title = 'Visit no. ' || id || ' \u2013 \u00d6resund \uae40' WHERE id % 3 = 0;"
    "UPDATE visitor SET native_name = '\uae40' || id WHERE id % 5 = 0;"
    "UPDATE visitor SET employer = NULL WHERE id % 6 = 0;"
    "UPDATE visitor SET employer = 'STRASSE ' || id WHERE id % 17 = 0;"
    "UPDATE visitor SET employer = 'Stra\u00dfe ' || id WHERE id % 19 = 0;"
    "UPDATE visitor SET screening_outcome = NULL WHERE id % 9 = 0;"
    "DELETE FROM visit_visitor WHERE visit_id % 10 = 0;";

typedef struct {
    Fixture *fixture;
    Store *store;
    ScreenSet *screens;
    GRand *rand;
} Trial;

static int setup(void **state)
{
    g_autoptr(GError) error = NULL;
    Trial *trial = g_new0(Trial, 1);
    trial->fixture = fixture_new();
    trial->rand = g_rand_new_with_seed(7);
    trial->screens = screen_set_read(NULL, NULL);
    g_autofree char *path = fixture_path(trial->fixture, "office.db");
    if (!large_office_make(path, VISITS, 1, "2026-11-23", NULL, &error))
        fail_msg("%s", error->message);
    store_file_shell(path, ODD_ROWS);
    trial->store = store_file_open(trial->fixture, "office.db", "ana.ruiz");
    *state = trial;
    return 0;
}

static int teardown(void **state)
{
    Trial *trial = *state;
    store_close(trial->store);
    screen_set_free(trial->screens);
    fixture_free(trial->fixture);
    g_rand_free(trial->rand);
    g_free(trial);
    return 0;
}

/* --- what is typed */

static guint below(Trial *trial, guint most)
{
    return (guint)g_rand_int_range(trial->rand, 0, (gint)most);
}

/* A cell of the column, of any row; NULL where it is empty. (transfer full) */
static char *any_cell(Trial *trial, const ScreenDef *screen, const char *column)
{
    g_autofree char *sql =
        g_strdup_printf("SELECT \"%s\" FROM \"%s\" ORDER BY id LIMIT 1 OFFSET :id", column, screen->source);
    return query_one_text(trial->store, sql, below(trial, VISITS), NULL);
}

/* Some characters from its middle. (transfer full) */
static char *part_of(Trial *trial, const char *text)
{
    const glong length = g_utf8_strlen(text, -1);
    const glong from = length > 1 ? (glong)below(trial, (guint)length) : 0;
    const glong to = from + 1 + (glong)below(trial, 6); /* thrown once: MIN would throw twice */
    return g_utf8_substring(text, from, MIN(length, to));
}

/* Something that an officer could type to filter by the column. (transfer full) */
static char *any_criterion(Trial *trial, const ScreenDef *screen, const char *column)
{
    g_autofree char *cell = any_cell(trial, screen, column), *other = any_cell(trial, screen, column);
    g_autofree char *part = part_of(trial, cell && *cell ? cell : "a");
    const char *one = cell ? cell : "1", *two = other ? other : "2";
    const bool turned = strcmp(one, two) > 0;
    switch (below(trial, 11)) {
    case 0:
        return g_strdup("=");
    case 1:
        return g_strdup("!");
    case 2:
        return g_strconcat("=", one, NULL);
    case 3:
        return g_strconcat("!", one, NULL);
    case 4:
        return g_strconcat("<", one, NULL);
    case 5:
        return g_strconcat(">=", one, NULL);
    case 6:
        return g_strconcat(turned ? two : one, "..", turned ? one : two, NULL);
    case 7:
        return g_strconcat(one, "|", two, NULL);
    case 8:
        return g_strconcat("*", part, "*", NULL);
    case 9:
        return g_utf8_strup(part, -1);
    default:
        return g_strdup(part);
    }
}

/* Tries until the column takes one. */
static void set_any(Trial *trial, Criteria *criteria, const ScreenDef *screen, const char *column)
{
    for (guint i = 0; i < MOST; i++) {
        g_autofree char *typed = any_criterion(trial, screen, column);
        if (*g_strstrip(typed) != '\0' && criteria_set(criteria, column, typed, NULL))
            return;
    }
}

/* --- what is shown */

typedef struct {
    const ScreenDef *screen;
    const Criteria *criteria;
    const char *order;
    bool descending;
    guint far_apart; /* how it is read: see store/window_private.h */
} Filter;

/* (transfer full) */
static char *plain_reading(Trial *trial, const Filter *filter)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Narrowing) narrowing = narrowing_new();
    criteria_narrow(filter->criteria, narrowing);
    g_autofree char *where = narrowing_sql(narrowing);
    const char *way = filter->descending ? "DESC" : "ASC";
    g_autofree char *sql = g_strdup_printf(
        "SELECT id FROM \"%s\" AS s WHERE %s ORDER BY \"%s\" %s NULLS %s, id %s", filter->screen->source,
        where ? where : "true", filter->order, way, filter->descending ? "FIRST" : "LAST", way);
    g_autoptr(Query) query = query_new(trial->store, sql, &error);
    if (!query)
        fail_msg("%s: %s", sql, error->message);
    for (guint i = 0; i < narrowing->values->len; i++) {
        g_autofree char *name = g_strdup_printf(":c%u", i + 1);
        query_bind_text(query, name, g_ptr_array_index(narrowing->values, i));
    }
    GString *ids = g_string_new(NULL);
    while (query_next(query, &error))
        g_string_append_printf(ids, "%" G_GINT64_FORMAT " ", query_int(query, 0));
    assert_null(error);
    return g_string_free(ids, FALSE);
}

static Window *open_window(Trial *trial, const Filter *filter)
{
    g_autoptr(GError) error = NULL;
    Window *window = listing_window(filter->screen, trial->store, filter->criteria, &error);
    if (!window || !window_set_order(window, filter->order, filter->descending, &error))
        fail_msg("%s", error->message);
    window->far_apart = filter->far_apart;
    return window;
}

/* All ids a page at a time, from the first, or from the last backwards and then turned round. */
static char *window_reading(Window *window, bool backward, bool (*again)(const GError *error))
{
    g_autoptr(Row) last = NULL;
    GString *ids = g_string_new(NULL);
    for (;;) {
        g_autoptr(GPtrArray) rows = row_array_new();
        g_autoptr(GError) error = NULL;
        if (!window_read(window, last, backward, false, PAGE, rows, &error)) {
            if (again && again(error))
                continue;
            fail_msg("%s", error->message);
        }
        for (guint i = 0; i < rows->len; i++) {
            g_autofree char *id =
                g_strdup_printf("%" G_GINT64_FORMAT " ", ((const Row *)g_ptr_array_index(rows, i))->id);
            g_string_insert(ids, backward ? 0 : (gssize)ids->len, id);
        }
        if (rows->len < PAGE)
            return g_string_free(ids, FALSE);
        row_free(last);
        last = row_copy(g_ptr_array_index(rows, rows->len - 1));
    }
}

static gint64 count_ids(const char *ids)
{
    gint64 count = 0;
    for (; (ids = strchr(ids, ' ')); ids++)
        count++;
    return count;
}

static void expect_same(Trial *trial, const Filter *filter)
{
    g_autofree char *meant = plain_reading(trial, filter);
    g_autoptr(Window) window = open_window(trial, filter);
    g_autofree char *forwards = window_reading(window, false, NULL);
    g_autofree char *backwards = window_reading(window, true, NULL);
    g_autofree char *words = criteria_words(filter->criteria);
    if (strcmp(meant, forwards) != 0 || strcmp(meant, backwards) != 0)
        fail_msg("%s by %s%s (%u): %s\nmeant     %s\nforwards  %s\nbackwards %s", filter->screen->name,
                 filter->order, filter->descending ? " descending" : "", filter->far_apart, words, meant,
                 forwards, backwards);
    bool more = false;
    const gint64 count = count_ids(meant);
    assert_int_equal(window_count(window, -1, NULL, NULL), count);
    assert_int_equal(window_count(window, MOST, &more, NULL), MIN(count, MOST));
    assert_int_equal(more, count > MOST);
}

/* --- tests */

static void expect_pair(Trial *trial, const ScreenDef *screen, guint one, guint other)
{
    g_autoptr(Criteria) criteria = criteria_new(screen, trial->store);
    set_any(trial, criteria, screen, screen->columns[one].field);
    set_any(trial, criteria, screen, screen->columns[other].field);
    const Filter own = {screen, criteria, screen->order, screen->descending, 1};
    const Filter any = {screen, criteria, screen->columns[below(trial, screen->column_count)].field,
                        below(trial, 2) == 1, below(trial, 3)};
    const Filter each = {screen, criteria, screen->order, screen->descending, 2};
    expect_same(trial, &own);
    expect_same(trial, &each);
    expect_same(trial, &any);
}

static void filter__shows__what_a_plain_reading_gives_for_every_two_columns(void **state)
{
    Trial *trial = *state;
    for (guint i = 0; i < G_N_ELEMENTS(LISTS); i++) {
        const ScreenDef *screen = screen_set_find(trial->screens, LISTS[i]);
        for (guint one = 0; one < screen->column_count; one++) {
            for (guint other = one + 1; other < screen->column_count; other++) {
                for (guint try = 0; try < TRIES; try++)
                    expect_pair(trial, screen, one, other);
            }
        }
    }
}

/* Fields that no column shows stand in the record alone. */
static void filter__shows__what_a_plain_reading_gives_for_fields_of_the_form(void **state)
{
    static const char *const lines[] = {
        "kind = assignment & state = closed",
        "photography = none & kind = visit",
        "visitors = = & title = visit",
        "visitors = ! & site = =",
        "escort_required = yes & departs_on = <2020-01-01",
        "partner = korea & days = >3",
        "purpose = a & departs_on = 2016..2019",
    };
    Trial *trial = *state;
    const ScreenDef *screen = screen_set_find(trial->screens, "visits");
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(Criteria) criteria = criteria_new(screen, trial->store);
        if (!criteria_add_line(criteria, lines[i], &error))
            fail_msg("%s", error->message);
        const Filter filter = {screen, criteria, screen->order, screen->descending, 1 + i % 2};
        expect_same(trial, &filter);
    }
}

static bool key_comes(gpointer asked)
{
    return ++*(guint *)asked % KEY_EVERY == 1;
}

static bool was_a_key(const GError *error)
{
    return error_is(error, ERROR_INTERRUPTED);
}

static void filter__gives_way__to_a_key_and_goes_on_after_it(void **state)
{
    Trial *trial = *state;
    guint asked = 0;
    const ScreenDef *screen = screen_set_find(trial->screens, "visits");
    g_autoptr(Criteria) criteria = criteria_new(screen, trial->store);
    assert_true(criteria_add_line(criteria, "title = a & site = e & days = >0", NULL));
    const Filter filter = {screen, criteria, screen->order, screen->descending, 2};
    g_autofree char *meant = plain_reading(trial, &filter);
    g_autoptr(Window) window = open_window(trial, &filter);
    store_set_interrupt(trial->store, key_comes, &asked);
    g_autofree char *read = window_reading(window, false, was_a_key);
    store_set_interrupt(trial->store, NULL, NULL);
    assert_string_equal(read, meant);
    assert_true(asked >= KEY_EVERY);
}

/* Patience that ends before the second test is begun: what was read so far is told. */
static bool patience_ends(gpointer asked)
{
    return ++*(guint *)asked > 1;
}

static void filter__tells__how_far_it_is_when_it_gives_way(void **state)
{
    Trial *trial = *state;
    guint asked = 0;
    g_autoptr(GPtrArray) rows = row_array_new();
    const ScreenDef *screen = screen_set_find(trial->screens, "visits");
    g_autoptr(Criteria) criteria = criteria_new(screen, trial->store);
    assert_true(criteria_add_line(criteria, "title = zzz & site = e & state = !", NULL));
    const Filter filter = {screen, criteria, screen->order, screen->descending, 1};
    g_autoptr(Window) window = open_window(trial, &filter);
    assert_int_equal(window_progress(window), -1);
    window->far_apart = 1;
    store_set_interrupt(trial->store, patience_ends, &asked);
    g_autoptr(GError) error = NULL;
    const bool good = window_read(window, NULL, false, false, PAGE, rows, &error);
    store_set_interrupt(trial->store, NULL, NULL);
    assert_false(good);
    assert_true(error_is(error, ERROR_INTERRUPTED));
    assert_in_range(window_progress(window), 1, 99);
    assert_true(window_read(window, NULL, false, false, PAGE, rows, NULL));
    assert_int_equal(rows->len, 0);
}

static void filter__shows__a_record_that_another_program_changed_meanwhile(void **state)
{
    Trial *trial = *state;
    const ScreenDef *screen = screen_set_find(trial->screens, "visits");
    g_autoptr(Criteria) criteria = criteria_new(screen, trial->store);
    assert_true(criteria_add_line(criteria, "site = Annex Z & visitors = !", NULL));
    const Filter filter = {screen, criteria, screen->order, screen->descending, 1};
    g_autoptr(Window) window = open_window(trial, &filter);
    g_autofree char *before = window_reading(window, false, NULL);
    assert_string_equal(before, "");
    store_file_shell(
        store_path(trial->store),
        "UPDATE visit SET site = 'Annex Z' WHERE id = (SELECT min(visit_id) FROM visit_visitor)");
    g_autofree char *after = window_reading(window, false, NULL);
    assert_int_equal(count_ids(after), 1);
    expect_same(trial, &filter);
}

/* --- what db/lists/columns.sql says is so */

static void own_columns__show__what_the_record_has(void **state)
{
    Trial *trial = *state;
    g_autofree char *lines = store_file_rows(
        trial->store, "SELECT source, replace(source, '_list', ''), name FROM own_column ORDER BY 1, 3");
    g_auto(GStrv) columns = g_strsplit(g_strstrip(lines), "\n", -1);
    assert_true(g_strv_length(columns) > MOST);
    for (guint i = 0; columns[i]; i++) {
        g_auto(GStrv) names = g_strsplit(columns[i], "|", -1);
        g_autofree char *sql = g_strdup_printf(
            "SELECT count(*) FROM \"%s\" AS s JOIN \"%s\" AS t ON t.id = s.id WHERE s.\"%s\" IS "
            "NOT t.\"%s\"",
            names[0], names[1], names[2], names[2]);
        if (query_one_int(trial->store, sql, 0, -1) != 0)
            fail_msg("%s.%s is not the record's own", names[0], names[2]);
    }
}

static void ordered_columns__are_kept_so__by_the_file(void **state)
{
    Trial *trial = *state;
    g_autofree char *lines =
        store_file_rows(trial->store, "SELECT record, earlier, later FROM column_order ORDER BY 1, 2");
    g_auto(GStrv) columns = g_strsplit(g_strstrip(lines), "\n", -1);
    for (guint i = 0; columns[i]; i++) {
        g_auto(GStrv) names = g_strsplit(columns[i], "|", -1);
        g_autofree char *check = g_strdup_printf("CHECK (%s >= %s)", names[2], names[1]);
        g_autofree char *sql = g_strdup_printf("SELECT sql FROM sqlite_schema WHERE name = '%s'", names[0]);
        g_autofree char *table = query_one_text(trial->store, sql, 0, NULL);
        assert_non_null(strstr(table, check));
    }
}

static void searched_columns__stand__in_the_text_of_their_record(void **state)
{
    Trial *trial = *state;
    g_autofree char *lines =
        store_file_rows(trial->store, "SELECT record, name FROM search_column ORDER BY 1, 2");
    g_auto(GStrv) columns = g_strsplit(g_strstrip(lines), "\n", -1);
    for (guint i = 0; columns[i]; i++) {
        g_auto(GStrv) names = g_strsplit(columns[i], "|", -1);
        g_autofree char *sql = g_strdup_printf(
            "SELECT count(*) FROM \"%s_list\" AS s JOIN \"%s_search\" AS t ON t.id = s.id WHERE "
            "instr(t.body, s.\"%s\") = 0",
            names[0], names[0], names[1]);
        if (query_one_int(trial->store, sql, 0, -1) != 0)
            fail_msg("%s.%s is not in the text", names[0], names[1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(filter__shows__what_a_plain_reading_gives_for_every_two_columns),
        cmocka_unit_test(filter__shows__what_a_plain_reading_gives_for_fields_of_the_form),
        cmocka_unit_test(filter__gives_way__to_a_key_and_goes_on_after_it),
        cmocka_unit_test(filter__tells__how_far_it_is_when_it_gives_way),
        cmocka_unit_test(filter__shows__a_record_that_another_program_changed_meanwhile),
        cmocka_unit_test(own_columns__show__what_the_record_has),
        cmocka_unit_test(ordered_columns__are_kept_so__by_the_file),
        cmocka_unit_test(searched_columns__stand__in_the_text_of_their_record),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
