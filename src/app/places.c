/* Going from place to place. */
#include "app/view.h"
#include "store/query.h"

void place_home(App *app)
{
    while (app->views->len > 1)
        app_pop(app);
}

void place_open_screen(App *app, const ScreenDef *screen)
{
    place_home(app);
    app_push(app, screen->matrix != NULL ? matrix_new(app, screen) : browse_new(app, screen));
}

View *place_create(App *app, const ScreenDef *screen, const char *const *preset)
{
    GError *error = NULL;
    View *view = record_create_view(app, screen, preset, &error);
    if (view != NULL)
        app_push(app, view);
    else
        app_fail(app, error);
    return view;
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

bool place_rows_lead_on(const App *app, const ScreenDef *screen)
{
    return screen->record == NULL && schema_has_column(app->store, screen->source, "open_screen") &&
           schema_has_column(app->store, screen->source, "open_id");
}

void place_open_row(App *app, const ScreenDef *screen, gint64 row)
{
    GError *error = NULL;
    g_autofree char *sql =
        g_strdup_printf("SELECT open_screen, open_id FROM \"%s\" WHERE id = :id", screen->source);
    g_autoptr(Query) query = query_new(app->store, sql, &error);
    if (query == NULL) {
        app_fail(app, error);
        return;
    }
    query_bind_int(query, ":id", row);
    const bool found = query_next(query, &error);
    g_autofree char *to = found ? g_strdup(query_text(query, 0)) : NULL;
    const gint64 id = found ? query_int(query, 1) : 0;
    g_clear_pointer(&query, query_free);
    if (error != NULL)
        app_fail(app, error);
    else
        place_open_record(app, to, id);
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
