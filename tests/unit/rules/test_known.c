/* What the program knows of a case: proposals with their source, taken over or overruled with a reason. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "rules/known.h"
#include "store/journal.h"
#include "store/query.h"
#include "support/office_file.h"

static Checklist *export_checklist(void)
{
    GError *error = NULL;
    Checklist *checklist = checklist_read("export_checklist", NULL, &error);
    if (!checklist)
        fail_msg("%s", error->message);
    return checklist;
}

static guint at(const Checklist *checklist, const char *code)
{
    int index = checklist_find(checklist, code);
    assert_true(index >= 0);
    return (guint)index;
}

/* A case with one item of that ECCN for Norway. */
static gint64 new_case(const OfficeFile *file, const char *eccn, const char *paragraph)
{
    gint64 id = office_file_add(file, "export_case", "title", "Portal sensor", "country", "NO", NULL);
    g_autofree char *owner = g_strdup_printf("%" G_GINT64_FORMAT, id);
    office_file_add(file, "case_item", "export_case_id", owner, "title", "Sensor", "jurisdiction", "ear",
                    "eccn", eccn, "eccn_paragraph", paragraph, NULL);
    return id;
}

static Answers *read_answers(const OfficeFile *file, const Checklist *checklist, gint64 id)
{
    GError *error = NULL;
    Answers *answers = answers_read(checklist, file->store, id, &error);
    if (!answers)
        fail_msg("%s", error->message);
    return answers;
}

static void known__says_why_with_source_and_edition(void **state)
{
    const OfficeFile *file = *state;
    g_autoptr(Checklist) checklist = export_checklist();
    gint64 id = new_case(file, "6A993", NULL);
    g_autoptr(Answers) answers = read_answers(file, checklist, id);
    const KnownAnswer *embargo = answers_known(answers, at(checklist, "5.1"));
    assert_non_null(embargo);
    g_autofree char *words = known_words(embargo);
    assert_string_equal(
        words, "no, because Norway: not governed by part 746 as a whole, not in group E; OFAC's programs "
               "are not in these tables (15 CFR 738 Supp. 1; 740 Supp. 1, as of 2026-08-07)");
    assert_null(answers_known(answers, at(checklist, "1.1")));
}

static void chart__is_asked_for_every_item_and_destination(void **state)
{
    const OfficeFile *file = *state;
    g_autoptr(Checklist) checklist = export_checklist();
    gint64 id = new_case(file, "6A003", ".b.4");
    g_autofree char *owner = g_strdup_printf("%" G_GINT64_FORMAT, id);
    office_file_add(file, "case_country", "export_case_id", owner, "country", "CN", "role", "destination",
                    NULL);
    g_autoptr(Answers) answers = read_answers(file, checklist, id);
    const KnownAnswer *chart = answers_known(answers, at(checklist, "5.4"));
    assert_non_null(chart);
    assert_int_equal(chart->kind, ANSWER_YES);
    assert_non_null(strstr(chart->why, "Sensor 6A003.b.4 to China: "));
    assert_non_null(strstr(chart->why, "Norway"));
    const KnownAnswer *reasons = answers_known(answers, at(checklist, "4.4"));
    assert_non_null(reasons);
    assert_non_null(strstr(reasons->text, "Sensor 6A003.b.4: NS (NS2)"));
}

static void chart__stays_open__where_the_entry_is_unknown(void **state)
{
    const OfficeFile *file = *state;
    g_autoptr(Checklist) checklist = export_checklist();
    g_autoptr(Answers) answers = read_answers(file, checklist, new_case(file, "9A888", NULL));
    const KnownAnswer *chart = answers_known(answers, at(checklist, "5.4"));
    assert_non_null(chart);
    assert_int_equal(chart->kind, ANSWER_UNKNOWN);
    assert_non_null(strstr(chart->why, "9A888"));
}

static void known__is_open__until_it_is_taken_over(void **state)
{
    const OfficeFile *file = *state;
    g_autoptr(Checklist) checklist = export_checklist();
    gint64 id = new_case(file, "6A993", NULL);
    guint question = at(checklist, "5.2"), taken = 0;
    g_autoptr(Answers) before = read_answers(file, checklist, id);
    assert_true(checklist_open(checklist, before, question, NULL));
    assert_true(checklist_take_known(file->store, checklist, id, (int)question, &taken, NULL));
    assert_int_equal(taken, 1);
    g_autoptr(Answers) after = read_answers(file, checklist, id);
    assert_false(checklist_open(checklist, after, question, NULL));
    assert_string_equal(answers_at(after, question)->known_then, "no");
    assert_string_equal(answers_at(after, question)->answered_by, "ana.ruiz");
}

static void all_that_is_known__is_one_change__and_leaves_what_was_answered(void **state)
{
    const OfficeFile *file = *state;
    g_autoptr(Checklist) checklist = export_checklist();
    gint64 id = new_case(file, "6A993", NULL);
    guint taken = 0;
    assert_true(checklist_answer(file->store, checklist, id, at(checklist, "0.2"), ANSWER_TEXT,
                                 "In my own words", NULL, NULL, NULL));
    assert_true(checklist_take_known(file->store, checklist, id, -1, &taken, NULL));
    assert_in_range(taken, 8, 40);
    g_autoptr(Answers) after = read_answers(file, checklist, id);
    assert_string_equal(answers_at(after, at(checklist, "0.2"))->text, "In my own words");
    assert_false(answers_disagree(after, at(checklist, "0.2")));
    g_autofree char *what = NULL;
    assert_true(journal_undo(file->store, &what, NULL));
    assert_int_equal(query_one_int(file->store, "SELECT count(*) FROM answer WHERE :id = 0", 0, -1), 1);
    assert_true(checklist_take_known(file->store, checklist, id, (int)at(checklist, "1.1"), &taken, NULL));
    assert_int_equal(taken, 0);
}

static void answer_against_what_is_known__is_refused_without_a_reason(void **state)
{
    const OfficeFile *file = *state;
    g_autoptr(Checklist) checklist = export_checklist();
    gint64 id = new_case(file, "6A993", NULL);
    guint question = at(checklist, "5.1");
    g_autoptr(GError) error = NULL;
    assert_false(
        checklist_answer(file->store, checklist, id, question, ANSWER_YES, NULL, NULL, NULL, &error));
    assert_true(error_is(error, ERROR_REFUSED));
    assert_non_null(strstr(error->message, "overrule it with a reason"));
    g_clear_error(&error);
    assert_true(
        checklist_answer(file->store, checklist, id, question, ANSWER_UNKNOWN, NULL, NULL, NULL, &error));
    assert_true(checklist_answer(file->store, checklist, id, question, ANSWER_YES, NULL, "OFAC program", NULL,
                                 &error));
    g_autoptr(Answers) answers = read_answers(file, checklist, id);
    assert_false(answers_disagree(answers, question));
}

static void taken_answer__is_an_issue_again__when_the_fact_changes(void **state)
{
    const OfficeFile *file = *state;
    g_autoptr(Checklist) checklist = export_checklist();
    gint64 id = new_case(file, "6A993", NULL);
    guint question = at(checklist, "5.2"), taken = 0;
    g_autofree char *owner = g_strdup_printf("%" G_GINT64_FORMAT, id);
    assert_true(checklist_take_known(file->store, checklist, id, (int)question, &taken, NULL));
    office_file_add(file, "case_country", "export_case_id", owner, "country", "CN", "role", "transit", NULL);
    g_autoptr(Answers) answers = read_answers(file, checklist, id);
    const char *why = NULL;
    assert_true(checklist_open(checklist, answers, question, &why));
    assert_string_equal(why, "no longer agrees with what is known");
    assert_int_equal(query_one_int(file->store,
                                   "SELECT count(*) FROM answer_disagreement WHERE export_case_id = :id", id,
                                   0),
                     1);
}

int main(void)
{
#define WITH_FILE(test) cmocka_unit_test_setup_teardown(test, office_file_setup, office_file_teardown)
    const struct CMUnitTest tests[] = {
        WITH_FILE(known__says_why_with_source_and_edition),
        WITH_FILE(chart__is_asked_for_every_item_and_destination),
        WITH_FILE(chart__stays_open__where_the_entry_is_unknown),
        WITH_FILE(known__is_open__until_it_is_taken_over),
        WITH_FILE(all_that_is_known__is_one_change__and_leaves_what_was_answered),
        WITH_FILE(answer_against_what_is_known__is_refused_without_a_reason),
        WITH_FILE(taken_answer__is_an_issue_again__when_the_fact_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
