package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/slack-go/slack"

	"github.com/samrad/samrad/bot/blocks"
)

// Respond posts to a response_url, which takes five posts in thirty minutes,
// and replaces nothing.
func (s *Slack) Respond(ctx context.Context, address string, m blocks.Message) error {
	return s.respond(ctx, address, m, false)
}

// Replace replaces the message whose button was pressed.
func (s *Slack) Replace(ctx context.Context, address string, m blocks.Message) error {
	return s.respond(ctx, address, m, true)
}

func (s *Slack) respond(ctx context.Context, address string, m blocks.Message, replace bool) error {
	if address == "" || (m.Text == "" && m.Blocks == nil) {
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
	return s.RespondRaw(ctx, address, data)
}

// RespondRaw posts an answer that is encoded already.
func (s *Slack) RespondRaw(ctx context.Context, address string, data []byte) error {
	if address == "" {
		return nil
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("response url: %w", withoutAddress(err))
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := s.http.Do(req)
	if err != nil {
		return fmt.Errorf("response url: %w", withoutAddress(err))
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("response url: %w", slack.StatusCodeError{Code: resp.StatusCode, Status: resp.Status})
	}
	return nil
}

// withoutAddress takes the address out of an error of net/http: whoever has a
// response_url or an upload's address may post there, and errors are logged.
func withoutAddress(err error) error {
	var e *url.Error
	if errors.As(err, &e) {
		return e.Err
	}
	return err
}
