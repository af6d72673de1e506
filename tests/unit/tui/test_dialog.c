#include "tui/dialog.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "unit/tui/stage.h"

#include <cmocka.h>

static const DialogItem problems[] = {
    {'1', "Area review open since 12 Nov", "Hall B, escort?", false},
    {'2', "K. Lund: possible match not decided", NULL, false},
    {'3', "Host training of M. Frank ended 30 Sep", NULL, true},
};

static Dialog *move_dialog(void)
{
    return dialog_new("Move VIS-2026-087 to Approved", "Three things stand in the way:", problems,
                      G_N_ELEMENTS(problems), 0);
}

static DialogResult act(Dialog *dialog, Action action)
{
    return dialog_handle(dialog, &(Event){.kind = EVENT_KEY}, action);
}

static DialogResult type(Dialog *dialog, Key key)
{
    return dialog_handle(dialog, &(Event){.kind = EVENT_KEY, .key = key}, ACTION_NONE);
}

static void type_all(Dialog *dialog, const char *text)
{
    for (; *text != '\0'; text = g_utf8_next_char(text))
        assert_int_equal(type(dialog, g_utf8_get_char(text)), DIALOG_OPEN);
}

/* --- items --- */

static void dialog__picks_by_arrows_and_Enter__what_may_be_picked(void **state)
{
    g_autoptr(Dialog) dialog = move_dialog();
    (void)state;
    assert_false(dialog_types(dialog));
    act(dialog, ACTION_DOWN);
    assert_int_equal(act(dialog, ACTION_OPEN), DIALOG_PICKED);
    assert_int_equal(dialog_picked(dialog), 1);
}

static void dialog__picks_at_once__by_an_item_s_key(void **state)
{
    g_autoptr(Dialog) dialog = move_dialog();
    (void)state;
    assert_int_equal(type(dialog, '9'), DIALOG_OPEN);
    assert_int_equal(type(dialog, '2'), DIALOG_PICKED);
    assert_int_equal(dialog_picked(dialog), 1);
}

static void dialog__does_not_pick__what_is_dim(void **state)
{
    g_autoptr(Dialog) dialog = move_dialog();
    (void)state;
    assert_int_equal(type(dialog, '3'), DIALOG_OPEN);
    act(dialog, ACTION_LAST);
    assert_int_equal(act(dialog, ACTION_OPEN), DIALOG_OPEN);
}

static void dialog__is_left__by_back_or_where_nothing_is_to_be_picked(void **state)
{
    g_autoptr(Dialog) dialog = move_dialog();
    g_autoptr(Dialog) text = dialog_text("About", "Entente");
    (void)state;
    assert_int_equal(act(dialog, ACTION_BACK), DIALOG_LEFT);
    assert_int_equal(act(text, ACTION_OPEN), DIALOG_LEFT);
    assert_int_equal(act(text, ACTION_BACK), DIALOG_LEFT);
}

static void dialog__stays_within_its_items__and_Tab_goes_round(void **state)
{
    g_autoptr(Dialog) dialog = move_dialog();
    (void)state;
    act(dialog, ACTION_UP);
    assert_int_equal(dialog_picked(dialog), 0);
    act(dialog, ACTION_PREVIOUS_FIELD);
    assert_int_equal(dialog_picked(dialog), 2);
    act(dialog, ACTION_DOWN);
    assert_int_equal(dialog_picked(dialog), 2);
    act(dialog, ACTION_NEXT_FIELD);
    assert_int_equal(dialog_picked(dialog), 0);
}

/* --- a line to type --- */

static int asked;

static bool screens(const char *typed, GPtrArray *labels, gpointer data)
{
    static const char *const names[] = {"agreements", "actions", "partners", "part", "projects"};
    (void)data;
    asked++;
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        if (g_str_has_prefix(names[i], typed))
            g_ptr_array_add(labels, g_strdup(names[i]));
    }
    return true;
}

/* A key comes each time but the third. */
static bool given_up_twice(const char *typed, GPtrArray *labels, gpointer data)
{
    (void)typed;
    if (++*(guint *)data < 3)
        return false;
    g_ptr_array_add(labels, g_strdup("found"));
    return true;
}

static void prompt__asks_again__when_its_options_were_given_up(void **state)
{
    guint asks = 0;
    (void)state;
    g_autoptr(Dialog) dialog = dialog_prompt("Find", NULL, "f", given_up_twice, &asks);
    assert_false(dialog_idle(dialog));
    assert_false(dialog_idle(dialog));
    assert_true(dialog_idle(dialog));
    assert_false(dialog_idle(dialog));
    assert_int_equal(asks, 3);
    const Event enter = {.kind = EVENT_KEY, .key = '\r'};
    assert_int_equal(dialog_handle(dialog, &enter, ACTION_OPEN), DIALOG_PICKED);
    assert_string_equal(dialog_typed(dialog), "found");
}

static void prompt__gives_what_was_typed__without_options(void **state)
{
    g_autoptr(Dialog) dialog = dialog_prompt("Export", "A new file", "visits.csv", NULL, NULL);
    (void)state;
    assert_true(dialog_types(dialog));
    act(dialog, ACTION_ERASE_LEFT);
    type_all(dialog, "z\u00e9q");
    assert_int_equal(act(dialog, ACTION_OPEN), DIALOG_PICKED);
    assert_string_equal(dialog_typed(dialog), "visits.csz\u00e9q");
    assert_int_equal(dialog_picked(dialog), DIALOG_NONE);
}

static void prompt__takes_the_first_option__that_begins_as_typed(void **state)
{
    g_autoptr(Dialog) dialog = dialog_prompt("Command", NULL, NULL, screens, NULL);
    (void)state;
    type_all(dialog, "pro");
    assert_int_equal(act(dialog, ACTION_OPEN), DIALOG_PICKED);
    assert_string_equal(dialog_typed(dialog), "projects");
    assert_int_equal(dialog_picked(dialog), 0);
}

static void prompt__prefers_the_option_that_is_exactly_what_was_typed(void **state)
{
    g_autoptr(Dialog) dialog = dialog_prompt("Command", NULL, NULL, screens, NULL);
    (void)state;
    type_all(dialog, "part");
    act(dialog, ACTION_OPEN);
    assert_string_equal(dialog_typed(dialog), "part");
    assert_int_equal(dialog_picked(dialog), 1);
}

static void prompt__takes_no_option__for_an_empty_line_or_an_unknown_text(void **state)
{
    g_autoptr(Dialog) empty = dialog_prompt("Command", NULL, NULL, screens, NULL);
    g_autoptr(Dialog) unknown = dialog_prompt("Command", NULL, NULL, screens, NULL);
    (void)state;
    assert_int_equal(act(empty, ACTION_OPEN), DIALOG_PICKED);
    assert_string_equal(dialog_typed(empty), "");
    assert_int_equal(dialog_picked(empty), DIALOG_NONE);
    type_all(unknown, "filter state = signed");
    act(unknown, ACTION_OPEN);
    assert_string_equal(dialog_typed(unknown), "filter state = signed");
    assert_int_equal(dialog_picked(unknown), DIALOG_NONE);
}

static void prompt__chooses_by_arrows__and_goes_back_to_the_text_above_the_first(void **state)
{
    g_autoptr(Dialog) dialog = dialog_prompt("Command", NULL, NULL, screens, NULL);
    (void)state;
    type_all(dialog, "a");
    act(dialog, ACTION_DOWN);
    act(dialog, ACTION_UP);
    act(dialog, ACTION_UP);
    act(dialog, ACTION_OPEN);
    assert_string_equal(dialog_typed(dialog), "a");
    act(dialog, ACTION_DOWN);
    act(dialog, ACTION_DOWN);
    act(dialog, ACTION_OPEN);
    assert_string_equal(dialog_typed(dialog), "actions");
}

static void prompt__completes__with_Tab(void **state)
{
    g_autoptr(Dialog) dialog = dialog_prompt("Command", NULL, NULL, screens, NULL);
    (void)state;
    type_all(dialog, "agr");
    act(dialog, ACTION_NEXT_FIELD);
    assert_string_equal(dialog_typed(dialog), "agreements");
    type_all(dialog, " x");
    assert_string_equal(dialog_typed(dialog), "agreements x");
}

static void prompt__asks_once__for_keys_typed_ahead(void **state)
{
    g_autoptr(Dialog) dialog = dialog_prompt("Command", NULL, NULL, screens, NULL);
    (void)state;
    asked = 0;
    type_all(dialog, "projects");
    act(dialog, ACTION_OPEN);
    assert_int_equal(asked, 1);
}

static void prompt__takes_a_paste__as_text_and_never_as_Enter(void **state)
{
    g_autoptr(Dialog) dialog = dialog_prompt("Command", NULL, NULL, NULL, NULL);
    (void)state;
    const Event paste = {.kind = EVENT_PASTE, .text = "open\nAGR-2026-014"};
    assert_int_equal(dialog_handle(dialog, &paste, ACTION_NONE), DIALOG_OPEN);
    assert_string_equal(dialog_typed(dialog), "open AGR-2026-014");
}

/* --- on the screen --- */

typedef struct {
    Dialog *dialog;
    bool picked;
} Play;

static gpointer play(Dialog *dialog)
{
    Play *self = g_new0(Play, 1);
    self->dialog = dialog;
    return self;
}

static gpointer move_make(void)
{
    return play(move_dialog());
}

static gpointer prompt_make(void)
{
    return play(dialog_prompt("Command", NULL, NULL, screens, NULL));
}

static gpointer long_make(void)
{
    DialogItem items[30] = {{0}};
    for (int i = 0; i < 30; i++)
        items[i].label = g_intern_string(g_strdup_printf("Column %d", i + 1));
    return play(dialog_new(
        "Sort by",
        "The list is read again in the order of the column that you choose. The same column again turns "
        "the order round. Records without a value stand last.",
        items, 30, 0));
}

static void play_free(gpointer self)
{
    dialog_free(((Play *)self)->dialog);
    g_free(self);
}

static KeyContext play_context(gpointer self)
{
    return dialog_types(((Play *)self)->dialog) ? CONTEXT_EDIT : CONTEXT_DIALOG;
}

static void play_draw(gpointer self, Terminal *terminal)
{
    Play *it = self;
    terminal_text(terminal, 0, 0, 20, ROLE_TITLE, it->picked ? "picked" : "behind");
    dialog_draw(it->dialog, terminal, (Rect){0, 0, terminal_rows(terminal), terminal_columns(terminal)});
}

static bool play_handle(gpointer self, Terminal *terminal, const Event *event, Action action)
{
    Play *it = self;
    (void)terminal;
    const DialogResult result = dialog_handle(it->dialog, event, action);
    it->picked = it->picked || result == DIALOG_PICKED;
    return result != DIALOG_LEFT;
}

static const Stage move = {move_make, play_context, play_draw, play_handle, play_free, false, NULL};
static const Stage prompt = {prompt_make, play_context, play_draw, play_handle, play_free, false, NULL};
static const Stage many = {long_make, play_context, play_draw, play_handle, play_free, false, NULL};

static void dialog__shows_text_items_keys_and_details__in_a_box(void **state)
{
    g_autoptr(Screen) screen = stage_start(&move, "xterm-256color", 24, 80);
    (void)state;
    screen_expect(screen, "Move VIS-2026-087 to Approved");
    screen_assert(screen, "Three things stand in the way:");
    screen_assert(screen, "1  Area review open since 12 Nov");
    screen_assert(screen, "Hall B, escort? │");
    screen_expect_cursor_on(screen, "Area review");
    assert_true(screen_cell_of(screen, "Area review").reverse);
    screen_type(screen, "j");
    screen_expect_cursor_on(screen, "K. Lund");
}

static void dialog__stays_in_its_place__through_resizes(void **state)
{
    g_autoptr(Screen) screen = stage_start(&move, "xterm-256color", 24, 80);
    (void)state;
    screen_type(screen, "j");
    screen_expect_cursor_on(screen, "K. Lund");
    screen_resize(screen, 10, 40);
    screen_expect(screen, "Three things stand in the way:");
    screen_expect_cursor_on(screen, "K. Lund");
    screen_resize(screen, 5, 20);
    screen_expect_cursor_on(screen, "K.");
    screen_resize(screen, 24, 80);
    screen_expect_cursor_on(screen, "K. Lund");
    screen_type(screen, "<Esc>");
    screen_expect_exit(screen, STAGE_LEFT);
}

static void dialog__scrolls_items_and_text__where_they_have_no_room(void **state)
{
    g_autoptr(Screen) screen = stage_start(&many, "xterm-256color", 8, 40);
    (void)state;
    screen_expect(screen, "Column 1");
    screen_assert(screen, "The list is read again");
    screen_assert_not(screen, "stand last");
    screen_type(screen, "<End>");
    screen_expect_cursor_on(screen, "Column 30");
    screen_expect(screen, "without a value stand last.");
    screen_type(screen, "k");
    screen_expect_cursor_on(screen, "Column 29");
    screen_type(screen, "<Home>");
    screen_expect_cursor_on(screen, "Column 1 ");
    screen_type(screen, "<Enter>");
    screen_resize(screen, 24, 80);
    screen_expect(screen, "picked");
}

static void prompt__shows_options_and_the_cursor_in_the_line(void **state)
{
    g_autoptr(Screen) screen = stage_start(&prompt, "xterm-256color", 24, 80);
    (void)state;
    screen_expect(screen, "agreements");
    screen_type(screen, "part");
    screen_expect_gone(screen, "agreements");
    screen_expect_cursor_on(screen, "[part");
    screen_expect(screen, "partners");
    screen_type(screen, "n");
    screen_expect_gone(screen, "projects");
    screen_type(screen, "<Enter>");
    screen_expect(screen, "picked");
}

static void prompt__has_its_line__also_in_a_very_small_window(void **state)
{
    g_autoptr(Screen) screen = stage_start(&prompt, "vt100", 4, 30);
    (void)state;
    screen_expect(screen, "Command");
    screen_type(screen, "abcdefghijklmnopqrstuvwxyz");
    screen_expect_cursor_on(screen, "xyz");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, screen_free_all)
    const struct CMUnitTest tests[] = {
        TEST(dialog__picks_by_arrows_and_Enter__what_may_be_picked),
        TEST(dialog__picks_at_once__by_an_item_s_key),
        TEST(dialog__does_not_pick__what_is_dim),
        TEST(dialog__is_left__by_back_or_where_nothing_is_to_be_picked),
        TEST(dialog__stays_within_its_items__and_Tab_goes_round),
        TEST(prompt__gives_what_was_typed__without_options),
        TEST(prompt__asks_again__when_its_options_were_given_up),
        TEST(prompt__takes_the_first_option__that_begins_as_typed),
        TEST(prompt__prefers_the_option_that_is_exactly_what_was_typed),
        TEST(prompt__takes_no_option__for_an_empty_line_or_an_unknown_text),
        TEST(prompt__chooses_by_arrows__and_goes_back_to_the_text_above_the_first),
        TEST(prompt__completes__with_Tab),
        TEST(prompt__asks_once__for_keys_typed_ahead),
        TEST(prompt__takes_a_paste__as_text_and_never_as_Enter),
        TEST(dialog__shows_text_items_keys_and_details__in_a_box),
        TEST(dialog__stays_in_its_place__through_resizes),
        TEST(dialog__scrolls_items_and_text__where_they_have_no_room),
        TEST(prompt__shows_options_and_the_cursor_in_the_line),
        TEST(prompt__has_its_line__also_in_a_very_small_window),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
