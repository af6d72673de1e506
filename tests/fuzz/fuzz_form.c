/* The form under any keys: each byte is an action, a letter, a paste, or something that happens behind it. */
#include <string.h>

#include "support/fake_form.h"
#include "support/fuzz.h"

enum { BEHIND = 0xF0 };

static void check_form(const FormView *form, const FakeForm *fake)
{
    const char *typed = form_typed(form);
    g_assert_true(form_section(form) < 4);
    g_assert_true(form_in_extra(form) == (form_section(form) == 3));
    g_assert_true(form_current(form) < FAKE_COUNT);
    g_assert_true(form_editing(form) == (typed != NULL));
    g_assert_true(!form_editing(form) || !form_in_extra(form));
    /* What nobody can type in is never typed in. */
    g_assert_true(!form_editing(form) || (form_current(form) != FAKE_REF && form_current(form) != FAKE_SUM));
    g_assert_true(!form_editing(form) || form_message(form) != NULL);
    g_assert_cmpstr(fake->values[FAKE_REF], ==, "AGR-2026-014");
    g_assert_cmpstr(fake->values[FAKE_SUM], ==, "1,200.00");
}

static void behind(FormView *form, FakeForm *fake, guchar what)
{
    guint field = what % FAKE_COUNT;
    switch (what % 7) {
    case 0:
        form_edit(form, !form_editing(form));
        break;
    case 1:
        form_go_to(form, field);
        break;
    case 2:
        form_refuse(form, field, "Field: missing: type it");
        break;
    case 3:
        form_reveal(form, field);
        break;
    case 4:
        form_go_to_section(form, what % 5);
        break;
    case 5:
        fake_form_put(fake, FAKE_BINDING, what % 2 == 0 ? "yes" : NULL);
        form_refresh(form);
        break;
    default:
        form_accept(form);
        break;
    }
}

static void try_form(const char *text, gsize size)
{
    g_autoptr(FakeForm) fake = fake_form_new();
    FormModel model = fake_form_model(fake);
    g_autoptr(FormView) form = form_new(&model);
    form_edit(form, size % 5 != 0);
    for (gsize at = 0; at < size && at < 300; at++) {
        guchar byte = (guchar)text[at];
        if (byte >= BEHIND) {
            behind(form, fake, at + 1 < size ? (guchar)text[at + 1] : byte);
        } else if (byte == 0x7F) {
            g_autofree char *rest = g_strndup(text + at, MIN(size - at, 12));
            form_handle(form, &(Event){EVENT_PASTE, 0, rest}, ACTION_NONE);
        } else if (byte >= ' ' && byte < 0x7F) {
            form_handle(form, &(Event){EVENT_KEY, byte, NULL}, ACTION_NONE);
        } else {
            form_handle(form, &(Event){EVENT_KEY, 0, NULL}, (Action)(byte % ACTION_COUNT));
        }
        fake->interrupted = byte % 11 == 0;
        check_form(form, fake);
    }
}

#ifdef LIBFUZZER
FUZZ_ENTRY(try_form)
#else
static const char *const seeds[] = {
    "Airport\x9f swe\x9f",
    "\xf0\x01y\x9f\xf1\x02 kim\x0a ana\x0a",
    "\xf1\x10 abc\xf2\x21\xf3\x2f\x9f",
    "sw\x02\x02\x0a\x0b zz\x0b",
    NULL,
};
static const char *const words[] = {
    "\x01",     "\x02",     "\x05",   "\x06",        "\x07", "\x08", "\x09",          "\x0a",
    "\x0b",     "\x9f",     "\xa0",   "\xa1",        "\xa2", "\xa3", "\xa4",          "\xa5",
    "\xa6",     "\xa7",     "\xa8",   "\xa9",        "\xaa", "\xab", "\xf0\x07",      "\xf1\x08",
    "\xf0\x05", "\xf3\x03", "sweden", "lars lundin", "y",    " ",    "\x7f one\ntwo", NULL,
};

int main(void)
{
    return fuzz_main("form__stays_on_a_field_that_is_there__whatever_the_keys", seeds, words, 10000,
                     try_form);
}
#endif
