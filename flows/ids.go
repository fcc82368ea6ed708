package flows

// Identifiers that cross Slack's wire keep Slack's word.
type (
	// ChannelID is a Slack conversation: C… (public or private), G… or D… (direct).
	ChannelID string
	// UserID is a Slack user: U… or W….
	UserID string
	// TeamID is a Slack workspace or Enterprise organisation: T… or E….
	TeamID string
	// MessageTS names a message within its channel: "1700000000.000100".
	MessageTS string
	// UsergroupID is a Slack user group: S….
	UsergroupID string
)

// Identifiers of samrad's own.
type (
	// MeetingID is what people type: "2023-11-07". It matches case-insensitively.
	MeetingID string
	// QuestionID is unique within its meeting: "q1". It matches case-insensitively.
	QuestionID string
	// OrganisationID is unique in the directory: "kompis".
	OrganisationID string
)
