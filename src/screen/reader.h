/* Private to the screen layer: one screen file into one definition. */
#ifndef ENTENTE_SCREEN_READER_H
#define ENTENTE_SCREEN_READER_H

#include "screen/screen.h"

/*
 * Reads the group `screen` of `text` into a new definition. Its texts go to `texts`. What can be left out
 * gets its default; what is wrong (an unknown setting, a text where a number is wanted) goes to `mistakes`
 * and the rest is read on. NULL with ERROR_INPUT for text that is no libconfig. (transfer full)
 */
ScreenDef *reader_read(const char *file, const char *text, GStringChunk *texts, GPtrArray *mistakes,
                       GError **error);
void screen_def_free(ScreenDef *screen);

/* The text of a screen file up to its first list or group, closed there: what is needed for a menu stands
 * before. NULL when none was found. (transfer full) */
char *reader_head(const char *text);

/* The name of the first setting of a file ("screen", "checklist", "keys"), found without reading all of it.
 * (transfer full) */
char *reader_top(const char *text);

#endif
