/* Going from place to place. */
#include "app/view.h"

void place_home(App *app)
{
    while (app->views->len > 1)
        app_pop(app);
}

void place_open_screen(App *app, const ScreenDef *screen)
{
    place_home(app);
    app_push(app, browse_new(app, screen));
}

void place_open_record(App *app, const char *screen_name, gint64 id)
{
    const ScreenDef *screen = screen_name != NULL ? screen_set_find(app->screens, screen_name) : NULL;
    if (screen != NULL && screen->record == NULL && screen->opens != NULL)
        screen = screen_set_find(app->screens, screen->opens);
    if (screen == NULL || screen->record == NULL) {
        app_say(app, "Nothing more is kept about it than what is shown");
        return;
    }
    GError *error = NULL;
    View *view = record_new_view(app, screen, id, &error);
    if (view == NULL) {
        app_fail(app, error);
        return;
    }
    app_push(app, view);
}

bool place_go(App *app, Key key)
{
    g_autofree char *name = key_to_name(key);
    if (g_strcmp0(name, "Esc") == 0)
        return true;
    if (g_strcmp0(name, "h") == 0) {
        place_home(app);
        return true;
    }
    const ScreenDef *screen = screen_set_for_key(app->screens, name);
    if (screen == NULL)
        return false;
    place_open_screen(app, screen);
    return true;
}
