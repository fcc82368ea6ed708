package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/bot/blocks"
	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/redisstore"
)

// The working group goes through the points of a question, and does with them
// all that may be done.
func TestWorkThroughPoints(t *testing.T) {
	t.Parallel()
	for name, receive := range map[string]func(*world){"socket": overSocket, "http": overHTTP} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBoard(t, receive)
			list := b.open(group)
			for _, step := range steps {
				list = step.do(b, list)
				shown := seen(list)
				for _, want := range step.want {
					if !strings.Contains(shown, want) {
						t.Errorf("%s: no %q in the list:\n%s", step.name, want, shown)
					}
				}
				if t.Failed() {
					return
				}
			}
			want := []flows.ActKind{flows.ActRename, flows.ActOppose, flows.ActUnoppose, flows.ActSplit, flows.ActMove, flows.ActMerge,
				flows.ActOffTopic, flows.ActRestore, flows.ActMoveOut, flows.ActAdd, flows.ActMove, flows.ActUndo, flows.ActUndo, flows.ActConfirm}
			if diff := cmp.Diff(want, b.decisions()); diff != "" {
				t.Errorf("decisions (-want +got):\n%s", diff)
			}
		})
	}
}

var steps = []struct {
	name string
	do   func(b *board, list slacksim.View) slacksim.View
	want []string // in the list afterwards
}{
	{"look", func(_ *board, list slacksim.View) slacksim.View { return list },
		[]string{"2 synpunkter. 2 är fortfarande förslag.", "*" + often + "*\nnågra organisationer (2) · förslag", "Enskilda synpunkter", "*" + dear + "*"}},
	{"another question", func(b *board, list slacksim.View) slacksim.View {
		b.acknowledged(b.ClickView(group, list.ID, blocks.ActionPointsQuestion, "q2"))
		return b.shows(group, words("points.none"))
	}, []string{"*Vad kostar de?*"}},
	{"back to the first", func(b *board, list slacksim.View) slacksim.View {
		b.acknowledged(b.ClickView(group, list.ID, blocks.ActionPointsQuestion, "q1"))
		return b.shows(group, often)
	}, []string{"*Vilka lokaler saknas?*"}},
	{"look at a point and go back", func(b *board, list slacksim.View) slacksim.View {
		b.press(group, b.point(group, list, often), blocks.ActionPointsList, "")
		return b.shows(group, words("points.new"))
	}, []string{"2 är fortfarande förslag."}},
	{"rename", func(b *board, list slacksim.View) slacksim.View {
		return b.send(group, b.point(group, list, often), map[string]any{"label": "Fler kvällsturer"})
	}, []string{"Sparat. Du döpte om en föreslagen synpunkt till ”Fler kvällsturer”.", "*Fler kvällsturer*\nnågra organisationer (2) · bekräftad", "1 är fortfarande ett förslag.",
		"Ångra: Du döpte om"}},
	{"oppose", func(b *board, list slacksim.View) slacksim.View {
		v := b.point(group, list, "Fler kvällsturer")
		return b.send(group, v, map[string]any{"opposed": option(b.t, v, "opposed", dear)})
	}, []string{"bekräftad · motsatt: ”" + dear + "”", "bekräftad · motsatt: ”Fler kvällsturer”", "Allt är bekräftat."}},
	{"not opposed after all", func(b *board, list slacksim.View) slacksim.View {
		return b.send(group, b.point(group, list, dear), map[string]any{"opposed": nil})
	}, []string{"*Fler kvällsturer*\nnågra organisationer (2) · bekräftad\n"}},
	{"split", func(b *board, list slacksim.View) slacksim.View {
		return b.send(group, b.point(group, list, "Fler kvällsturer"), map[string]any{"statements": []string{"1"}, "move_to": string(flows.MoveToNew)})
	}, []string{"Du gjorde en ny synpunkt av 1 mening.", "*Fler kvällsturer*\nen organisation (1)", "*" + often + "*\nen organisation (1)"}},
	{"move", func(b *board, list slacksim.View) slacksim.View {
		v := b.point(group, list, "*"+often)
		return b.send(group, v, map[string]any{"statements": []string{"0"}, "move_to": option(b.t, v, "move_to", "Fler kvällsturer")})
	}, []string{"Du flyttade 1 mening till ”Fler kvällsturer”.", "*Fler kvällsturer*\nnågra organisationer (2)"}},
	{"merge", func(b *board, list slacksim.View) slacksim.View {
		v := b.point(group, list, "Fler kvällsturer")
		return b.send(group, v, map[string]any{"merge": option(b.t, v, "merge", dear)})
	}, []string{"Du slog ihop ”Fler kvällsturer” med en föreslagen synpunkt.", "*Fler kvällsturer*\nde flesta organisationerna (3)", "1 synpunkt."}},
	{"set aside", func(b *board, list slacksim.View) slacksim.View {
		return b.send(group, b.point(group, list, "Fler kvällsturer"), map[string]any{"aside": blocks.OffTopicOption, "reason": "En annan fråga"})
	}, []string{"Lagda åt sidan", "*Fler kvällsturer*\nlagd åt sidan: En annan fråga", "Du lade ”Fler kvällsturer” åt sidan: ”En annan fråga”."}},
	{"take up again", func(b *board, list slacksim.View) slacksim.View {
		return b.send(group, b.point(group, list, "Fler kvällsturer"), map[string]any{"aside": nil})
	}, []string{"*Fler kvällsturer*\nde flesta organisationerna (3) · bekräftad", "Du tog upp ”Fler kvällsturer” igen."}},
	{"move out", func(b *board, list slacksim.View) slacksim.View {
		v := b.point(group, list, "Fler kvällsturer")
		return b.send(group, v, map[string]any{"statements": option(b.t, v, "statements", dear), "move_to": string(flows.MoveOut)})
	}, []string{"*Fler kvällsturer*\nnågra organisationer (2)", "1 ogrupperad mening"}},
	{"add one of one's own", func(b *board, list slacksim.View) slacksim.View {
		v := b.point(group, list, words("points.new"))
		return b.send(group, v, map[string]any{"label": "Lägre pris", "statements": option(b.t, v, "statements", dear)})
	}, []string{"Du lade till ”Lägre pris” och flyttade 1 mening till ”Lägre pris”.", "*Lägre pris*\nen organisation (1) · bekräftad"}},
	{"undo", func(b *board, list slacksim.View) slacksim.View {
		b.press(group, list, blocks.ActionPointsUndo, "")
		return b.shows(group, "Du ångrade det senaste.")
	}, []string{"1 ogrupperad mening", "*Fler kvällsturer*\nnågra organisationer (2)", "Ångra: Du tog ut 1 mening ur ”Fler kvällsturer”"}},
	{"undo more", func(b *board, list slacksim.View) slacksim.View {
		b.press(group, list, blocks.ActionPointsUndo, "")
		return b.shows(group, "Ångra: Du tog upp")
	}, []string{"*Fler kvällsturer*\nde flesta organisationerna (3)"}},
	{"confirm all", func(b *board, list slacksim.View) slacksim.View {
		b.Reply(gamma, room, b.Messages(room)[0].TS, "Stolarna i väntsalen är trasiga sedan länge.")
		b.stored(often, often, dear, "Stolarna i väntsalen är trasiga sedan länge.")
		b.press(group, b.point(group, list, "Fler kvällsturer"), blocks.ActionPointsList, "")
		b.press(group, b.shows(group, "1 är fortfarande ett förslag."), blocks.ActionPointsConfirm, "")
		return b.shows(group, "Du bekräftade 1 förslag.")
	}, []string{"Allt är bekräftat."}},
}

// slowStore reads no contributions while it is held.
type slowStore struct {
	*redisstore.Store
	held    atomic.Bool
	release chan struct{}
}

func (s *slowStore) Contributions(ctx context.Context, m flows.MeetingID, channels []flows.ChannelID) ([]flows.Contribution, error) {
	if s.held.Load() {
		select {
		case <-s.release:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return s.Store.Contributions(ctx, m, channels)
}

// Where grouping takes long, the modal says so meanwhile.
func TestSlowPoints(t *testing.T) {
	t.Parallel()
	slow := &slowStore{release: make(chan struct{})}
	b := newBoard(t, func(w *world) {
		slow.Store = w.store
		w.router.cases.Editor = flows.NewEditor(flows.NewCompiler(slow, w.register), w.store, w.register, flows.WallClock{})
		overHTTP(w)
	})
	list := b.open(group)
	slow.held.Store(true)
	b.press(group, list, blocks.ActionPoint, often)
	b.shows(group, words("points.loading"))
	close(slow.release)
	b.shows(group, words("points.back"), often)
}

// Whoever is not of the working group gets nowhere, with whatever button or form.
func TestPointsNeedRight(t *testing.T) {
	t.Parallel()
	b := newBoard(t, overSocket)
	list := b.open(group)
	v := b.point(group, list, often)
	in := b.Slash(alfa, room, "help") // whose response_url and trigger serve
	b.acknowledged(in)
	forwarded := fmt.Sprintf(`{"type":"block_actions","trigger_id":"%s","response_url":"%s","user":{"id":"%s"},"channel":{"id":"%s"},`+
		`"actions":[{"action_id":"points_open","type":"button","value":"spring"}]}`, in.TriggerID, in.ResponseURL, alfa, room)
	if err := b.raw(forwarded); err != nil {
		t.Fatal(err)
	}
	if answer, err := in.WaitResponse(t.Context(), 1); err != nil || said(answer) != words("command.missing_right.working_group") {
		t.Errorf("answer %q (%v)", said(answer), err)
	}
	if n := len(b.Views(alfa)); n != 0 {
		t.Errorf("%d modals were opened", n)
	}
	ack := b.acknowledged(b.SendRaw(submission(t, v, alfa, "Mina ord")))
	if !strings.Contains(string(ack), words("command.missing_right.working_group")) || !strings.Contains(string(ack), `"label"`) {
		t.Errorf("a form was answered with %s", ack)
	}
	for action := range b.router.pointsActions() { // as if a modal were shown to them
		payload := fmt.Sprintf(`{"type":"block_actions","user":{"id":"%s"},"view":{"id":"%s","hash":"%s"},"actions":[{"action_id":"%s","value":"%s"}]}`,
			alfa, v.ID, v.Hash, action, v.PrivateMetadata)
		if err := b.raw(payload); err != nil {
			t.Fatal(err)
		}
	}
	b.shows(group, words("command.missing_right.working_group"))
	if diff := cmp.Diff([]flows.ActKind{}, b.decisions()); diff != "" {
		t.Errorf("decisions (-want +got):\n%s", diff)
	}
}

// submission is a point's form as a person sends it.
func submission(t *testing.T, v slacksim.View, user, label string) json.RawMessage {
	t.Helper()
	raw, err := json.Marshal(map[string]any{"type": "view_submission", "user": map[string]string{"id": user},
		"view": map[string]any{"id": v.ID, "hash": v.Hash, "callback_id": v.CallbackID, "private_metadata": v.PrivateMetadata,
			"state": map[string]any{"values": map[string]any{"label": map[string]any{"value": map[string]string{"type": "plain_text_input", "value": label}}}}}})
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// Two people who edit at once lose nothing: the second is told what the first
// did, and what they had typed stays; another point is theirs to change.
func TestTwoEditors(t *testing.T) {
	t.Parallel()
	b := newBoard(t, overSocket)
	first, second := b.point(group, b.open(group), often), b.point(official, b.open(official), often)
	b.send(group, first, map[string]any{"label": "Fler kvällsturer"})
	in := b.Submit(official, second.ID, map[string]any{"label": "Tätare trafik"})
	errs, err := in.Errors(t.Context())
	name := b.router.nameOf(t.Context(), group, nil)
	if err != nil || !strings.Contains(errs["label"], name+" döpte om en föreslagen synpunkt till ”Fler kvällsturer” nyss") {
		t.Fatalf("refused with %v (%v)", errs, err)
	}
	if ack := b.acknowledged(in); len(ack) >= maxResponse {
		t.Errorf("an acknowledgement of %d bytes", len(ack))
	}
	still := b.Views(official)
	if len(still) != 1 || still[0].Hash != second.Hash {
		t.Fatalf("the form is gone, and with it what was typed: %+v", still)
	}
	b.press(official, second, blocks.ActionPointsList, "")
	list := b.shows(official, "Fler kvällsturer", words("points.new"))
	b.send(official, b.point(official, list, "Fler kvällsturer"), map[string]any{"label": "Fler och tätare kvällsturer"})

	// Another point than the one that a colleague changed meanwhile.
	first, second = b.point(group, b.open(group), "Fler och"), b.point(official, b.open(official), dear)
	b.send(group, first, map[string]any{"label": "Kvällsturer"})
	list = b.send(official, second, map[string]any{"label": "Lägre pris"})
	for _, want := range []string{"*Kvällsturer*", "*Lägre pris*"} {
		if !strings.Contains(seen(list), want) {
			t.Errorf("no %s in\n%s", want, seen(list))
		}
	}
	if n := len(b.decisions()); n != 4 {
		t.Errorf("%d decisions, want 4", n)
	}
}

// Staff work with the points too, and read in them what the digest says: whose the
// statements are, and words for the working group only, they do not.
func TestStaffReadNoNames(t *testing.T) {
	t.Parallel()
	b := newBoard(t, overHTTP)
	const secret = "Våra lokaler sägs upp i januari."
	_, err := b.store.SaveAnswers(t.Context(), flows.ModalChannel(theMeeting), []flows.Contribution{{
		ID: "s1", Place: flows.Place{Channel: flows.ModalChannel(theMeeting), TS: "s1"}, Meeting: theMeeting, Question: "q1", Organisation: "gamma",
		Text: secret, Attribution: flows.AttributionWorkingGroup, Source: flows.SourceModal, SubmittedAt: time.Now(), ChangedAt: time.Now()}})
	if err != nil {
		t.Fatal(err)
	}
	for who, told := range map[string]bool{group: true, official: false} {
		for label, words := range map[string]string{words("points.without_label"): secret, often: "– Beta"} {
			if shown := seen(b.point(who, b.open(who), label)); strings.Contains(shown, words) != told {
				t.Errorf("%s reads %q: %t, want %t\n%s", who, words, !told, told, shown)
			}
		}
	}
}

// Undoing what is not the newest decision any more is refused, and the list
// shows how it is.
func TestUndoOfAnother(t *testing.T) {
	t.Parallel()
	b := newBoard(t, overSocket)
	old := b.send(group, b.point(group, b.open(group), often), map[string]any{"label": "Kvällsturer"})
	b.send(official, b.point(official, b.open(official), dear), map[string]any{"label": "Lägre pris"})
	b.press(group, old, blocks.ActionPointsUndo, "")
	b.shows(group, words("notice.undo_stale"), "*Kvällsturer*", "*Lägre pris*")
}

// forgetful is a store that keeps nothing of what people saw.
type forgetful struct{ flows.DecisionStore }

func (f forgetful) Seen(ctx context.Context, m flows.MeetingID, _ string) (flows.Seen, error) {
	return f.DecisionStore.Seen(ctx, m, "long ago")
}

// A form that was opened so long ago that nobody knows what it showed says so,
// and a button of such a list shows the list anew.
func TestFormOfYesterday(t *testing.T) {
	t.Parallel()
	b := newBoard(t, overHTTP)
	v := b.point(group, b.open(group), often)
	b.router.Wait()
	b.wire(b.set)
	b.router.cases.Editor = flows.NewEditor(flows.NewCompiler(b.store, b.register), forgetful{b.store}, b.register, flows.WallClock{})
	overHTTP(b.world)
	errs, err := b.Submit(group, v.ID, map[string]any{"label": "Kvällsturer"}).Errors(t.Context())
	if diff := cmp.Diff(map[string]string{"label": words("notice.form_too_old")}, errs); diff != "" || err != nil {
		t.Errorf("refused with (-want +got) %v:\n%s", err, diff)
	}
	b.press(group, v, blocks.ActionPointsList, "")
	b.press(group, b.shows(group, words("points.new")), blocks.ActionPoint, often)
	b.shows(group, words("notice.form_too_old"), often, words("points.new"))
}

// A form that Slack delivers twice leads to one decision.
func TestPointSentTwice(t *testing.T) {
	t.Parallel()
	b := newBoard(t, overSocket)
	for _, c := range []struct {
		near  string
		label string
		want  []flows.ActKind
	}{
		{often, "Kvällsturer", []flows.ActKind{flows.ActRename}},
		{words("points.new"), "Det vi väntar oss", []flows.ActKind{flows.ActRename, flows.ActAdd}},
	} {
		raw := submission(t, b.point(group, b.open(group), c.near), group, c.label)
		for range 2 {
			if ack := b.acknowledged(b.SendRaw(raw)); !strings.Contains(string(ack), `"update"`) {
				t.Errorf("answered with %s", ack)
			}
		}
		if diff := cmp.Diff(c.want, b.decisions()); diff != "" {
			t.Errorf("decisions (-want +got):\n%s", diff)
		}
	}
}

// What the working group may not write is told beside its field.
func TestPointRefused(t *testing.T) {
	t.Parallel()
	b := newBoard(t, overSocket)
	v := b.point(group, b.open(group), often)
	for _, c := range []struct {
		name   string
		values map[string]any
		field  string
		want   string
	}{
		{"names somebody", map[string]any{"label": "Alfa vill ha fler turer"}, "label", "notice.point_names_somebody"},
		{"long", map[string]any{"label": strings.Repeat("🎉", 141)}, "label", "notice.point_label_long"},
		{"no reason", map[string]any{"label": "Turer", "aside": blocks.OffTopicOption}, "reason", "notice.point_reason_missing"},
		{"nowhere", map[string]any{"aside": nil, "statements": []string{"0"}}, "move_to", "notice.point_move_where"},
		{"nothing", map[string]any{"statements": nil, "move_to": string(flows.MoveToNew)}, "statements", "notice.point_move_what"},
	} {
		errs, err := b.Submit(group, v.ID, c.values).Errors(t.Context())
		if diff := cmp.Diff(map[string]string{c.field: words(c.want)}, errs); diff != "" || err != nil {
			t.Errorf("%s: refused with (-want +got) %v:\n%s", c.name, err, diff)
		}
	}
	longest := strings.Repeat("🎉", 140)
	in := b.Submit(group, v.ID, map[string]any{"label": longest, "move_to": nil})
	if ack := b.acknowledged(in); len(ack) >= maxResponse || !strings.Contains(string(ack), "update") {
		t.Errorf("acknowledged with %d bytes: %s", len(ack), ack)
	}
	b.shows(group, longest, words("points.new"))
}

// A modal that was closed meanwhile is nobody's trouble.
func TestClosedModal(t *testing.T) {
	t.Parallel()
	b := newBoard(t, overSocket)
	v := b.point(group, b.open(group), often)
	b.CloseView(group, v.ID)
	if err := b.raw(fmt.Sprintf(`{"type":"block_actions","user":{"id":"%s"},"view":{"id":"%s","hash":"%s","private_metadata":"%s"},`+
		`"actions":[{"action_id":"points_list","value":"%s"}]}`, group, v.ID, v.Hash, v.PrivateMetadata, v.PrivateMetadata)); err != nil {
		t.Fatal(err)
	}
	b.acknowledged(b.SendRaw(submission(t, v, group, "Kvällsturer")))
	b.router.Wait()
	if log := b.logged.String(); strings.Contains(log, "not shown") || strings.Contains(log, "not sent") || strings.Contains(log, "request failed") {
		t.Errorf("log: %s", log)
	}
	if diff := cmp.Diff([]flows.ActKind{flows.ActRename}, b.decisions()); diff != "" {
		t.Errorf("decisions (-want +got):\n%s", diff)
	}
}

// A bot that was started anew takes the form that the one before had opened.
func TestPointsAfterRestart(t *testing.T) {
	t.Parallel()
	b := newBoard(t, overHTTP)
	v := b.point(group, b.open(group), often)
	b.router.Wait()
	b.wire(b.set)
	overHTTP(b.world)
	b.send(group, v, map[string]any{"label": "Kvällsturer"})
	if diff := cmp.Diff([]flows.ActKind{flows.ActRename}, b.decisions()); diff != "" {
		t.Errorf("decisions (-want +got):\n%s", diff)
	}
}
