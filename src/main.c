#include <locale.h>

#include "app/app.h"
#include "cli/cli.h"

int main(int argc, char **argv)
{
    setlocale(LC_ALL, "");
    return cli_run(argc, argv, app_run);
}
