package redisstore_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/redisstore"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

func move(from, to end) (redisstore.Moved, error) {
	m := redisstore.Move{From: from.store, To: to.store, FromName: "redis://from", ToName: "redis://to", Log: slog.New(slog.DiscardHandler)}
	return m.Run(context.Background())
}

// begin starts a move, and returns when some of it has come over.
func begin(t *testing.T, from, to end) (ended <-chan error) {
	t.Helper()
	done := make(chan error, 1)
	go func() {
		_, err := move(from, to)
		done <- err
	}()
	eventually(t, "something has come over", func() bool { return to.raw.DBSize(t.Context()).Val() > 10 })
	return done
}

// opened fails the test unless a process may write to the store.
func opened(t *testing.T, e end) {
	t.Helper()
	_, leave, err := e.store.Attend(t.Context(), "test")
	if err != nil {
		t.Fatal(err)
	}
	if err := leave(); err != nil {
		t.Error(err)
	}
}

// refused fails the test unless an error says what is wanted, for a person.
func refused(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), want) || flows.HintOf(err) == "" {
		t.Errorf("got %v (%s), want %s, and a hint", err, flows.HintOf(err), want)
	}
}

func closedTo(t *testing.T, e end, want string) {
	t.Helper()
	_, _, err := e.store.Attend(t.Context(), "test")
	refused(t, err, want)
}

// Everything comes over as it is, and nothing of others; then the old store is
// closed, the new one open.
func TestMove(t *testing.T) {
	for _, tt := range []struct{ from, to string }{
		{"embedded", "server"}, {"server", "cluster"}, {"cluster", "embedded"},
	} {
		t.Run(tt.from+" to "+tt.to, func(t *testing.T) {
			t.Parallel()
			from, to := ends[tt.from](t), ends[tt.to](t)
			keys := fill(t, from.raw)
			const ofTheStore = "samrad:{string}:waited" // not of what it keeps
			if err := from.raw.Set(t.Context(), ofTheStore, 7, 0).Err(); err != nil {
				t.Fatal(err)
			}
			here := content(t, from.nodes...)
			for name, e := range map[string]end{"here": from, "there": to} {
				if err := e.raw.Set(t.Context(), "others", name, 0).Err(); err != nil {
					t.Fatal(err)
				}
			}
			moved, err := move(from, to)
			if diff := cmp.Diff(redisstore.Moved{Keys: keys, Contributions: 400}, moved); diff != "" || err != nil {
				t.Fatalf("moved (-want +got):\n%s%v", diff, err)
			}
			here["others"] = "here"
			if diff := cmp.Diff(here, content(t, from.nodes...)); diff != "" {
				t.Errorf("the old store has changed (-want +got):\n%s", diff)
			}
			here["others"] = "there"
			delete(here, ofTheStore)
			if diff := cmp.Diff(here, content(t, to.nodes...)); diff != "" {
				t.Errorf("the new store (-want +got):\n%s", diff)
			}
			closedTo(t, from, "its data was moved to redis://to")
			opened(t, to)
		})
	}
}

// A target that is cut off in the middle leaves the source as it was, and may
// not be used; what the source got meanwhile comes over the second time, and
// what it lost does not.
func TestMoveCutOff(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	from, to := ends["server"](t), serverEnd(t, server)
	fill(t, from.raw)
	ended := begin(t, from, to)
	server.Kill()
	if err := <-ended; err == nil {
		t.Error("a move to a server that was killed has ended well")
	}
	opened(t, from)
	server.Restart(t)
	eventually(t, "the target is reached again", func() bool { return to.store.Ping(t.Context()) == nil })
	to = serverEnd(t, server) // as another process: a pool that failed to dial fails on for a while
	closedTo(t, to, "it holds part of a move from redis://from")
	if err := errors.Join(to.raw.Set(t.Context(), "samrad:{string}:withdrawn", "came over before", 0).Err(),
		from.raw.HSet(t.Context(), "samrad:{hash}:small", "new", "1").Err()); err != nil {
		t.Fatal(err)
	}
	if _, err := move(from, to); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(content(t, from.nodes...), content(t, to.nodes...)); diff != "" {
		t.Errorf("the new store (-want +got):\n%s", diff)
	}
	opened(t, to)
}

// A move that was paused for so long that a bot began to serve the source does
// not end well.
func TestMovePaused(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	from, to := ends["server"](t), serverEnd(t, server)
	fill(t, from.raw)
	ended := begin(t, from, to)
	if err := server.Freeze(); err != nil {
		t.Fatal(err)
	}
	var leave func() error
	eventually(t, "a bot serves the source", func() bool {
		err := from.raw.HSet(t.Context(), "samrad:{store}:mark", "until", 0).Err() // as if time had gone by
		if err == nil {
			_, leave, err = from.store.Attend(t.Context(), "bot")
		}
		return err == nil
	})
	// It has written, and gone: nothing of it is left but that it was there.
	if err := leave(); err != nil {
		t.Error(err)
	}
	if err := server.Thaw(); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err == nil {
		t.Error("the move ended well although a bot has written meanwhile")
	}
	opened(t, from)
	closedTo(t, to, "it holds part of a move")
}

// A move that was stopped when only the new store was still to be opened is
// ended by running it again.
func TestMoveStoppedAtTheEnd(t *testing.T) {
	t.Parallel()
	from, to := ends["server"](t), ends["server"](t)
	keys := fill(t, from.raw)
	if _, err := move(from, to); err != nil {
		t.Fatal(err)
	}
	id := from.raw.HGet(t.Context(), "samrad:{store}:mark", "id").Val()
	if err := to.raw.HSet(t.Context(), "samrad:{store}:mark", "state", "receiving", "id", id).Err(); err != nil {
		t.Fatal(err)
	}
	closedTo(t, to, "part of a move")
	moved, err := move(from, to)
	if err != nil || moved.Keys != keys {
		t.Errorf("moved %+v, %v", moved, err)
	}
	opened(t, to)
	_, err = move(from, to)
	refused(t, err, "its data was moved to redis://to")
}

// A target where a move was given up, for another one, is not opened.
func TestMoveToAnotherTarget(t *testing.T) {
	t.Parallel()
	from, first, second := ends["server"](t), ends["server"](t), ends["server"](t)
	if err := from.raw.Set(t.Context(), "samrad:{ids}:key", "ours", 0).Err(); err != nil {
		t.Fatal(err)
	}
	if _, err := move(from, second); err != nil {
		t.Fatal(err)
	}
	id := from.raw.HGet(t.Context(), "samrad:{store}:mark", "id").Val()
	if err := errors.Join(first.raw.Set(t.Context(), "samrad:{ids}:key", "ours", 0).Err(),
		first.raw.HSet(t.Context(), "samrad:{store}:mark", "state", "receiving", "id", id, "where", "redis://from").Err()); err != nil {
		t.Fatal(err)
	}
	m := redisstore.Move{From: from.store, To: first.store, FromName: "redis://from", ToName: "redis://first", Log: slog.New(slog.DiscardHandler)}
	_, err := m.Run(t.Context())
	refused(t, err, "its data was moved to redis://to")
	closedTo(t, first, "it holds part of a move from redis://from")
}
