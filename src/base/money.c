#include "base/money.h"

#include "base/error.h"
#include "base/text.h"

#include <string.h>

enum { DIGITS_AT_MOST = 15, LONGEST_INPUT = 60, USUAL_DIGITS = 2 };

/* ISO 4217: the currencies whose minor unit is not a hundredth. */
static const struct {
    int digits;
    const char *codes;
} unusual_digits[] = {
    {0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"},
    {3, "BHD IQD JOD KWD LYD OMR TND"},
    {4, "CLF UYW"},
};

/* Signs that may stand for the currency, and for which ones. */
static const struct {
    const char *sign;
    const char *codes;
} signs[] = {
    {"$", "USD AUD BBD BMD BND BSD BZD CAD FJD GYD HKD JMD KYD LRD MXN NAD NZD SBD SGD SRD TTD TWD XCD"},
    {"€", "EUR"},
    {"£", "GBP EGP FKP GIP SHP"},
    {"¥", "JPY CNY"},
    {"₩", "KRW KPW"},
    {"₪", "ILS"},
    {"₹", "INR"},
};

static bool is_code(const char *text)
{
    return strlen(text) == 3 && g_ascii_isalpha(text[0]) && g_ascii_isalpha(text[1]) &&
           g_ascii_isalpha(text[2]);
}

/* Is the three-letter code one of those in `codes`? */
static bool listed(const char *codes, const char *code)
{
    for (const char *at = codes; *at; at += at[3] ? 4 : 3)
        if (g_ascii_strncasecmp(at, code, 3) == 0)
            return true;
    return false;
}

int money_digits(const char *currency)
{
    if (!currency || !is_code(currency))
        return USUAL_DIGITS;
    for (gsize i = 0; i < G_N_ELEMENTS(unusual_digits); i++)
        if (listed(unusual_digits[i].codes, currency))
            return unusual_digits[i].digits;
    return USUAL_DIGITS;
}

/* ---- What is shown ---- */

/* "-1,234.50", thousands apart by `comma` (0 for none). Works on the digits, so that the smallest number
 * needs no exception. */
static GString *write_amount(gint64 minor, int digits, char comma)
{
    guint64 size = minor < 0 ? (guint64)0 - (guint64)minor : (guint64)minor;
    g_autofree char *all = g_strdup_printf("%0*" G_GUINT64_FORMAT, digits + 1, size);
    gsize whole = strlen(all) - (gsize)digits;
    GString *out = g_string_new(minor < 0 ? "-" : "");
    for (gsize i = 0; i < whole; i++) {
        if (comma && i > 0 && (whole - i) % 3 == 0)
            g_string_append_c(out, comma);
        g_string_append_c(out, all[i]);
    }
    if (digits > 0)
        g_string_append_printf(out, ".%s", all + whole);
    return out;
}

char *money_format(gint64 minor, const char *currency)
{
    GString *out = write_amount(minor, money_digits(currency), ',');
    if (currency && *currency)
        g_string_append_printf(out, " %s", currency);
    return g_string_free(out, FALSE);
}

char *money_plain(gint64 minor, const char *currency)
{
    return g_string_free(write_amount(minor, money_digits(currency), 0), FALSE);
}

/* ---- What an officer types ---- */

typedef struct {
    const char *shown;    /* what was typed, fit for a message */
    const char *currency; /* that of the field; "" for none */
    int digits;           /* its decimals */
    char example[32];     /* an amount that would be accepted */
} Wanted;

static bool refuse(const Wanted *wanted, const char *why, GError **error)
{
    return error_set(error, ERROR_INPUT, "%s: %s: type an amount such as %s, 850k or 1.2m", wanted->shown,
                     why, wanted->example);
}

static bool refuse_currency(const Wanted *wanted, const char *typed, GError **error)
{
    if (!*wanted->currency)
        return error_set(error, ERROR_INPUT, "%s: no currency can be told here: type the number alone",
                         wanted->shown);
    return error_set(error, ERROR_INPUT, "%s: the currency here is %s, not %s: type the amount in %s",
                     wanted->shown, wanted->currency, typed, wanted->currency);
}

/* Every kind of blank and apostrophe that parts thousands somewhere becomes a plain space; minus signs become
 * '-'. Letters go to capitals. */
static char *simplify(const char *typed)
{
    GString *out = g_string_new(NULL);
    g_autofree char *valid = g_utf8_make_valid(typed, -1);
    for (const char *at = valid; *at; at = g_utf8_next_char(at)) {
        gunichar character = g_utf8_get_char(at);
        if (g_unichar_isspace(character) || character == '\'' || character == 0x2019 || character == '_')
            g_string_append_c(out, ' ');
        else if (character == 0x2212 || character == 0x2013)
            g_string_append_c(out, '-');
        else if (character < 0x80)
            g_string_append_c(out, g_ascii_toupper((char)character));
        else
            g_string_append_unichar(out, character);
    }
    return g_strstrip(g_string_free(out, FALSE));
}

/* A sign of a currency at the start or the end of `text`: taken away when it fits. */
static bool take_sign(char *text, const Wanted *wanted, GError **error)
{
    for (gsize i = 0; i < G_N_ELEMENTS(signs); i++) {
        const char *sign = signs[i].sign;
        char *at = strstr(text, sign);
        if (!at)
            continue;
        if (!*wanted->currency || !listed(signs[i].codes, wanted->currency))
            return refuse_currency(wanted, sign, error);
        memset(at, ' ', strlen(sign));
        break;
    }
    g_strstrip(text);
    return true;
}

/* Three letters before or after the number: taken away when they are the code of the field's currency. */
static bool take_code(char *text, const Wanted *wanted, GError **error)
{
    gsize length = strlen(text);
    gsize leading = 0, trailing = 0;
    while (g_ascii_isalpha(text[leading]))
        leading++;
    while (trailing < length && g_ascii_isalpha(text[length - 1 - trailing]))
        trailing++;
    /* "850kusd": the letter of the thousands may stand before the code. */
    bool ends_with_code = trailing >= 3 && trailing <= 5;
    if (leading == length || (leading != 3 && !ends_with_code))
        return true;
    char *at = leading == 3 ? text : text + length - 3;
    char code[] = {at[0], at[1], at[2], '\0'};
    if (g_ascii_strcasecmp(code, wanted->currency) != 0)
        return refuse_currency(wanted, code, error);
    memset(at, ' ', 3);
    g_strstrip(text);
    return true;
}

/* Takes "K", "M" or "BN" off the end; returns how many zeros that means. */
static int take_scale(char *text)
{
    static const struct {
        const char *name;
        int zeros;
    } scales[] = {{"K", 3}, {"M", 6}, {"BN", 9}};
    for (gsize i = 0; i < G_N_ELEMENTS(scales); i++) {
        if (!g_str_has_suffix(text, scales[i].name))
            continue;
        text[strlen(text) - strlen(scales[i].name)] = '\0';
        g_strstrip(text);
        return scales[i].zeros;
    }
    return 0;
}

/* Takes the plus or minus before the number off and returns it; NUL when there is none. */
static char take_plus_minus(char *text)
{
    char mark = *text;
    if (mark != '-' && mark != '+')
        return '\0';
    *text = ' ';
    g_strstrip(text);
    return mark;
}

/* The place where the decimals begin: the point, or a comma that cannot part thousands. NULL when there are
 * none. */
static char *find_decimals(char *text)
{
    char *point = strchr(text, '.');
    if (point)
        return point;
    char *comma = strrchr(text, ',');
    if (!comma || strchr(text, ',') != comma)
        return NULL;
    bool thousands = strlen(comma + 1) == 3 && !strchr(text, ' ') && comma > text && comma - text <= 3;
    return thousands ? NULL : comma;
}

/* Takes the signs between thousands out of `whole`. False when they are mixed or do not stand at thousands.
 */
static bool join_thousands(char *whole)
{
    char *first = strpbrk(whole, ", ");
    if (!first)
        return true;
    char parting = *first;
    if (first == whole || first - whole > 3)
        return false;
    char *to = first;
    for (const char *group = first; *group; group += 4) {
        if (*group != parting)
            return false;
        for (int i = 1; i <= 3; i++) {
            if (!g_ascii_isdigit(group[i]))
                return false;
            *to++ = group[i];
        }
    }
    *to = '\0';
    return true;
}

static bool all_digits(const char *text)
{
    return text[strspn(text, "0123456789")] == '\0';
}

/* The amount in minor units: `whole`.`decimals` followed by `zeros` zeros. */
static bool count_minor(const char *whole, const char *decimals, int zeros, const Wanted *wanted,
                        gint64 *minor, GError **error)
{
    gsize places = strlen(decimals);
    int scale = wanted->digits + zeros;
    if (places > (gsize)scale && wanted->digits == 0 && zeros == 0)
        return refuse(wanted, "this currency has no decimals", error);
    if (places > (gsize)scale)
        return refuse(wanted, "too many decimals", error);
    whole += strspn(whole, "0");
    if (strlen(whole) + places > DIGITS_AT_MOST)
        return refuse(wanted, "more than 15 digits", error);
    gint64 value = 0;
    for (const char *at = whole; *at; at++)
        value = value * 10 + (*at - '0');
    for (const char *at = decimals; *at; at++)
        value = value * 10 + (*at - '0');
    for (int missing = scale - (int)places; missing > 0; missing--) {
        if (value > G_MAXINT64 / 10)
            return refuse(wanted, "more than can be counted", error);
        value *= 10;
    }
    *minor = value;
    return true;
}

/* Reads a number without sign, currency and scale. */
static bool read_number(char *text, int zeros, const Wanted *wanted, gint64 *minor, GError **error)
{
    char *decimals = find_decimals(text);
    if (decimals)
        *decimals++ = '\0';
    if (decimals && strpbrk(decimals, ",."))
        return refuse(wanted, "a second decimal point", error);
    if (!join_thousands(text))
        return refuse(wanted, "thousands are not parted in threes", error);
    bool empty = !*text && (!decimals || !*decimals);
    if (empty || !all_digits(text) || (decimals && !all_digits(decimals)))
        return refuse(wanted, "not an amount", error);
    return count_minor(text, decimals ? decimals : "", zeros, wanted, minor, error);
}

bool money_parse(const char *typed, const char *currency, gint64 *minor, GError **error)
{
    g_autofree char *shown = text_for_message(typed);
    Wanted wanted = {.shown = shown, .currency = currency ? currency : "", .digits = money_digits(currency)};
    g_snprintf(wanted.example, sizeof wanted.example, "850,000%s%.*s", wanted.digits ? "." : "",
               wanted.digits, "0000");
    if (!typed || strnlen(typed, LONGEST_INPUT + 1) > LONGEST_INPUT)
        return refuse(&wanted, typed ? "too long for an amount" : "not an amount", error);
    g_autofree char *text = simplify(typed);
    char mark = take_plus_minus(text);
    if (!take_sign(text, &wanted, error) || !take_code(text, &wanted, error))
        return false;
    if (!mark)
        mark = take_plus_minus(text);
    int zeros = take_scale(text);
    gint64 amount = 0;
    if (!read_number(text, zeros, &wanted, &amount, error))
        return false;
    *minor = mark == '-' ? -amount : amount;
    return true;
}
