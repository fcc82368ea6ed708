package redisstore

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/samrad/samrad/flows"
)

// record is a reply's body in the store; what decides between two editions
// stands beside it, in fields of their own.
type record struct {
	User     flows.UserID    `json:"user"`
	Team     flows.TeamID    `json:"team,omitempty"`
	Text     string          `json:"text"`
	Files    []flows.File    `json:"files,omitempty"`
	EditedTS flows.MessageTS `json:"edited_ts,omitempty"`
}

// sortable pads a ts so that two compare as strings as they do as times; an
// empty one is the least.
func sortable(ts flows.MessageTS) string {
	if ts == "" {
		return ""
	}
	seconds, micros, _ := strings.Cut(string(ts), ".")
	return fmt.Sprintf("%012s.%s", seconds, micros)
}

func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:12])
}

// SaveReply implements flows.ReplyStore.
func (s *Store) SaveReply(ctx context.Context, r flows.StoredReply) (flows.Stored, error) {
	body, err := json.Marshal(record{User: r.User, Team: r.Team, Text: r.Text, Files: r.Files, EditedTS: r.EditedTS})
	if err != nil {
		return flows.Stored{}, fmt.Errorf("save reply: %w", err)
	}
	lane, check, checkBody := flows.Lane(r.Place.Channel), "", []byte(nil)
	if r.Check {
		check = flows.IntentID("check", string(r.Place.Channel), string(r.Place.TS))
		intent := flows.Intent{ID: check, Lane: lane, QueuedAt: time.Now(), Content: flows.CheckMark{TS: r.Place.TS}}
		if checkBody, err = intent.MarshalJSON(); err != nil {
			return flows.Stored{}, fmt.Errorf("save reply: %w", err)
		}
		if err := s.know(ctx, lane); err != nil {
			return flows.Stored{}, err
		}
	}
	event := r.EventTS
	if event == "" {
		event = r.Place.TS
	}
	v, err := s.run(ctx, "save reply", scriptSaveReply, []string{channel(r.Place.Channel)},
		string(r.Place.TS), string(r.Thread), sortable(r.EditedTS), sortable(event), sumOfReply(r.Reply), string(r.Organisation), body, check, checkBody, unnamed(r.Files))
	if err != nil {
		return flows.Stored{}, err
	}
	out, post := pair(v)
	stored := flows.Stored{Outcome: flows.Outcome(out)}
	if post != "" {
		if stored.Post, err = s.post(r.Place.Channel, string(r.Thread), post); err != nil {
			return stored, err
		}
	}
	if r.Check {
		s.lanes.queued(lane)
	}
	return stored, nil
}

// sumOfReply tells two editions of a reply apart that Slack calls the same edit.
func sumOfReply(r flows.Reply) string {
	if r.Said != "" {
		return sumOf([]byte(r.Said))
	}
	words := make([]string, 0, 1+3*len(r.Files))
	words = append(words, r.Text)
	for _, f := range r.Files {
		words = append(words, f.ID, f.Name, f.Link)
	}
	return sumOf([]byte(strings.Join(words, "\x00")))
}

// unnamed counts the files whose names Slack has not told.
func unnamed(files []flows.File) int {
	n := 0
	for _, f := range files {
		if f.Name == "" {
			n++
		}
	}
	return n
}

func pair(v any) (first, second string) {
	list, _ := v.([]any)
	if len(list) == 2 {
		first, _ = list[0].(string)
		second, _ = list[1].(string)
	}
	return first, second
}

// SaveDeletion implements flows.ReplyStore.
func (s *Store) SaveDeletion(ctx context.Context, d flows.Deletion) (flows.Outcome, error) {
	v, err := s.run(ctx, "save deletion", scriptSaveDeletion, []string{channel(d.Place.Channel)},
		string(d.Place.TS), string(d.Thread), sortable(d.EventTS), changedAt(d.Seen))
	if err != nil {
		return "", err
	}
	out, _ := v.(string)
	if flows.Outcome(out) == flows.OutcomeNoQuestion {
		return flows.OutcomeNoQuestion, nil
	}
	return flows.Outcome(out), s.forgetLetters(ctx, d.Place)
}

// SaveReaction implements flows.ReplyStore.
func (s *Store) SaveReaction(ctx context.Context, r flows.Reaction, byWorkingGroup bool) (flows.Outcome, error) {
	v, err := s.run(ctx, "save reaction", scriptSaveReaction, []string{channel(r.Place.Channel)},
		string(r.Place.TS), string(r.Name)+"|"+string(r.User), sortable(r.EventTS), flag(r.Added), flag(byWorkingGroup))
	if err != nil {
		return "", err
	}
	out, _ := v.(string)
	return flows.Outcome(out), nil
}

func flag(b bool) string {
	if b {
		return "1"
	}
	return "0"
}
