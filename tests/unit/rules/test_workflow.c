/* Records move only where the workflow lets them, and not through a gate while something stands in the way.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "rules/workflow.h"
#include "store/change.h"
#include "store/journal.h"
#include "store/query.h"
#include "support/office_file.h"

static gint64 new_visit(const OfficeFile *file, const char *visit_state)
{
    /* Exempt by decision: it needs no review but those that a test gives it. */
    return office_file_add(file, "visit", "title", "Delegation of 8", "arrives_on", "2026-12-02",
                           "departs_on", "2026-12-04", "state", visit_state, "exempt_class", "public_event",
                           "exempt_reason", "Open day", "exempt_by", "R. Vos", NULL);
}

static gint64 new_review(const OfficeFile *file, gint64 visit)
{
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, visit);
    return office_file_add(file, "review", "visit_id", id, "kind", "area", "requested_on", "2026-11-12",
                           NULL);
}

static const WorkflowMove *find_move(const GPtrArray *moves, const char *to_state)
{
    for (guint i = 0; i < moves->len; i++) {
        const WorkflowMove *move = g_ptr_array_index(moves, i);
        if (strcmp(move->to_state, to_state) == 0)
            return move;
    }
    return NULL;
}

static char *state_of(const OfficeFile *file, gint64 id)
{
    return query_one_text(file->store, "SELECT state FROM visit WHERE id = :id", id, NULL);
}

static void workflow__is_known__for_records_with_states(void **state)
{
    const OfficeFile *file = *state;
    assert_true(workflow_has(file->store, "visit"));
    assert_true(workflow_has(file->store, "agreement"));
    assert_false(workflow_has(file->store, "partner"));
}

static void moves__are_those_of_the_present_state(void **state)
{
    const OfficeFile *file = *state;
    gint64 visit = new_visit(file, "in_review");
    g_autoptr(GPtrArray) moves = workflow_moves(file->store, "visit", visit, NULL);
    const WorkflowMove *approve = find_move(moves, "approved");
    assert_non_null(approve);
    assert_int_equal(approve->problems, 0);
    assert_true(*approve->label != '\0');
    assert_string_equal(approve->role, "approver");
    assert_null(find_move(moves, "closed"));
}

static void problems__name_what_stands_in_the_way__and_where_it_is_mended(void **state)
{
    const OfficeFile *file = *state;
    gint64 visit = new_visit(file, "in_review");
    gint64 review = new_review(file, visit);
    g_autoptr(GPtrArray) moves = workflow_moves(file->store, "visit", visit, NULL);
    assert_int_equal(find_move(moves, "approved")->problems, 1);
    g_autoptr(GPtrArray) problems = workflow_problems(file->store, "visit", visit, "approved", NULL);
    assert_int_equal(problems->len, 1);
    const WorkflowProblem *problem = g_ptr_array_index(problems, 0);
    assert_string_equal(problem->problem, "Site and area review open since 12 Nov");
    assert_string_equal(problem->screen, "reviews");
    assert_int_equal(problem->id, review);
    assert_non_null(problem->cite);
    g_autoptr(GPtrArray) none = workflow_problems(file->store, "visit", visit, "withdrawn", NULL);
    assert_int_equal(none->len, 0);
}

static void move__is_refused_with_the_first_problem__while_a_gate_is_closed(void **state)
{
    const OfficeFile *file = *state;
    gint64 visit = new_visit(file, "in_review");
    new_review(file, visit);
    g_autoptr(GError) error = NULL;
    assert_false(workflow_make(file->store, "visit", visit, "approved", &error));
    assert_true(error_is(error, ERROR_REFUSED));
    assert_non_null(strstr(error->message, "Site and area review open since 12 Nov (DAO 207-12"));
    g_autofree char *now = state_of(file, visit);
    assert_string_equal(now, "in_review");
}

static void move__is_made_as_one_change__once_nothing_stands_in_the_way(void **state)
{
    const OfficeFile *file = *state;
    gint64 visit = new_visit(file, "in_review");
    g_autoptr(GError) error = NULL;
    if (!workflow_make(file->store, "visit", visit, "approved", &error))
        fail_msg("%s", error->message);
    g_autofree char *now = state_of(file, visit);
    assert_string_equal(now, "approved");
    g_autofree char *kept = query_one_text(file->store,
                                           "SELECT from_state || ' ' || to_state || ' ' || moved_on FROM "
                                           "move WHERE record = 'visit' AND record_id = :id",
                                           visit, NULL);
    assert_string_equal(kept, "in_review approved 2026-11-23");
    g_autofree char *what = NULL;
    assert_true(journal_undo(file->store, &what, NULL));
    assert_non_null(strstr(what, "Visit VIS-2026-001 moved from In review to Approved"));
    g_autofree char *before = state_of(file, visit);
    assert_string_equal(before, "in_review");
    assert_int_equal(query_one_int(file->store, "SELECT count(*) FROM move WHERE record_id = :id", visit, -1),
                     0);
}

static void moves_of_several__are_one_change__or_none_is_made(void **state)
{
    const OfficeFile *file = *state;
    const gint64 visits[] = {new_visit(file, "in_review"), new_visit(file, "in_review"),
                             new_visit(file, "draft")};
    g_autoptr(GError) error = NULL;
    assert_false(workflow_make_all(file->store, "visit", visits, 3, "withdrawn_or_lost", &error));
    assert_true(error_is(error, ERROR_REFUSED));
    assert_true(workflow_make_all(file->store, "visit", visits, 2, "withdrawn", NULL));
    g_autofree char *one = state_of(file, visits[0]);
    g_autofree char *other = state_of(file, visits[1]);
    assert_string_equal(one, "withdrawn");
    assert_string_equal(other, "withdrawn");
    g_autofree char *what = NULL;
    assert_true(journal_undo(file->store, &what, NULL));
    assert_non_null(strstr(what, "2 Visits moved to Withdrawn"));
    g_autofree char *again = state_of(file, visits[1]);
    assert_string_equal(again, "in_review");
}

static void move__is_refused_with_the_moves_there_are__when_the_workflow_lacks_it(void **state)
{
    const OfficeFile *file = *state;
    gint64 visit = new_visit(file, "draft");
    g_autoptr(GError) error = NULL;
    assert_false(workflow_make(file->store, "visit", visit, "checked_in", &error));
    assert_true(error_is(error, ERROR_REFUSED));
    assert_true(g_str_has_prefix(
        error->message,
        "Visit VIS-2026-001: it is Draft and cannot become On site: the moves from there are: "));
}

static void move__is_refused__from_a_final_state(void **state)
{
    const OfficeFile *file = *state;
    gint64 visit = new_visit(file, "purged");
    g_autoptr(GError) error = NULL;
    assert_false(workflow_make(file->store, "visit", visit, "closed", &error));
    assert_non_null(strstr(error->message, "it is Purged and moves no more"));
}

static void move__is_refused__when_the_record_is_gone(void **state)
{
    const OfficeFile *file = *state;
    g_autoptr(GError) error = NULL;
    assert_false(workflow_make(file->store, "visit", 4711, "approved", &error));
    assert_true(error_is(error, ERROR_NOT_FOUND));
}

/* A case with nothing answered is far from determined; each question is a problem of its own. */
static void case__cannot_be_determined__with_questions_open(void **state)
{
    const OfficeFile *file = *state;
    gint64 id =
        office_file_add(file, "export_case", "title", "Portal sensor", "state", "awaiting_sign_off", NULL);
    g_autoptr(GPtrArray) problems = workflow_problems(file->store, "export_case", id, "determined", NULL);
    assert_true(problems->len > 40);
    g_autoptr(GError) error = NULL;
    assert_false(workflow_make(file->store, "export_case", id, "determined", &error));
    assert_true(error_is(error, ERROR_REFUSED));
}

int main(void)
{
#define WITH_FILE(test) cmocka_unit_test_setup_teardown(test, office_file_setup, office_file_teardown)
    const struct CMUnitTest tests[] = {
        WITH_FILE(workflow__is_known__for_records_with_states),
        WITH_FILE(moves__are_those_of_the_present_state),
        WITH_FILE(problems__name_what_stands_in_the_way__and_where_it_is_mended),
        WITH_FILE(move__is_refused_with_the_first_problem__while_a_gate_is_closed),
        WITH_FILE(move__is_made_as_one_change__once_nothing_stands_in_the_way),
        WITH_FILE(moves_of_several__are_one_change__or_none_is_made),
        WITH_FILE(move__is_refused_with_the_moves_there_are__when_the_workflow_lacks_it),
        WITH_FILE(move__is_refused__from_a_final_state),
        WITH_FILE(move__is_refused__when_the_record_is_gone),
        WITH_FILE(case__cannot_be_determined__with_questions_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
