/* Find anywhere, and the index that follows the records. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "store/search.h"
#include "support/store_file.h"

#define store_test(name) cmocka_unit_test_setup_teardown(name, store_file_setup, store_file_teardown)

/* The titles found, joined with "; ". */
static void expect_hits(Store *store, const char *record, const char *typed, const char *expected)
{
    GError *error = NULL;
    g_autoptr(GPtrArray) hits = search_find(store, record, typed, 20, &error);
    if (!hits)
        fail_msg("%s", error->message);
    g_autoptr(GString) titles = g_string_new(NULL);
    for (guint i = 0; i < hits->len; i++) {
        const SearchHit *hit = hits->pdata[i];
        g_string_append_printf(titles, "%s%s", i ? "; " : "", hit->title);
    }
    assert_string_equal(titles->str, expected);
}

static void search_find__folds__case_marks_and_scripts(void **state)
{
    StoreFile *file = *state;
    store_file_add(file->store, "visitor", "family_name", "Ångström", "given_name", "Åsa", NULL);
    store_file_add(file->store, "visitor", "family_name", "Kim", "native_name", "김서연", NULL);
    store_file_add(file->store, "visitor", "family_name", "Wang", "native_name", "王伟", NULL);
    expect_hits(file->store, NULL, "angstrom", "Ångström, Åsa");
    expect_hits(file->store, NULL, "ÅNGSTRÖM", "Ångström, Åsa");
    expect_hits(file->store, NULL, "김서", "Kim");
    expect_hits(file->store, NULL, "王伟", "Wang");
    expect_hits(file->store, NULL, "asa angs", "Ångström, Åsa");
    expect_hits(file->store, NULL, "asa kim", "");
    expect_hits(file->store, NULL, "   ", "");
}

static void search_find__puts_first__what_begins_with_it(void **state)
{
    StoreFile *file = *state;
    store_file_add(file->store, "partner", "name", "Portal state", "country", "SE", NULL);
    store_file_add(file->store, "partner", "name", "Great portal state", "country", "NO", NULL);
    store_file_add(file->store, "partner", "name", "Airportal", "country", "FI", NULL);
    store_file_add(file->store, "partner", "name", "Denmark", "country", "DK", "aliases", "Portal", NULL);
    expect_hits(file->store, NULL, "portal", "Portal state; Great portal state; Airportal; Denmark");
    g_autoptr(GPtrArray) two = search_find(file->store, NULL, "portal", 2, NULL);
    assert_int_equal(two->len, 2);
}

static void search_find__keeps__to_the_kind_asked_for(void **state)
{
    StoreFile *file = *state;
    store_file_add(file->store, "partner", "name", "Sweden", "country", "SE", NULL);
    gint64 project = store_file_add(file->store, "project", "title", "Trial", "partner_id", "1", NULL);
    expect_hits(file->store, NULL, "sweden", "Sweden; Trial");
    expect_hits(file->store, "project", "sweden", "Trial");
    expect_hits(file->store, "no_such_kind", "sweden", "");
    g_autoptr(GPtrArray) hits = search_find(file->store, "project", "prj-2026", 20, NULL);
    assert_int_equal(hits->len, 1);
    const SearchHit *hit = hits->pdata[0];
    assert_string_equal(hit->record, "project");
    assert_true(hit->id == project);
}

static void search_find__takes__any_signs_as_letters(void **state)
{
    static const char *const TYPED[] = {"%",          "%%%", "___",       "\"",           "'",
                                        "\" OR body", "*",   "NEAR(a b)", "^abc",         "a:b",
                                        "(((",        "-x",  "\\",        "\xff\xfe\xfd", "\x01\x02\x03"};
    StoreFile *file = *state;
    store_file_add(file->store, "partner", "name", "Sweden", "country", "SE", NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(TYPED); i++)
        expect_hits(file->store, NULL, TYPED[i], "");
    g_autofree char *endless = g_strnfill(100000, 'x');
    expect_hits(file->store, NULL, endless, "");
    g_autofree char *wide = g_strdup("");
    for (int i = 0; i < 60; i++) {
        char *longer = g_strconcat(wide, "ひらがな", NULL);
        g_free(wide);
        wide = longer;
    }
    expect_hits(file->store, NULL, wide, "");
    expect_hits(file->store, NULL, "s w e d e n s w e d e n", "Sweden");
}

static void search__follows__a_partner_that_is_renamed(void **state)
{
    StoreFile *file = *state;
    store_file_add(file->store, "partner", "name", "Sweden", "country", "SE", NULL);
    store_file_add(file->store, "project", "title", "Trial", "partner_id", "1", NULL);
    store_file_set(file->store, "partner", 1, "name", "Norrland");
    expect_hits(file->store, "project", "norrland", "Trial");
    store_file_remove(file->store, "project", 1);
    expect_hits(file->store, "project", "norrland", "");
    store_file_verify(file->store);
}

static void search_refresh__makes_findable__what_another_program_wrote(void **state)
{
    StoreFile *file = *state;
    store_file_shell(file->path, "INSERT INTO partner (id, name, country) VALUES (5, 'Finland', 'FI')");
    assert_true(search_refresh(file->store, NULL));
    expect_hits(file->store, NULL, "finland", "Finland");
    store_file_shell(file->path, "UPDATE partner SET name = 'Suomi' WHERE id = 5");
    store_file_reopen(file);
    expect_hits(file->store, NULL, "suomi", "Suomi");
    store_file_verify(file->store);
}

static void search_rebuild__builds_again__what_was_lost(void **state)
{
    StoreFile *file = *state;
    store_file_add(file->store, "partner", "name", "Sweden", "country", "SE", NULL);
    store_file_shell(file->path, "DELETE FROM search_text");
    expect_hits(file->store, NULL, "sweden", "");
    assert_true(search_rebuild(file->store, NULL));
    expect_hits(file->store, NULL, "sweden", "Sweden");
    store_file_verify(file->store);
}

/* --- texts that wait */

enum { CONTACTS = 250 };

/* A partner whose name stands in the texts of many. */
static gint64 add_crowd(Store *store)
{
    gint64 partner = store_file_add(store, "partner", "name", "Sweden", "country", "SE", NULL);
    GError *error = NULL;
    Change *change = change_open(store, "Many", &error);
    for (int i = 0; i < CONTACTS; i++) {
        g_autofree char *name = g_strdup_printf("Person%03d", i);
        g_autoptr(Record) contact = record_new("contact");
        record_set(contact, "family_name", name);
        record_set(contact, "partner_id", "1");
        if (!change_insert(change, contact, &error))
            fail_msg("%s", error->message);
    }
    assert_true(change_commit(change, NULL, &error));
    return partner;
}

static gint64 waiting(const StoreFile *file)
{
    return store_file_number(file->path, "SELECT count(*) FROM search_dirty");
}

static void search_catch_up__folds__what_a_save_left_and_the_save_folds_its_own(void **state)
{
    StoreFile *file = *state;
    gint64 partner = add_crowd(file->store);
    assert_int_equal(waiting(file), 0);
    search_set_later(file->store, true);
    store_file_set(file->store, "partner", partner, "name", "Norrland");
    assert_true(search_is_behind(file->store));
    assert_int_equal(waiting(file), CONTACTS);
    expect_hits(file->store, "partner", "norrland", "Norrland");
    expect_hits(file->store, "contact", "person007 norrland", "");
    store_file_set(file->store, "contact", 8, "family_name", "Nilsson");
    expect_hits(file->store, "contact", "nilsson norrland", "Nilsson");
    store_file_verify(file->store);
    const gint64 version = store_data_version(file->store);
    guint pieces = 1;
    while (search_catch_up(file->store)) {
        assert_int_equal(store_data_version(file->store), version);
        pieces++;
    }
    assert_int_equal(pieces, 3);
    assert_int_equal(store_data_version(file->store), version + 1);
    assert_false(search_is_behind(file->store));
    assert_int_equal(waiting(file), 0);
    expect_hits(file->store, "contact", "person009 norrland", "Person009");
    expect_hits(file->store, "contact", "person009 sweden", "");
    store_file_verify(file->store);
}

static void search_catch_up__waits__while_another_officer_writes(void **state)
{
    StoreFile *file = *state;
    gint64 partner = add_crowd(file->store);
    search_set_later(file->store, true);
    store_file_set(file->store, "partner", partner, "name", "Norrland");
    g_autoptr(Store) other = store_file_open(file->fixture, "office.db", "bo.lind");
    store_file_set(file->store, "partner", partner, "name", "Lappland");
    Change *change = change_open(other, "Theirs", NULL);
    assert_false(search_catch_up(file->store));
    assert_true(search_is_behind(file->store));
    change_abandon(change);
    assert_true(search_catch_up(file->store));
}

static void texts_that_wait__are_folded__when_the_file_is_opened_next(void **state)
{
    StoreFile *file = *state;
    gint64 partner = add_crowd(file->store);
    search_set_later(file->store, true);
    store_file_set(file->store, "partner", partner, "name", "Norrland");
    store_file_reopen(file);
    assert_int_equal(waiting(file), 0);
    expect_hits(file->store, "contact", "person009 norrland", "Person009");
}

static void few_texts__do_not_wait__after_a_save(void **state)
{
    StoreFile *file = *state;
    search_set_later(file->store, true);
    gint64 partner = store_file_add(file->store, "partner", "name", "Sweden", "country", "SE", NULL);
    store_file_add(file->store, "project", "title", "Trial", "partner_id", "1", NULL);
    store_file_set(file->store, "partner", partner, "name", "Norrland");
    assert_false(search_is_behind(file->store));
    expect_hits(file->store, "project", "trial norrland", "Trial");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(search_catch_up__folds__what_a_save_left_and_the_save_folds_its_own),
        store_test(search_catch_up__waits__while_another_officer_writes),
        store_test(texts_that_wait__are_folded__when_the_file_is_opened_next),
        store_test(few_texts__do_not_wait__after_a_save),
        store_test(search_find__folds__case_marks_and_scripts),
        store_test(search_find__puts_first__what_begins_with_it),
        store_test(search_find__keeps__to_the_kind_asked_for),
        store_test(search_find__takes__any_signs_as_letters),
        store_test(search__follows__a_partner_that_is_renamed),
        store_test(search_refresh__makes_findable__what_another_program_wrote),
        store_test(search_rebuild__builds_again__what_was_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
