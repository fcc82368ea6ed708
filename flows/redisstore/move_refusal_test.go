package redisstore_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows/redisstore"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// What a move refuses leaves both ends as they were: open, with what they had.
func TestMoveRefuses(t *testing.T) {
	t.Parallel()
	servers := []*redistest.Server{redistest.Start(t), redistest.Start(t)}
	attend := func(t *testing.T, e end) {
		_, leave, err := e.store.Attend(t.Context(), "bot")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = leave() })
	}
	for _, tt := range []struct {
		name    string
		prepare func(t *testing.T, from, to end)
		want    string
	}{
		{"nothing to move", func(t *testing.T, from, _ end) { from.raw.FlushDB(t.Context()) }, "there is nothing of samrad in redis://from"},
		{"a served source", func(t *testing.T, from, _ end) { attend(t, from) }, "a samrad run or samrad import uses redis://from"},
		{"a served target", func(t *testing.T, _, to end) { attend(t, to) }, "a samrad run or samrad import uses redis://to"},
		{"a target with data", func(t *testing.T, _, to end) { to.raw.Set(t.Context(), "samrad:{ids}:key", "theirs", 0) }, "redis://to has data of samrad already"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			from, to := serverEnd(t, servers[0]), serverEnd(t, servers[1])
			for _, e := range []end{from, to} {
				if err := e.raw.FlushDB(t.Context()).Err(); err != nil {
					t.Fatal(err)
				}
			}
			if err := from.raw.Set(t.Context(), "samrad:{ids}:key", "ours", 0).Err(); err != nil {
				t.Fatal(err)
			}
			tt.prepare(t, from, to)
			here, there := content(t, from.nodes...), content(t, to.nodes...)
			for range 2 { // the refusal itself leaves nothing that changes the next one
				_, err := move(from, to)
				refused(t, err, tt.want)
			}
			if diff := cmp.Diff([]map[string]any{here, there}, []map[string]any{content(t, from.nodes...), content(t, to.nodes...)}); diff != "" {
				t.Errorf("content (-want +got):\n%s", diff)
			}
			opened(t, from)
			opened(t, to)
		})
	}
}

// However its address is written, a store is not moved into itself.
func TestMoveIntoItself(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	from, to := serverEnd(t, server), serverEnd(t, server)
	if err := from.raw.Set(t.Context(), "samrad:{ids}:key", "ours", 0).Err(); err != nil {
		t.Fatal(err)
	}
	_, err := move(from, to)
	refused(t, err, "SAMRAD_MOVE_TO and REDIS_URL name the same store")
	opened(t, from)
	if got := from.raw.Get(t.Context(), "samrad:{ids}:key").Val(); got != "ours" {
		t.Errorf("the store has %q", got)
	}
}

// One move at a time has a store at either end; one that was killed is taken
// over when its lease has ended, and not before.
func TestMoveBesideAnother(t *testing.T) {
	t.Parallel()
	from, to, third := ends["server"](t), ends["server"](t), ends["server"](t)
	ctx := t.Context()
	for _, e := range []end{from, third} {
		if err := e.raw.Set(ctx, "samrad:{ids}:key", "ours", 0).Err(); err != nil {
			t.Fatal(err)
		}
	}
	const mark = "samrad:{store}:mark"
	seconds := func(n int64) int64 { return from.raw.Time(ctx).Val().UnixMilli() + n*1000 }
	if err := from.raw.HSet(ctx, mark, "state", "moving", "id", "killed", "where", "redis://to", "token", "a", "until", seconds(20)).Err(); err != nil {
		t.Fatal(err)
	}
	if err := to.raw.HSet(ctx, mark, "state", "receiving", "id", "killed", "where", "redis://from", "token", "b", "until", 0).Err(); err != nil {
		t.Fatal(err)
	}
	if err := to.raw.Set(ctx, "samrad:{ids}:half", "there", 0).Err(); err != nil {
		t.Fatal(err)
	}
	closedTo(t, from, "it is being moved to redis://to")
	_, err := move(from, to)
	refused(t, err, "it is being moved to redis://to")
	_, err = move(third, to)
	refused(t, err, "redis://to: store: it holds part of a move from redis://from that has not ended")
	opened(t, third)

	if err := from.raw.HSet(ctx, mark, "until", seconds(-1)).Err(); err != nil {
		t.Fatal(err)
	}
	if _, err := move(from, to); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(content(t, from.nodes...), content(t, to.nodes...)); diff != "" {
		t.Errorf("the new store (-want +got):\n%s", diff)
	}
}

// A move is taken back: at the source by opening it, at a target that is not
// whole by emptying it of what came; others' keys stay.
func TestUndoMove(t *testing.T) {
	t.Parallel()
	from, to := ends["server"](t), ends["server"](t)
	ctx := t.Context()
	_, err := from.store.UndoMove(ctx)
	if err == nil {
		t.Error("there was nothing to undo")
	}
	keys := fill(t, from.raw)
	if _, err := move(from, to); err != nil {
		t.Fatal(err)
	}
	undone, err := from.store.UndoMove(ctx)
	if err != nil || undone.Received || undone.Where != "redis://to" || undone.At.IsZero() {
		t.Errorf("undone %+v, %v", undone, err)
	}
	opened(t, from)

	if err := to.raw.Set(ctx, "others", "theirs", 0).Err(); err != nil {
		t.Fatal(err)
	}
	if err := to.raw.HSet(ctx, "samrad:{store}:mark", "state", "receiving", "where", "redis://from").Err(); err != nil {
		t.Fatal(err)
	}
	undone, err = to.store.UndoMove(ctx)
	undone.At = undone.At.Truncate(0)
	if diff := cmp.Diff(redisstore.Undone{Received: true, Removed: keys, Where: "redis://from", At: undone.At}, undone); diff != "" || err != nil {
		t.Errorf("undone (-want +got):\n%s%v", diff, err)
	}
	opened(t, to)
	if diff := cmp.Diff(map[string]any{"others": "theirs"}, content(t, to.nodes...)); diff != "" {
		t.Errorf("left (-want +got):\n%s", diff)
	}
	if _, err := move(from, to); err != nil {
		t.Errorf("a move after both were undone: %v", err)
	}
}
