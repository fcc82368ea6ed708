package slacksim

import (
	"encoding/json"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"strings"
)

const maxBody = 4 << 20 // bytes of a Web API request

// call is one Web API request; its method runs with the workspace locked.
type call struct {
	w      *Workspace
	method string
	args   args
}

func (c *call) violate(what, format string, a ...any) { c.w.violate(c.method, what, format, a...) }

// refuse answers ok:false.
func refuse(code string) object { return object{"ok": false, "error": code} }

// refuse answers ok:false and notes that the bot should have known.
func (c *call) refuse(code, format string, a ...any) object {
	c.violate(code, format, a...)
	return refuse(code)
}

// args are a request's arguments, whether they came as a form or as JSON.
type args map[string]json.RawMessage

// str is an argument as text: a JSON string's content, else the raw value.
func (a args) str(name string) string {
	raw := a[name]
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	if string(raw) == "null" {
		return ""
	}
	return string(raw)
}

func (a args) has(name string) bool { return a.str(name) != "" }

func (a args) flag(name string) bool {
	s := a.str(name)
	return s == "true" || s == "1"
}

// json is an argument that holds JSON: itself, or a string of it.
func (a args) json(name string) (json.RawMessage, bool) {
	raw := json.RawMessage(a.str(name))
	if len(raw) == 0 {
		return nil, true
	}
	return raw, json.Valid(raw)
}

// parseArgs reads a form (also in the query) or a JSON object.
func parseArgs(r *http.Request) (args, string) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err != nil || len(body) > maxBody {
		return nil, "request_timeout"
	}
	out := args{}
	for key, values := range r.URL.Query() {
		out[key] = encode(values[0])
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case len(body) == 0:
	case kind == "application/json":
		var fields args
		if json.Unmarshal(body, &fields) != nil {
			return nil, "json_not_object"
		}
		maps.Copy(out, fields)
	case kind == "application/x-www-form-urlencoded":
		values, err := url.ParseQuery(string(body))
		if err != nil {
			return nil, "invalid_form_data"
		}
		for key := range values {
			out[key] = encode(values.Get(key))
		}
	default:
		return nil, "invalid_post_type"
	}
	return out, ""
}

// serveAPI answers a Web API request: faults first, then authentication, the
// scopes, the rate limits and the method itself.
func (w *Workspace) serveAPI(rw http.ResponseWriter, r *http.Request) {
	c := &call{w: w, method: r.PathValue("method")}
	parsed, code := parseArgs(r)
	c.args = parsed
	channel := parsed.str("channel")
	if channel == "" {
		channel = parsed.str("channel_id")
	}
	fault := w.takeFault(c.method, channel)
	if fault.refuses() {
		w.answerFault(rw, r, c.method, channel, fault)
		return
	}
	w.mu.Lock()
	rw.Header().Set("X-OAuth-Scopes", strings.Join(w.app.Scopes, ","))
	var answer object
	retryAfter := 0
	if code != "" {
		answer = c.refuse(code, "the request body cannot be read")
	} else {
		answer, retryAfter = c.run(bearer(r, c.args))
	}
	w.unlock()
	if fault.CutAfterStore {
		w.cutOff(r, fault.Hang)
	}
	if retryAfter > 0 {
		writeRateLimited(rw, retryAfter)
		return
	}
	writeJSON(rw, http.StatusOK, answer)
}

func writeJSON(rw http.ResponseWriter, status int, v any) {
	rw.Header().Set("Content-Type", "application/json; charset=utf-8")
	rw.WriteHeader(status)
	enc := json.NewEncoder(rw)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(v) // a client that has gone hears nothing
}

// bearer is the token: the Authorization header's, else the form's.
func bearer(r *http.Request, a args) string {
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return token
	}
	return a.str("token")
}
