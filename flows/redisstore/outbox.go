package redisstore

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/samrad/samrad/flows"
)

// Enqueue implements flows.Queue.
func (s *Store) Enqueue(ctx context.Context, intents ...flows.Intent) error {
	for _, i := range intents {
		body, err := json.Marshal(i)
		if err != nil {
			return fmt.Errorf("enqueue %s: %w", i.ID, err)
		}
		if err := s.know(ctx, i.Lane); err != nil {
			return err
		}
		notBefore := int64(0)
		if !i.NotBefore.IsZero() {
			notBefore = i.NotBefore.UnixMilli()
		}
		if _, err := s.run(ctx, "enqueue", scriptEnqueue, []string{lane(i.Lane)}, i.ID, body, i.Content.Kind(), notBefore); err != nil {
			return err
		}
		s.lanes.queued(i.Lane)
	}
	return nil
}

// know notes a lane before anything is queued in it, so that a sweep finds it
// even if this process ends before it wakes a sender.
func (s *Store) know(ctx context.Context, l flows.Lane) error {
	if s.lanes.known(l) {
		return nil
	}
	return s.noteLanes(ctx, l)
}

func (s *Store) noteLanes(ctx context.Context, lanes ...flows.Lane) error {
	names := make([]any, len(lanes))
	for i, l := range lanes {
		names[i] = string(l)
	}
	if err := s.write(ctx, "note lanes", "SADD", lanesKey, names...); err != nil {
		return err
	}
	s.lanes.learn(lanes...)
	return nil
}

// noteAgain notes the lanes that the store may have forgotten. What another
// process queued in one would else wait until somebody queues there again.
func (s *Store) noteAgain(ctx context.Context) error {
	lanes := s.lanes.doubted()
	if len(lanes) == 0 {
		return nil
	}
	return s.noteLanes(ctx, lanes...)
}

// Take implements flows.Outbox.
func (s *Store) Take(ctx context.Context, owner string, lease, wait time.Duration) (flows.Ticket, bool, error) {
	deadline := time.Now().Add(wait)
	for {
		if s.lanes.sweepDue() {
			if err := s.sweep(ctx); err != nil {
				return flows.Ticket{}, false, err
			}
		}
		l, ok := s.lanes.next(ctx, deadline)
		if !ok {
			return flows.Ticket{}, false, ctx.Err()
		}
		if l == "" {
			continue
		}
		t, again, err := s.takeFrom(ctx, l, owner, lease)
		if err != nil {
			s.lanes.at(l, time.Now().Add(time.Second))
			return flows.Ticket{}, false, err
		}
		if again >= 0 {
			s.lanes.at(l, time.Now().Add(again))
		}
		if t.ID != "" {
			return t, true, nil
		}
	}
}

// takeFrom leases a lane's first intent. again is when to look at the lane
// next; negative: only when it is woken.
func (s *Store) takeFrom(ctx context.Context, l flows.Lane, owner string, lease time.Duration) (t flows.Ticket, again time.Duration, err error) {
	started := time.Now()
	// A lease that was taken while ctx ended would be nobody's until it ends.
	taking, cancel := context.WithTimeout(context.WithoutCancel(ctx), callTimeout)
	defer cancel()
	v, err := s.run(taking, "take", scriptTake, []string{lane(l)}, owner, lease.Milliseconds(), rand.Text())
	if err != nil {
		return t, 0, err
	}
	list, _ := v.([]any)
	if len(list) == 0 {
		return t, -1, nil
	}
	switch list[0] {
	case "wait":
		ms, _ := list[1].(int64)
		return t, time.Duration(ms) * time.Millisecond, nil
	case "held": // it may be given back before its lease ends
		ms, _ := list[1].(int64)
		return t, min(time.Duration(ms)*time.Millisecond, sweepEvery), nil
	case "taken":
		t, err := readTicket(list, owner, started.Add(lease))
		if err != nil {
			return flows.Ticket{}, lease, errors.Join(err, s.leaveUnread(taking, l, list))
		}
		return t, lease, nil
	default:
		return t, -1, nil
	}
}

// unreadFor is how long an intent is left alone that this process cannot read: a
// replica of a newer version may have queued it, and reads it.
const unreadFor = 3 * time.Second

// leaveUnread gives back what take.lua gave: nobody must wait for its lease.
func (s *Store) leaveUnread(ctx context.Context, l flows.Lane, list []any) error {
	if len(list) != 8 {
		return nil
	}
	t := flows.Ticket{Intent: flows.Intent{Lane: l}}
	t.ID, _ = list[1].(string)
	readLease(&t, list)
	return s.Postpone(ctx, t, time.Now().Add(unreadFor), "")
}

// readLease reads what stands beside an intent's body.
func readLease(t *flows.Ticket, list []any) {
	fence, _ := list[3].(string)
	attempt, _ := list[4].(int64)
	t.Fence, _ = strconv.ParseInt(fence, 10, 64)
	t.Attempt = int(attempt)
	t.Progress, _ = list[5].(string)
	retried, _ := list[6].(string)
	ms, _ := strconv.ParseInt(retried, 10, 64)
	t.Retried = time.Duration(ms) * time.Millisecond
}

func readTicket(list []any, owner string, until time.Time) (flows.Ticket, error) {
	t := flows.Ticket{Owner: owner, Until: until}
	if len(list) != 8 {
		return t, fmt.Errorf("take: %d values", len(list))
	}
	body, _ := list[2].(string)
	if err := json.Unmarshal([]byte(body), &t.Intent); err != nil {
		return t, fmt.Errorf("take: %w", err)
	}
	readLease(&t, list)
	if first, _ := list[7].(string); first != "" {
		if err := t.QueuedAt.UnmarshalText([]byte(first)); err != nil {
			return t, fmt.Errorf("take: %w", err)
		}
	}
	return t, nil
}

// sweep finds every lane with something queued, whoever queued it.
func (s *Store) sweep(ctx context.Context) error {
	// A frozen server is left at a deadline, not when ctx is cancelled.
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	known, counts, err := s.laneCounts(ctx)
	if err != nil {
		return err
	}
	s.lanes.learn(known...)
	for i, l := range known {
		if counts[i] > 0 {
			s.lanes.queued(l)
		}
	}
	return nil
}

func (s *Store) laneCounts(ctx context.Context) ([]flows.Lane, []int64, error) {
	names, err := s.client.SMembers(ctx, lanesKey).Result()
	if err != nil {
		return nil, nil, storeError("read lanes", err)
	}
	pipe := s.client.Pipeline()
	cards := make([]*redis.IntCmd, len(names))
	known := make([]flows.Lane, len(names))
	for i, n := range names {
		known[i] = flows.Lane(n)
		cards[i] = pipe.ZCard(ctx, lane(known[i])+":out")
	}
	if len(names) > 0 {
		if _, err := pipe.Exec(ctx); err != nil {
			return nil, nil, storeError("read lanes", err)
		}
	}
	counts := make([]int64, len(names))
	for i, c := range cards {
		counts[i] = c.Val()
	}
	return known, counts, nil
}

// held runs a script that the holder of a lane may run.
func (s *Store) held(ctx context.Context, op string, sc *redis.Script, t flows.Ticket, args ...any) error {
	args = append([]any{t.ID, strconv.FormatInt(t.Fence, 10)}, args...)
	v, err := s.run(ctx, op, sc, []string{lane(t.Lane)}, args...)
	if err != nil {
		return err
	}
	if n, _ := v.(int64); n != 1 {
		return &flows.Error{Code: flows.CodeConflict, What: op + ": the lease is lost"}
	}
	return nil
}

// Renew implements flows.Outbox.
func (s *Store) Renew(ctx context.Context, t flows.Ticket, lease time.Duration) (time.Time, error) {
	until := time.Now().Add(lease)
	return until, s.held(ctx, "renew", scriptRenew, t, lease.Milliseconds())
}

// Note implements flows.Outbox.
func (s *Store) Note(ctx context.Context, t flows.Ticket, progress string) error {
	return s.held(ctx, "note", scriptNote, t, progress)
}

// Done implements flows.Outbox.
func (s *Store) Done(ctx context.Context, t flows.Ticket, sent flows.Sent) error {
	post := ""
	if q, ok := t.Content.(flows.QuestionPost); ok {
		data, err := json.Marshal(wirePost{Kind: q.Kind(), Meeting: q.Meeting, Question: q.Question, Text: q.Text, Closes: q.Closes})
		if err != nil {
			return fmt.Errorf("done: %w", err)
		}
		post = string(data)
	}
	err := s.held(ctx, "done", scriptDone, t, t.Content.Kind(), string(sent.TS), post)
	s.lanes.wake(t.Lane)
	return err
}

// Postpone implements flows.Outbox.
func (s *Store) Postpone(ctx context.Context, t flows.Ticket, at time.Time, _ string) error {
	err := s.held(ctx, "postpone", scriptPostpone, t, at.UnixMilli(), t.Retried.Milliseconds())
	s.lanes.at(t.Lane, at)
	return err
}

// Backlog implements flows.Outbox.
func (s *Store) Backlog(ctx context.Context) (int, time.Duration, error) {
	known, counts, err := s.laneCounts(ctx)
	if err != nil {
		return 0, 0, err
	}
	total, oldest := 0, time.Duration(0)
	for i, l := range known {
		if counts[i] == 0 {
			continue
		}
		total += int(counts[i])
		first, err := s.client.ZRange(ctx, lane(l)+":out", 0, 0).Result()
		if err != nil {
			return 0, 0, storeError("read backlog", err)
		}
		if len(first) == 0 {
			continue
		}
		body, err := s.client.HGet(ctx, lane(l)+":out:i:"+first[0], "body").Result()
		if err != nil {
			continue // sent meanwhile
		}
		var i struct { // whoever may read the rest
			QueuedAt time.Time `json:"queued_at"`
		}
		if json.Unmarshal([]byte(body), &i) == nil {
			oldest = max(oldest, time.Since(i.QueuedAt))
		}
	}
	return total, oldest, nil
}
