/*
 * {{fields}} of a text: where they stand, and putting values in their place. A field is named by letters,
 * digits, "_" and "." ({{partner.name}}), blanks around the name do not count.
 */
#ifndef ENTENTE_DOCUMENT_MERGE_H
#define ENTENTE_DOCUMENT_MERGE_H

#include <glib.h>

/* The value of a field (transfer full), or NULL with `*why` in words ("no such field of a partner", "it is
 * empty"; transfer full). `data` is the caller's. */
typedef char *(*MergeValue)(const char *name, char **why, gpointer data);

/* What merging takes from its caller, and where it puts what is wrong. */
typedef struct {
    MergeValue value;
    gpointer data;
    GPtrArray *problems; /* (element-type utf8); a line is added for each field without a value */
} Merge;

typedef struct {
    gsize start, end; /* bytes of the whole {{...}} */
    char *name;       /* without braces and blanks; "" where no name can be read */
} MergeField;

/* The fields of a text in their order; {{ without its }} is one up to the end of the line. (transfer full)
 * (element-type MergeField) */
GPtrArray *merge_fields(const char *text);

/* The value of one field; NULL after a problem was added: "PLACE: {{NAME}}: why: near \"...\"". (transfer
 * full) */
char *merge_value(const Merge *merge, const char *text, const MergeField *field, const char *place);

/* The text with every value in its place. A field without a value stays as it is and is named with `place`
 * and the words around it. (transfer full) */
char *merge_text(const Merge *merge, const char *text, const char *place);

#endif
