package flows_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

const colleague = flows.UserID("U0WG2")

// board is a question of the tests' consultation, as the working group edits it.
type board struct {
	*world
	editor *flows.Editor
	q      flows.QuestionID
}

func newBoard(t *testing.T) *board {
	w := newWorld(t)
	w.ask()
	return &board{world: w, editor: flows.NewEditor(w.compiler, w.store, w.register, w.clock), q: "q1"}
}

// busAnswers are answers of three organisations, two of which say the same.
func (b *board) busAnswers() (first, second, third flows.Reply) {
	b.t.Helper()
	third = b.says(guest, b.q, dear)
	third.Team = external
	b.collect(third, flows.OutcomeNew)
	return b.answer(kompis, b.q, often), b.answer(bildning, b.q, often), third
}

func (b *board) look() flows.PointsView {
	b.t.Helper()
	q, _ := b.meeting().Question(string(b.q))
	v, err := b.editor.Points(b.t.Context(), b.meeting(), q.Question)
	b.must(err)
	return v
}

// with is the id of the point that has a statement, in what is seen.
func with(t *testing.T, v flows.PointsView, text string) flows.PointID {
	t.Helper()
	for _, p := range v.Question.Points {
		if slices.ContainsFunc(p.Statements, func(s flows.DigestStatement) bool { return s.Text == text }) {
			return p.ID
		}
	}
	t.Fatalf("%q is in no point", text)
	return ""
}

func (b *board) edit(v flows.PointsView, e flows.PointEdit) (flows.Decision, error) {
	e.Meeting, e.Question, e.Seen = meetingID, b.q, v.Seen
	if e.By == "" {
		e.By = group
	}
	return b.editor.Apply(b.t.Context(), e)
}

// shape is the points as people read them: label, organisations, and the points
// that are opposed.
func (b *board) shape() map[string]int {
	out := make(map[string]int)
	v := b.look()
	for _, p := range v.Question.Points {
		out[p.Heading()] = p.Organisations
	}
	for _, p := range v.Empty {
		out[p.Label] = 0
	}
	return out
}

func (b *board) wantShape(want map[string]int) {
	b.t.Helper()
	if diff := cmp.Diff(want, b.shape()); diff != "" {
		b.t.Errorf("points (-want +got):\n%s", diff)
	}
}

const (
	often = "Bussarna måste gå oftare på kvällen."
	dear  = "Biljetterna är alldeles för dyra."
)

func TestEdit(t *testing.T) {
	tests := []struct {
		name string
		edit func(b *board, v flows.PointsView) flows.PointEdit
		want map[string]int
		act  flows.ActKind
	}{
		{"rename", func(b *board, v flows.PointsView) flows.PointEdit {
			return flows.PointEdit{Point: with(b.t, v, often), Label: " Fler  kvällsturer "}
		}, map[string]int{"Fler kvällsturer": 2, dear: 1}, flows.ActRename},
		{"take as it is", func(b *board, v flows.PointsView) flows.PointEdit {
			return flows.PointEdit{Point: with(b.t, v, often), Label: often}
		}, map[string]int{often: 2, dear: 1}, flows.ActConfirm},
		{"merge", func(b *board, v flows.PointsView) flows.PointEdit {
			return flows.PointEdit{Point: with(b.t, v, often), Label: "Trafiken", Merge: []flows.PointID{with(b.t, v, dear)}}
		}, map[string]int{"Trafiken": 3}, flows.ActMerge},
		{"split", func(b *board, v flows.PointsView) flows.PointEdit {
			return flows.PointEdit{Point: with(b.t, v, often), Label: "Fler turer", Move: []int{1}, To: flows.MoveToNew}
		}, map[string]int{"Fler turer": 1, often: 1, dear: 1}, flows.ActSplit},
		{"move to another", func(b *board, v flows.PointsView) flows.PointEdit {
			return flows.PointEdit{Point: with(b.t, v, often), Move: []int{1}, To: with(b.t, v, dear), Label: "Turer"}
		}, map[string]int{"Turer": 1, dear: 2}, flows.ActMove},
		{"move out", func(b *board, v flows.PointsView) flows.PointEdit {
			return flows.PointEdit{Point: with(b.t, v, dear), Move: []int{0}, To: flows.MoveOut}
		}, map[string]int{often: 2}, flows.ActMoveOut},
		{"set aside", func(b *board, v flows.PointsView) flows.PointEdit {
			return flows.PointEdit{Point: with(b.t, v, dear), OffTopic: true, Reason: "Handlar om en annan fråga."}
		}, map[string]int{often: 2}, flows.ActOffTopic},
		{"one of its own", func(*board, flows.PointsView) flows.PointEdit {
			return flows.PointEdit{New: true, Label: "Vi väntar oss detta"}
		}, map[string]int{often: 2, dear: 1, "Vi väntar oss detta": 0}, flows.ActAdd},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := newBoard(t)
			b.busAnswers()
			before := b.shape()
			v := b.look()
			d, err := b.edit(v, tt.edit(b, v))
			b.must(err)
			b.wantShape(tt.want)
			if !slices.ContainsFunc(d.Acts, func(a flows.Act) bool { return a.Kind == tt.act }) {
				t.Errorf("acts %+v, want %s among them", d.Acts, tt.act)
			}
			_, err = b.editor.Undo(t.Context(), b.meeting(), b.q, d.Number, colleague)
			b.must(err)
			b.wantShape(before)
		})
	}
}

// What people decided holds when answers come, change and go.
func TestDecisionsHold(t *testing.T) {
	b := newBoard(t)
	first, _, _ := b.busAnswers()
	v := b.look()
	_, err := b.edit(v, flows.PointEdit{Point: with(t, v, often), Label: "Fler kvällsturer"})
	b.must(err)
	late := b.says(guest, b.q, "Hej! Bussarna måste gå mycket oftare på kvällen.")
	late.Team = external
	b.collect(late, flows.OutcomeNew)
	b.wantShape(map[string]int{"Fler kvällsturer": 3, dear: 1})
	if b.delete(first) == "" {
		t.Error("the deletion has no outcome")
	}
	b.wantShape(map[string]int{"Fler kvällsturer": 2, dear: 1})
}

// A point that was added before any answer draws those that say the same.
func TestExpectedPoint(t *testing.T) {
	b := newBoard(t)
	_, err := b.edit(b.look(), flows.PointEdit{New: true, Label: "Bussarna måste gå oftare på kvällen"})
	b.must(err)
	b.busAnswers()
	b.wantShape(map[string]int{"Bussarna måste gå oftare på kvällen": 2, dear: 1})
}

func TestOpposed(t *testing.T) {
	b := newBoard(t)
	b.busAnswers()
	v := b.look()
	one, other := with(t, v, often), with(t, v, dear)
	_, err := b.edit(v, flows.PointEdit{Point: one, Opposed: []flows.PointID{other}})
	b.must(err)
	v = b.look()
	for _, p := range v.Question.Points {
		if len(p.Opposed) != 1 || p.Opposed[0] == p.ID {
			t.Errorf("%q is opposed to %v", p.Label, p.Opposed)
		}
	}
	_, err = b.edit(v, flows.PointEdit{Point: with(t, v, often), Opposed: []flows.PointID{with(t, v, dear)}, Merge: []flows.PointID{with(t, v, dear)}})
	wantCode(t, err, flows.CodeInvalid)
	_, err = b.edit(v, flows.PointEdit{Point: with(t, v, dear)})
	b.must(err)
	for _, p := range b.look().Question.Points {
		if len(p.Opposed) != 0 {
			t.Errorf("%q is still opposed to %v", p.Label, p.Opposed)
		}
	}
}

// An edit of what a colleague changed meanwhile is refused, and says what they
// did; an edit of something else is not.
func TestStaleEdit(t *testing.T) {
	b := newBoard(t)
	b.busAnswers()
	v := b.look()
	_, err := b.edit(v, flows.PointEdit{Point: with(t, v, often), Label: "Turer", By: colleague})
	b.must(err)
	_, err = b.edit(v, flows.PointEdit{Point: with(t, v, often), Label: "Kvällstrafik"})
	var stale *flows.StaleError
	if !errors.As(err, &stale) || len(stale.Since) != 1 || stale.Since[0].By != colleague || flows.CodeOf(err) != flows.CodeConflict {
		t.Fatalf("error %v, want a StaleError with the colleague's decision", err)
	}
	_, err = b.edit(v, flows.PointEdit{Point: with(t, v, dear), Label: "Priset"})
	b.must(err)
	b.wantShape(map[string]int{"Turer": 2, "Priset": 1})
	_, err = b.editor.Undo(t.Context(), b.meeting(), b.q, 1, group)
	wantCode(t, err, flows.CodeConflict)
}

// What is asked again, as when Slack did not get the answer, is done once; once it
// was undone, asking again does it again.
func TestAskedAgain(t *testing.T) {
	tests := []struct {
		name string
		ask  func(b *board, v flows.PointsView) (flows.Decision, error)
	}{
		{"add", func(b *board, v flows.PointsView) (flows.Decision, error) {
			return b.edit(v, flows.PointEdit{New: true, Label: "Vi väntar oss detta"})
		}},
		{"rename", func(b *board, v flows.PointsView) (flows.Decision, error) {
			return b.edit(v, flows.PointEdit{Point: with(b.t, v, often), Label: "Turer"})
		}},
		{"confirm all", func(b *board, v flows.PointsView) (flows.Decision, error) {
			return b.editor.ConfirmAll(b.t.Context(), b.meeting(), b.q, v.Seen, group)
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := newBoard(t)
			b.busAnswers()
			v := b.look()
			first, err := tt.ask(b, v)
			b.must(err)
			again, err := tt.ask(b, v)
			b.must(err)
			if diff := cmp.Diff(first, again); diff != "" {
				t.Errorf("asked again (-first +again):\n%s", diff)
			}
			for range 2 {
				undone, err := b.editor.Undo(t.Context(), b.meeting(), b.q, first.Number, group)
				b.must(err)
				if undone.Number != first.Number+1 {
					t.Errorf("undone by decision %d, want %d", undone.Number, first.Number+1)
				}
			}
			anew, err := tt.ask(b, b.look())
			b.must(err)
			if anew.Number != first.Number+2 {
				t.Errorf("after it was undone it is decision %d, want %d", anew.Number, first.Number+2)
			}
		})
	}
}

// Many people who edit at once lose nothing: each edit stands, or was refused.
func TestManyEditors(t *testing.T) {
	b := newBoard(t)
	b.busAnswers()
	v := b.look()
	var work sync.WaitGroup
	results := make([]error, 8)
	for i := range results {
		work.Go(func() {
			e := flows.PointEdit{New: true, Label: "Punkt " + string(rune('A'+i))}
			_, results[i] = b.edit(v, e)
		})
	}
	work.Wait()
	want := map[string]int{often: 2, dear: 1}
	for i, err := range results {
		b.must(err)
		want["Punkt "+string(rune('A'+i))] = 0
	}
	b.wantShape(want)
	d, err := b.store.Decisions(t.Context(), meetingID)
	b.must(err)
	if len(d) != len(results) {
		t.Errorf("%d decisions, want %d", len(d), len(results))
	}
}

func TestEditRefused(t *testing.T) {
	b := newBoard(t)
	b.busAnswers()
	v := b.look()
	one, other := with(t, v, often), with(t, v, dear)
	tests := []struct {
		name  string
		edit  flows.PointEdit
		field string
	}{
		{"no label", flows.PointEdit{New: true}, "label"},
		{"long label", flows.PointEdit{Point: one, Label: strings.Repeat("a", 141)}, "label"},
		{"names an organisation", flows.PointEdit{Point: one, Label: "Kompis Sverige vill ha fler turer"}, "label"},
		{"reason names somebody", flows.PointEdit{Point: one, OffTopic: true, Reason: "ring 070-123 45 67"}, "reason"},
		{"no reason", flows.PointEdit{Point: one, OffTopic: true}, "reason"},
		{"nowhere", flows.PointEdit{Point: one, Move: []int{0}}, "move_to"},
		{"nothing", flows.PointEdit{Point: one, To: other}, "statements"},
		{"into itself", flows.PointEdit{Point: one, Merge: []flows.PointID{one}}, "merge"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := b.edit(v, tt.edit)
			if flows.FieldOf(err) != tt.field || flows.SayOf(err).Key == "" {
				t.Errorf("error %v at %q, want one at %q that says something", err, flows.FieldOf(err), tt.field)
			}
		})
	}
	if d, _ := b.store.Decisions(t.Context(), meetingID); len(d) > 0 {
		t.Errorf("%d decisions were kept", len(d))
	}
}
