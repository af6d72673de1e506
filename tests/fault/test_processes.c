/* Programs that end in the middle of their work, and programs that write at the same time. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/error.h"
#include "store/journal.h"
#include "store/query.h"
#include "support/store_file.h"

enum { KILLS = 25, WRITERS = 3, WRITES = 40 };

/* Each change enters a visit and two areas; what a change is not whole of would show. */
static bool enter_visit(Store *store, int number)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Change) change = change_open(store, "Visit entered", &error);
    if (!change)
        return false;
    g_autofree char *title = g_strdup_printf("Visit %d of %d", number, (int)getpid());
    g_autoptr(Record) visit = record_new("visit");
    record_set(visit, "title", title);
    record_set(visit, "arrives_on", "2026-12-02");
    record_set(visit, "departs_on", "2026-12-03");
    if (!change_insert(change, visit, &error))
        return false;
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, record_id(visit));
    for (int i = 0; i < 2; i++) {
        g_autoptr(Record) area = record_new("visit_area");
        record_set(area, "visit_id", id);
        record_set(area, "area", i ? "Hall B" : "Hall A");
        if (!change_insert(change, area, &error))
            return false;
    }
    return change_commit(g_steal_pointer(&change), NULL, &error);
}

/* Writes one byte into `told` after each commit, until it is killed. */
static void write_until_killed(const char *path, int told)
{
    const StoreOptions options = {.path = path, .officer = "bo.lind"};
    Store *store = store_open(&options, NULL);
    for (int i = 0; store; i++) {
        if (!enter_visit(store, i) || write(told, "x", 1) != 1)
            break;
        if (i % 3 == 2 && !journal_undo(store, NULL, NULL))
            break;
    }
    _exit(1);
}

static void expect_whole(Store *store)
{
    g_autofree char *torn = store_file_rows(store, "SELECT count(*) FROM visit AS v WHERE (SELECT count(*) "
                                                   "FROM visit_area AS a WHERE a.visit_id = v.id) <> 2");
    assert_string_equal(torn, "0");
    g_autofree char *undoing = store_file_rows(store, "SELECT undoing FROM store_state");
    assert_string_equal(undoing, "0");
    g_autofree char *entries =
        store_file_rows(store, "SELECT (SELECT count(*) FROM journal WHERE kind = 'change') - (SELECT "
                               "count(*) FROM journal WHERE kind = 'undo') = (SELECT count(*) FROM visit)");
    assert_string_equal(entries, "1");
    store_file_verify(store);
}

static void kill__leaves__whole_changes_only(void **state)
{
    StoreFile *file = *state;
    g_clear_pointer(&file->store, store_close);
    gint64 committed = 0;
    for (int i = 0; i < KILLS; i++) {
        int told[2];
        assert_int_equal(pipe(told), 0);
        pid_t child = fork();
        if (child == 0) {
            close(told[0]);
            write_until_killed(file->path, told[1]);
        }
        close(told[1]);
        char byte;
        int commits = 0;
        while (commits < 1 + i % 5 && read(told[0], &byte, 1) == 1)
            commits++;
        for (volatile int spin = 0; spin < i * 40000; spin++) {
            /* so that it is killed at another place each time */
        }
        assert_int_equal(kill(child, SIGKILL), 0);
        assert_int_equal(waitpid(child, NULL, 0), child);
        while (read(told[0], &byte, 1) == 1)
            commits++;
        close(told[0]);
        committed += commits;
    }
    file->store = store_file_open(file->fixture, "office.db", "ana.ruiz");
    expect_whole(file->store);
    g_autofree char *entered =
        store_file_rows(file->store, "SELECT count(*) FROM journal WHERE kind = 'change'");
    assert_true(g_ascii_strtoll(entered, NULL, 10) >=
                committed); /* nothing that was said to be saved is lost */
}

/* Several programs write at once; each waits for the others, none loses a change. */
static void writers__wait__for_each_other(void **state)
{
    StoreFile *file = *state;
    g_clear_pointer(&file->store, store_close);
    pid_t children[WRITERS];
    for (int i = 0; i < WRITERS; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            g_autofree char *officer = g_strdup_printf("officer.%d", i);
            const StoreOptions options = {.path = file->path, .officer = officer};
            Store *store = store_open(&options, NULL);
            int good = 0;
            for (int k = 0; store && k < WRITES; k++)
                good += enter_visit(store, k) ? 1 : 0;
            store_close(store);
            _exit(good == WRITES ? 0 : 1);
        }
    }
    for (int i = 0; i < WRITERS; i++) {
        int status = 0;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_int_equal(status, 0);
    }
    file->store = store_file_open(file->fixture, "office.db", "ana.ruiz");
    expect_whole(file->store);
    g_autofree char *counts = store_file_rows(
        file->store,
        "SELECT count(*), count(DISTINCT ref), (SELECT count(DISTINCT officer) FROM journal) FROM visit");
    g_autofree char *expected = g_strdup_printf("%d|%d|%d", WRITERS * WRITES, WRITERS * WRITES, WRITERS);
    assert_string_equal(counts, expected);
}

/* A reader sees one state while it reads, whatever is committed meanwhile. */
static void reader__sees__one_state_while_another_writes(void **state)
{
    StoreFile *file = *state;
    for (int i = 0; i < 5; i++)
        assert_true(enter_visit(file->store, i));
    g_autoptr(Store) other = store_file_open(file->fixture, "office.db", "bo.lind");
    g_autoptr(Query) query = query_new(other, "SELECT (SELECT count(*) FROM visit) FROM visit", NULL);
    assert_true(query_next(query, NULL));
    int rows = 1;
    assert_true(enter_visit(file->store, 6));
    do
        assert_int_equal(query_int(query, 0), 5);
    while (query_next(query, NULL) && ++rows);
    assert_int_equal(rows, 5);
    g_autofree char *now = store_file_rows(other, "SELECT count(*) FROM visit");
    assert_string_equal(now, "6");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(kill__leaves__whole_changes_only, store_file_setup,
                                        store_file_teardown),
        cmocka_unit_test_setup_teardown(writers__wait__for_each_other, store_file_setup, store_file_teardown),
        cmocka_unit_test_setup_teardown(reader__sees__one_state_while_another_writes, store_file_setup,
                                        store_file_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
