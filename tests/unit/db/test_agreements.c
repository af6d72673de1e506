/* Agreements: their clocks at the edges, what stands in the way of their moves, what a changed text asks
 * again, what is wrong with a draft. Today is Monday 2026-11-23. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/schema.h"

#define SWEDEN                                                                                               \
    "INSERT INTO partner (id, name, code, kind, country) VALUES (1, 'Sweden', 'SE', 'bilateral', 'SE');"

static char *agreement(const char *columns, const char *values)
{
    return g_strdup_printf(
        "INSERT INTO agreement (id, title, partner_id, %s) VALUES (1, 'Portal trial', 1, %s)", columns,
        values);
}

static void make_agreement(Schema *schema, const char *columns, const char *values)
{
    g_autofree char *sql = agreement(columns, values);
    schema_run(schema, SWEDEN);
    schema_run(schema, sql);
}

static void expect_clock(Schema *schema, const char *code, const char *expected)
{
    g_autofree char *sql = g_strdup_printf(
        "SELECT l.due_on, l.last_working_day, l.clock, l.standing FROM agreement_clock_list l "
        "JOIN agreement_clock c ON c.agreement_id = l.agreement_id AND c.position = "
        "l.position WHERE c.code = '%s'",
        code);
    schema_expect(schema, sql, expected);
}

/* --- clocks at their edges --- */

static void transmittal__counts_calendar_days__and_names_the_working_day_before_a_holiday(void **state)
{
    /* Signed on Wednesday 11 November 2026 (Veterans Day): the fifteenth day is Thanksgiving. */
    make_agreement(*state, "state, legal_character, signed_on", "'signed', 'binding', '2026-11-11'");
    expect_clock(*state, "transmittal", "2026-11-26|2026-11-25|day 12 of 15|Runs");
}

static void transmittal__of_a_friday_before_a_holiday__runs_over_the_long_weekend(void **state)
{
    /* Friday 2 October 2026; the day due is Saturday 17 October, after Columbus Day. */
    make_agreement(*state, "state, legal_character, signed_on", "'signed', 'binding', '2026-10-02'");
    expect_clock(*state, "transmittal", "2026-10-17|2026-10-16|37 d late|Late");
}

static void transmittal__is_met_on_its_last_day__and_late_on_the_next(void **state)
{
    make_agreement(*state, "state, legal_character, signed_on, transmitted_on",
                   "'transmitted', 'binding', '2026-10-02', '2026-10-17'");
    expect_clock(*state, "transmittal", "2026-10-17|2026-10-16||Met");
    schema_run(*state, "UPDATE agreement SET transmitted_on = '2026-10-18'");
    expect_clock(*state, "transmittal", "2026-10-17|2026-10-16||Met late");
}

static void transmittal__of_a_leap_day__is_due_in_march(void **state)
{
    make_agreement(*state, "state, legal_character, signed_on", "'signed', 'binding', '2024-02-29'");
    schema_expect(*state, "SELECT due_on FROM agreement_clock WHERE code = 'transmittal'", "2024-03-15");
    schema_run(*state, "UPDATE agreement SET signed_on = '2024-02-14'");
    schema_expect(*state, "SELECT due_on FROM agreement_clock WHERE code = 'transmittal'", "2024-02-29");
}

static void law__changes_between_the_18th_and_the_19th_of_september_2023(void **state)
{
    make_agreement(*state, "state, legal_character, signed_on, in_force_on",
                   "'in_force', 'binding', '2023-09-18', '2023-09-18'");
    schema_expect(*state,
                  "SELECT code, due_on FROM agreement_clock WHERE code LIKE 'transmittal%' OR code LIKE "
                  "'%_old' ORDER BY code",
                  "to_congress_old|2023-11-17\ntransmittal_old|2023-10-08");
    schema_run(*state, "UPDATE agreement SET signed_on = '2023-09-19', in_force_on = '2023-09-19'");
    schema_expect(*state,
                  "SELECT code, due_on FROM agreement_clock WHERE code LIKE 'transmittal%' OR code LIKE "
                  "'%_old' ORDER BY code",
                  "transmittal|2023-10-04");
}

static void law__is_that_of_the_conclusion__where_the_entry_into_force_came_later(void **state)
{
    make_agreement(*state, "state, legal_character, signed_on, in_force_on",
                   "'in_force', 'binding', '2023-09-01', '2023-10-01'");
    schema_expect(*state, "SELECT code, due_on FROM agreement_clock WHERE code LIKE 'transmittal%'",
                  "transmittal_old|2023-10-21");
}

static void qualifying_instrument__has_its_memo__and_no_publication(void **state)
{
    make_agreement(*state, "state, legal_character, signed_on, in_force_on",
                   "'operative', 'qualifying_non_binding', '2026-11-20', '2026-11-20'");
    schema_expect(*state, "SELECT group_concat(code) FROM (SELECT code FROM agreement_clock ORDER BY code)",
                  "monthly_report,qualifying_memo");
    schema_expect(*state, "SELECT due_on FROM agreement_clock WHERE code = 'monthly_report'", "2026-12-31");
}

static void non_binding_instrument__has_no_clock(void **state)
{
    make_agreement(*state, "state, legal_character, signed_on", "'signed', 'non_binding', '2026-11-20'");
    schema_expect(*state, "SELECT count(*) FROM agreement_clock", "0");
}

static void publication__is_due_after_120_days__unless_exempt(void **state)
{
    make_agreement(*state, "state, legal_character, signed_on, in_force_on",
                   "'in_force', 'binding', '2026-10-30', '2026-11-01'");
    expect_clock(*state, "publication", "2027-03-01|2027-03-01|day 22 of 120|Runs");
    schema_run(*state, "UPDATE agreement SET publication_exemption = 'military'");
    schema_expect(*state, "SELECT count(*) FROM agreement_clock WHERE code = 'publication'", "0");
}

static void consultation__and_blanket_draft__count_thirty_and_twenty_days(void **state)
{
    make_agreement(*state, "state, legal_character, authority_kind, authority_requested_on, signed_on",
                   "'signed', 'binding', 'blanket', '2026-11-01', '2026-11-20'");
    schema_expect(*state,
                  "SELECT code, due_on FROM agreement_clock WHERE code IN ('consultation_aim', "
                  "'blanket_draft') ORDER BY code",
                  "blanket_draft|2026-10-31\nconsultation_aim|2026-12-01");
}

static void renewal_and_notice__count_back_from_the_end(void **state)
{
    make_agreement(*state, "state, legal_character, ends_on, notice_months",
                   "'in_force', 'binding', '2028-08-31', 6");
    schema_expect(*state,
                  "SELECT code, due_on FROM agreement_clock WHERE code IN ('renewal_24', 'renewal_6', "
                  "'notice') ORDER BY code",
                  "notice|2028-02-29\nrenewal_24|2026-08-31\nrenewal_6|2028-02-29");
    schema_expect(*state, "SELECT standing FROM agreement_clock_list WHERE name = 'Renewal: first look'",
                  "Now");
}

static void changed_text__goes_to_state_within_15_days_of_the_entry_into_force(void **state)
{
    make_agreement(*state, "state, legal_character, signed_on, in_force_on, text_changed_on",
                   "'in_force', 'binding', '2026-10-01', '2026-11-15', '2026-10-20'");
    schema_expect(*state, "SELECT due_on FROM agreement_clock WHERE code = 'text_changed'", "2026-11-30");
}

static void crada__has_its_reviews(void **state)
{
    make_agreement(*state, "state, kind, legal_character, agency_presented_on, work_statement_on",
                   "'crada_agency_review', 'crada', 'domestic', '2026-11-10', '2026-11-10'");
    schema_expect(*state, "SELECT code, due_on FROM agreement_clock ORDER BY code",
                  "crada_agency|2026-12-10\ncrada_work_statement|2027-02-08");
}

static void clocks_of_texts_under_way__stand_in_the_agenda__until_they_are_met(void **state)
{
    make_agreement(*state, "ref, state, kind, legal_character, agency_presented_on",
                   "'AGR-2026-001', 'crada_agency_review', 'crada', 'domestic', '2026-11-10'");
    schema_expect(*state, "SELECT due_on, mark, what FROM agenda WHERE kind = 'agreement_clock'",
                  "2026-12-10|day 13/30|Agency review of a CRADA (GOGO)");
    schema_run(*state, "UPDATE agreement SET agency_answered_on = '2026-11-20'");
    schema_expect(*state, "SELECT count(*) FROM agenda WHERE kind = 'agreement_clock'", "0");
    schema_run(*state,
               "INSERT INTO agreement (id, title, state, legal_character, authority_requested_on) VALUES (2, "
               "'Asked', 'authority_requested', 'binding', '2026-10-20'); INSERT INTO agreement (id, title, "
               "state, legal_character, in_force_on, text_changed_on) VALUES (3, 'Changed', 'in_force', "
               "'binding', '2026-11-01', '2026-10-20')");
    schema_expect(
        *state, "SELECT due_on, mark, what FROM agenda WHERE kind = 'agreement_clock' ORDER BY due_on",
        "2026-11-16|7 d late|Text changed before entry into force\n2026-11-19|4 d late|Circular 175 "
        "consultation");
}

/* --- gates --- */

#define AGREED_BY_ALL                                                                                        \
    "INSERT INTO clearance (agreement_id, kind, decision, decided_on) SELECT 1, code, 'concur', "            \
    "'2026-11-01' FROM clearance_kind WHERE code <> 'language_conformity';"
#define DECIDED "legal_character, legal_decided_by, legal_decided_on"

static void expect_refusal(Schema *schema, const char *state, const char *message)
{
    g_autofree char *sql = g_strdup_printf("UPDATE agreement SET state = '%s'", state);
    schema_refuses(schema, sql, message);
}

static void text__does_not_go_out__without_authority_that_covers_it(void **state)
{
    make_agreement(*state, "state, " DECIDED, "'determination', 'binding', 'L/T', '2026-10-01'");
    expect_refusal(*state, "negotiating", "there is no authority for it");
    schema_run(*state, "UPDATE agreement SET authority_granted_on = '2026-01-01', authority_expires_on = "
                       "'2026-11-22', authority_kind = 'negotiate'");
    expect_refusal(*state, "negotiating", "there is no authority for it");
    schema_expect(*state, "SELECT problem FROM gate WHERE record = 'agreement' AND to_state = 'negotiating'",
                  "The authority to negotiate has expired");
    schema_run(*state, "UPDATE agreement SET authority_expires_on = '2026-11-23'; UPDATE agreement SET state "
                       "= 'negotiating'");
}

static void non_binding_text__goes_out__without_authority(void **state)
{
    make_agreement(*state, "state, " DECIDED,
                   "'determination', 'non_binding', 'Agency officer', '2026-10-01'");
    schema_run(*state, "UPDATE agreement SET state = 'negotiating'");
}

static void agreement__is_not_signed__before_all_reviewers_and_languages(void **state)
{
    make_agreement(
        *state, "state, languages, authority_granted_on, authority_kind, " DECIDED,
        "'ready_to_sign', 'English, Swedish', '2026-01-01', 'both', 'binding', 'L/T', '2026-10-01'");
    expect_refusal(*state, "signed", "reviewers have not been asked");
    schema_run(*state, AGREED_BY_ALL);
    expect_refusal(*state, "signed", "conformity of its languages");
    schema_run(*state, "UPDATE agreement SET language_conformity_on = '2026-11-20'; UPDATE clearance SET "
                       "decision = 'non_concur' WHERE kind = 'budget'");
    expect_refusal(*state, "signed", "a clearance was refused");
    schema_run(*state, "UPDATE clearance SET decision = 'concur_with_conditions' WHERE kind = 'budget'; "
                       "UPDATE agreement SET authority_kind = 'negotiate'");
    expect_refusal(*state, "signed", "there is no authority for it");
    schema_run(*state,
               "UPDATE agreement SET authority_kind = 'conclude'; UPDATE agreement SET state = 'signed'");
    schema_expect(*state, "SELECT signed_on FROM agreement", "2026-11-23");
    schema_expect(*state, "SELECT count(*) FROM transmittal_part WHERE standing = 'missing'", "9");
}

static void package__is_complete__before_the_text_is_transmitted(void **state)
{
    make_agreement(*state, "state, signed_on, " DECIDED,
                   "'signed', '2026-11-20', 'binding', 'L/T', '2026-10-01'");
    schema_run(*state,
               "INSERT INTO transmittal_part (agreement_id, item) VALUES (1, 'originals'), (1, 'notes')");
    expect_refusal(*state, "transmitted", "the transmittal package is not complete");
    schema_run(*state, "UPDATE transmittal_part SET standing = CASE item WHEN 'notes' THEN 'none' ELSE "
                       "'ready' END; UPDATE agreement SET state = 'transmitted'");
    schema_expect(*state, "SELECT transmitted_on FROM agreement", "2026-11-23");
}

static void criteria__are_put_and_answered__before_authority_is_asked(void **state)
{
    make_agreement(*state, "state, legal_character", "'clearance', 'undetermined'");
    schema_run(*state, "UPDATE agreement SET state = 'determination'");
    schema_expect(*state, "SELECT count(*) FROM binding_answer", "16");
    schema_run(*state, "UPDATE agreement SET legal_character = 'binding', legal_decided_by = 'L/T', "
                       "legal_decided_on = '2026-11-20'");
    expect_refusal(*state, "authority_requested", "criteria of the legal character are not answered");
    schema_run(
        *state,
        "UPDATE binding_answer SET answer = 'yes'; UPDATE agreement SET state = 'authority_requested'");
    schema_expect(*state, "SELECT authority_requested_on FROM agreement", "2026-11-23");
}

static void crada_with_a_foreign_party__is_tested__before_the_agency_looks_at_it(void **state)
{
    make_agreement(*state, "state, kind, legal_character", "'crada_legal_check', 'crada', 'domestic'");
    expect_refusal(*state, "crada_agency_review", "the foreign-party test is not recorded");
    schema_run(*state,
               "UPDATE agreement SET foreign_party_test = 'It does; the Trade Representative was asked', "
               "foreign_party_tested_on = '2026-11-01'; UPDATE agreement SET state = 'crada_agency_review'");
    schema_expect(*state, "SELECT agency_presented_on FROM agreement", "2026-11-23");
}

/* --- a changed text --- */

static void changed_text__opens_the_clearances_that_it_touches__and_no_other(void **state)
{
    make_agreement(*state, "state, languages, " DECIDED,
                   "'ready_to_sign', 'English', 'binding', 'L/T', '2026-10-01'");
    schema_run(*state, AGREED_BY_ALL "UPDATE agreement SET notes = 'only a note'");
    schema_expect(*state, "SELECT count(*) FROM clearance WHERE decision IS NULL", "0");
    schema_run(*state, "UPDATE agreement SET ceiling_minor = 100, ceiling_currency = 'USD'");
    schema_expect(
        *state,
        "SELECT group_concat(kind) FROM (SELECT kind FROM clearance WHERE decision IS NULL ORDER BY kind)",
        "budget,program");
    schema_expect(*state, "SELECT state FROM agreement", "reclearance");
    schema_expect(*state, "SELECT effect, because FROM consequence ORDER BY id",
                  "Budget clearance opened again|cost ceiling changed\nProgram clearance opened again|cost "
                  "ceiling changed\nState goes back to Re-clearance|the text changed");
}

static void decided_again_clearance__stays__when_another_part_changes_the_same_day(void **state)
{
    make_agreement(*state, "state, " DECIDED, "'text_agreed', 'binding', 'L/T', '2026-10-01'");
    schema_run(
        *state, AGREED_BY_ALL
        "UPDATE agreement SET ip_annex_version = '2'; UPDATE clearance SET decision = 'concur', decided_on = "
        "'2026-11-23' WHERE kind = 'intellectual_property'; UPDATE agreement SET privacy = 'None'");
    schema_expect(*state, "SELECT group_concat(kind) FROM clearance WHERE decision IS NULL", "privacy");
    schema_expect(*state, "SELECT state FROM agreement", "text_agreed");
}

static void signed_text__asks_nobody_again(void **state)
{
    make_agreement(*state, "state, signed_on, " DECIDED,
                   "'signed', '2026-11-20', 'binding', 'L/T', '2026-10-01'");
    schema_run(*state, AGREED_BY_ALL "UPDATE agreement SET objectives = 'Others'");
    schema_expect(*state, "SELECT count(*) FROM clearance WHERE decision IS NULL", "0");
}

static void every_touched_field__is_in_the_trigger(void **state)
{
    schema_expect(
        *state,
        "SELECT group_concat(DISTINCT t.field) FROM clearance_touch t JOIN sqlite_schema s ON s.name = "
        "'agreement_text_changed' WHERE instr(s.sql, 'WHEN ''' || t.field || ''' THEN NEW.' || t.field || ' "
        "IS NOT "
        "OLD.' || t.field) = 0 AND instr(replace(s.sql, char(10) || '   ', ''), '''' || t.field || '''') = 0",
        "");
}

/* --- checks of a draft, families, guidance --- */

static void draft__that_outlives_its_umbrella__is_told_so(void **state)
{
    make_agreement(*state, "state, ends_on, ip_annex_version", "'in_force', '2027-12-31', '1'");
    schema_run(*state, "INSERT INTO agreement (id, title, kind, state, parent_id, ends_on) VALUES (2, "
                       "'Arrangement', 'project_arrangement', 'drafting', 1, '2028-01-01')");
    schema_expect(*state, "SELECT grave, problem FROM agreement_check WHERE agreement_id = 2",
                  "1|It outlives its umbrella AGR-2026-001, which ends on 2027-12-31");
    schema_run(*state, "UPDATE agreement SET ends_on = '2027-12-31' WHERE id = 2");
    schema_expect(*state, "SELECT count(*) FROM agreement_check WHERE agreement_id = 2", "0");
}

static void draft__is_checked_for_shares_annex_screening_and_126_1(void **state)
{
    make_agreement(*state,
                   "kind, state, ceiling_minor, ceiling_currency, us_share_minor, us_share_currency, "
                   "foreign_share_minor, foreign_share_currency, funds_availability",
                   "'bilateral', 'drafting', 100, 'USD', 60, 'USD', 41, 'USD', 1");
    schema_run(*state,
               "UPDATE partner SET screening_outcome = 'possible_match', country = 'CN' WHERE id = 1");
    schema_expect(
        *state, "SELECT problem FROM agreement_check WHERE grave = 1 ORDER BY problem",
        "No intellectual property annex is named\nScreening of Sweden: Possible match, not decided\nSweden "
        "stands in 22 CFR 126.1 (listed)\nThe shares are more than the cost ceiling");
    schema_run(*state, "UPDATE agreement SET foreign_share_minor = 40, ip_annex_version = '1'");
    schema_expect(
        *state, "SELECT count(*) FROM agreement_check WHERE problem LIKE '%share%' OR problem LIKE '%annex%'",
        "0");
}

static void family__is_the_same_tree__whoever_asks(void **state)
{
    make_agreement(*state, "state, ends_on", "'in_force', '2027-12-31'");
    schema_run(
        *state,
        "INSERT INTO agreement (id, title, kind, parent_id, ends_on) VALUES (2, 'Arrangement', "
        "'project_arrangement', 1, '2029-01-01'), (3, 'Amendment', 'amendment', 2, NULL);"
        "INSERT INTO project (id, title, agreement_id, ends_on) VALUES (1, 'Project', 2, '2027-06-30')");
    schema_run(
        *state,
        "INSERT INTO agreement (id, title, kind, parent_id) VALUES (4, 'Sister', 'project_arrangement', 1)");
    for (int anchor = 1; anchor <= 4; anchor++) {
        g_autofree char *sql = g_strdup_printf("SELECT branches, title, against_root FROM "
                                               "agreement_family_list WHERE anchor_id = %d ORDER BY path",
                                               anchor);
        schema_expect(
            *state, sql,
            "|Portal trial|\n+|Arrangement|Outlives it\n++|Amendment|Ends with it\n+.|Project|Ends before\n"
            ".|Sister|Ends with it");
    }
}

static void guidance__stands_until_it_is_superseded_or_past_its_day(void **state)
{
    schema_run(*state,
               "INSERT INTO guidance (id, title, question, asked_on) VALUES (1, 'q', 'q', '2026-01-01')");
    schema_expect(*state, "SELECT ref, standing FROM guidance_list", "GDN-2026-001|Asked");
    schema_refuses(*state, "UPDATE guidance SET advice = 'yes' WHERE id = 1",
                   "advice has its day and who gave it");
    schema_run(*state, "UPDATE guidance SET advice = 'yes', given_by = 'Counsel', given_on = '2026-02-01', "
                       "valid_until = '2026-11-23' WHERE id = 1");
    schema_expect(*state, "SELECT standing FROM guidance_list", "Stands");
    schema_run(*state, "UPDATE guidance SET valid_until = '2026-11-22' WHERE id = 1");
    schema_expect(*state, "SELECT standing FROM guidance_list", "Past its day");
    schema_run(*state, "UPDATE guidance SET valid_until = NULL WHERE id = 1; INSERT INTO guidance (id, "
                       "title, question, asked_on, advice, given_by, given_on, supersedes_id) VALUES (2, "
                       "'n', 'n', '2026-03-01', 'no', 'Counsel', '2026-03-02', 1)");
    schema_expect(*state, "SELECT standing FROM guidance_list ORDER BY id", "Superseded\nStands");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        schema_test(transmittal__counts_calendar_days__and_names_the_working_day_before_a_holiday),
        schema_test(transmittal__of_a_friday_before_a_holiday__runs_over_the_long_weekend),
        schema_test(transmittal__is_met_on_its_last_day__and_late_on_the_next),
        schema_test(transmittal__of_a_leap_day__is_due_in_march),
        schema_test(law__changes_between_the_18th_and_the_19th_of_september_2023),
        schema_test(law__is_that_of_the_conclusion__where_the_entry_into_force_came_later),
        schema_test(qualifying_instrument__has_its_memo__and_no_publication),
        schema_test(non_binding_instrument__has_no_clock),
        schema_test(publication__is_due_after_120_days__unless_exempt),
        schema_test(consultation__and_blanket_draft__count_thirty_and_twenty_days),
        schema_test(renewal_and_notice__count_back_from_the_end),
        schema_test(changed_text__goes_to_state_within_15_days_of_the_entry_into_force),
        schema_test(crada__has_its_reviews),
        schema_test(clocks_of_texts_under_way__stand_in_the_agenda__until_they_are_met),
        schema_test(text__does_not_go_out__without_authority_that_covers_it),
        schema_test(non_binding_text__goes_out__without_authority),
        schema_test(agreement__is_not_signed__before_all_reviewers_and_languages),
        schema_test(package__is_complete__before_the_text_is_transmitted),
        schema_test(criteria__are_put_and_answered__before_authority_is_asked),
        schema_test(crada_with_a_foreign_party__is_tested__before_the_agency_looks_at_it),
        schema_test(changed_text__opens_the_clearances_that_it_touches__and_no_other),
        schema_test(decided_again_clearance__stays__when_another_part_changes_the_same_day),
        schema_test(signed_text__asks_nobody_again),
        schema_test(every_touched_field__is_in_the_trigger),
        schema_test(draft__that_outlives_its_umbrella__is_told_so),
        schema_test(draft__is_checked_for_shares_annex_screening_and_126_1),
        schema_test(family__is_the_same_tree__whoever_asks),
        schema_test(guidance__stands_until_it_is_superseded_or_past_its_day),
    };
    return cmocka_run_group_tests_name("agreements", tests, schema_setup, schema_teardown);
}
