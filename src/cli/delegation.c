/* The command delegation: many visitors into one visit, from a file of lines. */
#include "rules/delegation.h"

#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "rules/consequence.h"
#include "store/record.h"

enum { FILE_BYTES = 1024 * 1024 };

static char *read_lines(const char *path, GError **error)
{
    g_autoptr(GError) problem = NULL;
    g_autofree char *text = NULL;
    gsize size = 0;
    if (!g_file_get_contents(path, &text, &size, &problem)) {
        error_set(error, ERROR_SYSTEM, "%s", problem->message);
        return NULL;
    }
    if (size > FILE_BYTES || !g_utf8_validate(text, (gssize)size, NULL)) {
        error_set(error, ERROR_INPUT, "%s: is no list of people: it must be UTF-8 text of at most 1 MiB",
                  path);
        return NULL;
    }
    return g_steal_pointer(&text);
}

static bool find_visit(Office *office, const char *ref, gint64 *id, GError **error)
{
    const char *record = NULL;
    if (!record_find_ref(office->store, ref, &record, id, error))
        return false;
    return g_strcmp0(record, "visit") == 0 ||
           error_set(error, ERROR_USAGE, "%s: is no visit: give a reference such as VIS-2026-001", ref);
}

static int finish(Call *call, Delegation *delegation, Store *store, GError **error)
{
    guint count = 0, problems = delegation_problems(delegation);
    if (problems > 0) {
        error_set(error, ERROR_INPUT,
                  "%s: %u of %u lines cannot be taken: nothing was written; mend them and enter it again",
                  call->words[1], problems, delegation_count(delegation));
        return 0;
    }
    g_autoptr(GPtrArray) found = delegation_foresee(delegation, store, error);
    if (found == NULL)
        return 0;
    g_autofree char *more = consequence_lines(found, NULL);
    if (found->len > 0)
        output_note("Putting them in does more:\n%s", more);
    if (call->options.dry_run)
        output_note("Nothing was written");
    else if (delegation_enter(delegation, store, &count, error))
        output_note("%u put into the visit", count);
    return 0;
}

int command_delegation(Call *call, GError **error)
{
    gint64 visit = 0;
    g_autoptr(Office) office = call_open(call, error);
    g_autofree char *text = office != NULL ? read_lines(call->words[1], error) : NULL;
    if (text == NULL || !find_visit(office, call->words[0], &visit, error))
        return 0;
    g_autoptr(Delegation) delegation = delegation_read(office->store, visit, text, error);
    if (delegation == NULL)
        return 0;
    for (guint i = 0; i < delegation_count(delegation); i++) {
        g_autofree char *line = delegation_line(delegation, office->store, i);
        output_line(call->output, "%s", line);
    }
    return finish(call, delegation, office->store, error);
}
