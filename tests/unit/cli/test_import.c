/* Import and export through the real program. */
#include "store/query.h"
#include "support/lamps.h"
#include "support/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define LAMPS "--config", "lamps.cfg"

static int setup(void **state)
{
    fixture_setup(state);
    g_autoptr(Office) office = lamps_open(*state);
    lamps_keeper(office, "Ann Ek");
    lamps_keeper(office, "Bo Alm");
    return 0;
}

static Run *import(const Fixture *fixture, const char *csv)
{
    fixture_write(fixture, "in.csv", csv);
    return run_program(fixture, LAMPS, "import", "lamps", "in.csv", NULL);
}

/* What a statement gives in the file as it stands. */
static char *value(const Fixture *fixture, const char *sql)
{
    g_autoptr(Office) office = lamps_reopen(fixture);
    return query_one_text(office->store, sql, 0, NULL);
}

static void assert_value(const Fixture *fixture, const char *sql, const char *expected)
{
    g_autofree char *found = value(fixture, sql);
    if (g_strcmp0(found, expected) != 0)
        fail_msg("%s gives %s, not %s", sql, found, expected);
}

static void import__enters__rows_by_field_name_and_label(void **state)
{
    g_autoptr(Run) run = import(*state, "Name,KIND OF LAMP,keeper,Reliefs,country,Lit,goes "
                                        "out,price_minor,Currency,Share,At,Covered,Secret,notes\n"
                                        "Malm\xc3\xb6,Gas lamp,ann ek,\"Bo Alm; Ann Ek\",sweden,1 dec "
                                        "2026,+1y,1.2m,SEK,12.5%,9am,yes,mat,\"one\ntwo\"\n"
                                        "Aft,oil,,,SE,2026-12-01,2026-12-02,\"1,000.50\",USD,,,,,\n");
    run_expect_status(run, 0);
    run_expect_out(run, "in.csv: 2 new, 0 changed, 0 unchanged.");
    run_expect_no_out(run, "mat");
    assert_value(*state,
                 "SELECT ref || kind || country || lit_on || out_on || price_minor || price_currency || "
                 "share || at || covered || secret || notes FROM lamp WHERE name LIKE 'Malm%'",
                 "LMP-2026-001gasSE2026-12-012027-12-01120000000SEK12.509:001matone\ntwo");
    assert_value(*state,
                 "SELECT group_concat(name, '; ') FROM (SELECT k.name FROM lamp_relief r JOIN keeper k ON "
                 "k.id = r.keeper_id ORDER BY k.name)",
                 "Ann Ek; Bo Alm");
    assert_value(*state, "SELECT price_minor || '/' || covered FROM lamp WHERE name = 'Aft'", "100050/0");
    assert_value(*state, "SELECT kind || ': ' || what FROM journal ORDER BY id DESC LIMIT 1",
                 "import: Lamps imported from in.csv: 2 new, 0 changed");
}

static void import__reads__what_offices_send(void **state)
{
    g_autoptr(Run) run = import(*state, "\xef\xbb\xbfname;kind;height\r\n\"A;b\";oil;9\r\n");
    run_expect_status(run, 0);
    assert_value(*state, "SELECT name || height FROM lamp", "A;b9");
}

static void import__puts__what_the_form_would_where_there_is_no_column(void **state)
{
    g_autoptr(Run) run = import(*state, "name\nAft\n");
    run_expect_status(run, 0);
    assert_value(*state, "SELECT kind || price_currency || (lit_on IS NOT NULL) FROM lamp", "oilUSD1");
}

static void import__names__every_bad_row_and_writes_nothing(void **state)
{
    g_autoptr(Run) run = import(*state, "name,kind,keeper,lit_on,secret,at\n"
                                        "Good,oil,,,,\n"
                                        "Bad kind,candle,,,,\n"
                                        "\"Two\nlines\",oil,Nobody,2026-02-30,,\n"
                                        ",oil,,,,\n"
                                        "Bad time,oil,,,,26:99\n");
    run_expect_status(run, 1);
    run_expect_err(run, "in.csv:3: kind: candle: ");
    run_expect_err(run, "in.csv:4: keeper_id: Nobody: ");
    run_expect_err(run, "in.csv:4: lit_on: 2026-02-30");
    run_expect_err(run, "28 days");
    run_expect_err(run, "in.csv:6: name: (empty): ");
    run_expect_err(run, "in.csv:7: at: 26:99");
    run_expect_err(run, "entente: in.csv: 4 rows cannot be taken: nothing was written; ");
    assert_value(*state, "SELECT count(*) FROM lamp", "0");
    assert_value(*state, "SELECT count(*) FROM journal WHERE kind = 'import'", "0");
}

static void import__names__every_row_that_the_database_refuses(void **state)
{
    g_autoptr(Run) run = import(*state, "name,lit_on,out_on,price_minor\n"
                                        "Good,2026-01-01,2026-02-01,5\n"
                                        "Backwards,2026-01-02,2026-01-01,5\n"
                                        "Also good,2026-01-01,2026-02-01,5\n"
                                        "Cheap,2026-01-01,2026-02-01,-5\n"
                                        "Unreadable,soon,2026-02-01,5\n");
    run_expect_status(run, 1);
    run_expect_err(run, "in.csv:3: ");
    run_expect_err(run, "in.csv:5: ");
    run_expect_err(run, "in.csv:6: lit_on: soon");
    run_expect_err(run, "3 rows cannot be taken");
    assert_value(*state, "SELECT count(*) FROM lamp", "0");
}

static void import__prints__at_most_a_hundred_problems(void **state)
{
    g_autoptr(GString) csv = g_string_new("name,kind\n");
    for (guint i = 0; i < 250; i++)
        g_string_append(csv, "Lamp,candle\n");
    g_autoptr(Run) run = import(*state, csv->str);
    run_expect_status(run, 1);
    run_expect_err(run, "in.csv:101: ");
    assert_null(strstr(run->err, "in.csv:102: "));
    run_expect_err(run, "in.csv: and 150 more problems");
    run_expect_err(run, "250 rows cannot be taken");
}

static void import__never__prints_a_sensitive_value(void **state)
{
    g_autofree char *screen = fixture_read(*state, "screens/lamps.cfg");
    g_auto(GStrv) pieces = g_strsplit(screen, "label = \"Height\"; kind = \"integer\";", 2);
    g_autofree char *hidden = g_strjoinv("label = \"Height\"; kind = \"integer\"; sensitive = true;", pieces);
    fixture_write(*state, "screens/lamps.cfg", hidden);
    g_autoptr(Run) run = import(*state, "name,height\nAft,tall-and-secret\n");
    run_expect_status(run, 1);
    run_expect_err(run, "in.csv:2: height: (hidden): ");
    assert_null(strstr(run->err, "tall-and-secret"));
}

static void import__refuses__columns_it_cannot_place(void **state)
{
    static const char *const cases[][2] = {
        {"name,colour\nA,red\n", "in.csv:1: colour: no field is called so: the nearest are "},
        {"name,heigth\nA,12\n", "in.csv:1: heigth: no field is called so: the nearest are height, "},
        {"name,loud\nA,B\n", "in.csv:1: loud: it is worked out by the program"},
        {"name,Name\nA,B\n", "in.csv:1: Name: the field stands in two columns"},
        {"ref,id,name\n,,A\n", "in.csv:1: id: a second column"},
        {"name,\nA,B\n", "in.csv:1: (empty): no field"},
        {"", "in.csv: line 1"},
        {"name\nA,B\n", "in.csv: line 2"},
        {"name\n\"A\n", "in.csv: line 2"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Run) run = import(*state, cases[i][0]);
        run_expect_status(run, 1);
        run_expect_err(run, cases[i][1]);
    }
    g_autoptr(Run) missing = run_program(*state, LAMPS, "import", "lamps", "nowhere.csv", NULL);
    run_expect_status(missing, 3);
    run_expect_err(missing, "nowhere.csv");
    g_autoptr(Run) list_only = run_program(*state, LAMPS, "import", "nothing", "in.csv", NULL);
    run_expect_status(list_only, 2);
}

static void import__changes__the_record_that_the_reference_names(void **state)
{
    g_autoptr(Run) first = import(*state, "name,height,notes\nAft,9,keep\nFore,10,\n");
    run_expect_status(first, 0);
    fixture_write(*state, "in.csv", "ref,height\nlmp-2026-001,11\nLMP-2026-002,10\n,5\n");
    g_autoptr(Run) unnamed = run_program(*state, LAMPS, "import", "lamps", "in.csv", "--dry-run", NULL);
    run_expect_status(unnamed, 1); /* the new one has no name */
    run_expect_err(unnamed, "in.csv:4: name: (empty)");
    fixture_write(*state, "in.csv", "ref,height,name\nlmp-2026-001,11,Aft\nLMP-2026-002,10,Fore\n,5,Mid\n");
    g_autoptr(Run) dry = run_program(*state, LAMPS, "import", "lamps", "in.csv", "--dry-run", NULL);
    run_expect_status(dry, 0);
    run_expect_out(dry, "in.csv: 1 new, 1 changed, 1 unchanged; a dry run: nothing was written.");
    assert_value(*state, "SELECT count(*) || '/' || sum(height) FROM lamp", "2/19");
    g_autoptr(Run) real = run_program(*state, LAMPS, "import", "lamps", "in.csv", NULL);
    run_expect_out(real, "in.csv: 1 new, 1 changed, 1 unchanged.");
    assert_value(*state, "SELECT height || notes FROM lamp WHERE name = 'Aft'", "11keep");
    assert_value(*state, "SELECT ref FROM lamp WHERE name = 'Mid'", "LMP-2026-003");
    g_autoptr(Run) undone = run_program(*state, LAMPS, "undo", NULL);
    run_expect_status(undone, 0);
    assert_value(*state, "SELECT count(*) || '/' || sum(height) FROM lamp", "2/19");
}

static void import__refuses__a_key_that_names_nothing(void **state)
{
    g_autoptr(Run) run = import(*state, "ref,name\nPTN-2026-001,Aft\nmouse,Fore\n");
    run_expect_status(run, 1);
    run_expect_err(run, "in.csv:2: ref: PTN-2026-001: there is no such lamp: ");
    run_expect_err(run, "in.csv:3: ref: mouse: ");
    g_autoptr(Run) by_id = import(*state, "id,name\n77,Aft\n");
    run_expect_status(by_id, 1);
    run_expect_err(by_id, "in.csv:2: id: 77: ");
}

static void export__writes__what_import_reads(void **state)
{
    g_autoptr(Run) first = import(
        *state,
        "name,kind,keeper,Reliefs,country,lit_on,price_minor,price_currency,share,covered,secret,notes\n"
        "\"=cmd, \"\"x\"\"\",gas,Ann Ek,Ann Ek;Bo Alm,SE,2026-12-01,1234.56,USD,12.5,yes,mat,\"one\ntwo\"\n"
        "'tis,oil,,,,,500,JPY,,no,,-\n");
    run_expect_status(first, 0);
    g_autoptr(Run) out = run_shell(*state, "$ENTENTE --config lamps.cfg export lamps > out.csv");
    run_expect_status(out, 0);
    g_autofree char *csv = fixture_read(*state, "out.csv");
    assert_null(strstr(csv, "secret"));
    assert_null(strstr(csv, "mat"));
    g_autoptr(Run) again = run_program(*state, LAMPS, "import", "lamps", "out.csv", NULL);
    run_expect_status(again, 0);
    run_expect_out(again, "out.csv: 0 new, 0 changed, 2 unchanged.");
    assert_value(*state, "SELECT secret FROM lamp WHERE kind = 'gas'", "mat");
    /* Another office takes the same file, with the references that come along. */
    g_autoptr(Run) moved =
        run_shell(*state, "$ENTENTE --config lamps.cfg export keepers | sed 's/^[0-9]*,/,/' > keepers.csv &&"
                          "$ENTENTE --config lamps.cfg init --file other.db &&"
                          "$ENTENTE --config lamps.cfg --file other.db import keepers keepers.csv &&"
                          "$ENTENTE --config lamps.cfg --file other.db import lamps out.csv &&"
                          "$ENTENTE --config lamps.cfg --file other.db export lamps | cmp - out.csv");
    run_expect_status(moved, 0);
}

static void export__writes__every_screen_of_the_demonstration_so_that_it_reads_back(void **state)
{
    g_autoptr(Run) made = run_program(*state, "init", "--demo", "--file", "o.db", NULL);
    run_expect_status(made, 0);
    g_autoptr(ScreenSet) screens = screen_set_read(NULL, NULL);
    guint read = 0;
    for (guint i = 0; i < screen_set_count(screens); i++) {
        const ScreenDef *screen = screen_set_at(screens, i);
        if (!screen->record || screen->field_count == 0)
            continue;
        g_autofree char *line = g_strdup_printf(
            "$ENTENTE --file o.db export %s > out.csv && $ENTENTE --file o.db import %s out.csv --dry-run",
            screen->name, screen->name);
        g_autoptr(Run) run = run_shell(*state, line);
        if (run->status != 0)
            print_error("%s\n", screen->name);
        run_expect_status(run, 0);
        run_expect_out(run, "out.csv: 0 new, 0 changed, ");
        read++;
    }
    assert_true(read >= 12);
}

static void import__takes__many_rows_as_one_change(void **state)
{
    g_autoptr(GString) csv = g_string_new("name,kind,keeper,lit_on,price_minor\n");
    for (guint i = 0; i < 10000; i++)
        g_string_append_printf(csv, "Lamp %u,%s,%s,2026-01-%02u,%u\n", i, i % 2 ? "oil" : "Gas lamp",
                               i % 3 ? "Ann Ek" : "Bo Alm", i % 28 + 1, i);
    g_autoptr(Run) run = import(*state, csv->str);
    run_expect_status(run, 0);
    run_expect_out(run, "10000 new");
    assert_value(*state, "SELECT count(*) || '/' || count(DISTINCT ref) FROM lamp", "10000/10000");
    assert_value(*state, "SELECT count(*) FROM journal WHERE kind = 'import'", "1");
    g_autoptr(Run) undone = run_program(*state, LAMPS, "undo", NULL);
    run_expect_status(undone, 0);
    assert_value(*state, "SELECT count(*) FROM lamp", "0");
}

static void import__leaves__nothing_when_it_is_interrupted(void **state)
{
    /* The file is a pipe that is open at both ends when the signal comes, so it comes in the middle of the
     * work. */
    g_autoptr(Run) run = run_shell(
        *state, "mkfifo in.csv; $ENTENTE --config lamps.cfg import lamps in.csv & exec 3>in.csv; "
                "printf 'name\\nAft\\n' >&3; kill -TERM $!; printf 'Fore\\n' >&3; exec 3>&-; wait $!");
    run_expect_status(run, 3);
    run_expect_err(run, "entente: in.csv: interrupted: nothing was written");
    assert_value(*state, "SELECT count(*) FROM lamp", "0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(import__enters__rows_by_field_name_and_label, setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(import__reads__what_offices_send, setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(import__puts__what_the_form_would_where_there_is_no_column, setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(import__names__every_bad_row_and_writes_nothing, setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(import__names__every_row_that_the_database_refuses, setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(import__prints__at_most_a_hundred_problems, setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(import__never__prints_a_sensitive_value, setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(import__refuses__columns_it_cannot_place, setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(import__changes__the_record_that_the_reference_names, setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(import__refuses__a_key_that_names_nothing, setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(export__writes__what_import_reads, setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(
            export__writes__every_screen_of_the_demonstration_so_that_it_reads_back, fixture_setup,
            fixture_teardown),
        cmocka_unit_test_setup_teardown(import__takes__many_rows_as_one_change, setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(import__leaves__nothing_when_it_is_interrupted, setup,
                                        fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
