#include "base/text.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void text_char_width__gives_columns__per_character(void **state)
{
    (void)state;
    static const struct {
        gunichar character;
        int width;
    } rows[] = {
        {'a', 1},     {0x07, 1},    {0x9B, 1},    {0xE9, 1},   {0x0301, 0}, {0x0483, 0},  {0x20DD, 0},
        {0x4E2D, 2},  {0x3042, 2},  {0xFF21, 2},  {0xFF71, 1}, {0xAC00, 2}, {0x1100, 2},  {0x1161, 0},
        {0x11A8, 0},  {0xD7B0, 0},  {0x200D, 0},  {0x200C, 0}, {0xFE0F, 0}, {0x1F600, 2}, {0x231A, 2},
        {0x2764, 1},  {0x1F1E6, 1}, {0x1F3FD, 2}, {0x0E49, 0}, {0x0E01, 1}, {0x093E, 1},  {0x064B, 0},
        {0x0600, 1},  {0x2014, 1},  {0x4DC0, 2},  {0x3248, 2}, {0x202E, 1}, {0x200B, 1},  {0xFFFD, 1},
        {0x20000, 2}, {0x00AD, 1},  {0xE0101, 0}, {0x2028, 1},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (text_char_width(rows[i].character) != rows[i].width)
            fail_msg("U+%04X is %d wide, not %d", rows[i].character, rows[i].width,
                     text_char_width(rows[i].character));
    }
}

static void text_char_width__is_the_same__in_every_locale(void **state)
{
    (void)state;
    static const char *const locales[] = {"C", "C.UTF-8", "POSIX"};
    for (gsize i = 0; i < G_N_ELEMENTS(locales); i++) {
        setlocale(LC_ALL, locales[i]);
        assert_int_equal(text_char_width(0x4E2D), 2);
        assert_int_equal(text_char_width(0x0301), 0);
        assert_int_equal(text_width("Malmö 日本"), 10);
    }
    setlocale(LC_ALL, "C");
}

static void text_width__counts_columns__of_mixed_text(void **state)
{
    (void)state;
    assert_int_equal(text_width(""), 0);
    assert_int_equal(text_width(NULL), 0);
    assert_int_equal(text_width("Sweden"), 6);
    assert_int_equal(text_width("Malmo\xCC\x88"), 5);
    assert_int_equal(text_width("김철수"), 6);
    assert_int_equal(text_width("\xE1\x84\x80\xE1\x85\xB5\xE1\x86\xB7"),
                     2); /* the first of these, in parts */
    assert_int_equal(text_width("a\xff\xfe z"), 5);
    assert_int_equal(text_width("a\tb\r\nc"), 5);
    assert_int_equal(text_width("\xCC\x81x"), 2); /* a mark on nothing is replaced */
}

static void text_next__takes_whole_clusters__forwards_and_back(void **state)
{
    (void)state;
    static const char *const clusters[] = {
        "a",
        "e\xCC\x81\xCC\xA7",
        "\xE1\x84\x80\xE1\x85\xB5\xE1\x86\xB7",
        "김",
        "🇸🇪",
        "🇸🇸",
        "🇸",
        "👍🏽",
        "👩‍👩‍👧",
        "❤️",
        "की",
        "\r\n",
        "\n",
        "\xff",
        "\xE2\x80",
        "z",
    };
    g_autoptr(GString) text = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(clusters); i++)
        g_string_append(text, clusters[i]);
    const char *at = text->str;
    for (gsize i = 0; i < G_N_ELEMENTS(clusters) - 2; i++) {
        const char *next = text_next(at);
        g_autofree char *cluster = g_strndup(at, (gsize)(next - at));
        assert_string_equal(cluster, clusters[i]);
        assert_ptr_equal(text_previous(text->str, next), at);
        at = next;
    }
    assert_ptr_equal(text_next(at), at + 1); /* each byte of a torn character stands alone */
    const char *end = text->str + text->len;
    assert_ptr_equal(text_next(end), end);
    assert_ptr_equal(text_previous(text->str, text->str), text->str);
}

static void assert_cleaned(const char *text, bool keep_lines, const char *expected)
{
    g_autofree char *clean = text_clean(text, keep_lines);
    assert_string_equal(clean, expected);
}

static void text_clean__replaces__what_a_terminal_would_obey(void **state)
{
    (void)state;
    assert_cleaned("plain text", false, "plain text");
    assert_cleaned(NULL, false, "");
    assert_cleaned("\x1b[31mred\x7f", false, "�[31mred�");
    assert_cleaned("\xC2\x9B"
                   "2J",
                   false, "�2J");
    assert_cleaned("invoice\xE2\x80\xAE"
                   "fdp.exe",
                   false, "invoice�fdp.exe");
    assert_cleaned("a\xE2\x81\xA6"
                   "b\xE2\x81\xA9",
                   false, "a�b�");
    assert_cleaned("zero\xE2\x80\x8Bwidth\xEF\xBB\xBF", false, "zero�width�");
    assert_cleaned("tag\xF3\xA0\x81\x81", false, "tag�");
    assert_cleaned("bad\xC0\x80\xFF", false, "bad���");
    assert_cleaned("filler\xE3\x85\xA4", false, "filler�");
}

static void text_clean__turns_lines_into_spaces__unless_told_to_keep_them(void **state)
{
    (void)state;
    assert_cleaned("a\tb\nc\r\nd\re\xE2\x80\xA8"
                   "f",
                   false, "a b c d e f");
    assert_cleaned("a\tb\nc\r\nd\re\xE2\x80\xA8"
                   "f",
                   true, "a b\nc\nd\ne\nf");
}

static void text_clean__keeps__what_scripts_need(void **state)
{
    (void)state;
    static const char *const kept[] = {
        "Malmö, Kraków, Đà Nẵng", "می‌خواهم", "क्‍ष", "한국어", "日本語", "שָׁלוֹם", "น้ำ",
        "👩‍👩‍👧",     "e\xCC\x81",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(kept); i++)
        assert_cleaned(kept[i], false, kept[i]);
}

static void text_clean__drops_joiners_and_heaps__that_deceive(void **state)
{
    (void)state;
    assert_cleaned("Smi\xE2\x80\x8Dth", false, "Smi�th");
    assert_cleaned("❤\xEF\xB8\x8F", false, "❤");
    g_autoptr(GString) heap = g_string_new("a");
    for (int i = 0; i < 100; i++)
        g_string_append(heap, "\xCC\x81");
    g_autofree char *clean = text_clean(heap->str, false);
    assert_int_equal(g_utf8_strlen(clean, -1), 9);
    assert_int_equal(text_width(clean), 1);
}

static void assert_fits(const char *text, int columns, TextAlign align, const char *ellipsis,
                        const char *expected)
{
    g_autofree char *fitted = text_fit(text, columns, align, ellipsis);
    assert_string_equal(fitted, expected);
    assert_int_equal(text_width(fitted), MAX(columns, 0));
}

static void text_fit__fills_exactly__the_columns_asked_for(void **state)
{
    (void)state;
    assert_fits("Sweden", 8, ALIGN_LEFT, "…", "Sweden  ");
    assert_fits("Sweden", 8, ALIGN_RIGHT, "…", "  Sweden");
    assert_fits("Sweden", 6, ALIGN_LEFT, "…", "Sweden");
    assert_fits("Sweden", 5, ALIGN_LEFT, "…", "Swed…");
    assert_fits("Sweden", 5, ALIGN_LEFT, NULL, "Swede");
    assert_fits("Sweden", 5, ALIGN_LEFT, "...", "Sw...");
    assert_fits("Sweden", 1, ALIGN_LEFT, "…", "…");
    assert_fits("Sweden", 2, ALIGN_LEFT, "...", "Sw");
    assert_fits("Sweden", 0, ALIGN_LEFT, "…", "");
    assert_fits("Sweden", -3, ALIGN_LEFT, "…", "");
    assert_fits(NULL, 2, ALIGN_LEFT, "…", "  ");
    assert_fits("a\nb", 5, ALIGN_LEFT, "…", "a b  ");
}

static void text_fit__gives_way_with_a_space__when_a_wide_character_would_be_cut(void **state)
{
    (void)state;
    assert_fits("日本語", 6, ALIGN_LEFT, "…", "日本語");
    assert_fits("日本語", 5, ALIGN_LEFT, NULL, "日本 ");
    assert_fits("日本語", 5, ALIGN_LEFT, "…", "日本…");
    assert_fits("日本語", 4, ALIGN_LEFT, "…", "日 …");
    assert_fits("日", 1, ALIGN_LEFT, NULL, " ");
    assert_fits("e\xCC\x81"
                "e\xCC\x81"
                "e\xCC\x81",
                2, ALIGN_LEFT, NULL,
                "e\xCC\x81"
                "e\xCC\x81");
}

static void assert_wraps(const char *text, int columns, const char *expected)
{
    g_autoptr(GPtrArray) lines = text_wrap(text, columns);
    g_ptr_array_add(lines, NULL);
    g_autofree char *joined = g_strjoinv("|", (char **)lines->pdata);
    assert_string_equal(joined, expected);
}

static void text_wrap__breaks_at_spaces__and_keeps_newlines(void **state)
{
    (void)state;
    assert_wraps("", 10, "");
    assert_wraps("one two three", 7, "one two|three");
    assert_wraps("one two three", 8, "one two|three");
    assert_wraps("one  two", 4, "one|two");
    assert_wraps("a\n\nb\n", 10, "a||b|");
    assert_wraps("  indented text", 10, "  indented|text");
    assert_wraps("anotherverylongword in it", 8, "anotherv|erylongw|ord in|it");
    assert_wraps("to anotherverylongword", 8, "to|anotherv|erylongw|ord");
    assert_wraps("one two", 0, "o|n|e|t|w|o");
}

static void text_wrap__breaks_between_wide_characters__which_have_no_spaces(void **state)
{
    (void)state;
    assert_wraps("日本科学技術", 5, "日本|科学|技術");
    assert_wraps("to 日本科学", 7, "to 日本|科学");
    assert_wraps("日", 1, "�");
}

static void assert_folds(const char *text, const char *expected)
{
    g_autofree char *folded = text_fold(text);
    assert_string_equal(folded, expected);
}

static void text_fold__takes_away_case_and_accents__of_names(void **state)
{
    (void)state;
    assert_folds(NULL, "");
    assert_folds("SWEDEN", "sweden");
    assert_folds("Malmö", "malmo");
    assert_folds("Malmo\xCC\x88", "malmo");
    assert_folds("Tromsø", "tromso");
    assert_folds("Łódź", "lodz");
    assert_folds("Đặng", "dang");
    assert_folds("Straße", "strasse");
    assert_folds("Ærø", "aero");
    assert_folds("Işık İzmir", "isik izmir");
    assert_folds("Þórsson", "thorsson");
    assert_folds("O’Brien–Šaš", "o'brien-sas");
    assert_folds("Щербако\xCC\x81в Й", "щербаков и");
    assert_folds("ΟΔΥΣΣΕΥΣ Οδυσσεύς", "οδυσσευσ οδυσσευσ");
    assert_folds("ＡＢＣ　①", "abc 1");
    assert_folds("Smi\xE2\x80\x8Bth", "smith");
    assert_folds("bad\xFF", "bad�");
}

static void text_fold__keeps_the_marks__that_tell_words_apart(void **state)
{
    (void)state;
    assert_folds("ประเทศไทย", "ประเทศไทย");
    assert_folds("हिन्दी", "हिन्दी");
    assert_folds("مُحَمَّد", "محمد");
}

static bool found(const char *haystack, const char *needle)
{
    g_autofree char *hay = text_fold(haystack);
    g_autofree char *pin = text_fold(needle);
    return text_contains(hay, pin);
}

static void text_contains__finds_part_of_a_name__in_any_script(void **state)
{
    (void)state;
    assert_true(found("김철수", "철수"));
    assert_true(found("김철수",
                      "\xE1\x84\x8E\xE1\x85\xA5\xE1\x86\xAF\xE1\x84\x89\xE1\x85\xAE")); /* typed as letters */
    assert_true(found("김철수", "기"));
    assert_false(found("김철수", "박"));
    assert_true(found("ガード財団", "ガード"));
    assert_false(found("ガード財団", "カート"));
    assert_true(found("Sørensen", "soren"));
    assert_true(found("anything", ""));
    assert_true(text_contains(NULL, NULL));
    assert_false(text_contains(NULL, "a"));
}

static void assert_counts(gint64 number, const char *expected)
{
    g_autofree char *text = text_count(number, "visit", "visits");
    assert_string_equal(text, expected);
}

static void text_count__chooses_the_word__by_the_number(void **state)
{
    (void)state;
    assert_counts(0, "0 visits");
    assert_counts(1, "1 visit");
    assert_counts(2, "2 visits");
}

/* A walk back from the end of a long text must not start at its beginning each time. */
static void text_previous__stays_quick__in_a_long_text(void **state)
{
    (void)state;
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < 200000; i++)
        g_string_append(text, "日");
    const char *at = text->str + text->len;
    int steps = 0;
    for (; at > text->str; steps++)
        at = text_previous(text->str, at);
    assert_int_equal(steps, 200000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_char_width__gives_columns__per_character),
        cmocka_unit_test(text_char_width__is_the_same__in_every_locale),
        cmocka_unit_test(text_width__counts_columns__of_mixed_text),
        cmocka_unit_test(text_next__takes_whole_clusters__forwards_and_back),
        cmocka_unit_test(text_clean__replaces__what_a_terminal_would_obey),
        cmocka_unit_test(text_clean__turns_lines_into_spaces__unless_told_to_keep_them),
        cmocka_unit_test(text_clean__keeps__what_scripts_need),
        cmocka_unit_test(text_clean__drops_joiners_and_heaps__that_deceive),
        cmocka_unit_test(text_fit__fills_exactly__the_columns_asked_for),
        cmocka_unit_test(text_fit__gives_way_with_a_space__when_a_wide_character_would_be_cut),
        cmocka_unit_test(text_wrap__breaks_at_spaces__and_keeps_newlines),
        cmocka_unit_test(text_wrap__breaks_between_wide_characters__which_have_no_spaces),
        cmocka_unit_test(text_fold__takes_away_case_and_accents__of_names),
        cmocka_unit_test(text_fold__keeps_the_marks__that_tell_words_apart),
        cmocka_unit_test(text_contains__finds_part_of_a_name__in_any_script),
        cmocka_unit_test(text_count__chooses_the_word__by_the_number),
        cmocka_unit_test(text_previous__stays_quick__in_a_long_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
