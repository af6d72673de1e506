/* The rule tables: facts with a source and a date. */
#ifndef ENTENTE_STORE_REFERENCE_H
#define ENTENTE_STORE_REFERENCE_H

#include "store/store.h"

typedef struct {
    char *table;
    char *title;
    char *source;
    char *as_of;       /* ISO day */
    char *stale_after; /* ISO day, or NULL */
    bool verified;     /* false: to be shown as unverified */
    bool stale;        /* past stale_after today */
} RuleTable;

void rule_table_free(RuleTable *table);
/* The edition of one rule table; NULL when there is none. (transfer full) */
RuleTable *reference_edition(Store *store, const char *table, GError **error);
/* All of them. (transfer full) (element-type RuleTable) */
GPtrArray *reference_editions(Store *store, GError **error);

/* True when `cite` ("15 CFR 738.4, 742") names the part of the regulation that the table comes from. */
bool reference_is_cited(const RuleTable *table, const char *cite);

#endif
