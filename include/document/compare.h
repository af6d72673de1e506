/* What came and what went between two texts: the shortest edit after Myers (1986), by words. */
#ifndef ENTENTE_DOCUMENT_COMPARE_H
#define ENTENTE_DOCUMENT_COMPARE_H

#include "document/document.h"

typedef enum { COMPARE_SAME, COMPARE_GONE, COMPARE_NEW } CompareKind;

typedef struct {
    CompareKind kind;
    guint before; /* index in the older sequence; of what is new: where it would stand */
    guint after;  /* index in the newer one; of what is gone: where it would stand */
} CompareStep;

/* The steps from one sequence of texts to another, in order; what goes stands before what comes. Where they
 * differ in more than some thousand places, everything between the common ends is gone and new: time and
 * memory are bounded. (transfer full) (element-type CompareStep) */
GArray *compare_sequences(const char *const *before, guint before_count, const char *const *after,
                          guint after_count);

/* Goes on in the document's last block with runs plain, deleted and inserted. NULL is the empty text. */
void compare_runs(Document *document, const char *before, const char *after);

#endif
