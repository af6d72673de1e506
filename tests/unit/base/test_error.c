#include "base/error.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int exit_of(ErrorCode code)
{
    g_autoptr(GError) error = NULL;
    error_set(&error, code, "x");
    return error_exit_status(error);
}

static void error_exit_status__tells_problems_usage_and_system__apart(void **state)
{
    (void)state;
    assert_int_equal(error_exit_status(NULL), 0);
    assert_int_equal(exit_of(ERROR_INPUT), 1);
    assert_int_equal(exit_of(ERROR_NOT_FOUND), 1);
    assert_int_equal(exit_of(ERROR_CONFLICT), 1);
    assert_int_equal(exit_of(ERROR_REFUSED), 1);
    assert_int_equal(exit_of(ERROR_USAGE), 2);
    assert_int_equal(exit_of(ERROR_SYSTEM), 3);
    assert_int_equal(exit_of(ERROR_READ_ONLY), 3);
    assert_int_equal(exit_of(ERROR_BUSY), 3);
    assert_int_equal(exit_of(ERROR_INTERRUPTED), 3);
}

static void error_exit_status__knows__errors_of_the_library(void **state)
{
    (void)state;
    g_autoptr(GError) option = g_error_new(G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION, "x");
    g_autoptr(GError) file = g_error_new(G_FILE_ERROR, G_FILE_ERROR_NOENT, "x");
    assert_int_equal(error_exit_status(option), 2);
    assert_int_equal(error_exit_status(file), 3);
}

static void error_set__writes_the_message__and_returns_false(void **state)
{
    (void)state;
    g_autoptr(GError) error = NULL;
    assert_false(error_set(&error, ERROR_REFUSED, "%s: closed: open it %d times", "visit", 2));
    assert_string_equal(error->message, "visit: closed: open it 2 times");
    assert_true(error_is(error, ERROR_REFUSED));
    assert_false(error_is(error, ERROR_INPUT));
    assert_false(error_is(NULL, ERROR_INPUT));
    assert_false(error_set(NULL, ERROR_REFUSED, "nobody listens"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(error_exit_status__tells_problems_usage_and_system__apart),
        cmocka_unit_test(error_exit_status__knows__errors_of_the_library),
        cmocka_unit_test(error_set__writes_the_message__and_returns_false),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
