#include "tui/theme.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/error.h"

#include <cmocka.h>

static void theme_style_parse__understands__words_and_colours_in_any_order(void **state)
{
    static const struct {
        const char *text;
        RoleStyle style;
    } cases[] = {
        {"", {.foreground = -1, .background = -1}},
        {"bold", {.foreground = -1, .background = -1, .bold = true}},
        {"red on default", {.foreground = 1, .background = -1}},
        {"bold reverse bright_blue on black",
         {.foreground = 12, .background = 0, .bold = true, .reverse = true}},
        {"  dim   underline 244 ", {.foreground = 244, .background = -1, .underline = true, .dim = true}},
        {"on white", {.foreground = -1, .background = 7}},
    };
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        RoleStyle style;
        g_autoptr(GError) error = NULL;
        assert_true(theme_style_parse(cases[i].text, &style, &error));
        assert_int_equal(style.foreground, cases[i].style.foreground);
        assert_int_equal(style.background, cases[i].style.background);
        assert_int_equal(style.bold, cases[i].style.bold);
        assert_int_equal(style.underline, cases[i].style.underline);
        assert_int_equal(style.reverse, cases[i].style.reverse);
        assert_int_equal(style.dim, cases[i].style.dim);
    }
}

static void theme_style_parse__names_the_word_and_what_is_accepted__when_it_knows_it_not(void **state)
{
    static const char *const texts[] = {"bold pink on default", "256", "-1", "red on on", "bright_default"};
    static const char *const words[] = {"\"pink\"", "\"256\"", "\"-1\"", "\"on\"", "\"bright_default\""};
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        RoleStyle style = {.foreground = 99};
        g_autoptr(GError) error = NULL;
        assert_false(theme_style_parse(texts[i], &style, &error));
        assert_true(error_is(error, ERROR_INPUT));
        assert_non_null(strstr(error->message, words[i]));
        assert_non_null(strstr(error->message, "bright_<colour>"));
        assert_int_equal(style.foreground, 99);
    }
}

static void role__is_found__by_its_name(void **state)
{
    (void)state;
    for (int i = 0; i < ROLE_COUNT; i++) {
        Role role;
        assert_true(role_find(role_name((Role)i), &role));
        assert_int_equal(role, i);
    }
    Role role;
    assert_false(role_find("colour", &role));
}

static void theme_mono__uses_no_colour__and_shows_focus_and_danger(void **state)
{
    const Theme *mono = theme_mono();
    (void)state;
    for (int i = 0; i < ROLE_COUNT; i++) {
        assert_int_equal(mono->roles[i].foreground, -1);
        assert_int_equal(mono->roles[i].background, -1);
    }
    assert_true(mono->roles[ROLE_FOCUS].reverse);
    assert_true(mono->roles[ROLE_DANGER].bold);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(theme_style_parse__understands__words_and_colours_in_any_order),
        cmocka_unit_test(theme_style_parse__names_the_word_and_what_is_accepted__when_it_knows_it_not),
        cmocka_unit_test(role__is_found__by_its_name),
        cmocka_unit_test(theme_mono__uses_no_colour__and_shows_focus_and_danger),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
