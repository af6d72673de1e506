/* Any bytes: cleaning leaves nothing that a terminal would obey, and width, fitting, wrapping and walking
 * agree. */
#include "base/text.h"
#include "support/fuzz.h"

#include <string.h>

static void check_safe(const char *text, bool keep_lines)
{
    g_assert_true(g_utf8_validate(text, -1, NULL));
    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        gunichar character = g_utf8_get_char(at);
        if (keep_lines && character == '\n')
            continue;
        g_assert_cmpuint(character, >=, 0x20);
        g_assert_false(character >= 0x7F && character < 0xA0);
        g_assert_false(character >= 0x200E && character <= 0x200F);
        g_assert_false(character >= 0x2028 && character <= 0x202E);
        g_assert_false(character >= 0x2060 && character <= 0x206F);
        g_assert_false(character == 0x061C || character == 0x200B || character == 0xFEFF ||
                       character == 0xAD);
        g_assert_false(character >= 0xE0000 && character <= 0xE007F);
    }
}

static void check_clean(const char *text)
{
    g_autofree char *line = text_clean(text, false);
    g_autofree char *lines = text_clean(text, true);
    g_autofree char *again = text_clean(line, false);
    check_safe(line, false);
    check_safe(lines, true);
    g_assert_cmpstr(again, ==, line);
    g_assert_cmpint(text_width(line), ==, text_width(text));
}

static void check_fit(const char *text, int columns)
{
    for (int align = ALIGN_LEFT; align <= ALIGN_RIGHT; align++) {
        g_autofree char *plain = text_fit(text, columns, (TextAlign)align, NULL);
        g_autofree char *marked = text_fit(text, columns, (TextAlign)align, "…");
        g_assert_cmpint(text_width(plain), ==, columns);
        g_assert_cmpint(text_width(marked), ==, columns);
        check_safe(plain, false);
        check_safe(marked, false);
    }
}

static void check_wrap(const char *text, int columns)
{
    g_autoptr(GPtrArray) lines = text_wrap(text, columns);
    g_assert_cmpuint(lines->len, >=, 1);
    for (guint i = 0; i < lines->len; i++) {
        g_assert_cmpint(text_width(lines->pdata[i]), <=, columns);
        check_safe(lines->pdata[i], false);
    }
}

/* Backwards the walk meets the same places as forwards. */
static void check_walk(const char *text)
{
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(const char *));
    const char *at = text;
    for (; *at; at = text_next(at))
        g_array_append_val(places, at);
    g_assert_true(at == text + strlen(text));
    g_assert_true(text_next(at) == at);
    for (guint i = places->len; i > 0; i--) {
        at = text_previous(text, at);
        g_assert_true(at == g_array_index(places, const char *, i - 1));
    }
    g_assert_true(text_previous(text, at) == text);
}

static void check_fold(const char *text)
{
    g_autofree char *folded = text_fold(text);
    g_autofree char *again = text_fold(folded);
    g_assert_true(g_utf8_validate(folded, -1, NULL));
    g_assert_cmpstr(again, ==, folded);
    g_assert_true(text_contains(folded, again));
}

static void try_text(const char *text, gsize size)
{
    check_clean(text);
    check_fit(text, (int)(size % 40) + 1);
    check_wrap(text, (int)(size % 23) + 1);
    check_walk(text);
    check_fold(text);
}

#ifdef LIBFUZZER
FUZZ_ENTRY(try_text)
#else
static const char *const seeds[] = {
    "Strategic dialogue with Malmö University",
    "한국과학기술원 김철수",
    "日本科学技術振興機構　ガード",
    "محمد بن سلمان",
    "می‌خواهم",
    "नमस्ते क्षत्रिय",
    "ประเทศไทย น้ำ",
    "👩‍👩‍👧 👍🏽 🇸🇪🇰🇷 ❤️",
    "e\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81",
    "one\r\ntwo\ttabs\nthree\xE2\x80\xAE evil \x1b[31m",
    "\xff\xfe\xc0\x80\xed\xa0\x80 broken \xf4\x90\x80\x80",
    NULL,
};
static const char *const words[] = {
    "\xCC\x81",
    "\xE2\x80\x8D",
    "\xE2\x80\x8C",
    "\xEF\xB8\x8F",
    "\xE1\x85\xA1",
    "\xE1\x84\x80",
    "🇸",
    "🏽",
    "👩",
    "\r\n",
    " ",
    "\xC2\x85",
    "\xE2\x81\xA6",
    "字",
    "ß",
    "İ",
    "\xF3\xA0\x84\x80",
    "❤",
    "ी",
    "\xE3\x82\x99",
    NULL,
};

int main(void)
{
    return fuzz_main("text__keeps_its_promises__whatever_the_bytes", seeds, words, 20000, try_text);
}
#endif
