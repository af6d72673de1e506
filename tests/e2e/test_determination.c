/* The chart's answer in a case, and an item's entry picked by words. */
#include "support/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A case to Singapore with one item. */
static char *make_case(const Fixture *office)
{
    static const char *const statements[] = {
        "DELETE FROM case_country",
        "DELETE FROM case_party",
        "DELETE FROM case_item WHERE export_case_id = (SELECT min(id) FROM export_case)",
        "UPDATE export_case SET country = 'SG', direction = 'export' WHERE id = (SELECT min(id) FROM "
        "export_case)",
        "INSERT INTO case_item (id, export_case_id, title, jurisdiction, eccn, eccn_paragraph) SELECT "
        "900001, min(id), "
        "'Portal camera', 'ear', '6A003', '.b.3' FROM export_case",
    };
    for (guint i = 0; i < G_N_ELEMENTS(statements); i++)
        program_write(office, statements[i]);
    return program_sql(office, "SELECT ref FROM export_case ORDER BY id LIMIT 1");
}

static void case__shows__what_the_chart_answers_for_its_item(void **state)
{
    const Fixture *office = *state;
    g_autofree char *ref = make_case(office);
    Screen *screen = program_open(office, NULL);
    program_open_record(screen, ref);
    screen_type(screen, "D");
    screen_expect(screen, "an official decides");
    screen_expect(screen, "Portal camera, 6A003.b.3: A licence is required");
    screen_expect(screen, "Export to Singapore");
    screen_expect(screen, "NS NS2: applies");
    screen_type(screen, "/General<Space>Proh<Enter>");
    screen_expect(screen, "General Prohibitions 4 to 10");
    program_leave(screen);
}

static void case__leads__to_the_item_by_its_digit(void **state)
{
    const Fixture *office = *state;
    g_autofree char *ref = make_case(office);
    Screen *screen = program_open(office, NULL);
    program_open_record(screen, ref);
    screen_type(screen, "D");
    screen_expect(screen, "[1]");
    screen_type(screen, "1");
    screen_expect_line(screen, 0, "Portal camera");
    screen_type(screen, "q");
    screen_expect(screen, "an official decides");
    program_leave(screen);
}

static void case__says__that_a_table_is_past_its_day(void **state)
{
    const Fixture *office = *state;
    g_autofree char *ref = make_case(office);
    program_write(office,
                  "UPDATE rule_table SET as_of = '2025-01-01', stale_after = '2026-01-01' WHERE name = "
                  "'country_chart'");
    Screen *screen = program_open(office, NULL);
    program_open_record(screen, ref);
    screen_type(screen, "D");
    screen_expect(screen, "Rule tables are past their day");
    screen_type(screen, "/past<Space>its<Space>day<Enter>");
    screen_expect(screen, "the edition of 2025-01-01 is past its");
    program_leave(screen);
}

static void entry__is_picked__by_words(void **state)
{
    const Fixture *office = *state;
    g_autofree char *ref = make_case(office);
    Screen *screen = program_open(office, NULL);
    program_open_record(screen, ref);
    screen_type(screen, "D");
    screen_expect(screen, "[1]");
    screen_type(screen, "1");
    screen_expect_line(screen, 0, "Portal camera");
    screen_type(screen, "e");
    program_go_to_field(screen, "ECCN");
    screen_type(screen, "<Ctrl-U>trace<Space>explosives");
    screen_expect(screen, "2A983 Detectors of explosives");
    screen_type(screen, "<Enter><F2>");
    program_expect_message(screen, "aved");
    g_autofree char *eccn = program_sql(office, "SELECT eccn FROM case_item WHERE id = 900001");
    assert_string_equal(eccn, "2A983");
    program_leave(screen);
}

#define program_test(name) cmocka_unit_test_setup_teardown(name, program_setup, program_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        program_test(case__shows__what_the_chart_answers_for_its_item),
        program_test(case__leads__to_the_item_by_its_digit),
        program_test(case__says__that_a_table_is_past_its_day),
        program_test(entry__is_picked__by_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
