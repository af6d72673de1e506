/* Private to the screen layer: what the parts of a check of screen files share. */
#ifndef ENTENTE_SCREEN_CHECK_H
#define ENTENTE_SCREEN_CHECK_H

#include <libconfig.h>

#include "screen/screen.h"

typedef struct {
    const ScreenSet *set;
    Store *store;
    const char *const *actions;
    GPtrArray *mistakes;
    const ScreenDef *screen; /* the one that is being checked */
    config_t *config;        /* its file, read again for its lines; NULL when it cannot be */
} Check;

/* Adds a mistake at the setting `path` of the screen's file (printf-like, as "form.[0].fields.[2]"), or at
 * the nearest one above that is there. */
void check_complain(const Check *check, const char *path, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* "form.[1].fields.[4].of" of the field with that index. (transfer full) */
char *check_field_path(const ScreenDef *screen, guint field, const char *setting);

/* The form of the screen: check_form.c */
void check_form(const Check *check);
/* Its list, its related lists and its actions: check_list.c */
void check_list(const Check *check);

#endif
