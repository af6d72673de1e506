/* Files that are damaged, and folders that cannot be written. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/error.h"
#include "store/journal.h"
#include "store/query.h"
#include "store/window.h"
#include "support/store_file.h"

enum { PLACES = 60, BYTES = 300, NOBODY = 65534 };

/* --- damage */

/* Everything that a program does with a file at its start; each may fail, but in words, and none may crash.
 */
static void use_file(Store *store)
{
    GError *error = NULL;
    VerifyReport report;
    if (!journal_verify(store, &report, NULL, NULL, &error))
        g_clear_error(&error);
    verify_report_clear(&report);
    static const char *const COLUMNS[] = {"name", NULL};
    g_autoptr(Window) window = window_new(store, "partner_list", COLUMNS, NULL);
    g_autoptr(GPtrArray) rows = row_array_new();
    if (window && !window_read(window, NULL, false, false, 50, rows, &error))
        g_clear_error(&error);
    g_autoptr(GPtrArray) lines = journal_history(store, "partner", 1, 50, NULL);
    if (!journal_undo(store, NULL, &error)) {
        assert_non_null(error);
        g_clear_error(&error);
    }
}

static guint next_random(guint *seed)
{
    *seed = (guint)((guint64)*seed * 48271 % 2147483647);
    return *seed;
}

/* Bytes all over the file are flipped. Opening refuses in words, or what it opens can be used without a
 * crash. */
static void damage__is_told__and_never_crashes(void **state)
{
    StoreFile *file = *state;
    for (int i = 0; i < 20; i++) {
        g_autofree char *name = g_strdup_printf("Person %d", i);
        store_file_add(file->store, "visitor", "family_name", name, NULL);
    }
    store_file_add(file->store, "partner", "name", "Sweden", "country", "SE", NULL);
    g_clear_pointer(&file->store, store_close);
    gsize size = 0;
    g_autofree char *whole = fixture_read_bytes(file->fixture, "office.db", &size);
    guint seed = 4711;
    for (int i = 0; i < PLACES; i++) {
        g_autofree char *bytes = g_memdup2(whole, size);
        gsize place = next_random(&seed) % (size - BYTES);
        for (gsize k = 0; k < BYTES; k++)
            bytes[place + k] = (char)(bytes[place + k] ^ (next_random(&seed) & 0xff));
        g_autofree char *name = g_strdup_printf("damaged-%d.db", i);
        g_autofree char *path = fixture_path(file->fixture, name);
        fixture_write_bytes(file->fixture, name, bytes, size);
        const StoreOptions options = {.path = path, .officer = "ana.ruiz"};
        GError *error = NULL;
        Store *store = store_open(&options, &error);
        if (store)
            use_file(store);
        else
            assert_non_null(error);
        g_clear_error(&error);
        store_close(store);
        unlink(path);
    }
    file->store = store_file_open(file->fixture, "office.db", "ana.ruiz");
}

static void damage__names_restore__when_the_schema_cannot_be_read(void **state)
{
    StoreFile *file = *state;
    g_clear_pointer(&file->store, store_close);
    gsize size = 0;
    g_autofree char *bytes = fixture_read_bytes(file->fixture, "office.db", &size);
    memset(bytes + 100, 0xee, 3000); /* the first page below the header */
    fixture_write_bytes(file->fixture, "hurt.db", bytes, size);
    g_autofree char *path = fixture_path(file->fixture, "hurt.db");
    const StoreOptions options = {.path = path, .officer = "ana.ruiz"};
    GError *error = NULL;
    assert_null(store_open(&options, &error));
    store_file_expect(&error, ERROR_SYSTEM, "entente restore");
    gsize size_after = 0;
    g_autofree char *after = fixture_read_bytes(file->fixture, "hurt.db", &size_after);
    assert_int_equal(size, size_after);
    assert_memory_equal(bytes, after, size);
    file->store = store_file_open(file->fixture, "office.db", "ana.ruiz");
}

/* A page in the middle, far from the schema: verify tells it. */
static void damage__is_found_by_verify__when_it_sits_in_the_middle(void **state)
{
    StoreFile *file = *state;
    g_autofree char *page =
        store_file_rows(file->store, "SELECT rootpage FROM sqlite_schema WHERE name = 'eccn_control'");
    gsize at = (gsize)(g_ascii_strtoull(page, NULL, 10) - 1) * 4096;
    g_clear_pointer(&file->store, store_close);
    gsize size = 0;
    g_autofree char *bytes = fixture_read_bytes(file->fixture, "office.db", &size);
    memset(bytes + at, 0xee, 200);
    fixture_write_bytes(file->fixture, "office.db", bytes, size);
    file->store = store_file_open(file->fixture, "office.db", "ana.ruiz");
    VerifyReport report;
    GError *error = NULL;
    if (!journal_verify(file->store, &report, NULL, NULL, &error))
        fail_msg("%s", error->message);
    assert_true(report.problems->len > 0);
    assert_int_equal(report.first_broken, 0);
    assert_non_null(strstr(report.problems->pdata[0], "damaged"));
    verify_report_clear(&report);
}

/* --- read only: rights bind nobody who is root, so a child without them tries */

static int as_nobody(Fixture *fixture, int (*work)(Fixture *fixture))
{
    pid_t child = fork();
    if (child == 0) {
        if (getuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
            _exit(77);
        _exit(work(fixture));
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void expect_as_nobody(Fixture *fixture, int (*work)(Fixture *fixture))
{
    int result = as_nobody(fixture, work);
    if (result == 77) {
        print_message("skipped: rights cannot be given up here\n");
        return;
    }
    assert_int_equal(result, 0);
}

/* A number for the step that went wrong is the child's exit status. */
#define CHECK(step, condition)                                                                               \
    do {                                                                                                     \
        if (!(condition))                                                                                    \
            return step;                                                                                     \
    } while (0)

static int open_and_read(Fixture *fixture)
{
    g_autofree char *path = fixture_path(fixture, "office.db");
    const StoreOptions options = {.path = path, .officer = "guest", .create = true};
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = store_open(&options, &error);
    CHECK(1, store);
    CHECK(2, store_read_only_reason(store) && strstr(store_read_only_reason(store), "cannot be written"));
    CHECK(3, query_one_int(store, "SELECT count(*) FROM partner", 0, -1) == 1);
    CHECK(4, !change_open(store, "no", &error) && error_is(error, ERROR_READ_ONLY));
    g_clear_error(&error);
    CHECK(5, !journal_undo(store, NULL, &error));
    VerifyReport report;
    CHECK(6, journal_verify(store, &report, NULL, NULL, NULL) && report.problems->len == 0);
    verify_report_clear(&report);
    return 0;
}

static int open_with_left_over_wal(Fixture *fixture)
{
    g_autofree char *path = fixture_path(fixture, "office.db");
    const StoreOptions options = {.path = path, .officer = "guest"};
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = store_open(&options, &error);
    /* Either it shows the last change, or it says that it cannot: never an older state in silence. */
    if (store)
        CHECK(1, query_one_int(store, "SELECT count(*) FROM partner", 0, -1) == 2);
    else
        CHECK(2, strstr(error->message, "-wal"));
    return 0;
}

static int open_unreadable(Fixture *fixture)
{
    g_autofree char *path = fixture_path(fixture, "office.db");
    const StoreOptions options = {.path = path, .officer = "guest"};
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = store_open(&options, &error);
    CHECK(1, !store && error && strstr(error->message, "cannot be opened"));
    return 0;
}

static int make_in_forbidden_folder(Fixture *fixture)
{
    g_autofree char *path = fixture_path(fixture, "new.db");
    const StoreOptions options = {.path = path, .officer = "guest", .create = true};
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = store_open(&options, &error);
    CHECK(1, !store && error && strstr(error->message, "cannot be made"));
    return 0;
}

static void forbid(const StoreFile *file, mode_t folder, mode_t mode)
{
    assert_int_equal(chmod(file->path, mode), 0);
    assert_int_equal(chmod(fixture_folder(file->fixture), folder), 0);
}

static void open__reads_only__where_folder_or_file_cannot_be_written(void **state)
{
    StoreFile *file = *state;
    store_file_add(file->store, "partner", "name", "Sweden", "country", "SE", NULL);
    g_clear_pointer(&file->store, store_close);
    forbid(file, 0555, 0666);
    expect_as_nobody(file->fixture, open_and_read);
    forbid(file, 0555, 0444);
    expect_as_nobody(file->fixture, open_and_read);
    forbid(file, 0777, 0444);
    expect_as_nobody(file->fixture, open_and_read);
    forbid(file, 0755, 0600);
    expect_as_nobody(file->fixture, open_unreadable);
    expect_as_nobody(file->fixture, make_in_forbidden_folder);
}

static void open__shows_no_old_state__where_a_wal_is_left_over(void **state)
{
    StoreFile *file = *state;
    store_file_add(file->store, "partner", "name", "Sweden", "country", "SE", NULL);
    store_file_reopen(file);
    store_file_add(file->store, "partner", "name", "Norway", "country", "NO", NULL);
    g_autofree char *wal = g_strconcat(file->path, "-wal", NULL);
    g_autofree char *shared = g_strconcat(file->path, "-shm", NULL);
    chmod(wal, 0444);
    chmod(shared, 0444);
    forbid(file, 0555, 0444);
    expect_as_nobody(file->fixture, open_with_left_over_wal); /* its writer is still there */
    chmod(shared, 0000);
    expect_as_nobody(file->fixture, open_with_left_over_wal); /* what tells the way through it is not */
    chmod(shared, 0600);
    chmod(wal, 0600);
    forbid(file, 0755, 0600);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(damage__is_told__and_never_crashes, store_file_setup,
                                        store_file_teardown),
        cmocka_unit_test_setup_teardown(damage__names_restore__when_the_schema_cannot_be_read,
                                        store_file_setup, store_file_teardown),
        cmocka_unit_test_setup_teardown(damage__is_found_by_verify__when_it_sits_in_the_middle,
                                        store_file_setup, store_file_teardown),
        cmocka_unit_test_setup_teardown(open__reads_only__where_folder_or_file_cannot_be_written,
                                        store_file_setup, store_file_teardown),
        cmocka_unit_test_setup_teardown(open__shows_no_old_state__where_a_wal_is_left_over, store_file_setup,
                                        store_file_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
