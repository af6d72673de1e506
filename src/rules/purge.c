#include "rules/purge.h"

#include <string.h>

#include "base/error.h"
#include "store/change.h"
#include "store/query.h"
#include "store/record.h"

void purge_due_free(PurgeDue *due)
{
    if (!due)
        return;
    g_free(due->ref);
    g_free(due->title);
    g_free(due->state);
    g_free(due->event);
    g_free(due->event_on);
    g_free(due->kept_until);
    g_free(due->standing);
    g_free(due);
}

static PurgeDue *due_from_row(Query *query)
{
    PurgeDue *due = g_new0(PurgeDue, 1);
    due->id = query_int(query, 0);
    due->ref = g_strdup(query_text(query, 1));
    due->title = g_strdup(query_text(query, 2));
    due->state = g_strdup(query_text(query, 3));
    due->event = g_strdup(query_text(query, 4));
    due->event_on = g_strdup(query_text(query, 5));
    due->kept_until = g_strdup(query_text(query, 6));
    due->standing = g_strdup(query_text(query, 7));
    due->held = query_int(query, 8) != 0;
    return due;
}

GPtrArray *purge_due_read(Store *store, GError **error)
{
    g_autoptr(Query) query =
        query_new(store,
                  "SELECT id, ref, title, state, event, event_on, kept_until, standing, legal_hold"
                  " FROM case_purge_list ORDER BY kept_until, ref",
                  error);
    if (!query)
        return NULL;
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)purge_due_free);
    GError *problem = NULL;
    while (query_next(query, &problem))
        g_ptr_array_add(list, due_from_row(query));
    if (!problem)
        return g_steal_pointer(&list);
    g_propagate_error(error, problem);
    return NULL;
}

static const PurgeDue *find_due(const GPtrArray *list, const char *ref)
{
    for (guint i = 0; i < list->len; i++) {
        const PurgeDue *due = g_ptr_array_index(list, i);
        if (g_ascii_strcasecmp(due->ref, ref) == 0)
            return due;
    }
    return NULL;
}

/* Why a case that is not on the list is not. */
static bool refuse_other(Store *store, const char *ref, GError **error)
{
    const char *record = NULL;
    gint64 id = 0;
    if (!record_find_ref(store, ref, &record, &id, error))
        return false;
    if (strcmp(record, "export_case") != 0)
        return error_set(error, ERROR_NOT_FOUND,
                         "%s: this is no export case: give a reference such as EXC-2021-001", ref);
    g_autofree char *until =
        query_one_text(store, "SELECT kept_until FROM case_retention WHERE export_case_id = :id", id, NULL);
    return error_set(
        error, ERROR_REFUSED,
        "%s: it is kept%s%s: a case is purged when it has ended and five years have gone by since "
        "the latest of its events",
        ref, until ? " until " : "", until ? until : "");
}

static bool may_purge(Store *store, const GPtrArray *list, const char *ref, GError **error)
{
    const PurgeDue *due = find_due(list, ref);
    if (!due)
        return refuse_other(store, ref, error);
    if (due->held)
        return error_set(error, ERROR_REFUSED, "%s: %s: nothing of it may be destroyed while the hold stands",
                         ref, due->standing);
    if (strcmp(due->state, "purge_due") != 0)
        return error_set(
            error, ERROR_REFUSED,
            "%s: nobody has said that its retention has ended: an administrator moves it to Purge due "
            "first",
            ref);
    return true;
}

/* In this order: what names the case lets go of it, then papers' entries, then the case with its parts. */
static const char *const steps[] = {
    "UPDATE visit SET export_case_id = NULL WHERE export_case_id = CAST(:id AS INTEGER)",
    "UPDATE action SET export_case_id = NULL WHERE export_case_id = CAST(:id AS INTEGER)",
    "UPDATE shipment SET export_case_id = NULL WHERE export_case_id = CAST(:id AS INTEGER)",
    "UPDATE control_plan SET export_case_id = NULL WHERE export_case_id = CAST(:id AS INTEGER)",
    "UPDATE export_case SET supersedes_id = NULL WHERE supersedes_id = CAST(:id AS INTEGER)",
    "UPDATE move SET document_id = NULL WHERE record = 'export_case' AND record_id = CAST(:id AS INTEGER)",
    "DELETE FROM document WHERE record = 'export_case' AND record_id = CAST(:id AS INTEGER)",
    "DELETE FROM consequence WHERE record = 'export_case' AND record_id = CAST(:id AS INTEGER)",
    "DELETE FROM export_case WHERE id = CAST(:id AS INTEGER)",
};

static bool purge_one(Change *change, gint64 id, GError **error)
{
    g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, id);
    for (guint i = 0; i < G_N_ELEMENTS(steps); i++) {
        if (!change_run(change, error, steps[i], ":id", number, NULL))
            return false;
    }
    return true;
}

static char *words_of(const GPtrArray *list, const char *const *refs, guint count)
{
    GString *words = g_string_new("Purged, their retention has ended:");
    for (guint i = 0; i < count; i++) {
        const PurgeDue *due = find_due(list, refs[i]);
        g_string_append_printf(words, "%s %s (kept until %s: %s on %s)", i > 0 ? "," : "", due->ref,
                               due->kept_until, due->event, due->event_on);
    }
    return g_string_free(words, FALSE);
}

bool purge_cases(Store *store, const char *const *refs, guint count, GError **error)
{
    g_autoptr(GPtrArray) list = purge_due_read(store, error);
    if (!list)
        return false;
    for (guint i = 0; i < count; i++) {
        if (!may_purge(store, list, refs[i], error))
            return false;
    }
    if (count == 0)
        return true;
    g_autofree char *words = words_of(list, refs, count);
    g_autoptr(Change) change = change_open(store, words, error);
    if (!change)
        return false;
    for (guint i = 0; i < count; i++) {
        if (!purge_one(change, find_due(list, refs[i])->id, error))
            return false;
    }
    return change_commit(g_steal_pointer(&change), NULL, error);
}
