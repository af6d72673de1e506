#include "document/document.h"

#include "base/money.h"
#include "base/text.h"

#define AMOUNT_CURRENCY "USD"
enum { LEVEL_MOST = 4, AMOUNT_COLUMNS = 64 };

struct Document {
    char *title;
    char *author;
    char *dated;
    GPtrArray *blocks;
};

static void run_free(gpointer data)
{
    DocumentRun *run = data;
    g_free(run->text);
    g_free(run);
}

static void block_free(gpointer data)
{
    DocumentBlock *block = data;
    g_free(block->number);
    g_ptr_array_unref(block->runs);
    g_clear_pointer(&block->rows, g_ptr_array_unref);
    g_clear_pointer(&block->data, g_ptr_array_unref);
    g_free(block);
}

static char *clean(const char *text)
{
    return text_clean(text ? text : "", true);
}

Document *document_new(const char *title, const char *author, const char *dated)
{
    Document *document = g_new0(Document, 1);
    document->title = clean(title);
    document->author = clean(author);
    document->dated = clean(dated);
    document->blocks = g_ptr_array_new_with_free_func(block_free);
    return document;
}

void document_free(Document *document)
{
    if (!document)
        return;
    g_free(document->title);
    g_free(document->author);
    g_free(document->dated);
    g_ptr_array_unref(document->blocks);
    g_free(document);
}

static DocumentBlock *last_block(Document *document)
{
    g_return_val_if_fail(document->blocks->len > 0, NULL);
    return g_ptr_array_index(document->blocks, document->blocks->len - 1);
}

static DocumentBlock *add_block(Document *document, BlockKind kind, int level, const char *text)
{
    DocumentBlock *block = g_new0(DocumentBlock, 1);
    block->kind = kind;
    block->level = CLAMP(level, 1, LEVEL_MOST);
    block->runs = g_ptr_array_new_with_free_func(run_free);
    g_ptr_array_add(document->blocks, block);
    if (text)
        document_run(document, RUN_PLAIN, text);
    return block;
}

void document_heading(Document *document, int level, const char *text)
{
    add_block(document, BLOCK_HEADING, level, text);
}

void document_paragraph(Document *document, const char *text)
{
    add_block(document, BLOCK_PARAGRAPH, 1, text);
}

void document_clause(Document *document, int level, const char *number, const char *text)
{
    add_block(document, BLOCK_CLAUSE, level, text)->number = clean(number);
}

void document_run(Document *document, RunStyle style, const char *text)
{
    const DocumentBlock *block = last_block(document);
    g_return_if_fail(block && block->kind != BLOCK_TABLE);
    DocumentRun *run = g_new0(DocumentRun, 1);
    run->style = style;
    run->text = clean(text);
    g_ptr_array_add(block->runs, run);
}

/* --- tables --- */

void document_table(Document *document, guint columns, const char *const *heading)
{
    DocumentBlock *block = add_block(document, BLOCK_TABLE, 1, NULL);
    block->rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    block->data = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    block->columns = columns;
    document_row(document, heading);
}

static bool holds_amount(const DocumentBlock *block, guint column)
{
    return block->rows->len > 0 && column < AMOUNT_COLUMNS && (block->amounts >> column & 1) != 0;
}

static char *shown_cell(const DocumentBlock *block, guint column, const char *given)
{
    const bool amount = given && *given && holds_amount(block, column);
    return amount ? money_format(g_ascii_strtoll(given, NULL, 10), AMOUNT_CURRENCY) : clean(given);
}

static char *data_cell(const DocumentBlock *block, guint column, const char *given)
{
    const bool amount = given && *given && holds_amount(block, column);
    return amount ? money_plain(g_ascii_strtoll(given, NULL, 10), AMOUNT_CURRENCY) : clean(given);
}

void document_row(Document *document, const char *const *cells)
{
    const DocumentBlock *block = last_block(document);
    g_return_if_fail(block && block->kind == BLOCK_TABLE);
    char **row = g_new0(char *, block->columns + 1), **data = g_new0(char *, block->columns + 1);
    for (guint i = 0; i < block->columns; i++) {
        row[i] = shown_cell(block, i, cells[i]);
        data[i] = data_cell(block, i, cells[i]);
    }
    g_ptr_array_add(block->rows, row);
    g_ptr_array_add(block->data, data);
}

void document_amounts(Document *document, guint column)
{
    DocumentBlock *block = last_block(document);
    g_return_if_fail(block && block->kind == BLOCK_TABLE && column < AMOUNT_COLUMNS);
    block->amounts |= G_GUINT64_CONSTANT(1) << column;
}

/* --- reading --- */

const char *document_title(const Document *document)
{
    return document->title;
}

const char *document_author(const Document *document)
{
    return document->author;
}

const char *document_dated(const Document *document)
{
    return document->dated;
}

guint document_count(const Document *document)
{
    return document->blocks->len;
}

const DocumentBlock *document_block(const Document *document, guint index)
{
    return g_ptr_array_index(document->blocks, index);
}

gboolean document_block_is(const DocumentBlock *block, RunStyle style)
{
    for (guint i = 0; i < block->runs->len; i++)
        if (((const DocumentRun *)g_ptr_array_index(block->runs, i))->style != style)
            return FALSE;
    return block->runs->len > 0;
}
