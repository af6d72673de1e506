#include "tui/keymap.h"

static const char *const action_names_table[] = {
#define X(constant, name) [constant] = name,
    ACTIONS(X)
#undef X
};

static const char *const context_names[CONTEXT_COUNT] = {[CONTEXT_VIEW] = "view",
                                                         [CONTEXT_EDIT] = "edit",
                                                         [CONTEXT_CHECKLIST] = "checklist",
                                                         [CONTEXT_DIALOG] = "dialog"};

bool action_find(const char *name, Action *action)
{
    for (int i = 0; i < ACTION_COUNT; i++) {
        if (g_strcmp0(name, action_names_table[i]) == 0) {
            *action = (Action)i;
            return true;
        }
    }
    return false;
}

bool context_find(const char *name, KeyContext *context)
{
    for (int i = 0; i < CONTEXT_COUNT; i++) {
        if (g_strcmp0(name, context_names[i]) == 0) {
            *context = (KeyContext)i;
            return true;
        }
    }
    return false;
}

const char *action_name(Action action)
{
    return action < ACTION_COUNT ? action_names_table[action] : "";
}

const char *context_name(KeyContext context)
{
    return context < CONTEXT_COUNT ? context_names[context] : "";
}
