/* A long text with headings, scrolled and searched: help, history, reports. */
#ifndef ENTENTE_TUI_PAGER_H
#define ENTENTE_TUI_PAGER_H

#include "tui/terminal.h"

typedef struct Pager Pager;

Pager *pager_new(void);
void pager_free(Pager *pager);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pager, pager_free)

/* Appends a line in a role; long ones break at the width when they are drawn, with `indent` columns from the
 * second line on. */
void pager_add(Pager *pager, Role role, int indent, const char *line);
/* The same for a text with changes: what stands between {+ and +} is drawn in ROLE_GOOD, between [- and -] in
 * ROLE_DANGER, signs included. */
void pager_add_changes(Pager *pager, Role role, int indent, const char *line);
/* Takes all lines away and goes back to the top. */
void pager_clear(Pager *pager);
/* Draws the lines in sight, with a sign in the last column where there are more. Places the cursor on the
 * line found, or on top, unless this frame has placed it already (a text beside a list). */
void pager_draw(Pager *pager, Terminal *terminal, Rect area);
/* Moves. True when the action was the pager's own. Searching on is the caller's, who knows the text. */
bool pager_handle(Pager *pager, Action action);
/* Goes to the next (previous) line that contains the text, beginning with the line at the cursor, or after it
 * with `again`; goes on at the other end. False when no line has it. The line found is drawn in ROLE_MATCH
 * until pager_find is called with NULL or another text. */
bool pager_find(Pager *pager, const char *text, bool backward, bool again);
/* Lines as they were added. */
guint pager_count(const Pager *pager);
/* The line added with that number at the cursor (to come back to a place after the text was made anew). */
void pager_go_to(Pager *pager, guint line);
guint pager_current(const Pager *pager);

#endif
