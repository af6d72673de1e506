/* The portfolio: the views portfolio and match_ratio, as a document. */
#include "rules/report.h"

#include "store/query.h"

typedef struct {
    const char *title;
    const char *sql;
} Part;

#define CUT(cut, heading)                                                                                    \
    "SELECT label AS \"" heading                                                                             \
    "\", us_minor AS \"US share_minor\", foreign_minor AS \"Partner share_minor\", "                         \
    "us_minor + foreign_minor AS \"Together_minor\", contributions AS \"Contributions\" FROM portfolio "     \
    "WHERE "                                                                                                 \
    "cut = '" cut "' ORDER BY position, label"

static const Part parts[] = {
    {"In all", CUT("total", "What")},
    {"By partner", CUT("partner", "Partner")},
    {"By form", CUT("form", "Form")},
    {"By stage", CUT("stage", "Stage")},
    {"By fiscal year", CUT("year", "Fiscal year")},
    {"Reimbursements (6 U.S.C. 195c(d))", CUT("reimbursement", "What")},
    {"Whether the sides match (6 U.S.C. 195c(c)(1)(A))",
     "SELECT ref AS \"Partner\", title AS \"Name\", us_usd_minor AS \"US share_minor\", foreign_usd_minor AS "
     "\"Partner "
     "share_minor\", foreign_percent || ' %' AS \"Partner's part\", standing AS \"Standing\", "
     "coalesce(explained_by, '') AS "
     "\"Explained by\" FROM match_ratio WHERE scope = 'partner' ORDER BY title"},
    {"Projects that do not match yet", "SELECT ref AS \"Project\", title AS \"Title\", us_usd_minor AS \"US "
                                       "share_minor\", foreign_usd_minor AS \"Partner "
                                       "share_minor\", foreign_percent || ' %' AS \"Partner's part\" FROM "
                                       "match_ratio WHERE scope = 'project' AND standing = "
                                       "'Not yet' ORDER BY ref"},
};

/* What no sum holds is said before anybody relies on the sums. */
static void add_unvalued(Document *document, Store *store)
{
    const gint64 count =
        query_one_int(store, "SELECT count(*) FROM contribution WHERE usd_minor IS NULL", 0, 0);
    if (count == 0)
        return;
    g_autofree char *line =
        g_strdup_printf("Without a rate of exchange, and so in none of these sums: %" G_GINT64_FORMAT
                        " contributions (list Contributions, filter Without a rate).",
                        count);
    document_paragraph(document, line);
}

Document *report_portfolio(Store *store, const ReportScope *scope, GError **error)
{
    g_autoptr(Document) document = report_begin(store, "Portfolio");
    document_paragraph(document,
                       "All contributions of both sides in US dollars, each rounded once to the cent when "
                       "it was entered. Every part below adds up to the same total.");
    add_unvalued(document, store);
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        document_heading(document, 2, parts[i].title);
        if (!report_rows(document, store, parts[i].sql, scope, "None.", error))
            return NULL;
    }
    return g_steal_pointer(&document);
}
