/* The kinds of fields that a form can have: one row each. Everything that depends on the kind asks this
 * table. */
#ifndef ENTENTE_BASE_FIELD_H
#define ENTENTE_BASE_FIELD_H

#include <stdbool.h>

/* A table reads by its columns. */
/* clang-format off */
/*       constant        name        typed   picks   right  what it accepts, for help and refusals */
#define FIELD_KINDS(X)                                                                                                 \
    X(FIELD_TEXT,        "text",     true,   false,  false, "any text on one line")                                    \
    X(FIELD_NOTE,        "note",     true,   false,  false, "any text, many lines")                                    \
    X(FIELD_INTEGER,     "integer",  true,   false,  true,  "a whole number")                                          \
    X(FIELD_NUMBER,      "number",   true,   false,  true,  "a number such as 0.7547")                                 \
    X(FIELD_MONEY,       "money",    true,   false,  true,  "an amount such as 850,000.00, 850k or 1.2m")              \
    X(FIELD_PERCENT,     "percent",  true,   false,  true,  "a number from 0 to 100, with or without %")               \
    X(FIELD_DATE,        "date",     true,   false,  false, "a date: 1 dec, fri, next month, +3w, 2026-12-01")         \
    X(FIELD_TIME,        "time",     true,   false,  false, "a time of day: 14:30, 9am")                               \
    X(FIELD_CHOICE,      "choice",   true,   true,   false, "one of the list; type to narrow it")                      \
    X(FIELD_LINK,        "link",     true,   true,   false, "a record: type part of its name or reference")            \
    X(FIELD_LINKS,       "links",    true,   true,   false, "one or more records; Enter adds, Backspace takes away")   \
    X(FIELD_COUNTRY,     "country",  true,   true,   false, "a country: its name or two-letter code")                  \
    X(FIELD_FLAG,        "flag",     true,   false,  false, "y or n; Space turns it")                                  \
    X(FIELD_REF,         "ref",      false,  false,  false, "given by the program")                                    \
    X(FIELD_COMPUTED,    "computed", false,  false,  false, "worked out by the program")
/* clang-format on */

typedef enum {
#define X(constant, name, typed, picks, right, accepts) constant,
    FIELD_KINDS(X)
#undef X
        FIELD_KIND_COUNT
} FieldKind;

/* The kind of that name; false when there is none. */
bool field_kind_find(const char *name, FieldKind *kind);
const char *field_kind_name(FieldKind kind);
bool field_kind_typed(FieldKind kind); /* can the officer change it */
bool field_kind_picks(FieldKind kind); /* is it chosen from a list that filters while typing */
bool field_kind_right(FieldKind kind); /* numbers stand to the right */
const char *field_kind_accepts(FieldKind kind);

#endif
