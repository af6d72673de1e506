/* What lists are walked along: the views of orders.sql give what the lists themselves give, and the counts of
 * counts.sql are those of the records. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "store/demo.h"
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

static void order_views__give__what_their_list_gives(void **state)
{
    StoreFile *file = *state;
    fill(file);
    store_file_shell(file->path, BARE_ROWS);
    g_autofree char *names = store_file_rows(
        file->store,
        "SELECT name FROM sqlite_schema WHERE type = 'view' AND (name GLOB '*_list_by_*' OR name GLOB "
        "'*_list_without_*') ORDER BY name");
    g_auto(GStrv) views = g_strsplit(names, "\n", -1);
    assert_true(g_strv_length(views) >= 20);
    for (char **view = views; *view; view++)
        compare_view(file->store, *view);
}

static void order_views__come__in_pairs(void **state)
{
    StoreFile *file = *state;
    expect_rows(file->store,
                "SELECT group_concat(name) FROM sqlite_schema WHERE name GLOB '*_list_by_*' AND "
                "replace(name, '_list_by_', "
                "'_list_without_') NOT IN (SELECT name FROM sqlite_schema)",
                "");
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

static void lists__call_records__as_record_name_does(void **state)
{
    static const char *const lists[] = {"document_list", "alignment_list", "move_list"};
    StoreFile *file = *state;
    fill(file);
    expect_named(file->store, "document_list", "of_title", "title");
    for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
        expect_named(file->store, lists[i], "of_ref", "ref");
        g_autofree char *forgets = g_strdup_printf(
            "SELECT group_concat(DISTINCT record) FROM record_name WHERE ref IS NOT NULL AND NOT EXISTS "
            "(SELECT 1 FROM sqlite_schema s "
            "WHERE s.name = '%s' AND instr(s.sql, 'WHEN ' || quote(record) || ' THEN (SELECT n.ref ') > 0)",
            lists[i]);
        expect_rows(file->store, forgets, "");
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
