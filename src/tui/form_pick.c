#include "tui/form_private.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"

/* More than are shown at once: the arrows go on through them. */
enum { OPTIONS_AT_MOST = 50 };

bool form_picks(const FormView *form)
{
    return form->editor != NULL && field_kind_picks(form_field(form, form->current)->kind);
}

static bool is_links(const FormView *form)
{
    return form_field(form, form->current)->kind == FIELD_LINKS;
}

/* What is searched for: the whole list as long as nothing was typed in place of what stood there. (transfer
 * full) */
static char *searched(const FormView *form)
{
    return g_strstrip(g_strdup(form_touched(form) ? editor_text(form->editor) : ""));
}

static const FormOption *option_at(const FormView *form, int index)
{
    return g_ptr_array_index(form->options, index);
}

static int option_count(const FormView *form)
{
    return form->options != NULL ? (int)form->options->len : 0;
}

/* --- opening and closing --- */

void form_drop_open(FormView *form)
{
    form->drop = true;
    form->stale = true;
    form->moved = false;
    form->highlight = -1;
}

void form_drop_close(FormView *form)
{
    form->drop = form->stale = form->moved = false;
    form->highlight = -1;
    form->drop_top = 0;
    g_clear_pointer(&form->options, g_ptr_array_unref);
    g_clear_pointer(&form->problem, g_free);
}

/* The option that is spelled as the text; -1 where there is none or more than one. */
static int exact_option(const FormView *form, const char *text)
{
    g_autofree char *wanted = text_fold(text);
    int found = -1;
    for (int i = 0; i < option_count(form); i++) {
        g_autofree char *folded = text_fold(option_at(form, i)->text);
        if (strcmp(folded, wanted) != 0)
            continue;
        if (found >= 0)
            return -1;
        found = i;
    }
    return found;
}

/* The best one while something is typed; where the whole list is shown, what the field holds. */
static int first_highlight(const FormView *form, const char *typed)
{
    if (*typed != '\0')
        return option_count(form) > 0 ? 0 : -1;
    return form->masked || *form->stood == '\0' || form_touched(form) ? -1 : exact_option(form, form->stood);
}

/* Options for a text; NULL with `problem` set, or without when a key interrupted. (transfer full) */
static GPtrArray *ask_options(const FormView *form, const char *typed, char **problem)
{
    g_autoptr(GError) error = NULL;
    if (form->model.options == NULL)
        return g_ptr_array_new_with_free_func((GDestroyNotify)form_option_free);
    GPtrArray *options = form->model.options(form->model.self, form->current, typed, OPTIONS_AT_MOST, &error);
    if (options == NULL && error != NULL && !error_is(error, ERROR_INTERRUPTED))
        *problem = g_strdup(error->message);
    return options;
}

void form_options_renew(FormView *form)
{
    if (!form->stale || !form_picks(form))
        return;
    g_autofree char *typed = searched(form);
    char *problem = NULL;
    GPtrArray *options = ask_options(form, typed, &problem);
    if (options == NULL && problem == NULL)
        return;
    g_clear_pointer(&form->options, g_ptr_array_unref);
    g_free(form->problem);
    form->options = options;
    form->problem = problem;
    form->stale = false;
    form->drop_top = 0;
    form->highlight = first_highlight(form, typed);
}

void form_highlight_move(FormView *form, int step)
{
    form_options_renew(form);
    int count = option_count(form);
    if (count == 0)
        return;
    form->highlight = CLAMP(form->highlight + step, 0, count - 1);
    form->moved = true;
}

/* --- choosing --- */

static Taken choose(FormView *form, const FormOption *option)
{
    g_autoptr(GError) error = NULL;
    if (form->model.choose(form->model.self, form->current, option, &error))
        return form_was_taken(form);
    return form_refused(form, error);
}

/* The option that is meant; -1 when that is not plain. */
static int meant_option(const FormView *form, const char *typed, bool highlighted)
{
    if (form->moved)
        return form->highlight;
    int exact = exact_option(form, typed);
    if (exact >= 0)
        return exact;
    if (highlighted && form->drop)
        return form->highlight;
    return option_count(form) == 1 ? 0 : -1;
}

static char *several_message(const FormView *form, const char *typed)
{
    const char *more = option_count(form) == OPTIONS_AT_MOST ? "more than " : "";
    return g_strdup_printf("%s: %s%d match \"%s\": type more of it, or choose with Up and Down",
                           form_field(form, form->current)->label, more, option_count(form), typed);
}

Taken form_pick(FormView *form, bool highlighted)
{
    g_autofree char *typed = searched(form);
    if (*typed == '\0' && !form->moved)
        return is_links(form) ? TAKEN_AS_IT_WAS : form_set(form, "");
    if (!form->drop)
        form->stale = true;
    form_options_renew(form);
    int meant = form->options != NULL ? meant_option(form, typed, highlighted) : -1;
    if (meant >= 0) {
        /* Choosing loads the field anew, which lets go of the options. */
        g_autoptr(GPtrArray) options = g_ptr_array_ref(form->options);
        return choose(form, g_ptr_array_index(options, meant));
    }
    if (option_count(form) > 1)
        return form_not_taken(form, several_message(form, typed));
    return form_set(form, typed);
}

/* --- many links --- */

/* The chosen texts. (transfer full) */
static char **links_chosen(const FormView *form)
{
    return g_strsplit(form->stood, FORM_LINKS_BETWEEN, -1);
}

bool form_links_hold(const FormView *form, const FormOption *option)
{
    g_auto(GStrv) chosen = links_chosen(form);
    return is_links(form) && !form->masked && g_strv_contains((const char *const *)chosen, option->text);
}

Taken form_links_shorten(FormView *form)
{
    g_auto(GStrv) chosen = links_chosen(form);
    guint count = g_strv_length(chosen);
    if (form->masked || *form->stood == '\0' || count == 0)
        return TAKEN_AS_IT_WAS;
    const char *last = chosen[count - 1];
    char *problem = NULL;
    g_autoptr(GPtrArray) options = ask_options(form, last, &problem);
    g_free(problem);
    for (guint i = 0; options != NULL && i < options->len; i++) {
        const FormOption *option = g_ptr_array_index(options, i);
        if (strcmp(option->text, last) == 0)
            return choose(form, option);
    }
    g_clear_pointer(&chosen[count - 1], g_free);
    g_autofree char *rest = g_strjoinv(FORM_LINKS_BETWEEN, chosen);
    return form_set(form, rest);
}
