/* The export case in the database: the facts that were signed, the order of the sign-offs, red flags,
 * licences and what leaves under them, control plans, retention, and what the program knows by itself. */
#include "support/schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define CASE                                                                                                 \
    "INSERT INTO partner (id, name, code, kind, country) VALUES (1, 'Sweden', 'SE', 'bilateral', 'SE');"     \
    "INSERT INTO officer (id, login, name) VALUES (1, 'ana.ruiz', 'Ana Ruiz');"                              \
    "INSERT INTO export_case (id, title, state, country, requester, determination, determined_on, "          \
    "determined_by) VALUES (1, 'Portal sensor', 'awaiting_sign_off', 'SE', 'Martha Frank', 'exception', "    \
    "'2026-11-20', 'R. Vos');"                                                                               \
    "INSERT INTO case_item (id, export_case_id, title, jurisdiction, eccn, eccn_paragraph) VALUES (1, 1, "   \
    "'Sensor', 'ear', '6A003', '.b.4');"
#define SIGNED                                                                                               \
    "INSERT INTO sign_off (export_case_id, role, name, asked_on, decision, decided_on) SELECT 1, code, "     \
    "'Official ' || position, '2026-11-18', 'concur', '2026-11-20' FROM sign_off_role WHERE mandatory = 1 "  \
    "ORDER BY position;"
#define LICENCE                                                                                              \
    "INSERT INTO licence (id, title, state, number, issued_on, expires_on, value_limit_minor, "              \
    "value_limit_currency, quantity_limit) VALUES (1, 'Sensors', 'valid', 'D1', '2026-01-01', '2027-01-01'," \
    " 50000000, 'USD', 5); INSERT INTO licence_country (licence_id, country) VALUES (1, 'SE');"
#define VOID_ROLES                                                                                           \
    "SELECT group_concat(role) FROM (SELECT f.role FROM sign_off f JOIN sign_off_role r ON r.code = f.role " \
    "WHERE f.voided_on IS NOT NULL ORDER BY r.position)"

/* --- versions of the facts --- */

static void fact__changes_without_a_word__while_nobody_has_signed_it(void **state)
{
    Schema *schema = *state;
    schema_run(schema, CASE "UPDATE export_case SET country = 'NO'; UPDATE case_item SET eccn = '6A002';");
    schema_expect(schema, "SELECT facts_version FROM export_case", "1");
    schema_expect(schema, "SELECT count(*) FROM case_facts", "0");
}

static void fact__changed_after_signing__voids_the_sign_offs__and_says_which(void **state)
{
    Schema *schema = *state;
    schema_run(schema, CASE SIGNED "UPDATE export_case SET country = 'NO'");
    schema_expect(schema, "SELECT facts_version FROM export_case", "2");
    schema_expect(schema, VOID_ROLES,
                  "requester,technical_lead,classification_reviewer,export_control_officer,counsel,approving_"
                  "official");
    schema_expect(schema, "SELECT version, fact, what FROM case_facts",
                  "2|transfer|changed: destination from Sweden to Norway");
    schema_expect(schema, "SELECT effect FROM consequence ORDER BY id LIMIT 1",
                  "Sign-off void: Requester or program manager, Official 1");
}

static void classification__changed__leaves_the_sign_offs_before_it(void **state)
{
    Schema *schema = *state;
    schema_run(schema, CASE SIGNED "UPDATE case_item SET eccn_paragraph = '.b.3'");
    schema_expect(schema, VOID_ROLES,
                  "classification_reviewer,export_control_officer,counsel,approving_official");
    schema_expect(schema, "SELECT what FROM case_facts",
                  "classification of Sensor changed from 6A003.b.4 to 6A003.b.3");
    schema_expect(schema, "SELECT group_concat(role) FROM sign_off_outdated", "");
}

static void parties_countries_and_nationalities__are_facts(void **state)
{
    Schema *schema = *state;
    schema_run(schema,
               CASE "INSERT INTO visitor (id, family_name) VALUES (1, 'Lund');" SIGNED
                    "INSERT INTO case_party (export_case_id, role, visitor_id) VALUES (1, 'individual', 1)");
    schema_expect(schema, "SELECT what FROM case_facts", "party added: Lund");
    schema_run(schema, SIGNED "INSERT INTO citizenship (visitor_id, country) VALUES (1, 'CN')");
    schema_expect(schema, "SELECT what FROM case_facts WHERE version = 3", "nationality added: Lund, China");
    schema_run(schema,
               SIGNED "INSERT INTO case_country (export_case_id, country, role) VALUES (1, 'AE', 'transit')");
    schema_expect(schema, "SELECT facts_version FROM export_case", "4");
}

static void determined_case__is_open_again__when_a_fact_changes(void **state)
{
    Schema *schema = *state;
    schema_run(schema, CASE SIGNED
               "INSERT INTO answer (export_case_id, question, answer, known_answer) SELECT 1, q.code, 'no', "
               "k.answer FROM determining_question q "
               "LEFT JOIN known_answer k ON k.export_case_id = 1 AND k.question = q.code;"
               "UPDATE export_case SET state = 'determined'; UPDATE export_case SET direction = 'reexport'");
    schema_expect(schema, "SELECT state FROM export_case", "reopened");
    schema_expect(schema, "SELECT from_state, to_state, comment FROM move",
                  "determined|reopened|changed: direction");
}

static void facts__stand_still__while_an_undo_is_applied(void **state)
{
    Schema *schema = *state;
    schema_run(schema,
               CASE SIGNED "UPDATE store_state SET undoing = 1; UPDATE export_case SET country = 'NO'");
    schema_expect(schema, "SELECT facts_version FROM export_case", "1");
    schema_expect(schema, VOID_ROLES, "");
}

/* --- sign-offs --- */

static void sign_off__waits_for_its_turn(void **state)
{
    Schema *schema = *state;
    schema_run(schema, CASE);
    schema_refuses(schema,
                   "INSERT INTO sign_off (export_case_id, role, name, decision, decided_on) VALUES (1, "
                   "'counsel', 'A', 'concur', '2026-11-23')",
                   "they sign in the order of their roles");
    schema_run(schema,
               "INSERT INTO sign_off (id, export_case_id, role, name) VALUES (1, 1, 'requester', 'A'), "
               "(2, 1, 'technical_lead', 'B'); UPDATE sign_off SET decision = 'concur', decided_on = "
               "'2026-11-23' WHERE id = 1");
    schema_expect(schema, "SELECT asked_on FROM sign_off WHERE id = 2", "2026-11-23");
}

static void sign_off__is_refused__to_who_has_signed_already(void **state)
{
    Schema *schema = *state;
    schema_run(schema, CASE "INSERT INTO sign_off (export_case_id, role, officer_id, decision, decided_on) "
                            "VALUES (1, 'requester', 1, 'concur', '2026-11-23')");
    schema_refuses(schema,
                   "INSERT INTO sign_off (export_case_id, role, name, decision, decided_on) VALUES (1, "
                   "'technical_lead', 'ana ruiz', 'concur', '2026-11-23')",
                   "a different one must sign here");
    schema_run(schema, "INSERT INTO sign_off (export_case_id, role, name, decision, decided_on) VALUES (1, "
                       "'technical_lead', 'B', 'concur', '2026-11-23')");
}

static void approval__of_an_own_request__is_refused(void **state)
{
    Schema *schema = *state;
    schema_run(schema,
               CASE SIGNED "UPDATE sign_off SET voided_on = '2026-11-23' WHERE role = 'approving_official'");
    schema_refuses(schema,
                   "INSERT INTO sign_off (export_case_id, role, name, decision, decided_on) VALUES (1, "
                   "'approving_official', 'martha frank', 'concur', '2026-11-23')",
                   "cannot approve the own request");
}

static void asking_for_sign_offs__makes_each_and_asks_the_first(void **state)
{
    Schema *schema = *state;
    schema_run(schema,
               CASE "UPDATE export_case SET state = 'in_determination'; UPDATE export_case SET state = "
                    "'awaiting_sign_off'");
    schema_expect(
        schema, "SELECT group_concat(role || coalesce(' ' || asked_on, '')) FROM sign_off",
        "requester 2026-11-23,technical_lead,classification_reviewer,export_control_officer,counsel,"
        "approving_official");
}

/* --- red flags --- */

static void yes_in_the_checklist__opens_a_red_flag__that_stops_the_determination(void **state)
{
    Schema *schema = *state;
    schema_run(schema,
               CASE SIGNED "INSERT INTO answer (export_case_id, question, answer, known_answer) SELECT 1, "
                           "q.code, CASE q.code WHEN '10.7' THEN 'yes' ELSE 'no' END, k.answer "
                           "FROM determining_question q LEFT JOIN known_answer k ON k.export_case_id = 1 AND "
                           "k.question = q.code");
    schema_expect(schema, "SELECT flag, state, raised_on FROM case_red_flag", "flag_7|open|2026-11-23");
    schema_refuses(schema, "UPDATE export_case SET state = 'determined'", "a red flag is not explained");
    schema_refuses(schema, "UPDATE case_red_flag SET state = 'explained'", "names who explained it");
    schema_run(schema, "UPDATE case_red_flag SET state = 'escalated', escalated_on = '2026-11-23'");
    schema_refuses(schema, "UPDATE export_case SET state = 'determined'", "a red flag is not explained");
    schema_run(schema,
               "UPDATE case_red_flag SET state = 'explained', explained_by = 'R. Vos', explained_on = "
               "'2026-11-23', evidence = 'DOC-1'; UPDATE export_case SET state = 'determined'");
}

static void case_with_a_red_flag__may_be_denied__and_then_nothing_leaves(void **state)
{
    Schema *schema = *state;
    schema_run(
        schema, CASE SIGNED
        "INSERT INTO case_red_flag (export_case_id, flag, state) VALUES (1, 'flag_2', 'unresolved');"
        "INSERT INTO answer (export_case_id, question, answer, known_answer) SELECT 1, q.code, 'no', "
        "k.answer FROM determining_question q "
        "LEFT JOIN known_answer k ON k.export_case_id = 1 AND k.question = q.code;"
        "UPDATE export_case SET determination = 'denied'; UPDATE export_case SET state = 'determined'");
    schema_refuses(schema, "UPDATE export_case SET state = 'transferred'", "nothing may leave");
}

/* --- licences --- */

static void ship(Schema *schema, const char *values)
{
    g_autofree char *sql = g_strdup_printf("INSERT INTO shipment (licence_id, title, shipped_on, country, "
                                           "quantity, value_minor, value_currency) VALUES (1, 'x', %s)",
                                           values);
    schema_run(schema, sql);
}

static void refuse(Schema *schema, const char *values, const char *message)
{
    g_autofree char *sql = g_strdup_printf("INSERT INTO shipment (licence_id, title, shipped_on, country, "
                                           "quantity, value_minor, value_currency) VALUES (1, 'x', %s)",
                                           values);
    schema_refuses(schema, sql, message);
}

static void shipment__is_taken_off_its_licence(void **state)
{
    Schema *schema = *state;
    schema_run(schema, CASE LICENCE);
    ship(schema, "'2026-10-01', 'SE', 2, 34000000, 'USD'");
    schema_expect(schema,
                  "SELECT used, used_percent, value_left_minor, quantity_left, state_label FROM licence_list",
                  "340,000 of 500,000 USD|68|16000000|3|Valid");
    ship(schema, "'2026-10-02', 'SE', 2, 16000000, 'USD'");
    schema_expect(schema, "SELECT state_label, usable FROM licence_list", "Exhausted|0");
    refuse(schema, "'2026-10-03', 'SE', 1, 1, 'USD'", "goes beyond the value that is left");
}

static void shipment__is_refused__where_the_licence_does_not_reach(void **state)
{
    static const char *const refusals[][2] = {
        {"'2025-12-31', 'SE', 1, 1, 'USD'", "before the licence was issued"},
        {"'2027-01-02', 'SE', 1, 1, 'USD'", "has expired by that day"},
        {"'2026-10-01', 'NO', 1, 1, 'USD'", "does not name that country"},
        {"'2026-10-01', 'SE', 1, 1, 'EUR'", "in the currency of the licence"},
        {"'2026-10-01', 'SE', 1, NULL, NULL", "enter what this shipment is worth"},
        {"'2026-10-01', 'SE', NULL, 1, 'USD'", "enter how many go"},
        {"'2026-10-01', 'SE', 6, 1, 'USD'", "goes beyond the quantity that is left"},
    };
    Schema *schema = *state;
    schema_run(schema, CASE LICENCE);
    for (guint i = 0; i < G_N_ELEMENTS(refusals); i++)
        refuse(schema, refusals[i][0], refusals[i][1]);
    schema_run(schema, "UPDATE licence SET state = 'suspended'");
    refuse(schema, "'2026-10-01', 'SE', 1, 1, 'USD'", "its licence is not valid");
    schema_run(schema, "UPDATE licence SET state = 'valid'");
    ship(schema, "'2026-10-01', 'SE', 5, 50000000, 'USD'");
    schema_refuses(schema, "UPDATE shipment SET value_minor = 50000001",
                   "goes beyond the value that is left");
    schema_refuses(schema, "UPDATE licence SET value_limit_minor = 1",
                   "more has been shipped than that limit");
    schema_refuses(schema, "DELETE FROM licence_country", "the country stays in its list");
    schema_run(schema,
               "UPDATE licence SET state = 'closed'; UPDATE shipment SET delivered_on = '2026-10-05'");
}

/* --- retention --- */

static void case__is_kept_five_years_from_the_latest_event(void **state)
{
    Schema *schema = *state;
    schema_run(schema,
               CASE "UPDATE export_case SET transferred_on = '2020-02-01', reexported_on = '2021-03-01', "
                    "closed_on = '2020-06-01', state = 'withdrawn'");
    schema_expect(schema, "SELECT event, event_on, kept_until FROM case_retention",
                  "determination|2026-11-20|2031-11-20");
    schema_run(schema, "UPDATE export_case SET determination = NULL, determined_on = NULL");
    schema_expect(schema, "SELECT event, event_on, kept_until, cite FROM case_retention",
                  "known reexport or diversion|2021-03-01|2026-03-01|15 CFR 762.6(a)");
    schema_expect(schema, "SELECT standing FROM case_purge_list", "may be purged");
    schema_run(schema, LICENCE "UPDATE licence SET agency = 'ddtc'; UPDATE export_case SET licence_id = 1");
    schema_expect(schema, "SELECT event, kept_until FROM case_retention", "expiry of the licence|2032-01-01");
    schema_refuses(schema, "UPDATE export_case SET state = 'purge_due'", "its five years are not over");
}

static void case_on_legal_hold__is_never_due(void **state)
{
    Schema *schema = *state;
    schema_run(schema, "INSERT INTO export_case (id, title, state, closed_on, legal_hold, legal_hold_reason) "
                       "VALUES (1, 'x', 'closed', '2015-01-01', 1, 'Agency asked')");
    schema_refuses(schema, "UPDATE export_case SET state = 'purge_due'", "legal hold");
    schema_expect(schema, "SELECT standing, purgeable FROM case_purge_list", "held: Agency asked|0");
    schema_run(schema, "UPDATE export_case SET legal_hold = 0; UPDATE export_case SET state = 'purge_due'");
}

/* --- control plans --- */

static void control_plan__has_its_fifteen_sections__and_the_checklist_knows_it(void **state)
{
    Schema *schema = *state;
    schema_run(schema, CASE "INSERT INTO control_plan (id, title, export_case_id) VALUES (1, 'Sensor', 1)");
    schema_expect(schema, "SELECT count(*) FROM control_plan_section", "15");
    schema_expect(schema,
                  "SELECT question, answer, why FROM known_answer WHERE question GLOB '11.*' ORDER BY 1",
                  "11.1|yes|TCP-2026-001 version 1, draft\n11.2|no|the access list is empty");
    schema_run(schema,
               "INSERT INTO control_plan_access (control_plan_id, name, acknowledged_on) VALUES (1, 'A', "
               "'2026-11-01'), (1, 'B', NULL)");
    schema_expect(schema, "SELECT answer, why FROM known_answer WHERE question = '11.2'",
                  "no|1 of 2 people have not acknowledged");
    schema_refuses(schema, "UPDATE control_plan SET state = 'approved'", "names who approved it");
}

/* --- what is known --- */

static void expect_known(Schema *schema, const char *question, const char *expected)
{
    g_autofree char *sql = g_strdup_printf(
        "SELECT coalesce(text, answer) FROM known_answer WHERE export_case_id = 1 AND question = '%s'",
        question);
    schema_expect(schema, sql, expected);
}

static void binding_character__of_the_agreement__answers_the_itar_question(void **state)
{
    static const char *const characters[][2] = {
        {"binding", "yes"}, {"non_binding", "no"}, {"domestic", "no"}, {"undetermined", "unknown"}};
    Schema *schema = *state;
    schema_run(schema,
               CASE "INSERT INTO agreement (id, title, state, ends_on) VALUES (1, 'Screening', 'in_force', "
                    "'2027-01-01')");
    expect_known(schema, "1.2", "");
    schema_run(schema, "UPDATE export_case SET agreement_id = 1");
    expect_known(schema, "1.2", "yes");
    for (guint i = 0; i < G_N_ELEMENTS(characters); i++) {
        g_autofree char *sql =
            g_strdup_printf("UPDATE agreement SET legal_character = '%s'", characters[i][0]);
        schema_run(schema, sql);
        expect_known(schema, "1.4", characters[i][1]);
    }
    schema_run(schema, "UPDATE agreement SET legal_character = 'non_binding'");
    schema_expect(schema, "SELECT answer, why FROM known_answer WHERE question = '9.3'",
                  "no|not 126.4(a)(2): AGR-2026-001 is non-binding, and that exemption needs a binding "
                  "international agreement; other exemptions are for you to read");
    schema_run(schema, "UPDATE agreement SET ends_on = '2026-11-22'");
    expect_known(schema, "1.2", "no");
}

static void countries__answer_embargo_and_126_1__and_never_more_than_the_tables_hold(void **state)
{
    static const char *const answers[][3] = {{"SE", "no", "no"},       {"IR", "yes", "yes"},
                                             {"RU", "unknown", "yes"}, {"SY", "yes", "unknown"},
                                             {"CY", "no", "unknown"},  {"IQ", "unknown", "yes"}};
    Schema *schema = *state;
    schema_run(schema, CASE);
    for (guint i = 0; i < G_N_ELEMENTS(answers); i++) {
        g_autofree char *sql = g_strdup_printf("UPDATE export_case SET country = '%s'", answers[i][0]);
        schema_run(schema, sql);
        expect_known(schema, "5.1", answers[i][1]);
        expect_known(schema, "5.2", answers[i][2]);
    }
    expect_known(schema, "5.3", "unknown");
    schema_run(schema, "UPDATE export_case SET country = 'SE'");
    expect_known(schema, "5.3", "");
}

static void nationality_once_held__counts_for_the_itar(void **state)
{
    Schema *schema = *state;
    schema_run(schema,
               CASE "INSERT INTO visitor (id, family_name) VALUES (1, 'Lund'); INSERT INTO case_party "
                    "(export_case_id, role, visitor_id) VALUES (1, 'individual', 1)");
    expect_known(schema, "5.6", "no");
    schema_run(schema,
               "INSERT INTO citizenship (visitor_id, country, current, most_recent) VALUES (1, 'SE', 1, 1), "
               "(1, 'CN', 0, 0)");
    expect_known(schema, "5.6", "yes");
    expect_known(schema, "5.2", "yes");
    schema_run(schema, "UPDATE visitor SET us_person = 'permanent_resident'");
    expect_known(schema, "5.2", "no");
}

static void screening__is_known_from_the_parties(void **state)
{
    Schema *schema = *state;
    schema_run(schema, CASE
               "INSERT INTO case_party (id, export_case_id, role, name) VALUES (1, 1, 'end_user', 'Lab')");
    expect_known(schema, "6.1", "no");
    schema_run(
        schema,
        "UPDATE case_party SET screened_on = '2026-11-01', list_as_of = '2026-10-31', screening_outcome = "
        "'no_match_found', rescreen_on = '2026-12-01'");
    expect_known(schema, "6.1", "yes");
    expect_known(schema, "6.4", "na");
    schema_run(schema, "UPDATE case_party SET rescreen_on = '2026-11-22'");
    expect_known(schema, "6.1", "no");
    schema_run(schema, "UPDATE case_party SET screening_outcome = 'possible_match'");
    expect_known(schema, "6.2", "unknown");
    expect_known(schema, "6.4", "no");
}

static void answer__that_no_longer_agrees__is_an_issue_until_it_is_overruled(void **state)
{
    Schema *schema = *state;
    schema_run(schema,
               CASE SIGNED "INSERT INTO answer (export_case_id, question, answer, known_answer) SELECT 1, "
                           "q.code, coalesce(k.answer, 'no'), k.answer FROM determining_question q "
                           "LEFT JOIN known_answer k ON k.export_case_id = 1 AND k.question = q.code; UPDATE "
                           "answer SET answer = 'no' WHERE answer = 'unknown'");
    schema_expect(schema, "SELECT question FROM answer_disagreement", "");
    schema_run(schema, "UPDATE export_case SET country = 'IR'; UPDATE sign_off SET voided_on = NULL; UPDATE "
                       "sign_off SET facts_version = 2");
    schema_expect(schema, "SELECT group_concat(question || ' ' || known) FROM answer_disagreement",
                  "5.1 yes,5.2 yes");
    schema_refuses(schema, "UPDATE export_case SET state = 'determined'", "no longer agrees with the facts");
    schema_run(
        schema,
        "UPDATE answer SET known_answer = 'yes', note = 'General licence' WHERE question IN ('5.1', '5.2')");
    schema_expect(schema, "SELECT question FROM answer_disagreement", "");
    schema_run(schema, "UPDATE export_case SET state = 'determined'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        schema_test(fact__changes_without_a_word__while_nobody_has_signed_it),
        schema_test(fact__changed_after_signing__voids_the_sign_offs__and_says_which),
        schema_test(classification__changed__leaves_the_sign_offs_before_it),
        schema_test(parties_countries_and_nationalities__are_facts),
        schema_test(determined_case__is_open_again__when_a_fact_changes),
        schema_test(facts__stand_still__while_an_undo_is_applied),
        schema_test(sign_off__waits_for_its_turn),
        schema_test(sign_off__is_refused__to_who_has_signed_already),
        schema_test(approval__of_an_own_request__is_refused),
        schema_test(asking_for_sign_offs__makes_each_and_asks_the_first),
        schema_test(yes_in_the_checklist__opens_a_red_flag__that_stops_the_determination),
        schema_test(case_with_a_red_flag__may_be_denied__and_then_nothing_leaves),
        schema_test(shipment__is_taken_off_its_licence),
        schema_test(shipment__is_refused__where_the_licence_does_not_reach),
        schema_test(case__is_kept_five_years_from_the_latest_event),
        schema_test(case_on_legal_hold__is_never_due),
        schema_test(control_plan__has_its_fifteen_sections__and_the_checklist_knows_it),
        schema_test(binding_character__of_the_agreement__answers_the_itar_question),
        schema_test(countries__answer_embargo_and_126_1__and_never_more_than_the_tables_hold),
        schema_test(nationality_once_held__counts_for_the_itar),
        schema_test(screening__is_known_from_the_parties),
        schema_test(answer__that_no_longer_agrees__is_an_issue_until_it_is_overruled),
    };
    return cmocka_run_group_tests(tests, schema_setup, schema_teardown);
}
