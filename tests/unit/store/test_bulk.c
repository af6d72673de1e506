/* Writing very much at once: the file is as it would be without it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/bulk.h"
#include "store/change.h"
#include "store/connection.h"
#include "support/store_file.h"

#define store_test(name) cmocka_unit_test_setup_teardown(name, store_file_setup, store_file_teardown)

static const char INDEXES[] =
    "SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'index' ORDER BY name";

static const char FIGURES[] = "SELECT tbl, idx, stat FROM sqlite_stat1 ORDER BY 1, 2";

static char *settings_of(Store *store)
{
    g_autofree char *cache = store_file_rows(store, "PRAGMA cache_size");
    g_autofree char *log = store_file_rows(store, "PRAGMA wal_autocheckpoint");
    g_autofree char *wait = store_file_rows(store, "PRAGMA synchronous");
    g_autofree char *words = store_file_rows(store, "SELECT k, v FROM search_index_config");
    return g_strconcat(cache, ";", log, ";", wait, ";", words, NULL);
}

static void bulk__leaves__indexes_and_settings_as_they_were(void **state)
{
    StoreFile *file = *state;
    g_autofree char *indexes = store_file_rows(file->store, INDEXES);
    g_autofree char *figures = store_file_rows(file->store, FIGURES);
    g_autofree char *settings = settings_of(file->store);
    assert_true(bulk_begin(file->store, true, NULL));
    g_autofree char *meanwhile = store_file_rows(file->store, INDEXES);
    assert_string_not_equal(meanwhile, indexes);
    store_file_add(file->store, "visitor", "family_name", "Lund", NULL);
    assert_true(bulk_end(file->store, NULL));
    g_autofree char *indexes_after = store_file_rows(file->store, INDEXES);
    g_autofree char *settings_after = settings_of(file->store);
    g_autofree char *figures_after = store_file_rows(file->store, FIGURES);
    assert_string_equal(indexes_after, indexes);
    assert_string_equal(figures_after, figures);
    assert_string_equal(settings_after, settings);
    store_file_verify(file->store);
}

static void bulk__keeps__every_index_and_every_wait_where_others_have_the_file(void **state)
{
    StoreFile *file = *state;
    g_autofree char *indexes = store_file_rows(file->store, INDEXES);
    assert_true(bulk_begin(file->store, false, NULL));
    g_autofree char *meanwhile = store_file_rows(file->store, INDEXES);
    g_autofree char *wait = store_file_rows(file->store, "PRAGMA synchronous");
    assert_string_equal(meanwhile, indexes);
    assert_string_equal(wait, "2");
    assert_true(bulk_end(file->store, NULL));
}

/* Triggers ask them for every row that is added: without them a million rows would be read a million times.
 */
static void bulk__keeps__the_indexes_that_lead_to_parts(void **state)
{
    StoreFile *file = *state;
    assert_true(bulk_begin(file->store, true, NULL));
    g_autofree char *kept = store_file_rows(
        file->store,
        "SELECT name FROM sqlite_schema WHERE type = 'index' AND name IN "
        "('review_visit', 'visit_visitor_visitor', 'visit_title', 'visitor_name') ORDER BY name");
    assert_string_equal(kept, "review_visit\nvisit_visitor_visitor");
    assert_true(bulk_end(file->store, NULL));
}

static void bulk__leaves__nothing_in_the_log_when_the_file_was_alone(void **state)
{
    StoreFile *file = *state;
    assert_true(bulk_begin(file->store, true, NULL));
    store_file_add(file->store, "visitor", "family_name", "Lund", NULL);
    assert_true(bulk_end(file->store, NULL));
    assert_false(connection_has_wal(file->path));
    g_autofree char *bytes = NULL;
    assert_true(g_file_get_contents(file->path, &bytes, NULL, NULL));
    assert_int_equal(bytes[18], 2); /* of SQLite's header: written through a log from here on */
}

static void add_and_find(StoreFile *file, bool alone)
{
    assert_true(bulk_begin(file->store, alone, NULL));
    const gint64 id = store_file_add(file->store, "visitor", "family_name", "Lund", NULL);
    store_file_set(file->store, "visitor", id, "family_name", "Ångström");
    store_file_remove(file->store, "visitor",
                      store_file_add(file->store, "visitor", "family_name", "Gone", NULL));
    assert_true(bulk_end(file->store, NULL));
    g_autofree char *texts =
        store_file_rows(file->store, "SELECT title FROM search_text WHERE body LIKE '%angstrom%' "
                                     "OR body LIKE '%gone%' OR body LIKE '%lund%'");
    assert_string_equal(texts, "Ångström");
    store_file_verify(file->store);
}

static void bulk__finds__what_was_added_in_it(void **state)
{
    add_and_find(*state, false);
}

static void bulk__finds__what_was_added_when_the_file_was_alone(void **state)
{
    StoreFile *file = *state;
    add_and_find(file, true);
    const gint64 id = store_file_add(file->store, "visitor", "family_name", "Behind", NULL);
    store_file_set(file->store, "visitor", id, "family_name", "Afterwards");
    g_autofree char *found =
        store_file_rows(file->store, "SELECT count(*) FROM search_index WHERE body LIKE '%afterwards%'");
    assert_string_equal(found, "1");
    store_file_verify(file->store);
}

static void bulk__leaves__the_file_as_it_was_when_a_change_in_it_is_abandoned(void **state)
{
    StoreFile *file = *state;
    assert_true(bulk_begin(file->store, true, NULL));
    Change *change = change_open(file->store, "Added and left", NULL);
    assert_true(change_run(change, NULL, "INSERT INTO visitor (family_name) VALUES ('Gone')", NULL));
    change_abandon(change);
    assert_true(bulk_end(file->store, NULL));
    g_autofree char *people =
        store_file_rows(file->store, "SELECT count(*) FROM visitor WHERE family_name = 'Gone'");
    assert_string_equal(people, "0");
    store_file_verify(file->store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(bulk__leaves__indexes_and_settings_as_they_were),
        store_test(bulk__keeps__every_index_and_every_wait_where_others_have_the_file),
        store_test(bulk__keeps__the_indexes_that_lead_to_parts),
        store_test(bulk__leaves__nothing_in_the_log_when_the_file_was_alone),
        store_test(bulk__finds__what_was_added_in_it),
        store_test(bulk__finds__what_was_added_when_the_file_was_alone),
        store_test(bulk__leaves__the_file_as_it_was_when_a_change_in_it_is_abandoned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
