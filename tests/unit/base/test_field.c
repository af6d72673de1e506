#include "base/field.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void field_kind_find__finds_every_kind__by_its_name(void **state)
{
    (void)state;
    for (int i = 0; i < FIELD_KIND_COUNT; i++) {
        FieldKind kind = FIELD_KIND_COUNT;
        assert_true(field_kind_find(field_kind_name((FieldKind)i), &kind));
        assert_int_equal(kind, i);
        assert_true(strlen(field_kind_accepts(kind)) > 0);
    }
    FieldKind kind = FIELD_NOTE;
    assert_false(field_kind_find("nonsense", &kind));
    assert_false(field_kind_find("", &kind));
    assert_false(field_kind_find(NULL, &kind));
    assert_int_equal(kind, FIELD_NOTE);
}

static void field_kind__says__how_a_field_is_treated(void **state)
{
    (void)state;
    assert_true(field_kind_picks(FIELD_CHOICE));
    assert_false(field_kind_picks(FIELD_TEXT));
    assert_true(field_kind_right(FIELD_MONEY));
    assert_false(field_kind_right(FIELD_DATE));
    assert_false(field_kind_typed(FIELD_REF));
    assert_false(field_kind_typed(FIELD_COMPUTED));
    assert_true(field_kind_typed(FIELD_NOTE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(field_kind_find__finds_every_kind__by_its_name),
        cmocka_unit_test(field_kind__says__how_a_field_is_treated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
