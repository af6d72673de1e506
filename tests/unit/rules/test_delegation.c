/* A delegation's lines: who is known, who is new, what cannot be taken, all or nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "rules/delegation.h"
#include "store/journal.h"
#include "store/query.h"
#include "support/office_file.h"

static gint64 new_visit(const OfficeFile *file)
{
    return office_file_add(file, "visit", "title", "Trial", "arrives_on", "2026-12-02", "departs_on",
                           "2026-12-04", NULL);
}

static gint64 karl(const OfficeFile *file)
{
    gint64 id = office_file_add(file, "visitor", "family_name", "Lindqvist", "given_name", "Karl", NULL);
    g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, id);
    office_file_add(file, "citizenship", "visitor_id", text, "country", "SE", "most_recent", "1", NULL);
    return id;
}

static Delegation *read_lines(const OfficeFile *file, gint64 visit, const char *text)
{
    g_autoptr(GError) error = NULL;
    Delegation *delegation = delegation_read(file->store, visit, text, &error);
    if (delegation == NULL)
        fail_msg("%s", error->message);
    return delegation;
}

static void lines__find_who_is_known_by_name_and_citizenship(void **state)
{
    const OfficeFile *file = *state;
    gint64 known = karl(file), visit = new_visit(file);
    g_autoptr(Delegation) delegation = read_lines(
        file, visit, "lindqvist, karl; Sweden; FOI; Engineer\nKarl Lindqvist;SWE\nLindqvist, Karl;NO\n");
    assert_int_equal(delegation_count(delegation), 3);
    assert_int_equal(delegation_at(delegation, 0)->visitor, known);
    assert_int_equal(delegation_at(delegation, 1)->visitor, known);
    assert_int_equal(delegation_at(delegation, 2)->visitor, 0);
    g_autofree char *first = delegation_line(delegation, file->store, 0);
    assert_string_equal(first, "line 1: lindqvist, karl (SE): Visitor VTR-2026-001");
}

static void lines__that_cannot_be_taken__name_line_and_column__and_nothing_is_entered(void **state)
{
    const OfficeFile *file = *state;
    gint64 visit = new_visit(file);
    g_autoptr(GError) error = NULL;
    guint count = 0;
    g_autoptr(Delegation) delegation =
        read_lines(file, visit, "Berg, Ida;SE\n;SE\nHolm, Ola;Nowhere\nHolm, Ola\nBerg, Ida;SE");
    assert_int_equal(delegation_problems(delegation), 4);
    assert_true(g_str_has_prefix(delegation_at(delegation, 1)->problem, "line 2, name: "));
    assert_true(g_str_has_prefix(delegation_at(delegation, 2)->problem, "line 3, citizenship: \"Nowhere\""));
    assert_true(g_str_has_prefix(delegation_at(delegation, 3)->problem, "line 4, citizenship: "));
    assert_true(
        g_str_has_prefix(delegation_at(delegation, 4)->problem, "line 5, name: stands in line 1 too"));
    assert_false(delegation_enter(delegation, file->store, &count, &error));
    assert_true(error_is(error, ERROR_INPUT));
    assert_int_equal(query_one_int(file->store, "SELECT count(*) FROM visitor", 0, -1), 0);
}

static void lines__may_have_a_heading__in_any_order(void **state)
{
    const OfficeFile *file = *state;
    gint64 visit = new_visit(file);
    g_autoptr(Delegation) delegation =
        read_lines(file, visit, "Position,Citizenship,Name,Remark\nEngineer,SE,\"Berg, Ida\",vegetarian\n");
    const Delegate *line = delegation_at(delegation, 0);
    assert_int_equal(line->line, 2);
    assert_string_equal(line->family_name, "Berg");
    assert_string_equal(line->given_name, "Ida");
    assert_string_equal(line->position, "Engineer");
    assert_null(line->employer);
}

static void entering__is_one_change__and_leaves_who_comes_already(void **state)
{
    const OfficeFile *file = *state;
    gint64 visit = new_visit(file);
    karl(file);
    guint count = 0;
    g_autofree char *what = NULL;
    g_autoptr(Delegation) first = read_lines(file, visit, "Lindqvist, Karl;SE");
    assert_true(delegation_enter(first, file->store, &count, NULL));
    assert_int_equal(count, 1);
    g_autoptr(Delegation) second = read_lines(file, visit, "Lindqvist, Karl;SE\nBerg, Ida;SE;KTH;Professor");
    assert_true(delegation_at(second, 0)->there);
    assert_true(delegation_enter(second, file->store, &count, NULL));
    assert_int_equal(count, 1);
    assert_int_equal(query_one_int(file->store, "SELECT count(*) FROM visit_visitor", 0, -1), 2);
    assert_true(journal_undo(file->store, &what, NULL));
    assert_string_equal(what, "Undone: Visit VIS-2026-001: delegation entered");
    assert_int_equal(query_one_int(file->store, "SELECT count(*) FROM visitor", 0, -1), 1);
}

static void lines__are_bounded(void **state)
{
    const OfficeFile *file = *state;
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) many = g_string_new(NULL);
    for (int i = 0; i <= DELEGATION_AT_MOST; i++)
        g_string_append_printf(many, "Berg, Ida %d;SE\n", i);
    assert_null(delegation_read(file->store, new_visit(file), many->str, &error));
    assert_true(error_is(error, ERROR_INPUT));
    g_clear_error(&error);
    assert_null(delegation_read(file->store, new_visit(file), "", &error));
    assert_non_null(error);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, office_file_setup, office_file_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(lines__find_who_is_known_by_name_and_citizenship),
        TEST(lines__that_cannot_be_taken__name_line_and_column__and_nothing_is_entered),
        TEST(lines__may_have_a_heading__in_any_order),
        TEST(entering__is_one_change__and_leaves_who_comes_already),
        TEST(lines__are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
