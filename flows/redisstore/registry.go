package redisstore

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"

	"github.com/samrad/samrad/flows"
)

// Organisations implements flows.RegistryStore.
func (s *Store) Organisations(ctx context.Context) ([]flows.Organisation, error) {
	out, err := readAll[flows.Organisation](ctx, s, organisationsKey)
	slices.SortFunc(out, func(a, b flows.Organisation) int { return cmp.Compare(a.ID, b.ID) })
	return out, err
}

// SaveOrganisation implements flows.RegistryStore.
func (s *Store) SaveOrganisation(ctx context.Context, o flows.Organisation) error {
	data, err := json.Marshal(o)
	if err != nil {
		return fmt.Errorf("save organisation: %w", err)
	}
	return s.write(ctx, "save organisation", "HSET", organisationsKey, strings.ToLower(string(o.ID)), data)
}

// RemoveOrganisation implements flows.RegistryStore.
func (s *Store) RemoveOrganisation(ctx context.Context, id flows.OrganisationID) error {
	return s.write(ctx, "remove organisation", "HDEL", organisationsKey, strings.ToLower(string(id)))
}

// Choices implements flows.RegistryStore.
func (s *Store) Choices(ctx context.Context) (map[flows.UserID]flows.OrganisationID, error) {
	all, err := s.client.HGetAll(ctx, choicesKey).Result()
	if err != nil {
		return nil, storeError("read choices", err)
	}
	out := make(map[flows.UserID]flows.OrganisationID, len(all))
	for u, o := range all {
		out[flows.UserID(u)] = flows.OrganisationID(o)
	}
	return out, nil
}

// SaveChoice implements flows.RegistryStore.
func (s *Store) SaveChoice(ctx context.Context, u flows.UserID, id flows.OrganisationID) error {
	return s.write(ctx, "save choice", "HSET", choicesKey, string(u), string(id))
}

// RemoveChoice implements flows.RegistryStore.
func (s *Store) RemoveChoice(ctx context.Context, u flows.UserID) error {
	return s.write(ctx, "remove choice", "HDEL", choicesKey, string(u))
}

// Meetings implements flows.RegistryStore.
func (s *Store) Meetings(ctx context.Context) ([]flows.Meeting, error) {
	out, err := readAll[flows.Meeting](ctx, s, meetingsKey)
	slices.SortFunc(out, func(a, b flows.Meeting) int { return cmp.Compare(a.ID, b.ID) })
	return out, err
}

// SaveMeeting implements flows.RegistryStore.
func (s *Store) SaveMeeting(ctx context.Context, m flows.Meeting, revision int) error {
	data, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("save meeting: %w", err)
	}
	v, err := s.run(ctx, "save meeting", scriptSaveMeeting, []string{meetingsKey, revisionsKey},
		strings.ToLower(string(m.ID)), strconv.Itoa(revision), data)
	if err != nil {
		return err
	}
	if n, _ := v.(int64); n != 1 {
		return &flows.Error{Code: flows.CodeConflict, What: "the meeting was changed meanwhile"}
	}
	return nil
}

// MeetingRevision implements flows.RegistryStore.
func (s *Store) MeetingRevision(ctx context.Context, id flows.MeetingID) (int, error) {
	n, err := s.client.HGet(ctx, revisionsKey, strings.ToLower(string(id))).Int()
	if errors.Is(err, redis.Nil) {
		return 0, nil
	}
	return n, storeError("read revision", err)
}

func readAll[T any](ctx context.Context, s *Store, key string) ([]T, error) {
	all, err := s.client.HGetAll(ctx, key).Result()
	if err != nil {
		return nil, storeError("read registry", err)
	}
	out := make([]T, 0, len(all))
	for id, data := range all {
		var v T
		if err := json.Unmarshal([]byte(data), &v); err != nil {
			return nil, fmt.Errorf("read registry, %s: %w", id, err)
		}
		out = append(out, v)
	}
	return out, nil
}

// MovedChannels implements flows.RegistryStore.
func (s *Store) MovedChannels(ctx context.Context) (flows.Channels, error) {
	all, err := s.client.HGetAll(ctx, movedKey).Result()
	if err != nil {
		return nil, storeError("read moved channels", err)
	}
	out := make(flows.Channels, len(all))
	for after, before := range all {
		out[flows.ChannelID(after)] = flows.ChannelID(before)
	}
	return out, nil
}

// SaveMovedChannel implements flows.RegistryStore. The first that is told of a
// new id counts: a delivery that comes again changes nothing.
func (s *Store) SaveMovedChannel(ctx context.Context, from, to flows.ChannelID) error {
	if from == to {
		return nil
	}
	return s.write(ctx, "save moved channel", "HSETNX", movedKey, string(to), string(from))
}
