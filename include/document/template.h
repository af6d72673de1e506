/* A DOCX of the office's own with {{fields}} in it, filled. */
#ifndef ENTENTE_DOCUMENT_TEMPLATE_H
#define ENTENTE_DOCUMENT_TEMPLATE_H

#include "document/merge.h"

/* The largest file that is taken. */
enum { TEMPLATE_BYTES = 32 * 1024 * 1024 };

/*
 * The template with values in the place of its {{fields}}: in the text, headers, footers and notes, also
 * where Word has split a field over several runs; the value takes the look of the field's first letter. All
 * else is kept as it is. A field without a value stays and is named in `merge->problems` with part, paragraph
 * and the words around it ("document, paragraph 12: {{partner.nmae}}: ...").
 *
 * ERROR_INPUT for what is no DOCX, holds a DOCTYPE (Word writes none; no entity is ever read), or is larger
 * than can be meant: a part of 16 MiB of text, 64 MiB in all. The same input gives the same bytes. (transfer
 * full)
 */
GBytes *template_fill(const void *bytes, gsize size, const Merge *merge, GError **error);

#endif
