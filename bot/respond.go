package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/slack-go/slack"

	"github.com/samrad/samrad/bot/blocks"
)

// Respond posts to a response_url, which takes five posts in thirty minutes,
// and replaces nothing.
func (s *Slack) Respond(ctx context.Context, url string, m blocks.Message) error {
	return s.respond(ctx, url, m, false)
}

// Replace replaces the message whose button was pressed.
func (s *Slack) Replace(ctx context.Context, url string, m blocks.Message) error {
	return s.respond(ctx, url, m, true)
}

func (s *Slack) respond(ctx context.Context, url string, m blocks.Message, replace bool) error {
	if url == "" || (m.Text == "" && m.Blocks == nil) {
		return nil
	}
	body := map[string]any{"response_type": "ephemeral", "text": m.Text, "replace_original": replace}
	if m.Blocks != nil {
		body["blocks"] = m.Blocks
	}
	data, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("response url: %w", err)
	}
	return s.RespondRaw(ctx, url, data)
}

// RespondRaw posts an answer that is encoded already.
func (s *Slack) RespondRaw(ctx context.Context, url string, data []byte) error {
	if url == "" {
		return nil
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("response url: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := s.http.Do(req)
	if err != nil {
		return fmt.Errorf("response url: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("response url: %w", slack.StatusCodeError{Code: resp.StatusCode, Status: resp.Status})
	}
	return nil
}
