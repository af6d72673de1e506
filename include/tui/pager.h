/* A long text with headings, scrolled and searched: help, history, reports. */
#ifndef ENTENTE_TUI_PAGER_H
#define ENTENTE_TUI_PAGER_H

#include "tui/terminal.h"

typedef struct Pager Pager;

Pager *pager_new(void);
void pager_free(Pager *pager);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pager, pager_free)

/* Appends a line in a role; long ones break at the width when they are drawn, with `indent` columns from the second line on. */
void pager_add(Pager *pager, Role role, int indent, const char *line);
void pager_clear(Pager *pager);
void pager_draw(Pager *pager, Terminal *terminal, Rect area);
bool pager_handle(Pager *pager, Action action);
/* Scrolls to the next (previous) line that contains the text; false when there is none. */
bool pager_find(Pager *pager, const char *text, bool backward, bool again);

#endif
