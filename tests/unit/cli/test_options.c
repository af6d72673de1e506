#include "base/error.h"
#include "cli/command.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool read_line(Call *call, const char *line, GError **error)
{
    g_auto(GStrv) words = NULL;
    assert_true(g_shell_parse_argv(line, NULL, &words, NULL));
    *call = (Call){0};
    return options_read(call, words, error);
}

static void read_good(Call *call, const char *line)
{
    g_autoptr(GError) error = NULL;
    if (!read_line(call, line, &error))
        fail_msg("%s: %s", line, error->message);
}

static void assert_refused(const char *line, const char *message)
{
    Call call;
    g_autoptr(GError) error = NULL;
    if (read_line(&call, line, &error))
        fail_msg("%s: was taken", line);
    options_clear(&call);
    assert_int_equal(error_exit_status(error), 2);
    if (!strstr(error->message, message))
        fail_msg("%s: \"%s\" does not say \"%s\"", line, error->message, message);
}

static void options_read__takes__common_options_before_and_after_the_command(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "entente --file o.db --config c.cfg --demo agenda",
        "entente agenda --file o.db --config c.cfg --demo",
        "entente --file=o.db agenda --demo --config=c.cfg",
        "entente --file wrong.db agenda --file o.db --demo --config=c.cfg",
    };
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        Call call;
        read_good(&call, lines[i]);
        assert_string_equal(call.command->name, "agenda");
        assert_string_equal(call.options.file, "o.db");
        assert_string_equal(call.options.config, "c.cfg");
        assert_true(call.options.demo);
        assert_int_equal(g_strv_length(call.words), 0);
        options_clear(&call);
    }
}

static void options_read__takes__words_and_options_in_any_order(void **state)
{
    (void)state;
    Call call;
    read_good(&call,
              "entente list --limit 5 visits --where 'state=open' --sort -arrives_on --where 'a=>2' --json");
    assert_string_equal(call.words[0], "visits");
    assert_int_equal(call.options.limit, 5);
    assert_string_equal(call.options.sort, "-arrives_on");
    assert_int_equal(g_strv_length(call.options.where), 2);
    assert_string_equal(call.options.where[1], "a=>2");
    assert_int_equal(options_format(&call.options, EXPORT_TEXT), EXPORT_JSON);
    options_clear(&call);
}

static void options_read__knows__no_command_when_none_is_given(void **state)
{
    (void)state;
    Call call;
    read_good(&call, "entente --demo");
    assert_null(call.command);
    assert_true(call.options.demo);
    assert_int_equal(options_format(&call.options, EXPORT_TEXT), EXPORT_TEXT);
    options_clear(&call);
    read_good(&call, "entente");
    assert_null(call.command);
    options_clear(&call);
}

static void options_read__refuses__what_it_does_not_know(void **state)
{
    (void)state;
    assert_refused("entente fly", "fly: no such command: one of agenda, list, ");
    assert_refused("entente --fly", "arguments: unknown option --fly: `entente help`");
    assert_refused("entente agenda --fly", "agenda: unknown option --fly: `entente help agenda`");
    assert_refused("entente agenda --where x=y", "unknown option --where");
    assert_refused("entente undo --csv", "unknown option --csv");
    assert_refused("entente --file", "--file");
}

static void options_read__refuses__the_wrong_number_of_words(void **state)
{
    (void)state;
    assert_refused("entente list", "list: too few words: entente list SCREEN");
    assert_refused("entente list a b", "list: too many words: entente list SCREEN");
    assert_refused("entente show", "show: too few words: entente show [SCREEN] REF");
    assert_refused("entente show visits VIS-1 now", "show: too many words");
    assert_refused("entente undo twice", "undo: too many words: entente undo");
    assert_refused("entente import visits", "import: too few words");
    assert_refused("entente backup", "backup: too few words");
}

static void options_read__refuses__values_that_cannot_be(void **state)
{
    (void)state;
    assert_refused("entente list visits --csv --json", "only one can be had");
    assert_refused("entente list visits --limit x", "--limit");
    assert_refused("entente list visits --limit -3", "--limit: -3 is too small");
    assert_refused("entente init --seed 0", "--seed: 0 is too small");
    assert_refused("entente list visits --where $'a'\"=\xff\"", "UTF-8");
}

static void options_read__asks__for_no_words_when_help_is_wanted(void **state)
{
    (void)state;
    Call call;
    read_good(&call, "entente show --help");
    assert_true(call.options.help);
    assert_string_equal(call.command->name, "show");
    options_clear(&call);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_read__takes__common_options_before_and_after_the_command),
        cmocka_unit_test(options_read__takes__words_and_options_in_any_order),
        cmocka_unit_test(options_read__knows__no_command_when_none_is_given),
        cmocka_unit_test(options_read__refuses__what_it_does_not_know),
        cmocka_unit_test(options_read__refuses__the_wrong_number_of_words),
        cmocka_unit_test(options_read__refuses__values_that_cannot_be),
        cmocka_unit_test(options_read__asks__for_no_words_when_help_is_wanted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
