/* Money in minor units (cents) with an ISO 4217 currency. Never floating point. */
#ifndef ENTENTE_BASE_MONEY_H
#define ENTENTE_BASE_MONEY_H

#include <glib.h>
#include <stdbool.h>

/* Decimal digits of a currency: 2 for most, 0 for JPY, KRW..., 3 for KWD, BHD...; 2 for an unknown code. */
int money_digits(const char *currency);

/*
 * Understands "850000", "850,000.00", "850 000,00", "850k", "1.2m", "2bn", with or without the currency (its
 * code, or a sign such as $) before or after it. A currency that differs from `currency` is refused. A comma
 * before exactly three digits parts thousands ("1,234"), otherwise it is the decimal comma; a point is always
 * the decimal point. Too many decimals, a second decimal point, or more than 15 digits is ERROR_INPUT with
 * what would be accepted. Negative amounts are understood; whether they are allowed is the field's matter.
 */
bool money_parse(const char *typed, const char *currency, gint64 *minor, GError **error);

/* "850,000.00 USD"; without the code when `currency` is NULL or empty (2 digits then). (transfer full) */
char *money_format(gint64 minor, const char *currency);

/* "850000.00": for CSV and JSON. (transfer full) */
char *money_plain(gint64 minor, const char *currency);

#endif
