package redisstore

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/samrad/samrad/flows"
)

// SavePublication implements flows.PublicationStore.
func (s *Store) SavePublication(ctx context.Context, m flows.MeetingID, p flows.Publication) error {
	data, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("save publication: %w", err)
	}
	if err := s.listShown(ctx, m); err != nil {
		return err
	}
	return s.write(ctx, "save publication", "HSET", publicationsKey(m), strconv.Itoa(p.Version), data)
}

// listShown comes before what is shown is saved: a meeting of which nothing was
// shown does no harm in the list.
func (s *Store) listShown(ctx context.Context, m flows.MeetingID) error {
	return s.write(ctx, "list shown meeting", "SADD", shownMeetingsKey, strings.ToLower(string(m)))
}

// ShownMeetings implements flows.PublicationStore.
func (s *Store) ShownMeetings(ctx context.Context) ([]flows.MeetingID, error) {
	all, err := s.client.SMembers(ctx, shownMeetingsKey).Result()
	if err != nil {
		return nil, storeError("read shown meetings", err)
	}
	slices.Sort(all)
	out := make([]flows.MeetingID, len(all))
	for i, id := range all {
		out[i] = flows.MeetingID(id)
	}
	return out, nil
}

// Publications implements flows.PublicationStore.
func (s *Store) Publications(ctx context.Context, m flows.MeetingID) ([]flows.Publication, error) {
	all, err := s.client.HGetAll(ctx, publicationsKey(m)).Result()
	if err != nil {
		return nil, storeError("read publications", err)
	}
	out := make([]flows.Publication, 0, len(all))
	for version, data := range all {
		var p flows.Publication
		if err := json.Unmarshal([]byte(data), &p); err != nil {
			return nil, fmt.Errorf("read publication %s: %w", version, err)
		}
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b flows.Publication) int { return cmp.Compare(a.Version, b.Version) })
	return out, nil
}
