/*
 * Reports: what the office tells others, as documents made from the file. One table names them all; each is a
 * pure reading of the store. Tables of a report have the reference of the record that a line comes from in
 * their first column, so that every figure can be traced.
 */
#ifndef ENTENTE_RULES_REPORT_H
#define ENTENTE_RULES_REPORT_H

#include "document/document.h"
#include "store/store.h"

/* What a report is to be about. */
typedef struct {
    const char *from; /* ISO days, both included; NULL: as the report has it */
    const char *to;
    const char *subject; /* the reference that it is about; NULL for most */
} ReportScope;

typedef struct {
    const char *name;    /* "portfolio" */
    const char *subject; /* what it is about, as the usage line shows it: "VISIT"; NULL: the whole office */
    const char *what;    /* one line */
    bool period;         /* takes from and to */
    /* ERROR_NOT_FOUND for a subject that is not there. (transfer full) */
    Document *(*make)(Store *store, const ReportScope *scope, GError **error);
} Report;

const Report *report_table(guint *count);
const Report *report_find(const char *name); /* NULL when there is none */

/* --- for those that make reports --- */

/* A document in the office's name, dated with the office's day. (transfer full) */
Document *report_begin(Store *store, const char *title);
/*
 * A table from a query whose columns are named as its heading is to read; a column whose name ends in
 * "_minor" holds US cents, reads as an amount and loses that ending. `empty` is written as a paragraph where
 * there are no rows. `subject` is bound to :subject, `from` and `to` to :from and :to.
 */
bool report_rows(Document *document, Store *store, const char *sql, const ReportScope *scope,
                 const char *empty, GError **error);

/* One section: a heading, a paragraph (or NULL), and a table as report_rows makes it. */
typedef struct {
    const char *title;
    const char *said;
    const char *sql;
    const char *empty;
} ReportPart;
/* The sections one below the other. */
bool report_parts(Document *document, Store *store, const ReportPart *parts, guint count,
                  const ReportScope *scope, GError **error);

/* --- the reports, one module each --- */

Document *report_escort_sheet(Store *store, const ReportScope *scope, GError **error);
Document *report_visits(Store *store, const ReportScope *scope, GError **error);
/* Without days it covers the five years up to today; ERROR_USAGE when they are the wrong way round. */
Document *report_congress(Store *store, const ReportScope *scope, GError **error);
Document *report_partners(Store *store, const ReportScope *scope, GError **error);
Document *report_coverage(Store *store, const ReportScope *scope, GError **error);
Document *report_agreements(Store *store, const ReportScope *scope, GError **error);
Document *report_clocks(Store *store, const ReportScope *scope, GError **error);
Document *report_portfolio(Store *store, const ReportScope *scope, GError **error);
Document *report_control_plan(Store *store, const ReportScope *scope, GError **error);

#endif
