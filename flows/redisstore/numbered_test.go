package redisstore_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/redisstore"
)

// patience bounds how long anything may take on a loaded machine.
const patience = 30 * time.Second

// eventually asks until it is so: there is nothing to be woken by.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	deadline := time.Now().Add(patience)
	for !ok() {
		if time.Now().After(deadline) {
			t.Fatalf("timed out: %s", what)
		}
		<-time.After(10 * time.Millisecond)
	}
}

// saveInTheEnd stores a reply, as often as it takes.
func saveInTheEnd(t *testing.T, s *redisstore.Store, r flows.StoredReply) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for {
		stored, err := s.SaveReply(ctx, r)
		switch {
		case err == nil && stored.Outcome != flows.OutcomeNew && stored.Outcome != flows.OutcomeDuplicate:
			t.Errorf("a reply is stored as %s", stored.Outcome)
			return
		case err == nil:
			return
		case flows.CodeOf(err) != flows.CodeStoreDown || ctx.Err() != nil:
			t.Errorf("a reply is not stored: %v", err)
			return
		}
	}
}

// numbered is one of many replies.
func numbered(n int) flows.StoredReply {
	r := reply(fmt.Sprint("svar ", n), "", "")
	r.Place.TS = flows.MessageTS(fmt.Sprintf("17000009%02d.%06d", n/1000, n%1000))
	r.EventTS = r.Place.TS
	return r
}

// wantNumbered wants the first n replies, each once and with a check mark.
func wantNumbered(t *testing.T, s *redisstore.Store, n int) {
	t.Helper()
	all, err := s.Contributions(t.Context(), meeting, []flows.ChannelID{room})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, c := range all {
		got[c.Text]++
	}
	for i := range n {
		if text := numbered(i).Text; got[text] != 1 {
			t.Errorf("%q is stored %d times", text, got[text])
		}
	}
	if len(all) != n {
		t.Errorf("%d replies are stored, want %d", len(all), n)
	}
	if marks, _, err := s.Backlog(t.Context()); err != nil || marks != n {
		t.Errorf("%d check marks are queued, %v; want %d", marks, err, n)
	}
}
