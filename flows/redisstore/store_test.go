package redisstore_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/redisstore"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

const (
	meeting = flows.MeetingID("2023-11-07")
	room    = flows.ChannelID("C0SAMRAD")
	thread  = flows.MessageTS("1700000000.000100")
)

// post queues and "sends" a question's post, as the messenger does.
func post(t testing.TB, s *redisstore.Store, ts flows.MessageTS) {
	t.Helper()
	queueQuestion(t, s)
	ticket := take(t, s)
	inTheEnd(t, func() error { return s.Done(t.Context(), ticket, flows.Sent{Channel: room, TS: ts}) })
}

// inTheEnd repeats what a store refuses while no replica has confirmed it: on a
// busy machine one may take a while.
func inTheEnd(t testing.TB, do func() error) {
	t.Helper()
	deadline := time.Now().Add(patience)
	err := do()
	for err != nil && flows.CodeOf(err) == flows.CodeStoreDown && time.Now().Before(deadline) {
		err = do()
	}
	if err != nil {
		t.Fatal(err)
	}
}

func queueQuestion(t testing.TB, s *redisstore.Store) {
	t.Helper()
	question := flows.Intent{ID: "question/1", Lane: flows.Lane(room), QueuedAt: time.Now(),
		Content: flows.QuestionPost{Meeting: meeting, Question: "q1", Text: "Hur?"}}
	inTheEnd(t, func() error { return s.Enqueue(t.Context(), question) })
}

func take(t testing.TB, s *redisstore.Store) flows.Ticket {
	t.Helper()
	ticket, ok, err := s.Take(t.Context(), "a", time.Minute, 5*time.Second)
	if err != nil || !ok {
		t.Fatalf("Take = %v, %v", ok, err)
	}
	return ticket
}

func reply(text string, edited, event flows.MessageTS) flows.StoredReply {
	return flows.StoredReply{Organisation: "kompis", Check: true, Reply: flows.Reply{
		Place: flows.Place{Channel: room, TS: "1700000001.000200"}, Thread: thread, User: "U1", Text: text, EditedTS: edited, EventTS: event}}
}

// However the deliveries of one reply are ordered and repeated, the newest
// edition stands at the end. Each order has a reply of its own.
func TestOrderOfArrivalDoesNotMatter(t *testing.T) {
	editions := []struct {
		text          string
		edited, event flows.MessageTS
	}{
		{"ett", "", "1700000001.000200"},
		{"två", "1700000010.000000", "1700000010.000100"},
		{"tre", "1700000020.000000", "1700000020.000100"},
		{"ett", "", "1700000001.000200"}, // delivered again
	}
	stores(t, func(t *testing.T, s *redisstore.Store) {
		post(t, s, thread)
		for i, order := range permutations(len(editions)) {
			place := flows.Place{Channel: room, TS: flows.MessageTS(fmt.Sprintf("17000002%02d.000100", i))}
			for _, n := range order {
				r := reply(editions[n].text, editions[n].edited, editions[n].event)
				r.Place = place
				if _, err := s.SaveReply(t.Context(), r); err != nil {
					t.Fatal(err)
				}
			}
			c, err := s.Contribution(t.Context(), place)
			if err != nil || c.Text != "tre" || c.Organisation != "kompis" {
				t.Fatalf("order %v: got %q of %q, %v", order, c.Text, c.Organisation, err)
			}
		}
		all, err := s.Contributions(t.Context(), meeting, []flows.ChannelID{room})
		if err != nil || len(all) != 24 {
			t.Fatalf("%d contributions, %v; want one an order", len(all), err)
		}
	})
}

func permutations(n int) [][]int {
	if n == 0 {
		return [][]int{nil}
	}
	var out [][]int
	for _, p := range permutations(n - 1) {
		for i := range len(p) + 1 {
			out = append(out, slices.Insert(slices.Clone(p), i, n-1))
		}
	}
	return out
}

func TestDeletedStaysDeleted(t *testing.T) {
	stores(t, func(t *testing.T, s *redisstore.Store) {
		post(t, s, thread)
		for i, order := range permutations(4) {
			place := flows.Place{Channel: room, TS: flows.MessageTS(fmt.Sprintf("17000001%02d.000100", i))}
			for _, step := range order {
				var err error
				r := reply("ett", "", "1700000001.000200")
				r.Place = place
				switch step {
				case 0:
					_, err = s.SaveReply(t.Context(), r)
				case 1:
					r.Text, r.EditedTS, r.EventTS = "två", "1700000999.000000", "1700000999.000100"
					_, err = s.SaveReply(t.Context(), r)
				case 2, 3:
					_, err = s.SaveDeletion(t.Context(), flows.Deletion{Place: place, Thread: thread, EventTS: "1700000500.000000"})
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			c, err := s.Contribution(t.Context(), place)
			if err != nil {
				t.Fatal(err)
			}
			if !c.Withdrawn || c.Text != "" || c.User != "" || c.Organisation != "" {
				t.Fatalf("order %v: %+v is not a bare tombstone", order, c)
			}
		}
	})
}

// A reply may arrive before its question's post is recorded: it is kept, gets
// its check mark when the post is, and replies in other threads are dropped.
func TestReplyBeforeItsPost(t *testing.T) {
	stores(t, func(t *testing.T, s *redisstore.Store) {
		ctx := t.Context()
		r := reply("tidigt", "", "1700000001.000200")
		if got, err := s.SaveReply(ctx, r); err != nil || got.Outcome != flows.OutcomeNoQuestion {
			t.Fatalf("without a post on its way: %v, %v", got.Outcome, err)
		}
		queueQuestion(t, s)
		other := r
		other.Place.TS, other.Thread = "1700000002.000100", "1700000000.999999"
		for _, early := range []flows.StoredReply{r, other} {
			if got, err := s.SaveReply(ctx, early); err != nil || got.Outcome != flows.OutcomeKept {
				t.Fatalf("while the post is on its way: %v, %v", got.Outcome, err)
			}
		}
		if err := s.Done(ctx, take(t, s), flows.Sent{Channel: room, TS: thread}); err != nil {
			t.Fatal(err)
		}
		all, err := s.Contributions(ctx, meeting, []flows.ChannelID{room})
		if err != nil || len(all) != 1 || all[0].Text != "tidigt" || all[0].Question != "q1" {
			t.Fatalf("contributions: %+v, %v", all, err)
		}
		if _, err := s.Contribution(ctx, other.Place); flows.CodeOf(err) != flows.CodeNotFound {
			t.Errorf("a reply in another thread was kept: %v", err)
		}
		mark := take(t, s)
		if diff := cmp.Diff(flows.CheckMark{TS: r.Place.TS}, mark.Content); diff != "" {
			t.Errorf("check mark (-want +got):\n%s", diff)
		}
	})
}

func TestReactions(t *testing.T) {
	stores(t, func(t *testing.T, s *redisstore.Store) {
		ctx := t.Context()
		post(t, s, thread)
		r := reply("viktigt", "", "1700000001.000200")
		react := func(user flows.UserID, name flows.ReactionName, on bool, at flows.MessageTS, group bool) {
			t.Helper()
			if _, err := s.SaveReaction(ctx, flows.Reaction{Place: r.Place, User: user, Name: name, Added: on, EventTS: at}, group); err != nil {
				t.Fatal(err)
			}
		}
		// The star comes before the reply, its removal before the star.
		react("U1", flows.ReactionStar, true, "1700000005.000000", false)
		if _, err := s.SaveReply(ctx, r); err != nil {
			t.Fatal(err)
		}
		want := func(star, aside bool) {
			t.Helper()
			c, err := s.Contribution(ctx, r.Place)
			if err != nil || (c.KeyMessage != "") != star || c.SetAside != aside {
				t.Errorf("got %q, aside %v, %v; want star %v, aside %v", c.KeyMessage, c.SetAside, err, star, aside)
			}
		}
		want(true, false)
		react("U1", flows.ReactionStar, false, "1700000004.000000", false)
		want(true, false)
		react("U2", flows.ReactionSetAside, true, "1700000006.000000", false)
		want(true, false) // a stranger's
		react("U3", flows.ReactionSetAside, true, "1700000006.000000", true)
		want(true, true)
		react("U3", flows.ReactionSetAside, false, "1700000007.000000", true)
		react("U1", flows.ReactionStar, false, "1700000008.000000", false)
		want(false, false)
	})
}

func TestOutboxKeepsOrderAndFences(t *testing.T) {
	stores(t, func(t *testing.T, s *redisstore.Store) {
		ctx := t.Context()
		for i := range 3 {
			n := flows.Notice{Key: fmt.Sprint(i)}
			for range 2 { // queued twice, sent once
				if err := s.Enqueue(ctx, flows.Intent{ID: "n" + n.Key, Lane: "C1", QueuedAt: time.Now(), Content: n}); err != nil {
					t.Fatal(err)
				}
			}
		}
		first, ok, err := s.Take(ctx, "a", 50*time.Millisecond, time.Second)
		if err != nil || !ok || first.ID != "n0" || first.Attempt != 1 {
			t.Fatalf("first = %+v, %v, %v", first, ok, err)
		}
		second := take(t, s) // after the lease of the first has ended
		if second.ID != "n0" || second.Attempt != 2 || second.Fence <= first.Fence {
			t.Fatalf("after the lease: %+v", second)
		}
		if err := s.Done(ctx, first, flows.Sent{}); flows.CodeOf(err) != flows.CodeConflict {
			t.Errorf("an older holder closed the intent: %v", err)
		}
		second.Retried = 90 * time.Second
		if err := s.Postpone(ctx, second, time.Now().Add(30*time.Millisecond), "ratelimited"); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"n0", "n1"} {
			got := take(t, s)
			if got.ID != want {
				t.Fatalf("got %s, want %s", got.ID, want)
			}
			if retried := got.Retried == 90*time.Second; retried != (want == "n0") {
				t.Errorf("%s was put off for %v", want, got.Retried)
			}
			if err := s.Done(ctx, got, flows.Sent{Channel: "C1", TS: "1.000001"}); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Fail(ctx, take(t, s), "is_archived"); err != nil {
			t.Fatal(err)
		}
		failures, err := s.Failures(ctx)
		if err != nil || len(failures) != 1 || failures[0].Reason != "is_archived" {
			t.Errorf("failures: %+v, %v", failures, err)
		}
		if n, _, err := s.Backlog(ctx); err != nil || n != 0 {
			t.Errorf("backlog = %d, %v", n, err)
		}
	})
}

func TestFiringIsDoneOnce(t *testing.T) {
	stores(t, func(t *testing.T, s *redisstore.Store) {
		ctx := t.Context()
		at := time.UnixMicro(1700000000000000)
		if _, ok, err := s.ClaimFiring(ctx, "ask/1", "l", at, "a", time.Minute); err != nil || !ok {
			t.Fatal(ok, err)
		}
		if _, ok, err := s.ClaimFiring(ctx, "ask/1", "l", at, "b", time.Minute); err != nil || ok {
			t.Fatal("two owners hold one firing", err)
		}
		// Its owner claims it again, for a lease that is over at once.
		a, ok, err := s.ClaimFiring(ctx, "ask/1", "l", at, "a", 0)
		if err != nil || !ok {
			t.Fatal(ok, err)
		}
		b, ok, err := s.ClaimFiring(ctx, "ask/1", "l", at, "b", time.Minute)
		if err != nil || !ok {
			t.Fatal("a firing whose lease is over was not claimed", err)
		}
		if err := s.CloseFiring(ctx, a); flows.CodeOf(err) != flows.CodeConflict {
			t.Errorf("the older owner closed it: %v", err)
		}
		if err := s.CloseFiring(ctx, b); err != nil {
			t.Fatal(err)
		}
		if _, ok, _ := s.ClaimFiring(ctx, "ask/1", "l", at, "c", time.Minute); ok {
			t.Error("a closed firing was claimed")
		}
		if cursor, err := s.Cursor(ctx, "ask/1"); err != nil || !cursor.Equal(at) {
			t.Errorf("cursor = %v, %v", cursor, err)
		}
	})
}

func TestFrozenServerIsNoticed(t *testing.T) {
	server := redistest.Start(t)
	s, err := redisstore.Open(t.Context(), redisstore.Target{URL: server.URL()})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := server.Freeze(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if _, err := s.Asked(ctx, meeting); flows.CodeOf(err) != flows.CodeStoreDown {
		t.Errorf("a frozen server gave %v", err)
	}
	if err := server.Thaw(); err != nil {
		t.Fatal(err)
	}
}
