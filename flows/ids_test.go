package flows_test

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/document"
)

// guesses are the ids that somebody who has a published digest can make of each
// name that may stand behind a text.
func guesses(text string) []string {
	var out []string
	for _, organisation := range []string{"kompis", "bildning", "egen"} {
		sum := sha256.Sum256([]byte("q1\x00" + organisation + "\x00" + text))
		out = append(out, hex.EncodeToString(sum[:8]))
	}
	for _, user := range []flows.UserID{kompis, kompis2, bildning} {
		for _, form := range []string{"", "nothing/"} {
			sum := sha256.Sum256([]byte(string(flows.ModalChannel(meetingID)) + "\x00" + form + "q1/" + string(user)))
			out = append(out, strings.ToLower(base32.StdEncoding.EncodeToString(sum[:10])))
		}
	}
	return out
}

// Whoever has the edition for everybody cannot test who wrote what: the ids of
// imported rows and of form answers are of the store's own key.
func TestIDsTellNobody(t *testing.T) {
	const text = "Ge oss lokaler att mötas i."
	var first []string
	for range 2 {
		w := newWorld(t)
		w.imports(flows.ImportOptions{}, row(2, "", "q1", "egen", text))
		w.submit(form(kompis, "q1", text))
		d := w.digest().Unattributed()
		for _, format := range []document.Format{"json", "csv"} {
			data, err := document.Render(d, document.Options{Format: format})
			w.must(err)
			for _, g := range append(guesses(text), string(kompis)) {
				if strings.Contains(string(data), g) {
					t.Errorf("%s holds the id %s, which can be made of a name", format, g)
				}
			}
		}
		var ids []string
		for _, c := range w.stored() {
			ids = append(ids, c.ID)
			if strings.Contains(string(c.Place.TS), string(kompis)) {
				t.Errorf("the place tells of the person: %s", c.Place.TS)
			}
		}
		if len(ids) != 2 {
			t.Fatalf("stored %q, want 2", ids)
		}
		if slices.ContainsFunc(ids, func(id string) bool { return slices.Contains(first, id) }) {
			t.Errorf("two stores make the same ids: %q and %q", first, ids)
		}
		first = ids
	}
}

// An id stays what it is while the program starts anew over its store.
func TestIDsStay(t *testing.T) {
	w := newWorld(t)
	rows := []flows.ImportRow{row(2, "", "q1", "egen", "Ett.")}
	w.imports(flows.ImportOptions{}, rows...)
	before := w.submit(form(kompis, "q1", "Två."))
	w.wire(theSettings())
	if got := w.imports(flows.ImportOptions{}, rows...); got.Unchanged != 1 {
		t.Errorf("imported again: %+v", got)
	}
	if after := w.submit(form(kompis, "Q1", "Två, rättat.")); after.ID != before.ID {
		t.Errorf("the form's id was %s and is %s", before.ID, after.ID)
	}
	if n := len(w.stored()); n != 2 {
		t.Errorf("%d contributions, want 2", n)
	}
}

// What remains of an answer taken back tells nothing of the person.
func TestTombstoneOfFormIsNobodys(t *testing.T) {
	w := newWorld(t)
	f := form(kompis, "q1", "Ett.")
	w.submit(f)
	if done, err := w.answers.Withdraw(t.Context(), f); err != nil || !done {
		t.Fatalf("withdrawn: %v, %v", done, err)
	}
	data, err := json.Marshal(w.stored())
	w.must(err)
	if !strings.Contains(string(data), `"withdrawn":true`) || strings.Contains(string(data), string(kompis)) {
		t.Errorf("stored %s", data)
	}
}
