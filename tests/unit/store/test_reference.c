/* Rule tables: where their facts come from, and until when they hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "store/query.h"
#include "store/reference.h"
#include "support/store_file.h"

#define store_test(name) cmocka_unit_test_setup_teardown(name, store_file_setup, store_file_teardown)

static RuleTable *edition(Store *store, const char *table)
{
    GError *error = NULL;
    RuleTable *found = reference_edition(store, table, &error);
    assert_null(error);
    assert_non_null(found);
    return found;
}

static void expect_stale(Store *store, const char *table, bool stale)
{
    RuleTable *found = edition(store, table);
    assert_int_equal(found->stale, stale);
    rule_table_free(found);
}

static void set_edition(StoreFile *file, const char *stale_after, int verified)
{
    g_autofree char *sql = g_strdup_printf("UPDATE rule_table SET as_of = '2026-01-01', stale_after = %s, "
                                           "verified = %d WHERE name = 'eccn'",
                                           stale_after, verified);
    store_file_shell(file->path, sql);
}

static void reference_edition__says__where_facts_come_from(void **state)
{
    StoreFile *file = *state;
    RuleTable *chart = edition(file->store, "country_chart");
    assert_string_equal(chart->table, "country_chart");
    assert_true(*chart->title != '\0' && *chart->source != '\0');
    g_autofree char *as_of = store_file_rows(file->store, "SELECT as_of FROM rule_table WHERE name = "
                                                          "'country_chart'");
    assert_string_equal(chart->as_of, as_of);
    rule_table_free(chart);
}

static void reference_edition__is_stale__from_the_day_after_its_last(void **state)
{
    StoreFile *file = *state; /* today is 2026-11-23 */
    set_edition(file, "'2026-11-22'", 1);
    expect_stale(file->store, "eccn", true);
    set_edition(file, "'2026-11-23'", 1);
    expect_stale(file->store, "eccn", false);
    store_file_shell(file->path, "UPDATE setting SET value = '2026-11-24' WHERE name = 'today'");
    expect_stale(file->store, "eccn", true);
}

static void reference_edition__is_never_stale__without_a_last_day(void **state)
{
    StoreFile *file = *state;
    set_edition(file, "NULL", 1);
    store_file_shell(file->path, "UPDATE setting SET value = '2999-01-01' WHERE name = 'today'");
    RuleTable *found = edition(file->store, "eccn");
    assert_null(found->stale_after);
    assert_false(found->stale);
    rule_table_free(found);
}

static void reference_edition__says__what_nobody_verified(void **state)
{
    StoreFile *file = *state;
    for (int verified = 0; verified <= 1; verified++) {
        set_edition(file, "NULL", verified);
        RuleTable *found = edition(file->store, "eccn");
        assert_int_equal(found->verified, verified);
        rule_table_free(found);
    }
}

static void reference_edition__is__nothing_for_a_table_without_rules(void **state)
{
    StoreFile *file = *state;
    GError *error = NULL;
    assert_null(reference_edition(file->store, "visit", &error));
    assert_null(error);
}

static void reference_editions__lists__every_table_and_each_has_rows(void **state)
{
    StoreFile *file = *state;
    GError *error = NULL;
    g_autoptr(GPtrArray) all = reference_editions(file->store, &error);
    assert_non_null(all);
    assert_int_equal(all->len, query_one_int(file->store, "SELECT count(*) FROM rule_table", 0, 0));
    assert_true(all->len >= 15);
    for (guint i = 0; i < all->len; i++) {
        const RuleTable *table = all->pdata[i];
        g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM \"%s\"", table->table);
        if (query_one_int(file->store, sql, 0, 0) < 1)
            fail_msg("%s has no rows", table->table);
    }
}

static void reference_load__brings__a_newer_edition_and_leaves_a_newer_one_alone(void **state)
{
    StoreFile *file = *state;
    /* The file of an older program, and of an office that has a newer table than this program. */
    store_file_shell(
        file->path,
        "UPDATE rule_table SET as_of = '2000-01-01' WHERE name = 'red_flag';"
        "UPDATE red_flag SET label = 'Of yesterday';"
        "UPDATE rule_table SET as_of = '2999-01-01', stale_after = NULL WHERE name = 'terror_sponsor';"
        "UPDATE terror_sponsor SET name = 'Of tomorrow ' || rowid;"
        "UPDATE setting SET value = '' WHERE name = 'views'");
    store_file_reopen(file);
    assert_int_equal(store_file_number(file->path, "SELECT count(*) FROM red_flag WHERE label = 'Of "
                                                   "yesterday'"),
                     0);
    assert_true(store_file_number(file->path, "SELECT count(*) FROM terror_sponsor WHERE name LIKE 'Of "
                                              "tomorrow%'") > 0);
    RuleTable *found = edition(file->store, "terror_sponsor");
    assert_string_equal(found->as_of, "2999-01-01");
    rule_table_free(found);
}

static void reference_is_cited__by_the_part_of_the_regulation(void **state)
{
    (void)state;
    static const struct {
        const char *source, *cite;
        bool cited;
    } rows[] = {{"15 CFR 738 Supp. 1", "15 CFR 738.4, 742", true},
                {"15 CFR 738 Supp. 1", "15 CFR 774; 15 CFR 738 Supp. 1", true},
                {"15 CFR 738 Supp. 1", "15 CFR 740", false},
                {"15 CFR 73 Supp. 1", "15 CFR 738.4", false},
                {"22 CFR 126.1", "22 CFR 126.18", false},
                {"22 CFR 126.1", "22 CFR 126.1", true},
                {"Common usage", "15 CFR 738", false}};
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        RuleTable table = {.source = (char *)rows[i].source};
        if (reference_is_cited(&table, rows[i].cite) != rows[i].cited)
            fail_msg("%s in %s", rows[i].source, rows[i].cite);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reference_is_cited__by_the_part_of_the_regulation),
        store_test(reference_edition__says__where_facts_come_from),
        store_test(reference_edition__is_stale__from_the_day_after_its_last),
        store_test(reference_edition__is_never_stale__without_a_last_day),
        store_test(reference_edition__says__what_nobody_verified),
        store_test(reference_edition__is__nothing_for_a_table_without_rules),
        store_test(reference_editions__lists__every_table_and_each_has_rows),
        store_test(reference_load__brings__a_newer_edition_and_leaves_a_newer_one_alone),
    };
    return cmocka_run_group_tests_name("reference", tests, NULL, NULL);
}
