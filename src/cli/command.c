#include "cli/command.h"

#include <string.h>

/* A table reads by its lines. */
/* clang-format off */
static const Command commands[] = {
    {.name = "agenda", .arguments = "[--csv|--json] [--limit N]",
     .takes = TAKES_FORMAT | TAKES_LIMIT, .run = command_agenda,
     .what = "Print what needs someone: overdue, due soon, waiting.",
     .details = "The same lines as the home page, for everybody in the office. As text at most 100 of them, unless "
                "--limit says otherwise (0: all).",
     .examples = {"agenda", "agenda --csv > today.csv"}},

    {.name = "list", .arguments = "SCREEN [--where 'FIELD=CRITERION']... [--sort FIELD|-FIELD] [--limit N] [--csv|--json]",
     .least = 1, .most = 1, .takes = TAKES_FORMAT | TAKES_SELECTION | TAKES_LIMIT, .run = command_list,
     .what = "Print the rows of a list.",
     .details = "SCREEN is a list, such as partners or visits: its name, one of its records (visit), its title in "
                "the menu (people) or the beginning of these. A criterion is what the filter in the "
                "terminal takes: part of a text, >x, <x, a..b, a|b, *pattern*, = for empty, ! for not empty. Several "
                "--where must all hold. --sort -FIELD sorts downwards.",
     .examples = {"list partners", "list agreements --where 'state=in_force' --where 'ends_on=<+90d' --sort ends_on",
                  "list visits --limit 20 --json"}},

    {.name = "show", .arguments = "[SCREEN] REF [--csv|--json]",
     .least = 1, .most = 2, .takes = TAKES_FORMAT, .run = command_show,
     .what = "Print one record with all its fields.",
     .details = "REF is a reference such as AGR-2026-014, which finds its screen by itself; with SCREEN also a name or "
                "the number of the record. Sensitive fields stay hidden; as CSV or JSON they are left out.",
     .examples = {"show AGR-2026-014", "show partners Sweden --json"}},

    {.name = "delegation", .arguments = "VISIT FILE [--dry-run]",
     .least = 2, .most = 2, .takes = TAKES_DRY_RUN, .run = command_delegation,
     .what = "Put the people of a list into a visit: all of them or none.",
     .details = "Each line is a name, a citizenship, an employer and a position with semicolons between; or a CSV whose first "
                "line names these columns. Who is known by name and citizenship is taken as that person; the others become "
                "new ones. What becomes of each line is printed; --dry-run does no more.",
     .examples = {"delegation VIS-2026-081 people.csv --dry-run", "delegation VIS-2026-081 people.csv"}},

    {.name = "redact", .arguments = "VISIT [--dry-run]",
     .least = 1, .most = 1, .takes = TAKES_DRY_RUN, .run = command_redact,
     .what = "Empty what is personal in a visit that is over.",
     .details = "People whom no other visit and no case needs are emptied too, and the journal loses the content of the entries "
                "about them, which may hold other changes of the same moment. There is no way back. A visit under legal hold, "
                "or before its purge day, is refused. Backups made before keep everything: destroy them as the schedule says.",
     .examples = {"redact VIS-2023-004 --dry-run", "redact VIS-2023-004"}},

    {.name = "import", .arguments = "SCREEN FILE.csv [--map NAME] [--dry-run]",
     .least = 2, .most = 2, .takes = TAKES_DRY_RUN | TAKES_MAP, .run = command_import,
     .what = "Take the rows of a CSV into the office: all of them or none.",
     .details = "The first line names fields, by name or label. A column ref (or id) says which record a row changes; "
                "where it is empty the row is a new record. Links are given by reference or name, several of them with "
                "semicolons between, choices by code or label. Every row that cannot be taken is named with its line. "
                "--dry-run only says what would be done, row by row. --map reads the office's own columns as a mapping "
                "says (see map).",
     .examples = {"import visitors delegation.csv --dry-run", "import visitors delegation.csv"}},

    {.name = "map", .arguments = "SCREEN NAME FILE.csv [--set COLUMN=FIELD]...",
     .least = 3, .most = 3, .takes = TAKES_SET, .run = command_map,
     .what = "Say which columns of the office's own spreadsheet are which fields.",
     .details = "Kept under NAME for import --map; it is asked again only for columns that it does not know. A column "
                "without a field of that name or label is left out until --set says where it goes. Of a column that is "
                "known, --set 'COLUMN:days=month_first' says what 3/4/2027 means, and --set 'COLUMN:TEXT=MEANING' what a "
                "text stands for. The same is entered under Import mappings.",
     .examples = {"map projects ours list.csv", "map projects ours list.csv --set 'Project name=title!' --set 'Boss='"}},

    {.name = "export", .arguments = "SCREEN [--csv|--json]",
     .least = 1, .most = 1, .takes = TAKES_FORMAT, .run = command_export,
     .what = "Write all records with all their fields, as CSV or JSON.",
     .details = "What import reads, in the order of the references. Sensitive fields are left out.",
     .examples = {"export agreements > agreements.csv", "export contacts --json"}},

    {.name = "history", .arguments = "[SCREEN] REF [--csv|--json] [--limit N]",
     .least = 1, .most = 2, .takes = TAKES_FORMAT | TAKES_LIMIT, .run = command_history,
     .what = "Print who changed a record, when, and each field from what to what.",
     .details = "Newest first. REF as for show. As text the times are local, as CSV or JSON they are UTC.",
     .examples = {"history AGR-2026-014"}},

    {.name = "determine",
     .arguments = "--eccn ECCN [--paragraph PARAGRAPH] [--country COUNTRY] [--nationals COUNTRY,...] [--as-of DATE] [--json]",
     .takes = TAKES_ITEM | TAKES_AS_OF | TAKES_JSON, .run = command_determine,
     .what = "Say what the Commerce Country Chart answers, and what not.",
     .details = "For each reason for control of the entry: applies, does not apply, or read the entry, with its source "
                "and edition; then footnotes, country groups, ITAR 126.1, part 746 and the licence exceptions to look "
                "at. ECCN may carry its paragraph (6A003.b.4.b); EAR99 and categories of the USML are taken too. "
                "--nationals asks for a release to persons (deemed export): each country is answered by itself, and the "
                "answer is the strongest of all. A table past its day on DATE (today) is said to be so. The tables are "
                "those of the office, or those of the program where there is none. The result is a list of issues; an "
                "official decides.",
     .examples = {"determine --eccn 6A003.b.4.b --country SG", "determine --eccn 5E002 --nationals CN,FR --json"}},

    {.name = "report", .arguments = "NAME [REF] [--from DATE] [--to DATE] [--csv|--json|--format FORMAT] [--output FILE]",
     .least = 1, .most = 2, .takes = TAKES_FORMAT | TAKES_PERIOD | TAKES_DOCUMENT, .run = command_report,
     .what = "Make one of the office's reports.",
     .details = "NAME is congress, portfolio, partners, agreements, clocks, coverage, visits, control-plan or escort-sheet (with a reference). As text it is for reading; Markdown, CSV, JSON and DOCX are for others. Tables name the "
                "record that a line comes from, so that every figure can be traced.",
     .examples = {"report portfolio", "report congress --from 2021-10-01 --to 2026-09-30 --output congress.docx"}},

    {.name = "rules",
     .arguments = "list | export TABLE | import TABLE FILE.csv --source TEXT --as-of DATE [--stale-after DATE] [--shrink-ok] "
                  "[--dry-run] [--csv|--json]",
     .least = 1, .most = 3, .takes = TAKES_FORMAT | TAKES_AS_OF | TAKES_EDITION | TAKES_DRY_RUN, .run = command_rules,
     .what = "List the rule tables, or put a newer one in a place.",
     .details = "list prints each table with source, day, the day after which it is stale, and whether it was verified. "
                "import takes all rows of a CSV as the new table, or none, as one change: it prints what changes, cell "
                "by cell, and the open cases that ask for it; a mistake is named with FILE:LINE: COLUMN; a table that "
                "lost more than one row in twenty is taken only with --shrink-ok. Without --stale-after the table is "
                "good for as many days as the one before. export prints a table as import reads it: keep it before "
                "another takes its place, for undo does not bring it back.",
     .examples = {"rules list --csv", "rules export country_chart > chart.csv",
                  "rules import country_chart chart.csv --source '15 CFR 738 Supp. 1' --as-of 2026-11-20 --dry-run"}},

    {.name = "draft", .arguments = "REF [--assemble|--keep] [--version N] [--compare M] [--format docx|text|md] [--output FILE]",
     .least = 1, .most = 1, .takes = TAKES_DRAFT | TAKES_OUTPUT, .run = command_draft,
     .what = "Write the text of an agreement, or what changed in it.",
     .details = "--assemble makes a new version from the approved clauses of the library and merges the agreement's "
                "fields; --keep goes on in a copy of the newest version. Versions before stay as they were. Changes are "
                "marked: in DOCX as tracked changes, in text as {+new+} and [-gone-]. Fields without a value are named, "
                "and the exit status is 1 then.",
     .examples = {"draft AGR-2026-014 --assemble", "draft AGR-2026-014 -o arrangement.docx",
                  "draft AGR-2026-014 --version 3 --compare 2"}},

    {.name = "fill", .arguments = "TEMPLATE.docx REF [--output OUT.docx]",
     .least = 2, .most = 2, .takes = TAKES_OUTPUT, .run = command_fill,
     .what = "Fill the {{fields}} of a DOCX template with values of a record.",
     .details = "{{partner.name}}, {{agreement.ends_on}}: fields of the record itself, of what it links to ({{agreement."
                "parent.title}}), of the one record that links to it, {{today}} and {{office}}. A field without a value "
                "stays, is named with its paragraph, and the exit status is 1 then.",
     .examples = {"fill letter.docx AGR-2026-014 -o letter-sweden.docx"}},

    {.name = "undo", .arguments = "", .run = command_undo,
     .what = "Take back your last change.",
     .details = "Refused when somebody else has changed the same records since.",
     .examples = {"undo"}},

    {.name = "init", .arguments = "[--demo] [--seed N]", .takes = TAKES_SEED, .run = command_init,
     .what = "Make the office's file.",
     .details = "With --demo the file is a demonstration office in which every person and project is invented; the same "
                "--seed on the same day gives the same office. A file that is there already is left alone.",
     .examples = {"init", "init --demo --seed 7 --file /tmp/demo.db"}},

    {.name = "purge", .arguments = "[REF...|all]", .most = 50, .run = command_purge,
     .what = "List cases whose five years are over; take away those named.",
     .details = "Without a word nothing is taken away. The years count from the latest of export, known reexport, return, "
                "other end, and expiry of an ITAR licence (15 CFR 762.6; 22 CFR 122.5). A case on legal hold is refused, as "
                "is one that no administrator has moved to Purge due. The journal keeps that it was purged, and, as it "
                "may not be altered, what was in it.",
     .examples = {"purge", "purge EXC-2021-001", "purge all"}},

    {.name = "verify", .arguments = "", .run = command_verify,
     .what = "Prove that the journal and the file are whole.",
     .details = "Checks the chain of the journal, the database, its links and the search index, and names what does not "
                "hold.",
     .examples = {"verify"}},

    {.name = "views", .arguments = "", .run = command_views,
     .what = "Write the views that the program holds, for the sqlite3 shell.",
     .details = "The file holds the tables, the rules and the views that the rules read. The lists, the agenda and the sums are views "
                "of the program; as CREATE TEMP VIEW statements any program that reads SQLite can use them for as long as it runs: sqlite3 -readonly -init views.sql office.db",
     .examples = {"views > views.sql"}},

    {.name = "backup", .arguments = "FILE", .least = 1, .most = 1, .run = command_backup,
     .what = "Copy the office to a file, while others work, and check the copy.",
     .details = "FILE is made; where something stands there already, it is replaced only when it is an earlier copy of "
                "this same office, and only by a copy that was checked. Anything else is left as it is.",
     .examples = {"backup /srv/backup/office.db"}},

    {.name = "restore", .arguments = "FILE", .least = 1, .most = 1, .run = command_restore,
     .what = "Put a copy in the place of the office's file.",
     .details = "The copy is checked first; the file that stood there is kept beside it.",
     .examples = {"restore /srv/backup/office.db"}},

    {.name = "check", .arguments = "", .run = command_check,
     .what = "Hold every screen file against the schema.",
     .details = "Prints each mistake as FILE:LINE: WHAT. Where there is no office yet the check is made with an empty "
                "one.",
     .examples = {"check", "check --config trial.cfg"}},

    {.name = "help", .arguments = "[COMMAND]", .most = 1, .run = command_help,
     .what = "Explain the commands, or one of them.",
     .details = "entente COMMAND --help says the same.",
     .examples = {"help", "help list"}},
};
/* clang-format on */

const Command *command_table(guint *count)
{
    *count = G_N_ELEMENTS(commands);
    return commands;
}

const Command *command_find(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}
