/* Private to the screen layer: the grammar of criteria, without a database. */
#ifndef ENTENTE_SCREEN_CRITERION_H
#define ENTENTE_SCREEN_CRITERION_H

#include <glib.h>
#include <stdbool.h>

typedef enum {
    TEST_PLAIN, /* as the kind of field takes it: contains, or equals */
    TEST_EQUAL,
    TEST_BELOW,
    TEST_AT_MOST,
    TEST_ABOVE,
    TEST_AT_LEAST,
    TEST_RANGE, /* low to high, either may be NULL */
    TEST_PATTERN,
    TEST_EMPTY,
} TestKind;

typedef struct {
    TestKind kind;
    char *low; /* the text it compares with */
    char *high;
} Test;

/* One field's criterion: one of the tests holds, or none of them where it is negated. */
typedef struct {
    bool negated;
    GPtrArray *tests; /* Test */
} Criterion;

/* ERROR_INPUT says what would be accepted. (transfer full) */
Criterion *criterion_parse(const char *typed, GError **error);
void criterion_free(Criterion *criterion);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Criterion, criterion_free)

typedef struct {
    char *field;
    char *typed;
    bool alternative; /* stands behind a "|": this or what stands before it */
} Term;

/* Splits "a = x & b > y | c = z" into its terms; "|" and "&" within a value belong to it unless a field and
 * an operator follow. (transfer full) (element-type Term) */
GPtrArray *criterion_split(const char *line, GError **error);

#endif
