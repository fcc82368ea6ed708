package flows_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/redisstore"
)

// entry is an answer on the phone that an official enters in a form.
func entry(form, organisation string, q flows.QuestionID, text string) flows.Entry {
	return flows.Entry{By: official, Meeting: meetingID, Question: q, Organisation: organisation, Via: flows.ViaPhone, Text: text, Form: form}
}

// correction is the form that corrects what was entered, as it is opened.
func correction(e flows.Entered) flows.Entry {
	c := e.Contribution
	return flows.Entry{By: official, Meeting: c.Meeting, Question: c.Question, Organisation: string(c.Organisation), Via: c.Via, Text: c.Text,
		Attribution: c.Attribution, KeyMessage: c.KeyMessage != "", Came: c.SubmittedAt.In(stockholm).Format(time.DateOnly), Form: "V9",
		Corrects: c.Place.TS, Seen: c.ChangedAt}
}

func (w *world) enter(e flows.Entry) flows.Entered {
	w.t.Helper()
	got, err := w.entries.Enter(w.t.Context(), e)
	w.must(err)
	return got
}

func TestEntry(t *testing.T) {
	w := newWorld(t)
	w.ask()
	e := entry("V1", " ks ", "Q1", "  Rad ett.\r\nRad två.\n")
	e.Via, e.Attribution, e.KeyMessage, e.Came = flows.ViaLetter, flows.AttributionNamed, true, "2023-10-12"
	got := w.enter(e)
	came := time.Date(2023, 10, 12, 12, 0, 0, 0, stockholm).UTC()
	want := flows.Contribution{ID: got.Contribution.ID, Place: got.Contribution.Place, Meeting: meetingID, Question: "q1", Organisation: "kompis",
		EnteredBy: official, Via: flows.ViaLetter, Text: "Rad ett.\nRad två.", SubmittedAt: came, ChangedAt: midway.UTC(),
		Attribution: flows.AttributionNamed, Source: flows.SourceModal, KeyMessage: "Rad ett.\nRad två.", KeyMessageAt: came}
	if diff := cmp.Diff([]flows.Contribution{want}, w.stored()); diff != "" {
		t.Errorf("stored (-want +got):\n%s", diff)
	}
	if got.Organisation.Name != "Kompis Sverige" || got.Question.Number != 1 || got.Contribution.Late {
		t.Errorf("told of %q, question %d, late %v", got.Organisation.Name, got.Question.Number, got.Contribution.Late)
	}
	if sent := w.deliver(); len(sent) != 0 {
		t.Errorf("%d messages to the organisation, want none", len(sent))
	}
	rows := w.export()
	if len(rows) != 1 || rows[0].EnteredBy != official || rows[0].Via != flows.ViaLetter || rows[0].Source != flows.SourceModal || rows[0].Channel != "" {
		t.Errorf("exported %+v", rows)
	}
	v, err := w.commands.Status(t.Context(), w.meeting())
	w.must(err)
	if diff := cmp.Diff([]string{"Bildningsförbundet", "Externa Nätverket", "Egen Härd"}, v.Silent); diff != "" || v.Meeting.Participation.Answered != 1 {
		t.Errorf("%d answered; silent (-want +got):\n%s", v.Meeting.Participation.Answered, diff)
	}
}

// No edition of the digest names who entered an answer.
func TestEntryInTheDigest(t *testing.T) {
	w := newWorld(t)
	w.enter(entry("V1", "kompis", "q1", "Vi vill ha fler lokaler till läxhjälpen."))
	attributed := w.digest()
	if got := attributed.Participation.Answered; got != 1 {
		t.Errorf("answered = %d, want 1", got)
	}
	for name, d := range map[string]flows.Digest{"attributed": attributed, "unattributed": attributed.Unattributed()} {
		data, err := json.Marshal(d)
		w.must(err)
		if !strings.Contains(string(data), "läxhjälpen") || strings.Contains(string(data), string(official)) {
			t.Errorf("the %s edition: %s", name, data)
		}
	}
}

// An answer is as old as the day on which it came, whenever it was entered.
func TestEntryCame(t *testing.T) {
	day := func(month time.Month, d, hour int) time.Time {
		return time.Date(2023, month, d, hour, 0, 0, 0, stockholm)
	}
	for _, c := range []struct {
		name, came string
		now        time.Time
		want       time.Time
		late       bool
		code       flows.Code // empty: none
	}{
		{"now", "", midway, midway, false, ""},
		{"now, after the closing time", "", closes.Add(time.Hour), closes.Add(time.Hour), true, ""},
		{"before the closing time, entered after it", "2023-11-03", starts, day(11, 3, 12), false, ""},
		{"on the last day, entered after it", "2023-11-05", starts, day(11, 5, 12), false, ""},
		{"the day after the last", "2023-11-06", starts, day(11, 6, 12), true, ""},
		{"on the day when the clocks are set back", "2023-10-29", starts, day(10, 29, 12), false, ""},
		{"today, in the morning", "2023-10-20", midway, midway, false, ""},
		{"today, in the evening", "2023-10-20", day(10, 20, 20), day(10, 20, 12), false, ""},
		{"today, just after midnight", "2023-10-20", day(10, 20, 0), day(10, 20, 0), false, ""},
		{"tomorrow", "2023-10-21", midway, time.Time{}, false, flows.CodeInvalid},
		{"no day", "snart", midway, time.Time{}, false, flows.CodeInvalid},
		{"a day that never was", "2023-02-30", midway, time.Time{}, false, flows.CodeInvalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.clock.set(c.now)
			e := entry("V1", "kompis", "q1", "Ett svar.")
			e.Came = c.came
			got, err := w.entries.Enter(t.Context(), e)
			if c.code != "" {
				wantCode(t, err, c.code)
				if flows.FieldOf(err) != "came" || len(w.stored()) != 0 {
					t.Errorf("field %q, stored %+v", flows.FieldOf(err), w.stored())
				}
				return
			}
			w.must(err)
			if !got.Contribution.SubmittedAt.Equal(c.want) || got.Contribution.Late != c.late {
				t.Errorf("submitted at %s, late %v; want %s, %v", got.Contribution.SubmittedAt, got.Contribution.Late, c.want, c.late)
			}
			rows := w.export()
			if len(rows) != 1 || !rows[0].SubmittedAt.Equal(c.want) || rows[0].Late != c.late {
				t.Errorf("exported %+v", rows)
			}
		})
	}
}

func TestEntryRefused(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		name   string
		change func(*flows.Entry)
		want   flows.Code
		field  string
	}{
		{"no text", func(e *flows.Entry) { e.Text = " \r\n" }, flows.CodeInvalid, "text"},
		{"too long", func(e *flows.Entry) { e.Text = strings.Repeat("å", flows.MaxAnswerLength+1) }, flows.CodeInvalid, "text"},
		{"an unknown meeting", func(e *flows.Entry) { e.Meeting = "2022" }, flows.CodeNotFound, ""},
		{"an unknown question", func(e *flows.Entry) { e.Question = "q9" }, flows.CodeNotFound, "question"},
		{"an unknown organisation", func(e *flows.Entry) { e.Organisation = "Kompis Norge" }, flows.CodeNotFound, "organisation"},
		{"no organisation", func(e *flows.Entry) { e.Organisation = "" }, flows.CodeNotFound, "organisation"},
		{"another way", func(e *flows.Entry) { e.Via = "pigeon" }, flows.CodeInvalid, "via"},
		{"no form", func(e *flows.Entry) { e.Form = "" }, flows.CodeInvalid, ""},
		{"a place that is none", func(e *flows.Entry) { e.Corrects = "0123" }, flows.CodeNotFound, ""},
	} {
		w.run(c.name, func(t *testing.T) {
			e := entry("V1", "kompis", "q1", "Ett svar.")
			c.change(&e)
			_, err := w.entries.Enter(t.Context(), e)
			wantCode(t, err, c.want)
			if got := flows.FieldOf(err); got != c.field {
				t.Errorf("field %q, want %q", got, c.field)
			}
			if got := w.stored(); len(got) != 0 {
				t.Errorf("stored %+v", got)
			}
		})
	}
}

// Two calls are two answers; a form that is sent again is the same one, whatever
// became of it since.
func TestEntryAgain(t *testing.T) {
	w := newWorld(t)
	first := entry("V1", "kompis", "q1", "Ett svar.")
	one := w.enter(first)
	w.clock.set(midway.Add(time.Hour))
	if again := w.enter(first); again.Contribution.ID != one.Contribution.ID || !again.Contribution.ChangedAt.Equal(one.Contribution.ChangedAt) {
		t.Errorf("sent again: %+v", again.Contribution)
	}
	two := w.enter(entry("V2", "kompis", "q1", "Ett svar."))
	if one.Contribution.ID == two.Contribution.ID || len(w.stored()) != 2 {
		t.Errorf("two calls: ids %s and %s, %d stored", one.Contribution.ID, two.Contribution.ID, len(w.stored()))
	}
	changed := first
	changed.Text = "Ett annat svar."
	_, err := w.entries.Enter(t.Context(), changed)
	if got := flows.SayOf(err).Key; got != "entry_before" {
		t.Errorf("the same form with another text: %v, which says %q", err, got)
	}

	corrected := correction(one)
	corrected.Text = "Ett bättre svar."
	w.enter(corrected)
	_, err = w.entries.Enter(t.Context(), first)
	wantCode(t, err, flows.CodeConflict)
	w.must(w.entries.Withdraw(t.Context(), correction(two)))
	_, err = w.entries.Enter(t.Context(), entry("V2", "kompis", "q1", "Ett svar."))
	wantCode(t, err, flows.CodeConflict)
	if got := w.stored(); got[0].Text != "Ett bättre svar." || !got[1].Withdrawn || got[1].Text != "" || got[1].EnteredBy != "" {
		t.Errorf("stored %+v", got)
	}
}

func TestEntryCorrected(t *testing.T) {
	w := newWorld(t)
	e := entry("V1", "kompis", "q1", "Ett svar.")
	e.KeyMessage = true
	old := w.enter(e)
	w.clock.set(midway.Add(time.Hour))
	open, err := w.entries.Entered(t.Context(), meetingID, old.Contribution.Place.TS)
	w.must(err)
	if diff := cmp.Diff(old.Contribution, open); diff != "" {
		t.Errorf("the form is opened with (-want +got):\n%s", diff)
	}
	right := correction(old)
	right.By, right.Organisation, right.Question, right.Via, right.Text, right.KeyMessage = group, "bildning", "q3", flows.ViaEmail, "Rätt svar.", false
	right.Attribution, right.Came = flows.AttributionWorkingGroup, "2023-10-19"
	got := w.enter(right)
	want := old.Contribution
	want.Organisation, want.Question, want.Via, want.Text, want.EnteredBy = "bildning", "q3", flows.ViaEmail, "Rätt svar.", group
	want.Attribution, want.KeyMessage, want.KeyMessageAt = flows.AttributionWorkingGroup, "", time.Time{}
	want.SubmittedAt, want.EditedAt, want.ChangedAt = time.Date(2023, 10, 19, 12, 0, 0, 0, stockholm).UTC(), midway.Add(time.Hour).UTC(), midway.Add(time.Hour).UTC()
	if diff := cmp.Diff([]flows.Contribution{want}, w.stored()); diff != "" {
		t.Errorf("stored (-want +got):\n%s", diff)
	}
	w.clock.set(midway.Add(2 * time.Hour))
	w.enter(right) // delivered again
	stale := correction(old)
	stale.Text = "Ett gammalt formulär."
	_, err = w.entries.Enter(t.Context(), stale)
	wantCode(t, err, flows.CodeConflict)
	wantCode(t, w.entries.Withdraw(t.Context(), stale), flows.CodeConflict)
	if diff := cmp.Diff([]flows.Contribution{want}, w.stored()); diff != "" {
		t.Errorf("stored after the stale form (-want +got):\n%s", diff)
	}
	for range 2 {
		w.must(w.entries.Withdraw(t.Context(), correction(got)))
	}
	if _, err = w.entries.Entered(t.Context(), meetingID, old.Contribution.Place.TS); err == nil || flows.SayOf(err).Key != "entry_withdrawn" {
		t.Errorf("opened after the withdrawal: %v", err)
	}
	if d := w.digest(); d.Participation.Answered != 0 {
		t.Errorf("answered = %d after the withdrawal", d.Participation.Answered)
	}
}

// What a correction leaves alone stays as it was, to the second.
func TestEntryCorrectedKeepsItsTime(t *testing.T) {
	for _, came := range []string{"", "2023-11-05"} {
		t.Run("came "+came, func(t *testing.T) {
			w := newWorld(t)
			w.clock.set(closes.Add(-time.Minute))
			right := correction(w.enter(entry("V1", "kompis", "q1", "Ett svar.")))
			right.Text, right.Came = "Rätt svar.", came
			w.clock.set(starts)
			if got := w.enter(right).Contribution; !got.SubmittedAt.Equal(closes.Add(-time.Minute)) || got.Late {
				t.Errorf("submitted at %s, late %v", got.SubmittedAt, got.Late)
			}
		})
	}
}

// A person's own answer in a form is no entry.
func TestEntryOfAPersonsOwnAnswer(t *testing.T) {
	w := newWorld(t)
	own := w.submit(form(kompis, "q1", "Mitt svar."))
	e := correction(flows.Entered{Contribution: own})
	e.Text, e.Via = "Någon annans.", flows.ViaPhone
	_, err := w.entries.Enter(t.Context(), e)
	wantCode(t, err, flows.CodeNotFound)
	wantCode(t, w.entries.Withdraw(t.Context(), e), flows.CodeNotFound)
	_, err = w.entries.Entered(t.Context(), meetingID, own.Place.TS)
	wantCode(t, err, flows.CodeNotFound)
	if got := w.stored(); len(got) != 1 || got[0].Text != "Mitt svar." {
		t.Errorf("stored %+v", got)
	}
}

// Who entered an answer is not its author: it is not theirs to forget, even
// where they speak for the organisation, but they see that it names them.
func TestEntryIsNotOnesOwn(t *testing.T) {
	w := newWorld(t, func(s *flows.Settings) {
		s.Roles.WorkingGroup.Users = append(s.Roles.WorkingGroup.Users, kompis)
	})
	e := entry("V1", "kompis", "q1", "Föreningens svar.")
	e.By = kompis
	w.enter(e)
	w.submit(form(kompis, "q2", "Mitt svar."))
	own, err := w.answers.Own(t.Context(), kompis, home, room)
	w.must(err)
	if len(own.Contributions) != 1 || own.Contributions[0].Text != "Mitt svar." || own.Entered != 1 {
		t.Errorf("own data: %+v", own)
	}
	w.clock.set(midway.Add(time.Hour))
	if n, err := w.answers.Forget(t.Context(), kompis, w.store); err != nil || n != 1 {
		t.Errorf("withdrew %d, %v; want 1", n, err)
	}
	var left []string
	for _, c := range w.stored() {
		if !c.Withdrawn {
			left = append(left, c.Text)
		}
	}
	if diff := cmp.Diff([]string{"Föreningens svar."}, left); diff != "" {
		t.Errorf("left (-want +got):\n%s", diff)
	}
}

// The organisation's newest key message wins, by when it came and not by when
// it was entered.
func TestEntryKeyMessage(t *testing.T) {
	w := newWorld(t)
	f := form(kompis, "q1", "Det viktiga.")
	f.KeyMessage = true
	w.submit(f)
	w.clock.set(midway.Add(time.Hour))
	e := entry("V1", "kompis", "q2", "Det som var viktigt förra veckan.")
	e.KeyMessage, e.Came = true, "2023-10-13"
	w.enter(e)
	got := w.digest().Themes[0].KeyMessages
	if len(got) != 1 || got[0].Text != "Det viktiga." {
		t.Errorf("key messages %+v", got)
	}
}

// togetherStore lets nobody go on before all have read the answer.
type togetherStore struct {
	*redisstore.Store
	reading sync.WaitGroup
}

func (s *togetherStore) Contribution(ctx context.Context, p flows.Place) (flows.Contribution, error) {
	c, err := s.Store.Contribution(ctx, p)
	s.reading.Done()
	s.reading.Wait()
	return c, err
}

// Of several who correct an answer in the same instant, or take it away, one is
// first; the others are told, and nothing of theirs is stored.
func TestEntriesAtOnce(t *testing.T) {
	w := newWorld(t)
	w.ask()
	for round := range 10 {
		old := w.enter(entry(fmt.Sprint("V", round), "kompis", "q1", "Som det hördes."))
		errs := make([]error, 5)
		store := &togetherStore{Store: w.store}
		store.reading.Add(len(errs))
		entries := flows.NewEntries(store, w.register, w.clock)
		var all sync.WaitGroup
		for i := range errs {
			all.Go(func() {
				c := correction(old)
				if c.Text = fmt.Sprintf("Rättad av %d.", i); i == 0 {
					errs[i] = entries.Withdraw(t.Context(), c)
					return
				}
				_, errs[i] = entries.Enter(t.Context(), c)
			})
		}
		all.Wait()
		first := -1
		for i, err := range errs {
			switch {
			case err != nil:
				wantCode(t, err, flows.CodeConflict)
			case first >= 0:
				t.Errorf("both %d and %d were first", first, i)
			default:
				first = i
			}
		}
		now, err := w.store.Contribution(t.Context(), old.Contribution.Place)
		w.must(err)
		if want := fmt.Sprintf("Rättad av %d.", first); now.Withdrawn != (first == 0) || !now.Withdrawn && now.Text != want {
			t.Errorf("%d was first, and stored is %+v", first, now)
		}
	}
}
