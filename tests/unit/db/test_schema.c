/* The shape of the database: what every table, column and choice keeps to, and what must not be there. */
#include "support/fixture.h"
#include "support/schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define RECORD_COLUMNS "FROM record_kind k JOIN pragma_table_info(k.name) c WHERE 1 "

static void migrations__are_numbered_each_number_once(void **state)
{
    (void)state;
    g_autoptr(GPtrArray) files = schema_files("db/migrations", ".sql");
    assert_true(files->len >= 7);
    guint64 before = 0;
    for (guint i = 0; i < files->len; i++) {
        g_autofree char *base = g_path_get_basename(files->pdata[i]);
        char *end = NULL;
        guint64 number = g_ascii_strtoull(base, &end, 10);
        if (number <= before || end != base + 4 || *end != '_')
            fail_msg("%s should begin with four digits above %04" G_GUINT64_FORMAT " and _", base, before);
        before = number;
    }
}

static void migrations__leave_transactions_and_pragmas_to_the_store(void **state)
{
    (void)state;
    g_autoptr(GPtrArray) files = schema_files("db/migrations", ".sql");
    for (guint i = 0; i < files->len; i++) {
        g_autofree char *sql = fixture_source(files->pdata[i]);
        g_autofree char *lines = g_strconcat("\n", sql, NULL);
        if (strstr(lines, "\nPRAGMA") || strstr(lines, "\nBEGIN") || strstr(lines, "\nCOMMIT"))
            fail_msg("%s opens a transaction or sets a pragma", (char *)files->pdata[i]);
    }
}

static void files__say_what_they_hold_and_why_at_their_top(void **state)
{
    (void)state;
    const char *folders[] = {"db/migrations", "db/views", "db/lists"};
    for (guint f = 0; f < G_N_ELEMENTS(folders); f++) {
        g_autoptr(GPtrArray) files = schema_files(folders[f], ".sql");
        for (guint i = 0; i < files->len; i++) {
            g_autofree char *sql = fixture_source(files->pdata[i]);
            if (!g_str_has_prefix(sql, "-- "))
                fail_msg("%s does not begin with a comment", (char *)files->pdata[i]);
        }
    }
}

static void tables__are_strict(void **state)
{
    schema_expect(*state,
                  "SELECT group_concat(name) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
                  "AND NOT strict AND name NOT LIKE 'sqlite_%'",
                  "");
}

static void views__all_give_rows_or_none(void **state)
{
    Schema *schema = *state;
    g_autofree char *names = schema_text(schema, "SELECT name FROM sqlite_schema WHERE type = 'view'");
    g_auto(GStrv) views = g_strsplit(names, "\n", -1);
    assert_true(g_strv_length(views) > 60);
    for (char **view = views; *view; view++) {
        g_autofree char *sql = g_strdup_printf("SELECT * FROM %s LIMIT 1", *view);
        schema_run(schema, sql);
    }
}

/* --- which views stand in the file --- */

/* Without what stands in quotes and in comments. (transfer full) */
static char *bare(const char *sql)
{
    g_autoptr(GRegex) texts = g_regex_new("'[^']*'|--[^\n]*", 0, 0, NULL);
    return g_regex_replace_literal(texts, sql, -1, 0, " ", 0, NULL);
}

static bool names(const char *sql, const char *view)
{
    g_autofree char *pattern = g_strdup_printf("(?<![.\\w])%s(?!\\w)", view);
    return g_regex_match_simple(pattern, sql, 0, 0);
}

/* The definitions of the views in a folder, by name. (transfer full) */
static GHashTable *views_in(Schema *schema, const char *folder)
{
    GHashTable *views = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autoptr(GPtrArray) files = schema_files(folder, ".sql");
    for (guint i = 0; i < files->len; i++) {
        g_autofree char *text = fixture_source(files->pdata[i]);
        g_auto(GStrv) parts = g_regex_split_simple("^CREATE VIEW (?=\\w)", text, G_REGEX_MULTILINE, 0);
        for (char **part = parts + 1; *part; part++) {
            g_autofree char *name = g_strndup(*part, strcspn(*part, " ("));
            g_autofree char *sql =
                g_strdup_printf("SELECT sql FROM sqlite_schema WHERE type = 'view' AND name = '%s'", name);
            g_autofree char *definition = schema_text(schema, sql);
            g_hash_table_insert(views, g_steal_pointer(&name), bare(definition));
        }
    }
    return views;
}

/* What the triggers and the other statements of db/views say. (transfer full) */
static char *rules(Schema *schema)
{
    g_autofree char *triggers = schema_text(schema, "SELECT sql FROM sqlite_schema WHERE type = 'trigger'");
    g_autofree char *counts = fixture_source("db/views/counts.sql");
    g_autoptr(GString) inserts = g_string_new(triggers);
    g_auto(GStrv) lines = g_strsplit(counts, "\n", -1);
    for (char **line = lines; *line; line++)
        if (g_str_has_prefix(*line, "INSERT"))
            g_string_append_printf(inserts, "\n%s", *line);
    return bare(inserts->str);
}

/* The views of `all` that `text` names, and those that these name. (transfer full) */
static GHashTable *reached(GHashTable *all, const char *text)
{
    GHashTable *found = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GString) texts = g_string_new(text);
    guint before;
    do {
        GHashTableIter each;
        gpointer name, sql;
        before = g_hash_table_size(found);
        g_hash_table_iter_init(&each, all);
        while (g_hash_table_iter_next(&each, &name, &sql))
            if (!g_hash_table_contains(found, name) && names(texts->str, (const char *)name)) {
                g_hash_table_add(found, name);
                g_string_append_printf(texts, "\n%s", (const char *)sql);
            }
    } while (g_hash_table_size(found) > before);
    return found;
}

static void views__stand_in_the_file__where_a_trigger_reads_them_and_nowhere_else(void **state)
{
    g_autoptr(GHashTable) laid = views_in(*state, "db/views"), held = views_in(*state, "db/lists");
    g_autofree char *text = rules(*state);
    g_autoptr(GHashTable) read = reached(laid, text), missed = reached(held, text);
    GHashTableIter each;
    gpointer name, sql;
    assert_true(g_hash_table_size(laid) > 30 && g_hash_table_size(held) > 200);
    g_hash_table_iter_init(&each, laid);
    while (g_hash_table_iter_next(&each, &name, &sql)) {
        if (!g_hash_table_contains(read, name))
            fail_msg("no trigger reads %s: it belongs into db/lists", (char *)name);
        g_autoptr(GHashTable) beyond = reached(held, sql);
        if (g_hash_table_size(beyond) > 0)
            fail_msg("%s names a view that the file does not hold", (char *)name);
    }
    g_hash_table_iter_init(&each, missed);
    if (g_hash_table_iter_next(&each, &name, &sql))
        fail_msg("a trigger reads %s, which the file does not hold: it belongs into db/views", (char *)name);
}

static void record_kinds__are_tables_with_an_integer_id(void **state)
{
    schema_expect(*state,
                  "SELECT group_concat(name) FROM record_kind WHERE NOT EXISTS (SELECT 1 FROM "
                  "pragma_table_info(record_kind.name) c WHERE c.name = 'id' AND c.pk = 1 AND c.type = "
                  "'INTEGER')",
                  "");
}

static void record_kinds__have_a_ref_exactly_when_they_have_a_prefix(void **state)
{
    schema_expect(*state,
                  "SELECT group_concat(name) FROM record_kind WHERE (prefix IS NOT NULL) <> EXISTS (SELECT 1 "
                  "FROM pragma_table_info(record_kind.name) c WHERE c.name = 'ref')",
                  "");
    schema_expect(*state,
                  "SELECT group_concat(prefix, ' ') FROM (SELECT prefix FROM record_kind ORDER BY prefix)",
                  "ACT AGR AWD CLS DOC ENG ENT EXC GDN LIC LON NED OPP PRJ PTN TCP VIS VTR WAT");
}

static void record_kinds__have_a_counter_a_list_and_a_screen(void **state)
{
    schema_expect(
        *state,
        "SELECT group_concat(name) FROM record_kind WHERE name NOT IN (SELECT name FROM sequence) OR "
        "screen IS NULL OR name || '_list' NOT IN (SELECT name FROM sqlite_schema WHERE type = "
        "'view')",
        "");
}

static void lists__have_an_id_and_something_to_call_the_row(void **state)
{
    schema_expect(
        *state,
        "SELECT group_concat(name) FROM record_kind WHERE NOT EXISTS (SELECT 1 FROM "
        "pragma_table_info(record_kind.name || '_list') c WHERE c.name = 'id') OR NOT EXISTS (SELECT 1 "
        "FROM pragma_table_info(record_kind.name || '_list') c WHERE c.name IN ('title', 'name'))",
        "");
}

static void lists__show_no_sensitive_field(void **state)
{
    schema_expect(*state,
                  "SELECT group_concat(s.field) FROM sensitive_field s JOIN pragma_table_info(s.record || "
                  "'_list') c ON c.name = s.field",
                  "");
}

static void sensitive_fields__are_columns(void **state)
{
    schema_expect(*state,
                  "SELECT group_concat(field) FROM sensitive_field WHERE NOT EXISTS (SELECT 1 FROM "
                  "pragma_table_info(sensitive_field.record) c WHERE c.name = sensitive_field.field)",
                  "");
    assert_true(schema_int(*state, "SELECT count(*) FROM sensitive_field WHERE record = 'visitor'") >= 8);
}

static void links__between_records_are_indexed(void **state)
{
    schema_expect(
        *state,
        "SELECT group_concat(k.name || '.' || f.\"from\") FROM record_kind k JOIN "
        "pragma_foreign_key_list(k.name) f JOIN record_kind t ON t.name = f.\"table\" WHERE NOT EXISTS "
        "(SELECT 1 FROM pragma_index_list(k.name) i JOIN pragma_index_info(i.name) c WHERE c.seqno = 0 "
        "AND c.name = f.\"from\")",
        "");
}

static void states__are_indexed_where_they_move(void **state)
{
    schema_expect(
        *state,
        "SELECT group_concat(DISTINCT w.record) FROM workflow w WHERE NOT EXISTS (SELECT 1 FROM "
        "pragma_index_list(w.record) i JOIN pragma_index_info(i.name) c WHERE c.seqno = 0 AND c.name = "
        "'state')",
        "");
}

static void days__are_held_to_be_real_in_every_record(void **state)
{
    /* Each column that is named like a day stands in a CHECK of its own. */
    schema_expect(
        *state,
        "SELECT group_concat(k.name || '.' || c.name) " RECORD_COLUMNS
        "AND (c.name GLOB '*_on' OR c.name IN ('since', 'until', 'valid_until')) AND instr((SELECT sql "
        "FROM sqlite_schema WHERE name = k.name AND type = 'table'), c.name || ' IS date(' || c.name) = 0",
        "");
}

static void money__has_its_currency_beside_it(void **state)
{
    schema_expect(*state,
                  "SELECT group_concat(k.name || '.' || c.name) " RECORD_COLUMNS
                  "AND c.name GLOB '*_minor' AND c.name <> 'usd_minor' AND NOT EXISTS (SELECT 1 FROM "
                  "pragma_foreign_key_list(k.name) f WHERE f.\"table\" = 'currency' AND f.\"from\" "
                  "IN (replace(c.name, '_minor', '_currency'), 'amount_currency'))",
                  "");
}

static void choices__have_a_code_a_label_and_a_position(void **state)
{
    schema_expect(
        *state,
        "SELECT group_concat(DISTINCT f.\"table\") FROM record_kind k JOIN "
        "pragma_foreign_key_list(k.name) f WHERE f.\"table\" NOT IN (SELECT name FROM record_kind) AND "
        "f.\"table\" NOT IN ('record_kind') AND (SELECT count(*) FROM pragma_table_info(f.\"table\") c "
        "WHERE c.name IN ('code', 'label', 'position')) <> 3",
        "");
}

static void codes__are_lower_snake_case(void **state)
{
    Schema *schema = *state;
    g_autofree char *names = schema_text(
        schema, "SELECT DISTINCT f.\"table\" FROM record_kind k JOIN pragma_foreign_key_list(k.name) f "
                "WHERE f.\"table\" NOT IN (SELECT name FROM record_kind) AND f.\"table\" NOT IN "
                "('record_kind', 'country', 'currency', 'usml_category')");
    g_auto(GStrv) tables = g_strsplit(names, "\n", -1);
    assert_true(g_strv_length(tables) > 40);
    for (char **table = tables; *table; table++) {
        g_autofree char *sql = g_strdup_printf(
            "SELECT group_concat(code) FROM %s WHERE code GLOB '*[^a-z0-9_]*' OR trim(label) = ''", *table);
        schema_expect(schema, sql, "");
    }
}

static void columns__none_smells_of_what_the_privacy_policy_leaves_out(void **state)
{
    schema_expect(
        *state,
        "SELECT group_concat(k.name || '.' || c.name) " RECORD_COLUMNS
        "AND (c.name LIKE '%passport%' OR c.name LIKE '%ssn%' OR c.name LIKE '%social%' OR c.name LIKE "
        "'%maiden%' OR c.name LIKE '%i94%' OR c.name LIKE '%i_94%' OR c.name LIKE '%green_card%' OR "
        "c.name LIKE '%derogatory%' OR c.name LIKE '%clearance_level%' OR c.name LIKE '%visa_n%' OR "
        "c.name LIKE '%mother%')",
        "");
}

static void texts__never_say_cleared(void **state)
{
    (void)state;
    const char *folders[] = {"db/migrations", "db/views", "db/lists", "db/reference"};
    const char *endings[] = {".sql", ".sql", ".sql", ".csv"};
    for (guint f = 0; f < G_N_ELEMENTS(folders); f++) {
        g_autoptr(GPtrArray) files = schema_files(folders[f], endings[f]);
        assert_true(files->len > 0);
        for (guint i = 0; i < files->len; i++) {
            g_autofree char *text = fixture_source(files->pdata[i]);
            g_autofree char *small = g_ascii_strdown(text, -1);
            if (strstr(small, "cleared"))
                fail_msg("%s says cleared", (char *)files->pdata[i]);
        }
    }
}

static void rule_tables__each_have_source_and_days(void **state)
{
    schema_expect(*state,
                  "SELECT group_concat(name) FROM rule_table WHERE trim(source) = '' OR trim(title) = '' OR "
                  "as_of > (SELECT day FROM today) OR (stale_after IS NULL AND name <> 'strategy_item')",
                  "");
    schema_expect(*state, "SELECT count(*) >= 22 FROM rule_table",
                  "1"); /* each part of the program brings its own */
    schema_expect(*state, "SELECT stale FROM rule_table_list WHERE name = 'country_chart'", "0");
}

static void rule_tables__are_stale_after_their_day(void **state)
{
    schema_run(*state, "UPDATE setting SET value = '2027-02-08' WHERE name = 'today'");
    schema_expect(*state, "SELECT stale FROM rule_table_list WHERE name = 'country_chart'", "1");
}

static void reference__holds_what_the_sources_hold(void **state)
{
    Schema *schema = *state;
    const char *counts[][2] = {{"country", "250"},
                               {"country_chart", "200"},
                               {"country_chart_footnote", "10"},
                               {"country_chart_territory", "50"},
                               {"country_group", "201"},
                               {"eccn", "638"},
                               {"eccn_control", "1581"},
                               {"license_exception", "28"},
                               {"itar_126_1", "25"},
                               {"terror_sponsor", "5"},
                               {"line_of_effort", "5"},
                               {"strategic_goal", "2"},
                               {"objective", "3"},
                               {"objective_activity", "13"},
                               {"visionary_goal", "5"},
                               {"ipt_team", "5"},
                               {"implementation_activity", "4"},
                               {"activity_type", "7"},
                               {"red_flag WHERE family = 'regulation'", "13"}};
    for (guint i = 0; i < G_N_ELEMENTS(counts); i++) {
        g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM %s", counts[i][0]);
        schema_expect(schema, sql, counts[i][1]);
    }
    schema_expect(schema,
                  "SELECT group_concat(country) FROM (SELECT country FROM country_chart WHERE part_746 = 1 "
                  "ORDER BY country)",
                  "CU,IR,KP,SY");
    schema_expect(schema, "SELECT count(*) FROM country_chart WHERE at1 = 1 OR at2 = 1", "0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(migrations__are_numbered_each_number_once),
        cmocka_unit_test(migrations__leave_transactions_and_pragmas_to_the_store),
        cmocka_unit_test(files__say_what_they_hold_and_why_at_their_top),
        cmocka_unit_test(tables__are_strict),
        cmocka_unit_test(views__all_give_rows_or_none),
        cmocka_unit_test(views__stand_in_the_file__where_a_trigger_reads_them_and_nowhere_else),
        cmocka_unit_test(record_kinds__are_tables_with_an_integer_id),
        cmocka_unit_test(record_kinds__have_a_ref_exactly_when_they_have_a_prefix),
        cmocka_unit_test(record_kinds__have_a_counter_a_list_and_a_screen),
        cmocka_unit_test(lists__have_an_id_and_something_to_call_the_row),
        cmocka_unit_test(lists__show_no_sensitive_field),
        cmocka_unit_test(sensitive_fields__are_columns),
        cmocka_unit_test(links__between_records_are_indexed),
        cmocka_unit_test(states__are_indexed_where_they_move),
        cmocka_unit_test(days__are_held_to_be_real_in_every_record),
        cmocka_unit_test(money__has_its_currency_beside_it),
        cmocka_unit_test(choices__have_a_code_a_label_and_a_position),
        cmocka_unit_test(codes__are_lower_snake_case),
        cmocka_unit_test(columns__none_smells_of_what_the_privacy_policy_leaves_out),
        cmocka_unit_test(texts__never_say_cleared),
        cmocka_unit_test(rule_tables__each_have_source_and_days),
        schema_test(rule_tables__are_stale_after_their_day),
        cmocka_unit_test(reference__holds_what_the_sources_hold),
    };
    return cmocka_run_group_tests(tests, schema_setup, schema_teardown);
}
