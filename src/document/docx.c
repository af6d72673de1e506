#include "document/docx.h"

#include <string.h>

#include "base/error.h"
#include "document/library.h"
#include "document/package.h"

#define WORD_NAMESPACE "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define XML_HEAD       "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

/* Twentieths of a point. */
enum { CLAUSE_HANGING = 720 };

static const char CONTENT_TYPES[] = XML_HEAD
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    "<Default Extension=\"rels\" "
    "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    "<Override PartName=\"/word/document.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>"
    "<Override PartName=\"/word/styles.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>"
    "<Override PartName=\"/docProps/core.xml\" "
    "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";

static const char RELATIONS[] =
    XML_HEAD "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
             "<Relationship Id=\"rId1\" "
             "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
             "Target=\"word/document.xml\"/>"
             "<Relationship Id=\"rId2\" "
             "Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" "
             "Target=\"docProps/core.xml\"/></Relationships>";

static const char DOCUMENT_RELATIONS[] =
    XML_HEAD "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
             "<Relationship Id=\"rId1\" "
             "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" "
             "Target=\"styles.xml\"/></Relationships>";

#define HEADING_STYLE(level, outline, size)                                                                  \
    "<w:style w:type=\"paragraph\" w:styleId=\"Heading" level "\"><w:name w:val=\"heading " level            \
    "\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:qFormat/><w:pPr><w:keepNext/>"            \
    "<w:spacing w:before=\"240\" w:after=\"120\"/><w:outlineLvl w:val=\"" outline                            \
    "\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"" size "\"/></w:rPr></w:style>"

static const char STYLES[] =
    XML_HEAD "<w:styles xmlns:w=\"" WORD_NAMESPACE "\"><w:docDefaults><w:rPrDefault><w:rPr>"
             "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\"/>"
             "<w:sz w:val=\"24\"/><w:lang w:val=\"en-US\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
             "<w:spacing w:after=\"120\"/></w:pPr></w:pPrDefault></w:docDefaults>"
             "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">"
             "<w:name w:val=\"Normal\"/><w:qFormat/></w:style>" HEADING_STYLE("1", "0", "32")
                 HEADING_STYLE("2", "1", "26") HEADING_STYLE("3", "2", "24")
                     HEADING_STYLE("4", "3", "24") "</w:styles>";

/* --- the XML of the text --- */

typedef struct {
    const Document *document;
    const XmlLibrary *library;
    xmlTextWriter *xml;
    int change; /* number of the last marked change */
} Writer;

static void start(Writer *writer, const char *name)
{
    writer->library->xmlTextWriterStartElement(writer->xml, BAD_CAST name);
}

static void end(Writer *writer)
{
    writer->library->xmlTextWriterEndElement(writer->xml);
}

static void attribute(Writer *writer, const char *name, const char *value)
{
    writer->library->xmlTextWriterWriteAttribute(writer->xml, BAD_CAST name, BAD_CAST value);
}

static void empty(Writer *writer, const char *name, const char *value)
{
    start(writer, name);
    if (value)
        attribute(writer, "w:val", value);
    end(writer);
}

/* Begins w:ins or w:del. */
static void start_change(Writer *writer, RunStyle style)
{
    g_autofree char *id = g_strdup_printf("%d", ++writer->change);
    g_autofree char *date = g_strdup_printf("%sT00:00:00Z", document_dated(writer->document));
    start(writer, style == RUN_INSERTED ? "w:ins" : "w:del");
    attribute(writer, "w:id", id);
    attribute(writer, "w:author", document_author(writer->document));
    attribute(writer, "w:date", date);
}

static void write_text(Writer *writer, const char *name, const char *text)
{
    start(writer, name);
    attribute(writer, "xml:space", "preserve");
    writer->library->xmlTextWriterWriteString(writer->xml, BAD_CAST text);
    end(writer);
}

static void write_lines(Writer *writer, const char *text, const char *name)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i]; i++) {
        if (i > 0)
            empty(writer, "w:br", NULL);
        write_text(writer, name, lines[i]);
    }
}

static void write_run(Writer *writer, RunStyle style, const char *text)
{
    gboolean marked = style == RUN_INSERTED || style == RUN_DELETED;
    if (marked)
        start_change(writer, style);
    start(writer, "w:r");
    if (style == RUN_BOLD) {
        start(writer, "w:rPr");
        empty(writer, "w:b", NULL);
        end(writer);
    }
    write_lines(writer, text, style == RUN_DELETED ? "w:delText" : "w:t");
    end(writer);
    if (marked)
        end(writer);
}

/* The end of a paragraph that came or went as a whole is marked too: else an empty one would stay. */
static void write_paragraph_mark(Writer *writer, const DocumentBlock *block)
{
    static const RunStyle styles[] = {RUN_INSERTED, RUN_DELETED};
    for (gsize i = 0; i < G_N_ELEMENTS(styles); i++) {
        if (!document_block_is(block, styles[i]))
            continue;
        start(writer, "w:rPr");
        start_change(writer, styles[i]);
        end(writer);
        end(writer);
    }
}

static void write_clause_properties(Writer *writer, const DocumentBlock *block)
{
    g_autofree char *left = g_strdup_printf("%d", block->level * CLAUSE_HANGING);
    g_autofree char *hanging = g_strdup_printf("%d", CLAUSE_HANGING);
    start(writer, "w:tabs");
    start(writer, "w:tab");
    attribute(writer, "w:val", "left");
    attribute(writer, "w:pos", left);
    end(writer);
    end(writer);
    start(writer, "w:ind");
    attribute(writer, "w:left", left);
    attribute(writer, "w:hanging", hanging);
    end(writer);
}

static void write_properties(Writer *writer, const DocumentBlock *block)
{
    start(writer, "w:pPr");
    if (block->kind == BLOCK_HEADING) {
        g_autofree char *style = g_strdup_printf("Heading%d", block->level);
        empty(writer, "w:pStyle", style);
    }
    if (block->kind == BLOCK_CLAUSE)
        write_clause_properties(writer, block);
    write_paragraph_mark(writer, block);
    end(writer);
}

/* The number and the tab behind it belong to the change when the whole clause does. */
static void write_number(Writer *writer, const DocumentBlock *block)
{
    RunStyle style = document_block_is(block, RUN_INSERTED)  ? RUN_INSERTED
                     : document_block_is(block, RUN_DELETED) ? RUN_DELETED
                                                             : RUN_PLAIN;
    if (style != RUN_PLAIN)
        start_change(writer, style);
    start(writer, "w:r");
    write_text(writer, style == RUN_DELETED ? "w:delText" : "w:t", block->number);
    empty(writer, "w:tab", NULL);
    end(writer);
    if (style != RUN_PLAIN)
        end(writer);
}

static void write_paragraph(Writer *writer, const DocumentBlock *block)
{
    start(writer, "w:p");
    write_properties(writer, block);
    if (block->kind == BLOCK_CLAUSE)
        write_number(writer, block);
    for (guint i = 0; i < block->runs->len; i++) {
        const DocumentRun *run = g_ptr_array_index(block->runs, i);
        write_run(writer, run->style, run->text);
    }
    end(writer);
}

/* --- tables --- */

static void write_table_properties(Writer *writer)
{
    static const char *const sides[] = {"w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"};
    start(writer, "w:tblPr");
    start(writer, "w:tblW");
    attribute(writer, "w:w", "5000");
    attribute(writer, "w:type", "pct");
    end(writer);
    start(writer, "w:tblBorders");
    for (gsize i = 0; i < G_N_ELEMENTS(sides); i++) {
        start(writer, sides[i]);
        attribute(writer, "w:val", "single");
        attribute(writer, "w:sz", "4");
        end(writer);
    }
    end(writer);
    end(writer);
}

static void write_cell(Writer *writer, const char *text, RunStyle style, bool right)
{
    start(writer, "w:tc");
    start(writer, "w:p");
    if (right) {
        start(writer, "w:pPr");
        empty(writer, "w:jc", "right");
        end(writer);
    }
    write_run(writer, style, text);
    end(writer);
    end(writer);
}

static void write_table(Writer *writer, const DocumentBlock *block)
{
    start(writer, "w:tbl");
    write_table_properties(writer);
    start(writer, "w:tblGrid");
    for (guint i = 0; i < block->columns; i++)
        empty(writer, "w:gridCol", NULL);
    end(writer);
    for (guint i = 0; i < block->rows->len; i++) {
        char **row = g_ptr_array_index(block->rows, i);
        start(writer, "w:tr");
        if (i == 0) {
            start(writer, "w:trPr");
            empty(writer, "w:tblHeader", NULL);
            end(writer);
        }
        for (guint j = 0; j < block->columns; j++)
            write_cell(writer, row[j], i == 0 ? RUN_BOLD : RUN_PLAIN,
                       j < 64 && (block->amounts >> j & 1) != 0);
        end(writer);
    }
    end(writer);
    empty(writer, "w:p", NULL); /* Word wants a paragraph behind a table that ends the text */
}

/* --- the parts --- */

static void write_body(Writer *writer)
{
    start(writer, "w:document");
    attribute(writer, "xmlns:w", WORD_NAMESPACE);
    start(writer, "w:body");
    for (guint i = 0; i < document_count(writer->document); i++) {
        const DocumentBlock *block = document_block(writer->document, i);
        if (block->kind == BLOCK_TABLE)
            write_table(writer, block);
        else
            write_paragraph(writer, block);
    }
}

static void write_properties_part(Writer *writer)
{
    const Document *document = writer->document;
    g_autofree char *moment = g_strdup_printf("%sT00:00:00Z", document_dated(document));
    start(writer, "cp:coreProperties");
    attribute(writer, "xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties");
    attribute(writer, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
    attribute(writer, "xmlns:dcterms", "http://purl.org/dc/terms/");
    attribute(writer, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
    writer->library->xmlTextWriterWriteElement(writer->xml, BAD_CAST "dc:title",
                                               BAD_CAST document_title(document));
    writer->library->xmlTextWriterWriteElement(writer->xml, BAD_CAST "dc:creator",
                                               BAD_CAST document_author(document));
    start(writer, "dcterms:created");
    attribute(writer, "xsi:type", "dcterms:W3CDTF");
    writer->library->xmlTextWriterWriteString(writer->xml, BAD_CAST moment);
    end(writer);
}

static GBytes *write_part(const Document *document, const XmlLibrary *library, void (*write)(Writer *writer))
{
    xmlBuffer *buffer = library->xmlBufferCreate();
    Writer writer = {document, library, library->xmlNewTextWriterMemory(buffer, 0), 0};
    library->xmlTextWriterStartDocument(writer.xml, "1.0", "UTF-8", "yes");
    write(&writer);
    library->xmlTextWriterEndDocument(writer.xml);
    library->xmlFreeTextWriter(writer.xml);
    GBytes *bytes = g_bytes_new(library->xmlBufferContent(buffer), (gsize)library->xmlBufferLength(buffer));
    library->xmlBufferFree(buffer);
    return bytes;
}

static void add_fixed(GPtrArray *package, const char *name, const char *text)
{
    package_add(package, name, g_bytes_new_static(text, strlen(text)));
}

GBytes *docx_write(const Document *document, GError **error)
{
    XmlLibrary library;
    if (!library_open_xml(&library, error))
        return NULL;
    g_autoptr(GPtrArray) package = package_new();
    add_fixed(package, "[Content_Types].xml", CONTENT_TYPES);
    add_fixed(package, "_rels/.rels", RELATIONS);
    package_add(package, "docProps/core.xml", write_part(document, &library, write_properties_part));
    package_add(package, "word/document.xml", write_part(document, &library, write_body));
    add_fixed(package, "word/_rels/document.xml.rels", DOCUMENT_RELATIONS);
    add_fixed(package, "word/styles.xml", STYLES);
    return package_write(package, error);
}
