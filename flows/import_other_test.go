package flows_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

// asRows are the rows of an export, to be imported.
func asRows(exported []flows.ExportRow) []flows.ImportRow {
	var out []flows.ImportRow
	for i, r := range exported {
		organisation := ""
		if r.Organisation != nil {
			organisation = string(*r.Organisation)
		}
		out = append(out, flows.ImportRow{Line: i + 1, ID: r.ID, Question: string(r.Question), Organisation: organisation, Text: r.Text,
			SubmittedAt: r.SubmittedAt.Format(time.RFC3339Nano), Attribution: string(r.Attribution), KeyMessage: r.KeyMessage})
	}
	return out
}

// An export imported again changes nothing, whatever way its answers came.
func TestImportOfAnExport(t *testing.T) {
	w := newWorld(t)
	w.ask()
	w.answer(stranger, "q1", "Vems är detta?")
	starred := w.answer(kompis, "q1", "Ge oss lokaler.\nOch tid.")
	w.react(kompis, starred, flows.ReactionStar, true)
	w.react(group, w.answer(kompis, "q2", "Åt sidan."), flows.ReactionSetAside, true)
	w.delete(w.answer(kompis, "q3", "Borttaget."))
	f := form(bildning, "q1", "I ett formulär.")
	f.Attribution = flows.AttributionWorkingGroup
	w.submit(f)
	taken := form(bildning, "q3", "Taget tillbaka.")
	w.submit(taken)
	_, err := w.answers.Withdraw(t.Context(), taken)
	w.must(err)
	_, err = w.answers.NothingToAdd(t.Context(), form(bildning, "q4", ""))
	w.must(err)
	w.imports(flows.ImportOptions{}, row(2, "rad", "q1", "egen", "I en fil."), row(3, "", "q2", "egen", "Utan id."))

	w.enter(entry("V1", "egen", "q3", "I telefon."))

	before, digest := w.export(), w.digest()
	w.clock.set(closes)
	if diff := cmp.Diff(flows.Imported{Unchanged: len(before)}, w.imports(flows.ImportOptions{}, asRows(before)...)); diff != "" {
		t.Errorf("imported (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(before, w.export()); diff != "" {
		t.Errorf("exported afterwards (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(digest, w.digest()); diff != "" {
		t.Errorf("digest afterwards (-want +got):\n%s", diff)
	}
}

// An answer given in Slack is its author's to change, or to take back.
func TestImportDoesNotChangeOthersAnswers(t *testing.T) {
	w := newWorld(t)
	w.ask()
	reply := w.answer(kompis, "q1", "Ett svar.").Place.ContributionID()
	formAnswer := w.submit(form(kompis, "q3", "I ett formulär.")).ID
	entered := w.enter(entry("V1", "kompis", "q1", "I telefon.")).Contribution.ID
	gone := w.answer(kompis, "q2", "Borttaget.")
	w.delete(gone)
	full := flows.ImportRow{Line: 2, ID: reply, Question: "q1", Organisation: "ks", Text: "Ett svar."}
	with := func(change func(*flows.ImportRow)) flows.ImportRow {
		r := full
		change(&r)
		return r
	}
	for _, c := range []struct {
		name string
		row  flows.ImportRow
		want string // in what is reported; "" for an unchanged row
	}{
		{"the same", full, ""},
		{"only what changes nothing", flows.ImportRow{Line: 2, ID: reply, Text: "Ett svar."}, ""},
		{"the question by its text", with(func(r *flows.ImportRow) { r.Question = "Hur främjar bildning integrationen?" }), ""},
		{"another text", with(func(r *flows.ImportRow) { r.Text = "Ett annat svar." }), "only its author may change it"},
		{"no text", with(func(r *flows.ImportRow) { r.Text = "" }), "only its author may change it"},
		{"another organisation", with(func(r *flows.ImportRow) { r.Organisation = "bildning" }), "only its author may change it"},
		{"an unknown organisation", with(func(r *flows.ImportRow) { r.Organisation = "Okända" }), "only its author may change it"},
		{"another question", with(func(r *flows.ImportRow) { r.Question = "q2" }), "only its author may change it"},
		{"another attribution", with(func(r *flows.ImportRow) { r.Attribution = "named" }), "only its author may change it"},
		{"another time", with(func(r *flows.ImportRow) { r.SubmittedAt = "2023-10-01T09:00:00Z" }), "only its author may change it"},
		{"a time that is none", with(func(r *flows.ImportRow) { r.SubmittedAt = "igår" }), "only its author may change it"},
		{"a key message", with(func(r *flows.ImportRow) { r.KeyMessage = "Ett svar." }), "only its author may change it"},
		{"a form's, changed", flows.ImportRow{Line: 2, ID: formAnswer, Question: "q3", Organisation: "kompis", Text: "Ändrat."}, "only its author may change it"},
		{"a registered one, changed", flows.ImportRow{Line: 2, ID: entered, Text: "Ändrat."}, "correct the answer there"},
		{"a withdrawn one, with its text again", flows.ImportRow{Line: 2, ID: gone.Place.ContributionID(), Question: "q2", Organisation: "kompis", Text: "Borttaget."}, "was withdrawn"},
		{"not a row", flows.ImportRow{Line: 2, Bad: "has 2 columns where the header has 3"}, "2 columns"},
	} {
		w.run(c.name, func(t *testing.T) {
			before := w.export()
			got, err := w.importer.Import(t.Context(), w.meeting(), []flows.ImportRow{c.row}, flows.ImportOptions{AddOrganisations: true})
			if diff := cmp.Diff(before, w.export()); diff != "" {
				t.Errorf("exported afterwards (-want +got):\n%s", diff)
			}
			if c.want == "" {
				if diff := cmp.Diff(flows.Imported{Unchanged: 1}, got); diff != "" || err != nil {
					t.Errorf("error %v, imported (-want +got):\n%s", err, diff)
				}
				return
			}
			wantCode(t, err, flows.CodeInvalid)
			if len(got.Bad) != 1 || got.Bad[0].Line != 2 || !strings.Contains(got.Bad[0].What, c.want) {
				t.Errorf("bad rows %+v, want one with %q", got.Bad, c.want)
			}
			if len(got.Added) != 0 {
				t.Errorf("registered %+v", got.Added)
			}
		})
	}
}

// Beside an answer of Slack's that is left alone, the other rows are stored.
func TestImportBesideOthersAnswers(t *testing.T) {
	w := newWorld(t)
	w.ask()
	r := w.answer(kompis, "q1", "Ett svar.")
	got := w.imports(flows.ImportOptions{SkipBad: true},
		row(2, r.Place.ContributionID(), "q1", "kompis", "Ett annat."), row(3, r.Place.ContributionID(), "q1", "kompis", "Ett svar."), row(4, "ny", "q1", "egen", "Nytt."))
	if got.New != 1 || got.Unchanged != 1 || got.Replaced != 0 || len(got.Bad) != 1 || got.Bad[0].Line != 2 {
		t.Errorf("imported %+v", got)
	}
	if rows := w.export(); len(rows) != 2 {
		t.Errorf("%d contributions, want 2", len(rows))
	}
}
