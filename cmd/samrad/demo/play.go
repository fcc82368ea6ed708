package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/config"
	"github.com/samrad/samrad/flows/points/samples"
)

// patience bounds, on the wall, how long the bot may take over one thing.
const patience = time.Minute

// Play is a consultation that is ready to begin.
type Play struct {
	workspace *slacksim.Workspace
	clock     *Clock
	config    *config.Config
	say       func(at time.Time, line string)
	answers   []samples.Answer
	cast      cast
	known     map[string]bool // the unknown ones that have said whom they speak for
	starred   map[string]bool
}

// New furnishes a workspace. say is told what happens, a line each.
func New(w *slacksim.Workspace, clock *Clock, c *config.Config, say func(at time.Time, line string)) (*Play, error) {
	answers, err := samples.Answers()
	if err != nil {
		return nil, err
	}
	p := &Play{workspace: w, clock: clock, config: c, say: say, answers: answers, known: map[string]bool{}, starred: map[string]bool{}}
	p.cast, err = furnish(w, c, answers)
	return p, err
}

// week is one round: when its questions come, and which ones.
type week struct {
	asked     string
	questions []string // as the sample answers name them
	until     string
}

var weeks = []week{
	{"2023-10-16 09:00", []string{"Q1", "Q2"}, "2023-10-22 20:00"},
	{"2023-10-23 09:00", []string{"Q3", "Q4"}, "2023-10-29 20:00"},
	{"2023-10-30 09:00", []string{"Q5"}, "2023-11-05 12:30"},
}

// Run plays the consultation to the meeting's start.
func (p *Play) Run(ctx context.Context) error {
	for i, w := range weeks {
		if err := p.week(ctx, w, i == len(weeks)-1); err != nil {
			return err
		}
	}
	if err := p.compile(ctx); err != nil {
		return err
	}
	return p.clock.RunTo(ctx, Ends(p.config))
}

// week lets the questions come and people answer them. In the last one, one
// answer comes after the window has closed.
func (p *Play) week(ctx context.Context, w week, last bool) error {
	asked := at(p.config, w.asked)
	if err := p.clock.RunTo(ctx, asked); err != nil {
		return err
	}
	if err := p.asked(ctx, w); err != nil {
		return err
	}
	var answers []samples.Answer
	for _, a := range p.answers {
		if slices.Contains(w.questions, a.Question) {
			answers = append(answers, a)
		}
	}
	begin, end := asked.Add(time.Hour), at(p.config, w.until)
	for i, a := range answers {
		when := awake(begin, end, float64(i)/float64(len(answers)))
		if last && i == len(answers)-1 {
			when = at(p.config, "2023-11-05 18:00")
		}
		if err := p.clock.RunTo(ctx, when); err != nil {
			return err
		}
		if when.After(end) {
			p.tell("an answer comes after the window has closed: it counts, and is marked late")
		}
		if err := p.answer(ctx, a); err != nil {
			return err
		}
		if i == len(answers)/2 {
			if err := p.interlude(ctx, w); err != nil {
				return err
			}
		}
	}
	p.tell(fmt.Sprintf("this week's %d answers are stored", len(answers)))
	return nil
}

// awake is a time between begin and end, at a share of the way, with the nights
// left out: people answer between nine in the morning and ten at night.
func awake(begin, end time.Time, share float64) time.Time {
	const first, last = 9, 22
	t := begin.Add(time.Duration(float64(end.Sub(begin)) * share))
	day := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
	t = day.Add(first*time.Hour + t.Sub(day)*(last-first)/24)
	if t.Before(begin) {
		return begin
	}
	if t.After(end) {
		return end
	}
	return t
}

// asked waits until each question of a week stands in both channels.
func (p *Play) asked(ctx context.Context, w week) error {
	for _, q := range w.questions {
		for _, channel := range []string{channelMeeting, channelSormland} {
			if err := p.until(ctx, "question "+q, func() bool { return p.post(channel, q) != "" }); err != nil {
				return err
			}
		}
	}
	p.tell("in #samråd, the bot asks " + strings.Join(w.questions, " and "))
	return nil
}

// until waits for something to be seen in the workspace.
func (p *Play) until(ctx context.Context, what string, seen func() bool) error {
	waiting, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := p.workspace.WaitFor(waiting, what, seen); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	return nil
}

func (p *Play) tell(line string) { p.say(p.clock.Now().In(p.config.Location), line) }
