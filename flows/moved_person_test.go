package flows_test

import (
	"testing"

	"github.com/samrad/samrad/flows"
)

// A person who answered for an organisation, and has joined the working group
// since, still corrects that answer; what they write from then on is a comment.
func TestEditByAPersonWhoJoinedTheWorkingGroup(t *testing.T) {
	w := newWorld(t)
	w.ask()
	reply := w.answer(kompis, "q1", "Satsa på läxhjälp.")
	settings := theSettings()
	settings.Organisations[0].Members = []flows.UserID{kompis2}
	settings.Roles.WorkingGroup.Users = append(settings.Roles.WorkingGroup.Users, kompis)
	w.wire(settings)

	edit := reply
	edit.Text, edit.EditedTS, edit.EventTS = "Satsa mer på läxhjälp.", w.ts(), w.ts()
	w.collect(edit, flows.OutcomeEdited)
	if got := w.contribution(reply); got.Text != edit.Text || w.organisationOf(reply) != "kompis" {
		t.Errorf("%q of %s is stored", got.Text, got.Organisation)
	}
	comment := w.says(kompis, "q1", "Tack för svaren!")
	w.collect(comment, flows.OutcomeNoQuestion)
	comment.Text, comment.EditedTS, comment.EventTS = "Tack för alla svar!", w.ts(), w.ts()
	w.collect(comment, flows.OutcomeNoQuestion)
	w.delete(reply)
	edit.EditedTS, edit.EventTS = w.ts(), w.ts()
	if got, err := w.collector.Reply(t.Context(), edit); err != nil || got == flows.OutcomeEdited {
		t.Errorf("an edit after the deletion: %s, %v", got, err)
	}
}
