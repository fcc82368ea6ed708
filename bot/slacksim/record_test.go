package slacksim_test

import (
	"context"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/bot/slacksim"
)

func TestRedeliver(t *testing.T) {
	w := start(t, slacksim.Options{KeepEvents: true})
	b := w.connect()
	for _, text := range []string{"ett", "två", "tre"} {
		w.Post("U1", "C1", text)
		b.inner()
	}
	w.SetDelivery(slacksim.DeliveryPolicy{Lose: 1})
	w.Post("U1", "C1", "borta")
	w.SetDelivery(slacksim.DeliveryPolicy{})
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	settled := func() {
		t.Helper()
		if err := w.WaitFor(ctx, "the last acknowledgement", w.Settled); err != nil {
			t.Fatal(err)
		}
	}
	settled()
	var acked []bool
	for _, e := range w.Events() {
		acked = append(acked, e.Acknowledged)
	}
	if diff := cmp.Diff([]bool{true, true, true, false}, acked); diff != "" {
		t.Errorf("acknowledged (-want +got):\n%s", diff)
	}
	w.Redeliver(1)
	if w.Settled() {
		t.Error("all has come before it was acknowledged")
	}
	var again []string
	for range 4 {
		again = append(again, b.inner()["text"].(string))
	}
	if slices.IsSorted(again) {
		t.Errorf("in order: %v", again)
	}
	slices.Sort(again)
	if diff := cmp.Diff([]string{"borta", "ett", "tre", "två"}, again); diff != "" {
		t.Errorf("came again (-want +got):\n%s", diff)
	}
	settled()
}

// A distributed app reads 15 messages, and waits.
func TestReadEvery(t *testing.T) {
	clock := newClock()
	w := start(t, slacksim.Options{ReadEvery: time.Minute, Now: clock.now})
	root := w.Post("U1", "C1", "rot")
	for range 40 {
		w.Reply("U1", "C1", root, "svar")
	}
	ask := object{"channel": "C1", "ts": root, "limit": 200}
	if page := w.ok("conversations.replies", ask); len(page["messages"].([]any)) != 1+15 {
		t.Errorf("%d messages", len(page["messages"].([]any)))
	}
	if res, _ := w.callAs(w.app.BotToken, "conversations.replies", ask); res.Header.Get("Retry-After") != "60" {
		t.Errorf("status %d, Retry-After %q", res.StatusCode, res.Header.Get("Retry-After"))
	}
	clock.advance(60)
	w.ok("conversations.replies", ask)
}

// A call may be done and never answered.
func TestFaultHangsAfterStoring(t *testing.T) {
	w := start(t, slacksim.Options{})
	w.SetFault(slacksim.Fault{Method: "chat.postMessage", Hang: true, CutAfterStore: true, Times: 1})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	body := `{"channel":"C1","text":"x","unfurl_links":false,"unfurl_media":false}`
	req := w.request(w.app.BotToken, "chat.postMessage", "application/json", strings.NewReader(body)).WithContext(ctx)
	answered := make(chan error, 1)
	go func() {
		res, err := client.Do(req)
		if err == nil {
			_, err = io.Copy(io.Discard, res.Body)
			res.Body.Close()
		}
		answered <- err
	}()
	if err := w.WaitFor(ctx, "the message", func() bool { return len(w.Messages("C1")) == 1 && w.FaultsLeft() == 0 }); err != nil {
		t.Error(err)
	}
	cancel()
	if err := <-answered; err == nil {
		t.Error("it was answered")
	}
}
