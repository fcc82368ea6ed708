package flows

import (
	"context"
	"log/slog"
	"slices"
	"time"
)

// Collector takes what people write, edit, delete and react to.
type Collector struct {
	store    ReplyStore
	reader   ContributionReader
	queue    Queue
	register *Register
	rights   *Rights
	clock    Clock
	log      *slog.Logger
}

// NewCollector makes a Collector.
func NewCollector(store interface {
	ReplyStore
	ContributionReader
}, queue Queue, register *Register, rights *Rights, clock Clock, log *slog.Logger) *Collector {
	return &Collector{store: store, reader: store, queue: queue, register: register, rights: rights, clock: clock, log: log}
}

// Reply stores a reply, new or edited. It returns once the reply is durable;
// only then may the event be acknowledged.
func (c *Collector) Reply(ctx context.Context, r Reply) (Outcome, error) {
	if r.Thread == "" || r.Thread == r.Place.TS {
		if r.EditedTS == "" {
			return OutcomeNoQuestion, c.topLevel(ctx, r)
		}
		thread, err := c.countedThread(ctx, r.Place)
		if err != nil || thread == "" {
			return OutcomeNoQuestion, err
		}
		r.Thread = thread
	}
	author, err := c.author(ctx, r)
	if err != nil {
		return "", err
	}
	if author.Comment {
		if answered, err := c.answered(ctx, r); err != nil || !answered {
			return OutcomeNoQuestion, err
		}
	}
	stored, err := c.store.SaveReply(ctx, StoredReply{Reply: r, Organisation: author.Stored(), Check: true})
	if err != nil {
		return "", err
	}
	c.logOf(r.EventID).InfoContext(ctx, "reply received", "channel", r.Place.Channel, "message_ts", r.Place.TS,
		"outcome", stored.Outcome, "meeting", stored.Post.Meeting, "question", stored.Post.Question)
	// Of a duplicate they may not have been asked: the process may have ended
	// in between. The question's id keeps it from being asked twice. One that is
	// kept for a post has no meeting yet to ask for.
	asks := stored.Outcome == OutcomeNew || stored.Outcome == OutcomeDuplicate
	if author.Organisation == "" && asks && stored.Post.Meeting != "" {
		about := OrganisationQuestion{Channel: r.Place.Channel, Meeting: stored.Post.Meeting, Question: stored.Post.Text, Answer: &r.Place}
		return stored.Outcome, c.askWhose(ctx, r.User, about)
	}
	return stored.Outcome, nil
}

// answered reports whether an edit is of an answer: its author may have joined
// the working group or the staff since.
func (c *Collector) answered(ctx context.Context, r Reply) (bool, error) {
	if r.EditedTS == "" {
		return false, nil
	}
	before, err := c.store.Contribution(ctx, r.Place)
	if err != nil && CodeOf(err) == CodeNotFound {
		return false, nil
	}
	return !before.Withdrawn, err
}

// logOf names the event in the log, if one told of it: what was read back, or
// counted by its author, has none.
func (c *Collector) logOf(event string) *slog.Logger {
	if event == "" {
		return c.log
	}
	return c.log.With("event_id", event)
}

// countedThread is the thread of the question that a top-level message was
// counted for, empty if it was not.
func (c *Collector) countedThread(ctx context.Context, p Place) (MessageTS, error) {
	contribution, err := c.store.Contribution(ctx, p)
	if err != nil && CodeOf(err) == CodeNotFound {
		return "", nil
	}
	return contribution.Thread, err
}

// CountMessage takes a top-level message as an answer to the question whose
// post is given, after its author accepted the offer.
func (c *Collector) CountMessage(ctx context.Context, r Reply, post MessageTS) (Outcome, error) {
	r.Thread = post
	return c.Reply(ctx, r)
}

// author attributes a reply, looking again in the store for a person whom the
// snapshot at hand does not know: they may have chosen a moment ago.
func (c *Collector) author(ctx context.Context, r Reply) (Author, error) {
	role, err := c.rights.Role(ctx, r.User)
	if err != nil {
		// A reply is kept whoever wrote it; whose it is can be settled later.
		c.logOf(r.EventID).WarnContext(ctx, "role not known", "error", err)
	}
	d, err := c.register.Directory(ctx)
	if err != nil {
		return Author{}, err
	}
	a := d.Attribute(r.User, r.Team, r.Place.Channel, role)
	if a.Organisation != "" {
		return a, nil
	}
	d, err = c.register.FreshDirectory(ctx)
	if err != nil {
		return Author{}, err
	}
	return d.Attribute(r.User, r.Team, r.Place.Channel, role), nil
}

// askWhose asks a person, once a meeting, which organisation they speak for.
func (c *Collector) askWhose(ctx context.Context, user UserID, about OrganisationQuestion) error {
	return c.queue.Enqueue(ctx, Intent{
		ID:       IntentID("organisation_question", string(about.Meeting), string(user)),
		Lane:     Lane(user),
		QueuedAt: c.clock.Now(),
		Content:  about,
	})
}

// whose asks about an answer that is stored.
func whose(m Meeting, c Contribution) OrganisationQuestion {
	q, _ := m.Question(string(c.Question))
	about := OrganisationQuestion{Channel: c.Place.Channel, Meeting: m.ID, Question: q.Text}
	if c.Source == SourceSlack {
		about.Answer = &c.Place
	}
	return about
}

// AskUnknown asks everybody whose replies of a meeting are unassigned and who
// was not asked yet: a process may have ended between storing and asking.
func (c *Collector) AskUnknown(ctx context.Context, m Meeting) error {
	d, err := c.register.FreshDirectory(ctx)
	if err != nil {
		return err
	}
	all, err := c.reader.Contributions(ctx, m.ID, StoreChannels(m, d))
	if err != nil {
		return err
	}
	var asked []UserID
	for _, contribution := range Resolve(all, d) {
		u := contribution.User
		if contribution.Assigned() || contribution.Withdrawn || u == "" || slices.Contains(asked, u) {
			continue
		}
		asked = append(asked, u)
		if err := c.askWhose(ctx, u, whose(m, contribution)); err != nil {
			return err
		}
	}
	return nil
}

// Delete withdraws a reply that was deleted in Slack.
func (c *Collector) Delete(ctx context.Context, d Deletion) (Outcome, error) {
	outcome, err := c.store.SaveDeletion(ctx, d)
	if err != nil {
		return "", err
	}
	c.log.InfoContext(ctx, "deletion received", "event_id", d.EventID, "channel", d.Place.Channel, "message_ts", d.Place.TS, "outcome", outcome)
	return outcome, nil
}

// React records a star or no_entry_sign, on or off. An author whose reply the
// working group sets aside is told.
func (c *Collector) React(ctx context.Context, r Reaction) (Outcome, error) {
	if r.Name != ReactionStar && r.Name != ReactionSetAside {
		return OutcomeNoQuestion, nil
	}
	group, err := c.rights.InWorkingGroup(ctx, r.User)
	if err != nil {
		// An author's own reaction needs no right.
		c.logOf(r.EventID).WarnContext(ctx, "role not known", "error", err)
	}
	outcome, err := c.store.SaveReaction(ctx, r, group)
	if err != nil {
		return "", err
	}
	c.log.InfoContext(ctx, "reaction received", "event_id", r.EventID, "channel", r.Place.Channel, "message_ts", r.Place.TS, "name", r.Name, "outcome", outcome)
	// Of a duplicate the author may not have been told yet; the notice's id keeps
	// it from being told twice.
	tells := outcome == OutcomeNew || outcome == OutcomeDuplicate
	if r.Name == ReactionSetAside && group && tells {
		return outcome, c.tellSetAside(ctx, r)
	}
	return outcome, nil
}

func (c *Collector) tellSetAside(ctx context.Context, r Reaction) error {
	contribution, err := c.store.Contribution(ctx, r.Place)
	if CodeOf(err) == CodeNotFound && err != nil {
		return nil //nolint:nilerr // it was no answer, so nobody is told
	}
	if err != nil {
		return err
	}
	if contribution.User == "" || contribution.User == r.User || contribution.Withdrawn {
		return nil
	}
	key := "set_aside"
	if !r.Added {
		key = "set_aside_undone"
	}
	return c.queue.Enqueue(ctx, Intent{
		ID:       IntentID("set_aside", string(r.Place.Channel), string(r.Place.TS), string(r.User), string(r.EventTS)),
		Lane:     Lane(contribution.User),
		QueuedAt: c.clock.Now(),
		Content:  Notice{Key: key, Place: &r.Place},
	})
}

// topLevel offers a representative, privately and once, to count a message
// that stands outside the threads as an answer.
func (c *Collector) topLevel(ctx context.Context, r Reply) error {
	if r.Text == "" {
		return nil
	}
	d, err := c.register.Directory(ctx)
	if err != nil {
		return err
	}
	role, _ := c.rights.Role(ctx, r.User)
	if d.Attribute(r.User, r.Team, r.Place.Channel, role).Organisation == "" {
		return nil
	}
	meetings, err := c.register.Meetings(ctx)
	if err != nil {
		return err
	}
	for _, m := range meetings {
		if !slices.Contains(m.PostChannels(d.Organisations()), r.Place.Channel) || !openAt(m, r.At()) {
			continue
		}
		open, err := openQuestions(ctx, c.reader, m, r.Place.Channel)
		if err != nil {
			return err
		}
		if len(open) == 0 {
			continue
		}
		return c.queue.Enqueue(ctx, Intent{
			ID:       IntentID("count_offer", string(r.Place.Channel), string(r.Place.TS)),
			Lane:     Lane(r.Place.Channel),
			QueuedAt: c.clock.Now(),
			Content:  CountOffer{User: r.User, Message: r.Place, Meeting: m.ID, Questions: open},
		})
	}
	return nil
}

// openAt reports whether answers to the meeting are still taken: from opens to
// the start of the meeting (after closes they are marked late).
func openAt(m Meeting, at time.Time) bool {
	w, err := m.Window()
	return err == nil && !at.Before(w.Opens) && at.Before(m.Starts)
}

// openQuestions lists the questions of m that stand in a channel.
func openQuestions(ctx context.Context, reader ContributionReader, m Meeting, channel ChannelID) ([]OpenQuestion, error) {
	posts, err := reader.Posts(ctx, m.ID, []ChannelID{channel})
	if err != nil {
		return nil, err
	}
	var open []OpenQuestion
	for _, q := range m.Questions() {
		for _, p := range posts {
			if p.Place.Channel == channel && sameQuestion(p.Question, q.ID) {
				open = append(open, OpenQuestion{ID: q.ID, Text: p.Text, Number: q.Number, Post: p.Place})
				break
			}
		}
	}
	return open, nil
}
