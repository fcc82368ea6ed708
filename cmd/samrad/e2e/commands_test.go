package e2e_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// TestCommands: what people without a terminal do: make a meeting and an
// organisation, look at what is kept of them, and have it forgotten.
func TestCommands(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "socket", "redis://"+redistest.Start(t).Addr, slacksim.Options{})
	p := w.run()
	w.ready(w.listen)
	w.asked(cSamrad, "q3") // the questions do not come in between any more
	w.makeMeeting()
	w.makeOrganisation()
	w.forget()
	w.registerAnswer()
	for text, want := range map[string]string{
		"":                "/samrad",
		"hjälp":           "/samrad",
		"gibberish":       "/samrad",
		"status nowhere":  "nowhere",
		"digest spring 7": "tema",
		"status":          "Vårens samråd",
		"minutes":         "/samrad",
	} {
		if got := w.answer(uWorking, cWorking, text); !strings.Contains(got, want) {
			t.Errorf("/samrad %s was answered %q, want something with %q", text, got, want)
		}
	}
	for _, word := range []string{"status", "digest", "publish", "ask", "remind", "meeting list", "org", "summary"} {
		if got := w.answer(uNobody, cSamrad, word); !strings.Contains(got, "arbetsgruppen") && !strings.Contains(got, "handläggarna") {
			t.Errorf("/samrad %s by somebody without the right was answered %q", word, got)
		}
	}
	p.stop()
}

// answer is everything that a command is answered with in its acknowledgement.
func (w *world) answer(user, channel, text string) string {
	w.t.Helper()
	ack, err := w.ok(w.Slash(user, channel, text)).Ack(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	return string(ack)
}

// makeMeeting makes a meeting in Slack: wrong input is told beside its field
// and nothing is lost.
func (w *world) makeMeeting() {
	w.t.Helper()
	values := map[string]any{"id": "autumn", "title": "Höstens samråd", "date": time.Now().AddDate(0, 0, 40).Format("2006-01-02"), "time": "13:00",
		"channels": []string{cSamrad}, "questions": "Bostäder\n- Var ska vi bygga?", "opens": "28d", "closes": "2d", "ask": "0 9 * * MON", "remind": "none", "digest": "none"}
	view := w.view(w.ok(w.Slash(uWorking, cWorking, "meeting new")))
	for field, bad := range map[string]any{"opens": "soon", "ask": "every monday", "questions": "- En fråga utan tema", "id": "höst"} {
		wrong := map[string]any{}
		for k, v := range values {
			wrong[k] = v
		}
		wrong[field] = bad
		told, err := w.Submit(uWorking, view.ID, wrong).Errors(w.t.Context())
		if err != nil || told[field] == "" {
			w.t.Errorf("%s = %q: told %v, %v", field, bad, told, err)
		}
	}
	told, err := w.Submit(uWorking, view.ID, values).Errors(w.t.Context())
	if err != nil || len(told) > 0 {
		w.t.Fatalf("a right meeting was refused: %v, %v", told, err)
	}
	if got := w.answer(uWorking, cWorking, "meeting list"); !strings.Contains(got, "Höstens samråd") {
		w.t.Errorf("the list of meetings is %s", got)
	}
	if got := w.samrad(0, "export", "autumn"); got != "" {
		w.t.Errorf("the new meeting's export is %q", got)
	}
	if got := w.answer(uWorking, cWorking, "meeting edit spring"); !strings.Contains(got, "konfigurationsfilen") {
		w.t.Errorf("editing a meeting of the file was answered %s", got)
	}
	view = w.view(w.ok(w.Slash(uWorking, cWorking, "meeting edit autumn")))
	told, err = w.Submit(uWorking, view.ID, map[string]any{"title": "Höstens stora samråd"}).Errors(w.t.Context())
	if err != nil || len(told) > 0 {
		w.t.Fatalf("a change was refused: %v, %v", told, err)
	}
	if got := w.answer(uWorking, cWorking, "meeting list"); !strings.Contains(got, "Höstens stora samråd") {
		w.t.Errorf("the list of meetings is %s", got)
	}
}

func (w *world) makeOrganisation() {
	w.t.Helper()
	view := w.view(w.ok(w.Slash(uWorking, cWorking, "org new")))
	told, err := w.Submit(uWorking, view.ID, map[string]any{"name": "Eta <!channel>", "aliases": "H", "members": []string{uNobody}}).Errors(w.t.Context())
	if err != nil || len(told) > 0 {
		w.t.Fatalf("an organisation was refused: %v, %v", told, err)
	}
	if got := w.answer(uWorking, cWorking, "org"); !strings.Contains(got, "Eta") || strings.Contains(got, "<!channel>") {
		w.t.Errorf("the list of organisations is %s", got)
	}
	ts := w.Reply(uNobody, cSamrad, w.asked(cSamrad, "q1"), "Vi vill ha fler lokaler.")
	w.stored(cSamrad, ts)
	if got := w.rowOf(ts).by(); got == "" {
		w.t.Error("a member of the new organisation wrote, and it is unassigned")
	}
}

// registerAnswer: an official registers what a representative said on the
// phone, and corrects it; the organisation is not reminded any more.
func (w *world) registerAnswer() {
	w.t.Helper()
	w.answer(uStaff, cStaff, "status")
	status := w.withAction(func() []slacksim.Message { return w.Ephemerals(uStaff) }, "entry_open")
	view := w.view(w.ok(w.Click(uStaff, cStaff, status.TS, "entry_open", "")))
	values := map[string]any{"question": "q2", "organisation": "delta", "via": "phone", "text": "Hallen kostar för mycket."}
	told, err := w.Submit(uStaff, view.ID, values).Errors(w.t.Context())
	if err != nil || len(told) > 0 {
		w.t.Fatalf("an answer was refused: %v, %v", told, err)
	}
	saved := w.withAction(func() []slacksim.Message { return w.Direct(uStaff) }, "entry_correct")
	view = w.view(w.ok(w.Click(uStaff, saved.Channel, saved.TS, "entry_correct", "")))
	told, err = w.Submit(uStaff, view.ID, map[string]any{"text": "Hallen kostar alldeles för mycket."}).Errors(w.t.Context())
	if err != nil || len(told) > 0 {
		w.t.Fatalf("a correction was refused: %v, %v", told, err)
	}
	want := row{Question: "q2", Text: "Hallen kostar alldeles för mycket.", Source: "modal", EnteredBy: uStaff, Via: "phone"}
	if n := w.count(func(r row) bool {
		by := r.by()
		r.ID, r.Organisation = "", nil
		return by == "delta" && r == want
	}); n != 1 {
		w.t.Errorf("%d rows of the registered answer in %+v", n, w.export())
	}
	w.answer(uWorking, cWorking, "remind")
	w.withAction(func() []slacksim.Message { return w.Direct(uAlfa) }, "nothing_to_add")
	for _, m := range w.Direct(uDelta) {
		w.t.Errorf("delta has answered, and its representative was sent %q", m.Text)
	}
	if text := w.samrad(0, "digest", meeting); !strings.Contains(text, "Hallen kostar alldeles för mycket") || strings.Contains(text, uStaff) {
		w.t.Errorf("the digest: %s", text)
	}
}

// forget: a person sees what is kept of them, and has it removed.
func (w *world) forget() {
	w.t.Helper()
	if got := w.answer(uNobody, cSamrad, "mydata"); !strings.Contains(got, "Vi vill ha fler lokaler.") {
		w.t.Errorf("what is kept of the person is %s", got)
	}
	in := w.ok(w.Slash(uNobody, cSamrad, "forget"))
	ack, err := in.Ack(w.t.Context())
	if err != nil || !json.Valid(ack) || !strings.Contains(string(ack), "forget_confirm") {
		w.t.Fatalf("forget was answered %s, %v", ack, err)
	}
	question := w.Ephemerals(uNobody)
	last := question[len(question)-1]
	w.ok(w.Click(uNobody, cSamrad, last.TS, "forget_confirm", ""))
	w.eventually("the person forgotten", func() bool {
		return w.count(func(r row) bool { return strings.Contains(r.Text, "fler lokaler") }) == 0
	})
}
