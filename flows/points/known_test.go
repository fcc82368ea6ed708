package points

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// in finds the statement with a text in a result: its point's id, or "".
func in(t *testing.T, r Result, answer, s string) string {
	t.Helper()
	for _, p := range r.Points {
		for _, st := range p.Statements {
			if st.Answer == answer && st.Text == s {
				return p.ID
			}
		}
	}
	for _, st := range r.WithoutPoint {
		if st.Answer == answer && st.Text == s {
			return ""
		}
	}
	t.Fatalf("%s %q is nowhere in the result", answer, s)
	return ""
}

func TestKnown(t *testing.T) {
	answers := []Answer{
		{ID: "a1", Organisation: "o1", Text: "Bussarna måste gå oftare på kvällen. Instämmer med alla."},
		{ID: "a2", Organisation: "o2", Text: "Biljetten är alldeles för dyr."},
		{ID: "a3", Organisation: "o3", Text: "Hej. Bussarna måste gå oftare på kvällen!"},
		{ID: "a4", Organisation: "o4", Text: "Hållplatserna är mörka."},
	}
	placed := map[string]int{"Bussarna måste gå oftare på kvällen.": 0, "Instämmer med alla.": 0, "Biljetten är alldeles för dyr.": 1,
		"Hållplatserna är mörka.": Apart, "Hej.": 9}
	r := Group("Vad tycker ni?", answers, Options{
		Known: []Known{{ID: "p2", Label: "Fler kvällsturer"}, {ID: "p2", Label: "Priset"}, {ID: "gone", Label: "Zzz"}},
		Placed: func(s Statement) (int, bool) {
			at, ok := placed[s.Text]
			return at, ok
		},
	})
	got := map[string]string{
		"confirmed":           in(t, r, "a1", "Bussarna måste gå oftare på kvällen."),
		"confirmed agreement": in(t, r, "a1", "Instämmer med alla."),
		"matched":             in(t, r, "a3", "Bussarna måste gå oftare på kvällen!"),
		"same id twice":       in(t, r, "a2", "Biljetten är alldeles för dyr."),
		"moved out":           in(t, r, "a4", "Hållplatserna är mörka."),
		"put nowhere":         in(t, r, "a3", "Hej."),
	}
	want := map[string]string{"confirmed": "p2", "confirmed agreement": "p2", "matched": "p2", "same id twice": "p1", "moved out": "", "put nowhere": ""}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("points (-want +got):\n%s", diff)
	}
	if got, want := r.Points[0].Label, "Fler kvällsturer"; got != want {
		t.Errorf("label %q, want %q", got, want)
	}
	if len(r.Points) != 2 {
		t.Errorf("%d points, want 2: one that nobody stands behind is none", len(r.Points))
	}
}
