/*
 * A field's value between what is stored and what a person reads and types: one place for forms, lists,
 * import, export and filters.
 */
#ifndef ENTENTE_SCREEN_VALUE_H
#define ENTENTE_SCREEN_VALUE_H

#include "screen/screen.h"
#include "store/record.h"

/*
 * Reads what was typed (or stood in a CSV) into the stored value. Choices by code or label, links by
 * reference, name or id, countries by name or code; a unique beginning is enough; several links stand with
 * ";" between them. `record` gives the fields it leans on (currency; the date that +3y counts from, which is
 * the field's own where it has one and FieldDef.from, else that of the field `from`) and may be NULL. Empty
 * text is NULL without error (a flag that has a default: no). The message of ERROR_INPUT begins with what was
 * typed and says what would be accepted, with the nearest choices; the field's label is the caller's to put
 * before it. `*stored` (transfer full).
 */
bool value_parse(const FieldDef *field, const ScreenSet *set, Store *store, const Record *record,
                 const char *typed, char **stored, GError **error);

/* What a form shows for a stored value: labels, titles of linked records, formatted money and dates. "" for
 * NULL. (transfer full) */
char *value_show(const FieldDef *field, const ScreenSet *set, Store *store, const Record *record,
                 const char *stored);

/* What the field understood, for the space beside it: "Tue 1 Dec 2026, in 8 days"; NULL when there is nothing
 * to add. (transfer full) */
char *value_understood(const FieldDef *field, Store *store, const Record *record, const char *stored);

/* The same while it is being typed: what the text so far means ("850,000.00 USD", "2034-01-01, 3 years after
 * 2031-01-01"). NULL while it means nothing yet, or just what it says, and for kinds that need no reading.
 * (transfer full) */
char *value_reading(const FieldDef *field, const ScreenSet *set, Store *store, const Record *record,
                    const char *typed);

/* What an officer should know before a value is taken that is allowed and yet rarely meant (FieldDef.warn):
 * "in the past", "343 days after 2026-12-14". `typed` is what stands in the field instead of the record's
 * value, or NULL; a day counted from another ("+3y") warns of the past in every field with `from`. NULL for
 * nothing. (transfer full) */
char *value_warning(const FieldDef *field, const ScreenSet *set, Store *store, const Record *record,
                    const char *typed);
/* Takes FieldDef.warn apart: false for a word that it does not know. */
bool value_warn_read(const char *warn, bool *past, int *days);

/* What a list cell shows. `today` ISO. (transfer full) */
char *value_cell(const ColumnDef *column, const char *stored, const char *currency, const char *today);

typedef struct {
    char *stored; /* code or id */
    char *text;   /* what is shown and matched */
    char *detail; /* something beside it, or NULL */
} ValueOption;
void value_option_free(ValueOption *option);

/* Up to `limit` options of a choice, link or country field that match `typed` (all for ""), best first.
 * (transfer full) (element-type ValueOption) */
GPtrArray *value_options(const FieldDef *field, const ScreenSet *set, Store *store, const char *typed,
                         guint limit, GError **error);

/* The value of a new record: FieldDef.fallback resolved. NULL for none. (transfer full) */
char *value_fallback(const FieldDef *field, Store *store);

/* For `links` fields: ids of the records joined to `record_id`, as text "12,15" in stored form. Reading;
 * written by value_links_write inside a change. */
struct Change;
char *value_links_read(const FieldDef *field, Store *store, gint64 record_id, GError **error);
bool value_links_write(const FieldDef *field, struct Change *change, gint64 record_id, const char *before,
                       const char *after, GError **error);

#endif
