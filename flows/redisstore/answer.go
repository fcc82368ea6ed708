package redisstore

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/samrad/samrad/flows"
)

// SaveAnswers implements flows.AnswerStore.
func (s *Store) SaveAnswers(ctx context.Context, c flows.ChannelID, answers []flows.Contribution) ([]flows.Outcome, error) {
	if len(answers) == 0 {
		return nil, nil
	}
	var args []any
	for _, a := range answers {
		one, err := answerArgs(a)
		if err != nil {
			return nil, fmt.Errorf("save answers: %w", err)
		}
		args = append(args, one...)
	}
	v, err := s.run(ctx, "save answers", scriptSaveAnswers, []string{channel(c)}, args...)
	if err != nil {
		return nil, err
	}
	list, _ := v.([]any)
	out := make([]flows.Outcome, len(list))
	for i, o := range list {
		word, _ := o.(string)
		out[i] = flows.Outcome(word)
	}
	return out, nil
}

// ReplaceAnswer implements flows.AnswerStore.
func (s *Store) ReplaceAnswer(ctx context.Context, c, read flows.Contribution) error {
	args, err := answerArgs(c)
	if err != nil {
		return fmt.Errorf("replace answer: %w", err)
	}
	v, err := s.run(ctx, "replace answer", scriptReplace, []string{channel(c.Place.Channel)}, append(args, changedAt(read.ChangedAt))...)
	if err != nil {
		return err
	}
	if v == string(flows.OutcomeStale) {
		return &flows.Error{Code: flows.CodeConflict, What: "replace answer: somebody else was first"}
	}
	return nil
}

// answerArgs are the arguments of a script for an answer: ts, sum, organisation, body.
func answerArgs(a flows.Contribution) ([]any, error) {
	body, err := json.Marshal(a)
	if err != nil {
		return nil, err
	}
	// What an import cannot know twice alike (when it was done) is no change.
	a.ChangedAt = time.Time{}
	content, err := json.Marshal(a)
	if err != nil {
		return nil, err
	}
	return []any{string(a.Place.TS), sumOf(content), string(a.Organisation), body}, nil
}

// changedAt is a time as it stands in an answer's body; empty: none.
func changedAt(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339Nano)
}
