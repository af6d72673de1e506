/* Sets of record ids: what is put in is there, once, and comes out in order, whatever the office it is from.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/id_set.h"

/* Neighbours, the edges of pieces and words of bits, and ids of another site. */
static const gint64 IDS[] = {
    0, 1, 63, 64, 65, 65535, 65536, 131071, 1000000, 1099511627776, 1099511627777, 5497558138881};

static void id_set__has__what_was_put_in_and_nothing_else(void **state)
{
    (void)state;
    g_autoptr(IdSet) set = id_set_new();
    for (guint i = G_N_ELEMENTS(IDS); i > 0; i--)
        id_set_put(set, IDS[i - 1]);
    for (guint i = 0; i < G_N_ELEMENTS(IDS); i++) {
        id_set_put(set, IDS[i]);
        assert_true(id_set_has(set, IDS[i]));
    }
    assert_int_equal(id_set_count(set), G_N_ELEMENTS(IDS));
    assert_false(id_set_has(set, 2));
    assert_false(id_set_has(set, 65537));
    assert_false(id_set_has(set, 1099511627775));
}

static void id_set_next__gives__each_in_order_from_any_place(void **state)
{
    (void)state;
    g_autoptr(IdSet) set = id_set_new();
    gint64 id = G_MININT64;
    assert_false(id_set_next(set, id, &id));
    for (guint i = G_N_ELEMENTS(IDS); i > 0; i--)
        id_set_put(set, IDS[i - 1]);
    for (guint i = 0; i < G_N_ELEMENTS(IDS); i++) {
        assert_true(id_set_next(set, id, &id));
        assert_int_equal(id, IDS[i]);
    }
    assert_false(id_set_next(set, id, &id));
    assert_false(id_set_next(set, G_MAXINT64, &id));
    assert_true(id_set_next(set, 65, &id));
    assert_int_equal(id, 65535);
}

static void id_set__gives__some_after_and_before_a_place_without_what_was_dropped(void **state)
{
    (void)state;
    const guint last = G_N_ELEMENTS(IDS) - 1;
    g_autoptr(IdSet) set = id_set_new();
    for (guint i = 0; i <= last; i++)
        id_set_put(set, IDS[i]);
    id_set_drop(set, IDS[1]);
    id_set_drop(set, IDS[1]);
    id_set_drop(set, IDS[last] + 1);
    assert_false(id_set_has(set, IDS[1]));
    assert_int_equal(id_set_count(set), last);
    g_autoptr(GArray) up = id_set_after(set, IDS[0], 2), down = id_set_before(set, IDS[last], last);
    assert_int_equal(up->len, 2);
    assert_int_equal(g_array_index(up, gint64, 0), IDS[2]);
    assert_int_equal(g_array_index(up, gint64, 1), IDS[3]);
    assert_int_equal(down->len, last - 1);
    assert_int_equal(g_array_index(down, gint64, 0), IDS[last - 1]);
    assert_int_equal(g_array_index(down, gint64, down->len - 1), IDS[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(id_set__has__what_was_put_in_and_nothing_else),
        cmocka_unit_test(id_set_next__gives__each_in_order_from_any_place),
        cmocka_unit_test(id_set__gives__some_after_and_before_a_place_without_what_was_dropped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
