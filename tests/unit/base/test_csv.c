#include "base/csv.h"
#include "base/error.h"
#include "support/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static CsvTable *parse(const char *text)
{
    g_autoptr(GError) error = NULL;
    CsvTable *table = csv_parse(text, strlen(text), &error);
    if (!table)
        fail_msg("refused: %s", error->message);
    return table;
}

static void assert_refused(const char *bytes, gsize size, const char *message)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(CsvTable) table = csv_parse(bytes, size, &error);
    assert_null(table);
    assert_true(error_is(error, ERROR_INPUT));
    if (!g_str_has_prefix(error->message, message))
        fail_msg("\"%s\" does not begin with \"%s\"", error->message, message);
}

static void assert_row(const CsvTable *table, guint index, guint line, const char *expected)
{
    const CsvRow *row = csv_row(table, index);
    assert_non_null(row);
    g_autofree char *joined = g_strjoinv("|", row->cells);
    assert_string_equal(joined, expected);
    assert_int_equal(row->line, line);
    assert_int_equal(g_strv_length(row->cells), csv_columns(table));
}

static void csv_parse__tells_the_separator__by_the_header_line(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "name,kind\nSweden,bilateral\n",
        "name;kind\nSweden;bilateral\n",
        "name\tkind\nSweden\tbilateral\n",
        "\"name\";kind\nSweden;bilateral",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(CsvTable) table = parse(texts[i]);
        assert_int_equal(csv_columns(table), 2);
        assert_string_equal(csv_header(table)[0], "name");
        assert_string_equal(csv_header(table)[1], "kind");
        assert_null(csv_header(table)[2]);
        assert_int_equal(csv_rows(table), 1);
        assert_row(table, 0, 2, "Sweden|bilateral");
    }
}

static void csv_parse__looks_outside_quotes__for_the_separator(void **state)
{
    (void)state;
    g_autoptr(CsvTable) table = parse("\"name, first, last, other\";kind\nLund, K.;host\n");
    assert_int_equal(csv_columns(table), 2);
    assert_row(table, 0, 2, "Lund, K.|host");
    g_autoptr(CsvTable) unnamed = parse("\n\tkind\nLund\thost\n");
    assert_row(unnamed, 0, 3, "Lund|host");
}

static void csv_parse__takes__a_byte_order_mark_and_crlf(void **state)
{
    (void)state;
    g_autoptr(CsvTable) table = parse("\xEF\xBB\xBFname , kind\r\nMalmö,x\r\n\r\n  \r\nLund,y\r\n");
    assert_string_equal(csv_header(table)[0], "name");
    assert_string_equal(csv_header(table)[1], "kind");
    assert_int_equal(csv_rows(table), 2);
    assert_row(table, 0, 2, "Malmö|x");
    assert_row(table, 1, 5, "Lund|y");
}

static void csv_parse__keeps_line_numbers_right__over_quoted_newlines(void **state)
{
    (void)state;
    g_autoptr(CsvTable) table =
        parse("name,note\na,\"one\ntwo\r\nthree\"\nb,\"say \"\"no\"\"\"\n\"c\n\",d\ne,f");
    assert_row(table, 0, 2, "a|one\ntwo\r\nthree");
    assert_row(table, 1, 5, "b|say \"no\"");
    assert_row(table, 2, 6, "c\n|d");
    assert_row(table, 3, 8, "e|f");
}

static void csv_parse__fills_up_short_rows__and_says_how_many_cells_there_were(void **state)
{
    (void)state;
    g_autoptr(CsvTable) table = parse("a,b,c\n1\n1,2\n,,\n");
    assert_row(table, 0, 2, "1||");
    assert_row(table, 1, 3, "1|2|");
    assert_row(table, 2, 4, "||");
    assert_int_equal(csv_row(table, 0)->count, 1);
    assert_int_equal(csv_row(table, 1)->count, 2);
    assert_int_equal(csv_row(table, 2)->count, 3);
    assert_null(csv_row(table, 3));
}

static void csv_parse__names_line_and_column__of_what_is_wrong(void **state)
{
    (void)state;
    static const char nul[] = "a,b\n1,\0\n";
    assert_refused("", 0, "line 1: the file is empty");
    assert_refused("\n \n", 3, "line 1: the file is empty");
    assert_refused("\xEF\xBB\xBF", 3, "line 1: the file is empty");
    assert_refused("a,b\n1,2\nxö\xff,2\n", 14, "line 3, column 3: not UTF-8");
    assert_refused(nul, sizeof nul - 1, "line 2, column 3: a NUL byte");
    assert_refused("\xFF\xFE"
                   "a\0",
                   4, "line 1: the text is UTF-16: save it as CSV UTF-8");
    assert_refused("a,b\n1,\"open\n2,3\n", 16, "line 2: a quote that opens in this row is never closed");
    assert_refused("a,b\n1,2\n1,2,3\n", 14, "line 3: 3 cells, but the header has 2");
    assert_refused("a,b\nö,\"x\"y\"\n", 13, "line 2, column 6: a quote in the middle of a cell");
    assert_refused("a,b\n1,5\" pipe\n", 14, "line 2, column 4: a quote in the middle of a cell");
}

static void csv_parse__refuses__a_table_that_would_swell(void **state)
{
    (void)state;
    g_autoptr(GString) text = g_string_new("a");
    for (int i = 0; i < 1000; i++)
        g_string_append_c(text, ',');
    assert_refused(text->str, text->len, "line 1: 1001 columns: at most 1000");
    g_string_truncate(text, 1000);
    for (int i = 0; i < 16100; i++)
        g_string_append(text, "\n1");
    assert_refused(text->str, text->len, "line 16002: more than 16000000 cells: split the file");
}

static void csv_read__reads_a_file__and_names_it_in_errors(void **state)
{
    Fixture *fixture = *state;
    fixture_write(fixture, "good.csv", "a;b\n1;2\n");
    fixture_write(fixture, "bad.csv", "a;b\n1;2;3\n");
    g_autofree char *good = fixture_path(fixture, "good.csv");
    g_autofree char *bad = fixture_path(fixture, "bad.csv");
    g_autofree char *missing = fixture_path(fixture, "missing.csv");
    g_autoptr(CsvTable) table = csv_read(good, NULL);
    assert_row(table, 0, 2, "1|2");

    g_autoptr(GError) error = NULL;
    assert_null(csv_read(bad, &error));
    assert_true(g_str_has_prefix(error->message, bad));
    assert_non_null(strstr(error->message, ": line 2: 3 cells"));
    g_clear_error(&error);
    assert_null(csv_read(missing, &error));
    assert_true(error_is(error, ERROR_SYSTEM));
    g_clear_error(&error);
    assert_null(csv_read(fixture_folder(fixture), &error));
    assert_true(error_is(error, ERROR_SYSTEM));
}

static void assert_appends(const char *cell, bool guard, const char *expected)
{
    g_autoptr(GString) out = g_string_new(NULL);
    csv_append(out, "x", true, guard);
    csv_append(out, cell, false, guard);
    assert_true(g_str_has_prefix(out->str, "x,"));
    assert_string_equal(out->str + 2, expected);
}

static void csv_append__quotes__where_it_must(void **state)
{
    (void)state;
    assert_appends("plain", false, "plain");
    assert_appends("", false, "");
    assert_appends(NULL, false, "");
    assert_appends("a,b", false, "\"a,b\"");
    assert_appends("a;b", false, "\"a;b\"");
    assert_appends("say \"no\"", false, "\"say \"\"no\"\"\"");
    assert_appends("two\nlines", false, "\"two\nlines\"");
    assert_appends(" blank ", false, "\" blank \"");
    g_autoptr(GString) out = g_string_new(NULL);
    csv_append(out, "", true, false);
    assert_string_equal(out->str, "\"\"");
}

static void csv_append__disarms_formulas__but_not_numbers(void **state)
{
    (void)state;
    assert_appends("=1+1", true, "'=1+1");
    assert_appends("=HYPERLINK(\"x\",1)", true, "\"'=HYPERLINK(\"\"x\"\",1)\"");
    assert_appends("+46 8 123", true, "'+46 8 123");
    assert_appends("-cmd", true, "'-cmd");
    assert_appends("@sum", true, "'@sum");
    assert_appends("\t=1", true, "\"'\t=1\"");
    assert_appends("\r=1", true, "\"'\r=1\"");
    assert_appends("\nfirst", true, "\"\nfirst\"");
    assert_appends("-850000.00", true, "-850000.00");
    assert_appends("+3", true, "+3");
    assert_appends("-", true, "'-");
    assert_appends("-.", true, "'-.");
    assert_appends("=1+1", false, "=1+1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_parse__tells_the_separator__by_the_header_line),
        cmocka_unit_test(csv_parse__looks_outside_quotes__for_the_separator),
        cmocka_unit_test(csv_parse__takes__a_byte_order_mark_and_crlf),
        cmocka_unit_test(csv_parse__keeps_line_numbers_right__over_quoted_newlines),
        cmocka_unit_test(csv_parse__fills_up_short_rows__and_says_how_many_cells_there_were),
        cmocka_unit_test(csv_parse__names_line_and_column__of_what_is_wrong),
        cmocka_unit_test(csv_parse__refuses__a_table_that_would_swell),
        cmocka_unit_test_setup_teardown(csv_read__reads_a_file__and_names_it_in_errors, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test(csv_append__quotes__where_it_must),
        cmocka_unit_test(csv_append__disarms_formulas__but_not_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
