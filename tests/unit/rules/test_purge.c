/* Cases whose five years are over, and the control plan as it is printed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "document/plain.h"
#include "rules/purge.h"
#include "rules/report.h"
#include "store/journal.h"
#include "store/query.h"
#include "support/office_file.h"

/* A case that ended on that day, in that state. */
static gint64 add_case(const OfficeFile *file, const char *title, const char *state, const char *closed_on)
{
    return office_file_add(file, "export_case", "title", title, "state", state, "closed_on", closed_on, NULL);
}

static gint64 number(const OfficeFile *file, const char *sql)
{
    return query_one_int(file->store, sql, 0, -1);
}

static void refuse(const OfficeFile *file, const char *ref, int code, const char *words)
{
    g_autoptr(GError) error = NULL;
    const char *const refs[] = {ref};
    assert_false(purge_cases(file->store, refs, 1, &error));
    assert_true(error_is(error, code));
    if (!strstr(error->message, words))
        fail_msg("%s", error->message);
}

static void purge__takes_the_case_with_its_parts__and_leaves_what_named_it(void **state)
{
    const OfficeFile *file = *state;
    gint64 id = add_case(file, "Old sensor", "purge_due", "2020-01-01");
    g_autofree char *owner = g_strdup_printf("%" G_GINT64_FORMAT, id);
    office_file_add(file, "case_item", "export_case_id", owner, "title", "Sensor", NULL);
    office_file_add(file, "answer", "export_case_id", owner, "question", "10.2", "answer", "yes", NULL);
    office_file_add(file, "document", "record", "export_case", "record_id", owner, "title", "Statement",
                    NULL);
    office_file_add(file, "visit", "title", "Tour", "arrives_on", "2019-01-01", "departs_on", "2019-01-02",
                    "export_case_id", owner, NULL);
    g_autoptr(GPtrArray) list = purge_due_read(file->store, NULL);
    assert_int_equal(list->len, 1);
    assert_string_equal(((PurgeDue *)list->pdata[0])->kept_until, "2025-01-01");
    const char *const refs[] = {"exc-2026-001"};
    g_autoptr(GError) error = NULL;
    if (!purge_cases(file->store, refs, 1, &error))
        fail_msg("%s", error->message);
    assert_int_equal(number(file, "SELECT count(*) FROM export_case WHERE :id = 0"), 0);
    assert_int_equal(
        number(file, "SELECT (SELECT count(*) FROM case_item) + (SELECT count(*) FROM answer) + (SELECT "
                     "count(*) FROM case_red_flag) + (SELECT count(*) FROM document) WHERE :id = 0"),
        0);
    assert_int_equal(number(file, "SELECT count(*) FROM visit WHERE export_case_id IS NULL AND :id = 0"), 1);
    g_autofree char *what = query_one_text(
        file->store, "SELECT what FROM journal WHERE :id = 0 ORDER BY id DESC LIMIT 1", 0, NULL);
    assert_string_equal(
        what, "Purged, their retention has ended: EXC-2026-001 (kept until 2025-01-01: end of the case on "
              "2020-01-01)");
}

static void purge__refuses__what_is_held_kept_or_not_said_to_be_due(void **state)
{
    const OfficeFile *file = *state;
    office_file_add(file, "export_case", "title", "Held", "state", "closed", "closed_on", "2019-01-01",
                    "legal_hold", "1", "legal_hold_reason", "BIS asked", NULL);
    add_case(file, "Young", "closed", "2024-01-01");
    add_case(file, "Over", "closed", "2019-01-01");
    refuse(file, "EXC-2026-001", ERROR_REFUSED, "held: BIS asked");
    refuse(file, "EXC-2026-002", ERROR_REFUSED, "it is kept until 2029-01-01");
    refuse(file, "EXC-2026-003", ERROR_REFUSED, "moves it to Purge due");
    refuse(file, "EXC-2026-009", ERROR_NOT_FOUND, "EXC-2026-009");
    assert_int_equal(number(file, "SELECT count(*) FROM export_case WHERE :id = 0"), 3);
}

static void control_plan__is_printed_with_sections_items_and_people(void **state)
{
    const OfficeFile *file = *state;
    gint64 id = add_case(file, "Sensor", "draft", NULL);
    g_autofree char *owner = g_strdup_printf("%" G_GINT64_FORMAT, id);
    office_file_add(file, "case_item", "export_case_id", owner, "title", "Portal sensor", "eccn", "6A003",
                    NULL);
    gint64 plan = office_file_add(file, "control_plan", "title", "Hall B", "export_case_id", owner, NULL);
    g_autofree char *plan_id = g_strdup_printf("%" G_GINT64_FORMAT, plan);
    office_file_add(file, "control_plan_access", "control_plan_id", plan_id, "name", "Grace Whitfield",
                    "nationality", "US", NULL);
    const ReportScope scope = {.subject = "TCP-2026-001"};
    g_autoptr(GError) error = NULL;
    g_autoptr(Document) document = report_find("control-plan")->make(file->store, &scope, &error);
    if (!document)
        fail_msg("%s", error->message);
    g_autofree char *text = plain_write(document, 100);
    const char *const parts[] = {"Hall B",          "Not approved.", "15. Signatures",  "Portal sensor",
                                 "Grace Whitfield", "not yet",       "Not written yet."};
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
        if (!strstr(text, parts[i]))
            fail_msg("no \"%s\" in\n%s", parts[i], text);
    const ReportScope none = {.subject = "TCP-2026-009"};
    assert_null(report_find("control-plan")->make(file->store, &none, &error));
    assert_true(error_is(error, ERROR_NOT_FOUND));
}

int main(void)
{
#define WITH_FILE(test) cmocka_unit_test_setup_teardown(test, office_file_setup, office_file_teardown)
    const struct CMUnitTest tests[] = {
        WITH_FILE(purge__takes_the_case_with_its_parts__and_leaves_what_named_it),
        WITH_FILE(purge__refuses__what_is_held_kept_or_not_said_to_be_due),
        WITH_FILE(control_plan__is_printed_with_sections_items_and_people),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
