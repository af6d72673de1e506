#include "support/fuzz.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { LARGEST_INPUT = 4096 };

typedef struct {
    guint64 state;
    const char *const *seeds;
    const char *const *words;
} Fuzz;

/* SplitMix64: the same numbers everywhere, which GLib does not promise of its own. */
static guint64 fuzz_number(Fuzz *fuzz)
{
    guint64 z = fuzz->state += G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static gsize fuzz_below(Fuzz *fuzz, gsize limit)
{
    return limit ? (gsize)(fuzz_number(fuzz) % limit) : 0;
}

static const char *fuzz_pick(Fuzz *fuzz, const char *const *from)
{
    guint count = g_strv_length((char **)from);
    return count ? from[fuzz_below(fuzz, count)] : "";
}

static void turn_byte(Fuzz *fuzz, GString *text)
{
    if (text->len)
        text->str[fuzz_below(fuzz, text->len)] = (char)fuzz_number(fuzz);
}

static void turn_bit(Fuzz *fuzz, GString *text)
{
    if (text->len)
        text->str[fuzz_below(fuzz, text->len)] ^= (char)(1 << fuzz_below(fuzz, 8));
}

static void take_away(Fuzz *fuzz, GString *text)
{
    gsize at = fuzz_below(fuzz, text->len + 1);
    g_string_erase(text, (gssize)at, (gssize)fuzz_below(fuzz, MIN(text->len - at, 16) + 1));
}

static void double_piece(Fuzz *fuzz, GString *text)
{
    gsize at = fuzz_below(fuzz, text->len + 1);
    gsize length = fuzz_below(fuzz, MIN(text->len - at, 32) + 1);
    g_autofree char *piece = g_strndup(text->str + at, length);
    g_string_insert(text, (gssize)at, piece);
}

static void put_word(Fuzz *fuzz, GString *text)
{
    g_string_insert(text, (gssize)fuzz_below(fuzz, text->len + 1), fuzz_pick(fuzz, fuzz->words));
}

static void put_character(Fuzz *fuzz, GString *text)
{
    static const gunichar limits[] = {0x80, 0x600, 0x3000, 0x10000, 0x20000, 0xE0200};
    gunichar character = (gunichar)fuzz_below(fuzz, limits[fuzz_below(fuzz, G_N_ELEMENTS(limits))]);
    g_string_insert_unichar(text, (gssize)fuzz_below(fuzz, text->len + 1), MAX(character, 1));
}

static void join_seed(Fuzz *fuzz, GString *text)
{
    g_string_append(text, fuzz_pick(fuzz, fuzz->seeds));
}

static void (*const mutations[])(Fuzz *, GString *) = {
    turn_byte, turn_bit, take_away, double_piece, put_word, put_word, put_character, join_seed,
};

int fuzz_one(const guint8 *data, gsize size, FuzzInput input)
{
    /* A block of exactly this size, so that a sanitizer sees a byte read past the end. */
    g_autofree char *exact = g_malloc(size + 1);
    if (size)
        memcpy(exact, data, size);
    exact[size] = '\0';
    input(exact, size);
    return 0;
}

void fuzz_run(const char *const *seeds, const char *const *words, guint rounds, FuzzInput input)
{
    Fuzz fuzz = {.state = 2026, .seeds = seeds, .words = words};
    g_autoptr(GString) text = g_string_new(NULL);
    for (gsize i = 0; seeds[i]; i++) {
        g_string_assign(text, seeds[i]);
        fuzz_one((const guint8 *)text->str, text->len, input);
    }
    for (guint round = 0; round < rounds; round++) {
        g_string_assign(text, fuzz_pick(&fuzz, seeds));
        for (gsize i = fuzz_below(&fuzz, 6) + 1; i > 0; i--)
            mutations[fuzz_below(&fuzz, G_N_ELEMENTS(mutations))](&fuzz, text);
        g_string_truncate(text, MIN(text->len, LARGEST_INPUT));
        fuzz_one((const guint8 *)text->str, text->len, input);
    }
}

typedef struct {
    const char *const *seeds;
    const char *const *words;
    guint rounds;
    FuzzInput input;
} FuzzTest;

static void test_fuzz(void **state)
{
    const FuzzTest *test = *state;
    fuzz_run(test->seeds, test->words, test->rounds, test->input);
}

int fuzz_main(const char *name, const char *const *seeds, const char *const *words, guint rounds,
              FuzzInput input)
{
    FuzzTest test = {.seeds = seeds, .words = words, .rounds = rounds, .input = input};
    const struct CMUnitTest tests[] = {{.name = name, .test_func = test_fuzz, .initial_state = &test}};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
