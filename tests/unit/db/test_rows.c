/* What a record may hold: the checks, links, references and values that the database keeps by itself. */
#include "support/schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define SWEDEN                                                                                               \
    "INSERT INTO partner (id, name, code, kind, country) VALUES (1, 'Sweden', 'SE', 'bilateral', 'SE');"
#define PROJECT "INSERT INTO project (id, title, partner_id) VALUES (1, 'Portal sensor', 1);"
#define VISIT                                                                                                \
    "INSERT INTO visit (id, title, partner_id, arrives_on, departs_on) VALUES (1, 'Delegation of 8', 1, "    \
    "'2026-12-02', '2026-12-04');"
#define VISITOR "INSERT INTO visitor (id, family_name, given_name) VALUES (1, 'Lund', 'Kerstin');"

static void day__is_refused_when_the_calendar_lacks_it(void **state)
{
    const char *days[] = {
        "2026-02-30", "2026-13-01", "2026-11-31", "2026-1-1", "1 Dec", "2026-12-01 10:00", ""};
    for (guint i = 0; i < G_N_ELEMENTS(days); i++) {
        g_autofree char *sql = g_strdup_printf(
            "INSERT INTO visit (title, arrives_on, departs_on) VALUES ('x', '%s', '2027-01-01')", days[i]);
        schema_refuses(*state, sql, "arrives_on IS date(arrives_on");
    }
    schema_run(*state,
               "INSERT INTO visit (title, arrives_on, departs_on) VALUES ('x', '2028-02-29', '2028-02-29')");
}

static void day__is_refused_when_it_is_the_word_now(void **state)
{
    schema_refuses(*state,
                   "INSERT INTO visit (title, arrives_on, departs_on) VALUES ('x', 'now', '2027-01-01')",
                   "date()");
}

static void time__is_refused_when_no_clock_shows_it(void **state)
{
    const char *times[] = {"24:30", "9:30", "09:60", "noon"};
    for (guint i = 0; i < G_N_ELEMENTS(times); i++) {
        g_autofree char *sql =
            g_strdup_printf("INSERT INTO visit (title, arrives_on, departs_on, arrive_time) "
                            "VALUES ('x', '2027-01-01', '2027-01-01', '%s')",
                            times[i]);
        schema_refuses(*state, sql, "arrive_time");
    }
}

static void order__of_two_days_is_kept(void **state)
{
    Schema *schema = *state;
    schema_refuses(
        schema, "INSERT INTO visit (title, arrives_on, departs_on) VALUES ('x', '2026-12-04', '2026-12-02')",
        "visitors depart on or after the day they arrive");
    schema_refuses(
        schema, "INSERT INTO agreement (title, signed_on, ends_on) VALUES ('x', '2026-12-04', '2026-12-02')",
        "an agreement ends on or after the day it was signed");
    schema_refuses(schema,
                   "INSERT INTO project (title, starts_on, ends_on) VALUES ('x', '2026-12-04', '2026-12-02')",
                   "a project ends on or after the day it starts");
    schema_refuses(
        schema, "INSERT INTO engagement (title, starts_on, ends_on) VALUES ('x', '2026-12-04', '2026-12-02')",
        "an engagement ends on or after the day it starts");
}

static void title__is_refused_when_blank(void **state)
{
    const char *tables[] = {"agreement", "project", "engagement", "action", "export_case"};
    for (guint i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_autofree char *sql = g_strdup_printf("INSERT INTO %s (title) VALUES ('  ')", tables[i]);
        schema_refuses(*state, sql, "trim(title)");
    }
}

static void choice__is_refused_when_no_row_has_its_code(void **state)
{
    schema_refuses(*state, "INSERT INTO agreement (title, kind) VALUES ('x', 'treaty')", "FOREIGN KEY");
    schema_refuses(*state, "INSERT INTO agreement (title, state) VALUES ('x', 'In force')", "FOREIGN KEY");
    schema_refuses(*state, "INSERT INTO partner (name, kind, country) VALUES ('x', 'bilateral', 'XX')",
                   "FOREIGN KEY");
}

static void money__is_refused_without_currency_or_below_zero(void **state)
{
    Schema *schema = *state;
    schema_refuses(schema, "INSERT INTO agreement (title, us_share_minor) VALUES ('x', 100)",
                   "US share: amount and currency go together");
    schema_refuses(schema, "INSERT INTO agreement (title, us_share_currency) VALUES ('x', 'USD')",
                   "US share: amount and currency go together");
    schema_refuses(schema,
                   "INSERT INTO agreement (title, us_share_minor, us_share_currency) VALUES ('x', -1, 'USD')",
                   "us_share_minor");
    schema_refuses(schema,
                   "INSERT INTO agreement (title, us_share_minor, us_share_currency) VALUES ('x', 1, 'XXX')",
                   "FOREIGN KEY");
    schema_refuses(
        schema, "INSERT INTO agreement (title, us_share_minor, us_share_currency) VALUES ('x', 1.5, 'USD')",
        "cannot store REAL value in INTEGER column");
}

static void partner__has_a_country_as_its_kind_asks(void **state)
{
    Schema *schema = *state;
    const char *message = "a nation has a country; the European Commission has none";
    schema_refuses(schema, "INSERT INTO partner (name, kind) VALUES ('Sweden', 'bilateral')", message);
    schema_refuses(schema,
                   "INSERT INTO partner (name, kind, country) VALUES ('EC', 'european_commission', 'BE')",
                   message);
    schema_run(schema,
               "INSERT INTO partner (name, kind) VALUES ('EC', 'european_commission'), ('NATO', 'forum')");
}

static void reference__is_given_by_kind_and_year_when_there_is_none(void **state)
{
    Schema *schema = *state;
    schema_run(schema, SWEDEN PROJECT VISIT VISITOR
               "INSERT INTO need (partner_id, title) VALUES (1, 'a'); INSERT INTO agreement (title) VALUES "
               "('a'), ('b');"
               "INSERT INTO engagement (title) VALUES ('a'); INSERT INTO action (title) VALUES ('a');"
               "INSERT INTO export_case (title) VALUES ('a');"
               "INSERT INTO document (record, record_id, title) VALUES ('visit', 1, 'a')");
    schema_expect(
        schema,
        "SELECT ref FROM partner UNION ALL SELECT ref FROM need UNION ALL SELECT ref FROM agreement UNION "
        "ALL "
        "SELECT ref FROM project UNION ALL SELECT ref FROM engagement UNION ALL SELECT ref FROM action UNION "
        "ALL SELECT ref FROM visit UNION ALL SELECT ref FROM visitor UNION ALL SELECT ref FROM export_case "
        "UNION ALL SELECT ref FROM document",
        "PTN-2026-001\nNED-2026-001\nAGR-2026-001\nAGR-2026-002\nPRJ-2026-001\nENG-2026-001\nACT-2026-001\n"
        "VIS-2026-001\nVTR-2026-001\nEXC-2026-001\nDOC-2026-001");
    schema_run(
        schema,
        "UPDATE setting SET value = '2027-01-02' WHERE name = 'today'; INSERT INTO agreement (id, title) "
        "VALUES (99, 'c')");
    schema_expect(schema, "SELECT ref FROM agreement WHERE id = 99", "AGR-2027-001");
}

static void reference__is_never_given_twice(void **state)
{
    Schema *schema = *state;
    schema_run(
        schema,
        "INSERT INTO agreement (title, ref) VALUES ('brought along', 'AGR-2026-014');"
        "INSERT INTO agreement (id, title) VALUES (50, 'next');"
        "DELETE FROM agreement WHERE id = 50; INSERT INTO agreement (id, title) VALUES (51, 'after it')");
    schema_expect(schema, "SELECT ref FROM agreement WHERE id = 51", "AGR-2026-016");
    schema_run(
        schema,
        "UPDATE reference_counter SET last = 999 WHERE prefix = 'AGR'; INSERT INTO agreement (id, title) "
        "VALUES (52, 'many')");
    schema_expect(schema, "SELECT ref FROM agreement WHERE id = 52", "AGR-2026-1000");
}

/* The triggers of all kinds are written alike; what the two tests above see of agreements holds for the
 * others. */
static void reference__is_given_alike_to_every_kind(void **state)
{
    schema_expect(
        *state,
        "SELECT group_concat(k.name) FROM record_kind k JOIN (SELECT '_ref_given' AS ending UNION ALL SELECT "
        "'_ref_brought') e LEFT JOIN sqlite_schema t ON t.name = k.name || e.ending JOIN sqlite_schema a ON "
        "a.name = 'agreement' || e.ending WHERE k.prefix IS NOT NULL AND t.sql IS NOT replace(replace(a.sql, "
        "'agreement', k.name), 'AGR', k.prefix)",
        "");
}

static void contribution__is_valued_in_us_cents_whatever_the_digits(void **state)
{
    Schema *schema = *state;
    schema_run(schema, SWEDEN PROJECT "INSERT INTO contribution (id, project_id, side, form, amount_minor, "
                                      "amount_currency, usd_rate, fiscal_year) "
                                      "VALUES (1, 1, 'us', 'staff', 85000000, 'USD', NULL, 2026),"
                                      "       (2, 1, 'foreign', 'equipment', 114000000, 'SGD', 0.7547, 2026),"
                                      "       (3, 1, 'foreign', 'staff', 1000, 'KRW', 0.0007, 2026),"
                                      "       (4, 1, 'foreign', 'staff', 1000, 'KWD', 3.25, 2026);");
    schema_expect(schema, "SELECT usd_minor FROM contribution ORDER BY id", "85000000\n86035800\n70\n325");
    schema_run(
        schema,
        "UPDATE contribution SET amount_minor = 200 WHERE id = 1; UPDATE contribution SET usd_rate = 0.5 "
        "WHERE id = 2; UPDATE contribution SET usd_minor = 7 WHERE id = 3");
    schema_expect(schema, "SELECT usd_minor FROM contribution ORDER BY id", "200\n57000000\n70\n325");
}

static void contribution__is_refused_without_what_it_belongs_to(void **state)
{
    Schema *schema = *state;
    schema_run(schema, SWEDEN PROJECT);
    schema_refuses(
        schema,
        "INSERT INTO contribution (side, form, amount_minor, fiscal_year) VALUES ('us', 'staff', 1, 2026)",
        "a contribution belongs to a project or an agreement");
    schema_refuses(
        schema,
        "INSERT INTO contribution (project_id, side, partner_id, form, amount_minor, fiscal_year) VALUES (1, "
        "'us', 1, 'staff', 1, 2026)",
        "a partner gives on the partner's side");
}

static void match__is_told_from_the_contributions_of_both_sides(void **state)
{
    Schema *schema = *state;
    schema_run(schema, SWEDEN PROJECT);
    schema_expect(schema, "SELECT count(*) FROM match_ratio WHERE scope = 'project'", "0");
    schema_run(
        schema,
        "INSERT INTO contribution (project_id, side, form, amount_minor, fiscal_year) VALUES (1, 'us', "
        "'staff', 10000, 2026), (1, 'foreign', 'staff', 4000, 2026)");
    schema_expect(schema,
                  "SELECT us_usd_minor, foreign_usd_minor, foreign_percent, standing FROM match_ratio WHERE "
                  "scope = 'project'",
                  "10000|4000|29|Not yet");
    schema_run(schema,
               "INSERT INTO equity_reason (project_id, reason, official, given_on) VALUES (1, 'Range time', "
               "'J. Whitaker', '2026-11-01')");
    schema_expect(schema, "SELECT standing, explained_by FROM match_ratio WHERE scope = 'project'",
                  "Explained|J. Whitaker");
    schema_run(schema,
               "INSERT INTO contribution (project_id, side, form, amount_minor, fiscal_year) VALUES (1, "
               "'foreign', 'facility', 4000, 2027)");
    schema_expect(schema, "SELECT standing FROM match_ratio WHERE scope = 'project'", "Equitable");
    schema_expect(schema, "SELECT us_minor, foreign_minor, currency FROM project_list", "10000|8000|USD");
}

static void alignment__names_one_item_of_its_kind(void **state)
{
    Schema *schema = *state;
    schema_run(schema,
               SWEDEN PROJECT "INSERT INTO need (id, partner_id, title) VALUES (1, 1, 'Fast screening');");
    schema_refuses(
        schema,
        "INSERT INTO alignment (record, record_id, kind, target) VALUES ('project', 1, 'visionary_goal', "
        "'cybersecurity')",
        "FOREIGN KEY");
    schema_refuses(schema,
                   "INSERT INTO alignment (record, record_id, kind) VALUES ('project', 1, 'objective')",
                   "an alignment names one item");
    schema_refuses(
        schema, "INSERT INTO alignment (record, record_id, kind, target) VALUES ('project', 1, 'gap', 'x')",
        "an alignment names one item");
    schema_run(
        schema,
        "INSERT INTO alignment (record, record_id, kind, target) VALUES ('project', 1, 'visionary_goal', "
        "'screening_at_speed'); INSERT INTO alignment (record, record_id, kind, need_id) VALUES "
        "('project', 1, 'gap', 1)");
    schema_expect(schema, "SELECT title FROM alignment_list ORDER BY id",
                  "Screening at Speed\nFast screening");
    schema_refuses(
        schema,
        "INSERT INTO alignment (record, record_id, kind, target) VALUES ('project', 1, 'visionary_goal', "
        "'screening_at_speed')",
        "UNIQUE");
    schema_expect(schema, "SELECT title, partner, projects FROM coverage_list",
                  "Screening at Speed|Sweden|1");
}

static void document__is_refused_without_its_record(void **state)
{
    Schema *schema = *state;
    schema_refuses(schema, "INSERT INTO document (record, record_id, title) VALUES ('visit', 1, 'x')",
                   "its record is not there");
    schema_refuses(schema, "INSERT INTO document (record, record_id, title) VALUES ('spaceship', 1, 'x')",
                   "FOREIGN KEY");
    schema_run(schema, SWEDEN VISIT);
    schema_refuses(schema,
                   "INSERT INTO document (record, record_id, title, sha256) VALUES ('visit', 1, 'x', 'abc')",
                   "sha256");
}

static void record__is_kept_while_documents_are_filed_under_it(void **state)
{
    Schema *schema = *state;
    schema_run(schema,
               SWEDEN VISIT "INSERT INTO document (record, record_id, title) VALUES ('visit', 1, 'Agenda')");
    schema_refuses(schema, "DELETE FROM visit", "visit: documents are filed under it");
    schema_run(schema, "DELETE FROM document; DELETE FROM visit");
}

static void record__takes_its_alignments_with_it(void **state)
{
    Schema *schema = *state;
    schema_run(schema, SWEDEN PROJECT
               "INSERT INTO alignment (record, record_id, kind, target) VALUES ('project', 1, 'objective', "
               "'objective_1'); DELETE FROM project");
    schema_expect(schema, "SELECT count(*) FROM alignment", "0");
}

static void record__is_kept_while_others_name_it(void **state)
{
    Schema *schema = *state;
    schema_run(schema, SWEDEN PROJECT);
    schema_refuses(schema, "DELETE FROM partner", "FOREIGN KEY");
}

static void parts__go_with_their_owner(void **state)
{
    Schema *schema = *state;
    schema_run(schema, SWEDEN VISIT VISITOR "INSERT INTO visit_visitor (visit_id, visitor_id) VALUES (1, 1);"
                                            "INSERT INTO citizenship (visitor_id, country) VALUES (1, 'SE');"
                                            "INSERT INTO review (visit_id, kind) VALUES (1, 'area');"
                                            "INSERT INTO visit_area (visit_id, area) VALUES (1, 'Hall B');"
                                            "DELETE FROM visit; DELETE FROM visitor");
    schema_expect(
        schema,
        "SELECT (SELECT count(*) FROM visit_visitor) + (SELECT count(*) FROM citizenship) + (SELECT count(*) "
        "FROM review) + (SELECT count(*) FROM visit_area)",
        "0");
}

static void citizenship__has_one_most_recent_that_is_held_now(void **state)
{
    Schema *schema = *state;
    schema_run(schema, VISITOR
               "INSERT INTO citizenship (visitor_id, country, current, most_recent) VALUES (1, 'SE', 1, "
               "1), (1, 'IR', 0, 0)");
    schema_refuses(schema, "INSERT INTO citizenship (visitor_id, country, most_recent) VALUES (1, 'NO', 1)",
                   "UNIQUE");
    schema_refuses(schema, "UPDATE citizenship SET most_recent = 1 WHERE country = 'IR'",
                   "what is most recent is held now");
    schema_expect(schema, "SELECT name, citizenships FROM visitor_list", "Lund, Kerstin|SE");
}

static void exemption__is_refused_without_a_reason_and_a_name(void **state)
{
    schema_run(*state, SWEDEN VISIT);
    schema_refuses(*state, "UPDATE visit SET exempt_class = 'public_event'", "an exemption has its reason");
    schema_refuses(*state, "UPDATE visit SET exempt_class = 'public_event', exempt_reason = 'open day'",
                   "an exemption has its reason");
    schema_run(
        *state,
        "UPDATE visit SET exempt_class = 'public_event', exempt_reason = 'open day', exempt_by = 'A. Ruiz'");
}

static void case_party__is_exactly_one_of_what_it_can_be(void **state)
{
    Schema *schema = *state;
    schema_run(schema, SWEDEN "INSERT INTO export_case (id, title) VALUES (1, 'Sensor')");
    schema_refuses(schema, "INSERT INTO case_party (export_case_id) VALUES (1)", "a party is one partner");
    schema_refuses(schema, "INSERT INTO case_party (export_case_id, partner_id, name) VALUES (1, 1, 'SE')",
                   "a party is one partner");
    schema_run(schema, "INSERT INTO case_party (export_case_id, name) VALUES (1, 'Forwarder AB')");
}

static void case_item__takes_an_eccn_only_in_its_form(void **state)
{
    Schema *schema = *state;
    schema_run(schema, "INSERT INTO export_case (id, title) VALUES (1, 'Sensor')");
    schema_refuses(schema, "INSERT INTO case_item (export_case_id, title, eccn) VALUES (1, 'x', '6A3')",
                   "an ECCN has five signs");
    schema_run(
        schema,
        "INSERT INTO case_item (export_case_id, title, eccn) VALUES (1, 'x', '6A003'), (1, 'y', 'EAR99')");
}

static void party_and_escort__are_refused_without_a_name(void **state)
{
    Schema *schema = *state;
    schema_run(schema, SWEDEN VISIT "INSERT INTO agreement (id, title) VALUES (1, 'x')");
    schema_refuses(schema, "INSERT INTO agreement_party (agreement_id) VALUES (1)",
                   "a party is a partner or has a name");
    schema_refuses(schema, "INSERT INTO visit_escort (visit_id, name) VALUES (1, ' ')",
                   "an escort is a host or has a name");
}

static void determination__is_refused_without_its_day_and_official(void **state)
{
    schema_run(*state, "INSERT INTO export_case (id, title) VALUES (1, 'Sensor')");
    schema_refuses(*state, "UPDATE export_case SET determination = 'exception', determined_on = '2026-11-20'",
                   "a determination has its day");
    schema_run(*state, "UPDATE export_case SET determination = 'exception', determined_on = '2026-11-20', "
                       "determined_by = 'R. Vos'");
}

static void legal_hold__is_refused_without_a_reason(void **state)
{
    schema_run(*state, "INSERT INTO export_case (id, title) VALUES (1, 'Sensor')");
    schema_refuses(*state, "UPDATE export_case SET legal_hold = 1", "a legal hold has its reason");
}

static void journal__is_only_added_to(void **state)
{
    Schema *schema = *state;
    const char *message = "journal: entries are never changed or removed";
    schema_run(
        schema,
        "INSERT INTO journal (at, officer, site, kind, what, hash_before, hash) VALUES "
        "('2026-11-23T08:50:12.345Z', 'ana', 0, 'change', 'made', '0', '1'); INSERT INTO journal_record "
        "VALUES ('visit', 1, 1)");
    schema_refuses(schema, "UPDATE journal SET what = 'nothing'", message);
    schema_refuses(schema, "DELETE FROM journal", message);
    schema_refuses(schema, "UPDATE journal_record SET record_id = 2", message);
    schema_refuses(schema, "DELETE FROM journal_record", message);
    schema_refuses(schema,
                   "INSERT INTO journal (at, officer, site, kind, what, hash_before, hash) VALUES "
                   "('yesterday', 'ana', 0, "
                   "'change', 'made', '0', '1')",
                   "at IS strftime");
}

static void search_index__follows_the_text(void **state)
{
    Schema *schema = *state;
    schema_run(schema, "INSERT INTO search_text VALUES (7, 'a', 'airport screening'), (8, 'b', 'harbour')");
    schema_expect(schema, "SELECT rowid FROM search_index WHERE body LIKE '%screen%'", "7");
    schema_run(schema,
               "UPDATE search_text SET body = 'radar' WHERE id = 7; DELETE FROM search_text WHERE id = 8");
    schema_expect(schema,
                  "SELECT count(*) FROM search_index WHERE body LIKE '%screen%' OR body LIKE '%harb%'", "0");
    schema_expect(schema, "SELECT rowid FROM search_index WHERE body LIKE '%radar%'", "7");
    schema_run(schema, "INSERT INTO search_index (search_index) VALUES ('integrity-check')");
}

static void search__finds_visits_by_the_names_of_visitors_and_partners(void **state)
{
    Schema *schema = *state;
    schema_run(schema, SWEDEN VISIT VISITOR
               "INSERT INTO visit_visitor (visit_id, visitor_id) VALUES (1, 1); DELETE FROM "
               "search_dirty");
    schema_expect(
        schema,
        "SELECT body LIKE '%Lund%' AND body LIKE '%Sweden%' AND body LIKE '%VIS-2026-001%' FROM visit_search",
        "1");
    schema_run(schema, "UPDATE visitor SET family_name = 'Berg'");
    schema_expect(schema, "SELECT id = (23 << 56 | 1) FROM search_dirty", "1");
    schema_run(schema, "DELETE FROM search_dirty; UPDATE partner SET name = 'Kingdom of Sweden'");
    schema_expect(schema, "SELECT count(*) FROM search_dirty WHERE id = (23 << 56 | 1)", "1");
}

static void search__holds_nothing_sensitive(void **state)
{
    Schema *schema = *state;
    schema_run(schema, "INSERT INTO visitor (id, family_name, born_on, birth_place, address, email, phone, "
                       "emergency_contact, "
                       "background, visa_kind) VALUES (1, 'Lund', '1980-05-06', 'qqplace', 'qqaddress', "
                       "'qqmail', 'qqphone', "
                       "'qqcontact', 'qqback', 'qqvisa')");
    schema_expect(schema, "SELECT count(*) FROM visitor_search WHERE body LIKE '%qq%' OR body LIKE '%1980%'",
                  "0");
}

static void agreement_list__says_how_many_partners_there_are(void **state)
{
    Schema *schema = *state;
    schema_run(schema, SWEDEN
               "INSERT INTO partner (id, name, kind, country) VALUES (2, 'Norway', 'non_bilateral', 'NO');"
               "INSERT INTO agreement (id, title, partner_id) VALUES (1, 'First responders', 1);"
               "INSERT INTO agreement_party (agreement_id, partner_id) VALUES (1, 1)");
    schema_expect(schema, "SELECT partner FROM agreement_list", "Sweden");
    schema_run(schema, "INSERT INTO agreement_party (agreement_id, partner_id) VALUES (1, 2)");
    schema_expect(schema, "SELECT partner FROM agreement_list", "2 partners");
}

static void visit_list__tells_whether_the_lead_time_is_met(void **state)
{
    Schema *schema = *state;
    schema_run(schema, SWEDEN VISIT);
    schema_expect(schema, "SELECT lead_days, lead_needed, lead_short FROM visit_list", "9|30|21");
    schema_run(schema, "UPDATE visit SET submitted_on = '2026-10-01'");
    schema_expect(schema, "SELECT lead_days, lead_short FROM visit_list", "62|0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        schema_test(day__is_refused_when_the_calendar_lacks_it),
        schema_test(day__is_refused_when_it_is_the_word_now),
        schema_test(time__is_refused_when_no_clock_shows_it),
        schema_test(order__of_two_days_is_kept),
        schema_test(title__is_refused_when_blank),
        schema_test(choice__is_refused_when_no_row_has_its_code),
        schema_test(money__is_refused_without_currency_or_below_zero),
        schema_test(partner__has_a_country_as_its_kind_asks),
        schema_test(reference__is_given_by_kind_and_year_when_there_is_none),
        schema_test(reference__is_never_given_twice),
        schema_test(reference__is_given_alike_to_every_kind),
        schema_test(contribution__is_valued_in_us_cents_whatever_the_digits),
        schema_test(contribution__is_refused_without_what_it_belongs_to),
        schema_test(match__is_told_from_the_contributions_of_both_sides),
        schema_test(alignment__names_one_item_of_its_kind),
        schema_test(document__is_refused_without_its_record),
        schema_test(record__is_kept_while_documents_are_filed_under_it),
        schema_test(record__takes_its_alignments_with_it),
        schema_test(record__is_kept_while_others_name_it),
        schema_test(parts__go_with_their_owner),
        schema_test(citizenship__has_one_most_recent_that_is_held_now),
        schema_test(exemption__is_refused_without_a_reason_and_a_name),
        schema_test(case_party__is_exactly_one_of_what_it_can_be),
        schema_test(case_item__takes_an_eccn_only_in_its_form),
        schema_test(party_and_escort__are_refused_without_a_name),
        schema_test(determination__is_refused_without_its_day_and_official),
        schema_test(legal_hold__is_refused_without_a_reason),
        schema_test(journal__is_only_added_to),
        schema_test(search_index__follows_the_text),
        schema_test(search__finds_visits_by_the_names_of_visitors_and_partners),
        schema_test(search__holds_nothing_sensitive),
        schema_test(agreement_list__says_how_many_partners_there_are),
        schema_test(visit_list__tells_whether_the_lead_time_is_met),
    };
    return cmocka_run_group_tests(tests, schema_setup, schema_teardown);
}
