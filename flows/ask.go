package flows

import (
	"context"
	"slices"
	"strings"

	"github.com/samrad/samrad/flows/schedule"
)

// Asker posts the questions of a meeting, theme by theme.
type Asker struct {
	store    askerStore
	queue    Queue
	register *Register
	clock    Clock
}

type askerStore interface {
	AskStore
	ContributionReader
}

// NewAsker makes an Asker.
func NewAsker(store askerStore, queue Queue, register *Register, clock Clock) *Asker {
	return &Asker{store: store, queue: queue, register: register, clock: clock}
}

// Fire posts the next theme, or as many as it takes for every theme to be out
// when firingsLeft firings (this one included) have been. A firing that is
// repeated posts what it posted. It returns the titles of its themes.
func (a *Asker) Fire(ctx context.Context, m Meeting, firing string, firingsLeft int) ([]string, error) {
	asked, err := a.store.Asked(ctx, m.ID)
	if err != nil {
		return nil, err
	}
	d, err := a.register.FreshDirectory(ctx)
	if err != nil {
		return nil, err
	}
	channels := m.PostChannels(d.Organisations())
	mine, err := a.store.AssignQuestions(ctx, m.ID, firing, NextQuestions(m, asked, firing, firingsLeft), channels)
	if err != nil {
		return nil, err
	}
	intents, themes, err := a.posts(m, mine, channels)
	if err != nil {
		return nil, err
	}
	return themes, a.queue.Enqueue(ctx, intents...)
}

// Resume queues the questions that a firing has and that do not stand in a
// channel of the meeting: a process may have ended before they were queued, the
// channel may have refused them, or belong to the meeting only since. Those
// that wait in the outbox are not queued twice. It returns how many channels
// lack a question. After the closing nothing is asked.
func (a *Asker) Resume(ctx context.Context, m Meeting) (int, error) {
	window, err := m.Window()
	if err != nil || !window.Contains(a.clock.Now()) {
		return 0, err
	}
	asked, err := a.store.Asked(ctx, m.ID)
	if err != nil || len(asked) == 0 {
		return 0, err
	}
	d, err := a.register.FreshDirectory(ctx)
	if err != nil {
		return 0, err
	}
	posts, err := a.store.Posts(ctx, m.ID, StoreChannels(m, d))
	if err != nil {
		return 0, err
	}
	lacking := 0
	for _, channel := range m.PostChannels(d.Organisations()) {
		var missing []QuestionID
		for id := range asked {
			stands := func(p Post) bool { return p.Place.Channel == channel && sameQuestion(p.Question, id) }
			if !slices.ContainsFunc(posts, stands) {
				missing = append(missing, id)
			}
		}
		if len(missing) == 0 {
			continue
		}
		lacking++
		if err := a.post(ctx, m, missing, []ChannelID{channel}); err != nil {
			return lacking, err
		}
	}
	return lacking, nil
}

func (a *Asker) post(ctx context.Context, m Meeting, ids []QuestionID, channels []ChannelID) error {
	// The channels become the meeting's before anything is posted there.
	if _, err := a.store.AssignQuestions(ctx, m.ID, "", nil, channels); err != nil {
		return err
	}
	intents, _, err := a.posts(m, ids, channels)
	if err != nil {
		return err
	}
	return a.queue.Enqueue(ctx, intents...)
}

// NextQuestions decides what a firing asks: the questions that were not asked
// of the next themes. Nothing more where the firing has been assigned before.
func NextQuestions(m Meeting, asked map[QuestionID]string, firing string, firingsLeft int) []QuestionID {
	waiting := make(map[int][]QuestionID)
	var order []int
	for _, q := range m.Questions() {
		by, ok := askedBy(asked, q.ID)
		if ok && by == firing {
			return nil
		}
		if ok {
			continue
		}
		if len(waiting[q.ThemeIndex]) == 0 {
			order = append(order, q.ThemeIndex)
		}
		waiting[q.ThemeIndex] = append(waiting[q.ThemeIndex], q.ID)
	}
	var next []QuestionID
	for _, theme := range order[:schedule.ThemesNow(firingsLeft, len(order))] {
		next = append(next, waiting[theme]...)
	}
	return next
}

func askedBy(asked map[QuestionID]string, id QuestionID) (string, bool) {
	for q, firing := range asked {
		if sameQuestion(q, id) {
			return firing, true
		}
	}
	return "", false
}

func (a *Asker) posts(m Meeting, ids []QuestionID, channels []ChannelID) ([]Intent, []string, error) {
	window, err := m.Window()
	if err != nil {
		return nil, nil, err
	}
	var intents []Intent
	var themes []string
	for _, q := range m.Questions() {
		if !slices.ContainsFunc(ids, func(id QuestionID) bool { return sameQuestion(id, q.ID) }) {
			continue
		}
		if !slices.Contains(themes, q.Theme) {
			themes = append(themes, q.Theme)
		}
		for _, channel := range channels {
			intents = append(intents, Intent{
				ID:       IntentID("question", strings.ToLower(string(m.ID)), strings.ToLower(string(q.ID)), string(channel)),
				Lane:     Lane(channel),
				QueuedAt: a.clock.Now(),
				Since:    window.Opens,
				Content: QuestionPost{
					Meeting: m.ID, Title: m.Title, Starts: m.Starts, Closes: window.Closes,
					Theme: q.Theme, Question: q.ID, Text: q.Text, Number: q.Number, Of: q.Of,
				},
			})
		}
	}
	return intents, themes, nil
}
