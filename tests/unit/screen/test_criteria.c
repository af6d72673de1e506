/* What officers type to filter gives the records that they mean; what cannot be meant is refused with what
 * would be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "base/text.h"
#include "screen/criteria.h"
#include "screen/value.h"
#include "store/change.h"
#include "store/query.h"
#include "store/window.h"
#include "support/office_file.h"

enum { ROWS_MOST = 1000 };

/* --- an office with a few records --- */

static int fill(void **state)
{
    office_file_setup(state);
    OfficeFile *file = *state;
    gint64 sweden = office_file_add(file, "partner", "name", "Sweden", "code", "SE", "country", "SE", NULL);
    gint64 korea = office_file_add(file, "partner", "name", "Korea", "code", "KR", "country", "KR", "kind",
                                   "non_bilateral", NULL);
    g_autofree char *swedish = g_strdup_printf("%" G_GINT64_FORMAT, sweden);
    g_autofree char *korean = g_strdup_printf("%" G_GINT64_FORMAT, korea);
    office_file_add(file, "agreement", "title", "Border trial", "partner_id", swedish, "kind",
                    "project_arrangement", "state", "in_force", "in_force_on", "2024-01-01", "ends_on",
                    "2026-12-10", "us_share_minor", "85000000", "us_share_currency", "USD", NULL);
    office_file_add(file, "agreement", "title", "Öresund screening", "partner_id", swedish, "state", "signed",
                    "signed_on", "2026-11-10", "ends_on", "2027-06-30", "us_share_minor", "850000",
                    "us_share_currency", "KRW", "notice_months", "6", NULL);
    office_file_add(file, "agreement", "title", "100% sensors_ports", "partner_id", korean, "kind", "crada",
                    "state", "ready_to_sign", "automatic_renewal", "1", "notice_months", "12", NULL);
    gint64 alone = office_file_add(file, "project", "title", "Portals", "partner_id", swedish, NULL);
    gint64 joint = office_file_add(file, "project", "title", "Ferries", "partner_id", swedish, NULL);
    g_autofree char *project = g_strdup_printf("%" G_GINT64_FORMAT, joint);
    office_file_add(file, "project_partner", "project_id", project, "partner_id", korean, NULL);
    assert_true(alone != joint);
    return 0;
}

/* Titles of the records that a criterion leaves, in the order in which they were entered. */
static char *titles(const OfficeFile *file, const char *screen_name, const Criteria *criteria)
{
    const ScreenDef *screen = screen_set_find(file->screens, screen_name);
    const char *columns[] = {"title", NULL};
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) rows = row_array_new();
    g_autoptr(Window) window = window_new(file->store, screen->source, columns, &error);
    g_autoptr(Narrowing) narrowing = narrowing_new();
    criteria_narrow(criteria, narrowing);
    window_set_narrowing(window, g_steal_pointer(&narrowing));
    if (!window_read(window, NULL, false, false, ROWS_MOST, rows, &error))
        fail_msg("%s: %s", screen_name, error->message);
    GString *found = g_string_new(NULL);
    for (guint i = 0; i < rows->len; i++)
        g_string_append_printf(found, "%s%s", i > 0 ? "; " : "",
                               ((const Row *)g_ptr_array_index(rows, i))->cells[0]);
    return g_string_free(found, FALSE);
}

static Criteria *criteria_for(const OfficeFile *file, const char *screen)
{
    return criteria_new(screen_set_find(file->screens, screen), file->store);
}

#define BORDER  "Border trial"
#define ORESUND "Öresund screening"
#define SENSORS "100% sensors_ports"

typedef struct {
    const char *field;
    const char *typed;
    const char *found;
} Case;

static const Case cases[] = {
    /* texts */
    {"title", "border", BORDER},
    {"title", "R", BORDER "; " ORESUND "; " SENSORS},
    {"title", "öresund", ORESUND},
    {"title", "ÖRE", ORESUND},
    {"title", "100%", SENSORS},
    {"title", "s_s", ""},
    {"title", "s_p", SENSORS},
    {"title", "=border trial", BORDER},
    {"title", "=border", ""},
    {"title", "*trial", BORDER},
    {"title", "*sc*ing", ORESUND},
    {"title", "border*", BORDER},
    {"title", "order*", ""},
    {"title", "!border", ORESUND "; " SENSORS},
    {"title", "!border|sensors", ORESUND},
    {"title", "border|sensors", BORDER "; " SENSORS},
    {"title", "'border|sensors'", ""},
    {"title", "\"border\"", BORDER},
    {"title", ">n", ORESUND},
    {"partner", "swe", BORDER "; " ORESUND},
    /* choices: by code, by label, by part of it */
    {"state", "in_force", BORDER},
    {"state", "In force", BORDER},
    {"state", "signed", ORESUND},
    {"state", "sign", ORESUND}, /* "Ready to sign" contains it: only where none begins so */
    {"state", "to sign", SENSORS},
    {"state", "!signed", BORDER "; " SENSORS},
    {"state", "signed|in_force", BORDER "; " ORESUND},
    {"kind", "crada", SENSORS},
    {"phase", "in_force", BORDER},
    /* columns that show a label are asked by the choice beside them, those that show a partner by the link */
    {"state_label", "signed", ORESUND},
    {"state_label", "in f", BORDER},
    {"state_label", "!signed", BORDER "; " SENSORS},
    {"state_label", "*to*", SENSORS},
    {"legal_label", "binding", ""},
    {"legal_label", "undet", BORDER "; " ORESUND "; " SENSORS},
    {"partner_short", "SE", BORDER "; " ORESUND},
    {"partner_short", "sweden|korea", BORDER "; " ORESUND "; " SENSORS},
    {"partner_short", "!se", SENSORS},
    {"partner_short", "5 partners", ""},
    {"partner_short", "=", ""},
    /* days */
    {"ends_on", "2026-12-10", BORDER},
    {"ends_on", "10 dec", BORDER},
    {"ends_on", "<2027-01-01", BORDER},
    {"ends_on", "<= 2027-06-30", BORDER "; " ORESUND},
    {"ends_on", ">+30d", ORESUND},
    {"ends_on", "today..+30d", BORDER},
    {"ends_on", "2026-12-01..2027-12-31", BORDER "; " ORESUND},
    {"ends_on", "2027-01-01..", ORESUND},
    {"ends_on", "..2027-01-01", BORDER},
    {"ends_on", "2027", ORESUND},
    {"ends_on", "2026-12", BORDER},
    {"ends_on", ">2026", ORESUND},
    {"ends_on", "=", SENSORS},
    {"ends_on", "!", BORDER "; " ORESUND},
    {"ends_on", "2026|=", BORDER "; " SENSORS},
    {"ends_on", "!2026", ORESUND "; " SENSORS},
    /* numbers, amounts in each currency's own unit, flags */
    {"notice_months", "6", ORESUND},
    {"notice_months", ">6", SENSORS},
    {"notice_months", "6..12", ORESUND "; " SENSORS},
    {"notice_months", ">=12", SENSORS},
    {"us_share_minor", "850k", BORDER "; " ORESUND},
    {"us_share_minor", ">850,000.00", ""},
    {"us_share_minor", ">=100k", BORDER "; " ORESUND},
    {"automatic_renewal", "yes", SENSORS},
    {"automatic_renewal", "n", BORDER "; " ORESUND},
    {"ended", "0", BORDER "; " ORESUND "; " SENSORS},
    {"arrangements", "0", BORDER "; " ORESUND "; " SENSORS},
    /* links: by name, reference, number */
    {"partner_id", "sweden", BORDER "; " ORESUND},
    {"partner_id", "PTN-2026-002", SENSORS},
    {"partner_id", "ptn-2026-001", BORDER "; " ORESUND},
    {"partner_id", "!sweden", SENSORS},
    {"parent_id", "=", BORDER "; " ORESUND "; " SENSORS},
    /* a column that the list does not have */
    {"survival", "=", BORDER "; " ORESUND "; " SENSORS},
    {"signed_at", "!", ""},
};

static void criterion__leaves_what_is_meant__for_every_sign(void **state)
{
    const OfficeFile *file = *state;
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Criteria) criteria = criteria_for(file, "agreements");
        g_autoptr(GError) error = NULL;
        if (!criteria_set(criteria, cases[i].field, cases[i].typed, &error))
            fail_msg("%s %s: %s", cases[i].field, cases[i].typed, error->message);
        g_autofree char *found = titles(file, "agreements", criteria);
        if (strcmp(found, cases[i].found) != 0)
            fail_msg("%s %s: found \"%s\" instead of \"%s\"", cases[i].field, cases[i].typed, found,
                     cases[i].found);
    }
}

static const Case links[] = {
    {"partners", "korea", "Ferries"},
    {"partners", "!korea", "Portals"},
    {"partners", "=", "Portals"},
    {"partners", "!", "Ferries"},
};

static void criterion__looks_into_the_joining_table__for_many_links(void **state)
{
    const OfficeFile *file = *state;
    for (guint i = 0; i < G_N_ELEMENTS(links); i++) {
        g_autoptr(Criteria) criteria = criteria_for(file, "projects");
        assert_true(criteria_set(criteria, links[i].field, links[i].typed, NULL));
        g_autofree char *found = titles(file, "projects", criteria);
        assert_string_equal(found, links[i].found);
    }
}

static const Case refusals[] = {
    {"titel", "x", "titel: Agreements have no such field: they have ref, title"},
    {"state", "lost", "lost: there is no such choice: one of Concept"},
    {"state", ">signed", "signed: State cannot be compared so"},
    {"ends_on", "someday", "someday"},
    {"ends_on", "2027-01-01..2026-01-01", "2027-01-01..2026-01-01: it ends before it begins"},
    {"ends_on", ">", ">: nothing stands behind it"},
    {"ends_on", "..", "..: neither end is given"},
    {"notice_months", "many", "many: this is no number"},
    {"us_share_minor", "much", "much"},
    {"automatic_renewal", "perhaps", "perhaps: this is neither yes nor no"},
    {"partner_id", "norway", "norway: no record has that name or reference"},
    {"title", "a||b", "|: nothing stands on one side of it"},
    {"title", "a|!b", "!b: \"!\" stands in front of all"},
};

static void criterion__is_refused__when_it_cannot_be_meant(void **state)
{
    const OfficeFile *file = *state;
    for (guint i = 0; i < G_N_ELEMENTS(refusals); i++) {
        g_autoptr(Criteria) criteria = criteria_for(file, "agreements");
        assert_true(criteria_set(criteria, "title", "border", NULL));
        g_autoptr(GError) error = NULL;
        if (criteria_set(criteria, refusals[i].field, refusals[i].typed, &error))
            fail_msg("%s %s was taken", refusals[i].field, refusals[i].typed);
        if (!g_str_has_prefix(error->message, refusals[i].found))
            fail_msg("%s %s: \"%s\"", refusals[i].field, refusals[i].typed, error->message);
        assert_string_equal(criteria_get(criteria, "title"), "border"); /* nothing changed */
        assert_int_equal(criteria_count(criteria), 1);
    }
}

static void sensitive_field__is_refused__as_a_criterion(void **state)
{
    g_autoptr(Criteria) criteria = criteria_for(*state, "visitors");
    g_autoptr(GError) error = NULL;
    assert_false(criteria_set(criteria, "born_on", "1970", &error));
    assert_true(error_is(error, ERROR_REFUSED));
}

static void line__joins_criteria__of_several_fields(void **state)
{
    const OfficeFile *file = *state;
    g_autoptr(Criteria) criteria = criteria_for(file, "agreements");
    assert_true(criteria_add_line(criteria, "state = in_force & ends_on < +90d", NULL));
    assert_int_equal(criteria_count(criteria), 2);
    assert_string_equal(criteria_get(criteria, "state"), "in_force");
    assert_string_equal(criteria_get(criteria, "ends_on"), "< +90d");
    g_autofree char *found = titles(file, "agreements", criteria);
    assert_string_equal(found, BORDER);
    assert_true(criteria_add_line(criteria, "state='signed'&ends_on=!", NULL));
    g_autofree char *then = titles(file, "agreements", criteria);
    assert_string_equal(then, ORESUND);
}

static void line__keeps_signs_in_values__that_begin_no_criterion(void **state)
{
    const OfficeFile *file = *state;
    g_autoptr(Criteria) criteria = criteria_for(file, "agreements");
    assert_true(criteria_add_line(criteria, "title=R&D|S&T & partner=swe", NULL));
    assert_string_equal(criteria_get(criteria, "title"), "R&D|S&T");
    assert_string_equal(criteria_get(criteria, "partner"), "swe");
    assert_true(criteria_add_line(criteria, "title = 'a & b = c'", NULL));
    assert_string_equal(criteria_get(criteria, "title"), "'a & b = c'");
}

static void line__changes_nothing__when_a_part_is_refused(void **state)
{
    const OfficeFile *file = *state;
    g_autoptr(Criteria) criteria = criteria_for(file, "agreements");
    g_autoptr(GError) error = NULL;
    assert_false(criteria_add_line(criteria, "title = border & state = lost", &error));
    assert_int_equal(criteria_count(criteria), 0);
    g_clear_error(&error);
    assert_false(criteria_add_line(criteria, "title = a | state = signed", &error));
    assert_non_null(strstr(error->message, "cannot join two fields"));
}

static void field__is_taken_away__when_its_text_is_empty(void **state)
{
    const OfficeFile *file = *state;
    g_autoptr(Criteria) criteria = criteria_for(file, "agreements");
    assert_true(criteria_set(criteria, "title", "border", NULL));
    assert_true(criteria_set(criteria, "title", "  ", NULL));
    assert_int_equal(criteria_count(criteria), 0);
    g_autoptr(Narrowing) narrowing = narrowing_new();
    criteria_narrow(criteria, narrowing);
    assert_true(narrowing_is_empty(narrowing));
}

static void words__say_what_is_shown__as_a_person_would(void **state)
{
    const OfficeFile *file = *state;
    g_autoptr(Criteria) criteria = criteria_for(file, "agreements");
    assert_true(criteria_add_line(criteria, "partner = Sweden & ends_on < 2027-01-01", NULL));
    g_autofree char *words = criteria_words(criteria);
    assert_string_equal(words, "Partner: Sweden, Ends: before 2027-01-01");
    g_autoptr(Criteria) other = criteria_for(file, "agreements");
    assert_true(criteria_add_line(
        other, "state = !signed|in_force & notice_months = 6..12 & signed_on = = & automatic_renewal = y",
        NULL));
    g_autofree char *more = criteria_words(other);
    assert_string_equal(
        more, "State: not Signed or In force, Notice, months: 6 to 12, Signed on: empty, Renews itself: yes");
}

static void help__fits_sixty_columns__for_every_column_of_every_list(void **state)
{
    const OfficeFile *file = *state;
    for (guint i = 0; i < screen_set_count(file->screens); i++) {
        const ScreenDef *screen = screen_set_at(file->screens, i);
        for (guint k = 0; k < screen->column_count; k++) {
            const char *help = criteria_help(screen, file->store, screen->columns[k].field);
            if (text_width(help) > 58)
                fail_msg("%s, %s: %s", screen->name, screen->columns[k].field, help);
        }
    }
    const ScreenDef *agreements = screen_set_find(file->screens, "agreements");
    assert_non_null(strstr(criteria_help(agreements, file->store, "ends_on"), "today..+1y  >2026-01-01"));
    assert_non_null(strstr(criteria_help(agreements, file->store, "state_label"), "choose"));
}

/* The texts of what is offered, joined. */
static char *offered(const OfficeFile *file, const char *field, const char *typed)
{
    g_autoptr(GPtrArray) options =
        criteria_options(screen_set_find(file->screens, "agreements"), file->store, field, typed, 3, NULL);
    GString *texts = g_string_new(NULL);
    for (guint i = 0; i < options->len; i++)
        g_string_append_printf(texts, "%s%s", i > 0 ? "; " : "",
                               ((const ValueOption *)g_ptr_array_index(options, i))->text);
    return g_string_free(texts, FALSE);
}

static void options__complete__the_last_alternative(void **state)
{
    static const char *const rows[][3] = {
        {"state_label", "in f", "In force; In force, published; In force, exempt"},
        {"state_label", "!signed|concept", "!signed|Concept"},
        {"state_label", "", "Concept; Exploratory talks; Drafting"},
        {"state_label", "=", ""}, /* is empty */
        {"state_label", "signed|", ""},
        {"title", "b", ""},
    };
    const OfficeFile *file = *state;
    const ScreenDef *agreements = screen_set_find(file->screens, "agreements");
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *texts = offered(file, rows[i][0], rows[i][1]);
        assert_string_equal(texts, rows[i][2]);
    }
    assert_true(criteria_chooses(agreements, file->store, "legal_label"));
    assert_false(criteria_chooses(agreements, file->store, "title"));
}

static void copy__stands_alone(void **state)
{
    g_autoptr(Criteria) criteria = criteria_for(*state, "agreements");
    assert_true(criteria_set(criteria, "title", "border", NULL));
    g_autoptr(Criteria) copy = criteria_copy(criteria);
    assert_true(criteria_set(criteria, "title", "", NULL));
    assert_string_equal(criteria_get(copy, "title"), "border");
}

/* --- lines held against a form --- */

static const char *get_value(const char *field, gconstpointer data)
{
    return g_hash_table_lookup((GHashTable *)data, field);
}

static const struct {
    const char *line;
    bool holds;
} conditions[] = {
    {"kind = crada", true},
    {"kind = grant", false},
    {"kind = grant | kind = crada", true},
    {"kind = grant|crada", true},
    {"kind != grant", true},
    {"kind = !crada", false},
    {"binding = yes", true},
    {"binding = no", false},
    {"partner_id = =", true},
    {"partner_id = !", false},
    {"kind = !", true},
    {"months > 9", true},
    {"months < 9", false},
    {"months = 10..12", true},
    {"ends_on < 2027-01-01", true},
    {"kind = crada & months > 20", false},
    {"kind = grant & months > 9 | binding = yes", true},
    {"kind = cra*", true},
    {"missing = x", false},
    {"this is no criterion", true},
};

static void line__holds_for_a_form__by_what_stands_in_it(void **state)
{
    (void)state;
    g_autoptr(GHashTable) form = g_hash_table_new(g_str_hash, g_str_equal);
    g_hash_table_insert(form, "kind", "crada");
    g_hash_table_insert(form, "binding", "1");
    g_hash_table_insert(form, "months", "12");
    g_hash_table_insert(form, "ends_on", "2026-12-31");
    for (guint i = 0; i < G_N_ELEMENTS(conditions); i++) {
        if (criteria_holds(conditions[i].line, get_value, form) != conditions[i].holds)
            fail_msg("%s", conditions[i].line);
    }
}

static void reference__is_found__by_its_beginning_or_a_part_in_any_case(void **state)
{
    const OfficeFile *file = *state;
    static const struct {
        const char *line;
        const char *found;
    } references[] = {
        {"ref = agr-20", BORDER "; " ORESUND "; " SENSORS},
        {"ref = AGR-2026-002", ORESUND},
        {"ref = =agr-2026-002", ORESUND},
        {"ref = gr-2026-00", BORDER "; " ORESUND "; " SENSORS},
        {"ref = 003", SENSORS},
        {"ref = AGR-2027", ""},
    };
    for (guint i = 0; i < G_N_ELEMENTS(references); i++) {
        g_autoptr(Criteria) criteria = criteria_for(file, "agreements");
        assert_true(criteria_add_line(criteria, references[i].line, NULL));
        g_autofree char *found = titles(file, "agreements", criteria);
        assert_string_equal(found, references[i].found);
    }
}

int main(void)
{
#define WITH_OFFICE(test) cmocka_unit_test_setup_teardown(test, fill, office_file_teardown)
    const struct CMUnitTest tests[] = {
        WITH_OFFICE(reference__is_found__by_its_beginning_or_a_part_in_any_case),
        WITH_OFFICE(criterion__leaves_what_is_meant__for_every_sign),
        WITH_OFFICE(criterion__looks_into_the_joining_table__for_many_links),
        WITH_OFFICE(criterion__is_refused__when_it_cannot_be_meant),
        WITH_OFFICE(sensitive_field__is_refused__as_a_criterion),
        WITH_OFFICE(line__joins_criteria__of_several_fields),
        WITH_OFFICE(line__keeps_signs_in_values__that_begin_no_criterion),
        WITH_OFFICE(line__changes_nothing__when_a_part_is_refused),
        WITH_OFFICE(field__is_taken_away__when_its_text_is_empty),
        WITH_OFFICE(words__say_what_is_shown__as_a_person_would),
        WITH_OFFICE(help__fits_sixty_columns__for_every_column_of_every_list),
        WITH_OFFICE(options__complete__the_last_alternative),
        WITH_OFFICE(copy__stands_alone),
        cmocka_unit_test(line__holds_for_a_form__by_what_stands_in_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
