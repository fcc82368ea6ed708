package flows

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/samrad/samrad/flows/schedule"
)

// task is one schedule with what it starts.
type task struct {
	job     string // its name in the store
	spec    schedule.Spec
	window  schedule.Window
	options schedule.Options
	once    bool      // only the window's first firing counts
	until   time.Time // nothing is caught up from here on; zero: always
	run     func(ctx context.Context, f schedule.Firing) error
}

// first is the window's first firing.
func (t task) first() (schedule.Firing, bool) {
	return schedule.Next(t.spec, t.window.Opens.Add(-time.Nanosecond), t.window, t.options)
}

// after is the task's next firing after now.
func (t task) after(now time.Time) (schedule.Firing, bool) {
	if !t.once {
		return schedule.Next(t.spec, now, t.window, t.options)
	}
	f, ok := t.first()
	return f, ok && f.At.After(now)
}

func (s *Scheduler) tasks(ctx context.Context) ([]task, error) {
	meetings, err := s.register.Meetings(ctx)
	if err != nil {
		return nil, err
	}
	var all []task
	var errs []error
	for _, m := range meetings {
		ts, err := s.meetingTasks(m)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		all = append(all, ts...)
	}
	set := s.register.Settings()
	summary, err := schedule.Parse(set.Summary, set.Location)
	if err != nil {
		return all, errors.Join(append(errs, err)...)
	}
	epoch := time.Unix(0, 0)
	all = append(all, task{
		job: "summary", spec: summary,
		// A summary that was missed for more than a week gives way to the next.
		window:  schedule.Window{Opens: s.clock.Now().AddDate(0, 0, -7)},
		options: schedule.Options{Anchor: epoch, Calendar: set.Calendar},
		run: func(ctx context.Context, f schedule.Firing) error {
			return s.jobs.Summaries.Fire(ctx, f.At, f.Local)
		},
	})
	return all, errors.Join(errs...)
}

func (s *Scheduler) meetingTasks(m Meeting) ([]task, error) {
	set := s.register.Settings()
	plan, err := PlanOf(m, set.Location, set.Calendar)
	if err != nil {
		return nil, err
	}
	// Questions that a downtime kept back are asked until the meeting begins:
	// late answers are taken. After it, nothing of a meeting is caught up.
	name := func(step Step) string { return string(step) + "/" + strings.ToLower(string(m.ID)) }
	return []task{
		{job: name(StepAsk), spec: plan.Ask, window: plan.Window, options: plan.Options, until: m.Starts,
			run: func(ctx context.Context, f schedule.Firing) error {
				left := schedule.Count(plan.Ask, schedule.Window{Opens: f.At, Closes: plan.Window.Closes}, plan.Options, maxCountedFirings)
				_, err := s.jobs.Asker.Fire(ctx, m, f.Local, left)
				return err
			}},
		{job: name(StepRemind), spec: plan.Remind, window: plan.Window, options: plan.Options, until: plan.Window.Closes,
			run: func(ctx context.Context, f schedule.Firing) error {
				_, err := s.jobs.Reminders.Fire(ctx, m, f.Local)
				return err
			}},
		{job: name(StepDigest), spec: plan.Digest, window: plan.DigestWindow, options: plan.Options, once: true, until: m.Starts,
			run: func(ctx context.Context, f schedule.Firing) error {
				return s.jobs.Drafts.Fire(ctx, m, f.Local)
			}},
		{job: name(stepUnpublished), spec: everySecond, window: schedule.Window{Opens: m.Starts.AddDate(0, 0, -1), Closes: m.Starts}, once: true, until: m.Starts,
			run: func(ctx context.Context, _ schedule.Firing) error {
				return s.jobs.Drafts.TellUnpublished(ctx, m)
			}},
	}, nil
}

// stepUnpublished tells the working group, once, that no digest is published a
// day before the meeting.
const stepUnpublished Step = "unpublished"

// everySecond makes a window's first second its firing.
var everySecond, _ = schedule.Parse("* * * * * *", time.UTC)

// maxCountedFirings is more than any meeting has themes: from there on, a
// firing posts one theme whatever the count.
const maxCountedFirings = 1000
