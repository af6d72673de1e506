/* The sheet that an escort carries, read or written to a file. */
#ifndef ENTENTE_APP_SHEET_H
#define ENTENTE_APP_SHEET_H

#include "app/view.h"

void sheet_ask(App *app, const char *record, gint64 id);

#endif
