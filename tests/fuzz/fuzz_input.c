/* Any bytes from the line: keys that have names, pastes that are clean, an end; and the same ones however the
 * bytes are split. */
#include <string.h>

#include "base/text.h"
#include "support/fuzz.h"
#include "tui/input.h"

static void append_events(Input *input, bool late, GString *out)
{
    Key key = 0;
    for (guint i = 0;; i++) {
        g_assert_cmpuint(i, <, 1 << 20);
        const InputKind kind = input_next(input, late, &key);
        if (kind == INPUT_NOTHING || kind == INPUT_PARTIAL)
            return;
        g_assert_true(kind == INPUT_PASTE || key != 0);
        g_autofree char *name = kind == INPUT_KEY ? key_to_name(key) : NULL;
        if (kind == INPUT_PASTE) {
            g_autofree char *clean = text_clean(input_pasted(input), true);
            g_assert_cmpstr(clean, ==, input_pasted(input));
        }
        g_string_append_printf(out, "[%s]", kind == INPUT_KEY ? name : input_pasted(input));
    }
}

static Input *some_input(void)
{
    Input *input = input_new();
    input_define(input, "\033OA", KEY_BASE_CODE + 1);
    input_define(input, "\033[3~", KEY_BASE_CODE + 2);
    return input;
}

static void try_input(const char *text, gsize size)
{
    g_autoptr(Input) whole = some_input();
    g_autoptr(Input) single = some_input();
    g_autoptr(GString) events = g_string_new(NULL);
    g_autoptr(GString) same = g_string_new(NULL);
    input_feed(whole, text, size);
    append_events(whole, false, events);
    for (gsize i = 0; i < size; i++) {
        input_feed(single, text + i, 1);
        append_events(single, false, same);
    }
    g_assert_cmpstr(events->str, ==, same->str);
    g_assert_true(input_ready(whole) == input_ready(single));

    append_events(whole, true, events); /* nothing more comes in time */
    input_end(whole);                   /* nor ever */
    append_events(whole, true, events);
    g_assert_false(input_ready(whole));
    g_assert_cmpint(input_patience(whole), ==, -1);
}

#ifdef LIBFUZZER
FUZZ_ENTRY(try_input)
#else
static const char *const seeds[] = {
    "jjkk\r",
    "\033[A\033[B\033OA\033[3~",
    "\033[1;5C\033[200~one\rtwo\033[201~x",
    "\033\033[Aj\033j",
    "\u00e9\uae40\U0001f600",
    "\033[[A\033Op\033[99;99z",
    "\033]0;title\a",
    "\xff\xc3\033[",
    NULL,
};
static const char *const words[] = {"\033", "[",  "O", "200~", "201~", "\033[200~", "\033[201~", ";", "1;5",
                                    "\r",   "\n", "~", "A",    "\xc3", "\xe2\x80",  "\u202e",    NULL};

int main(void)
{
    return fuzz_main("input__gives_the_same_keys__however_the_bytes_come", seeds, words, 20000, try_input);
}
#endif
