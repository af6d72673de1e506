/*
 * What a form says beside a field from the facts that stand in it: "9 days short of the lead time of 30". A
 * field's setting advice = "NAME" names db/advice/NAME.sql: one SELECT whose first column is what is said
 * (NULL: nothing) and whose second is 1 where it is a warning; its values are the form's fields by their
 * names.
 */
#ifndef ENTENTE_SCREEN_ADVICE_H
#define ENTENTE_SCREEN_ADVICE_H

#include "screen/screen.h"
#include "store/record.h"

/* True when there is advice of that name, and it can be asked of this file. */
bool advice_known(Store *store, const char *name, GError **error);

/*
 * What is said for the record as it stands, with `value` (stored form) in place of the field's own where it
 * is not NULL. NULL when nothing is, or the field has no advice. (transfer full)
 */
char *advice_read(const FieldDef *field, Store *store, const Record *record, const char *value,
                  bool *warning);

#endif
