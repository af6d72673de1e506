/* What a narrowing is, for the windows that read by it. */
#ifndef ENTENTE_STORE_NARROWING_PRIVATE_H
#define ENTENTE_STORE_NARROWING_PRIVATE_H

#include <sqlite3.h>

#include "store/narrowing.h"

typedef struct {
    char *sql;
    char *column;  /* or NULL */
    char *words;   /* or NULL */
    char *ids;     /* SELECT of the ids that pass; NULL: no other table is asked */
    bool ids_fail; /* they are those that do not pass */
    bool ids_all;  /* they are all that the other table has */
} NarrowTest;

struct Narrowing {
    GPtrArray *tests;  /* NarrowTest * */
    GPtrArray *values; /* char *, from :c1 on */
};

void narrowing_bind_values(const Narrowing *narrowing, sqlite3_stmt *statement);
/* All tests as one condition; NULL where there are none. (transfer full) */
char *narrowing_sql(const Narrowing *narrowing);

#endif
