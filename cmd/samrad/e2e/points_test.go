package e2e_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tidwall/gjson"

	"github.com/samrad/samrad/bot/slacksim"
)

// What organisations say of the first question. Alfa and Beta say the same.
const (
	often  = "Bussarna måste gå oftare på kvällen."
	dear   = "Biljetterna är alldeles för dyra."
	stools = "Stolarna i väntsalen är trasiga sedan länge."
)

// TestPointsToPublished: what the working group decides of the points in the
// draft stands in the document that is published.
func TestPointsToPublished(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "socket", "embedded:"+t.TempDir(), slacksim.Options{})
	p := w.run()
	w.ready(w.listen)
	w.ask()
	for _, said := range []struct{ who, text string }{{uAlfa, often}, {uBeta, often}, {uDelta, dear}, {uAlfa, stools}} {
		w.stored(cSamrad, w.Reply(said.who, cSamrad, w.asked(cSamrad, "q1"), said.text))
	}
	w.ok(w.Slash(uWorking, cWorking, "digest "+meeting))
	draft := w.withAction(func() []slacksim.Message { return w.Direct(uWorking) }, "points_open")
	w.ok(w.Click(uWorking, draft.Channel, draft.TS, "points_open", ""))

	w.editPoint(often, map[string]any{"label": "Fler kvällsturer"})
	w.editPoint(dear, map[string]any{"merge": stools})
	w.editPoint(dear, map[string]any{"label": "Dyrt och slitet"})
	w.editPoint("Fler kvällsturer", map[string]any{"statements": "Alfa", "move_to": "En ny synpunkt"})
	w.editPoint("*"+often, map[string]any{"statements": "Alfa", "move_to": "Dyrt och slitet"})

	want := map[string]int{"Fler kvällsturer": 1, "Dyrt och slitet": 2}
	if diff := cmp.Diff(want, w.points("q1")); diff != "" {
		t.Errorf("organisations by point (-want +got):\n%s", diff)
	}
	w.publishButton("the draft is another now")
	w.publishButton("it was looked at")
	for _, channel := range []string{cSamrad, cStaff} {
		w.until("the digest and its document in "+channel, func() bool { return w.published(channel) })
	}
	document := w.document(cSamrad)
	for label := range want {
		if !strings.Contains(document, label) {
			t.Errorf("the published document does not say %q", label)
		}
	}
	if diff := cmp.Diff(want, w.points("q1")); diff != "" {
		t.Errorf("published organisations by point (-want +got):\n%s", diff)
	}
	p.stop()
}

// modal waits until the working group's modal shows something.
func (w *world) modal(want string) slacksim.View {
	w.t.Helper()
	var v slacksim.View
	w.until("a modal with "+want, func() bool {
		for _, v = range w.Views(uWorking) {
			if bytes.Contains(v.Blocks, []byte(want)) {
				return true
			}
		}
		return false
	})
	return v
}

// editPoint opens a point from the list, by its label, and sends its form. The
// choices of its menus are given by their words, and a statement by who said it.
func (w *world) editPoint(label string, values map[string]any) {
	w.t.Helper()
	list, value := w.modal("Ny synpunkt"), ""
	for _, block := range gjson.ParseBytes(list.Blocks).Array() {
		if strings.Contains(block.Get("text.text").Str, label) && block.Get("accessory").Exists() {
			value = block.Get("accessory.value").Str
		}
	}
	w.ok(w.ClickView(uWorking, list.ID, "point_open", value))
	form := w.modal("Tillbaka till listan")
	for _, field := range []string{"merge", "move_to"} {
		if words, ok := values[field].(string); ok {
			values[field] = gjson.GetBytes(form.Blocks, `#(block_id=="`+field+`").element.options.#(text.text=="`+words+`").value`).Str
		}
	}
	if who, ok := values["statements"].(string); ok {
		said := gjson.GetBytes(form.Blocks, `#(text.text%"*– *")#.text.text`).Array()
		number := slices.IndexFunc(said, func(s gjson.Result) bool { return strings.HasSuffix(s.Str, "– "+who) })
		values["statements"] = strconv.Itoa(number)
	}
	in := w.ok(w.Submit(uWorking, form.ID, values))
	if errs, err := in.Errors(w.t.Context()); err != nil || len(errs) > 0 {
		w.t.Fatalf("%q was refused: %v %v", label, errs, err)
	}
	w.modal("Sparat")
	w.modal("Ny synpunkt")
}

// points are the points of a question in the digest as it is printed, with how
// many organisations made them.
func (w *world) points(question string) map[string]int {
	w.t.Helper()
	var d struct {
		Themes []struct {
			Questions []struct {
				ID     string
				Points []struct {
					Label         string
					Organisations int
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(w.samrad(0, "digest", meeting, "--format", "json")), &d); err != nil {
		w.t.Fatal(err)
	}
	out := map[string]int{}
	for _, theme := range d.Themes {
		for _, q := range theme.Questions {
			for _, p := range q.Points {
				if q.ID == question {
					out[p.Label] = p.Organisations
				}
			}
		}
	}
	return out
}

// document is the document in a channel's thread.
func (w *world) document(channel string) string {
	w.t.Helper()
	for _, m := range w.Messages(channel) {
		for _, reply := range w.Thread(channel, m.TS) {
			for _, f := range w.Files() {
				if reply.BotID != "" && len(reply.Files) > 0 && f.ID == reply.Files[0] {
					return string(f.Bytes)
				}
			}
		}
	}
	w.t.Fatal("no document in " + channel)
	return ""
}
