/*
 * The disk fails at every single step in turn: full, or with an error, once or from then on. Whatever was
 * being done, the file opens afterwards, passes verify, and holds the whole of it or nothing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "store/backup.h"
#include "store/journal.h"
#include "store/query.h"
#include "support/faulty.h"
#include "support/store_file.h"

enum { STEPS_MAX = 12000 };

/* How a step fails. */
typedef struct {
    bool lasting; /* and all after it */
    Fault fault;
} Way;

static const Way WAYS[] = {{false, FAULT_IO}, {true, FAULT_IO}, {true, FAULT_FULL}};

typedef struct {
    const char *name;
    bool (*work)(Store *store, const Fixture *fixture, GError **error);
    const char *before; /* what VISITS gives then, and nothing else */
    const char *after;
} Trial;

/* --- what is tried */

static bool enter_visit(Store *store, const Fixture *fixture, GError **error)
{
    (void)fixture;
    g_autoptr(Change) change = change_open(store, "Visit entered", error);
    if (!change)
        return false;
    g_autoptr(Record) visit = record_new("visit");
    record_set(visit, "title", "Delegation of many with a long purpose");
    record_set(visit, "arrives_on", "2026-12-02");
    record_set(visit, "departs_on", "2026-12-03");
    if (!change_insert(change, visit, error))
        return false;
    for (int i = 0; i < 30; i++) {
        g_autoptr(Record) area = record_new("visit_area");
        g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, record_id(visit));
        g_autofree char *name =
            g_strdup_printf("Hall %d %s", i, "with a name that takes some room on the page of the file");
        record_set(area, "visit_id", id);
        record_set(area, "area", name);
        if (!change_insert(change, area, error))
            return false;
    }
    return change_commit(g_steal_pointer(&change), NULL, error);
}

static bool undo_last(Store *store, const Fixture *fixture, GError **error)
{
    (void)fixture;
    return journal_undo(store, NULL, error);
}

static bool back_up(Store *store, const Fixture *fixture, GError **error)
{
    g_autofree char *copy = fixture_path(fixture, "copy.db");
    return backup_write(store, copy, NULL, NULL, error);
}

static const char *const VISITS =
    "SELECT (SELECT count(*) FROM visit WHERE title LIKE 'Delegation%'), (SELECT count(*) FROM visit_area), "
    "(SELECT count(*) FROM journal WHERE id > 1), (SELECT count(*) FROM search_text WHERE title LIKE "
    "'Delegation%')";

static const Trial CHANGE = {"change", enter_visit, "0|0|0|0", "1|30|1|1"};
static const Trial UNDO = {"undo", undo_last, "1|30|1|1", "0|0|2|0"};
static const Trial BACKUP = {"backup", back_up, "0|0|0|0", "0|0|0|0"};

/* --- trying it */

static void expect_rows(Store *store, const Trial *trial, bool worked)
{
    g_autofree char *rows = store_file_rows(store, VISITS);
    if (strcmp(rows, trial->after) != 0 && (worked || strcmp(rows, trial->before) != 0))
        fail_msg("%s: %s after step %d", trial->name, rows, faulty_steps());
}

static bool is_one_of_ours(const GError *error)
{
    return error && error->domain == ENTENTE_ERROR && strstr(error->message, "should not happen") == NULL;
}

/* What every trial of that kind begins with: made once, copied for each. */
static char *make_start(const Fixture *fixture, const Trial *trial, gsize *size)
{
    faulty_arm(0, false, FAULT_IO);
    Store *store = store_file_open(fixture, "start.db", "ana.ruiz");
    store_file_add(store, "partner", "name", "Sweden", "country", "SE", NULL);
    if (trial == &UNDO)
        assert_true(enter_visit(store, fixture, NULL));
    store_close(store);
    return fixture_read_bytes(fixture, "start.db", size);
}

/* One trial with the nth step failing; false when there is no such step any more. */
static bool try_at(const Fixture *fixture, const Trial *trial, int nth, const Way *way)
{
    faulty_arm(0, false, FAULT_IO);
    Store *store = store_file_open(fixture, "office.db", "ana.ruiz");
    GError *error = NULL;
    faulty_arm(nth, way->lasting, way->fault);
    bool worked = trial->work(store, fixture, &error);
    bool struck = faulty_struck();
    if (!worked && !is_one_of_ours(error))
        fail_msg("%s: step %d: %s", trial->name, nth, error ? error->message : "no error");
    faulty_arm(0, false, FAULT_IO);
    expect_rows(store, trial, worked); /* the same program goes on */
    store_close(store);
    store = store_file_open(fixture, "office.db", "ana.ruiz");
    expect_rows(store, trial, worked); /* and the next one */
    store_file_verify(store);
    if (!worked)
        assert_true(trial->work(store, fixture, NULL)); /* and it works once the disk does */
    g_clear_error(&error);
    store_close(store);
    return struck;
}

/* Every step up to `every`, then one in `stride`: a long work has many equal steps. */
static void try_all(const Fixture *fixture, const Trial *trial, int every, int stride)
{
    gsize size = 0;
    g_autofree char *start = make_start(fixture, trial, &size);
    for (gsize way = 0; way < G_N_ELEMENTS(WAYS); way++) {
        bool struck = true;
        int nth = 1;
        for (; struck && nth < STEPS_MAX; nth += nth < every ? 1 : stride) {
            fixture_write_bytes(fixture, "office.db", start, size);
            struck = try_at(fixture, trial, nth, &WAYS[way]);
        }
        assert_in_range(nth, 4, STEPS_MAX - 1);
    }
}

static void change__is_whole_or_nothing__whichever_step_of_the_disk_fails(void **state)
{
    try_all(*state, &CHANGE, 12, 23);
}

static void undo__is_whole_or_nothing__whichever_step_of_the_disk_fails(void **state)
{
    try_all(*state, &UNDO, 12, 23);
}

static void backup__leaves__the_file_and_an_earlier_copy_whichever_step_of_the_disk_fails(void **state)
{
    try_all(*state, &BACKUP, 8, 347);
}

/* --- opening a new file */

static bool open_at(const Fixture *fixture, int nth, const Way *way)
{
    g_autofree char *name = g_strdup_printf("new-%d-%d-%d.db", nth, way->lasting, way->fault);
    g_autofree char *path = fixture_path(fixture, name);
    const StoreOptions options = {.path = path, .officer = "ana.ruiz", .create = true};
    GError *error = NULL;
    faulty_arm(nth, way->lasting, way->fault);
    Store *store = store_open(&options, &error);
    bool struck = faulty_struck();
    if (!store && !is_one_of_ours(error))
        fail_msg("step %d: %s", nth, error ? error->message : "no error");
    store_close(store);
    g_clear_error(&error);
    faulty_arm(0, false, FAULT_IO);
    store = store_open(&options, &error);
    if (!store)
        fail_msg("after step %d: %s", nth, error->message);
    store_file_verify(store);
    g_autofree char *countries = store_file_rows(store, "SELECT count(*) > 200 FROM country");
    assert_string_equal(countries, "1");
    store_close(store);
    return struck;
}

static void open__makes__a_whole_file_or_one_that_can_be_made_again(void **state)
{
    for (gsize way = 0; way < G_N_ELEMENTS(WAYS); way++) {
        int nth = 1;
        while (nth < STEPS_MAX && open_at(*state, nth, &WAYS[way]))
            nth += nth >= 14 ? 2503 : way == 0 ? 1 : 4; /* most steps are pages of one transaction */
        assert_in_range(nth, 14, STEPS_MAX);
    }
}

int main(void)
{
    faulty_install();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(change__is_whole_or_nothing__whichever_step_of_the_disk_fails,
                                        fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(undo__is_whole_or_nothing__whichever_step_of_the_disk_fails,
                                        fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(
            backup__leaves__the_file_and_an_earlier_copy_whichever_step_of_the_disk_fails, fixture_setup,
            fixture_teardown),
        cmocka_unit_test_setup_teardown(open__makes__a_whole_file_or_one_that_can_be_made_again,
                                        fixture_setup, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
