/*
 * The rule tables as the rules see them: rows found by one column, wherever they are kept. Behind it stand
 * the tables of an office's file, those built into the program, or CSV texts.
 */
#ifndef ENTENTE_RULES_TABLES_H
#define ENTENTE_RULES_TABLES_H

#include "store/store.h"

typedef struct RuleTables RuleTables;
typedef struct RuleRows RuleRows;

/* Those of an office's file, which an administrator may have replaced. `store` must outlive it. (transfer
 * full) */
RuleTables *rule_tables_of_store(Store *store);
/* Those that the program came with: db/reference, without any file. (transfer full) */
RuleTables *rule_tables_built_in(void);
/* Tables from pairs of a name and its CSV, ended by NULL; every other table has no rows. The texts are
 * copied. (transfer full) */
RuleTables *rule_tables_of_texts(const char *table, ...) G_GNUC_NULL_TERMINATED;
void rule_tables_free(RuleTables *tables);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RuleTables, rule_tables_free)

/* Where the tables come from, for a person: the path of the file, or "built into the program". Owned by
 * `tables`. */
const char *rule_tables_origin(const RuleTables *tables);

/* The rows of `table` whose `column` is `key` (all rows with NULL), in the table's order. The editions are
 * the table "rule_table". A table that there is not has no rows. ERROR_SYSTEM when it cannot be read.
 * (transfer full) `tables` must outlive the rows. */
RuleRows *rule_rows(const RuleTables *tables, const char *table, const char *column, const char *key,
                    GError **error);
void rule_rows_free(RuleRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RuleRows, rule_rows_free)

guint rule_rows_count(const RuleRows *rows);
/* A cell; NULL where it is empty, or there is no such row or column. Owned by `rows`. */
const char *rule_cell(const RuleRows *rows, guint row, const char *column);
/* True where the cell is "1". */
bool rule_flag(const RuleRows *rows, guint row, const char *column);

#endif
