/* The lists that hang on a record and stand as sections behind its own: made when first shown, counted while
 * no key waits. */
#ifndef ENTENTE_APP_RELATED_H
#define ENTENTE_APP_RELATED_H

#include "app/page.h"
#include "app/pane.h"

typedef struct Related Related;

/* `page` is borrowed and outlives it. */
Related *related_new(App *app, const Page *page);
void related_free(Related *related);

/* Title of a section, with the number of rows once it is known; for page_set_extra, whose data is the
 * Related. */
const char *related_title(gpointer related, guint index);
/* NULL, and said, where the list cannot be read. */
Pane *related_pane(Related *related, guint index);
/* Counts the lists until a key waits. True when a title is another now, or there is more to count. */
bool related_count(Related *related);
/* The file changed: the lists read again; each title keeps its number until it has been counted again. */
void related_reload(Related *related);
/* A key in the list that is shown. */
bool related_handle(Related *related, guint index, Action action);

#endif
