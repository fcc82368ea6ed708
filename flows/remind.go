package flows

import (
	"context"
	"slices"
	"strings"
)

// Reminders reminds the representatives of silent organisations, privately.
type Reminders struct {
	reader   ContributionReader
	queue    Queue
	register *Register
	clock    Clock
}

// NewReminders makes a Reminders.
func NewReminders(reader ContributionReader, queue Queue, register *Register, clock Clock) *Reminders {
	return &Reminders{reader: reader, queue: queue, register: register, clock: clock}
}

// Reminded is how many silent organisations were reminded, and how many have
// no representative that the bot knows.
type Reminded struct{ Organisations, Unreachable int }

// Fire reminds once a firing.
func (r *Reminders) Fire(ctx context.Context, m Meeting, firing string) (Reminded, error) {
	d, err := r.register.FreshDirectory(ctx)
	if err != nil {
		return Reminded{}, err
	}
	window, err := m.Window()
	if err != nil {
		return Reminded{}, err
	}
	channels := StoreChannels(m, d)
	all, err := r.reader.Contributions(ctx, m.ID, channels)
	if err != nil {
		return Reminded{}, err
	}
	posts, err := r.reader.Posts(ctx, m.ID, channels)
	if err != nil {
		return Reminded{}, err
	}
	var out Reminded
	var intents []Intent
	for _, s := range Silent(m, d.Organisations(), posts, Resolve(all, d)) {
		representatives := d.RepresentativesOf(s.Organisation.ID)
		if len(representatives) == 0 {
			out.Unreachable++
			continue
		}
		out.Organisations++
		for _, user := range representatives {
			intents = append(intents, Intent{
				ID:       IntentID("reminder", strings.ToLower(string(m.ID)), firing, string(user)),
				Lane:     Lane(user),
				QueuedAt: r.clock.Now(),
				Content: Reminder{
					Meeting: m.ID, Title: m.Title, Closes: window.Closes,
					Organisation: s.Organisation.ID, Name: s.Organisation.Name, Questions: s.Questions,
				},
			})
		}
	}
	return out, r.queue.Enqueue(ctx, intents...)
}

// SilentOrganisation is an organisation that has said nothing, with the
// questions that were posted.
type SilentOrganisation struct {
	Organisation Organisation
	Questions    []OpenQuestion
}

// Silent lists the organisations that have said nothing in the meeting, with
// the questions that were posted. Whoever answered one question has chosen what
// to speak of; saying "nothing to add" is an answer.
func Silent(m Meeting, organisations []Organisation, posts []Post, all []Contribution) []SilentOrganisation {
	spoke := make(map[OrganisationID]bool)
	for _, c := range all {
		if c.Assigned() && !c.Withdrawn {
			spoke[foldID(c.Organisation)] = true
		}
	}
	var out []SilentOrganisation
	for _, o := range organisations {
		if spoke[foldID(o.ID)] {
			continue
		}
		s := SilentOrganisation{Organisation: o}
		for _, q := range m.Questions() {
			if p, ok := postFor(o, m, posts, q.ID); ok {
				s.Questions = append(s.Questions, OpenQuestion{ID: q.ID, Text: p.Text, Number: q.Number, Post: p.Place})
			}
		}
		if len(s.Questions) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// postFor is the question's post that the organisation reads: in its own
// channel, else in one of the meeting's.
func postFor(o Organisation, m Meeting, posts []Post, id QuestionID) (Post, bool) {
	var found Post
	for _, p := range posts {
		if !sameQuestion(p.Question, id) {
			continue
		}
		if o.Channel != "" && p.Place.Channel == o.Channel {
			return p, true
		}
		if found.Place.TS == "" && slices.Contains(m.Channels, p.Place.Channel) {
			found = p
		}
	}
	return found, found.Place.TS != ""
}

func foldQuestion(id QuestionID) QuestionID { return QuestionID(strings.ToLower(string(id))) }
