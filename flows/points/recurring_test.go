package points

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// recurrence measures Recurring.
type recurrence struct {
	found, right, all int // matches; those of one gold point; gold points that both halves have
}

// recurrenceSeeds is how many draws are added up.
const recurrenceSeeds = 5

// meets makes the points of a meeting in which some organisations answered, with
// the gold point of each.
type meets func(of func(Answer) bool) ([]Raised, []string)

// measureRecurring makes two meetings of a set, each with half of the
// organisations, and compares what Recurring finds over all the questions at
// once with the gold points.
func measureRecurring(set goldSet, meeting meets) recurrence {
	var out recurrence
	for seed := range uint64(recurrenceSeeds) {
		first := make(map[string]bool)
		rng := rand.New(rand.NewPCG(seed, 8))
		for _, a := range set.answers {
			if _, ok := first[a.Organisation]; !ok {
				first[a.Organisation] = rng.IntN(2) == 0
			}
		}
		was, wasGold := meeting(func(a Answer) bool { return first[a.Organisation] })
		is, isGold := meeting(func(a Answer) bool { return !first[a.Organisation] })
		for _, m := range Recurring(was, is) {
			out.found++
			if wasGold[m.Earlier] != "" && wasGold[m.Earlier] == isGold[m.Now] {
				out.right++
			}
		}
		both, now := make(map[string]bool), make(map[string]bool)
		for _, g := range isGold {
			now[g] = g != ""
		}
		for _, g := range wasGold {
			both[g] = now[g]
		}
		for _, ok := range both {
			if ok {
				out.all++
			}
		}
	}
	return out
}

// confirmedPoints are the gold points, as people would have confirmed them.
func (s goldSet) confirmedPoints(of func(Answer) bool) (points []Raised, gold []string) {
	asked := make(map[string]string)
	for _, q := range s.questions {
		asked[q.ID] = q.Text
	}
	for _, p := range s.points {
		r := Raised{Question: asked[p.Question], Label: p.Label}
		for _, a := range s.answers {
			for _, segment := range a.Segments {
				if segment.Point != nil && *segment.Point == p.ID && of(Answer{Organisation: a.Organisation}) {
					r.Statements = append(r.Statements, segment.Text)
				}
			}
		}
		if len(r.Statements) > 0 {
			r.Label = r.Statements[0] // the gold label is the same in both
			points, gold = append(points, r), append(gold, p.ID)
		}
	}
	return points, gold
}

// suggestedPoints groups the answers of some organisations to every question;
// the gold point of a point is that of most of its statements.
func (s goldSet) suggestedPoints(of func(Answer) bool) (points []Raised, gold []string) {
	byID := make(map[string]goldAnswer)
	for _, a := range s.answers {
		byID[a.ID] = a
	}
	for _, q := range s.questions {
		var answers []Answer
		for _, a := range s.input(q.ID) {
			if of(a) {
				answers = append(answers, a)
			}
		}
		for _, p := range Group(q.Text, answers, Options{}).Points {
			r := Raised{Question: q.Text, Label: p.Label}
			inside := make(map[string]int)
			for _, st := range p.Statements {
				r.Statements = append(r.Statements, st.Text)
				inside[byID[st.Answer].labelOf(st)]++
			}
			points, gold = append(points, r), append(gold, mostOf(inside))
		}
	}
	return points, gold
}

// mostOf is the key with the highest count, the first in order of several.
func mostOf(counts map[string]int) string {
	most := ""
	for k, n := range counts {
		if n > counts[most] || n == counts[most] && k < most {
			most = k
		}
	}
	return most
}

func TestRecurring(t *testing.T) {
	buses := Raised{"Vad tycker ni om bussarna?", "Bussarna går för sällan på kvällen.",
		[]string{"Bussarna går för sällan på kvällen.", "Fler bussturer på kvällen, tack."}}
	trees := Raised{"Vad ska göras med parken?", "Plantera fler träd.",
		[]string{"Plantera fler träd.", "Det behövs träd och blommor."}}
	later := func(statements ...string) Raised {
		return Raised{"Hur blir kommunen bättre?", statements[0], statements}
	}
	tests := []struct {
		name         string
		earlier, now []Raised
		want         []Recurrence
	}{
		{"nothing", nil, nil, nil},
		{"nothing earlier", nil, []Raised{trees}, nil},
		{"the same, asked differently", []Raised{trees, buses},
			[]Raised{later("Alldeles för sällan går det turer på kvällen.", "Fler bussturer på kvällen."), later("Skatten är för hög.", "Sänk skatten.")},
			[]Recurrence{{Earlier: 1, Now: 0}}},
		{"in English", []Raised{trees, buses},
			[]Raised{later("We need more trees and flowers.", "Plant trees.")}, nil},
		{"the opposite", []Raised{{"Parken?", "Hundrastgården är bra.", []string{"Hundrastgården är bra.", "Hundrastgården behövs."}}},
			[]Raised{later("Hundrastgården är fel.", "Hundrastgården är onödig.")}, nil},
		{"one statement alone", []Raised{{trees.Question, trees.Label, trees.Statements[:1]}}, []Raised{trees}, nil},
		{"two that are as alike", []Raised{trees, trees}, []Raised{later("Plantera fler träd.", "Det behövs träd och blommor.")}, nil},
		{"words of the questions alone", []Raised{{"Vad tycker ni om lekplatsen?", "Lekplatsen, lekplatsen!", []string{"Lekplatsen är trasig.", "Gungan är rostig."}}},
			[]Raised{{"Hur ska lekplatsen bli?", "Lekplatsen.", []string{"Lekplatsen måste synas.", "Bygg ett staket."}}}, nil},
		{"no words at all", []Raised{{Statements: []string{"", ""}}}, []Raised{{Statements: []string{"", ""}}}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, Recurring(tt.earlier, tt.now)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestRecurringIsStable(t *testing.T) {
	set := integrationSet(t)
	was, _ := set.suggestedPoints(func(a Answer) bool { return len(a.Organisation)%2 == 0 })
	is, _ := set.suggestedPoints(func(a Answer) bool { return len(a.Organisation)%2 == 1 })
	first := Recurring(was, is)
	if len(first) == 0 {
		t.Fatal("nothing recurs")
	}
	for range 3 {
		if diff := cmp.Diff(first, Recurring(was, is)); diff != "" {
			t.Fatalf("another run (-first +now)\n%s", diff)
		}
	}
}
