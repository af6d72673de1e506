/* Key names to what the terminal sends, by its terminfo entry. Apart from the rest because term.h defines
 * many short macros. */
#include "support/screen_private.h"

#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

/* With keypad on, ncurses switches to application mode: terminfo names what is sent then. */
static const struct {
    const char *name, *capability;
} by_terminfo[] = {
    {"Up", "kcuu1"},      {"Down", "kcud1"},     {"Left", "kcub1"}, {"Right", "kcuf1"},  {"Home", "khome"},
    {"End", "kend"},      {"PgUp", "kpp"},       {"PgDn", "knp"},   {"Insert", "kich1"}, {"Delete", "kdch1"},
    {"Backspace", "kbs"}, {"Shift-Tab", "kcbt"}, {"F1", "kf1"},     {"F2", "kf2"},       {"F3", "kf3"},
    {"F4", "kf4"},        {"F5", "kf5"},         {"F6", "kf6"},     {"F7", "kf7"},       {"F8", "kf8"},
    {"F9", "kf9"},        {"F10", "kf10"},       {"F11", "kf11"},   {"F12", "kf12"},
};

static const struct {
    const char *name, *bytes;
} always[] = {
    {"Enter", "\r"}, {"Tab", "\t"}, {"Esc", "\033"}, {"Space", " "}, {"lt", "<"},
};

static bool capability_bytes(const char *term, const char *capability, char *bytes, unsigned size)
{
    int trouble = 0;
    TERMINAL *before = cur_term;

    if (setupterm(term, STDOUT_FILENO, &trouble) != OK)
        return false;
    const char *found = tigetstr(capability);
    bool good = found && found != (char *)-1 && strlen(found) < size;
    if (good)
        strcpy(bytes, found);
    TERMINAL *mine = set_curterm(before);
    del_curterm(mine);
    return good;
}

bool screen_key_bytes(const char *term, const char *name, char *bytes, unsigned size)
{
    if (strncmp(name, "Ctrl-", 5) == 0 && name[5] && !name[6]) {
        snprintf(bytes, size, "%c", name[5] & 0x1f);
        return true;
    }
    if (strncmp(name, "Alt-", 4) == 0 && name[4]) {
        snprintf(bytes, size, "\033%s", name + 4);
        return true;
    }
    for (unsigned i = 0; i < sizeof always / sizeof *always; i++)
        if (strcmp(always[i].name, name) == 0) {
            snprintf(bytes, size, "%s", always[i].bytes);
            return true;
        }
    for (unsigned i = 0; i < sizeof by_terminfo / sizeof *by_terminfo; i++)
        if (strcmp(by_terminfo[i].name, name) == 0)
            return capability_bytes(term, by_terminfo[i].capability, bytes, size);
    return false;
}
