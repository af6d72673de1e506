/* The export-control checklist, as an officer works through it. */
#include "support/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A case without answers, its checklist open. */
static Screen *open_checklist(const Fixture *office, const ScreenOptions *options)
{
    program_write(office, "DELETE FROM answer WHERE export_case_id = (SELECT min(id) FROM export_case)");
    g_autofree char *ref = program_sql(office, "SELECT ref FROM export_case ORDER BY id LIMIT 1");
    Screen *screen = program_open(office, options);
    program_open_record(screen, ref);
    screen_type(screen, "c");
    screen_expect_line(screen, 0, " open");
    screen_expect_cursor_on(screen, "0.1");
    return screen;
}

static bool stands_on(Screen *screen, const char *code)
{
    g_autofree char *start = g_strdup_printf("%s ", code);
    int row, column;

    screen_cursor(screen, &row, &column);
    return screen_column_of(screen, row, start) == column;
}

static bool stands_in(Screen *screen, const char *section)
{
    int row, column;

    screen_cursor(screen, &row, &column);
    return screen_column_of(screen, row, section) == column;
}

/* From the first question: section by section, then question by question. */
static void go_to_question(Screen *screen, const char *code)
{
    g_autofree char *section = g_strdup_printf("%.*s.", (int)strcspn(code, "."), code);
    screen_type(screen, "<Home>");
    screen_settle(screen);
    for (int i = 0; i < 15 && !stands_in(screen, section); i++) {
        screen_type(screen, "<Tab>");
        screen_settle(screen);
    }
    for (int i = 0; i < 20 && !stands_on(screen, code); i++) {
        screen_type(screen, "j");
        screen_settle(screen);
    }
    if (!stands_on(screen, code))
        screen_expect_cursor_on(screen, code);
}

static char *answer_of(const Fixture *office, const char *code, const char *column)
{
    g_autofree char *sql = g_strdup_printf(
        "SELECT %s FROM answer WHERE export_case_id = (SELECT min(id) FROM export_case) AND question = '%s'",
        column, code);
    return program_sql(office, sql);
}

static int open_count(Screen *screen)
{
    g_autofree char *line = screen_line(screen, 0);
    char *end = strstr(line, " open");
    while (end > line && g_ascii_isdigit(end[-1]))
        end--;
    return atoi(end);
}

static void checklist__shows__question_citation_and_edition(void **state)
{
    g_autoptr(Screen) screen = open_checklist(*state, NULL);

    screen_assert(screen, "S0 Case facts");
    go_to_question(screen, "1.1");
    screen_expect(screen, "Is the transfer necessary");
    screen_expect(screen, "NPR 2190.1C");
    screen_expect(screen, "as of 20");
}

static void answer_key__writes_the_answer__and_goes_to_the_next_question(void **state)
{
    g_autoptr(Screen) screen = open_checklist(*state, NULL);
    g_autofree char *none = NULL;

    go_to_question(screen, "1.1");
    int before = open_count(screen);
    screen_type(screen, "y");
    screen_expect_cursor_on(screen, "1.2");
    assert_int_equal(open_count(screen), before - 1);
    g_autofree char *answer = answer_of(*state, "1.1", "answer || ' ' || answered_by");
    assert_string_equal(answer, "yes officer");
    screen_type(screen, "k c");
    screen_settle(screen);
    none = answer_of(*state, "1.1", "answer");
    assert_null(none);
    assert_int_equal(open_count(screen), before);
}

static void unknown__stays__open(void **state)
{
    g_autoptr(Screen) screen = open_checklist(*state, NULL);

    go_to_question(screen, "1.1");
    int before = open_count(screen);
    screen_type(screen, "u");
    screen_expect_cursor_on(screen, "1.2");
    screen_expect(screen, "UNKNOWN");
    assert_int_equal(open_count(screen), before);
}

static void answer_that_stops__is_an_open_issue(void **state)
{
    g_autoptr(Screen) screen = open_checklist(*state, NULL);

    go_to_question(screen, "1.1");
    int before = open_count(screen);
    screen_type(screen, "n");
    screen_expect_cursor_on(screen, "1.2");
    assert_int_equal(open_count(screen), before);
    screen_type(screen, "k");
    screen_expect(screen, "stops here");
}

static void questions__appear_and_go__with_the_answers_they_depend_on(void **state)
{
    g_autoptr(Screen) screen = open_checklist(*state, NULL);

    go_to_question(screen, "1.2");
    screen_assert_not(screen, "1.3 ");
    screen_type(screen, "y");
    screen_expect(screen, "1.3 ");
    go_to_question(screen, "1.3");
    screen_type(screen, "k");
    screen_expect_cursor_on(screen, "1.2");
    screen_type(screen, "n");
    screen_expect(screen, "1.2 no: why, against what is known?");
    screen_text(screen, "It does not cover data");
    screen_type(screen, "<Enter>");
    screen_expect_cursor_on(screen, "1.2");
    screen_assert_not(screen, "1.3 ");
}

static void fact__is_answered__in_words(void **state)
{
    g_autoptr(Screen) screen = open_checklist(*state, NULL);

    go_to_question(screen, "0.2");
    screen_type(screen, "n");
    program_expect_message(screen, "in words");
    screen_type(screen, "<Enter>");
    screen_expect(screen, "0.2 Answer");
    screen_text(screen, "Portal sensor, model 7");
    screen_type(screen, "<Enter>");
    screen_expect_gone(screen, "0.2 Answer");
    screen_expect(screen, "Portal sensor, model 7");
    g_autofree char *answer = answer_of(*state, "0.2", "answer || ' ' || text");
    assert_string_equal(answer, "text Portal sensor, model 7");
}

static void note_and_evidence__stand_on_the_answer(void **state)
{
    g_autoptr(Screen) screen = open_checklist(*state, NULL);

    go_to_question(screen, "1.1");
    screen_type(screen, "y k <Enter>");
    screen_expect(screen, "1.1 Note");
    screen_text(screen, "Asked by the director");
    screen_type(screen, "<Enter>");
    screen_expect(screen, "Note: Asked by the director");
    screen_type(screen, "e");
    screen_expect(screen, "Evidence");
    screen_text(screen, "DOC-2026-001");
    screen_type(screen, "<Enter>");
    screen_expect(screen, "Evidence: DOC-2026-001");
    g_autofree char *answer = answer_of(*state, "1.1", "answer || '|' || note || '|' || evidence");
    assert_string_equal(answer, "yes|Asked by the director|DOC-2026-001");
}

static void open_issues__are_listed__alone_and_always_counted(void **state)
{
    g_autoptr(Screen) screen = open_checklist(*state, NULL);

    go_to_question(screen, "1.1");
    screen_type(screen, "y");
    screen_expect_cursor_on(screen, "1.2");
    screen_expect_line(screen, -4, "Open ");
    screen_type(screen, "o");
    screen_settle(screen);
    screen_assert_not(screen, "1.1   Is the");
    screen_type(screen, "o");
    screen_expect(screen, "1.1   Is the");
}

static void progress__is_shown__by_section(void **state)
{
    g_autoptr(Screen) screen = open_checklist(*state, NULL);

    go_to_question(screen, "1.1");
    int row = screen_row_of(screen, "S1 Threshold");
    g_autofree char *before = screen_line(screen, row);
    assert_non_null(strstr(before, "0/"));
    screen_type(screen, "y");
    screen_expect_cursor_on(screen, "1.2");
    g_autofree char *after = screen_line(screen, screen_row_of(screen, "S1 Threshold"));
    assert_non_null(strstr(after, "1/"));
}

static void program__never_says__cleared(void **state)
{
    g_autoptr(Screen) screen = open_checklist(*state, &(ScreenOptions){.rows = 60, .columns = 150});

    for (int section = 0; section < 15; section++) {
        g_autofree char *all = screen_all(screen);
        assert_null(strstr(all, "cleared"));
        assert_null(strstr(all, "Cleared"));
        screen_type(screen, "<Tab>");
        screen_settle(screen);
    }
}

static void red_flag__that_is_present__is_an_open_issue(void **state)
{
    g_autoptr(Screen) screen = open_checklist(*state, &(ScreenOptions){.rows = 60, .columns = 120});

    go_to_question(screen, "10.1");
    int before = open_count(screen);
    screen_type(screen, "n");
    screen_expect_cursor_on(screen, "10.2");
    assert_int_equal(open_count(screen), before - 1);
    screen_type(screen, "y");
    screen_expect_cursor_on(screen, "10.3");
    assert_true(open_count(screen) >= before - 1); /* and what to do about it is asked now */
    screen_type(screen, "k");
    screen_expect(screen, "stops here");
}

static void section_keys__pass_over__a_section_in_which_nothing_is_asked(void **state)
{
    g_autoptr(Screen) screen = open_checklist(*state, NULL);

    go_to_question(screen, "2.1");
    screen_assert(screen, "0/4");
    screen_type(screen, "<Tab>");
    screen_expect_cursor_on(screen, "4.3");
    screen_type(screen, "<Shift-Tab>");
    screen_expect_cursor_on(screen, "2.1");
}

static void answer__is_undone__from_the_case(void **state)
{
    g_autoptr(Screen) screen = open_checklist(*state, NULL);

    go_to_question(screen, "1.1");
    screen_type(screen, "y");
    screen_expect_cursor_on(screen, "1.2");
    screen_type(screen, "<Esc>");
    screen_expect_gone(screen, "S1 Threshold");
    screen_type(screen, "u");
    program_expect_message(screen, "Undone:");
    g_autofree char *none = answer_of(*state, "1.1", "answer");
    assert_null(none);
}

static void checklist__is_reached__from_the_list_of_checklists(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, "k");
    screen_expect_line(screen, 0, "Checklists");
    screen_expect_cursor_on(screen, "EXC-");
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, " open");
    screen_expect(screen, "S0 Case facts");
}

static void known_answer__is_shown_with_its_source__and_taken_over_by_one_key(void **state)
{
    g_autoptr(Screen) screen = open_checklist(*state, NULL);

    go_to_question(screen, "1.2");
    screen_expect(screen, "Known: yes, because AGR-");
    int before = open_count(screen);
    screen_type(screen, "w");
    program_expect_message(screen, "1 answer taken over from what is known");
    assert_true(open_count(screen) < before + 3);
    g_autofree char *kept = answer_of(*state, "1.2", "answer || ' ' || known_answer || ' ' || known_why");
    assert_true(g_str_has_prefix(kept, "yes yes yes, because AGR-"));
    screen_type(screen, "W");
    program_expect_message(screen, "answers taken over from what is known");
    g_autofree char *item = answer_of(*state, "4.8", "text");
    assert_non_null(item);
}

static void answer_against_what_is_known__asks_for_its_reason__and_is_kept_with_it(void **state)
{
    g_autoptr(Screen) screen = open_checklist(*state, NULL);

    go_to_question(screen, "1.2");
    screen_type(screen, "n");
    screen_expect(screen, "1.2 no: why, against what is known?");
    screen_type(screen, "<Esc>");
    screen_settle(screen);
    g_autofree char *none = answer_of(*state, "1.2", "answer");
    assert_null(none);
    screen_type(screen, "n");
    screen_expect(screen, "1.2 no: why");
    screen_text(screen, "It covers no data");
    screen_type(screen, "<Enter>");
    screen_expect_gone(screen, "1.2 no: why");
    screen_expect(screen, "Note: It covers no data");
    g_autofree char *kept = answer_of(*state, "1.2", "answer || ' ' || known_answer || ' ' || note");
    assert_string_equal(kept, "no yes It covers no data");
}

static void answer__is_an_issue__when_the_fact_behind_it_changes(void **state)
{
    g_autoptr(Screen) screen = open_checklist(*state, NULL);

    go_to_question(screen, "1.2");
    screen_type(screen, "w");
    program_expect_message(screen, "taken over");
    program_write(*state, "UPDATE agreement SET ends_on = '2026-11-22' WHERE id = (SELECT agreement_id FROM "
                          "export_case ORDER BY id LIMIT 1)");
    screen_type(screen, "j k");
    screen_expect(screen, "yes!");
    screen_expect(screen, "Open: no longer agrees");
}

static void question__says__that_its_table_is_past_its_day(void **state)
{
    const Fixture *office = *state;
    program_write(office,
                  "UPDATE rule_table SET as_of = '2025-01-01', stale_after = '2026-01-01' WHERE name = "
                  "'itar_126_1'");
    Screen *screen = open_checklist(office, NULL);
    go_to_question(screen, "5.2");
    screen_expect(screen, "Stale: ITAR 126.1 countries of");
    program_leave(screen);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, program_setup, program_teardown)
    const struct CMUnitTest tests[] = {
        TEST(checklist__shows__question_citation_and_edition),
        TEST(answer_key__writes_the_answer__and_goes_to_the_next_question),
        TEST(unknown__stays__open),
        TEST(answer_that_stops__is_an_open_issue),
        TEST(questions__appear_and_go__with_the_answers_they_depend_on),
        TEST(fact__is_answered__in_words),
        TEST(known_answer__is_shown_with_its_source__and_taken_over_by_one_key),
        TEST(answer_against_what_is_known__asks_for_its_reason__and_is_kept_with_it),
        TEST(answer__is_an_issue__when_the_fact_behind_it_changes),
        TEST(note_and_evidence__stand_on_the_answer),
        TEST(open_issues__are_listed__alone_and_always_counted),
        TEST(progress__is_shown__by_section),
        TEST(program__never_says__cleared),
        TEST(red_flag__that_is_present__is_an_open_issue),
        TEST(section_keys__pass_over__a_section_in_which_nothing_is_asked),
        TEST(answer__is_undone__from_the_case),
        TEST(checklist__is_reached__from_the_list_of_checklists),
        TEST(question__says__that_its_table_is_past_its_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
