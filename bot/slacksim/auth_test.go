package slacksim_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/bot/slacksim"
)

func TestTokens(t *testing.T) {
	w := start(t, slacksim.Options{})
	tests := []struct {
		name, token, method string
		want                any
	}{
		{"bot", w.app.BotToken, "auth.test", nil},
		{"none", "", "auth.test", "not_authed"},
		{"wrong", "xoxb-other", "auth.test", "invalid_auth"},
		{"app token for a bot method", w.app.AppToken, "auth.test", "not_allowed_token_type"},
		{"bot token for an app method", w.app.BotToken, "apps.connections.open", "not_allowed_token_type"},
		{"unknown method", w.app.BotToken, "files.upload", "unknown_method"},
		{"no token needed", "", "api.test", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res, answer := w.callAs(tt.token, tt.method, object{})
			if answer["error"] != tt.want {
				t.Errorf("error %v, want %v", answer["error"], tt.want)
			}
			if res.Header.Get("X-OAuth-Scopes") == "" {
				t.Error("no X-OAuth-Scopes")
			}
		})
	}
}

func TestMissingScope(t *testing.T) {
	w := start(t, slacksim.Options{})
	w.app = w.Install(slacksim.App{Scopes: []string{"users:read"}})
	got := pick(w.call("chat.postMessage", object{"channel": "C1", "text": "x"}), "ok", "error", "needed", "provided")
	want := object{"ok": false, "error": "missing_scope", "needed": "chat:write", "provided": "users:read"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := w.call("conversations.history", object{"channel": "C1"})["needed"]; got != "channels:history" {
		t.Errorf("history of a public channel needs %v", got)
	}
}

func TestRevokedToken(t *testing.T) {
	w := start(t, slacksim.Options{})
	b := w.connect()
	w.RevokeTokens()
	if got := b.inner()["type"]; got != "tokens_revoked" {
		t.Errorf("event %v", got)
	}
	if got := w.call("auth.test", nil)["error"]; got != "token_revoked" {
		t.Errorf("auth.test answers %v", got)
	}
	w.Uninstall()
	if got := b.inner()["type"]; got != "app_uninstalled" {
		t.Errorf("event %v", got)
	}
	if got := w.call("auth.test", nil)["error"]; got != "account_inactive" {
		t.Errorf("auth.test answers %v", got)
	}
}

func TestBadBodies(t *testing.T) {
	w := start(t, slacksim.Options{})
	tests := []struct{ name, kind, body, want string }{
		{"JSON that is none", "application/json", "{", "json_not_object"},
		{"a list", "application/json", "[1]", "json_not_object"},
		{"another type", "text/plain", "x", "invalid_post_type"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res, answer := w.do(w.request(w.app.BotToken, "auth.test", tt.kind, strings.NewReader(tt.body)))
			if res.StatusCode != http.StatusOK || answer["error"] != tt.want {
				t.Errorf("status %d, %v, want %s", res.StatusCode, answer, tt.want)
			}
		})
	}
}
