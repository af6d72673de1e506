/* The command redact: what is personal in a visit that is over goes. */
#include "rules/redact.h"

#include "base/error.h"
#include "cli/command.h"
#include "store/record.h"

int command_redact(Call *call, GError **error)
{
    const char *record = NULL;
    gint64 visit = 0;
    RedactCounts counts = {0};
    g_autoptr(Office) office = call_open(call, error);
    if (office == NULL || !record_find_ref(office->store, call->words[0], &record, &visit, error))
        return 0;
    if (g_strcmp0(record, "visit") != 0) {
        error_set(error, ERROR_USAGE, "%s: is no visit: give a reference such as VIS-2026-001",
                  call->words[0]);
        return 0;
    }
    bool done = call->options.dry_run ? redact_look(office->store, visit, &counts, error)
                                      : redact_visit(office->store, visit, &counts, error);
    if (done)
        output_line(
            call->output,
            "%s: %u people emptied, %u needed elsewhere kept, %u entries of the journal without content%s",
            call->words[0], counts.people, counts.kept, counts.entries,
            call->options.dry_run ? " (nothing was written)" : "");
    return 0;
}
