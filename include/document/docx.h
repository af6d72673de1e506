/* A document as DOCX (Office Open XML, ECMA-376), which Word and LibreOffice open. */
#ifndef ENTENTE_DOCUMENT_DOCX_H
#define ENTENTE_DOCUMENT_DOCX_H

#include "document/document.h"

/* The bytes of the file: the same document always gives the same ones. Marked changes are real ones (w:ins,
 * w:del) of the document's author and day, so that the reader accepts or rejects them. ERROR_SYSTEM when it
 * cannot be made. (transfer full) */
GBytes *docx_write(const Document *document, GError **error);

#endif
