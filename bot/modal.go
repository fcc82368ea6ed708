package bot

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/slack-go/slack"

	"github.com/samrad/samrad/bot/blocks"
)

// ModalRef is a modal that is shown, by Slack's id or one of our own.
type ModalRef struct {
	ID       string
	External string
	Hash     string // of what is shown; empty: whatever is
}

// OpenModal opens a modal that is updated later.
func (s *Slack) OpenModal(ctx context.Context, trigger string, f blocks.Form) (ModalRef, error) {
	view, err := modalRequest(f)
	if err != nil {
		return ModalRef{}, err
	}
	shown, err := s.api.OpenViewContext(ctx, trigger, view)
	if err := s.called("views.open", err); err != nil {
		return ModalRef{}, err
	}
	return ModalRef{ID: shown.ID, Hash: shown.Hash}, nil
}

// UpdateModal shows something else in a modal. If it was closed, or shows something
// newer, there is nothing to do.
func (s *Slack) UpdateModal(ctx context.Context, m ModalRef, f blocks.Form) error {
	_, _, err := s.updateModal(ctx, m, f)
	return err
}

// updateModal reports whether it is shown now, and then refers to it.
func (s *Slack) updateModal(ctx context.Context, m ModalRef, f blocks.Form) (ModalRef, bool, error) {
	view, err := modalRequest(f)
	if err != nil {
		return m, false, err
	}
	now, err := s.api.UpdateViewContext(ctx, view, m.External, m.Hash, m.ID)
	if word := errorWord(err); word == "not_found" || word == "hash_conflict" {
		return m, false, nil
	}
	if err := s.called("views.update", err); err != nil {
		return m, false, err
	}
	return ModalRef{ID: now.ID, Hash: now.Hash}, true, nil
}

func modalRequest(f blocks.Form) (slack.ModalViewRequest, error) {
	var view slack.ModalViewRequest
	data, err := json.Marshal(f)
	if err == nil {
		err = json.Unmarshal(data, &view)
	}
	if err != nil {
		return view, fmt.Errorf("encode form: %w", err)
	}
	return view, nil
}
