/* What the commands share: the office that the options mean, the screen and the record that the words name.
 */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/nearest.h"
#include "screen/value.h"
#include "store/record.h"

static OfficeOptions office_options(const Call *call, bool create)
{
    return (OfficeOptions){.file = call->options.file,
                           .config = call->options.config,
                           .demo = call->options.demo,
                           .create = create};
}

void call_office_failed(GError *problem, GError **error)
{
    if (error_is(problem, ERROR_REFUSED) || error_is(problem, ERROR_INPUT))
        problem->code = ERROR_SYSTEM;
    g_propagate_error(error, problem);
}

/* A file of an earlier release with a million records takes minutes. */
static const char UPGRADING[] = "Bringing the office up to date";

static bool show_upgrade(int percent, gpointer data)
{
    int *shown = data;
    if (*shown < 0)
        output_watch_interrupts();
    if (*shown != percent)
        output_progress(UPGRADING, percent);
    *shown = percent;
    return !output_interrupted();
}

Office *call_open_with(OfficeOptions options, GError **error)
{
    int shown = -1;
    options.progress = show_upgrade;
    options.progress_data = &shown;
    g_autoptr(Office) office = office_open(&options, error);
    if (shown < 0)
        return g_steal_pointer(&office);
    output_progress(UPGRADING, -1);
    output_unwatch_interrupts();
    if (!office || !output_interrupted())
        return g_steal_pointer(&office);
    error_set(error, ERROR_INTERRUPTED, "interrupted: the office is up to date, and nothing else was done");
    return NULL;
}

Office *call_open(const Call *call, GError **error)
{
    GError *problem = NULL;
    Office *office = call_open_with(office_options(call, false), &problem);
    if (!office)
        call_office_failed(problem, error);
    return office;
}

Office *call_look(const Call *call, GError **error)
{
    GError *problem = NULL;
    const OfficeOptions options = office_options(call, true);
    Office *office = office_look(&options, &problem);
    if (!office)
        call_office_failed(problem, error);
    return office;
}

/* --- the screen --- */

enum { NEAREST_NAMED = 10 };

/* A screen goes by its name, by what one of its records is called, and by its title in the menu. */
static bool goes_by(const ScreenHead *screen, const char *folded, bool beginning)
{
    const char *const names[] = {screen->name, screen->one, screen->title};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *name = names[i] ? text_fold(names[i]) : NULL;
        if (name && (beginning ? g_str_has_prefix(name, folded) : strcmp(name, folded) == 0))
            return true;
    }
    return false;
}

/* The only screen that goes by it, those of the menu before parts of a record; NULL when none does, or
 * several do. */
static const ScreenDef *only_screen(const Office *office, const char *folded, bool beginning, bool in_menu)
{
    const guint count = screen_set_count(office->screens);
    guint found = count;
    for (guint i = 0; i < count; i++) {
        const ScreenHead screen = screen_set_head(office->screens, i);
        if ((in_menu && !screen.menu) || !goes_by(&screen, folded, beginning))
            continue;
        if (found < count)
            return NULL;
        found = i;
    }
    return screen_set_at(office->screens, found);
}

static const ScreenDef *find_screen(const Office *office, const char *folded, bool beginning)
{
    const ScreenDef *found = screen_set_find(office->screens, folded);
    if (!found)
        found = only_screen(office, folded, beginning, true);
    return found ? found : only_screen(office, folded, beginning, false);
}

static char *nearest_screens(const Office *office, const char *name, bool with_records)
{
    g_autoptr(Nearest) nearest = nearest_new(name);
    for (guint i = 0; i < screen_set_count(office->screens); i++) {
        const ScreenHead screen = screen_set_head(office->screens, i);
        if (!with_records || screen.record)
            nearest_add(nearest, screen.name, screen.title);
    }
    return nearest_names(nearest, NEAREST_NAMED);
}

const ScreenDef *call_screen(const Office *office, const char *name, GError **error)
{
    g_autofree char *folded = text_fold(name);
    const ScreenDef *screen = find_screen(office, folded, false);
    if (!screen && *folded != '\0')
        screen = find_screen(office, folded, true);
    if (screen)
        return screen;
    g_autofree char *names = nearest_screens(office, name, false);
    error_set(error, ERROR_USAGE, "%s: no such screen, or several begin so: the nearest are %s", name, names);
    return NULL;
}

const ScreenDef *call_record_screen(const Office *office, const char *name, GError **error)
{
    const ScreenDef *screen = call_screen(office, name, error);
    if (!screen || screen->record)
        return screen;
    g_autofree char *names = nearest_screens(office, name, true);
    error_set(
        error, ERROR_USAGE,
        "%s: this is a list without records of its own: use `entente list %s`; lists with records are %s",
        name, screen->name, names);
    return NULL;
}

/* --- one record --- */

static bool is_number(const char *text)
{
    return *text && text[strspn(text, "0123456789")] == '\0' && strlen(text) < 19;
}

/* A reference that leads to a record of another kind: says where it is. */
static bool refuse_kind(const Call *call, Store *store, const char *record, const char *ref, GError **error)
{
    const RecordKind *kind = store_record_kind(store, record);
    return error_set(error, ERROR_NOT_FOUND, "%s: it is in another list: entente %s %s %s", ref,
                     call->command->name, kind && kind->screen ? kind->screen : record, ref);
}

static bool record_in(const Call *call, const Office *office, const ScreenDef *screen, gint64 *id,
                      GError **error)
{
    const char *typed = call->words[1], *record = NULL;
    if (!g_utf8_validate(typed, -1, NULL))
        return error_set(error, ERROR_USAGE, "arguments: the text is not UTF-8: type it in a UTF-8 locale");
    if (record_find_ref(office->store, typed, &record, id, NULL))
        return strcmp(record, screen->record) == 0 || refuse_kind(call, office->store, record, typed, error);
    if (is_number(typed)) {
        *id = g_ascii_strtoll(typed, NULL, 10);
        return true;
    }
    FieldDef field = {.name = "id", .label = screen->one, .kind = FIELD_LINK, .to = screen->name};
    g_autofree char *stored = NULL;
    GError *problem = NULL;
    if (value_parse(&field, office->screens, office->store, NULL, typed, &stored, &problem) && stored) {
        *id = g_ascii_strtoll(stored, NULL, 10);
        return true;
    }
    if (problem) {
        g_propagate_error(error, problem);
        return false;
    }
    return error_set(error, ERROR_NOT_FOUND, "%s: nothing was named: a reference, a name or a number",
                     screen->one);
}

/* A reference says by itself which screen it belongs to. */
static const ScreenDef *screen_of_ref(const Call *call, const Office *office, gint64 *id, GError **error)
{
    const char *typed = call->words[0], *record = NULL;
    if (!g_utf8_validate(typed, -1, NULL)) {
        error_set(error, ERROR_USAGE, "arguments: the text is not UTF-8: type it in a UTF-8 locale");
        return NULL;
    }
    g_autofree char *folded = text_fold(typed);
    const ScreenDef *named = find_screen(office, folded, false);
    if (named) {
        error_set(error, ERROR_USAGE, "%s: which %s: entente %s %s REF", typed, named->one,
                  call->command->name, named->name);
        return NULL;
    }
    if (!record_find_ref(office->store, typed, &record, id, error))
        return NULL;
    const ScreenDef *screen = screen_set_for_record(office->screens, record);
    if (!screen)
        error_set(error, ERROR_NOT_FOUND, "%s: no screen shows it: name one: entente %s SCREEN %s", typed,
                  call->command->name, typed);
    return screen;
}

const ScreenDef *call_record(const Call *call, const Office *office, gint64 *id, GError **error)
{
    if (!call->words[1])
        return screen_of_ref(call, office, id, error);
    const ScreenDef *screen = call_record_screen(office, call->words[0], error);
    return screen && record_in(call, office, screen, id, error) ? screen : NULL;
}
