/* Private to the rules layer: a determination while it is made. */
#ifndef ENTENTE_RULES_DETERMINATION_PRIVATE_H
#define ENTENTE_RULES_DETERMINATION_PRIVATE_H

#include "rules/determination.h"

struct Determination {
    const RuleTables *tables; /* while it is made */
    const Facts *facts;
    GStringChunk *texts;
    Classification *item;
    RuleRows *entry;    /* the row of eccn; no rows for EAR99 and the USML */
    RuleRows *controls; /* its rows of eccn_control */
    GArray *destinations;
    GArray *reasons;
    GArray *issues;
    GArray *editions;
    ChartAnswer answer;
};

/* A country as it is found. Texts belong to the determination. */
typedef struct {
    const char *code;
    const char *name;
    bool region; /* a part of it with rules of its own was named */
} Country;

/* The row of the chart that a country uses. */
typedef struct {
    RuleRows *row;              /* of country_chart; no rows where there is none */
    const char *of;             /* code of the country whose row it is, or NULL */
    const char *basis;          /* "own", "footnote", or as in country_chart_territory */
    RuleRows *footnotes_of_own; /* the row by which a footnote sent elsewhere, or NULL */
} ChartRow;

/* (transfer none): kept as long as the determination */
const char *determination_keep(Determination *made, const char *text);
const char G_GNUC_PRINTF(2, 3) * determination_say(Determination *made, const char *format, ...);
void determination_add_issue(Determination *made, int destination, const char *topic, bool open,
                             bool verified, const char *cite, const char *text);
const char *determination_as_of(const Determination *made, const char *table);

/* True when `item` stands in a list joined with ";". An empty list holds nothing. */
bool list_holds(const char *list, const char *item);

/* --- countries (determination_country.c) --- */
bool country_find(Determination *made, const char *typed, Country *country, GError **error);
bool chart_row_find(Determination *made, const Country *country, ChartRow *row, GError **error);
void chart_row_clear(ChartRow *row);

/* --- one destination (determination_chart.c, determination_issue.c) --- */
/* Adds the reasons and what the chart leaves open; gives the destination its answer. */
bool chart_answer_make(Determination *made, guint destination, const Country *country, const ChartRow *row,
                       GError **error);
/* Groups, part 746, 126.1, sponsors, exceptions of one destination. */
bool destination_issues_make(Determination *made, guint destination, const Country *country,
                             const ChartRow *row, GError **error);
/* What no table of destinations can answer, for the determination as a whole. */
void standing_issues_make(Determination *made);

#endif
