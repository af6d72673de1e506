/* A small program around one part of the toolkit, to be run in a real terminal: draws, waits, hands events
 * on. */
#ifndef ENTENTE_TESTS_STAGE_H
#define ENTENTE_TESTS_STAGE_H

#include <locale.h>
#include <stdio.h>

#include "app/looks.h"
#include "tui/terminal.h"

#include "support/screen.h"

enum { STAGE_LEFT = 4, STAGE_CLOSED = 5, STAGE_FAILED = 6 };

typedef struct {
    gpointer (*make)(void); /* what is on the stage; made in the child */
    KeyContext (*context)(gpointer self);
    void (*draw)(gpointer self, Terminal *terminal);
    /* False ends the program. */
    bool (*handle)(gpointer self, Terminal *terminal, const Event *event, Action action);
    void (*free)(gpointer self);
    bool ascii;
    const char *theme; /* NULL: dark */
} Stage;

static inline int stage_play(const Stage *stage, gpointer self, Terminal *terminal, const Keymap *keymap)
{
    while (true) {
        Event event;
        terminal_begin(terminal);
        stage->draw(self, terminal);
        terminal_wait(terminal, -1, &event);
        const Action action =
            event.kind == EVENT_KEY ? keymap_action(keymap, stage->context(self), event.key) : ACTION_NONE;
        if (event.kind == EVENT_CLOSED)
            return STAGE_CLOSED;
        if (!stage->handle(self, terminal, &event, action))
            return STAGE_LEFT;
    }
}

/* For ScreenOptions.run; `data` is the Stage. */
static inline int stage_run(void *data)
{
    const Stage *stage = data;
    Theme theme;
    g_autoptr(GError) error = NULL;
    setlocale(LC_ALL, "");
    g_autoptr(Settings) settings = settings_read(NULL, &error);
    g_autoptr(Keymap) keymap = settings != NULL ? looks_keymap(settings, &error) : NULL;
    if (keymap == NULL || !looks_theme(stage->theme != NULL ? stage->theme : "dark", &theme, &error)) {
        printf("%s\n", error->message);
        return STAGE_FAILED;
    }
    g_autoptr(Terminal) terminal =
        terminal_open(&(TerminalOptions){.theme = &theme, .ascii = stage->ascii, .clipboard = true}, &error);
    if (terminal == NULL) {
        printf("%s\n", error->message);
        return STAGE_FAILED;
    }
    terminal_alt_keys(terminal, keymap);
    gpointer self = stage->make();
    const int status = stage_play(stage, self, terminal, keymap);
    stage->free(self);
    return status;
}

static inline Screen *stage_start(const Stage *stage, const char *term, int rows, int columns)
{
    return screen_start(&(ScreenOptions){
        .rows = rows, .columns = columns, .term = term, .run = stage_run, .data = (void *)stage});
}

#endif
