package slacksim

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// noRetry is the failure after which Slack does not try again: the bot's
// answer carries X-Slack-No-Retry.
const noRetry = "no_retry"

// DeliverHTTP switches from Socket Mode to request URLs: baseURL followed by
// /slack/events, /slack/commands and /slack/interactions.
func (w *Workspace) DeliverHTTP(baseURL string) {
	w.mu.Lock()
	defer w.unlock()
	w.httpBase = strings.TrimSuffix(baseURL, "/")
}

// VerifyURL sends url_verification to the events URL, as Slack does when one
// is entered, and checks that the challenge comes back.
// https://docs.slack.dev/reference/events/url_verification/
func (w *Workspace) VerifyURL(ctx context.Context) error {
	challenge := secret()
	w.mu.Lock()
	request := w.httpRequest(&delivery{
		kind: kindEvents, payload: encode(object{"token": "simulated-verification-token", "challenge": challenge, "type": "url_verification"}),
	}, 0, "")
	w.mu.Unlock()
	status, _, body, err := request.do(ctx)
	if err != nil {
		return fmt.Errorf("verify request URL: %w", err)
	}
	var answer struct {
		Challenge string `json:"challenge"`
	}
	if status != http.StatusOK || (strings.TrimSpace(string(body)) != challenge && (json.Unmarshal(body, &answer) != nil || answer.Challenge != challenge)) {
		return fmt.Errorf("verify request URL: status %d without the challenge", status)
	}
	return nil
}

// attemptHTTP posts a delivery to its request URL; the caller holds the lock.
func (w *Workspace) attemptHTTP(d *delivery, n int, reason string) {
	request := w.httpRequest(d, n, reason)
	w.wg.Go(func() {
		ctx, cancel := context.WithTimeout(w.ctx, w.o.RedeliverAfter)
		defer cancel()
		status, header, body, err := request.do(ctx)
		switch {
		case ctx.Err() != nil:
			return // the time of the attempt is up: await says so
		case err != nil:
			d.failed <- "connection_failed"
		case status/100 == 2:
			w.mu.Lock()
			w.acknowledge(d, responseBody(body))
			w.unlock()
		case header.Get("X-Slack-No-Retry") == "1":
			d.failed <- noRetry
		default:
			d.failed <- "http_error"
		}
	})
}

// responseBody is a JSON body; a command may be answered in plain words too.
func responseBody(body []byte) json.RawMessage {
	body = bytes.TrimSpace(body)
	switch {
	case len(body) == 0:
		return nil
	case json.Valid(body):
		return body
	default:
		return encode(object{"text": string(body)})
	}
}

type httpRequest struct {
	url    string
	body   []byte
	header http.Header
}

// httpRequest makes the signed request of a delivery; the caller holds the lock.
// https://docs.slack.dev/authentication/verifying-requests-from-slack/
func (w *Workspace) httpRequest(d *delivery, n int, reason string) httpRequest {
	path, contentType, body := httpBody(d)
	now := strconv.FormatInt(w.o.SignTime().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(w.app.SigningSecret))
	mac.Write([]byte("v0:" + now + ":"))
	mac.Write(body)
	h := http.Header{
		"Content-Type":              {contentType},
		"User-Agent":                {"Slackbot 1.0 (+https://api.slack.com/robots)"},
		"X-Slack-Request-Timestamp": {now},
		"X-Slack-Signature":         {"v0=" + hex.EncodeToString(mac.Sum(nil))},
	}
	if n > 0 {
		if reason == "timeout" {
			reason = "http_timeout"
		}
		h.Set("X-Slack-Retry-Num", strconv.Itoa(n))
		h.Set("X-Slack-Retry-Reason", reason)
	}
	return httpRequest{url: w.httpBase + path, body: body, header: h}
}

// httpBody is how a payload travels over HTTP.
func httpBody(d *delivery) (path, contentType string, body []byte) {
	const form = "application/x-www-form-urlencoded"
	switch d.kind {
	case kindCommands:
		return "/slack/commands", form, []byte(commandForm(d.payload).Encode())
	case kindInteractive:
		return "/slack/interactions", form, []byte(url.Values{"payload": {string(d.payload)}}.Encode())
	default:
		return "/slack/events", "application/json", d.payload
	}
}

func commandForm(payload json.RawMessage) url.Values {
	var fields map[string]any
	values := url.Values{}
	if json.Unmarshal(payload, &fields) == nil {
		for key, value := range fields {
			values.Set(key, fmt.Sprint(value))
		}
	}
	return values
}

func (r httpRequest) do(ctx context.Context) (status int, header http.Header, body []byte, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.url, bytes.NewReader(r.body))
	if err != nil {
		return 0, nil, nil, err
	}
	req.Header = r.header
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	res, err := client.Do(req)
	if err != nil {
		return 0, nil, nil, err
	}
	defer res.Body.Close()
	body, err = io.ReadAll(io.LimitReader(res.Body, 1<<20))
	return res.StatusCode, res.Header, body, err
}
