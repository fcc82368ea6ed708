package bot

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/slack-go/slack/socketmode"

	"github.com/samrad/samrad/flows"
)

// Slack drops a response of more than 20,480 bytes: a longer answer goes to
// the response_url, and the acknowledgement carries nothing. The workspace
// notes a frame that is too long.
func TestLongAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.connect()
	for i := range 150 { // made in Slack, and so listed
		o := flows.Organisation{ID: flows.OrganisationID(fmt.Sprintf("o%d", i)), Name: fmt.Sprintf("Förening %d %s", i, strings.Repeat("ö", 150))}
		if err := w.store.SaveOrganisation(t.Context(), o); err != nil {
			t.Fatal(err)
		}
	}
	in := w.Slash(group, room, "org")
	ack, err := in.Ack(t.Context())
	if err != nil || ack != nil {
		t.Fatalf("acknowledged with %d bytes (%v), want none", len(ack), err)
	}
	answer, err := in.WaitResponse(t.Context(), 1)
	if err != nil || len(answer) < maxResponse {
		t.Errorf("answer of %d bytes (%v), want the long one", len(answer), err)
	}
}

// acknowledge keeps every frame within the limit, whatever the answer's size:
// slack-go refuses to send one that is not.
func TestAcknowledgeSizes(t *testing.T) {
	t.Parallel()
	const limit = 20_480
	for _, c := range []struct {
		size    int // bytes of the answer
		accepts bool
		direct  bool
	}{{100, true, true}, {maxResponse - 1, true, true}, {maxResponse, true, false}, {limit - 50, true, false}, {limit, true, false}, {500_000, true, false}, {100, false, false}} {
		t.Run(fmt.Sprintf("%d accepted %v", c.size, c.accepts), func(t *testing.T) {
			t.Parallel()
			var posted atomic.Int64
			server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				n, _ := io.Copy(io.Discard, r.Body)
				posted.Add(n)
			}))
			t.Cleanup(server.Close)
			slack, err := NewSlack(SlackOptions{BotToken: "xoxb-simulated", APIURL: server.URL + "/", HTTP: server.Client()})
			if err != nil {
				t.Fatal(err)
			}
			e := envelope{ID: "1d3c79ab-0ffb-41f3-a080-d19e85f53649", Accepts: c.accepts, Payload: json.RawMessage(`{"response_url":"` + server.URL + `"}`)}
			text := strings.Repeat("x", c.size-len(`{"text":""}`))
			s := NewSocket(slack, nil, nil, quiet())
			if err := s.acknowledge(t.Context(), socketmode.New(slack.api), e, map[string]string{"text": text}); err != nil {
				t.Fatal(err)
			}
			want := 0
			if !c.direct {
				want = c.size
			}
			if got := int(posted.Load()); got != want {
				t.Errorf("%d bytes by the response_url, want %d", got, want)
			}
		})
	}
}
