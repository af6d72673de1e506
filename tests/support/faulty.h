/*
 * A file system that fails when told: SQLite's own, with a counter before each write, sync, truncation and
 * removal.
 */
#ifndef ENTENTE_TESTS_SUPPORT_FAULTY_H
#define ENTENTE_TESTS_SUPPORT_FAULTY_H

#include <stdbool.h>

typedef enum { FAULT_FULL, FAULT_IO } Fault;

/* Makes it the file system of every connection opened from now on. */
void faulty_install(void);
/* The `nth` of the coming steps that change the disk fails (1 is the next), and with `lasting` all after it;
 * 0: none. Begins to count anew. */
void faulty_arm(int nth, bool lasting, Fault fault);
/* Steps seen since it was armed. */
int faulty_steps(void);
/* True when a step was made to fail since it was armed. */
bool faulty_struck(void);

#endif
