/* Any bytes as a CSV file: a table of the promised shape that reads the same when it is written again, or an
 * error with its line. */
#include "base/csv.h"
#include "base/error.h"
#include "support/fuzz.h"

#include <string.h>

static void write_line(GString *out, const char *const *cells, guint count)
{
    for (guint i = 0; i < count; i++)
        csv_append(out, cells[i], i == 0, false);
    g_string_append_c(out, '\n');
}

static void check_shape(const CsvTable *table, guint lines)
{
    guint line = 0;
    g_assert_cmpuint(g_strv_length((char **)csv_header(table)), ==, csv_columns(table));
    for (guint i = 0; i < csv_rows(table); i++) {
        const CsvRow *row = csv_row(table, i);
        g_assert_cmpuint(g_strv_length(row->cells), ==, csv_columns(table));
        g_assert_cmpuint(row->count, >=, 1);
        g_assert_cmpuint(row->count, <=, csv_columns(table));
        g_assert_cmpuint(row->line, >, line);
        g_assert_cmpuint(row->line, <=, lines);
        line = row->line;
    }
}

static void check_again(const CsvTable *table)
{
    g_autoptr(GString) out = g_string_new(NULL);
    write_line(out, csv_header(table), csv_columns(table));
    for (guint i = 0; i < csv_rows(table); i++)
        write_line(out, (const char *const *)csv_row(table, i)->cells, csv_columns(table));
    g_autoptr(GError) error = NULL;
    g_autoptr(CsvTable) again = csv_parse(out->str, out->len, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(csv_rows(again), ==, csv_rows(table));
    for (guint i = 0; i < csv_rows(table); i++)
        for (guint j = 0; j < csv_columns(table); j++)
            g_assert_cmpstr(csv_row(again, i)->cells[j], ==, csv_row(table, i)->cells[j]);
}

static void try_csv(const char *text, gsize size)
{
    guint lines = 1;
    for (gsize i = 0; i < size; i++)
        lines += text[i] == '\n' || text[i] == '\r';
    g_autoptr(GError) error = NULL;
    g_autoptr(CsvTable) table = csv_parse(text, size, &error);
    g_assert_true((table == NULL) == (error != NULL));
    if (!table) {
        g_assert_true(error_is(error, ERROR_INPUT));
        g_assert_true(g_str_has_prefix(error->message, "line "));
        return;
    }
    check_shape(table, lines);
    check_again(table);
}

#ifdef LIBFUZZER
FUZZ_ENTRY(try_csv)
#else
static const char *const seeds[] = {
    "name,kind\nSweden,bilateral\n",
    "name;kind;note\r\nKorea;bilateral;\"two\r\nlines\"\r\n",
    "a\tb\n1\t2\n",
    "\xEF\xBB\xBFname,\"a \"\"b\"\"\"\n\"x, y\",z\n\n\n1\n",
    "one\n\"\"\n",
    ",,\n,,\n",
    NULL,
};
static const char *const words[] = {"\"", "\"\"", ",", ";", "\t", "\n", "\r\n", "\r", " ", "=1", "ö", NULL};

int main(void)
{
    return fuzz_main("csv__reads_what_it_wrote_or_names_the_line__whatever_the_bytes", seeds, words, 50000,
                     try_csv);
}
#endif
