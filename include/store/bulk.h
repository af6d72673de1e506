/*
 * Writing very much at once: a large import, an office made for measuring.
 *
 * While it lasts more of the file is kept in memory, and less often is it put in order. What is committed is
 * the same, and so is the journal.
 */
#ifndef ENTENTE_STORE_BULK_H
#define ENTENTE_STORE_BULK_H

#include "store/store.h"

/* `alone`: the file is new, nobody else has it and it is thrown away when its making fails. Then nothing
 * waits for the disk before bulk_end, and a crash of the machine may leave no file that can be read. Not
 * while a change is open. */
bool bulk_begin(Store *store, bool alone, GError **error);
/* Gives the memory back. Where the file was `alone` all of it is on the disk when this returns true. */
bool bulk_end(Store *store, GError **error);

#endif
