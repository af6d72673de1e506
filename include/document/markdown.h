/* A document as Markdown (CommonMark, with the pipe tables that most readers know). */
#ifndef ENTENTE_DOCUMENT_MARKDOWN_H
#define ENTENTE_DOCUMENT_MARKDOWN_H

#include "document/document.h"

/* Headings as #, bold as **, marked changes as <ins> and <del>; what Markdown would take for a sign of its
 * own is escaped, so that the text reads as it was written. (transfer full) */
char *markdown_write(const Document *document);

#endif
