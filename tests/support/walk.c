#include "support/walk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define VISIT "(SELECT id FROM visit WHERE title = 'Delegation of 8, portal sensor trial')"
#define CASE  "(SELECT export_case_id FROM visit WHERE title = 'Delegation of 8, portal sensor trial')"

typedef struct {
    const Fixture *office;
    Screen *screen;
    WalkSee see;
    gpointer data;
    char *visit, *export_case; /* references */
} Walk;

static void show(const Walk *walk, const char *heading, const char *words)
{
    screen_settle(walk->screen);
    walk->see(heading, words, walk->screen, NULL, walk->data);
}

/* The demonstration's delegation, put back to the day on which it was asked for. */
static void begin(const Fixture *office)
{
    static const char *const steps[] = {
        "UPDATE store_state SET undoing = 1",
        "DELETE FROM review WHERE visit_id = " VISIT,
        "UPDATE visit SET state = 'draft', submitted_on = NULL, provisos = NULL, host_acknowledged_on = "
        "NULL WHERE id = " VISIT,
        "DELETE FROM sign_off WHERE export_case_id = " CASE,
        "DELETE FROM answer WHERE export_case_id = " CASE,
        "DELETE FROM case_red_flag WHERE export_case_id = " CASE,
        "UPDATE export_case SET state = 'in_determination' WHERE id = " CASE,
        "UPDATE store_state SET undoing = 0",
        "UPDATE visit SET report_filed_on = (SELECT day FROM today) WHERE id <> " VISIT
        " AND report_filed_on IS NULL AND host_id = (SELECT host_id FROM visit WHERE id = " VISIT ")",
        "UPDATE host SET training_ends_on = '2027-12-31' WHERE id = (SELECT host_id FROM visit WHERE id "
        "= " VISIT ")",
        "UPDATE visitor SET identity_expires_on = '2030-01-01', visa_expires_on = NULL WHERE id IN (SELECT "
        "visitor_id FROM visit_visitor WHERE visit_id = " VISIT ")",
    };
    for (guint i = 0; i < G_N_ELEMENTS(steps); i++)
        program_write(office, steps[i]);
}

static bool stands_on(Screen *screen, const char *label)
{
    int row, column;
    screen_cursor(screen, &row, &column);
    g_autofree char *line = screen_line(screen, row);
    return strstr(line, label) != NULL;
}

/* Opens the moves and puts the cursor on one of them. */
static void find_move(const Walk *walk, const char *ref, const char *label)
{
    program_open_record(walk->screen, ref);
    screen_type(walk->screen, "t");
    screen_expect(walk->screen, "Enter choose");
    screen_settle(walk->screen);
    for (int i = 0; i < 12 && !stands_on(walk->screen, label); i++) {
        screen_type(walk->screen, "j");
        screen_settle(walk->screen);
    }
    screen_expect_cursor_on(walk->screen, label);
}

static void move(const Walk *walk, const char *ref, const char *label)
{
    find_move(walk, ref, label);
    screen_type(walk->screen, "<Enter>");
    program_expect_message(walk->screen, "moved. u undoes it");
}

static void request(Walk *walk)
{
    program_open_record(walk->screen, walk->visit);
    show(walk, "The request",
         "The visit with its host, days, areas and eight people. `e` changes it, Tab goes through its "
         "sections.");
    find_move(walk, walk->visit, "Submit");
    show(walk, "Submitting it",
         "`t` shows the moves that there are from here, and how much stands in the way of each.");
    screen_type(walk->screen, "<Enter>");
    program_expect_message(walk->screen, "moved");
    move(walk, walk->visit, "Begin the reviews");
    find_move(walk, walk->visit, "Approve");
    screen_type(walk->screen, "<Enter>");
    screen_expect(walk->screen, "review open");
    show(walk, "What stands in the way",
         "Beginning the reviews asked for each that the rules demand. It cannot be approved while one is "
         "open; Enter goes to where it is mended.");
    screen_type(walk->screen, "<Esc>");
    screen_settle(walk->screen);
    program_write(
        walk->office,
        "UPDATE review SET result = CASE kind WHEN 'security_check' THEN 'no_derogatory_information' ELSE "
        "'no_objection' END, "
        "returned_on = (SELECT day FROM today), valid_until = '2027-06-30' WHERE visit_id = " VISIT);
    move(walk, walk->visit, "Approve");
    program_open_record(walk->screen, walk->visit);
    show(walk, "Approved",
         "When the reviewers have answered, an approver approves. Each review keeps its result and until "
         "when it holds.");
}

static void determine(Walk *walk)
{
    program_open_record(walk->screen, walk->export_case);
    show(walk, "The export case",
         "What is shown on the visit has its case: parties, items with their classification, countries.");
    screen_type(walk->screen, "c");
    screen_expect_line(walk->screen, 0, " open");
    screen_type(walk->screen, "<Tab> j");
    show(walk, "What the program knows",
         "Answers that follow from the facts stand there with a question mark, on the right with why, source "
         "and edition.");
    screen_type(walk->screen, "W");
    program_expect_message(walk->screen, "taken over from what is known");
    show(walk, "Taken over",
         "`W` takes over all of them in one change. What is left is for people: needs, end use, red flags.");
    program_write(
        walk->office,
        "INSERT INTO answer (export_case_id, question, answer, answered_by, known_answer) SELECT " CASE
        ", q.code, "
        "CASE q.code WHEN '1.1' THEN 'yes' WHEN '7.12' THEN 'yes' ELSE 'no' END, 'ana.ruiz', (SELECT "
        "k.answer FROM known_answer k WHERE k.export_case_id = " CASE
        " AND k.question = q.code) FROM determining_question q WHERE q.code NOT IN (SELECT question FROM "
        "answer WHERE export_case_id = " CASE ")");
    program_write(walk->office, "UPDATE answer SET answer = 'no', note = 'Confirmed in writing' WHERE answer "
                                "= 'unknown' AND export_case_id = " CASE);
    program_write(walk->office, "UPDATE export_case SET determination = 'no_licence_required', determined_on "
                                "= (SELECT day FROM today), determined_by = 'Ruth Okafor' WHERE id = " CASE);
    move(walk, walk->export_case, "Ask for the sign-offs");
    find_move(walk, walk->export_case, "Determine");
    screen_type(walk->screen, "<Enter>");
    screen_expect(walk->screen, "Sign-off waiting");
    show(walk, "The officials",
         "Each mandatory official has a row; they sign in their order, each once, on the facts as they "
         "stand. Until then the case cannot be determined.");
    screen_type(walk->screen, "<Esc>");
    screen_settle(walk->screen);
    static const char *const roles[] = {
        "requester", "technical_lead",    "classification_reviewer", "export_control_officer",
        "counsel",   "approving_official"};
    for (guint i = 0; i < G_N_ELEMENTS(roles); i++) {
        g_autofree char *sql =
            g_strdup_printf("UPDATE sign_off SET decision = 'concur', decided_on = (SELECT day FROM today), "
                            "officer_id = NULL, name = 'Official for %s' "
                            "WHERE role = '%s' AND export_case_id = " CASE,
                            roles[i], roles[i]);
        program_write(walk->office, sql);
    }
    move(walk, walk->export_case, "Determine");
    program_open_record(walk->screen, walk->export_case);
    show(walk, "Determined",
         "The approving official signed last. The program listed what was open; people decided.");
}

/* What would be void is said before it is saved; here it is not saved. */
static void change_a_fact(Walk *walk)
{
    program_open_record(walk->screen, walk->export_case);
    screen_type(walk->screen, "e");
    program_go_to_field(walk->screen, "What");
    screen_text(walk->screen, "Loan and demonstration of portal sensor");
    screen_type(walk->screen, "<F2>");
    screen_expect(walk->screen, "Sign-off void");
    show(walk, "A fact changes",
         "Were the case about something else now, these sign-offs would be void and the case open again. The "
         "form says so before it saves.");
    screen_type(walk->screen, "<Esc>");
    screen_settle(walk->screen);
    screen_type(walk->screen, "<Esc>");
    screen_settle(walk->screen);
}

static void stay(Walk *walk)
{
    move(walk, walk->visit, "Host briefed");
    find_move(walk, walk->visit, "Check in");
    screen_type(walk->screen, "<Enter>");
    screen_expect(walk->screen, "not seen");
    show(walk, "At the gate",
         "Nobody is let in whose identity document was not seen; each line is one person.");
    screen_type(walk->screen, "<Esc>");
    screen_settle(walk->screen);
    program_write(walk->office,
                  "UPDATE visit_visitor SET identity_document = 'passport', identity_seen_by = 'badge "
                  "office', identity_seen_on = '2026-12-03', acknowledged_on = '2026-12-03', "
                  "state = 'on_site' WHERE visit_id = " VISIT);
    move(walk, walk->visit, "Check in");
    move(walk, walk->export_case, "Transferred or disclosed");
    move(walk, walk->visit, "Departed");
    program_write(walk->office,
                  "UPDATE visit_visitor SET badge_returned_on = '2026-12-05', account_closed_on = "
                  "'2026-12-05', state = 'departed' WHERE visit_id = " VISIT);
    program_write(walk->office,
                  "UPDATE visit SET report = 'Talks as planned; areas as approved.' WHERE id = " VISIT);
    move(walk, walk->visit, "Host report filed");
    move(walk, walk->visit, "Close");
    program_open_record(walk->screen, walk->visit);
    show(walk, "Closed",
         "Badges and accounts are back, the host has reported. The visit keeps what happened and when.");
    move(walk, walk->export_case, "Close");
    program_open_record(walk->screen, walk->export_case);
    show(walk, "The case is closed",
         "From the latest of its events it is kept five years (15 CFR 762.6); After shows which event "
         "governs.");
}

static void purge(Walk *walk)
{
    g_autofree char *output = NULL;
    program_write(walk->office, "UPDATE setting SET value = '2032-01-05' WHERE name = 'today'");
    assert_int_equal(program_run(walk->office, &output, NULL, "purge", NULL), 0);
    assert_non_null(strstr(output, walk->export_case));
    walk->see("Five years later", "`entente purge` lists what is over and takes nothing away.", NULL, output,
              walk->data);
    program_write(walk->office, "UPDATE export_case SET state = 'purge_due' WHERE id = " CASE);
    g_autofree char *purged = NULL;
    assert_int_equal(program_run(walk->office, &purged, NULL, "purge", walk->export_case, NULL), 0);
    assert_non_null(strstr(purged, "1 case purged."));
    walk->see(
        "Purged",
        "An administrator has moved it to Purge due. The journal keeps that it was purged, by whom and when.",
        NULL, purged, walk->data);
    g_autofree char *gone = program_sql(walk->office, "SELECT count(*) FROM export_case WHERE id = " CASE);
    assert_string_equal(gone, "0");
}

void walk(const Fixture *office, WalkSee see, gpointer data)
{
    const char *environment[] = {"USER=ana.ruiz", NULL};
    begin(office);
    Walk self = {.office = office, .see = see, .data = data};
    self.visit = program_sql(office, "SELECT ref FROM visit WHERE id = " VISIT);
    self.export_case = program_sql(office, "SELECT ref FROM export_case WHERE id = " CASE);
    self.screen =
        program_open(office, &(ScreenOptions){.rows = 24, .columns = 100, .environment = environment});
    request(&self);
    determine(&self);
    change_a_fact(&self);
    stay(&self);
    screen_free(self.screen);
    purge(&self);
    g_free(self.visit);
    g_free(self.export_case);
}
