/*
 * Fuzzing with a fixed seed. A fuzzer is one function that takes any bytes and ends the program (g_assert...)
 * when a promise is broken. In the ordinary build its main() is a cmocka test that hands it a fixed set of
 * mutated inputs; built with -DLIBFUZZER the same function is LLVMFuzzerTestOneInput, and libFuzzer chooses
 * the inputs.
 */
#ifndef ENTENTE_TESTS_SUPPORT_FUZZ_H
#define ENTENTE_TESTS_SUPPORT_FUZZ_H

#include <glib.h>

/* `text` has a NUL after its last byte, which `size` does not count; it may hold others. */
typedef void (*FuzzInput)(const char *text, gsize size);

/*
 * The main() of an ordinary build: one cmocka test `name` that calls `input` with each of the seeds, then
 * `rounds` times with a mutation of one of them: bytes turned, taken away, doubled, put in from `words`, and
 * seeds joined. `seeds` and `words` end with NULL. The same inputs on every run and machine.
 */
int fuzz_main(const char *name, const char *const *seeds, const char *const *words, guint rounds,
              FuzzInput input);

/* The same inputs without cmocka around them. */
void fuzz_run(const char *const *seeds, const char *const *words, guint rounds, FuzzInput input);

/* Hands over `data` with a NUL after it. Returns 0, as libFuzzer wants it. */
int fuzz_one(const guint8 *data, gsize size, FuzzInput input);

/* What libFuzzer calls. */
#define FUZZ_ENTRY(input)                                                                                    \
    int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);                                              \
    int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)                                               \
    {                                                                                                        \
        return fuzz_one(data, size, input);                                                                  \
    }

#endif
