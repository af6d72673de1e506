/*
 * Values of a record and of what it hangs on, by path, as a text takes them: "agreement.title",
 * "partner.name", "agreement.parent.title", "today", "office". One screen's fields are the fields of its
 * record.
 */
#ifndef ENTENTE_SCREEN_FIELDS_H
#define ENTENTE_SCREEN_FIELDS_H

#include "screen/screen.h"

/* Where paths begin. Borrowed; lives as long as its users. */
typedef struct {
    const ScreenSet *screens;
    Store *store;
    const ScreenDef *screen; /* of the record that the text is about */
    gint64 id;
} Fields;

/*
 * The value of a path as people read it: labels of choices, days as "1 December 2026", money with its
 * currency. The first word is the record itself by its kind ("agreement"), a record that one of its fields
 * links to
 * ("partner"), or the only record that links to it ("project" of an agreement that has one). A field goes by
 * its name, which may be without _id or _minor. NULL with `*why` in words (transfer full): no such record or
 * field, several records, an empty field, a sensitive one. (transfer full)
 */
char *fields_value(const Fields *fields, const char *path, char **why);

/* A MergeValue (document/merge.h) over a Fields. */
char *fields_merge_value(const char *path, char **why, gpointer fields);

#endif
