package flows_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/points"
)

// A statement without a point says what it is where it says nothing of the matter.
func TestKinds(t *testing.T) {
	all := []flows.Contribution{
		said("c1", "o1", "q1", "Hej!\nLäxhjälp ger barnen bättre betyg.\nMed vänlig hälsning\nAnna Ek"),
		said("c2", "o2", "q1", "Inget att tillägga."),
		said("c3", "o3", "q1", "Instämmer."),
	}
	d := flows.Compile(theMeeting(), "sv", numbered(3), all)
	checkVerbatim(t, d, all)
	got := map[string]points.Kind{}
	for _, s := range statementsOf(d) {
		got[s.Text] = s.Kind
	}
	want := map[string]points.Kind{"Hej!": points.Greeting, "Läxhjälp ger barnen bättre betyg.": points.Substance, "Med vänlig hälsning": points.Signature,
		"Anna Ek": points.Signature, "Inget att tillägga.": points.Empty, "Instämmer.": points.Substance}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("kinds (-want +got):\n%s", diff)
	}
	data, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(data), `"kind":`); n != 4 {
		t.Errorf("%d kinds in JSON, want one for each that has one: 4", n)
	}
}

// A version that was stored before statements had a kind is the same content: it
// is known by its fingerprint.
func TestKindsAreNoChange(t *testing.T) {
	w := newWorld(t)
	w.ask()
	w.answer(kompis, "q1", "Hej!\nLäxhjälp ger barnen bättre betyg.")
	v, err := w.jobs.Drafts.Current(t.Context(), w.meeting())
	w.must(err)
	before := v.Digest
	before.Version, before.State, before.AsOf = 0, "", time.Time{}
	data, err := json.Marshal(before)
	w.must(err)
	without := strings.Replace(string(data), `,"kind":"greeting"`, "", 1)
	if without == string(data) {
		t.Fatalf("no kind in %s", data)
	}
	sum := sha256.Sum256([]byte(without))
	if want := hex.EncodeToString(sum[:]); v.Fingerprint != want {
		t.Errorf("fingerprint %s, want that of the content without kinds, %s", v.Fingerprint, want)
	}
}
