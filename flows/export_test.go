package flows_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/goldentest"
)

func (w *world) export() []flows.ExportRow {
	w.t.Helper()
	rows, err := flows.Export(w.t.Context(), w.meeting(), w.store, w.register)
	w.must(err)
	return rows
}

// Every way that a contribution comes, as it is exported, in the order of submission.
func TestExport(t *testing.T) {
	w := newWorld(t)
	w.ask()
	unknown := w.answer(stranger, "q1", "Vems är detta?")
	edited := w.answer(kompis, "q2", "Ett.")
	edit := edited
	edit.Text, edit.EditedTS, edit.EventTS = "Två.", w.ts(), w.ts()
	w.collect(edit, flows.OutcomeEdited)
	w.react(kompis, edited, flows.ReactionStar, true)
	w.react(kompis, edited, flows.ReactionSetAside, true)
	gone := w.answer(kompis, "q3", "Hemligt.")
	w.delete(gone)
	w.clock.set(closes)
	f := form(bildning, "q1", "I ett formulär.")
	f.Attribution = flows.AttributionWorkingGroup
	inForm := w.submit(f)
	w.clock.set(closes.Add(time.Hour))
	w.imports(flows.ImportOptions{}, row(2, "rad", "q1", "egen", "I en fil."))

	of := func(id flows.OrganisationID) *flows.OrganisationID { return &id }
	editedAt := edit.EditedTS.Time()
	want := []flows.ExportRow{
		{ID: unknown.Place.ContributionID(), Question: "q1", Text: "Vems är detta?", SubmittedAt: unknown.Place.TS.Time(), Attribution: flows.AttributionUnnamed,
			Channel: room, MessageTS: unknown.Place.TS, Source: flows.SourceSlack},
		{ID: edited.Place.ContributionID(), Question: "q2", Organisation: of("kompis"), Text: "Två.", SubmittedAt: edited.Place.TS.Time(), EditedAt: &editedAt,
			Attribution: flows.AttributionUnnamed, SetAside: true, Channel: room, MessageTS: edited.Place.TS, Source: flows.SourceSlack, KeyMessage: "Två."},
		{ID: gone.Place.ContributionID(), Question: "q3", SubmittedAt: gone.Place.TS.Time(), Attribution: flows.AttributionUnnamed,
			Channel: room, MessageTS: gone.Place.TS, Source: flows.SourceSlack, Withdrawn: true},
		{ID: inForm.ID, Question: "q1", Organisation: of("bildning"), Text: "I ett formulär.", SubmittedAt: closes.UTC(), Late: true,
			Attribution: flows.AttributionWorkingGroup, Source: flows.SourceModal},
		{ID: "rad", Question: "q1", Organisation: of("egen"), Text: "I en fil.", SubmittedAt: closes.Add(time.Hour).UTC(), Late: true,
			Attribution: flows.AttributionUnnamed, Source: flows.SourceImport},
	}
	got := w.export()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("exported (-want +got):\n%s", diff)
	}
	data, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), "Hemligt") {
		t.Error("a withdrawn text is exported")
	}
	goldentest.Compare(t, "export.json", scrub(t, got))
}

// scrub writes rows with steady ids and times, for a golden file of their fields.
func scrub(t *testing.T, rows []flows.ExportRow) []byte {
	t.Helper()
	for i := range rows {
		if rows[i].Source != flows.SourceImport {
			rows[i].ID = "s" + string(rune('a'+i))
		}
		if rows[i].MessageTS != "" {
			rows[i].MessageTS = "1700000000.000100"
		}
		rows[i].SubmittedAt = midway.UTC()
		if rows[i].EditedAt != nil {
			at := midway.UTC()
			rows[i].EditedAt = &at
		}
	}
	data, err := json.MarshalIndent(rows, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(data, '\n')
}

// A statement of the digest is a slice of the text that is exported.
func TestDigestIsOfTheExportedText(t *testing.T) {
	w := newWorld(t)
	w.ask()
	w.answer(kompis, "q1", "Hej! Läxhjälp ger goda betyg – bl.a. i språk.\n• Ge oss lokaler\n• Sänk hyran")
	w.submit(form(bildning, "q1", "Åtta av tio 👩‍👧 får hjälp. Vi vill ge den till alla."))
	w.imports(flows.ImportOptions{}, row(2, "", "q1", "egen", "En rad.\r\nEn rad till."))
	var all []flows.Contribution
	for _, r := range w.export() {
		all = append(all, flows.Contribution{ID: r.ID, Text: r.Text})
	}
	checkVerbatim(t, w.digest(), all)
}

// What never was an answer leaves no row when it is deleted, and no trace in
// the digest's time.
func TestDeletedWithoutHavingBeenAnAnswer(t *testing.T) {
	w := newWorld(t)
	w.ask()
	kept := w.answer(kompis, "q1", "Ett svar.")
	before := w.digest().AsOf
	root := w.says(kompis, "q1", "")
	root.Place.TS = root.Thread
	rootAlone := root
	rootAlone.Thread = ""
	comment := w.says(official, "q1", "En kommentar.")
	w.collect(comment, flows.OutcomeNoQuestion)
	outside := w.says(kompis, "q1", "Utanför trådarna.")
	outside.Thread = outside.Place.TS
	early := w.says(bildning, "q1", "Ett svar vars borttagning kommer först.")
	for _, c := range []struct {
		name string
		of   flows.Reply
		want flows.Outcome
	}{
		{"the question's post", root, flows.OutcomeNoQuestion},
		{"the question's post, its thread not said", rootAlone, flows.OutcomeNoQuestion},
		{"an official's comment", comment, flows.OutcomeWithdrawn},
		{"a message that begins a thread", outside, flows.OutcomeNoQuestion},
		{"a reply that was not seen yet", early, flows.OutcomeWithdrawn},
	} {
		w.run(c.name, func(t *testing.T) {
			if got := w.delete(c.of); got != c.want {
				t.Errorf("outcome = %s, want %s", got, c.want)
			}
			if rows := w.export(); len(rows) != 1 || rows[0].ID != kept.Place.ContributionID() {
				t.Errorf("exported %+v, want only the answer", rows)
			}
			if got := w.digest().AsOf; !got.Equal(before) {
				t.Errorf("as of %s, want %s", got, before)
			}
		})
	}
	w.collect(early, flows.OutcomeStale)
	if rows := w.export(); len(rows) != 1 {
		t.Errorf("exported %+v once the deleted reply came", rows)
	}
	w.delete(kept)
	if rows := w.export(); len(rows) != 1 || !rows[0].Withdrawn {
		t.Errorf("exported %+v, want the withdrawn answer", rows)
	}
}

// A message that was counted begins a thread when somebody replies to it; its
// deletion withdraws it all the same.
func TestDeletedAsTheBeginningOfAThread(t *testing.T) {
	w := newWorld(t)
	w.ask()
	r := w.says(kompis, "q1", "Ett svar utanför tråden.")
	post := r.Thread
	if got, err := w.collector.CountMessage(t.Context(), r, post); err != nil || got != flows.OutcomeNew {
		t.Fatalf("counted: %s, %v", got, err)
	}
	r.Thread = r.Place.TS
	if got := w.delete(r); got != flows.OutcomeWithdrawn {
		t.Errorf("outcome = %s", got)
	}
	if rows := w.export(); len(rows) != 1 || !rows[0].Withdrawn {
		t.Errorf("exported %+v", rows)
	}
}
