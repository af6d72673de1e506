/* Every built-in screen holds against the schema; every kind of mistake is found with its line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "screen/screen.h"
#include "store/change.h"
#include "support/office_file.h"

static const char *const known_actions[] = {"workflow.move",      "checklist.open",      "text.open",
                                            "determination.open", "report.control_plan", "visit.sheet",
                                            "visit.delegation",   "visit.redact",        NULL};

/* A good screen; each mistake changes one place of it. */
static const char *const good =
    "screen: {\n" /* 1 */
    "  name = \"people\"; title = \"People we know\"; one = \"person\"; menu = \"Office\"; position = "
    "90;\n"                                                                                         /* 2 */
    "  hotkey = \"b\";\n"                                                                           /* 3 */
    "  record = \"contact\";\n"                                                                     /* 4 */
    "  source = \"contact_list\";\n"                                                                /* 5 */
    "  label = \"name\";\n"                                                                         /* 6 */
    "  list: {\n"                                                                                   /* 7 */
    "    order = \"name\";\n"                                                                       /* 8 */
    "    columns = (\n"                                                                             /* 9 */
    "      { field = \"name\"; title = \"Name\"; width = 0; },\n"                                   /* 10 */
    "      { field = \"partner\"; title = \"Partner\"; width = 16; style = \"muted\"; } );\n"       /* 11 */
    "    quick = (\n"                                                                               /* 12 */
    "      { key = \"1\"; title = \"Active\"; where = \"active = 1\"; },\n"                         /* 13 */
    "      { key = \"2\"; title = \"Met\"; where = \"last_met_on = !\"; } );\n"                     /* 14 */
    "  };\n"                                                                                        /* 15 */
    "  form: ( { title = \"Person\"; fields = (\n"                                                  /* 16 */
    "    { name = \"family_name\"; label = \"Family name\"; kind = \"text\"; required = true; },\n" /* 17
                                                                                                     */
    "    { name = \"partner_id\"; label = \"Partner\"; kind = \"link\"; to = \"partners\"; },\n"    /* 18 */
    "    { name = \"role\"; label = \"Role\"; kind = \"choice\"; of = \"contact_role\"; default = "
    "\"other\"; },\n"                                                                   /* 19 */
    "    { name = \"last_met_on\"; label = \"Met\"; kind = \"date\";\n"                 /* 20 */
    "      when = \"partner_id = !\"; } ); } );\n"                                      /* 21 */
    "  related = ( \"actions\",\n"                                                      /* 22 */
    "    { title = \"Visitors\"; screen = \"visitors\"; field = \"contact_id\"; } );\n" /* 23 */
    "  actions = (\n"                                                                   /* 24 */
    "    { key = \"t\"; title = \"Move\"; run = \"workflow.move\"; } );\n"              /* 25 */
    "};\n";

static char *with_change(const char *place, const char *instead)
{
    const char *at = strstr(good, place);
    assert_non_null(at);
    GString *text = g_string_new_len(good, at - good);
    g_string_append(text, instead);
    g_string_append(text, at + strlen(place));
    return g_string_free(text, FALSE);
}

static GPtrArray *mistakes_of(OfficeFile *file, const char *text)
{
    fixture_write(file->fixture, "screens/people.cfg", text);
    g_autofree char *folder = fixture_path(file->fixture, "screens");
    ScreenSet *set = screen_set_read(folder, NULL);
    assert_non_null(set);
    GPtrArray *mistakes = screen_check(set, file->store, known_actions);
    screen_set_free(set);
    return mistakes;
}

static char *as_text(const GPtrArray *mistakes)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < mistakes->len; i++) {
        const ScreenMistake *mistake = g_ptr_array_index(mistakes, i);
        const char *slash = strrchr(mistake->file, '/');
        g_string_append_printf(text, "%s:%d: %s\n", slash ? slash + 1 : mistake->file, mistake->line,
                               mistake->what);
    }
    return g_string_free(text, FALSE);
}

static void built_in_screens__have_no_mistake__against_a_new_file(void **state)
{
    OfficeFile *file = *state;
    g_autoptr(GPtrArray) mistakes = screen_check(file->screens, file->store, known_actions);
    g_autofree char *text = as_text(mistakes);
    assert_string_equal(text, "");
}

static void good_screen__has_no_mistake(void **state)
{
    g_autoptr(GPtrArray) mistakes = mistakes_of(*state, good);
    g_autofree char *text = as_text(mistakes);
    assert_string_equal(text, "");
}

typedef struct {
    const char *place;
    const char *instead;
    const char *expected; /* "line: beginning of the words" */
} Wrong;

static const Wrong wrongs[] = {
    {"record = \"contact\"", "record = \"contcat\"", "4: unknown record \"contcat\""},
    {"source = \"contact_list\"", "source = \"contacts_list\"", "5: unknown source \"contacts_list\""},
    {"source = \"contact_list\"", "source = \"today\"", "5: the source \"today\" has no column \"id\""},
    {"label = \"name\"", "label = \"nmae\"", "6: unknown field \"nmae\": contact_list has no such column"},
    {"title = \"People we know\"; ", "", "2: the screen \"people\" has no title"},
    {"one = \"person\"; ", "", "2: what is one of People we know called?"},
    {"position = 90", "position = 0", "2: the screen stands in the menu without a place"},
    {"hotkey = \"b\"", "hotkey = \"p\"", "3: the key \"p\" is used twice: it opens Partners"},
    {"hotkey = \"b\"", "hotkey = \"B\"", "3: \"B\" cannot be a hotkey"},
    {"hotkey = \"b\"", "hotkey = \"g\"", "3: \"g\" cannot be a hotkey"},
    {"order = \"name\"", "order = \"nmae\"", "8: unknown field \"nmae\""},
    {"field = \"partner\"", "field = \"parter\"",
     "11: unknown field \"parter\": contact_list has no such column"},
    {"field = \"partner\"", "field = \"name\"", "11: the field \"name\" stands in the list twice"},
    {"title = \"Name\"; width", "width", "10: the column \"name\" has no title"},
    {"style = \"muted\"", "style = \"mutted\"", "11: unknown style \"mutted\": one of state, deadline"},
    {"width = 16", "width = 60", "9: the columns cannot fit 60 columns: those that never drop need 80"},
    {"width = 16", "width = 5", "11: the title \"Partner\" does not fit its width of 5"},
    {"width = 16", "width = -1", "11: the width of \"partner\" is out of bounds"},
    {"style = \"muted\"", "kind = \"money\"", "11: the amount \"partner\" has no currency"},
    {"style = \"muted\"", "currency = \"money\"", "11: unknown currency \"money\""},
    {"key = \"2\"", "key = \"1\"", "14: the key \"1\" is used twice: it is that of \"Active\" already"},
    {"key = \"2\"", "key = \"0\"", "14: \"0\" cannot be the key of a quick filter"},
    {"where = \"active = 1\"", "where = \"active = 1\"; along = \"contact_list\"",
     "13: \"contact_list\" is no view with the columns id and key"},
    {"active = 1", "actve = 1", "13: the criterion does not hold: actve: People we know have no such field"},
    {"active = 1", "last_met_on = someday", "13: the criterion does not hold: someday"},
    {"active = 1", "active", "13: the criterion does not hold: active: this is no criterion"},
    {"where = \"active = 1\"", "where = \"active = 1\"; order = \"-nmae\"",
     "13: unknown field \"nmae\": contact_list has no such column"},
    {"required = true; ", "", "17: the column \"family_name\" must have a value: required = true is missing"},
    {"{ name = \"family_name\"; label = \"Family name\"; kind = \"text\"; required = true; },\n", "",
     "16: the column \"family_name\" must have a value and has no field"},
    {"label = \"Partner\"; ", "", "18: the field \"partner_id\" has no label"},
    {"label = \"Role\"", "label = \"The role that this person plays\"",
     "19: the label \"The role that this person plays\" is too long"},
    {"name = \"partner_id\"", "name = \"partnr_id\"",
     "18: unknown field \"partnr_id\": contact has no such column"},
    {"name = \"partner_id\"", "name = \"family_name\"",
     "18: the field \"family_name\" stands in the form twice"},
    {"to = \"partners\"", "to = \"parners\"", "18: the link \"partner_id\" goes to no screen"},
    {"of = \"contact_role\"", "of = \"contact_rolle\"", "19: unknown choice table \"contact_rolle\""},
    {"of = \"contact_role\"; ", "", "19: the choice \"role\" names no table"},
    {"default = \"other\"", "default = \"othr\"", "19: \"othr\" cannot be the default of \"role\""},
    {"kind = \"date\"", "kind = \"date\"; default = \"someday\"",
     "20: \"someday\" cannot be the default of \"last_met_on\""},
    {"kind = \"date\"", "kind = \"date\"; from = \"met_first\"", "20: unknown field \"met_first\""},
    {"kind = \"date\"", "kind = \"date\"; warn = \"late\"", "20: \"late\" is no warning"},
    {"kind = \"date\"", "kind = \"date\"; warn = \"past, 30d\"",
     "20: \"last_met_on\" counts days from nothing"},
    {"kind = \"date\"", "kind = \"money\"", "20: the amount \"last_met_on\" has no currency"},
    {"kind = \"date\"", "kind = \"computed\"; sql = \"met\"",
     "20: unknown field \"met\": contact_list has no such column"},
    {"when = \"partner_id = !\"", "when = \"partner = !\"",
     "21: unknown field \"partner\": this form has no such field"},
    {"when = \"partner_id = !\"", "when = \"partner_id\"", "21: the criterion does not hold"},
    {"kind = \"link\"; to", "kind = \"links\"; to", "18: \"partner_id\" has no joining table"},
    {"kind = \"link\"; to", "kind = \"links\"; sql = \"a(b_id, c_id)\"; to",
     "18: unknown joining table \"a(b_id, c_id)\""},
    {"title = \"Person\"; fields", "title = \"\"; fields", "16: a section without a title"},
    {"\"actions\"", "\"actons\"", "22: unknown screen \"actons\""},
    {"field = \"contact_id\"", "field = \"contct_id\"",
     "23: unknown field \"contct_id\": visitor_list has no such column"},
    {"field = \"contact_id\"", "field = \"contact_id\"; set = \"contct\"",
     "23: unknown field \"contct\": visitor has no such column"},
    {"run = \"workflow.move\"", "run = \"workflow.mvoe\"",
     "25: unknown action \"workflow.mvoe\": the program has workflow.move"},
    {"run = \"workflow.move\"", "run = \"checklist.open\"",
     "25: the screen opens a checklist and names none"},
    {"key = \"t\"", "key = \"k\"", "25: \"k\" cannot be the key of an action"},
    {"key = \"t\"; title = \"Move\"", "key = \"t\"", "25: the action \"workflow.move\" has no title"},
};

static void mistakes__are_found_with_their_line__each_alone(void **state)
{
    for (guint i = 0; i < G_N_ELEMENTS(wrongs); i++) {
        g_autofree char *text = with_change(wrongs[i].place, wrongs[i].instead);
        g_autoptr(GPtrArray) mistakes = mistakes_of(*state, text);
        g_autofree char *found = as_text(mistakes);
        g_autofree char *expected = g_strconcat("people.cfg:", wrongs[i].expected, NULL);
        if (!strstr(found, expected))
            fail_msg("\"%s\" instead of \"%s\" gives\n%swhere this is expected:\n%s", wrongs[i].instead,
                     wrongs[i].place, found, expected);
    }
}

static void sensitive_field__is_a_mistake__when_it_would_be_shown(void **state)
{
    g_autoptr(GPtrArray) mistakes = mistakes_of(
        *state, "screen: { name = \"guests\"; title = \"Guests\"; one = \"guest\"; record = \"visitor\"; "
                "source = \"visitor_list\";\n"
                " list: { columns = ( { field = \"name\"; title = \"Name\"; width = 0; } ); };\n"
                " form: ( { title = \"Guest\"; fields = (\n"
                "  { name = \"family_name\"; label = \"Name\"; kind = \"text\"; required = true; },\n"
                "  { name = \"born_on\"; label = \"Born\"; kind = \"date\"; } ); } ); };");
    g_autofree char *found = as_text(mistakes);
    assert_string_equal(
        found,
        "people.cfg:5: born_on is sensitive and would be shown in clear: sensitive = true is missing\n");
}

static void reading_mistakes__are_among_them__sorted_by_line(void **state)
{
    g_autofree char *text = with_change("title = \"Active\"", "tilte = \"Active\"");
    g_autoptr(GPtrArray) mistakes = mistakes_of(*state, text);
    g_autofree char *found = as_text(mistakes);
    assert_non_null(strstr(found, "people.cfg:13: unknown setting \"tilte\""));
    assert_non_null(strstr(found, "people.cfg:13: the quick filter \"1\" has no title"));
}

static void record_kind__without_its_screen__is_a_mistake(void **state)
{
    OfficeFile *file = *state;
    Change *change = change_open(file->store, "A record without a screen", NULL);
    assert_true(
        change_run(change, NULL, "UPDATE record_kind SET screen = 'lamps' WHERE name = 'need'", NULL));
    assert_true(change_commit(change, NULL, NULL));
    g_autofree char *path = g_strdup(store_path(file->store));
    store_close(file->store);
    const StoreOptions options = {.path = path, .officer = "ana.ruiz"};
    file->store = store_open(&options, NULL);
    g_autoptr(GPtrArray) mistakes = mistakes_of(file, good);
    g_autofree char *found = as_text(mistakes);
    assert_string_equal(
        found,
        "record_kind:0: the record \"need\" is shown by the screen \"lamps\", and no file describes it\n");
}

static bool says_cleared(const char *text)
{
    g_autofree char *folded = text_fold(text ? text : "");
    return text_contains(folded, "cleared");
}

/* What is said in help and labels: nothing of ours ever says that somebody or something is cleared. */
static void built_in_screens__never_say_cleared(void **state)
{
    OfficeFile *file = *state;
    for (guint i = 0; i < screen_set_count(file->screens); i++) {
        const ScreenDef *screen = screen_set_at(file->screens, i);
        for (guint j = 0; j < screen->field_count; j++) {
            assert_false(says_cleared(screen->fields[j].label));
            assert_false(says_cleared(screen->fields[j].help));
        }
    }
}

static void built_in_forms__explain_every_field(void **state)
{
    OfficeFile *file = *state;
    for (guint i = 0; i < screen_set_count(file->screens); i++) {
        const ScreenDef *screen = screen_set_at(file->screens, i);
        for (guint j = 0; j < screen->field_count; j++) {
            const FieldDef *field = &screen->fields[j];
            if (!field->help && g_str_has_prefix(screen->file, "screens/"))
                fail_msg("%s: %s has no help", screen->file, field->name);
        }
    }
}

int main(void)
{
#define WITH_FILE(test) cmocka_unit_test_setup_teardown(test, office_file_setup, office_file_teardown)
    const struct CMUnitTest tests[] = {
        WITH_FILE(built_in_screens__have_no_mistake__against_a_new_file),
        WITH_FILE(good_screen__has_no_mistake),
        WITH_FILE(mistakes__are_found_with_their_line__each_alone),
        WITH_FILE(sensitive_field__is_a_mistake__when_it_would_be_shown),
        WITH_FILE(reading_mistakes__are_among_them__sorted_by_line),
        WITH_FILE(record_kind__without_its_screen__is_a_mistake),
        WITH_FILE(built_in_screens__never_say_cleared),
        WITH_FILE(built_in_forms__explain_every_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
