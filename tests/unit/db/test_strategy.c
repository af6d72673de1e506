/* Strategy: opportunities, matches, health, coverage and what the report to Congress says, on rows made for
 * it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/schema.h"

#define OFFICE                                                                                               \
    "INSERT INTO partner (id, name, code, kind, country) VALUES (1, 'Sweden', 'SE', 'bilateral', 'SE'),"     \
    " (2, 'Japan', 'JP', 'non_bilateral', 'JP');"                                                            \
    "INSERT INTO need (id, partner_id, title) VALUES (1, 1, 'Radio'), (2, 2, 'Floods');"                     \
    "INSERT INTO project (id, ref, title, state, partner_id, objectives, starts_on, ends_on) VALUES"         \
    " (1, 'PRJ-2024-001', 'a', 'active', 1, 'g', '2024-01-01', '2027-12-31'),"                               \
    " (2, 'PRJ-2024-002', 'b', 'cancelled', 1, 'g', '2024-01-01', '2027-12-31');"

#define ENTITIES                                                                                             \
    "INSERT INTO research_entity (id, name, side, country) VALUES (1, 'Ours', 'us', 'US'), (2, 'Theirs', "   \
    "'foreign', 'SE');"

/* --- opportunities */

static void opportunity__is_offered_only_to_a_partner__and_out_of_a_need(void **state)
{
    schema_run(*state, OFFICE "INSERT INTO opportunity (id, title, state) VALUES (1, 'x', 'shaping')");
    schema_refuses(*state, "UPDATE opportunity SET state = 'offered' WHERE id = 1", "it has no partner");
    schema_run(*state, "UPDATE opportunity SET partner_id = 1 WHERE id = 1");
    schema_refuses(*state, "UPDATE opportunity SET state = 'offered' WHERE id = 1",
                   "nothing says what it derives from");
    schema_run(*state, "INSERT INTO opportunity_need (opportunity_id, need_id) VALUES (1, 1)");
    schema_run(*state, "UPDATE opportunity SET state = 'offered' WHERE id = 1");
}

static void opportunity__is_realised_only_with_what_came_of_it(void **state)
{
    schema_run(*state,
               OFFICE "INSERT INTO opportunity (id, title, state, partner_id) VALUES (1, 'x', 'agreed', 1)");
    schema_expect(*state, "SELECT rule FROM gate WHERE record = 'opportunity' AND to_state = 'realised'",
                  "result_missing");
    schema_refuses(*state, "UPDATE opportunity SET state = 'realised' WHERE id = 1", "name one, or drop it");
    schema_run(*state, "UPDATE opportunity SET project_id = 1 WHERE id = 1");
    schema_run(*state, "UPDATE opportunity SET state = 'realised' WHERE id = 1");
    schema_refuses(*state, "UPDATE opportunity SET state = 'idea' WHERE id = 1", "this state is final");
}

static void opportunity__is_dropped_only_with_a_reason(void **state)
{
    schema_run(*state, OFFICE "INSERT INTO opportunity (id, title) VALUES (1, 'x')");
    schema_refuses(*state, "UPDATE opportunity SET state = 'dropped' WHERE id = 1", "enter the reason first");
    schema_run(*state, "UPDATE opportunity SET state = 'dropped', dropped_why = 'no money' WHERE id = 1");
}

/* --- research */

static void match__joins_an_entity_of_each_side(void **state)
{
    schema_run(*state, OFFICE ENTITIES);
    schema_refuses(*state,
                   "INSERT INTO research_match (need_id, us_entity_id, foreign_entity_id) VALUES (1, 2, 1)",
                   "both sides must be joined");
    schema_run(
        *state,
        "INSERT INTO research_match (id, need_id, us_entity_id, foreign_entity_id) VALUES (1, 1, 1, 2)");
    schema_refuses(*state, "UPDATE research_match SET us_entity_id = 2", "both sides must be joined");
    schema_refuses(*state, "UPDATE research_entity SET side = 'us', country = 'US' WHERE id = 2",
                   "its matches rest on its side");
    schema_refuses(*state, "INSERT INTO research_entity (name, side, country) VALUES ('x', 'us', 'SE')",
                   "an entity of the United States sits there");
}

static void candidates__are_those_that_serve_what_the_need_serves(void **state)
{
    schema_run(
        *state, OFFICE ENTITIES
        "INSERT INTO alignment (record, record_id, kind, target) VALUES ('need', 1, 'visionary_goal', "
        "'resilient_communities'), ('research_entity', 2, 'visionary_goal', 'resilient_communities'),"
        " ('research_entity', 1, 'visionary_goal', 'screening_at_speed');"
        "INSERT INTO alignment (record, record_id, kind, need_id) VALUES ('research_entity', 1, 'gap', 1)");
    schema_expect(*state, "SELECT title, because FROM match_candidate_list ORDER BY title",
                  "Ours|aligned with this need\nTheirs|serves Resilient Communities");
    schema_refuses(*state,
                   "INSERT INTO alignment (record, record_id, kind, target) VALUES ('opportunity', 9, "
                   "'visionary_goal', 'resilient_communities')",
                   "its record is not there");
}

static void agenda__calls_what_the_strategy_wants_looked_at(void **state)
{
    schema_run(
        *state, OFFICE ENTITIES
        "INSERT INTO opportunity (title, next_on) VALUES ('late', '2026-11-20'), ('far', '2027-03-01');"
        "INSERT INTO opportunity (title, state, next_on, dropped_why) VALUES ('gone', 'dropped', "
        "'2026-11-20', 'x');"
        "INSERT INTO watch_item (title, follow_up_on) VALUES ('lab', '2026-11-25');"
        "INSERT INTO research_match (need_id, us_entity_id, foreign_entity_id, follow_up_on) VALUES (1, 1, "
        "2, '2026-12-20');"
        "INSERT INTO forum (title, next_on, papers_on) VALUES ('F', '2026-12-10', '2026-11-24')");
    schema_expect(
        *state, "SELECT kind, urgency, what FROM agenda ORDER BY kind",
        "forum|month|Meets: F\nforum_papers|week|Papers due: F\nopportunity|overdue|Next step: late\n"
        "research_match|month|Follow up the match: Radio\nwatch_item|week|Follow up: lab");
}

static void post__reaches_its_own_country_and_those_it_covers(void **state)
{
    schema_run(*state, OFFICE "INSERT INTO post (id, title, country) VALUES (1, 'Attaché, Stockholm', 'SE');"
                              "INSERT INTO post_country (post_id, country) VALUES (1, 'JP')");
    schema_expect(*state, "SELECT countries, partners FROM post_list", "2|JP SE");
    schema_expect(*state, "SELECT reach FROM partner_post_list ORDER BY partner_id",
                  "In the country\nFrom Sweden");
    schema_run(*state, "UPDATE post SET until = '2026-01-01'");
    schema_expect(*state, "SELECT count(*) FROM partner_post_list", "0");
}

/* --- health */

static void health__is_the_weighed_mean_of_its_parts(void **state)
{
    schema_run(*state, OFFICE
               "INSERT INTO engagement (id, title, partner_id, state, starts_on) VALUES (1, 'm', 1, 'held', "
               "'2026-11-03'),"
               " (2, 'n', 1, 'planned', '2026-11-20');"
               "INSERT INTO action (title, partner_id, side, state, due_on, done_on, engagement_id) VALUES"
               " ('in time', 1, 'us', 'done', '2026-11-10', '2026-11-10', NULL),"
               " ('late', 1, 'foreign', 'done', '2026-11-10', '2026-11-13', 1), ('dropped', 1, 'us', "
               "'dropped', '2026-11-10', NULL, NULL);");
    /* 20 days: full. 1 of 6 meetings: 17. 50 % in time: none. 10 days to answer: full. */
    schema_expect(
        *state,
        "SELECT measure, value, score, records FROM health_part WHERE partner_id = 1 ORDER BY position",
        "last_met|20|100|1\nmeetings|1|17|1\ncommitments|50|0|2\nresponse|10|100|1");
    schema_expect(*state, "SELECT score FROM health WHERE partner_id = 1", "48"); /* (25 + 15 * .17 + 20) */
    schema_expect(*state,
                  "SELECT standing FROM health_record_list WHERE partner_id = 1 AND measure = 'commitments' "
                  "ORDER BY standing",
                  "3 days late\nIn time");
}

static void health__leaves_out_what_it_cannot_measure__but_not_that_nobody_was_met(void **state)
{
    schema_run(*state, OFFICE);
    schema_expect(
        *state,
        "SELECT measure, coalesce(score, 'none') FROM health_part WHERE partner_id = 2 ORDER BY position",
        "last_met|0\nmeetings|0\ncommitments|none\nresponse|none");
    schema_expect(*state, "SELECT score FROM health WHERE partner_id = 2", "0");
}

static void health__follows_what_the_office_sets(void **state)
{
    schema_run(
        *state, OFFICE
        "INSERT INTO engagement (title, partner_id, state, starts_on) VALUES ('m', 1, 'held', '2026-11-03');"
        "INSERT INTO health_measure (measure, weight, good, poor) VALUES ('meetings', 0, 6, 0)");
    schema_expect(*state, "SELECT score FROM health WHERE partner_id = 1", "100");
    schema_refuses(*state,
                   "INSERT INTO health_measure (measure, weight, good, poor) VALUES ('response', 10, 5, 5)",
                   "good differs from poor");
}

/* --- coverage */

#define SERVES                                                                                               \
    "INSERT INTO alignment (record, record_id, kind, target) VALUES ('project', 1, 'visionary_goal',"        \
    " 'resilient_communities'), ('project', 2, 'visionary_goal', 'screening_at_speed');"                     \
    "INSERT INTO contribution (project_id, side, form, amount_minor, fiscal_year) VALUES (1, 'us', "         \
    "'direct_funding', 12345, 2026),"                                                                        \
    " (1, 'foreign', 'direct_funding', 54321, 2026), (2, 'us', 'direct_funding', 999, 2026);"

static void coverage__counts_projects_and_money__and_holes(void **state)
{
    schema_run(*state, OFFICE SERVES);
    schema_expect(*state,
                  "SELECT row_title, projects, us_minor, foreign_minor FROM coverage_cell WHERE cut = "
                  "'visionary_goal' AND col_key = 'resilient_communities' ORDER BY row_order",
                  "Sweden|1|12345|54321\nJapan|0|0|0");
    schema_expect(*state,
                  "SELECT sum(projects) FROM coverage_cell WHERE cut = 'visionary_goal' AND col_key = "
                  "'screening_at_speed'",
                  "0");
    schema_expect(*state,
                  "SELECT count(*) FROM coverage_hole WHERE sort = 'Part of the strategy that no project "
                  "serves' AND what = 'Visionary Goal'",
                  "4");
    schema_expect(*state, "SELECT title FROM coverage_hole WHERE sort = 'Partner without a project'",
                  "Japan");
    schema_expect(*state,
                  "SELECT group_concat(title, ', ') FROM (SELECT title FROM coverage_hole WHERE position = 3 "
                  "ORDER BY title)",
                  "Floods, Radio");
}

static void coverage__offers_needs_and_opportunities__that_could_fill_a_hole(void **state)
{
    schema_run(*state, OFFICE SERVES
               "INSERT INTO opportunity (id, ref, title, partner_id) VALUES (1, 'OPP-2026-001', 'o', 2);"
               "INSERT INTO alignment (record, record_id, kind, target) VALUES ('opportunity', 1, "
               "'visionary_goal', 'resilient_communities')");
    schema_expect(*state,
                  "SELECT sort, title FROM coverage_behind_list WHERE cut = 'visionary_goal' AND row_key = "
                  "'2' AND col_key = 'resilient_communities' ORDER BY id",
                  "Opportunity that serves it|o\nNeed|Floods");
}

static void coverage__sees_a_project_once_for_each_partner(void **state)
{
    schema_run(*state, OFFICE SERVES "INSERT INTO project_partner (project_id, partner_id) VALUES (1, 2)");
    schema_expect(*state,
                  "SELECT row_title, projects, us_minor FROM coverage_cell WHERE cut = 'visionary_goal' AND "
                  "col_key = 'resilient_communities' ORDER BY row_order",
                  "Sweden|1|12345\nJapan|1|0");
}

/* --- the report */

#define EDITION                                                                                              \
    "INSERT INTO report_edition (id, title, covers_from, covers_to, made_on) VALUES (1, 'E', '2021-11-24', " \
    "'2026-11-23', '2026-11-23');"

static void edition__keeps_what_the_report_said__on_its_day(void **state)
{
    schema_run(
        *state, OFFICE SERVES
        "INSERT INTO award (id, project_id, kind, recipient, goals, amount_minor, awarded_on) VALUES (1, 1, "
        "'grant', 'R', 'why', 777, '2025-01-01'), (2, 1, 'grant', 'Old', 'why', 5, '2019-01-01');"
        "INSERT INTO lesson (project_id, sort, kind, title, met_on) VALUES (1, 'obstacle', 'legal', 'L', "
        "'2025-01-01');" EDITION);
    schema_expect(
        *state,
        "SELECT section, record, title, us_minor, foreign_minor FROM report_edition_part ORDER BY section",
        "1|award|R|777|\n2|project|a|12345|54321\n4|lesson|L||");
    schema_run(*state, "UPDATE project SET title = 'renamed' WHERE id = 1");
    schema_expect(*state, "SELECT title FROM report_edition_part WHERE section = 2", "a");
    schema_refuses(*state, "UPDATE report_edition_part SET title = 'x'", "make a new edition");
    schema_refuses(*state, "UPDATE report_edition SET covers_to = '2027-01-01'", "make a new edition");
}

static void earlier__is_only_what_was_sent(void **state)
{
    schema_run(*state, OFFICE SERVES EDITION);
    schema_expect(*state, "SELECT count(*) FROM congress_earlier", "0");
    schema_expect(*state, "SELECT count(*) FROM congress_missing WHERE section = 3", "1");
    schema_refuses(*state, "UPDATE report_edition SET sent_on = '2026-11-23'", "it is sent on or after");
    schema_run(*state,
               "UPDATE report_edition SET signed_on = '2026-11-23', signed_by = 'U', sent_on = '2026-11-23';"
               "UPDATE project SET state = 'completed' WHERE id = 1;"
               "INSERT INTO lesson (project_id, sort, kind, title, met_on) VALUES (1, 'lesson', 'legal', "
               "'Begin early', '2026-11-01')");
    schema_expect(*state, "SELECT ref, standing_then, standing_now, lessons FROM congress_earlier",
                  "PRJ-2024-001|Active|Completed|Begin early");
    schema_expect(*state, "SELECT problem FROM congress_missing WHERE section = 3",
                  "reported earlier: no reading and no result says what became of its goals");
    schema_refuses(*state, "DELETE FROM report_edition", "it was sent");
}

static void missing__names_each_gap__with_the_place_to_mend_it(void **state)
{
    schema_run(*state, OFFICE
               "UPDATE project SET objectives = NULL, ends_on = '2026-01-01' WHERE id = 1;"
               "INSERT INTO award (id, ref, project_id, kind, recipient, amount_minor, amount_currency, "
               "awarded_on) VALUES (1, 'AWD-2025-001', 1, 'grant', 'R', 777, 'SEK', '2025-01-01')");
    schema_expect(*state,
                  "SELECT section, ref, problem, open_screen, open_id FROM congress_missing WHERE section < "
                  "3 ORDER BY section, problem",
                  "1|AWD-2025-001|no goals|awards|1\n1|AWD-2025-001|no rate of exchange for its "
                  "currency|awards|1\n1|AWD-2025-001|no source of funds|awards|1\n"
                  "2|PRJ-2024-001|its expected end has passed: give the new one, or complete "
                  "it|projects|1\n2|PRJ-2024-001|no amounts from either side|projects|1\n"
                  "2|PRJ-2024-001|no goals|projects|1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        schema_test(opportunity__is_offered_only_to_a_partner__and_out_of_a_need),
        schema_test(opportunity__is_realised_only_with_what_came_of_it),
        schema_test(opportunity__is_dropped_only_with_a_reason),
        schema_test(match__joins_an_entity_of_each_side),
        schema_test(candidates__are_those_that_serve_what_the_need_serves),
        schema_test(agenda__calls_what_the_strategy_wants_looked_at),
        schema_test(post__reaches_its_own_country_and_those_it_covers),
        schema_test(health__is_the_weighed_mean_of_its_parts),
        schema_test(health__leaves_out_what_it_cannot_measure__but_not_that_nobody_was_met),
        schema_test(health__follows_what_the_office_sets),
        schema_test(coverage__counts_projects_and_money__and_holes),
        schema_test(coverage__offers_needs_and_opportunities__that_could_fill_a_hole),
        schema_test(coverage__sees_a_project_once_for_each_partner),
        schema_test(edition__keeps_what_the_report_said__on_its_day),
        schema_test(earlier__is_only_what_was_sent),
        schema_test(missing__names_each_gap__with_the_place_to_mend_it),
    };
    return cmocka_run_group_tests_name("strategy", tests, schema_setup, schema_teardown);
}
