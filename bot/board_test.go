package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/tidwall/gjson"

	"github.com/samrad/samrad/bot/blocks"
	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows"
)

// What the organisations of the tests say.
const (
	often = "Bussarna måste gå oftare på kvällen."
	dear  = "Biljetterna är alldeles för dyra."
)

// board is a consultation whose draft the working group has in hand.
type board struct {
	*world
	set setting
}

// boardSettings have three organisations and two questions.
func boardSettings(s *flows.Settings) {
	s.Organisations = append(s.Organisations,
		flows.Organisation{ID: "beta", Name: "Beta", Members: []flows.UserID{stranger}, Managed: true},
		flows.Organisation{ID: "gamma", Name: "Gamma", Members: []flows.UserID{gamma}, Managed: true})
	s.Meetings[0].Themes[0].Questions = append(s.Meetings[0].Themes[0].Questions, flows.Question{ID: "q2", Text: "Vad kostar de?"})
}

// newBoard has two organisations say the same and a third something else.
func newBoard(t *testing.T, receive func(*world)) *board {
	t.Helper()
	b := &board{}
	b.world = newWorld(t, func(s *setting) {
		s.settings = boardSettings
		b.set = *s
	})
	receive(b.world)
	question := b.asked()
	for _, said := range []struct{ who, text string }{{alfa, often}, {stranger, often}, {gamma, dear}} {
		b.Reply(said.who, room, question, said.text)
	}
	b.stored(often, often, dear)
	return b
}

// overSocket is as patient with the connection as the program: a busy machine
// may be late with its pings.
func overSocket(w *world) {
	s := NewSocket(w.slack, w.router, w.metrics, w.log)
	w.run(s.Run)
	w.eventually("the connection", s.Connected)
}

func overHTTP(w *world) { w.DeliverHTTP(w.endpoints()) }

// draft is a draft that a person of the working group asks for.
func (b *board) draft(user string) slacksim.Message {
	b.t.Helper()
	find := func() (out slacksim.Message) {
		for _, m := range b.Direct(user) {
			if bytes.Contains(m.Blocks, []byte(`"`+blocks.ActionPoints+`"`)) {
				out = m
			}
		}
		return out
	}
	if find().TS == "" {
		b.acknowledged(b.Slash(user, room, "digest"))
		b.until("the draft", func() bool { return find().TS != "" })
	}
	return find()
}

// open has a person open the list of points, and close what they had open.
func (b *board) open(user string) slacksim.View {
	b.t.Helper()
	for _, v := range b.Views(user) {
		b.CloseView(user, v.ID)
	}
	m := b.draft(user)
	b.acknowledged(b.Click(user, m.Channel, m.TS, blocks.ActionPoints, ""))
	return b.shows(user, words("points.new"))
}

func (b *board) acknowledged(in *slacksim.Interaction) json.RawMessage {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.t.Context(), patience)
	defer cancel()
	ack, err := in.Ack(ctx)
	if err != nil {
		b.t.Fatal(err)
	}
	return ack
}

// shows waits until a person's modal shows all of some words.
func (b *board) shows(user string, want ...string) slacksim.View {
	b.t.Helper()
	var v slacksim.View
	b.until("a modal with "+strings.Join(want, ", "), func() bool {
		all := b.Views(user)
		if len(all) == 0 {
			return false
		}
		v = all[len(all)-1]
		shown := seen(v)
		for _, w := range want {
			if !strings.Contains(shown, w) {
				return false
			}
		}
		return true
	})
	return v
}

// seen is what a view says, a line a text.
func seen(v slacksim.View) string {
	var all []string
	var walk func(gjson.Result)
	walk = func(r gjson.Result) {
		if r.IsObject() || r.IsArray() {
			r.ForEach(func(key, value gjson.Result) bool {
				if value.Type == gjson.String && (key.Str == "text" || key.Str == "initial_value") {
					all = append(all, value.Str)
				}
				walk(value)
				return true
			})
		}
	}
	walk(gjson.ParseBytes(v.Blocks))
	return strings.Join(all, "\n")
}

// press presses the button for an action in a person's modal: the one beside or
// with some words.
func (b *board) press(user string, v slacksim.View, action, near string) {
	b.t.Helper()
	value := ""
	for _, block := range gjson.ParseBytes(v.Blocks).Array() {
		buttons := append(block.Get("elements").Array(), block.Get("accessory"))
		for _, e := range buttons {
			if e.Get("action_id").Str == action && strings.Contains(block.Get("text.text").Str+e.Get("text.text").Str, near) {
				value = e.Get("value").Str
			}
		}
	}
	if value == "" {
		b.t.Fatalf("no button %s near %q in\n%s", action, near, seen(v))
	}
	b.acknowledged(b.ClickView(user, v.ID, action, value))
}

// point opens the point with a label, from the list.
func (b *board) point(user string, list slacksim.View, label string) slacksim.View {
	b.t.Helper()
	b.press(user, list, blocks.ActionPoint, label)
	return b.shows(user, words("points.back"))
}

// send fills a point's form in and sends it: nothing is wrong with it, and the
// list comes back.
func (b *board) send(user string, v slacksim.View, values map[string]any) slacksim.View {
	b.t.Helper()
	in := b.Submit(user, v.ID, values)
	errs, err := in.Errors(b.t.Context())
	if err != nil || len(errs) > 0 {
		b.t.Fatalf("refused: %v %v", errs, err)
	}
	return b.shows(user, words("points.new"), "Sparat")
}

// option is the value of the option with some words, in an input.
func option(t testing.TB, v slacksim.View, field, label string) string {
	t.Helper()
	for _, block := range gjson.ParseBytes(v.Blocks).Array() {
		for _, o := range block.Get("element.options").Array() {
			if block.Get("block_id").Str == field && strings.Contains(o.Get("text.text").Str, label) {
				return o.Get("value").Str
			}
		}
	}
	t.Fatalf("%s has no option %q in %s", field, label, v.Blocks)
	return ""
}

// decisions are the kinds of what was decided, in order.
func (b *board) decisions() []flows.ActKind {
	b.t.Helper()
	all, err := b.store.Decisions(b.t.Context(), theMeeting)
	if err != nil {
		b.t.Fatal(err)
	}
	out := []flows.ActKind{}
	for _, d := range all {
		for _, a := range d.Acts {
			out = append(out, a.Kind)
		}
	}
	return out
}
