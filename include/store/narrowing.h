/*
 * What narrows a list: tests that must all hold, in SQL over the columns of the list's source, and the values
 * that stand in them. What a test says of itself beside its SQL lets a window read its rows along an index.
 */
#ifndef ENTENTE_STORE_NARROWING_H
#define ENTENTE_STORE_NARROWING_H

#include <glib.h>
#include <stdbool.h>

typedef struct Narrowing Narrowing;

/* Without any test. (transfer full) */
Narrowing *narrowing_new(void);
void narrowing_free(Narrowing *narrowing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Narrowing, narrowing_free)

/* Takes a copy of the value and says its number: it is :cN in the SQL of a test. */
guint narrowing_bind(Narrowing *narrowing, const char *value);
/*
 * Adds a test made of checked identifiers, in which the list's row may be called `s`. `column` is the only
 * column of the source that it asks; NULL where it asks several, or another table. `words` stand in that
 * column of every row that passes, whatever their case; NULL where none do. Copies all three.
 */
void narrowing_add(Narrowing *narrowing, const char *sql, const char *column, const char *words);
/* Adds the test that another table has a row (`none`: has none) whose `column` is the id of the list's row,
 * which is never NULL there, and for which `condition` holds (NULL: any). */
void narrowing_add_linked(Narrowing *narrowing, const char *table, const char *column, const char *condition,
                          bool none);
bool narrowing_is_empty(const Narrowing *narrowing);

#endif
