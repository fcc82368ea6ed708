package bot

import (
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/url"

	"github.com/slack-go/slack"
)

// maxBody bounds a request's body, in bytes: several times what Slack sends.
const maxBody = 1 << 20

// HTTP receives Slack's requests: /slack/events, /slack/commands and
// /slack/interactions.
type HTTP struct {
	router *Router
	secret string
	log    *slog.Logger
}

// NewHTTP makes a receiver. secret is the app's signing secret.
func NewHTTP(router *Router, secret string, log *slog.Logger) (*HTTP, error) {
	if secret == "" {
		return nil, errors.New("new http receiver: no signing secret")
	}
	router.metrics.online(true) // Slack calls us; there is no connection to lose
	return &HTTP{router: router, secret: secret, log: log}, nil
}

// Register adds the endpoints to a mux.
func (h *HTTP) Register(mux *http.ServeMux) {
	mux.HandleFunc("POST /slack/events", h.signed(h.events))
	mux.HandleFunc("POST /slack/commands", h.signed(h.commands))
	mux.HandleFunc("POST /slack/interactions", h.signed(h.interactions))
}

// signed reads the body and checks Slack's signature over it, and that it is
// no older than five minutes. See
// https://docs.slack.dev/authentication/verifying-requests-from-slack.
func (h *HTTP) signed(next func(http.ResponseWriter, *http.Request, []byte)) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, req.Body, maxBody))
		var tooLarge *http.MaxBytesError
		switch {
		case errors.As(err, &tooLarge):
			http.Error(w, "body too large", http.StatusRequestEntityTooLarge)
			return
		case err != nil:
			http.Error(w, "body not read", http.StatusBadRequest)
			return
		}
		if !h.genuine(req.Header, body) {
			http.Error(w, "bad signature", http.StatusUnauthorized)
			return
		}
		next(w, req, body)
	}
}

func (h *HTTP) genuine(header http.Header, body []byte) bool {
	v, err := slack.NewSecretsVerifier(header, h.secret)
	if err != nil {
		return false
	}
	if _, err := v.Write(body); err != nil {
		return false
	}
	return v.Ensure() == nil
}

func (h *HTTP) events(w http.ResponseWriter, req *http.Request, body []byte) {
	words, err := h.router.Event(req.Context(), sourceEvents, body)
	if words != "" && err == nil {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = io.WriteString(w, words)
		return
	}
	h.finish(w, req, err, nil)
}

func (h *HTTP) commands(w http.ResponseWriter, req *http.Request, body []byte) {
	form, err := url.ParseQuery(string(body))
	if form.Get("ssl_check") == "1" {
		return // Slack looks at the certificate now and then
	}
	if err != nil || form.Get("command") == "" {
		h.finish(w, req, h.router.deadLetter(req.Context(), sourceCommands, errors.New("no command"), body), nil)
		return
	}
	h.finish(w, req, nil, h.router.Command(req.Context(), wireCommand{
		Command: form.Get("command"), Text: form.Get("text"), UserID: form.Get("user_id"), TeamID: form.Get("team_id"),
		ChannelID: form.Get("channel_id"), TriggerID: form.Get("trigger_id"), ResponseURL: form.Get("response_url"),
	}))
}

func (h *HTTP) interactions(w http.ResponseWriter, req *http.Request, body []byte) {
	form, err := url.ParseQuery(string(body))
	if form.Get("ssl_check") == "1" {
		return
	}
	var i wireInteraction
	if err == nil {
		err = json.Unmarshal([]byte(form.Get("payload")), &i)
	}
	if err != nil {
		h.finish(w, req, h.router.deadLetter(req.Context(), sourceInteractions, err, body), nil)
		return
	}
	h.finish(w, req, nil, h.router.Interaction(req.Context(), i))
}

// finish acknowledges; an event that could not be stored is refused, so that
// Slack delivers it again.
func (h *HTTP) finish(w http.ResponseWriter, req *http.Request, err error, answer Answer) {
	switch {
	case err != nil:
		h.log.With("path", req.URL.Path).WarnContext(req.Context(), "not acknowledged, Slack delivers it again", logged(err)...)
		http.Error(w, "not stored", http.StatusServiceUnavailable)
	case answer == nil:
		w.WriteHeader(http.StatusOK)
	default:
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		if err := json.NewEncoder(w).Encode(answer); err != nil {
			h.log.WarnContext(req.Context(), "answer not written", "error", err)
		}
	}
}
