/*
 * What a key costs the program behind a terminal, many such costs together, and figures told as lines and as
 * CSV.
 */
#ifndef ENTENTE_TESTS_SUPPORT_COST_H
#define ENTENTE_TESTS_SUPPORT_COST_H

#include "support/screen.h"

typedef struct {
    double paint;     /* milliseconds to the first byte: the rows are painted, a count may follow */
    double last_byte; /* milliseconds */
    double processor; /* milliseconds */
    double bytes;
} Cost;

/* Types the keys as screen_type does, and waits until nothing more comes. */
Cost cost_of_keys(Screen *screen, const char *keys);
/* The same of keys that search: `paint` is the time until the first window stands. A picture whose first line
 * says that it is still searching does not count. */
Cost cost_of_search(Screen *screen, const char *keys);
/* The same without measuring. */
void cost_skip(Screen *screen, const char *keys);
/* Starts the program; its cost counts from before the fork. (transfer full) */
Screen *cost_of_start(const char *const *arguments, Cost *cost);

/* (element-type Cost) (transfer full) */
GArray *costs_new(void);
/* Value by value the one below which `part` (0 to 1) of them lie. All 0 where there are none. */
Cost costs_quantile(const GArray *costs, double part);
/* The same of plain numbers (element-type double). */
double numbers_quantile(const GArray *numbers, double part);

typedef struct Figures Figures;

/* `csv` is a file that lines are added to; NULL for none. `visits` says of which office they are. (transfer
 * full) */
Figures *figures_new(const char *csv, gint64 visits);
void figures_free(Figures *figures);
/* Prints "name.part value unit ratio"; the ratio is "-" where `against` is 0. */
void figures_tell(Figures *figures, const char *name, const char *part, double value, const char *unit,
                  double against);
void figures_tell_cost(Figures *figures, const char *name, Cost cost, Cost against);
/* The middle of each value, and the 95th and 99th of a hundred last bytes; each against the same of `against`
 * (NULL for none). */
void figures_tell_costs(Figures *figures, const char *name, const GArray *costs, const GArray *against);

#endif
