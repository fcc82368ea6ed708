package flows

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// ExportRow is a contribution as stored, for `samrad export`. Its fields are a
// contract: never renamed, only added.
type ExportRow struct {
	ID           string          `json:"id"`
	Question     QuestionID      `json:"question"`
	Organisation *OrganisationID `json:"organisation"` // null: nobody knows yet
	Text         string          `json:"text"`
	SubmittedAt  time.Time       `json:"submitted_at"`
	EditedAt     *time.Time      `json:"edited_at"`
	Late         bool            `json:"late"`
	Attribution  Attribution     `json:"attribution"`
	SetAside     bool            `json:"set_aside"`
	Channel      ChannelID       `json:"channel"`
	MessageTS    MessageTS       `json:"message_ts"`
	Source       Source          `json:"source"`
	Withdrawn    bool            `json:"withdrawn,omitempty"`
	NothingToAdd bool            `json:"nothing_to_add,omitempty"`
	KeyMessage   string          `json:"key_message,omitempty"`
	Files        []File          `json:"files,omitempty"`
	Language     string          `json:"language,omitempty"` // where it is known
	EnteredBy    UserID          `json:"entered_by,omitempty"`
	Via          Via             `json:"via,omitempty"`
}

// Export lists every contribution of a meeting, in the order of submission.
func Export(ctx context.Context, m Meeting, reader ContributionReader, register *Register) ([]ExportRow, error) {
	d, err := register.FreshDirectory(ctx)
	if err != nil {
		return nil, err
	}
	all, err := reader.Contributions(ctx, m.ID, StoreChannels(m, d))
	if err != nil {
		return nil, err
	}
	all = MarkLate(m, Resolve(all, d))
	slices.SortFunc(all, func(a, b Contribution) int {
		return cmp.Or(a.SubmittedAt.Compare(b.SubmittedAt), cmp.Compare(a.ID, b.ID))
	})
	rows := make([]ExportRow, len(all))
	for i, c := range all {
		rows[i] = exportRow(c)
	}
	return rows, nil
}

func exportRow(c Contribution) ExportRow {
	r := ExportRow{ID: c.ID, Question: c.Question, Text: c.Text, SubmittedAt: c.SubmittedAt.UTC(), Late: c.Late,
		Attribution: cmp.Or(c.Attribution, AttributionUnnamed), SetAside: c.SetAside, Source: c.Source,
		Withdrawn: c.Withdrawn, NothingToAdd: c.NothingToAdd, KeyMessage: c.KeyMessage, Files: c.Files, Language: c.Language,
		EnteredBy: c.EnteredBy, Via: c.Via}
	// A form's and an import's place is the store's own affair.
	if c.Source == SourceSlack {
		r.Channel, r.MessageTS = c.Place.Channel, c.Place.TS
	}
	if c.Assigned() {
		r.Organisation = &c.Organisation
	}
	if !c.EditedAt.IsZero() {
		at := c.EditedAt.UTC()
		r.EditedAt = &at
	}
	return r
}
