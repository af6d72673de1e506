/*
 * What officers type to filter: one criterion per field.
 *
 *   sweden            text: contains it (folded); choice: label or code, or its beginning, or else part of a
 *                     label; link: name, code or reference; number, date, money: equals;
 *                     reference: begins with it where it begins as they do (VIS-20), else contains it
 *   =x  !x  !=x       equals exactly; not
 *   >x >=x <x <=x     after, from, before, until
 *   a..b  a..  ..b    from a to b, both included
 *   a|b               one or the other
 *   *scr*ing*         pattern
 *   =   !             is empty; is not empty
 *
 * A column that shows a label or the name of a linked record (kind_label, partner beside partner_id) is asked
 * as the choice or the link itself; where nothing of that is meant, for what it shows.
 *
 * Dates take what date fields take (today, +30d, 1 dec); money what money fields take. A line joins criteria
 * of several fields: `state = in_force & ends_on < +90d`.
 */
#ifndef ENTENTE_SCREEN_CRITERIA_H
#define ENTENTE_SCREEN_CRITERIA_H

#include "screen/screen.h"
#include "store/narrowing.h"

typedef struct Criteria Criteria;

/* No criteria. (transfer full) */
Criteria *criteria_new(const ScreenDef *screen, Store *store);
Criteria *criteria_copy(const Criteria *criteria);
void criteria_free(Criteria *criteria);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Criteria, criteria_free)

/* Adds "field" with what was typed; a field without text is taken away. ERROR_INPUT says what would be
 * accepted; nothing changes then. Fields are those of the screen's list source and form. */
bool criteria_set(Criteria *criteria, const char *field, const char *typed, GError **error);
/* Adds a line "field=criterion" or "a = x & b > y". */
bool criteria_add_line(Criteria *criteria, const char *line, GError **error);
const char *criteria_get(const Criteria *criteria, const char *field); /* as typed, or NULL */
guint criteria_count(const Criteria *criteria);

/* Adds a test over the screen's source for each criterion. */
void criteria_narrow(const Criteria *criteria, Narrowing *narrowing);
/* In words, for the title line: "Partner: Sweden, Ends: before 2027-01-01". (transfer full) */
char *criteria_words(const Criteria *criteria);

/* What may be typed to filter by that field, by examples of its kind, in at most 58 columns. */
const char *criteria_help(const ScreenDef *screen, Store *store, const char *field);
/* True where what is typed stands for choices, which criteria_options offers. */
bool criteria_chooses(const ScreenDef *screen, Store *store, const char *field);
/* Criteria that complete what is typed: "signed|in f" gives "signed|In force". Up to `limit`, best first.
 * (transfer full) (element-type ValueOption: `text` is the criterion) */
GPtrArray *criteria_options(const ScreenDef *screen, Store *store, const char *field, const char *typed,
                            guint limit, GError **error);

/* True when the criteria line holds for a record (FieldDef.when). A line that does not parse holds. */
struct Record;
bool criteria_holds(const char *line, const char *(*get)(const char *field, gconstpointer data),
                    gconstpointer data);

#endif
