package flows

import (
	"context"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Answers takes what comes in private forms and by buttons.
type Answers struct {
	store     answerStore
	collector *Collector
	register  *Register
	rights    *Rights
	clock     Clock
}

type answerStore interface {
	AnswerStore
	ReplyStore
	ContributionReader
	PostedReader
	IDKeeper
}

// NewAnswers makes an Answers.
func NewAnswers(store answerStore, collector *Collector, register *Register, rights *Rights, clock Clock) *Answers {
	return &Answers{store: store, collector: collector, register: register, rights: rights, clock: clock}
}

// FormAnswer is an answer written in a private form. The same person's second
// answer to a question replaces the first.
type FormAnswer struct {
	User        UserID
	Team        TeamID
	Channel     ChannelID // where the form was opened
	Meeting     MeetingID
	Question    QuestionID
	Text        string
	Attribution Attribution
	KeyMessage  bool // the organisation wants it lifted at the meeting
}

// MaxAnswerLength is the most characters that a form takes: Slack's limit of a
// plain_text_input.
const MaxAnswerLength = 3000

// Submit stores a form's answer and returns the organisation it is counted for
// (empty: nobody knows yet; the person is asked).
func (a *Answers) Submit(ctx context.Context, f FormAnswer) (Contribution, error) {
	var err error
	if f.Text, err = formText(f.Text); err != nil {
		return Contribution{}, err
	}
	c, author, err := a.contribution(ctx, f, formAnswer)
	if err != nil {
		return c, err
	}
	c.Text, c.Attribution = f.Text, f.Attribution
	if f.KeyMessage {
		c.KeyMessage, c.KeyMessageAt = f.Text, c.ChangedAt
	}
	return c, a.save(ctx, c, author, f.Channel)
}

// formText is an answer as a form's input holds it.
func formText(s string) (string, error) {
	s = strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
	if s == "" || utf8.RuneCountInString(s) > MaxAnswerLength {
		return "", &Error{Code: CodeInvalid, What: "the answer", Hint: "write 1 to " + strconv.Itoa(MaxAnswerLength) + " characters",
			Say: Notice{Key: "wrong_answer"}, Field: "text"}
	}
	return s, nil
}

// Withdraw takes a form's answer back, and reports whether there was one.
func (a *Answers) Withdraw(ctx context.Context, f FormAnswer) (bool, error) {
	before, err := a.Before(ctx, f.Meeting, f.Question, f.User)
	if err != nil || before.ID == "" {
		return false, err
	}
	_, err = a.store.SaveDeletion(ctx, Deletion{Place: before.Place, EventTS: TSOf(a.clock.Now())})
	return err == nil, err
}

// NothingToAdd notes that the organisation has been asked and has nothing to
// add: it is not reminded of the question's theme again.
func (a *Answers) NothingToAdd(ctx context.Context, f FormAnswer) (Contribution, error) {
	c, author, err := a.contribution(ctx, f, formNothing)
	if err != nil {
		return c, err
	}
	c.NothingToAdd = true
	return c, a.save(ctx, c, author, f.Channel)
}

func (a *Answers) contribution(ctx context.Context, f FormAnswer, form string) (Contribution, Author, error) {
	m, err := a.register.Meeting(ctx, string(f.Meeting))
	if err != nil {
		return Contribution{}, Author{}, err
	}
	q, ok := m.Question(string(f.Question))
	if !ok {
		return Contribution{}, Author{}, &Error{Code: CodeNotFound, What: "no question " + quote(string(f.Question)), Say: Notice{Key: "unknown_question"}}
	}
	author, err := a.collector.author(ctx, Reply{User: f.User, Team: f.Team, Place: Place{Channel: f.Channel}})
	if err != nil {
		return Contribution{}, Author{}, err
	}
	if author.Comment {
		return Contribution{}, Author{}, &Error{Code: CodeForbidden, What: "only an organisation's representative answers"}
	}
	place, err := a.place(ctx, form, m.ID, q.ID, f.User)
	if err != nil {
		return Contribution{}, Author{}, err
	}
	now := a.clock.Now().UTC().Truncate(time.Microsecond)
	c := Contribution{
		ID: place.ContributionID(), Place: place, Meeting: m.ID, Question: q.ID, Organisation: author.Organisation,
		User: f.User, Team: f.Team, SubmittedAt: now, ChangedAt: now, Source: SourceModal,
	}
	old, err := a.store.Contribution(ctx, place)
	switch {
	case err == nil && !old.Withdrawn:
		c.SubmittedAt, c.EditedAt = old.SubmittedAt, now
	case err != nil && CodeOf(err) != CodeNotFound:
		return c, author, err
	}
	return c, author, nil
}

func (a *Answers) save(ctx context.Context, c Contribution, author Author, channel ChannelID) error {
	c.Organisation = author.Stored()
	if _, err := a.store.SaveAnswers(ctx, c.Place.Channel, []Contribution{c}); err != nil {
		return err
	}
	if author.Organisation != "" {
		return nil
	}
	m, err := a.register.Meeting(ctx, string(c.Meeting))
	if err != nil {
		return err
	}
	about := whose(m, c)
	about.Channel = channel
	return a.collector.askWhose(ctx, c.User, about)
}

// OwnData is what is kept of one person.
type OwnData struct {
	Organisation  Organisation // zero: none
	Chosen        bool         // the person chose it
	Contributions []Contribution
	// Entered is how many answers they registered for organisations, whose
	// those answers are.
	Entered int
}

// Own lists what is kept of a person, also of meetings that the config has no
// more. Whom they speak for is told as of what they would write in the channel
// now.
func (a *Answers) Own(ctx context.Context, user UserID, team TeamID, channel ChannelID) (OwnData, error) {
	d, err := a.register.FreshDirectory(ctx)
	if err != nil {
		return OwnData{}, err
	}
	author, err := a.collector.author(ctx, Reply{User: user, Team: team, Place: Place{Channel: channel}})
	if err != nil {
		return OwnData{}, err
	}
	own, err := a.written(ctx, user, d)
	own.Organisation, _ = d.Organisation(author.Organisation)
	own.Chosen = author.Chosen
	return own, err
}

// written is what a person wrote and registered.
func (a *Answers) written(ctx context.Context, user UserID, d *Directory) (OwnData, error) {
	meetings, err := a.meetings(ctx)
	if err != nil {
		return OwnData{}, err
	}
	var own OwnData
	for _, m := range meetings {
		all, err := a.store.Contributions(ctx, m.ID, StoreChannels(m, d))
		if err != nil {
			return own, err
		}
		for _, c := range Resolve(all, d) {
			switch {
			case c.Withdrawn:
			case c.User == user:
				own.Contributions = append(own.Contributions, c)
			case c.EnteredBy == user:
				own.Entered++
			}
		}
	}
	return own, nil
}

// meetings are those of which something may be stored.
func (a *Answers) meetings(ctx context.Context) ([]Meeting, error) {
	meetings, err := a.register.Meetings(ctx)
	if err != nil {
		return nil, err
	}
	posted, err := a.store.PostedMeetings(ctx)
	return withRemoved(meetings, posted), err
}

// Forget withdraws everything that a person wrote, and their choice of an
// organisation. It returns how many answers were withdrawn.
func (a *Answers) Forget(ctx context.Context, user UserID, choices interface {
	RemoveChoice(ctx context.Context, u UserID) error
}) (int, error) {
	d, err := a.register.FreshDirectory(ctx)
	if err != nil {
		return 0, err
	}
	own, err := a.written(ctx, user, d)
	if err != nil {
		return 0, err
	}
	at := TSOf(a.clock.Now())
	for _, c := range own.Contributions {
		if _, err := a.store.SaveDeletion(ctx, Deletion{Place: c.Place, Thread: c.Thread, EventTS: at}); err != nil {
			return 0, err
		}
	}
	return len(own.Contributions), choices.RemoveChoice(ctx, user)
}

// Before is a person's earlier form answer to a question, to be changed; zero
// if there is none.
func (a *Answers) Before(ctx context.Context, m MeetingID, q QuestionID, user UserID) (Contribution, error) {
	place, err := a.place(ctx, formAnswer, m, q, user)
	if err != nil {
		return Contribution{}, err
	}
	c, err := a.store.Contribution(ctx, place)
	if err != nil && CodeOf(err) == CodeNotFound || c.Withdrawn {
		return Contribution{}, nil
	}
	return c, err
}

// The forms. The first two keep one contribution of a person to a question
// each, the last one as many as it is opened times.
const (
	formAnswer  = "answer"
	formNothing = "nothing"
	formEntry   = "entry"
)

// place is where what a person gave in a form stands. It tells nothing of the
// person: the contribution's public id is made of it, and it is all that
// remains of an answer taken back.
func (a *Answers) place(ctx context.Context, form string, m MeetingID, q QuestionID, user UserID) (Place, error) {
	key, err := a.store.IDKey(ctx)
	if err != nil {
		return Place{}, err
	}
	return Place{Channel: ModalChannel(m), TS: MessageTS(keyedID(key, "form", form, fold(m), string(foldQuestion(q)), string(user)))}, nil
}
