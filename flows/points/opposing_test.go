package points

import (
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// voices makes answers of different organisations.
func voices(texts ...string) []Answer {
	out := make([]Answer, len(texts))
	for i, s := range texts {
		id := "a" + strconv.Itoa(i)
		out[i] = Answer{ID: id, Organisation: id, Text: s}
	}
	return out
}

func TestMaybeOpposed(t *testing.T) {
	answers := voices(
		"Parkeringshuset behövs för handeln.",
		"Parkeringshuset är fel och bör rivas.",
		"Plantera fler träd och blommor.",
		"Riv parkeringshuset, det är fult och onödigt.",
		"Vi behöver parkeringshuset, handeln dör annars.",
	)
	r := Group(parkQuestion, answers, Options{})
	got := make(map[string][]string)
	for _, p := range r.Points {
		got[p.Statements[0].Answer] = p.MaybeOpposed
	}
	want := map[string][]string{
		"a0": {in(t, r, "a1", answers[1].Text)},
		"a1": {in(t, r, "a0", answers[0].Text)},
		"a2": nil,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("MaybeOpposed by first answer (-want +got):\n%s", diff)
	}
}

// Nobody stands behind a known point of a label alone, so it opposes none.
func TestMaybeOpposedLeavesOutPointsOfNobody(t *testing.T) {
	r := Group(parkQuestion, voices("Parkeringshuset är fel och bör rivas."),
		Options{Known: []Known{{ID: "k", Label: "Parkeringshuset behövs och är bra"}}})
	if len(r.Points) != 1 || r.Points[0].MaybeOpposed != nil {
		t.Errorf("points %+v, want one that opposes none", r.Points)
	}
}

func TestOpposedIsNotMatched(t *testing.T) {
	answers := voices(
		"Parkeringshuset i kvarteret är bra och handeln behöver det.",
		"Parkeringshuset i kvarteret är fel, handeln behöver det inte.",
		"Parkeringshuset i kvarteret är bra för handeln.",
	)
	r := Group(parkQuestion, answers, Options{Known: []Known{{ID: "k", Label: "Parkeringshuset är bra"}},
		Placed: func(s Statement) (int, bool) { return 0, s.Answer == "a0" }})
	if got := in(t, r, "a2", answers[2].Text); got != "k" {
		t.Errorf("the same view is in %q, want the known point", got)
	}
	if got := in(t, r, "a1", answers[1].Text); got == "k" {
		t.Error("the opposite view is in the known point")
	}
}

func TestPartOpposed(t *testing.T) {
	ps := []passage{
		{known: 0, vector: vector{{feature: 1, weight: 1, stance: defence}}},
		{known: -1, vector: vector{{feature: 1, weight: 1, stance: against}}},
		{known: -1, vector: vector{{feature: 1, weight: 1, stance: demand}}},
		{known: -1, vector: vector{{feature: 1, weight: 1}}},
	}
	group := []int{2, 2, 2, 2}
	partOpposed(ps, group)
	if diff := cmp.Diff([]int{2, 3, 2, 2}, group); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestDisputes(t *testing.T) {
	ps := []passage{
		{vector: vector{{feature: 1, weight: 0.5, stance: defence}, {feature: 2, weight: 0.5, stance: demand}, {feature: 3, weight: 9}}},
		{vector: vector{{feature: 1, weight: 0.5, stance: against}, {feature: 2, weight: 1, stance: defence}, {feature: 3, weight: 9}, {feature: 4, weight: 9, stance: against}}},
	}
	conflict, accord := viewpointOf(ps, []int{0}).disputes(viewpointOf(ps, []int{1}))
	if conflict != 0.25 || accord != 0.5 {
		t.Errorf("conflict %v and accord %v, want 0.25 and 0.5", conflict, accord)
	}
}
