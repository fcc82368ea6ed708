package flows

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"
)

func (c *Commands) meeting(ctx context.Context, args []string, role Role) (View, error) {
	switch {
	case len(args) == 0 || slices.Contains(wordsList, strings.ToLower(args[0])):
		return c.meetingList(ctx)
	case slices.Contains(wordsNew, strings.ToLower(args[0])):
		return MeetingFormView{}, nil
	case slices.Contains(wordsEdit, strings.ToLower(args[0])):
		m, err := c.current(ctx, args[1:])
		if err != nil {
			return nil, err
		}
		if m.Managed {
			return Notice{Key: "meeting_managed", Args: map[string]any{"Meeting": string(m.ID)}}, nil
		}
		if utf8.RuneCountInString(FormatThemes(m.Themes)) > MaxAnswerLength {
			// A form that cut them would drop questions when it is saved.
			return Notice{Key: "meeting_too_long"}, nil
		}
		revision, err := c.store.MeetingRevision(ctx, m.ID)
		return MeetingFormView{Meeting: m, Revision: revision}, err
	default:
		return help(string(WordMeeting)+" "+args[0], role), nil
	}
}

func (c *Commands) meetingList(ctx context.Context) (View, error) {
	meetings, err := c.register.Meetings(ctx)
	if err != nil {
		return nil, err
	}
	var v MeetingListView
	for _, m := range meetings {
		v.Meetings = append(v.Meetings, MeetingLine{m.ID, m.Title, m.Starts, m.Managed})
	}
	return v, nil
}

func (c *Commands) organisation(ctx context.Context, args []string) (View, error) {
	if len(args) > 0 && slices.Contains(wordsNew, strings.ToLower(args[0])) {
		return OrganisationFormView{}, nil
	}
	d, err := c.register.FreshDirectory(ctx)
	if err != nil {
		return nil, err
	}
	return OrganisationListView{d.Organisations()}, nil
}
