/* How the list moves and what it asks of its source. How it looks: test_toolkit.c. */
#include "tui/list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "unit/tui/fake_rows.h"

#include <cmocka.h>

enum { HEIGHT = 20, MANY = 100000 };

static gint64 current(const ListView *list)
{
    const Row *row = list_current(list);
    return row != NULL ? row->id : 0;
}

static void press(ListView *list, Action action, int times)
{
    for (int i = 0; i < times; i++)
        assert_true(list_handle(list, action));
}

/* Works on until nothing is left to do, as the program does while no key waits. */
static void rest(ListView *list)
{
    while (list_idle(list))
        ;
}

static ListView *many(FakeRows *fake)
{
    *fake = (FakeRows){.count = MANY};
    ListView *list = fake_list(fake, "");
    list_set_height(list, HEIGHT);
    return list;
}

static void list__starts__at_the_first_row_with_one_read(void **state)
{
    FakeRows fake;
    g_autoptr(ListView) list = many(&fake);
    (void)state;
    assert_int_equal(current(list), 1);
    assert_int_equal(fake.reads, 1);
    assert_int_equal(fake.counts, 0);
}

static void list__goes_to_the_ends__without_reading_what_is_between(void **state)
{
    FakeRows fake;
    g_autoptr(ListView) list = many(&fake);
    (void)state;
    press(list, ACTION_LAST, 1);
    assert_int_equal(current(list), MANY);
    press(list, ACTION_DOWN, 3);
    assert_int_equal(current(list), MANY);
    press(list, ACTION_FIRST, 1);
    assert_int_equal(current(list), 1);
    press(list, ACTION_UP, 3);
    assert_int_equal(current(list), 1);
    assert_true(fake.rows_read < 10 * HEIGHT);
}

static void list__walks_row_by_row__down_and_up_again(void **state)
{
    FakeRows fake;
    g_autoptr(ListView) list = many(&fake);
    (void)state;
    for (int i = 2; i <= 500; i++) {
        press(list, ACTION_DOWN, 1);
        assert_int_equal(current(list), i);
    }
    for (int i = 499; i >= 1; i--) {
        press(list, ACTION_UP, 1);
        assert_int_equal(current(list), i);
    }
}

static void list_position__is_told__where_no_row_is_read_for_it(void **state)
{
    FakeRows fake;
    g_autoptr(ListView) list = many(&fake);
    (void)state;
    assert_int_equal(current(list), 1);
    assert_int_equal(list_position(list), 1);
    press(list, ACTION_PAGE_DOWN, 30);
    assert_int_equal(list_position(list), current(list));
    press(list, ACTION_LAST, 1);
    assert_int_equal(list_position(list), 0); /* nobody has counted yet */
    rest(list);
    assert_int_equal(list_position(list), MANY);
    press(list, ACTION_PAGE_UP, 30);
    assert_int_equal(list_position(list), current(list));
    list_go_to(list, MANY / 2);
    assert_int_equal(current(list), MANY / 2);
    assert_int_equal(list_position(list), 0); /* how many stand above it, nobody knows */
    press(list, ACTION_FIRST, 1);
    assert_int_equal(list_position(list), 1);
}

static void list__asks_nothing_for_a_key__when_it_had_time_to_read_ahead(void **state)
{
    FakeRows fake;
    g_autoptr(ListView) list = many(&fake);
    (void)state;
    press(list, ACTION_DOWN, HEIGHT);
    for (int i = 0; i < 300; i++) {
        rest(list);
        const guint before = fake.reads;
        press(list, ACTION_DOWN, 1);
        assert_int_equal(fake.reads, before);
    }
}

static void list__reads_about_one_row_for_each_it_passes__on_a_long_walk(void **state)
{
    FakeRows fake;
    g_autoptr(ListView) list = many(&fake);
    (void)state;
    press(list, ACTION_DOWN, 20000);
    assert_int_equal(current(list), 20001);
    assert_true(fake.rows_read < 20000 + 10 * HEIGHT);
    assert_true(fake.reads < 20000 / HEIGHT + 20);
    const guint before = fake.reads;
    press(list, ACTION_UP, 6 * HEIGHT);
    assert_true(fake.reads > before); /* what lies behind was let go */
}

static void list__pages__by_its_height(void **state)
{
    FakeRows fake;
    g_autoptr(ListView) list = many(&fake);
    (void)state;
    press(list, ACTION_DOWN, 4);
    press(list, ACTION_PAGE_DOWN, 3);
    assert_int_equal(current(list), 5 + 3 * HEIGHT);
    press(list, ACTION_PAGE_UP, 2);
    assert_int_equal(current(list), 5 + HEIGHT);
    press(list, ACTION_PAGE_UP, 5);
    assert_int_equal(current(list), 1);
    press(list, ACTION_LAST, 1);
    press(list, ACTION_PAGE_UP, 1);
    assert_int_equal(current(list), MANY - HEIGHT);
    press(list, ACTION_PAGE_DOWN, 2);
    assert_int_equal(current(list), MANY);
}

static void list__stays_on_its_record__when_the_order_is_turned_round(void **state)
{
    FakeRows fake;
    g_autoptr(ListView) list = many(&fake);
    (void)state;
    list_go_to(list, 70000);
    fake.descending = true;
    list_reload(list, false);
    assert_int_equal(current(list), 70000);
    press(list, ACTION_DOWN, 1);
    assert_int_equal(current(list), 69999);
}

static void list__stays_on_its_record__when_that_moved_far_away(void **state)
{
    FakeRows fake;
    g_autoptr(ListView) list = many(&fake);
    (void)state;
    list_go_to(list, 500);
    fake.shift = 40000;
    list_reload(list, false);
    assert_int_equal(current(list), 500);
    press(list, ACTION_FIRST, 1);
    assert_int_equal(current(list), 60001);
}

static void list__goes_to_the_next_one__when_its_record_was_deleted(void **state)
{
    FakeRows fake;
    g_autoptr(ListView) list = many(&fake);
    (void)state;
    list_go_to(list, 500);
    fake.gone = 500;
    list_reload(list, false);
    assert_int_equal(current(list), 501);
}

static void list__goes_to_the_last_one__when_the_end_was_deleted(void **state)
{
    FakeRows fake;
    g_autoptr(ListView) list = many(&fake);
    (void)state;
    press(list, ACTION_LAST, 1);
    fake.count = MANY - 10;
    list_reload(list, false);
    assert_int_equal(current(list), MANY - 10);
}

static void list__has_no_row__when_everything_is_gone_and_comes_back(void **state)
{
    FakeRows fake;
    g_autoptr(ListView) list = many(&fake);
    (void)state;
    list_go_to(list, 500);
    fake.count = 0;
    list_reload(list, false);
    assert_null(list_current(list));
    press(list, ACTION_DOWN, 2);
    press(list, ACTION_LAST, 1);
    press(list, ACTION_PAGE_UP, 1);
    press(list, ACTION_MARK, 1);
    assert_null(list_current(list));
    fake.count = 3;
    list_reload(list, false);
    assert_int_equal(current(list), 1);
}

static void list__answers_with_the_new_rows__to_keys_that_were_typed_ahead(void **state)
{
    FakeRows fake;
    g_autoptr(ListView) list = many(&fake);
    (void)state;
    list_go_to(list, 500);
    list_reload(list, true);
    press(list, ACTION_DOWN, 2);
    assert_int_equal(current(list), 3);
}

static void list_go_to__says_no_and_stays__for_a_record_that_is_not_there(void **state)
{
    FakeRows fake;
    g_autoptr(ListView) list = many(&fake);
    (void)state;
    assert_true(list_go_to(list, 4711));
    assert_false(list_go_to(list, MANY + 1));
    assert_int_equal(current(list), 4711);
}

static void list_go_to_row__puts_the_row_on_top__and_takes_the_next_for_one_that_is_gone(void **state)
{
    FakeRows fake;
    g_autoptr(ListView) list = many(&fake);
    g_autoptr(Row) row = fake_row(&fake, 3000);
    (void)state;
    list_go_to_row(list, row);
    assert_int_equal(current(list), 3000);
    press(list, ACTION_DOWN, HEIGHT - 1); /* to the last row of the screen */
    press(list, ACTION_PAGE_UP, 1);
    assert_int_equal(current(list), 2999);
    fake.gone = 3000;
    list_go_to_row(list, row);
    assert_int_equal(current(list), 3001);
}

static void list__keeps_what_it_shows__while_a_key_interrupts_the_reading(void **state)
{
    FakeRows fake;
    g_autoptr(ListView) list = many(&fake);
    (void)state;
    list_go_to(list, 500);
    fake.busy = true;
    list_reload(list, true);
    assert_int_equal(current(list), 500);
    assert_true(list_unfinished(list));
    assert_null(list_problem(list));
    assert_false(list_idle(list));

    fake.busy = false;
    assert_true(list_idle(list));

    assert_false(list_unfinished(list));
    assert_int_equal(current(list), 1);
}

static void list__says_what_failed__and_keeps_its_rows(void **state)
{
    FakeRows fake;
    g_autoptr(ListView) list = many(&fake);
    (void)state;
    list_go_to(list, 500);
    fake.broken = true;
    list_reload(list, true);
    assert_int_equal(current(list), 500);
    assert_non_null(strstr(list_problem(list), "the disk failed"));
    assert_false(list_unfinished(list));
    fake.broken = false;
    list_reload(list, false);
    assert_int_equal(current(list), 500);
    assert_null(list_problem(list));
}

static void list__recovers__when_the_very_first_reading_failed(void **state)
{
    FakeRows fake;
    g_autoptr(ListView) list = many(&fake);
    (void)state;
    fake.broken = true;
    assert_null(list_current(list));
    assert_non_null(list_problem(list));
    fake.broken = false;
    press(list, ACTION_DOWN, 1);
    assert_int_equal(current(list), 2);
    assert_null(list_problem(list));
}

static void list_count__comes_when_it_rests__once_for_each_reload(void **state)
{
    FakeRows fake;
    g_autoptr(ListView) list = many(&fake);
    (void)state;
    press(list, ACTION_DOWN, 1);
    assert_int_equal(list_count(list), -1);
    rest(list);
    assert_int_equal(list_count(list), MANY);
    press(list, ACTION_PAGE_DOWN, 5);
    rest(list);
    assert_int_equal(fake.counts, 1);
    fake.count = MANY - 1;
    list_reload(list, false);
    assert_int_equal(list_count(list), -1);
    rest(list);
    assert_int_equal(list_count(list), MANY - 1);
    assert_int_equal(fake.counts, 2);
}

static void list_count__asks_nobody__when_all_rows_are_in_hand(void **state)
{
    FakeRows fake = {.count = 7};
    g_autoptr(ListView) list = fake_list(&fake, "");
    (void)state;
    rest(list);
    assert_int_equal(list_count(list), 7);
    assert_int_equal(fake.counts, 0);
}

static void list_position__is_not_told_from_the_end__when_more_are_there_than_were_counted(void **state)
{
    FakeRows fake;
    g_autoptr(ListView) list = many(&fake);
    (void)state;
    fake.count_most = 1000;
    rest(list);
    assert_int_equal(list_count(list), 1000);
    assert_true(list_count_more(list));
    assert_int_equal(list_position(list), 1);
    press(list, ACTION_LAST, 1);
    rest(list);
    assert_int_equal(current(list), MANY);
    assert_int_equal(list_position(list), 0);
    fake.count = 7;
    list_reload(list, true);
    rest(list);
    assert_int_equal(list_count(list), 7);
    assert_false(list_count_more(list));
}

static void add(gint64 id, gpointer sum)
{
    *(gint64 *)sum += id;
}

static void marks__are_by_record__and_stay_through_order_and_distance(void **state)
{
    FakeRows fake;
    g_autoptr(ListView) list = many(&fake);
    gint64 sum = 0;
    (void)state;
    press(list, ACTION_MARK, 3); /* 1, 2, 3: each goes on to the next */
    list_go_to(list, 90000);
    press(list, ACTION_MARK, 1);
    fake.descending = true;
    list_reload(list, true);
    assert_int_equal(list_mark_count(list), 4);
    assert_true(list_is_marked(list, 2));
    list_marks_each(list, add, &sum);
    assert_int_equal(sum, 90006);
    list_go_to(list, 2);
    press(list, ACTION_MARK, 1);
    assert_false(list_is_marked(list, 2));
    list_marks_clear(list);
    assert_int_equal(list_mark_count(list), 0);
}

static void mark_all__marks_every_row_and_none_again__beyond_what_is_in_hand(void **state)
{
    FakeRows fake = {.count = 1234};
    g_autoptr(ListView) list = fake_list(&fake, "");
    (void)state;
    press(list, ACTION_MARK, 1);
    press(list, ACTION_MARK_ALL, 1);
    assert_int_equal(list_mark_count(list), 1234);
    assert_null(list_problem(list));
    press(list, ACTION_MARK_ALL, 1);
    assert_int_equal(list_mark_count(list), 0);
}

static void mark_all__says_where_it_stopped__in_a_list_that_is_too_long(void **state)
{
    FakeRows fake = {.count = 150000};
    g_autoptr(ListView) list = fake_list(&fake, "");
    (void)state;
    press(list, ACTION_MARK_ALL, 1);
    assert_int_equal(list_mark_count(list), 100000);
    assert_non_null(strstr(list_problem(list), "narrow the list"));
}

static void list_handle__leaves_alone__what_is_not_its_own(void **state)
{
    FakeRows fake;
    g_autoptr(ListView) list = many(&fake);
    (void)state;
    assert_false(list_handle(list, ACTION_OPEN));
    assert_false(list_handle(list, ACTION_NONE));
    assert_int_equal(fake.reads, 0);
}

static void list__shows_the_same_as_all_rows_would__after_any_walk(void **state)
{
    static const Action moves[] = {ACTION_UP,      ACTION_DOWN,      ACTION_DOWN,  ACTION_PAGE_DOWN,
                                   ACTION_PAGE_UP, ACTION_PAGE_DOWN, ACTION_FIRST, ACTION_LAST};
    FakeRows fake = {.count = 333};
    g_autoptr(ListView) list = fake_list(&fake, "");
    g_autoptr(GRand) chance = g_rand_new_with_seed(7);
    gint64 expected = 1;
    (void)state;
    list_set_height(list, 9);
    for (int i = 0; i < 20000; i++) {
        const Action move = moves[g_rand_int_range(chance, 0, i % 50 == 0 ? 8 : 6)];
        const gint64 by[ACTION_COUNT] = {
            [ACTION_UP] = -1, [ACTION_DOWN] = 1, [ACTION_PAGE_UP] = -9, [ACTION_PAGE_DOWN] = 9};
        expected =
            move == ACTION_FIRST ? 1 : (move == ACTION_LAST ? 333 : CLAMP(expected + by[move], 1, 333));
        press(list, move, 1);
        assert_int_equal(current(list), expected);
        assert_true(list_position(list) == 0 || list_position(list) == expected);
        if (g_rand_int_range(chance, 0, 3) == 0)
            list_idle(list);
        if (g_rand_int_range(chance, 0, 20) == 0)
            list_reload(list, false);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(list__starts__at_the_first_row_with_one_read),
        cmocka_unit_test(list__goes_to_the_ends__without_reading_what_is_between),
        cmocka_unit_test(list__walks_row_by_row__down_and_up_again),
        cmocka_unit_test(list_position__is_told__where_no_row_is_read_for_it),
        cmocka_unit_test(list__asks_nothing_for_a_key__when_it_had_time_to_read_ahead),
        cmocka_unit_test(list__reads_about_one_row_for_each_it_passes__on_a_long_walk),
        cmocka_unit_test(list__pages__by_its_height),
        cmocka_unit_test(list__stays_on_its_record__when_the_order_is_turned_round),
        cmocka_unit_test(list__stays_on_its_record__when_that_moved_far_away),
        cmocka_unit_test(list__goes_to_the_next_one__when_its_record_was_deleted),
        cmocka_unit_test(list__goes_to_the_last_one__when_the_end_was_deleted),
        cmocka_unit_test(list__has_no_row__when_everything_is_gone_and_comes_back),
        cmocka_unit_test(list__answers_with_the_new_rows__to_keys_that_were_typed_ahead),
        cmocka_unit_test(list_go_to__says_no_and_stays__for_a_record_that_is_not_there),
        cmocka_unit_test(list_go_to_row__puts_the_row_on_top__and_takes_the_next_for_one_that_is_gone),
        cmocka_unit_test(list__keeps_what_it_shows__while_a_key_interrupts_the_reading),
        cmocka_unit_test(list__says_what_failed__and_keeps_its_rows),
        cmocka_unit_test(list__recovers__when_the_very_first_reading_failed),
        cmocka_unit_test(list_count__comes_when_it_rests__once_for_each_reload),
        cmocka_unit_test(list_count__asks_nobody__when_all_rows_are_in_hand),
        cmocka_unit_test(list_position__is_not_told_from_the_end__when_more_are_there_than_were_counted),
        cmocka_unit_test(marks__are_by_record__and_stay_through_order_and_distance),
        cmocka_unit_test(mark_all__marks_every_row_and_none_again__beyond_what_is_in_hand),
        cmocka_unit_test(mark_all__says_where_it_stopped__in_a_list_that_is_too_long),
        cmocka_unit_test(list_handle__leaves_alone__what_is_not_its_own),
        cmocka_unit_test(list__shows_the_same_as_all_rows_would__after_any_walk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
