package flows

import (
	"context"
	"strconv"
	"strings"
	"time"
)

// Commands answers slash commands.
type Commands struct {
	store     commandStore
	register  *Register
	rights    *Rights
	asker     *Asker
	reminders *Reminders
	drafts    *Drafts
	summaries *Summaries
	answers   *Answers
	clock     Clock
}

type commandStore interface {
	ContributionReader
	AskStore
	RegistryStore
	ReadBackStore
}

// NewCommands makes a Commands.
func NewCommands(store commandStore, register *Register, rights *Rights, jobs Jobs, answers *Answers, clock Clock) *Commands {
	return &Commands{store: store, register: register, rights: rights, asker: jobs.Asker, reminders: jobs.Reminders,
		drafts: jobs.Drafts, summaries: jobs.Summaries, answers: answers, clock: clock}
}

// Do carries a command out and returns what to answer. A wrong word or a
// missing right is a view, not an error.
func (c *Commands) Do(ctx context.Context, cmd Command) (View, error) {
	role, err := c.rights.Role(ctx, cmd.User)
	words := strings.Fields(cmd.Text)
	if len(words) == 0 {
		return help("", role), nil
	}
	word, needs, ok := wordOf(words[0])
	if !ok {
		return help(words[0], role), nil
	}
	if err != nil && needs > RoleEveryone {
		return nil, err
	}
	if role < needs {
		return MissingRightView{Word: word, Needs: needs}, nil
	}
	return c.do(ctx, cmd, word, words[1:], role)
}

func (c *Commands) do(ctx context.Context, cmd Command, word Word, args []string, role Role) (View, error) {
	switch word {
	case WordStatus:
		return c.status(ctx, args)
	case WordDigest:
		return c.digest(ctx, cmd, args)
	case WordPublish:
		return c.publish(ctx, cmd, args)
	case WordAsk:
		return c.ask(ctx, cmd, args)
	case WordRemind:
		return c.remind(ctx, cmd, args)
	case WordMeeting:
		return c.meeting(ctx, args, role)
	case WordOrganisation:
		return c.organisation(ctx, args)
	case WordSummary:
		return Notice{Key: "working_on_it"}, c.summaries.Show(ctx, cmd.User, cmd.Name)
	case WordMyData:
		own, err := c.answers.Own(ctx, cmd.User, cmd.Team, cmd.Channel)
		return MyDataView{own}, err
	case WordForget:
		own, err := c.answers.Own(ctx, cmd.User, cmd.Team, cmd.Channel)
		return ForgetView{len(own.Contributions)}, err
	default:
		return help("", role), nil
	}
}

func (c *Commands) current(ctx context.Context, args []string) (Meeting, error) {
	return c.register.MeetingOrCurrent(ctx, strings.Join(args, " "), c.clock.Now())
}

func (c *Commands) status(ctx context.Context, args []string) (View, error) {
	m, err := c.current(ctx, args)
	if err != nil {
		return nil, err
	}
	return c.Status(ctx, m)
}

func (c *Commands) digest(ctx context.Context, cmd Command, args []string) (View, error) {
	m, theme, err := c.meetingAndTheme(ctx, args)
	if err != nil {
		return nil, err
	}
	return Notice{Key: "working_on_it"}, c.drafts.Show(ctx, m, theme, cmd.User, cmd.Name)
}

// meetingAndTheme reads "[meeting] [theme]": a theme is its number or a part
// of its title.
func (c *Commands) meetingAndTheme(ctx context.Context, args []string) (Meeting, int, error) {
	var m Meeting
	var err error
	if len(args) > 0 {
		if m, err = c.register.Meeting(ctx, args[0]); err == nil {
			args = args[1:]
		} else if CodeOf(err) != CodeNotFound {
			return m, 0, err
		}
	}
	if m.ID == "" {
		unknown := err
		if m, err = c.current(ctx, nil); err != nil {
			return m, 0, err
		}
		if len(args) > 0 && themeOf(m, strings.Join(args, " ")) == 0 {
			return m, 0, unknown
		}
	}
	if len(args) == 0 {
		return m, 0, nil
	}
	theme := themeOf(m, strings.Join(args, " "))
	if theme == 0 {
		return m, 0, &Error{Code: CodeNotFound, What: "no theme " + quote(strings.Join(args, " ")),
			Hint: "write its number, 1 to " + strconv.Itoa(len(m.Themes)) + ", or a part of its title",
			Say:  Notice{Key: "unknown_theme", Args: map[string]any{"Theme": strings.Join(args, " "), "Count": len(m.Themes)}}}
	}
	return m, theme, nil
}

func themeOf(m Meeting, word string) int {
	if n, err := strconv.Atoi(word); err == nil && n >= 1 && n <= len(m.Themes) {
		return n
	}
	for i, t := range m.Themes {
		if strings.Contains(strings.ToLower(t.Title), strings.ToLower(word)) {
			return i + 1
		}
	}
	return 0
}

func (c *Commands) publish(ctx context.Context, cmd Command, args []string) (View, error) {
	m, err := c.current(ctx, args)
	if err != nil {
		return nil, err
	}
	return c.Publish(ctx, m.ID, 0, cmd.User, cmd.Name)
}

// Publish publishes a version that was shown (0: the newest), and answers with
// what became of it. A new draft is shown to the person.
func (c *Commands) Publish(ctx context.Context, id MeetingID, version int, by UserID, name string) (View, error) {
	role, err := c.rights.Role(ctx, by)
	if err != nil {
		return nil, err
	}
	if !role.MayCompile() {
		return MissingRightView{Word: WordPublish, Needs: RoleWorkingGroup}, nil
	}
	m, err := c.register.Meeting(ctx, string(id))
	if err != nil {
		return nil, err
	}
	p, err := c.drafts.Publish(ctx, m, version, by)
	if err != nil {
		return nil, err
	}
	args := map[string]any{"Meeting": string(m.ID), "Title": m.Title, "Version": p.Version,
		"New": p.Changes.New, "Edited": p.Changes.Edited, "Withdrawn": p.Changes.Withdrawn}
	switch {
	case p.Before:
		return Notice{Key: "published_before", Args: args}, nil
	case p.Done:
		return Notice{Key: "published", Args: args}, nil
	case p.Changes.Any():
		return Notice{Key: "publish_changed", Args: args}, c.drafts.Show(ctx, m, 0, by, name)
	default:
		return Notice{Key: "publish_look_first", Args: args}, c.drafts.Show(ctx, m, 0, by, name)
	}
}

// Part is a version of a digest to read a part of: everybody may, once it is
// published.
func (c *Commands) Part(ctx context.Context, id MeetingID, version int, by UserID) (Digest, error) {
	m, err := c.register.Meeting(ctx, string(id))
	if err != nil {
		return Digest{}, err
	}
	d, err := c.drafts.Version(ctx, m, version)
	if err != nil || d.State == DigestPublished {
		return d, err
	}
	role, err := c.rights.Role(ctx, by)
	if err == nil && !role.MayCompile() {
		err = &Error{Code: CodeForbidden, What: "the version is not published", Say: Notice{Key: "part_not_published"}}
	}
	return d, err
}

func (c *Commands) ask(ctx context.Context, cmd Command, args []string) (View, error) {
	m, err := c.current(ctx, args)
	if err != nil {
		return nil, err
	}
	window, err := m.Window()
	switch now := c.clock.Now(); {
	case err != nil:
		return nil, err
	case window.Opens.After(now):
		return Notice{Key: "ask_not_open", Args: map[string]any{"Meeting": string(m.ID), "Opens": window.Opens.Format(time.RFC3339)}}, nil
	case !window.Contains(now):
		return Notice{Key: "ask_closed", Args: map[string]any{"Meeting": string(m.ID), "Closes": window.Closes.Format(time.RFC3339)}}, nil
	}
	lacking, err := c.asker.Resume(ctx, m)
	if err != nil {
		return nil, err
	}
	// One theme a call: as if as many firings were left as there are themes.
	themes, err := c.asker.Fire(ctx, m, "asked/"+cmd.Name, maxCountedFirings)
	if err != nil {
		return nil, err
	}
	if len(themes) == 0 && lacking > 0 {
		return Notice{Key: "asked_again", Args: map[string]any{"Count": lacking}}, nil
	}
	if len(themes) == 0 {
		return Notice{Key: "ask_nothing_left", Args: map[string]any{"Meeting": string(m.ID)}}, nil
	}
	return Notice{Key: "asked", Args: map[string]any{"Meeting": string(m.ID), "Theme": strings.Join(themes, "; ")}}, nil
}

func (c *Commands) remind(ctx context.Context, cmd Command, args []string) (View, error) {
	m, err := c.current(ctx, args)
	if err != nil {
		return nil, err
	}
	n, err := c.reminders.Fire(ctx, m, "asked/"+cmd.Name)
	if n.Unreachable > 0 {
		return Notice{Key: "reminded_some", Args: map[string]any{"Count": n.Organisations, "Unreachable": n.Unreachable}}, err
	}
	return Notice{Key: "reminded", Args: map[string]any{"Count": n.Organisations}}, err
}
