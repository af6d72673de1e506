/* Any text as item, paragraph and country: refused with words, or answered, and what is shown of an item
 * reads the same again. */
#include <string.h>

#include "base/error.h"
#include "rules/determination.h"
#include "support/fuzz.h"

static void check_item(const char *typed, const char *paragraph)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Classification) read = classification_read(typed, paragraph, &error);
    g_assert_true((read == NULL) == (error != NULL));
    if (!read) {
        g_assert_true(error_is(error, ERROR_USAGE));
        return;
    }
    g_autofree char *shown = classification_show(read);
    g_autoptr(Classification) again = classification_read(shown, NULL, NULL);
    g_assert_nonnull(again);
    g_assert_cmpstr(again->code, ==, read->code);
    g_assert_cmpint(again->as, ==, read->as);
    if (read->as == CLASSIFIED_ECCN)
        g_assert_cmpstr(again->paragraph, ==, read->paragraph);
}

/* What no answer may be, whatever was asked. */
static void check_answer(const Determination *made)
{
    guint open = 0;
    for (guint i = 0; i < determination_issues(made); i++) {
        const Issue *issue = determination_issue(made, i);
        g_assert_nonnull(issue->text);
        g_assert_null(strstr(issue->text, "cleared"));
        open += issue->open;
    }
    g_assert_cmpuint(open, >, 0);
    for (guint i = 0; i < determination_reasons(made); i++) {
        const Reason *reason = determination_reason(made, i);
        g_assert_true(reason->why && reason->cite && reason->name);
        g_assert_true(reason->outcome != REASON_APPLIES ||
                      determination_answer(made) >= CHART_LICENCE_REQUIRED);
    }
}

static void ask(const RuleTables *tables, const Facts *facts)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Determination) made = determination_make(tables, facts, &error);
    g_assert_true((made == NULL) == (error != NULL));
    if (made)
        check_answer(made);
    else
        g_assert_true(error_is(error, ERROR_USAGE));
}

/* Lines: item, paragraph, country, national. */
static void try_determination(const char *text, gsize size)
{
    static RuleTables *tables; /* read once: nothing in it changes */
    if (!tables)
        tables = rule_tables_built_in();
    (void)size;
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_auto(GStrv) lines = g_strsplit(valid, "\n", 4);
    guint count = g_strv_length(lines);
    const Nationality held = {.country = count > 3 ? lines[3] : ""};
    const Recipient person = {.held = &held, .held_count = 1};
    const Facts facts = {
        .eccn = count > 0 ? lines[0] : "",
        .paragraph = count > 1 ? lines[1] : NULL,
        .country = count > 2 ? lines[2] : NULL,
        .recipients = &person,
        .recipient_count = count > 3,
        .as_of = "2026-11-23",
    };
    check_item(facts.eccn, facts.paragraph);
    ask(tables, &facts);
}

#ifdef LIBFUZZER
FUZZ_ENTRY(try_determination)
#else
static const char *const seeds[] = {
    "6A003\n.b.4.b\nSG\nCN",
    "0A501.a\n\nGB",
    "USML XI(a)\n\nFR\nUS",
    "EAR99\n\nCrimea\nIR",
    "5a002.z.1.a\n\nHong Kong",
    "9A515\n.e\nIndia\nHK",
    "3A090.a\n.a\nDEU",
    "XII\n(c)(2)\nPR\nAQ",
    NULL,
};
static const char *const words[] = {".", "(", ")", "\n", "\n\n", "6A003", "EAR99", "USML", "XX", "CU",
                                    "a", "1", " ", "EU", "é",    "y",     ".y",    "z.1",  "\t", NULL};

int main(void)
{
    return fuzz_main("determination__is_answered_or_refused__whatever_is_asked", seeds, words, 3000,
                     try_determination);
}
#endif
