/* A screen's list as a part of a view: a window over the file joined to the list engine, with order, criteria
 * and find. */
#ifndef ENTENTE_APP_PANE_H
#define ENTENTE_APP_PANE_H

#include "app/view.h"
#include "store/window.h"

typedef struct Pane Pane;

/* The list of the screen; with `related`, only what belongs to the record of that kind and id. (transfer
 * full) */
Pane *pane_new(App *app, const ScreenDef *screen, const RelatedDef *related, const char *record, gint64 id,
               GError **error);
void pane_free(Pane *pane);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pane, pane_free)

const ScreenDef *pane_screen(const Pane *pane);
ListView *pane_list(const Pane *pane);
Window *pane_window(const Pane *pane);

void pane_draw(Pane *pane, Terminal *terminal, Rect area, bool focused);
/* Reads again; see list_reload. */
void pane_reload(Pane *pane, bool to_first);
/* In a list ordered by a day: goes to the first row of today or later. */
void pane_go_to_today(Pane *pane);

/* Order by a column of the screen; the same column again turns the direction. */
void pane_sort(Pane *pane, guint column);
int pane_sorted(const Pane *pane, bool *descending);

/* The officer's criteria (copied; NULL for none) and the quick filter (NULL for none). */
void pane_set_criteria(Pane *pane, const Criteria *criteria);
const Criteria *pane_criteria(const Pane *pane);
void pane_set_quick(Pane *pane, const QuickDef *quick);
const QuickDef *pane_quick(const Pane *pane);
void pane_set_find(Pane *pane, const char *typed);
const char *pane_found(const Pane *pane); /* words looked for, or NULL */
bool pane_narrowed(const Pane *pane);     /* is anything but the whole list shown */

/* Ids of the marked rows, or of the current one. (transfer full) (element-type gint64) */
GArray *pane_chosen(const Pane *pane);

#endif
