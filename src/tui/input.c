#include "tui/input.h"

#include <ncurses.h>
#include <string.h>
#include <wchar.h>

#include "base/text.h"

#define CODE(code)   (KEY_BASE_CODE + (code))
#define PASTE_BEGIN  CODE(0x2000)
#define PASTE_END    "\033[201~"
#define NO_CHARACTER 0xFFFDu

typedef struct {
    char *bytes;
    gsize length;
    Key key;
} Sequence;

struct Input {
    GArray *sequences; /* of Sequence */
    const Keymap *keymap;
    GString *bytes; /* not yet understood */
    bool pasting;
    bool ended;
    GString *paste; /* so far */
    char *pasted;
};

/* What the first bytes are: `length` of them make `key` (0: nothing to tell anybody). Length 0: more is
 * needed. */
typedef struct {
    gsize length;
    Key key;
} Parsed;

static const Parsed MORE = {0, 0};

static void sequence_clear(gpointer data)
{
    g_free(((Sequence *)data)->bytes);
}

Input *input_new(void)
{
    Input *input = g_new0(Input, 1);
    input->sequences = g_array_new(FALSE, FALSE, sizeof(Sequence));
    g_array_set_clear_func(input->sequences, sequence_clear);
    input->bytes = g_string_new(NULL);
    input->paste = g_string_new(NULL);
    input->pasted = g_strdup("");
    return input;
}

void input_free(Input *input)
{
    if (input == NULL)
        return;
    g_array_free(input->sequences, TRUE);
    g_string_free(input->bytes, TRUE);
    g_string_free(input->paste, TRUE);
    g_free(input->pasted);
    g_free(input);
}

void input_define(Input *input, const char *sequence, Key key)
{
    if (sequence == NULL || sequence[0] != '\033' || sequence[1] == '\0')
        return;
    const Sequence row = {g_strdup(sequence), strlen(sequence), key};
    g_array_append_val(input->sequences, row);
}

void input_set_keymap(Input *input, const Keymap *keymap)
{
    input->keymap = keymap;
}

void input_feed(Input *input, const char *bytes, gsize count)
{
    g_string_append_len(input->bytes, bytes, (gssize)count);
}

void input_end(Input *input)
{
    input->ended = true;
}

/* --- sequences of Esc [ and Esc O --- */

/* Keys of Esc [ n ~ */
static const Key numbered_keys[] = {
    [1] = CODE(KEY_HOME),  [2] = CODE(KEY_IC),     [3] = CODE(KEY_DC),     [4] = CODE(KEY_END),
    [5] = CODE(KEY_PPAGE), [6] = CODE(KEY_NPAGE),  [7] = CODE(KEY_HOME),   [8] = CODE(KEY_END),
    [11] = CODE(KEY_F(1)), [12] = CODE(KEY_F(2)),  [13] = CODE(KEY_F(3)),  [14] = CODE(KEY_F(4)),
    [15] = CODE(KEY_F(5)), [17] = CODE(KEY_F(6)),  [18] = CODE(KEY_F(7)),  [19] = CODE(KEY_F(8)),
    [20] = CODE(KEY_F(9)), [21] = CODE(KEY_F(10)), [23] = CODE(KEY_F(11)), [24] = CODE(KEY_F(12)),
    [200] = PASTE_BEGIN,
};

/* Keys of Esc [ letter and of Esc O letter */
static const struct {
    char letter;
    Key key;
} lettered_keys[] = {
    {'A', CODE(KEY_UP)},   {'B', CODE(KEY_DOWN)}, {'C', CODE(KEY_RIGHT)}, {'D', CODE(KEY_LEFT)},
    {'H', CODE(KEY_HOME)}, {'F', CODE(KEY_END)},  {'P', CODE(KEY_F(1))},  {'Q', CODE(KEY_F(2))},
    {'R', CODE(KEY_F(3))}, {'S', CODE(KEY_F(4))}, {'Z', CODE(KEY_BTAB)},
};

static Key lettered_key(char letter)
{
    for (guint i = 0; i < G_N_ELEMENTS(lettered_keys); i++) {
        if (lettered_keys[i].letter == letter)
            return lettered_keys[i].key;
    }
    return 0;
}

/* The modifier as xterm numbers it: 1 + Shift 1 + Alt 2 + Ctrl 4. */
static Key with_modifiers(Key key, guint number)
{
    const guint bits = number > 1 ? number - 1 : 0;
    if (key == 0)
        return 0;
    return key | ((bits & 1) ? KEY_SHIFT_BIT : 0) | ((bits & 2) ? KEY_ALT_BIT : 0) |
           ((bits & 4) ? KEY_CTRL_BIT : 0);
}

/* The numbers between "Esc [" and the last byte. */
static void control_numbers(const char *at, const char *end, guint numbers[2])
{
    guint index = 0;
    for (; at < end && index < 2; at++) {
        if (*at == ';')
            index++;
        else if (g_ascii_isdigit(*at) && numbers[index] < 10000)
            numbers[index] = numbers[index] * 10 + (guint)(*at - '0');
    }
}

static Key control_key(const char *from, const char *last)
{
    guint numbers[2] = {0, 0};
    control_numbers(from, last, numbers);
    if (*last != '~')
        return with_modifiers(lettered_key(*last), numbers[1]);
    return numbers[0] < G_N_ELEMENTS(numbered_keys) ? with_modifiers(numbered_keys[numbers[0]], numbers[1])
                                                    : 0;
}

/* Esc [ parameters letter. One that nobody knows is swallowed whole: its letters are not typed text. */
static Parsed parse_control(const char *bytes, gsize count, bool late)
{
    const gsize most = MIN(count, 64);
    if (most > 2 && bytes[2] == '[') /* function keys of the Linux console: Esc [ [ A */
        return most > 3
                   ? (Parsed){4, bytes[3] >= 'A' && bytes[3] <= 'E' ? CODE(KEY_F(bytes[3] - 'A' + 1)) : 0}
                   : (late ? (Parsed){3, 0} : MORE);
    gsize at = 2;
    while (at < most && bytes[at] >= 0x20 && bytes[at] < 0x40)
        at++;
    if (at == most)
        return late || most == 64 ? (Parsed){at, 0} : MORE;
    if (bytes[at] < 0x40 || bytes[at] > 0x7E)
        return (Parsed){at, 0};
    return (Parsed){at + 1, control_key(bytes + 2, bytes + at)};
}

/* Esc O letter. The keypad sends its signs as letters 64 further on. */
static Key single_shift_key(char letter)
{
    if (letter == 'M')
        return KEY_IS_ENTER;
    if (letter >= 'j' && letter <= 'y')
        return (Key)letter - 64;
    return lettered_key(letter);
}

/* --- characters --- */

/* Bytes that are no UTF-8 are read as the locale has them (Latin-1 on an old line), else as a sign for
 * nothing. */
static Key byte_key(char byte)
{
    const wint_t character = btowc((guchar)byte);
    return character != WEOF && g_unichar_validate(character) ? (Key)character : NO_CHARACTER;
}

/* The bytes are the beginning of a character, of which more may come. */
static bool is_begun(const char *bytes, gsize count)
{
    const guchar lead = (guchar)bytes[0];
    const gsize length = lead >= 0xC2 && lead <= 0xF4 ? (gsize)g_utf8_skip[lead] : 1;
    for (gsize i = 1; i < MIN(count, length); i++) {
        if (((guchar)bytes[i] & 0xC0) != 0x80)
            return false;
    }
    return count < length;
}

static Parsed parse_character(const char *bytes, gsize count, bool late)
{
    if ((guchar)bytes[0] < 0x80)
        return (Parsed){1, key_normal((guchar)bytes[0])};
    if (!late && is_begun(bytes, count))
        return MORE;
    const gunichar character = g_utf8_get_char_validated(bytes, (gssize)MIN(count, 4));
    if (character >= (gunichar)-2)
        return (Parsed){1, byte_key(bytes[0])};
    return (Parsed){g_utf8_skip[(guchar)bytes[0]], character};
}

/* --- Esc --- */

/* The longest sequence of this terminal that stands there; MORE while one has begun. */
static bool parse_defined(const Input *input, bool late, Parsed *parsed)
{
    bool begun = false;
    *parsed = MORE;
    for (guint i = 0; i < input->sequences->len; i++) {
        const Sequence *row = &g_array_index(input->sequences, Sequence, i);
        const gsize common = MIN(row->length, input->bytes->len);
        if (memcmp(row->bytes, input->bytes->str, common) != 0)
            continue;
        if (common < row->length)
            begun = true;
        else if (row->length > parsed->length)
            *parsed = (Parsed){row->length, row->key};
    }
    return parsed->length > 0 || (begun && !late);
}

static bool bound_somewhere(const Input *input, Key key)
{
    for (int i = 0; input->keymap != NULL && i < CONTEXT_COUNT; i++) {
        if (keymap_action(input->keymap, (KeyContext)i, key) != ACTION_NONE)
            return true;
    }
    return input->keymap == NULL;
}

static Parsed parse_alt(const Input *input, bool late)
{
    Parsed parsed = parse_character(input->bytes->str + 1, input->bytes->len - 1, late);
    if (parsed.length == 0)
        return MORE;
    const Key key = parsed.key | KEY_ALT_BIT;
    if (parsed.key == 0 || parsed.key == KEY_IS_ESCAPE || !bound_somewhere(input, key))
        return (Parsed){1, KEY_IS_ESCAPE};
    return (Parsed){parsed.length + 1, key};
}

static Parsed parse_escape(const Input *input, bool late)
{
    const char *bytes = input->bytes->str;
    const gsize count = input->bytes->len;
    Parsed parsed;
    if (count == 1)
        return late ? (Parsed){1, KEY_IS_ESCAPE} : MORE;
    if (parse_defined(input, late, &parsed))
        return parsed;
    if (count > 2 && bytes[1] == '[')
        return parse_control(bytes, count, late);
    if (count > 2 && bytes[1] == 'O')
        return (Parsed){3, single_shift_key(bytes[2])};
    if (!late && (bytes[1] == '[' || bytes[1] == 'O'))
        return MORE;
    return parse_alt(input, late);
}

/* --- pastes --- */

static void paste_append(Input *input, gsize count)
{
    const gsize room = INPUT_PASTE_MOST - input->paste->len;
    g_string_append_len(input->paste, input->bytes->str, (gssize)MIN(count, room));
    g_string_erase(input->bytes, 0, (gssize)count);
}

/* Carriage returns are what a terminal sends for the ends of lines. */
static char *lines_normal(const GString *paste)
{
    GString *out = g_string_sized_new(paste->len);
    for (gsize i = 0; i < paste->len; i++) {
        const char byte = paste->str[i];
        if (byte == '\r' && i + 1 < paste->len && paste->str[i + 1] == '\n')
            continue;
        if (byte != '\0')
            g_string_append_c(out, byte == '\r' ? '\n' : byte);
    }
    return g_string_free(out, FALSE);
}

static InputKind paste_finish(Input *input)
{
    g_autofree char *lines = lines_normal(input->paste);
    g_free(input->pasted);
    input->pasted = text_clean(lines, true);
    g_string_truncate(input->paste, 0);
    input->pasting = false;
    return INPUT_PASTE;
}

/* Bytes at the end that may be the start of the closing sequence. */
static gsize held_back(const GString *bytes)
{
    gsize length = MIN(bytes->len, strlen(PASTE_END) - 1);
    while (length > 0 && strncmp(bytes->str + bytes->len - length, PASTE_END, length) != 0)
        length--;
    return length;
}

static InputKind paste_next(Input *input)
{
    const char *end = memmem(input->bytes->str, input->bytes->len, PASTE_END, strlen(PASTE_END));
    if (end != NULL) {
        paste_append(input, (gsize)(end - input->bytes->str));
        g_string_erase(input->bytes, 0, (gssize)strlen(PASTE_END));
        return paste_finish(input);
    }
    paste_append(input, input->bytes->len - (input->ended ? 0 : held_back(input->bytes)));
    return input->ended ? paste_finish(input) : INPUT_PARTIAL;
}

/* --- events --- */

static Parsed parse(const Input *input, bool late)
{
    if (input->bytes->str[0] == '\033')
        return parse_escape(input, late);
    return parse_character(input->bytes->str, input->bytes->len, late);
}

/* Looks at the next event without taking it; what means nothing is thrown away on the way there. */
static InputKind look(Input *input, bool late, Parsed *parsed)
{
    while (!input->pasting && input->bytes->len > 0) {
        *parsed = parse(input, late);
        if (parsed->length == 0)
            return INPUT_PARTIAL;
        if (parsed->key != 0 && parsed->key != PASTE_BEGIN)
            return INPUT_KEY;
        g_string_erase(input->bytes, 0, (gssize)parsed->length);
        input->pasting = parsed->key == PASTE_BEGIN;
    }
    return input->pasting ? INPUT_PASTE : INPUT_NOTHING;
}

InputKind input_next(Input *input, bool late, Key *key)
{
    Parsed parsed = MORE;
    const InputKind kind = look(input, late || input->ended, &parsed);
    if (kind == INPUT_PASTE)
        return paste_next(input);
    if (kind == INPUT_KEY) {
        *key = parsed.key;
        g_string_erase(input->bytes, 0, (gssize)parsed.length);
    }
    return kind;
}

bool input_ready(Input *input)
{
    Parsed parsed = MORE;
    const InputKind kind = look(input, input->ended, &parsed);
    if (kind != INPUT_PASTE)
        return kind == INPUT_KEY;
    return input->ended || memmem(input->bytes->str, input->bytes->len, PASTE_END, strlen(PASTE_END)) != NULL;
}

int input_patience(const Input *input)
{
    if (input->pasting || input->bytes->len == 0)
        return -1;
    return input->bytes->len == 1 && input->bytes->str[0] == '\033' ? INPUT_PATIENCE_ESCAPE
                                                                    : INPUT_PATIENCE_MORE;
}

const char *input_pasted(const Input *input)
{
    return input->pasted;
}
