#include "app/unsaved.h"

#include "base/error.h"
#include "store/draft.h"

/* Where typing stopped and what is half typed stand in the draft beside the values, under names that no table
 * has: what its field makes of it is known only when it is given to the field, and "850k" is no amount in
 * cents. The sign in front keeps an emptied field from being no value at all. */
#define HALF_FIELD "?field"
#define HALF_TYPED "?typed"
#define HALF_SIGN  "="

/* Once more a second later while others save; when the program ends there is no later. */
enum { LAST_TRIES = 50 };

bool unsaved_there(const Page *page, const FormView *form)
{
    return page_changed(page) || form_half_typed(form) != NULL;
}

static Record *with_half(const Page *page, const FormView *form)
{
    Record *record = record_copy(page_now((Page *)page));
    const char *half = form_half_typed(form);
    g_autofree char *kept = half != NULL ? g_strconcat(HALF_SIGN, half, NULL) : NULL;
    record_set(record, HALF_FIELD, page_screen(page)->fields[form_current(form)].name);
    record_set(record, HALF_TYPED, kept);
    return record;
}

/* "New visit: Delegation of 8", so that two new ones can be told apart. */
static char *draft_title(const Page *page, const Record *now)
{
    g_autofree char *title = page_title(page);
    const char *field = page_naming_field(page_screen(page));
    const char *name = field != NULL ? record_get(now, field) : NULL;
    if (page_before(page) != NULL || name == NULL)
        return g_steal_pointer(&title);
    return g_strdup_printf("%s: %s", title, name);
}

void unsaved_keep(App *app, const Page *page, const FormView *form, gint64 *draft)
{
    if (store_read_only_reason(app->store) != NULL)
        return;
    if (!unsaved_there(page, form)) {
        unsaved_drop(app, draft);
        return;
    }
    g_autoptr(Record) now = with_half(page, form);
    g_autofree char *title = draft_title(page, now);
    GError *error = NULL;
    for (int tries = app->quit ? LAST_TRIES : 1; tries > 0; tries--) {
        g_clear_error(&error);
        if (draft_save(app->store, page_screen(page)->name, title, page_before(page), now, draft, &error))
            return;
        if (!error_is(error, ERROR_BUSY))
            break;
        app->keep_at = g_get_monotonic_time() + G_USEC_PER_SEC;
    }
    if (!error_is(error, ERROR_BUSY))
        app_fail(app, g_steal_pointer(&error));
    g_clear_error(&error);
}

void unsaved_drop(App *app, gint64 *draft)
{
    if (*draft != 0)
        draft_remove(app->store, *draft, NULL);
    *draft = 0;
}

static int field_index(const ScreenDef *screen, const char *name)
{
    for (guint i = 0; name != NULL && i < screen->field_count; i++)
        if (strcmp(screen->fields[i].name, name) == 0)
            return (int)i;
    return -1;
}

void unsaved_retype(Page *page, FormView *form)
{
    int field = field_index(page_screen(page), record_get(page_now(page), HALF_FIELD));
    g_autofree char *typed = g_strdup(record_get(page_now(page), HALF_TYPED));
    page_set(page, HALF_FIELD, NULL);
    page_set(page, HALF_TYPED, NULL);
    if (field < 0)
        return;
    form_go_to(form, (guint)field);
    if (form_current(form) != (guint)field || typed == NULL)
        return;
    const char *half = typed + strlen(HALF_SIGN);
    g_autoptr(GError) error = NULL;
    form_retype(form, half);
    bool picks = field_kind_picks(page_screen(page)->fields[field].kind);
    if (!picks && !page_accepts(page, (guint)field, half, &error))
        form_refuse(form, (guint)field, error->message);
}

gint64 unsaved_find(App *app, const ScreenDef *screen, gint64 record, char **since)
{
    g_autoptr(GPtrArray) drafts = draft_list(app->store, NULL);
    for (guint i = 0; drafts != NULL && i < drafts->len; i++) {
        const Draft *draft = g_ptr_array_index(drafts, i);
        if (draft->record_id != record || strcmp(draft->screen, screen->name) != 0)
            continue;
        *since = unsaved_time(draft->saved_at);
        return draft->id;
    }
    return 0;
}

bool unsaved_read(App *app, gint64 id, const ScreenDef **screen, Record **before, Record **now,
                  GError **error)
{
    g_autoptr(GPtrArray) drafts = draft_list(app->store, error);
    if (drafts == NULL)
        return false;
    for (guint i = 0; i < drafts->len; i++) {
        const Draft *draft = g_ptr_array_index(drafts, i);
        if (draft->id == id)
            *screen = screen_set_find(app->screens, draft->screen);
    }
    return *screen != NULL ? draft_read(app->store, id, before, now, error)
                           : error_set(error, ERROR_NOT_FOUND,
                                       "draft: its screen is not there: the draft stays until it is");
}

char *unsaved_time(const char *saved_at)
{
    return g_strdup_printf("%.10s %.5s UTC", saved_at, strlen(saved_at) > 16 ? saved_at + 11 : "");
}
