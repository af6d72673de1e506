/* The program in the terminal: places, keys, forms, drafts. */
#ifndef ENTENTE_APP_APP_H
#define ENTENTE_APP_APP_H

#include "screen/office.h"

/* Runs until the officer leaves or the line is gone; what was being typed is a draft then. Returns the exit
 * status; 3 with `error` set when the terminal cannot be used. */
int app_run(Office *office, GError **error);

#endif
