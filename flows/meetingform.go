package flows

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/samrad/samrad/flows/schedule"
)

// Planner makes and changes meetings from Slack.
type Planner struct {
	store    RegistryStore
	ask      AskStore
	register *Register
}

// NewPlanner makes a Planner.
func NewPlanner(store interface {
	RegistryStore
	AskStore
}, register *Register) *Planner {
	return &Planner{store: store, ask: store, register: register}
}

var meetingIDPattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$`)

// Save adds a meeting (revision 0), or changes the one whose revision was
// read. Questions that were posted stay as they are.
func (p *Planner) Save(ctx context.Context, m Meeting, revision int) error {
	if !meetingIDPattern.MatchString(string(m.ID)) {
		return &Error{Code: CodeInvalid, What: "the short name", Hint: "use letters, digits, hyphens and dots, at most 40",
			Say: Notice{Key: "wrong_meeting_id"}, Field: "id"}
	}
	meetings, err := p.register.Meetings(ctx)
	if err != nil {
		return err
	}
	for _, old := range meetings {
		if !strings.EqualFold(string(old.ID), string(m.ID)) {
			continue
		}
		if old.Managed || revision == 0 {
			return &Error{Code: CodeConflict, What: "a meeting of that name exists", Say: Notice{Key: "meeting_taken"}, Field: "id"}
		}
		if err := p.frozen(ctx, old, m); err != nil {
			return err
		}
	}
	set := p.register.Settings()
	plan, err := PlanOf(m, set.Location, set.Calendar)
	if err != nil {
		return err
	}
	if !plan.Window.Opens.Before(plan.Window.Closes) {
		return &Error{Code: CodeInvalid, What: "it closes before it opens", Say: Notice{Key: "wrong_window"}, Field: "opens"}
	}
	if _, fires := schedule.Next(plan.Ask, plan.Window.Opens.Add(-time.Nanosecond), plan.Window, plan.Options); !fires && !plan.Ask.Off() {
		return &Error{Code: CodeInvalid, What: "the questions are never asked", Say: Notice{Key: "never_asked"}, Field: "ask"}
	}
	if len(m.Themes) == 0 {
		return &Error{Code: CodeInvalid, What: "no theme with a question", Say: Notice{Key: "no_theme"}, Field: "questions"}
	}
	if err := p.store.SaveMeeting(ctx, m, revision); err != nil {
		return err
	}
	_, err = p.register.FreshDirectory(ctx)
	return err
}

// frozen refuses a change of a question that was asked.
func (p *Planner) frozen(ctx context.Context, old, changed Meeting) error {
	asked, err := p.ask.Asked(ctx, old.ID)
	if err != nil {
		return err
	}
	for _, q := range old.Questions() {
		if _, ok := askedBy(asked, q.ID); !ok {
			continue
		}
		if now, ok := changed.Question(string(q.ID)); !ok || now.Text != q.Text {
			return &Error{Code: CodeFrozen, What: "question " + string(q.ID) + " has been posted", Hint: "keep it as it was",
				Say: Notice{Key: "frozen", Args: map[string]any{"Question": q.Text}}, Field: "questions"}
		}
	}
	return nil
}

// FormatThemes writes themes as people edit them: a title on a line, each
// question on a line that starts with "- ", a blank line between themes.
func FormatThemes(themes []Theme) string {
	var b strings.Builder
	for i, t := range themes {
		if i > 0 {
			b.WriteString("\n")
		}
		fmt.Fprintln(&b, t.Title)
		for _, q := range t.Questions {
			fmt.Fprintln(&b, "-", q.Text)
		}
	}
	return b.String()
}

// ParseThemes reads what FormatThemes writes. The questions are numbered q1,
// q2… through the meeting.
func ParseThemes(s string) ([]Theme, error) {
	var themes []Theme
	n := 0
	for _, line := range strings.Split(s, "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		question, ok := cutBullet(line)
		if !ok {
			themes = append(themes, Theme{Title: line})
			continue
		}
		if len(themes) == 0 {
			return nil, &Error{Code: CodeInvalid, What: "the first question has no theme", Hint: "write the theme's title on the line before",
				Say: Notice{Key: "no_theme_before"}, Field: "questions"}
		}
		n++
		last := &themes[len(themes)-1]
		last.Questions = append(last.Questions, Question{ID: QuestionID(fmt.Sprintf("q%d", n)), Text: question})
	}
	for _, t := range themes {
		if len(t.Questions) == 0 {
			return nil, &Error{Code: CodeInvalid, What: "the theme " + quote(t.Title) + " has no question", Hint: "start each question's line with -",
				Say: Notice{Key: "no_question_in_theme", Args: map[string]any{"Theme": t.Title}}, Field: "questions"}
		}
	}
	if len(themes) == 0 {
		return nil, &Error{Code: CodeInvalid, What: "no theme", Say: Notice{Key: "no_theme"}, Field: "questions"}
	}
	return themes, nil
}

func cutBullet(line string) (string, bool) {
	for _, mark := range []string{"-", "–", "•", "*"} {
		if rest, ok := strings.CutPrefix(line, mark); ok && strings.TrimSpace(rest) != "" {
			return strings.TrimSpace(rest), true
		}
	}
	return "", false
}

// ParseStart reads a date and a time of day in the consultation's zone.
func (p *Planner) ParseStart(date, clock string) (time.Time, error) {
	t, err := time.ParseInLocation("2006-01-02 15:04", date+" "+clock, p.register.Settings().Location)
	if err != nil {
		return time.Time{}, &Error{Code: CodeInvalid, What: "the date and time", Hint: "write 2026-11-07 and 13:00",
			Say: Notice{Key: "wrong_start"}, Field: "date"}
	}
	return t, nil
}
