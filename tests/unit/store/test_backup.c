/* Copies: whole, of one moment, never in the place of anything that is still wanted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "store/backup.h"
#include "store/query.h"
#include "support/store_file.h"

#define store_test(name) cmocka_unit_test_setup_teardown(name, store_file_setup, store_file_teardown)

enum { NOBODY = 65534 };

/* --- small steps */

static gint64 add_partner(Store *store, const char *name)
{
    return store_file_add(store, "partner", "name", name, "country", "SE", NULL);
}

static gint64 partners(const StoreFile *file, const char *name)
{
    g_autofree char *path = fixture_path(file->fixture, name);
    return store_file_number(path, "SELECT count(*) FROM partner");
}

static void back_up(const StoreFile *file, const char *name)
{
    g_autofree char *path = fixture_path(file->fixture, name);
    GError *error = NULL;
    if (!backup_write(file->store, path, NULL, NULL, &error))
        fail_msg("%s", error->message);
}

static void expect_no_backup(const StoreFile *file, const char *name, int code, const char *text)
{
    g_autofree char *path = fixture_path(file->fixture, name);
    GError *error = NULL;
    assert_false(backup_write(file->store, path, NULL, NULL, &error));
    store_file_expect(&error, code, text);
}

/* Puts `from` in the place of `to`; the old file's new name without its folder, NULL for none. */
static char *restore(const Fixture *fixture, const char *from, const char *to)
{
    g_autofree char *source = fixture_path(fixture, from);
    g_autofree char *place = fixture_path(fixture, to);
    g_autofree char *kept = NULL;
    GError *error = NULL;
    if (!backup_restore(source, place, &kept, &error))
        fail_msg("%s", error->message);
    return kept ? g_path_get_basename(kept) : NULL;
}

static void expect_no_restore(const Fixture *fixture, const char *from, const char *to, int code,
                              const char *text)
{
    g_autofree char *source = fixture_path(fixture, from);
    g_autofree char *place = fixture_path(fixture, to);
    char *kept = NULL;
    GError *error = NULL;
    assert_false(backup_restore(source, place, &kept, &error));
    store_file_expect(&error, code, text);
    assert_null(kept);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names of all files in the folder, with blanks between them. */
static char *names(const Fixture *fixture)
{
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
    GDir *folder = g_dir_open(fixture_folder(fixture), 0, NULL);
    for (const char *name; (name = g_dir_read_name(folder));)
        g_ptr_array_add(found, g_strdup(name));
    g_dir_close(folder);
    g_ptr_array_sort(found, by_name);
    g_ptr_array_add(found, NULL);
    return g_strjoinv(" ", (char **)found->pdata);
}

static void expect_names(const Fixture *fixture, const char *expected)
{
    g_autofree char *found = names(fixture);
    assert_string_equal(found, expected);
}

static struct stat about(const Fixture *fixture, const char *name)
{
    struct stat found;
    g_autofree char *path = fixture_path(fixture, name);
    assert_int_equal(stat(path, &found), 0);
    return found;
}

static void close_store(StoreFile *file)
{
    g_clear_pointer(&file->store, store_close);
    file->store = NULL;
}

/* Writes over the root page of a table that the program loads: the schema itself can still be read. */
static void damage(const Fixture *fixture, const char *name)
{
    gsize size = 0;
    g_autofree char *path = fixture_path(fixture, name);
    const gint64 page =
        store_file_number(path, "SELECT rootpage FROM sqlite_schema WHERE name = 'eccn_control'");
    const gint64 page_size = store_file_number(path, "PRAGMA page_size");
    g_autofree char *bytes = fixture_read_bytes(fixture, name, &size);
    assert_true(page > 1 && (gsize)(page * page_size) <= size);
    memset(bytes + (page - 1) * page_size, 0x5a, (gsize)page_size);
    fixture_write_bytes(fixture, name, bytes, size);
}

/* --- backup */

static void backup_write__makes__a_whole_office_of_one_file(void **state)
{
    StoreFile *file = *state;
    gint64 id = add_partner(file->store, "Sweden");
    back_up(file, "copy.db");
    close_store(file);
    expect_names(file->fixture, "copy.db office.db");

    gsize size = 0;
    g_autofree char *bytes = fixture_read_bytes(file->fixture, "copy.db", &size);
    assert_int_equal(bytes[18], 1); /* no -wal is needed to read it */
    assert_int_equal(bytes[19], 1);
    g_autoptr(Store) copy = store_file_open(file->fixture, "copy.db", "ana.ruiz");
    g_autofree char *name = store_file_get(copy, "partner", id, "name");
    assert_string_equal(name, "Sweden");
    store_file_verify(copy);
}

static void backup_write__makes__a_file_that_is_ours_alone(void **state)
{
    StoreFile *file = *state;
    mode_t mask = umask(0);
    back_up(file, "copy.db");
    umask(mask);
    assert_int_equal(about(file->fixture, "copy.db").st_mode & 0777, 0600);
}

typedef struct {
    Store *writer;
    guint calls;
    int last;
    int stop_at;
} Watching;

static bool watch(int percent, gpointer data)
{
    Watching *watching = data;
    assert_true(percent >= watching->last && percent <= 100);
    watching->last = percent;
    watching->calls++;
    if (watching->writer && watching->calls <= 3) {
        g_autofree char *name = g_strdup_printf("Written meanwhile, %u", watching->calls);
        add_partner(watching->writer, name);
    }
    return watching->stop_at == 0 || percent < watching->stop_at;
}

/* Enough pages for many steps. */
static void make_large(const StoreFile *file)
{
    store_file_shell(file->path, "INSERT INTO setting WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + "
                                 "1 FROM n WHERE i < 60) SELECT 'large' || i, hex(zeroblob(50000)) FROM n");
}

static void backup_write__copies__one_moment_while_others_write(void **state)
{
    StoreFile *file = *state;
    add_partner(file->store, "Sweden");
    make_large(file);
    g_autoptr(Store) other = store_file_open(file->fixture, "office.db", "bo.lind");
    Watching watching = {.writer = other};
    g_autofree char *path = fixture_path(file->fixture, "copy.db");
    GError *error = NULL;
    assert_true(backup_write(file->store, path, watch, &watching, &error));
    assert_true(watching.calls > 3);
    assert_int_equal(watching.last, 100);
    assert_int_equal(partners(file, "copy.db"), 1);
    assert_int_equal(partners(file, "office.db"), 4);
    add_partner(file->store, "And we write on");
}

static void backup_write__takes__the_place_of_an_earlier_copy(void **state)
{
    StoreFile *file = *state;
    back_up(file, "copy.db");
    add_partner(file->store, "Sweden");
    back_up(file, "copy.db");
    assert_int_equal(partners(file, "copy.db"), 1);
    fixture_write(file->fixture, "empty.db", "");
    back_up(file, "empty.db");
    assert_int_equal(partners(file, "empty.db"), 1);
}

static void backup_write__refuses__the_place_of_a_copy_of_another_office(void **state)
{
    StoreFile *file = *state;
    add_partner(file->store, "Sweden");
    Store *other = store_file_open(file->fixture, "other.db", "bo.lind");
    add_partner(other, "Norway");
    g_autofree char *copy = fixture_path(file->fixture, "copy.db");
    assert_true(backup_write(other, copy, NULL, NULL, NULL));
    expect_no_backup(file, "copy.db", ERROR_REFUSED, "no earlier copy of this office");
    add_partner(other, "Finland");
    assert_true(backup_write(other, copy, NULL, NULL, NULL));
    assert_int_equal(partners(file, "copy.db"), 2);
    store_close(other);
}

static void backup_write__leaves__the_earlier_copy_when_given_up(void **state)
{
    static const int STOPS[] = {1, 50, 90, 100};
    StoreFile *file = *state;
    make_large(file);
    back_up(file, "copy.db");
    add_partner(file->store, "Sweden");
    g_autofree char *before = names(file->fixture);
    for (guint i = 0; i < G_N_ELEMENTS(STOPS); i++) {
        Watching watching = {.stop_at = STOPS[i]};
        g_autofree char *path = fixture_path(file->fixture, "copy.db");
        GError *error = NULL;
        assert_false(backup_write(file->store, path, watch, &watching, &error));
        store_file_expect(&error, ERROR_INTERRUPTED, "copy.db");
        assert_int_equal(partners(file, "copy.db"), 0);
        expect_names(file->fixture, before);
    }
}

static void backup_write__leaves__the_earlier_copy_when_the_disk_is_full(void **state)
{
    StoreFile *file = *state;
    back_up(file, "copy.db");
    add_partner(file->store, "Sweden");
    g_autofree char *before = names(file->fixture);
    struct rlimit limit, small;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    small = limit;
    small.rlim_cur = 300000;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    expect_no_backup(file, "copy.db", ERROR_SYSTEM, "the disk");
    setrlimit(RLIMIT_FSIZE, &limit);
    signal(SIGXFSZ, SIG_DFL);
    assert_int_equal(partners(file, "copy.db"), 0);
    expect_names(file->fixture, before);
}

static void backup_write__refuses__what_is_no_copy_untouched(void **state)
{
    StoreFile *file = *state;
    fixture_write(file->fixture, "letter.txt", "Dear all");
    expect_no_backup(file, "letter.txt", ERROR_REFUSED, "no copy of an office");
    g_autofree char *letter = fixture_read(file->fixture, "letter.txt");
    assert_string_equal(letter, "Dear all");
    expect_no_backup(file, "office.db", ERROR_INPUT, "the open file itself");
    expect_no_backup(file, "office.db-wal", ERROR_REFUSED, "no copy of an office");
    expect_no_backup(file, ".", ERROR_INPUT, "a folder");
    expect_no_backup(file, "no/such/copy.db", ERROR_SYSTEM, "No such file");
}

static void backup_write__refuses__the_place_of_an_office_in_use(void **state)
{
    StoreFile *file = *state;
    g_autoptr(Store) other = store_file_open(file->fixture, "other.db", "bo.lind");
    add_partner(other, "Norway");
    expect_no_backup(file, "other.db", ERROR_REFUSED, "an office is kept there");
    add_partner(other, "Finland");
    assert_int_equal(partners(file, "other.db"), 2);
}

static void backup_write__refuses__while_a_change_is_open(void **state)
{
    StoreFile *file = *state;
    g_autoptr(Change) change = change_open(file->store, "Half done", NULL);
    expect_no_backup(file, "copy.db", ERROR_REFUSED, "a change is open");
    assert_false(fixture_exists(file->fixture, "copy.db"));
}

static void backup_write__refuses__to_copy_damage(void **state)
{
    StoreFile *file = *state;
    back_up(file, "copy.db");
    close_store(file);
    damage(file->fixture, "office.db");
    const StoreOptions options = {.path = file->path, .officer = "ana.ruiz", .read_only = true};
    file->store = store_open(&options, NULL);
    assert_non_null(file->store);
    expect_no_backup(file, "copy.db", ERROR_SYSTEM, "office.db: is damaged");
    assert_int_equal(partners(file, "copy.db"), 0);
}

static void backup_write__copies__what_can_only_be_read(void **state)
{
    StoreFile *file = *state;
    add_partner(file->store, "Sweden");
    close_store(file);
    const StoreOptions options = {.path = file->path, .officer = "ana.ruiz", .read_only = true};
    file->store = store_open(&options, NULL);
    back_up(file, "copy.db");
    assert_int_equal(partners(file, "copy.db"), 1);
}

/* --- restore */

static void backup_restore__puts_back__the_copy_and_keeps_the_old_file(void **state)
{
    StoreFile *file = *state;
    add_partner(file->store, "Sweden");
    back_up(file, "copy.db");
    add_partner(file->store, "Norway");
    close_store(file);

    g_autofree char *kept = restore(file->fixture, "copy.db", "office.db");
    assert_string_equal(kept, "office.db.before-restore-1");
    assert_int_equal(partners(file, kept), 2);
    g_autofree char *second = restore(file->fixture, "copy.db", "office.db");
    assert_string_equal(second, "office.db.before-restore-2");
    expect_names(file->fixture, "copy.db office.db office.db.before-restore-1 office.db.before-restore-2");
    store_file_reopen(file);
    assert_int_equal(partners(file, "office.db"), 1);
    store_file_verify(file->store);
}

static void backup_restore__makes__folder_and_file_where_there_is_none(void **state)
{
    StoreFile *file = *state;
    add_partner(file->store, "Sweden");
    back_up(file, "copy.db");
    assert_null(restore(file->fixture, "copy.db", "new/office.db"));
    assert_int_equal(partners(file, "new/office.db"), 1);
    assert_int_equal(about(file->fixture, "new/office.db").st_mode & 0777, 0600);
    assert_int_equal(about(file->fixture, "new").st_mode & 0777, 0700);
}

static void backup_restore__mends__a_damaged_file(void **state)
{
    StoreFile *file = *state;
    add_partner(file->store, "Sweden");
    back_up(file, "copy.db");
    close_store(file);
    fixture_write(file->fixture, "office.db", "no database at all");
    g_autofree char *kept = restore(file->fixture, "copy.db", "office.db");
    g_autofree char *old = fixture_read(file->fixture, kept);
    assert_string_equal(old, "no database at all");
    assert_int_equal(partners(file, "office.db"), 1);
}

/* A program that adds a partner and dies: its change stands in the -wal. */
static void die_in_the_middle(const StoreFile *file, const char *name)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        Store *store = store_file_open(file->fixture, "office.db", "bo.lind");
        add_partner(store, name);
        kill(getpid(), SIGKILL);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_true(fixture_exists(file->fixture, "office.db-wal"));
}

static void backup_restore__keeps__what_stands_in_the_old_wal_with_the_old_file(void **state)
{
    StoreFile *file = *state;
    back_up(file, "copy.db");
    close_store(file);
    die_in_the_middle(file, "Sweden");
    g_autofree char *kept = restore(file->fixture, "copy.db", "office.db");
    assert_false(fixture_exists(file->fixture, "office.db-wal"));
    assert_false(fixture_exists(file->fixture, "office.db-shm"));
    assert_int_equal(partners(file, "office.db"), 0);
    assert_int_equal(partners(file, kept), 1);
}

static void backup_restore__takes__what_stands_in_the_copys_wal(void **state)
{
    StoreFile *file = *state;
    close_store(file);
    die_in_the_middle(file, "Sweden");
    assert_null(restore(file->fixture, "office.db", "second.db"));
    assert_int_equal(partners(file, "second.db"), 1);
    assert_true(fixture_exists(file->fixture, "office.db-wal")); /* the source is only read */
}

static void backup_restore__leaves__nothing_beside_the_copy(void **state)
{
    StoreFile *file = *state;
    close_store(file); /* a closed office, copied by hand, is a copy too */
    assert_null(restore(file->fixture, "office.db", "second.db"));
    expect_names(file->fixture, "office.db second.db");
}

/* Another program that has the file open until it is told to end. */
static pid_t hold_open(const StoreFile *file, bool read_only, int *tell)
{
    int ready[2], end[2];
    assert_int_equal(pipe(ready), 0);
    assert_int_equal(pipe(end), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(end[1]);
        const StoreOptions options = {.path = file->path, .officer = "bo.lind", .read_only = read_only};
        Store *store = store_open(&options, NULL);
        char sign = store ? 'y' : 'n';
        if (write(ready[1], &sign, 1) == 1 && read(end[0], &sign, 1) >= 0)
            store_close(store);
        _exit(0);
    }
    char sign = 0;
    assert_int_equal(read(ready[0], &sign, 1), 1);
    assert_int_equal(sign, 'y');
    close(ready[0]);
    close(ready[1]);
    close(end[0]);
    *tell = end[1];
    return child;
}

static void backup_restore__refuses__while_another_program_has_it_open(void **state)
{
    StoreFile *file = *state;
    add_partner(file->store, "Sweden");
    back_up(file, "copy.db");
    add_partner(file->store, "Norway");
    close_store(file);
    for (int read_only = 0; read_only <= 1; read_only++) {
        int tell = -1;
        pid_t child = hold_open(file, read_only, &tell);
        expect_no_restore(file->fixture, "copy.db", "office.db", ERROR_BUSY, "another program has it open");
        assert_int_equal(partners(file, "office.db"), 2);
        close(tell);
        waitpid(child, NULL, 0);
    }
    g_autofree char *kept = restore(file->fixture, "copy.db", "office.db");
    assert_int_equal(partners(file, "office.db"), 1);
}

static void backup_restore__refuses__while_this_program_has_it_open(void **state)
{
    StoreFile *file = *state;
    back_up(file, "copy.db");
    expect_no_restore(file->fixture, "copy.db", "office.db", ERROR_BUSY, "open");
    add_partner(file->store, "Sweden");
    assert_int_equal(partners(file, "office.db"), 1);
}

static void backup_restore__refuses__what_is_no_office_and_leaves_the_file(void **state)
{
    StoreFile *file = *state;
    add_partner(file->store, "Sweden");
    back_up(file, "damaged.db");
    close_store(file);
    damage(file->fixture, "damaged.db");
    fixture_write(file->fixture, "letter.txt", "Dear all");
    fixture_write(file->fixture, "empty.db", "");
    g_autofree char *alien = fixture_path(file->fixture, "alien.db");
    fixture_write(file->fixture, "alien.db", "");
    store_file_shell(alien, "CREATE TABLE t (a); PRAGMA application_id = 7");
    g_autofree char *unmade = fixture_path(file->fixture, "unmade.db");
    fixture_write(file->fixture, "unmade.db", "");
    store_file_shell(unmade, "CREATE TABLE t (a); PRAGMA application_id = 1162761300");
    g_autofree char *before = names(file->fixture);

    expect_no_restore(file->fixture, "damaged.db", "office.db", ERROR_SYSTEM, "is damaged");
    expect_no_restore(file->fixture, "letter.txt", "office.db", ERROR_INPUT, "is not an office's file");
    expect_no_restore(file->fixture, "empty.db", "office.db", ERROR_INPUT, "is empty");
    expect_no_restore(file->fixture, "alien.db", "office.db", ERROR_INPUT, "another program");
    expect_no_restore(file->fixture, "unmade.db", "office.db", ERROR_INPUT, "no office has been made");
    expect_no_restore(file->fixture, "none.db", "office.db", ERROR_NOT_FOUND, "there is no such file");
    expect_no_restore(file->fixture, "office.db", "office.db", ERROR_INPUT, "the file itself");
    expect_no_restore(file->fixture, ".", "office.db", ERROR_INPUT, "a folder");
    expect_names(file->fixture, before);
    assert_int_equal(partners(file, "office.db"), 1);
}

static void backup_restore__gives__the_new_file_the_rights_of_the_old(void **state)
{
    StoreFile *file = *state;
    back_up(file, "copy.db");
    close_store(file);
    bool root = geteuid() == 0;
    assert_int_equal(chmod(file->path, 0660), 0);
    if (root)
        assert_int_equal(chown(file->path, NOBODY, NOBODY), 0);
    g_autofree char *kept = restore(file->fixture, "copy.db", "office.db");
    struct stat now = about(file->fixture, "office.db");
    assert_int_equal(now.st_mode & 0777, 0660);
    if (root) {
        assert_int_equal(now.st_uid, NOBODY);
        assert_int_equal(now.st_gid, NOBODY);
    }
}

/* The rest of the test as somebody whom permissions bind; false where that cannot be. */
static bool in_child_as_nobody(const StoreFile *file, void (*work)(const StoreFile *file))
{
    if (geteuid() != 0)
        return false;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (setgid(NOBODY) != 0 || setuid(NOBODY) != 0)
            _exit(77);
        work(file);
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    return true;
}

/* In a child a failed assertion would go on with the other tests: it ends with its own number instead. */
static void restore_from_a_closed_folder(const StoreFile *file)
{
    g_autofree char *from = fixture_path(file->fixture, "closed/copy.db");
    g_autofree char *to = fixture_path(file->fixture, "mine/office.db");
    if (!backup_restore(from, to, NULL, NULL))
        _exit(1);
    if (backup_restore(to, from, NULL, NULL))
        _exit(2);
}

static void backup_restore__reads__a_copy_in_a_folder_that_cannot_be_written(void **state)
{
    StoreFile *file = *state;
    add_partner(file->store, "Sweden");
    g_autofree char *closed = fixture_path(file->fixture, "closed");
    g_autofree char *mine = fixture_path(file->fixture, "mine");
    g_autofree char *copy = fixture_path(file->fixture, "closed/copy.db");
    assert_int_equal(g_mkdir(closed, 0700), 0);
    assert_int_equal(g_mkdir(mine, 0700), 0);
    back_up(file, "closed/copy.db");
    assert_int_equal(chmod(copy, 0444), 0);
    assert_int_equal(chmod(closed, 0555), 0);
    assert_int_equal(chmod(fixture_folder(file->fixture), 0755), 0);
    if (geteuid() == 0)
        assert_int_equal(chown(mine, NOBODY, NOBODY), 0);
    if (!in_child_as_nobody(file, restore_from_a_closed_folder))
        restore_from_a_closed_folder(file);
    assert_int_equal(partners(file, "mine/office.db"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(backup_write__makes__a_whole_office_of_one_file),
        store_test(backup_write__makes__a_file_that_is_ours_alone),
        store_test(backup_write__copies__one_moment_while_others_write),
        store_test(backup_write__takes__the_place_of_an_earlier_copy),
        store_test(backup_write__refuses__the_place_of_a_copy_of_another_office),
        store_test(backup_write__leaves__the_earlier_copy_when_given_up),
        store_test(backup_write__leaves__the_earlier_copy_when_the_disk_is_full),
        store_test(backup_write__refuses__what_is_no_copy_untouched),
        store_test(backup_write__refuses__the_place_of_an_office_in_use),
        store_test(backup_write__refuses__while_a_change_is_open),
        store_test(backup_write__refuses__to_copy_damage),
        store_test(backup_write__copies__what_can_only_be_read),
        store_test(backup_restore__puts_back__the_copy_and_keeps_the_old_file),
        store_test(backup_restore__makes__folder_and_file_where_there_is_none),
        store_test(backup_restore__mends__a_damaged_file),
        store_test(backup_restore__keeps__what_stands_in_the_old_wal_with_the_old_file),
        store_test(backup_restore__takes__what_stands_in_the_copys_wal),
        store_test(backup_restore__leaves__nothing_beside_the_copy),
        store_test(backup_restore__refuses__while_another_program_has_it_open),
        store_test(backup_restore__refuses__while_this_program_has_it_open),
        store_test(backup_restore__refuses__what_is_no_office_and_leaves_the_file),
        store_test(backup_restore__gives__the_new_file_the_rights_of_the_old),
        store_test(backup_restore__reads__a_copy_in_a_folder_that_cannot_be_written),
    };
    return cmocka_run_group_tests_name("backup", tests, NULL, NULL);
}
