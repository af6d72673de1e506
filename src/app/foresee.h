/* What saving or removing does beyond what was typed is said before, and asked. */
#ifndef ENTENTE_APP_FORESEE_H
#define ENTENTE_APP_FORESEE_H

#include "app/page.h"

/* Calls `go_on` at once where saving the page has no consequences, or after the officer said yes. */
void foresee_save(App *app, Page *page, void (*go_on)(App *app, gpointer data), gpointer data);

/* What removing these records does beyond it, a line for each; NULL where it does nothing more. (transfer
 * full)
 */
char *foresee_removal(const App *app, const ScreenDef *screen, const gint64 *ids, guint count);

#endif
