/* Visits: which reviews are needed and why, what keeps people out and a visit open, what a changed fact
 * reopens. All as any program sees it that writes the file with plain SQLite. */
#include "support/fixture.h"
#include "support/schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define HOST "INSERT INTO host (id, name, training_ends_on) VALUES (1, 'Omar Haddad', '2027-03-01');"
#define PERSON                                                                                               \
    "INSERT INTO visitor (id, family_name, given_name, employer) VALUES (1, 'Lindqvist', 'Karl', 'FOI');"    \
    "INSERT INTO citizenship (id, visitor_id, country, most_recent) VALUES (1, 1, 'SE', 1);"
#define VISIT                                                                                                \
    "INSERT INTO visit (id, title, state, host_id, subjects, arrives_on, departs_on) VALUES (1, "            \
    "'Portal sensors', 'draft', 1, 'Sensors', '2026-12-02', '2026-12-04');"                                  \
    "INSERT INTO visit_visitor (id, visit_id, visitor_id) VALUES (1, 1, 1);"
#define MOVE(state) "UPDATE visit SET state = '" state "' WHERE id = 1;"
#define APPROVED                                                                                             \
    HOST PERSON VISIT MOVE("submitted")                                                                      \
        MOVE("in_review") "UPDATE review SET result = 'no_objection', returned_on = '2026-11-23', "          \
                          "valid_until = '2026-12-31';" MOVE("approved")
#define BRIEFED  APPROVED MOVE("host_briefed")
#define IDENTITY "UPDATE visit_visitor SET identity_seen_on = '2026-11-23' WHERE id = 1;"
#define ON_SITE  BRIEFED IDENTITY MOVE("checked_in")

#define KINDS                                                                                                \
    "SELECT group_concat(kind, ' ') FROM (SELECT kind FROM visit_review_needed WHERE visit_id = 1 ORDER BY " \
    "kind)"
#define PROBLEMS(state)                                                                                      \
    "SELECT group_concat(rule, ' ') FROM (SELECT DISTINCT rule FROM gate WHERE record = 'visit' AND "        \
    "record_id = 1 AND to_state = '" state "' ORDER BY rule)"

/* --- rules --- */

static void rules__ask_for_what_the_visit_is(void **state)
{
    Schema *schema = *state;
    schema_run(schema, HOST PERSON VISIT);
    schema_expect(schema, KINDS, "area export_control security_check");
    schema_run(schema, "UPDATE visit SET kind = 'virtual', remote_access = 1");
    schema_expect(schema, KINDS, "export_control information_security security_check");
    schema_run(schema, "UPDATE visit SET kind = 'visit', remote_access = 0, classification = 'secret'");
    schema_expect(schema, KINDS, "area export_control legal_disclosure security_check");
}

/* One national of each list that the rules name; a citizenship held once counts as well. */
static void rules__ask_headquarters_and_counter_intelligence__for_listed_nationals(void **state)
{
    Schema *schema = *state;
    const char *const lists[] = {"ear_e1", "ear_e2", "itar_126_1", "terror_sponsor"};
    schema_run(schema, HOST PERSON VISIT);
    for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
        g_autofree char *sql =
            g_strdup_printf("UPDATE citizenship SET current = 0, most_recent = 0, country = "
                            "(SELECT min(country) FROM country_concern WHERE list = '%s')",
                            lists[i]);
        schema_run(schema, sql);
        schema_expect(schema, KINDS, "area counter_intelligence export_control headquarters security_check");
    }
    schema_run(schema, "UPDATE visit_visitor SET state = 'denied'");
    schema_expect(schema, KINDS, "area export_control security_check");
}

static void rules__give_each_reason_with_its_source(void **state)
{
    Schema *schema = *state;
    schema_run(schema, HOST PERSON VISIT "UPDATE citizenship SET country = 'IR'");
    schema_expect(schema,
                  "SELECT why LIKE '%E:1%' AND why LIKE '%126.1%' AND source LIKE '%DOE O 142.3B%' FROM "
                  "review_needed_list WHERE visit_id = 1 AND title = 'Headquarters'",
                  "1");
    schema_expect(schema, "SELECT standing FROM review_needed_list WHERE title = 'Headquarters'",
                  "Not asked");
    schema_expect(schema, "SELECT count(*) FROM review_rule WHERE trim(source) = '' OR stale_after <= as_of",
                  "0");
}

static void rules__only_advise__what_is_not_mandatory(void **state)
{
    Schema *schema = *state;
    schema_run(schema, HOST PERSON VISIT "UPDATE visit SET departs_on = '2027-02-01'");
    schema_expect(schema, KINDS, "area export_control security_check");
    schema_expect(schema, "SELECT need FROM review_needed_list WHERE title = 'Counter-intelligence'",
                  "Advised");
}

static void exemption__is_a_decision_with_reason_person_and_day(void **state)
{
    Schema *schema = *state;
    schema_run(schema, HOST PERSON VISIT);
    schema_refuses(schema, "UPDATE visit SET exempt_class = 'public_event'", "an exemption has its reason");
    schema_run(
        schema,
        "UPDATE visit SET exempt_class = 'public_event', exempt_reason = 'Open day', exempt_by = 'R. Vos'");
    schema_expect(schema, "SELECT exempt_on FROM visit", "2026-11-23");
    schema_expect(schema, "SELECT count(*) FROM visit_review_needed", "0");
}

/* --- gates --- */

static void check_in__wants_the_host_trained_on_the_day(void **state)
{
    Schema *schema = *state;
    schema_run(schema, BRIEFED IDENTITY "UPDATE host SET training_ends_on = '2026-11-22'");
    schema_expect(schema, PROBLEMS("checked_in"), "host_untrained");
    schema_refuses(schema, MOVE("checked_in"), "its host is not trained on the day");
    schema_run(schema, "UPDATE host SET training_ends_on = '2026-11-23';" MOVE("checked_in"));
}

static void check_in__wants_every_identity_seen__but_of_those_who_do_not_come(void **state)
{
    Schema *schema = *state;
    schema_run(schema, BRIEFED);
    schema_refuses(schema, MOVE("checked_in"), "identity document of somebody");
    schema_run(
        schema,
        "INSERT INTO visitor (id, family_name) VALUES (2, 'Berg');"
        "INSERT INTO visit_visitor (id, visit_id, visitor_id, state) VALUES (2, 1, 2, 'denied');" IDENTITY
            MOVE("checked_in"));
    schema_expect(schema,
                  "SELECT group_concat(state, ' ') FROM (SELECT state FROM visit_visitor ORDER BY id)",
                  "on_site denied");
}

static void check_in__wants_documents_that_outlast_the_stay(void **state)
{
    Schema *schema = *state;
    schema_run(schema, BRIEFED IDENTITY "UPDATE visitor SET identity_expires_on = '2026-12-03'");
    schema_refuses(schema, MOVE("checked_in"), "expires before the departure");
    schema_run(schema,
               "UPDATE visitor SET identity_expires_on = '2026-12-04', visa_expires_on = '2026-12-01'");
    schema_refuses(schema, MOVE("checked_in"), "expires before the departure");
    schema_run(schema, "UPDATE visitor SET visa_expires_on = NULL;" MOVE("checked_in"));
}

static void check_in__wants_conditions_acknowledged_by_host_and_visitors(void **state)
{
    Schema *schema = *state;
    schema_run(schema, BRIEFED IDENTITY "UPDATE visit SET provisos = 'No photographs'");
    schema_expect(schema, PROBLEMS("checked_in"), "conditions_host conditions_person");
    schema_run(schema, "UPDATE visit SET host_acknowledged_on = '2026-11-23'");
    schema_refuses(schema, MOVE("checked_in"), "somebody has not acknowledged");
    schema_run(schema, "UPDATE visit_visitor SET acknowledged_on = '2026-11-23';" MOVE("checked_in"));
}

static void check_in__wants_a_host(void **state)
{
    schema_run(*state, BRIEFED IDENTITY "UPDATE visit SET host_id = NULL");
    schema_refuses(*state, MOVE("checked_in"), "it has no host");
}

static void submitting__waits_for_the_report_that_the_host_owes(void **state)
{
    Schema *schema = *state;
    schema_run(
        schema, HOST PERSON VISIT
        "INSERT INTO visit (id, title, state, host_id, arrives_on, departs_on, report_due_on) VALUES (2, "
        "'Before', 'report_due', 1, '2026-10-02', '2026-10-04', '2026-11-20')");
    schema_refuses(schema, MOVE("submitted"), "its host owes the report");
    schema_expect(schema, "SELECT jump_id FROM gate WHERE record_id = 1 AND to_state = 'submitted'", "2");
    schema_run(schema, "UPDATE visit SET report_filed_on = '2026-11-23' WHERE id = 2;" MOVE("submitted"));
}

static void closing__wants_badges_accounts_and_loans_back(void **state)
{
    Schema *schema = *state;
    schema_run(
        schema, ON_SITE
        "UPDATE visit_visitor SET badge_no = 'B-1', badge_issued_on = '2026-11-23', account = 'guest1';"
        "INSERT INTO visit_item (id, visit_id, way, what) VALUES (1, 1, 'lent', 'Telephone'), (2, 1, "
        "'brought', 'Laptop');" MOVE("departed") MOVE("report_filed"));
    schema_expect(schema, PROBLEMS("closed"), "account_open badge_out item_out");
    schema_refuses(schema, MOVE("closed"), "a badge is not returned");
    schema_run(schema, "UPDATE visit_visitor SET badge_returned_on = '2026-11-23'");
    schema_refuses(schema, MOVE("closed"), "an account is not closed");
    schema_run(schema, "UPDATE visit_visitor SET account_closed_on = '2026-11-23'");
    schema_refuses(schema, MOVE("closed"), "that was lent is not returned");
    schema_run(schema, "UPDATE visit_item SET back_on = '2026-11-23' WHERE id = 1;" MOVE("closed"));
}

static void purging__waits_for_the_day_and_the_hold(void **state)
{
    Schema *schema = *state;
    schema_run(schema, ON_SITE MOVE("departed") MOVE("report_filed")
                           MOVE("closed") "UPDATE visit SET purge_on = '2029-11-23', legal_hold = 1, "
                                          "legal_hold_reason = 'A claim'");
    schema_expect(schema, PROBLEMS("purged"), "kept_longer legal_hold not_redacted");
    schema_refuses(schema, MOVE("purged"), "legal hold");
    schema_run(schema, "UPDATE visit SET legal_hold = 0, purge_on = '2026-11-23'");
    schema_refuses(schema, MOVE("purged"), "personal data still stand in it");
}

static void people__go_where_the_visit_goes(void **state)
{
    Schema *schema = *state;
    schema_run(schema, ON_SITE);
    schema_expect(schema, "SELECT state || arrived_on FROM visit_visitor", "on_site2026-11-23");
    schema_expect(schema, "SELECT title FROM on_site_list", "Lindqvist, Karl");
    schema_run(schema, MOVE("departed"));
    schema_expect(schema, "SELECT state || departed_on FROM visit_visitor", "departed2026-11-23");
    schema_expect(schema, "SELECT report_due_on FROM visit", "2026-12-08"); /* the tenth working day */
    schema_expect(schema, "SELECT count(*) FROM on_site_list", "0");
}

/* --- a changed fact --- */

#define REOPENED                                                                                             \
    "SELECT group_concat(kind, ' ') FROM (SELECT kind FROM review WHERE visit_id = 1 AND result IS NULL "    \
    "ORDER BY kind)"

static void change__reopens_just_the_reviews_that_it_touches(void **state)
{
    Schema *schema = *state;
    const char *const changes[][2] = {
        {"UPDATE visit SET subjects = 'Sensors and algorithms'", "export_control"},
        {"UPDATE visit SET departs_on = '2026-12-14'", "area security_check"},
        {"UPDATE visit SET it_access = 1", "export_control information_security"},
        {"INSERT INTO visit_area (visit_id, area) VALUES (1, 'Hall B')", "area export_control"},
        {"UPDATE visitor SET employer = 'Other'", "export_control security_check"},
        {"INSERT INTO citizenship (visitor_id, country) VALUES (1, 'NO')", "export_control security_check"},
        {"INSERT INTO citizenship (visitor_id, country) VALUES (1, 'IR')",
         "counter_intelligence export_control headquarters security_check"},
    };
    schema_run(schema, APPROVED "SAVEPOINT approved");
    for (guint i = 0; i < G_N_ELEMENTS(changes); i++) {
        schema_run(schema, changes[i][0]);
        schema_expect(schema, REOPENED, changes[i][1]);
        schema_expect(schema, "SELECT state FROM visit", "in_review");
        schema_expect(schema, "SELECT to_state FROM move WHERE record = 'visit' ORDER BY id DESC LIMIT 1",
                      "in_review");
        schema_expect(schema, "SELECT count(*) > 1 FROM consequence WHERE record = 'visit' AND record_id = 1",
                      "1");
        schema_refuses(schema, MOVE("approved"), "a mandatory review is open");
        schema_run(schema, "ROLLBACK TO approved");
    }
    schema_run(schema, "RELEASE approved");
}

static void change__reopens_nothing__where_it_is_small_or_a_person_less(void **state)
{
    Schema *schema = *state;
    schema_run(schema, APPROVED "UPDATE visit SET departs_on = '2026-12-07'; UPDATE visit SET notes = 'x';"
                                "UPDATE visitor SET phone = '1'; DELETE FROM visit_visitor");
    schema_expect(schema, "SELECT state FROM visit", "approved");
    schema_expect(schema, "SELECT count(*) FROM consequence", "0");
}

static void change__leaves_who_is_on_site_there__and_asks_for_the_change(void **state)
{
    Schema *schema = *state;
    schema_run(schema, ON_SITE "UPDATE visit SET departs_on = '2026-12-20'");
    schema_expect(schema, "SELECT state FROM visit", "change_requested");
    schema_expect(schema, "SELECT state FROM visit_visitor", "on_site");
}

static void change__reopens_nothing__of_a_visit_that_is_over__or_while_an_undo_is_applied(void **state)
{
    Schema *schema = *state;
    schema_run(schema, ON_SITE MOVE("departed") "UPDATE visitor SET employer = 'Other'");
    schema_expect(schema, "SELECT count(*) FROM consequence", "0");
    schema_run(schema, "UPDATE store_state SET undoing = 1; UPDATE visit SET state = 'approved';"
                       "UPDATE visit SET subjects = 'Other'; UPDATE store_state SET undoing = 0");
    schema_expect(schema, "SELECT count(*) FROM consequence", "0");
}

/* --- lead times --- */

static void lead_time__is_of_the_most_particular_setting__of_its_day(void **state)
{
    Schema *schema = *state;
    schema_run(schema, HOST PERSON VISIT);
    schema_expect(schema, "SELECT short || unit FROM visit_lead WHERE visit_id = 1 AND rank = 1", "21days");
    schema_run(
        schema,
        "INSERT INTO lead_setting (id, visit_kind, valid_from, business_days, source, set_by) VALUES "
        "(1, 'visit', '2026-01-01', 5, 'memo', 'R. Vos'), (2, 'visit', '2027-01-01', 50, 'memo', 'R. Vos')");
    /* Monday to Wednesday of the next week, without Thanksgiving: six working days. */
    schema_expect(schema, "SELECT short || unit FROM visit_lead WHERE visit_id = 1 AND rank = 1",
                  "-1working days");
    schema_run(schema,
               "INSERT INTO lead_setting (id, site, valid_from, calendar_days, source, set_by) VALUES "
               "(3, 'Hall', '2026-01-01', 14, 'memo', 'R. Vos'); UPDATE visit SET site = 'Hall'");
    schema_expect(schema, "SELECT short || unit FROM visit_lead WHERE visit_id = 1 AND rank = 1", "5days");
    schema_refuses(schema,
                   "INSERT INTO lead_setting (valid_from, source, set_by) VALUES ('2026-01-01', 'x', 'y')",
                   "calendar days or business days");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        schema_test(rules__ask_for_what_the_visit_is),
        schema_test(rules__ask_headquarters_and_counter_intelligence__for_listed_nationals),
        schema_test(rules__give_each_reason_with_its_source),
        schema_test(rules__only_advise__what_is_not_mandatory),
        schema_test(exemption__is_a_decision_with_reason_person_and_day),
        schema_test(check_in__wants_the_host_trained_on_the_day),
        schema_test(check_in__wants_every_identity_seen__but_of_those_who_do_not_come),
        schema_test(check_in__wants_documents_that_outlast_the_stay),
        schema_test(check_in__wants_conditions_acknowledged_by_host_and_visitors),
        schema_test(check_in__wants_a_host),
        schema_test(submitting__waits_for_the_report_that_the_host_owes),
        schema_test(closing__wants_badges_accounts_and_loans_back),
        schema_test(purging__waits_for_the_day_and_the_hold),
        schema_test(people__go_where_the_visit_goes),
        schema_test(change__reopens_just_the_reviews_that_it_touches),
        schema_test(change__reopens_nothing__where_it_is_small_or_a_person_less),
        schema_test(change__leaves_who_is_on_site_there__and_asks_for_the_change),
        schema_test(change__reopens_nothing__of_a_visit_that_is_over__or_while_an_undo_is_applied),
        schema_test(lead_time__is_of_the_most_particular_setting__of_its_day),
    };
    return cmocka_run_group_tests(tests, schema_setup, schema_teardown);
}
