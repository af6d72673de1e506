/*
 * Bytes from the line in, keys and pastes out. Private to the toolkit; knows no terminal, so that every split
 * of the bytes can be tested.
 */
#ifndef ENTENTE_TUI_INPUT_H
#define ENTENTE_TUI_INPUT_H

#include "tui/keymap.h"

typedef struct Input Input;

enum {
    INPUT_PASTE_MOST = 1 << 20, /* bytes of one paste; what goes beyond is dropped */
    INPUT_PATIENCE_ESCAPE = 25, /* milliseconds after a lone Esc */
    INPUT_PATIENCE_MORE = 100,  /* within a longer sequence or a character */
};

/* (transfer full) */
Input *input_new(void);
void input_free(Input *input);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Input, input_free)

/* Bytes that this terminal sends for a key: more than one, starting with Esc. */
void input_define(Input *input, const char *sequence, Key key);
/* Esc and a character that come together are one key only where the keymap binds that key somewhere; else
 * two. Without a keymap they are always one. Borrowed. */
void input_set_keymap(Input *input, const Keymap *keymap);

void input_feed(Input *input, const char *bytes, gsize count);
/* The line is gone: an unfinished paste is all there will be. */
void input_end(Input *input);

typedef enum {
    INPUT_NOTHING, /* no byte left */
    INPUT_PARTIAL, /* bytes that may become a key or a paste when more come */
    INPUT_KEY,
    INPUT_PASTE, /* input_pasted has it */
} InputKind;

/* Takes the next event. With `late`, no more came within input_patience: what is there is all there is. */
InputKind input_next(Input *input, bool late, Key *key);
/* True when input_next(input, false) would give a key or a paste. */
bool input_ready(Input *input);
/* How long to wait for more bytes, in milliseconds; -1 for ever (nothing begun, or a paste). */
int input_patience(const Input *input);
/* The last paste: valid UTF-8, lines ended by newlines, other control characters replaced. Until the next
 * input_next. */
const char *input_pasted(const Input *input);

#endif
