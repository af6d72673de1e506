/*
 * What an item is classified as, and whether a listed paragraph of an entry covers it: text alone, no tables.
 */
#ifndef ENTENTE_RULES_PARAGRAPH_H
#define ENTENTE_RULES_PARAGRAPH_H

#include <glib.h>
#include <stdbool.h>

typedef enum {
    CLASSIFIED_ECCN,  /* an entry of the Commerce Control List */
    CLASSIFIED_EAR99, /* subject to the EAR and in no entry */
    CLASSIFIED_USML,  /* a category of the US Munitions List: the ITAR governs */
} ClassifiedAs;

typedef struct {
    ClassifiedAs as;
    char *code;      /* "6A003", "EAR99", "XI" */
    char *paragraph; /* ".b.4.b", "(a)" of a category; NULL where none is given */
} Classification;

/*
 * Reads "6A003", "6a003.b.4.b", "6A003 b(4)(b)", "EAR99", "XI", "USML XI(a)"; `paragraph` (may be NULL) is
 * given apart, as ".b.4.b", "b.4.b" or "b4b". ERROR_USAGE says what would be accepted, also where a paragraph
 * stands in both and they differ. Whether there is such an entry is the tables' business. (transfer full)
 */
Classification *classification_read(const char *typed, const char *paragraph, GError **error);
void classification_free(Classification *classification);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Classification, classification_free)

/* "6A003.b.4.b". (transfer full) */
char *classification_show(const Classification *classification);

typedef enum {
    COVERS_NOT,
    COVERS_PARTLY, /* some of what is meant, or nobody can tell which */
    COVERS_WHOLLY,
} Coverage;

/*
 * Whether a reason for control covers what is meant: `covers` and `paragraphs` as in the table eccn_control
 * (paragraphs such as ".a .z.1.a"), `given` the paragraph of the item or NULL for the entry as a whole.
 *
 *   entire         wholly, whatever is given.
 *   paragraphs     wholly for a listed paragraph and what stands beneath it (.a covers .a.1), not for
 * another; partly for one above a listed one (.a where .a.1 is listed) and where none is given. entire_except
 * the reverse: not for an excepted paragraph and what stands beneath it, partly for one above it and where
 * none is given, wholly for every other. read_entry     partly: the entry says in words which items are
 * meant, and no paragraph settles that.
 */
Coverage paragraph_coverage(const char *covers, const char *paragraphs, const char *given);

/* True when `given` or one above or beneath it stands in `paragraphs`. */
bool paragraph_listed(const char *paragraphs, const char *given);

#endif
