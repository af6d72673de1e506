/* Undo and redo, and what stands against them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "store/journal.h"
#include "store/search.h"
#include "support/store_file.h"

#define store_test(name) cmocka_unit_test_setup_teardown(name, store_file_setup, store_file_teardown)

static void undo(Store *store, const char *words)
{
    GError *error = NULL;
    g_autofree char *what = NULL;
    if (!journal_undo(store, &what, &error))
        fail_msg("%s", error->message);
    assert_string_equal(what, words);
}

static void redo(Store *store, const char *words)
{
    GError *error = NULL;
    g_autofree char *what = NULL;
    if (!journal_redo(store, &what, &error))
        fail_msg("%s", error->message);
    assert_string_equal(what, words);
}

static void expect_no_undo(Store *store, int code, const char *text)
{
    GError *error = NULL;
    assert_false(journal_undo(store, NULL, &error));
    store_file_expect(&error, code, text);
}

static void expect_rows(Store *store, const char *sql, const char *expected)
{
    g_autofree char *rows = store_file_rows(store, sql);
    assert_string_equal(rows, expected);
}

static gint64 add_partner(Store *store, const char *name, const char *country)
{
    return store_file_add(store, "partner", "name", name, "country", country, NULL);
}

static gint64 add_visit(Store *store, const char *title)
{
    return store_file_add(store, "visit", "title", title, "arrives_on", "2026-12-02", "departs_on",
                          "2026-12-03", NULL);
}

/* --- there and back */

static void journal_undo__takes_back__insert_update_and_delete(void **state)
{
    StoreFile *file = *state;
    gint64 id = add_partner(file->store, "Sweden", "SE");
    store_file_set(file->store, "partner", id, "notes", "one");
    store_file_remove(file->store, "partner", id);
    undo(file->store, "Undone: partner removed");
    expect_rows(file->store, "SELECT ref, name, notes FROM partner", "PTN-2026-001|Sweden|one");
    undo(file->store, "Undone: partner notes changed");
    expect_rows(file->store, "SELECT ref, name, notes FROM partner", "PTN-2026-001|Sweden|");
    undo(file->store, "Undone: partner entered");
    expect_rows(file->store, "SELECT count(*) FROM partner", "0");
    expect_no_undo(file->store, ERROR_NOT_FOUND, "no change of yours");
    redo(file->store, "Redone: partner entered");
    redo(file->store, "Redone: partner notes changed");
    redo(file->store, "Redone: partner removed");
    expect_rows(file->store, "SELECT count(*) FROM partner", "0");
    GError *error = NULL;
    assert_false(journal_redo(file->store, NULL, &error));
    store_file_expect(&error, ERROR_NOT_FOUND, "nothing of yours");
    undo(file->store, "Undone: partner removed");
    expect_rows(file->store, "SELECT ref, name, notes FROM partner", "PTN-2026-001|Sweden|one");
    expect_rows(file->store, "SELECT kind, undoes FROM journal ORDER BY id",
                "change|\nchange|\nchange|\nundo|3\nundo|2\nundo|1\nredo|6\nredo|5\nredo|4\nundo|9");
    store_file_verify(file->store);
}

static void journal_redo__ends__when_something_new_was_done(void **state)
{
    StoreFile *file = *state;
    add_partner(file->store, "Sweden", "SE");
    undo(file->store, "Undone: partner entered");
    add_partner(file->store, "Norway", "NO");
    GError *error = NULL;
    assert_false(journal_redo(file->store, NULL, &error));
    store_file_expect(&error, ERROR_NOT_FOUND, "since your last change");
    undo(file->store, "Undone: partner entered");
    expect_no_undo(file->store, ERROR_NOT_FOUND, "no change of yours");
}

static void journal_undo__leaves__what_others_did(void **state)
{
    StoreFile *file = *state;
    gint64 id = add_partner(file->store, "Sweden", "SE");
    g_autoptr(Store) other = store_file_open(file->fixture, "office.db", "bo.lind");
    store_file_set(other, "partner", id, "notes", "theirs");
    store_file_set(file->store, "partner", id, "priorities", "mine");
    undo(file->store, "Undone: partner priorities changed");
    expect_rows(file->store, "SELECT notes, priorities FROM partner", "theirs|");
    undo(other, "Undone: partner notes changed");
    expect_rows(file->store, "SELECT notes, priorities FROM partner", "|");
}

static void journal_undo__works__over_a_later_program_start(void **state)
{
    StoreFile *file = *state;
    add_partner(file->store, "Sweden", "SE");
    store_file_reopen(file);
    undo(file->store, "Undone: partner entered");
}

static void journal_undo_entry__undoes__anybodys_entry_once(void **state)
{
    StoreFile *file = *state;
    g_autoptr(Store) other = store_file_open(file->fixture, "office.db", "bo.lind");
    add_partner(other, "Sweden", "SE");
    GError *error = NULL;
    assert_true(journal_undo_entry(file->store, 1, NULL, NULL));
    assert_false(journal_undo_entry(file->store, 1, NULL, &error));
    store_file_expect(&error, ERROR_NOT_FOUND, "undone already");
    assert_false(journal_undo_entry(file->store, 4711, NULL, &error));
    store_file_expect(&error, ERROR_NOT_FOUND, "not in the journal");
    expect_no_undo(other, ERROR_NOT_FOUND, "no change of yours");
    redo(file->store, "Redone: partner entered");
    expect_rows(file->store, "SELECT name FROM partner", "Sweden");
}

/* --- parts, links, triggers */

static void journal_undo__brings_back__a_visit_with_all_its_parts(void **state)
{
    StoreFile *file = *state;
    gint64 visit = add_visit(file->store, "Delegation of two");
    gint64 person = store_file_add(file->store, "visitor", "family_name", "Lund", "given_name", "Kim", NULL);
    g_autofree char *visit_id = g_strdup_printf("%" G_GINT64_FORMAT, visit);
    g_autofree char *person_id = g_strdup_printf("%" G_GINT64_FORMAT, person);
    store_file_add(file->store, "visit_visitor", "visit_id", visit_id, "visitor_id", person_id, NULL);
    store_file_add(file->store, "review", "visit_id", visit_id, "kind", "area", NULL);
    store_file_add(file->store, "alignment", "record", "visit", "record_id", visit_id, "kind",
                   "strategic_goal", "target", "enhance_capabilities", NULL);
    const char *all = "SELECT (SELECT count(*) FROM visit), (SELECT count(*) FROM visit_visitor), (SELECT "
                      "count(*) FROM review), "
                      "(SELECT count(*) FROM alignment)";
    g_autofree char *before = store_file_rows(file->store, all);
    store_file_remove(file->store, "visit", visit);
    expect_rows(file->store, all, "0|0|0|0");
    undo(file->store, "Undone: visit removed");
    expect_rows(file->store, all, before);
    redo(file->store, "Redone: visit removed");
    expect_rows(file->store, all, "0|0|0|0");
    undo(file->store, "Undone: visit removed");
    expect_rows(file->store, all, before);
    store_file_verify(file->store);
}

static void journal_undo__takes_back__owner_and_parts_made_together(void **state)
{
    StoreFile *file = *state;
    GError *error = NULL;
    Change *change = change_open(file->store, "Both", &error);
    g_autoptr(Record) visit = record_new("visit");
    record_set(visit, "title", "Delegation");
    record_set(visit, "arrives_on", "2026-12-02");
    record_set(visit, "departs_on", "2026-12-02");
    assert_true(change_insert(change, visit, &error));
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, record_id(visit));
    g_autoptr(Record) review = record_new("review");
    record_set(review, "visit_id", id);
    record_set(review, "kind", "area");
    assert_true(change_insert(change, review, &error));
    assert_true(change_commit(change, NULL, &error));
    undo(file->store, "Undone: Both");
    expect_rows(file->store, "SELECT (SELECT count(*) FROM visit), (SELECT count(*) FROM review)", "0|0");
    redo(file->store, "Redone: Both");
    expect_rows(file->store, "SELECT (SELECT count(*) FROM visit), (SELECT count(*) FROM review)", "1|1");
    store_file_verify(file->store);
}

static void journal_undo__takes_back__a_family_of_agreements(void **state)
{
    StoreFile *file = *state;
    GError *error = NULL;
    add_partner(file->store, "Sweden", "SE");
    Change *change = change_open(file->store, "Family", &error);
    for (int i = 0; i < 20; i++) {
        g_autoptr(Record) agreement = record_new("agreement");
        g_autofree char *title = g_strdup_printf("Arrangement %d", i);
        g_autofree char *parent = i ? g_strdup_printf("%d", i) : NULL;
        record_set(agreement, "title", title);
        record_set(agreement, "partner_id", "1");
        record_set(agreement, "parent_id", parent);
        assert_true(change_insert(change, agreement, &error));
    }
    assert_true(change_commit(change, NULL, &error));
    undo(file->store, "Undone: Family");
    expect_rows(file->store, "SELECT count(*) FROM agreement", "0");
    redo(file->store, "Redone: Family");
    expect_rows(file->store, "SELECT count(*), count(parent_id) FROM agreement", "20|19");
    store_file_verify(file->store);
}

static void journal_undo__takes_back__a_move_that_the_workflow_would_not_allow_backwards(void **state)
{
    StoreFile *file = *state;
    gint64 visit = add_visit(file->store, "Site visit");
    g_autofree char *next = store_file_rows(
        file->store, "SELECT to_state FROM workflow AS w WHERE record = 'visit' AND from_state = 'draft' "
                     "AND NOT EXISTS (SELECT 1 FROM workflow AS b WHERE b.record = 'visit' AND "
                     "b.from_state = w.to_state AND b.to_state = 'draft') AND to_state NOT IN "
                     "(SELECT to_state FROM gate) LIMIT 1");
    store_file_set(file->store, "visit", visit, "state", next);
    undo(file->store, "Undone: visit state changed");
    expect_rows(file->store, "SELECT state FROM visit", "draft");
    expect_rows(file->store, "SELECT undoing FROM store_state", "0");
}

static void journal_undo__keeps__the_search_index_right(void **state)
{
    StoreFile *file = *state;
    gint64 id = add_partner(file->store, "Sweden", "SE");
    store_file_set(file->store, "partner", id, "name", "Norrland");
    undo(file->store, "Undone: partner name changed");
    g_autoptr(GPtrArray) old = search_find(file->store, NULL, "norrland", 10, NULL);
    g_autoptr(GPtrArray) now = search_find(file->store, NULL, "sweden", 10, NULL);
    assert_int_equal(old->len, 0);
    assert_int_equal(now->len, 1);
    store_file_verify(file->store);
}

/* --- conflicts: nothing is done, and the words say why */

static void expect_conflict(StoreFile *file, const char *text)
{
    g_autofree char *before = store_file_rows(file->store, "SELECT max(id) FROM journal");
    expect_no_undo(file->store, ERROR_CONFLICT, text);
    expect_no_undo(file->store, ERROR_CONFLICT, "nothing was undone");
    g_autofree char *after = store_file_rows(file->store, "SELECT max(id) FROM journal");
    assert_string_equal(before, after);
    expect_rows(file->store, "SELECT undoing FROM store_state", "0");
    store_file_verify(file->store);
}

static void journal_undo__refuses__when_another_officer_changed_the_same_field(void **state)
{
    StoreFile *file = *state;
    gint64 id = add_partner(file->store, "Sweden", "SE");
    store_file_set(file->store, "partner", id, "notes", "mine");
    g_autoptr(Store) other = store_file_open(file->fixture, "office.db", "bo.lind");
    store_file_set(other, "partner", id, "notes", "theirs");
    expect_conflict(file, "PTN-2026-001 Sweden: bo.lind on ");
    expect_rows(file->store, "SELECT notes FROM partner", "theirs");
}

/* The first of two rows is set back before the second is looked at. */
static void journal_undo__sets_back__neither_row_when_the_second_was_changed_since(void **state)
{
    StoreFile *file = *state;
    add_partner(file->store, "Sweden", "SE");
    gint64 norway = add_partner(file->store, "Norway", "NO");
    Change *change = change_open(file->store, "Both", NULL);
    assert_true(change_run(change, NULL, "UPDATE partner SET notes = 'mine'", NULL));
    assert_true(change_commit(change, NULL, NULL));
    g_autoptr(Store) other = store_file_open(file->fixture, "office.db", "bo.lind");
    store_file_set(other, "partner", norway, "notes", "theirs");
    expect_conflict(file, "PTN-2026-002 Norway: bo.lind on ");
    expect_rows(file->store, "SELECT notes FROM partner ORDER BY id", "mine\ntheirs");
}

static void journal_undo__sets_back__every_row_of_a_change_of_several(void **state)
{
    StoreFile *file = *state;
    add_partner(file->store, "Sweden", "SE");
    add_partner(file->store, "Norway", "NO");
    Change *change = change_open(file->store, "Both", NULL);
    assert_true(change_run(change, NULL, "UPDATE partner SET notes = 'mine', name = name || '!'", NULL));
    assert_true(change_commit(change, NULL, NULL));
    undo(file->store, "Undone: Both");
    expect_rows(file->store, "SELECT name, notes FROM partner ORDER BY id", "Sweden|\nNorway|");
    redo(file->store, "Redone: Both");
    expect_rows(file->store, "SELECT name, notes FROM partner ORDER BY id", "Sweden!|mine\nNorway!|mine");
    store_file_verify(file->store);
}

static void journal_undo__refuses__when_another_officer_removed_the_record(void **state)
{
    StoreFile *file = *state;
    gint64 id = add_partner(file->store, "Sweden", "SE");
    g_autoptr(Store) other = store_file_open(file->fixture, "office.db", "bo.lind");
    store_file_remove(other, "partner", id);
    expect_conflict(file, "bo.lind on ");
}

static void journal_undo__refuses__when_others_use_the_record_since(void **state)
{
    StoreFile *file = *state;
    g_autoptr(Store) other = store_file_open(file->fixture, "office.db", "bo.lind");
    add_partner(file->store, "Sweden", "SE");
    store_file_add(other, "project", "title", "Joint trial", "partner_id", "1", NULL);
    expect_conflict(file, "PTN-2026-001 Sweden is used by 1 project (PRJ-2026-001 Joint trial)");
}

static void journal_undo__refuses__when_a_part_was_added_since_that_would_go_too(void **state)
{
    StoreFile *file = *state;
    g_autoptr(Store) other = store_file_open(file->fixture, "office.db", "bo.lind");
    add_visit(file->store, "Site visit");
    store_file_add(other, "review", "visit_id", "1", "kind", "area", NULL);
    expect_conflict(file, "bo.lind on ");
    expect_rows(file->store, "SELECT count(*) FROM review", "1");
}

static void journal_undo__refuses__when_a_document_would_lose_its_record(void **state)
{
    StoreFile *file = *state;
    g_autoptr(Store) other = store_file_open(file->fixture, "office.db", "bo.lind");
    add_visit(file->store, "Site visit");
    store_file_add(other, "document", "record", "visit", "record_id", "1", "title", "Agenda", NULL);
    expect_no_undo(file->store, ERROR_CONFLICT, "nothing was undone");
    expect_rows(file->store, "SELECT count(*) FROM visit", "1");
}

static void journal_undo__refuses__when_a_unique_value_was_taken_since(void **state)
{
    StoreFile *file = *state;
    gint64 id = store_file_add(file->store, "officer", "login", "cy", "name", "Cy", NULL);
    store_file_remove(file->store, "officer", id);
    g_autoptr(Store) other = store_file_open(file->fixture, "office.db", "bo.lind");
    store_file_add(other, "officer", "login", "cy", "name", "Another Cy", NULL);
    expect_conflict(file, "a rule stands against it now");
}

static void journal_undo__takes_back__an_import_of_ten_thousand_records(void **state)
{
    StoreFile *file = *state;
    GError *error = NULL;
    Change *change = change_open(file->store, "Many people imported", &error);
    change_set_kind(change, "import");
    assert_true(change_script(change, "import",
                              "INSERT INTO visitor (id, family_name) WITH RECURSIVE n(i) AS (SELECT 1 UNION "
                              "ALL SELECT i + 1 FROM n WHERE i < 10000) "
                              "SELECT i, 'Person ' || i FROM n",
                              &error));
    assert_true(change_commit(change, NULL, &error));
    store_file_set(file->store, "visitor", 4000, "notes", "known to us");
    undo(file->store, "Undone: visitor notes changed");
    g_autoptr(GPtrArray) lines = journal_history(file->store, "visitor", 4000, 10, NULL);
    assert_int_equal(lines->len, 3);
    undo(file->store, "Undone: Many people imported");
    expect_rows(file->store, "SELECT count(*) FROM visitor", "0");
    redo(file->store, "Redone: Many people imported");
    expect_rows(file->store, "SELECT count(*), min(ref), max(ref) FROM visitor",
                "10000|VTR-2026-001|VTR-2026-9999");
    store_file_verify(file->store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(journal_undo__takes_back__insert_update_and_delete),
        store_test(journal_redo__ends__when_something_new_was_done),
        store_test(journal_undo__leaves__what_others_did),
        store_test(journal_undo__works__over_a_later_program_start),
        store_test(journal_undo_entry__undoes__anybodys_entry_once),
        store_test(journal_undo__brings_back__a_visit_with_all_its_parts),
        store_test(journal_undo__takes_back__owner_and_parts_made_together),
        store_test(journal_undo__takes_back__a_family_of_agreements),
        store_test(journal_undo__takes_back__a_move_that_the_workflow_would_not_allow_backwards),
        store_test(journal_undo__keeps__the_search_index_right),
        store_test(journal_undo__refuses__when_another_officer_changed_the_same_field),
        store_test(journal_undo__sets_back__neither_row_when_the_second_was_changed_since),
        store_test(journal_undo__sets_back__every_row_of_a_change_of_several),
        store_test(journal_undo__refuses__when_another_officer_removed_the_record),
        store_test(journal_undo__refuses__when_others_use_the_record_since),
        store_test(journal_undo__refuses__when_a_part_was_added_since_that_would_go_too),
        store_test(journal_undo__refuses__when_a_document_would_lose_its_record),
        store_test(journal_undo__refuses__when_a_unique_value_was_taken_since),
        store_test(journal_undo__takes_back__an_import_of_ten_thousand_records),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
