/* A text as a place: help, history. */
#ifndef ENTENTE_APP_READ_H
#define ENTENTE_APP_READ_H

#include "app/view.h"
#include "tui/pager.h"

/* A view over `pager` (taken). `fill` (may be NULL) is called to write the text again when the file changed;
 * `data` is freed with `free_data`. */
View *read_new(App *app, const char *title, Pager *pager, void (*fill)(App *app, Pager *pager, gpointer data),
               gpointer data, GDestroyNotify free_data);

/* What a text leads to: a digit key goes to its record. */
typedef struct {
    const char *screen; /* interned or static */
    gint64 id;
} ReadJump;
/* Digits go to the records of `jumps` (element-type ReadJump, borrowed from `data`), 1 to the first. */
void read_set_jumps(View *view, const GArray *jumps);

#endif
