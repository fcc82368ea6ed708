package redisstore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/samrad/samrad/flows"
)

// Versions implements flows.DigestStore.
func (s *Store) Versions(ctx context.Context, m flows.MeetingID) ([]flows.StoredDigest, error) {
	raw, err := s.client.LRange(ctx, digestsKey(m), 0, -1).Result()
	if err != nil {
		return nil, storeError("read versions", err)
	}
	out := make([]flows.StoredDigest, len(raw))
	for i, data := range raw {
		if err := json.Unmarshal([]byte(data), &out[i]); err != nil {
			return nil, fmt.Errorf("read version %d: %w", i+1, err)
		}
	}
	return out, nil
}

// Version implements flows.DigestStore.
func (s *Store) Version(ctx context.Context, m flows.MeetingID, number int) (flows.StoredDigest, error) {
	var v flows.StoredDigest
	data, err := s.client.LIndex(ctx, digestsKey(m), int64(number-1)).Result()
	if errors.Is(err, redis.Nil) || number < 1 {
		return v, &flows.Error{Code: flows.CodeNotFound, What: "no version " + strconv.Itoa(number),
			Say: flows.Notice{Key: "unknown_version", Args: map[string]any{"Version": number}}}
	}
	if err != nil {
		return v, storeError("read version", err)
	}
	if err := json.Unmarshal([]byte(data), &v); err != nil {
		return v, fmt.Errorf("read version %d: %w", number, err)
	}
	return v, nil
}

// SaveVersion implements flows.DigestStore.
func (s *Store) SaveVersion(ctx context.Context, v flows.StoredDigest) error {
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("save version: %w", err)
	}
	return s.conditional("save version", func() (any, error) {
		return s.run(ctx, "save version", scriptAppend, []string{digestsKey(v.Digest.Meeting)}, v.Digest.Version, data)
	})
}

// SaveShown implements flows.DigestStore.
func (s *Store) SaveShown(ctx context.Context, m flows.MeetingID, to flows.Lane, version int) error {
	return s.write(ctx, "note what was shown", "HSET", shownKey(m), string(to), version)
}

// Shown implements flows.DigestStore.
func (s *Store) Shown(ctx context.Context, m flows.MeetingID, to []flows.Lane) (int, error) {
	all, err := s.client.HGetAll(ctx, shownKey(m)).Result()
	if err != nil {
		return 0, storeError("read what was shown", err)
	}
	newest := 0
	for _, lane := range to {
		if n, err := strconv.Atoi(all[string(lane)]); err == nil {
			newest = max(newest, n)
		}
	}
	return newest, nil
}

func (s *Store) conditional(op string, do func() (any, error)) error {
	v, err := do()
	if err != nil {
		return err
	}
	if n, _ := v.(int64); n != 1 {
		return &flows.Error{Code: flows.CodeConflict, What: op + ": somebody else was first"}
	}
	return nil
}

var stateOrder = map[flows.DigestState]int{flows.DigestDraft: 0, flows.DigestApproved: 1, flows.DigestPublished: 2}

// EditVersion implements flows.DigestStore.
func (s *Store) EditVersion(ctx context.Context, m flows.MeetingID, version int, edit func(*flows.StoredDigest)) error {
	return s.changeVersion(ctx, "edit version", m, version, func(v *flows.StoredDigest) error {
		edit(v)
		return nil
	})
}

// Advance implements flows.DigestStore.
func (s *Store) Advance(ctx context.Context, m flows.MeetingID, version int, to flows.DigestState, by flows.UserID, at time.Time) error {
	return s.changeVersion(ctx, "advance version", m, version, func(v *flows.StoredDigest) error {
		if stateOrder[to] <= stateOrder[v.Digest.State] {
			return &flows.Error{Code: flows.CodeConflict, What: "the version is " + string(v.Digest.State) + " already"}
		}
		v.Digest.State = to
		if to == flows.DigestApproved {
			v.ApprovedBy, v.ApprovedAt = by, at
		} else {
			v.PublishedAt = at
		}
		return nil
	})
}

// changeTries bounds how often a version is read again because somebody else
// changed it meanwhile.
const changeTries = 10

func (s *Store) changeVersion(ctx context.Context, op string, m flows.MeetingID, version int, change func(*flows.StoredDigest) error) error {
	for range changeTries {
		old, err := s.client.LIndex(ctx, digestsKey(m), int64(version-1)).Result()
		if err != nil {
			return storeError(op, err)
		}
		var v flows.StoredDigest
		if err := json.Unmarshal([]byte(old), &v); err != nil {
			return fmt.Errorf("%s: %w", op, err)
		}
		if err := change(&v); err != nil {
			return err
		}
		data, err := json.Marshal(v)
		if err != nil {
			return fmt.Errorf("%s: %w", op, err)
		}
		done, err := s.run(ctx, op, scriptSwapVersion, []string{digestsKey(m)}, version-1, old, data)
		if n, _ := done.(int64); err != nil || n == 1 {
			return err
		}
	}
	return &flows.Error{Code: flows.CodeStoreDown, What: op + ": others were first every time"}
}
