package flows_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

func row(line int, id, question, organisation, text string) flows.ImportRow {
	return flows.ImportRow{Line: line, ID: id, Question: question, Organisation: organisation, Text: text}
}

func (w *world) imports(o flows.ImportOptions, rows ...flows.ImportRow) flows.Imported {
	w.t.Helper()
	got, err := w.importer.Import(w.t.Context(), w.meeting(), rows, o)
	w.must(err)
	return got
}

// A row with every column, and one with only those that must be there.
func TestImportedAsStored(t *testing.T) {
	w := newWorld(t)
	full := flows.ImportRow{Line: 2, ID: "E-17", Question: "Vilken roll har civilsamhället?", Organisation: " ks ", Text: " Rad ett.\r\nRad två. ",
		SubmittedAt: "2023-11-01T09:30:00+01:00", Language: "sv", Attribution: "named", KeyMessage: "Rad\r\nett."}
	got := w.imports(flows.ImportOptions{}, full, row(3, "", "Q1", "BILDNING", "Kort."))
	if diff := cmp.Diff(flows.Imported{New: 2}, got); diff != "" {
		t.Errorf("imported (-want +got):\n%s", diff)
	}
	submitted := time.Date(2023, 11, 1, 8, 30, 0, 0, time.UTC)
	channel := flows.ImportChannel(meetingID)
	all := w.stored()
	want := []flows.Contribution{
		{ID: all[0].ID, Place: flows.Place{Channel: channel, TS: flows.MessageTS(all[0].ID)}, Meeting: meetingID, Question: "q1", Organisation: "bildning",
			Text: "Kort.", SubmittedAt: midway.UTC(), ChangedAt: midway.UTC(), Attribution: flows.AttributionUnnamed, Source: flows.SourceImport},
		{ID: "E-17", Place: flows.Place{Channel: channel, TS: "E-17"}, Meeting: meetingID, Question: "q3", Organisation: "kompis",
			Text: " Rad ett.\nRad två. ", Language: "sv", SubmittedAt: submitted, ChangedAt: submitted, Attribution: flows.AttributionNamed,
			Source: flows.SourceImport, KeyMessage: "Rad\nett.", KeyMessageAt: submitted},
	}
	if diff := cmp.Diff(want, all); diff != "" {
		t.Errorf("stored (-want +got):\n%s", diff)
	}
}

// Each bad row is reported with its line, and nothing is stored, unless bad
// rows are to be skipped.
func TestBadRows(t *testing.T) {
	at := func(change func(*flows.ImportRow)) flows.ImportRow {
		r := row(7, "x", "q1", "kompis", "Ett svar.")
		change(&r)
		return r
	}
	for _, c := range []struct {
		name string
		row  flows.ImportRow
		want string // in what is reported
	}{
		{"not a row", flows.ImportRow{Line: 7, Bad: "has 2 columns where the header has 3"}, "2 columns"},
		{"no question", at(func(r *flows.ImportRow) { r.Question = " " }), "question is missing"},
		{"an unknown question", at(func(r *flows.ImportRow) { r.Question = "q9" }), `"q9" is not of the meeting`},
		{"no organisation", at(func(r *flows.ImportRow) { r.Organisation = "" }), "organisation is missing"},
		{"an unknown organisation", at(func(r *flows.ImportRow) { r.Organisation = "Okända föreningen" }), "is not registered"},
		{"no text", at(func(r *flows.ImportRow) { r.Text = "" }), "text is empty"},
		{"a blank text", at(func(r *flows.ImportRow) { r.Text = " \r\n " }), "text is empty"},
		{"a text that is not UTF-8", at(func(r *flows.ImportRow) { r.Text = "sm\xf6rg\xe5s" }), "not UTF-8"},
		{"an id with blanks", at(func(r *flows.ImportRow) { r.ID = "a b" }), "id has blanks"},
		{"a long id", at(func(r *flows.ImportRow) { r.ID = strings.Repeat("x", 201) }), "id has blanks or is longer"},
		{"an unknown attribution", at(func(r *flows.ImportRow) { r.Attribution = "public" }), `attribution "public"`},
		{"a time that is none", at(func(r *flows.ImportRow) { r.SubmittedAt = "1 november" }), `submitted_at "1 november"`},
		{"a time without a zone", at(func(r *flows.ImportRow) { r.SubmittedAt = "2023-11-01T09:30:00" }), "is not a time"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			rows := []flows.ImportRow{row(6, "a", "q1", "kompis", "Ett svar."), c.row, row(8, "b", "q1", "bildning", "Ett till.")}
			got, err := w.importer.Import(t.Context(), w.meeting(), rows, flows.ImportOptions{})
			wantCode(t, err, flows.CodeInvalid)
			if len(got.Bad) != 1 || got.Bad[0].Line != 7 || !strings.Contains(got.Bad[0].What, c.want) {
				t.Fatalf("bad rows: %+v; want line 7 with %q", got.Bad, c.want)
			}
			if stored := w.stored(); len(stored) != 0 {
				t.Errorf("stored %d", len(stored))
			}
			if got := w.imports(flows.ImportOptions{SkipBad: true}, rows...); got.New != 2 || len(got.Bad) != 1 {
				t.Errorf("skipping it: %+v", got)
			}
			if stored := w.stored(); len(stored) != 2 {
				t.Errorf("skipping it stored %d", len(stored))
			}
		})
	}
}

// A long word of the file is shortened where it is reported, and an answer's
// text is not in a report.
func TestBadRowsTellLittle(t *testing.T) {
	w := newWorld(t)
	bad := row(2, "", strings.Repeat("å", 100), "kompis", "hemligt")
	got, err := w.importer.Import(t.Context(), w.meeting(), []flows.ImportRow{bad}, flows.ImportOptions{})
	wantCode(t, err, flows.CodeInvalid)
	if what := got.Bad[0].What; strings.Contains(what, strings.Repeat("å", 61)) || strings.Contains(what+err.Error(), "hemligt") {
		t.Errorf("reported %q, %v", what, err)
	}
}

// The same id replaces, in a later file and in the same; the same rows again
// change nothing.
func TestImportAgain(t *testing.T) {
	w := newWorld(t)
	rows := []flows.ImportRow{row(2, "a", "q1", "kompis", "Ett."), row(3, "", "q1", "bildning", "Två."), row(4, "a", "q2", "kompis", "Ett, rättat.")}
	if diff := cmp.Diff(flows.Imported{New: 2}, w.imports(flows.ImportOptions{}, rows...)); diff != "" {
		t.Errorf("the first time (-want +got):\n%s", diff)
	}
	first := w.stored()
	if len(first) != 2 || first[0].Question == first[1].Question {
		t.Errorf("stored %+v", first)
	}
	w.clock.set(closes.Add(time.Hour))
	if diff := cmp.Diff(flows.Imported{Unchanged: 2}, w.imports(flows.ImportOptions{}, rows...)); diff != "" {
		t.Errorf("again (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(first, w.stored()); diff != "" {
		t.Errorf("stored after the second time (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(flows.Imported{Replaced: 1}, w.imports(flows.ImportOptions{}, row(2, "a", "q2", "kompis", "Ett, rättat igen."))); diff != "" {
		t.Errorf("another text (-want +got):\n%s", diff)
	}
	if got := w.stored(); len(got) != 2 {
		t.Errorf("%d contributions, want 2", len(got))
	}
}

// A row without an id is told by its question, organisation and text, however
// the first two are written.
func TestRowsWithoutID(t *testing.T) {
	w := newWorld(t)
	same := []flows.ImportRow{row(2, "", "q1", "kompis", "Ett."), row(3, "", "Q1", "Kompis Sverige", "Ett."), row(4, "", "Hur främjar bildning integrationen?", "KS", "Ett.")}
	others := []flows.ImportRow{row(5, "", "q2", "kompis", "Ett."), row(6, "", "q1", "bildning", "Ett."), row(7, "", "q1", "kompis", "Ett. ")}
	if got := w.imports(flows.ImportOptions{}, append(same, others...)...); got.New != 4 {
		t.Errorf("imported %+v, want 4 new", got)
	}
}

// An organisation that matches none is registered where that is wished, once,
// and not for the sake of a bad row.
func TestAddOrganisations(t *testing.T) {
	w := newWorld(t)
	late := row(5, "", "q1", "Sena föreningen", "Ett.")
	late.SubmittedAt = "sent"
	o := flows.ImportOptions{AddOrganisations: true, SkipBad: true}
	got := w.imports(o, row(2, "", "q1", "Nya  Föreningen", "Ett."), row(3, "", "q2", "nya föreningen", "Två."), row(4, "", "q1", "ks", "Ett."), late,
		row(6, "", "q1", strings.Repeat("x", 121), "Ett."))
	want := flows.Imported{New: 3, Added: []flows.Organisation{{ID: "nya-foreningen", Name: "Nya Föreningen"}}}
	bad := got.Bad
	got.Bad = nil
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("imported (-want +got):\n%s", diff)
	}
	if len(bad) != 2 || bad[0].Line != 5 || bad[1].Line != 6 {
		t.Errorf("bad rows: %+v", bad)
	}
	made, err := w.store.Organisations(t.Context())
	w.must(err)
	if diff := cmp.Diff(want.Added, made); diff != "" {
		t.Errorf("registered (-want +got):\n%s", diff)
	}
	if p := w.digest().Participation; p.Invited != 5 || p.Answered != 2 {
		t.Errorf("participation: %+v", p)
	}
}

// A file with a bad row registers nobody.
func TestBadFileAddsNoOrganisation(t *testing.T) {
	w := newWorld(t)
	rows := []flows.ImportRow{row(2, "", "q1", "Nya Föreningen", "Ett."), row(3, "", "q9", "kompis", "Ett.")}
	got, err := w.importer.Import(t.Context(), w.meeting(), rows, flows.ImportOptions{AddOrganisations: true})
	wantCode(t, err, flows.CodeInvalid)
	if len(got.Added) != 0 {
		t.Errorf("reported as registered: %+v", got.Added)
	}
	made, err := w.store.Organisations(t.Context())
	w.must(err)
	if len(made) != 0 {
		t.Errorf("registered %+v", made)
	}
}

// An import's time decides whether it is late.
func TestImportedLate(t *testing.T) {
	w := newWorld(t)
	early, late := row(2, "early", "q1", "kompis", "Ett."), row(3, "late", "q1", "bildning", "Två.")
	early.SubmittedAt, late.SubmittedAt = closes.Add(-time.Second).Format(time.RFC3339), closes.Format(time.RFC3339)
	w.imports(flows.ImportOptions{}, early, late)
	if p := w.digest().Participation; p.Answered != 2 || p.Late != 1 {
		t.Errorf("participation: %+v", p)
	}
}
