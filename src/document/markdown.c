#include "document/markdown.h"

#include <string.h>

static const struct {
    const char *before, *after;
} marks[] = {
    [RUN_PLAIN] = {"", ""},
    [RUN_BOLD] = {"**", "**"},
    [RUN_INSERTED] = {"<ins>", "</ins>"},
    [RUN_DELETED] = {"<del>", "</del>"},
};

static gboolean begins_line(const char *text, const char *at)
{
    while (at > text && at[-1] == ' ')
        at--;
    return at == text || at[-1] == '\n';
}

/* "12." and "12)" at the beginning of a line would make a list. */
static gboolean ends_list_number(const char *text, const char *at)
{
    const char *digit = at;
    while (digit > text && g_ascii_isdigit(digit[-1]))
        digit--;
    return digit < at && begins_line(text, digit) && (at[1] == ' ' || at[1] == '\0' || at[1] == '\n');
}

static gboolean is_sign(const char *text, const char *at)
{
    if (strchr("\\`*_[]<>|~&", *at))
        return TRUE;
    if (strchr("#+-=", *at))
        return begins_line(text, at);
    return strchr(".)", *at) && ends_list_number(text, at);
}

/* `line_end` stands for each newline of the text. */
static void append_escaped(GString *out, const char *text, const char *line_end)
{
    for (const char *at = text; *at; at++) {
        if (*at == '\n')
            g_string_append(out, line_end);
        else
            g_string_append_printf(out, "%s%c", is_sign(text, at) ? "\\" : "", *at);
    }
}

/* Blanks at the ends stand outside the marks: "**a **b" is no bold. */
static void append_run(GString *out, const DocumentRun *run, const char *line_end)
{
    gsize before = strspn(run->text, " ");
    g_autofree char *inside = g_strchomp(g_strdup(run->text + before));
    gsize after = strlen(run->text) - before - strlen(inside);
    g_string_append_len(out, run->text, (gssize)before);
    if (*inside != '\0') {
        g_string_append(out, marks[run->style].before);
        append_escaped(out, inside, line_end);
        g_string_append(out, marks[run->style].after);
        append_escaped(out, run->text + strlen(run->text) - after, line_end);
    }
}

static void append_runs(GString *out, const DocumentBlock *block, const char *line_end)
{
    for (guint i = 0; i < block->runs->len; i++)
        append_run(out, g_ptr_array_index(block->runs, i), line_end);
}

static void append_row(GString *out, char **row, guint columns)
{
    for (guint i = 0; i < columns; i++) {
        g_string_append(out, "| ");
        append_escaped(out, row[i], "<br>");
        g_string_append(out, " ");
    }
    g_string_append(out, "|\n");
}

static void append_table(GString *out, const DocumentBlock *block)
{
    for (guint i = 0; i < block->rows->len; i++) {
        append_row(out, g_ptr_array_index(block->rows, i), block->columns);
        for (guint j = 0; i == 0 && j < block->columns; j++)
            g_string_append_printf(out, "| ---%s %s", j < 64 && (block->amounts >> j & 1) ? ":" : "",
                                   j + 1 < block->columns ? "" : "|\n");
    }
}

static void append_block(GString *out, const DocumentBlock *block)
{
    if (block->kind == BLOCK_TABLE) {
        append_table(out, block);
        return;
    }
    if (block->kind == BLOCK_HEADING)
        g_string_append_printf(out, "%.*s ", block->level, "####");
    if (block->kind == BLOCK_CLAUSE)
        g_string_append_printf(out, "**%s** ", block->number);
    append_runs(out, block, block->kind == BLOCK_HEADING ? " " : "\\\n");
    g_string_append_c(out, '\n');
}

char *markdown_write(const Document *document)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < document_count(document); i++) {
        if (i > 0)
            g_string_append_c(out, '\n');
        append_block(out, document_block(document, i));
    }
    return g_string_free(out, FALSE);
}
