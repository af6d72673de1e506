/*
 * A made-up kind of record beside the built-in ones: lamps and their keepers, with every field kind, as one
 * migration, its views and two screen files in the fixture's folder. So tests of saving, listing, importing
 * do not depend on what offices keep.
 */
#ifndef ENTENTE_TESTS_SUPPORT_LAMPS_H
#define ENTENTE_TESTS_SUPPORT_LAMPS_H

#include "screen/office.h"
#include "support/fixture.h"

/* Writes the files and `lamps.cfg`, the configuration that names them. */
void lamps_write(const Fixture *fixture);
/* lamps_write, then the office `office.db` opened with it. Fails the test when it cannot. (transfer full) */
Office *lamps_open(const Fixture *fixture);
/* The same, when the files are written already. (transfer full) */
Office *lamps_reopen(const Fixture *fixture);

/* Enters a keeper; its id. */
gint64 lamps_keeper(Office *office, const char *name);

#endif
