#include "base/error.h"
#include "base/money.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void money_digits__follows_iso_4217__for_the_exceptions(void **state)
{
    (void)state;
    assert_int_equal(money_digits("USD"), 2);
    assert_int_equal(money_digits("EUR"), 2);
    assert_int_equal(money_digits("JPY"), 0);
    assert_int_equal(money_digits("KRW"), 0);
    assert_int_equal(money_digits("krw"), 0);
    assert_int_equal(money_digits("KWD"), 3);
    assert_int_equal(money_digits("BHD"), 3);
    assert_int_equal(money_digits("XYZ"), 2);
    assert_int_equal(money_digits("F G"), 2);
    assert_int_equal(money_digits(""), 2);
    assert_int_equal(money_digits(NULL), 2);
}

static void money_parse__understands__what_officers_type(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        const char *currency;
        gint64 minor;
    } rows[] = {
        {"850000", "USD", 85000000},
        {"850,000.00", "USD", 85000000},
        {"850 000,00", "EUR", 85000000},
        {"850\xC2\xA0"
         "000,00",
         "EUR", 85000000},
        {"850\xE2\x80\xAF"
         "000",
         "EUR", 85000000},
        {"850'000.50", "CHF", 85000050},
        {"850’000", "CHF", 85000000},
        {"850k", "USD", 85000000},
        {"850 K", "USD", 85000000},
        {"1.2m", "USD", 120000000},
        {"1,2m", "EUR", 120000000},
        {"2bn", "USD", 200000000000},
        {"1.2345678m", "USD", 123456780},
        {"USD 850k", "USD", 85000000},
        {"850,000.00 USD", "USD", 85000000},
        {"850000usd", "USD", 85000000},
        {"850kUSD", "USD", 85000000},
        {"$850k", "USD", 85000000},
        {"$ 12", "SGD", 1200},
        {"12 €", "EUR", 1200},
        {"$850 USD", "USD", 85000},
        {"0", "USD", 0},
        {".5", "USD", 50},
        {"5.", "USD", 500},
        {"1.5", "USD", 150},
        {"0001.50", "USD", 150},
        {"1,23", "EUR", 123},
        {"1,234", "USD", 123400},
        {"1,234,567", "USD", 123456700},
        {"-850", "USD", -85000},
        {"- 850", "USD", -85000},
        {"−850", "USD", -85000},
        {"$-850", "USD", -85000},
        {"-$850", "USD", -85000},
        {"+850", "USD", 85000},
        {"1000", "JPY", 1000},
        {"1,000", "JPY", 1000},
        {"1.5k", "JPY", 1500},
        {"1.234", "KWD", 1234},
        {"1.2", "KWD", 1200},
        {"12.50", NULL, 1250},
        {"12.50", "", 1250},
        {"1 000,000", "KWD", 1000000},
        {"1234,567", "KWD", 1234567},
        {"999999999999999", "JPY", 999999999999999},
        {"9999999999999.99", "USD", 999999999999999},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        gint64 minor = -1;
        if (!money_parse(rows[i].typed, rows[i].currency, &minor, &error))
            fail_msg("%s refused: %s", rows[i].typed, error->message);
        if (minor != rows[i].minor)
            fail_msg("%s is %" G_GINT64_FORMAT, rows[i].typed, minor);
    }
}

static void assert_refused(const char *typed, const char *currency, const char *message)
{
    g_autoptr(GError) error = NULL;
    gint64 minor = 77;
    if (money_parse(typed, currency, &minor, &error))
        fail_msg("%s understood as %" G_GINT64_FORMAT, typed, minor);
    assert_true(error_is(error, ERROR_INPUT));
    assert_int_equal(minor, 77);
    if (!strstr(error->message, message))
        fail_msg("\"%s\" does not say \"%s\"", error->message, message);
}

static void money_parse__says_what_would_be_accepted__when_it_refuses(void **state)
{
    (void)state;
    assert_refused("1.234", "USD", "too many decimals: type an amount such as 850,000.00, 850k or 1.2m");
    assert_refused("1.5", "JPY", "this currency has no decimals: type an amount such as 850,000, 850k");
    assert_refused("1.23456", "KWD", "850,000.000");
    assert_refused("1.2.3", "USD", "a second decimal point");
    assert_refused("1.234.567,89", "EUR", "a second decimal point");
    assert_refused("1,23,456", "USD", "threes");
    assert_refused("1,234 567", "USD", "not an amount");
    assert_refused("1234,567.00", "USD", "threes");
    assert_refused(",5.0", "USD", "threes");
    assert_refused("1234567890123456", "USD", "15 digits");
    assert_refused("0.123456789m", "USD", "too many decimals");
    assert_refused("999999999999999bn", "USD", "more than can be counted");
    assert_refused("", "USD", "nothing: not an amount");
    assert_refused(NULL, "USD", "nothing: not an amount");
    assert_refused(".", "USD", "not an amount");
    assert_refused("-", "USD", "not an amount");
    assert_refused("--5", "USD", "not an amount");
    assert_refused("+-5", "USD", "not an amount");
    assert_refused("k", "USD", "not an amount");
    assert_refused("ten", "USD", "not an amount");
    assert_refused("1e5", "USD", "not an amount");
    assert_refused("5-", "USD", "not an amount");
    assert_refused("٣٤", "USD", "not an amount");
    assert_refused("\xff\xfe", "USD", "not an amount");
}

static void money_parse__refuses__another_currency(void **state)
{
    (void)state;
    assert_refused("850k SGD", "USD", "the currency here is USD, not SGD: type the amount in USD");
    assert_refused("SGD850k", "USD", "not SGD");
    assert_refused("€5", "USD", "not €");
    assert_refused("$5", "EUR", "not $");
    assert_refused("5 USD", NULL, "type the number alone");
}

static void assert_text(char *text, const char *expected)
{
    assert_string_equal(text, expected);
    g_free(text);
}

static void money_format__groups_thousands__and_names_the_currency(void **state)
{
    (void)state;
    assert_text(money_format(85000000, "USD"), "850,000.00 USD");
    assert_text(money_format(0, "USD"), "0.00 USD");
    assert_text(money_format(5, "USD"), "0.05 USD");
    assert_text(money_format(-5, "USD"), "-0.05 USD");
    assert_text(money_format(-123456789, "EUR"), "-1,234,567.89 EUR");
    assert_text(money_format(1234567, "JPY"), "1,234,567 JPY");
    assert_text(money_format(1234567, "KWD"), "1,234.567 KWD");
    assert_text(money_format(123456, NULL), "1,234.56");
    assert_text(money_format(123456, ""), "1,234.56");
    assert_text(money_format(G_MININT64, "JPY"), "-9,223,372,036,854,775,808 JPY");
}

static void money_plain__is_bare__for_files(void **state)
{
    (void)state;
    assert_text(money_plain(85000000, "USD"), "850000.00");
    assert_text(money_plain(-1, "KWD"), "-0.001");
    assert_text(money_plain(100, "KRW"), "100");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(money_digits__follows_iso_4217__for_the_exceptions),
        cmocka_unit_test(money_parse__understands__what_officers_type),
        cmocka_unit_test(money_parse__says_what_would_be_accepted__when_it_refuses),
        cmocka_unit_test(money_parse__refuses__another_currency),
        cmocka_unit_test(money_format__groups_thousands__and_names_the_currency),
        cmocka_unit_test(money_plain__is_bare__for_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
