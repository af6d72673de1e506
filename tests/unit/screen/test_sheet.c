#include "screen/sheet.h"

#include "base/error.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool collect(const char *text, gsize size, gpointer data)
{
    g_string_append_len(data, text, (gssize)size);
    return true;
}

static bool refuse(const char *text, gsize size, gpointer data)
{
    (void)text;
    (void)size;
    (void)data;
    return false;
}

static const char *const names[] = {"name", "height", NULL};

static char *written(ExportFormat format, const char *first, const char *second)
{
    GString *out = g_string_new(NULL);
    const char *values[] = {first, second, NULL};
    g_autoptr(Sheet) sheet = sheet_new(format, names, collect, out);
    sheet_number(sheet, 1);
    assert_true(sheet_row(sheet, values, NULL));
    assert_true(sheet_end(sheet, NULL));
    return g_string_free(out, FALSE);
}

static void assert_csv(const char *value, const char *expected)
{
    g_autofree char *text = written(EXPORT_CSV, value, "1");
    g_autofree char *whole = g_strdup_printf("name,height\n%s,1\n", expected);
    assert_string_equal(text, whole);
}

static void sheet__writes__csv_that_spreadsheets_read_as_text(void **state)
{
    (void)state;
    assert_csv("Oil", "Oil");
    assert_csv(NULL, "\"\"");
    assert_csv("a,b", "\"a,b\"");
    assert_csv("say \"x\"", "\"say \"\"x\"\"\"");
    assert_csv("two\nlines", "\"two\nlines\"");
    assert_csv("=1+1", "'=1+1");
    assert_csv("@sum", "'@sum");
    assert_csv("-5", "-5");
    assert_csv("'=x", "''=x");
    assert_csv("'tis", "'tis");
}

static void sheet_unguard__gives__back_what_was_written(void **state)
{
    (void)state;
    static const char *const texts[] = {"Oil", "=1+1", "+x", "-x", "@sum", "'=x", "''=x", "'tis", "'"};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *line = written(EXPORT_CSV, texts[i], "1");
        char *cell = line + strlen("name,height\n");
        *strchr(cell, ',') = '\0';
        g_autofree char *back = sheet_unguard(cell);
        assert_string_equal(back, texts[i]);
    }
}

static void assert_json(const char *value, const char *number, const char *expected)
{
    g_autofree char *text = written(EXPORT_JSON, value, number);
    g_autofree char *whole = g_strdup_printf("[\n {%s}\n]\n", expected);
    assert_string_equal(text, whole);
}

static void sheet__writes__json_with_numbers_bare_and_texts_escaped(void **state)
{
    (void)state;
    assert_json("Oil", "12", "\"name\": \"Oil\", \"height\": 12");
    assert_json("12", "-0.50", "\"name\": \"12\", \"height\": -0.50");
    assert_json(NULL, NULL, "\"name\": null, \"height\": null");
    assert_json("a\"b\\c\n\x01", "007", "\"name\": \"a\\\"b\\\\c\\n\\u0001\", \"height\": \"007\"");
    assert_json("Malmö 한", "1.", "\"name\": \"Malmö 한\", \"height\": \"1.\"");
    assert_json("bad \xff", "-", "\"name\": \"bad \xef\xbf\xbd\", \"height\": \"-\"");
}

static void sheet__writes__its_head_when_there_are_no_rows(void **state)
{
    (void)state;
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(Sheet) csv = sheet_new(EXPORT_CSV, names, collect, out);
    assert_true(sheet_end(csv, NULL));
    assert_string_equal(out->str, "name,height\n");
    g_string_truncate(out, 0);
    g_autoptr(Sheet) json = sheet_new(EXPORT_JSON, names, collect, out);
    assert_true(sheet_end(json, NULL));
    assert_string_equal(out->str, "[]\n");
}

static void sheet__separates__several_rows_in_json(void **state)
{
    (void)state;
    g_autoptr(GString) out = g_string_new(NULL);
    const char *values[] = {"a", "1", NULL};
    g_autoptr(Sheet) sheet = sheet_new(EXPORT_JSON, names, collect, out);
    assert_true(sheet_row(sheet, values, NULL) && sheet_row(sheet, values, NULL) && sheet_end(sheet, NULL));
    assert_string_equal(
        out->str, "[\n {\"name\": \"a\", \"height\": \"1\"},\n {\"name\": \"a\", \"height\": \"1\"}\n]\n");
}

static void sheet__ends__with_an_error_when_nothing_more_can_be_written(void **state)
{
    (void)state;
    const char *values[] = {"a", "1", NULL};
    g_autoptr(GError) error = NULL;
    g_autoptr(Sheet) sheet = sheet_new(EXPORT_CSV, names, refuse, NULL);
    assert_false(sheet_row(sheet, values, &error));
    assert_true(error_is(error, ERROR_SYSTEM));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheet__writes__csv_that_spreadsheets_read_as_text),
        cmocka_unit_test(sheet_unguard__gives__back_what_was_written),
        cmocka_unit_test(sheet__writes__json_with_numbers_bare_and_texts_escaped),
        cmocka_unit_test(sheet__writes__its_head_when_there_are_no_rows),
        cmocka_unit_test(sheet__separates__several_rows_in_json),
        cmocka_unit_test(sheet__ends__with_an_error_when_nothing_more_can_be_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
