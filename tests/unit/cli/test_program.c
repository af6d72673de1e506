/* Each command of the real program: what it prints, how it ends, what it refuses. */
#include "screen/save.h"
#include "support/lamps.h"
#include "support/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#define LAMPS "--config", "lamps.cfg"

/* One lamp LMP-2026-001 with a keeper, a secret and a text that must not reach a terminal. */
static int setup(void **state)
{
    fixture_setup(state);
    g_autoptr(Office) office = lamps_open(*state);
    g_autofree char *ann = g_strdup_printf("%" G_GINT64_FORMAT, lamps_keeper(office, "Ann Ek"));
    g_autoptr(Record) lamp = record_new("lamp");
    record_set(lamp, "name", "Malm\xc3\xb6 \x1b[31mred");
    record_set(lamp, "kind", "gas");
    record_set(lamp, "keeper_id", ann);
    record_set(lamp, "reliefs", ann);
    record_set(lamp, "country", "SE");
    record_set(lamp, "lit_on", "2020-02-29");
    record_set(lamp, "price_minor", "123456");
    record_set(lamp, "price_currency", "USD");
    record_set(lamp, "secret", "under the mat");
    record_set(lamp, "notes", "one\ntwo");
    g_autoptr(GError) error = NULL;
    if (!save_record(screen_set_find(office->screens, "lamps"), office->store, NULL, lamp, &error))
        fail_msg("%s", error->message);
    g_autoptr(Record) changed = record_copy(lamp);
    record_set(changed, "height", "12");
    record_set(changed, "secret", "in the shed");
    if (!save_record(screen_set_find(office->screens, "lamps"), office->store, lamp, changed, &error))
        fail_msg("%s", error->message);
    return 0;
}

/* --- init, and the program without a command --- */

static void init__makes__a_demonstration_office_of_eighteen_partners(void **state)
{
    g_autoptr(Run) made = run_shell(
        *state, "$ENTENTE init --demo --file o.db && $ENTENTE list partners --file o.db --csv | wc -l");
    run_expect_status(made, 0);
    run_expect_out(made, "o.db");
    run_expect_out(made, "invented");
    g_strchomp(made->out);
    assert_true(g_str_has_suffix(made->out, "\n19"));
}

static void init__makes__an_empty_office_for_its_owner_alone(void **state)
{
    g_autoptr(Run) made = run_program(*state, "init", NULL);
    run_expect_status(made, 0);
    assert_true(fixture_exists(*state, "data/entente/office.db"));
    g_autofree char *path = fixture_path(*state, "data/entente/office.db");
    struct stat file;
    assert_int_equal(stat(path, &file), 0);
    assert_int_equal(file.st_mode & 0777, 0600);
    g_autoptr(Run) list = run_program(*state, "list", "partners", NULL);
    run_expect_status(list, 0);
    run_expect_out(list, "No partners.");
}

static void init__leaves__a_file_that_is_there_as_it_is(void **state)
{
    fixture_write(*state, "o.db", "my letters");
    g_autoptr(Run) plain = run_program(*state, "init", "--file", "o.db", NULL);
    g_autoptr(Run) demo = run_program(*state, "init", "--demo", "--file", "o.db", NULL);
    run_expect_status(plain, 1);
    run_expect_err(plain, "entente: o.db: a file is there already: ");
    run_expect_status(demo, 1);
    g_autofree char *text = fixture_read(*state, "o.db");
    assert_string_equal(text, "my letters");
}

static void init__takes__a_seed_for_a_demonstration_only(void **state)
{
    g_autoptr(Run) made = run_program(*state, "init", "--seed", "3", "--file", "o.db", NULL);
    run_expect_status(made, 2);
    run_expect_err(made, "--demo");
    assert_false(fixture_exists(*state, "o.db"));
}

static void init__gives__the_same_office_for_the_same_seed(void **state)
{
    static const char list[] =
        "$ENTENTE export visits --file %s > %s.csv; $ENTENTE list agreements --file %s >> %s.csv";
    for (guint i = 0; i < 3; i++) {
        static const char *const names[] = {"a", "b", "c"}, *const seeds[] = {"5", "5", "6"};
        g_autoptr(Run) made =
            run_program(*state, "init", "--demo", "--seed", seeds[i], "--file", names[i], NULL);
        run_expect_status(made, 0);
        g_autofree char *line = g_strdup_printf(list, names[i], names[i], names[i], names[i]);
        g_autoptr(Run) listed = run_shell(*state, line);
        run_expect_status(listed, 0);
    }
    g_autofree char *a = fixture_read(*state, "a.csv"), *b = fixture_read(*state, "b.csv"),
                    *c = fixture_read(*state, "c.csv");
    assert_string_equal(a, b);
    assert_string_not_equal(a, c);
}

static void entente__prints__the_agenda_where_there_is_no_terminal(void **state)
{
    g_autoptr(Run) demo = run_program(*state, "--demo", NULL);
    run_expect_status(demo, 0);
    run_expect_out(demo, "Today, ");
    run_expect_out(demo, "every person and project is invented");
    run_expect_out(demo, "Overdue");
    assert_true(fixture_exists(*state, "data/entente/demo.db"));
    g_autoptr(Run) none = run_program(*state, NULL);
    run_expect_status(none, 3);
    run_expect_err(none, "entente init");
}

/* --- agenda, list, show --- */

static void agenda__prints__rows_for_programs(void **state)
{
    g_autoptr(Run) csv = run_program(*state, "agenda", "--demo", "--csv", NULL);
    run_expect_status(csv, 0);
    assert_true(g_str_has_prefix(csv->out, "urgency,due_on,mark,screen,ref,what,partner,officer\n"));
    assert_true(lines_in(csv->out) > 10);
    g_autoptr(Run) json = run_program(*state, "agenda", "--demo", "--json", "--limit", "2", NULL);
    assert_int_equal(lines_in(json->out), 4);
    g_autoptr(Run) text = run_program(*state, "agenda", "--demo", "--limit", "1", NULL);
    run_expect_out(text, "--limit 0");
}

static void list__prints__text_csv_and_json(void **state)
{
    g_autoptr(Run) text = run_program(*state, LAMPS, "list", "lamps", NULL);
    run_expect_status(text, 0);
    run_expect_out(text, "LMP-2026-001");
    run_expect_out(text, "1,234.56 USD");
    run_expect_no_out(text, "\x1b");
    g_autoptr(Run) csv = run_program(*state, LAMPS, "list", "lamps", "--csv", NULL);
    run_expect_out(csv, ",1234.56,USD,12\n");
    run_expect_out(csv, "\x1b[31mred"); /* data for a program stays what it is */
    g_autoptr(Run) json = run_program(*state, LAMPS, "LIST", NULL);
    run_expect_status(json, 2);
    g_autoptr(Run) upper = run_program(*state, LAMPS, "list", "Lamps", "--json", NULL);
    run_expect_out(upper, "\\u001b[31mred");
}

static void list__cleans__everything_that_goes_to_a_terminal(void **state)
{
    static const char *const formats[] = {"", "--csv", "--json"};
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_autofree char *line = g_strdup_printf(
            "script -qec 'stty cols 70; $ENTENTE --config lamps.cfg list lamps %s' /dev/null", formats[i]);
        g_autoptr(Run) run = run_shell(*state, line);
        run_expect_status(run, 0);
        run_expect_out(run, "Malm\xc3\xb6 ");
        run_expect_no_out(run, "\x1b[31m");
        g_auto(GStrv) lines = g_strsplit(run->out, "\r\n", -1);
        for (guint j = 0; !*formats[i] && lines[j]; j++)
            assert_true(g_utf8_strlen(lines[j], -1) <= 70);
    }
}

static void list__selects__by_criteria_limit_and_order(void **state)
{
    fixture_write(*state, "more.csv", "name,kind,height\nAft,oil,9\nFore,Electric light,100\n");
    g_autoptr(Run) import = run_program(*state, LAMPS, "import", "lamps", "more.csv", NULL);
    run_expect_status(import, 0);
    g_autoptr(Run) tall = run_program(*state, LAMPS, "list", "lamps", "--where", "height=>10", "--sort",
                                      "-height", "--csv", NULL);
    run_expect_status(tall, 0);
    assert_int_equal(lines_in(tall->out), 3);
    assert_true(strstr(tall->out, "Fore") < strstr(tall->out, "Malm"));
    g_autoptr(Run) both = run_program(*state, LAMPS, "list", "lamps", "--where", "height=>10", "--where",
                                      "kind=electric", "--csv", NULL);
    assert_int_equal(lines_in(both->out), 2);
    g_autoptr(Run) first = run_program(*state, LAMPS, "list", "lamps", "--limit", "1", "--csv", NULL);
    assert_int_equal(lines_in(first->out), 2);
    run_expect_out(first, "Aft");
    g_autoptr(Run) none = run_program(*state, LAMPS, "list", "lamps", "--where", "height=>1000", NULL);
    run_expect_out(none, "No lamps for which this holds.");
}

static void screens__go_by__record_title_and_beginning(void **state)
{
    static const char *const names[] = {"lamps", "lamp", "LAMPS", "lam"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(Run) list = run_program(*state, LAMPS, "list", names[i], NULL);
        run_expect_status(list, 0);
        run_expect_out(list, "LMP-2026-001");
    }
    g_autoptr(Run) people = run_program(*state, LAMPS, "list", "people", NULL);
    run_expect_status(people, 0);
    g_autoptr(Run) several = run_program(*state, LAMPS, "list", "a", NULL);
    run_expect_status(several, 2);
    run_expect_err(several, "a: no such screen, or several begin so");
}

static void show__finds__the_screen_by_the_reference(void **state)
{
    g_autoptr(Run) shown = run_program(*state, LAMPS, "show", "lmp-2026-001", NULL);
    run_expect_status(shown, 0);
    run_expect_out(shown, "1,234.56 USD");
    g_autoptr(Run) history = run_program(*state, LAMPS, "history", "LMP-2026-001", NULL);
    run_expect_status(history, 0);
    run_expect_out(history, "entered");
    g_autoptr(Run) which = run_program(*state, LAMPS, "show", "lamps", NULL);
    run_expect_status(which, 2);
    run_expect_err(which, "entente show lamps REF");
    g_autoptr(Run) none = run_program(*state, LAMPS, "history", "LMP-2026-999", NULL);
    run_expect_status(none, 1);
}

static void agenda__aligns__its_columns_in_a_pipe(void **state)
{
    g_autoptr(Run) agenda = run_shell(*state, "$ENTENTE init --demo --file o.db > /dev/null; $ENTENTE agenda "
                                              "--file o.db --limit 20 | grep 'd late' | sed 's/ *$//'");
    run_expect_status(agenda, 0);
    g_auto(GStrv) lines = g_strsplit(g_strchomp(agenda->out), "\n", -1);
    g_autofree char *first = g_strdup(g_utf8_strrchr(lines[0], -1, ' '));
    glong partner = g_utf8_strlen(lines[0], -1) - g_utf8_strlen(first, -1);
    assert_true(g_strv_length(lines) > 3);
    for (guint i = 0; lines[i]; i++) {
        const char *at = g_utf8_strrchr(lines[i], -1, ' ');
        assert_int_equal(g_utf8_strlen(lines[i], at - lines[i]), partner);
    }
}

static void list__refuses__names_that_are_none(void **state)
{
    g_autoptr(Run) screen = run_program(*state, LAMPS, "list", "lammps", NULL);
    run_expect_status(screen, 2);
    run_expect_err(screen, "entente: lammps: no such screen, or several begin so: the nearest are ");
    run_expect_err(screen, "lamps");
    g_auto(GStrv) named = g_strsplit(screen->err, ", ", -1);
    assert_int_equal(g_strv_length(named), 11); /* ten, and the comma before "or" */
    g_autoptr(Run) field = run_program(*state, LAMPS, "list", "lamps", "--where", "colour=red", NULL);
    run_expect_status(field, 2);
    run_expect_err(field, "colour");
    g_autoptr(Run) sort = run_program(*state, LAMPS, "list", "lamps", "--sort", "colour", NULL);
    run_expect_status(sort, 2);
    run_expect_err(sort, "one of ref, name");
    g_autoptr(Run) value = run_program(*state, LAMPS, "list", "lamps", "--where", "lit_on=>2026-02-30", NULL);
    run_expect_status(value, 2);
    run_expect_err(value, "28 days");
}

static void list__ends__quietly_when_the_reader_has_seen_enough(void **state)
{
    g_autoptr(Run) head = run_shell(
        *state, "$ENTENTE init --demo --file o.db >/dev/null; for i in 1 2 3; do { $ENTENTE list visitors "
                "--csv --file o.db; echo status $? >&2; } | head -n 1; done");
    run_expect_status(head, 0);
    assert_string_equal(head->err, "status 0\nstatus 0\nstatus 0\n");
}

static void list__fails__when_the_disk_is_full(void **state)
{
    g_autoptr(Run) full = run_shell(*state, "$ENTENTE --config lamps.cfg list lamps --csv >/dev/full");
    run_expect_status(full, 3);
    run_expect_err(full, "entente: output: ");
    g_autoptr(Run) help = run_shell(*state, "$ENTENTE help >/dev/full");
    run_expect_status(help, 3);
}

static void show__prints__a_record_by_reference_name_and_number(void **state)
{
    static const char *const names[] = {"LMP-2026-001", "lmp-2026-001", "malmo", "1"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(Run) shown = run_program(*state, LAMPS, "show", "lamps", names[i], NULL);
        run_expect_status(shown, 0);
        run_expect_out(shown, "Kind of lamp  Gas lamp");
        run_expect_out(shown, "Keeper        Ann Ek");
        run_expect_out(shown, "Country       Sweden");
        run_expect_out(shown, "Price         1,234.56 USD");
        run_expect_out(shown, "one\n");
        run_expect_no_out(shown, "\x1b");
        run_expect_no_out(shown, "shed");
    }
}

static void show__prints__what_belongs_to_a_record(void **state)
{
    g_autoptr(Run) shown = run_program(*state, LAMPS, "show", "keepers", "Ann Ek", NULL);
    run_expect_status(shown, 0);
    run_expect_out(shown, "Lamps (1)");
    run_expect_out(shown, "LMP-2026-001");
}

static void show__leaves__sensitive_fields_out_for_programs(void **state)
{
    g_autoptr(Run) json = run_program(*state, LAMPS, "show", "lamps", "LMP-2026-001", "--json", NULL);
    run_expect_status(json, 0);
    run_expect_out(json, "\"ref\": \"LMP-2026-001\"");
    run_expect_out(json, "\"kind\": \"gas\"");
    run_expect_out(json, "\"keeper_id\": \"Ann Ek\"");
    run_expect_out(json, "\"price_minor\": 1234.56");
    run_expect_no_out(json, "secret");
    run_expect_no_out(json, "shed");
}

static void show__refuses__what_is_not_there(void **state)
{
    g_autoptr(Run) unknown = run_program(*state, LAMPS, "show", "lamps", "LMP-2026-999", NULL);
    run_expect_status(unknown, 1);
    run_expect_err(unknown, "entente: LMP-2026-999: ");
    g_autoptr(Run) number = run_program(*state, LAMPS, "show", "lamps", "999", NULL);
    run_expect_status(number, 1);
    g_autoptr(Run) other = run_program(*state, LAMPS, "show", "partners", "LMP-2026-001", NULL);
    run_expect_status(other, 1);
    run_expect_err(other, "entente show lamps LMP-2026-001");
}

/* --- history and undo --- */

static void history__prints__each_field_from_what_to_what(void **state)
{
    g_autoptr(Run) text = run_program(*state, LAMPS, "history", "lamps", "LMP-2026-001", NULL);
    run_expect_status(text, 0);
    run_expect_out(text, "ana.ruiz  Lamp LMP-2026-001 changed: ");
    run_expect_out(text, "Height: (nothing) -> 12");
    run_expect_out(text, "Secret: (hidden) -> (hidden)");
    run_expect_out(text, "Lamp LMP-2026-001 entered");
    run_expect_no_out(text, "shed");
    run_expect_no_out(text, "mat");
    g_autoptr(Run) csv = run_program(*state, LAMPS, "history", "lamps", "LMP-2026-001", "--csv", NULL);
    assert_true(g_str_has_prefix(csv->out, "entry,at,officer,kind,what,record,field,before,after\n"));
    run_expect_out(csv, ",lamp,height,,12\n");
    run_expect_no_out(csv, "shed");
    g_autoptr(Run) none = run_program(*state, LAMPS, "history", "lamps", "77", NULL);
    run_expect_status(none, 1);
}

static void undo__takes__the_last_change_back(void **state)
{
    g_autoptr(Run) undone = run_program(*state, LAMPS, "undo", NULL);
    run_expect_status(undone, 0);
    run_expect_out(undone, "Undone: Lamp LMP-2026-001 changed");
    g_autoptr(Run) list = run_program(*state, LAMPS, "list", "lamps", "--csv", NULL);
    run_expect_out(list, ",1234.56,USD,\n");
}

static void undo__says__so_when_there_is_nothing_to_undo(void **state)
{
    g_autoptr(Run) made = run_program(*state, "init", "--file", "o.db", NULL);
    run_expect_status(made, 0);
    g_autoptr(Run) undone = run_program(*state, "undo", "--file", "o.db", NULL);
    run_expect_status(undone, 1);
    run_expect_err(undone, "entente: ");
}

/* --- verify, backup, restore, check --- */

static void verify__says__that_all_is_whole_or_what_is_not(void **state)
{
    g_autoptr(Run) whole = run_program(*state, LAMPS, "verify", NULL);
    run_expect_status(whole, 0);
    run_expect_out(whole, "whole");
    g_autoptr(Run) broken =
        run_shell(*state, "for t in $(sqlite3 office.db \"SELECT name FROM sqlite_schema WHERE "
                          "type='trigger' AND tbl_name='journal'\"); do "
                          "sqlite3 office.db \"DROP TRIGGER $t\"; done; sqlite3 office.db \"UPDATE "
                          "journal SET officer='eve' WHERE id=2\"; "
                          "$ENTENTE --config lamps.cfg verify");
    run_expect_status(broken, 1);
    run_expect_out(broken, "2");
}

static void views__give__the_sqlite3_shell_what_the_program_lists(void **state)
{
    g_autoptr(Run) listed = run_shell(*state, "$ENTENTE --demo --file demo.db init > made && "
                                              "$ENTENTE --file demo.db list visits --limit 0 --csv | wc -l");
    g_autoptr(Run) asked =
        run_shell(*state, "$ENTENTE views > views.sql && sqlite3 -readonly -init views.sql demo.db "
                          "'SELECT count(*) + 1 FROM visit_list; SELECT count(*) > 0 FROM agenda'");
    run_expect_status(asked, 0);
    run_expect_err(asked, "");
    g_autofree char *expected = g_strdup_printf("%d\n1\n", atoi(listed->out));
    run_expect_out(asked, expected);
}

static void backup__copies__and_restore_puts_back(void **state)
{
    g_autoptr(Run) copied = run_program(*state, LAMPS, "backup", "copy.db", NULL);
    run_expect_status(copied, 0);
    run_expect_out(copied, "copy.db: copied and checked");
    g_autoptr(Run) undone = run_program(*state, LAMPS, "undo", NULL);
    run_expect_status(undone, 0);
    g_autoptr(Run) restored = run_program(*state, LAMPS, "restore", "copy.db", NULL);
    run_expect_status(restored, 0);
    run_expect_out(restored, "kept as ");
    g_autoptr(Run) list = run_program(*state, LAMPS, "list", "lamps", "--csv", NULL);
    run_expect_out(list, ",1234.56,USD,12\n");
}

static void restore__refuses__what_is_no_office(void **state)
{
    fixture_write(*state, "letter.txt", "Dear all");
    g_autoptr(Run) text = run_program(*state, LAMPS, "restore", "letter.txt", NULL);
    assert_true(text->status == 1 || text->status == 3);
    run_expect_err(text, "entente: ");
    g_autoptr(Run) list = run_program(*state, LAMPS, "list", "lamps", "--csv", NULL);
    run_expect_status(list, 0);
    g_autoptr(Run) missing = run_program(*state, LAMPS, "restore", "nowhere.db", NULL);
    assert_true(missing->status == 1 || missing->status == 3);
}

static void backup__fails__where_nothing_can_be_written(void **state)
{
    g_autoptr(Run) nowhere = run_program(*state, LAMPS, "backup", "no/such/folder/copy.db", NULL);
    run_expect_status(nowhere, 3);
    run_expect_err(nowhere, "entente: ");
}

static void check__finds__no_mistake_in_the_screens_that_are_built_in(void **state)
{
    g_autoptr(Run) checked = run_program(*state, "check", NULL);
    run_expect_status(checked, 0);
    run_expect_out(checked, "no mistake");
    assert_false(fixture_exists(*state, "data/entente/office.db")); /* it made no office */
}

static void check__names__every_mistake_with_file_and_line(void **state)
{
    g_autofree char *lamps = fixture_read(*state, "screens/lamps.cfg");
    g_auto(GStrv) pieces = g_strsplit(lamps, "\"height\"", -1);
    g_autofree char *wrong = g_strjoinv("\"hight\"", pieces);
    fixture_write(*state, "screens/lamps.cfg", wrong);
    g_autoptr(Run) checked = run_program(*state, LAMPS, "check", NULL);
    run_expect_status(checked, 1);
    run_expect_out(checked, "lamps.cfg:10: ");
    run_expect_out(checked, "hight");
    assert_true(lines_in(checked->out) >= 2); /* the column and the field */
}

static void check__reports__a_file_that_cannot_be_read(void **state)
{
    fixture_write(*state, "screens/lamps.cfg", "screen: {\n  name = \n};\n");
    g_autoptr(Run) checked = run_program(*state, LAMPS, "check", NULL);
    run_expect_status(checked, 1);
    run_expect_err(checked, "lamps.cfg:3");
}

/* --- all of them --- */

static void version__is__printed(void **state)
{
    g_autoptr(Run) version = run_program(*state, "--version", NULL);
    run_expect_status(version, 0);
    assert_string_equal(version->out, "entente " ENTENTE_VERSION "\n");
}

static void entente__refuses__a_file_that_is_no_office(void **state)
{
    fixture_write(*state, "letter.txt",
                  "Dear all, this is a letter and no database, as anybody can see who reads it.");
    g_autoptr(Run) list = run_program(*state, "list", "partners", "--file", "letter.txt", NULL);
    run_expect_status(list, 3);
    run_expect_err(list, "entente: ");
    g_autoptr(Run) missing = run_program(*state, "list", "partners", "--file", "nowhere.db", NULL);
    run_expect_status(missing, 3);
    run_expect_err(missing, "entente: nowhere.db: there is no office here: make one with `entente init`");
    assert_false(fixture_exists(*state, "nowhere.db"));
    g_autoptr(Run) config = run_program(*state, "list", "partners", "--config", "nowhere.cfg", NULL);
    assert_true(config->status == 1 || config->status == 3);
    run_expect_err(config, "nowhere.cfg");
}

static void entente__prints__errors_without_control_characters(void **state)
{
    g_autoptr(Run) unknown = run_program(*state, "\x1b[31mfly", NULL);
    run_expect_status(unknown, 2);
    assert_null(strchr(unknown->err, '\x1b'));
    g_autoptr(Run) nothing = run_program(*state, "list", NULL);
    run_expect_status(nothing, 2);
    assert_true(g_str_has_prefix(nothing->err, "entente: list: too few words: "));
    assert_string_equal(nothing->out, "");
}

#define TRIAL(test) cmocka_unit_test_setup_teardown(test, setup, fixture_teardown)
#define EMPTY(test) cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        EMPTY(init__makes__a_demonstration_office_of_eighteen_partners),
        EMPTY(init__makes__an_empty_office_for_its_owner_alone),
        EMPTY(init__leaves__a_file_that_is_there_as_it_is),
        EMPTY(init__takes__a_seed_for_a_demonstration_only),
        EMPTY(init__gives__the_same_office_for_the_same_seed),
        EMPTY(entente__prints__the_agenda_where_there_is_no_terminal),
        EMPTY(agenda__prints__rows_for_programs),
        TRIAL(list__prints__text_csv_and_json),
        TRIAL(list__cleans__everything_that_goes_to_a_terminal),
        TRIAL(list__selects__by_criteria_limit_and_order),
        TRIAL(screens__go_by__record_title_and_beginning),
        TRIAL(show__finds__the_screen_by_the_reference),
        TRIAL(agenda__aligns__its_columns_in_a_pipe),
        TRIAL(list__refuses__names_that_are_none),
        EMPTY(list__ends__quietly_when_the_reader_has_seen_enough),
        TRIAL(list__fails__when_the_disk_is_full),
        TRIAL(show__prints__a_record_by_reference_name_and_number),
        TRIAL(show__prints__what_belongs_to_a_record),
        TRIAL(show__leaves__sensitive_fields_out_for_programs),
        TRIAL(show__refuses__what_is_not_there),
        TRIAL(history__prints__each_field_from_what_to_what),
        TRIAL(undo__takes__the_last_change_back),
        EMPTY(undo__says__so_when_there_is_nothing_to_undo),
        TRIAL(verify__says__that_all_is_whole_or_what_is_not),
        TRIAL(views__give__the_sqlite3_shell_what_the_program_lists),
        TRIAL(backup__copies__and_restore_puts_back),
        TRIAL(restore__refuses__what_is_no_office),
        TRIAL(backup__fails__where_nothing_can_be_written),
        EMPTY(check__finds__no_mistake_in_the_screens_that_are_built_in),
        TRIAL(check__names__every_mistake_with_file_and_line),
        TRIAL(check__reports__a_file_that_cannot_be_read),
        EMPTY(version__is__printed),
        EMPTY(entente__refuses__a_file_that_is_no_office),
        EMPTY(entente__prints__errors_without_control_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
