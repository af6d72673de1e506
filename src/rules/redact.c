#include "rules/redact.h"

#include <string.h>

#include "base/error.h"
#include "rules/names.h"
#include "store/change.h"
#include "store/query.h"

#define GONE_PEOPLE "SELECT visitor_id FROM visit_last_person WHERE visit_id = :visit"
#define ENTRIES                                                                                              \
    "SELECT m.entry_id FROM journal_record m JOIN journal j ON j.id = m.entry_id WHERE j.changeset IS NOT "  \
    "NULL AND "                                                                                              \
    "((m.record = 'visit' AND m.record_id = :visit) OR (m.record = 'visitor' AND m.record_id IN "            \
    "(" GONE_PEOPLE ")))"

/* In their order: entries are found through the people, so these go last. */
static const char *const outside_the_record[] = {
    "UPDATE journal SET changeset = NULL, what = 'Redacted' WHERE id IN (SELECT entry_id FROM redaction "
    "WHERE visit = "
    "(SELECT ref FROM visit WHERE id = :visit))",
    "DELETE FROM draft WHERE (screen IN ('visits', 'delegation') AND record_id = :visit) OR (screen = "
    "'visitors' AND record_id IN (" GONE_PEOPLE ")) OR (screen = 'visit_visitors' AND record_id IN (SELECT "
    "id FROM visit_visitor WHERE visit_id = :visit))",
    "DELETE FROM citizenship WHERE visitor_id IN (" GONE_PEOPLE ")",
    "UPDATE visitor SET family_name = 'Redacted', given_name = NULL, other_names = NULL, aliases = NULL, "
    "native_name = NULL, "
    "title = NULL, gender = NULL, born_on = NULL, birth_place = NULL, birth_country = NULL, identity_country "
    "= NULL, "
    "identity_expires_on = NULL, visa_kind = NULL, visa_expires_on = NULL, address = NULL, email = NULL, "
    "phone = NULL, languages "
    "= NULL, emergency_contact = NULL, contact_id = NULL, position = NULL, employer = NULL, employer_address "
    "= NULL, "
    "employer_contact = NULL, background = NULL, expertise = NULL, foreign_government = NULL, "
    "foreign_military = NULL, "
    "fams_reference = NULL, fams_outcome = NULL, fams_on = NULL, screened_on = NULL, screening_outcome = "
    "NULL, notes = NULL, "
    "purged_on = (SELECT day FROM today) WHERE id IN (" GONE_PEOPLE ")",
    "DELETE FROM itinerary_stop WHERE visit_id = :visit",
    "DELETE FROM visit_item WHERE visit_id = :visit",
    "DELETE FROM information_release WHERE visit_id = :visit",
    "DELETE FROM visit_incident WHERE visit_id = :visit",
    "UPDATE review SET reviewer = NULL, reference = NULL, conditions = NULL, notes = NULL WHERE visit_id = "
    ":visit",
    "UPDATE visit SET title = 'Redacted visit', organisation = NULL, justification = NULL, exempt_class = "
    "NULL, exempt_reason = "
    "NULL, exempt_by = NULL, it_systems = NULL, itinerary = NULL, items_brought = NULL, items_handed_over = "
    "NULL, hospitality = "
    "NULL, funded_by = NULL, agenda = NULL, interpreters = NULL, press = NULL, provisos = NULL, changes = "
    "NULL, incidents = NULL, "
    "information_released = NULL, items_received = NULL, items_given = NULL, report = NULL, report_contacts "
    "= NULL, "
    "report_follow_ups = NULL, unusual_interest = NULL, gifts = NULL, lessons = NULL, "
    "contact_report_reference = NULL, notes = "
    "(SELECT 'People: ' || count(*) FROM visit_visitor WHERE visit_id = :visit), purged_on = (SELECT day "
    "FROM today) WHERE id = "
    ":visit",
    "DELETE FROM visit_visitor WHERE visit_id = :visit",
    "UPDATE visit SET state = 'purged' WHERE id = :visit AND state = 'closed'",
};

static gint64 count_of(Store *store, gint64 visit, const char *sql)
{
    g_autoptr(Query) query = query_new(store, sql, NULL);
    if (!query)
        return 0;
    query_bind_int(query, ":visit", visit);
    return query_next(query, NULL) ? query_int(query, 0) : 0;
}

static bool may_redact(Store *store, gint64 visit, GError **error)
{
    g_autofree char *name = name_of_record(store, "visit", visit);
    g_autofree char *problem = query_one_text(
        store, "SELECT problem FROM redaction_obstacle WHERE visit_id = :id LIMIT 1", visit, NULL);
    return !problem || error_set(error, ERROR_REFUSED, "%s: %s: nothing was redacted", name, problem);
}

bool redact_look(Store *store, gint64 visit, RedactCounts *counts, GError **error)
{
    if (!may_redact(store, visit, error))
        return false;
    counts->people =
        (guint)count_of(store, visit, "SELECT count(*) FROM visit_last_person WHERE visit_id = :visit");
    counts->kept =
        (guint)count_of(store, visit, "SELECT count(*) FROM visit_visitor WHERE visit_id = :visit") -
        counts->people;
    counts->entries = (guint)count_of(store, visit, "SELECT count(DISTINCT entry_id) FROM (" ENTRIES ")");
    return true;
}

/* The entries, each noted with its hash as a record of this change. */
static bool note_entries(Store *store, Change *change, gint64 visit, GError **error)
{
    g_autoptr(Query) query =
        query_new(store,
                  "SELECT j.id, j.hash, (SELECT ref FROM visit WHERE id = :visit), (SELECT day FROM today) "
                  "FROM journal j WHERE j.id IN (" ENTRIES ") ORDER BY j.id",
                  error);
    static const char *const columns[] = {"entry_id", "entry_hash", "visit", "redacted_on"};
    if (!query)
        return false;
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
    query_bind_int(query, ":visit", visit);
    while (query_next(query, NULL)) {
        Record *row = record_new("redaction");
        for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
            record_set(row, columns[i], query_text(query, (int)i));
        g_ptr_array_add(rows, row);
    }
    for (guint i = 0; i < rows->len; i++)
        if (!change_insert(change, g_ptr_array_index(rows, i), error))
            return false;
    return true;
}

static bool take_out(Change *change, gint64 visit, GError **error)
{
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, visit);
    change_set_recorded(change, false);
    for (guint i = 0; i < G_N_ELEMENTS(outside_the_record); i++)
        if (!change_run(change, error, outside_the_record[i], ":visit", id, NULL))
            return false;
    change_set_recorded(change, true);
    return true;
}

bool redact_visit(Store *store, gint64 visit, RedactCounts *counts, GError **error)
{
    if (!redact_look(store, visit, counts, error))
        return false;
    g_autofree char *name = name_of_record(store, "visit", visit);
    g_autofree char *words = g_strdup_printf("%s redacted: %u people, %u entries of the journal", name,
                                             counts->people, counts->entries);
    g_autoptr(Change) change = change_open(store, words, error);
    if (!change)
        return false;
    change_set_record(change, "visit", visit);
    return note_entries(store, change, visit, error) && take_out(change, visit, error) &&
           change_commit(g_steal_pointer(&change), NULL, error);
}
