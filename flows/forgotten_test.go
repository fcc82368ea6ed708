package flows_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/samrad/samrad/flows"
)

// Of an answer that was withdrawn no words are kept in any version: of a draft
// once there is a newer one, and of what is published as soon as it is superseded.
func TestWithdrawnWordsAreForgotten(t *testing.T) {
	for name, do := range map[string]struct{ before, after func(b *board) }{
		"a newer draft": {func(*board) {}, func(b *board) { b.show(group) }},
		"superseded":    {func(b *board) { b.publish(1) }, func(b *board) { b.must(b.jobs.Drafts.Supersede(b.t.Context(), b.meeting())) }},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBoard(t)
			_, _, third := b.busAnswers()
			b.react(guest, third, flows.ReactionStar, true)
			b.show(group)
			if !strings.Contains(b.kept(), dear) {
				t.Fatal("the version lacks the words")
			}
			do.before(b)
			b.delete(third)
			do.after(b)
			if kept := b.kept(); strings.Contains(kept, dear) || !strings.Contains(kept, often) {
				t.Errorf("kept:\n%s", kept)
			}
			v := b.versions()[0]
			if v.Digest.Participation.Answered != 3 || len(v.Inputs) != 3 {
				t.Errorf("version 1 counts %d organisations and %d inputs, want 3 as it was", v.Digest.Participation.Answered, len(v.Inputs))
			}
		})
	}
}

// kept is all that the store has of the versions.
func (w *world) kept() string {
	w.t.Helper()
	data, err := json.Marshal(w.versions())
	w.must(err)
	return string(data)
}

// The same answer, given again after it was withdrawn, is in the version that is
// made of it.
func TestAnsweredAgainAfterWithdrawal(t *testing.T) {
	w := newWorld(t)
	w.ask()
	answer := form(kompis, "q1", often)
	_, err := w.answers.Submit(t.Context(), answer)
	w.must(err)
	w.show(group)
	w.publish(1)
	_, err = w.answers.Withdraw(t.Context(), answer)
	w.must(err)
	w.must(w.jobs.Drafts.Supersede(t.Context(), w.meeting()))
	_, err = w.answers.Submit(t.Context(), answer)
	w.must(err)
	w.deliver()
	w.show(group)
	if post := sentTo[flows.DigestPost](w)[flows.Lane(group)]; len(post) != 1 || post[0].Digest.Version != 2 || !strings.Contains(string(post[0].Document), often) {
		t.Errorf("shown: %+v", post)
	}
}
