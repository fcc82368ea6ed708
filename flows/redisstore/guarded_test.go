package redisstore_test

import (
	"strings"
	"testing"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/redisstore"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

const (
	serverPassword   = "s3rver"
	sentinelPassword = "w4tcher"
)

// startGuarded starts servers and sentinels that ask for passwords, each kind
// for another.
func startGuarded(t *testing.T) (*redistest.Sentinel, redisstore.Target) {
	t.Helper()
	s := redistest.StartGuardedSentinel(t, redistest.Password(sentinelPassword), redistest.Password(serverPassword)...)
	target := sentinelTarget(s)
	target.Sentinel.Password, target.Sentinel.SentinelPassword = serverPassword, sentinelPassword
	return s, target
}

func startUnguarded(t *testing.T) (*redistest.Sentinel, redisstore.Target) {
	t.Helper()
	s := redistest.StartSentinel(t)
	return s, sentinelTarget(s)
}

// Who refuses a login is told, and what to mend, and no password.
func TestGuardedLogins(t *testing.T) {
	t.Parallel()
	sentinel, right := startGuarded(t)
	for _, w := range sentinel.Watchers {
		w.Do(t, "ACL", "SETUSER", "anna", "on", ">"+sentinelPassword, "+sentinel", "+subscribe", "+ping", "allchannels")
		w.Do(t, "ACL", "SETUSER", "bo", "on", ">"+sentinelPassword, "+ping")
	}
	for _, tt := range []struct {
		name        string
		change      func(t *redisstore.SentinelTarget)
		words, hint string // none: it opens
	}{
		{name: "right", change: func(*redisstore.SentinelTarget) {}},
		{name: "a user of the sentinels", change: func(t *redisstore.SentinelTarget) { t.SentinelUsername = "anna" }},
		{name: "none for the sentinels", change: func(t *redisstore.SentinelTarget) { t.SentinelPassword = "" },
			words: "the sentinels ask for a password of their own", hint: "?sentinel_password="},
		{name: "the servers' for the sentinels", change: func(t *redisstore.SentinelTarget) { t.SentinelPassword = serverPassword },
			words: "the sentinels refuse the password", hint: "sentinel_password"},
		{name: "an unknown user of the sentinels", change: func(t *redisstore.SentinelTarget) { t.SentinelUsername = "carl" },
			words: "the sentinels refuse the password", hint: "sentinel_username"},
		{name: "a user of the sentinels who may not", change: func(t *redisstore.SentinelTarget) { t.SentinelUsername = "bo" },
			words: "the sentinels forbid this to the user", hint: "+sentinel"},
		{name: "none for the servers", change: func(t *redisstore.SentinelTarget) { t.Password = "" },
			words: "it asks for a password", hint: "before the @"},
		{name: "the sentinels' for the servers", change: func(t *redisstore.SentinelTarget) { t.Password = sentinelPassword },
			words: "it refuses the password", hint: "before the @"},
		{name: "an unknown master", change: func(t *redisstore.SentinelTarget) { t.Master = "other" },
			words: "the sentinels know no master of that name", hint: "sentinel monitor"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			target := *right.Sentinel
			tt.change(&target)
			s, err := redisstore.Open(t.Context(), redisstore.Target{Sentinel: &target})
			if tt.words == "" {
				wantSound(t, s, err)
				return
			}
			if err == nil {
				err = s.Close()
			}
			if flows.CodeOf(err) != flows.CodeStoreDown || !strings.Contains(err.Error(), "store: ping: "+tt.words+": ") || !strings.Contains(flows.HintOf(err), tt.hint) {
				t.Errorf("got %v (%s), want %q and %q", err, flows.HintOf(err), tt.words, tt.hint)
			}
			for _, secret := range []string{serverPassword, sentinelPassword} {
				if err != nil && strings.Contains(err.Error()+flows.HintOf(err), secret) {
					t.Errorf("the password is told: %v", err)
				}
			}
		})
	}
}

// wantSound wants a store that opened, and whose servers all tell of themselves.
func wantSound(t *testing.T, s *redisstore.Store, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	d, err := s.Inspect(t.Context())
	if found := append(d.Errors(), d.Warnings()...); err != nil || len(d.Standbys) != 2 || len(found) > 0 {
		t.Errorf("%d replicas, %q, %v", len(d.Standbys), found, err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// Sentinels that forget the master while the store is in use are trouble: what
// they answer is no key that is not there.
func TestForgottenMasterIsNoMissingKey(t *testing.T) {
	t.Parallel()
	sentinel := redistest.StartLoneSentinel(t)
	s := open(t, sentinelTarget(sentinel))
	for _, w := range sentinel.Watchers {
		w.Do(t, "SENTINEL", "REMOVE", redistest.MasterName)
	}
	sentinel.Nodes[0].Do(t, "CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
	_, err := s.RefusedSince(t.Context(), flows.Lane(room), "is_archived")
	if flows.CodeOf(err) != flows.CodeStoreDown || !strings.Contains(err.Error(), "the sentinels know no master of that name") {
		t.Errorf("got %v", err)
	}
}
