/* Private to the rules layer: the new rows of a rule table. */
#ifndef ENTENTE_RULES_RULE_IMPORT_PRIVATE_H
#define ENTENTE_RULES_RULE_IMPORT_PRIVATE_H

#include "rules/rule_import.h"

typedef struct {
    char *name;
    bool integer, real;
    bool required; /* must have a value */
    bool key;
    int cell;        /* where it stands in the CSV; -1: not there */
    char *refers_to; /* table and column of a foreign key, or NULL */
    char *refers_column;
} RuleColumn;

/* A row as texts in the order of the table's columns; NULL where there is no value. */
typedef struct {
    guint line; /* of the CSV; 0 for a row of the file */
    guint count;
    char **values;
} RuleRow;

struct RuleImport {
    Store *store;
    char *table;
    char *file;
    GArray *columns;     /* RuleColumn */
    GHashTable *before;  /* key -> RuleRow of the file */
    GHashTable *after;   /* key -> RuleRow of the CSV */
    GPtrArray *order;    /* keys of `after` in the order of the CSV; borrowed */
    GHashTable *touched; /* first column of the key of rows that change */
    GPtrArray *changes;
    GPtrArray *problems;
    guint added, changed, gone;
    char *as_of, *stale_after; /* of the present edition */
};

enum { MOST_PROBLEMS = 50 };

const RuleColumn *rule_import_column(const RuleImport *import, guint index);
/* Notes a problem with a value. */
void rule_import_refuse(RuleImport *import, guint line, const char *column, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* --- rule_import_check.c */

/* Holds a row against the kinds of its columns; notes what does not fit. */
bool rule_import_check_row(RuleImport *import, const RuleRow *row);

#endif
