/* The program in many terminals: types, sizes, colours, and sizes that change. */
#include "support/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static bool is_ascii(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text >= 128)
            return false;
    return true;
}

/* From home over a list and a record into typing and back. */
static void walk(Screen *screen)
{
    screen_type(screen, "p");
    screen_expect_line(screen, 0, "Partners");
    screen_expect_cursor_on(screen, "Australia");
    screen_type(screen, "<Down> <Down> <Up> <Enter>");
    screen_expect_line(screen, 0, "Canada");
    screen_type(screen, "e");
    screen_expect_line(screen, 0, "typing");
    screen_type(screen, "<Tab> <Esc>");
    screen_expect_gone(screen, "typing");
    program_leave(screen);
}

static void program__works__in_every_kind_of_terminal(void **state)
{
    static const char *const terminals[] = {"xterm-256color", "xterm", "xterm-mono",
                                            "linux",          "vt100", "screen-256color"};

    for (guint i = 0; i < G_N_ELEMENTS(terminals); i++) {
        g_autoptr(Screen) screen = program_open(*state, &(ScreenOptions){.term = terminals[i]});
        walk(screen);
    }
}

static bool any_colour(Screen *screen)
{
    for (int row = 0; row < screen_rows(screen); row++)
        for (int column = 0; column < screen_columns(screen); column++) {
            ScreenCell cell = screen_cell(screen, row, column);
            if (cell.foreground >= 0 || cell.background >= 0)
                return true;
        }
    return false;
}

static bool any_reverse(Screen *screen)
{
    for (int row = 0; row < screen_rows(screen); row++)
        for (int column = 0; column < screen_columns(screen); column++)
            if (screen_cell(screen, row, column).reverse)
                return true;
    return false;
}

static void colours__are_used__where_the_terminal_has_them(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_settle(screen);
    assert_true(any_colour(screen));
}

static void rule__beside_a_heading__is_not_drawn_in_its_style(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_expect(screen, "Cooperation");
    assert_true(screen_cell_of(screen, "Cooperation").underline);
    assert_false(screen_cell_of(screen, "\u2502").underline);
    assert_false(screen_cell_of(screen, "\u2502").bold);
}

static void colours__are_not_used__in_monochrome_but_the_focus_is_seen(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, &(ScreenOptions){.term = "xterm-mono"});

    screen_settle(screen);
    assert_false(any_colour(screen));
    assert_true(any_reverse(screen));
}

static void colours__are_not_used__with_no_color_in_the_environment(void **state)
{
    const char *environment[] = {"NO_COLOR=1", NULL};
    g_autoptr(Screen) screen = program_open(*state, &(ScreenOptions){.environment = environment});

    screen_settle(screen);
    assert_false(any_colour(screen));
    assert_true(any_reverse(screen));
}

static void picture__is_ascii__in_a_locale_without_unicode(void **state)
{
    const char *environment[] = {"LANG=C", "LC_ALL=C", NULL};
    g_autoptr(Screen) screen = program_open(*state, &(ScreenOptions){.environment = environment});

    screen_settle(screen);
    g_autofree char *all = screen_all(screen);
    assert_true(is_ascii(all));
    screen_type(screen, "p");
    screen_expect_line(screen, 0, "Partners");
}

static void picture__is_ascii__when_the_configuration_says_so(void **state)
{
    fixture_write(*state, OFFICE_CONFIG, "ascii = true;\n");
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_settle(screen);
    g_autofree char *rule = screen_line(screen, 1);
    assert_true(is_ascii(rule));
    assert_non_null(strstr(rule, "---"));
}

static void banner__stands__above_and_below(void **state)
{
    fixture_write(*state, OFFICE_CONFIG, "banner = \"UNCLASSIFIED//FOUO\";\n");
    g_autoptr(Screen) screen = program_start(*state, NULL);

    screen_expect_line(screen, 0, "UNCLASSIFIED//FOUO");
    screen_expect_line(screen, -1, "UNCLASSIFIED//FOUO");
    screen_expect_line(screen, 1, "Home");
}

static void sixty_columns__are_enough__for_home_lists_and_forms(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, &(ScreenOptions){.rows = 16, .columns = 60});

    screen_expect(screen, "Partners");
    screen_type(screen, "ga");
    screen_expect_line(screen, 0, "Agreements");
    screen_expect(screen, "AGR-");
    screen_expect(screen, "Title");
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, "AGR-");
    screen_type(screen, "e");
    screen_expect_line(screen, 0, "typing");
    screen_expect(screen, "F2 save");
    program_leave(screen);
}

static void small_window__says_what_is_needed__and_comes_back(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, "p");
    screen_expect_cursor_on(screen, "Australia");
    screen_resize(screen, 5, 20);
    screen_expect(screen, "20x5");
    screen_expect(screen, "40x8");
    screen_resize(screen, 24, 80);
    screen_expect_line(screen, 0, "Partners");
    screen_expect_cursor_on(screen, "Australia");
}

static void resize__keeps_what_is_typed(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, "p");
    screen_expect_cursor_on(screen, "Australia");
    screen_type(screen, "n");
    screen_expect_line(screen, 0, "New partner");
    screen_text(screen, "Freedonia");
    screen_resize(screen, 30, 120);
    screen_expect_line(screen, -2, "save");
    screen_expect_cursor_on(screen, "Freedonia");
    screen_resize(screen, 12, 44);
    screen_expect_cursor_on(screen, "Freedonia");
    screen_text(screen, "n Republic");
    screen_expect_cursor_on(screen, "Freedonian Republic");
}

static void resize__keeps_the_dialog_in_place(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, "t");
    screen_expect_line(screen, 0, "Actions");
    screen_type(screen, "d");
    screen_expect(screen, "Delete ACT-");
    screen_resize(screen, 10, 40);
    screen_expect(screen, "Delete ACT-");
    screen_resize(screen, 5, 20);
    screen_expect(screen, "20x5");
    screen_resize(screen, 50, 160);
    screen_expect(screen, "Delete ACT-");
    assert_in_range(screen_row_of(screen, "Delete ACT-"), 15, 30);
    screen_type(screen, "y");
    program_expect_message(screen, "Deleted:");
}

static void resize__while_choosing__keeps_the_list_of_choices(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, "a");
    screen_expect_line(screen, 0, "Agreements");
    screen_type(screen, "s");
    screen_expect(screen, "Sort by");
    screen_resize(screen, 14, 50);
    screen_expect(screen, "Sort by");
    screen_expect_cursor_on(screen, "now,");
    screen_type(screen, "<Esc>");
    screen_expect_gone(screen, "Sort by");
}

static void picture__is_whole_again__after_another_program_wrote_over_it(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_settle(screen);
    g_autofree char *before = screen_all(screen);
    screen_mark(screen);
    screen_type(screen, "<Ctrl-l>");
    screen_settle(screen);
    assert_true(screen_bytes(screen) > 500);
    g_autofree char *after = screen_all(screen);
    assert_string_equal(after, before);
}

static void cursor_key__sends_little__over_a_slow_line(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, "a");
    screen_expect_line(screen, 0, "Agreements");
    screen_settle(screen);
    screen_mark(screen);
    screen_type(screen, "<Down>");
    screen_settle(screen);
    assert_in_range(screen_bytes(screen), 10, 600);
}

static void terminal__is_given_back__as_it_was(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    assert_true(screen_alternate(screen));
    program_leave(screen);
    assert_false(screen_alternate(screen));
    assert_true(screen_cursor_shown(screen));
    g_autofree char *all = screen_all(screen);
    assert_string_equal(g_strstrip(all), "");
}

static void program__says_why__in_a_terminal_it_does_not_know(void **state)
{
    g_autoptr(Screen) screen = program_start(*state, &(ScreenOptions){.term = "no-such-terminal"});

    screen_expect_exit(screen, 3);
    screen_expect(screen, "entente: ");
    screen_expect(screen, "no-such-terminal");
}

/* --- every kind of view --- */

/* Keys from home to a view, what stands on its first line, and something that is seen only there. */
typedef struct {
    const char *keys, *title, *shows;
} Place;

static const Place places[] = {
    {"", "Home", "Cooperation"},
    {"<Tab>", "Home", "late"},
    {"gv", "Visits", "VIS-"},
    {"gv s", "Visits", "Sort by"},
    {"gv f", "Filter Visits", "Criteria"},
    {"gv / tour", "Visits", "Find:"},
    {"gv <Enter>", "Visits", "Reference"},
    {"gv <Enter> <Left>", "Visits", "Moves"},
    {"gv <Enter> t", "Visits", "Move VIS-"},
    {"gv <Enter> d", "Visits", "Delete VIS-"},
    {"gv <Enter> e", "typing", "Kind*"},
    {"gv <Enter> e <Tab> ass", "typing", "Assignment"},
    {"gv <Enter> H", "History", "Demonstration office laid"},
    {"gk <Enter>", "Cases", "S0"},
    {"gk <Enter> <Enter>", "Cases", "0.1"},
    {"gk <Enter> o", "Cases", "only"},
    {"gy", "Coverage matrix", "hole"},
    {"?", "Help", "Only here"},
    {":", "Home", "Command"},
    {"/ kim", "Home", "Find in all records"},
};

static bool is_at(Screen *screen, void *data)
{
    const Place *place = data;
    g_autofree char *title = screen_line(screen, 0);
    return strstr(title, place->title) && screen_has(screen, place->shows);
}

static Screen *open_place(const Fixture *office, const Place *place, const ScreenOptions *options)
{
    Screen *screen = program_open(office, options);
    screen_type(screen, place->keys);
    g_autofree char *what =
        g_strdup_printf("%s: \"%s\" under \"%s\"", place->keys, place->shows, place->title);
    screen_expect_that(screen, is_at, (void *)place, what);
    screen_settle(screen);
    return screen;
}

/* Title and rule above, rule and keys below; the cursor is seen, and inside. */
static void has_its_frame(Screen *screen, const Place *place, const char *line)
{
    int rows = screen_rows(screen), columns = screen_columns(screen), row, column;
    static const int rule_rows[] = {1, -3};

    for (guint i = 0; i < G_N_ELEMENTS(rule_rows); i++) {
        int at = rule_rows[i] < 0 ? rows + rule_rows[i] : rule_rows[i];
        ScreenCell first = screen_cell(screen, at, 0), last = screen_cell(screen, at, columns - 1);
        if (strcmp(first.text, line) != 0 || strcmp(last.text, line) != 0)
            fail_msg("%s: row %d is no rule", place->keys, at);
    }
    g_autofree char *keys = screen_line(screen, rows - 2);
    if (!strstr(keys, "Enter") && !strstr(keys, "F2") && !strstr(keys, "Down"))
        fail_msg("%s: no keys in \"%s\"", place->keys, keys);
    screen_cursor(screen, &row, &column);
    assert_true(screen_cursor_shown(screen));
    assert_in_range(row, 2, rows - 4);
    assert_in_range(column, 0, columns - 1);
}

/* As small as it may be, smaller than it can be, as before, and large: in each kind of view. */
static void every_view__works_in_sixty_by_sixteen__and_in_any_size_that_comes_after(void **state)
{
    for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
        g_autoptr(Screen) screen =
            open_place(*state, &places[i], &(ScreenOptions){.rows = 16, .columns = 60});
        has_its_frame(screen, &places[i], "\u2500");
        g_autofree char *before = screen_all(screen);
        screen_resize(screen, 5, 20);
        screen_expect(screen, "20x5");
        screen_expect(screen, "40x8");
        screen_resize(screen, 1, 1);
        screen_resize(screen, 16, 60);
        screen_expect_that(screen, is_at, (void *)&places[i], places[i].keys);
        screen_settle(screen);
        g_autofree char *after = screen_all(screen);
        assert_string_equal(after, before);
        screen_resize(screen, 60, 220);
        screen_expect_that(screen, is_at, (void *)&places[i], places[i].keys);
        screen_settle(screen);
        has_its_frame(screen, &places[i], "\u2500");
    }
}

static void every_view__is_ascii__in_a_plain_terminal_of_a_plain_locale(void **state)
{
    const char *environment[] = {"LANG=C", "LC_ALL=C", NULL};

    for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
        g_autoptr(Screen) screen =
            open_place(*state, &places[i], &(ScreenOptions){.term = "vt100", .environment = environment});
        g_autofree char *all = screen_all(screen);
        has_its_frame(screen, &places[i], "-");
        assert_true(is_ascii(all));
        assert_true(is_ascii(screen_written(screen)));
        assert_false(any_colour(screen));
    }
}

/* --- text that would do something to the terminal --- */

/* Would ask the terminal for its state, set its title, turn the writing round, clear by a C1 sign, beep; and
 * bytes that are no UTF-8. */
#define HOSTILE                                                                                              \
    "CAST(x'4576696c1b5b6e1b5d303b6f776e6564071b5b324ae280aee281a6c29b324a0c0bff7fe2808b20436f7270' AS "     \
    "TEXT)"

static void spread_hostile_text(const Fixture *office)
{
    static const char *const writes[] = {
        "UPDATE visit SET title = " HOSTILE ", site = " HOSTILE ", organisation = " HOSTILE
        ", purpose = " HOSTILE,
        "UPDATE partner SET name = " HOSTILE " || id",
        "UPDATE officer SET name = " HOSTILE " || id",
        "UPDATE export_case SET title = " HOSTILE,
        "UPDATE action SET title = " HOSTILE,
        "UPDATE visitor SET family_name = " HOSTILE,
        "UPDATE setting SET value = " HOSTILE " WHERE name = 'office'",
        "UPDATE visit_kind SET label = " HOSTILE,
        "INSERT INTO draft (officer, screen, title, fields, saved_at) VALUES ('officer', 'visits', " HOSTILE
        ", json_object('table', 'visit', 'before', NULL, 'now', json_object('title', 'x')), "
        "'2026-11-23T08:00:00.000Z')",
    };

    for (guint i = 0; i < G_N_ELEMENTS(writes); i++)
        program_write(office, writes[i]);
}

static void was_sent_nothing_hostile(Screen *screen)
{
    static const char *const signs[] = {"\033[n", "\033]0", "owned\a", "\u202e", "\u2066", "\302\233",
                                        "\377",   "\177",   "\u200b",  "\f",     "\v"};
    const char *written = screen_written(screen);

    for (guint i = 0; i < G_N_ELEMENTS(signs); i++)
        if (strstr(written, signs[i]))
            fail_msg("sign %u of what is hostile reached the terminal", i);
}

static void hostile_text__never_reaches_the_terminal__in_any_view(void **state)
{
    spread_hostile_text(*state);
    g_autoptr(Screen) start = program_start(*state, NULL);
    screen_expect(start, "Not saved yet");
    screen_expect(start, "Evil");
    was_sent_nothing_hostile(start);
    screen_type(start, "<Esc>");
    screen_expect_gone(start, "Not saved yet");
    program_write(*state, "DELETE FROM draft");
    for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
        Place place = places[i];
        place.shows = "";
        g_autoptr(Screen) screen = open_place(*state, &place, &(ScreenOptions){.columns = 140});
        was_sent_nothing_hostile(screen);
    }
}

static void hostile_text__stays_as_it_is__in_a_field_that_is_not_touched(void **state)
{
    spread_hostile_text(*state);
    program_write(*state, "DELETE FROM draft");
    g_autoptr(Screen) screen = program_open(*state, NULL);
    program_open_record(screen, "VIS-2026-081");
    screen_type(screen, "e");
    screen_expect_line(screen, 0, "typing");
    program_go_to_field(screen, "Sent by");
    screen_type(screen, "<Ctrl-u>");
    screen_text(screen, "Royal Institute");
    screen_type(screen, "<F2>");
    screen_expect_line(screen, -1, "Saved: VIS-2026-081 Evil");
    was_sent_nothing_hostile(screen);
    g_autofree char *same =
        program_sql(*state, "SELECT title = " HOSTILE
                            " AND organisation = 'Royal Institute' FROM visit WHERE ref = 'VIS-2026-081'");
    assert_string_equal(same, "1");
}

/* --- keys that terminals and shells take for themselves --- */

static void signal_keys__do_not_end_stop_or_freeze__the_program(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, "gp");
    screen_expect_line(screen, 0, "Partners");
    screen_type(screen, "<Ctrl-c> <Ctrl-\\> <Ctrl-z> <Ctrl-s> <Ctrl-q>");
    screen_type(screen, "s");
    screen_expect(screen, "Sort by");
    screen_type(screen, "<Ctrl-c> <Ctrl-\\> <Ctrl-z> <Ctrl-s>");
    screen_type(screen, "<Esc>");
    screen_expect_gone(screen, "Sort by");
    screen_type(screen, "n");
    screen_expect_line(screen, 0, "New partner");
    screen_text(screen, "Ruritania");
    screen_type(screen, "<Ctrl-c> <Ctrl-\\>");
    screen_text(screen, "!");
    screen_expect_cursor_on(screen, "Ruritania!");
}

static void control_s__saves__and_does_not_hold_the_line(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, "gp n");
    screen_expect_line(screen, 0, "New partner");
    screen_text(screen, "Finland");
    screen_type(screen, "<Tab> <Tab> <Tab> finl <Ctrl-s>");
    screen_expect_line(screen, -1, "Entered: PTN-");
}

static void control_z__undoes_in_the_field__and_never_suspends(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, "gp n");
    screen_expect_line(screen, 0, "New partner");
    screen_text(screen, "Finland");
    screen_type(screen, "<Ctrl-u>");
    screen_expect_gone(screen, "Finland");
    screen_type(screen, "<Ctrl-z>");
    screen_expect_cursor_on(screen, "[Finland ");
}

/* --- keys that come faster than pictures --- */

static void hundred_downs__typed_ahead__end_at_the_right_row(void **state)
{
    g_autofree char *list = NULL;
    assert_int_equal(program_run(*state, &list, NULL, "list", "visits", "--csv", NULL), 0);
    g_auto(GStrv) rows = g_strsplit(list, "\n", -1);
    g_autofree char *wanted = g_strndup(rows[1 + 100], strlen("VIS-2026-001"));
    g_autoptr(Screen) screen = program_open(*state, NULL);
    screen_type(screen, "gv");
    screen_expect_line(screen, 0, "Visits");
    GString *keys = g_string_new("<Home>");
    for (int i = 0; i < 100; i++)
        g_string_append(keys, "<Down>");
    screen_mark(screen);
    screen_type(screen, keys->str);
    g_string_free(keys, TRUE);
    screen_expect_cursor_on(screen, wanted);
    screen_settle(screen);
    screen_expect_cursor_on(screen, wanted);
    assert_in_range(screen_bytes(screen), 1, 60000);
}

static void keys_typed_ahead__arrive_where_they_were_meant(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen,
                "gp n Freedonia <Tab> FD <Tab> <Tab> finl <Tab> Fredonia <F2> <Esc> / Freedonia <Enter>");
    screen_expect_cursor_on(screen, "Freedonia");
    screen_expect_line(screen, 0, "1 of 19");
    g_autofree char *stored =
        program_sql(*state, "SELECT code || country || aliases FROM partner WHERE name = 'Freedonia'");
    assert_string_equal(stored, "FDFIFredonia");
}

/* --- sizes while something is open --- */

static void resize__in_a_drop_down__keeps_what_is_typed_and_the_choice(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, "gv n");
    screen_expect_line(screen, 0, "New visit");
    program_go_to_field(screen, "Partner");
    screen_text(screen, "land");
    screen_expect(screen, "Poland");
    screen_type(screen, "<Down>");
    screen_expect_cursor_on(screen, "New Zealand");
    screen_resize(screen, 12, 44);
    screen_expect_line(screen, -2, "F1 keys");
    screen_expect_cursor_on(screen, "New Zealand");
    screen_expect(screen, "[land");
    screen_resize(screen, 5, 20);
    screen_expect(screen, "20x5");
    screen_resize(screen, 40, 132);
    screen_expect_cursor_on(screen, "New Zealand");
    screen_expect(screen, "[land");
    screen_type(screen, "<Enter>");
    screen_expect(screen, "[New Zealand");
    screen_expect_gone(screen, "Poland");
}

static void keys__in_a_window_that_is_too_small__are_not_lost(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, "gp n");
    screen_expect_line(screen, 0, "New partner");
    screen_text(screen, "Free");
    screen_resize(screen, 5, 20);
    screen_expect(screen, "20x5");
    screen_text(screen, "donia");
    screen_resize(screen, 24, 80);
    screen_expect_cursor_on(screen, "[Freedonia ");
}

/* --- a file that can only be read --- */

static int run_as_nobody(void *data)
{
    char **arguments = data;
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
        return 99;
    execv(arguments[0], arguments);
    return 98;
}

static void file_that_can_only_be_read__greys_what_would_write__and_says_why(void **state)
{
    g_autofree char *file = program_file(*state);
    char *arguments[] = {(char *)TEST_PROGRAM, (char *)"--file", file, NULL};
    chmod(file, 0444);
    chmod(fixture_folder(*state), 0555);
    g_autoptr(Screen) screen = screen_start(
        &(ScreenOptions){.home = fixture_folder(*state), .run = run_as_nobody, .data = arguments});

    screen_expect(screen, "Reading only");
    screen_type(screen, "gp");
    screen_expect_line(screen, 0, "Partners");
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, "PTN-");
    screen_expect_line(screen, -2, "e edit");
    ScreenCell works = screen_cell_of(screen, "Tab section"), greyed = screen_cell_of(screen, "e edit");
    assert_true(works.foreground != greyed.foreground || works.bold != greyed.bold);
    screen_type(screen, "e");
    screen_expect(screen, "Reading only");
    screen_assert_not(screen, "typing");
    chmod(fixture_folder(*state), 0755);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, program_setup, program_teardown)
    const struct CMUnitTest tests[] = {
        TEST(program__works__in_every_kind_of_terminal),
        TEST(colours__are_used__where_the_terminal_has_them),
        TEST(rule__beside_a_heading__is_not_drawn_in_its_style),
        TEST(colours__are_not_used__in_monochrome_but_the_focus_is_seen),
        TEST(colours__are_not_used__with_no_color_in_the_environment),
        TEST(picture__is_ascii__in_a_locale_without_unicode),
        TEST(picture__is_ascii__when_the_configuration_says_so),
        TEST(banner__stands__above_and_below),
        TEST(sixty_columns__are_enough__for_home_lists_and_forms),
        TEST(small_window__says_what_is_needed__and_comes_back),
        TEST(resize__keeps_what_is_typed),
        TEST(resize__keeps_the_dialog_in_place),
        TEST(resize__while_choosing__keeps_the_list_of_choices),
        TEST(picture__is_whole_again__after_another_program_wrote_over_it),
        TEST(cursor_key__sends_little__over_a_slow_line),
        TEST(terminal__is_given_back__as_it_was),
        TEST(program__says_why__in_a_terminal_it_does_not_know),
        TEST(every_view__works_in_sixty_by_sixteen__and_in_any_size_that_comes_after),
        TEST(every_view__is_ascii__in_a_plain_terminal_of_a_plain_locale),
        TEST(hostile_text__never_reaches_the_terminal__in_any_view),
        TEST(hostile_text__stays_as_it_is__in_a_field_that_is_not_touched),
        TEST(signal_keys__do_not_end_stop_or_freeze__the_program),
        TEST(control_s__saves__and_does_not_hold_the_line),
        TEST(control_z__undoes_in_the_field__and_never_suspends),
        TEST(hundred_downs__typed_ahead__end_at_the_right_row),
        TEST(keys_typed_ahead__arrive_where_they_were_meant),
        TEST(resize__in_a_drop_down__keeps_what_is_typed_and_the_choice),
        TEST(keys__in_a_window_that_is_too_small__are_not_lost),
        TEST(file_that_can_only_be_read__greys_what_would_write__and_says_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
