/*
 * A rule table replaced by a newer one: what a CSV would change, held against the table before anything is
 * written.
 */
#ifndef ENTENTE_RULES_RULE_IMPORT_H
#define ENTENTE_RULES_RULE_IMPORT_H

#include "base/csv.h"
#include "store/store.h"

typedef struct RuleImport RuleImport;

typedef struct {
    const char *source;      /* where the table comes from */
    const char *as_of;       /* ISO day */
    const char *stale_after; /* ISO day; NULL: as many days after as_of as the edition that it replaces */
    bool shrink_ok;          /* take it although more than one row in twenty is gone */
} NewEdition;

/*
 * Reads `csv` as the new rows of the rule table `table`; `file` is for messages. The header names columns of
 * the table in any order and case; the key and every column that must have a value are needed. ERROR_USAGE
 * for a table that is no rule table, naming those that are; ERROR_INPUT for a header that does not fit. Rows
 * that do not fit are counted and described, see rule_import_problems. (transfer full)
 */
RuleImport *rule_import_read(Store *store, const char *table, const char *file, const CsvTable *csv,
                             GError **error);
void rule_import_free(RuleImport *import);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RuleImport, rule_import_free)

/* "FILE:LINE: COLUMN: what: what would be accepted", one text for each value that does not fit, at most some
 * dozens. Owned by `import`. (element-type utf8) */
const GPtrArray *rule_import_problems(const RuleImport *import);
/* "SG: ns2 0 -> 1", "XX added", "YY gone": one text for each row that changes. Owned by `import`.
 * (element-type utf8) */
const GPtrArray *rule_import_changes(const RuleImport *import);
guint rule_import_added(const RuleImport *import);
guint rule_import_changed(const RuleImport *import);
guint rule_import_gone(const RuleImport *import);

/* Titles of the open cases that ask the table about a row that changes: by the country of the case, its
 * countries and parties and those of territories that use the row, or by the ECCN of its items. Where the
 * table is about neither, all open cases with an item or a country. (transfer full) (element-type utf8) */
GPtrArray *rule_import_cases(const RuleImport *import, GError **error);

/* True when nothing speaks against writing: no problems, days in order, not too many rows gone. ERROR_INPUT
 * or ERROR_REFUSED says what to do. */
bool rule_import_check(const RuleImport *import, const NewEdition *edition, GError **error);
/* Checks, and writes rows and edition as one change of the journal. What the table was stays written nowhere
 * but in copies: undo refuses it; import the earlier table again. The words of the entry name the counts. */
bool rule_import_write(RuleImport *import, const NewEdition *edition, GError **error);

#endif
