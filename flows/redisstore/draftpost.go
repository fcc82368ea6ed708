package redisstore

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/samrad/samrad/flows"
)

// SaveDraftPost implements flows.DraftPostStore.
func (s *Store) SaveDraftPost(ctx context.Context, m flows.MeetingID, shown flows.WordsOf, p flows.DraftPost) error {
	words, err := json.Marshal(shown)
	if err != nil {
		return fmt.Errorf("save draft's words: %w", err)
	}
	post, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("save draft's post: %w", err)
	}
	if err := s.listShown(ctx, m); err != nil {
		return err
	}
	if err := s.write(ctx, "save draft's words", "HSET", draftWordsKey(m), strconv.Itoa(p.Version), words); err != nil {
		return err
	}
	return s.write(ctx, "save draft's post", "HSET", draftPostsKey(m), p.Intent, post)
}

// ShownDrafts implements flows.DraftPostStore.
func (s *Store) ShownDrafts(ctx context.Context, m flows.MeetingID) ([]flows.ShownDraft, error) {
	all, err := s.client.HGetAll(ctx, draftPostsKey(m)).Result()
	if err != nil {
		return nil, storeError("read drafts' posts", err)
	}
	drafts := make(map[int]*flows.ShownDraft)
	for _, intent := range slices.Sorted(maps.Keys(all)) {
		var p flows.DraftPost
		if err := json.Unmarshal([]byte(all[intent]), &p); err != nil {
			return nil, fmt.Errorf("read draft's post %s: %w", intent, err)
		}
		if drafts[p.Version] == nil {
			drafts[p.Version] = &flows.ShownDraft{Version: p.Version}
		}
		drafts[p.Version].Posts = append(drafts[p.Version].Posts, p)
	}
	out := make([]flows.ShownDraft, 0, len(drafts))
	for version, d := range drafts {
		words, err := s.client.HGet(ctx, draftWordsKey(m), strconv.Itoa(version)).Bytes()
		if err != nil {
			return nil, storeError("read draft's words", err)
		}
		if err := json.Unmarshal(words, &d.Shown); err != nil {
			return nil, fmt.Errorf("read words of draft %d: %w", version, err)
		}
		out = append(out, *d)
	}
	slices.SortFunc(out, func(a, b flows.ShownDraft) int { return cmp.Compare(a.Version, b.Version) })
	return out, nil
}

// RemoveDraftPosts implements flows.DraftPostStore.
func (s *Store) RemoveDraftPosts(ctx context.Context, m flows.MeetingID, intents []string) error {
	if len(intents) == 0 {
		return nil
	}
	fields := make([]any, len(intents))
	for i, intent := range intents {
		fields[i] = intent
	}
	return s.write(ctx, "forget drafts' posts", "HDEL", draftPostsKey(m), fields...)
}
