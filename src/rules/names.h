/* Private to the rules: what messages call a record. */
#ifndef ENTENTE_RULES_NAMES_H
#define ENTENTE_RULES_NAMES_H

#include "store/record.h"

/* "Visit VIS-2026-087": the reference says which where there is one. (transfer full) */
char *name_of_record(Store *store, const char *record, gint64 id);

#endif
