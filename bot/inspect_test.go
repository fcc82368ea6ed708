package bot

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows"
)

func TestChannelState(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.AddChannel(slacksim.Channel{ID: "C0OUTSIDE", Members: []string{alfa}})
	w.AddChannel(slacksim.Channel{ID: "G0SECRET", Private: true, Members: []string{alfa}})
	w.Archive(official, other)
	for channel, want := range map[flows.ChannelID]string{
		room: "", other: "is_archived", "C0OUTSIDE": "not_in_channel", "G0SECRET": "channel_not_found", "C0GONE": "channel_not_found",
	} {
		got, err := w.slack.ChannelState(t.Context(), channel)
		if err != nil || got != want {
			t.Errorf("%s: %q (%v), want %q", channel, got, err, want)
		}
	}
	w.SetFault(slacksim.Fault{Method: "conversations.info", Status: 500, Times: 1})
	if got, err := w.slack.ChannelState(t.Context(), room); err == nil {
		t.Errorf("no error, state %q", got)
	}
}

func TestUserState(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.AddUser(slacksim.User{ID: "U0LEFT", Deleted: true})
	w.AddUser(slacksim.User{ID: "U0EXT", TeamID: "T0EXT"})
	for id, want := range map[flows.UserID]UserState{
		alfa: UserPresent, "U0EXT": UserPresent, "U0GONE": UserUnknown, "U0LEFT": UserDeactivated, flows.UserID(w.app.BotUserID): UserBot,
	} {
		if got, err := w.slack.UserState(t.Context(), id); err != nil || got != want {
			t.Errorf("%s: %v (%v), want %v", id, got, err, want)
		}
	}
	w.SetFault(slacksim.Fault{Method: "users.info", SlackError: "user_not_visible", Times: 1})
	if got, err := w.slack.UserState(t.Context(), alfa); err != nil || got != UserUnknown {
		t.Errorf("not visible: %v (%v)", got, err)
	}
	w.SetFault(slacksim.Fault{Method: "users.info", Status: 500, Times: 1})
	if got, err := w.slack.UserState(t.Context(), alfa); err == nil {
		t.Errorf("no error, state %v", got)
	}
}

// Slack limits how often it is asked: it is asked again when it said, which the
// simulator sees to, unless there is no time for it.
func TestUserStateLimited(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.SetFault(slacksim.Fault{Method: "users.info", Status: 429, RetryAfter: 1, Times: 1})
	if got, err := w.slack.UserState(t.Context(), alfa); err != nil || got != UserPresent || w.FaultsLeft() != 0 {
		t.Errorf("state %v (%v), %d faults left", got, err, w.FaultsLeft())
	}
	w.SetFault(slacksim.Fault{Method: "users.info", Status: 429, RetryAfter: 3600, Times: 1})
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if got, err := w.slack.UserState(ctx, alfa); err == nil || ctx.Err() != nil {
		t.Errorf("state %v after waiting (%v)", got, err)
	}
}

func TestMissingScopes(t *testing.T) {
	t.Parallel()
	all := Identity{Scopes: Scopes}
	if missing := all.Missing(); len(missing) != 0 {
		t.Errorf("missing of all: %v", missing)
	}
	if diff := cmp.Diff(Scopes, Identity{}.Missing()); diff != "" {
		t.Errorf("missing of none (-want +got):\n%s", diff)
	}
	w := newWorld(t, nil)
	w.Install(slacksim.App{Scopes: Scopes[1:]})
	self, err := w.slack.Identity(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Scopes[:1], self.Missing()); diff != "" {
		t.Errorf("missing (-want +got):\n%s", diff)
	}
}

func TestTestSocket(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	if err := w.slack.TestSocket(t.Context()); err != nil {
		t.Error(err)
	}
	w.SetFault(slacksim.Fault{Method: "apps.connections.open", SlackError: "invalid_auth"})
	if err := w.slack.TestSocket(t.Context()); !Refused(err) {
		t.Errorf("error %v, want a refusal", err)
	}
}

// A person is looked up once an hour; what is known serves while Slack does
// not answer.
func TestUser(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.AddUser(slacksim.User{ID: "U0EXT", Name: "ext", TeamID: "T0EXT", Locale: "en-GB"}) // whose locale Slack keeps to itself
	w.AddUser(slacksim.User{ID: "U0HERE", Name: "here", Locale: "en-GB"})
	if got := w.slack.cachedName("U0EXT"); got != "" {
		t.Errorf("name %q before anybody was looked up", got)
	}
	for range 2 {
		for _, want := range []User{{ID: "U0EXT", Name: "ext", Team: "T0EXT"}, {ID: "U0HERE", Name: "here", Team: "T0HOME", Locale: "en-GB"}} {
			got, err := w.slack.User(t.Context(), want.ID)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("user (-want +got):\n%s", diff)
			}
		}
		w.SetFault(slacksim.Fault{Method: "users.info", Status: 500})
	}
	if _, err := w.slack.User(t.Context(), "U0GONE"); err == nil {
		t.Error("no error for somebody unknown")
	}
	if got := w.slack.cachedName("U0EXT"); got != "ext" {
		t.Errorf("name %q after a person was looked up", got)
	}
}
