package flows

import (
	"context"
	"slices"
	"strings"
	"time"
)

// Entries keeps answers that came another way, and that the working group or
// the staff enter for the organisation. Whoever calls it has the right.
type Entries struct {
	store    entryStore
	register *Register
	clock    Clock
}

type entryStore interface {
	AnswerStore
	ReplyStore
	IDKeeper
}

// NewEntries makes an Entries.
func NewEntries(store entryStore, register *Register, clock Clock) *Entries {
	return &Entries{store: store, register: register, clock: clock}
}

// Enter stores an answer, or corrects one. Two answers of one organisation to
// one question are two contributions.
func (e *Entries) Enter(ctx context.Context, entry Entry) (Entered, error) {
	out, m, err := e.read(ctx, entry)
	if err != nil {
		return out, err
	}
	c := &out.Contribution
	if c.Place, err = e.place(ctx, m.ID, entry); err != nil {
		return out, err
	}
	c.ID = c.Place.ContributionID()
	old, err := e.store.Contribution(ctx, c.Place)
	if err != nil && (CodeOf(err) != CodeNotFound || entry.Corrects != "") {
		return out, err
	}
	now := e.clock.Now().UTC().Truncate(time.Microsecond)
	if !now.After(old.ChangedAt) {
		now = old.ChangedAt.Add(time.Microsecond) // it tells editions apart
	}
	if c.SubmittedAt, err = e.came(old, entry.Came, now); err != nil {
		return out, err
	}
	c.ChangedAt = now
	if c.KeyMessage != "" {
		// The newest of an organisation wins; this one is as old as the answer.
		c.KeyMessageAt = c.SubmittedAt
	}
	if old.ID != "" {
		if err := replaces(old, *c, entry); err != nil {
			return out, err
		}
		c.EditedAt = now
	}
	if sameEntry(old, *c) {
		*c = old // sent again
	} else if err := e.store.ReplaceAnswer(ctx, *c, old); err != nil {
		if CodeOf(err) == CodeConflict {
			err = errOtherEntry(entry)
		}
		return out, err
	}
	*c = MarkLate(m, []Contribution{*c})[0]
	return out, nil
}

// Entered reads an entry to be corrected.
func (e *Entries) Entered(ctx context.Context, m MeetingID, ts MessageTS) (Contribution, error) {
	c, err := e.store.Contribution(ctx, Place{Channel: ModalChannel(m), TS: ts})
	if err != nil {
		return c, err
	}
	return c, stands(c)
}

// Withdraw takes an entry away. One that is gone already is no error.
func (e *Entries) Withdraw(ctx context.Context, entry Entry) error {
	old, err := e.store.Contribution(ctx, Place{Channel: ModalChannel(entry.Meeting), TS: entry.Corrects})
	if err != nil || old.Withdrawn {
		return err
	}
	if err := stands(old); err != nil {
		return err
	}
	if !old.ChangedAt.Equal(entry.Seen) {
		return errOtherEntry(entry)
	}
	outcome, err := e.store.SaveDeletion(ctx, Deletion{Place: old.Place, EventTS: TSOf(e.clock.Now()), Seen: old.ChangedAt})
	if outcome == OutcomeStale {
		return errOtherEntry(entry)
	}
	return err
}

// replaces says why an entry may not take the place of the one that is there.
func replaces(old, c Contribution, entry Entry) error {
	err := stands(old)
	switch {
	case err != nil:
		return err
	case sameEntry(old, c):
		return nil
	case entry.Corrects == "", !old.ChangedAt.Equal(entry.Seen):
		return errOtherEntry(entry)
	}
	return nil
}

func sameEntry(a, b Contribution) bool {
	return sameContent(a, b) && a.Via == b.Via && a.SubmittedAt.Equal(b.SubmittedAt)
}

// errOtherEntry says that something else stands than what was read.
func errOtherEntry(entry Entry) error {
	if entry.Corrects == "" {
		return &Error{Code: CodeConflict, What: "the form was sent before, with something else", Say: Notice{Key: "entry_before"}}
	}
	return &Error{Code: CodeConflict, What: "the entry was changed since the form was opened"}
}

// stands reports whether a contribution is an entry that was not withdrawn.
func stands(c Contribution) error {
	switch {
	case c.Withdrawn:
		return &Error{Code: CodeConflict, What: "the entry is withdrawn", Say: Notice{Key: "entry_withdrawn"}}
	case c.EnteredBy == "": // a person's own answer
		return &Error{Code: CodeNotFound, What: "no entry at that place"}
	}
	return nil
}

// read makes a contribution of an entry, without its place and times.
func (e *Entries) read(ctx context.Context, entry Entry) (Entered, Meeting, error) {
	m, err := e.register.Meeting(ctx, string(entry.Meeting))
	if err != nil {
		return Entered{}, m, err
	}
	d, err := e.register.FreshDirectory(ctx)
	if err != nil {
		return Entered{}, m, err
	}
	var out Entered
	var known bool
	if out.Question, known = m.Question(string(entry.Question)); !known {
		return out, m, &Error{Code: CodeNotFound, What: "no question " + quote(string(entry.Question)), Say: Notice{Key: "unknown_question"}, Field: "question"}
	}
	if out.Organisation, known = d.Find(strings.Join(strings.Fields(entry.Organisation), " ")); !known {
		return out, m, &Error{Code: CodeNotFound, What: "no such organisation", Say: Notice{Key: "unknown_organisation"}, Field: "organisation"}
	}
	if !slices.Contains(Vias(), entry.Via) {
		return out, m, &Error{Code: CodeInvalid, What: "how the answer came", Field: "via"}
	}
	text, err := formText(entry.Text)
	if err != nil {
		return out, m, err
	}
	out.Contribution = Contribution{Meeting: m.ID, Question: out.Question.ID, Organisation: out.Organisation.ID, EnteredBy: entry.By, Via: entry.Via,
		Text: text, Attribution: AttributionUnnamed, Source: SourceModal}
	if entry.Attribution.Valid() {
		out.Contribution.Attribution = entry.Attribution
	}
	if entry.KeyMessage {
		out.Contribution.KeyMessage = text
	}
	return out, m, nil
}

// place is where an entry stands. Like that of every form it tells nothing of
// a person.
func (e *Entries) place(ctx context.Context, m MeetingID, entry Entry) (Place, error) {
	place := Place{Channel: ModalChannel(m), TS: entry.Corrects}
	if place.TS != "" {
		return place, nil
	}
	if entry.Form == "" {
		return place, &Error{Code: CodeInvalid, What: "a form without an id"}
	}
	key, err := e.store.IDKey(ctx)
	place.TS = MessageTS(keyedID(key, "form", formEntry, fold(m), entry.Form))
	return place, err
}

// came is when an answer came: at noon of its day, as nobody notes the hour,
// and never later than now.
func (e *Entries) came(old Contribution, day string, now time.Time) (time.Time, error) {
	zone, was := e.register.Settings().Location, now
	if old.ID != "" {
		was = old.SubmittedAt
	}
	if day == "" || old.ID != "" && day == was.In(zone).Format(time.DateOnly) {
		return was, nil
	}
	noon, err := time.ParseInLocation(time.DateOnly+" 15", day+" 12", zone)
	switch {
	case err != nil:
		return noon, &Error{Code: CodeInvalid, What: "the day on which the answer came", Say: Notice{Key: "wrong_day"}, Field: "came"}
	case day > now.In(zone).Format(time.DateOnly):
		return noon, &Error{Code: CodeInvalid, What: "the answer came on a day that is to come", Say: Notice{Key: "day_to_come"}, Field: "came"}
	case noon.After(now):
		return now, nil
	}
	return noon.UTC(), nil
}
