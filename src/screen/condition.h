/* Private to the screen layer: one field's criterion, understood and turned into SQL and words. */
#ifndef ENTENTE_SCREEN_CONDITION_H
#define ENTENTE_SCREEN_CONDITION_H

#include "screen/criterion.h"
#include "screen/screen.h"
#include "store/narrowing.h"

/* A test whose values are as stored. */
typedef struct {
    TestKind kind;
    char *low;
    char *high;
    GPtrArray *one_of; /* codes or ids that it stands for, or NULL */
    char *words;       /* what it was understood as */
    bool begins;       /* reference: what begins with `low` */
} Understood;

typedef enum {
    HOME_SOURCE, /* a column of the list's source */
    HOME_RECORD, /* a column of the record alone */
    HOME_JOINED, /* a joining table */
} ConditionHome;

typedef struct {
    char *field;
    char *title;
    char *typed;
    char *column; /* by which it is looked up; the same as `field` but for computed ones */
    FieldKind kind;
    ConditionHome home;
    const FieldDef *def; /* of the form, or NULL; the screen's */
    char *of;            /* choice: its table */
    /* The column shows what another one stands for (kind_label, partner): what is typed is looked for there
     * first. */
    bool by_shown;
    bool counted;         /* many links: the list has their number in the column of that name */
    const char *prefix;   /* reference: of the records, such as VIS */
    const char *currency; /* money: a code or a column; NULL: unknown */
    bool negated;
    GPtrArray *tests; /* Understood */
} Condition;

/* The field alone, with nothing typed yet. (transfer full) */
Condition *condition_field(const ScreenDef *screen, Store *store, const char *field, GError **error);
/* Finds the field in the screen and understands what was typed. ERROR_INPUT or ERROR_NOT_FOUND says what
 * would be accepted. (transfer full) */
Condition *condition_new(const ScreenDef *screen, Store *store, const char *field, const char *typed,
                         GError **error);
void condition_free(Condition *condition);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Condition, condition_free)

/* The currency of all amounts of the field; NULL where each row has its own, or none is known. */
const char *condition_currency(const Condition *condition);

/* Adds the condition as a test over the screen's source. */
void condition_narrow(const Condition *condition, const ScreenDef *screen, Narrowing *narrowing);
/* Appends it in words: "Ends: before 2027-01-01". */
void condition_words(const Condition *condition, GString *words);

#endif
