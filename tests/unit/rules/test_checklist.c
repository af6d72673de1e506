/* A checklist asks what its answers make it ask, keeps open what nobody settled, and never says that a case
 * may go. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "base/text.h"
#include "rules/checklist.h"
#include "store/change.h"
#include "store/journal.h"
#include "store/query.h"
#include "support/office_file.h"

static const char *const small =
    "checklist: { name = \"small\"; title = \"Small\"; edition = \"as of 2026-11-23\"; sections = (\n"
    " { code = \"S1\"; title = \"One\"; questions = (\n"
    "  { code = \"1.1\"; text = \"Is it needed?\"; stop = \"no\"; cite = \"A\"; help = \"Think.\"; },\n"
    "  { code = \"1.2\"; text = \"Is it listed?\"; verified = false; },\n"
    "  { code = \"1.3\"; text = \"Where?\"; text_answer = true; } ); },\n"
    " { code = \"S2\"; title = \"Two\"; questions = (\n"
    "  { code = \"2.1\"; text = \"Which paragraph?\"; text_answer = true; when = \"1.2 = yes | 1.2 = "
    "unknown\"; },\n"
    "  { code = \"2.2\"; text = \"Both?\"; when = \"1.1 = yes & 1.2 = no\"; },\n"
    "  { code = \"2.3\"; text = \"By sea?\"; when = \"1.3 = ship\"; },\n"
    "  { code = \"2.4\"; text = \"After that?\"; when = \"2.2 = yes\"; },\n"
    "  { code = \"2.5\"; text = \"Unless no?\"; when = \"1.2 != no\"; stop = \"yes\"; } ); } ); };";

static Checklist *parse(const char *text)
{
    g_autoptr(GError) error = NULL;
    Checklist *checklist = checklist_parse("small.cfg", text, &error);
    if (!checklist)
        fail_msg("%s", error->message);
    return checklist;
}

static guint at(const Checklist *checklist, const char *code)
{
    int index = checklist_find(checklist, code);
    if (index < 0)
        fail_msg("no question %s", code);
    return (guint)index;
}

static void answer(const Checklist *checklist, Answers *answers, const char *code, AnswerKind kind)
{
    answers_set(answers, at(checklist, code), kind, NULL);
}

static bool asked(const Checklist *checklist, const Answers *answers, const char *code)
{
    return checklist_asked(checklist, answers, at(checklist, code));
}

static const char *why_open(const Checklist *checklist, const Answers *answers, const char *code)
{
    const char *why = NULL;
    return checklist_open(checklist, answers, at(checklist, code), &why) ? why : "settled";
}

static void checklist__holds_what_its_file_says(void **state)
{
    (void)state;
    g_autoptr(Checklist) checklist = parse(small);
    assert_string_equal(checklist_title(checklist), "Small");
    assert_string_equal(checklist_edition(checklist), "as of 2026-11-23");
    assert_int_equal(checklist_sections(checklist), 2);
    assert_int_equal(checklist_questions(checklist), 8);
    assert_int_equal(checklist_section(checklist, 1)->first, 3);
    assert_int_equal(checklist_section(checklist, 1)->count, 5);
    const QuestionDef *first = checklist_question(checklist, 0);
    assert_string_equal(first->cite, "A");
    assert_string_equal(first->help, "Think.");
    assert_true(first->verified);
    assert_false(checklist_question(checklist, 1)->verified);
    assert_true(checklist_question(checklist, 2)->text_answer);
    assert_int_equal(checklist_find(checklist, "9.9"), -1);
}

static void question__appears_and_goes__with_the_answers_it_depends_on(void **state)
{
    (void)state;
    g_autoptr(Checklist) checklist = parse(small);
    g_autoptr(Answers) answers = answers_new(checklist);
    assert_false(asked(checklist, answers, "2.1"));
    assert_true(asked(checklist, answers, "2.5")); /* not answered no */
    answer(checklist, answers, "1.2", ANSWER_YES);
    assert_true(asked(checklist, answers, "2.1"));
    answer(checklist, answers, "1.2", ANSWER_UNKNOWN);
    assert_true(asked(checklist, answers, "2.1"));
    answer(checklist, answers, "1.2", ANSWER_NO);
    assert_false(asked(checklist, answers, "2.1"));
    assert_false(asked(checklist, answers, "2.5"));
    assert_false(asked(checklist, answers, "2.2"));
    answer(checklist, answers, "1.1", ANSWER_YES);
    assert_true(asked(checklist, answers, "2.2"));
}

static void question__looks_for_a_word__in_an_answer_in_words(void **state)
{
    (void)state;
    g_autoptr(Checklist) checklist = parse(small);
    g_autoptr(Answers) answers = answers_new(checklist);
    answers_set(answers, at(checklist, "1.3"), ANSWER_TEXT, "To Gothenburg, by SHIP");
    assert_true(asked(checklist, answers, "2.3"));
    answers_set(answers, at(checklist, "1.3"), ANSWER_TEXT, "by air");
    assert_false(asked(checklist, answers, "2.3"));
}

static void answer_to_a_question__does_not_count__once_it_is_not_asked(void **state)
{
    (void)state;
    g_autoptr(Checklist) checklist = parse(small);
    g_autoptr(Answers) answers = answers_new(checklist);
    answer(checklist, answers, "1.1", ANSWER_YES);
    answer(checklist, answers, "1.2", ANSWER_NO);
    answer(checklist, answers, "2.2", ANSWER_YES);
    assert_true(asked(checklist, answers, "2.4"));
    answer(checklist, answers, "1.2", ANSWER_YES); /* 2.2 goes, and with it what hangs on it */
    assert_false(asked(checklist, answers, "2.2"));
    assert_false(asked(checklist, answers, "2.4"));
}

static void question__stays_open__until_somebody_settles_it(void **state)
{
    (void)state;
    g_autoptr(Checklist) checklist = parse(small);
    g_autoptr(Answers) answers = answers_new(checklist);
    assert_string_equal(why_open(checklist, answers, "1.1"), "not answered");
    answer(checklist, answers, "1.1", ANSWER_UNKNOWN);
    assert_string_equal(why_open(checklist, answers, "1.1"), "unknown");
    answer(checklist, answers, "1.1", ANSWER_NO);
    assert_string_equal(why_open(checklist, answers, "1.1"), "stops here");
    answer(checklist, answers, "1.1", ANSWER_YES);
    assert_string_equal(why_open(checklist, answers, "1.1"), "settled");
    answer(checklist, answers, "1.1", ANSWER_NA);
    assert_string_equal(why_open(checklist, answers, "1.1"), "settled");
    assert_string_equal(why_open(checklist, answers, "2.1"), "settled"); /* not asked */
}

static void progress__counts_what_is_asked__in_each_section(void **state)
{
    (void)state;
    g_autoptr(Checklist) checklist = parse(small);
    g_autoptr(Answers) answers = answers_new(checklist);
    guint answered = 9, total = 9;
    checklist_progress(checklist, answers, 0, &answered, &total);
    assert_int_equal(answered, 0);
    assert_int_equal(total, 3);
    assert_int_equal(checklist_open_count(checklist, answers), 4); /* and 2.5 */
    answer(checklist, answers, "1.1", ANSWER_YES);
    answer(checklist, answers, "1.2", ANSWER_UNKNOWN);
    checklist_progress(checklist, answers, 0, &answered, &total);
    assert_int_equal(answered, 1); /* UNKNOWN is no answer */
    checklist_progress(checklist, answers, 1, &answered, &total);
    assert_int_equal(answered, 0);
    assert_int_equal(total, 2);
    assert_int_equal(checklist_open_count(checklist, answers), 4); /* 1.2 unknown, 1.3, 2.1, 2.5 */
}

static const struct {
    const char *place, *instead, *expected;
} wrongs[] = {
    {"code = \"1.2\"", "code = \"1.1\"", "small.cfg:4: the code 1.1 is used twice"},
    {"1.2 = yes | 1.2 = unknown", "2.2 = yes",
     "small.cfg:7: \"when\" names 2.2: only questions that stand before it"},
    {"1.2 = yes | 1.2 = unknown", "1.2 yes", "small.cfg:7: \"when\" takes terms such as"},
    {"1.2 = yes | 1.2 = unknown", "1.2 = yes and 1.1 = no",
     "small.cfg:7: \"when\" joins its terms by & and |"},
    {"1.2 = yes | 1.2 = unknown", "1.2 = maybe",
     "small.cfg:7: \"when\" compares 1.2 with \"maybe\": it is answered yes, no"},
    {"stop = \"no\"", "stop = \"never\"", "small.cfg:3: \"stop\" takes yes or no"},
    {"cite = \"A\"", "site = \"A\"", "small.cfg:3: unknown setting \"site\": known here are code, text"},
    {"text = \"Is it listed?\"; ", "", "small.cfg:4: text is missing"},
    {"verified = false", "verified = 0", "small.cfg:4: \"verified\" takes true or false"},
    {"title = \"Two\"; ", "", "small.cfg:6: title is missing"},
    {"edition = \"as of 2026-11-23\"; ", "", "small.cfg:1: edition is missing"},
    {"checklist: {", "checklists: {", "small.cfg:1: no group \"checklist\""},
    {"text_answer = true; } ); }", "text_answer = true; stop = \"yes\"; } ); }",
     "small.cfg:5: a question answered in words"},
    {"code = \"S1\"; title", "code = \"S1\" title \"", "small.cfg:"},
};

static void checklist__is_refused_with_its_line__when_its_file_is_wrong(void **state)
{
    (void)state;
    for (guint i = 0; i < G_N_ELEMENTS(wrongs); i++) {
        const char *place = strstr(small, wrongs[i].place);
        assert_non_null(place);
        g_autofree char *before = g_strndup(small, (gsize)(place - small));
        g_autofree char *text = g_strconcat(before, wrongs[i].instead, place + strlen(wrongs[i].place), NULL);
        g_autoptr(GError) error = NULL;
        assert_null(checklist_parse("small.cfg", text, &error));
        if (!g_str_has_prefix(error->message, wrongs[i].expected))
            fail_msg("%s: \"%s\"", wrongs[i].instead, error->message);
    }
}

static void checklist__comes_from_the_folder__where_it_is_there(void **state)
{
    Fixture *fixture = *state;
    fixture_write(fixture, "small.cfg", small);
    g_autoptr(Checklist) own = checklist_read("small", fixture_folder(fixture), NULL);
    assert_string_equal(checklist_title(own), "Small");
    g_autoptr(Checklist) built_in = checklist_read("export_checklist", fixture_folder(fixture), NULL);
    assert_non_null(built_in);
    g_autoptr(GError) error = NULL;
    assert_null(checklist_read("missing", fixture_folder(fixture), &error));
    assert_true(error_is(error, ERROR_NOT_FOUND));
    g_clear_error(&error);
    assert_null(checklist_read("../small", NULL, &error));
    assert_true(error_is(error, ERROR_NOT_FOUND));
}

/* --- the one for export control --- */

static Checklist *export_checklist(void)
{
    g_autoptr(GError) error = NULL;
    Checklist *checklist = checklist_read("export_checklist", NULL, &error);
    if (!checklist)
        fail_msg("%s", error->message);
    return checklist;
}

static void export_checklist__has_all_sections__in_their_order(void **state)
{
    (void)state;
    g_autoptr(Checklist) checklist = export_checklist();
    assert_int_equal(checklist_sections(checklist), 15);
    static const guint least[] = {12, 7, 6, 7, 8, 9, 5, 13, 9, 6, 22, 11, 8, 6, 6};
    for (guint i = 0; i < 15; i++) {
        g_autofree char *code = g_strdup_printf("S%u", i);
        assert_string_equal(checklist_section(checklist, i)->code, code);
        assert_true(checklist_section(checklist, i)->count >= least[i]);
    }
}

static bool says_cleared(const char *text)
{
    g_autofree char *folded = text_fold(text ? text : "");
    return text_contains(folded, "cleared");
}

static void export_checklist__never_says_cleared(void **state)
{
    (void)state;
    g_autoptr(Checklist) checklist = export_checklist();
    for (guint i = 0; i < checklist_questions(checklist); i++) {
        const QuestionDef *question = checklist_question(checklist, i);
        assert_false(says_cleared(question->text));
        assert_false(says_cleared(question->help));
    }
}

static void export_checklist__cites_a_source__for_all_but_the_facts(void **state)
{
    (void)state;
    g_autoptr(Checklist) checklist = export_checklist();
    for (guint i = checklist_section(checklist, 1)->first; i < checklist_questions(checklist); i++) {
        if (!checklist_question(checklist, i)->cite)
            fail_msg("%s has no source", checklist_question(checklist, i)->code);
    }
}

static void export_checklist__asks_about_the_itar__only_when_it_may_apply(void **state)
{
    (void)state;
    g_autoptr(Checklist) checklist = export_checklist();
    g_autoptr(Answers) answers = answers_new(checklist);
    assert_false(asked(checklist, answers, "9.3"));
    answer(checklist, answers, "2.2", ANSWER_UNKNOWN);
    assert_true(asked(checklist, answers, "9.3"));
    assert_true(asked(checklist, answers, "4.1"));
    answer(checklist, answers, "2.2", ANSWER_NO);
    assert_false(asked(checklist, answers, "4.1"));
    answers_set(answers, at(checklist, "0.3"), ANSWER_TEXT, "Technology, deemed");
    assert_true(asked(checklist, answers, "5.6"));
    assert_string_equal(why_open(checklist, answers, "10.1"), "not answered");
    answer(checklist, answers, "10.1", ANSWER_YES);
    assert_string_equal(why_open(checklist, answers, "10.1"), "stops here");
    assert_true(asked(checklist, answers, "10.24"));
}

/* The gate to a determination asks for these: they must be there, asked always, and answered by one key. */
static void determining_questions__are_always_asked__by_the_checklist(void **state)
{
    const OfficeFile *file = *state;
    g_autoptr(Checklist) checklist = export_checklist();
    g_autoptr(Query) query = query_new(file->store, "SELECT code, section FROM determining_question", NULL);
    guint count = 0;
    for (; query_next(query, NULL); count++) {
        const QuestionDef *question = checklist_question(checklist, at(checklist, query_text(query, 0)));
        if (question->when || question->text_answer)
            fail_msg("%s is not always asked", question->code);
    }
    assert_true(count > 30);
}

/* --- answers in the file --- */

static gint64 new_case(const OfficeFile *file)
{
    return office_file_add(file, "export_case", "title", "Portal sensor", NULL);
}

static void give(const OfficeFile *file, const Checklist *checklist, gint64 id, const char *code,
                 AnswerKind kind, const char *text, const char *note, const char *evidence)
{
    g_autoptr(GError) error = NULL;
    if (!checklist_answer(file->store, checklist, id, at(checklist, code), kind, text, note, evidence,
                          &error))
        fail_msg("%s: %s", code, error->message);
}

static void answer__is_kept_with_who_and_when__and_can_be_changed(void **state)
{
    const OfficeFile *file = *state;
    g_autoptr(Checklist) checklist = export_checklist();
    gint64 id = new_case(file);
    give(file, checklist, id, "1.1", ANSWER_UNKNOWN, NULL, "Asked the requester", NULL);
    give(file, checklist, id, "1.1", ANSWER_YES, NULL, NULL, "DOC-2026-001");
    give(file, checklist, id, "0.2", ANSWER_TEXT, "Portal sensor, model 3", NULL, NULL);
    g_autoptr(Answers) answers = answers_read(checklist, file->store, id, NULL);
    const Answer *first = answers_at(answers, at(checklist, "1.1"));
    assert_int_equal(first->kind, ANSWER_YES);
    assert_string_equal(first->note, "Asked the requester");
    assert_string_equal(first->evidence, "DOC-2026-001");
    assert_string_equal(first->answered_by, "ana.ruiz");
    assert_true(strlen(first->answered_at) == 24);
    assert_string_equal(answers_at(answers, at(checklist, "0.2"))->text, "Portal sensor, model 3");
    assert_int_equal(answers_at(answers, at(checklist, "1.2"))->kind, ANSWER_NONE);
    g_autofree char *edition =
        query_one_text(file->store, "SELECT edition FROM answer WHERE export_case_id = :id", id, NULL);
    assert_string_equal(edition, checklist_edition(checklist));
}

static void answer__taken_back__is_open_again_and_keeps_its_note(void **state)
{
    const OfficeFile *file = *state;
    g_autoptr(Checklist) checklist = export_checklist();
    gint64 id = new_case(file);
    give(file, checklist, id, "1.1", ANSWER_YES, NULL, "Because", NULL);
    give(file, checklist, id, "1.1", ANSWER_NONE, NULL, NULL, NULL);
    g_autoptr(Answers) answers = answers_read(checklist, file->store, id, NULL);
    assert_string_equal(why_open(checklist, answers, "1.1"), "not answered");
    assert_string_equal(answers_at(answers, at(checklist, "1.1"))->note, "Because");
    give(file, checklist, id, "1.1", ANSWER_NONE, NULL, "", NULL);
    g_autoptr(Answers) then = answers_read(checklist, file->store, id, NULL);
    assert_null(answers_at(then, at(checklist, "1.1"))->note);
}

static void answer__is_one_change__that_can_be_undone(void **state)
{
    const OfficeFile *file = *state;
    g_autoptr(Checklist) checklist = export_checklist();
    gint64 id = new_case(file);
    give(file, checklist, id, "2.2", ANSWER_NO, NULL, NULL, NULL);
    g_autofree char *what = NULL;
    assert_true(journal_undo(file->store, &what, NULL));
    assert_non_null(strstr(what, "Export case EXC-2026-001: question 2.2 answered: no"));
    g_autoptr(Answers) answers = answers_read(checklist, file->store, id, NULL);
    assert_int_equal(answers_at(answers, at(checklist, "2.2"))->kind, ANSWER_NONE);
}

static void answer__is_refused__when_it_does_not_fit_the_question(void **state)
{
    const OfficeFile *file = *state;
    g_autoptr(Checklist) checklist = export_checklist();
    gint64 id = new_case(file);
    g_autoptr(GError) error = NULL;
    assert_false(checklist_answer(file->store, checklist, id, at(checklist, "0.2"), ANSWER_YES, NULL, NULL,
                                  NULL, &error));
    assert_non_null(strstr(error->message, "answer it in words"));
    g_clear_error(&error);
    assert_false(checklist_answer(file->store, checklist, id, at(checklist, "0.2"), ANSWER_TEXT, "  ", NULL,
                                  NULL, &error));
    assert_non_null(strstr(error->message, "has words"));
    g_clear_error(&error);
    assert_false(checklist_answer(file->store, checklist, id, at(checklist, "1.1"), ANSWER_TEXT, "surely",
                                  NULL, NULL, &error));
    assert_non_null(strstr(error->message, "not answered in words"));
    assert_int_equal(query_one_int(file->store, "SELECT count(*) FROM answer WHERE :id = 0", 0, -1), 0);
}

int main(void)
{
#define WITH_FILE(test) cmocka_unit_test_setup_teardown(test, office_file_setup, office_file_teardown)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(checklist__holds_what_its_file_says),
        cmocka_unit_test(question__appears_and_goes__with_the_answers_it_depends_on),
        cmocka_unit_test(question__looks_for_a_word__in_an_answer_in_words),
        cmocka_unit_test(answer_to_a_question__does_not_count__once_it_is_not_asked),
        cmocka_unit_test(question__stays_open__until_somebody_settles_it),
        cmocka_unit_test(progress__counts_what_is_asked__in_each_section),
        cmocka_unit_test(checklist__is_refused_with_its_line__when_its_file_is_wrong),
        cmocka_unit_test_setup_teardown(checklist__comes_from_the_folder__where_it_is_there, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test(export_checklist__has_all_sections__in_their_order),
        cmocka_unit_test(export_checklist__never_says_cleared),
        cmocka_unit_test(export_checklist__cites_a_source__for_all_but_the_facts),
        cmocka_unit_test(export_checklist__asks_about_the_itar__only_when_it_may_apply),
        WITH_FILE(determining_questions__are_always_asked__by_the_checklist),
        WITH_FILE(answer__is_kept_with_who_and_when__and_can_be_changed),
        WITH_FILE(answer__taken_back__is_open_again_and_keeps_its_note),
        WITH_FILE(answer__is_one_change__that_can_be_undone),
        WITH_FILE(answer__is_refused__when_it_does_not_fit_the_question),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
