/* What the form does with keys, without a terminal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "support/fake_form.h"
#include "tui/form_private.h"

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

static FormResult press(Fixed *fixed, Action action)
{
    const Event event = {EVENT_KEY, 0, NULL};
    return form_handle(fixed->form, &event, action);
}

static FormResult type(Fixed *fixed, const char *text)
{
    FormResult result = FORM_IGNORED;
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        const Event event = {EVENT_KEY, g_utf8_get_char(at), NULL};
        result = form_handle(fixed->form, &event, ACTION_NONE);
    }
    return result;
}

static FormResult paste(Fixed *fixed, const char *text)
{
    const Event event = {EVENT_PASTE, 0, text};
    return form_handle(fixed->form, &event, ACTION_NONE);
}

/* Typing, in that field. */
static Fixed *typing_in(void **state, FakeField field)
{
    Fixed *fixed = *state;
    form_edit(fixed->form, true);
    form_go_to(fixed->form, field);
    assert_int_equal(form_current(fixed->form), field);
    return fixed;
}

#define assert_value(fixed, field, expected)                                                                 \
    assert_string_equal((fixed)->fake->values[field] != NULL ? (fixed)->fake->values[field] : "", expected)

/* --- reading --- */

static void reading__moves_between_fields_and_sections__with_arrows_and_tab(void **state)
{
    Fixed *fixed = *state;
    assert_int_equal(form_current(fixed->form), FAKE_TITLE);
    assert_int_equal(press(fixed, ACTION_DOWN), FORM_HANDLED);
    assert_int_equal(form_current(fixed->form), FAKE_KIND);
    press(fixed, ACTION_LAST);
    assert_int_equal(form_current(fixed->form), FAKE_REF); /* read-only fields are read too */
    press(fixed, ACTION_UP);
    assert_int_equal(form_current(fixed->form), FAKE_BINDING); /* the memo is not shown */
    press(fixed, ACTION_RIGHT);
    assert_int_equal(form_section(fixed->form), 1);
    assert_int_equal(form_current(fixed->form), FAKE_SHARE);
    press(fixed, ACTION_NEXT_SECTION);
    press(fixed, ACTION_NEXT_SECTION);
    assert_true(form_in_extra(fixed->form));
    assert_int_equal(press(fixed, ACTION_DOWN), FORM_IGNORED);
    assert_int_equal(press(fixed, ACTION_OPEN), FORM_IGNORED);
    press(fixed, ACTION_NEXT_SECTION);
    assert_int_equal(form_section(fixed->form), 0);
    press(fixed, ACTION_PREVIOUS_SECTION);
    assert_true(form_in_extra(fixed->form));
}

static void reading__leaves_letters_to_the_caller(void **state)
{
    Fixed *fixed = *state;
    assert_int_equal(type(fixed, "x"), FORM_IGNORED);
    assert_int_equal(press(fixed, ACTION_EDIT), FORM_IGNORED);
    assert_int_equal(press(fixed, ACTION_BACK), FORM_LEAVE);
    assert_value(fixed, FAKE_TITLE, "");
}

static void reading__follows_a_link__only_where_there_is_one(void **state)
{
    Fixed *fixed = *state;
    form_go_to(fixed->form, FAKE_PARTNER);
    assert_int_equal(press(fixed, ACTION_OPEN), FORM_EDIT);
    fake_form_put(fixed->fake, FAKE_PARTNER, "Sweden");
    assert_int_equal(press(fixed, ACTION_OPEN), FORM_FOLLOW);
}

static void reading__asks_to_type__with_enter_on_a_plain_field(void **state)
{
    Fixed *fixed = *state;
    assert_int_equal(press(fixed, ACTION_OPEN), FORM_EDIT);
    form_go_to(fixed->form, FAKE_REF); /* given by the program */
    assert_int_equal(press(fixed, ACTION_OPEN), FORM_IGNORED);
    assert_false(form_editing(fixed->form));
}

/* --- typing --- */

static void typing__gives_the_text_to_the_model__when_the_field_is_left(void **state)
{
    Fixed *fixed = typing_in(state, FAKE_TITLE);
    type(fixed, "Airport trial");
    assert_value(fixed, FAKE_TITLE, "");
    assert_string_equal(form_typed(fixed->form), "Airport trial");
    assert_int_equal(press(fixed, ACTION_NEXT_FIELD), FORM_CHANGED);
    assert_value(fixed, FAKE_TITLE, "Airport trial");
    assert_int_equal(form_current(fixed->form), FAKE_KIND);
}

static void typing__changes_nothing__when_a_field_is_only_passed(void **state)
{
    Fixed *fixed = typing_in(state, FAKE_TITLE);
    for (int i = 0; i < 20; i++)
        assert_int_equal(press(fixed, ACTION_NEXT_FIELD), FORM_HANDLED);
    assert_int_equal(fixed->fake->asked, 0);
}

static void tab__goes_round_all_fields_that_can_be_typed__and_back(void **state)
{
    static const guint order[] = {FAKE_KIND,  FAKE_PARTNER,    FAKE_COUNTRY, FAKE_SIGNERS, FAKE_BINDING,
                                  FAKE_SHARE, FAKE_PERCENT,    FAKE_NUMBER,  FAKE_ENDS,    FAKE_AT,
                                  FAKE_NOTE,  FAKE_PASSPHRASE, FAKE_TITLE};
    Fixed *fixed = typing_in(state, FAKE_TITLE);
    for (gsize i = 0; i < G_N_ELEMENTS(order); i++) {
        press(fixed, ACTION_NEXT_FIELD);
        assert_int_equal(form_current(fixed->form), order[i]);
    }
    for (gsize i = G_N_ELEMENTS(order) - 1; i > 0; i--) {
        press(fixed, ACTION_PREVIOUS_FIELD);
        assert_int_equal(form_current(fixed->form), order[i - 1]);
    }
}

static void enter__goes_to_the_next_field__but_makes_a_line_in_a_note(void **state)
{
    Fixed *fixed = typing_in(state, FAKE_TITLE);
    type(fixed, "One");
    assert_int_equal(press(fixed, ACTION_OPEN), FORM_CHANGED);
    assert_int_equal(form_current(fixed->form), FAKE_KIND);
    form_go_to(fixed->form, FAKE_NOTE);
    type(fixed, "first");
    press(fixed, ACTION_OPEN);
    type(fixed, "second");
    press(fixed, ACTION_NEXT_FIELD);
    assert_value(fixed, FAKE_NOTE, "first\nsecond");
}

static void up_and_down__go_through_the_note_first__then_between_fields(void **state)
{
    Fixed *fixed = typing_in(state, FAKE_NOTE);
    type(fixed, "a");
    press(fixed, ACTION_OPEN);
    type(fixed, "b");
    press(fixed, ACTION_UP);
    assert_int_equal(form_current(fixed->form), FAKE_NOTE);
    press(fixed, ACTION_DOWN);
    assert_int_equal(form_current(fixed->form), FAKE_NOTE);
    assert_int_equal(press(fixed, ACTION_DOWN), FORM_CHANGED);
    assert_int_equal(form_current(fixed->form), FAKE_PASSPHRASE);
}

static void refusal__keeps_the_text_and_the_cursor__and_says_why(void **state)
{
    Fixed *fixed = typing_in(state, FAKE_NUMBER);
    type(fixed, "eight");
    assert_int_equal(press(fixed, ACTION_NEXT_FIELD), FORM_REFUSED);
    assert_int_equal(form_current(fixed->form), FAKE_NUMBER);
    assert_string_equal(form_typed(fixed->form), "eight");
    assert_string_equal(form_message(fixed->form), "People: \"eight\" is no number: type digits");
    assert_int_equal(press(fixed, ACTION_SAVE), FORM_REFUSED);
    press(fixed, ACTION_ERASE_TO_START);
    type(fixed, "8");
    assert_int_equal(press(fixed, ACTION_NEXT_FIELD), FORM_CHANGED);
    assert_value(fixed, FAKE_NUMBER, "8");
}

static void refusal__goes__when_the_text_is_put_back(void **state)
{
    Fixed *fixed = typing_in(state, FAKE_NUMBER);
    type(fixed, "x");
    press(fixed, ACTION_NEXT_FIELD);
    press(fixed, ACTION_ERASE_LEFT);
    assert_int_equal(press(fixed, ACTION_NEXT_FIELD), FORM_HANDLED);
    press(fixed, ACTION_PREVIOUS_FIELD);
    assert_null(strstr(form_message(fixed->form), "no number"));
}

static void form__is_saved__after_the_field_was_accepted(void **state)
{
    Fixed *fixed = typing_in(state, FAKE_TITLE);
    type(fixed, "One");
    assert_int_equal(press(fixed, ACTION_SAVE), FORM_SAVE);
    assert_value(fixed, FAKE_TITLE, "One");
}

static void form__is_left__without_accepting_the_field(void **state)
{
    Fixed *fixed = typing_in(state, FAKE_TITLE);
    type(fixed, "One");
    assert_int_equal(press(fixed, ACTION_BACK), FORM_LEAVE);
    assert_value(fixed, FAKE_TITLE, "");
    assert_string_equal(form_typed(fixed->form), "One");
}

static void mark_of_the_caller__stays__until_the_field_takes_a_value(void **state)
{
    Fixed *fixed = typing_in(state, FAKE_KIND);
    form_refuse(fixed->form, FAKE_TITLE, "Title: missing: type one");
    form_go_to(fixed->form, FAKE_TITLE);
    assert_string_equal(form_message(fixed->form), "Title: missing: type one");
    press(fixed, ACTION_DOWN);
    press(fixed, ACTION_UP);
    assert_string_equal(form_message(fixed->form), "Title: missing: type one");
    type(fixed, "One");
    press(fixed, ACTION_DOWN);
    press(fixed, ACTION_UP);
    assert_string_equal(form_message(fixed->form), "Title: As on the signature page.");
}

static void paste__never_presses_enter__in_a_line(void **state)
{
    Fixed *fixed = typing_in(state, FAKE_TITLE);
    paste(fixed, "one\ntwo\n");
    assert_int_equal(form_current(fixed->form), FAKE_TITLE);
    assert_string_equal(form_typed(fixed->form), "one two ");
    form_go_to(fixed->form, FAKE_NOTE);
    paste(fixed, "one\r\ntwo");
    assert_string_equal(form_typed(fixed->form), "one\ntwo");
}

static void paste__that_is_too_long__is_refused_whole(void **state)
{
    Fixed *fixed = typing_in(state, FAKE_NOTE);
    g_autofree char *large = g_strnfill(EDITOR_BYTES + 1, 'x');
    paste(fixed, large);
    assert_string_equal(form_typed(fixed->form), "");
    assert_non_null(strstr(form_message(fixed->form), "64 KiB"));
}

static void repeat__types_the_value_of_the_last_record(void **state)
{
    Fixed *fixed = typing_in(state, FAKE_TITLE);
    press(fixed, ACTION_REPEAT_FIELD);
    assert_string_equal(form_typed(fixed->form), "Repeated title");
    press(fixed, ACTION_NEXT_FIELD);
    assert_value(fixed, FAKE_TITLE, "Repeated title");
    press(fixed, ACTION_REPEAT_FIELD);
    assert_int_equal(press(fixed, ACTION_NEXT_FIELD), FORM_CHANGED);
    assert_value(fixed, FAKE_KIND, "Memorandum");
    form_go_to(fixed->form, FAKE_ENDS);
    press(fixed, ACTION_REPEAT_FIELD);
    assert_non_null(strstr(form_message(fixed->form), "nothing to repeat"));
}

static void undo__works_within_the_field(void **state)
{
    Fixed *fixed = typing_in(state, FAKE_TITLE);
    type(fixed, "One");
    press(fixed, ACTION_FIELD_UNDO);
    assert_string_equal(form_typed(fixed->form), "");
    press(fixed, ACTION_FIELD_REDO);
    assert_string_equal(form_typed(fixed->form), "One");
}

/* --- filled fields --- */

static void filled_field__is_replaced__by_the_first_letter(void **state)
{
    Fixed *fixed = *state;
    fake_form_put(fixed->fake, FAKE_TITLE, "Airport trial");
    typing_in(state, FAKE_TITLE);
    assert_true(form_selected(fixed->form));
    type(fixed, "Port");
    assert_string_equal(form_typed(fixed->form), "Port");
    assert_false(form_selected(fixed->form));
    press(fixed, ACTION_FIELD_UNDO);
    assert_string_equal(form_typed(fixed->form), "Airport trial");
    type(fixed, "s"); /* brought back, it is changed and not replaced once more */
    assert_string_equal(form_typed(fixed->form), "Airport trials");
}

static void filled_field__is_replaced__by_a_paste(void **state)
{
    Fixed *fixed = *state;
    fake_form_put(fixed->fake, FAKE_NUMBER, "8");
    typing_in(state, FAKE_NUMBER);
    paste(fixed, "12");
    press(fixed, ACTION_NEXT_FIELD);
    assert_value(fixed, FAKE_NUMBER, "12");
}

static void filled_field__is_changed__once_the_cursor_moved(void **state)
{
    static const struct {
        Action action;
        const char *text;
    } rows[] = {{ACTION_RIGHT, "heronx"},
                {ACTION_LAST, "heronx"},
                {ACTION_FIRST, "xheron"},
                {ACTION_LEFT, "heroxn"},
                {ACTION_ERASE_LEFT, "herox"}};
    Fixed *fixed = *state;
    form_edit(fixed->form, true);
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        form_go_to(fixed->form, FAKE_KIND);
        fake_form_put(fixed->fake, FAKE_TITLE, "heron");
        form_go_to(fixed->form, FAKE_TITLE);
        press(fixed, rows[i].action);
        assert_false(form_selected(fixed->form));
        type(fixed, "x");
        assert_string_equal(form_typed(fixed->form), rows[i].text);
    }
}

static void filled_note__is_changed__never_replaced(void **state)
{
    Fixed *fixed = *state;
    fake_form_put(fixed->fake, FAKE_NOTE, "first");
    typing_in(state, FAKE_NOTE);
    assert_false(form_selected(fixed->form));
    type(fixed, "!");
    assert_string_equal(form_typed(fixed->form), "first!");
}

static void refused_text__is_changed__not_replaced(void **state)
{
    Fixed *fixed = typing_in(state, FAKE_NUMBER);
    type(fixed, "8x");
    press(fixed, ACTION_NEXT_FIELD);
    type(fixed, "y");
    assert_string_equal(form_typed(fixed->form), "8xy");
}

static void key_line__offers__only_what_the_field_can_do(void **state)
{
    static const struct {
        FakeField field;
        bool creates, repeats;
    } rows[] = {{FAKE_TITLE, false, true},
                {FAKE_KIND, false, true},
                {FAKE_PARTNER, true, false},
                {FAKE_COUNTRY, false, false},
                {FAKE_ENDS, false, false}};
    Fixed *fixed = *state;
    assert_false(form_offers(fixed->form, ACTION_REPEAT_FIELD)); /* read */
    form_edit(fixed->form, true);
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        form_go_to(fixed->form, rows[i].field);
        assert_int_equal(form_offers(fixed->form, ACTION_CREATE_LINKED), rows[i].creates);
        assert_int_equal(form_offers(fixed->form, ACTION_REPEAT_FIELD), rows[i].repeats);
        assert_false(form_offers(fixed->form, ACTION_SAVE));
    }
}

/* --- fields that pick --- */

static void pick__takes_the_first_that_matches__with_tab_or_enter(void **state)
{
    static const Action keys[] = {ACTION_NEXT_FIELD, ACTION_OPEN};
    Fixed *fixed = typing_in(state, FAKE_PARTNER);
    for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
        fake_form_put(fixed->fake, FAKE_PARTNER, NULL);
        form_refresh(fixed->form);
        form_go_to(fixed->form, FAKE_PARTNER);
        type(fixed, "sw");
        assert_int_equal(press(fixed, keys[i]), FORM_CHANGED);
        assert_value(fixed, FAKE_PARTNER, "Sweden");
        assert_int_equal(form_current(fixed->form), FAKE_COUNTRY);
    }
}

static void pick__chooses_with_arrows(void **state)
{
    Fixed *fixed = typing_in(state, FAKE_PARTNER);
    type(fixed, "sw");
    press(fixed, ACTION_DOWN);
    assert_int_equal(form_current(fixed->form), FAKE_PARTNER);
    assert_int_equal(press(fixed, ACTION_OPEN), FORM_CHANGED);
    assert_value(fixed, FAKE_PARTNER, "Switzerland");
}

static void pick__takes_what_the_arrows_chose__however_the_field_is_left(void **state)
{
    Fixed *fixed = typing_in(state, FAKE_PARTNER);
    type(fixed, "sw");
    press(fixed, ACTION_DOWN);
    assert_int_equal(press(fixed, ACTION_SAVE), FORM_SAVE);
    assert_value(fixed, FAKE_PARTNER, "Switzerland");
}

static void pick__replaces_what_stood_there__from_the_first_letter(void **state)
{
    Fixed *fixed = *state;
    fake_form_put(fixed->fake, FAKE_PARTNER, "Sweden");
    typing_in(state, FAKE_PARTNER);
    type(fixed, "kor");
    press(fixed, ACTION_NEXT_FIELD);
    assert_value(fixed, FAKE_PARTNER, "Republic of Korea");
}

static void pick__opens_the_whole_list__with_space(void **state)
{
    Fixed *fixed = *state;
    fake_form_put(fixed->fake, FAKE_KIND, "Memorandum");
    typing_in(state, FAKE_KIND);
    type(fixed, " ");
    assert_string_equal(form_typed(fixed->form), "");
    press(fixed, ACTION_DOWN); /* from what is chosen, Memorandum, to the next */
    assert_int_equal(press(fixed, ACTION_OPEN), FORM_CHANGED);
    assert_value(fixed, FAKE_KIND, "Letter of intent");
}

static void pick__keeps_its_value__when_the_list_was_only_looked_at(void **state)
{
    Fixed *fixed = *state;
    fake_form_put(fixed->fake, FAKE_KIND, "Memorandum");
    typing_in(state, FAKE_KIND);
    type(fixed, " ");
    assert_int_equal(press(fixed, ACTION_NEXT_FIELD), FORM_HANDLED);
    assert_value(fixed, FAKE_KIND, "Memorandum");
    assert_int_equal(form_current(fixed->form), FAKE_PARTNER);
}

static void escape__closes_the_list_first__and_puts_back_what_stood_there(void **state)
{
    Fixed *fixed = *state;
    fake_form_put(fixed->fake, FAKE_PARTNER, "Sweden");
    typing_in(state, FAKE_PARTNER);
    type(fixed, "kor");
    assert_int_equal(press(fixed, ACTION_BACK), FORM_HANDLED);
    assert_int_equal(press(fixed, ACTION_NEXT_FIELD), FORM_HANDLED);
    assert_value(fixed, FAKE_PARTNER, "Sweden");
    assert_int_equal(press(fixed, ACTION_BACK), FORM_LEAVE);
}

static void pick__takes_the_exact_or_only_match__when_it_is_saved(void **state)
{
    static const struct {
        const char *typed;
        FormResult result;
        const char *value;
    } cases[] = {
        {"SWEDEN", FORM_SAVE, "Sweden"}, {"cote", FORM_SAVE, "Côte d'Ivoire"},
        {"한민", FORM_SAVE, "대한민국"}, {"sw", FORM_REFUSED, ""},
        {"atlantis", FORM_REFUSED, ""},
    };
    Fixed *fixed = typing_in(state, FAKE_PARTNER);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        fake_form_put(fixed->fake, FAKE_PARTNER, NULL);
        form_edit(fixed->form, false);
        fake_form_put(fixed->fake, FAKE_PARTNER, NULL);
        typing_in(state, FAKE_PARTNER);
        type(fixed, cases[i].typed);
        assert_int_equal(press(fixed, ACTION_SAVE), cases[i].result);
        assert_value(fixed, FAKE_PARTNER, cases[i].value);
    }
    assert_string_equal(form_message(fixed->form), "Partner: nothing is called \"atlantis\"");
}

static void pick__names_the_way_out__when_several_match(void **state)
{
    Fixed *fixed = typing_in(state, FAKE_PARTNER);
    type(fixed, "sw");
    press(fixed, ACTION_SAVE);
    assert_string_equal(form_message(fixed->form),
                        "Partner: 2 match \"sw\": type more of it, or choose with Up and Down");
}

static void pick__prefers_the_exact_one__to_the_first(void **state)
{
    Fixed *fixed = typing_in(state, FAKE_SIGNERS);
    type(fixed, "lars lund"); /* Lars Lundin matches too, and stands first */
    press(fixed, ACTION_OPEN);
    assert_value(fixed, FAKE_SIGNERS, "Lars Lund");
}

static void pick__is_emptied__when_all_was_erased(void **state)
{
    Fixed *fixed = *state;
    fake_form_put(fixed->fake, FAKE_PARTNER, "Sweden");
    typing_in(state, FAKE_PARTNER);
    press(fixed, ACTION_ERASE_TO_START);
    assert_int_equal(press(fixed, ACTION_NEXT_FIELD), FORM_CHANGED);
    assert_value(fixed, FAKE_PARTNER, "");
}

static void pick__asks_once_for_options__however_many_keys_came(void **state)
{
    Fixed *fixed = typing_in(state, FAKE_PARTNER);
    type(fixed, "switzer");
    assert_int_equal(fixed->fake->asked, 0);
    press(fixed, ACTION_NEXT_FIELD);
    assert_int_equal(fixed->fake->asked, 1);
    assert_value(fixed, FAKE_PARTNER, "Switzerland");
}

static void pick__shows_the_refusal_of_a_choice(void **state)
{
    Fixed *fixed = typing_in(state, FAKE_KIND);
    type(fixed, "lease");
    assert_int_equal(press(fixed, ACTION_NEXT_FIELD), FORM_REFUSED);
    assert_string_equal(form_message(fixed->form), "Kind: a lease needs a lessor: choose another kind");
    assert_int_equal(form_current(fixed->form), FAKE_KIND);
}

static void created_link__is_taken_up__when_the_form_is_refreshed(void **state)
{
    Fixed *fixed = typing_in(state, FAKE_PARTNER);
    type(fixed, "Norw");
    assert_int_equal(press(fixed, ACTION_CREATE_LINKED), FORM_CREATE);
    assert_string_equal(form_typed(fixed->form), "Norw");
    fake_form_put(fixed->fake, FAKE_PARTNER, "Norway");
    form_refresh(fixed->form);
    assert_int_equal(press(fixed, ACTION_NEXT_FIELD), FORM_HANDLED);
    assert_value(fixed, FAKE_PARTNER, "Norway");
}

static void typed_text__stays__when_other_values_changed_behind_it(void **state)
{
    Fixed *fixed = typing_in(state, FAKE_TITLE);
    type(fixed, "Half a ti");
    fake_form_put(fixed->fake, FAKE_PARTNER, "Norway");
    form_refresh(fixed->form);
    assert_string_equal(form_typed(fixed->form), "Half a ti");
}

/* --- many links --- */

static void links__are_added_with_enter__and_taken_away_with_backspace(void **state)
{
    Fixed *fixed = typing_in(state, FAKE_SIGNERS);
    type(fixed, "ana");
    assert_int_equal(press(fixed, ACTION_OPEN), FORM_CHANGED);
    assert_int_equal(form_current(fixed->form), FAKE_SIGNERS);
    type(fixed, "kim");
    press(fixed, ACTION_OPEN);
    assert_value(fixed, FAKE_SIGNERS, "Ana Ruiz; Kim Chul-su");
    assert_int_equal(press(fixed, ACTION_ERASE_LEFT), FORM_CHANGED);
    assert_value(fixed, FAKE_SIGNERS, "Ana Ruiz");
    assert_int_equal(fixed->fake->chosen, 3);
    type(fixed, "ki");
    press(fixed, ACTION_ERASE_LEFT); /* erases a letter, not a link */
    assert_value(fixed, FAKE_SIGNERS, "Ana Ruiz");
    press(fixed, ACTION_BACK);
    assert_int_equal(press(fixed, ACTION_OPEN), FORM_HANDLED); /* nothing typed: goes on */
    assert_int_equal(form_current(fixed->form), FAKE_BINDING);
}

static void link__is_turned_over__when_it_is_chosen_again(void **state)
{
    Fixed *fixed = *state;
    fake_form_put(fixed->fake, FAKE_SIGNERS, "Ana Ruiz; Kim Chul-su");
    typing_in(state, FAKE_SIGNERS);
    type(fixed, "ana");
    press(fixed, ACTION_OPEN);
    assert_value(fixed, FAKE_SIGNERS, "Kim Chul-su");
}

static void link__that_no_option_names__is_taken_away_too(void **state)
{
    Fixed *fixed = *state;
    fake_form_put(fixed->fake, FAKE_SIGNERS, "Ana Ruiz; Somebody Gone");
    typing_in(state, FAKE_SIGNERS);
    press(fixed, ACTION_ERASE_LEFT);
    assert_value(fixed, FAKE_SIGNERS, "Ana Ruiz");
    press(fixed, ACTION_ERASE_LEFT);
    assert_value(fixed, FAKE_SIGNERS, "");
    assert_int_equal(press(fixed, ACTION_ERASE_LEFT), FORM_HANDLED);
}

/* --- flags, conditions --- */

static void flag__is_set_with_letters_and_turned_with_space(void **state)
{
    Fixed *fixed = typing_in(state, FAKE_BINDING);
    assert_int_equal(type(fixed, "y"), FORM_CHANGED);
    assert_value(fixed, FAKE_BINDING, "yes");
    type(fixed, " ");
    assert_value(fixed, FAKE_BINDING, "no");
    type(fixed, " ");
    assert_value(fixed, FAKE_BINDING, "yes");
    type(fixed, "N");
    assert_value(fixed, FAKE_BINDING, "no");
    assert_int_equal(press(fixed, ACTION_ERASE_LEFT), FORM_CHANGED);
    assert_value(fixed, FAKE_BINDING, "");
    assert_int_equal(type(fixed, "x"), FORM_HANDLED);
    assert_value(fixed, FAKE_BINDING, "");
    assert_non_null(strstr(form_message(fixed->form), "y or n"));
}

static void field__appears_and_goes__as_values_change(void **state)
{
    Fixed *fixed = typing_in(state, FAKE_BINDING);
    type(fixed, "y");
    press(fixed, ACTION_NEXT_FIELD);
    assert_int_equal(form_current(fixed->form), FAKE_MEMO);
    press(fixed, ACTION_PREVIOUS_FIELD);
    type(fixed, "n");
    press(fixed, ACTION_NEXT_FIELD);
    assert_int_equal(form_current(fixed->form), FAKE_SHARE);
}

static void cursor__goes_to_a_field_that_is_there__when_its_own_goes(void **state)
{
    Fixed *fixed = *state;
    fake_form_put(fixed->fake, FAKE_BINDING, "yes");
    form_go_to(fixed->form, FAKE_MEMO);
    assert_int_equal(form_current(fixed->form), FAKE_MEMO);
    fake_form_put(fixed->fake, FAKE_BINDING, "no");
    form_refresh(fixed->form);
    assert_int_equal(form_current(fixed->form), FAKE_REF);
}

/* --- sensitive --- */

static void sensitive__keeps_its_value__when_it_is_only_passed(void **state)
{
    Fixed *fixed = *state;
    fake_form_put(fixed->fake, FAKE_PASSPHRASE, "heron");
    typing_in(state, FAKE_PASSPHRASE);
    press(fixed, ACTION_LEFT);
    assert_string_equal(form_typed(fixed->form), "heron");
    assert_int_equal(press(fixed, ACTION_NEXT_FIELD), FORM_HANDLED);
    assert_value(fixed, FAKE_PASSPHRASE, "heron");
}

static void sensitive__begins_anew__when_it_is_typed_in(void **state)
{
    Fixed *fixed = *state;
    fake_form_put(fixed->fake, FAKE_PASSPHRASE, "heron");
    typing_in(state, FAKE_PASSPHRASE);
    type(fixed, "crane");
    assert_string_equal(form_typed(fixed->form), "crane");
    press(fixed, ACTION_FIELD_UNDO);
    assert_int_equal(press(fixed, ACTION_NEXT_FIELD), FORM_HANDLED); /* undone: untouched */
    assert_value(fixed, FAKE_PASSPHRASE, "heron");
    form_go_to(fixed->form, FAKE_PASSPHRASE);
    type(fixed, "crane");
    press(fixed, ACTION_NEXT_FIELD);
    assert_value(fixed, FAKE_PASSPHRASE, "crane");
    form_go_to(fixed->form, FAKE_PASSPHRASE);
    press(fixed, ACTION_ERASE_LEFT);
    press(fixed, ACTION_NEXT_FIELD);
    assert_value(fixed, FAKE_PASSPHRASE, "");
}

static void sensitive__can_be_changed_in_place__when_it_was_revealed(void **state)
{
    Fixed *fixed = *state;
    fake_form_put(fixed->fake, FAKE_PASSPHRASE, "heron");
    form_reveal(fixed->form, FAKE_PASSPHRASE);
    typing_in(state, FAKE_PASSPHRASE);
    press(fixed, ACTION_LAST);
    type(fixed, "s");
    press(fixed, ACTION_NEXT_FIELD);
    assert_value(fixed, FAKE_PASSPHRASE, "herons");
}

/* --- a form with as little as a filter has --- */

static guint one(gpointer self)
{
    (void)self;
    return 1;
}

static const char *no_title(gpointer self, guint section)
{
    (void)self;
    (void)section;
    return "Criteria";
}

static const FormField *plain_field(gpointer self, guint index)
{
    static const FormField field = {.name = "a", .label = "A", .kind = FIELD_TEXT};
    (void)self;
    (void)index;
    return &field;
}

static char *no_text(gpointer self, guint index)
{
    (void)self;
    (void)index;
    return NULL;
}

static bool takes_all(gpointer self, guint index, const char *typed, GError **error)
{
    (void)index;
    (void)error;
    g_string_assign(self, typed);
    return true;
}

static void form__needs_no_more__than_what_a_filter_gives(void **state)
{
    (void)state;
    g_autoptr(GString) taken = g_string_new(NULL);
    const FormModel model = {.self = taken,
                             .sections = one,
                             .section_title = no_title,
                             .fields = one,
                             .field = plain_field,
                             .text = no_text,
                             .set = takes_all};
    Fixed fixed = {NULL, form_new(&model)};
    form_edit(fixed.form, true);
    type(&fixed, ">5");
    press(&fixed, ACTION_REPEAT_FIELD);
    assert_int_equal(press(&fixed, ACTION_SAVE), FORM_SAVE);
    assert_string_equal(taken->str, ">5");
    press(&fixed, ACTION_NEXT_FIELD);
    assert_int_equal(form_current(fixed.form), 0);
    form_free(fixed.form);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(reading__moves_between_fields_and_sections__with_arrows_and_tab),
        TEST(reading__leaves_letters_to_the_caller),
        TEST(reading__follows_a_link__only_where_there_is_one),
        TEST(reading__asks_to_type__with_enter_on_a_plain_field),
        TEST(typing__gives_the_text_to_the_model__when_the_field_is_left),
        TEST(typing__changes_nothing__when_a_field_is_only_passed),
        TEST(tab__goes_round_all_fields_that_can_be_typed__and_back),
        TEST(enter__goes_to_the_next_field__but_makes_a_line_in_a_note),
        TEST(up_and_down__go_through_the_note_first__then_between_fields),
        TEST(refusal__keeps_the_text_and_the_cursor__and_says_why),
        TEST(refusal__goes__when_the_text_is_put_back),
        TEST(form__is_saved__after_the_field_was_accepted),
        TEST(form__is_left__without_accepting_the_field),
        TEST(mark_of_the_caller__stays__until_the_field_takes_a_value),
        TEST(paste__never_presses_enter__in_a_line),
        TEST(paste__that_is_too_long__is_refused_whole),
        TEST(repeat__types_the_value_of_the_last_record),
        TEST(undo__works_within_the_field),
        TEST(filled_field__is_replaced__by_the_first_letter),
        TEST(filled_field__is_replaced__by_a_paste),
        TEST(filled_field__is_changed__once_the_cursor_moved),
        TEST(filled_note__is_changed__never_replaced),
        TEST(refused_text__is_changed__not_replaced),
        TEST(key_line__offers__only_what_the_field_can_do),
        TEST(pick__takes_the_first_that_matches__with_tab_or_enter),
        TEST(pick__chooses_with_arrows),
        TEST(pick__takes_what_the_arrows_chose__however_the_field_is_left),
        TEST(pick__replaces_what_stood_there__from_the_first_letter),
        TEST(pick__opens_the_whole_list__with_space),
        TEST(pick__keeps_its_value__when_the_list_was_only_looked_at),
        TEST(escape__closes_the_list_first__and_puts_back_what_stood_there),
        TEST(pick__takes_the_exact_or_only_match__when_it_is_saved),
        TEST(pick__names_the_way_out__when_several_match),
        TEST(pick__prefers_the_exact_one__to_the_first),
        TEST(pick__is_emptied__when_all_was_erased),
        TEST(pick__asks_once_for_options__however_many_keys_came),
        TEST(pick__shows_the_refusal_of_a_choice),
        TEST(created_link__is_taken_up__when_the_form_is_refreshed),
        TEST(typed_text__stays__when_other_values_changed_behind_it),
        TEST(links__are_added_with_enter__and_taken_away_with_backspace),
        TEST(link__is_turned_over__when_it_is_chosen_again),
        TEST(link__that_no_option_names__is_taken_away_too),
        TEST(flag__is_set_with_letters_and_turned_with_space),
        TEST(field__appears_and_goes__as_values_change),
        TEST(cursor__goes_to_a_field_that_is_there__when_its_own_goes),
        TEST(sensitive__keeps_its_value__when_it_is_only_passed),
        TEST(sensitive__begins_anew__when_it_is_typed_in),
        TEST(sensitive__can_be_changed_in_place__when_it_was_revealed),
        TEST(form__needs_no_more__than_what_a_filter_gives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
