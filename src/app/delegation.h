/* Many visitors into one visit, pasted or typed as lines, with a look at what becomes of each before it is
 * done. */
#ifndef ENTENTE_APP_DELEGATION_H
#define ENTENTE_APP_DELEGATION_H

#include "app/view.h"

/* The name of its drafts, where those of forms have a screen's. */
#define DELEGATION_DRAFT "delegation"

/* Takes up what was typed for this visit before and not put in. */
View *delegation_new_view(App *app, gint64 visit);

#endif
