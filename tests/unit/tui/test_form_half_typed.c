/* What stands in a field and was not given to the model: taken out for a draft, and put back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/fake_form.h"

typedef struct {
    FakeForm *fake;
    FormView *form;
} Fixed;

static int set_up(void **state)
{
    Fixed *fixed = g_new0(Fixed, 1);
    fixed->fake = fake_form_new();
    FormModel model = fake_form_model(fixed->fake);
    fixed->form = form_new(&model);
    *state = fixed;
    return 0;
}

static int tear_down(void **state)
{
    Fixed *fixed = *state;
    form_free(fixed->form);
    fake_form_free(fixed->fake);
    g_free(fixed);
    return 0;
}

static void press(const Fixed *fixed, Action action)
{
    const Event event = {EVENT_KEY, 0, NULL};
    form_handle(fixed->form, &event, action);
}

static void paste(const Fixed *fixed, const char *text)
{
    const Event event = {EVENT_PASTE, 0, text};
    form_handle(fixed->form, &event, ACTION_NONE);
}

static Fixed *typing_in(void **state, FakeField field)
{
    Fixed *fixed = *state;
    form_edit(fixed->form, true);
    form_go_to(fixed->form, field);
    return fixed;
}

static void half_typed__is_what_the_model_was_not_given__letter_by_letter(void **state)
{
    Fixed *fixed = typing_in(state, FAKE_TITLE);
    assert_null(form_half_typed(fixed->form));
    paste(fixed, "Half a ti");
    assert_string_equal(form_half_typed(fixed->form), "Half a ti");
    press(fixed, ACTION_ERASE_TO_START);
    assert_null(form_half_typed(fixed->form)); /* as it was: nothing */
    paste(fixed, "Whole");
    press(fixed, ACTION_NEXT_FIELD);
    assert_null(form_half_typed(fixed->form));
    form_edit(fixed->form, false);
    assert_null(form_half_typed(fixed->form));
}

static void half_typed__is_there__when_the_model_refused_it(void **state)
{
    Fixed *fixed = typing_in(state, FAKE_NUMBER);
    paste(fixed, "a dozen");
    press(fixed, ACTION_NEXT_FIELD);
    assert_string_equal(form_half_typed(fixed->form), "a dozen");
}

static void half_typed__is_an_emptied_field_too(void **state)
{
    Fixed *fixed = *state;
    fake_form_put(fixed->fake, FAKE_TITLE, "Airport trial");
    typing_in(state, FAKE_TITLE);
    form_retype(fixed->form, "");
    assert_string_equal(form_half_typed(fixed->form), "");
    press(fixed, ACTION_NEXT_FIELD);
    assert_null(fixed->fake->values[FAKE_TITLE]);
}

static void retype__searches_again__in_a_field_that_picks(void **state)
{
    Fixed *fixed = typing_in(state, FAKE_PARTNER);
    form_retype(fixed->form, "kor");
    assert_string_equal(form_half_typed(fixed->form), "kor");
    press(fixed, ACTION_OPEN);
    assert_string_equal(fixed->fake->values[FAKE_PARTNER], "Republic of Korea");
}

static void retype__does_nothing__in_a_form_that_is_read(void **state)
{
    Fixed *fixed = *state;
    form_retype(fixed->form, "kor");
    assert_null(form_half_typed(fixed->form));
    assert_null(form_typed(fixed->form));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(half_typed__is_what_the_model_was_not_given__letter_by_letter),
        TEST(half_typed__is_there__when_the_model_refused_it),
        TEST(half_typed__is_an_emptied_field_too),
        TEST(retype__searches_again__in_a_field_that_picks),
        TEST(retype__does_nothing__in_a_form_that_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
