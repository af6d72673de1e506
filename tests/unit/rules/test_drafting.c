/* Texts of agreements: what the library gives, what is kept, what changed. */
#include "base/error.h"
#include "document/markdown.h"
#include "document/plain.h"
#include "rules/drafting.h"
#include "store/change.h"
#include "store/journal.h"
#include "store/query.h"
#include "support/office_file.h"
#include "support/store_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *partner_name; /* NULL: the field is empty */

static char *value_of(const char *name, char **why, gpointer data)
{
    (void)data;
    if (strcmp(name, "partner.name") == 0 && partner_name)
        return g_strdup(partner_name);
    *why = g_strdup("it is empty");
    return NULL;
}

typedef struct {
    const OfficeFile *file;
    gint64 agreement;
    GPtrArray *problems;
    Merge merge;
} Stage;

static void stage_clear(Stage *stage)
{
    g_ptr_array_unref(stage->problems);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Stage, stage_clear)

/* A memorandum, in an office whose library is empty. */
static Stage stage_new(void **state)
{
    Stage stage = {.file = *state, .problems = g_ptr_array_new_with_free_func(g_free)};
    partner_name = "Sweden";
    stage.agreement =
        office_file_add(stage.file, "agreement", "title", "Memorandum on sensors", "kind", "mou", NULL);
    stage.merge = (Merge){value_of, NULL, stage.problems};
    return stage;
}

static gint64 add_wording(const Stage *stage, gint64 clause, const char *text, bool approved)
{
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, clause);
    return office_file_add(stage->file, "clause_version", "clause_id", id, "text", text, "state",
                           approved ? "approved" : "draft", "approved_by", "L. Novak", "approved_on",
                           "2026-11-01", NULL);
}

static gint64 add_clause(const Stage *stage, const char *topic, const char *template, const char *title,
                         const char *text)
{
    gint64 id = office_file_add(stage->file, "clause", "topic", topic, "template", template ? template : "",
                                "title", title, NULL);
    add_wording(stage, id, text, true);
    return id;
}

static void add_library(const Stage *stage)
{
    add_clause(stage, "introduction", NULL, "Introduction", "Between the office and {{partner.name}}.");
    add_clause(stage, "scope", NULL, "Scope", "For all kinds.");
    add_clause(stage, "scope", "memorandum", "Areas", "Sensors:\n(a) radar;\n(b) sonar.\nOthers by consent.");
    add_clause(stage, "scope", "umbrella", "Scope of an umbrella", "Not here.");
    add_clause(stage, "funding", NULL, "Costs", "Each bears its own.");
}

static char *plain(const Stage *stage, int version)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Document) document =
        drafting_text(stage->file->store, stage->agreement, version, &stage->merge, &error);
    assert_null(error);
    return plain_write(document, 72);
}

static int assemble(Stage *stage)
{
    int version = 0;
    g_autoptr(GError) error = NULL;
    if (!drafting_assemble(stage->file->store, stage->agreement, &stage->merge, &version, &error))
        fail_msg("%s", error->message);
    return version;
}

static int keep(Stage *stage)
{
    int version = 0;
    g_autoptr(GError) error = NULL;
    if (!drafting_keep(stage->file->store, stage->agreement, "second round", &stage->merge, &version, &error))
        fail_msg("%s", error->message);
    return version;
}

static gint64 article_of(const Stage *stage, const char *title)
{
    g_autofree char *sql = g_strdup_printf("SELECT max(id) FROM text_clause WHERE title = '%s'", title);
    return query_one_int(stage->file->store, sql, 0, 0);
}

static void assemble__takes_the_clause_of_the_kind__in_the_order_of_the_articles(void **state)
{
    g_auto(Stage) stage = stage_new(state);
    add_library(&stage);
    assert_int_equal(assemble(&stage), 1);
    g_autofree char *text = plain(&stage, 0);
    assert_string_equal(text,
                        "Memorandum on sensors\n=====================\n\n"
                        "DRAFT  AGR-2026-001, version 1 of 2026-11-23\n\n"
                        "Introduction\n------------\n\nBetween the office and Sweden.\n\n"
                        "Paragraph 1  Areas\n------------------\n\n"
                        "1.1  Sensors:\n\n    (a)  radar;\n\n    (b)  sonar.\n\n1.2  Others by consent.\n\n"
                        "Paragraph 2  Costs\n------------------\n\nEach bears its own.\n");
}

static void assemble__names_articles_without_a_clause__and_fields_without_a_value(void **state)
{
    g_auto(Stage) stage = stage_new(state);
    add_library(&stage);
    partner_name = NULL;
    assemble(&stage);
    assert_int_equal(stage.problems->len, 10); /* nine articles, one field */
    assert_string_equal(
        g_ptr_array_index(stage.problems, 0),
        "Introduction: {{partner.name}}: it is empty: near \"Between the office and {{partner.name}}.\"");
    assert_true(g_str_has_prefix(g_ptr_array_index(stage.problems, 1),
                                 "Objectives: the library has no approved clause for it"));
    g_autofree char *text = plain(&stage, 1);
    assert_non_null(strstr(text, "and {{partner.name}}."));
}

static void assemble__is_refused__without_articles_or_clauses(void **state)
{
    g_auto(Stage) stage = stage_new(state);
    GError *error = NULL;
    int version = 0;
    assert_false(drafting_assemble(stage.file->store, stage.agreement, &stage.merge, &version, &error));
    store_file_expect(&error, ERROR_REFUSED, "the library has no approved clause");
    stage.agreement = office_file_add(stage.file, "agreement", "title", "Grant", "kind", "grant", NULL);
    assert_false(drafting_assemble(stage.file->store, stage.agreement, &stage.merge, &version, &error));
    store_file_expect(&error, ERROR_REFUSED, "kinds with articles are Bilateral umbrella agreement, ");
    g_autoptr(Document) none = drafting_text(stage.file->store, stage.agreement, 0, NULL, &error);
    assert_null(none);
    store_file_expect(&error, ERROR_NOT_FOUND, "it has no text yet: assemble one");
    assert_false(drafting_keep(stage.file->store, stage.agreement, NULL, &stage.merge, &version, &error));
    store_file_expect(&error, ERROR_NOT_FOUND, "it has no text yet");
}

static void assemble__takes_the_newest_wording_that_is_approved__whatever_came_later(void **state)
{
    g_auto(Stage) stage = stage_new(state);
    gint64 clause = add_clause(&stage, "funding", NULL, "Costs", "First.");
    add_wording(&stage, clause, "Second.", true);
    add_wording(&stage, clause, "Third, a draft.", false);
    assemble(&stage);
    g_autofree char *text = plain(&stage, 1);
    assert_non_null(strstr(text, "Second."));
}

static void expect_refused(const Stage *stage, const char *sql, const char *why)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Change) change = change_open(stage->file->store, "A trial", &error);
    assert_false(change_run(change, &error, sql, NULL));
    if (!strstr(error->message, why))
        fail_msg("%s", error->message);
}

static void wording__stays_once_it_is_approved__and_the_next_gets_its_number(void **state)
{
    g_auto(Stage) stage = stage_new(state);
    gint64 clause = add_clause(&stage, "funding", NULL, "Costs", "First.");
    gint64 draft = add_wording(&stage, clause, "Second.", false);
    g_autofree char *number = store_file_get(stage.file->store, "clause_version", draft, "version");
    assert_string_equal(number, "2");
    store_file_set(stage.file->store, "clause_version", draft, "text", "Second, better.");
    expect_refused(&stage, "UPDATE clause_version SET text = 'x' WHERE version = 1",
                   "it was approved and stays as it is");
    expect_refused(&stage, "UPDATE clause_version SET state = 'draft' WHERE version = 1",
                   "is no draft again");
    expect_refused(&stage, "DELETE FROM clause WHERE title = 'Costs'", "is kept: retire it");
}

static void keep__leaves_the_version_as_it_was__and_takes_values_that_came(void **state)
{
    g_auto(Stage) stage = stage_new(state);
    add_library(&stage);
    partner_name = NULL;
    assemble(&stage);
    partner_name = "Sweden";
    store_file_set(stage.file->store, "text_clause", article_of(&stage, "Costs"), "text", "Each bears half.");
    g_ptr_array_set_size(stage.problems, 0);
    g_autofree char *open = plain(&stage, 1);
    assert_non_null(strstr(g_ptr_array_index(stage.problems, 0), "{{partner.name}}: it has a value now"));
    assert_int_equal(keep(&stage), 2);
    assert_int_equal(drafting_newest(stage.file->store, stage.agreement), 2);
    g_autofree char *first = plain(&stage, 1), *second = plain(&stage, 2);
    assert_string_equal(first, open);
    assert_non_null(strstr(second, "Between the office and Sweden."));
    assert_non_null(strstr(second, "Each bears half."));
    g_autofree char *edited =
        store_file_get(stage.file->store, "text_clause", article_of(&stage, "Costs"), "edited");
    assert_string_equal(edited, "1");
    expect_refused(&stage, "DELETE FROM text_clause WHERE id = (SELECT min(id) FROM text_clause)",
                   "this version is kept as it was");
    expect_refused(&stage, "UPDATE text_clause SET text = 'x' WHERE id = (SELECT min(id) FROM text_clause)",
                   "this version is kept as it was");
    expect_refused(&stage, "DELETE FROM agreement_text WHERE version = 1", "only the newest can be removed");
}

static void texts__are_undone_and_redone__as_one_change_each(void **state)
{
    g_auto(Stage) stage = stage_new(state);
    add_library(&stage);
    assemble(&stage);
    keep(&stage);
    for (int left = 1; left >= 0; left--) {
        g_autofree char *what = NULL;
        assert_true(journal_undo(stage.file->store, &what, NULL));
        assert_int_equal(drafting_newest(stage.file->store, stage.agreement), left);
    }
    g_autofree char *again = NULL;
    assert_true(journal_redo(stage.file->store, &again, NULL));
    assert_int_equal(drafting_newest(stage.file->store, stage.agreement), 1);
    g_autofree char *text = plain(&stage, 1);
    assert_non_null(strstr(text, "Between the office and Sweden."));
    store_file_verify(stage.file->store);
}

static void agreement__takes_its_texts_with_it__when_it_is_deleted(void **state)
{
    g_auto(Stage) stage = stage_new(state);
    add_library(&stage);
    assemble(&stage);
    keep(&stage);
    store_file_remove(stage.file->store, "agreement", stage.agreement);
    assert_int_equal(query_one_int(stage.file->store, "SELECT count(*) FROM text_clause", 0, -1), 0);
    g_autofree char *what = NULL;
    assert_true(journal_undo(stage.file->store, &what, NULL));
    assert_int_equal(drafting_newest(stage.file->store, stage.agreement), 2);
}

static void comparison__marks_words_lines_and_articles__that_differ(void **state)
{
    g_auto(Stage) stage = stage_new(state);
    add_library(&stage);
    assemble(&stage);
    keep(&stage);
    store_file_set(stage.file->store, "text_clause", article_of(&stage, "Areas"), "text",
                   "Sensors and networks:\n(a) radar;\n(b) lidar.\nOthers by consent.\nNone without it.");
    store_file_remove(stage.file->store, "text_clause", article_of(&stage, "Costs"));
    g_autofree char *text_id =
        query_one_text(stage.file->store, "SELECT id FROM agreement_text WHERE version = 2", 0, NULL);
    office_file_add(stage.file, "text_clause", "agreement_text_id", text_id, "position", "99", "topic",
                    "disputes", "title", "Disputes", "text", "By consultation.", NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(Document) document = drafting_comparison(stage.file->store, stage.agreement, 1, 0, &error);
    assert_null(error);
    g_autofree char *text = plain_write(document, 72);
    assert_string_equal(
        text, "Memorandum on sensors\n=====================\n\n"
              "DRAFT  AGR-2026-001, version 2 of 2026-11-23, compared with version 1 of\n2026-11-23\n\n"
              "Introduction\n------------\n\nBetween the office and Sweden.\n\n"
              "Paragraph 1  Areas\n------------------\n\n"
              "1.1  Sensors{+ and networks+}:\n\n    (a)  radar;\n\n    (b)  [-sonar-]{+lidar+}.\n\n"
              "1.2  Others by consent.\n\n1.3  {+None without it.+}\n\n"
              "[-Paragraph 2  Costs-]\n----------------------\n\n[-Each bears its own.-]\n\n"
              "{+Paragraph 2  Disputes+}\n-------------------------\n\n{+By consultation.+}\n");
    g_autoptr(Document) none = drafting_comparison(stage.file->store, stage.agreement, 7, 0, &error);
    assert_null(none);
    store_file_expect(&error, ERROR_NOT_FOUND, "version 7: there is none: versions are 1 to 2");
}

#define office_test(test) cmocka_unit_test_setup_teardown(test, office_file_setup, office_file_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        office_test(assemble__takes_the_clause_of_the_kind__in_the_order_of_the_articles),
        office_test(assemble__names_articles_without_a_clause__and_fields_without_a_value),
        office_test(assemble__is_refused__without_articles_or_clauses),
        office_test(assemble__takes_the_newest_wording_that_is_approved__whatever_came_later),
        office_test(wording__stays_once_it_is_approved__and_the_next_gets_its_number),
        office_test(keep__leaves_the_version_as_it_was__and_takes_values_that_came),
        office_test(texts__are_undone_and_redone__as_one_change_each),
        office_test(agreement__takes_its_texts_with_it__when_it_is_deleted),
        office_test(comparison__marks_words_lines_and_articles__that_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
