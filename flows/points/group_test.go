package points

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/samrad/samrad/flows/text"
)

// check fails unless a result keeps the promises of Group.
func check(t *testing.T, answers []Answer, r Result) {
	t.Helper()
	byID := make(map[string]Answer)
	var want, got []Statement
	for _, a := range answers {
		byID[a.ID] = a
		for _, sp := range text.Statements(a.Text) {
			want = append(want, Statement{Answer: a.ID, Start: sp.Start, End: sp.End, Text: a.Text[sp.Start:sp.End]})
		}
	}
	got = append(got, r.WithoutPoint...)
	ids := make(map[string]bool)
	for i, p := range r.Points {
		got = append(got, p.Statements...)
		checkPoint(t, byID, p, r.Answered)
		if ids[p.ID] {
			t.Errorf("id %s is used twice", p.ID)
		}
		ids[p.ID] = true
		if i > 0 && p.Organisations > r.Points[i-1].Organisations {
			t.Errorf("point %s is out of order", p.ID)
		}
	}
	less := cmpopts.SortSlices(func(a, b Statement) bool {
		return a.Answer < b.Answer || a.Answer == b.Answer && a.Start < b.Start
	})
	if diff := cmp.Diff(want, got, less, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(Statement{}, "Kind")); diff != "" {
		t.Errorf("statements, each in one place (-want +got):\n%s", diff)
	}
}

func checkPoint(t *testing.T, byID map[string]Answer, p Point, answered int) {
	t.Helper()
	behind, quoted := make(map[string]bool), make(map[string]bool)
	for _, s := range p.Statements {
		behind[byID[s.Answer].Organisation] = true
	}
	if behind[""] {
		t.Errorf("point %s holds a statement of an unassigned answer", p.ID)
	}
	if len(behind) != p.Organisations || p.Quantifier != Quantify(len(behind), answered) {
		t.Errorf("point %s: %d organisations, %s; want %d", p.ID, p.Organisations, p.Quantifier, len(behind))
	}
	if len(p.Quotes) > MaxQuotes || len(p.Quotes) == 0 {
		t.Errorf("point %s: %d quotes", p.ID, len(p.Quotes))
	}
	for _, q := range p.Quotes {
		o := byID[p.Statements[q].Answer].Organisation
		if quoted[o] {
			t.Errorf("point %s quotes an organisation twice", p.ID)
		}
		quoted[o] = true
	}
	if n := text.Length(p.Label); n == 0 || n > MaxLabel || !utf8.ValidString(p.Label) {
		t.Errorf("point %s: label %q of %d characters", p.ID, p.Label, n)
	}
	head := strings.TrimSuffix(p.Label, text.Ellipsis)
	if !slices.ContainsFunc(p.Statements, func(s Statement) bool { return strings.HasPrefix(strings.Join(strings.Fields(s.Text), " "), head) }) {
		t.Errorf("point %s: label %q is not drawn from its statements", p.ID, p.Label)
	}
}

func TestGroupKeepsItsPromises(t *testing.T) {
	for _, set := range []goldSet{integrationSet(t), busSet(t)} {
		for _, q := range set.questions {
			answers := set.input(q.ID)
			answers[0].Organisation = ""
			r := Group(q.Text, answers, Options{})
			check(t, answers, r)
			r2 := append([]Answer{}, answers...)
			rand.New(rand.NewPCG(1, 2)).Shuffle(len(r2), func(i, j int) { r2[i], r2[j] = r2[j], r2[i] })
			if diff := cmp.Diff(r, Group(q.Text, r2, Options{})); diff != "" {
				t.Errorf("%s: the order of the answers matters (-as given +shuffled):\n%s", q.ID, diff)
			}
		}
	}
}

func TestGroupAnswered(t *testing.T) {
	r := Group("Vad tycker ni?", []Answer{
		{ID: "1", Organisation: "a", Text: "Instämmer."},
		{ID: "2", Organisation: "a", Text: "-"},
		{ID: "3", Organisation: "b", Text: "Bussen är för dyr."},
		{ID: "4", Text: "Bussen är för dyr."},
		{ID: "5", Organisation: "c", Text: ""},
	}, Options{})
	if r.Answered != 3 {
		t.Errorf("Answered = %d, want 3", r.Answered)
	}
	want := []Statement{{"1", 0, 11, "Instämmer.", Substance}, {"2", 0, 1, "-", Empty}, {"4", 0, 20, "Bussen är för dyr.", Substance}}
	if diff := cmp.Diff(want, r.WithoutPoint); diff != "" {
		t.Errorf("WithoutPoint (-want +got):\n%s", diff)
	}
	if len(r.Points) != 1 || r.Points[0].Organisations != 1 || r.Points[0].Quantifier != QuantifierOne {
		t.Errorf("Points = %+v, want one of one organisation", r.Points)
	}
}

func TestGroupNothing(t *testing.T) {
	got, err := json.Marshal(Group("", nil, Options{}))
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"Answered":0,"Points":[],"WithoutPoint":[]}`; string(got) != want {
		t.Errorf("Group of nothing = %s, want %s", got, want)
	}
}

func TestGroupQuotable(t *testing.T) {
	answers := []Answer{
		{ID: "1", Organisation: "a", Text: "Bussen är för dyr för våra medlemmar."},
		{ID: "2", Organisation: "b", Text: "Bussen är för dyr för våra medlemmar!"},
		{ID: "3", Organisation: "c", Text: "Förtroligt: cykelbanor saknas längs vägen."},
	}
	r := Group("Vad tycker ni?", answers, Options{Quotable: func(s Statement) bool { return s.Answer == "2" }})
	for _, p := range r.Points {
		for _, q := range p.Quotes {
			if p.Statements[q].Answer != "2" {
				t.Errorf("point %s quotes %q", p.ID, p.Statements[q].Text)
			}
		}
		if p.Label != "" && p.Label != answers[1].Text {
			t.Errorf("point %s has label %q", p.ID, p.Label)
		}
		if p.Label == "" && p.Quotes == nil {
			t.Errorf("point %s has nil quotes", p.ID)
		}
	}
	if len(r.Points) != 2 || r.Points[0].Organisations != 2 || r.Points[1].Label != "" {
		t.Errorf("Points = %+v, want a shared one and one without a label", r.Points)
	}
}

// Statements are compared by the words that Options gives for them, and stand in
// the result as they were written.
func TestComparedForm(t *testing.T) {
	answers := []Answer{
		{ID: "a", Organisation: "a", Text: "Vi i Norrskenets vänkrets möter många som saknar lokaler.\nNorrskenets vänkrets"},
		{ID: "b", Organisation: "b", Text: "Vi i Bokkaféet Pärlan möter många som saknar lokaler."},
	}
	o := Options{Compared: func(s Statement) string {
		return strings.NewReplacer("Norrskenets vänkrets", "vi", "Bokkaféet Pärlan", "vi").Replace(s.Text)
	}}
	r := Group("Vilka hinder möter ni?", answers, o)
	check(t, answers, r)
	if len(r.Points) != 1 || r.Points[0].Organisations != 2 {
		t.Errorf("points %+v, want one of two organisations", r.Points)
	}
	if len(r.WithoutPoint) != 1 || r.WithoutPoint[0].Text != "Norrskenets vänkrets" || r.WithoutPoint[0].Kind != Signature {
		t.Errorf("without point %+v, want the name that stands alone", r.WithoutPoint)
	}
}

// The same words are one point, however few answers there are, whatever stands
// beside them and whichever language the rest of an answer is in.
func TestCopiesAreOnePoint(t *testing.T) {
	answers := []Answer{
		{ID: "a1", Organisation: "o1", Text: "Fund study circles."},
		{ID: "a2", Organisation: "o2", Text: "fund study circles"},
		{ID: "a3", Organisation: "o3", Text: "Fund study circles. Lärarna räcker inte till på landsbygden."},
	}
	r := Group("How can education further integration?", answers, Options{})
	check(t, answers, r)
	if len(r.Points) != 2 || r.Points[0].Organisations != 3 || len(r.Points[0].Statements) != 3 {
		t.Errorf("points %+v, want one of all three and one of the rest", r.Points)
	}
}
