#include "document/template.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "document/library.h"
#include "document/package.h"

#define WORD_NAMESPACE   "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define STRICT_NAMESPACE "http://purl.oclc.org/ooxml/wordprocessingml/main"

enum { PART_BYTES = 16 * 1024 * 1024, DEPTH_MOST = 200, FIELDS_MOST = 1000 };

/* One w:t of a paragraph. */
typedef struct {
    xmlNode *node;
    GString *text;
    gsize start; /* where it begins in the paragraph's text */
    gsize size;  /* bytes that it had there */
    bool changed;
} Piece;

typedef struct {
    const XmlLibrary *library;
    const Merge *merge;
    const char *part; /* "document", "header1" */
    guint paragraph;  /* number of the paragraph, from 1 */
} Filling;

static void piece_free(gpointer data)
{
    Piece *piece = data;
    g_string_free(piece->text, TRUE);
    g_free(piece);
}

static bool is_word(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && node->ns && node->ns->href &&
           (strcmp((const char *)node->ns->href, WORD_NAMESPACE) == 0 ||
            strcmp((const char *)node->ns->href, STRICT_NAMESPACE) == 0) &&
           strcmp((const char *)node->name, name) == 0;
}

/* --- a paragraph's text --- */

static void add_piece(const XmlLibrary *library, xmlNode *node, GPtrArray *pieces, GString *whole)
{
    xmlChar *content = library->xmlNodeGetContent(node);
    Piece *piece = g_new0(Piece, 1);
    piece->node = node;
    piece->text = g_string_new((const char *)content);
    piece->start = whole->len;
    piece->size = piece->text->len;
    g_string_append(whole, piece->text->str);
    g_ptr_array_add(pieces, piece);
    (*library->xmlFree)(content);
}

/* What stands between two pieces parts a field as well: a field does not go over a break or a tab. */
static void add_break(const xmlNode *node, GString *whole)
{
    static const char *const breaks[] = {"br", "cr", "tab"};
    for (gsize i = 0; i < G_N_ELEMENTS(breaks); i++)
        if (is_word(node, breaks[i]) && is_word(node->parent, "r"))
            g_string_append_c(whole, '\n');
}

/* Paragraphs inside a paragraph (text boxes) are read on their own. */
static void collect(const XmlLibrary *library, xmlNode *parent, int depth, GPtrArray *pieces, GString *whole)
{
    for (xmlNode *node = parent->children; node && depth < DEPTH_MOST; node = node->next) {
        if (node->type != XML_ELEMENT_NODE || is_word(node, "p"))
            continue;
        add_break(node, whole);
        if (is_word(node, "t"))
            add_piece(library, node, pieces, whole);
        else
            collect(library, node, depth + 1, pieces, whole);
    }
}

/* --- putting values in --- */

/* From the last field to the first, so that what stands before is where it was. */
static void replace(GPtrArray *pieces, const MergeField *field, const char *value)
{
    for (guint i = 0; i < pieces->len; i++) {
        Piece *piece = g_ptr_array_index(pieces, i);
        gsize end = piece->start + piece->size;
        if (piece->size == 0 || end <= field->start || piece->start >= field->end)
            continue;
        gsize from = MAX(field->start, piece->start) - piece->start;
        gsize to = MIN(field->end, end) - piece->start;
        g_string_erase(piece->text, (gssize)from, (gssize)(to - from));
        if (piece->start <= field->start)
            g_string_insert(piece->text, (gssize)from, value);
        piece->changed = true;
    }
}

/* Lines of the value become lines of the run. */
static void write_piece(const XmlLibrary *library, const Piece *piece)
{
    g_auto(GStrv) lines = g_strsplit(piece->text->str, "\n", -1);
    xmlNode *node = piece->node;
    const guint count = MAX(g_strv_length(lines), 1); /* an empty text has no line */
    for (guint i = 0; i < count; i++) {
        if (i > 0) {
            node = library->xmlAddNextSibling(node, library->xmlNewNode(piece->node->ns, BAD_CAST "br"));
            node = library->xmlAddNextSibling(node, library->xmlNewNode(piece->node->ns, BAD_CAST "t"));
        }
        library->xmlNodeSetContent(node, NULL);
        library->xmlNodeAddContent(node, BAD_CAST(lines[i] ? lines[i] : ""));
        library->xmlNodeSetSpacePreserve(node, 1);
    }
}

static void fill_paragraph(Filling *filling, xmlNode *paragraph)
{
    g_autoptr(GPtrArray) pieces = g_ptr_array_new_with_free_func(piece_free);
    g_autoptr(GString) whole = g_string_new(NULL);
    collect(filling->library, paragraph, 0, pieces, whole);
    g_autofree char *place = g_strdup_printf("%s, paragraph %u", filling->part, filling->paragraph);
    g_autoptr(GPtrArray) fields = merge_fields(whole->str);
    if (fields->len > FIELDS_MOST) {
        g_ptr_array_add(filling->merge->problems,
                        g_strdup_printf("%s: more than 1,000 fields: it is left as it is: part it", place));
        return;
    }
    g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < fields->len; i++)
        g_ptr_array_add(values, merge_value(filling->merge, whole->str, g_ptr_array_index(fields, i), place));
    for (guint i = fields->len; i > 0; i--) {
        g_autofree char *value =
            values->pdata[i - 1] ? text_clean(g_ptr_array_index(values, i - 1), true) : NULL;
        if (value)
            replace(pieces, g_ptr_array_index(fields, i - 1), value);
    }
    for (guint i = 0; i < pieces->len; i++)
        if (((const Piece *)g_ptr_array_index(pieces, i))->changed)
            write_piece(filling->library, g_ptr_array_index(pieces, i));
}

static void fill_below(Filling *filling, xmlNode *parent, int depth)
{
    for (xmlNode *node = parent->children; node && depth < DEPTH_MOST; node = node->next) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        if (is_word(node, "p")) {
            filling->paragraph++;
            fill_paragraph(filling, node);
        }
        fill_below(filling, node, depth + 1);
    }
}

/* --- the parts --- */

static bool refuse(const char *part, const char *why, GError **error)
{
    return error_set(error, ERROR_INPUT,
                     "template: %s: %s: give a .docx file as Word or LibreOffice saves it", part, why);
}

static void be_silent(void *data, xmlError *error)
{
    (void)data;
    (void)error;
}

static xmlDoc *read_xml(const XmlLibrary *library, const PackagePart *part, GError **error)
{
    gsize size = 0;
    const char *bytes = g_bytes_get_data(part->bytes, &size);
    if (size == 0 || size > PART_BYTES) {
        refuse(part->name, "it is empty, or more than 16 MiB", error);
        return NULL;
    }
    xmlParserCtxt *context = library->xmlNewParserCtxt();
    library->xmlSetStructuredErrorFunc(NULL, be_silent);
    xmlDoc *xml = library->xmlCtxtReadMemory(context, bytes, (int)size, NULL, NULL,
                                             XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    library->xmlFreeParserCtxt(context);
    library->xmlSetStructuredErrorFunc(NULL, NULL);
    if (xml && (xml->intSubset || xml->extSubset)) {
        library->xmlFreeDoc(xml);
        refuse(part->name, "it has a DOCTYPE", error);
        return NULL;
    }
    if (!xml)
        refuse(part->name, "it is no whole XML", error);
    return xml;
}

static GBytes *write_xml(const XmlLibrary *library, xmlDoc *xml)
{
    xmlChar *text = NULL;
    int size = 0;
    library->xmlDocDumpFormatMemoryEnc(xml, &text, &size, "UTF-8", 0);
    GBytes *bytes = g_bytes_new(text, (gsize)size);
    (*library->xmlFree)(text);
    return bytes;
}

/* "word/header1.xml" -> "header1"; NULL for a part without text of the author. (transfer full) */
static char *part_with_text(const char *name)
{
    static const char *const kinds[] = {"document", "header", "footer", "footnotes", "endnotes"};
    if (!g_str_has_prefix(name, "word/") || !g_str_has_suffix(name, ".xml"))
        return NULL;
    g_autofree char *base = g_strndup(name + 5, strlen(name) - 5 - 4);
    for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (g_str_has_prefix(base, kinds[i]) &&
            base[strlen(kinds[i]) + strspn(base + strlen(kinds[i]), "0123456789")] == '\0')
            return g_steal_pointer(&base);
    return NULL;
}

static bool fill_part(const XmlLibrary *library, PackagePart *part, const Merge *merge, GError **error)
{
    g_autofree char *name = part_with_text(part->name);
    if (!name)
        return true;
    xmlDoc *xml = read_xml(library, part, error);
    if (!xml)
        return false;
    Filling filling = {library, merge, name, 0};
    fill_below(&filling, (xmlNode *)xml, 0);
    g_bytes_unref(part->bytes);
    part->bytes = write_xml(library, xml);
    library->xmlFreeDoc(xml);
    return true;
}

static bool has_text(const GPtrArray *package)
{
    for (guint i = 0; i < package->len; i++)
        if (strcmp(((const PackagePart *)g_ptr_array_index(package, i))->name, "word/document.xml") == 0)
            return true;
    return false;
}

GBytes *template_fill(const void *bytes, gsize size, const Merge *merge, GError **error)
{
    if (size > TEMPLATE_BYTES) {
        refuse("the file", "it is more than 32 MiB", error);
        return NULL;
    }
    XmlLibrary library;
    g_autoptr(GPtrArray) package =
        library_open_xml(&library, error) ? package_read(bytes, size, error) : NULL;
    if (!package)
        return NULL;
    if (!has_text(package)) {
        refuse("word/document.xml", "this part is missing", error);
        return NULL;
    }
    for (guint i = 0; i < package->len; i++)
        if (!fill_part(&library, g_ptr_array_index(package, i), merge, error))
            return NULL;
    return package_write(package, error);
}
