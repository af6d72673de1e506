/*
 * The determination: a pure function of facts and rule tables. It answers what the tables can answer about
 * one item and its destinations, names what they cannot, and leaves the decision to the responsible official:
 * its result is a list of reasons and issues, never a verdict.
 *
 * How the answer for a destination comes about (15 CFR 738.4, in this order):
 *
 * 1. The row of the destination in the Commerce Country Chart refers to part 746: SEE_PART_746, whatever the
 *    item is. Its cells are empty, and empty never means no.
 * 2. LICENCE_REQUIRED as soon as a reason for control that covers the whole entry, or the paragraph that is
 *    given, is marked in the row; or a footnote of the row demands a licence for the entry or paragraph.
 *    "Entire entry except .y" covers the whole entry only for a paragraph that is known not to be .y: without
 *    a paragraph it is not settled.
 * 3. READ_ENTRY where a reason stands in words alone (EI, UN, CW, ...: the chart has no column for it),
 * unless the paragraph is outside what it covers; where a marked reason covers only some of the entry and the
 *    paragraph does not settle which; where a footnote demands a licence under a condition that no table can
 *    decide; where there is no row for the destination or no reason laid out for the entry; for the USML.
 *    "Any destination" in the words of an entry is READ_ENTRY too: the tables do not hold the words. How far
 *    a reason in words reaches is known only for the rows of eccn_text_scope.
 * 4. Otherwise NO_REQUIREMENT_ON_CHART, which ends the chart's step and nothing else: parties, end use (part
 *    744), embargoes (part 746) and General Prohibitions 4 to 10 stay as open issues.
 *
 * Territories use the row of another country (country_chart_territory), Liechtenstein by footnote 5 that of
 * Switzerland. A place without a row is READ_ENTRY; one that is part of the United States is no export.
 *
 * Deemed exports: the EAR look at the most recent citizenship or permanent residence (15 CFR 734.13(b)), the
 * ITAR at every one that is or was held (22 CFR 120.50(b)). Where it is not known which one is the most
 * recent, each is answered. US persons are named and are no destination. The answer of the whole is the
 * strongest of those of its destinations: SEE_PART_746, LICENCE_REQUIRED, READ_ENTRY,
 * NO_REQUIREMENT_ON_CHART.
 */
#ifndef ENTENTE_RULES_DETERMINATION_H
#define ENTENTE_RULES_DETERMINATION_H

#include "rules/paragraph.h"
#include "rules/tables.h"

/* From the weakest to the strongest. */
typedef enum {
    CHART_NO_REQUIREMENT,
    CHART_READ_ENTRY,
    CHART_LICENCE_REQUIRED,
    CHART_SEE_PART_746,
} ChartAnswer;

const char *chart_answer_code(ChartAnswer answer);  /* "licence_required" */
const char *chart_answer_label(ChartAnswer answer); /* a sentence without its period */

typedef struct {
    const char *country; /* as typed: two or three letters of ISO 3166, or a name */
    bool residence;      /* permanent residence, not citizenship */
    bool past;           /* held once */
    bool most_recent;
} Nationality;

typedef struct {
    const char *name;      /* or NULL */
    const char *us_person; /* why a US person ("US permanent resident"), or NULL for a foreign person */
    const Nationality *held;
    guint held_count;
} Recipient;

typedef struct {
    const char *eccn;                  /* see classification_read */
    const char *paragraph;             /* or NULL */
    const char *country;               /* destination of an export, or NULL */
    const char *const *more_countries; /* further ones, ended by NULL; or NULL */
    bool reexport;
    const Recipient *recipients; /* persons to whom technology is released: deemed exports */
    guint recipient_count;
    const char *as_of; /* ISO day for which is asked: a table past its stale_after then is said to be so */
} Facts;

typedef enum { REASON_DOES_NOT_APPLY, REASON_READ_ENTRY, REASON_APPLIES } ReasonOutcome;
const char *reason_outcome_code(ReasonOutcome outcome); /* "applies" */

/* Texts of a determination belong to it; NULL where there is none. */
typedef struct {
    const char *country; /* code */
    const char *name;    /* "Singapore" */
    const char *row_of;  /* code of the row of the chart that was read, or NULL */
    const char *person;  /* of a deemed export: whose, or NULL */
    bool deemed;
    ChartAnswer answer;
} Destination;

typedef struct {
    guint destination; /* index */
    const char *code;  /* NS; "footnote" for what a footnote demands */
    const char *name;
    const char *columns; /* of the chart: "NS2", "NP1;AT1" */
    const char *marked;  /* those of them that are marked in the row */
    const char *covers, *paragraphs;
    ReasonOutcome outcome;
    const char *why;
    const char *cite;
    const char *table; /* whose edition counts */
    const char *as_of; /* that edition */
    bool verified;
} Reason;

typedef struct {
    int destination; /* index, or -1 for all */
    const char *topic;
    bool open; /* false: answered by the tables */
    const char *text;
    const char *cite;
    bool verified; /* false: from general knowledge or flux in the source; to be read there */
    bool standing; /* stays open whatever is asked: what no table answers */
} Issue;

typedef struct {
    const char *table, *title, *source, *as_of, *stale_after;
    bool verified;
    bool stale; /* past stale_after on the day asked for */
} Edition;

typedef struct Determination Determination;

/* ERROR_USAGE for facts that cannot be understood (unknown ECCN, category, country), naming what would be
 * accepted; ERROR_SYSTEM when tables cannot be read. (transfer full) */
Determination *determination_make(const RuleTables *tables, const Facts *facts, GError **error);
void determination_free(Determination *determination);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Determination, determination_free)

ChartAnswer determination_answer(const Determination *determination);
const Classification *determination_item(const Determination *determination);
guint determination_destinations(const Determination *determination);
const Destination *determination_destination(const Determination *determination, guint index);
guint determination_reasons(const Determination *determination);
const Reason *determination_reason(const Determination *determination, guint index);
guint determination_issues(const Determination *determination);
const Issue *determination_issue(const Determination *determination, guint index);
guint determination_editions(const Determination *determination);
const Edition *determination_edition(const Determination *determination, guint index);
/* Any table that was read is past its day. */
bool determination_stale(const Determination *determination);

#endif
