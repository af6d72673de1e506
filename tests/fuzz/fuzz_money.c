/* Any bytes typed as an amount; and any amount: what is shown can be typed again and means the same. */
#include "base/error.h"
#include "base/money.h"
#include "base/text.h"
#include "support/fuzz.h"

#include <string.h>

static const gint64 FIFTEEN_DIGITS = G_GINT64_CONSTANT(999999999999999);

static void check_round_trip(gint64 minor, const char *currency)
{
    g_autofree char *shown = money_format(minor, currency);
    g_autofree char *plain = money_plain(minor, currency);
    gint64 from_shown = 1, from_plain = 2;
    g_assert_true(money_parse(shown, currency, &from_shown, NULL));
    g_assert_true(money_parse(plain, currency, &from_plain, NULL));
    g_assert_cmpint(from_shown, ==, minor);
    g_assert_cmpint(from_plain, ==, minor);
}

static void check_typed(const char *text, const char *currency)
{
    g_autoptr(GError) error = NULL;
    gint64 minor = 0;
    if (money_parse(text, currency, &minor, &error)) {
        g_assert_null(error);
        if (ABS(minor) <= FIFTEEN_DIGITS)
            check_round_trip(minor, currency);
        return;
    }
    g_assert_true(error_is(error, ERROR_INPUT));
    g_assert_nonnull(strstr(error->message, ": type "));
    g_autofree char *clean = text_clean(error->message, false);
    g_assert_cmpstr(clean, ==, error->message);
}

static void try_money(const char *text, gsize size)
{
    static const char *const currencies[] = {"USD", "JPY", "KWD", "CLF", "SGD", "", NULL};
    const char *currency = currencies[size % G_N_ELEMENTS(currencies)];
    check_typed(text, currency);
    gint64 amount = 0;
    memcpy(&amount, text, MIN(size, sizeof amount));
    check_round_trip(amount % (FIFTEEN_DIGITS + 1), currency);
}

#ifdef LIBFUZZER
FUZZ_ENTRY(try_money)
#else
static const char *const seeds[] = {
    "850000",   "850,000.00",     "850 000,00",      "850k",          "1.2m",
    "USD 850k", "850,000.00 USD", "$12.50",          "-1,234,567.89", "1,234",
    "0.05 KWD", "12 €",           "999999999999999", "2bn",           NULL,
};
static const char *const words[] = {
    "USD", "JPY", ".", ",", " ", "k", "m", "bn", "-", "−", "$", "€", "\xC2\xA0", "'", "000", "9999999", NULL,
};

int main(void)
{
    return fuzz_main("money__means_the_same_again__when_what_is_shown_is_typed", seeds, words, 20000,
                     try_money);
}
#endif
