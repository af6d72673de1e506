/* Private to the rules: what writing texts and showing them share. */
#ifndef ENTENTE_RULES_DRAFTING_PRIVATE_H
#define ENTENTE_RULES_DRAFTING_PRIVATE_H

#include "rules/drafting.h"

/* ERROR_NOT_FOUND: the agreement has no text yet. Always false. */
bool drafting_refuse_none(Store *store, gint64 agreement, GError **error);

#endif
