/* Drafts: what was typed comes back, and nothing else knows of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "store/draft.h"
#include "store/journal.h"
#include "support/store_file.h"

#define store_test(name) cmocka_unit_test_setup_teardown(name, store_file_setup, store_file_teardown)

static gint64 save(Store *store, const char *screen, const Record *before, const Record *now, gint64 id)
{
    GError *error = NULL;
    if (!draft_save(store, screen, "What was done", before, now, &id, &error))
        fail_msg("%s", error->message);
    assert_true(id > 0);
    return id;
}

static void read_back(Store *store, gint64 id, Record **before, Record **now)
{
    GError *error = NULL;
    if (!draft_read(store, id, before, now, &error))
        fail_msg("%s", error->message);
}

static void expect_drafts(Store *store, guint count)
{
    g_autoptr(GPtrArray) drafts = draft_list(store, NULL);
    assert_non_null(drafts);
    assert_int_equal(drafts->len, count);
}

static Record *titled(const char *title)
{
    Record *record = record_new("visit");
    record_set(record, "title", title);
    return record;
}

/* The draft's title of the visit is this one. */
static void expect_title(Store *store, gint64 id, const char *title)
{
    Record *before = NULL, *now = NULL;
    read_back(store, id, &before, &now);
    assert_string_equal(record_get(now, "title"), title);
    record_free(before);
    record_free(now);
}

/* --- what is kept */

static void draft_read__gives__every_sign_that_was_typed(void **state)
{
    static const char *const TEXTS[] = {"plain",
                                        "a \"quoted\" one, with \\ and /",
                                        "two\nlines\tand a tab",
                                        "서연 김 🙂 e\xcc\x81",
                                        "{\"json\": [null]}",
                                        "0012",
                                        "1e5",
                                        "null",
                                        " ",
                                        "\x01\x1f"};
    StoreFile *file = *state;
    for (guint i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
        g_autoptr(Record) typed = titled(TEXTS[i]);
        gint64 id = save(file->store, "visits", NULL, typed, 0);
        store_file_reopen(file); /* the program died in between */
        expect_title(file->store, id, TEXTS[i]);
    }
}

static void draft_read__gives__a_new_record_without_what_was_before(void **state)
{
    StoreFile *file = *state;
    Record *before = NULL, *now = NULL;
    g_autoptr(Record) typed = titled("Laboratory tour");
    record_set(typed, "purpose", NULL);
    read_back(file->store, save(file->store, "visits", NULL, typed, 0), &before, &now);
    assert_null(before);
    assert_string_equal(record_table(now), "visit");
    assert_int_equal(record_id(now), 0);
    assert_int_equal(record_count(now), 2); /* an emptied field is kept apart from one that was never there */
    assert_string_equal(record_column(now, 1), "purpose");
    assert_null(record_get(now, "purpose"));
    record_free(now);
}

static void draft_read__gives__both_versions_of_a_record_of_a_hundred_fields(void **state)
{
    StoreFile *file = *state;
    gint64 id = store_file_add(file->store, "agreement", "title", "Airport trial", NULL);
    g_autoptr(Record) was = record_read(file->store, "agreement", id, NULL);
    g_autoptr(Record) typed = record_copy(was);
    record_set(typed, "short_title", "Trial");
    record_set(typed, "ref", NULL);
    assert_true(record_count(was) > 100);

    Record *before = NULL, *now = NULL;
    read_back(file->store, save(file->store, "agreements", was, typed, 0), &before, &now);
    g_autoptr(GPtrArray) no_difference = record_differences(was, before);
    g_autoptr(GPtrArray) nor_here = record_differences(typed, now);
    assert_int_equal(no_difference->len, 0);
    assert_int_equal(nor_here->len, 0);
    assert_int_equal(record_count(before), record_count(was));
    assert_int_equal(record_id(before), id);
    assert_int_equal(record_id(now), id);
    record_free(before);
    record_free(now);
}

static void draft_read__shows__that_somebody_saved_meanwhile(void **state)
{
    StoreFile *file = *state;
    gint64 id = store_file_add(file->store, "partner", "name", "Sweden", "country", "SE", NULL);
    g_autoptr(Record) was = record_read(file->store, "partner", id, NULL);
    g_autoptr(Record) typed = record_copy(was);
    record_set(typed, "name", "Kingdom of Sweden");
    gint64 draft = save(file->store, "partners", was, typed, 0);
    store_file_set(file->store, "partner", id, "priorities", "Ports");

    Record *before = NULL, *now = NULL;
    GError *error = NULL;
    read_back(file->store, draft, &before, &now);
    Change *change = change_open(file->store, "Taken up again", NULL);
    assert_false(change_update(change, before, now, &error));
    store_file_expect(&error, ERROR_CONFLICT, "priorities");
    change_abandon(change);
    record_free(before);
    record_free(now);
}

static void draft_read__keeps__marks_of_the_form_and_leaves_out_fields_that_are_gone(void **state)
{
    StoreFile *file = *state;
    g_autoptr(Record) typed = titled("Laboratory tour");
    record_set(typed, "?typed", "=850");
    record_set(typed, "field_of_yesterday", "x");
    Record *before = NULL, *now = NULL;
    read_back(file->store, save(file->store, "visits", NULL, typed, 0), &before, &now);
    assert_string_equal(record_get(now, "?typed"), "=850");
    assert_int_equal(record_count(now), 2);
    record_free(now);
}

/* --- whose and which */

static void draft_save__writes__the_same_draft_again(void **state)
{
    StoreFile *file = *state;
    g_autoptr(Record) first = titled("Lab");
    g_autoptr(Record) second = titled("Laboratory");
    gint64 id = save(file->store, "visits", NULL, first, 0);
    assert_int_equal(save(file->store, "visits", NULL, second, id), id);
    expect_drafts(file->store, 1);
    expect_title(file->store, id, "Laboratory");
}

static void draft_save__keeps__two_new_records_apart(void **state)
{
    StoreFile *file = *state;
    g_autoptr(Record) first = titled("First");
    g_autoptr(Record) second = titled("Second");
    gint64 one = save(file->store, "visits", NULL, first, 0);
    gint64 two = save(file->store, "visits", NULL, second, 0);
    assert_int_not_equal(one, two);
    expect_drafts(file->store, 2);
    expect_title(file->store, one, "First");
}

static void draft_save__has__one_draft_of_a_record_that_exists(void **state)
{
    StoreFile *file = *state;
    gint64 id = store_file_add(file->store, "partner", "name", "Sweden", "country", "SE", NULL);
    gint64 other = store_file_add(file->store, "partner", "name", "Norway", "country", "NO", NULL);
    g_autoptr(Record) record = record_read(file->store, "partner", id, NULL);
    g_autoptr(Record) neighbour = record_read(file->store, "partner", other, NULL);
    gint64 draft = save(file->store, "partners", record, record, 0);
    assert_int_equal(save(file->store, "partners", record, record, 0), draft);
    assert_int_not_equal(save(file->store, "partners", neighbour, neighbour, 0), draft);
    expect_drafts(file->store, 2);
}

static void draft_save__writes__anew_what_another_terminal_removed(void **state)
{
    StoreFile *file = *state;
    g_autoptr(Record) typed = titled("Laboratory tour");
    gint64 id = save(file->store, "visits", NULL, typed, 0);
    assert_true(draft_remove(file->store, id, NULL));
    id = save(file->store, "visits", NULL, typed, id);
    expect_title(file->store, id, "Laboratory tour");
}

static void drafts__belong__to_the_officer_who_typed(void **state)
{
    StoreFile *file = *state;
    g_autoptr(Store) bo = store_file_open(file->fixture, "office.db", "bo.lind");
    g_autoptr(Record) typed = titled("Ana's");
    gint64 id = save(file->store, "visits", NULL, typed, 0);
    expect_drafts(bo, 0);

    Record *before = NULL, *now = NULL;
    GError *error = NULL;
    assert_false(draft_read(bo, id, &before, &now, &error));
    store_file_expect(&error, ERROR_NOT_FOUND, "saved or left");
    g_autoptr(Record) other = titled("Bo's");
    assert_int_not_equal(save(bo, "visits", NULL, other, id), id);
    assert_true(draft_remove(bo, id, NULL));
    expect_drafts(file->store, 1);
    expect_title(file->store, id, "Ana's");
}

static void draft_list__names__what_waits_newest_first(void **state)
{
    StoreFile *file = *state;
    gint64 partner = store_file_add(file->store, "partner", "name", "Sweden", "country", "SE", NULL);
    g_autoptr(Record) record = record_read(file->store, "partner", partner, NULL);
    g_autoptr(Record) typed = titled("Laboratory tour");
    gint64 old = save(file->store, "visits", NULL, typed, 0);
    store_file_shell(file->path, "UPDATE draft SET saved_at = '2026-11-23T08:00:00.000Z'");
    gint64 id = 0;
    assert_true(draft_save(file->store, "partners", "PTN-2026-001 Sweden", record, record, &id, NULL));
    store_file_shell(file->path, "UPDATE draft SET saved_at = '2026-11-23T09:00:00.000Z' WHERE screen = "
                                 "'partners'");

    g_autoptr(GPtrArray) drafts = draft_list(file->store, NULL);
    assert_int_equal(drafts->len, 2);
    const Draft *newest = drafts->pdata[0], *oldest = drafts->pdata[1];
    assert_int_equal(newest->id, id);
    assert_string_equal(newest->screen, "partners");
    assert_string_equal(newest->title, "PTN-2026-001 Sweden");
    assert_int_equal(newest->record_id, partner);
    assert_string_equal(newest->saved_at, "2026-11-23T09:00:00.000Z");
    assert_int_equal(oldest->id, old);
    assert_int_equal(oldest->record_id, 0);
}

/* --- what it is not */

static void draft_save__leaves__no_trace_in_journal_and_no_news(void **state)
{
    StoreFile *file = *state;
    g_autoptr(Record) typed = titled("Laboratory tour");
    gint64 entries = journal_last(file->store, 0, NULL);
    gint64 news = store_data_version(file->store);
    gint64 id = save(file->store, "visits", NULL, typed, 0);
    assert_true(draft_remove(file->store, id, NULL));
    assert_int_equal(journal_last(file->store, 0, NULL), entries);
    assert_int_equal(store_data_version(file->store), news);
}

static void draft_remove__is__no_error_when_it_is_gone(void **state)
{
    StoreFile *file = *state;
    g_autoptr(Record) typed = titled("Laboratory tour");
    gint64 id = save(file->store, "visits", NULL, typed, 0);
    assert_true(draft_remove(file->store, id, NULL));
    assert_true(draft_remove(file->store, id, NULL));
    expect_drafts(file->store, 0);
}

static void draft_remove__leaves__every_other_commit_waiting_for_the_disk(void **state)
{
    StoreFile *file = *state;
    assert_true(draft_remove(file->store, 4711, NULL));
    g_autofree char *wait = store_file_rows(file->store, "PRAGMA synchronous");
    assert_string_equal(wait, "2");
}

static void draft_save__says__why_it_cannot_where_nothing_is_written(void **state)
{
    StoreFile *file = *state;
    const StoreOptions options = {.path = file->path, .officer = "ana.ruiz", .read_only = true};
    g_autoptr(Store) reader = store_open(&options, NULL);
    g_autoptr(Record) typed = titled("Laboratory tour");
    GError *error = NULL;
    gint64 id = 0;
    assert_false(draft_save(reader, "visits", "New visit", NULL, typed, &id, &error));
    store_file_expect(&error, ERROR_READ_ONLY, "Reading only");
    assert_int_equal(id, 0);
}

static void draft_read__refuses__fields_that_make_no_sense(void **state)
{
    static const char *const FIELDS[] = {"{}",
                                         "",
                                         "{\"table\":\"visit\"",
                                         "[]",
                                         "{\"table\":\"visit\"}",
                                         "{\"table\":\"visit\",\"now\":3}",
                                         "{\"table\":\"no_such\",\"now\":{}}",
                                         "{\"table\":7,\"now\":{}}"};
    StoreFile *file = *state;
    for (guint i = 0; i < G_N_ELEMENTS(FIELDS); i++) {
        g_autofree char *sql = g_strdup_printf(
            "INSERT OR REPLACE INTO draft (id, officer, screen, fields, saved_at) VALUES (1, 'ana.ruiz', "
            "'visits', '%s', '2026-11-23T08:00:00.000Z')",
            FIELDS[i]);
        store_file_shell(file->path, sql);
        Record *before = NULL, *now = NULL;
        GError *error = NULL;
        assert_false(draft_read(file->store, 1, &before, &now, &error));
        store_file_expect(&error, ERROR_INPUT, "discard it");
        assert_null(now);
    }
    expect_drafts(file->store, 1); /* so that it can be discarded */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(draft_read__gives__every_sign_that_was_typed),
        store_test(draft_read__gives__a_new_record_without_what_was_before),
        store_test(draft_read__gives__both_versions_of_a_record_of_a_hundred_fields),
        store_test(draft_read__shows__that_somebody_saved_meanwhile),
        store_test(draft_read__keeps__marks_of_the_form_and_leaves_out_fields_that_are_gone),
        store_test(draft_save__writes__the_same_draft_again),
        store_test(draft_save__keeps__two_new_records_apart),
        store_test(draft_save__has__one_draft_of_a_record_that_exists),
        store_test(draft_save__writes__anew_what_another_terminal_removed),
        store_test(drafts__belong__to_the_officer_who_typed),
        store_test(draft_list__names__what_waits_newest_first),
        store_test(draft_save__leaves__no_trace_in_journal_and_no_news),
        store_test(draft_remove__is__no_error_when_it_is_gone),
        store_test(draft_remove__leaves__every_other_commit_waiting_for_the_disk),
        store_test(draft_save__says__why_it_cannot_where_nothing_is_written),
        store_test(draft_read__refuses__fields_that_make_no_sense),
    };
    return cmocka_run_group_tests_name("draft", tests, NULL, NULL);
}
