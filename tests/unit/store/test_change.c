/* Changes: all or nothing, recorded, refused in words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "store/journal.h"
#include "store/query.h"
#include "support/store_file.h"

#define store_test(name) cmocka_unit_test_setup_teardown(name, store_file_setup, store_file_teardown)

static gint64 add_partner(Store *store, const char *name, const char *country)
{
    return store_file_add(store, "partner", "name", name, "country", country, NULL);
}

static Change *open_change(Store *store)
{
    GError *error = NULL;
    Change *change = change_open(store, "A change", &error);
    if (!change)
        fail_msg("%s", error->message);
    return change;
}

/* Inserting this record is refused with that text, and the field at fault is `column`. */
static void expect_refused(Store *store, Record *record, int code, const char *text, const char *column)
{
    GError *error = NULL;
    Change *change = open_change(store);
    assert_false(change_insert(change, record, &error));
    if (column)
        assert_string_equal(change_column(change), column);
    else
        assert_null(change_column(change));
    change_abandon(change);
    store_file_expect(&error, code, text);
    record_free(record);
}

static Record *partner(const char *name, const char *country)
{
    Record *record = record_new("partner");
    record_set(record, "name", name);
    record_set(record, "country", country);
    return record;
}

/* --- preparing */

/* What was read beforehand of the journal's end is not taken for its end later. */
static void change_prepare__leaves__the_chain_whole_whoever_writes_next(void **state)
{
    StoreFile *file = *state;
    gint64 sweden = add_partner(file->store, "Sweden", "SE");
    assert_false(change_prepare(file->store, "partner"));
    g_autoptr(Store) other = store_file_open(file->fixture, "office.db", "bo.lind");
    store_file_set(other, "partner", sweden, "notes", "theirs");
    store_file_set(file->store, "partner", sweden, "notes", "mine");
    store_file_set(file->store, "partner", sweden, "notes", "mine again");
    assert_false(change_prepare(file->store, "visit"));
    store_file_set(file->store, "partner", sweden, "notes", "and again");
    store_file_verify(file->store);
}

static bool key_waits(gpointer data)
{
    return *(bool *)data;
}

static void change_prepare__stops__when_a_key_waits_and_goes_on_later(void **state)
{
    StoreFile *file = *state;
    bool waits = true;
    store_set_interrupt(file->store, key_waits, &waits);
    assert_true(change_prepare(file->store, "partner"));
    assert_true(change_prepare(file->store, "partner"));
    waits = false;
    assert_false(change_prepare(file->store, "partner"));
    store_set_interrupt(file->store, NULL, NULL);
    add_partner(file->store, "Sweden", "SE");
    store_file_verify(file->store);
}

static void change_prepare__writes__nothing(void **state)
{
    StoreFile *file = *state;
    const gint64 before = store_data_version(file->store);
    assert_false(change_prepare(file->store, "partner"));
    assert_false(change_prepare(file->store, "no_such_kind"));
    assert_int_equal(store_data_version(file->store), before);
    assert_int_equal(store_file_number(file->path, "SELECT count(*) FROM journal WHERE kind = 'change'"), 0);
}

/* --- ids and references */

static void change_insert__gives__id_and_reference(void **state)
{
    StoreFile *file = *state;
    g_autoptr(Record) record = partner("Sweden", "SE");
    Change *change = open_change(file->store);
    assert_true(change_insert(change, record, NULL));
    gint64 entry = 0;
    assert_true(change_commit(change, &entry, NULL));
    assert_int_equal(record_id(record), 1);
    assert_int_equal(entry, 1);
    assert_string_equal(record_get(record, "ref"), "PTN-2026-001");
    g_autofree char *kind = store_file_get(file->store, "partner", 1, "kind");
    assert_string_equal(kind, "bilateral");
}

static void change_insert__counts_on__after_what_other_programs_wrote(void **state)
{
    StoreFile *file = *state;
    add_partner(file->store, "Sweden", "SE");
    store_file_shell(
        file->path,
        "INSERT INTO partner (id, name, country) VALUES (2, 'Norway', 'NO'), (7, 'Finland', 'FI')");
    assert_int_equal(add_partner(file->store, "Denmark", "DK"), 8);
    g_autofree char *ref = store_file_get(file->store, "partner", 8, "ref");
    assert_string_equal(ref, "PTN-2026-004");
}

static void change_insert__puts__the_site_in_the_high_bits(void **state)
{
    StoreFile *file = *state;
    add_partner(file->store, "Sweden", "SE");
    const StoreOptions options = {.path = file->path, .officer = "bo.lind", .site = 300};
    g_autoptr(Store) other = store_open(&options, NULL);
    assert_non_null(other);
    gint64 id = add_partner(other, "Norway", "NO");
    assert_true(id >> 40 == 300);
    assert_true(store_file_number(file->path, "SELECT site FROM journal ORDER BY id DESC LIMIT 1") == 300);
    store_file_verify(other);
}

/* --- all or nothing */

static void change_commit__leaves__nothing_when_abandoned(void **state)
{
    StoreFile *file = *state;
    g_autoptr(Record) record = partner("Sweden", "SE");
    Change *change = open_change(file->store);
    assert_true(change_insert(change, record, NULL));
    change_abandon(change);
    assert_int_equal(store_file_number(file->path, "SELECT count(*) FROM partner"), 0);
    assert_int_equal(store_file_number(file->path, "SELECT count(*) FROM journal"), 0);
    g_autoptr(Record) again = partner("Sweden", "SE");
    change = open_change(file->store);
    assert_true(change_insert(change, again, NULL));
    assert_true(change_commit(change, NULL, NULL));
    assert_string_equal(record_get(again, "ref"), "PTN-2026-001");
}

static void change_commit__writes__no_entry_when_nothing_changed(void **state)
{
    StoreFile *file = *state;
    gint64 id = add_partner(file->store, "Sweden", "SE");
    gint64 entry = 99;
    assert_true(change_commit(open_change(file->store), &entry, NULL));
    assert_int_equal(entry, 0);
    g_autoptr(Record) record = record_read(file->store, "partner", id, NULL);
    Change *change = open_change(file->store);
    assert_true(change_update(change, record, record, NULL));
    assert_true(change_commit(change, &entry, NULL));
    assert_int_equal(entry, 0);
    assert_int_equal(store_file_number(file->path, "SELECT count(*) FROM journal"), 1);
}

static void change_commit__writes__an_entry_for_what_is_not_a_record(void **state)
{
    StoreFile *file = *state;
    Change *change = open_change(file->store);
    gint64 entry = 0;
    assert_true(change_run(change, NULL, "UPDATE setting SET value = :office WHERE name = 'office'",
                           ":office", "Ours", NULL));
    assert_true(change_commit(change, &entry, NULL));
    assert_int_equal(entry, 1);
    g_autofree char *office = store_setting(file->store, "office");
    assert_string_equal(office, "Ours");
    store_file_verify(file->store);
}

static void change__can_only_be_left__after_an_error(void **state)
{
    StoreFile *file = *state;
    GError *error = NULL;
    g_autoptr(Record) good = partner("Sweden", "SE");
    g_autoptr(Record) bad = partner(NULL, "NO");
    Change *change = open_change(file->store);
    assert_true(change_insert(change, good, NULL));
    assert_false(change_insert(change, bad, &error));
    store_file_expect(&error, ERROR_INPUT, "Name: is required");
    g_autoptr(Record) late = partner("Finland", "FI");
    assert_false(change_insert(change, late, &error));
    store_file_expect(&error, ERROR_REFUSED, "failed already");
    assert_false(change_commit(change, NULL, &error));
    store_file_expect(&error, ERROR_INPUT, "Name: is required");
    assert_int_equal(store_file_number(file->path, "SELECT count(*) FROM partner"), 0);
}

static void change_open__refuses__a_second_one(void **state)
{
    StoreFile *file = *state;
    GError *error = NULL;
    g_autoptr(Change) change = open_change(file->store);
    assert_null(change_open(file->store, "another", &error));
    store_file_expect(&error, ERROR_REFUSED, "open already");
}

static void change_run__refuses__to_end_the_transaction(void **state)
{
    StoreFile *file = *state;
    GError *error = NULL;
    Change *change = open_change(file->store);
    assert_false(change_run(change, &error, "ROLLBACK", NULL));
    store_file_expect(&error, ERROR_SYSTEM, "ends the transaction");
    change_abandon(change);
    add_partner(file->store, "Sweden", "SE");
    store_file_verify(file->store);
}

static void change_script__brings_up__the_counters(void **state)
{
    StoreFile *file = *state;
    GError *error = NULL;
    Change *change = open_change(file->store);
    assert_true(change_script(
        change, "trial", "INSERT INTO partner (id, name, country) VALUES (500, 'Sweden', 'SE');", &error));
    assert_true(change_commit(change, NULL, &error));
    assert_int_equal(add_partner(file->store, "Norway", "NO"), 501);
    change = open_change(file->store);
    assert_false(change_script(change, "trial.sql", "INSERT INTO nowhere VALUES (1)", &error));
    store_file_expect(&error, ERROR_SYSTEM, "trial.sql: no such table");
    change_abandon(change);
}

/* --- two officers */

static void change_update__conflicts__when_somebody_changed_the_record_since(void **state)
{
    StoreFile *file = *state;
    gint64 id = add_partner(file->store, "Sweden", "SE");
    g_autoptr(Record) before = record_read(file->store, "partner", id, NULL);
    g_autoptr(Record) after = record_copy(before);
    record_set(after, "notes", "mine");
    g_autoptr(Store) other = store_file_open(file->fixture, "office.db", "bo.lind");
    store_file_set(other, "partner", id, "name", "Kingdom of Sweden");
    GError *error = NULL;
    Change *change = open_change(file->store);
    assert_false(change_update(change, before, after, &error));
    change_abandon(change);
    store_file_expect(&error, ERROR_CONFLICT, "bo.lind on ");
    g_autofree char *notes = store_file_get(file->store, "partner", id, "notes");
    assert_null(notes);
}

static void change_update__conflicts__only_over_the_columns_that_were_read(void **state)
{
    StoreFile *file = *state;
    gint64 id = add_partner(file->store, "Sweden", "SE");
    g_autoptr(Record) whole = record_read(file->store, "partner", id, NULL);
    g_autoptr(GPtrArray) none = record_differences(whole, whole);
    assert_int_equal(none->len, 0);
    store_file_set(file->store, "partner", id, "priorities", "theirs");
    g_autoptr(Record) stale = record_copy(whole);
    GError *error = NULL;
    Change *change = open_change(file->store);
    assert_false(change_update(change, whole, stale, &error));
    change_abandon(change);
    store_file_expect(&error, ERROR_CONFLICT, "priorities");
}

static void change_update__says_who_removed_it__when_the_record_is_gone(void **state)
{
    StoreFile *file = *state;
    gint64 id = add_partner(file->store, "Sweden", "SE");
    g_autoptr(Record) before = record_read(file->store, "partner", id, NULL);
    g_autoptr(Store) other = store_file_open(file->fixture, "office.db", "bo.lind");
    store_file_remove(other, "partner", id);
    GError *error = NULL;
    Change *change = open_change(file->store);
    assert_false(change_update(change, before, before, &error));
    change_abandon(change);
    store_file_expect(&error, ERROR_CONFLICT, "was removed by bo.lind");
}

static void change_update__takes__null_and_numbers_as_they_are(void **state)
{
    StoreFile *file = *state;
    gint64 id = add_partner(file->store, "Sweden", "SE");
    gint64 project = store_file_add(file->store, "project", "title", "Trial", "partner_id", "1", NULL);
    store_file_set(file->store, "partner", id, "notes", "text");
    store_file_set(file->store, "partner", id, "notes", "");
    g_autofree char *notes = store_file_get(file->store, "partner", id, "notes");
    assert_null(notes);
    store_file_set(file->store, "project", project, "ceiling_minor", NULL);
    gint64 rated = store_file_add(file->store, "contribution", "project_id", "1", "form", "staff", "side",
                                  "foreign", "fiscal_year", "2026", "amount_minor", "100", "amount_currency",
                                  "SEK", "usd_rate", "0.1", NULL);
    g_autofree char *rate = store_file_get(file->store, "contribution", rated, "usd_rate");
    assert_string_equal(rate, "0.1");
    store_file_set(file->store, "contribution", rated, "notes", "still the same rate");
}

/* --- refusals */

static void change__names_the_field__when_the_database_refuses_a_value(void **state)
{
    StoreFile *file = *state;
    Store *store = file->store;
    expect_refused(store, partner(NULL, "SE"), ERROR_INPUT, "Name: is required", "name");
    Record *record = partner("Sweden", "SE");
    record_set(record, "partner_since", "2026-02-30");
    expect_refused(store, record, ERROR_INPUT, "takes a real day", "partner_since");
    record = partner("Sweden", "SE");
    record_set(record, "active", "2");
    expect_refused(store, record, ERROR_INPUT, "takes yes (1) or no (0)", "active");
    record = partner("Sweden", "SE");
    record_set(record, "active", "perhaps");
    expect_refused(store, record, ERROR_INPUT, "takes a whole number", "active");
    record = partner("Sweden", "SE");
    record_set(record, "shoe_size", "44");
    expect_refused(store, record, ERROR_NOT_FOUND, "shoe_size", "shoe_size");
    record = partner("Sw\xff"
                     "eden",
                     "SE");
    expect_refused(store, record, ERROR_INPUT, "not UTF-8", "name");
    expect_refused(store, partner("Atlantis", "XX"), ERROR_INPUT, "choose one of the list", NULL);
    record = partner("Nowhere", NULL);
    expect_refused(store, record, ERROR_INPUT, "a nation has a country", "country");
}

static void change__names_the_field__when_the_value_is_taken(void **state)
{
    StoreFile *file = *state;
    store_file_add(file->store, "officer", "login", "bo.lind", "name", "Bo Lind", NULL);
    Record *record = record_new("officer");
    record_set(record, "login", "bo.lind");
    record_set(record, "name", "Another Bo");
    expect_refused(file->store, record, ERROR_INPUT, "Login: another officer has it already", "login");
}

static void change_delete__says_who_uses_it__when_others_do(void **state)
{
    StoreFile *file = *state;
    gint64 id = add_partner(file->store, "Sweden", "SE");
    for (int i = 0; i < 5; i++) {
        g_autofree char *title = g_strdup_printf("Trial %d", i + 1);
        store_file_add(file->store, "project", "title", title, "partner_id", "1", NULL);
    }
    GError *error = NULL;
    Change *change = open_change(file->store);
    assert_false(change_delete(change, "partner", id, &error));
    change_abandon(change);
    store_file_expect(&error, ERROR_REFUSED,
                      "PTN-2026-001 Sweden: is used by 5 projects (PRJ-2026-001 Trial 1, ");
    assert_false(change_delete(change = open_change(file->store), "partner", 4711, &error));
    change_abandon(change);
    store_file_expect(&error, ERROR_NOT_FOUND, "is not there");
}

static void change__passes_on__the_words_of_a_trigger(void **state)
{
    StoreFile *file = *state;
    store_file_add(file->store, "partner", "name", "Sweden", "country", "SE", NULL);
    gint64 id = store_file_add(file->store, "agreement", "title", "Umbrella", "partner_id", "1", NULL);
    g_autoptr(Record) before = record_read(file->store, "agreement", id, NULL);
    g_autoptr(Record) after = record_copy(before);
    record_set(after, "state", "in_force");
    GError *error = NULL;
    Change *change = open_change(file->store);
    assert_false(change_update(change, before, after, &error));
    change_abandon(change);
    assert_true(error_is(error, ERROR_REFUSED));
    assert_null(strstr(error->message, "constraint"));
    g_clear_error(&error);
}

static void change__refuses__to_touch_the_journal(void **state)
{
    StoreFile *file = *state;
    add_partner(file->store, "Sweden", "SE");
    static const char *const ATTEMPTS[] = {"UPDATE journal SET what = 'nothing'", "DELETE FROM journal",
                                           "DELETE FROM journal_record",
                                           "UPDATE journal_record SET record_id = 9"};
    for (gsize i = 0; i < G_N_ELEMENTS(ATTEMPTS); i++) {
        GError *error = NULL;
        Change *change = open_change(file->store);
        assert_false(change_run(change, &error, ATTEMPTS[i], NULL));
        change_abandon(change);
        store_file_expect(&error, ERROR_REFUSED, "never changed or removed");
    }
}

static void change__says_busy__while_another_program_writes(void **state)
{
    StoreFile *file = *state;
    sqlite3 *other = NULL;
    assert_int_equal(sqlite3_open(file->path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    GError *error = NULL;
    assert_null(change_open(file->store, "waiting", &error));
    store_file_expect(&error, ERROR_BUSY, "another officer");
    assert_int_equal(sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(other);
    add_partner(file->store, "Sweden", "SE");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(change_prepare__leaves__the_chain_whole_whoever_writes_next),
        store_test(change_prepare__stops__when_a_key_waits_and_goes_on_later),
        store_test(change_prepare__writes__nothing),
        store_test(change_insert__gives__id_and_reference),
        store_test(change_insert__counts_on__after_what_other_programs_wrote),
        store_test(change_insert__puts__the_site_in_the_high_bits),
        store_test(change_commit__leaves__nothing_when_abandoned),
        store_test(change_commit__writes__no_entry_when_nothing_changed),
        store_test(change_commit__writes__an_entry_for_what_is_not_a_record),
        store_test(change__can_only_be_left__after_an_error),
        store_test(change_open__refuses__a_second_one),
        store_test(change_run__refuses__to_end_the_transaction),
        store_test(change_script__brings_up__the_counters),
        store_test(change_update__conflicts__when_somebody_changed_the_record_since),
        store_test(change_update__conflicts__only_over_the_columns_that_were_read),
        store_test(change_update__says_who_removed_it__when_the_record_is_gone),
        store_test(change_update__takes__null_and_numbers_as_they_are),
        store_test(change__names_the_field__when_the_database_refuses_a_value),
        store_test(change__names_the_field__when_the_value_is_taken),
        store_test(change_delete__says_who_uses_it__when_others_do),
        store_test(change__passes_on__the_words_of_a_trigger),
        store_test(change__refuses__to_touch_the_journal),
        store_test(change__says_busy__while_another_program_writes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
