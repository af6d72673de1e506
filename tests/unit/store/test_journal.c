/* History, and the proof that nobody tampered with it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "store/change.h"
#include "store/journal.h"
#include "support/store_file.h"

#define store_test(name) cmocka_unit_test_setup_teardown(name, store_file_setup, store_file_teardown)

static GPtrArray *history(Store *store, const char *record, gint64 id)
{
    GError *error = NULL;
    GPtrArray *lines = journal_history(store, record, id, 1000, &error);
    if (!lines)
        fail_msg("%s", error->message);
    return lines;
}

static void expect_line(const GPtrArray *lines, guint index, gint64 entry, const char *table,
                        const char *field, const char *before, const char *after)
{
    assert_true(index < lines->len);
    const HistoryLine *line = lines->pdata[index];
    g_autofree char *found = g_strdup_printf("%d %s %s: %s -> %s", (int)line->entry, line->table, line->field,
                                             line->before, line->after);
    g_autofree char *wanted = g_strdup_printf("%d %s %s: %s -> %s", (int)entry, table, field, before, after);
    assert_string_equal(found, wanted);
}

/* --- history */

static void journal_history__tells__each_field_newest_first(void **state)
{
    StoreFile *file = *state;
    gint64 id = store_file_add(file->store, "partner", "name", "Sweden", "country", "SE", NULL);
    store_file_set(file->store, "partner", id, "notes", "first");
    store_file_set(file->store, "partner", id, "notes", "second");
    g_autoptr(GPtrArray) lines = history(file->store, "partner", id);
    assert_int_equal(lines->len, 3);
    expect_line(lines, 0, 3, "partner", "notes", "first", "second");
    expect_line(lines, 1, 2, "partner", "notes", NULL, "first");
    expect_line(lines, 2, 1, "partner", NULL, NULL, "Sweden");
    const HistoryLine *line = lines->pdata[0];
    assert_string_equal(line->officer, "ana.ruiz");
    assert_string_equal(line->kind, "change");
    assert_string_equal(line->what, "partner notes changed");
    assert_int_equal(strlen(line->at), strlen("2026-11-23T08:50:12.345Z"));
}

static void journal_history__shows__the_parts_of_a_record_also_those_removed(void **state)
{
    StoreFile *file = *state;
    store_file_add(file->store, "visit", "title", "Delegation", "arrives_on", "2026-12-02", "departs_on",
                   "2026-12-02", NULL);
    store_file_add(file->store, "visit", "title", "Other visit", "arrives_on", "2026-12-02", "departs_on",
                   "2026-12-02", NULL);
    store_file_add(file->store, "visitor", "family_name", "Lund", "given_name", "Kim", NULL);
    gint64 part = store_file_add(file->store, "visit_visitor", "visit_id", "1", "visitor_id", "1", NULL);
    store_file_add(file->store, "visit_visitor", "visit_id", "2", "visitor_id", "1", NULL);
    store_file_set(file->store, "visit_visitor", part, "badge_no", "B7");
    store_file_remove(file->store, "visit_visitor", part);
    g_autoptr(GPtrArray) lines = history(file->store, "visit", 1);
    assert_int_equal(lines->len, 4);
    expect_line(lines, 0, 7, "visit_visitor", NULL, "VTR-2026-001 Kim Lund", NULL);
    expect_line(lines, 1, 6, "visit_visitor", "badge_no", NULL, "B7");
    expect_line(lines, 2, 4, "visit_visitor", NULL, NULL, "VTR-2026-001 Kim Lund");
    expect_line(lines, 3, 1, "visit", NULL, NULL, "Delegation");
}

/* One entry that holds thousands of rows of several tables: the few that are told are picked out of it. */
static void journal_history__finds__one_record_in_a_bulk_entry(void **state)
{
    StoreFile *file = *state;
    GError *error = NULL;
    Change *change = change_open(file->store, "Import", NULL);
    assert_true(change_run(change, &error,
                           "INSERT INTO visitor (id, family_name, given_name, employer) WITH RECURSIVE n(i) "
                           "AS (SELECT 1 UNION ALL "
                           "SELECT i + 1 FROM n WHERE i < 3000) SELECT 7000 + i, 'Family ' || i, 'Given', "
                           "'Employer ' || i FROM n",
                           NULL));
    assert_true(
        change_run(change, &error,
                   "INSERT INTO citizenship (id, visitor_id, country) SELECT id + 5000, id, 'SE' FROM "
                   "visitor WHERE id % 2 = 0",
                   NULL));
    gint64 entry = 0;
    assert_true(change_commit(change, &entry, &error));
    store_file_set(file->store, "visitor", 8500, "employer", "Another");
    g_autoptr(GPtrArray) lines = history(file->store, "visitor", 8500);
    assert_int_equal(lines->len, 3);
    expect_line(lines, 0, entry + 1, "visitor", "employer", "Employer 1500", "Another");
    const HistoryLine *first = lines->pdata[1], *second = lines->pdata[2];
    assert_true(first->entry == entry && second->entry == entry);
    assert_string_equal(first->table, "citizenship");
    assert_string_equal(second->table, "visitor");
    assert_string_equal(second->after, "Family 1500");
    g_autoptr(GPtrArray) other = history(file->store, "visitor", 8501);
    assert_int_equal(other->len, 1);
    expect_line(other, 0, entry, "visitor", NULL, NULL, "Family 1501");
    for (gint64 id = 7001; id <= 10000; id += 11) { /* a row may begin in one stretch and end in the next */
        g_autoptr(GPtrArray) each = history(file->store, "visitor", id);
        assert_int_equal(each->len, 1 + (id % 2 == 0) + (id == 8500));
    }
}

static void journal_history__shows__what_is_attached(void **state)
{
    StoreFile *file = *state;
    gint64 id = store_file_add(file->store, "partner", "name", "Sweden", "country", "SE", NULL);
    gint64 document =
        store_file_add(file->store, "document", "record", "partner", "record_id", "1", "title", "Note", NULL);
    store_file_set(file->store, "document", document, "title", "Note verbale");
    g_autoptr(GPtrArray) lines = history(file->store, "partner", id);
    assert_int_equal(lines->len, 3);
    expect_line(lines, 0, 3, "document", "title", "Note", "Note verbale");
    expect_line(lines, 1, 2, "document", NULL, NULL, "Note");
}

static void journal_history__tells__that_a_field_was_revealed(void **state)
{
    StoreFile *file = *state;
    gint64 id = store_file_add(file->store, "visitor", "family_name", "Lund", "born_on", "1980-01-01", NULL);
    assert_true(journal_note_reveal(file->store, "visitor", id, "born_on", NULL));
    g_autoptr(GPtrArray) lines = history(file->store, "visitor", id);
    assert_int_equal(lines->len, 2);
    const HistoryLine *line = lines->pdata[0];
    assert_string_equal(line->kind, "reveal");
    assert_non_null(strstr(line->what, "born_on revealed"));
    assert_null(strstr(line->what, "1980"));
    assert_null(line->field);
    GError *error = NULL;
    assert_true(journal_undo(file->store, NULL, &error)); /* the record, not the revealing */
    assert_false(journal_undo(file->store, NULL, &error));
    g_clear_error(&error);
}

static void journal_history__keeps__to_its_limit(void **state)
{
    StoreFile *file = *state;
    gint64 id = store_file_add(file->store, "partner", "name", "Sweden", "country", "SE", NULL);
    for (int i = 0; i < 10; i++)
        store_file_set(file->store, "partner", id, "notes", i % 2 ? "a" : "b");
    g_autoptr(GPtrArray) lines = journal_history(file->store, "partner", id, 4, NULL);
    assert_int_equal(lines->len, 4);
    g_autoptr(GPtrArray) none = journal_history(file->store, "partner", 4711, 4, NULL);
    assert_int_equal(none->len, 0);
}

static void journal_last__counts__entries_of_others_since(void **state)
{
    StoreFile *file = *state;
    guint others = 99;
    assert_int_equal(journal_last(file->store, 0, &others), 0);
    assert_int_equal(others, 0);
    store_file_add(file->store, "partner", "name", "Sweden", "country", "SE", NULL);
    g_autoptr(Store) other = store_file_open(file->fixture, "office.db", "bo.lind");
    store_file_set(other, "partner", 1, "notes", "x");
    store_file_set(other, "partner", 1, "notes", "y");
    assert_int_equal(journal_last(file->store, 1, &others), 3);
    assert_int_equal(others, 2);
    assert_int_equal(journal_last(file->store, 3, &others), 3);
    assert_int_equal(others, 0);
}

/* --- verify */

static void fill(StoreFile *file)
{
    store_file_add(file->store, "partner", "name", "Sweden", "country", "SE", NULL);
    store_file_set(file->store, "partner", 1, "notes", "one");
    store_file_set(file->store, "partner", 1, "notes", "two");
    assert_true(journal_undo(file->store, NULL, NULL));
    assert_true(journal_note_reveal(file->store, "partner", 1, "notes", NULL));
    store_file_set(file->store, "partner", 1, "priorities", "last");
}

/* Runs SQL on the file with the guards taken away, and gives the first entry that verify then names. */
static gint64 first_broken_after(StoreFile *file, const char *sql)
{
    g_autofree char *bare = g_strdup_printf(
        "DROP TRIGGER IF EXISTS journal_not_changed; DROP TRIGGER IF EXISTS journal_not_removed;"
        "PRAGMA ignore_check_constraints = 1; PRAGMA foreign_keys = 0; %s",
        sql);
    store_file_shell(file->path, bare);
    VerifyReport report;
    GError *error = NULL;
    if (!journal_verify(file->store, &report, NULL, NULL, &error))
        fail_msg("%s", error->message);
    gint64 broken = report.first_broken;
    if (broken) {
        g_autofree char *name = g_strdup_printf("Journal entry %" G_GINT64_FORMAT " ", broken);
        assert_true(g_str_has_prefix(report.problems->pdata[0], name));
    }
    verify_report_clear(&report);
    return broken;
}

static void journal_verify__is_content__with_an_honest_journal(void **state)
{
    StoreFile *file = *state;
    fill(file);
    VerifyReport report;
    assert_true(journal_verify(file->store, &report, NULL, NULL, NULL));
    assert_int_equal(report.entries, 6);
    assert_int_equal(report.first_broken, 0);
    assert_int_equal(report.problems->len, 0);
    verify_report_clear(&report);
}

/* Every column of every entry: one byte of it is another, and that entry is named. */
static void journal_verify__names__the_entry_whatever_was_altered_in_it(void **state)
{
    StoreFile *file = *state;
    static const char *const ALTERED[] = {
        "at = substr(at, 1, 18) || CASE WHEN substr(at, 19, 1) = '0' THEN '1' ELSE '0' END || substr(at, 20)",
        "officer = 'b' || substr(officer, 2)",
        "site = site + 1",
        "kind = CASE kind WHEN 'import' THEN 'demo' ELSE 'import' END",
        "what = what || ' '",
        "record = CASE WHEN record IS NULL THEN 'visit' ELSE 'x' || substr(record, 2) END",
        "record_id = coalesce(record_id, 0) + 1",
        "undoes = coalesce(undoes, 0) + 1",
        "changeset = CASE WHEN changeset IS NULL THEN x'00' ELSE CAST(x'54' || substr(changeset, 2, "
        "length(changeset) - 2) || "
        "CASE substr(changeset, -1, 1) WHEN x'00' THEN x'01' ELSE x'00' END AS BLOB) END",
        "changeset = CASE WHEN changeset IS NULL THEN x'' ELSE NULL END",
        "hash_before = 'f' || CASE substr(hash_before, 1, 1) WHEN 'f' THEN '0' ELSE '' END || "
        "substr(hash_before, 2)",
        "hash = CASE substr(hash, 1, 1) WHEN 'f' THEN '0' ELSE 'f' END || substr(hash, 2)",
    };
    fill(file);
    for (int entry = 1; entry <= 6; entry++) {
        g_autofree char *keep =
            g_strdup_printf("CREATE TABLE kept AS SELECT * FROM journal WHERE id = %d", entry);
        store_file_shell(file->path, keep);
        for (gsize i = 0; i < G_N_ELEMENTS(ALTERED); i++) {
            g_autofree char *alter =
                g_strdup_printf("UPDATE journal SET %s WHERE id = %d", ALTERED[i], entry);
            assert_int_equal(first_broken_after(file, alter), entry);
            g_autofree char *mend =
                g_strdup_printf("UPDATE journal SET (at, officer, site, kind, what, record, record_id, "
                                "undoes, changeset, hash_before, hash) = "
                                "(SELECT at, officer, site, kind, what, record, record_id, undoes, "
                                "changeset, hash_before, hash FROM kept) WHERE id = %d",
                                entry);
            assert_int_equal(first_broken_after(file, mend), 0);
        }
        store_file_shell(file->path, "DROP TABLE kept");
    }
}

static void journal_verify__names__the_place_when_entries_are_missing(void **state)
{
    StoreFile *file = *state;
    fill(file);
    store_file_shell(file->path, "CREATE TABLE kept AS SELECT * FROM journal");
    assert_int_equal(first_broken_after(file, "DELETE FROM journal WHERE id = 3"), 4);
    assert_int_equal(first_broken_after(file, "INSERT INTO journal SELECT * FROM kept WHERE id = 3"), 0);
    assert_int_equal(first_broken_after(file, "DELETE FROM journal WHERE id = 1"), 2);
    assert_int_equal(first_broken_after(file, "INSERT INTO journal SELECT * FROM kept WHERE id = 1"), 0);
    assert_int_equal(first_broken_after(file, "DELETE FROM journal WHERE id >= 5"), 5);
}

static void journal_verify__tells__broken_links_and_a_lost_search_text(void **state)
{
    StoreFile *file = *state;
    fill(file);
    store_file_shell(file->path, "PRAGMA foreign_keys = 0; UPDATE partner SET officer_id = 99; DELETE FROM "
                                 "search_dirty; DELETE FROM search_text");
    VerifyReport report;
    assert_true(journal_verify(file->store, &report, NULL, NULL, NULL));
    assert_int_equal(report.problems->len, 2);
    assert_string_equal(report.problems->pdata[0], "partner 1 names a record of officer that is not there");
    assert_string_equal(report.problems->pdata[1], "1 Partners cannot be found by searching");
    verify_report_clear(&report);
}

static bool stop_at_once(int percent, gpointer data)
{
    assert_in_range(percent, 0, 100);
    ++*(int *)data;
    return false;
}

static void journal_verify__stops__when_told(void **state)
{
    StoreFile *file = *state;
    fill(file);
    VerifyReport report;
    GError *error = NULL;
    int calls = 0;
    assert_false(journal_verify(file->store, &report, stop_at_once, &calls, &error));
    store_file_expect(&error, ERROR_INTERRUPTED, "given up");
    assert_int_equal(calls, 1);
    verify_report_clear(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(journal_history__tells__each_field_newest_first),
        store_test(journal_history__shows__the_parts_of_a_record_also_those_removed),
        store_test(journal_history__finds__one_record_in_a_bulk_entry),
        store_test(journal_history__shows__what_is_attached),
        store_test(journal_history__tells__that_a_field_was_revealed),
        store_test(journal_history__keeps__to_its_limit),
        store_test(journal_last__counts__entries_of_others_since),
        store_test(journal_verify__is_content__with_an_honest_journal),
        store_test(journal_verify__names__the_entry_whatever_was_altered_in_it),
        store_test(journal_verify__names__the_place_when_entries_are_missing),
        store_test(journal_verify__tells__broken_links_and_a_lost_search_text),
        store_test(journal_verify__stops__when_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
