/* Values of records by path, as texts take them. */
#include "screen/fields.h"
#include "support/office_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static char *text_of(gint64 id)
{
    return g_strdup_printf("%" G_GINT64_FORMAT, id);
}

static Fields new_agreement(const OfficeFile *file)
{
    g_autofree char *partner = text_of(
        office_file_add(file, "partner", "name", "Sweden", "kind", "bilateral", "country", "SE", NULL));
    g_autofree char *umbrella =
        text_of(office_file_add(file, "agreement", "title", "Umbrella", "kind", "bilateral", "partner_id",
                                partner, "ends_on", "2030-01-31", NULL));
    gint64 id = office_file_add(file, "agreement", "title", "Trial", "kind", "project_arrangement",
                                "partner_id", partner, "parent_id", umbrella, "us_share_minor", "85000000",
                                "us_share_currency", "USD", NULL);
    return (Fields){file->screens, file->store, screen_set_find(file->screens, "agreements"), id};
}

static void expect(const Fields *fields, const char *path, const char *value)
{
    g_autofree char *why = NULL;
    g_autofree char *found = fields_value(fields, path, &why);
    if (!found)
        fail_msg("%s: %s", path, why);
    assert_string_equal(found, value);
    assert_null(why);
}

static void expect_none(const Fields *fields, const char *path, const char *reason)
{
    g_autofree char *why = NULL;
    g_autofree char *found = fields_value(fields, path, &why);
    assert_null(found);
    if (!why || !strstr(why, reason))
        fail_msg("%s: %s", path, why ? why : "no reason");
}

static void value__reads_as_people_write_it__by_name_label_and_link(void **state)
{
    const Fields fields = new_agreement(*state);
    expect(&fields, "agreement.title", "Trial");
    expect(&fields, "agreement.kind", "Project arrangement");
    expect(&fields, "partner.name", "Sweden");
    expect(&fields, "agreement.partner.name", "Sweden");
    expect(&fields, "agreement.us_share", "850,000.00 USD");
    expect(&fields, "agreement.us_share_minor", "850,000.00 USD");
    expect(&fields, "agreement.parent.ends_on", "31 January 2030");
    expect(&fields, "today", "23 November 2026");
    expect(&fields, "office", "International Cooperative Programs Office");
}

static void value__names_why_there_is_none__and_what_there_is(void **state)
{
    const Fields fields = new_agreement(*state);
    expect_none(&fields, "partner.nmae", "nmae is no field of partner: it has name, code, ");
    expect_none(&fields, "agreement.schedule", "it is empty: fill Schedule of the agreement");
    expect_none(&fields, "capital.name",
                "nothing of that name belongs to this agreement: begin with agreement");
    expect_none(&fields, "agreement", "this is no field of agreement");
    expect_none(&fields, "agreement.title.name", "title leads to no other record");
    expect_none(&fields, "agreement.supersedes.title", "the field Supersedes is empty");
    expect_none(&fields, "", "nothing of that name");
    expect_none(&fields, "a.b.c.d.e.f.g.h.i.j", "nothing of that name");
}

static void value__of_what_hangs_on_the_record__only_where_there_is_one(void **state)
{
    const OfficeFile *file = *state;
    const Fields fields = new_agreement(file);
    g_autofree char *agreement = text_of(fields.id);
    expect_none(&fields, "project.title", "this agreement has no project");
    office_file_add(file, "project", "title", "Walk-through screening", "agreement_id", agreement, NULL);
    expect(&fields, "project.title", "Walk-through screening");
    office_file_add(file, "project", "title", "Another", "agreement_id", agreement, NULL);
    expect_none(&fields, "project.title", "this agreement has several of the list Projects");
}

static void value__that_is_sensitive__goes_into_no_text(void **state)
{
    const OfficeFile *file = *state;
    gint64 id = office_file_add(file, "visitor", "family_name", "Berg", "born_on", "1980-01-01", NULL);
    const Fields fields = {file->screens, file->store, screen_set_find(file->screens, "visitors"), id};
    expect(&fields, "visitor.family_name", "Berg");
    expect_none(&fields, "visitor.born_on", "it is sensitive");
}

#define office_test(test) cmocka_unit_test_setup_teardown(test, office_file_setup, office_file_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        office_test(value__reads_as_people_write_it__by_name_label_and_link),
        office_test(value__names_why_there_is_none__and_what_there_is),
        office_test(value__of_what_hangs_on_the_record__only_where_there_is_one),
        office_test(value__that_is_sensitive__goes_into_no_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
