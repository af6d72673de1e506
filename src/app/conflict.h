/* Two officers saved the same record: both versions field by field, and the officer chooses. */
#ifndef ENTENTE_APP_CONFLICT_H
#define ENTENTE_APP_CONFLICT_H

#include "app/view.h"

/* Called with the record as it stands in the file and as the officer chose it; both are freed afterwards. */
typedef void (*ConflictDone)(App *app, Record *current, Record *chosen, gpointer data);

/* `before` is what both started from, `mine` what was typed, `current` what stands in the file now. All are
 * copied. */
View *conflict_new(App *app, const ScreenDef *screen, const Record *before, const Record *mine,
                   const Record *current, ConflictDone done, gpointer data);

#endif
