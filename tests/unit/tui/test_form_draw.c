/* How the form looks and feels in a real terminal, with the keys of the house. What it does: test_form.c. */
#include "tui/form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "support/fake_form.h"
#include "unit/tui/stage.h"

#include <cmocka.h>

typedef struct {
    FakeForm *fake;
    FormView *form;
} Play;

static Play *play_new(void)
{
    Play *play = g_new0(Play, 1);
    play->fake = fake_form_new();
    FormModel model = fake_form_model(play->fake);
    play->form = form_new(&model);
    return play;
}

static gpointer make_empty(void)
{
    return play_new();
}

static gpointer make_filled(void)
{
    static const struct {
        FakeField field;
        const char *value;
    } values[] = {
        {FAKE_TITLE, "Airport screening trial, project arrangement 2"},
        {FAKE_KIND, "Project arrangement"},
        {FAKE_PARTNER, "대한민국"},
        {FAKE_SIGNERS, "Ana Ruiz; Kim Chul-su"},
        {FAKE_BINDING, "yes"},
        {FAKE_SHARE, "850,000.00"},
        {FAKE_ENDS, "2026-12-01"},
        {FAKE_NOTE, "First line of the note.\nSecond line, cafe\u0301."},
        {FAKE_PASSPHRASE, "heron"},
    };
    Play *play = play_new();
    for (gsize i = 0; i < G_N_ELEMENTS(values); i++)
        fake_form_put(play->fake, values[i].field, values[i].value);
    return play;
}

static gpointer make_long_note(void)
{
    Play *play = make_filled();
    GString *text = g_string_new("line 1");
    for (int i = 2; i <= 30; i++)
        g_string_append_printf(text, "\nline %d", i);
    fake_form_put(play->fake, FAKE_NOTE, text->str);
    g_string_free(text, TRUE);
    return play;
}

static KeyContext play_context(gpointer self)
{
    return form_editing(((Play *)self)->form) ? CONTEXT_EDIT : CONTEXT_VIEW;
}

/* The form, and below it the line of messages. */
static void play_draw(gpointer self, Terminal *terminal)
{
    Play *play = self;
    int rows = terminal_rows(terminal), columns = terminal_columns(terminal);
    Rect below = form_draw(play->form, terminal, (Rect){0, 0, rows - 1, columns});
    if (form_in_extra(play->form))
        terminal_text(terminal, below.y, below.x, 20, ROLE_TEXT, "the caller's list");
    const char *message = form_message(play->form);
    terminal_text(terminal, rows - 1, 0, columns, ROLE_MESSAGE, message != NULL ? message : "");
}

static bool play_handle(gpointer self, Terminal *terminal, const Event *event, Action action)
{
    Play *play = self;
    (void)terminal;
    switch (form_handle(play->form, event, action)) {
    case FORM_SAVE:
        form_edit(play->form, false);
        return true;
    case FORM_LEAVE:
        if (!form_editing(play->form))
            return false;
        form_edit(play->form, false);
        return true;
    case FORM_IGNORED:
        if (action == ACTION_EDIT)
            form_edit(play->form, true);
        if (action == ACTION_REVEAL)
            form_reveal(play->form, form_current(play->form));
        return true;
    default:
        return true;
    }
}

static void play_free(gpointer self)
{
    Play *play = self;
    form_free(play->form);
    fake_form_free(play->fake);
    g_free(play);
}

static Stage stage_of(gpointer (*make)(void))
{
    return (Stage){make, play_context, play_draw, play_handle, play_free, false, NULL};
}

static void form__is_read_plain__with_the_focus_on_a_value(void **state)
{
    const Stage stage = stage_of(make_filled);
    (void)state;
    g_autoptr(Screen) screen = stage_start(&stage, NULL, 16, 80);
    screen_expect_line(screen, 0, " Identity  Money  Notes  Visits 3");
    screen_expect_line(screen, 2, " Title*       Airport screening trial, project arrangement 2");
    screen_expect_line(screen, 3, " Kind         Project arrangement");
    screen_expect_line(screen, 4, " Partner      대한민국");
    screen_expect_line(screen, 6, " Signatories  Ana Ruiz; Kim Chul-su");
    screen_expect_line(screen, 9, " Reference    AGR-2026-014");
    screen_expect_cursor(screen, 2, 14);
    assert_true(screen_cell_of(screen, "Identity").underline);
    assert_false(screen_cell_of(screen, "Money").underline);
    assert_true(screen_cell_of(screen, "Airport").reverse);
    assert_false(screen_cell_of(screen, "Project arr").reverse);
    screen_type(screen, "j j");
    screen_expect_cursor(screen, 4, 14);
    screen_type(screen, "<Tab>");
    screen_expect(screen, "2026-12-01  understood 2026-12-01");
    screen_type(screen, "<Tab> <Tab>");
    screen_expect_line(screen, 2, "the caller's list");
}

static void form__is_typed_in_boxes__with_the_cursor_in_the_text(void **state)
{
    const Stage stage = stage_of(make_filled);
    (void)state;
    g_autoptr(Screen) screen = stage_start(&stage, NULL, 16, 80);
    screen_type(screen, "e");
    screen_expect_line(screen, 2,
                       " Title*      [Airport screening trial, project arrangement 2                  ]");
    screen_expect_line(screen, 3, " Kind        [Project arrangement                ▾]");
    screen_expect_line(screen, 4,
                       " Partner     [대한민국                                                       ▸]");
    screen_expect_line(screen, 7, " Binding     [yes  ]");
    screen_expect_line(screen, 9, " Reference    AGR-2026-014");
    screen_expect_cursor(screen, 2, 60);
    assert_true(screen_cell_of(screen, "Airport").reverse);
    assert_false(screen_cell_of(screen, "Project arr").reverse);
    screen_type(screen, "<End>");
    screen_text(screen, "!");
    screen_expect_cursor(screen, 2, 61);
    assert_false(screen_cell_of(screen, "Airport").reverse);
    screen_expect_line(screen, 15, "Title: As on the signature page.");
    screen_type(screen, "<PgDn>");
    screen_expect_line(screen, 2, " US share [             850,000.00 ]");
    screen_expect_cursor(screen, 2, 34);
    screen_text(screen, "5");
    screen_expect_line(screen, 2, " US share [                      5 ] 5 USD");
    screen_type(screen, "<Ctrl-z>");
    screen_expect_line(screen, 2, " US share [             850,000.00 ]");
    screen_expect_line(screen, 5, " Ends     [2026-12-01  ] understood 2026-12-01");
}

static void text__longer_than_its_box__scrolls_with_signs_at_the_ends(void **state)
{
    const Stage stage = stage_of(make_filled);
    (void)state;
    g_autoptr(Screen) screen = stage_start(&stage, NULL, 12, 40);
    screen_type(screen, "e");
    screen_expect_line(screen, 2, " Title*      …, project arrangement 2 ]");
    screen_type(screen, "<Home>");
    screen_expect_line(screen, 2, " Title*      [Airport screening trial,…");
    screen_expect_cursor(screen, 2, 14);
}

static void drop_down__narrows_while_typing__and_gives_way_to_the_choice(void **state)
{
    const Stage stage = stage_of(make_empty);
    (void)state;
    g_autoptr(Screen) screen = stage_start(&stage, NULL, 16, 80);
    screen_type(screen, "e <Tab> <Tab> s w");
    screen_expect_line(screen, 5, "             ┌────────────────────────────┐");
    screen_expect_line(screen, 6, "             │ Sweden              detail │");
    screen_expect_line(screen, 7, "             │ Switzerland         detail │");
    screen_expect_line(screen, 8, "             └────────────────────────────┘");
    screen_assert_not(screen, "Country"); /* nothing of the form stands beside it */
    assert_true(screen_cell_of(screen, "Sweden").reverse);
    screen_expect_cursor(screen, 4, 16);
    screen_type(screen, "<Down>");
    screen_expect_cursor_on(screen, "Switzerland");
    assert_true(screen_cell_of(screen, "Switzerland").reverse);
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 4,
                       " Partner     [Switzerland                                                    ▸]");
    screen_expect_gone(screen, "Sweden");
    screen_expect_cursor(screen, 5, 14);
    screen_type(screen, "q q");
    screen_expect(screen, "nothing matches");
    screen_assert_not(screen, "Ctrl-N"); /* no country is entered here */
    screen_type(screen, "<Esc>");
    screen_expect_gone(screen, "nothing matches");
}

static void drop_down__says_how_to_create__what_nothing_matches(void **state)
{
    const Stage stage = stage_of(make_empty);
    (void)state;
    g_autoptr(Screen) screen = stage_start(&stage, NULL, 16, 80);
    screen_type(screen, "e <Tab> <Tab>");
    screen_text(screen, "Lindqvist");
    screen_expect_line(screen, 6, "             │ nothing matches");
    screen_expect_line(screen, 7, "             │ Ctrl-N: new partner \"Lindqvist\"");
    screen_resize(screen, 5, 80); /* one row of options: what can be done stands there */
    screen_expect(screen, "│ Ctrl-N: new partner \"Lindqvist\"");
    screen_assert_not(screen, "nothing matches");
}

static void date__reads_while_it_is_typed__and_warns(void **state)
{
    const Stage stage = stage_of(make_filled);
    (void)state;
    g_autoptr(Screen) screen = stage_start(&stage, NULL, 16, 80);
    screen_type(screen, "e <PgDn> <Tab> <Tab> <Tab>");
    screen_expect_line(screen, 5, " Ends     [2026-12-01  ] understood 2026-12-01");
    screen_text(screen, "1999-01-0");
    screen_expect_line(screen, 5, " Ends     [1999-01-0   ] ! in the past");
    screen_assert_not(screen, "understood");
    screen_text(screen, "1");
    screen_expect_line(screen, 5, " Ends     [1999-01-01  ] ! in the past  reads 1999-01-01");
    screen_type(screen, "<Tab>");
    screen_expect_line(screen, 5, " Ends     [1999-01-01  ] ! in the past  understood 1999-01-01");
    screen_type(screen, "<F2>"); /* read, it is no warning any more */
    screen_expect_line(screen, 5, " Ends      1999-01-01  understood 1999-01-01");
}

static void numbers__stand_with_the_other_values__while_they_are_read(void **state)
{
    const Stage stage = stage_of(make_filled);
    (void)state;
    g_autoptr(Screen) screen = stage_start(&stage, NULL, 16, 80);
    screen_type(screen, "<Tab>");
    screen_expect_line(screen, 2, " US share  850,000.00");
    screen_expect_cursor(screen, 2, 11);
}

static void drop_down__scrolls_through_a_long_list__and_opens_above_at_the_bottom(void **state)
{
    const Stage stage = stage_of(make_empty);
    (void)state;
    g_autoptr(Screen) screen = stage_start(&stage, NULL, 16, 80);
    screen_type(screen, "e <Tab> <Space>");
    screen_expect(screen, "Umbrella agreement");
    screen_expect(screen, "detail▾│");
    screen_expect(screen, "Exchange of notes");
    screen_assert_not(screen, "Loan");
    screen_type(screen, "<Up> <Down> <Down> <Down> <Down> <Down> <Down> <Down> <Down>");
    screen_expect(screen, "Loan");
    screen_type(screen, "<Enter>");
    screen_expect(screen, "[Loan ");
    screen_resize(screen, 6, 80);
    screen_type(screen, "<Tab> <Tab> l a r s");
    screen_expect(screen, "Lars Lundin");
    assert_true(screen_row_of(screen, "Lars Lundin") < screen_row_of(screen, "Signatories"));
}

static void links__are_listed_before_the_line_to_type(void **state)
{
    const Stage stage = stage_of(make_filled);
    (void)state;
    g_autoptr(Screen) screen = stage_start(&stage, NULL, 16, 80);
    screen_type(screen, "e <Tab> <Tab> <Tab> <Tab>");
    screen_expect_line(screen, 6,
                       " Signatories [Ana Ruiz; Kim Chul-su;                                         ▸]");
    screen_expect_cursor(screen, 6, 37);
    screen_type(screen, "l u n d i n");
    screen_expect(screen, "Kim Chul-su; lundin");
    screen_type(screen, "<Enter>");
    screen_expect(screen, "[Ana Ruiz; Kim Chul-su; Lars Lundin; ");
    screen_type(screen, "<Space>");
    screen_expect(screen, "✓Ana Ruiz");
    screen_expect(screen, "│ Lars Lund ");
    screen_assert_not(screen, "Reference");
    screen_type(screen, "<Esc> <Backspace> <Backspace>");
    screen_expect_line(screen, 6,
                       " Signatories [Ana Ruiz;                                                      ▸]");
}

static void refused_field__is_marked__and_mended(void **state)
{
    const Stage stage = stage_of(make_empty);
    (void)state;
    g_autoptr(Screen) screen = stage_start(&stage, NULL, 16, 80);
    screen_type(screen, "e <PgDn> <Tab> <Tab> x <Tab>");
    screen_expect(screen, "People: \"x\" is no number: type digits");
    screen_expect(screen, "!People");
    screen_type(screen, "<Backspace> 8 <Tab>");
    screen_expect_gone(screen, "!People");
    screen_expect_line(screen, 4, " People   [            8 ]");
}

static void note__is_typed_in_several_rows__and_read_by_scrolling(void **state)
{
    const Stage stage = stage_of(make_long_note);
    (void)state;
    g_autoptr(Screen) screen = stage_start(&stage, NULL, 15, 80);
    screen_type(screen, "<Tab> <Tab>");
    screen_expect(screen, "line 6");
    screen_assert_not(screen, "line 7");
    screen_type(screen, "<Down> <Down>");
    screen_expect(screen, "line 8");
    screen_assert_not(screen, "line 2");
    screen_type(screen, "e");
    screen_expect(screen, "[line 30");
    screen_expect_cursor_on(screen, "line 30");
    screen_type(screen, "<Enter> m o r e");
    screen_expect(screen, "[more");
    screen_type(screen, "<Up> <Up> <Up> <Up> <Up> <Up> <Up>");
    screen_expect_cursor_on(screen, "line 24");
    screen_type(screen, "<F2>");
    screen_type(screen, "<Home>");
    screen_expect(screen, "line 1");
}

static void sensitive_field__is_masked__until_revealed_or_typed_in(void **state)
{
    const Stage stage = stage_of(make_filled);
    (void)state;
    g_autoptr(Screen) screen = stage_start(&stage, NULL, 15, 80);
    screen_type(screen, "<Tab> <Tab> <Down>");
    screen_expect(screen, "Passphrase  ••••••••");
    screen_assert_not(screen, "heron");
    screen_type(screen, "e");
    screen_expect(screen, "[••••••••");
    screen_type(screen, "c r a n e");
    screen_expect(screen, "[crane");
    screen_type(screen, "<Tab>");
    screen_expect(screen, "[Airport");
    screen_type(screen, "<Shift-Tab>");
    screen_expect(screen, "[••••••••");
    screen_type(screen, "<F2> r");
    screen_expect(screen, "Passphrase  crane");
}

static void conditional_field__appears_below_the_flag(void **state)
{
    const Stage stage = stage_of(make_empty);
    (void)state;
    g_autoptr(Screen) screen = stage_start(&stage, NULL, 16, 80);
    screen_type(screen, "e <Down> <Down> <Down> <Down> <Down>");
    screen_assert_not(screen, "Legal memo");
    screen_type(screen, "<Space>");
    screen_expect_line(screen, 8,
                       " Legal memo  [                                                                ]");
    screen_type(screen, "n");
    screen_expect_gone(screen, "Legal memo");
}

static void form__works__in_four_rows_of_forty_columns(void **state)
{
    const Stage stage = stage_of(make_filled);
    (void)state;
    g_autoptr(Screen) screen = stage_start(&stage, NULL, 5, 40);
    screen_expect_line(screen, 0, " Identity  Money  Notes  Visits 3");
    screen_type(screen, "j j j");
    screen_expect_cursor_on(screen, "Country");
    screen_type(screen, "e c o t e");
    screen_expect(screen, "Côte d'Ivoire");
    screen_type(screen, "<Tab>");
    screen_expect_cursor_on(screen, "Signatories");
    screen_type(screen, "<Tab> <Tab> <Tab> <Tab> <Tab> <Tab> <Tab> <Tab>");
    screen_expect_cursor_on(screen, "Note");
    screen_resize(screen, 24, 100);
    screen_expect(screen, "Passphrase");
    screen_expect_cursor_on(screen, "Second line");
    screen_resize(screen, 3, 20);
    screen_expect_cursor_on(screen, "Note");
    screen_resize(screen, 2, 9);
    screen_type(screen, "<Tab> <Tab> <Tab> s");
    screen_resize(screen, 10, 60);
    screen_expect_cursor_on(screen, "Kind");
}

static void strip__scrolls_with_the_section__when_it_is_narrow(void **state)
{
    const Stage stage = stage_of(make_filled);
    (void)state;
    g_autoptr(Screen) screen = stage_start(&stage, NULL, 12, 24);
    screen_expect_line(screen, 0, " Identity  Money …");
    screen_type(screen, "<Tab> <Tab>");
    screen_expect_line(screen, 0, " … Money  Notes …");
}

static void form__is_readable__in_ascii(void **state)
{
    Stage stage = stage_of(make_filled);
    (void)state;
    stage.ascii = true;
    g_autoptr(Screen) screen = stage_start(&stage, "vt100", 16, 80);
    screen_type(screen, "e");
    screen_expect_line(screen, 3, " Kind        [Project arrangement                v]");
    screen_type(screen, "<Tab> <Space>");
    screen_expect(screen, "| Memorandum");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(form__is_read_plain__with_the_focus_on_a_value, screen_free_all),
        cmocka_unit_test_teardown(form__is_typed_in_boxes__with_the_cursor_in_the_text, screen_free_all),
        cmocka_unit_test_teardown(text__longer_than_its_box__scrolls_with_signs_at_the_ends, screen_free_all),
        cmocka_unit_test_teardown(drop_down__narrows_while_typing__and_gives_way_to_the_choice,
                                  screen_free_all),
        cmocka_unit_test_teardown(drop_down__says_how_to_create__what_nothing_matches, screen_free_all),
        cmocka_unit_test_teardown(date__reads_while_it_is_typed__and_warns, screen_free_all),
        cmocka_unit_test_teardown(numbers__stand_with_the_other_values__while_they_are_read, screen_free_all),
        cmocka_unit_test_teardown(drop_down__scrolls_through_a_long_list__and_opens_above_at_the_bottom,
                                  screen_free_all),
        cmocka_unit_test_teardown(links__are_listed_before_the_line_to_type, screen_free_all),
        cmocka_unit_test_teardown(refused_field__is_marked__and_mended, screen_free_all),
        cmocka_unit_test_teardown(note__is_typed_in_several_rows__and_read_by_scrolling, screen_free_all),
        cmocka_unit_test_teardown(sensitive_field__is_masked__until_revealed_or_typed_in, screen_free_all),
        cmocka_unit_test_teardown(conditional_field__appears_below_the_flag, screen_free_all),
        cmocka_unit_test_teardown(form__works__in_four_rows_of_forty_columns, screen_free_all),
        cmocka_unit_test_teardown(strip__scrolls_with_the_section__when_it_is_narrow, screen_free_all),
        cmocka_unit_test_teardown(form__is_readable__in_ascii, screen_free_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
