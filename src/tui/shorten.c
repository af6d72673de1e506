#include "tui/shorten.h"

#include <stdlib.h>
#include <string.h>

enum { ESCAPE = '\033', NUMBERS_MOST = 16, OWN = 0, PALETTE = 256 };

/* --- what the terminal can --- */

/* Line drawing sets are never switched on, so that nothing has to switch them off. */
static gsize charset_length(const char *at, gsize left)
{
    if (left > 0 && *at == '\017')
        return 1;
    return left > 2 && memcmp(at, "\033(B", 3) == 0 ? 3 : 0;
}

bool shorten_fits(const char *end_of_attributes)
{
    const char *at = end_of_attributes != NULL ? end_of_attributes : "";
    g_autoptr(GString) rest = g_string_new(NULL);
    while (*at != '\0') {
        const gsize length = charset_length(at, strlen(at));
        if (length == 0)
            g_string_append_c(rest, *at++);
        at += length;
    }
    return strcmp(rest->str, "\033[m") == 0 || strcmp(rest->str, "\033[0m") == 0;
}

/* --- what is wanted --- */

/* A colour that is said in three numbers: 38;5;n. Returns how many numbers it took; 0 when it is none. */
static guint take_palette(const guint *numbers, guint count, ShownAttributes *wanted)
{
    if (count < 3 || numbers[1] != 5)
        return 0;
    *(numbers[0] == 38 ? &wanted->foreground : &wanted->background) = PALETTE + (int)numbers[2];
    return 3;
}

static bool in_either(guint number, guint first, guint bright)
{
    return (number >= first && number < first + 8) || (number >= bright && number < bright + 8);
}

/* Takes one attribute; returns how many numbers it took, 0 when it is not known. */
static guint take_number(Shortener *self, const guint *numbers, guint count)
{
    ShownAttributes *wanted = &self->wanted;
    const guint number = numbers[0];
    if (number == 38 || number == 48)
        return take_palette(numbers, count, wanted);
    if (number == 0)
        *wanted = (ShownAttributes){0};
    else if (number == 1)
        wanted->bold = true;
    else if (number == 2)
        wanted->dim = true;
    else if (number == 4 || number == 24)
        wanted->underline = number == 4;
    else if (number == 7 || number == 27)
        wanted->reverse = number == 7;
    else if (number == 39 || number == 49)
        *(number == 39 ? &wanted->foreground : &wanted->background) = OWN;
    else if (in_either(number, 30, 90))
        wanted->foreground = (int)number;
    else if (in_either(number, 40, 100))
        wanted->background = (int)number;
    else if (number != 10) /* the font that is there anyway */
        return 0;
    self->knows_own = self->knows_own || number == 39 || number == 49;
    return 1;
}

/* The numbers between "Esc [" and "m"; 0 when something else stands there. */
static guint read_numbers(const char *at, const char *end, guint numbers[NUMBERS_MOST])
{
    guint count = 1;
    numbers[0] = 0;
    for (; at < end; at++) {
        if (g_ascii_isdigit(*at) && numbers[count - 1] < 1000)
            numbers[count - 1] = numbers[count - 1] * 10 + (guint)(*at - '0');
        else if (*at == ';' && count < NUMBERS_MOST)
            numbers[count++] = 0;
        else
            return 0;
    }
    return count;
}

static bool take_attributes(Shortener *self, const char *from, const char *end)
{
    guint numbers[NUMBERS_MOST];
    const guint count = read_numbers(from, end, numbers);
    Shortener after = *self;
    for (guint at = 0, taken; at < count; at += taken) {
        taken = take_number(&after, numbers + at, count - at);
        if (taken == 0)
            return false;
    }
    if (count > 0)
        *self = after;
    return count > 0;
}

/* --- what is said --- */

static void say(GString *numbers, int number)
{
    g_string_append_printf(numbers, number >= 0 && numbers->len > 0 ? ";%d" : "%d", number);
}

static void say_colour(GString *numbers, int colour, int own, int palette)
{
    if (colour < PALETTE) {
        say(numbers, colour == OWN ? own : colour);
        return;
    }
    say(numbers, palette);
    say(numbers, 5);
    say(numbers, colour - PALETTE);
}

static bool ends_something(const Shortener *self)
{
    const ShownAttributes *now = &self->now, *wanted = &self->wanted;
    const bool own = (now->foreground != OWN && wanted->foreground == OWN) ||
                     (now->background != OWN && wanted->background == OWN);
    const bool plain = !wanted->bold && !wanted->dim && !wanted->underline && !wanted->reverse &&
                       wanted->foreground == OWN && wanted->background == OWN;
    return (now->bold && !wanted->bold) || (now->dim && !wanted->dim) ||
           (now->underline && !wanted->underline) || (now->reverse && !wanted->reverse) ||
           (own && (plain || !self->knows_own));
}

static bool same(const ShownAttributes *one, const ShownAttributes *other)
{
    return one->bold == other->bold && one->dim == other->dim && one->underline == other->underline &&
           one->reverse == other->reverse && one->foreground == other->foreground &&
           one->background == other->background;
}

static void say_wanted(Shortener *self, GString *out)
{
    if (same(&self->now, &self->wanted))
        return;
    g_autoptr(GString) numbers = g_string_new(NULL);
    const ShownAttributes *wanted = &self->wanted;
    if (ends_something(self)) {
        self->now = (ShownAttributes){0};
        if (!same(&self->now, wanted))
            say(numbers, 0);
    }
    if (wanted->bold && !self->now.bold)
        say(numbers, 1);
    if (wanted->dim && !self->now.dim)
        say(numbers, 2);
    if (wanted->underline && !self->now.underline)
        say(numbers, 4);
    if (wanted->reverse && !self->now.reverse)
        say(numbers, 7);
    if (wanted->foreground != self->now.foreground)
        say_colour(numbers, wanted->foreground, 39, 38);
    if (wanted->background != self->now.background)
        say_colour(numbers, wanted->background, 49, 48);
    g_string_append_printf(out, "\033[%sm", numbers->str);
    self->now = *wanted;
}

/* A blank shows no more than what lies behind it. */
static bool blank_looks_the_same(const Shortener *self)
{
    const ShownAttributes *now = &self->now, *wanted = &self->wanted;
    return !now->underline && !now->reverse && !wanted->underline && !wanted->reverse &&
           now->background == wanted->background;
}

/* --- the bytes --- */

/* The sequence at `at`, which begins with Esc. */
static gsize sequence_length(const char *at, gsize left)
{
    if (left < 2 || at[1] != '[')
        return MIN(left, 2);
    gsize length = 2;
    while (length < left && (guchar)at[length] < 0x40)
        length++;
    return MIN(length + 1, left);
}

/* Those that only move the cursor. */
static bool only_moves(const char *at, gsize length)
{
    return length > 2 && strchr("ABCDGHd", at[length - 1]) != NULL;
}

/* Bytes of `wanted` when they stand at `at`, else 0. */
static gsize stands_there(const char *wanted, const char *at, gsize left)
{
    const gsize length = strlen(wanted);
    return length <= left && memcmp(at, wanted, length) == 0 ? length : 0;
}

/* That all rows scroll again is said without their number. */
static gsize whole_region_length(const char *at, gsize left, int rows)
{
    g_autofree char *whole = g_strdup_printf("\033[1;%dr", rows);
    return stands_there(whole, at, left);
}

/* Behind "these rows scroll": the way to the last of them, and a line feed. Only where all rows scroll again
 * after it, and so nothing rests on where the cursor is. */
static gsize line_feed_length(const char *region, const char *at, gsize left, int rows)
{
    const char *last = strchr(region, ';');
    g_autofree char *feed = g_strdup_printf("\033[%d;1H\n", last != NULL ? atoi(last + 1) : 0);
    const gsize length = stands_there(feed, at, left);
    return length > 0 && whole_region_length(at + length, left - length, rows) > 0 ? length : 0;
}

/* Rows that scroll apart; `length` bytes. Returns how many were taken. */
static gsize take_region(Shortener *self, int rows, const char *at, gsize length, gsize left, GString *out)
{
    say_wanted(self, out); /* blanks that come in have the colour behind letters */
    if (whole_region_length(at, length, rows) > 0) {
        g_string_append(out, "\033[r");
        return length;
    }
    g_autofree char *region = g_strndup(at, length);
    const gsize feed = self->scrolls ? line_feed_length(region, at + length, left - length, rows) : 0;
    g_string_append_len(out, at, (gssize)length);
    g_string_append(out, feed > 0 ? "\033[S" : "");
    return length + feed;
}

static gsize take_sequence(Shortener *self, int rows, const char *at, gsize left, GString *out)
{
    const gsize length = sequence_length(at, left);
    const char last = at[length - 1];
    if (last == 'm' && length > 2 && take_attributes(self, at + 2, at + length - 1))
        return length;
    if (last == 'r' && length > 2)
        return take_region(self, rows, at, length, left, out);
    if (!only_moves(at, length))
        say_wanted(self, out);
    g_string_append_len(out, at, (gssize)length);
    return length;
}

static void take_byte(Shortener *self, char byte, GString *out)
{
    const bool moves = byte == '\r' || byte == '\b';
    if (!moves && !(byte == ' ' && blank_looks_the_same(self)))
        say_wanted(self, out);
    g_string_append_c(out, byte);
}

void shorten(Shortener *self, int rows, const char *bytes, gsize count, GString *out)
{
    for (gsize at = 0; at < count;) {
        const gsize charset = charset_length(bytes + at, count - at);
        if (charset > 0) {
            at += charset;
        } else if (bytes[at] == ESCAPE) {
            at += take_sequence(self, rows, bytes + at, count - at, out);
        } else {
            take_byte(self, bytes[at], out);
            at++;
        }
    }
    say_wanted(self, out);
}
