#include "cli/intake.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "cli/nearest.h"
#include "cli/output.h"
#include "screen/save.h"
#include "screen/sheet.h"
#include "screen/value.h"
#include "store/query.h"

enum { NOTES_PRINTED = 100, VALUE_COLUMNS = 60, NEAREST_NAMED = 3 };

typedef struct {
    const FieldDef *field;
    guint cell;
} Column;

/* What a text was found to mean: looking links and choices up once is enough. */
typedef struct {
    char *stored;
    char *problem; /* NULL when it could be taken */
} Meaning;

struct Intake {
    const Office *office;
    const ScreenDef *screen;
    const char *file;
    const CsvTable *table;
    const Mapping *mapping; /* or NULL */
    GArray *columns;        /* Column, those that lean on others last */
    int key_cell;           /* cell that says which record; -1 for none */
    bool key_is_ref;
    const FieldDef *key_field; /* of a mapping: the record is the one with this value */
    GPtrArray *fallbacks;      /* value of each field in a new record; NULL for none */
    GHashTable *meanings;      /* "cell text" -> Meaning */
    bool *refused;
    guint refused_count;
    guint notes;
};

/* --- the header --- */

static bool leans_on_others(const FieldDef *field)
{
    return field->currency || field->from;
}

static const char *name_of(const FieldDef *field)
{
    return field->name;
}

static const char *label_of(const FieldDef *field)
{
    return field->label;
}

/* The first field so called, and how many there are. */
static const FieldDef *find_called(const ScreenDef *screen, const char *title,
                                   const char *(*called)(const FieldDef *field), guint *fitting)
{
    g_autofree char *wanted = text_fold(title);
    const FieldDef *first = NULL;
    *fitting = 0;
    for (guint i = 0; i < screen->field_count; i++) {
        g_autofree char *own = text_fold(called(&screen->fields[i]));
        if (strcmp(own, wanted) != 0)
            continue;
        first = first ? first : &screen->fields[i];
        ++*fitting;
    }
    return first;
}

static bool refuse_column(const Intake *intake, const char *title, const char *why, GError **error)
{
    return error_set(error, ERROR_INPUT, "%s:1: %s: %s", intake->file, title, why);
}

/* Names the fields that may have been meant, whether by name or by label. */
static bool refuse_unknown(const Intake *intake, const char *title, GError **error)
{
    const ScreenDef *screen = intake->screen;
    g_autoptr(Nearest) nearest = nearest_new(title);
    for (guint i = 0; i < screen->field_count; i++)
        if (field_kind_typed(screen->fields[i].kind))
            nearest_add(nearest, screen->fields[i].name, screen->fields[i].label);
    g_autofree char *names = nearest_names(nearest, NEAREST_NAMED);
    g_autofree char *why = g_strdup_printf("no field is called so: the nearest are %s; the first line of "
                                           "`entente export %s` has all",
                                           names, screen->name);
    return refuse_column(intake, *title ? title : "(empty)", why, error);
}

static bool is_taken(const Intake *intake, const FieldDef *field)
{
    for (guint i = 0; i < intake->columns->len; i++)
        if (strcmp(g_array_index(intake->columns, Column, i).field->name, field->name) == 0)
            return true;
    return false;
}

static bool take_key(Intake *intake, const char *title, guint cell, GError **error)
{
    if (intake->key_cell >= 0)
        return refuse_column(intake, title, "a second column says which record is meant", error);
    intake->key_cell = (int)cell;
    intake->key_is_ref = g_ascii_strcasecmp(title, "id") != 0;
    return true;
}

static bool add_column(Intake *intake, const char *title, const FieldDef *field, guint cell, GError **error)
{
    if (is_taken(intake, field))
        return refuse_column(intake, title, "the field stands in two columns", error);
    Column column = {field, cell};
    if (leans_on_others(field))
        g_array_append_val(intake->columns, column);
    else
        g_array_prepend_val(intake->columns, column);
    return true;
}

/* What a mapping says about a column: where it goes, that it is left out, or that it says which record. */
static bool take_mapped(Intake *intake, const char *title, const char *name, guint cell, GError **error)
{
    if (*name == '\0')
        return true;
    const FieldDef *field = screen_field(intake->screen, name);
    if (!field || !field_kind_typed(field->kind))
        return refuse_column(intake, title, "the mapping names a field that there is not: mend it with --set",
                             error);
    if (mapping_is_key(intake->mapping, title)) {
        if (!take_key(intake, title, cell, error))
            return false;
        intake->key_is_ref = false;
        intake->key_field = field;
    }
    return add_column(intake, title, field, cell, error);
}

static bool take_column(Intake *intake, const char *title, guint cell, GError **error)
{
    const char *mapped = intake->mapping ? mapping_field(intake->mapping, title) : NULL;
    if (mapped)
        return take_mapped(intake, title, mapped, cell, error);
    if (g_ascii_strcasecmp(title, "id") == 0 || g_ascii_strcasecmp(title, "ref") == 0)
        return take_key(intake, title, cell, error);
    guint fitting = 0;
    const FieldDef *field = find_called(intake->screen, title, name_of, &fitting);
    bool by_name = field != NULL;
    if (!by_name)
        field = find_called(intake->screen, title, label_of, &fitting);
    if (!by_name && fitting > 1)
        return refuse_column(intake, title, "several fields have this label, so use the name", error);
    if (!field)
        return refuse_unknown(intake, title, error);
    if (field->kind == FIELD_REF)
        return take_key(intake, title, cell, error);
    if (!field_kind_typed(field->kind))
        return refuse_column(intake, title, "it is worked out by the program, so leave it out", error);
    return add_column(intake, title, field, cell, error);
}

static void find_fallbacks(Intake *intake)
{
    for (guint i = 0; i < intake->screen->field_count; i++) {
        const FieldDef *field = &intake->screen->fields[i];
        bool given = !field_kind_typed(field->kind) || is_taken(intake, field);
        g_ptr_array_add(intake->fallbacks, given ? NULL : value_fallback(field, intake->office->store));
    }
}

static void meaning_free(gpointer data)
{
    Meaning *meaning = data;
    g_free(meaning->stored);
    g_free(meaning->problem);
    g_free(meaning);
}

static bool take_header(Intake *intake, GError **error)
{
    for (guint i = 0; i < csv_columns(intake->table); i++)
        if (!take_column(intake, csv_header(intake->table)[i], i, error))
            return false;
    find_fallbacks(intake);
    return true;
}

Intake *intake_new(const Office *office, const ScreenDef *screen, const char *file, const CsvTable *table,
                   const Mapping *mapping, GError **error)
{
    Intake *intake = g_new0(Intake, 1);
    *intake = (Intake){
        .office = office, .screen = screen, .file = file, .table = table, .mapping = mapping, .key_cell = -1};
    intake->columns = g_array_new(FALSE, FALSE, sizeof(Column));
    intake->fallbacks = g_ptr_array_new_with_free_func(g_free);
    intake->meanings = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, meaning_free);
    intake->refused = g_new0(bool, csv_rows(table) + 1);
    if (take_header(intake, error))
        return intake;
    intake_free(intake);
    return NULL;
}

void intake_free(Intake *intake)
{
    if (!intake)
        return;
    g_array_unref(intake->columns);
    g_ptr_array_unref(intake->fallbacks);
    g_hash_table_unref(intake->meanings);
    g_free(intake->refused);
    g_free(intake);
}

/* --- what cannot be taken --- */

static void note(Intake *intake, guint row, const char *text)
{
    if (!intake->refused[row])
        intake->refused_count++;
    intake->refused[row] = true;
    if (intake->notes++ < NOTES_PRINTED)
        output_note("%s:%u: %s", intake->file, csv_row(intake->table, row)->line, text);
}

void intake_refuse(Intake *intake, guint row, const GError *problem)
{
    note(intake, row, problem->message);
}

bool intake_is_refused(const Intake *intake, guint row)
{
    return intake->refused[row];
}

guint intake_refused(const Intake *intake)
{
    return intake->refused_count;
}

guint intake_unprinted(const Intake *intake)
{
    return intake->notes > NOTES_PRINTED ? intake->notes - NOTES_PRINTED : 0;
}

/* Messages of values begin with the value; those that do not get it here. A sensitive one is never printed,
 * so its message is not either. */
static void note_value(Intake *intake, guint row, const FieldDef *field, const char *typed,
                       const char *problem)
{
    if (field->sensitive) {
        g_autofree char *text = g_strdup_printf("%s: (hidden): this cannot be taken: enter %s", field->name,
                                                field_kind_accepts(field->kind));
        note(intake, row, text);
        return;
    }
    g_autofree char *clean = text_clean(typed, false);
    g_autofree char *value = text_width(clean) > VALUE_COLUMNS
                                 ? text_fit(clean, VALUE_COLUMNS, ALIGN_LEFT, "\u2026")
                                 : g_strdup(*clean ? clean : "(empty)");
    bool told = *typed && g_str_has_prefix(problem, typed);
    g_autofree char *text = told ? g_strdup_printf("%s: %s", field->name, problem)
                                 : g_strdup_printf("%s: %s: %s", field->name, value, problem);
    note(intake, row, text);
}

/* --- one row --- */

/* Worth remembering: it means the same in every row, and the same texts come again and again. */
static bool is_remembered(const FieldDef *field)
{
    return field_kind_picks(field->kind) || (field->kind == FIELD_DATE && !field->from);
}

static Meaning *find_meaning(Intake *intake, const FieldDef *field, const Record *record, const char *typed)
{
    Meaning *meaning = g_new0(Meaning, 1);
    g_autoptr(GError) problem = NULL;
    if (!value_parse(field, intake->office->screens, intake->office->store, record, typed, &meaning->stored,
                     &problem))
        meaning->problem = g_strdup(problem->message);
    return meaning;
}

static const Meaning *known_meaning(Intake *intake, const Column *column, const Record *record,
                                    const char *typed)
{
    char *key = g_strdup_printf("%u %s", column->cell, typed);
    Meaning *known = g_hash_table_lookup(intake->meanings, key);
    if (known) {
        g_free(key);
        return known;
    }
    known = find_meaning(intake, column->field, record, typed);
    g_hash_table_insert(intake->meanings, key, known);
    return known;
}

static void take_meaning(Intake *intake, guint row, const Column *column, Record *record, const char *typed,
                         const Meaning *meaning)
{
    if (meaning->problem)
        note_value(intake, row, column->field, typed, meaning->problem);
    else
        record_set(record, column->field->name, meaning->stored);
}

/* The text of a cell, as the mapping reads it. (transfer full) */
static char *cell_text(const Intake *intake, guint row, guint cell)
{
    g_autofree char *typed = sheet_unguard(csv_row(intake->table, row)->cells[cell]);
    g_strstrip(typed);
    return intake->mapping ? mapping_value(intake->mapping, csv_header(intake->table)[cell], typed)
                           : g_steal_pointer(&typed);
}

static void take_cell(Intake *intake, guint row, const Column *column, Record *record)
{
    g_autofree char *typed = cell_text(intake, row, column->cell);
    if (is_remembered(column->field)) {
        take_meaning(intake, row, column, record, typed, known_meaning(intake, column, record, typed));
        return;
    }
    Meaning *meaning = find_meaning(intake, column->field, record, typed);
    take_meaning(intake, row, column, record, typed, meaning);
    meaning_free(meaning);
}

static Record *new_record(const Intake *intake)
{
    Record *record = record_new(intake->screen->record);
    for (guint i = 0; i < intake->screen->field_count; i++)
        if (g_ptr_array_index(intake->fallbacks, i))
            record_set(record, intake->screen->fields[i].name, g_ptr_array_index(intake->fallbacks, i));
    return record;
}

/* The record whose field says this; 0 for none and for several. */
static gint64 find_by_field(const Intake *intake, const char *value)
{
    g_autofree char *sql =
        g_strdup_printf("SELECT min(id) FROM \"%s\" WHERE \"%s\" = :value HAVING count(*) = 1",
                        intake->screen->record, intake->key_field->name);
    g_autoptr(Query) query = query_new(intake->office->store, sql, NULL);
    if (!query)
        return 0;
    query_bind_text(query, ":value", value);
    return query_next(query, NULL) ? query_int(query, 0) : 0;
}

static gint64 find_id(const Intake *intake, const char *key)
{
    if (intake->key_field)
        return find_by_field(intake, key);
    const char *record = NULL;
    gint64 id = 0;
    if (!intake->key_is_ref)
        return g_ascii_strtoll(key, NULL, 10);
    bool found = record_find_ref(intake->office->store, key, &record, &id, NULL);
    return found && strcmp(record, intake->screen->record) == 0 ? id : 0;
}

static char *row_key(const Intake *intake, guint row)
{
    return intake->key_cell >= 0 ? cell_text(intake, row, (guint)intake->key_cell) : g_strdup("");
}

/* The record that the row's key names, or NULL. */
static Record *old_record(Intake *intake, const char *key)
{
    gint64 id = *key ? find_id(intake, key) : 0;
    return id > 0 ? save_read(intake->screen, intake->office->store, id, NULL) : NULL;
}

/* A reference from another office comes along with its record: AGR-2026-014 where agreements are AGR. */
static bool can_be_brought(const Intake *intake, const char *key)
{
    const RecordKind *kind = store_record_kind(intake->office->store, intake->screen->record);
    if (!intake->key_is_ref || !kind || !kind->prefix)
        return false;
    g_autofree char *pattern = g_strdup_printf("^%s-[12][0-9]{3}-[0-9]{3,9}$", kind->prefix);
    return g_regex_match_simple(pattern, key, G_REGEX_CASELESS, 0);
}

static Record *fresh_record(Intake *intake, guint row, const char *key)
{
    if (intake->key_field)
        return new_record(intake);
    if (*key && !can_be_brought(intake, key)) {
        g_autofree char *text =
            g_strdup_printf("%s: %s: there is no such %s: leave the cell empty to enter a new one",
                            csv_header(intake->table)[intake->key_cell], key, intake->screen->one);
        note(intake, row, text);
        return NULL;
    }
    Record *record = new_record(intake);
    g_autofree char *ref = g_ascii_strup(key, -1);
    if (*ref)
        record_set(record, "ref", ref);
    return record;
}

static void check_required(Intake *intake, guint row, const Record *record)
{
    guint field = 0;
    g_autoptr(GError) problem = NULL;
    /* A cell that could not be taken is noted already. */
    if (intake->refused[row] || save_check(intake->screen, record, &field, &problem))
        return;
    const FieldDef *def = &intake->screen->fields[field];
    g_autofree char *text = g_strdup_printf("%s: (empty): a value is needed here: enter %s", def->name,
                                            field_kind_accepts(def->kind));
    note(intake, row, text);
}

Record *intake_read(Intake *intake, guint row, Record **before)
{
    *before = NULL;
    g_autofree char *key = row_key(intake, row);
    g_autoptr(Record) old = old_record(intake, key);
    g_autoptr(Record) record = old ? record_copy(old) : fresh_record(intake, row, key);
    if (!record)
        return NULL;
    for (guint i = 0; i < intake->columns->len; i++)
        take_cell(intake, row, &g_array_index(intake->columns, Column, i), record);
    check_required(intake, row, record);
    if (intake->refused[row])
        return NULL;
    save_tidy(intake->screen, record);
    *before = g_steal_pointer(&old);
    return g_steal_pointer(&record);
}
