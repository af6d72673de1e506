#include "screen/listing.h"

#include "base/error.h"
#include "base/text.h"
#include "screen/save.h"
#include "support/lamps.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct {
    Fixture *fixture;
    Office *office;
    const ScreenDef *lamps;
} Trial;

static void enter(const Trial *trial, const char *name, const char *price, const char *currency)
{
    g_autoptr(Record) lamp = record_new("lamp");
    record_set(lamp, "name", name);
    record_set(lamp, "kind", "gas");
    record_set(lamp, "price_minor", price);
    record_set(lamp, "price_currency", currency);
    record_set(lamp, "height", "12");
    record_set(lamp, "lit_on", "2020-02-29");
    record_set(lamp, "secret", "under the mat");
    g_autoptr(GError) error = NULL;
    if (!save_record(trial->lamps, trial->office->store, NULL, lamp, &error))
        fail_msg("%s", error->message);
}

static int setup(void **state)
{
    Trial *trial = g_new0(Trial, 1);
    trial->fixture = fixture_new();
    trial->office = lamps_open(trial->fixture);
    trial->lamps = screen_set_find(trial->office->screens, "lamps");
    enter(trial, "Malmö", "123456", "USD");
    enter(trial, "Aft", "500", "JPY");
    enter(trial, "Busan 부산 lamp of the outer harbour wall, on the far and windy side", NULL, NULL);
    *state = trial;
    return 0;
}

static int teardown(void **state)
{
    Trial *trial = *state;
    office_free(trial->office);
    fixture_free(trial->fixture);
    g_free(trial);
    return 0;
}

static bool collect(const char *text, gsize size, gpointer data)
{
    g_string_append_len(data, text, (gssize)size);
    return true;
}

static char *exported(const Trial *trial, const char *where, ExportFormat format, guint limit, int columns)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Criteria) criteria = criteria_new(trial->lamps, trial->office->store);
    if (where && !criteria_add_line(criteria, where, &error))
        fail_msg("%s", error->message);
    g_autoptr(Window) window = listing_window(trial->lamps, trial->office->store, criteria, &error);
    GString *out = g_string_new(NULL);
    if (!window || !listing_export(trial->lamps, trial->office->store, window, format, limit, columns,
                                   collect, out, NULL, &error))
        fail_msg("%s", error->message);
    return g_string_free(out, FALSE);
}

static void listing_window__reads__in_the_order_of_the_screen(void **state)
{
    const Trial *trial = *state;
    g_autoptr(Window) window = listing_window(trial->lamps, trial->office->store, NULL, NULL);
    g_autoptr(GPtrArray) rows = row_array_new();
    assert_true(window_read(window, NULL, false, false, 10, rows, NULL));
    assert_int_equal(rows->len, 3);
    const Row *first = g_ptr_array_index(rows, 0);
    assert_string_equal(first->cells[1], "Aft");
}

static void listing_currency__gives__the_currency_of_each_row(void **state)
{
    const Trial *trial = *state;
    enum { PRICE = 5 };
    g_autoptr(Window) window = listing_window(trial->lamps, trial->office->store, NULL, NULL);
    g_autoptr(GPtrArray) rows = row_array_new();
    assert_true(window_read(window, NULL, false, false, 10, rows, NULL));
    assert_string_equal(listing_currency(trial->lamps, g_ptr_array_index(rows, 0), PRICE), "JPY");
    assert_string_equal(listing_currency(trial->lamps, g_ptr_array_index(rows, 2), PRICE), "USD");
    assert_null(listing_currency(trial->lamps, g_ptr_array_index(rows, 1), PRICE));
    assert_null(listing_currency(trial->lamps, g_ptr_array_index(rows, 0), 1));
}

static void listing_export__writes__stored_values_as_csv(void **state)
{
    g_autofree char *text = exported(*state, NULL, EXPORT_CSV, 0, 0);
    assert_true(g_str_has_prefix(text, "ref,name,kind_label,keeper,lit_on,price_minor,price_currency,height\n"
                                       "LMP-2026-002,Aft,Gas lamp,,2020-02-29,500,JPY,12\n"));
    assert_non_null(strstr(text, "LMP-2026-001,Malmö,Gas lamp,,2020-02-29,1234.56,USD,12\n"));
}

static void listing_export__never__writes_a_sensitive_field(void **state)
{
    Trial *trial = *state;
    ColumnDef column = {.field = "secret", .title = "Secret", .width = 10, .kind = FIELD_TEXT};
    ScreenDef screen = *trial->lamps;
    screen.columns = &column;
    screen.column_count = 1;
    const ScreenDef *lamps = trial->lamps;
    trial->lamps = &screen;
    for (ExportFormat format = EXPORT_TEXT; format <= EXPORT_JSON; format++) {
        g_autofree char *text = exported(trial, NULL, format, 0, 80);
        assert_null(strstr(text, "mat"));
    }
    trial->lamps = lamps;
}

static void listing_export__writes__numbers_bare_in_json(void **state)
{
    g_autofree char *text = exported(*state, "name = Malm", EXPORT_JSON, 0, 0);
    assert_string_equal(
        text,
        "[\n {\"ref\": \"LMP-2026-001\", \"name\": \"Malmö\", \"kind_label\": \"Gas lamp\", \"keeper\": "
        "null, \"lit_on\": \"2020-02-29\", \"price_minor\": 1234.56, \"price_currency\": \"USD\", "
        "\"height\": 12}\n]\n");
}

static void listing_export__stops__at_the_limit(void **state)
{
    g_autofree char *text = exported(*state, NULL, EXPORT_CSV, 2, 0);
    assert_non_null(strstr(text, "Busan"));
    assert_null(strstr(text, "Malmö"));
}

static void listing_export__fits__text_into_the_columns_there_are(void **state)
{
    for (int columns = 20; columns <= 130; columns++) {
        g_autofree char *text = exported(*state, NULL, EXPORT_TEXT, 0, columns);
        g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
        assert_int_equal(g_strv_length(lines), 5);
        for (guint i = 0; lines[i]; i++)
            assert_true(text_width(lines[i]) <= columns);
    }
    g_autofree char *narrow = exported(*state, NULL, EXPORT_TEXT, 0, 40);
    assert_non_null(strstr(narrow, "Ref"));
    assert_non_null(strstr(narrow, "Name"));
    assert_null(strstr(narrow, "Keeper")); /* the first to go */
}

static void listing_export__cuts__nothing_when_there_is_no_width(void **state)
{
    g_autofree char *text = exported(*state, NULL, EXPORT_TEXT, 0, 0);
    assert_non_null(strstr(text, "Busan 부산 lamp of the outer harbour wall, on the far and windy side"));
    assert_non_null(strstr(text, "1,234.56 USD"));
    /* The last column holds a number in each: headed and filled to the right, so that all lines end alike. */
    g_auto(GStrv) lines = g_strsplit(g_strchomp(text), "\n", -1);
    assert_true(g_str_has_suffix(lines[0], "  Height"));
    for (guint i = 1; lines[i]; i++)
        assert_int_equal(text_width(lines[i]), text_width(lines[0]));
}

static void listing_cell__says_a_moment__as_the_clock_on_the_wall(void **state)
{
    static const ColumnDef columns[] = {{.field = "at", .title = "When", .style = LISTING_MOMENT}};
    static const ScreenDef journal = {.name = "journal", .column_count = 1, .columns = (ColumnDef *)columns};
    static const char *const rows[][2] = {
        {"2026-11-23T21:27:05.123Z", "21:27"},
        {"2026-11-22T21:27:05.123Z", "22 Nov 21:27"},
        {"2025-11-22T21:27:05.123Z", "22 Nov 2025"},
        {"once", "once"},
    };
    (void)state;
    setenv("TZ", "UTC", 1);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Row) row = row_new(1, 1);
        row->cells[0] = g_strdup(rows[i][0]);
        g_autofree char *cell = listing_cell(&journal, row, 0, "2026-11-23");
        assert_string_equal(cell, rows[i][1]);
    }
}

static bool refuse(const char *text, gsize size, gpointer data)
{
    (void)text;
    (void)size;
    (void)data;
    return false;
}

static void listing_export__ends__when_nothing_more_can_be_written(void **state)
{
    const Trial *trial = *state;
    for (ExportFormat format = EXPORT_TEXT; format <= EXPORT_JSON; format++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(Window) window = listing_window(trial->lamps, trial->office->store, NULL, NULL);
        assert_false(listing_export(trial->lamps, trial->office->store, window, format, 0, 80, refuse, NULL,
                                    NULL, &error));
        assert_true(error_is(error, ERROR_SYSTEM));
    }
}

static void listing_export__reads__on_where_one_window_of_rows_ends(void **state)
{
    const Trial *trial = *state;
    g_autoptr(GError) error = NULL;
    Change *change = change_open(trial->office->store, "many", &error);
    for (guint i = 0; change && i < 1200; i++) {
        g_autofree char *name = g_strdup_printf("Lamp %u", i % 7);
        g_autoptr(Record) lamp = record_new("lamp");
        record_set(lamp, "name", name);
        record_set(lamp, "kind", "oil");
        assert_true(change_insert(change, lamp, NULL));
    }
    assert_true(change && change_commit(change, NULL, &error));
    g_autofree char *text = exported(trial, NULL, EXPORT_CSV, 0, 0);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    assert_int_equal(g_strv_length(lines), 1 + 1203 + 1);
    g_autoptr(GHashTable) refs = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 1; i <= 1203; i++) {
        *strchr(lines[i], ',') = '\0';
        g_hash_table_add(refs, lines[i]);
    }
    assert_int_equal(g_hash_table_size(refs), 1203);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(listing_window__reads__in_the_order_of_the_screen, setup, teardown),
        cmocka_unit_test_setup_teardown(listing_currency__gives__the_currency_of_each_row, setup, teardown),
        cmocka_unit_test_setup_teardown(listing_export__writes__stored_values_as_csv, setup, teardown),
        cmocka_unit_test_setup_teardown(listing_export__never__writes_a_sensitive_field, setup, teardown),
        cmocka_unit_test_setup_teardown(listing_export__writes__numbers_bare_in_json, setup, teardown),
        cmocka_unit_test_setup_teardown(listing_export__stops__at_the_limit, setup, teardown),
        cmocka_unit_test_setup_teardown(listing_export__fits__text_into_the_columns_there_are, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(listing_export__cuts__nothing_when_there_is_no_width, setup,
                                        teardown),
        cmocka_unit_test(listing_cell__says_a_moment__as_the_clock_on_the_wall),
        cmocka_unit_test_setup_teardown(listing_export__ends__when_nothing_more_can_be_written, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(listing_export__reads__on_where_one_window_of_rows_ends, setup,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
