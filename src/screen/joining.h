/* Private to the screen layer: the joining table of a field of many links, written "visit_visitor(visit_id,
 * visitor_id)". */
#ifndef ENTENTE_SCREEN_JOINING_H
#define ENTENTE_SCREEN_JOINING_H

#include <glib.h>
#include <stdbool.h>

typedef struct {
    char *table;
    char *owner;  /* column with the record that has the field */
    char *linked; /* column with the record that is linked to */
} Joining;

/* False for a text that is none. */
bool joining_parse(const char *text, Joining *joining);
void joining_clear(Joining *joining);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Joining, joining_clear)

#endif
