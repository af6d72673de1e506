/* Private to document: libzip and libxml2, opened when a DOCX is written or read and not when the program
 * starts: with what they lean on themselves they cost more memory and time than all else that is linked. */
#ifndef ENTENTE_DOCUMENT_LIBRARY_H
#define ENTENTE_DOCUMENT_LIBRARY_H

#include <glib.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlwriter.h>
#include <stdbool.h>
#include <zip.h>

/* What is called of each library. A name that is a variable there (xmlFree) is a pointer to it. */
#define LIBRARY_ZIP(X)                                                                                       \
    X(zip_close)                                                                                             \
    X(zip_discard)                                                                                           \
    X(zip_fclose)                                                                                            \
    X(zip_file_add)                                                                                          \
    X(zip_file_set_dostime)                                                                                  \
    X(zip_fopen_index)                                                                                       \
    X(zip_fread)                                                                                             \
    X(zip_get_name)                                                                                          \
    X(zip_get_num_entries)                                                                                   \
    X(zip_open_from_source)                                                                                  \
    X(zip_source_buffer)                                                                                     \
    X(zip_source_buffer_create)                                                                              \
    X(zip_source_close)                                                                                      \
    X(zip_source_free)                                                                                       \
    X(zip_source_keep)                                                                                       \
    X(zip_source_open)                                                                                       \
    X(zip_source_read)                                                                                       \
    X(zip_source_stat)                                                                                       \
    X(zip_strerror)

#define LIBRARY_XML(X)                                                                                       \
    X(xmlAddNextSibling)                                                                                     \
    X(xmlBufferContent)                                                                                      \
    X(xmlBufferCreate)                                                                                       \
    X(xmlBufferFree)                                                                                         \
    X(xmlBufferLength)                                                                                       \
    X(xmlCtxtReadMemory)                                                                                     \
    X(xmlDocDumpFormatMemoryEnc)                                                                             \
    X(xmlFree)                                                                                               \
    X(xmlFreeDoc)                                                                                            \
    X(xmlFreeParserCtxt)                                                                                     \
    X(xmlFreeTextWriter)                                                                                     \
    X(xmlNewNode)                                                                                            \
    X(xmlNewParserCtxt)                                                                                      \
    X(xmlNewTextWriterMemory)                                                                                \
    X(xmlNodeAddContent)                                                                                     \
    X(xmlNodeGetContent)                                                                                     \
    X(xmlNodeSetContent)                                                                                     \
    X(xmlNodeSetSpacePreserve)                                                                               \
    X(xmlSetStructuredErrorFunc)                                                                             \
    X(xmlTextWriterEndDocument)                                                                              \
    X(xmlTextWriterEndElement)                                                                               \
    X(xmlTextWriterStartDocument)                                                                            \
    X(xmlTextWriterStartElement)                                                                             \
    X(xmlTextWriterWriteAttribute)                                                                           \
    X(xmlTextWriterWriteElement)                                                                             \
    X(xmlTextWriterWriteString)

#define LIBRARY_MEMBER(name) __typeof__(name) *name;
typedef struct {
    LIBRARY_ZIP(LIBRARY_MEMBER)
} ZipLibrary;
typedef struct {
    LIBRARY_XML(LIBRARY_MEMBER)
} XmlLibrary;
#undef LIBRARY_MEMBER

/* Fills in `library`; what was opened stays open until the program ends. ERROR_SYSTEM when this machine has
 * not the library that the program was built with. */
bool library_open_zip(ZipLibrary *library, GError **error);
bool library_open_xml(XmlLibrary *library, GError **error);

/* The same for any library: `names` go into `members`, a structure of as many pointers in that order. */
bool library_open(const char *soname, const char *const *names, gsize count, void *members, GError **error);

#endif
