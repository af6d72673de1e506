/* The program in the terminal: places, keys, forms, drafts. */
#ifndef ENTENTE_APP_APP_H
#define ENTENTE_APP_APP_H

#include "screen/office.h"

/* Paints home of an office that was looked at (office_look), opens it, and runs until the officer leaves or
 * the line is gone; what was being typed is a draft then. Returns the exit status; 3 with `error` set, and
 * the terminal as it was, when the terminal cannot be used or the office cannot be opened. */
int app_run(Office *office, GError **error);

#endif
