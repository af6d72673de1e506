/* Moves between states: which exist, what stands in the way of them, and how a refusal reads. */
#include "support/schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define VISIT_IN_REVIEW                                                                                      \
    "INSERT INTO host (id, name, training_ends_on) VALUES (1, 'Omar Haddad', '2027-03-01');"                 \
    "INSERT INTO visit (id, title, state, host_id, arrives_on, departs_on) VALUES (1, 'Delegation of 8', "   \
    "'in_review', 1, "                                                                                       \
    "'2026-12-02', '2026-12-04');"
#define AREA_REVIEW                                                                                          \
    "INSERT INTO review (id, visit_id, kind, requested_on) VALUES (1, 1, 'area', '2026-11-12');"             \
    "INSERT INTO review (id, visit_id, kind, result) VALUES (2, 1, 'export_control', 'not_required'), "      \
    "(3, 1, 'security_check', 'no_derogatory_information');"
#define READY                                                                                                \
    "INSERT INTO agreement (id, title, state, legal_decided_by, legal_decided_on, authority_granted_on, "    \
    "authority_kind) VALUES (1, 'Screening at speed', 'ready_to_sign', 'L/T', '2026-10-01', '2026-01-01', "  \
    "'both'); INSERT INTO clearance (agreement_id, kind, decision, decided_on) SELECT 1, code, 'concur', "   \
    "'2026-11-01' FROM clearance_kind;"
#define CASE                                                                                                 \
    "INSERT INTO export_case (id, title, state, determination, determined_on, determined_by) VALUES (1, "    \
    "'Portal sensor', 'awaiting_sign_off', 'exception', '2026-11-20', 'R. Vos');"
#define ANSWERS                                                                                              \
    "INSERT INTO answer (export_case_id, question, answer) SELECT 1, code, 'no' FROM determining_question;"
#define SIGN_OFFS                                                                                            \
    "INSERT INTO sign_off (export_case_id, role, asked_on, decision, decided_on) SELECT 1, code, "           \
    "'2026-11-18', 'concur', '2026-11-20' FROM sign_off_role WHERE mandatory = 1;"

static void workflow__names_only_states_that_exist(void **state)
{
    Schema *schema = *state;
    g_autofree char *names = schema_text(schema, "SELECT DISTINCT record FROM workflow ORDER BY record");
    assert_string_equal(names, "action\nagreement\nengagement\nexport_case\nopportunity\nproject\nvisit");
    g_auto(GStrv) records = g_strsplit(names, "\n", -1);
    for (char **record = records; *record; record++) {
        g_autofree char *sql =
            g_strdup_printf("SELECT from_state || ' to ' || to_state FROM workflow WHERE record = '%s' AND "
                            "(from_state NOT IN (SELECT "
                            "code FROM %s_state) OR to_state NOT IN (SELECT code FROM %s_state))",
                            *record, *record, *record);
        schema_expect(schema, sql, "");
    }
}

static void workflow__reaches_every_state_from_the_first(void **state)
{
    const char *firsts[][2] = {{"agreement", "concept"}, {"visit", "draft"},         {"export_case", "draft"},
                               {"project", "proposed"},  {"engagement", "proposed"}, {"action", "open"},
                               {"opportunity", "idea"}};
    for (guint i = 0; i < G_N_ELEMENTS(firsts); i++) {
        g_autofree char *sql = g_strdup_printf("WITH RECURSIVE reached (code) AS (SELECT '%s' UNION SELECT "
                                               "w.to_state FROM reached r JOIN workflow w ON "
                                               "w.record = '%s' AND w.from_state = r.code) SELECT "
                                               "group_concat(code) FROM %s_state WHERE code NOT IN "
                                               "(SELECT code FROM reached)",
                                               firsts[i][1], firsts[i][0], firsts[i][0]);
        schema_expect(*state, sql, "");
    }
}

static void workflow__lets_every_state_that_has_not_ended_move_on(void **state)
{
    const char *records[] = {"agreement",  "visit",  "export_case", "project",
                             "engagement", "action", "opportunity"};
    for (guint i = 0; i < G_N_ELEMENTS(records); i++) {
        g_autofree char *sql =
            g_strdup_printf("SELECT group_concat(code) FROM %s_state WHERE ended = 0 AND code NOT IN "
                            "(SELECT from_state FROM workflow WHERE record = '%s')",
                            records[i], records[i]);
        schema_expect(*state, sql, "");
    }
}

/* The triggers spell the moves out, because RAISE takes fixed text only: each state's text must be what the
 * table says. */
static void refusal__lists_the_moves_that_the_table_allows(void **state)
{
    Schema *schema = *state;
    const char *records[] = {"agreement",  "visit",  "export_case", "project",
                             "engagement", "action", "opportunity"};
    for (guint i = 0; i < G_N_ELEMENTS(records); i++) {
        g_autofree char *trigger =
            g_strdup_printf("SELECT sql FROM sqlite_schema WHERE name = '%s_moves_by_workflow'", records[i]);
        g_autofree char *sql = schema_text(schema, trigger);
        g_autofree char *query =
            g_strdup_printf("SELECT 'WHEN ''' || s.code || ''' THEN RAISE(ABORT, ''%s: from ' || s.label || "
                            "' it cannot move there: ' || "
                            "coalesce((SELECT 'it may move to ' || group_concat(label, ', ') FROM (SELECT "
                            "t.label FROM workflow w JOIN "
                            "%s_state t ON t.code = w.to_state WHERE w.record = '%s' AND w.from_state = "
                            "s.code ORDER BY t.position)), "
                            "'this state is final') || ''')' FROM %s_state s",
                            strcmp(records[i], "export_case") == 0 ? "export case" : records[i], records[i],
                            records[i], records[i]);
        g_autofree char *lines = schema_text(schema, query);
        g_auto(GStrv) expected = g_strsplit(lines, "\n", -1);
        for (char **line = expected; *line; line++)
            if (!strstr(sql, *line))
                fail_msg("db/views/workflow.sql lacks: %s", *line);
    }
}

static void move__is_refused_when_the_workflow_lacks_it(void **state)
{
    Schema *schema = *state;
    schema_run(
        schema,
        "INSERT INTO agreement (id, title) VALUES (1, 'x'); INSERT INTO action (id, title) VALUES (1, 'x')");
    schema_refuses(
        schema, "UPDATE agreement SET state = 'signed'",
        "agreement: from Concept it cannot move there: it may move to Exploratory talks, Drafting");
    schema_run(schema, "UPDATE action SET state = 'done'");
    schema_refuses(schema, "UPDATE action SET state = 'waiting'",
                   "action: from Done it cannot move there: it may move to Open");
    schema_run(schema, "UPDATE agreement SET state = 'concept', title = 'y'");
}

static void move__is_refused_from_a_final_state(void **state)
{
    schema_run(*state, "INSERT INTO agreement (title, state) VALUES ('x', 'terminated')");
    schema_refuses(*state, "UPDATE agreement SET state = 'in_force'", "this state is final");
}

static void allowed_move__shows_what_the_record_can_do_now(void **state)
{
    Schema *schema = *state;
    schema_run(schema, "INSERT INTO action (id, title, state) VALUES (1, 'x', 'done')");
    schema_expect(
        schema,
        "SELECT record, to_state, role, label FROM allowed_move WHERE record = 'action' AND record_id = 1",
        "action|open|officer|Open again");
}

static void new_record__may_begin_in_any_state(void **state)
{
    schema_run(*state, "INSERT INTO agreement (title, state) VALUES ('from the archive', 'in_force')");
}

static void visit__is_not_approved_without_the_reviews_that_it_needs(void **state)
{
    Schema *schema = *state;
    schema_run(schema, VISIT_IN_REVIEW);
    schema_refuses(schema, "UPDATE visit SET state = 'approved'", "a review that it needs was not asked for");
    schema_expect(
        schema,
        "SELECT group_concat(problem, '; ') FROM gate WHERE record = 'visit' AND record_id = 1 AND "
        "to_state = 'approved'",
        "Export control review not asked for; Security name check review not asked for; Site and area "
        "review not asked for");
    schema_run(schema,
               "UPDATE visit SET exempt_class = 'public_event', exempt_reason = 'Open day', exempt_by = "
               "'R. Vos'; UPDATE visit SET state = 'approved'");
}

static void visit__asks_for_its_reviews_when_they_begin(void **state)
{
    Schema *schema = *state;
    schema_run(schema, "INSERT INTO visit (id, title, state, arrives_on, departs_on, it_access) VALUES (1, "
                       "'Guest', 'submitted', '2026-12-20', '2026-12-24', 1);"
                       "UPDATE visit SET state = 'in_review'");
    schema_expect(schema,
                  "SELECT group_concat(kind || ' ' || requested_on || ' ' || due_on, ', ') FROM (SELECT * "
                  "FROM review ORDER BY kind)",
                  "area 2026-11-23 2026-12-12, export_control 2026-11-23 2026-12-12, information_security "
                  "2026-11-23 2026-12-12, security_check 2026-11-23 2026-12-12");
    schema_run(schema, "UPDATE visit SET state = 'info_needed'; UPDATE visit SET state = 'in_review'");
    schema_expect(schema, "SELECT count(*) FROM review", "4");
}

static void visit__writes_the_days_of_its_life(void **state)
{
    Schema *schema = *state;
    schema_run(schema, VISIT_IN_REVIEW AREA_REVIEW
               "UPDATE review SET result = 'no_objection' WHERE id = 1; UPDATE visit SET state = 'approved';"
               "UPDATE visit SET state = 'host_briefed'; UPDATE visit SET state = 'expected';"
               "UPDATE visit SET state = 'checked_in'; UPDATE visit SET state = 'departed'");
    schema_expect(schema,
                  "SELECT approved_on, host_briefed_on, arrived_on, departed_on, report_due_on FROM visit",
                  "2026-11-23|2026-11-23|2026-11-23|2026-11-23|2026-12-08");
}

static void visit__is_not_approved_with_an_open_review(void **state)
{
    Schema *schema = *state;
    schema_run(schema, VISIT_IN_REVIEW AREA_REVIEW);
    schema_expect(
        schema,
        "SELECT problem, screen, jump_id FROM gate WHERE record = 'visit' AND record_id = 1 AND to_state = "
        "'approved'",
        "Site and area review open since 12 Nov|reviews|1");
    schema_refuses(schema, "UPDATE visit SET state = 'approved'", "a mandatory review is open");
    schema_run(schema,
               "UPDATE review SET result = 'information_needed', returned_on = '2026-11-20' WHERE id = 1");
    schema_refuses(schema, "UPDATE visit SET state = 'approved_with_conditions'",
                   "a mandatory review is open");
    schema_run(schema, "UPDATE review SET result = 'no_objection'; UPDATE visit SET state = 'approved'");
}

static void visit__is_not_held_up_by_a_review_that_is_not_mandatory(void **state)
{
    schema_run(*state, VISIT_IN_REVIEW AREA_REVIEW
               "UPDATE review SET mandatory = 0; UPDATE visit SET state = 'approved'");
}

static void visit__is_not_approved_against_an_objection(void **state)
{
    schema_run(*state, VISIT_IN_REVIEW AREA_REVIEW
               "UPDATE review SET result = 'objection', returned_on = '2026-11-20'");
    schema_refuses(*state, "UPDATE visit SET state = 'approved'", "a mandatory review objects");
    schema_run(*state, "UPDATE visit SET state = 'denied'");
}

static void visitors__are_not_let_in_on_a_review_that_has_lapsed(void **state)
{
    Schema *schema = *state;
    schema_run(schema, VISIT_IN_REVIEW AREA_REVIEW
               "UPDATE review SET result = 'no_objection', returned_on = '2026-11-20', valid_until = "
               "'2026-11-23' WHERE id = 1;"
               "UPDATE visit SET state = 'approved'; UPDATE visit SET state = 'host_briefed';"
               "UPDATE setting SET value = '2026-11-24' WHERE name = 'today'");
    schema_expect(
        schema,
        "SELECT problem FROM gate WHERE record = 'visit' AND record_id = 1 AND to_state = 'checked_in'",
        "Site and area review lapsed on 23 Nov 2026");
    schema_refuses(schema, "UPDATE visit SET state = 'checked_in'", "a mandatory review has lapsed");
    schema_run(schema, "UPDATE review SET valid_until = '2026-12-31'; UPDATE visit SET state = 'checked_in'");
}

static void gate__sees_what_the_same_update_writes(void **state)
{
    schema_run(*state, READY "UPDATE agreement SET state = 'signed', legal_character = 'binding'");
}

static void agreement__is_not_signed_before_its_character_is_decided(void **state)
{
    Schema *schema = *state;
    schema_run(schema, READY);
    schema_expect(
        schema,
        "SELECT problem, cite FROM gate WHERE record = 'agreement' AND record_id = 1 AND to_state = 'signed'",
        "Legal character undetermined|22 CFR 181.2");
    schema_refuses(schema, "UPDATE agreement SET state = 'signed'", "its legal character is undetermined");
    schema_run(schema, "UPDATE agreement SET state = 'signed', legal_character = 'non_binding'");
}

static void case__is_not_determined_with_a_question_unanswered(void **state)
{
    Schema *schema = *state;
    schema_run(schema, CASE ANSWERS SIGN_OFFS "DELETE FROM answer WHERE question = '5.1'");
    schema_expect(
        schema,
        "SELECT problem, screen FROM gate WHERE record = 'export_case' AND record_id = 1 AND to_state = "
        "'determined'",
        "Question 5.1 not answered: Embargoed destination?|cases");
    schema_refuses(schema, "UPDATE export_case SET state = 'determined'",
                   "determining questions have no answer");
    schema_run(schema,
               "INSERT INTO answer (export_case_id, question, note) VALUES (1, '5.1', 'asked the desk')");
    schema_refuses(schema, "UPDATE export_case SET state = 'determined'",
                   "determining questions have no answer");
    schema_run(schema, "UPDATE answer SET answer = 'no' WHERE question = '5.1'; UPDATE export_case SET state "
                       "= 'determined'");
}

static void case__is_not_determined_while_an_answer_is_unknown(void **state)
{
    Schema *schema = *state;
    schema_run(schema, CASE ANSWERS SIGN_OFFS "UPDATE answer SET answer = 'unknown' WHERE question = '7.1'");
    schema_refuses(schema, "UPDATE export_case SET state = 'determined'", "UNKNOWN");
    schema_expect(schema, "SELECT open_issues FROM export_case_list", "1");
    schema_run(schema, "UPDATE answer SET answer = 'na' WHERE question = '7.1'; UPDATE export_case SET state "
                       "= 'determined'");
}

static void case__is_not_determined_without_its_determination(void **state)
{
    schema_run(*state, CASE ANSWERS SIGN_OFFS "UPDATE export_case SET determination = NULL");
    schema_refuses(*state, "UPDATE export_case SET state = 'determined'", "no determination is recorded");
}

static void case__is_not_determined_without_every_sign_off(void **state)
{
    Schema *schema = *state;
    schema_run(schema, CASE ANSWERS SIGN_OFFS "DELETE FROM sign_off WHERE role = 'counsel'");
    schema_refuses(schema, "UPDATE export_case SET state = 'determined'", "a sign-off is missing");
    schema_run(
        schema,
        "INSERT INTO sign_off (id, export_case_id, role, asked_on) VALUES (99, 1, 'counsel', '2026-11-20')");
    schema_expect(
        schema,
        "SELECT problem, screen, jump_id FROM gate WHERE record = 'export_case' AND record_id = 1 AND "
        "to_state = 'determined'",
        "Sign-off waiting: Counsel|sign_offs|99");
    schema_refuses(schema, "UPDATE export_case SET state = 'determined'", "a sign-off is missing");
    schema_run(schema,
               "UPDATE sign_off SET decision = 'non_concur', decided_on = '2026-11-22' WHERE id = 99");
    schema_refuses(schema, "UPDATE export_case SET state = 'determined'", "an official does not concur");
    schema_run(schema, "UPDATE sign_off SET decision = 'concur_with_conditions' WHERE id = 99; UPDATE "
                       "export_case SET state = "
                       "'determined'");
}

static void case__is_not_determined_on_sign_offs_of_earlier_facts(void **state)
{
    Schema *schema = *state;
    schema_run(schema, CASE ANSWERS SIGN_OFFS "UPDATE export_case SET facts_version = 2");
    schema_refuses(schema, "UPDATE export_case SET state = 'determined'", "an earlier version of the facts");
    schema_run(
        schema,
        "UPDATE sign_off SET voided_on = '2026-11-23'; INSERT INTO sign_off (export_case_id, role, asked_on, "
        "decision, decided_on, facts_version) SELECT 1, code, '2026-11-23', 'concur', '2026-11-23', 2 FROM "
        "sign_off_role WHERE mandatory = 1; UPDATE export_case SET state = 'determined'");
}

static void guards__stand_aside_while_an_undo_is_applied(void **state)
{
    Schema *schema = *state;
    schema_run(schema, VISIT_IN_REVIEW AREA_REVIEW "UPDATE store_state SET undoing = 1; UPDATE visit SET "
                                                   "state = 'approved'; UPDATE visit SET state = 'draft'");
    schema_run(schema, "UPDATE store_state SET undoing = 0");
    schema_refuses(schema, "UPDATE visit SET state = 'approved'", "from Draft it cannot move there");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(workflow__names_only_states_that_exist),
        cmocka_unit_test(workflow__reaches_every_state_from_the_first),
        cmocka_unit_test(workflow__lets_every_state_that_has_not_ended_move_on),
        cmocka_unit_test(refusal__lists_the_moves_that_the_table_allows),
        schema_test(move__is_refused_when_the_workflow_lacks_it),
        schema_test(move__is_refused_from_a_final_state),
        schema_test(allowed_move__shows_what_the_record_can_do_now),
        schema_test(new_record__may_begin_in_any_state),
        schema_test(visit__is_not_approved_without_the_reviews_that_it_needs),
        schema_test(visit__asks_for_its_reviews_when_they_begin),
        schema_test(visit__writes_the_days_of_its_life),
        schema_test(visit__is_not_approved_with_an_open_review),
        schema_test(visit__is_not_held_up_by_a_review_that_is_not_mandatory),
        schema_test(visit__is_not_approved_against_an_objection),
        schema_test(visitors__are_not_let_in_on_a_review_that_has_lapsed),
        schema_test(gate__sees_what_the_same_update_writes),
        schema_test(agreement__is_not_signed_before_its_character_is_decided),
        schema_test(case__is_not_determined_with_a_question_unanswered),
        schema_test(case__is_not_determined_while_an_answer_is_unknown),
        schema_test(case__is_not_determined_without_its_determination),
        schema_test(case__is_not_determined_without_every_sign_off),
        schema_test(case__is_not_determined_on_sign_offs_of_earlier_facts),
        schema_test(guards__stand_aside_while_an_undo_is_applied),
    };
    return cmocka_run_group_tests(tests, schema_setup, schema_teardown);
}
