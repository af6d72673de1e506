/* A folder of its own for each test: made at set-up, removed with all that is in it at tear-down. */
#ifndef ENTENTE_TESTS_SUPPORT_FIXTURE_H
#define ENTENTE_TESTS_SUPPORT_FIXTURE_H

#include <glib.h>
#include <stdbool.h>

typedef struct Fixture Fixture;

/* A new empty folder. Ends the program where none can be made. (transfer full) */
Fixture *fixture_new(void);
/* Removes the folder, also where a test took its rights away. NULL is nothing to do. */
void fixture_free(Fixture *fixture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Fixture, fixture_free)

/* The same for cmocka_unit_test_setup_teardown: *state is the Fixture. */
int fixture_setup(void **state);
int fixture_teardown(void **state);

const char *fixture_folder(const Fixture *fixture);

/* Path of `name` in the folder; it need not exist. (transfer full) */
char *fixture_path(const Fixture *fixture, const char *name);

/* Writes the file `name`, and the folders above it ("screens/a.cfg"). Fails the test when it cannot. */
void fixture_write(const Fixture *fixture, const char *name, const char *text);
void fixture_write_bytes(const Fixture *fixture, const char *name, const void *bytes, gsize size);

/* All of the file `name`, with a NUL after it. Fails the test when it cannot be read. (transfer full) */
char *fixture_read(const Fixture *fixture, const char *name);
char *fixture_read_bytes(const Fixture *fixture, const char *name, gsize *size);

bool fixture_exists(const Fixture *fixture, const char *name);

/* The text of a file of the source tree, e.g. "docs/entente.cfg". Fails the test when it cannot be read.
 * (transfer full) */
char *fixture_source(const char *path);

#endif
