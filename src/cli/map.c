/* The command map: how the columns of an office's own spreadsheet become fields, kept for `import --map`. */
#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/mapping.h"

enum { COLUMN_WIDTH = 32, FIELD_WIDTH = 24, SAMPLE_WIDTH = 32 };

static void print_line(Call *call, const char *column, const char *field, const char *sample)
{
    g_autofree char *first = text_fit(column, COLUMN_WIDTH, ALIGN_LEFT, "\u2026");
    g_autofree char *second = text_fit(field, FIELD_WIDTH, ALIGN_LEFT, "\u2026");
    g_autofree char *third = text_fit(sample, SAMPLE_WIDTH, ALIGN_LEFT, "\u2026");
    g_autofree char *line = g_strdup_printf("%s  %s  %s", first, second, third);
    output_line(call->output, "%s", g_strchomp(line));
}

static void print_mapping(Call *call, const Mapping *mapping, const CsvTable *table)
{
    print_line(call, "Column", "Field", "First value");
    for (guint i = 0; i < csv_columns(table); i++) {
        const char *name = csv_header(table)[i], *field = mapping_field(mapping, name);
        g_autofree char *shown =
            g_strconcat(!field   ? "(says which record)"
                        : *field ? field
                                 : "(left out)",
                        mapping_is_key(mapping, name) ? ", says which record" : "", NULL);
        print_line(call, name, shown, csv_rows(table) > 0 ? csv_row(table, 0)->cells[i] : "");
    }
}

int command_map(Call *call, GError **error)
{
    g_autoptr(Office) office = call_open(call, error);
    const ScreenDef *screen = office ? call_record_screen(office, call->words[0], error) : NULL;
    g_autoptr(CsvTable) table = screen ? csv_read(call->words[2], error) : NULL;
    g_autoptr(Mapping) mapping = table ? mapping_read(office, screen, call->words[1], error) : NULL;
    if (!mapping)
        return 0;
    for (guint i = 0; call->options.set && call->options.set[i]; i++) {
        if (!mapping_set(mapping, call->options.set[i], error))
            return 0;
    }
    mapping_propose(mapping, csv_header(table));
    if (!mapping_keep(mapping, error))
        return 0;
    print_mapping(call, mapping, table);
    output_line(call->output,
                "Kept as %s: `entente import %s %s --map %s --dry-run` says what it would change.",
                call->words[1], screen->name, call->words[2], call->words[1]);
    return 0;
}
