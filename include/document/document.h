/*
 * A document as a sequence of blocks: what drafts and reports say, before it is known whether it becomes
 * DOCX, Markdown or plain text. All text is UTF-8; it is cleaned (base/text.h) when it is put in.
 */
#ifndef ENTENTE_DOCUMENT_DOCUMENT_H
#define ENTENTE_DOCUMENT_DOCUMENT_H

#include <glib.h>

typedef enum {
    RUN_PLAIN,
    RUN_BOLD,
    RUN_INSERTED, /* a marked change: stands only in the newer of two texts */
    RUN_DELETED,  /* a marked change: stood only in the older one */
} RunStyle;

typedef struct {
    RunStyle style;
    char *text; /* may hold newlines: breaks within the block */
} DocumentRun;

typedef enum { BLOCK_HEADING, BLOCK_PARAGRAPH, BLOCK_CLAUSE, BLOCK_TABLE } BlockKind;

typedef struct {
    BlockKind kind;
    int level;       /* heading: 1 (the title) to 4; clause: 1 to 3, how far it is indented */
    char *number;    /* clause: "3.1"; else NULL */
    GPtrArray *runs; /* (element-type DocumentRun); empty for a table */
    GPtrArray *rows; /* table: (element-type GStrv), the first is its heading; else NULL */
    GPtrArray
        *data;     /* table: the same rows with amounts as plain numbers, for programs (element-type GStrv) */
    guint columns; /* table: cells of every row */
    guint64 amounts; /* table: which columns hold amounts, one bit each */
} DocumentBlock;

typedef struct Document Document;

/* An empty document. `title` and `author` become properties of the file; `dated` (an ISO day) is the day of
 * the file and of its marked changes, so that the same content always gives the same bytes. (transfer full)
 */
Document *document_new(const char *title, const char *author, const char *dated);
void document_free(Document *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Document, document_free)

/* Each begins a block with one run; more runs follow with document_run. `text` may be NULL: no run yet. */
void document_heading(Document *document, int level, const char *text);
void document_paragraph(Document *document, const char *text);
/* A numbered clause. The number is text: it reads the same in every format and is never counted anew. */
void document_clause(Document *document, int level, const char *number, const char *text);
/* Goes on in the last block, which must be no table. */
void document_run(Document *document, RunStyle style, const char *text);

/* A table with its heading row: `columns` cells, NULL for an empty one. Rows follow with document_row, which
 * takes as many cells. */
void document_table(Document *document, guint columns, const char *const *heading);
void document_row(Document *document, const char *const *cells);
/* Says, before its first row, that a column of the last table (below the 64th) holds amounts: its cells are
 * given as whole US cents and read "1,234.50 USD", on the right; as data they are "1234.50". */
void document_amounts(Document *document, guint column);

const char *document_title(const Document *document);
const char *document_author(const Document *document);
const char *document_dated(const Document *document);
guint document_count(const Document *document);
/* The block of that number, in order. */
const DocumentBlock *document_block(const Document *document, guint index);
/* True when the block has runs and all of them are of that style: the whole paragraph came, or went. */
gboolean document_block_is(const DocumentBlock *block, RunStyle style);

#endif
