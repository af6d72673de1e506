#include "screen/save.h"

#include "base/error.h"
#include "screen/value.h"
#include "store/journal.h"
#include "store/query.h"
#include "support/lamps.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

typedef struct {
    Fixture *fixture;
    Office *office;
    const ScreenDef *lamps;
} Trial;

static int setup(void **state)
{
    Trial *trial = g_new0(Trial, 1);
    trial->fixture = fixture_new();
    trial->office = lamps_open(trial->fixture);
    trial->lamps = screen_set_find(trial->office->screens, "lamps");
    *state = trial;
    return 0;
}

static int teardown(void **state)
{
    Trial *trial = *state;
    office_free(trial->office);
    fixture_free(trial->fixture);
    g_free(trial);
    return 0;
}

static Record *new_lamp(const char *name)
{
    Record *record = record_new("lamp");
    record_set(record, "name", name);
    record_set(record, "kind", "oil");
    return record;
}

static void save(const Trial *trial, const Record *before, Record *after)
{
    g_autoptr(GError) error = NULL;
    if (!save_record(trial->lamps, trial->office->store, before, after, &error))
        fail_msg("%s", error->message);
}

static Record *read_lamp(const Trial *trial, gint64 id)
{
    g_autoptr(GError) error = NULL;
    Record *record = save_read(trial->lamps, trial->office->store, id, &error);
    if (!record)
        fail_msg("%s", error->message);
    return record;
}

/* The words of the newest journal entry. */
static char *last_words(const Trial *trial)
{
    return query_one_text(trial->office->store, "SELECT what FROM journal ORDER BY id DESC LIMIT 1", 0, NULL);
}

static void assert_last_words(const Trial *trial, const char *expected)
{
    g_autofree char *words = last_words(trial);
    assert_string_equal(words, expected);
}

static gint64 entries(const Trial *trial)
{
    return query_one_int(trial->office->store, "SELECT count(*) FROM journal", 0, -1);
}

static void save_check__names__the_first_required_field_that_is_empty(void **state)
{
    const Trial *trial = *state;
    g_autoptr(Record) record = record_new("lamp");
    record_set(record, "kind", "oil");
    g_autoptr(GError) error = NULL;
    guint field = 99;
    assert_false(save_check(trial->lamps, record, &field, &error));
    assert_true(error_is(error, ERROR_INPUT));
    assert_string_equal(trial->lamps->fields[field].name, "name");
    assert_true(g_str_has_prefix(error->message, "Name: "));
    record_set(record, "name", "Aft");
    assert_true(save_check(trial->lamps, record, &field, NULL));
}

static void save_record__gives__a_new_record_its_id_reference_and_words(void **state)
{
    const Trial *trial = *state;
    g_autoptr(Record) lamp = new_lamp("Aft");
    save(trial, NULL, lamp);
    assert_true(record_id(lamp) > 0);
    assert_string_equal(record_get(lamp, "ref"), "LMP-2026-001");
    assert_string_equal(record_get(lamp, "covered"), "0");
    assert_last_words(trial, "Lamp LMP-2026-001 entered");
}

static void save_record__says__which_fields_changed_by_their_labels(void **state)
{
    const Trial *trial = *state;
    g_autoptr(Record) lamp = new_lamp("Aft");
    save(trial, NULL, lamp);
    g_autoptr(Record) after = record_copy(lamp);
    record_set(after, "out_on", "2027-01-01");
    record_set(after, "kind", "gas");
    save(trial, lamp, after);
    g_autofree char *words = last_words(trial);
    assert_true(g_str_has_prefix(words, "Lamp LMP-2026-001 changed: "));
    assert_non_null(strstr(words, "Goes out"));
    assert_non_null(strstr(words, "Kind of lamp"));
}

static void save_record__calls__a_record_without_reference_by_its_name(void **state)
{
    const Trial *trial = *state;
    gint64 id = lamps_keeper(trial->office, "Ann Ek");
    g_autofree char *name = save_name(trial->office->store, "keeper", id);
    assert_string_equal(name, "Keeper Ann Ek");
    assert_last_words(trial, "Keeper Ann Ek entered");
}

static void save_name__says__the_kind_once(void **state)
{
    const Trial *trial = *state;
    g_autofree char *name = save_name(trial->office->store, "review", 27);
    assert_true(g_str_has_prefix(name, "Review 27"));
    g_autofree char *partner = save_name(trial->office->store, "partner", 3);
    assert_true(g_str_has_prefix(partner, "Partner 3"));
}

static void save_record__writes__nothing_when_nothing_changed(void **state)
{
    const Trial *trial = *state;
    g_autoptr(Record) lamp = new_lamp("Aft");
    save(trial, NULL, lamp);
    gint64 before = entries(trial);
    g_autoptr(Record) same = record_copy(lamp);
    save(trial, lamp, same);
    assert_int_equal(entries(trial), before);
}

static void save_record__refuses__a_record_that_changed_since_it_was_read(void **state)
{
    const Trial *trial = *state;
    g_autoptr(Record) lamp = new_lamp("Aft");
    save(trial, NULL, lamp);
    g_autoptr(Record) theirs = record_copy(lamp);
    record_set(theirs, "height", "7");
    save(trial, lamp, theirs);
    g_autoptr(Record) mine = record_copy(lamp);
    record_set(mine, "height", "9");
    g_autoptr(GError) error = NULL;
    assert_false(save_record(trial->lamps, trial->office->store, lamp, mine, &error));
    assert_true(error_is(error, ERROR_CONFLICT));
    g_autoptr(Record) now = read_lamp(trial, record_id(lamp));
    assert_string_equal(record_get(now, "height"), "7");
}

static void save_record__passes__on_what_the_database_refuses(void **state)
{
    const Trial *trial = *state;
    g_autoptr(Record) lamp = new_lamp("Aft");
    record_set(lamp, "lit_on", "2026-05-01");
    record_set(lamp, "out_on", "2026-04-01");
    gint64 before = entries(trial);
    g_autoptr(GError) error = NULL;
    assert_false(save_record(trial->lamps, trial->office->store, NULL, lamp, &error));
    assert_non_null(error);
    assert_int_equal(entries(trial), before);
    assert_int_equal(query_one_int(trial->office->store, "SELECT count(*) FROM lamp", 0, -1), 0);
}

static char *two(gint64 a, gint64 b)
{
    return g_strdup_printf("%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT, a, b);
}

static void save_record__writes__links_to_their_joining_table(void **state)
{
    const Trial *trial = *state;
    gint64 ann = lamps_keeper(trial->office, "Ann Ek"), bo = lamps_keeper(trial->office, "Bo Alm");
    g_autofree char *ids = two(bo, ann); /* any order will do */
    g_autofree char *stored = two(ann, bo);
    g_autoptr(Record) lamp = new_lamp("Aft");
    record_set(lamp, "reliefs", ids);
    save(trial, NULL, lamp);
    assert_string_equal(record_get(lamp, "reliefs"), stored);
    assert_int_equal(query_one_int(trial->office->store, "SELECT count(*) FROM lamp_relief", 0, -1), 2);
    g_autoptr(Record) fewer = record_copy(lamp);
    g_autofree char *one = g_strdup_printf("%" G_GINT64_FORMAT, bo);
    record_set(fewer, "reliefs", one);
    save(trial, lamp, fewer);
    assert_last_words(trial, "Lamp LMP-2026-001 changed: Reliefs");
    g_autoptr(Record) now = read_lamp(trial, record_id(lamp));
    assert_string_equal(record_get(now, "reliefs"), one);
}

static void save_record__refuses__links_that_somebody_changed_since(void **state)
{
    const Trial *trial = *state;
    g_autofree char *ann = g_strdup_printf("%" G_GINT64_FORMAT, lamps_keeper(trial->office, "Ann Ek"));
    g_autofree char *bo = g_strdup_printf("%" G_GINT64_FORMAT, lamps_keeper(trial->office, "Bo Alm"));
    g_autoptr(Record) lamp = new_lamp("Aft");
    save(trial, NULL, lamp);
    g_autoptr(Record) theirs = record_copy(lamp);
    record_set(theirs, "reliefs", ann);
    save(trial, lamp, theirs);
    g_autoptr(Record) mine = record_copy(lamp);
    record_set(mine, "reliefs", bo);
    g_autoptr(GError) error = NULL;
    assert_false(save_record(trial->lamps, trial->office->store, lamp, mine, &error));
    assert_true(error_is(error, ERROR_CONFLICT));
    assert_true(g_str_has_prefix(error->message, "Reliefs: "));
    g_autoptr(Record) now = read_lamp(trial, record_id(lamp));
    assert_string_equal(record_get(now, "reliefs"), ann);
}

static void save_record__is__undone_with_its_links_in_one_step(void **state)
{
    const Trial *trial = *state;
    g_autofree char *ann = g_strdup_printf("%" G_GINT64_FORMAT, lamps_keeper(trial->office, "Ann Ek"));
    g_autoptr(Record) lamp = new_lamp("Aft");
    record_set(lamp, "reliefs", ann);
    save(trial, NULL, lamp);
    g_autofree char *what = NULL;
    g_autoptr(GError) error = NULL;
    if (!journal_undo(trial->office->store, &what, &error))
        fail_msg("%s", error->message);
    assert_int_equal(query_one_int(trial->office->store, "SELECT count(*) FROM lamp", 0, -1), 0);
    assert_int_equal(query_one_int(trial->office->store, "SELECT count(*) FROM lamp_relief", 0, -1), 0);
}

static void save_delete__names__what_went_and_refuses_what_is_in_use(void **state)
{
    const Trial *trial = *state;
    gint64 ann = lamps_keeper(trial->office, "Ann Ek");
    g_autoptr(Record) lamp = new_lamp("Aft");
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, ann);
    record_set(lamp, "keeper_id", id);
    save(trial, NULL, lamp);
    g_autoptr(GError) error = NULL;
    assert_false(save_delete(screen_set_find(trial->office->screens, "keepers"), trial->office->store, &ann,
                             1, &error));
    assert_true(error_is(error, ERROR_REFUSED));
    gint64 lamp_id = record_id(lamp);
    assert_true(save_delete(trial->lamps, trial->office->store, &lamp_id, 1, NULL));
    assert_last_words(trial, "Lamp LMP-2026-001 deleted");
    assert_int_equal(query_one_int(trial->office->store, "SELECT count(*) FROM lamp", 0, -1), 0);
}

static void save_delete__takes__several_away_in_one_entry(void **state)
{
    const Trial *trial = *state;
    gint64 ids[2];
    for (guint i = 0; i < 2; i++) {
        g_autoptr(Record) lamp = new_lamp(i ? "Fore" : "Aft");
        save(trial, NULL, lamp);
        ids[i] = record_id(lamp);
    }
    gint64 before = entries(trial);
    assert_true(save_delete(trial->lamps, trial->office->store, ids, 2, NULL));
    assert_int_equal(entries(trial), before + 1);
    assert_last_words(trial, "2 lamps deleted: LMP-2026-001 Aft, LMP-2026-002 Fore");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(save_check__names__the_first_required_field_that_is_empty, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(save_record__gives__a_new_record_its_id_reference_and_words, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(save_record__says__which_fields_changed_by_their_labels, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(save_record__calls__a_record_without_reference_by_its_name, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(save_name__says__the_kind_once, setup, teardown),
        cmocka_unit_test_setup_teardown(save_record__writes__nothing_when_nothing_changed, setup, teardown),
        cmocka_unit_test_setup_teardown(save_record__refuses__a_record_that_changed_since_it_was_read, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(save_record__passes__on_what_the_database_refuses, setup, teardown),
        cmocka_unit_test_setup_teardown(save_record__writes__links_to_their_joining_table, setup, teardown),
        cmocka_unit_test_setup_teardown(save_record__refuses__links_that_somebody_changed_since, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(save_record__is__undone_with_its_links_in_one_step, setup, teardown),
        cmocka_unit_test_setup_teardown(save_delete__names__what_went_and_refuses_what_is_in_use, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(save_delete__takes__several_away_in_one_entry, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
