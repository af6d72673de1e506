/* Finding: whatever is typed, whatever the order, a window shows what a plain reading of all texts gives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "base/row.h"
#include "base/text.h"
#include "store/query.h"
#include "store/search.h"
#include "store/window.h"
#include "support/store_file.h"

enum { PEOPLE = 3000, ROUNDS = 30, PAGE = 400 };

#define store_test(name) cmocka_unit_test_setup_teardown(name, store_file_setup, store_file_teardown)

static const char *const NAMES[] = {"Sato",   "Kim",    "O''Brien", "Müller",        "Ngô",  "佐藤",
                                    "김민준", "Иванов", "\"Al\"",   "100%_Percival", "Zola", "van der Aa"};

/* People whose texts are put together from names by numbers that only look random. Names stand in stretches
 * too, so that some are frequent in one part of an order and nowhere else. */
static void make_people(StoreFile *file)
{
    g_autoptr(GString) sql = g_string_new("CREATE TABLE name (i INTEGER PRIMARY KEY, text TEXT);");
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++)
        g_string_append_printf(sql, "INSERT INTO name VALUES (%u, '%s');", i, NAMES[i]);
    g_string_append_printf(
        sql,
        "WITH RECURSIVE n(i, x) AS (SELECT 1, 12345 UNION ALL SELECT i + 1, x * 48271 %% 2147483647 FROM n "
        "WHERE "
        "i < %d) INSERT INTO visitor (id, family_name, given_name, native_name, employer, position) "
        "SELECT i * 37 + (i > 2000) * 1099511627776, (SELECT text FROM name WHERE name.i = x %% 12) || i, "
        "(SELECT text "
        "FROM name WHERE name.i = x / 12 %% 12), CASE WHEN x %% 3 = 0 THEN (SELECT text FROM name WHERE "
        "name.i = "
        "i / 250) END, CASE WHEN x %% 5 > 0 THEN 'Works ' || (x %% 7) END, CASE WHEN x %% 2 THEN 'q' || "
        "(x %% 90) END FROM n; DROP TABLE name;",
        PEOPLE);
    store_file_shell(file->path, sql->str);
    assert_true(search_refresh(file->store, NULL));
}

/* The ids that hold all words of `typed`, by reading every text. */
static GArray *read_all(StoreFile *file, const char *typed, const char *where, const char *order,
                        bool descending)
{
    const char *way = descending ? "DESC" : "ASC";
    g_autofree char *folded = text_fold(typed);
    g_auto(GStrv) words = g_strsplit(folded, " ", -1);
    g_autoptr(GString) sql =
        g_string_new("SELECT s.id FROM visitor AS s JOIN search_text AS t ON t.id = (SELECT "
                     "number FROM record_kind WHERE name = 'visitor') << 56 | s.id WHERE true");
    for (guint i = 0; words[i]; i++)
        g_string_append_printf(sql, " AND (:w%u = '' OR instr(t.body, :w%u) > 0)", i, i);
    if (where)
        g_string_append_printf(sql, " AND %s", where);
    g_string_append_printf(sql, " ORDER BY s.\"%s\" %s NULLS %s, s.id %s", order, way,
                           descending ? "FIRST" : "LAST", way);
    g_autoptr(Query) query = query_new(file->store, sql->str, NULL);
    assert_non_null(query);
    for (guint i = 0; words[i]; i++) {
        g_autofree char *name = g_strdup_printf(":w%u", i);
        query_bind_text(query, name, words[i]);
    }
    GArray *ids = g_array_new(false, false, sizeof(gint64));
    while (query_next(query, NULL)) {
        gint64 id = query_int(query, 0);
        g_array_append_val(ids, id);
    }
    return ids;
}

/* The whole window, a page at a time. */
static GArray *read_window(Window *window, bool backward)
{
    GArray *ids = g_array_new(false, false, sizeof(gint64));
    g_autoptr(Row) from = NULL;
    for (guint got = PAGE; got == PAGE;) {
        g_autoptr(GPtrArray) rows = row_array_new();
        GError *error = NULL;
        if (!window_read(window, from, backward, false, PAGE, rows, &error))
            fail_msg("%s", error->message);
        got = rows->len;
        for (guint i = 0; i < got; i++)
            g_array_append_val(ids, ((const Row *)rows->pdata[i])->id);
        g_clear_pointer(&from, row_free);
        from = got > 0 ? row_copy(rows->pdata[got - 1]) : NULL;
    }
    return ids;
}

static void expect_same(const GArray *shown, const GArray *wanted, const char *typed, const char *order)
{
    if (shown->len != wanted->len)
        fail_msg("\"%s\" by %s: %u rows, not %u", typed, order, shown->len, wanted->len);
    if (wanted->len > 0)
        assert_memory_equal(shown->data, wanted->data, wanted->len * sizeof(gint64));
}

/* A word as somebody types it: letters out of the middle of a text, often out of two. */
static char *some_words(GRand *dice, StoreFile *file)
{
    GString *typed = g_string_new(NULL);
    for (int words = g_rand_int_range(dice, 1, 4); words > 0; words--) {
        g_autofree char *body = query_one_text(
            file->store,
            "SELECT body FROM search_text WHERE id >= (SELECT number FROM record_kind WHERE name = "
            "'visitor') << 56 | :id LIMIT 1",
            g_rand_int_range(dice, 1, PEOPLE * 30), NULL);
        const glong length = g_utf8_strlen(body, -1);
        const glong from = g_rand_int_range(dice, 0, (gint32)length - 1);
        const glong letters = g_rand_int_range(dice, 1, 7); /* MIN would throw twice */
        g_autofree char *part = g_utf8_substring(body, from, MIN(from + letters, length));
        g_string_append_printf(typed, "%s ", part);
    }
    return g_string_free(typed, FALSE);
}

/* However far it is counted: below, at and beyond the number. */
static void expect_count(Window *window, gint64 wanted)
{
    const gint64 mosts[] = {0, 3, wanted, wanted + 1, ROW_COUNT_MOST};
    assert_int_equal(window_count(window, -1, NULL, NULL), wanted);
    for (guint i = 0; i < G_N_ELEMENTS(mosts); i++) {
        bool more = false;
        assert_int_equal(window_count(window, mosts[i], &more, NULL), MIN(wanted, mosts[i]));
        assert_int_equal(more, wanted > mosts[i]);
    }
}

/* Counted before anything is read: then no set was asked for by the reading. */
static void expect_count_first(StoreFile *file, const char *typed, const char *where, gint64 wanted)
{
    static const char *const COLUMNS[] = {"family_name", NULL};
    for (gint64 most = 2; most <= 2000; most *= 1000) {
        bool more = false;
        g_autoptr(Window) window = window_new(file->store, "visitor", COLUMNS, NULL);
        window_set_where(window, where, NULL);
        window_set_find(window, "visitor", typed);
        assert_int_equal(window_count(window, most, &more, NULL), MIN(wanted, most));
        assert_int_equal(more, wanted > most);
    }
}

static void expect_found(StoreFile *file, const char *typed, const char *order, const char *where)
{
    static const char *const COLUMNS[] = {"family_name", NULL};
    g_autoptr(Window) window = window_new(file->store, "visitor", COLUMNS, NULL);
    window_set_where(window, where, NULL);
    for (int way = 0; way < 4; way++) {
        const bool descending = way & 1, backward = way & 2;
        assert_true(window_set_order(window, order, descending, NULL));
        window_set_find(window, "visitor", typed);
        g_autoptr(GArray) wanted = read_all(file, typed, where, order, descending != backward);
        g_autoptr(GArray) shown = read_window(window, backward);
        expect_same(shown, wanted, typed, order);
        if (way == 0)
            expect_count_first(file, typed, where, wanted->len);
        expect_count(window, wanted->len);
    }
    /* Another condition while the words stay. */
    g_autoptr(GArray) wanted = read_all(file, typed, "position > 'q4'", order, true);
    window_set_where(window, "position > 'q4'", NULL);
    assert_int_equal(window_count(window, -1, NULL, NULL), wanted->len);
}

static void find__shows__what_a_reading_of_all_texts_gives(void **state)
{
    static const char *const ORDERS[] = {"family_name", "employer", "native_name", "position", "id"};
    static const char *const WHERES[] = {NULL, NULL, "position = 'q7'", "employer IS NOT NULL"};
    StoreFile *file = *state;
    make_people(file);
    GRand *dice = g_rand_new_with_seed(20);

    for (int i = 0; i < ROUNDS; i++) {
        g_autofree char *typed = some_words(dice, file);
        expect_found(file, typed, ORDERS[i % G_N_ELEMENTS(ORDERS)],
                     WHERES[g_rand_int_range(dice, 0, G_N_ELEMENTS(WHERES))]);
    }
    g_rand_free(dice);
}

static void find__looks_up__words_that_are_short_or_nowhere(void **state)
{
    static const char *const TYPED[] = {"zz", "k",  "김",     "민준",    "aa", "7",     "\"",
                                        "%_", "佐", "nobody", "xq zola", "q8", "sato k"};
    StoreFile *file = *state;
    make_people(file);
    for (guint i = 0; i < G_N_ELEMENTS(TYPED); i++)
        expect_found(file, TYPED[i], i % 2 ? "position" : "family_name", NULL);
}

/* Letter by letter, as it is typed; then a letter taken back, and another word in front. */
static void find__shows_the_same__when_a_word_grows_and_shrinks(void **state)
{
    static const char *const COLUMNS[] = {"family_name", NULL};
    static const char *const TYPED[] = {"v",      "va",    "van",       "van ",  "van d",  "van de", "van d",
                                        "van do", "van d", "kim van d", "k",     "ki",     "kiw",    "ki",
                                        "zo",     "zol",   "zola",      "zola9", "zola99", "zola9",  ""};
    StoreFile *file = *state;
    make_people(file);
    for (int way = 0; way < 4; way++) {
        g_autoptr(Window) window = window_new(file->store, "visitor", COLUMNS, NULL);
        assert_true(window_set_order(window, "native_name", way & 1, NULL));
        for (guint i = 0; i < G_N_ELEMENTS(TYPED); i++) {
            window_set_find(window, "visitor", TYPED[i]);
            g_autoptr(GArray) wanted = read_all(file, TYPED[i], NULL, "native_name", (way & 1) != way / 2);
            g_autoptr(GArray) shown = read_window(window, way / 2);
            expect_same(shown, wanted, TYPED[i], "native_name");
        }
    }
}

/* As in files of earlier programs, whose texts do not end in blanks: words of one and two letters are not
 * looked up. */
static void find__shows_the_same__where_short_words_cannot_be_looked_up(void **state)
{
    static const char *const ORDERS[] = {"family_name", "employer", "position", "id"};
    static const char *const TYPED[] = {"zz", "k", "김", "a", "q8", "sa k"};
    StoreFile *file = *state;
    make_people(file);
    store_file_shell(file->path, "UPDATE setting SET value = 'earlier' WHERE name = 'search_views'");
    for (guint i = 0; i < G_N_ELEMENTS(ORDERS) * G_N_ELEMENTS(TYPED); i++)
        expect_found(file, TYPED[i % G_N_ELEMENTS(TYPED)], ORDERS[i / G_N_ELEMENTS(TYPED)],
                     i % 4 == 3 ? "employer IS NOT NULL" : NULL);
}

/* Nearly half of the people have "tan" and "ana" in their names; "tana" have those at the end alone. */
static void make_pieces(StoreFile *file)
{
    store_file_shell(file->path,
                     "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000) "
                     "INSERT INTO visitor (id, family_name, given_name) SELECT i, CASE WHEN i > 11990 THEN "
                     "'Montana' WHEN i % 5 < 2 THEN 'Stan' ELSE 'Olsen' END || i, 'Diana' FROM n");
    assert_true(search_refresh(file->store, NULL));
}

static void find__is_not_misled__by_pieces_of_the_word(void **state)
{
    static const char *const ORDERS[] = {"id", "family_name", "purge_on"};
    StoreFile *file = *state;
    make_pieces(file);
    for (guint i = 0; i < G_N_ELEMENTS(ORDERS); i++) {
        expect_found(file, "tana", ORDERS[i], NULL);
        expect_found(file, "tanan", ORDERS[i], NULL);
        expect_found(file, "stan5 diana", ORDERS[i], "family_name > 'Stan4'");
    }
}

static void find__sees__what_was_written_since(void **state)
{
    static const char *const COLUMNS[] = {"family_name", NULL};
    StoreFile *file = *state;
    make_people(file);
    g_autoptr(Window) window = window_new(file->store, "visitor", COLUMNS, NULL);
    assert_true(window_set_order(window, "family_name", false, NULL));
    window_set_find(window, "visitor", "xyl");
    g_autoptr(GArray) none = read_window(window, false);
    assert_int_equal(none->len, 0);

    store_file_shell(file->path, "INSERT INTO visitor (id, family_name) VALUES (7, 'Xylander')");
    assert_true(search_refresh(file->store, NULL));
    window_set_find(window, "visitor", "xyla");
    g_autoptr(GArray) shown = read_window(window, false);
    assert_int_equal(shown->len, 1);
    assert_int_equal(window_count(window, -1, NULL, NULL), 1);
    store_file_shell(file->path, "UPDATE visitor SET family_name = 'Yylander' WHERE id = 7");
    assert_true(search_refresh(file->store, NULL));
    assert_int_equal(window_count(window, -1, NULL, NULL), 0);
    g_autoptr(GPtrArray) rows = row_array_new();
    assert_true(window_read(window, NULL, false, false, 10, rows, NULL));
    assert_int_equal(rows->len, 0);
}

static bool key_waits(gpointer waits)
{
    return *(const bool *)waits;
}

/* Find anywhere and the list's find go by the same words. */
static void expect_anywhere(StoreFile *file, const char *typed)
{
    g_autoptr(GArray) wanted = read_all(file, typed, NULL, "id", true);
    g_autoptr(GPtrArray) hits = search_find(file->store, "visitor", typed, PEOPLE, NULL);
    g_autoptr(GPtrArray) few = search_find(file->store, NULL, typed, 40, NULL);
    assert_non_null(hits);
    if (hits->len != wanted->len)
        fail_msg("\"%s\": %u hits, not %u", typed, hits->len, wanted->len);
    assert_true(few->len >= MIN(wanted->len, 40)); /* of other kinds too */
    gint64 sum = 0;
    for (guint i = 0; i < wanted->len; i++)
        sum += ((const SearchHit *)hits->pdata[i])->id - g_array_index(wanted, gint64, i);
    assert_true(sum == 0);
}

static void find__anywhere__finds_what_a_list_finds(void **state)
{
    static const char *const TYPED[] = {"k",  "aa",      "김",    "민준",   "kim",
                                        "q8", "van der", "100%_", "nobody", "zola2"};
    StoreFile *file = *state;
    make_people(file);
    GRand *dice = g_rand_new_with_seed(21);
    for (guint i = 0; i < G_N_ELEMENTS(TYPED); i++) {
        g_autofree char *typed = some_words(dice, file);
        expect_anywhere(file, TYPED[i]);
        if (*g_strstrip(typed)) /* nothing typed finds nothing */
            expect_anywhere(file, typed);
    }
    g_rand_free(dice);
    store_file_shell(file->path, "UPDATE setting SET value = 'earlier' WHERE name = 'search_views'");
    expect_anywhere(file, "aa");
}

static void find__gives_way__to_a_key_and_goes_on_after_it(void **state)
{
    static const char *const COLUMNS[] = {"family_name", NULL};
    StoreFile *file = *state;
    make_people(file);
    bool waits = true;
    g_autoptr(Window) window = window_new(file->store, "visitor", COLUMNS, NULL);
    assert_true(window_set_order(window, "family_name", false, NULL));
    window_set_find(window, "visitor", "zola17");
    store_set_interrupt(file->store, key_waits, &waits);
    g_autoptr(GPtrArray) rows = row_array_new();
    g_autoptr(GError) error = NULL;
    assert_false(window_read(window, NULL, false, false, 10, rows, &error));
    assert_true(error_is(error, ERROR_INTERRUPTED));

    waits = false;
    g_autoptr(GArray) wanted = read_all(file, "zola17", NULL, "family_name", false);
    g_autoptr(GArray) shown = read_window(window, false);
    assert_true(wanted->len > 0);
    expect_same(shown, wanted, "zola17", "family_name");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(find__shows__what_a_reading_of_all_texts_gives),
        store_test(find__looks_up__words_that_are_short_or_nowhere),
        store_test(find__shows_the_same__when_a_word_grows_and_shrinks),
        store_test(find__shows_the_same__where_short_words_cannot_be_looked_up),
        store_test(find__is_not_misled__by_pieces_of_the_word),
        store_test(find__sees__what_was_written_since),
        store_test(find__anywhere__finds_what_a_list_finds),
        store_test(find__gives_way__to_a_key_and_goes_on_after_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
