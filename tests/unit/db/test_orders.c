/* What lists are walked along: the views of orders.sql give what the lists themselves give, and the counts of
 * counts.sql are those of the records. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "store/demo.h"
#include "store/held_views.h"
#include "store/journal.h"
#include "store/query.h"
#include "support/store_file.h"

#define store_test(name) cmocka_unit_test_setup_teardown(name, store_file_setup, store_file_teardown)

static void expect_rows(Store *store, const char *sql, const char *expected)
{
    g_autofree char *rows = store_file_rows(store, sql);
    if (strcmp(rows, expected) != 0)
        fail_msg("%s\ngave\n%s\nnot\n%s", sql, rows, expected);
}

static void fill(StoreFile *file)
{
    g_autoptr(GError) error = NULL;
    if (!demo_fill(file->store, 7, &error))
        fail_msg("%s", error->message);
}

/* --- the orders */

/* Rows without a value everywhere, so that the views without have something to give. */
static const char BARE_ROWS[] =
    "INSERT INTO partner (id, name, kind) VALUES (9001, 'A partner without a short sign', 'regional');"
    "INSERT INTO visit (id, title, arrives_on, departs_on) VALUES (9001, 'x', '2026-12-02', '2026-12-03');"
    "INSERT INTO visit (id, title, arrives_on, departs_on, partner_id) VALUES (9002, 'y', '2026-12-02', "
    "'2026-12-03', 9001);"
    "INSERT INTO review (id, visit_id, kind) VALUES (9001, 9001, 'area'), (9002, 9002, 'area');"
    "INSERT INTO visitor (id, family_name) VALUES (9001, 'x'); INSERT INTO visitor (id, family_name, "
    "partner_id) VALUES (9002, 'y', 9001);"
    "UPDATE review SET valid_until = date('2026-10-13', id || ' days') WHERE id % 3 = 0;"
    "INSERT INTO host (id, name) VALUES (9001, 'x');";

static void expect_same(Store *store, const char *view, const char *one, const char *other)
{
    g_autofree char *sql = g_strdup_printf(
        "SELECT count(*) FROM (SELECT * FROM (%s EXCEPT %s) UNION ALL SELECT * FROM (%s EXCEPT %s))", one,
        other, other, one);
    g_autofree char *rows = store_file_rows(store, sql);
    if (strcmp(rows, "0") != 0)
        fail_msg("%s: %s rows are not those of the list", view, rows);
}

static void expect_once(Store *store, const char *view)
{
    g_autofree char *sql = g_strdup_printf("SELECT count(*) - count(DISTINCT id) FROM %s", view);
    expect_rows(store, sql, "0");
}

static void compare_view(Store *store, const char *view)
{
    const char *by = strstr(view, "_list_by_"), *without = strstr(view, "_list_without_");
    const char *at = by ? by : without;
    const char *field = by ? by + strlen("_list_by_") : without + strlen("_list_without_");
    g_autofree char *list = g_strdup_printf("%.*s_list", (int)(at - view), view);
    g_autofree char *given =
        g_strdup_printf(by ? "SELECT id, key FROM %s WHERE key IS NOT NULL" : "SELECT id FROM %s", view);
    g_autofree char *meant =
        by ? g_strdup_printf("SELECT id, %s FROM %s WHERE %s IS NOT NULL", field, list, field)
           : g_strdup_printf("SELECT id FROM %s WHERE %s IS NULL", list, field);
    expect_same(store, view, given, meant);
    expect_once(store, view);
}

static void keep_name(const char *name, const char *sql, gpointer names)
{
    (void)sql;
    if (strstr(name, "_list_by_") || strstr(name, "_list_without_"))
        g_ptr_array_add(names, g_strdup(name));
}

/* (transfer full) */
static GPtrArray *order_views(void)
{
    g_autoptr(HeldViews) held = held_views_new();
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    held_views_each(held, keep_name, names);
    assert_true(names->len >= 20);
    return names;
}

static void order_views__give__what_their_list_gives(void **state)
{
    StoreFile *file = *state;
    fill(file);
    store_file_shell(file->path, BARE_ROWS);
    g_autoptr(GPtrArray) views = order_views();
    for (guint i = 0; i < views->len; i++)
        compare_view(file->store, views->pdata[i]);
}

static void order_views__come__in_pairs(void **state)
{
    (void)state;
    g_autoptr(HeldViews) held = held_views_new();
    g_autoptr(GPtrArray) views = order_views();
    for (guint i = 0; i < views->len; i++) {
        const char *by = strstr(views->pdata[i], "_list_by_");
        if (!by)
            continue;
        g_autofree char *other = g_strdup_printf("%.*s_list_without_%s", (int)(by - (char *)views->pdata[i]),
                                                 (char *)views->pdata[i], by + strlen("_list_by_"));
        if (!held_views_has(held, other))
            fail_msg("%s stands without %s", (char *)views->pdata[i], other);
    }
}

/* --- what a record is called that others hang on */

static void expect_named(Store *store, const char *list, const char *column, const char *name)
{
    g_autofree char *calls =
        g_strdup_printf("SELECT count(*) FROM %s l WHERE %s IS NOT (SELECT n.%s FROM record_name n WHERE "
                        "n.record = l.record AND n.record_id = l.record_id)",
                        list, column, name);
    expect_rows(store, calls, "0");
}

static void keep_sql(const char *name, const char *sql, gpointer definitions)
{
    g_hash_table_insert(definitions, g_strdup(name), g_strdup(sql));
}

static void expect_all_kinds(Store *store, const char *list, const char *definition)
{
    g_autofree char *kinds =
        store_file_rows(store, "SELECT DISTINCT record FROM record_name WHERE ref IS NOT NULL");
    g_auto(GStrv) records = g_strsplit(kinds, "\n", -1);
    assert_true(g_strv_length(records) > 10);
    for (char **record = records; *record; record++) {
        g_autofree char *branch = g_strdup_printf("WHEN '%s' THEN (SELECT n.ref ", *record);
        if (!strstr(definition, branch))
            fail_msg("%s forgets %s", list, *record);
    }
}

static void lists__call_records__as_record_name_does(void **state)
{
    static const char *const lists[] = {"document_list", "alignment_list", "move_list"};
    g_autoptr(GHashTable) definitions = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autoptr(HeldViews) held = held_views_new();
    StoreFile *file = *state;
    held_views_each(held, keep_sql, definitions);
    fill(file);
    expect_named(file->store, "document_list", "of_title", "title");
    for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
        expect_named(file->store, lists[i], "of_ref", "ref");
        expect_all_kinds(file->store, lists[i], g_hash_table_lookup(definitions, lists[i]));
    }
}

/* --- the counts */

static void expect_counts_fit(Store *store)
{
    static const char *const tables[] = {"visit_count", "visitor_count", "host_count", "review_partner",
                                         "partner_sign"};
    for (guint i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_autofree char *kept = g_strdup_printf("SELECT * FROM %s", tables[i]);
        g_autofree char *fresh = g_strdup_printf("SELECT * FROM %s_fresh", tables[i]);
        expect_same(store, tables[i], kept, fresh);
    }
}

static const char *const WRITES[] = {
    "UPDATE partner SET code = NULL WHERE id % 3 = 0",
    "UPDATE partner SET code = 'N' || id WHERE id % 6 = 0",
    "UPDATE visit SET host_id = 2 WHERE id % 2 = 0",
    "UPDATE visit SET host_id = NULL, partner_id = NULL WHERE id % 3 = 0",
    "UPDATE visit SET host_id = 3, partner_id = 2 WHERE id % 9 = 0",
    "DELETE FROM visit_visitor WHERE id % 4 = 0",
    "UPDATE OR IGNORE visit_visitor SET visit_id = visit_id + 1 WHERE id % 5 = 0 AND visit_id < 100",
    "UPDATE OR IGNORE visit_visitor SET visitor_id = visitor_id + 1 WHERE id % 7 = 0 AND visitor_id < 100",
    "UPDATE review SET result = 'information_needed' WHERE id % 3 = 0",
    "UPDATE review SET mandatory = 0, valid_until = date('2026-11-13', id || ' days') WHERE id % 4 = 0",
    "UPDATE review SET visit_id = visit_id + 1, result = NULL, returned_on = NULL WHERE id % 5 = 0 AND "
    "visit_id < 100",
    "DELETE FROM review WHERE id % 6 = 0",
    "UPDATE citizenship SET current = 0, most_recent = 0 WHERE id % 3 = 0",
    "UPDATE OR IGNORE citizenship SET country = 'FR' WHERE id % 4 = 0",
    "INSERT OR IGNORE INTO citizenship (visitor_id, country, kind, current) SELECT id, 'SE', 'citizenship', "
    "1 FROM visitor WHERE id % 2 = 0",
    "DELETE FROM citizenship WHERE id % 7 = 0",
    "DELETE FROM visit WHERE id % 8 = 0 AND id NOT IN (SELECT renews_id FROM visit WHERE renews_id IS NOT "
    "NULL) AND id NOT IN "
    "(SELECT visit_id FROM action WHERE visit_id IS NOT NULL) AND id NOT IN (SELECT record_id FROM document "
    "WHERE record = 'visit')",
};

static void run_change(Store *store, const char *sql)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Change) change = change_open(store, "Written", &error);
    if (!change || !change_run(change, &error, sql, NULL) ||
        !change_commit(g_steal_pointer(&change), NULL, &error))
        fail_msg("%s: %s", sql, error->message);
}

static void counts__fit__after_every_kind_of_writing_and_its_undo(void **state)
{
    StoreFile *file = *state;
    fill(file);
    expect_counts_fit(file->store);
    for (guint i = 0; i < G_N_ELEMENTS(WRITES); i++) {
        const gint64 before = journal_last(file->store, 0, NULL);
        run_change(file->store, WRITES[i]);
        if (journal_last(file->store, 0, NULL) == before)
            fail_msg("%s: touched nothing", WRITES[i]);
        expect_counts_fit(file->store);
    }
    for (guint i = 0; i < G_N_ELEMENTS(WRITES); i++) {
        g_autoptr(GError) error = NULL;
        if (!journal_undo(file->store, NULL, &error))
            fail_msg("%u: %s", i, error->message);
        expect_counts_fit(file->store);
    }
    for (guint i = 0; i < G_N_ELEMENTS(WRITES); i++) {
        g_autoptr(GError) error = NULL;
        if (!journal_redo(file->store, NULL, &error))
            break; /* what an undo brought back may stand against it: that is told and nothing is done */
        expect_counts_fit(file->store);
    }
    expect_counts_fit(file->store);
    store_file_verify(file->store);
}

static void counts__fit__after_another_program_wrote(void **state)
{
    StoreFile *file = *state;
    fill(file);
    for (guint i = 0; i < G_N_ELEMENTS(WRITES); i++)
        store_file_shell(file->path, WRITES[i]);
    expect_counts_fit(file->store);
}

static void lists__show__the_counts(void **state)
{
    StoreFile *file = *state;
    fill(file);
    expect_rows(file->store,
                "SELECT count(*) FROM visit_list l WHERE visitors IS NOT (SELECT count(*) FROM visit_visitor "
                "x WHERE x.visit_id = l.id)",
                "0");
    expect_rows(file->store,
                "SELECT count(*) FROM visitor_list l WHERE visits IS NOT (SELECT count(*) FROM visit_visitor "
                "x WHERE x.visitor_id = l.id)",
                "0");
    expect_rows(file->store,
                "SELECT count(*) FROM host_list l WHERE visits IS NOT (SELECT count(*) FROM visit v WHERE "
                "v.host_id = l.id)",
                "0");
}

static void verify__names__counts_that_do_not_fit(void **state)
{
    StoreFile *file = *state;
    fill(file);
    store_file_shell(file->path, "UPDATE visit_count SET visitors = visitors + 1 WHERE id IN (2, 3); DELETE "
                                 "FROM host_count WHERE id = 1;"
                                 "INSERT INTO visitor_count (id) VALUES (777777)");
    VerifyReport report = {0};
    g_autoptr(GError) error = NULL;
    assert_true(journal_verify(file->store, &report, NULL, NULL, &error));
    assert_int_equal(report.problems->len, 3);
    assert_string_equal(report.problems->pdata[0],
                        "The counts in host_count do not fit the records: 1 of them");
    assert_string_equal(report.problems->pdata[1],
                        "The counts in visit_count do not fit the records: 2 of them");
    assert_string_equal(report.problems->pdata[2],
                        "The counts in visitor_count do not fit the records: 1 of them");
    verify_report_clear(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(order_views__give__what_their_list_gives),
        store_test(order_views__come__in_pairs),
        store_test(lists__call_records__as_record_name_does),
        store_test(counts__fit__after_every_kind_of_writing_and_its_undo),
        store_test(counts__fit__after_another_program_wrote),
        store_test(lists__show__the_counts),
        store_test(verify__names__counts_that_do_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
