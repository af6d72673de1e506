/* What the commands share: the office that the options mean, the screen and the record that the words name.
 */
#include <string.h>

#include "base/error.h"
#include "cli/command.h"
#include "screen/value.h"
#include "store/record.h"

static Office *open_office(const Call *call, bool create, GError **error)
{
    OfficeOptions options = {.file = call->options.file,
                             .config = call->options.config,
                             .demo = call->options.demo,
                             .create = create};
    GError *problem = NULL;
    Office *office = office_open(&options, &problem);
    if (office)
        return office;
    /* What is wrong with the office's file, the configuration or a screen file is no finding of the command.
     */
    if (error_is(problem, ERROR_REFUSED) || error_is(problem, ERROR_INPUT))
        problem->code = ERROR_SYSTEM;
    g_propagate_error(error, problem);
    return NULL;
}

Office *call_open(const Call *call, GError **error)
{
    return open_office(call, false, error);
}

Office *call_open_or_make(const Call *call, GError **error)
{
    return open_office(call, true, error);
}

static char *screen_names(const Office *office, bool with_records)
{
    GString *names = g_string_new(NULL);
    for (guint i = 0; i < screen_set_count(office->screens); i++) {
        const ScreenDef *screen = screen_set_at(office->screens, i);
        if (!with_records || screen->record)
            g_string_append_printf(names, "%s%s", names->len ? ", " : "", screen->name);
    }
    return g_string_free(names, FALSE);
}

const ScreenDef *call_screen(const Office *office, const char *name, GError **error)
{
    g_autofree char *lower = g_ascii_strdown(name, -1);
    const ScreenDef *screen = screen_set_find(office->screens, lower);
    if (screen)
        return screen;
    g_autofree char *names = screen_names(office, false);
    error_set(error, ERROR_USAGE, "%s: no such screen: one of %s", name, names);
    return NULL;
}

const ScreenDef *call_record_screen(const Office *office, const char *name, GError **error)
{
    const ScreenDef *screen = call_screen(office, name, error);
    if (!screen || screen->record)
        return screen;
    g_autofree char *names = screen_names(office, true);
    error_set(error, ERROR_USAGE,
              "%s: this is a list without records of its own: use `entente list %s`, or one of %s", name,
              screen->name, names);
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

bool call_record(const Call *call, const Office *office, const ScreenDef *screen, gint64 *id, GError **error)
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
