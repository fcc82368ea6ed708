package redisstore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/samrad/samrad/flows"
)

// Decisions implements flows.DecisionReader.
func (s *Store) Decisions(ctx context.Context, m flows.MeetingID) ([]flows.Decision, error) {
	raw, err := s.client.LRange(ctx, decisionsKey(m), 0, -1).Result()
	if err != nil {
		return nil, storeError("read decisions", err)
	}
	out := make([]flows.Decision, len(raw))
	for i, data := range raw {
		if err := json.Unmarshal([]byte(data), &out[i]); err != nil {
			return nil, fmt.Errorf("read decision %d: %w", i+1, err)
		}
	}
	return out, nil
}

// SaveDecision implements flows.DecisionStore.
func (s *Store) SaveDecision(ctx context.Context, m flows.MeetingID, d flows.Decision) error {
	data, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("save decision: %w", err)
	}
	return s.conditional("save decision", func() (any, error) {
		return s.run(ctx, "save decision", scriptAppend, []string{decisionsKey(m)}, d.Number, data)
	})
}

// seenFor is how long what a person saw is kept: a form that lies open longer is
// opened anew.
const seenFor = 24 * time.Hour

// KeepSeen implements flows.DecisionStore.
func (s *Store) KeepSeen(ctx context.Context, m flows.MeetingID, name string, seen flows.Seen) error {
	data, err := json.Marshal(seen)
	if err != nil {
		return fmt.Errorf("keep what was seen: %w", err)
	}
	now := time.Now()
	_, err = s.run(ctx, "keep what was seen", scriptKeepSeen, []string{seenKey(m), seenTimesKey(m)},
		name, data, now.UnixMilli(), now.Add(-seenFor).UnixMilli())
	return err
}

// Seen implements flows.DecisionStore.
func (s *Store) Seen(ctx context.Context, m flows.MeetingID, name string) (flows.Seen, error) {
	data, err := s.client.HGet(ctx, seenKey(m), name).Result()
	if errors.Is(err, redis.Nil) {
		return flows.Seen{}, &flows.Error{Code: flows.CodeNotFound, What: "what was seen is not kept any more", Say: flows.Notice{Key: "form_too_old"}}
	}
	if err != nil {
		return flows.Seen{}, storeError("read what was seen", err)
	}
	var seen flows.Seen
	if err := json.Unmarshal([]byte(data), &seen); err != nil {
		return flows.Seen{}, fmt.Errorf("read what was seen: %w", err)
	}
	return seen, nil
}
