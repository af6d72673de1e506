/* Private to the screen layer: finding choices and linked records by what people type, and saying what they
 * are called. */
#ifndef ENTENTE_SCREEN_LOOKUP_H
#define ENTENTE_SCREEN_LOOKUP_H

#include "screen/value.h"

/* The cache of a set: how links to the records of each screen are written. */
GHashTable *link_texts_new(void);

/* Appends `name` as an SQL identifier in quotes. */
void append_identifier(GString *sql, const char *name);
/* `typed` as a LIKE pattern with ESCAPE '\': `before` and `after` are "" or "%". (transfer full) */
char *like_pattern(const char *before, const char *typed, const char *after);

/* The label of a code in a choice table (code, label); NULL for an unknown code. (transfer full) */
char *choice_label(Store *store, const char *table, const char *code);
/* The code behind a typed code, label or unique beginning of a label. NULL with ERROR_INPUT that names the
 * nearest. (transfer full) */
char *choice_find(Store *store, const char *table, const char *typed, GError **error);
/* Codes whose code or label is `typed`, else those where one of the two begins with it, else those whose
 * label contains it. (transfer full) (element-type utf8) */
GPtrArray *choice_codes(Store *store, const char *table, const char *typed, GError **error);
GPtrArray *choice_options(Store *store, const char *table, const char *typed, guint limit, GError **error);

/* What a link to that record of the screen `name` shows. NULL where there is no such record. (transfer full)
 */
char *link_label(const ScreenSet *set, Store *store, const char *name, gint64 id);
/* The record behind a reference, an id, a name or its unique beginning. 0 with ERROR_INPUT that names the
 * nearest. */
gint64 link_find(const ScreenSet *set, Store *store, const char *name, const char *typed, GError **error);
GPtrArray *link_options(const ScreenSet *set, Store *store, const char *name, const char *typed, guint limit,
                        GError **error);
/* The SQL of what a link shows, over the columns of the screen's source. Owned by the set. */
const char *link_expression(const ScreenSet *set, Store *store, const ScreenDef *screen);

#endif
