/* The agenda: what each source brings, how urgent it is, and when it falls silent. Today is Monday
 * 2026-11-23. */
#include "support/schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define OFFICE                                                                                               \
    "INSERT INTO officer (id, login, name) VALUES (1, 'ana.ruiz', 'Ana Ruiz');"                              \
    "INSERT INTO partner (id, name, code, kind, country) VALUES (1, 'Sweden', 'SE', 'bilateral', 'SE');"

static void expect_agenda(Schema *schema, const char *expected)
{
    schema_expect(
        schema, "SELECT kind, urgency, mark, record, ref, what, partner, officer FROM agenda ORDER BY due_on",
        expected);
}

static void agenda__is_empty_in_an_empty_office(void **state)
{
    schema_run(*state, OFFICE);
    expect_agenda(*state, "");
}

static void action__is_late_soon_or_later(void **state)
{
    Schema *schema = *state;
    schema_run(schema, OFFICE "INSERT INTO action (title, due_on, officer_id, partner_id) VALUES ('Send "
                              "trial plan', '2026-11-21', 1, 1), "
                              "('Call', '2026-11-23', NULL, NULL), ('Write', '2026-11-30', NULL, NULL), "
                              "('Read', '2026-12-01', NULL, "
                              "NULL), ('Far off', '2026-12-24', NULL, NULL), ('No day', NULL, NULL, NULL)");
    expect_agenda(schema, "action|overdue|2 d late|action|ACT-2026-001|Send trial plan|SE|ana.ruiz\n"
                          "action|week|today|action|ACT-2026-002|Call||\n"
                          "action|week|in 7 d|action|ACT-2026-003|Write||\n"
                          "action|month|in 8 d|action|ACT-2026-004|Read||");
    schema_run(schema, "UPDATE action SET state = 'done'");
    expect_agenda(schema, "");
}

static void transmittal__counts_the_fifteen_days_from_signature(void **state)
{
    Schema *schema = *state;
    schema_run(schema, OFFICE "INSERT INTO agreement (title, state, legal_character, signed_on, partner_id, "
                              "officer_id) VALUES ('Airport trial', "
                              "'signed', 'binding', '2026-11-10', 1, 1)");
    expect_agenda(schema, "transmittal|week|day 13/15|agreement|AGR-2026-001|Transmit to State|SE|ana.ruiz");
    schema_expect(schema, "SELECT clock, transmit_due_on FROM agreement_list", "day 13 of 15|2026-11-25");
    schema_run(schema, "UPDATE setting SET value = '2026-11-27' WHERE name = 'today'");
    expect_agenda(schema,
                  "transmittal|overdue|2 d late|agreement|AGR-2026-001|Transmit to State|SE|ana.ruiz");
    schema_run(schema, "UPDATE agreement SET transmitted_on = '2026-11-27'");
    expect_agenda(schema, "");
}

static void transmittal__runs_only_for_what_must_go_to_state(void **state)
{
    Schema *schema = *state;
    schema_run(
        schema,
        "INSERT INTO agreement (title, state, legal_character, signed_on) VALUES ('Letter', 'signed', "
        "'non_binding', '2026-11-10'), ('Before the rule', 'signed', 'binding', '2023-09-18'), ('Ended', "
        "'terminated', 'binding', '2025-11-10')");
    expect_agenda(schema, "");
    schema_run(
        schema,
        "INSERT INTO agreement (title, state, legal_character, signed_on) VALUES ('First of the rule', "
        "'signed', 'qualifying_non_binding', '2023-09-19')");
    schema_expect(schema, "SELECT due_on, urgency FROM agenda", "2023-10-04|overdue");
}

static void transmittal__follows_the_clock_table(void **state)
{
    schema_run(
        *state,
        "UPDATE clock SET limit_days = 20 WHERE code = 'transmittal'; INSERT INTO agreement (title, state, "
        "legal_character, signed_on) VALUES ('Airport trial', 'signed', 'binding', '2026-11-10')");
    schema_expect(*state, "SELECT mark, due_on FROM agenda", "day 13/20|2026-11-30");
}

static void expiry__and_notice_come_within_the_month(void **state)
{
    Schema *schema = *state;
    schema_run(
        schema,
        "INSERT INTO agreement (title, state, ends_on, notice_months) VALUES ('a', 'in_force', '2026-12-20', "
        "NULL), ('b', 'published', '2027-06-05', 6), ('c', 'operative', '2026-11-01', NULL), ('d', "
        "'expired', "
        "'2026-11-01', NULL)");
    expect_agenda(schema,
                  "expiry|overdue|22 d late|agreement|AGR-2026-003|Has ended; state still Operative||\n"
                  "notice|month|in 12 d|agreement|AGR-2026-002|Notice period begins||\n"
                  "expiry|month|in 27 d|agreement|AGR-2026-001|Expires||");
    schema_run(schema, "INSERT INTO agreement (title, kind, parent_id) SELECT 'Extension', 'extension', id "
                       "FROM agreement WHERE "
                       "title = 'a'");
    schema_expect(schema, "SELECT what FROM agenda WHERE ref = 'AGR-2026-001'", "Expires; renewal open");
}

static void renewal__is_called_in_the_week_of_each_alert(void **state)
{
    Schema *schema = *state;
    schema_run(schema,
               "INSERT INTO agreement (title, state, ends_on) VALUES ('a', 'in_force', '2027-11-25')");
    expect_agenda(schema,
                  "renewal|week|in 2 d|agreement|AGR-2026-001|Renewal: authority asked, ends in 12 months||");
    schema_run(schema, "UPDATE agreement SET ends_on = '2027-12-25'");
    expect_agenda(schema, "");
}

static void publication_and_congress__have_their_clocks(void **state)
{
    Schema *schema = *state;
    schema_run(
        schema,
        "INSERT INTO agreement (title, state, legal_character, in_force_on, congress_asked_on) VALUES ('a', "
        "'in_force', 'binding', '2026-08-10', '2026-11-20')");
    expect_agenda(schema, "congress|month|in 12 d|agreement|AGR-2026-001|Answer for Congress||\n"
                          "publication|month|in 15 d|agreement|AGR-2026-001|Publication due||");
    schema_run(
        schema,
        "UPDATE agreement SET publication_exemption = 'military', congress_answered_on = '2026-11-23'");
    expect_agenda(schema, "");
}

static void clearance__is_called_in_the_week_it_is_due(void **state)
{
    schema_run(
        *state, OFFICE
        "INSERT INTO agreement (id, title, state, officer_id) VALUES (1, 'a', 'clearance', 1); INSERT INTO "
        "clearance "
        "(agreement_id, kind, due_on) VALUES (1, 'counsel', '2026-11-25'), (1, 'budget', '2026-12-25')");
    expect_agenda(*state, "clearance|week|in 2 d|clearance|AGR-2026-001|Counsel clearance open||ana.ruiz");
}

static void visit__is_called_with_its_open_reviews(void **state)
{
    Schema *schema = *state;
    schema_run(schema, OFFICE "INSERT INTO visit (id, title, state, arrives_on, departs_on, partner_id, "
                              "officer_id) VALUES (1, 'Delegation of 8', "
                              "'in_review', '2026-12-02', '2026-12-04', 1, 1); INSERT INTO review (visit_id, "
                              "kind) VALUES (1, 'area')");
    expect_agenda(
        schema,
        "arrival|month|in 9 d|visit|VIS-2026-001|Delegation of 8, site and area review open|SE|ana.ruiz");
    schema_run(schema, "INSERT INTO review (visit_id, kind, due_on, reviewer) VALUES (1, 'security_check', "
                       "'2026-11-20', 'FAMS')");
    expect_agenda(schema,
                  "review|overdue|3 d late|review|VIS-2026-001|Security name check review open|SE|ana.ruiz\n"
                  "arrival|month|in 9 d|visit|VIS-2026-001|Delegation of 8, 2 reviews open|SE|ana.ruiz");
    schema_run(schema, "UPDATE review SET result = 'no_objection'");
    expect_agenda(schema, "arrival|month|in 9 d|visit|VIS-2026-001|Delegation of 8|SE|ana.ruiz");
    schema_run(schema, "UPDATE visit SET state = 'cancelled'");
    expect_agenda(schema, "");
}

static void visit__is_late_when_it_should_have_departed_or_reported(void **state)
{
    schema_run(
        *state,
        "INSERT INTO host (id, name) VALUES (1, 'M. Frank'); INSERT INTO visit (title, state, arrives_on, "
        "departs_on, host_id, report_due_on) VALUES ('Trial', 'checked_in', '2026-11-16', '2026-11-20', "
        "NULL, "
        "NULL), ('Tour', 'report_due', '2026-11-02', '2026-11-03', 1, '2026-11-17'), ('Filed', 'closed', "
        "'2026-11-02', '2026-11-03', 1, '2026-11-17')");
    expect_agenda(*state, "host_report|overdue|6 d late|visit|VIS-2026-002|Host report due: Tour||\n"
                          "departure|overdue|3 d late|visit|VIS-2026-001|Should have departed: Trial||");
}

static void sign_off__waits_for_its_officer(void **state)
{
    Schema *schema = *state;
    schema_run(schema, OFFICE "INSERT INTO export_case (id, title, state, partner_id) VALUES (1, 'Portal "
                              "sensor', 'awaiting_sign_off', 1);"
                              "INSERT INTO sign_off (id, export_case_id, role, officer_id, asked_on) VALUES "
                              "(1, 1, 'counsel', 1, '2026-11-20'), "
                              "(2, 1, 'requester', 1, NULL)");
    expect_agenda(
        schema, "sign_off|waiting|waiting|sign_off|EXC-2026-001|Counsel sign-off: Portal sensor|SE|ana.ruiz");
    schema_run(schema, "UPDATE sign_off SET due_on = '2026-11-22' WHERE id = 1");
    schema_expect(schema, "SELECT urgency, mark FROM agenda", "overdue|1 d late");
    schema_run(schema, "UPDATE sign_off SET decision = 'concur', decided_on = '2026-11-23' WHERE role = "
                       "'requester'; UPDATE sign_off SET voided_on = '2026-11-23' WHERE id = 1");
    expect_agenda(schema, "");
}

static void case__is_called_when_it_is_needed_or_something_is_due_back(void **state)
{
    schema_run(*state,
               "INSERT INTO export_case (title, state, needed_on) VALUES ('Sensor', 'in_classification', "
               "'2026-11-26');"
               "INSERT INTO export_case (title, state, temporary, return_on, transferred_on) VALUES ('Loan', "
               "'transferred', 1, '2026-11-27', '2026-05-01')");
    expect_agenda(*state, "case|week|in 3 d|export_case|EXC-2026-001|Needed: Sensor||\n"
                          "return|week|in 4 d|export_case|EXC-2026-002|Item due back: Loan||");
}

static void milestone_and_engagement__come_within_the_month(void **state)
{
    Schema *schema = *state;
    schema_run(
        schema, OFFICE
        "INSERT INTO project (id, title, state, partner_id, officer_id) VALUES (1, 'Sensor', 'active', 1, 1);"
        "INSERT INTO milestone (project_id, title, due_on) VALUES (1, 'joint trial', '2026-12-14');"
        "INSERT INTO engagement (title, state, starts_on, partner_id) VALUES ('Strategic dialogue', "
        "'confirmed', "
        "'2026-12-01', 1), ('Gone by', 'planned', '2026-11-01', 1);"
        "INSERT INTO engagement (title, state, starts_on, report_due_on) VALUES ('Workshop', 'held', "
        "'2026-11-10', "
        "'2026-11-24')");
    expect_agenda(schema,
                  "engagement_report|week|in 1 d|engagement|ENG-2026-003|Report due: Workshop||\n"
                  "engagement|month|in 8 d|engagement|ENG-2026-001|Strategic dialogue|SE|\n"
                  "milestone|month|in 21 d|milestone|PRJ-2026-001|Milestone: joint trial|SE|ana.ruiz");
    schema_run(schema, "UPDATE milestone SET done_on = '2026-11-23'; DELETE FROM engagement");
    expect_agenda(schema, "");
}

static void agenda__leads_to_screens_of_record_kinds(void **state)
{
    Schema *schema = *state;
    schema_run(schema, OFFICE "INSERT INTO action (title, due_on) VALUES ('x', '2026-11-23'); INSERT INTO "
                              "visit (id, title, arrives_on, "
                              "departs_on) VALUES (1, 'x', '2026-11-30', '2026-11-30'); INSERT INTO review "
                              "(visit_id, kind, due_on) VALUES "
                              "(1, 'area', '2026-11-24'); INSERT INTO agreement (id, title, state, ends_on) "
                              "VALUES (1, 'x', 'in_force', "
                              "'2026-11-30'); INSERT INTO clearance (agreement_id, kind, due_on) VALUES (1, "
                              "'budget', '2026-11-24')");
    schema_expect(schema, "SELECT count(*) FROM agenda", "5");
    schema_expect(
        schema,
        "SELECT count(*) FROM agenda a JOIN record_kind k ON k.name = a.record AND k.screen = a.screen", "5");
}

/* Every part must read along an index over what is open: a scan of a table that grows would be felt at each
 * return home. */
static void agenda__scans_no_table_that_grows(void **state)
{
    Schema *schema = *state;
    g_autofree char *plan = schema_text(schema, "EXPLAIN QUERY PLAN SELECT * FROM agenda");
    g_auto(GStrv) lines = g_strsplit(plan, "\n", -1);
    const char *growing[] = {"SCAN v", "SCAN a", "SCAN t", "SCAN r", "SCAN x",
                             "SCAN f", "SCAN m", "SCAN e", "SCAN j"};
    for (char **line = lines; *line; line++)
        for (guint i = 0; i < G_N_ELEMENTS(growing); i++) {
            g_auto(GStrv) cells = g_strsplit(*line, "|", 4);
            if (g_str_equal(cells[3], growing[i]))
                fail_msg("the agenda scans: %s", cells[3]);
        }
}

/* By their kind they would be all reviews that ever were; files filled by an earlier program have lost some
 * of the planner's figures. */
static void agenda__reads_reviews__by_the_day_they_are_due(void **state)
{
    schema_run(*state,
               "DELETE FROM sqlite_stat1 WHERE idx IN ('review_open', 'review_kind_alone', 'review_officer',"
               " 'review_reviewer'); ANALYZE sqlite_schema");
    g_autofree char *plan = schema_text(*state, "EXPLAIN QUERY PLAN SELECT * FROM agenda");
    if (strstr(plan, "SEARCH r USING INDEX review_open") == NULL)
        fail_msg("the agenda reads reviews otherwise than along review_open");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        schema_test(agenda__is_empty_in_an_empty_office),
        schema_test(action__is_late_soon_or_later),
        schema_test(transmittal__counts_the_fifteen_days_from_signature),
        schema_test(transmittal__runs_only_for_what_must_go_to_state),
        schema_test(transmittal__follows_the_clock_table),
        schema_test(expiry__and_notice_come_within_the_month),
        schema_test(renewal__is_called_in_the_week_of_each_alert),
        schema_test(publication_and_congress__have_their_clocks),
        schema_test(clearance__is_called_in_the_week_it_is_due),
        schema_test(visit__is_called_with_its_open_reviews),
        schema_test(visit__is_late_when_it_should_have_departed_or_reported),
        schema_test(sign_off__waits_for_its_officer),
        schema_test(case__is_called_when_it_is_needed_or_something_is_due_back),
        schema_test(milestone_and_engagement__come_within_the_month),
        schema_test(agenda__leads_to_screens_of_record_kinds),
        cmocka_unit_test(agenda__scans_no_table_that_grows),
        schema_test(agenda__reads_reviews__by_the_day_they_are_due),
    };
    return cmocka_run_group_tests(tests, schema_setup, schema_teardown);
}
