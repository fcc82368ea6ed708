package flows_test

import (
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

// pagedThread is one thread, a reply a page; the cursor is the next one's
// number.
type pagedThread struct {
	replies []flows.Reply
	asked   []string
	refused map[string]bool // cursors that Slack does not know any more
	ends    int             // the process ends before it reads so many pages; 0: it does not
	end     context.CancelFunc
	during  func()
}

func (p *pagedThread) Page(ctx context.Context, post flows.Place, cursor string) (flows.ThreadPage, error) {
	if post.TS != p.replies[0].Thread {
		return flows.ThreadPage{Root: true}, nil
	}
	if p.during != nil {
		p.during()
	}
	if p.ends > 0 && len(p.asked) == p.ends {
		p.end()
		return flows.ThreadPage{}, ctx.Err()
	}
	p.asked = append(p.asked, cursor)
	if p.refused[cursor] {
		return flows.ThreadPage{}, &flows.Error{Code: flows.CodeNotFound, What: "the rest of a thread"}
	}
	n, _ := strconv.Atoi(cursor)
	page := flows.ThreadPage{Root: true, Replies: p.replies[n : n+1]}
	if n+1 < len(p.replies) {
		page.Next = strconv.Itoa(n + 1)
	}
	return page, nil
}

func (p *pagedThread) Exists(context.Context, flows.Place) (bool, error) { return false, nil }

// readPages reads the meeting back as a process of its own, which may end.
func (w *world) readPages(p *pagedThread) (flows.ReadBack, error) {
	ctx, cancel := context.WithCancel(w.t.Context())
	defer cancel()
	p.end = cancel
	return w.reconciler(p).Run(ctx, w.meeting())
}

// oneThread is a world in which one question stands, and three replies that no
// event told of.
func oneThread(t *testing.T) (*world, []flows.Reply) {
	t.Helper()
	w := newWorld(t, func(s *flows.Settings) {
		s.Meetings[0].Themes = s.Meetings[0].Themes[:1]
		s.Meetings[0].Themes[0].Questions = s.Meetings[0].Themes[0].Questions[:1]
	})
	w.ask()
	return w, []flows.Reply{w.says(kompis, "q1", "Ett."), w.says(bildning, "q1", "Två."), w.says(kompis, "q1", "Tre.")}
}

// A process that ends halfway leaves the reading where it was, for whoever reads
// next; a place that Slack has forgotten is read from the beginning.
func TestReadingGoesOn(t *testing.T) {
	for _, c := range []struct {
		name    string
		refused map[string]bool
		asked   []string
		found   int
	}{
		{"where it was", nil, []string{"2"}, 3},
		{"from the beginning", map[string]bool{"2": true}, []string{"2", "", "1", "2"}, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, replies := oneThread(t)
			if _, err := w.readPages(&pagedThread{replies: replies, ends: 2}); err == nil {
				t.Fatal("the first process read it all")
			}
			second := &pagedThread{replies: replies, refused: c.refused}
			second.during = func() {
				if len(second.asked) > 1 {
					second.refused = nil
				}
			}
			found, err := w.readPages(second)
			w.must(err)
			if found.New != c.found || !found.Complete() {
				t.Errorf("found %+v", found)
			}
			if diff := cmp.Diff(c.asked, second.asked); diff != "" {
				t.Errorf("pages (-want +got):\n%s", diff)
			}
		})
	}
}

// One process at a time reads a meeting.
func TestOneReads(t *testing.T) {
	w, replies := oneThread(t)
	var other error
	_, err := w.readPages(&pagedThread{replies: replies, during: func() {
		if other == nil {
			_, other = w.readPages(&pagedThread{replies: replies})
		}
	}})
	w.must(err)
	if flows.CodeOf(other) != flows.CodeConflict {
		t.Errorf("the other process got %v", other)
	}
}

// A reading that goes on for long makes the summary say that not all may be
// there.
func TestSummaryOfAnUnfinishedReading(t *testing.T) {
	w, replies := oneThread(t)
	if _, err := w.readPages(&pagedThread{replies: replies, ends: 1}); err == nil {
		t.Fatal("it was read to the end")
	}
	now := w.clock.Now()
	for _, c := range []struct {
		name     string
		to       time.Time
		complete bool
	}{{"just begun", now.Add(time.Minute), true}, {"for hours", now.Add(3 * time.Hour), false}} {
		r := w.summary(c.to).Meetings[0].ReadBack
		if got := r == nil || r.Complete(); got != c.complete {
			t.Errorf("%s: %+v", c.name, r)
		}
	}
}
