package e2e_test

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// TestConsultation goes through a whole consultation: with the embedded store
// over Socket Mode, with a Redis server over HTTP, and with a Redis Cluster.
func TestConsultation(t *testing.T) {
	t.Run("socket", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t, "socket", "embedded:"+t.TempDir(), slacksim.Options{})
		p := w.run()
		w.ready(w.listen)
		w.consult()
		p.stop()
	})
	t.Run("cluster", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t, "socket", "redis+cluster://"+redistest.StartCluster(t).Addr, slacksim.Options{})
		p := w.run()
		w.ready(w.listen)
		w.consult()
		p.stop()
	})
	t.Run("http", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t, "http", "redis://"+redistest.Start(t).Addr, slacksim.Options{})
		w.DeliverHTTP("http://" + w.listen)
		p := w.run()
		w.ready(w.listen)
		if err := w.VerifyURL(t.Context()); err != nil {
			t.Error(err)
		}
		w.consult()
		p.stop()
	})
}

func (w *world) consult() {
	w.ask()
	w.reply()
	w.chatter()
	w.unknown()
	w.beside()
	w.ownData()
	w.remind()
	w.digest()
	w.publish()
	w.withdraw()
	w.summarise()
}

// ask: the schedule posts every question once in each channel.
func (w *world) ask() {
	w.t.Helper()
	for _, channel := range []string{cSamrad, cGamma} {
		for id := range questions {
			w.asked(channel, id)
		}
		for id := range questions {
			if n := len(w.posts(channel, id)); n != 1 {
				w.t.Errorf("%s was posted %d times in %s", id, n, channel)
			}
		}
	}
}

// reply: answers of known organisations, one corrected, one deleted, one with
// a file, one starred, one set aside.
func (w *world) reply() {
	w.t.Helper()
	q1, q2 := w.asked(cSamrad, "q1"), w.asked(cSamrad, "q2")
	first := w.Reply(uAlfa, cSamrad, q1, "Vi saknar repetitionsloklaer.")
	w.stored(cSamrad, first)
	w.Edit(uAlfa, cSamrad, first, "Vi saknar repetitionslokaler.")
	w.React(uAlfa, cSamrad, first, "star")
	withdrawn := w.Reply(uAlfa, cSamrad, q2, "Det här var fel tråd.")
	w.stored(cSamrad, withdrawn)
	w.Delete(uAlfa, cSamrad, withdrawn)
	w.stored(cSamrad, w.Reply(uBeta, cSamrad, q1, "Rehearsal rooms are missing & needed <badly>."))
	w.stored(cGamma, w.ReplyWith(uGamma, cGamma, w.asked(cGamma, "q2"), slacksim.Draft{Text: "Hyrorna är för höga.",
		Files: []slacksim.File{{Name: "hyror.pdf", Mimetype: "application/pdf", Content: []byte("%PDF-1.4")}}}))
	w.stored(cGamma, w.Reply(uGamma, cGamma, w.asked(cGamma, "q1"), "Idrottshallar saknas."))
	broadcast := w.ReplyWith(uBeta, cSamrad, q1, slacksim.Draft{Text: "And halls.", Broadcast: true})
	w.stored(cSamrad, broadcast)
	aside := w.Reply(uAlfa, cSamrad, q2, "Glöm det här.")
	w.stored(cSamrad, aside)
	w.React(uAlfa, cSamrad, aside, "no_entry_sign")
	w.eventually("the changes in the export", func() bool {
		return w.count(func(r row) bool { return r.Text == "Vi saknar repetitionslokaler." }) == 1 &&
			w.count(func(r row) bool { return r.MessageTS == withdrawn && r.Text != "" }) == 0 &&
			w.count(func(r row) bool { return r.SetAside && r.MessageTS == aside }) == 1
	})
}

// count counts the rows of the export.
func (w *world) count(want func(row) bool) int {
	n := 0
	for _, r := range w.export() {
		if want(r) {
			n++
		}
	}
	return n
}

// chatter: what is no answer is not stored.
func (w *world) chatter() {
	w.t.Helper()
	q1 := w.asked(cSamrad, "q1")
	comment := w.Reply(uStaff, cSamrad, q1, "Tack, vi läser.")
	w.Post(uNobody, cSamrad, "Hej allihop!")
	// What came before this reply has been handled when this one is stored.
	after := w.Reply(uAlfa, cSamrad, q1, "Och scener.")
	w.stored(cSamrad, after)
	if n := w.count(func(r row) bool { return r.MessageTS == comment || strings.Contains(r.Text, "Hej") }); n != 0 {
		w.t.Errorf("%d comments were stored as answers", n)
	}
	if w.checked(cSamrad, comment) {
		w.t.Error("a comment of staff got a check mark")
	}
}

// unknown: somebody nobody knows is asked, and what they wrote is theirs
// afterwards.
func (w *world) unknown() {
	w.t.Helper()
	ts := w.Reply(uEpsilon, cSamrad, w.asked(cSamrad, "q3"), "Genom skolan når vi unga.")
	w.stored(cSamrad, ts)
	if got := w.rowOf(ts); got.by() != "" || got.Text == "" {
		w.t.Errorf("before the choice the row is %+v, want it unassigned, with its text", got)
	}
	question := w.withAction(func() []slacksim.Message { return w.Direct(uEpsilon) }, "organisation_choose")
	w.ok(w.Click(uEpsilon, question.Channel, question.TS, "organisation_choose", "epsilon"))
	w.eventually("the reply assigned", func() bool { return w.rowOf(ts).by() == "epsilon" })

	// A name that is not on the list is confirmed by the working group.
	other := w.Reply(uNobody, cSamrad, w.asked(cSamrad, "q3"), "Via idrotten.")
	w.stored(cSamrad, other)
	question = w.withAction(func() []slacksim.Message { return w.Direct(uNobody) }, "organisation_new")
	view := w.view(w.ok(w.Click(uNobody, question.Channel, question.TS, "organisation_new", "")))
	w.ok(w.Submit(uNobody, view.ID, map[string]any{"name": "Zeta"}))
	confirm := w.withAction(func() []slacksim.Message { return w.Messages(cWorking) }, "organisation_confirm")
	w.ok(w.Click(uWorking, confirm.Channel, confirm.TS, "organisation_confirm", ""))
	w.eventually("the new organisation's reply assigned", func() bool { return w.rowOf(other).by() != "" })
}

func (w *world) rowOf(ts string) row {
	for _, r := range w.export() {
		if r.MessageTS == ts {
			return r
		}
	}
	return row{}
}

func (w *world) view(in *slacksim.Interaction) slacksim.View {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	v, err := in.WaitView(ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	return v
}

// beside: a message outside the threads is counted only when its author says
// so, and the private form works for an external person.
func (w *world) beside() {
	w.t.Helper()
	ts := w.Post(uBeta, cSamrad, "Youth clubs reach young people.")
	offer := w.withAction(func() []slacksim.Message { return w.Ephemerals(uBeta) }, "count_accept")
	if r := w.rowOf(ts); r.Text != "" {
		w.t.Errorf("counted before it was accepted: %+v", r)
	}
	w.ok(w.Click(uBeta, offer.Channel, offer.TS, "count_accept", w.option(offer, "|q3|")))
	w.stored(cSamrad, ts)
	if r := w.rowOf(ts); r.Question != "q3" || r.by() != "beta" {
		w.t.Errorf("the counted message is %+v", r)
	}
	view := w.view(w.ok(w.Click(uBeta, cSamrad, w.asked(cSamrad, "q2"), "answer_open", "")))
	w.ok(w.Submit(uBeta, view.ID, map[string]any{"text": "Rents are too high.", "attribution": "named"}))
	w.eventually("the form's answer", func() bool {
		return w.count(func(r row) bool { return r.Source == "modal" && r.by() == "beta" && r.Question == "q2" }) == 1
	})
}

// ownData: an external person, who has no slash commands, sees by a button what
// is kept of them, and nobody else does.
func (w *world) ownData() {
	w.t.Helper()
	before := len(w.Messages(cSamrad))
	w.ok(w.Click(uBeta, cSamrad, w.asked(cSamrad, "q1"), "mydata_open", ""))
	own := w.withAction(func() []slacksim.Message { return w.Ephemerals(uBeta) }, "forget_ask")
	if !strings.Contains(own.Text, "Beta") || !strings.Contains(own.Text, "Rents are too high.") {
		w.t.Errorf("what is kept of Beta's person: %s", own.Text)
	}
	if n := len(w.Messages(cSamrad)); n != before {
		w.t.Errorf("%d messages in the meeting's channel, want %d", n, before)
	}
}

// option is the value, holding part, of an option in a message.
func (w *world) option(m slacksim.Message, part string) string {
	w.t.Helper()
	for value := range strings.SplitSeq(string(m.Blocks), `"value":"`) {
		value, _, _ = strings.Cut(value, `"`)
		if strings.Contains(value, part) {
			return value
		}
	}
	w.t.Fatalf("no option with %s", part)
	return ""
}

// remind: only the silent are reminded, and one of them has nothing to add.
func (w *world) remind() {
	w.t.Helper()
	w.ok(w.Slash(uWorking, cWorking, "påminn"))
	reminder := w.withAction(func() []slacksim.Message { return w.Direct(uDelta) }, "nothing_to_add")
	for _, answered := range []string{uAlfa, uBeta} {
		for _, m := range w.Direct(answered) {
			if bytes.Contains(m.Blocks, []byte(`"nothing_to_add"`)) && bytes.Contains(m.Blocks, []byte(questions["q1"])) {
				w.t.Errorf("%s has answered, and was reminded", answered)
			}
		}
	}
	w.ok(w.Click(uDelta, reminder.Channel, reminder.TS, "nothing_to_add", ""))
	w.eventually("nothing to add noted", func() bool { return w.count(func(r row) bool { return r.by() == "delta" }) > 0 })
}

// digest: the caller gets it by direct message with the document; the command
// line prints the same.
func (w *world) digest() {
	w.t.Helper()
	before := len(w.Direct(uWorking))
	in := w.ok(w.Slash(uWorking, cWorking, "digest "+meeting))
	ack, err := in.Ack(w.t.Context())
	if err != nil || len(ack) == 0 {
		w.t.Errorf("the caller was answered %q, %v", ack, err)
	}
	w.until("the digest by direct message", func() bool { return len(w.Direct(uWorking)) > before+1 })
	var d struct {
		Participation struct{ Answered, Unassigned, SetAside int }
		Themes        []struct{ Questions []struct{ Answered int } }
	}
	if err := json.Unmarshal([]byte(w.samrad(0, "digest", meeting, "--format", "json")), &d); err != nil {
		w.t.Fatal(err)
	}
	var answered []int
	for _, theme := range d.Themes {
		for _, q := range theme.Questions {
			answered = append(answered, q.Answered)
		}
	}
	// q1: Alfa, Beta, Gamma; q2: Beta, Gamma (Alfa's stands aside); q3: Beta, Epsilon, Zeta.
	if diff := cmp.Diff([]int{3, 2, 3}, answered); diff != "" {
		w.t.Errorf("organisations that answered each question (-want +got):\n%s", diff)
	}
	text := w.samrad(0, "digest", meeting)
	for _, name := range []string{"Alfa", "Gamma", "Epsilon"} {
		if strings.Contains(text, name) {
			w.t.Errorf("the digest names %s", name)
		}
	}
	if attributed := w.samrad(0, "digest", meeting, "--attributed"); !strings.Contains(attributed, "Alfa") {
		w.t.Error("the working group's edition does not name Alfa")
	}
}

// publish: exactly what was shown; an answer that came since is told, and asked
// about again.
func (w *world) publish() {
	w.t.Helper()
	w.ok(w.Slash(uAlfa, cSamrad, "publish "+meeting))
	w.stored(cSamrad, w.Reply(uAlfa, cSamrad, w.asked(cSamrad, "q3"), regretted))
	before := len(w.Messages(cSamrad))
	w.publishButton("the answers changed")
	if n := len(w.Messages(cSamrad)); n != before {
		w.t.Fatalf("%d messages in the meeting's channel, want %d: published what nobody saw", n, before)
	}
	w.publishButton("the draft is new")
	for _, channel := range []string{cSamrad, cGamma, cStaff} {
		w.until("the digest and its document in "+channel, func() bool { return w.published(channel) })
	}
}

// regretted is an answer that is taken back after it was published.
const regretted = "Via sociala medier."

// withdraw: what was published with an answer that is taken back loses its words
// in every channel, the working group is told, and the next version is without.
func (w *world) withdraw() {
	w.t.Helper()
	shown := w.digestIn(cSamrad)
	part := w.view(w.ok(w.Click(uAlfa, cSamrad, shown.TS, "digest_part", w.option(shown, meeting+"|2|2"))))
	if !bytes.Contains(part.Blocks, []byte(regretted)) {
		w.t.Errorf("the part of the published digest lacks %q: %s", regretted, part.Blocks)
	}
	for _, m := range w.Thread(cSamrad, w.asked(cSamrad, "q3")) {
		if m.Text == regretted {
			w.Delete(uAlfa, cSamrad, m.TS)
		}
	}
	for _, channel := range []string{cSamrad, cGamma, cStaff} {
		w.until("the digest superseded in "+channel, func() bool { return w.digestIn(channel).TS == "" })
	}
	w.until("the working group told", func() bool {
		return slices.ContainsFunc(w.Messages(cWorking), func(m slacksim.Message) bool { return strings.Contains(m.Text, "/samrad digest "+meeting) })
	})
	w.publishButton("an answer was taken back")
	w.publishButton("the draft is without it")
	for _, channel := range []string{cSamrad, cGamma, cStaff} {
		w.until("the next version in "+channel, func() bool { return w.digestIn(channel).TS != "" })
		if next := w.digestIn(channel); bytes.Contains(next.Blocks, []byte(regretted)) || !bytes.Contains(next.Blocks, []byte("1 svar tillbakadraget")) {
			w.t.Errorf("the next version in %s has the words that were taken back, or does not say so: %s", channel, next.Blocks)
		}
	}
}

// digestIn is the digest's message in a channel, if one stands there with words.
func (w *world) digestIn(channel string) slacksim.Message {
	for _, m := range w.Messages(channel) {
		if bytes.Contains(m.Blocks, []byte(`"digest_part"`)) {
			return m
		}
	}
	return slacksim.Message{}
}

// publishButton gives /samrad publish and waits for what is answered.
func (w *world) publishButton(why string) {
	w.t.Helper()
	in := w.ok(w.Slash(uWorking, cWorking, "publicera "+meeting))
	if ack, err := in.Ack(w.t.Context()); err != nil || (len(ack) == 0 && len(in.Responses()) == 0) {
		w.t.Fatalf("publish, when %s: answered %q, %v", why, ack, err)
	}
}

// published tells whether a channel shows a digest with a document in its
// thread.
func (w *world) published(channel string) bool {
	for _, m := range w.Messages(channel) {
		for _, reply := range w.Thread(channel, m.TS) {
			if reply.BotID != "" && len(reply.Files) > 0 {
				return true
			}
		}
	}
	return false
}

// summarise: staff get the page that is sent weekly.
func (w *world) summarise() {
	w.t.Helper()
	before := len(w.Direct(uStaff))
	w.ok(w.Slash(uStaff, cStaff, "summary"))
	w.until("the summary", func() bool { return len(w.Direct(uStaff)) > before })
}
