/* A document as plain text: for the terminal, for mail, for a pipe. */
#ifndef ENTENTE_DOCUMENT_PLAIN_H
#define ENTENTE_DOCUMENT_PLAIN_H

#include "document/document.h"

/* The text in lines of at most `columns` (tables may be wider where their cells cannot be cut: they are not).
 * Headings are underlined; marked changes stand as {+inserted+} and [-deleted-]; bold is not shown. Ends with
 * a newline. (transfer full) */
char *plain_write(const Document *document, int columns);

/* The runs of a block as one line of text, with the same marks. (transfer full) */
char *plain_runs(const DocumentBlock *block);

#endif
