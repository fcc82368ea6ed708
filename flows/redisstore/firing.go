package redisstore

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/samrad/samrad/flows"
)

// ClaimFiring implements flows.FiringStore.
func (s *Store) ClaimFiring(ctx context.Context, job, local string, at time.Time, owner string, lease time.Duration) (flows.Claim, bool, error) {
	v, err := s.run(ctx, "claim firing", scriptClaim, []string{firingKey(job, local)}, owner, lease.Milliseconds())
	if err != nil {
		return flows.Claim{}, false, err
	}
	fence, _ := v.(int64)
	return flows.Claim{Job: job, Local: local, At: at, Owner: owner, Fence: fence}, fence > 0, nil
}

// CloseFiring implements flows.FiringStore.
func (s *Store) CloseFiring(ctx context.Context, c flows.Claim) error {
	v, err := s.run(ctx, "close firing", scriptClose, []string{firingKey(c.Job, c.Local), cursorKey(c.Job)}, c.Fence, c.At.UnixMicro())
	if err != nil {
		return err
	}
	if n, _ := v.(int64); n != 1 {
		return &flows.Error{Code: flows.CodeConflict, What: "close firing: the lease is lost"}
	}
	return nil
}

// Cursor implements flows.FiringStore.
func (s *Store) Cursor(ctx context.Context, job string) (time.Time, error) {
	v, err := s.client.Get(ctx, cursorKey(job)).Result()
	if errors.Is(err, redis.Nil) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, storeError("read cursor", err)
	}
	micros, err := strconv.ParseInt(v, 10, 64)
	if err != nil {
		return time.Time{}, storeError("read cursor", err)
	}
	return time.UnixMicro(micros), nil
}

// AssignQuestions implements flows.AskStore.
func (s *Store) AssignQuestions(ctx context.Context, m flows.MeetingID, firing string, questions []flows.QuestionID, channels []flows.ChannelID) ([]flows.QuestionID, error) {
	args := []any{firing, len(questions)}
	for _, q := range questions {
		args = append(args, strings.ToLower(string(q)))
	}
	for _, c := range channels {
		args = append(args, string(c))
	}
	v, err := s.run(ctx, "assign questions", scriptAssign, []string{askedKey(m), channelsKey(m)}, args...)
	if err != nil {
		return nil, err
	}
	var mine []flows.QuestionID
	all, _ := v.([]any)
	for _, q := range all {
		if id, ok := q.(string); ok {
			mine = append(mine, flows.QuestionID(id))
		}
	}
	return mine, nil
}

// channelsOf adds the channels that the meeting was ever posted in.
func (s *Store) channelsOf(ctx context.Context, m flows.MeetingID, channels []flows.ChannelID) ([]flows.ChannelID, error) {
	known, err := s.client.SMembers(ctx, channelsKey(m)).Result()
	if err != nil {
		return nil, storeError("read the meeting's channels", err)
	}
	all := slices.Clone(channels)
	for _, c := range known {
		all = append(all, flows.ChannelID(c))
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// Asked implements flows.AskStore.
func (s *Store) Asked(ctx context.Context, m flows.MeetingID) (map[flows.QuestionID]string, error) {
	all, err := s.client.HGetAll(ctx, askedKey(m)).Result()
	if err != nil {
		return nil, storeError("read asked questions", err)
	}
	out := make(map[flows.QuestionID]string, len(all))
	for q, firing := range all {
		out[flows.QuestionID(q)] = firing
	}
	return out, nil
}
