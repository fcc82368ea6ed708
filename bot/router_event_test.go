package bot

import (
	"testing"
	"time"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows"
)

// A user group that Slack does not tell of in time costs no answer: the reply
// is stored, and acknowledged, before Slack gives up waiting.
func TestReplyWhileUsergroupsHang(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(s *setting) {
		s.settings = func(s *flows.Settings) { s.Roles.Staff.Usergroup, s.Roles.WorkingGroup.Usergroup = "S0ST", "S0WG" }
	})
	question := w.asked()
	w.SetFault(slacksim.Fault{Method: "usergroups.users.list", Hang: true})
	start := time.Now()
	_, err := w.router.Event(t.Context(), "socket", callback(typed(`,"thread_ts":"`+question+`","channel":"`+room+`","user":"`+alfa+`","text":"Ett svar"`)))
	if took := time.Since(start); err != nil || took > slackWaits {
		t.Errorf("after %v: %v", took, err)
	}
	w.stored("Ett svar")
}

// A store that neither answers nor refuses is noticed while Slack still waits.
func TestFrozenStore(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	question := w.asked()
	if err := w.server.Freeze(); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	_, err := w.router.Event(t.Context(), "socket", callback(typed(`,"thread_ts":"`+question+`","channel":"`+room+`","user":"`+alfa+`"`)))
	if took := time.Since(start); err == nil || took > slackWaits {
		t.Errorf("after %v: %v, want an error in time", took, err)
	}
	if code := flows.CodeOf(err); code != flows.CodeStoreDown {
		t.Errorf("code %s: %v", code, err)
	}
	if err := w.server.Thaw(); err != nil {
		t.Fatal(err)
	}
}
