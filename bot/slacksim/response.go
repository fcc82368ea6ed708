package slacksim

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"time"
)

func lastSegment(url string) string { return url[strings.LastIndex(url, "/")+1:] }

// serveResponse takes a post to a response_url.
func (w *Workspace) serveResponse(rw http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
	if err != nil {
		return // the client has gone
	}
	fault := w.takeFault("response_url", "")
	if fault.refuses() {
		w.answerFault(rw, r, "response_url", "", fault)
		return
	}
	w.mu.Lock()
	status, code := w.takeResponse(w.responses[r.PathValue("secret")], body)
	w.unlock()
	if fault.CutAfterStore {
		panic(http.ErrAbortHandler) // net/http's way to cut a connection without an answer
	}
	if code != "" {
		writeJSON(rw, status, refuse(code))
		return
	}
	_, _ = io.WriteString(rw, "ok") // a client that has gone hears nothing
}

func (w *Workspace) takeResponse(r *responseURL, body []byte) (int, string) {
	switch {
	case r == nil:
		w.violate("response_url", "unknown", "no such response_url")
		return http.StatusNotFound, "expired_url"
	case time.Now().After(r.expires):
		return http.StatusNotFound, "expired_url"
	case r.uses >= responseUses:
		w.violate("response_url", "used_url", "used more than %d times", responseUses)
		return http.StatusNotFound, "used_url"
	case !json.Valid(body):
		w.violate("response_url", "invalid_payload", "the body is not JSON")
		return http.StatusBadRequest, "invalid_payload"
	}
	r.uses++
	r.in.responses = append(r.in.responses, body)
	if answer := w.applyResponse("response_url", r, body); answer != nil {
		return http.StatusBadRequest, answer["error"].(string)
	}
	return http.StatusOK, ""
}

// applyResponse shows what a command's acknowledgement or a response_url
// carries: to the user alone unless it says in_channel.
// https://docs.slack.dev/interactivity/handling-user-interaction/#message_responses
func (w *Workspace) applyResponse(name string, r *responseURL, body json.RawMessage) object {
	var fields args
	if err := json.Unmarshal(body, &fields); err != nil {
		w.violate(name, "invalid_payload", "the response is no object: %v", err)
		return refuse("invalid_payload")
	}
	c := &call{w: w, method: name, args: fields}
	ch, old := w.channel(r.channel), w.answered(r)
	if fields.flag("delete_original") {
		w.removeAnswered(ch, r, old)
		return nil
	}
	m := &message{user: w.app.BotUserID, botID: w.app.BotID, threadTS: fields.str("thread_ts")}
	if answer := c.content(m); answer != nil {
		return answer
	}
	switch {
	case fields.flag("replace_original") && old == nil:
		w.violate(name, "replace_original", "there is no message to replace")
	case fields.flag("replace_original"):
		w.replaceAnswered(ch, old, m)
	case fields.str("response_type") == "in_channel":
		c.unfurls()
		m.ts = w.nextTS()
		w.add(ch, m)
	default:
		m.ts, m.ephemeralIn = w.nextTS(), ch.ID
		w.ephemerals[r.user] = append(w.ephemerals[r.user], m)
	}
	return nil
}

// answered is the message that an interaction came from.
func (w *Workspace) answered(r *responseURL) *message {
	for _, m := range w.ephemerals[r.user] {
		if m.ts == r.message {
			return m
		}
	}
	if ch := w.channel(r.channel); ch != nil {
		return ch.find(r.message)
	}
	return nil
}

func (w *Workspace) replaceAnswered(ch *channel, old, m *message) {
	before := w.messageJSON(ch, old)
	old.text, old.blocks = m.text, m.blocks
	if old.ephemeralIn == "" {
		old.editedTS, old.editor = w.nextTS(), old.user
		w.sendChanged(ch, before, w.messageJSON(ch, old))
	}
}

func (w *Workspace) removeAnswered(ch *channel, r *responseURL, old *message) {
	switch {
	case old == nil:
		w.violate("response_url", "delete_original", "there is no message to delete")
	case old.ephemeralIn == "":
		w.remove(ch, old)
	default:
		kept := w.ephemerals[r.user][:0:0]
		for _, m := range w.ephemerals[r.user] {
			if m != old {
				kept = append(kept, m)
			}
		}
		w.ephemerals[r.user] = kept
	}
}
