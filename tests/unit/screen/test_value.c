/* Every kind of value: what is typed becomes what is stored, and what is stored reads as a person would say
 * it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "screen/value.h"
#include "store/change.h"
#include "support/office_file.h"

typedef struct {
    OfficeFile *file;
    char *sweden, *switzerland, *umbrella;
} Desk;

static char *id_text(gint64 id)
{
    return g_strdup_printf("%" G_GINT64_FORMAT, id);
}

static int desk_setup(void **state)
{
    office_file_setup(state);
    Desk *desk = g_new0(Desk, 1);
    desk->file = *state;
    desk->sweden = id_text(
        office_file_add(desk->file, "partner", "name", "Sweden", "code", "SE", "country", "SE", NULL));
    desk->switzerland = id_text(office_file_add(desk->file, "partner", "name", "Switzerland", "code", "CH",
                                                "country", "CH", "kind", "non_bilateral", NULL));
    desk->umbrella = id_text(
        office_file_add(desk->file, "agreement", "title", "Umbrella", "partner_id", desk->sweden, NULL));
    *state = desk;
    return 0;
}

static int desk_teardown(void **state)
{
    Desk *desk = *state;
    void *file = desk->file;
    g_free(desk->sweden);
    g_free(desk->switzerland);
    g_free(desk->umbrella);
    g_free(desk);
    return office_file_teardown(&file);
}

static const FieldDef text = {.name = "title", .label = "Title", .kind = FIELD_TEXT};
static const FieldDef note = {.name = "notes", .label = "Notes", .kind = FIELD_NOTE};
static const FieldDef whole = {.name = "notice_months", .label = "Notice", .kind = FIELD_INTEGER};
static const FieldDef rate = {.name = "foreign_usd_rate", .label = "Rate", .kind = FIELD_NUMBER};
static const FieldDef share = {
    .name = "us_share_minor", .label = "US share", .kind = FIELD_MONEY, .currency = "us_share_currency"};
static const FieldDef dollars = {
    .name = "us_share_minor", .label = "US share", .kind = FIELD_MONEY, .currency = "USD"};
static const FieldDef percent = {.name = "weight", .label = "Share", .kind = FIELD_PERCENT};
static const FieldDef day = {.name = "ends_on", .label = "Ends", .kind = FIELD_DATE, .from = "in_force_on"};
static const FieldDef at = {.name = "start_time", .label = "at", .kind = FIELD_TIME};
static const FieldDef state_of = {
    .name = "state", .label = "State", .kind = FIELD_CHOICE, .of = "agreement_state"};
static const FieldDef partner = {
    .name = "partner_id", .label = "Partner", .kind = FIELD_LINK, .to = "partners"};
static const FieldDef under = {.name = "parent_id", .label = "Under", .kind = FIELD_LINK, .to = "agreements"};
static const FieldDef officer = {
    .name = "officer_id", .label = "Officer", .kind = FIELD_LINK, .to = "officers", .fallback = "me"};
static const FieldDef partners = {.name = "partners",
                                  .label = "Partners",
                                  .kind = FIELD_LINKS,
                                  .to = "partners",
                                  .sql = "project_partner(project_id, partner_id)"};
static const FieldDef country = {.name = "country", .label = "Country", .kind = FIELD_COUNTRY};
static const FieldDef flag = {.name = "provisional", .label = "Provisional", .kind = FIELD_FLAG};
static const FieldDef two_way = {
    .name = "provisional", .label = "Provisional", .kind = FIELD_FLAG, .fallback = "0"};
static const FieldDef computed = {.name = "kept_until", .label = "Kept until", .kind = FIELD_COMPUTED};

typedef struct {
    const FieldDef *field;
    const char *typed;
    const char *stored;
    const char *shown; /* what the form shows then */
} Trip;

static const Trip trips[] = {
    {&text, "  Airport trial ", "Airport trial", "Airport trial"},
    {&text, "two\nlines", "two lines", "two lines"},
    {&note, "one\r\ntwo", "one\ntwo", "one\ntwo"},
    {&whole, "1,200", "1200", "1200"},
    {&whole, "-6", "-6", "-6"},
    {&rate, "0.7547", "0.7547", "0.7547"},
    {&rate, "0,7547", "0.7547", "0.7547"},
    {&share, "850k", "85000000", "850,000.00 USD"},
    {&share, "1.2m USD", "120000000", "1,200,000.00 USD"},
    {&dollars, "12.50", "1250", "12.50 USD"},
    {&percent, "12.5 %", "12.5", "12.5 %"},
    {&percent, "100", "100", "100 %"},
    {&day, "2026-12-01", "2026-12-01", "2026-12-01"},
    {&day, "1 dec", "2026-12-01", "2026-12-01"},
    {&day, "today", "2026-11-23", "2026-11-23"},
    {&day, "+5y", "2029-01-01", "2029-01-01"}, /* from the day it entered into force */
    {&at, "2:30 pm", "14:30", "14:30"},
    {&state_of, "in_force", "in_force", "In force"},
    {&state_of, "In force", "in_force", "In force"},
    {&state_of, "SIGNED", "signed", "Signed"},
    {&state_of, "negot", "negotiating", "Negotiating"},
    {&country, "se", "SE", "Sweden"},
    {&country, "Swede", "SE", "Sweden"},
    {&country, "SWE", "SE", "Sweden"},
    {&flag, "y", "1", "yes"},
    {&flag, "No", "0", "no"},
    {&flag, "", NULL, ""},
    {&two_way, "", "0", "no"},
    {&text, "   ", NULL, ""},
};

static Record *agreement_here(void)
{
    Record *record = record_new("agreement");
    record_set(record, "us_share_currency", "USD");
    record_set(record, "in_force_on", "2024-01-01");
    return record;
}

static void value__comes_back_as_it_was_meant__for_every_kind(void **state)
{
    const Desk *desk = *state;
    g_autoptr(Record) record = agreement_here();
    for (guint i = 0; i < G_N_ELEMENTS(trips); i++) {
        const Trip *trip = &trips[i];
        g_autofree char *stored = NULL;
        g_autoptr(GError) error = NULL;
        if (!value_parse(trip->field, desk->file->screens, desk->file->store, record, trip->typed, &stored,
                         &error))
            fail_msg("%s: %s", trip->typed, error->message);
        if (g_strcmp0(stored, trip->stored) != 0)
            fail_msg("%s %s: %s instead of %s", trip->field->label, trip->typed, stored, trip->stored);
        g_autofree char *shown =
            value_show(trip->field, desk->file->screens, desk->file->store, record, stored);
        if (strcmp(shown, trip->shown) != 0)
            fail_msg("%s %s: shows %s", trip->field->label, trip->typed, shown);
        g_autofree char *again = NULL;
        assert_true(
            value_parse(trip->field, desk->file->screens, desk->file->store, record, shown, &again, NULL));
        assert_true(g_strcmp0(again, stored) == 0); /* what a form shows can be given back to it */
    }
}

static const struct {
    const FieldDef *field;
    const char *typed;
    const char *message;
} refusals[] = {
    {&whole, "six", "six: this is no whole number: enter a whole number"},
    {&whole, "1.5", "1.5: this is no whole number"},
    {&rate, "1.2.3", "1.2.3: this is no number"},
    {&percent, "101", "101: this is no percentage: enter a number from 0 to 100"},
    {&flag, "maybe", "maybe: this is neither yes nor no: enter y or n"},
    {&state_of, "lost", "lost: there is no such choice: one of Concept, Exploratory talks"},
    {&state_of, "ex", "ex: several fit: "},
    {&country, "atlantis", "atlantis: there is no such choice"},
    {&partner, "norway", "norway: no partner has that name or reference"},
    {&partner, "sw", "sw: more than one partner fits: S"},
    {&partners, "sweden; norway", "norway: no partner has that name"},
    {&computed, "x", "x: Kept until is worked out by the program"},
};

static void value__is_refused_with_what_would_be_accepted__when_it_cannot_be_meant(void **state)
{
    const Desk *desk = *state;
    g_autoptr(Record) record = agreement_here();
    for (guint i = 0; i < G_N_ELEMENTS(refusals); i++) {
        g_autofree char *stored = NULL;
        g_autoptr(GError) error = NULL;
        if (value_parse(refusals[i].field, desk->file->screens, desk->file->store, record, refusals[i].typed,
                        &stored, &error))
            fail_msg("%s was taken as %s", refusals[i].typed, stored);
        assert_null(stored);
        assert_true(error_is(error, ERROR_INPUT));
        if (!g_str_has_prefix(error->message, refusals[i].message))
            fail_msg("%s: \"%s\"", refusals[i].typed, error->message);
    }
}

static void amount__is_refused__while_its_currency_is_unknown(void **state)
{
    const Desk *desk = *state;
    g_autoptr(Record) record = record_new("agreement");
    g_autofree char *stored = NULL;
    g_autoptr(GError) error = NULL;
    assert_false(
        value_parse(&share, desk->file->screens, desk->file->store, record, "850k", &stored, &error));
    assert_non_null(strstr(error->message, "enter the currency first"));
}

static void bad_bytes__are_refused(void **state)
{
    const Desk *desk = *state;
    g_autofree char *stored = NULL;
    g_autoptr(GError) error = NULL;
    assert_false(value_parse(&text, desk->file->screens, desk->file->store, NULL, "a\xff", &stored, &error));
    assert_non_null(strstr(error->message, "UTF-8"));
}

static void assert_link(const Desk *desk, const FieldDef *field, const char *typed, const char *id)
{
    g_autofree char *stored = NULL;
    g_autoptr(GError) error = NULL;
    if (!value_parse(field, desk->file->screens, desk->file->store, NULL, typed, &stored, &error))
        fail_msg("%s: %s", typed, error->message);
    assert_string_equal(stored, id);
}

static void link__is_found__by_name_reference_and_number(void **state)
{
    const Desk *desk = *state;
    assert_link(desk, &partner, "Sweden", desk->sweden);
    assert_link(desk, &partner, "sweden", desk->sweden);
    assert_link(desk, &partner, "switz", desk->switzerland);
    assert_link(desk, &partner, desk->sweden, desk->sweden);
    assert_link(desk, &partner, "PTN-2026-001", desk->sweden);
    assert_link(desk, &under, "agr-2026-001", desk->umbrella);
    assert_link(desk, &under, "umbr", desk->umbrella);
    assert_link(desk, &under, "AGR-2026-001 Umbrella", desk->umbrella);
    g_autofree char *shown = value_show(&under, desk->file->screens, desk->file->store, NULL, desk->umbrella);
    assert_string_equal(shown, "AGR-2026-001 Umbrella");
    g_autofree char *named = value_show(&partner, desk->file->screens, desk->file->store, NULL, desk->sweden);
    assert_string_equal(named, "Sweden");
}

static void link__says_so__when_its_record_is_gone(void **state)
{
    const Desk *desk = *state;
    g_autofree char *shown = value_show(&partner, desk->file->screens, desk->file->store, NULL, "4711");
    assert_string_equal(shown, "(no longer there: 4711)");
}

static void links__are_typed_with_semicolons__each_once(void **state)
{
    const Desk *desk = *state;
    g_autofree char *both = g_strdup_printf("%s,%s", desk->switzerland, desk->sweden);
    assert_link(desk, &partners, "switz; Sweden ;sweden;", both);
    g_autofree char *shown = value_show(&partners, desk->file->screens, desk->file->store, NULL, both);
    assert_string_equal(shown, "Switzerland; Sweden");
}

static char *links_of(const Desk *desk, gint64 project)
{
    return value_links_read(&partners, desk->file->store, project, NULL);
}

static void write_links(const Desk *desk, gint64 project, const char *before, const char *after)
{
    Change *change = change_open(desk->file->store, "Partners of a project", NULL);
    assert_non_null(change);
    assert_true(value_links_write(&partners, change, project, before, after, NULL));
    assert_true(change_commit(change, NULL, NULL));
}

static void links__are_kept_in_their_table__added_and_taken_away(void **state)
{
    const Desk *desk = *state;
    gint64 project = office_file_add(desk->file, "project", "title", "Portals", NULL);
    g_autofree char *none = links_of(desk, project);
    assert_string_equal(none, "");
    g_autofree char *two = g_strdup_printf("%s,%s", desk->sweden, desk->switzerland);
    write_links(desk, project, none, two);
    g_autofree char *both = links_of(desk, project);
    assert_string_equal(both, two);
    write_links(desk, project, both, desk->switzerland);
    g_autofree char *one = links_of(desk, project);
    assert_string_equal(one, desk->switzerland);
}

static char *texts_of(const Desk *desk, const FieldDef *field, const char *typed, guint limit)
{
    g_autoptr(GPtrArray) options =
        value_options(field, desk->file->screens, desk->file->store, typed, limit, NULL);
    assert_non_null(options);
    GString *texts = g_string_new(NULL);
    for (guint i = 0; i < options->len; i++)
        g_string_append_printf(texts, "%s%s", i > 0 ? "; " : "",
                               ((const ValueOption *)g_ptr_array_index(options, i))->text);
    return g_string_free(texts, FALSE);
}

static void options__come_best_first__within_the_limit(void **state)
{
    const Desk *desk = *state;
    g_autofree char *all = texts_of(desk, &state_of, "", 3);
    assert_string_equal(all, "Concept; Exploratory talks; Drafting");
    g_autofree char *signed_first = texts_of(desk, &state_of, "signed", 9);
    assert_string_equal(signed_first, "Signed; CRADA signed");
    g_autofree char *beginnings = texts_of(desk, &country, "swe", 2);
    assert_true(g_str_has_prefix(beginnings, "Sweden"));
    g_autofree char *linked = texts_of(desk, &partner, "swe", 8);
    assert_string_equal(linked, "Sweden");
    g_autofree char *alphabet = texts_of(desk, &partner, "", 8);
    assert_string_equal(alphabet, "Sweden; Switzerland");
    g_autofree char *nothing = texts_of(desk, &text, "a", 8);
    assert_string_equal(nothing, "");
}

static void understood__says_the_day_in_words__beside_a_date(void **state)
{
    const Desk *desk = *state;
    g_autofree char *words = value_understood(&day, desk->file->store, NULL, "2026-12-01");
    assert_string_equal(words, "Tue 1 Dec 2026, in 8 days");
    assert_null(value_understood(&text, desk->file->store, NULL, "x"));
    assert_null(value_understood(&day, desk->file->store, NULL, NULL));
}

static void shift__counts_from_the_field_itself__once_it_holds_a_day(void **state)
{
    const Desk *desk = *state;
    g_autoptr(Record) record = agreement_here();
    g_autofree char *first = NULL, *second = NULL, *plain = NULL;
    assert_true(value_parse(&day, desk->file->screens, desk->file->store, record, "+5y", &first, NULL));
    assert_string_equal(first, "2029-01-01");
    record_set(record, "ends_on", first);
    assert_true(value_parse(&day, desk->file->screens, desk->file->store, record, "+3y", &second, NULL));
    assert_string_equal(second, "2032-01-01");
    /* Where the screen names no field it counts from today, whatever stands there. */
    const FieldDef due = {.name = "ends_on", .label = "Due", .kind = FIELD_DATE};
    assert_true(value_parse(&due, desk->file->screens, desk->file->store, record, "+1w", &plain, NULL));
    assert_string_equal(plain, "2026-11-30");
}

static void reading__says_what_the_text_so_far_means__or_nothing(void **state)
{
    static const struct {
        const FieldDef *field;
        const char *typed, *reading;
    } rows[] = {
        {&day, "1 dec", "Tue 1 Dec 2026, in 8 days"},
        {&day, "+3y", "2034-01-01, 3 years after 2031-01-01"},
        {&day, "1 d", NULL},
        {&day, "", NULL},
        {&share, "1.2m", "1,200,000.00 USD"},
        {&share, "1,200,000.00 USD", NULL},
        {&share, "1.2x", NULL},
        {&at, "9am", "09:00"},
        {&at, "09:00", NULL},
        {&whole, "1,200", "1200"},
        {&percent, "80", "80 %"},
        {&percent, "800", NULL},
        {&text, "1 dec", NULL},
        {&partner, "Swe", NULL},
    };
    const Desk *desk = *state;
    g_autoptr(Record) record = agreement_here();
    record_set(record, "ends_on", "2031-01-01");
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *reading =
            value_reading(rows[i].field, desk->file->screens, desk->file->store, record, rows[i].typed);
        if (g_strcmp0(reading, rows[i].reading) != 0)
            fail_msg("%s reads %s", rows[i].typed, reading);
    }
}

static void warning__names__what_is_rarely_meant(void **state)
{
    static const FieldDef leaves = {.name = "departs_on",
                                    .label = "Departs on",
                                    .kind = FIELD_DATE,
                                    .from = "arrives_on",
                                    .warn = "past 300d"};
    static const FieldDef ends = {
        .name = "departs_on", .label = "Ends", .kind = FIELD_DATE, .from = "arrives_on"};
    static const struct {
        const FieldDef *field;
        const char *stored, *typed, *warning;
    } rows[] = {
        {&leaves, "2026-12-20", NULL, NULL},
        {&leaves, "2026-11-23", NULL, NULL}, /* today is not past */
        {&leaves, "2026-11-22", NULL, "in the past"},
        {&leaves, "2027-11-22", NULL, "343 days after 2026-12-14"},
        {&leaves, NULL, "22 nov", "343 days after 2026-12-14"},
        {&leaves, NULL, "yesterday", "in the past"},
        {&leaves, NULL, "half a da", NULL},
        {&leaves, NULL, NULL, NULL},
        {&leaves, NULL, "", NULL},
        {&ends, "2020-01-01", NULL, NULL},
        {&ends, "2020-01-01", "+3y", "in the past"},
        {&ends, "2020-01-01", "2023-01-01", NULL},
    };
    const Desk *desk = *state;
    g_autoptr(Record) record = record_new("visit");
    record_set(record, "arrives_on", "2026-12-14");
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        record_set(record, "departs_on", rows[i].stored);
        g_autofree char *warning =
            value_warning(rows[i].field, desk->file->screens, desk->file->store, record, rows[i].typed);
        if (g_strcmp0(warning, rows[i].warning) != 0)
            fail_msg("row %u: %s", i, warning);
    }
}

static void fallback__is_worked_out__for_a_new_record(void **state)
{
    const Desk *desk = *state;
    const FieldDef soon = {.name = "a", .label = "A", .kind = FIELD_DATE, .fallback = "today+30d"};
    const FieldDef now = {.name = "a", .label = "A", .kind = FIELD_DATE, .fallback = "today"};
    const FieldDef kind = {.name = "a", .label = "A", .kind = FIELD_CHOICE, .fallback = "bilateral"};
    g_autofree char *later = value_fallback(&soon, desk->file->store);
    g_autofree char *today = value_fallback(&now, desk->file->store);
    g_autofree char *constant = value_fallback(&kind, desk->file->store);
    g_autofree char *me = value_fallback(&officer, desk->file->store);
    g_autofree char *shown = value_show(&officer, desk->file->screens, desk->file->store, NULL, me);
    assert_string_equal(later, "2026-12-23");
    assert_string_equal(today, "2026-11-23");
    assert_string_equal(constant, "bilateral");
    assert_string_equal(shown, "Ana Ruiz");
    assert_null(value_fallback(&text, desk->file->store));
}

static void cell__is_short__by_the_kind_of_its_column(void **state)
{
    (void)state;
    static const struct {
        FieldKind kind;
        const char *stored, *currency, *shown;
    } cells[] = {
        {FIELD_TEXT, "Sweden", NULL, "Sweden"},
        {FIELD_DATE, "2026-12-02", NULL, "in 9 d"},
        {FIELD_DATE, "soon", NULL, "soon"},
        {FIELD_MONEY, "85000000", "USD", "850,000.00 USD"},
        {FIELD_PERCENT, "40", NULL, "40 %"},
        {FIELD_FLAG, "1", NULL, "yes"},
        {FIELD_FLAG, "0", NULL, ""},
        {FIELD_INTEGER, "12", NULL, "12"},
        {FIELD_DATE, NULL, NULL, ""},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cells); i++) {
        const ColumnDef column = {.field = "a", .title = "A", .kind = cells[i].kind};
        g_autofree char *shown = value_cell(&column, cells[i].stored, cells[i].currency, "2026-11-23");
        assert_string_equal(shown, cells[i].shown);
    }
}

int main(void)
{
#define AT_DESK(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)
    const struct CMUnitTest tests[] = {
        AT_DESK(value__comes_back_as_it_was_meant__for_every_kind),
        AT_DESK(value__is_refused_with_what_would_be_accepted__when_it_cannot_be_meant),
        AT_DESK(amount__is_refused__while_its_currency_is_unknown),
        AT_DESK(bad_bytes__are_refused),
        AT_DESK(link__is_found__by_name_reference_and_number),
        AT_DESK(link__says_so__when_its_record_is_gone),
        AT_DESK(links__are_typed_with_semicolons__each_once),
        AT_DESK(links__are_kept_in_their_table__added_and_taken_away),
        AT_DESK(options__come_best_first__within_the_limit),
        AT_DESK(understood__says_the_day_in_words__beside_a_date),
        AT_DESK(shift__counts_from_the_field_itself__once_it_holds_a_day),
        AT_DESK(reading__says_what_the_text_so_far_means__or_nothing),
        AT_DESK(warning__names__what_is_rarely_meant),
        AT_DESK(fallback__is_worked_out__for_a_new_record),
        cmocka_unit_test(cell__is_short__by_the_kind_of_its_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
