/* The table of commands, the help, the man page, the settings: each held against the others. */
#include "base/settings.h"
#include "cli/command.h"
#include "support/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* The man page as a reader sees its words: without roff's escapes. */
static char *man_page(void)
{
    g_autofree char *source = fixture_source("docs/entente.1");
    g_auto(GStrv) parts = g_strsplit(source, "\\-", -1);
    g_autofree char *dashes = g_strjoinv("-", parts);
    static const char *const fonts[] = {"\\fI", "\\fR", "\\fB"};
    char *text = g_steal_pointer(&dashes);
    for (guint i = 0; i < G_N_ELEMENTS(fonts); i++) {
        g_auto(GStrv) pieces = g_strsplit(text, fonts[i], -1);
        g_free(text);
        text = g_strjoinv("", pieces);
    }
    return text;
}

static void expect_in(const char *text, const char *part, const char *where)
{
    if (!strstr(text, part))
        fail_msg("\"%s\" does not stand in %s", part, where);
}

static void command_table__explains__every_command(void **state)
{
    (void)state;
    guint count = 0;
    const Command *table = command_table(&count);
    for (guint i = 0; i < count; i++) {
        assert_true(table[i].what && g_str_has_suffix(table[i].what, "."));
        assert_true(strlen(table[i].what) <= 67); /* beside its name in 80 columns */
        assert_non_null(table[i].details);
        assert_non_null(table[i].examples[0]);
        assert_true(table[i].least <= table[i].most);
        assert_ptr_equal(command_find(table[i].name), &table[i]);
        for (guint j = 0; j < i; j++)
            assert_string_not_equal(table[i].name, table[j].name);
    }
    assert_null(command_find("fly"));
}

static void command_table__has__examples_that_can_be_typed(void **state)
{
    (void)state;
    guint count = 0;
    const Command *table = command_table(&count);
    for (guint i = 0; i < count; i++) {
        for (guint j = 0; j < G_N_ELEMENTS(table[i].examples) && table[i].examples[j]; j++) {
            g_autofree char *line = g_strdup_printf("entente %s", table[i].examples[j]);
            char *redirected = strchr(line, '>');
            if (redirected && (g_str_has_suffix(line, ".csv") || g_str_has_suffix(line, ".sql")))
                *redirected = '\0';
            g_auto(GStrv) words = NULL;
            assert_true(g_shell_parse_argv(line, NULL, &words, NULL));
            Call call = {0};
            g_autoptr(GError) error = NULL;
            if (!options_read(&call, words, &error))
                fail_msg("%s: %s", line, error->message);
            assert_ptr_equal(call.command, &table[i]);
            options_clear(&call);
        }
    }
}

static void command_table__names__every_option_it_takes_in_its_arguments(void **state)
{
    (void)state;
    guint count = 0;
    const Command *table = command_table(&count);
    for (guint i = 0; i < count; i++) {
        g_autofree char *help = options_help(&table[i]);
        g_auto(GStrv) lines = g_strsplit(help, "\n", -1);
        for (guint j = 0; lines[j] && *lines[j]; j++) {
            g_auto(GStrv) words = g_strsplit(lines[j] + 2, " ", 2);
            expect_in(table[i].arguments, words[0], table[i].name);
        }
    }
}

static void man_page__names__every_command_option_and_setting(void **state)
{
    (void)state;
    g_autofree char *page = man_page();
    guint count = 0;
    const Command *table = command_table(&count);
    for (guint i = 0; i < count; i++) {
        g_autofree char *line =
            g_strdup_printf(".TP\n.%s %s", *table[i].arguments ? "B" : "B", table[i].name);
        g_autofree char *mixed = g_strdup_printf(".TP\n.BR %s", table[i].name);
        g_autofree char *italic = g_strdup_printf(".TP\n.BI %s", table[i].name);
        if (!strstr(page, line) && !strstr(page, mixed) && !strstr(page, italic))
            fail_msg("the man page lacks the command %s", table[i].name);
    }
    for (guint i = 0; options_name(i); i++) {
        g_autofree char *option = g_strdup_printf("--%s", options_name(i));
        expect_in(page, option, "the man page");
    }
    const SettingRow *rows = settings_rows(&count);
    for (guint i = 0; i < count; i++) {
        g_autofree char *with_default =
            g_strdup_printf(".BR %s \" (%s", rows[i].name, *rows[i].fallback ? rows[i].fallback : "\\(dq");
        g_autofree char *bare = g_strdup_printf(".B %s", rows[i].name);
        if (!strstr(page, with_default) && !strstr(page, bare))
            fail_msg("the man page lacks the setting %s with its default", rows[i].name);
    }
}

static void man_page__names__no_command_that_is_none(void **state)
{
    (void)state;
    g_autofree char *page = man_page();
    char *start = strstr(page, ".SH COMMANDS"), *end = strstr(page, ".SH OPTIONS");
    assert_true(start && end);
    *end = '\0';
    g_auto(GStrv) blocks = g_strsplit(start, ".TP\n.", -1);
    for (guint i = 1; blocks[i]; i++) {
        g_auto(GStrv) words = g_strsplit_set(blocks[i], " \n", 3);
        if (!command_find(words[1]))
            fail_msg("the man page has a command %s", words[1]);
    }
}

static void help__names__every_command(void **state)
{
    const Fixture *fixture = *state;
    g_autoptr(Run) all = run_program(fixture, "help", NULL);
    run_expect_status(all, 0);
    guint count = 0;
    const Command *table = command_table(&count);
    for (guint i = 0; i < count; i++) {
        run_expect_out(all, table[i].what);
        g_autoptr(Run) one = run_program(fixture, "help", table[i].name, NULL);
        g_autoptr(Run) other = run_program(fixture, table[i].name, "--help", NULL);
        run_expect_status(one, 0);
        run_expect_out(one, table[i].arguments);
        run_expect_out(one, table[i].examples[0]);
        assert_string_equal(one->out, other->out);
    }
    g_auto(GStrv) lines = g_strsplit(all->out, "\n", -1);
    for (guint i = 0; lines[i]; i++)
        assert_true(g_utf8_strlen(lines[i], -1) <= 96);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(command_table__explains__every_command),
        cmocka_unit_test(command_table__has__examples_that_can_be_typed),
        cmocka_unit_test(command_table__names__every_option_it_takes_in_its_arguments),
        cmocka_unit_test(man_page__names__every_command_option_and_setting),
        cmocka_unit_test(man_page__names__no_command_that_is_none),
        cmocka_unit_test_setup_teardown(help__names__every_command, fixture_setup, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
