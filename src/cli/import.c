/* The command import: all rows of a CSV or none. */
#include "base/csv.h"
#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/intake.h"
#include "screen/save.h"
#include "screen/value.h"
#include "store/bulk.h"

enum { ROWS_PER_GLANCE = 256, ROWS_TOLD = 200 };

typedef struct {
    const Office *office;
    const ScreenDef *screen;
    const char *file;
    const CsvTable *table;
    Intake *intake;
    Output *tell; /* where a dry run says what it would do; NULL: nowhere */
    guint fresh, changed, same;
} Import;

static char *import_words(const Import *import)
{
    g_autofree char *name = g_path_get_basename(import->file);
    return g_strdup_printf("%s imported from %s: %u new, %u changed", import->screen->title, name,
                           import->fresh, import->changed);
}

static Change *open_change(const Import *import, GError **error)
{
    g_autofree char *words = import_words(import);
    Change *change = change_open(import->office->store, words, error);
    if (change)
        change_set_kind(change, "import");
    return change;
}

/* Shows how far the work is; false when somebody wants it to end. */
static bool glance(const Import *import, const char *what, guint row, GError **error)
{
    if (row % ROWS_PER_GLANCE != 0)
        return true;
    output_progress(what, (int)((guint64)row * 100 / (csv_rows(import->table) + 1)));
    return !output_interrupted() ||
           error_set(error, ERROR_INTERRUPTED, "%s: interrupted: nothing was written; import it again",
                     import->file);
}

/* --- first all rows are read, without holding anybody up --- */

static bool read_all(Import *import, GError **error)
{
    for (guint row = 0; row < csv_rows(import->table); row++) {
        if (!glance(import, "Reading", row, error))
            return false;
        g_autoptr(Record) before = NULL;
        record_free(intake_read(import->intake, row, &before));
    }
    return true;
}

/* --- what a dry run says of a row --- */

static void append_value(const Import *import, const FieldDef *field, const Record *record, GString *text)
{
    const char *stored = record_get(record, field->name);
    g_autofree char *shown = field->sensitive || !stored ? NULL
                                                         : value_show(field, import->office->screens,
                                                                      import->office->store, record, stored);
    g_string_append(text, !stored ? "(empty)" : shown ? shown : "(hidden)");
}

static void append_difference(const Import *import, const char *column, const Record *before,
                              const Record *after, GString *text)
{
    const FieldDef *field = screen_field(import->screen, column);
    if (!field)
        return;
    g_string_append_printf(text, "; %s: ", field->label);
    append_value(import, field, before, text);
    g_string_append(text, " -> ");
    append_value(import, field, after, text);
}

static void tell_row(const Import *import, guint row, const Record *before, const Record *record,
                     const GPtrArray *differences)
{
    if (!import->tell || import->fresh + import->changed >= ROWS_TOLD)
        return;
    g_autofree char *title =
        before ? record_title(import->office->store, import->screen->record, record_id(record))
               : g_strdup("new");
    g_autoptr(GString) text = g_string_new(title);
    for (guint i = 0; differences && i < differences->len; i++)
        append_difference(import, differences->pdata[i], before, record, text);
    output_line(import->tell, "%s:%u: %s", import->file, csv_row(import->table, row)->line, text->str);
}

/* --- then they are written --- */

static bool write_row(Import *import, Change *change, guint row, GError **error)
{
    g_autoptr(Record) before = NULL;
    g_autoptr(Record) record = intake_read(import->intake, row, &before);
    if (!record)
        return true; /* it is noted */
    g_autoptr(GPtrArray) differences = before ? record_differences(before, record) : NULL;
    if (differences && differences->len == 0) {
        import->same++;
        return true;
    }
    tell_row(import, row, before, record, differences);
    if (!save_write(import->screen, import->office->store, change, before, record, error))
        return false;
    if (before)
        import->changed++;
    else
        import->fresh++;
    return true;
}

static bool is_row_problem(const GError *problem)
{
    return error_is(problem, ERROR_INPUT) || error_is(problem, ERROR_REFUSED) ||
           error_is(problem, ERROR_CONFLICT) || error_is(problem, ERROR_NOT_FOUND);
}

/* Writes every row that was read well. A row that the file refuses spoils the change: it is noted, and the
 * rest is tried in another, which is given up too, so that all such rows are named at once. */
static Change *write_all(Import *import, GError **error)
{
    g_autoptr(Change) change = open_change(import, error);
    for (guint row = 0; change && row < csv_rows(import->table); row++) {
        g_autoptr(GError) problem = NULL;
        if (!glance(import, "Writing", row, error))
            return NULL;
        if (intake_is_refused(import->intake, row) || write_row(import, change, row, &problem))
            continue;
        if (!is_row_problem(problem)) {
            g_propagate_error(error, g_steal_pointer(&problem));
            return NULL;
        }
        intake_refuse(import->intake, row, problem);
        change_abandon(g_steal_pointer(&change));
        change = open_change(import, error);
    }
    return g_steal_pointer(&change);
}

static bool refuse_all(const Import *import, GError **error)
{
    if (intake_unprinted(import->intake) > 0)
        output_note("%s: and %u more problems", import->file, intake_unprinted(import->intake));
    g_autofree char *rows = text_count(intake_refused(import->intake), "row", "rows");
    return error_set(error, ERROR_INPUT,
                     "%s: %s cannot be taken: nothing was written; mend them and import again", import->file,
                     rows);
}

static void print_result(Call *call, const Import *import)
{
    output_line(call->output, "%s: %u new, %u changed, %u unchanged%s.", import->file, import->fresh,
                import->changed, import->same,
                call->options.dry_run ? "; a dry run: nothing was written" : "");
}

static bool end_change(Call *call, const Import *import, Change *change, GError **error)
{
    if (intake_refused(import->intake) > 0) {
        change_abandon(change);
        return refuse_all(import, error);
    }
    if (call->options.dry_run) {
        change_abandon(change);
        return true;
    }
    g_autofree char *words = import_words(import);
    change_set_words(change, words);
    return change_commit(change, NULL, error);
}

static bool write_and_end(Call *call, Import *import, GError **error)
{
    Change *change = write_all(import, error);
    output_progress("Writing", -1);
    return change && end_change(call, import, change, error);
}

static bool run_import(Call *call, Import *import, GError **error)
{
    Store *store = import->office->store;
    if (!bulk_begin(store, false, error) || !read_all(import, error))
        return false;
    const bool good = write_and_end(call, import, error);
    return bulk_end(store, good ? error : NULL) && good;
}

static Mapping *read_mapping(const Office *office, const ScreenDef *screen, const char *name, GError **error)
{
    g_autoptr(Mapping) mapping = mapping_read(office, screen, name, error);
    if (!mapping || mapping_known(mapping))
        return g_steal_pointer(&mapping);
    error_set(error, ERROR_NOT_FOUND,
              "--map: %s: there is no such mapping for %s: make it with `entente map %s %s "
              "FILE.csv`",
              name, screen->title, screen->name, name);
    return NULL;
}

int command_import(Call *call, GError **error)
{
    g_autoptr(Office) office = call_open(call, error);
    const ScreenDef *screen = office ? call_record_screen(office, call->words[0], error) : NULL;
    output_watch_interrupts();
    g_autoptr(CsvTable) table = screen ? csv_read(call->words[1], error) : NULL;
    const char *name = call->options.map;
    g_autoptr(Mapping) mapping = table && name ? read_mapping(office, screen, name, error) : NULL;
    if (!table || (name && !mapping))
        return 0;
    g_autoptr(Intake) intake = intake_new(office, screen, call->words[1], table, mapping, error);
    if (!intake)
        return 0;
    Import import = {.office = office,
                     .screen = screen,
                     .file = call->words[1],
                     .table = table,
                     .intake = intake,
                     .tell = call->options.dry_run ? call->output : NULL};
    if (run_import(call, &import, error))
        print_result(call, &import);
    return 0;
}
