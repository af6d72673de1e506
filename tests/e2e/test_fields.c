/* Each kind of field typed into the forms of the office: what it takes, what it shows, what it refuses, and
 * what then stands in the file. */
#include "support/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Three partners, an agreement and a project to be linked. */
static int set_up(void **state)
{
    static const char *const files[][2] = {
        {"partners", "name,kind,country\nSweden,bilateral,SE\nNorway,bilateral,NO\nDenmark,bilateral,DK\n"},
        {"agreements", "title\nAirport trial\n"},
        {"projects", "title\nPortal sensor\n"},
    };

    program_setup_empty(state);
    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *name = g_strconcat(files[i][0], ".csv", NULL);
        g_autofree char *path = fixture_path(*state, name);
        fixture_write(*state, name, files[i][1]);
        if (program_run(*state, NULL, NULL, "import", files[i][0], path, NULL) != 0)
            return -1;
    }
    return 0;
}

static void go_new(Screen *screen, const char *place, const char *what)
{
    screen_type(screen, "g");
    screen_expect_line(screen, -1, "Go to");
    screen_type(screen, place);
    screen_expect_line(screen, -2, "n new");
    screen_type(screen, "n");
    screen_expect_line(screen, 0, what);
    screen_expect_line(screen, 0, "typing");
}

static Screen *open_new(const Fixture *office, const char *place, const char *what)
{
    Screen *screen = program_open(office, NULL);
    go_new(screen, place, what);
    return screen;
}

/* Types into a field and leaves it. */
static void fill(Screen *screen, const char *label, const char *text)
{
    program_go_to_field(screen, label);
    screen_text(screen, text);
    screen_expect_cursor_on(screen, text);
    program_leave_field(screen);
}

/* The row of the field has the text. */
static void field_shows(Screen *screen, const char *label, const char *text)
{
    screen_expect(screen, text);
    int row = screen_row_of(screen, label);
    assert_true(row >= 0);
    g_autofree char *line = screen_line(screen, row);
    if (!strstr(line, text))
        fail_msg("\"%s\" is not in \"%s\"", text, line);
}

static void enter(Screen *screen)
{
    screen_type(screen, "<F2>");
    screen_expect_line(screen, -1, "Entered:");
}

static void file_holds(const Fixture *office, const char *sql, const char *value)
{
    g_autofree char *found = program_sql(office, sql);
    if (value)
        assert_string_equal(found, value);
    else
        assert_null(found);
}

/* --- text --- */

static void text_field__takes__korean_and_combining_letters_and_more_than_its_box_holds(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "i", "New person");
    g_autofree char *long_name = g_strconcat("\uae40\ubbfc\uc900 Zoe\u0301 ", "Montgomery-Fitzgerald-",
                                             "Featherstonehaugh-", "Cholmondeley-Marjoribanks", NULL);

    screen_text(screen, long_name);
    screen_expect_cursor_on(screen, "Marjoribanks");
    screen_assert_not(screen, "\uae40\ubbfc\uc900");
    screen_type(screen, "<Home>");
    screen_expect_cursor_on(screen, "[\uae40\ubbfc\uc900 Zoe\u0301 Mont");
    screen_type(screen, "<Right> <Right> <Right> <Backspace>");
    screen_expect_cursor_on(screen, "[\uae40\ubbfc Zoe\u0301");
    screen_type(screen, "<End>");
    enter(screen);
    file_holds(*state, "SELECT substr(family_name, 1, 7) || length(family_name) FROM visitor",
               "\uae40\ubbfc Zoe\u0301"
               "73");
}

static void text_field__undoes_and_redoes__what_was_typed_in_it_and_nothing_else(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "v", "New visit");

    screen_text(screen, "Signing");
    screen_type(screen, "<Ctrl-w>");
    screen_expect_gone(screen, "Signing");
    screen_type(screen, "<Ctrl-z>");
    screen_expect_cursor_on(screen, "[Signing ");
    screen_type(screen, "<Ctrl-y>");
    screen_expect_gone(screen, "Signing");
    screen_type(screen, "<Ctrl-z> <Ctrl-z>");
    screen_settle(screen);
    screen_assert_not(screen, "Signing");
    screen_type(screen, "<Ctrl-z> <Ctrl-z> <Ctrl-z>");
    screen_settle(screen);
    screen_assert(screen, "New visit");
    file_holds(*state, "SELECT count(*) FROM partner", "3");
}

/* --- notes --- */

static void note_field__takes_a_paste_of_many_lines__without_saving_or_leaving(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "v", "New visit");

    fill(screen, "Title", "Delegation");
    fill(screen, "Arrives on", "fri");
    fill(screen, "Departs on", "+1d");
    program_go_to_field(screen, "Purpose");
    screen_paste(screen, "First line\nsecond \xe2\x80\xae line\r\nthird\033[2J\n");
    screen_expect(screen, "third");
    screen_expect_line(screen, 0, "New visit");
    screen_expect_cursor_on(screen, "[ ");
    screen_text(screen, "fourth");
    screen_type(screen, "<Up> <Up> <Up> <Home>");
    screen_text(screen, "My ");
    screen_expect(screen, "My First line");
    enter(screen);
    file_holds(*state, "SELECT replace(purpose, char(10), '/') FROM visit",
               "My First line/second \ufffd line/third\ufffd[2J/fourth");
}

static void note_field__scrolls__when_it_has_more_lines_than_its_box(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "v", "New visit");

    program_go_to_field(screen, "Purpose");
    for (int i = 1; i <= 12; i++) {
        g_autofree char *line = g_strdup_printf("point %d", i);
        screen_text(screen, line);
        screen_type(screen, "<Enter>");
    }
    screen_expect(screen, "[point 12 ");
    screen_assert_not(screen, "[point 1 ");
    for (int i = 0; i < 12; i++)
        screen_type(screen, "<Up>");
    screen_expect_cursor_on(screen, "[point 1 ");
}

/* --- numbers and money --- */

/* A contribution of the partner's side in euros: the cursor is behind Currency. */
static Screen *open_contribution(const Fixture *office)
{
    Screen *screen = open_new(office, "m", "New contribution");
    screen_type(screen, "portal <Tab>");
    fill(screen, "Side", "partner");
    fill(screen, "Form", "direct");
    screen_type(screen, "<PgDn>");
    screen_expect_cursor_on(screen, "Currency");
    screen_assert_not(screen, "Rate to USD");
    screen_type(screen, "eur <Tab>");
    field_shows(screen, "Currency", "[Euro ");
    return screen;
}

static void money_field__takes_short_amounts__and_shows_them_in_full(void **state)
{
    g_autoptr(Screen) screen = open_contribution(*state);

    screen_expect_cursor_on(screen, "Amount");
    screen_text(screen, "850k");
    screen_type(screen, "<Tab>");
    field_shows(screen, "Amount", "850,000.00 EUR");
    screen_type(screen, "<Shift-Tab> <Ctrl-u>");
    screen_text(screen, "1.2m EUR");
    screen_type(screen, "<Tab>");
    field_shows(screen, "Amount", "1,200,000.00 EUR");
}

static void money_field__refuses__an_amount_in_another_currency(void **state)
{
    g_autoptr(Screen) screen = open_contribution(*state);

    screen_text(screen, "850k USD");
    screen_type(screen, "<Tab>");
    screen_expect(screen, "Amount: 850k USD: ");
    screen_expect(screen, "EUR");
    screen_expect_cursor_on(screen, "!Amount");
    screen_expect_cursor_on(screen, "850k USD");
    screen_type(screen, "<Backspace> <Backspace> <Backspace> <Backspace> <Tab>");
    field_shows(screen, "Amount", "850,000.00 EUR");
    screen_assert_not(screen, "!Amount");
}

static void money_field__refuses__more_decimals_than_the_currency_has(void **state)
{
    g_autoptr(Screen) screen = open_contribution(*state);

    screen_text(screen, "12.345");
    screen_type(screen, "<Tab>");
    screen_expect(screen, "Amount: 12.345: ");
    screen_expect_cursor_on(screen, "!Amount");
}

static void number_integer_and_computed_fields__hold_together__in_a_contribution(void **state)
{
    g_autoptr(Screen) screen = open_contribution(*state);

    screen_text(screen, "1000");
    screen_type(screen, "<Tab>");
    screen_expect_cursor_on(screen, "Rate to USD");
    screen_text(screen, "one");
    screen_type(screen, "<Tab>");
    screen_expect(screen, "this is no number");
    screen_type(screen, "<Ctrl-u>");
    screen_text(screen, "1,0825");
    screen_type(screen, "<Tab>");
    field_shows(screen, "Rate to USD", "1.0825");
    fill(screen, "Rate of", "today");
    screen_expect_cursor_on(screen, "Fiscal year");
    screen_text(screen, "twenty");
    screen_type(screen, "<Tab>");
    screen_expect(screen, "this is no whole number");
    screen_type(screen, "<Ctrl-u>");
    screen_text(screen, "2027");
    enter(screen);
    field_shows(screen, "In dollars", "1,082.50 USD");
    file_holds(*state, "SELECT amount_minor || ' ' || usd_rate || ' ' || fiscal_year FROM contribution",
               "100000 1.0825 2027");
}

static void fields_under_a_condition__come_and_go__with_what_was_chosen(void **state)
{
    g_autoptr(Screen) screen = open_contribution(*state);

    screen_expect(screen, "Rate to USD");
    screen_type(screen, "<Shift-Tab> dollar");
    screen_expect(screen, "US dollar");
    while (!screen_has(screen, "[US dollar"))
        screen_type(screen, "<Ctrl-u> usd <Tab>");
    screen_expect_gone(screen, "Rate to USD");
}

/* --- days and times --- */

static void date_field__understands_words_and_spans__and_says_what_it_understood(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "v", "New visit");

    fill(screen, "Title", "Delegation");
    fill(screen, "Arrives on", "1 dec");
    field_shows(screen, "Arrives on", "[2026-12-01  ] Tue 1 Dec 2026, in 8 days");
    fill(screen, "Departs on", "+3d");
    field_shows(screen, "Departs on", "[2026-12-04  ]");
    program_go_to_field(screen, "Submitted on");
    screen_text(screen, "+3w");
    screen_type(screen, "<Tab>");
    field_shows(screen, "Submitted on", "[2026-12-14");
    enter(screen);
    file_holds(*state, "SELECT arrives_on || ' ' || departs_on || ' ' || submitted_on FROM visit",
               "2026-12-01 2026-12-04 2026-12-14");
}

static void date_field__refuses_a_day_that_is_none__and_says_what_would_be_accepted(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "v", "New visit");

    fill(screen, "Arrives on", "2026-02-30");
    screen_expect(screen, "Arrives on: 2026-02-30: February 2026 has 28 days: type a day from 1 to 28");
    screen_expect_cursor_on(screen, "[2026-02-30");
    screen_type(screen, "<Ctrl-u>");
    screen_text(screen, "soon");
    screen_type(screen, "<Tab>");
    screen_expect(screen, "type 1 dec, fri, +3w or 2026-12-01");
    screen_expect_cursor_on(screen, "[soon");
}

static void time_field__understands_short_forms__and_refuses_an_hour_that_is_none(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "v", "New visit");

    fill(screen, "at ", "9am");
    field_shows(screen, "at ", "[09:00");
    fill(screen, "until", "25:00");
    screen_expect(screen, "the hour is from 0 to 23");
    screen_expect_cursor_on(screen, "[25:00");
    screen_type(screen, "<Ctrl-u>");
    screen_text(screen, "1430");
    screen_type(screen, "<Tab>");
    field_shows(screen, "until", "[14:30");
}

/* --- choices --- */

static void choice_field__narrows_while_one_types__and_takes_what_is_marked(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "v", "New visit");

    program_go_to_field(screen, "Kind");
    screen_type(screen, "<Space>");
    screen_expect(screen, "Assignment");
    screen_type(screen, "a");
    screen_expect_cursor_on(screen, "[a ");
    screen_text(screen, "ss");
    screen_expect_gone(screen, "[Visit");
    screen_type(screen, "<Enter>");
    field_shows(screen, "Kind", "[Assignment");
    screen_expect_cursor_on(screen, "How often");
}

static void choice_field__says_so__when_nothing_is_like_what_was_typed(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "v", "New visit");

    program_go_to_field(screen, "Kind");
    screen_text(screen, "xyz");
    screen_expect(screen, "nothing matches");
    screen_type(screen, "<Tab>");
    screen_expect(screen, "Kind: xyz: ");
    screen_expect_cursor_on(screen, "[xyz");
    screen_type(screen, "<Esc>");
    field_shows(screen, "Kind", "[Visit");
    screen_expect_line(screen, 0, "New visit");
}

static void country_field__is_found__by_code_and_by_a_part_of_its_name(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "p", "New partner");

    fill(screen, "Name", "Korea");
    program_go_to_field(screen, "Country");
    screen_text(screen, "kore");
    screen_expect(screen, "North Korea");
    screen_type(screen, "<Ctrl-u>");
    screen_text(screen, "KR");
    screen_type(screen, "<Tab>");
    field_shows(screen, "Country", "[South Korea");
    field_shows(screen, "Country", "KR");
    enter(screen);
    file_holds(*state, "SELECT country FROM partner WHERE name = 'Korea'", "KR");
}

static void flag_field__is_yes_no_or_empty__by_letter_and_space(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "i", "New person");

    screen_text(screen, "Kim");
    screen_type(screen, "<PgDn> <PgDn>");
    program_go_to_field(screen, "For a government");
    screen_type(screen, "y");
    field_shows(screen, "For a government", "[yes");
    screen_type(screen, "<Space>");
    field_shows(screen, "For a government", "[no");
    screen_type(screen, "<Space> <Tab>");
    screen_expect_cursor_on(screen, "Military");
    screen_type(screen, "x");
    screen_settle(screen);
    screen_type(screen, "n <Backspace>");
    screen_settle(screen);
    enter(screen);
    file_holds(*state,
               "SELECT foreign_government || coalesce(foreign_military, '-') || legal_hold FROM visitor",
               "1-0");
}

/* --- links --- */

static void link_field__narrows_picks_and_lets_go(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "v", "New visit");

    program_go_to_field(screen, "Partner");
    screen_type(screen, "<Space>");
    screen_expect(screen, "PTN-2026-003");
    screen_type(screen, "<Down> <Down> <Enter>");
    screen_expect_gone(screen, "PTN-2026-003");
    field_shows(screen, "Partner", "[Norway");
    screen_type(screen, "<Shift-Tab>");
    screen_text(screen, "den");
    screen_expect(screen, "Denmark");
    screen_type(screen, "<Esc>");
    field_shows(screen, "Partner", "[Norway");
    screen_text(screen, "PTN-2026-001");
    screen_type(screen, "<Tab>");
    field_shows(screen, "Partner", "[Sweden");
    screen_type(screen, "<Shift-Tab> <Ctrl-u> <Tab>");
    screen_expect_gone(screen, "[Sweden");
}

static void link_field__refuses__a_name_that_nobody_has(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "v", "New visit");

    program_go_to_field(screen, "Partner");
    screen_text(screen, "Ruritania");
    screen_type(screen, "<Tab>");
    screen_expect(screen, "Partner: Ruritania: no partner has that name or reference");
    screen_expect_cursor_on(screen, "[Ruritania");
}

static void link_field__creates_the_record_in_place__and_comes_back(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "v", "New visit");

    fill(screen, "Title", "Delegation");
    program_go_to_field(screen, "Partner");
    screen_text(screen, "Fin");
    screen_type(screen, "<Ctrl-n>");
    screen_expect_line(screen, 0, "New partner");
    field_shows(screen, "Name", "[Fin ");
    screen_type(screen, "<End>");
    screen_text(screen, "land");
    fill(screen, "Country", "finl");
    screen_type(screen, "<F2>");
    screen_expect_line(screen, 0, "New visit");
    field_shows(screen, "Partner", "[Finland");
    field_shows(screen, "Title", "[Delegation");
    screen_expect_cursor_on(screen, "Partner");
    screen_type(screen, "<Tab>");
    fill(screen, "Arrives on", "fri");
    fill(screen, "Departs on", "fri");
    enter(screen);
    file_holds(*state, "SELECT p.ref || p.name FROM visit v JOIN partner p ON p.id = v.partner_id",
               "PTN-2026-004Finland");
}

static void link_field__stays_as_it_was__when_creating_is_left(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "v", "New visit");

    program_go_to_field(screen, "Partner");
    screen_text(screen, "Finl");
    screen_type(screen, "<Ctrl-n>");
    screen_expect_line(screen, 0, "New partner");
    screen_type(screen, "<Esc>");
    screen_expect_line(screen, 0, "New visit");
    screen_expect_cursor_on(screen, "[Finl");
    file_holds(*state, "SELECT count(*) FROM partner", "3");
}

static void links_field__gathers_takes_away_and_creates_in_place(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "v", "New visit");

    fill(screen, "Title", "Delegation");
    fill(screen, "Arrives on", "fri");
    fill(screen, "Departs on", "fri");
    program_go_to_field(screen, "People");
    screen_text(screen, "Kim");
    screen_type(screen, "<Ctrl-n>");
    screen_expect_line(screen, 0, "New person");
    field_shows(screen, "Family name", "[Kim");
    screen_type(screen, "<F2>");
    screen_expect_line(screen, 0, "New visit");
    field_shows(screen, "People", "[Kim; ");
    screen_text(screen, "Park");
    screen_type(screen, "<Ctrl-n>");
    screen_expect_line(screen, 0, "New person");
    screen_type(screen, "<F2>");
    screen_expect_line(screen, 0, "New visit");
    field_shows(screen, "People", "[Kim; Park; ");
    screen_type(screen, "<Backspace>");
    screen_expect_gone(screen, "Park; ");
    screen_text(screen, "park");
    screen_expect(screen, "VTR-2026-002");
    screen_type(screen, "<Enter>");
    field_shows(screen, "People", "[Kim; Park; ");
    enter(screen);
    screen_expect(screen, "People 2");
    file_holds(*state, "SELECT count(*) FROM visit_visitor", "2");
}

/* --- what is given, not typed --- */

static void reference_and_state__are_given__and_the_cursor_passes_them(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "v", "New visit");

    screen_expect_cursor_on(screen, "Title");
    screen_type(screen, "<Up> <Up>");
    screen_settle(screen);
    screen_expect_cursor_on(screen, "Title");
    screen_text(screen, "Delegation");
    fill(screen, "Arrives on", "fri");
    fill(screen, "Departs on", "fri");
    enter(screen);
    field_shows(screen, "Reference", "VIS-2026-001");
    field_shows(screen, "State", "Draft");
}

/* --- help in typing --- */

static void repeat_key__copies_a_field_of_each_kind__from_the_record_saved_last(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "v", "New visit");

    fill(screen, "Title", "Delegation");
    fill(screen, "Kind", "ass");
    fill(screen, "Partner", "norw");
    fill(screen, "Arrives on", "1 dec");
    fill(screen, "Departs on", "+2d");
    program_go_to_field(screen, "Purpose");
    screen_text(screen, "Line one");
    screen_type(screen, "<Enter>");
    screen_text(screen, "line two");
    enter(screen);
    go_new(screen, "v", "New visit");
    static const char *const labels[] = {"Title", "Kind", "Partner", "Arrives on", "Departs on", "Purpose"};
    for (guint i = 0; i < G_N_ELEMENTS(labels); i++) {
        program_go_to_field(screen, labels[i]);
        screen_type(screen, "<Ctrl-d>");
        screen_settle(screen);
    }
    enter(screen);
    screen_expect_line(screen, 0, "VIS-2026-002");
    file_holds(*state,
               "SELECT count(*) FROM visit a JOIN visit b ON a.id < b.id WHERE a.title = b.title AND a.kind "
               "= b.kind AND "
               "a.partner_id = b.partner_id AND a.arrives_on = b.arrives_on AND a.departs_on = b.departs_on "
               "AND a.purpose = b.purpose",
               "1");
}

static void repeat_key__says_so__when_nothing_was_saved_before(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "v", "New visit");

    screen_type(screen, "<Ctrl-d>");
    screen_expect(screen, "Title: nothing to repeat");
}

/* --- saving --- */

static void missing_fields__are_named_one_after_the_other__with_the_cursor_there(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "v", "New visit");

    screen_type(screen, "<PgDn> <PgDn>");
    screen_expect_cursor_on(screen, "Site");
    screen_text(screen, "Hall B");
    screen_type(screen, "<F2>");
    screen_expect(screen, "Title: nothing is entered yet");
    screen_expect_cursor_on(screen, "!Title");
    screen_text(screen, "Delegation");
    screen_type(screen, "<F2>");
    screen_expect(screen, "Arrives on: nothing is entered yet");
    screen_expect_cursor_on(screen, "!Arrives on");
    screen_type(screen, "fri <F2>");
    screen_expect_cursor_on(screen, "!Departs on");
    screen_type(screen, "fri <F2>");
    screen_expect_line(screen, -1, "Entered: VIS-2026-001");
    file_holds(*state, "SELECT site FROM visit", "Hall B");
}

static void refusal_by_a_rule_of_the_file__is_shown_whole__with_the_cursor_in_its_field(void **state)
{
    g_autoptr(Screen) screen = open_new(*state, "p", "New partner");

    screen_text(screen, "Finland");
    screen_type(screen, "<F2>");
    screen_expect(screen, "Country: is not accepted");
    screen_expect(screen, "Commission has none");
    screen_expect_cursor_on(screen, "!Country");
    screen_type(screen, "finl <F2>");
    screen_expect_line(screen, -1, "Entered: PTN-2026-004");
}

/* --- what is sensitive --- */

/* A person with an e-mail address, saved: the cursor is in it. */
static Screen *open_sensitive(const Fixture *office)
{
    Screen *screen = open_new(office, "i", "New person");
    screen_text(screen, "Kim");
    screen_type(screen, "<PgDn>");
    program_go_to_field(screen, "E-mail");
    screen_text(screen, "kim@example.kr");
    screen_expect_cursor_on(screen, "[kim@example.kr");
    screen_type(screen, "<Tab>");
    screen_expect_gone(screen, "kim@example.kr");
    enter(screen);
    screen_expect_line(screen, 0, "VTR-2026-001");
    while (!screen_has(screen, "E-mail"))
        screen_type(screen, "<Tab>");
    screen_type(screen, "<Shift-Tab> <Tab>");
    for (int i = 0; i < 12; i++) {
        int row, column;
        screen_cursor(screen, &row, &column);
        g_autofree char *line = screen_line(screen, row);
        if (strstr(line, "E-mail"))
            break;
        screen_type(screen, "j");
        screen_settle(screen);
    }
    screen_expect_cursor_on(screen, "E-mail");
    return screen;
}

static void sensitive_field__is_masked_until_it_is_revealed__and_the_journal_knows_who_looked(void **state)
{
    g_autoptr(Screen) screen = open_sensitive(*state);

    screen_assert_not(screen, "kim@");
    screen_type(screen, "r");
    screen_expect_cursor_on(screen, "kim@example.kr");
    screen_expect_line(screen, -1, "the journal says that you saw it");
    file_holds(*state, "SELECT kind || ' ' || officer FROM journal ORDER BY id DESC LIMIT 1",
               "reveal officer");
    screen_type(screen, "<Esc> <Enter>");
    screen_expect_line(screen, 0, "VTR-2026-001");
    screen_settle(screen);
    screen_assert_not(screen, "kim@");
}

static void sensitive_field__keeps_its_value__when_it_is_left_untouched_and_takes_a_new_one(void **state)
{
    g_autoptr(Screen) screen = open_sensitive(*state);

    screen_type(screen, "e");
    screen_expect_line(screen, 0, "typing");
    screen_assert_not(screen, "kim@");
    screen_type(screen, "<Tab> <Tab> <Shift-Tab>");
    program_go_to_field(screen, "Phone");
    screen_text(screen, "+82 2");
    screen_type(screen, "<F2>");
    screen_expect_line(screen, -1, "Saved:");
    file_holds(*state, "SELECT email || ' ' || phone FROM visitor", "kim@example.kr +82 2");
    screen_type(screen, "e");
    screen_expect_line(screen, 0, "typing");
    program_go_to_field(screen, "E-mail");
    screen_text(screen, "k");
    screen_expect_cursor_on(screen, "[k ");
    screen_text(screen, "@example.org");
    screen_type(screen, "<F2>");
    screen_expect_line(screen, -1, "Saved:");
    file_holds(*state, "SELECT email FROM visitor", "k@example.org");
    screen_settle(screen);
    assert_null(strstr(screen_written(screen), "kim@example.kr\033]"));
}

static void help__shows_the_whole_of_what_a_field_says(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    screen_type(screen, "v n");
    screen_expect_line(screen, 0, "New visit");
    program_go_to_field(screen, "Kind");
    screen_type(screen, "<F1>");
    screen_expect_line(screen, 0, "Help");
    screen_expect(screen, "The lead times differ.");
    screen_type(screen, "<Esc>");
    screen_expect_line(screen, 0, "New visit");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, program_teardown)
    const struct CMUnitTest tests[] = {
        TEST(text_field__takes__korean_and_combining_letters_and_more_than_its_box_holds),
        TEST(text_field__undoes_and_redoes__what_was_typed_in_it_and_nothing_else),
        TEST(note_field__takes_a_paste_of_many_lines__without_saving_or_leaving),
        TEST(note_field__scrolls__when_it_has_more_lines_than_its_box),
        TEST(money_field__takes_short_amounts__and_shows_them_in_full),
        TEST(money_field__refuses__an_amount_in_another_currency),
        TEST(money_field__refuses__more_decimals_than_the_currency_has),
        TEST(number_integer_and_computed_fields__hold_together__in_a_contribution),
        TEST(fields_under_a_condition__come_and_go__with_what_was_chosen),
        TEST(date_field__understands_words_and_spans__and_says_what_it_understood),
        TEST(date_field__refuses_a_day_that_is_none__and_says_what_would_be_accepted),
        TEST(time_field__understands_short_forms__and_refuses_an_hour_that_is_none),
        TEST(choice_field__narrows_while_one_types__and_takes_what_is_marked),
        TEST(choice_field__says_so__when_nothing_is_like_what_was_typed),
        TEST(country_field__is_found__by_code_and_by_a_part_of_its_name),
        TEST(flag_field__is_yes_no_or_empty__by_letter_and_space),
        TEST(link_field__narrows_picks_and_lets_go),
        TEST(link_field__refuses__a_name_that_nobody_has),
        TEST(link_field__creates_the_record_in_place__and_comes_back),
        TEST(link_field__stays_as_it_was__when_creating_is_left),
        TEST(links_field__gathers_takes_away_and_creates_in_place),
        TEST(reference_and_state__are_given__and_the_cursor_passes_them),
        TEST(repeat_key__copies_a_field_of_each_kind__from_the_record_saved_last),
        TEST(repeat_key__says_so__when_nothing_was_saved_before),
        TEST(missing_fields__are_named_one_after_the_other__with_the_cursor_there),
        TEST(refusal_by_a_rule_of_the_file__is_shown_whole__with_the_cursor_in_its_field),
        TEST(help__shows_the_whole_of_what_a_field_says),
        TEST(sensitive_field__is_masked_until_it_is_revealed__and_the_journal_knows_who_looked),
        TEST(sensitive_field__keeps_its_value__when_it_is_left_untouched_and_takes_a_new_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
