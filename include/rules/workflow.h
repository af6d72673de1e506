/* Which state a record may move to, and what stands in the way. The moves are the table `workflow`, the
 * obstacles the view `gate`. */
#ifndef ENTENTE_RULES_WORKFLOW_H
#define ENTENTE_RULES_WORKFLOW_H

#include "store/record.h"

typedef struct {
    char *to_state;
    char *label;    /* label of the move or of the state */
    char *role;     /* who makes it */
    guint problems; /* obstacles now */
} WorkflowMove;
void workflow_move_free(WorkflowMove *move);

typedef struct {
    char *problem; /* "Area review open since 12 Nov" */
    char *cite;    /* its source */
    char *screen;  /* screen and record where it is mended; NULL when nowhere in particular */
    gint64 id;
} WorkflowProblem;
void workflow_problem_free(WorkflowProblem *problem);

/* True when records of this table have states that move. */
bool workflow_has(Store *store, const char *record);
/* Moves from the record's present state. (transfer full) (element-type WorkflowMove) */
GPtrArray *workflow_moves(Store *store, const char *record, gint64 id, GError **error);
/* What stands in the way of a move; empty when nothing does. (transfer full) (element-type WorkflowProblem)
 */
GPtrArray *workflow_problems(Store *store, const char *record, gint64 id, const char *to_state,
                             GError **error);
/* Makes the move as one change. ERROR_REFUSED with the first problem when a gate forbids it. */
bool workflow_make(Store *store, const char *record, gint64 id, const char *to_state, GError **error);
/* The same for several records, all or none, as one change that one undo takes back. */
bool workflow_make_all(Store *store, const char *record, const gint64 *ids, guint count, const char *to_state,
                       GError **error);

#endif
