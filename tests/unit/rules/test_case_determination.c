/* The items of a case against its destinations and the visitors among its parties. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rules/case_determination.h"
#include "support/office_file.h"

#define NUMBER(id) g_strdup_printf("%" G_GINT64_FORMAT, id)

static char *add_case(const OfficeFile *file, const char *country, const char *direction)
{
    return NUMBER(office_file_add(file, "export_case", "title", "Sensor", "country", country, "direction",
                                  direction, NULL));
}

static void add_item(const OfficeFile *file, const char *of, const char *eccn, const char *paragraph)
{
    office_file_add(file, "case_item", "export_case_id", of, "title", eccn ? eccn : "Unknown", "jurisdiction",
                    "ear", "eccn", eccn, "eccn_paragraph", paragraph, NULL);
}

static char *add_visitor(const OfficeFile *file, const char *of, const char *us_person)
{
    char *visitor = NUMBER(office_file_add(file, "visitor", "family_name", "Lind", "given_name", "Bo",
                                           "us_person", us_person, NULL));
    office_file_add(file, "case_party", "export_case_id", of, "role", "individual", "visitor_id", visitor,
                    NULL);
    return visitor;
}

static CaseDetermination *read_case(const OfficeFile *file, const char *id)
{
    g_autoptr(GError) error = NULL;
    CaseDetermination *read = case_determination_read(file->store, g_ascii_strtoll(id, NULL, 10), &error);
    if (!read)
        fail_msg("%s", error->message);
    return read;
}

static const ItemDetermination *item_at(const CaseDetermination *read, guint index)
{
    assert_true(index < read->items->len);
    return g_ptr_array_index(read->items, index);
}

static void case__is_answered__item_by_item_for_each_destination(void **state)
{
    const OfficeFile *file = *state;
    g_autofree char *id = add_case(file, "SG", "export");
    add_item(file, id, "8A002", ".a");
    add_item(file, id, "9A991", ".d");
    office_file_add(file, "case_country", "export_case_id", id, "country", "DE", "role", "transit", NULL);
    office_file_add(file, "case_country", "export_case_id", id, "country", "FR", "role", "ownership", NULL);
    office_file_add(file, "case_country", "export_case_id", id, "country", "IR", "role", "nationality", NULL);
    g_autoptr(CaseDetermination) read = read_case(file, id);
    assert_int_equal(read->items->len, 2);
    const Determination *marine = item_at(read, 0)->made;
    assert_int_equal(determination_answer(marine), CHART_SEE_PART_746);
    assert_int_equal(determination_destinations(marine), 3);
    assert_string_equal(determination_destination(marine, 0)->country, "SG");
    assert_string_equal(determination_destination(marine, 1)->country, "DE");
    assert_int_equal(determination_destination(marine, 0)->answer, CHART_LICENCE_REQUIRED);
    assert_true(determination_destination(marine, 2)->deemed);
    assert_int_equal(determination_destination(item_at(read, 1)->made, 0)->answer, CHART_NO_REQUIREMENT);
}

static void case__with_a_visitor__asks_for_the_most_recent_citizenship(void **state)
{
    const OfficeFile *file = *state;
    g_autofree char *id = add_case(file, "SE", "deemed_export");
    add_item(file, id, "8E002", NULL);
    g_autofree char *visitor = add_visitor(file, id, "no");
    office_file_add(file, "citizenship", "visitor_id", visitor, "country", "IR", "current", "0", NULL);
    office_file_add(file, "citizenship", "visitor_id", visitor, "country", "SE", "most_recent", "1", NULL);
    g_autoptr(CaseDetermination) read = read_case(file, id);
    const Determination *made = item_at(read, 0)->made;
    assert_int_equal(determination_destinations(made), 1);
    const Destination *to = determination_destination(made, 0);
    assert_true(to->deemed);
    assert_string_equal(to->country, "SE");
    assert_string_equal(to->person, "Lind, Bo");
    assert_int_equal(read->visitors->len, 1);
    assert_true(((const CaseVisitor *)g_ptr_array_index(read->visitors, 0))->known);
}

static void case__with_a_us_person__has_no_deemed_export(void **state)
{
    const OfficeFile *file = *state;
    g_autofree char *id = add_case(file, "SE", "export");
    add_item(file, id, "8E002", NULL);
    g_autofree char *visitor = add_visitor(file, id, "permanent_resident");
    office_file_add(file, "citizenship", "visitor_id", visitor, "country", "CN", "most_recent", "1", NULL);
    g_autoptr(CaseDetermination) read = read_case(file, id);
    assert_int_equal(determination_destinations(item_at(read, 0)->made), 1);
    assert_false(determination_destination(item_at(read, 0)->made, 0)->deemed);
}

static void case__of_a_deemed_export_without_persons__takes_its_country_as_a_nationality(void **state)
{
    const OfficeFile *file = *state;
    g_autofree char *id = add_case(file, "CN", "deemed_export");
    add_item(file, id, "8E002", NULL);
    g_autoptr(CaseDetermination) read = read_case(file, id);
    assert_true(determination_destination(item_at(read, 0)->made, 0)->deemed);
    assert_int_equal(determination_answer(item_at(read, 0)->made), CHART_LICENCE_REQUIRED);
}

static void item__without_a_classification__is_an_open_issue(void **state)
{
    const OfficeFile *file = *state;
    g_autofree char *id = add_case(file, "SG", "export");
    add_item(file, id, NULL, NULL);
    add_item(file, id, "6A099", NULL);
    office_file_add(file, "case_item", "export_case_id", id, "title", "Z", "jurisdiction", "itar",
                    "usml_category", "XII", "usml_paragraph", "(c)(2)", NULL);
    g_autoptr(CaseDetermination) read = read_case(file, id);
    assert_non_null(strstr(item_at(read, 0)->problem, "no such ECCN"));
    assert_non_null(strstr(item_at(read, 1)->problem, "not classified yet"));
    assert_null(item_at(read, 2)->problem);
    g_autofree char *shown = classification_show(determination_item(item_at(read, 2)->made));
    assert_string_equal(shown, "USML XII(c)(2)");
}

static void case__without_a_destination__says_so(void **state)
{
    const OfficeFile *file = *state;
    g_autofree char *id = add_case(file, NULL, "export");
    add_item(file, id, "8E002", NULL);
    g_autoptr(CaseDetermination) read = read_case(file, id);
    assert_non_null(strstr(item_at(read, 0)->problem, "neither a destination nor a visitor"));
}

#define case_test(name) cmocka_unit_test_setup_teardown(name, office_file_setup, office_file_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        case_test(case__is_answered__item_by_item_for_each_destination),
        case_test(case__with_a_visitor__asks_for_the_most_recent_citizenship),
        case_test(case__with_a_us_person__has_no_deemed_export),
        case_test(case__of_a_deemed_export_without_persons__takes_its_country_as_a_nationality),
        case_test(item__without_a_classification__is_an_open_issue),
        case_test(case__without_a_destination__says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
