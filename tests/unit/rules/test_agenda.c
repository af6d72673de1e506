#include "rules/agenda.h"

#include "base/date.h"
#include "store/change.h"
#include "store/record.h"
#include "support/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

typedef struct {
    Fixture *fixture;
    Store *store;
    char *ana, *bo; /* ids of two officers */
} Trial;

static Store *open_store(const Fixture *fixture)
{
    g_autofree char *path = fixture_path(fixture, "office.db");
    StoreOptions options = {.path = path, .officer = "ana", .create = true};
    g_autoptr(GError) error = NULL;
    Store *store = store_open(&options, &error);
    if (!store)
        fail_msg("%s", error->message);
    return store;
}

static void fix_today(const Fixture *fixture)
{
    g_autofree char *path = fixture_path(fixture, "office.db");
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "INSERT INTO setting (name, value) VALUES ('today', '2026-11-23')",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(db);
}

static char *insert(Store *store, Record *record)
{
    g_autoptr(GError) error = NULL;
    Change *change = change_open(store, "entered", &error);
    if (!change || !change_insert(change, record, &error) || !change_commit(change, NULL, &error))
        fail_msg("%s", error->message);
    return g_strdup_printf("%" G_GINT64_FORMAT, record_id(record));
}

static char *officer(Store *store, const char *login)
{
    g_autoptr(Record) record = record_new("officer");
    record_set(record, "login", login);
    record_set(record, "name", login);
    return insert(store, record);
}

static void action(const Trial *trial, const char *title, const char *due_on, const char *officer_id)
{
    g_autoptr(Record) record = record_new("action");
    record_set(record, "title", title);
    record_set(record, "due_on", due_on);
    record_set(record, "officer_id", officer_id);
    g_autofree char *id = insert(trial->store, record);
}

static int setup(void **state)
{
    Trial *trial = g_new0(Trial, 1);
    trial->fixture = fixture_new();
    trial->store = open_store(trial->fixture);
    fix_today(trial->fixture);
    trial->ana = officer(trial->store, "ana");
    trial->bo = officer(trial->store, "bo");
    action(trial, "Next month", "2026-12-15", trial->ana);
    action(trial, "Far away", "2027-12-15", trial->ana);
    action(trial, "This week", "2026-11-26", trial->bo);
    action(trial, "Late", "2026-11-20", trial->ana);
    action(trial, "Later still", "2026-10-20", NULL);
    *state = trial;
    return 0;
}

static int teardown(void **state)
{
    Trial *trial = *state;
    store_close(trial->store);
    fixture_free(trial->fixture);
    g_free(trial->ana);
    g_free(trial->bo);
    g_free(trial);
    return 0;
}

static char *titles(const Trial *trial, const char *login, guint limit)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) items = agenda_read(trial->store, login, limit, &error);
    if (!items)
        fail_msg("%s", error->message);
    GString *all = g_string_new(NULL);
    for (guint i = 0; i < items->len; i++)
        g_string_append_printf(all, "%s%s", i ? " | " : "",
                               ((const AgendaItem *)g_ptr_array_index(items, i))->what);
    return g_string_free(all, FALSE);
}

static void agenda_read__puts__the_most_urgent_first(void **state)
{
    g_autofree char *all = titles(*state, NULL, 100);
    assert_string_equal(all, "Later still | Late | This week | Next month");
}

static void agenda_read__leaves__out_what_is_for_another_officer(void **state)
{
    g_autofree char *bo = titles(*state, "bo", 100);
    assert_string_equal(bo, "Later still | This week");
}

static void agenda_read__stops__at_the_limit(void **state)
{
    g_autofree char *two = titles(*state, NULL, 2);
    assert_string_equal(two, "Later still | Late");
}

static void agenda_read__says__where_each_item_is_mended(void **state)
{
    const Trial *trial = *state;
    g_autoptr(GPtrArray) items = agenda_read(trial->store, NULL, 100, NULL);
    const AgendaItem *late = g_ptr_array_index(items, 1), *week = g_ptr_array_index(items, 2);
    assert_int_equal(late->urgency, URGENCY_OVERDUE);
    assert_string_equal(late->due_on, "2026-11-20");
    assert_string_equal(late->mark, "3 d late");
    assert_string_equal(late->record, "action");
    assert_string_equal(late->screen, "actions");
    assert_true(g_str_has_prefix(late->ref, "ACT-2026-"));
    assert_string_equal(late->officer, "ana");
    assert_null(late->partner);
    assert_true(late->id > 0);
    assert_int_equal(week->urgency, URGENCY_WEEK);
    assert_string_equal(week->mark, "in 3 d");
}

static void visit(const Trial *trial, guint number)
{
    g_autofree char *title = g_strdup_printf("Visit %u", number);
    g_autofree char *day = date_add_days("2026-11-10", (int)(number * 7 % 40));
    g_autoptr(Record) record = record_new("visit");
    record_set(record, "title", title);
    record_set(record, "arrives_on", day);
    record_set(record, "departs_on", day);
    g_autofree char *id = insert(trial->store, record);
}

/* Arrivals in such numbers that the days behind them are not read. */
static void agenda_read__gives__the_first_of_all_however_few_are_wanted(void **state)
{
    for (guint i = 0; i < 30; i++)
        visit(*state, i);
    g_autofree char *all = titles(*state, NULL, 100);
    for (guint limit = 1; limit < 36; limit++) {
        g_autofree char *some = titles(*state, NULL, limit);
        assert_true(g_str_has_prefix(all, some));
        g_auto(GStrv) each = g_strsplit(some, " | ", -1);
        assert_int_equal(g_strv_length(each), MIN(limit, 34));
    }
}

static void urgency_title__names__every_urgency(void **state)
{
    (void)state;
    assert_string_equal(urgency_title(URGENCY_OVERDUE), "Overdue");
    assert_string_equal(urgency_title(URGENCY_WEEK), "Next 7 days");
    assert_string_equal(urgency_title(URGENCY_WAITING), "Waiting");
    assert_string_equal(urgency_title(URGENCY_MONTH), "Next 30 days");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agenda_read__puts__the_most_urgent_first),
        cmocka_unit_test(agenda_read__leaves__out_what_is_for_another_officer),
        cmocka_unit_test(agenda_read__stops__at_the_limit),
        cmocka_unit_test(agenda_read__says__where_each_item_is_mended),
        cmocka_unit_test(urgency_title__names__every_urgency),
        cmocka_unit_test(agenda_read__gives__the_first_of_all_however_few_are_wanted),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
