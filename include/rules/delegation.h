/*
 * Many visitors put into one visit from lines of text: what each line becomes, and putting them in as one
 * change. A person who is known by name and citizenship is taken as that person; anybody else becomes a new
 * one.
 */
#ifndef ENTENTE_RULES_DELEGATION_H
#define ENTENTE_RULES_DELEGATION_H

#include "store/store.h"

enum { DELEGATION_AT_MOST = 500 };

typedef struct {
    guint line; /* of the text, 1 is the first */
    char *family_name;
    char *given_name; /* or NULL */
    char *country;    /* ISO code, or NULL */
    char *employer;
    char *position;
    gint64 visitor; /* the known person; 0: a new one */
    bool there;     /* in the visit already: nothing is done */
    char *problem;  /* "line 3, citizenship: ...": the line cannot be taken; or NULL */
} Delegate;

typedef struct Delegation Delegation;

/*
 * Reads lines "name; citizenship; employer; position", parted by semicolons or tabs, or by commas where the
 * first line is a heading that names these columns (any order, then; CSV with quotes). A name is "Family,
 * Given" or "Given FAMILY"/"Given Family"; a citizenship a code, a name or another name of a country.
 * ERROR_INPUT for text that has no lines at all, or more than DELEGATION_AT_MOST. Problems of single lines
 * stand in them. (transfer full)
 */
Delegation *delegation_read(Store *store, gint64 visit, const char *text, GError **error);
void delegation_free(Delegation *delegation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Delegation, delegation_free)

guint delegation_count(const Delegation *delegation);
const Delegate *delegation_at(const Delegation *delegation, guint index);
guint delegation_problems(const Delegation *delegation);
/* What becomes of it: "line 2: Lindqvist, Karl (SE): new, Coast Guard, Engineer". (transfer full) */
char *delegation_line(const Delegation *delegation, Store *store, guint index);

/* What putting them in does beyond it: reviews asked again. Empty while a line has a problem. As
 * consequence_foresee. (transfer full) (element-type Consequence) */
GPtrArray *delegation_foresee(const Delegation *delegation, Store *store, GError **error);

/* Puts them in as one change, which one undo takes back; `*count` says how many. ERROR_INPUT with the first
 * problem while a line has one; nothing is done then. */
bool delegation_enter(Delegation *delegation, Store *store, guint *count, GError **error);

#endif
