/* Commands that write documents: the text of an agreement, and templates of the office's own. */
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "cli/command.h"
#include "document/docx.h"
#include "document/markdown.h"
#include "document/plain.h"
#include "document/template.h"
#include "rules/drafting.h"
#include "screen/fields.h"

enum { PLAIN_COLUMNS = 80 };

/* --- what goes out --- */

static GBytes *as_text(const Document *document, GError **error)
{
    (void)error;
    char *text = plain_write(document, PLAIN_COLUMNS);
    return g_bytes_new_take(text, strlen(text));
}

static GBytes *as_markdown(const Document *document, GError **error)
{
    (void)error;
    char *text = markdown_write(document);
    return g_bytes_new_take(text, strlen(text));
}

typedef struct {
    const char *name;
    const char *ending; /* of a file that is written so */
    bool binary;
    GBytes *(*write)(const Document *document, GError **error);
} Format;

static const Format formats[] = {
    {"text", ".txt", false, as_text},
    {"md", ".md", false, as_markdown},
    {"markdown", ".markdown", false, as_markdown},
    {"docx", ".docx", true, docx_write},
};

/* The format asked for, else that of the file's ending, else text. */
static const Format *find_format(const Options *options, GError **error)
{
    for (gsize i = 0; i < G_N_ELEMENTS(formats); i++)
        if (options->format ? strcmp(options->format, formats[i].name) == 0
                            : options->output && g_str_has_suffix(options->output, formats[i].ending))
            return &formats[i];
    if (!options->format)
        return &formats[0];
    error_set(error, ERROR_USAGE, "--format: %s is none: one of docx, text, md", options->format);
    return NULL;
}

static bool write_out(const Call *call, GBytes *bytes, GError **error)
{
    gsize size = 0;
    const char *data = g_bytes_get_data(bytes, &size);
    if (call->options.output)
        return file_write_new(call->options.output, data, size, error);
    return output_write(data, size, call->output);
}

/* The fields without a value, on stderr; 1 where there are any. */
static int name_problems(const GPtrArray *problems)
{
    for (guint i = 0; i < problems->len; i++)
        output_note("%s", (const char *)g_ptr_array_index(problems, i));
    return problems->len > 0;
}

/* --- draft --- */

static const ScreenDef *find_agreement(const Call *call, const Office *office, gint64 *id, GError **error)
{
    const ScreenDef *screen = call_record(call, office, id, error);
    if (!screen || strcmp(screen->record, "agreement") == 0)
        return screen;
    error_set(error, ERROR_USAGE,
              "%s: this is no agreement: a draft is the text of one, such as AGR-2026-014", call->words[0]);
    return NULL;
}

static bool check_draft(const Call *call, const Format *format, GError **error)
{
    const Options *options = &call->options;
    if (options->assemble && options->keep)
        return error_set(error, ERROR_USAGE,
                         "draft: --assemble and --keep both make the next version: give one");
    if (format->binary && !options->output && call->output->terminal)
        return error_set(error, ERROR_USAGE, "draft: a DOCX is not for a terminal: give -o FILE.docx");
    return true;
}

/* The next version, where one was asked for. */
static bool make_version(const Call *call, const Office *office, gint64 id, const Merge *merge,
                         GError **error)
{
    int version = 0;
    if (call->options.assemble)
        return drafting_assemble(office->store, id, merge, &version, error);
    return !call->options.keep || drafting_keep(office->store, id, NULL, merge, &version, error);
}

static Document *read_document(const Call *call, const Office *office, gint64 id, const Merge *merge,
                               GError **error)
{
    const Options *options = &call->options;
    if (options->compare > 0)
        return drafting_comparison(office->store, id, options->compare, options->text_version, error);
    /* What making the version has named is not named again. */
    bool made = options->assemble || options->keep;
    return drafting_text(office->store, id, options->text_version, made ? NULL : merge, error);
}

int command_draft(Call *call, GError **error)
{
    gint64 id = 0;
    const Format *format = find_format(&call->options, error);
    if (!format || !check_draft(call, format, error))
        return 0;
    g_autoptr(Office) office = call_open(call, error);
    const ScreenDef *screen = office ? find_agreement(call, office, &id, error) : NULL;
    if (!screen)
        return 0;
    const Fields fields = {office->screens, office->store, screen, id};
    g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
    const Merge merge = {fields_merge_value, (gpointer)&fields, problems};
    if (!make_version(call, office, id, &merge, error))
        return 0;
    g_autoptr(Document) document = read_document(call, office, id, &merge, error);
    g_autoptr(GBytes) bytes = document ? format->write(document, error) : NULL;
    if (!bytes || !write_out(call, bytes, error))
        return 0;
    return name_problems(problems);
}

/* --- fill --- */

static bool check_fill(const Call *call, GError **error)
{
    if (!call->options.output && call->output->terminal)
        return error_set(error, ERROR_USAGE, "fill: a DOCX is not for a terminal: give -o OUT.docx");
    return true;
}

int command_fill(Call *call, GError **error)
{
    gint64 id = 0;
    gsize size = 0;
    if (!check_fill(call, error))
        return 0;
    g_autofree char *bytes = file_read(call->words[0], TEMPLATE_BYTES, &size, error);
    g_autoptr(Office) office = bytes ? call_open(call, error) : NULL;
    Call record = *call;
    record.words = call->words + 1;
    const ScreenDef *screen = office ? call_record(&record, office, &id, error) : NULL;
    if (!screen)
        return 0;
    const Fields fields = {office->screens, office->store, screen, id};
    g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
    const Merge merge = {fields_merge_value, (gpointer)&fields, problems};
    g_autoptr(GBytes) filled = template_fill(bytes, size, &merge, error);
    if (!filled || !write_out(call, filled, error))
        return 0;
    return name_problems(problems);
}
