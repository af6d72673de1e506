/* What is typed into a form and not saved: kept as a draft, and taken up again letter by letter. */
#ifndef ENTENTE_APP_UNSAVED_H
#define ENTENTE_APP_UNSAVED_H

#include "app/page.h"
#include "tui/form.h"

/* Something was typed that the file does not have. */
bool unsaved_there(const Page *page, const FormView *form);
/* Writes the draft, or removes it where all that was typed was typed away again. `*draft` is its id, 0 for
 * none. Nothing in a file that cannot be written. */
void unsaved_keep(App *app, const Page *page, const FormView *form, gint64 *draft);
void unsaved_drop(App *app, gint64 *draft);
/* After a draft was read into the page and typing began: goes to the field where typing stopped, and puts
 * what was half typed back into it; where that is no value it is marked as refused. */
void unsaved_retype(Page *page, FormView *form);
/* This officer's draft of a record that exists, or 0; `*since` gets when it was kept (transfer full). */
gint64 unsaved_find(App *app, const ScreenDef *screen, gint64 record, char **since);
/* Reads a draft back, with the screen that its form belongs to. (transfer full) `before` and `now`. */
bool unsaved_read(App *app, gint64 id, const ScreenDef **screen, Record **before, Record **now,
                  GError **error);
/* A draft's time as people read it. (transfer full) */
char *unsaved_time(const char *saved_at);

#endif
