#include "cli/cli.h"

#include <unistd.h>

#include "base/error.h"
#include "cli/command.h"

typedef int (*Terminal)(Office *office, GError **error);

/* --- running --- */

static int run_terminal(Call *call, Terminal terminal, GError **error)
{
    GError *problem = NULL;
    g_autoptr(Office) office = call_look(call, error);
    int status = office ? terminal(office, &problem) : 0;
    if (problem)
        call_office_failed(problem, error);
    return status;
}

static int run_call(Call *call, Terminal terminal, GError **error)
{
    if (call->options.version) {
        output_line(call->output, "entente %s", ENTENTE_VERSION);
        return 0;
    }
    if (call->options.help)
        return command_help(call, error);
    if (call->command)
        return call->command->run(call, error);
    if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
        return run_terminal(call, terminal, error);
    return command_agenda(call, error);
}

/* A reader that has left is the end of the work, not a failure of it. */
static int finish(const Output *output, int status, const GError *error)
{
    if (!error)
        return status;
    if (output_unread(output))
        return 0;
    output_problem("%s", error->message);
    return error_exit_status(error);
}

int cli_run(int argc, char **argv, int (*terminal)(Office *office, GError **error))
{
    (void)argc; /* argv ends with NULL */
    Output output;
    output_open(&output);
    Call call = {.output = &output};
    g_autoptr(GError) problem = NULL;
    int status = 0;
    if (options_read(&call, argv, &problem))
        status = run_call(&call, terminal, &problem);
    options_clear(&call);
    output_close(&output, problem ? NULL : &problem);
    return finish(&output, status, problem);
}
