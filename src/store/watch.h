/*
 * Watches what lists read while they are painted, for whoever builds or tests the program: off unless the
 * environment variable ENTENTE_WATCH names a file, to which a line is then added for each reading that costs
 * more with every year of the office.
 *
 * What is held against a list that nothing narrows:
 * - a table that is large in a busy office (more than 50,000 rows by the planner's figures of migration 0008:
 * visits, visitors, reviews, the journal) is never sorted and never stepped through beyond the rows that are
 * shown;
 * - one that stays small may be sorted, which takes at most some 20 ms, but no other table is stepped through
 * for it;
 * - no index is made for the moment, unless it is as small.
 * Lists of rule tables are as long as the rule: not watched. A condition or words that are looked for decide
 * themselves how much must be read, are bounded in steps and give way to a key: not watched either.
 */
#ifndef ENTENTE_STORE_WATCH_H
#define ENTENTE_STORE_WATCH_H

#include "store/window_private.h"

/* Of a statement that has just given `rows` rows of the list, before it is given back. */
void watch_list(const Window *window, sqlite3_stmt *statement, guint rows);

#endif
