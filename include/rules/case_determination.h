/* What the rule tables answer about the items of a case: for each destination, and for each visitor among the
 * parties (deemed export). */
#ifndef ENTENTE_RULES_CASE_DETERMINATION_H
#define ENTENTE_RULES_CASE_DETERMINATION_H

#include "rules/determination.h"

typedef struct {
    gint64 item_id;
    char *title;         /* of the item */
    char *problem;       /* why it could not be asked, in words ("not classified yet"); or NULL */
    Determination *made; /* NULL where there is a problem */
} ItemDetermination;
void item_determination_free(ItemDetermination *item);

/* A visitor among the parties, in the order in which the persons of each determination stand. */
typedef struct {
    gint64 visitor_id;
    char *name;
    bool known; /* a citizenship, or that it is a US person, is known */
} CaseVisitor;

typedef struct {
    GPtrArray *items;    /* ItemDetermination, by title */
    GPtrArray *visitors; /* CaseVisitor */
    char *as_of;         /* the file's today */
    bool destined;       /* the case has a destination or a visitor */
} CaseDetermination;

/*
 * Reads the case from the file and asks its tables. The destination of the case and its countries of the
 * roles destination and transit are destinations of an export; countries of the role nationality, and for a
 * deemed export the destination itself where no visitor is a party, are nationals to whom it is released.
 * Visitors count with every citizenship and permanent residence on record. What the tables cannot understand
 * (an unknown ECCN) is the item's problem, not an error. (transfer full)
 */
CaseDetermination *case_determination_read(Store *store, gint64 case_id, GError **error);
void case_determination_free(CaseDetermination *read);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CaseDetermination, case_determination_free)

#endif
