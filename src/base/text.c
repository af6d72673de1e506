#include "base/text.h"

#include <string.h>

/*
 * Text is walked cluster by cluster. What a cluster looks like on the terminal depends on nothing outside it,
 * so that width, cleaning, fitting and wrapping all agree: they share cluster_show().
 */
enum {
    REPLACEMENT = 0xFFFD,
    ZERO_WIDTH_NON_JOINER = 0x200C,
    ZERO_WIDTH_JOINER = 0x200D,
    /* No script stacks more marks than this; what stands beyond only serves to paint over other lines. */
    MARKS_AT_MOST = 8,
};

typedef struct {
    gunichar first;
    gunichar last;
} Range;

/* Format characters that are signs of their own and have a width: Arabic number signs and their like. */
static const Range visible_formats[] = {
    {0x0600, 0x0605}, {0x06DD, 0x06DD},   {0x070F, 0x070F},   {0x0890, 0x0891},
    {0x08E2, 0x08E2}, {0x110BD, 0x110BD}, {0x110CD, 0x110CD}, {0x13430, 0x1345F},
};

/* Letters and marks by their type that show nothing: fillers, the grapheme joiner, inherent vowels. */
static const Range invisible_others[] = {
    {0x034F, 0x034F}, {0x115F, 0x1160}, {0x17B4, 0x17B5},
    {0x3164, 0x3164}, {0xFFA0, 0xFFA0}, {0xFFFC, 0xFFFC},
};

/* Two columns in the tables of the C library, one in those of GLib. */
static const Range further_wide[] = {{0x3248, 0x324F}, {0x4DC0, 0x4DFF}};

/* Vowels and final consonants of Hangul, which stand in the column of the consonant before them. */
static const Range hangul_followers[] = {{0x1160, 0x11FF}, {0xD7B0, 0xD7FF}};

static const Range variation_selectors[] = {{0xFE00, 0xFE0F}, {0xE0100, 0xE01EF}};

static const Range pictographs[] = {
    {0x00A9, 0x00A9}, {0x00AE, 0x00AE}, {0x2122, 0x2122},   {0x2190, 0x21FF},   {0x2300, 0x23FF},
    {0x2600, 0x27BF}, {0x2B00, 0x2BFF}, {0x1F000, 0x1F1E5}, {0x1F200, 0x1F3FA}, {0x1F400, 0x1FAFF},
};

static const Range skin_tones[] = {{0x1F3FB, 0x1F3FF}};
static const Range flag_letters[] = {{0x1F1E6, 0x1F1FF}};

#define IN(ranges, character) in_ranges(ranges, G_N_ELEMENTS(ranges), character)

static bool in_ranges(const Range *ranges, gsize count, gunichar character)
{
    for (gsize i = 0; i < count; i++) {
        if (character < ranges[i].first)
            return false;
        if (character <= ranges[i].last)
            return true;
    }
    return false;
}

/* The character at `at` and its length in bytes; a byte that begins none is (gunichar)-1 of one byte. */
static gunichar decode(const char *at, int *length)
{
    *length = 1;
    if ((guchar)*at < 0x80)
        return (guchar)*at;
    gunichar character = g_utf8_get_char_validated(at, -1);
    if (character >= (gunichar)-2)
        return (gunichar)-1;
    *length = (guchar)g_utf8_skip[(guchar)*at];
    return character;
}

/* First byte of the character before `at`. */
static const char *character_before(const char *start, const char *at)
{
    const char *lead = at - 1;
    while (lead > start && at - lead < 4 && ((guchar)*lead & 0xC0) == 0x80)
        lead--;
    int length;
    decode(lead, &length);
    return lead + length == at ? lead : at - 1;
}

static bool is_joiner(gunichar character)
{
    return character == ZERO_WIDTH_JOINER || character == ZERO_WIDTH_NON_JOINER;
}

static bool is_line_end(gunichar character)
{
    return character == '\n' || character == '\r' || character == 0x2028 || character == 0x2029;
}

/* Never sent to the terminal: it would do something, show nothing, or nobody knows how wide it is. */
static bool is_unsafe(gunichar character)
{
    if (character < 0x7F)
        return character < 0x20;
    if (character >= (gunichar)-2 || IN(invisible_others, character))
        return true;
    switch (g_unichar_type(character)) {
    case G_UNICODE_CONTROL:
    case G_UNICODE_UNASSIGNED:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
        return true;
    case G_UNICODE_FORMAT:
        return !is_joiner(character) && !IN(visible_formats, character);
    default:
        return false;
    }
}

static bool has_no_width(gunichar character)
{
    if (character < 0x300)
        return false;
    switch (g_unichar_type(character)) {
    case G_UNICODE_NON_SPACING_MARK:
    case G_UNICODE_ENCLOSING_MARK:
        return true;
    default:
        return is_joiner(character) || IN(hangul_followers, character);
    }
}

int text_char_width(gunichar character)
{
    if (character < 0x300 || is_unsafe(character))
        return 1;
    if (has_no_width(character))
        return 0;
    return g_unichar_iswide(character) || IN(further_wide, character) ? 2 : 1;
}

/* Scripts in which the invisible joiners change how a word is written. */
static bool script_joins(gunichar character)
{
    switch (g_unichar_get_script(character)) {
    case G_UNICODE_SCRIPT_COMMON:
    case G_UNICODE_SCRIPT_INHERITED:
    case G_UNICODE_SCRIPT_LATIN:
    case G_UNICODE_SCRIPT_GREEK:
    case G_UNICODE_SCRIPT_CYRILLIC:
    case G_UNICODE_SCRIPT_ARMENIAN:
    case G_UNICODE_SCRIPT_GEORGIAN:
    case G_UNICODE_SCRIPT_HEBREW:
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_HANGUL:
    case G_UNICODE_SCRIPT_UNKNOWN:
        return false;
    default:
        return true;
    }
}

/* Does `next` stand in the cluster of `base`, directly after `previous`? */
static bool extends(gunichar base, gunichar previous, gunichar next)
{
    if (is_unsafe(next))
        return false;
    if (has_no_width(next) || g_unichar_type(next) == G_UNICODE_SPACING_MARK)
        return true;
    if (!IN(pictographs, base))
        return IN(flag_letters, next) && IN(flag_letters, base) && previous == base;
    return IN(skin_tones, next) || (previous == ZERO_WIDTH_JOINER && IN(pictographs, next));
}

const char *text_next(const char *at)
{
    int length;
    gunichar base = decode(at, &length);
    if (base == 0)
        return at;
    at += length;
    /* By far the most frequent case: two plain letters in a row. */
    if (base != '\r' && base < 0x7F && (guchar)*at < 0x80)
        return at;
    if (base == '\r' && *at == '\n')
        return at + 1;
    if (is_unsafe(base))
        return at;
    gunichar previous = base;
    bool flag = false;
    while (*at) {
        gunichar next = decode(at, &length);
        if (!extends(base, previous, next) || (flag && IN(flag_letters, next)))
            break;
        flag = flag || IN(flag_letters, next);
        previous = next;
        at += length;
    }
    return at;
}

/* True when a cluster begins at such a character, whatever stands before it. */
static bool always_begins(gunichar character)
{
    if (character < 0x80)
        return character != '\n';
    return is_unsafe(character) ||
           !(has_no_width(character) || IN(pictographs, character) || IN(skin_tones, character) ||
             IN(flag_letters, character) || g_unichar_type(character) == G_UNICODE_SPACING_MARK);
}

const char *text_previous(const char *start, const char *at)
{
    if (at <= start)
        return start;
    const char *from = character_before(start, at);
    int length;
    while (from > start && !always_begins(decode(from, &length)))
        from = character_before(start, from);
    for (const char *next = text_next(from); next < at && next > from; next = text_next(from))
        from = next;
    return from;
}

static void append_spaces(GString *out, int count)
{
    for (int i = 0; i < count; i++)
        g_string_append_c(out, ' ');
}

static int append_shown(GString *out, gunichar character)
{
    if (out)
        g_string_append_unichar(out, character);
    return text_char_width(character);
}

/* A cluster of one control character, line end, bad byte or the like. */
static int show_unsafe(gunichar character, bool keep_lines, GString *out)
{
    if (is_line_end(character)) {
        if (out)
            g_string_append_c(out, keep_lines ? '\n' : ' ');
        return 1;
    }
    return append_shown(out, character == '\t' ? ' ' : REPLACEMENT);
}

/* Is a joiner between `seat` and what follows part of how the word or the picture is written? */
static bool joiner_belongs(gunichar seat, gunichar joiner)
{
    return script_joins(seat) || (joiner == ZERO_WIDTH_JOINER && IN(pictographs, seat));
}

/* Appends the cluster from `at` to `end` as it may be shown (unless `out` is NULL); returns its columns. */
static int cluster_show(const char *at, const char *end, bool keep_lines, GString *out)
{
    int length;
    gunichar seat = decode(at, &length); /* the last character that takes columns: what marks stand on */
    if (is_unsafe(seat))
        return show_unsafe(seat, keep_lines, out);
    /* A mark with nothing to stand on would land on what happens to be drawn to its left. */
    if (has_no_width(seat))
        seat = REPLACEMENT;
    int width = append_shown(out, seat);
    gunichar previous = seat;
    int marks = 0;
    for (at += length; at < end; at += length) {
        gunichar next = decode(at, &length);
        /* Terminals disagree about the width of a narrow sign with a selector: it goes without. */
        if (IN(variation_selectors, next) && text_char_width(seat) < 2)
            continue;
        if (is_joiner(next) && (is_joiner(previous) || !joiner_belongs(seat, next)))
            next = REPLACEMENT;
        marks = has_no_width(next) ? marks + 1 : 0;
        if (marks > MARKS_AT_MOST)
            continue;
        width += append_shown(out, next);
        seat = marks ? seat : next;
        previous = next;
    }
    return width;
}

/* Length of the run of printable ASCII at the start of `text`. */
static gsize plain_length(const char *text)
{
    gsize length = 0;
    while (text[length] >= 0x20 && text[length] < 0x7F)
        length++;
    return length;
}

int text_width(const char *text)
{
    if (!text)
        return 0;
    gsize plain = plain_length(text);
    if (!text[plain])
        return (int)MIN(plain, (gsize)G_MAXINT);
    gint64 width = 0;
    for (const char *at = text, *end; *at; at = end) {
        end = text_next(at);
        width += cluster_show(at, end, false, NULL);
    }
    return (int)MIN(width, G_MAXINT);
}

char *text_clean(const char *text, bool keep_lines)
{
    if (!text)
        return g_strdup("");
    if (!text[plain_length(text)])
        return g_strdup(text);
    GString *out = g_string_sized_new(strlen(text) + 16);
    for (const char *at = text, *end; *at; at = end) {
        end = text_next(at);
        cluster_show(at, end, keep_lines, out);
    }
    return g_string_free(out, FALSE);
}

static char *pad(const char *text, gsize length, int width, int columns, TextAlign align)
{
    GString *out = g_string_sized_new(length + (gsize)(columns - width) + 1);
    if (align == ALIGN_RIGHT)
        append_spaces(out, columns - width);
    g_string_append_len(out, text, (gssize)length);
    if (align == ALIGN_LEFT)
        append_spaces(out, columns - width);
    return g_string_free(out, FALSE);
}

/* As many whole clusters as `columns` hold; `*width` is what they take. `*all` is true when
 * that is all of the text. */
static GString *take_columns(const char *text, int columns, int *width, bool *all)
{
    GString *out = g_string_sized_new((gsize)MIN(columns, 1000) + 16);
    gsize plain = plain_length(text);
    if (text[plain] && plain > 0) /* what follows may stand on the last of them */
        plain--;
    plain = MIN(plain, (gsize)columns);
    g_string_append_len(out, text, (gssize)plain);
    *width = (int)plain;
    for (const char *at = text + plain, *end; *at; at = end) {
        end = text_next(at);
        gsize before = out->len;
        int taken = cluster_show(at, end, false, out);
        if (*width + taken > columns) {
            g_string_truncate(out, before);
            *all = false;
            return out;
        }
        *width += taken;
    }
    *all = true;
    return out;
}

static char *cut(const char *text, int columns, const char *ellipsis)
{
    int sign = text_width(ellipsis);
    if (sign > columns)
        sign = 0;
    int width;
    bool all;
    GString *out = take_columns(text, columns - sign, &width, &all);
    append_spaces(out, columns - sign - width);
    if (sign > 0)
        g_string_append(out, ellipsis);
    return g_string_free(out, FALSE);
}

char *text_fit(const char *text, int columns, TextAlign align, const char *ellipsis)
{
    if (columns <= 0)
        return g_strdup("");
    text = text ? text : "";
    gsize plain = plain_length(text);
    if (!text[plain] && plain <= (gsize)columns)
        return pad(text, plain, (int)plain, columns, align);
    int width;
    bool all;
    GString *whole = take_columns(text, columns, &width, &all);
    char *fitted = all ? pad(whole->str, whole->len, width, columns, align) : cut(text, columns, ellipsis);
    g_string_free(whole, TRUE);
    return fitted;
}

/* A line that is being filled, and the place where it may be broken. */
typedef struct {
    GPtrArray *lines;
    GString *line;
    int columns;
    int width;
    gsize break_at;   /* bytes of `line` that stay when it is broken; 0 for no such place yet */
    gsize resume_at;  /* where the next line then begins: past the spaces */
    int resume_width; /* columns before resume_at */
    bool after_space;
    bool after_wide;
} Wrap;

static void wrap_line(Wrap *wrap, gsize length)
{
    g_ptr_array_add(wrap->lines, g_strndup(wrap->line->str, length));
}

static void wrap_start_line(Wrap *wrap, gsize from, int width_before)
{
    g_string_erase(wrap->line, 0, (gssize)from);
    wrap->width -= width_before;
    wrap->break_at = wrap->resume_at = 0;
    wrap->resume_width = 0;
}

/* Notes that the line may be broken before what comes next: after a space, and beside a wide character. */
static void wrap_note_break(Wrap *wrap, bool space, bool wide)
{
    bool begins_word = wrap->after_space && !space;
    if (wrap->line->len > 0 && (begins_word || (!space && (wide || wrap->after_wide)))) {
        gsize stays = wrap->line->len;
        while (stays > 0 && wrap->line->str[stays - 1] == ' ')
            stays--;
        wrap->break_at = stays;
        wrap->resume_at = wrap->line->len;
        wrap->resume_width = wrap->width;
    }
    wrap->after_space = space;
    wrap->after_wide = wide;
}

/* Breaks the line so that `width` more columns have room. */
static void wrap_break(Wrap *wrap, int width)
{
    if (wrap->break_at > 0) {
        wrap_line(wrap, wrap->break_at);
        wrap_start_line(wrap, wrap->resume_at, wrap->resume_width);
    }
    if (wrap->width + width <= wrap->columns)
        return;
    wrap_line(wrap, wrap->line->len);
    wrap_start_line(wrap, wrap->line->len, wrap->width);
}

static void wrap_newline(Wrap *wrap)
{
    wrap_line(wrap, wrap->line->len);
    wrap_start_line(wrap, wrap->line->len, wrap->width);
    wrap->after_space = wrap->after_wide = false;
}

static void wrap_cluster(Wrap *wrap, const char *cluster, gsize length, int width)
{
    bool space = length == 1 && *cluster == ' ';
    if (width > wrap->columns) {
        cluster = "\xEF\xBF\xBD"; /* the replacement character, as for all that cannot be shown */
        length = 3;
        width = 1;
    }
    wrap_note_break(wrap, space, width == 2);
    bool full = wrap->width + width > wrap->columns;
    if (full && space)
        return; /* a space at the edge is the break itself */
    if (full)
        wrap_break(wrap, width);
    g_string_append_len(wrap->line, cluster, (gssize)length);
    wrap->width += width;
}

GPtrArray *text_wrap(const char *text, int columns)
{
    g_autofree char *clean = text_clean(text, true);
    Wrap wrap = {.lines = g_ptr_array_new_with_free_func(g_free), .line = g_string_new(NULL)};
    wrap.columns = MAX(columns, 1);
    for (const char *at = clean, *end; *at; at = end) {
        end = text_next(at);
        if (*at == '\n')
            wrap_newline(&wrap);
        else
            wrap_cluster(&wrap, at, (gsize)(end - at), cluster_show(at, end, true, NULL));
    }
    wrap_line(&wrap, wrap.line->len);
    g_string_free(wrap.line, TRUE);
    return wrap.lines;
}

/* Letters that are no base with a mark to Unicode, but are typed so by who has no such key; and the several
 * apostrophes and dashes. */
static const struct {
    gunichar character;
    const char *plain;
} plain_letters[] = {
    {0x00DF, "ss"}, {0x00E6, "ae"}, {0x00F0, "d"}, {0x00F8, "o"}, {0x00FE, "th"}, {0x0111, "d"},
    {0x0127, "h"},  {0x0131, "i"},  {0x0142, "l"}, {0x014B, "n"}, {0x0153, "oe"}, {0x0167, "t"},
    {0x0180, "b"},  {0x01DD, "e"},  {0x0253, "b"}, {0x0256, "d"}, {0x0257, "d"},  {0x0259, "e"},
    {0x0268, "i"},  {0x0289, "u"},  {0x02BB, "'"}, {0x02BC, "'"}, {0x02B9, "'"},  {0x02BF, "'"},
    {0x03C2, "σ"},  {0x2010, "-"},  {0x2012, "-"}, {0x2013, "-"}, {0x2014, "-"},  {0x2018, "'"},
    {0x2019, "'"},
};

static void append_plain(GString *out, gunichar character)
{
    const gunichar last = plain_letters[G_N_ELEMENTS(plain_letters) - 1].character;
    const bool among = character >= plain_letters[0].character && character <= last;
    for (gsize i = 0; among && i < G_N_ELEMENTS(plain_letters); i++) {
        if (plain_letters[i].character == character) {
            g_string_append(out, plain_letters[i].plain);
            return;
        }
    }
    g_string_append_unichar(out, character);
}

/* Accents, vowel points and what shows nothing are left out. The marks of Indic and South-East Asian scripts
 * and of Japanese tell one word from another, like letters: they stay. */
static bool is_folded_away(gunichar character)
{
    switch (g_unichar_type(character)) {
    case G_UNICODE_FORMAT:
        return true;
    case G_UNICODE_NON_SPACING_MARK:
    case G_UNICODE_ENCLOSING_MARK:
        break;
    default:
        return IN(invisible_others, character);
    }
    switch (g_unichar_get_script(character)) {
    case G_UNICODE_SCRIPT_INHERITED:
        return character != 0x3099 && character != 0x309A;
    case G_UNICODE_SCRIPT_COMMON:
    case G_UNICODE_SCRIPT_LATIN:
    case G_UNICODE_SCRIPT_GREEK:
    case G_UNICODE_SCRIPT_CYRILLIC:
    case G_UNICODE_SCRIPT_HEBREW:
    case G_UNICODE_SCRIPT_ARABIC:
    case G_UNICODE_SCRIPT_SYRIAC:
        return true;
    default:
        return IN(invisible_others, character);
    }
}

static void fold_ascii(GString *out, const char *text, gsize size)
{
    const gsize from = out->len;
    g_string_append_len(out, text, (gssize)size);
    for (char *at = out->str + from; *at; at++)
        *at = g_ascii_tolower(*at);
}

static void fold_others(GString *out, const char *text, gsize size)
{
    g_autofree char *apart = g_utf8_normalize(text, (gssize)size, G_NORMALIZE_NFKD);
    for (const char *at = apart; *at; at = g_utf8_next_char(at)) {
        const gunichar character = g_utf8_get_char(at);
        if (!is_folded_away(character))
            append_plain(out, g_unichar_tolower(character));
    }
}

/* How many bytes from here on are letters of ASCII, or are none. */
static gsize stretch(const char *at, bool ascii)
{
    gsize size = 0;
    while (at[size] && ((guchar)at[size] < 0x80) == ascii)
        size++;
    return size;
}

/* Stretches of ASCII need no look at any table. No mark joins them to what stands before. */
char *text_fold(const char *text)
{
    if (!text)
        return g_strdup("");
    g_autofree char *valid = g_utf8_validate(text, -1, NULL) ? NULL : g_utf8_make_valid(text, -1);
    const char *at = valid ? valid : text;
    GString *out = g_string_sized_new(strlen(at));
    while (*at) {
        const gsize plain = stretch(at, true), others = stretch(at + plain, false);
        fold_ascii(out, at, plain);
        if (others > 0)
            fold_others(out, at + plain, others);
        at += plain + others;
    }
    return g_string_free(out, FALSE);
}

bool text_contains(const char *haystack, const char *needle)
{
    if (!needle || !*needle)
        return true;
    return haystack && strstr(haystack, needle) != NULL;
}

char *text_count(gint64 number, const char *one, const char *many)
{
    return g_strdup_printf("%" G_GINT64_FORMAT " %s", number, number == 1 ? one : many);
}

char *text_for_message(const char *text)
{
    enum { COLUMNS = 40 };
    g_autofree char *clean = text_clean(text, false);
    g_strstrip(clean);
    if (!*clean)
        return g_strdup("nothing");
    return text_fit(clean, MIN(text_width(clean), COLUMNS), ALIGN_LEFT, "…");
}
