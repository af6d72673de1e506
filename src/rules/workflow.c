#include "rules/workflow.h"

#include <string.h>

#include "base/error.h"
#include "rules/names.h"
#include "store/change.h"
#include "store/query.h"

void workflow_move_free(WorkflowMove *move)
{
    if (!move)
        return;
    g_free(move->to_state);
    g_free(move->label);
    g_free(move->role);
    g_free(move);
}

void workflow_problem_free(WorkflowProblem *problem)
{
    if (!problem)
        return;
    g_free(problem->problem);
    g_free(problem->cite);
    g_free(problem->screen);
    g_free(problem);
}

bool workflow_has(Store *store, const char *record)
{
    g_autoptr(Query) query = query_new(store, "SELECT 1 FROM workflow WHERE record = :record LIMIT 1", NULL);
    if (!query)
        return false;
    query_bind_text(query, ":record", record);
    return query_next(query, NULL);
}

/* --- reading --- */

/* Adds what the query gives through `make` until it ends. */
static bool read_all(Query *query, gpointer (*make)(Query *query), GPtrArray *rows, GError **error)
{
    GError *problem = NULL;
    while (query_next(query, &problem))
        g_ptr_array_add(rows, make(query));
    if (!problem)
        return true;
    g_propagate_error(error, problem);
    return false;
}

static gpointer make_move(Query *query)
{
    WorkflowMove *move = g_new0(WorkflowMove, 1);
    move->to_state = g_strdup(query_text(query, 0));
    move->label = g_strdup(query_text(query, 1));
    move->role = g_strdup(query_text(query, 2));
    move->problems = (guint)query_int(query, 3);
    return move;
}

GPtrArray *workflow_moves(Store *store, const char *record, gint64 id, GError **error)
{
    g_autoptr(Query) query = query_new(store,
                                       "SELECT m.to_state, m.label, m.role,"
                                       " (SELECT count(*) FROM gate g WHERE g.record = :record AND "
                                       "g.record_id = :id AND g.to_state = m.to_state)"
                                       " FROM allowed_move m WHERE m.record = :record AND m.record_id = :id"
                                       " ORDER BY m.ended, m.position",
                                       error);
    if (!query)
        return NULL;
    query_bind_text(query, ":record", record);
    query_bind_int(query, ":id", id);
    g_autoptr(GPtrArray) moves = g_ptr_array_new_with_free_func((GDestroyNotify)workflow_move_free);
    return read_all(query, make_move, moves, error) ? g_steal_pointer(&moves) : NULL;
}

static gpointer make_problem(Query *query)
{
    WorkflowProblem *problem = g_new0(WorkflowProblem, 1);
    problem->problem = g_strdup(query_text(query, 0));
    problem->cite = g_strdup(query_text(query, 1));
    problem->screen = g_strdup(query_text(query, 2));
    problem->id = query_int(query, 3);
    return problem;
}

GPtrArray *workflow_problems(Store *store, const char *record, gint64 id, const char *to_state,
                             GError **error)
{
    g_autoptr(Query) query = query_new(store,
                                       "SELECT problem, cite, screen, jump_id FROM gate"
                                       " WHERE record = :record AND record_id = :id AND to_state = :to_state",
                                       error);
    if (!query)
        return NULL;
    query_bind_text(query, ":record", record);
    query_bind_int(query, ":id", id);
    query_bind_text(query, ":to_state", to_state);
    g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func((GDestroyNotify)workflow_problem_free);
    return read_all(query, make_problem, problems, error) ? g_steal_pointer(&problems) : NULL;
}

/* --- making a move --- */

char *name_of_record(Store *store, const char *record, gint64 id)
{
    const RecordKind *kind = store_record_kind(store, record);
    g_autofree char *title = record_title(store, record, id);
    if (kind && kind->prefix && g_str_has_prefix(title, kind->prefix))
        title[strcspn(title, " ")] = '\0';
    return g_strdup_printf("%s %s", kind ? kind->label : record, title);
}

/* The label of a state; each record with states has a table of them. The record's name is a record kind's: it
 * was found in the file. */
static char *state_label(Store *store, const char *record, const char *state)
{
    g_autofree char *sql = g_strdup_printf("SELECT label FROM \"%s_state\" WHERE code = :code", record);
    g_autoptr(Query) query = query_new(store, sql, NULL);
    if (!query)
        return g_strdup(state);
    query_bind_text(query, ":code", state);
    return g_strdup(query_next(query, NULL) ? query_text(query, 0) : state);
}

static char *labels_of(const GPtrArray *moves)
{
    GString *labels = g_string_new(NULL);
    for (guint i = 0; i < moves->len; i++)
        g_string_append_printf(labels, "%s%s", i > 0 ? ", " : "",
                               ((const WorkflowMove *)g_ptr_array_index(moves, i))->label);
    return g_string_free(labels, FALSE);
}

static bool refuse_unknown(Store *store, const Record *before, const char *to_state, const GPtrArray *moves,
                           GError **error)
{
    g_autofree char *name = name_of_record(store, record_table(before), record_id(before));
    g_autofree char *from = state_label(store, record_table(before), record_get(before, "state"));
    g_autofree char *to = state_label(store, record_table(before), to_state);
    g_autofree char *labels = labels_of(moves);
    if (moves->len == 0)
        return error_set(error, ERROR_REFUSED,
                         "%s: it is %s and moves no more: undo the last move if it was a mistake", name,
                         from);
    return error_set(error, ERROR_REFUSED, "%s: it is %s and cannot become %s: the moves from there are: %s",
                     name, from, to, labels);
}

/* Refuses what the workflow lacks, and what a gate forbids. */
static bool may_move(Store *store, const Record *before, const char *to_state, GError **error)
{
    const char *record = record_table(before);
    g_autoptr(GPtrArray) moves = workflow_moves(store, record, record_id(before), error);
    if (!moves)
        return false;
    const WorkflowMove *wanted = NULL;
    for (guint i = 0; i < moves->len && !wanted; i++) {
        const WorkflowMove *move = g_ptr_array_index(moves, i);
        wanted = strcmp(move->to_state, to_state) == 0 ? move : NULL;
    }
    if (!wanted)
        return refuse_unknown(store, before, to_state, moves, error);
    if (wanted->problems == 0)
        return true;
    g_autoptr(GPtrArray) problems = workflow_problems(store, record, record_id(before), to_state, error);
    if (!problems || problems->len == 0)
        return problems != NULL;
    const WorkflowProblem *first = g_ptr_array_index(problems, 0);
    return error_set(error, ERROR_REFUSED, "%s: %s (%s)%s: mend it first", wanted->label, first->problem,
                     first->cite ? first->cite : "office rule", problems->len > 1 ? ", and more" : "");
}

static char *officer_id(Store *store)
{
    g_autoptr(Query) query = query_new(store, "SELECT id FROM officer WHERE login = :login", NULL);
    if (!query)
        return NULL;
    query_bind_text(query, ":login", store_officer(store));
    return query_next(query, NULL) ? g_strdup(query_text(query, 0)) : NULL;
}

/* Keeps the move itself, so that a comment and evidence can be given to it later. */
static bool note_move(Store *store, Change *change, const Record *before, const char *to_state,
                      GError **error)
{
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, record_id(before));
    g_autofree char *today = store_today(store);
    g_autofree char *officer = officer_id(store);
    g_autoptr(Record) move = record_new("move");
    record_set(move, "record", record_table(before));
    record_set(move, "record_id", id);
    record_set(move, "from_state", record_get(before, "state"));
    record_set(move, "to_state", to_state);
    record_set(move, "moved_on", today);
    record_set(move, "officer_id", officer);
    return change_insert(change, move, error);
}

static char *move_words(Store *store, const Record *before, const char *to_state)
{
    g_autofree char *name = name_of_record(store, record_table(before), record_id(before));
    g_autofree char *from = state_label(store, record_table(before), record_get(before, "state"));
    g_autofree char *to = state_label(store, record_table(before), to_state);
    return g_strdup_printf("%s moved from %s to %s", name, from, to);
}

static bool move_one(Store *store, Change *change, const char *record, gint64 id, const char *to_state,
                     GError **error)
{
    g_autoptr(Record) before = record_read(store, record, id, error);
    if (!before)
        return false;
    g_autoptr(Record) after = record_copy(before);
    record_set(after, "state", to_state);
    return change_update(change, before, after, error) && note_move(store, change, before, to_state, error);
}

static bool may_move_all(Store *store, const char *record, const gint64 *ids, guint count,
                         const char *to_state, GError **error)
{
    for (guint i = 0; i < count; i++) {
        g_autoptr(Record) before = record_read(store, record, ids[i], error);
        if (!before || !may_move(store, before, to_state, error))
            return false;
    }
    return true;
}

static char *words_for_all(Store *store, const char *record, const gint64 *ids, guint count,
                           const char *to_state)
{
    g_autoptr(Record) first = record_read(store, record, ids[0], NULL);
    if (count == 1 && first)
        return move_words(store, first, to_state);
    const RecordKind *kind = store_record_kind(store, record);
    g_autofree char *to = state_label(store, record, to_state);
    return g_strdup_printf("%u %s moved to %s", count, kind ? kind->label_many : record, to);
}

bool workflow_make_all(Store *store, const char *record, const gint64 *ids, guint count, const char *to_state,
                       GError **error)
{
    if (count == 0 || !may_move_all(store, record, ids, count, to_state, error))
        return count == 0;
    g_autofree char *words = words_for_all(store, record, ids, count, to_state);
    g_autoptr(Change) change = change_open(store, words, error);
    if (!change)
        return false;
    change_set_record(change, record, ids[0]);
    for (guint i = 0; i < count; i++) {
        if (!move_one(store, change, record, ids[i], to_state, error))
            return false;
    }
    return change_commit(g_steal_pointer(&change), NULL, error);
}

bool workflow_make(Store *store, const char *record, gint64 id, const char *to_state, GError **error)
{
    return workflow_make_all(store, record, &id, 1, to_state, error);
}
