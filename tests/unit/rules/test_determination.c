/* The determination: the traps of the sources one by one, the worked examples, and every entry against every
 * row. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/csv.h"
#include "base/error.h"
#include "rules/determination.h"
#include "support/office_file.h"

#define DAY "2026-11-23"

enum { PAIR_STEP = 8 };

/* A few countries and entries that exist nowhere, so that a test says all that it is about. */
static RuleTables *small_tables(void)
{
    return rule_tables_of_texts(
        "country",
        "code,alpha3,label\nAA,AAA,Aland\nBB,BBB,Beland\nCC,CCC,Celand\nDD,DDD,Deland\nEE,EEE,Eeland\n"
        "FF,FFF,Efland\nUS,USA,Home\n",
        "country_chart",
        "country,name,ns1,ns2,at1,part_746,footnotes\nAA,Aland,1,0,0,0,\nBB,Beland,0,0,0,0,8;77\nCC,\"Ce, "
        "land\",,,,1,\n"
        "DD,Deland,0,0,0,0,5\n",
        "country_chart_territory",
        "country,name,use_row_of,basis\nEE,Eeland,AA,derived\nFF,Efland,,uncertain\nUS,Home,,domestic\n",
        "country_chart_footnote", "footnote,cite,gist\n5,x,Use another row.\n8,y,More.\n77,z,Unheard of.\n",
        "footnote_requirement",
        "footnote,row,eccn,effect,covers,paragraphs,condition,reason,use_row_of,cite,verified\n"
        "5,1,CCL,use_row,entire,,,,AA,n,1\n8,1,1A001,requires,paragraphs,.b,,,,n,1\n"
        "8,2,1A002,may_require,entire,,it is red,,,n,1\n",
        "eccn",
        "eccn,category,product_group,itar_pointer,lvs_usd\n1A001,1,A,0,no\n1A002,1,A,0,3000\n1A003,1,A,0,no\n"
        "1A004,1,A,1,no\n1A005,1,A,0,no\n",
        "eccn_control",
        "eccn,row,reason,columns,covers,paragraphs,text_only\n1A001,1,NS,NS1,entire_except,.y,0\n"
        "1A002,1,NS,NS1,entire,,0\n1A003,1,EI,,paragraphs,.a,1\n1A003,2,AT,AT1,entire,,0\n"
        "1A005,1,NS,NS2;NS1,read_entry,,0\n",
        "rule_table",
        "name,title,source,as_of,stale_after,verified\ncountry_chart,Chart,Somewhere,2026-01-01,2026-06-30,"
        "1\n",
        NULL);
}

static Determination *ask_for(const RuleTables *tables, const Facts *facts)
{
    g_autoptr(GError) error = NULL;
    Determination *made = determination_make(tables, facts, &error);
    if (!made)
        fail_msg("%s to %s: %s", facts->eccn, facts->country, error->message);
    return made;
}

static Determination *ask(const RuleTables *tables, const char *eccn, const char *country)
{
    const Facts facts = {.eccn = eccn, .country = country, .as_of = DAY};
    return ask_for(tables, &facts);
}

static void expect_in(const RuleTables *tables, const char *eccn, const char *country, ChartAnswer answer)
{
    g_autoptr(Determination) made = ask(tables, eccn, country);
    if (determination_answer(made) != answer)
        fail_msg("%s to %s: %s", eccn, country, chart_answer_code(determination_answer(made)));
}

static void expect(const char *eccn, const char *country, ChartAnswer answer)
{
    g_autoptr(RuleTables) tables = rule_tables_built_in();
    expect_in(tables, eccn, country, answer);
}

static const Issue *find_issue(const Determination *made, const char *topic, const char *part)
{
    for (guint i = 0; i < determination_issues(made); i++) {
        const Issue *issue = determination_issue(made, i);
        if (strcmp(issue->topic, topic) == 0 && strstr(issue->text, part))
            return issue;
    }
    return NULL;
}

static void expect_issue(const Determination *made, const char *topic, const char *part, bool open)
{
    const Issue *issue = find_issue(made, topic, part);
    if (!issue || issue->open != open)
        fail_msg("no %s issue about %s: \"%s\"", open ? "open" : "answered", topic, part);
}

static const Reason *reason_of(const Determination *made, const char *code)
{
    for (guint i = 0; i < determination_reasons(made); i++)
        if (strcmp(determination_reason(made, i)->code, code) == 0)
            return determination_reason(made, i);
    fail_msg("no reason %s", code);
    return NULL;
}

static void expect_refused(const char *eccn, const char *country, const char *words)
{
    g_autoptr(RuleTables) tables = rule_tables_built_in();
    g_autoptr(GError) error = NULL;
    const Facts facts = {.eccn = eccn, .country = country, .as_of = DAY};
    g_autoptr(Determination) made = determination_make(tables, &facts, &error);
    assert_null(made);
    assert_true(error_is(error, ERROR_USAGE));
    if (!strstr(error->message, words))
        fail_msg("\"%s\" does not say \"%s\"", error->message, words);
}

/* --- without any file: what a table says decides --- */

static void determination__requires_a_licence__where_a_reason_for_all_is_marked(void **state)
{
    (void)state;
    g_autoptr(RuleTables) tables = small_tables();
    expect_in(tables, "1A002", "AA", CHART_LICENCE_REQUIRED);
    expect_in(tables, "1A001.a", "AA", CHART_LICENCE_REQUIRED);
    g_autoptr(Determination) made = ask(tables, "1A002", "AA");
    const Reason *reason = reason_of(made, "NS");
    assert_int_equal(reason->outcome, REASON_APPLIES);
    assert_string_equal(reason->columns, "NS1");
    assert_string_equal(reason->marked, "NS1");
    assert_non_null(reason->cite);
}

static void determination__finds_nothing_on_the_chart__where_nothing_is_marked(void **state)
{
    (void)state;
    g_autoptr(RuleTables) tables = small_tables();
    expect_in(tables, "1A003.b", "AA", CHART_NO_REQUIREMENT);
    expect_in(tables, "1A001.y", "AA", CHART_NO_REQUIREMENT);
    expect_in(tables, "1A001.a", "BB", CHART_NO_REQUIREMENT);
}

static void determination__leaves_open__what_a_paragraph_would_settle(void **state)
{
    (void)state;
    g_autoptr(RuleTables) tables = small_tables();
    expect_in(tables, "1A001", "AA", CHART_READ_ENTRY);
    expect_in(tables, "1A003", "AA", CHART_READ_ENTRY);
    expect_in(tables, "1A003.a.1", "AA", CHART_READ_ENTRY);
    expect_in(tables, "1A005", "AA", CHART_READ_ENTRY);
    expect_in(tables, "1A005.a", "AA", CHART_READ_ENTRY);
    expect_in(tables, "1A005", "BB", CHART_NO_REQUIREMENT);
    expect_in(tables, "1A004", "AA", CHART_READ_ENTRY);
}

static void footnote__demands_what_it_names__and_no_more(void **state)
{
    (void)state;
    g_autoptr(RuleTables) tables = small_tables();
    expect_in(tables, "1A001.b.2", "BB", CHART_LICENCE_REQUIRED);
    expect_in(tables, "1A001", "BB", CHART_READ_ENTRY);
    expect_in(tables, "1A002", "BB", CHART_READ_ENTRY);
    g_autoptr(Determination) made = ask(tables, "1A002", "BB");
    expect_issue(made, "footnote", "Unheard of", true);
    assert_non_null(strstr(reason_of(made, "footnote")->why, "it is red"));
}

static void row__is_that_of_another__where_a_footnote_or_a_territory_says_so(void **state)
{
    (void)state;
    g_autoptr(RuleTables) tables = small_tables();
    expect_in(tables, "1A002", "DD", CHART_LICENCE_REQUIRED);
    expect_in(tables, "1A002", "EE", CHART_LICENCE_REQUIRED);
    expect_in(tables, "1A002", "FF", CHART_READ_ENTRY);
    expect_in(tables, "1A002", "US", CHART_NO_REQUIREMENT);
    g_autoptr(Determination) territory = ask(tables, "1A002", "EE");
    expect_issue(territory, "destination", "derived", true);
    assert_string_equal(determination_destination(territory, 0)->row_of, "AA");
    g_autoptr(Determination) uncertain = ask(tables, "1A002", "FF");
    expect_issue(uncertain, "destination", "no row", true);
    g_autoptr(Determination) domestic = ask(tables, "1A002", "US");
    expect_issue(domestic, "destination", "no export", true);
}

static void edition__past_its_day__is_said_to_be_so(void **state)
{
    (void)state;
    g_autoptr(RuleTables) tables = small_tables();
    Facts facts = {.eccn = "1A002", .country = "AA", .as_of = "2026-06-30"};
    g_autoptr(Determination) fresh = ask_for(tables, &facts);
    assert_false(determination_stale(fresh));
    facts.as_of = "2026-07-01";
    g_autoptr(Determination) stale = ask_for(tables, &facts);
    assert_true(determination_stale(stale));
    expect_issue(stale, "edition", "past its day, 2026-06-30", true);
    facts.as_of = "2025-12-31";
    g_autoptr(Determination) before = ask_for(tables, &facts);
    expect_issue(before, "edition", "Asked for 2025-12-31", true);
    assert_string_equal(reason_of(before, "NS")->cite, "15 CFR 774 Supp. 1, 1A002");
}

/* --- the traps of the sources --- */

static void trap_1__empty_cells_under_part_746__are_never_no(void **state)
{
    (void)state;
    static const char *const countries[] = {"CU", "IR", "KP", "SY"};
    static const char *const items[] = {"9A991.d", "6A003", "EAR99", "0A002", "USML XI"};
    for (guint i = 0; i < G_N_ELEMENTS(countries); i++)
        for (guint j = 0; j < G_N_ELEMENTS(items); j++)
            expect(items[j], countries[i], CHART_SEE_PART_746);
}

static void trap_2__no_mark_for_at__is_no_requirement_of_the_chart_alone(void **state)
{
    (void)state;
    expect("9A991.d", "DE", CHART_NO_REQUIREMENT);
    expect("9A991.d", "CU", CHART_SEE_PART_746);
}

static void trap_3__a_reason_in_words__is_to_be_read(void **state)
{
    (void)state;
    expect("0A982", "FR", CHART_READ_ENTRY);
    expect("3A090.a", "DE", CHART_READ_ENTRY);
    expect("5A980", "CA", CHART_READ_ENTRY);
}

static void trap_4__some_of_the_entry__stays_open(void **state)
{
    (void)state;
    expect("6A003.b.4.b", "FR", CHART_READ_ENTRY); /* RS1 is marked and covers some of it */
    expect("6A003.b.4.b", "CA", CHART_NO_REQUIREMENT);
}

static void trap_5__footnotes__add_what_the_grid_lacks(void **state)
{
    (void)state;
    expect("9A991.d", "RU", CHART_LICENCE_REQUIRED);
    expect("EAR99", "BY", CHART_READ_ENTRY);
    expect("6A003.b.4.b", "IN", CHART_LICENCE_REQUIRED);
    expect("9A515.e", "IN", CHART_LICENCE_REQUIRED);
    expect("9A991.d", "UA", CHART_READ_ENTRY);
    expect("9A991.d", "Crimea", CHART_LICENCE_REQUIRED);
    expect("0A501.a", "AU", CHART_LICENCE_REQUIRED);
    expect("0A501.y", "AU", CHART_READ_ENTRY); /* UN in words */
    expect("0D501", "GB", CHART_LICENCE_REQUIRED);
    expect("0A504.i", "GB", CHART_LICENCE_REQUIRED);
}

static void trap_6__a_blank_answer__ends_the_charts_step_alone(void **state)
{
    (void)state;
    g_autoptr(RuleTables) tables = rule_tables_built_in();
    g_autoptr(Determination) made = ask(tables, "9A991.d", "DE");
    static const char *const topics[] = {"parties", "end_use", "embargo", "general_prohibitions"};
    for (guint i = 0; i < G_N_ELEMENTS(topics); i++)
        expect_issue(made, topics[i], "", true);
}

static void trap_7__rows_of_others__are_used_where_the_chart_says_so(void **state)
{
    (void)state;
    expect("8A002", "HK", CHART_LICENCE_REQUIRED);
    g_autoptr(RuleTables) tables = rule_tables_built_in();
    g_autoptr(Determination) hong_kong = ask(tables, "8A002", "Hong Kong");
    assert_string_equal(determination_destination(hong_kong, 0)->row_of, "CN");
    g_autoptr(Determination) liechtenstein = ask(tables, "8A002", "LI");
    assert_string_equal(determination_destination(liechtenstein, 0)->row_of, "CH");
    expect_refused("8A002", "European Commission", "member state");
    expect_refused("8A002", "EU", "member state");
}

/* --- the worked examples --- */

static void worked_examples__come_out_as_they_say(void **state)
{
    (void)state;
    static const struct {
        const char *expected;
        ChartAnswer answer;
    } words[] = {{"yes", CHART_LICENCE_REQUIRED},
                 {"no", CHART_NO_REQUIREMENT},
                 {"yes_by_footnote", CHART_LICENCE_REQUIRED},
                 {"see_part_746", CHART_SEE_PART_746},
                 {"yes_by_text", CHART_READ_ENTRY}}; /* the tables do not hold the words */
    g_autofree char *text = fixture_source("tests/oracle/worked_examples.csv");
    g_autoptr(CsvTable) examples = csv_parse(text, strlen(text), NULL);
    assert_int_equal(csv_rows(examples), 8);
    for (guint row = 0; row < csv_rows(examples); row++) {
        char **cells = csv_row(examples, row)->cells;
        guint word = 0;
        while (word < G_N_ELEMENTS(words) && strcmp(words[word].expected, cells[5]) != 0)
            word++;
        assert_true(word < G_N_ELEMENTS(words));
        expect(cells[0], cells[2], words[word].answer);
    }
}

/* --- every entry against every row --- */

static CsvTable *reference(const char *name)
{
    g_autofree char *path = g_strdup_printf("db/reference/%s.csv", name);
    g_autofree char *text = fixture_source(path);
    g_autoptr(GError) error = NULL;
    CsvTable *csv = csv_parse(text, strlen(text), &error);
    if (!csv)
        fail_msg("%s: %s", path, error->message);
    return csv;
}

static const char *cell(const CsvTable *csv, guint row, const char *column)
{
    for (guint i = 0; csv_header(csv)[i]; i++)
        if (strcmp(csv_header(csv)[i], column) == 0)
            return csv_row(csv, row)->cells[i];
    fail_msg("no column %s", column);
    return NULL;
}

/* The strongest that a row of eccn_control alone makes of it without a paragraph. */
static ChartAnswer least_answer(const CsvTable *controls, guint control, const CsvTable *chart, guint row)
{
    if (strcmp(cell(controls, control, "text_only"), "1") == 0)
        return CHART_READ_ENTRY;
    g_auto(GStrv) columns = g_strsplit(cell(controls, control, "columns"), ";", -1);
    for (guint i = 0; columns[i]; i++) {
        g_autofree char *column = g_ascii_strdown(columns[i], -1);
        if (strcmp(cell(chart, row, column), "1") == 0)
            return strcmp(cell(controls, control, "covers"), "entire") == 0 ? CHART_LICENCE_REQUIRED
                                                                            : CHART_READ_ENTRY;
    }
    return CHART_NO_REQUIREMENT;
}

/* Index of the first row of an entry; rows of one entry stand together. */
static GHashTable *first_controls(const CsvTable *controls)
{
    GHashTable *first = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = csv_rows(controls); i > 0; i--)
        g_hash_table_insert(first, csv_row(controls, i - 1)->cells[0], GUINT_TO_POINTER(i));
    return first;
}

typedef struct {
    CsvTable *eccns, *controls, *chart;
    GHashTable *first;
    RuleTables *tables;
} World;

static void expect_no_weaker(const World *world, guint entry, guint row)
{
    const char *eccn = cell(world->eccns, entry, "eccn"), *country = cell(world->chart, row, "country");
    guint control = GPOINTER_TO_UINT(g_hash_table_lookup(world->first, eccn));
    ChartAnswer least = control ? CHART_NO_REQUIREMENT : CHART_READ_ENTRY;
    for (guint i = control; i > 0 && i <= csv_rows(world->controls); i++) {
        if (strcmp(cell(world->controls, i - 1, "eccn"), eccn) != 0)
            break;
        least = MAX(least, least_answer(world->controls, i - 1, world->chart, row));
    }
    bool embargoed = strcmp(cell(world->chart, row, "part_746"), "1") == 0;
    if (embargoed)
        least = CHART_SEE_PART_746;
    g_autoptr(Determination) made = ask(world->tables, eccn, country);
    ChartAnswer answer = determination_answer(made);
    bool footnotes = *cell(world->chart, row, "footnotes") != '\0';
    if (answer < least || (answer != least && !footnotes) || (answer == CHART_SEE_PART_746) != embargoed)
        fail_msg("%s to %s: %s, but the tables alone give %s", eccn, country, chart_answer_code(answer),
                 chart_answer_code(least));
}

/* One row in so many for each entry, another set for the next: all rows are met by every kind of entry, and
 * the test ends within seconds. With a step of 1 it takes all 127,600 pairs. */
static void every_entry_and_row__is_never_answered_weaker_than_its_marks(void **state)
{
    (void)state;
    World world = {reference("eccn"), reference("eccn_control"), reference("country_chart"), NULL,
                   rule_tables_built_in()};
    world.first = first_controls(world.controls);
    guint rows = csv_rows(world.chart), pairs = 0;
    for (guint entry = 0; entry < csv_rows(world.eccns); entry++)
        for (guint row = entry % PAIR_STEP; row < rows; row += PAIR_STEP, pairs++)
            expect_no_weaker(&world, entry, row);
    assert_true(pairs > 638 * 200 / PAIR_STEP - 638);
    g_hash_table_unref(world.first);
    rule_tables_free(world.tables);
    csv_free(world.eccns);
    csv_free(world.controls);
    csv_free(world.chart);
}

/* --- items and places --- */

static void item__that_is_unknown__is_refused_with_what_would_be_accepted(void **state)
{
    (void)state;
    expect_refused("6A099", "SG", "6A003");
    expect_refused("9E888", "SG", "EAR99");
    expect_refused("camera", "SG", "6A003.b.4.b");
    expect_refused("XXV", "SG", "I to XXI");
    expect_refused("6A003", "Atlantis", "ISO 3166");
    expect_refused("6A003", "guinea b", "ISO 3166");
    expect_refused("6A003", "mirate", "United Arab Emirates (AE)");
}

static void paragraph__that_no_reason_names__is_not_settled_by_the_tables(void **state)
{
    (void)state;
    g_autoptr(RuleTables) tables = rule_tables_built_in();
    g_autoptr(Determination) unknown = ask(tables, "6A003.q.9", "SG");
    expect_issue(unknown, "classification", "not settled by these tables", true);
    g_autoptr(Determination) known = ask(tables, "6A003.b.3", "SG");
    assert_null(find_issue(known, "classification", "not settled by these tables"));
}

static void ear99_and_usml__are_no_entries_of_the_chart(void **state)
{
    (void)state;
    expect("EAR99", "DE", CHART_NO_REQUIREMENT);
    expect("XI", "DE", CHART_READ_ENTRY);
    expect("0A002", "DE", CHART_READ_ENTRY);
    g_autoptr(RuleTables) tables = rule_tables_built_in();
    g_autoptr(Determination) usml = ask(tables, "USML XI(a)", "CN");
    expect_issue(usml, "jurisdiction", "ITAR", true);
    expect_issue(usml, "itar_126_1", "listed", true);
}

static void country__is_found__by_codes_names_and_other_names(void **state)
{
    (void)state;
    static const char *const names[][2] = {
        {"sg", "SG"},           {"SGP", "SG"},     {"Singapore", "SG"}, {"cote d'ivoire", "CI"},
        {"Korea, South", "KR"}, {"TURKIYE", "TR"}, {"turkey", "TR"},    {"uk", "GB"},
        {"Burma", "MM"},        {"EC", "EC"},      {"Hong Kong", "HK"}};
    g_autoptr(RuleTables) tables = rule_tables_built_in();
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(Determination) made = ask(tables, "9A991", names[i][0]);
        assert_string_equal(determination_destination(made, 0)->country, names[i][1]);
    }
}

/* --- beside the chart --- */

static void exceptions__are_named__where_their_country_condition_fits(void **state)
{
    (void)state;
    g_autoptr(RuleTables) tables = rule_tables_built_in();
    g_autoptr(Determination) germany = ask(tables, "5A002", "DE");
    expect_issue(germany, "licence_exception", "ENC,", true);
    expect_issue(germany, "licence_exception", "STA,", true);
    expect_issue(germany, "licence_exception", "740.2", true);
    assert_null(find_issue(germany, "licence_exception", "SPP,"));
    assert_null(find_issue(germany, "licence_exception", "TSR,"));
    assert_false(find_issue(germany, "licence_exception", "TMP,")->verified);
    g_autoptr(Determination) iran = ask(tables, "5A002", "IR");
    assert_null(find_issue(iran, "licence_exception", "ENC,"));
    assert_null(find_issue(iran, "licence_exception", "STA,"));
    g_autoptr(Determination) sudan = ask(tables, "6A004", "SD");
    assert_null(find_issue(sudan, "licence_exception", "GBS,"));
    g_autoptr(Determination) blank = ask(tables, "9A991.d", "DE");
    assert_null(find_issue(blank, "licence_exception", ","));
}

static void groups_and_lists__stand_beside_the_chart(void **state)
{
    (void)state;
    g_autoptr(RuleTables) tables = rule_tables_built_in();
    g_autoptr(Determination) china = ask(tables, "6A003", "CN");
    expect_issue(china, "country_group", "D:1, D:3, D:4, D:5", true);
    expect_issue(china, "itar_126_1", "listed, (d)(1)", true);
    g_autoptr(Determination) hong_kong = ask(tables, "6A003", "HK");
    expect_issue(hong_kong, "country_group", "D:5", true);
    g_autoptr(Determination) cuba = ask(tables, "6A003", "CU");
    expect_issue(cuba, "terror_sponsor", "since 2021-01-12", true);
    expect_issue(cuba, "part_746", "part 746 governs", true);
    g_autoptr(Determination) syria = ask(tables, "6A003", "SY");
    expect_issue(syria, "terror_sponsor", "until 2026-08-24", true);
    assert_false(find_issue(syria, "itar_126_1", "removal reported")->verified);
    g_autoptr(Determination) singapore = ask(tables, "6A003", "SG");
    expect_issue(singapore, "itar_126_1", "Not among", false);
}

static void result__never_says_cleared(void **state)
{
    (void)state;
    g_autoptr(RuleTables) tables = rule_tables_built_in();
    static const char *const countries[] = {"CN", "DE", "CU", "RU", "PR", "AQ", "HK"};
    for (guint i = 0; i < G_N_ELEMENTS(countries); i++) {
        g_autoptr(Determination) made = ask(tables, "5A002.a", countries[i]);
        for (guint j = 0; j < determination_issues(made); j++) {
            assert_null(strstr(determination_issue(made, j)->text, "cleared"));
            assert_null(strstr(determination_issue(made, j)->text, "allowed"));
        }
    }
}

/* --- deemed exports --- */

static Determination *release(const RuleTables *tables, const char *eccn, const Recipient *person)
{
    const Facts facts = {.eccn = eccn, .recipients = person, .recipient_count = 1, .as_of = DAY};
    return ask_for(tables, &facts);
}

static void deemed_export__looks_at_the_most_recent__for_the_ear(void **state)
{
    (void)state;
    const Nationality held[] = {{.country = "CN", .past = true}, {.country = "CA", .most_recent = true}};
    const Recipient person = {.name = "Li Wei", .held = held, .held_count = 2};
    g_autoptr(RuleTables) tables = rule_tables_built_in();
    g_autoptr(Determination) made = release(tables, "6E001", &person);
    assert_int_equal(determination_destinations(made), 1);
    assert_string_equal(determination_destination(made, 0)->country, "CA");
    assert_true(determination_destination(made, 0)->deemed);
    expect_issue(made, "deemed_export", "China (held once), in 126.1: listed, Canada", true);
}

static void deemed_export__answers_each__where_the_most_recent_is_not_known(void **state)
{
    (void)state;
    const Nationality held[] = {{.country = "CA"}, {.country = "CN", .residence = true}};
    const Recipient person = {.held = held, .held_count = 2};
    g_autoptr(RuleTables) tables = rule_tables_built_in();
    g_autoptr(Determination) made = release(tables, "5E002", &person);
    assert_int_equal(determination_destinations(made), 2);
    assert_int_equal(determination_answer(made), CHART_LICENCE_REQUIRED);
    expect_issue(made, "deemed_export", "not known, so each is answered", true);
}

static void deemed_export__is_none__for_us_persons(void **state)
{
    (void)state;
    const Nationality held[] = {{.country = "CN", .most_recent = true}};
    const Recipient person = {.us_person = "US permanent resident", .held = held, .held_count = 1};
    const Nationality at_home[] = {{.country = "US", .most_recent = true}};
    const Recipient citizen = {.held = at_home, .held_count = 1};
    g_autoptr(RuleTables) tables = rule_tables_built_in();
    g_autoptr(Determination) made = release(tables, "6E001", &person);
    assert_int_equal(determination_destinations(made), 0);
    expect_issue(made, "deemed_export", "US permanent resident", false);
    g_autoptr(Determination) other = release(tables, "6E001", &citizen);
    assert_int_equal(determination_destinations(other), 0);
}

static void deemed_export__stays_open__without_a_citizenship(void **state)
{
    (void)state;
    const Recipient person = {.name = "Nobody"};
    g_autoptr(RuleTables) tables = rule_tables_built_in();
    g_autoptr(Determination) made = release(tables, "6A003", &person);
    assert_int_equal(determination_answer(made), CHART_READ_ENTRY);
    expect_issue(made, "deemed_export", "no present citizenship", true);
    expect_issue(made, "deemed_export", "groups D and E", true);
}

static void answer__is_the_strongest__of_destination_and_persons(void **state)
{
    (void)state;
    const Nationality held[] = {{.country = "IR", .most_recent = true}};
    const Recipient person = {.held = held, .held_count = 1};
    g_autoptr(RuleTables) tables = rule_tables_built_in();
    const Facts facts = {
        .eccn = "9E991", .country = "DE", .recipients = &person, .recipient_count = 1, .as_of = DAY};
    g_autoptr(Determination) made = ask_for(tables, &facts);
    assert_int_equal(determination_answer(made), CHART_SEE_PART_746);
    assert_int_equal(determination_destination(made, 0)->answer, CHART_NO_REQUIREMENT);
}

/* --- from an office's file --- */

static void tables_of_an_office__answer_as_the_built_in_ones(void **state)
{
    const OfficeFile *file = *state;
    g_autoptr(RuleTables) built_in = rule_tables_built_in();
    g_autoptr(RuleTables) office = rule_tables_of_store(file->store);
    static const char *const pairs[][2] = {{"6A003.b.4.b", "IN"}, {"0A501.a", "GB"},     {"9A991", "CU"},
                                           {"5A002", "HK"},       {"3A090.a", "Crimea"}, {"EAR99", "RU"}};
    for (guint i = 0; i < G_N_ELEMENTS(pairs); i++) {
        g_autoptr(Determination) one = ask(built_in, pairs[i][0], pairs[i][1]);
        g_autoptr(Determination) other = ask(office, pairs[i][0], pairs[i][1]);
        assert_int_equal(determination_answer(one), determination_answer(other));
        assert_int_equal(determination_reasons(one), determination_reasons(other));
        assert_int_equal(determination_issues(one), determination_issues(other));
        assert_int_equal(determination_editions(one), determination_editions(other));
        for (guint j = 0; j < determination_issues(one); j++)
            assert_string_equal(determination_issue(one, j)->text, determination_issue(other, j)->text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(determination__requires_a_licence__where_a_reason_for_all_is_marked),
        cmocka_unit_test(determination__finds_nothing_on_the_chart__where_nothing_is_marked),
        cmocka_unit_test(determination__leaves_open__what_a_paragraph_would_settle),
        cmocka_unit_test(footnote__demands_what_it_names__and_no_more),
        cmocka_unit_test(row__is_that_of_another__where_a_footnote_or_a_territory_says_so),
        cmocka_unit_test(edition__past_its_day__is_said_to_be_so),
        cmocka_unit_test(trap_1__empty_cells_under_part_746__are_never_no),
        cmocka_unit_test(trap_2__no_mark_for_at__is_no_requirement_of_the_chart_alone),
        cmocka_unit_test(trap_3__a_reason_in_words__is_to_be_read),
        cmocka_unit_test(trap_4__some_of_the_entry__stays_open),
        cmocka_unit_test(trap_5__footnotes__add_what_the_grid_lacks),
        cmocka_unit_test(trap_6__a_blank_answer__ends_the_charts_step_alone),
        cmocka_unit_test(trap_7__rows_of_others__are_used_where_the_chart_says_so),
        cmocka_unit_test(worked_examples__come_out_as_they_say),
        cmocka_unit_test(every_entry_and_row__is_never_answered_weaker_than_its_marks),
        cmocka_unit_test(item__that_is_unknown__is_refused_with_what_would_be_accepted),
        cmocka_unit_test(paragraph__that_no_reason_names__is_not_settled_by_the_tables),
        cmocka_unit_test(ear99_and_usml__are_no_entries_of_the_chart),
        cmocka_unit_test(country__is_found__by_codes_names_and_other_names),
        cmocka_unit_test(exceptions__are_named__where_their_country_condition_fits),
        cmocka_unit_test(groups_and_lists__stand_beside_the_chart),
        cmocka_unit_test(result__never_says_cleared),
        cmocka_unit_test(deemed_export__looks_at_the_most_recent__for_the_ear),
        cmocka_unit_test(deemed_export__answers_each__where_the_most_recent_is_not_known),
        cmocka_unit_test(deemed_export__is_none__for_us_persons),
        cmocka_unit_test(deemed_export__stays_open__without_a_citizenship),
        cmocka_unit_test(answer__is_the_strongest__of_destination_and_persons),
        cmocka_unit_test_setup_teardown(tables_of_an_office__answer_as_the_built_in_ones, office_file_setup,
                                        office_file_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
