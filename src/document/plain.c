#include "document/plain.h"

#include <string.h>

#include "base/text.h"

enum { INDENT = 4, NUMBER_COLUMNS = 5, LEAST_COLUMNS = 20, CELL_LEAST = 4, CELL_WORD = 22 };

static const struct {
    const char *before, *after;
} marks[] = {
    [RUN_PLAIN] = {"", ""},
    [RUN_BOLD] = {"", ""},
    [RUN_INSERTED] = {"{+", "+}"},
    [RUN_DELETED] = {"[-", "-]"},
};

char *plain_runs(const DocumentBlock *block)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < block->runs->len; i++) {
        const DocumentRun *run = g_ptr_array_index(block->runs, i);
        g_string_append_printf(text, "%s%s%s", marks[run->style].before, run->text, marks[run->style].after);
    }
    return g_string_free(text, FALSE);
}

static void append_spaces(GString *out, int count)
{
    for (int i = 0; i < count; i++)
        g_string_append_c(out, ' ');
}

/* Lines of `text` under each other; the first stands behind what is in the line already. */
static void append_wrapped(GString *out, const char *text, int indent, int columns)
{
    g_autoptr(GPtrArray) lines = text_wrap(text, MAX(columns - indent, LEAST_COLUMNS));
    for (guint i = 0; i < lines->len; i++) {
        const char *line = g_ptr_array_index(lines, i);
        if (i > 0 && *line != '\0')
            append_spaces(out, indent);
        g_string_append_printf(out, "%s\n", line);
    }
}

static void append_heading(GString *out, const DocumentBlock *block, int columns)
{
    g_autofree char *text = plain_runs(block);
    gsize start = out->len;
    append_wrapped(out, text, 0, columns);
    if (block->level > 2)
        return;
    int width = 0;
    g_auto(GStrv) lines = g_strsplit(out->str + start, "\n", -1);
    for (guint i = 0; lines[i]; i++)
        width = MAX(width, text_width(lines[i]));
    for (int i = 0; i < width; i++)
        g_string_append_c(out, block->level == 1 ? '=' : '-');
    g_string_append_c(out, '\n');
}

static void append_clause(GString *out, const DocumentBlock *block, int columns)
{
    g_autofree char *text = plain_runs(block);
    int left = (block->level - 1) * INDENT;
    append_spaces(out, left);
    g_autofree char *number =
        text_fit(block->number, MAX(text_width(block->number), NUMBER_COLUMNS - 1), ALIGN_LEFT, NULL);
    g_string_append_printf(out, "%s ", number);
    append_wrapped(out, text, left + text_width(number) + 1, columns);
}

/* --- tables --- */

static char *one_line(const char *cell)
{
    return text_clean(cell, false);
}

static int longest_word(const char *text)
{
    g_auto(GStrv) words = g_strsplit_set(text, " \n", -1);
    int longest = 0;
    for (char **word = words; *word != NULL; word++)
        longest = MAX(longest, text_width(*word));
    return longest;
}

/* How wide each column would be, and how narrow it can be without breaking a word; amounts are one word. */
static void measure_columns(const DocumentBlock *block, int *widths, int *least, int columns)
{
    for (guint i = 0; i < block->rows->len; i++) {
        char **row = g_ptr_array_index(block->rows, i);
        for (guint j = 0; j < block->columns; j++) {
            const bool whole = j < 64 && (block->amounts >> j & 1) != 0;
            const int width = MIN(text_width(row[j]), columns);
            widths[j] = MAX(widths[j], width);
            least[j] = MAX(least[j], whole ? width : MIN(longest_word(row[j]), CELL_WORD));
        }
    }
}

/* The widest column that can still give; -1 when none can. */
static int widest_above(const int *widths, const int *least, guint count)
{
    int widest = -1;
    for (guint i = 0; i < count; i++) {
        if (widths[i] > (least != NULL ? MAX(least[i], CELL_LEAST) : CELL_LEAST) &&
            (widest < 0 || widths[i] > widths[widest]))
            widest = (int)i;
    }
    return widest;
}

/* Takes from the widest column until the row fits; breaks words only when nothing else helps. */
static void fit_columns(int *widths, const int *least, guint count, int columns)
{
    int over = 2 * ((int)count - 1) - columns;
    for (guint i = 0; i < count; i++)
        over += widths[i];
    for (; over > 0; over--) {
        int giver = widest_above(widths, least, count);
        if (giver < 0)
            giver = widest_above(widths, NULL, count);
        if (giver < 0)
            return;
        widths[giver]--;
    }
}

static guint wrap_cells(char **row, const int *widths, guint count, GPtrArray **cells)
{
    guint height = 1;
    for (guint i = 0; i < count; i++) {
        g_autofree char *line = one_line(row[i]);
        cells[i] = text_wrap(line, MAX(widths[i], 1));
        height = MAX(height, cells[i]->len);
    }
    return height;
}

static void append_row(GString *out, char **row, const int *widths, guint count, guint64 amounts)
{
    g_autofree GPtrArray **cells = g_new0(GPtrArray *, count);
    guint height = wrap_cells(row, widths, count, cells);
    for (guint y = 0; y < height; y++) {
        g_autoptr(GString) line = g_string_new(NULL);
        for (guint i = 0; i < count; i++) {
            const char *cell = y < cells[i]->len ? g_ptr_array_index(cells[i], y) : "";
            g_autofree char *fitted = text_fit(cell, MAX(widths[i], 1),
                                               i < 64 && (amounts >> i & 1) ? ALIGN_RIGHT : ALIGN_LEFT, NULL);
            g_string_append_printf(line, "%s%s", i ? "  " : "", fitted);
        }
        g_string_append_printf(out, "%s\n", g_strchomp(line->str));
    }
    for (guint i = 0; i < count; i++)
        g_ptr_array_unref(cells[i]);
}

static void append_rule(GString *out, const int *widths, guint count)
{
    for (guint i = 0; i < count; i++) {
        g_string_append(out, i ? "  " : "");
        for (int x = 0; x < MAX(widths[i], 1); x++)
            g_string_append_c(out, '-');
    }
    g_string_append_c(out, '\n');
}

static void append_table(GString *out, const DocumentBlock *block, int columns)
{
    g_autofree int *widths = g_new0(int, block->columns + 1);
    g_autofree int *least = g_new0(int, block->columns + 1);
    measure_columns(block, widths, least, columns);
    fit_columns(widths, least, block->columns, columns);
    for (guint i = 0; i < block->rows->len; i++) {
        append_row(out, g_ptr_array_index(block->rows, i), widths, block->columns, block->amounts);
        if (i == 0)
            append_rule(out, widths, block->columns);
    }
}

/* --- the whole --- */

static void append_block(GString *out, const DocumentBlock *block, int columns)
{
    g_autofree char *text = NULL;
    switch (block->kind) {
    case BLOCK_HEADING:
        append_heading(out, block, columns);
        break;
    case BLOCK_CLAUSE:
        append_clause(out, block, columns);
        break;
    case BLOCK_TABLE:
        append_table(out, block, columns);
        break;
    case BLOCK_PARAGRAPH:
        text = plain_runs(block);
        append_wrapped(out, text, 0, columns);
        break;
    }
}

char *plain_write(const Document *document, int columns)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < document_count(document); i++) {
        if (i > 0)
            g_string_append_c(out, '\n');
        append_block(out, document_block(document, i), MAX(columns, LEAST_COLUMNS));
    }
    return g_string_free(out, FALSE);
}
