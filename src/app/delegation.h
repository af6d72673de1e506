/* Many visitors into one visit, pasted or typed as lines, with a look at what becomes of each before it is
 * done. */
#ifndef ENTENTE_APP_DELEGATION_H
#define ENTENTE_APP_DELEGATION_H

#include "app/view.h"

View *delegation_new_view(App *app, gint64 visit);

#endif
