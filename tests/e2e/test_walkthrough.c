/* The walk of docs/walkthrough.md: a delegation of eight with an export case, from request to purge. */
#include "support/walk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Every step that is walked stands in the document under its heading. */
static void expect_heading(const char *heading, const char *words, Screen *screen, const char *output,
                           gpointer data)
{
    (void)words, (void)screen, (void)output;
    g_autofree char *line = g_strdup_printf("\n## %s\n", heading);
    if (!strstr(data, line))
        fail_msg("docs/walkthrough.md has no heading \"%s\": make pictures writes it anew", heading);
}

static void walk__goes_from_request_to_purge__as_the_document_says(void **state)
{
    g_autofree char *document = fixture_source("docs/walkthrough.md");
    walk(*state, expect_heading, document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(walk__goes_from_request_to_purge__as_the_document_says, program_setup,
                                        program_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
