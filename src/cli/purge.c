/* The command purge: which cases have come to the end of their five years; takes away those that are named.
 */
#include <string.h>

#include "base/text.h"
#include "cli/command.h"
#include "rules/purge.h"

static void print_due(Call *call, const GPtrArray *list)
{
    if (list->len == 0)
        output_line(call->output, "No case has come to the end of its five years.");
    for (guint i = 0; i < list->len; i++) {
        const PurgeDue *due = g_ptr_array_index(list, i);
        bool ready = !due->held && strcmp(due->state, "purge_due") == 0;
        output_line(call->output, "%s  kept until %s (%s, %s)  %s", due->ref, due->kept_until, due->event,
                    due->event_on,
                    due->held ? due->standing
                    : ready   ? "may be purged"
                              : "to be moved to Purge due first");
        output_line(call->output, "              %s", due->title);
    }
    if (list->len > 0)
        output_line(call->output,
                    "Nothing was taken away. entente purge REF... or entente purge all does it.");
}

/* The references that "all" means: what may be purged now. (transfer container) */
static GPtrArray *all_ready(const GPtrArray *list)
{
    GPtrArray *refs = g_ptr_array_new();
    for (guint i = 0; i < list->len; i++) {
        const PurgeDue *due = g_ptr_array_index(list, i);
        if (!due->held && strcmp(due->state, "purge_due") == 0)
            g_ptr_array_add(refs, due->ref);
    }
    return refs;
}

int command_purge(Call *call, GError **error)
{
    g_autoptr(Office) office = call_open(call, error);
    g_autoptr(GPtrArray) list = office ? purge_due_read(office->store, error) : NULL;
    if (!list)
        return 0;
    if (!call->words[0]) {
        print_due(call, list);
        return 0;
    }
    bool all = strcmp(call->words[0], "all") == 0 && !call->words[1];
    g_autoptr(GPtrArray) refs = all ? all_ready(list) : g_ptr_array_new();
    for (char **word = call->words; !all && *word; word++)
        g_ptr_array_add(refs, *word);
    if (!purge_cases(office->store, (const char *const *)refs->pdata, refs->len, error))
        return 0;
    g_autofree char *count = text_count(refs->len, "case", "cases");
    output_line(call->output, "%s purged.", count);
    return 0;
}
