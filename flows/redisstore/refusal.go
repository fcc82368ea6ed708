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

// Unshelve implements flows.Shelf.
func (s *Store) Unshelve(ctx context.Context, channel flows.ChannelID) error {
	l := flows.Lane(channel)
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
