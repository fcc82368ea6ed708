package slacksim

import (
	"slices"
	"strings"
)

// run checks who calls and what they may do, and calls the method. A second
// result over 0 is a Retry-After in seconds.
func (c *call) run(token string) (object, int) {
	m, ok := methods[c.method]
	if !ok {
		return c.refuse("unknown_method", "no such method"), 0
	}
	if m.token != noToken {
		if code := c.authenticate(token, m.token); code != "" {
			return refuse(code), 0
		}
		if code, needed := c.scopeMissing(m); code != "" {
			return object{"ok": false, "error": code, "needed": needed, "provided": strings.Join(c.w.app.Scopes, ",")}, 0
		}
	}
	if wait := c.limited(m); wait > 0 {
		return nil, wait
	}
	answer := m.do(c)
	if _, ok := answer["ok"]; !ok {
		answer["ok"] = true
	}
	return answer, 0
}

// authenticate tells what is wrong with a token, "" for nothing.
func (c *call) authenticate(token string, kind tokenKind) string {
	w := c.w
	switch {
	case token == "":
		c.violate("not_authed", "no token")
		return "not_authed"
	case kind == appToken && token == w.app.BotToken, kind == botToken && token == w.app.AppToken:
		c.violate("not_allowed_token_type", "the wrong kind of token")
		return "not_allowed_token_type"
	case kind == appToken && token == w.app.AppToken:
		return ""
	case kind == botToken && token == w.app.BotToken:
		return w.revoked
	default:
		return "invalid_auth"
	}
}

func (c *call) scopeMissing(m method) (code, needed string) {
	if m.scope == nil {
		return "", ""
	}
	needed = m.scope(c)
	if needed == "" {
		return "", ""
	}
	for one := range strings.SplitSeq(needed, "|") {
		if slices.Contains(c.w.app.Scopes, one) {
			return "", ""
		}
	}
	return "missing_scope", strings.Split(needed, "|")[0]
}

// scope asks for one scope; alternatives are separated by "|".
func scope(name string) func(*call) string { return func(*call) string { return name } }

// historyScope is the history scope of the kind of the channel asked about.
func historyScope(c *call) string { return c.kindScope("history") }

// readScope is the read scope of the kind of the channel asked about.
func readScope(c *call) string { return c.kindScope("read") }

func (c *call) kindScope(what string) string {
	ch := c.w.channel(c.args.str("channel"))
	if ch == nil {
		return ""
	}
	return map[string]string{"im": "im:", "group": "groups:", "channel": "channels:"}[ch.kind()] + what
}
