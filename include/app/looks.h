/* Colours and keys of the program: read from screens/themes.cfg and screens/keys.cfg, with the officer's own
 * keys over them. */
#ifndef ENTENTE_APP_LOOKS_H
#define ENTENTE_APP_LOOKS_H

#include "base/settings.h"
#include "tui/keymap.h"
#include "tui/theme.h"

/* The theme of that name; ERROR_INPUT names those that there are. */
bool looks_theme(const char *name, Theme *theme, GError **error);

/* The keys of the program, and the officer's instead of them where the configuration gives any. ERROR_INPUT
 * for an action or a key that nobody knows, and for a key that would mean two things. (transfer full) */
Keymap *looks_keymap(const Settings *settings, GError **error);

#endif
