/* Private to the command line: JSON with objects in objects, for what is not a sheet of rows. */
#ifndef ENTENTE_CLI_JSON_H
#define ENTENTE_CLI_JSON_H

#include <glib.h>
#include <stdbool.h>

/* Each writes one member of the object that is open, or with `name` NULL one element of the array that is
 * open (or the whole text); commas and lines come by themselves. Begin and end must pair. */
typedef struct Json Json;

Json *json_new(void);
void json_free(Json *json);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Json, json_free)

void json_begin_object(Json *json, const char *name);
void json_end_object(Json *json);
void json_begin_array(Json *json, const char *name);
void json_end_array(Json *json);
void json_text(Json *json, const char *name, const char *value); /* NULL is null; bad UTF-8 is mended */
void json_flag(Json *json, const char *name, bool value);
void json_number(Json *json, const char *name, gint64 value);

/* What has been written, owned by `json`. */
const char *json_string(const Json *json);

#endif
