/* A visit that is over loses what is personal, in its records and in the journal, and the journal's chain
 * still holds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "rules/redact.h"
#include "store/change.h"
#include "store/journal.h"
#include "store/query.h"
#include "support/office_file.h"

typedef struct {
    const OfficeFile *file;
    gint64 visit, lone, often;
} Scene;

static char *number(gint64 id)
{
    return g_strdup_printf("%" G_GINT64_FORMAT, id);
}

static gint64 new_visit(const OfficeFile *file, const char *visit_state)
{
    return office_file_add(file, "visit", "title", "Lindqvist and party", "purpose", "Compare methods",
                           "arrives_on", "2023-12-02", "departs_on", "2023-12-04", "state", visit_state,
                           "report", "He asked much", NULL);
}

static void put_in(const OfficeFile *file, gint64 visit, gint64 visitor)
{
    g_autofree char *into = number(visit), *who = number(visitor);
    office_file_add(file, "visit_visitor", "visit_id", into, "visitor_id", who, "state", "departed", NULL);
}

/* A closed visit of one person who came once, and one who came twice. */
static Scene new_scene(const OfficeFile *file)
{
    Scene scene = {file, new_visit(file, "closed"), 0, 0};
    scene.lone = office_file_add(file, "visitor", "family_name", "Lindqvist", "given_name", "Karl",
                                 "employer", "FOI", NULL);
    scene.often = office_file_add(file, "visitor", "family_name", "Berg", "given_name", "Ida", NULL);
    g_autofree char *owner = number(scene.lone);
    office_file_add(file, "citizenship", "visitor_id", owner, "country", "SE", NULL);
    put_in(file, scene.visit, scene.lone);
    put_in(file, scene.visit, scene.often);
    put_in(file, new_visit(file, "closed"), scene.often);
    return scene;
}

static void redact(const Scene *scene)
{
    RedactCounts counts = {0};
    g_autoptr(GError) error = NULL;
    if (!redact_visit(scene->file->store, scene->visit, &counts, &error))
        fail_msg("%s", error->message);
    assert_int_equal(counts.people, 1);
    assert_int_equal(counts.kept, 1);
}

static char *text_of(const Scene *scene, const char *sql, gint64 id)
{
    return query_one_text(scene->file->store, sql, id, NULL);
}

static void redacting__leaves_country_dates_and_purpose__and_empties_who_came_once(void **state)
{
    Scene scene = new_scene(*state);
    redact(&scene);
    g_autofree char *visit = text_of(&scene,
                                     "SELECT state || arrives_on || purpose || coalesce(report, '-') || "
                                     "notes || purged_on FROM visit WHERE id = :id",
                                     scene.visit);
    assert_string_equal(visit, "purged2023-12-02Compare methods-People: 22026-11-23");
    g_autofree char *lone = text_of(&scene,
                                    "SELECT family_name || coalesce(given_name, '') || coalesce(employer, "
                                    "'') FROM visitor WHERE id = :id",
                                    scene.lone);
    assert_string_equal(lone, "Redacted");
    g_autofree char *often = text_of(&scene, "SELECT given_name FROM visitor WHERE id = :id", scene.often);
    assert_string_equal(often, "Ida");
    assert_int_equal(query_one_int(scene.file->store, "SELECT count(*) FROM citizenship", 0, -1), 0);
    assert_int_equal(query_one_int(scene.file->store,
                                   "SELECT count(*) FROM search_text WHERE body LIKE '%lindqvist%' AND id & "
                                   "0xFFFFFFFFFFFFFF = :id",
                                   scene.lone, -1),
                     0);
}

static void redacting__takes_them_out_of_the_journal__and_the_chain_holds(void **state)
{
    Scene scene = new_scene(*state);
    Store *store = scene.file->store;
    static const char KEPT[] =
        "SELECT count(*) FROM journal WHERE instr(changeset, CAST('Lindqvist' AS BLOB)) > 0 OR what LIKE "
        "'%Karl%'";
    assert_true(query_one_int(store, KEPT, 0, 0) > 0);
    redact(&scene);
    /* The other visit of that title is none of this one's. */
    assert_int_equal(query_one_int(store, KEPT, 0, 0), 1);
    VerifyReport report = {0};
    g_autoptr(GError) error = NULL;
    assert_true(journal_verify(store, &report, NULL, NULL, &error));
    if (report.problems->len > 0)
        fail_msg("%s", (char *)g_ptr_array_index(report.problems, 0));
    verify_report_clear(&report);
}

static void redacting__is_never_undone(void **state)
{
    Scene scene = new_scene(*state);
    g_autofree char *what = NULL;
    redact(&scene);
    (void)journal_undo(scene.file->store, &what, NULL);
    g_autofree char *lone = text_of(&scene, "SELECT family_name FROM visitor WHERE id = :id", scene.lone);
    assert_string_equal(lone, "Redacted");
    assert_true(query_one_int(scene.file->store, "SELECT count(*) FROM redaction", 0, 0) > 0);
}

static void entry__without_its_content__is_found_out__where_no_redaction_names_it(void **state)
{
    Scene scene = new_scene(*state);
    g_autoptr(GError) error = NULL;
    g_autoptr(Change) change = change_open(scene.file->store, "Tampering", &error);
    assert_false(change_run(change, &error,
                            "UPDATE journal SET changeset = NULL, what = 'Redacted' WHERE id = 2", NULL));
    assert_non_null(strstr(error->message, "never changed"));
}

static void refuse(const OfficeFile *file, gint64 visit, const char *why)
{
    RedactCounts counts = {0};
    g_autoptr(GError) error = NULL;
    assert_false(redact_visit(file->store, visit, &counts, &error));
    assert_true(error_is(error, ERROR_REFUSED));
    if (!strstr(error->message, why))
        fail_msg("%s", error->message);
}

static void redacting__waits__for_the_end_the_day_and_the_hold(void **state)
{
    const OfficeFile *file = *state;
    refuse(file, new_visit(file, "report_due"), "only a visit that is over");
    gint64 kept = office_file_add(file, "visit", "title", "x", "arrives_on", "2023-12-02", "departs_on",
                                  "2023-12-04", "state", "closed", "purge_on", "2027-01-01", NULL);
    refuse(file, kept, "kept until 2027-01-01");
    gint64 held =
        office_file_add(file, "visit", "title", "x", "arrives_on", "2023-12-02", "departs_on", "2023-12-04",
                        "state", "closed", "legal_hold", "1", "legal_hold_reason", "A claim", NULL);
    refuse(file, held, "legal hold (A claim)");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, office_file_setup, office_file_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(redacting__leaves_country_dates_and_purpose__and_empties_who_came_once),
        TEST(redacting__takes_them_out_of_the_journal__and_the_chain_holds),
        TEST(redacting__is_never_undone),
        TEST(entry__without_its_content__is_found_out__where_no_redaction_names_it),
        TEST(redacting__waits__for_the_end_the_day_and_the_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
