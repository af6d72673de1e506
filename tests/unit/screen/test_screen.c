/* Screen files become definitions: what can be left out, what is wrong, what a folder of one's own changes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "screen/screen.h"
#include "support/fixture.h"

static ScreenSet *read_with(Fixture *fixture, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename("screens", name, NULL);
    fixture_write(fixture, path, text);
    g_autofree char *folder = fixture_path(fixture, "screens");
    g_autoptr(GError) error = NULL;
    ScreenSet *set = screen_set_read(folder, &error);
    if (!set)
        fail_msg("%s", error->message);
    return set;
}

static char *refusal_of(Fixture *fixture, const char *text)
{
    fixture_write(fixture, "screens/lamps.cfg", text);
    g_autofree char *folder = fixture_path(fixture, "screens");
    g_autoptr(GError) error = NULL;
    ScreenSet *set = screen_set_read(folder, &error);
    assert_null(set);
    return g_strdup(error->message);
}

/* The only mistake of the file, as "line: what". */
static char *only_mistake(const ScreenSet *set)
{
    const GPtrArray *mistakes = screen_set_mistakes(set);
    assert_int_equal(mistakes->len, 1);
    const ScreenMistake *mistake = g_ptr_array_index(mistakes, 0);
    assert_true(g_str_has_suffix(mistake->file, "lamps.cfg"));
    return g_strdup_printf("%d: %s", mistake->line, mistake->what);
}

static void assert_mistake(Fixture *fixture, const char *text, const char *expected)
{
    ScreenSet *set = read_with(fixture, "lamps.cfg", text);
    g_autofree char *mistake = only_mistake(set);
    if (!strstr(mistake, expected))
        fail_msg("\"%s\" does not say \"%s\"", mistake, expected);
    screen_set_free(set);
}

static void assert_same(const char *head, const char *whole)
{
    if (g_strcmp0(head, whole) != 0)
        fail_msg("the head says \"%s\", the whole file \"%s\"", head, whole);
}

/* A setting that stands behind the first list or group of a built-in file would be missing in the menu. */
static void heads__say_what_the_whole_files_say__for_every_screen(void **state)
{
    (void)state;
    g_autoptr(ScreenSet) set = screen_set_read(NULL, NULL);
    assert_true(screen_set_count(set) > 30);
    for (guint i = 0; i < screen_set_count(set); i++) {
        const ScreenHead head = screen_set_head(set, i);
        const ScreenDef *whole = screen_set_at(set, i);
        assert_same(head.name, whole->name);
        assert_same(head.title, whole->title);
        assert_same(head.one, whole->one);
        assert_same(head.menu, whole->menu);
        assert_same(head.hotkey, whole->hotkey);
        assert_same(head.record, whole->record);
        assert_same(head.source, whole->source);
        assert_same(head.checklist, whole->checklist);
        assert_int_equal(head.position, whole->position);
        assert_true(whole->column_count > 0);
    }
}

/* Known from the text alone, before the screen of the list is read. */
static void related_lists__know__what_hangs_on_any_record(void **state)
{
    (void)state;
    g_autoptr(ScreenSet) set = screen_set_read(NULL, NULL);
    guint seen = 0;
    for (guint i = 0; i < screen_set_count(set); i++) {
        const ScreenDef *screen = screen_set_at(set, i);
        for (guint k = 0; k < screen->related_count; k++) {
            const RelatedDef *related = &screen->related[k];
            const ScreenDef *target = screen_set_find(set, related->screen);
            const bool tied = strcmp(related->field, "record_id") == 0;
            if (tied && !screen_field(target, "record_id"))
                fail_msg("%s: %s has no such field", screen->name, related->screen);
            if (!tied && (strcmp(target->name, "documents") == 0 || strcmp(target->name, "moves") == 0))
                fail_msg("%s: %s is tied by %s", screen->name, related->screen, related->field);
            seen += tied;
        }
    }
    assert_true(seen > 10);
}

static void screens__are_built_in__one_for_each_record(void **state)
{
    (void)state;
    ScreenSet *set = screen_set_read(NULL, NULL);
    assert_non_null(set);
    assert_int_equal(screen_set_mistakes(set)->len, 0);
    assert_string_equal(screen_set_find(set, "agreements")->title, "Agreements");
    assert_string_equal(screen_set_for_record(set, "visit")->name, "visits");
    assert_null(screen_set_find(set, "lamps"));
    screen_set_free(set);
}

static void places__open_by_their_letters__as_everywhere(void **state)
{
    (void)state;
    static const char *const letters[][2] = {{"p", "partners"}, {"a", "agreements"}, {"v", "visits"},
                                             {"c", "cases"},    {"j", "projects"},   {"e", "engagements"},
                                             {"t", "actions"}};
    ScreenSet *set = screen_set_read(NULL, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(letters); i++)
        assert_string_equal(screen_set_for_key(set, letters[i][0])->name, letters[i][1]);
    assert_null(screen_set_for_key(set, "?"));
    screen_set_free(set);
}

static void menu__stands_in_groups__each_where_its_first_screen_stands(void **state)
{
    (void)state;
    ScreenSet *set = screen_set_read(NULL, NULL);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    const char *group = NULL;
    bool outside = false;
    for (guint i = 0; i < screen_set_count(set); i++) {
        const ScreenDef *screen = screen_set_at(set, i);
        outside = outside || !screen->menu;
        assert_int_equal(outside, !screen->menu); /* those outside the menu come last */
        if (screen->menu && g_strcmp0(screen->menu, group) != 0)
            assert_true(g_hash_table_add(seen, (gpointer)screen->menu)); /* no group comes twice */
        group = screen->menu;
    }
    assert_string_equal(screen_set_at(set, 0)->name, "partners");
    screen_set_free(set);
}

static void screen__gets_defaults__where_the_file_says_nothing(void **state)
{
    ScreenSet *set =
        read_with(*state, "lamps.cfg",
                  "screen: { name = \"lamps\"; title = \"Lamps\"; one = \"lamp\"; record = \"lamp\"; };");
    const ScreenDef *lamps = screen_set_find(set, "lamps");
    assert_string_equal(lamps->source, "lamp");
    assert_true(lamps->can_create);
    assert_true(lamps->can_delete);
    assert_null(lamps->menu);
    assert_null(lamps->order);
    assert_non_null(lamps->empty);
    assert_int_equal(lamps->column_count, 0);
    screen_set_free(set);
}

static void screen__holds_what_the_file_says__in_every_part(void **state)
{
    ScreenSet *set = read_with(
        *state, "lamps.cfg",
        "screen: { name = \"lamps\"; title = \"Lamps\"; record = \"lamp\"; can_delete = false;\n"
        " list: { order = \"-lit_on\"; columns = (\n"
        "  { field = \"name\"; title = \"Lamp\"; width = 0; },\n"
        "  { field = \"lit_on\"; title = \"Lit\"; width = 10; drop = 2; kind = \"date\"; style = "
        "\"deadline\"; } );\n"
        "  quick = ( { key = \"1\"; title = \"Lit\"; where = \"lit_on = !\"; order = \"-lit_on\"; } ); };\n"
        " form: ( { title = \"Lamp\"; fields = (\n"
        "   { name = \"name\"; label = \"Name\"; kind = \"text\"; required = true; help = \"Its "
        "name.\"; } ); },\n"
        "  { title = \"Light\"; fields = (\n"
        "   { name = \"lit_on\"; label = \"Lit on\"; kind = \"date\"; default = \"today\"; "
        "sensitive = true; },\n"
        "   { name = \"watts\"; label = \"Watts\"; kind = \"integer\"; default = 40; when = "
        "\"lit_on = !\"; } ); } );\n"
        " related = ( \"documents\", { title = \"Keepers\"; screen = \"contacts\"; field = "
        "\"lamp\"; set = \"lamp_id\"; }, \"visits\" );\n"
        " actions = ( { key = \"t\"; title = \"Move\"; run = \"workflow.move\"; } ); };");
    const ScreenDef *lamps = screen_set_find(set, "lamps");
    assert_int_equal(screen_set_mistakes(set)->len, 0);
    assert_string_equal(lamps->order, "lit_on");
    assert_true(lamps->descending);
    assert_true(lamps->can_create);
    assert_false(lamps->can_delete);
    assert_int_equal(screen_column(lamps, "lit_on")->kind, FIELD_DATE);
    assert_int_equal(screen_column(lamps, "lit_on")->drop, 2);
    assert_string_equal(lamps->quicks[0].order, "lit_on");
    assert_true(lamps->quicks[0].descending);
    assert_int_equal(lamps->section_count, 2);
    assert_int_equal(lamps->sections[1].first, 1);
    assert_int_equal(lamps->sections[1].count, 2);
    assert_true(screen_field(lamps, "name")->required);
    assert_true(screen_field(lamps, "lit_on")->sensitive);
    assert_string_equal(screen_field(lamps, "watts")->fallback, "40");
    assert_string_equal(lamps->related[0].field, "record_id");
    assert_string_equal(lamps->related[0].record_field, "record");
    assert_string_equal(lamps->related[0].title, "Documents");
    assert_string_equal(lamps->related[1].set, "lamp_id");
    assert_string_equal(lamps->related[2].field, "lamp_id");
    assert_string_equal(lamps->actions[0].run, "workflow.move");
    screen_set_free(set);
}

static void record__is_owned_by_another__when_only_that_one_can_set_a_field(void **state)
{
    (void)state;
    ScreenSet *set = screen_set_read(NULL, NULL);
    assert_string_equal(screen_owner_field(screen_set_find(set, "documents"))->name, "record");
    assert_null(screen_owner_field(screen_set_find(set, "visits")));
    assert_null(screen_owner_field(screen_set_find(set, "reviews")));
    screen_set_free(set);
}

static void order__takes_a_list_that_begins_with_the_column(void **state)
{
    ScreenSet *set = read_with(
        *state, "lamps.cfg",
        "screen: { name = \"lamps\"; title = \"Lamps\"; list: { order = [ \"ends_on\", \"id\" ]; }; };");
    assert_string_equal(screen_set_find(set, "lamps")->order, "ends_on");
    assert_false(screen_set_find(set, "lamps")->descending);
    screen_set_free(set);
}

static void folder__takes_the_place_of_one_screen__and_leaves_the_others(void **state)
{
    ScreenSet *set =
        read_with(*state, "mine.cfg",
                  "screen: { name = \"partners\"; title = \"Our friends\"; record = \"partner\"; };");
    assert_string_equal(screen_set_find(set, "partners")->title, "Our friends");
    assert_string_equal(screen_set_find(set, "agreements")->title, "Agreements");
    assert_int_equal(screen_set_mistakes(set)->len, 0);
    screen_set_free(set);
}

static void folder__may_hold_other_files__keys_and_checklists(void **state)
{
    Fixture *fixture = *state;
    fixture_write(fixture, "screens/keys.cfg", "keys: ( );");
    fixture_write(fixture, "screens/list.cfg", "# one of ours\n/* and\n more */ checklist: { };");
    fixture_write(fixture, "screens/readme.txt", "no screen at all");
    ScreenSet *set =
        read_with(fixture, "lamps.cfg", "// Lamps\nscreen: { name = \"lamps\"; title = \"Lamps\"; };");
    assert_non_null(screen_set_find(set, "lamps"));
    screen_set_free(set);
}

static void reading__names_file_and_line__when_the_text_is_broken(void **state)
{
    g_autofree char *message = refusal_of(*state, "screen: {\n name = \"lamps\";\n title \"Lamps\";\n};");
    assert_non_null(strstr(message, "lamps.cfg:3: syntax error"));
}

static void reading__refuses__what_is_no_screen_file(void **state)
{
    g_autofree char *other = refusal_of(*state, "sreen: { name = \"lamps\"; };");
    assert_non_null(strstr(other, "lamps.cfg:1: no group \"screen\""));
    g_autofree char *bytes = refusal_of(*state, "screen: { name = \"\xff\"; };");
    assert_non_null(strstr(bytes, "UTF-8"));
}

static void reading__refuses__a_folder_that_is_missing(void **state)
{
    g_autofree char *folder = fixture_path(*state, "nowhere");
    g_autoptr(GError) error = NULL;
    assert_null(screen_set_read(folder, &error));
    assert_true(error_is(error, ERROR_SYSTEM));
    assert_non_null(strstr(error->message, "screens"));
}

static void mistake__has_its_line__when_a_setting_is_unknown(void **state)
{
    assert_mistake(*state, "screen: { name = \"lamps\";\n title = \"Lamps\";\n menue = \"Office\"; };",
                   "3: unknown setting \"menue\": known here are name, title");
    assert_mistake(*state,
                   "screen: { name = \"lamps\"; title = \"Lamps\";\n form: ( { title = \"A\"; fields = (\n"
                   " { name = \"a\"; label = \"A\"; kind = \"text\";\n requird = true; } ); } ); };",
                   "4: unknown setting \"requird\"");
    assert_mistake(*state, "screen: { name = \"lamps\"; title = \"Lamps\"; };\nscren: { };",
                   "2: unknown group \"scren\"");
}

static void mistake__says_what_is_wanted__when_a_value_has_the_wrong_kind(void **state)
{
    assert_mistake(*state, "screen: { name = \"lamps\"; title = \"Lamps\";\n position = \"ten\"; };",
                   "2: \"position\" takes a whole number");
    assert_mistake(*state, "screen: { name = \"lamps\"; title = 5; };", "\"title\" takes a text in quotes");
    assert_mistake(*state, "screen: { name = \"lamps\"; title = \"Lamps\"; can_create = 1; };",
                   "\"can_create\" takes true or false");
    assert_mistake(*state, "screen: { name = \"lamps\"; title = \"Lamps\"; form: { }; };",
                   "\"form\" takes a list");
    assert_mistake(*state,
                   "screen: { name = \"lamps\"; title = \"Lamps\"; list: { columns = ( { field = \"a\"; "
                   "title = \"A\"; kind = \"dat\"; } ); }; };",
                   "unknown kind \"dat\": a field kind is one of text, note");
}

static void mistake__names_the_other_file__when_two_have_one_name(void **state)
{
    Fixture *fixture = *state;
    fixture_write(fixture, "screens/a.cfg", "screen: { name = \"lamps\"; title = \"Lamps\"; };");
    ScreenSet *set =
        read_with(fixture, "lamps.cfg", "screen: { name = \"lamps\"; title = \"Lamps again\"; };");
    g_autofree char *mistake = only_mistake(set);
    assert_non_null(strstr(mistake, "a.cfg already"));
    screen_set_free(set);
}

static void screen__without_a_name__is_left_out_and_said(void **state)
{
    assert_mistake(*state, "screen: { title = \"Lamps\"; };", "the screen has no name");
}

int main(void)
{
#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(related_lists__know__what_hangs_on_any_record),
        cmocka_unit_test(screens__are_built_in__one_for_each_record),
        cmocka_unit_test(heads__say_what_the_whole_files_say__for_every_screen),
        cmocka_unit_test(places__open_by_their_letters__as_everywhere),
        cmocka_unit_test(menu__stands_in_groups__each_where_its_first_screen_stands),
        cmocka_unit_test(record__is_owned_by_another__when_only_that_one_can_set_a_field),
        WITH_FOLDER(screen__gets_defaults__where_the_file_says_nothing),
        WITH_FOLDER(screen__holds_what_the_file_says__in_every_part),
        WITH_FOLDER(order__takes_a_list_that_begins_with_the_column),
        WITH_FOLDER(folder__takes_the_place_of_one_screen__and_leaves_the_others),
        WITH_FOLDER(folder__may_hold_other_files__keys_and_checklists),
        WITH_FOLDER(reading__names_file_and_line__when_the_text_is_broken),
        WITH_FOLDER(reading__refuses__what_is_no_screen_file),
        WITH_FOLDER(reading__refuses__a_folder_that_is_missing),
        WITH_FOLDER(mistake__has_its_line__when_a_setting_is_unknown),
        WITH_FOLDER(mistake__says_what_is_wanted__when_a_value_has_the_wrong_kind),
        WITH_FOLDER(mistake__names_the_other_file__when_two_have_one_name),
        WITH_FOLDER(screen__without_a_name__is_left_out_and_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
