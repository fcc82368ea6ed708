package redisstore

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/samrad/samrad/flows"
)

// Fail implements flows.Outbox.
func (s *Store) Fail(ctx context.Context, t flows.Ticket, reason string) error {
	return s.refuse(ctx, t, reason, false)
}

// Shelve implements flows.Outbox.
func (s *Store) Shelve(ctx context.Context, t flows.Ticket, reason string) error {
	return s.refuse(ctx, t, reason, true)
}

func (s *Store) refuse(ctx context.Context, t flows.Ticket, reason string, shelve bool) error {
	err := s.held(ctx, "fail", scriptFail, t, t.Content.Kind(), reason, time.Now().UnixMilli(), flag(shelve))
	s.lanes.wake(t.Lane)
	return err
}

// Shelved implements flows.Shelf.
func (s *Store) Shelved(ctx context.Context) ([]flows.Lane, error) {
	known, _, err := s.laneCounts(ctx)
	if err != nil || len(known) == 0 {
		return nil, err
	}
	pipe := s.client.Pipeline()
	shelves := make([]*redis.IntCmd, len(known))
	for i, l := range known {
		shelves[i] = pipe.HLen(ctx, lane(l)+":out:shelf")
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return nil, storeError("read shelves", err)
	}
	var out []flows.Lane
	for i, l := range known {
		if shelves[i].Val() > 0 {
			out = append(out, l)
		}
	}
	return out, nil
}

// Unshelve implements flows.Shelf.
func (s *Store) Unshelve(ctx context.Context, l flows.Lane) error {
	v, err := s.run(ctx, "unshelve", scriptUnshelve, []string{lane(l)})
	if n, _ := v.(int64); n > 0 {
		s.lanes.wake(l)
	}
	return err
}

// RefusedSince implements flows.FailureStore.
func (s *Store) RefusedSince(ctx context.Context, l flows.Lane, reason string) (time.Time, error) {
	ms, err := s.client.HGet(ctx, lane(l)+":out:refused", reason).Int64()
	if errors.Is(err, redis.Nil) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, storeError("read refusals", err)
	}
	return time.UnixMilli(ms).UTC(), nil
}

// Failures implements flows.FailureStore.
func (s *Store) Failures(ctx context.Context) ([]flows.SendFailure, error) {
	known, _, err := s.laneCounts(ctx)
	if err != nil {
		return nil, err
	}
	var out []flows.SendFailure
	for _, l := range known {
		f, err := s.client.HGetAll(ctx, lane(l)+":out:failed").Result()
		if err != nil {
			return nil, storeError("read failures", err)
		}
		if len(f) == 0 {
			continue
		}
		at, _ := strconv.ParseInt(f["at"], 10, 64)
		count, _ := strconv.Atoi(f["count"])
		out = append(out, flows.SendFailure{Lane: l, Reason: f["reason"], At: time.UnixMilli(at).UTC(), Count: count})
	}
	return out, nil
}
