package redisstore

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/samrad/samrad/flows"
)

// readBacksKept bounds the list: some three weeks of hourly readings.
const readBacksKept = 500

// SaveReadBack implements flows.ReadBackStore.
func (s *Store) SaveReadBack(ctx context.Context, m flows.MeetingID, r flows.ReadBack) error {
	data, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("save read-back: %w", err)
	}
	_, err = s.run(ctx, "save read-back", scriptSaveReadBack, []string{readBacksKey(m)}, data, readBacksKept)
	return err
}

// ReadBacks implements flows.ReadBackStore.
func (s *Store) ReadBacks(ctx context.Context, m flows.MeetingID) ([]flows.ReadBack, error) {
	all, err := s.client.LRange(ctx, readBacksKey(m), 0, -1).Result()
	if err != nil {
		return nil, storeError("read read-backs", err)
	}
	out := make([]flows.ReadBack, len(all))
	for i, data := range all {
		if err := json.Unmarshal([]byte(data), &out[i]); err != nil {
			return nil, fmt.Errorf("read read-backs: %w", err)
		}
	}
	return out, nil
}

// Reactions implements flows.ReplyStore.
func (s *Store) Reactions(ctx context.Context, p flows.Place) ([]flows.Reaction, error) {
	all, err := s.client.HGetAll(ctx, channel(p.Channel)+":r:"+string(p.TS)).Result()
	if err != nil {
		return nil, storeError("read reactions", err)
	}
	var out []flows.Reaction
	for field, value := range all {
		name, user, _ := strings.Cut(field, "|")
		if v := strings.Split(value, "|"); len(v) == 3 && v[1] == "1" {
			out = append(out, flows.Reaction{Place: p, User: flows.UserID(user), Name: flows.ReactionName(name), Added: true})
		}
	}
	return out, nil
}
