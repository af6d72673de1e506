/* The command rules: the rule tables, where they come from, and newer ones in their place. */
#include <string.h>

#include "base/csv.h"
#include "base/date.h"
#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "rules/rule_import.h"
#include "rules/tables.h"
#include "store/query.h"
#include "store/reference.h"

enum { CHANGES_SHOWN = 200, CASES_SHOWN = 50 };

/* --- list --- */

static bool sheet_table(Sheet *sheet, const RuleTable *table, GError **error)
{
    const char *const values[] = {table->table,
                                  table->title,
                                  table->source,
                                  table->as_of,
                                  table->stale_after,
                                  table->stale ? "1" : "0",
                                  table->verified ? "1" : "0"};
    return sheet_row(sheet, values, error);
}

static void list_sheet(Call *call, const GPtrArray *tables, GError **error)
{
    static const char *const names[] = {"table",       "title", "source",   "as_of",
                                        "stale_after", "stale", "verified", NULL};
    g_autoptr(Sheet) sheet =
        sheet_new(options_format(&call->options, EXPORT_CSV), names, output_write, call->output);
    sheet_number(sheet, 5);
    sheet_number(sheet, 6);
    for (guint i = 0; i < tables->len; i++)
        if (!sheet_table(sheet, g_ptr_array_index(tables, i), error))
            return;
    sheet_end(sheet, error);
}

static void list_text(Call *call, const GPtrArray *tables)
{
    int columns = 0;
    for (guint i = 0; i < tables->len; i++)
        columns = MAX(columns, text_width(((const RuleTable *)g_ptr_array_index(tables, i))->table));
    output_line(call->output, "%-*s  %-10s  %-11s  Source", columns, "Table", "As of", "Stale after");
    for (guint i = 0; i < tables->len; i++) {
        const RuleTable *table = g_ptr_array_index(tables, i);
        output_line(call->output, "%-*s  %-10s  %-11s  %s%s%s", columns, table->table, table->as_of,
                    table->stale_after ? table->stale_after : "", table->source,
                    table->verified ? "" : " (unverified)", table->stale ? " PAST ITS DAY" : "");
    }
}

static int list_rules(Call *call, const Office *office, GError **error)
{
    g_autoptr(GPtrArray) tables = reference_editions(office->store, error);
    if (!tables)
        return 0;
    if (options_format(&call->options, EXPORT_TEXT) == EXPORT_TEXT)
        list_text(call, tables);
    else
        list_sheet(call, tables, error);
    return 0;
}

/* --- export --- */

static bool is_rule_table(const Office *office, const char *name, GError **error)
{
    GError *problem = NULL;
    RuleTable *table = reference_edition(office->store, name, &problem);
    bool found = table != NULL;
    rule_table_free(table);
    if (problem)
        g_propagate_error(error, problem);
    else if (!found)
        error_set(error, ERROR_USAGE, "%s: no rule table: `entente rules list` names them", name);
    return found;
}

static bool export_row(Call *call, const RuleRows *rows, guint row, const GPtrArray *columns)
{
    g_autoptr(GString) line = g_string_new(NULL);
    for (guint i = 0; i < columns->len; i++)
        csv_append(line, rule_cell(rows, row, columns->pdata[i]), i == 0, false);
    g_string_append_c(line, '\n');
    return output_write(line->str, line->len, call->output);
}

/* As import reads it, so that what is replaced can be kept and brought back. */
static int export_rules(Call *call, const Office *office, GError **error)
{
    const char *name = call->words[1];
    if (!is_rule_table(office, name, error))
        return 0;
    g_autoptr(RuleTables) tables = rule_tables_of_store(office->store);
    g_autoptr(RuleRows) rows = rule_rows(tables, name, NULL, NULL, error);
    g_autoptr(GPtrArray) columns = schema_columns(office->store, name);
    if (!rows)
        return 0;
    g_autoptr(GString) head = g_string_new(NULL);
    for (guint i = 0; i < columns->len; i++)
        csv_append(head, columns->pdata[i], i == 0, false);
    g_string_append_c(head, '\n');
    output_write(head->str, head->len, call->output);
    for (guint i = 0; i < rule_rows_count(rows); i++)
        if (!export_row(call, rows, i, columns))
            break;
    return 0;
}

/* --- import --- */

static bool read_day(const char *option, const char *typed, const Office *office, char **day, GError **error)
{
    if (!typed)
        return true;
    GError *problem = NULL;
    g_autofree char *today = store_today(office->store);
    *day = date_parse(typed, today, NULL, &problem);
    if (*day)
        return true;
    error_set(error, ERROR_USAGE, "%s: %s", option, problem->message);
    g_error_free(problem);
    return false;
}

static void print_some(Call *call, const GPtrArray *lines, guint most)
{
    for (guint i = 0; i < lines->len && i < most; i++)
        output_line(call->output, "  %s", (const char *)lines->pdata[i]);
    if (lines->len > most)
        output_line(call->output, "  and %u more", lines->len - most);
}

static bool print_import(Call *call, const RuleImport *import, GError **error)
{
    g_autoptr(GPtrArray) cases = rule_import_cases(import, error);
    if (!cases)
        return false;
    output_line(call->output, "%s: %u added, %u changed, %u gone%s.", call->words[1],
                rule_import_added(import), rule_import_changed(import), rule_import_gone(import),
                call->options.dry_run ? "; a dry run: nothing was written" : "");
    print_some(call, rule_import_changes(import), CHANGES_SHOWN);
    g_autofree char *count = text_count(cases->len, "open case asks", "open cases ask");
    output_line(call->output, "%s for what changes%s", cases->len ? count : "No open case asks",
                cases->len ? ":" : ".");
    print_some(call, cases, CASES_SHOWN);
    return true;
}

static void take_edition(Call *call, const Office *office, RuleImport *import, const NewEdition *edition,
                         GError **error)
{
    for (guint i = 0; i < rule_import_problems(import)->len; i++)
        output_note("%s", (const char *)rule_import_problems(import)->pdata[i]);
    g_autofree char *today = store_today(office->store);
    if (strcmp(edition->as_of, today) > 0) {
        error_set(error, ERROR_USAGE, "--as-of: %s is after today: the day of the table itself",
                  edition->as_of);
        return;
    }
    if (!rule_import_check(import, edition, error))
        return;
    bool written = call->options.dry_run || rule_import_write(import, edition, error);
    if (!written || !print_import(call, import, error))
        return;
    if (call->options.dry_run)
        output_note("Undo will not bring the old table back: keep it first with entente rules export %s",
                    call->words[1]);
    else
        output_note("Undo does not take this back: the table as it was stands in a backup, or where it was "
                    "exported to");
}

static int import_rules(Call *call, const Office *office, GError **error)
{
    g_autofree char *as_of = NULL;
    g_autofree char *stale_after = NULL;
    if (!call->options.as_of) {
        error_set(error, ERROR_USAGE, "--as-of: it says of which day the table is: --as-of 2027-01-05");
        return 0;
    }
    if (!read_day("--as-of", call->options.as_of, office, &as_of, error) ||
        !read_day("--stale-after", call->options.stale_after, office, &stale_after, error))
        return 0;
    g_autoptr(CsvTable) csv = csv_read(call->words[2], error);
    g_autoptr(RuleImport) import =
        csv ? rule_import_read(office->store, call->words[1], call->words[2], csv, error) : NULL;
    const NewEdition edition = {call->options.source, as_of, stale_after, call->options.shrink_ok};
    if (import)
        take_edition(call, office, import, &edition, error);
    return 0;
}

/* --- all of it --- */

int command_rules(Call *call, GError **error)
{
    static const struct {
        const char *word;
        guint words;
        const char *usage;
        int (*run)(Call *call, const Office *office, GError **error);
    } parts[] = {
        {"list", 1, "rules list", list_rules},
        {"export", 2, "rules export TABLE", export_rules},
        {"import", 3, "rules import TABLE FILE.csv --source TEXT --as-of DATE", import_rules},
    };
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        if (strcmp(parts[i].word, call->words[0]) != 0)
            continue;
        if (g_strv_length(call->words) != parts[i].words) {
            error_set(error, ERROR_USAGE, "rules: other words are needed: entente %s", parts[i].usage);
            return 0;
        }
        g_autoptr(Office) office = call_open(call, error);
        return office ? parts[i].run(call, office, error) : 0;
    }
    error_set(error, ERROR_USAGE, "%s: rules knows no such word: one of list, export, import",
              call->words[0]);
    return 0;
}
