#include "support/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#define PASSED_ON "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "PATH"

static void add_place(GPtrArray *environment, const Fixture *fixture, const char *name, const char *folder)
{
    g_autofree char *path = fixture_path(fixture, folder);
    g_ptr_array_add(environment, g_strdup_printf("%s=%s", name, path));
}

static GPtrArray *make_environment(const Fixture *fixture)
{
    static const char *const passed_on[] = {PASSED_ON};
    GPtrArray *environment = g_ptr_array_new_with_free_func(g_free);
    add_place(environment, fixture, "HOME", ".");
    add_place(environment, fixture, "XDG_DATA_HOME", "data");
    add_place(environment, fixture, "XDG_CONFIG_HOME", "config");
    g_ptr_array_add(environment, g_strdup("LANG=C.UTF-8"));
    g_ptr_array_add(environment, g_strdup("TZ=UTC"));
    g_ptr_array_add(environment, g_strdup("USER=ana.ruiz"));
    g_ptr_array_add(environment, g_strdup("ENTENTE=" TEST_PROGRAM));
    for (guint i = 0; i < G_N_ELEMENTS(passed_on); i++)
        if (g_getenv(passed_on[i]))
            g_ptr_array_add(environment, g_strdup_printf("%s=%s", passed_on[i], g_getenv(passed_on[i])));
    g_ptr_array_add(environment, NULL);
    return environment;
}

static Run *run_arguments(const Fixture *fixture, char **arguments)
{
    g_autoptr(GPtrArray) environment = make_environment(fixture);
    g_autoptr(GError) error = NULL;
    Run *result = g_new0(Run, 1);
    int status = 0;
    if (!g_spawn_sync(fixture_folder(fixture), arguments, (char **)environment->pdata, G_SPAWN_SEARCH_PATH,
                      NULL, NULL, &result->out, &result->err, &status, &error))
        fail_msg("%s: %s", arguments[0], error->message);
    result->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return result;
}

Run *run_program(const Fixture *fixture, ...)
{
    g_autoptr(GPtrArray) arguments = g_ptr_array_new();
    g_ptr_array_add(arguments, TEST_PROGRAM);
    va_list rest;
    va_start(rest, fixture);
    for (char *argument; (argument = va_arg(rest, char *));)
        g_ptr_array_add(arguments, argument);
    va_end(rest);
    g_ptr_array_add(arguments, NULL);
    return run_arguments(fixture, (char **)arguments->pdata);
}

Run *run_shell(const Fixture *fixture, const char *line)
{
    char *arguments[] = {"sh", "-c", (char *)line, NULL};
    return run_arguments(fixture, arguments);
}

void run_free(Run *result)
{
    if (!result)
        return;
    g_free(result->out);
    g_free(result->err);
    g_free(result);
}

static void complain(const Run *result, const char *what, const char *part)
{
    fail_msg("%s: %s\nstatus %d\n--- out\n%s\n--- err\n%s", what, part, result->status, result->out,
             result->err);
}

void run_expect_status(const Run *result, int status)
{
    g_autofree char *wanted = g_strdup_printf("%d", status);
    if (result->status != status)
        complain(result, "expected status", wanted);
}

void run_expect_out(const Run *result, const char *part)
{
    if (!strstr(result->out, part))
        complain(result, "expected on stdout", part);
}

void run_expect_no_out(const Run *result, const char *part)
{
    if (strstr(result->out, part))
        complain(result, "not expected on stdout", part);
}

void run_expect_err(const Run *result, const char *part)
{
    if (!strstr(result->err, part))
        complain(result, "expected on stderr", part);
}

guint lines_in(const char *text)
{
    guint lines = 0;
    for (const char *at = text; (at = strchr(at, '\n')); at++)
        lines++;
    return lines;
}
