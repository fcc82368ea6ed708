package flows

import (
	"context"
	"time"
)

// The use cases declare the interfaces below, one small one each; all of them
// are implemented by redisstore.Store. Every method is atomic and may be
// repeated: a retry after an unknown result changes nothing more. A store that
// does not answer gives an error with CodeStoreDown.

// StoredReply is a reply with what the directory knows of its author.
type StoredReply struct {
	Reply
	Organisation OrganisationID // empty: unassigned
	// Check queues the check mark in the same write.
	Check bool
}

// Stored is what became of a reply.
type Stored struct {
	Outcome Outcome
	// Post is the question's post, set unless Outcome is OutcomeKept or OutcomeNoQuestion.
	Post Post
}

// ReplyStore keeps contributions by place. Newest edited.ts wins whatever the
// order of arrival; a deletion leaves a tombstone without text, and an edit
// that arrives later stays deleted.
type ReplyStore interface {
	// SaveReply stores a reply in a question's thread. A reply whose thread is
	// not known as a question's is kept while a question's post is on its way
	// to that channel, and dropped otherwise.
	SaveReply(ctx context.Context, r StoredReply) (Stored, error)
	// SaveDeletion leaves a tombstone.
	SaveDeletion(ctx context.Context, d Deletion) (Outcome, error)
	// SaveReaction records a star or no_entry_sign; byWorkingGroup says whether
	// the user is of the working group at that moment.
	SaveReaction(ctx context.Context, r Reaction, byWorkingGroup bool) (Outcome, error)
	// Reactions lists the reactions that are on a message.
	Reactions(ctx context.Context, p Place) ([]Reaction, error)
	// Contribution reads one; CodeNotFound if there is none.
	Contribution(ctx context.Context, p Place) (Contribution, error)
}

// ReadBackStore keeps what the readings of a meeting's threads found, the
// newest some hundreds.
type ReadBackStore interface {
	SaveReadBack(ctx context.Context, m MeetingID, r ReadBack) error
	// TakeReading gives the reading that is under way, or an empty one, to one
	// owner for lease of the wall's time; ok is false while another has it. The
	// same owner renews its lease by it.
	TakeReading(ctx context.Context, m MeetingID, owner string, lease time.Duration) (r Reading, ok bool, err error)
	// KeepReading keeps how far the owner has come, and renews its lease; a lease
	// of 0 gives the reading back. CodeConflict if another has it.
	KeepReading(ctx context.Context, m MeetingID, owner string, r Reading, lease time.Duration) error
	// Reading is how far the reading that is under way has come; zero: none is.
	Reading(ctx context.Context, m MeetingID) (Reading, error)
	// ReadBacks lists them, the oldest first.
	ReadBacks(ctx context.Context, m MeetingID) ([]ReadBack, error)
}

// AnswerStore keeps answers that did not come as replies in a thread: forms,
// imports, top-level messages that were counted.
type AnswerStore interface {
	// SaveAnswers stores contributions as they are, by place: the same place
	// replaces. All or none are stored for a meeting's channel.
	SaveAnswers(ctx context.Context, channel ChannelID, answers []Contribution) ([]Outcome, error)
	// ReplaceAnswer stores a contribution in the place of the one that was read
	// there (zero: there was none), told by its ChangedAt; CodeConflict if
	// something else stands by now.
	ReplaceAnswer(ctx context.Context, c, read Contribution) error
}

// ContributionReader reads what came for a meeting.
type ContributionReader interface {
	// Contributions reads every contribution of a meeting from the channels
	// given and from those that it was ever posted in (tombstones too), in the
	// order of submission and then of ID.
	Contributions(ctx context.Context, m MeetingID, channels []ChannelID) ([]Contribution, error)
	// Posts lists the questions' posts of a meeting in the same channels.
	Posts(ctx context.Context, m MeetingID, channels []ChannelID) ([]Post, error)
}

// PostedReader tells of what meetings something may be stored.
type PostedReader interface {
	// PostedMeetings lists the meetings of which a question was ever posted, also
	// those that the config has no more.
	PostedMeetings(ctx context.Context) ([]MeetingID, error)
}

// Queue takes what is to be sent.
type Queue interface {
	// Enqueue queues each intent whose id was never queued before.
	Enqueue(ctx context.Context, intents ...Intent) error
}

// Outbox is the sender's side of the queue. One owner holds a lane at a time.
type Outbox interface {
	// Take leases the first intent of some lane that is due, for lease of the
	// wall's time. It waits at most wait for one to come; ok is false if none did.
	// One may be taken while ctx ends: it is in hand like any other.
	Take(ctx context.Context, owner string, lease, wait time.Duration) (t Ticket, ok bool, err error)
	// Renew lengthens the lease to end a lease from now, and returns that time;
	// CodeConflict if it is lost.
	Renew(ctx context.Context, t Ticket, lease time.Duration) (until time.Time, err error)
	// Note keeps progress with the intent while it is held (an upload's file id).
	Note(ctx context.Context, t Ticket, progress string) error
	// Done closes the intent; a question's post is recorded in the same write,
	// and the replies that were kept for it become contributions.
	Done(ctx context.Context, t Ticket, sent Sent) error
	// Postpone gives it back, to be tried from at (wall) on; its lane waits.
	Postpone(ctx context.Context, t Ticket, at time.Time, reason string) error
	// Fail closes it for good; reason is Slack's error word.
	Fail(ctx context.Context, t Ticket, reason string) error
	// Shelve closes what its channel refuses and is still wanted, until Unshelve.
	Shelve(ctx context.Context, t Ticket, reason string) error
	// Backlog counts what is queued or held, and the age of the oldest.
	Backlog(ctx context.Context) (count int, oldest time.Duration, err error)
}

// Shelf holds what channels refused and is still wanted: check marks, and what
// takes words away.
type Shelf interface {
	// Shelved lists the lanes that have something there.
	Shelved(ctx context.Context) ([]Lane, error)
	// Unshelve queues a lane's again, of the check marks one; the others follow
	// when it stands.
	Unshelve(ctx context.Context, l Lane) error
}

// Claim is a firing that this process does.
type Claim struct {
	Job   string
	Local string // the scheduled local second
	At    time.Time
	Owner string
	Fence int64
}

// FiringStore makes sure that each firing is done once, by whichever replica.
type FiringStore interface {
	// ClaimFiring takes a firing for lease; false if it is closed, or held by
	// another owner.
	ClaimFiring(ctx context.Context, job, local string, at time.Time, owner string, lease time.Duration) (Claim, bool, error)
	// CloseFiring marks it done, once all its intents are queued, and moves the
	// job's cursor to its time.
	CloseFiring(ctx context.Context, c Claim) error
	// Cursor is the time of the job's last closed firing; zero if none.
	Cursor(ctx context.Context, job string) (time.Time, error)
}

// AskStore remembers which questions were asked, and by which firing.
type AskStore interface {
	// AssignQuestions gives the questions to the firing, save those that another
	// firing has, and returns all that the firing has. The channels, where they
	// are posted, are remembered as the meeting's. All of it or nothing is done.
	AssignQuestions(ctx context.Context, m MeetingID, firing string, questions []QuestionID, channels []ChannelID) ([]QuestionID, error)
	// Asked tells for each question asked the firing that has it.
	Asked(ctx context.Context, m MeetingID) (map[QuestionID]string, error)
}

// RegistryStore keeps the organisations and meetings that were made in Slack,
// and the choices of people who were asked.
type RegistryStore interface {
	Organisations(ctx context.Context) ([]Organisation, error)
	// MovedChannels lists the channels whose id changed: the one before, by the
	// one after.
	MovedChannels(ctx context.Context) (Channels, error)
	// SaveMovedChannel notes that a channel has a new id.
	SaveMovedChannel(ctx context.Context, from, to ChannelID) error
	// SaveOrganisation adds or replaces by id.
	SaveOrganisation(ctx context.Context, o Organisation) error
	RemoveOrganisation(ctx context.Context, id OrganisationID) error
	Choices(ctx context.Context) (map[UserID]OrganisationID, error)
	SaveChoice(ctx context.Context, u UserID, id OrganisationID) error
	RemoveChoice(ctx context.Context, u UserID) error
	Meetings(ctx context.Context) ([]Meeting, error)
	// SaveMeeting adds or replaces by id. revision is the one that was read (0
	// for a new one); CodeConflict if another stands now.
	SaveMeeting(ctx context.Context, m Meeting, revision int) error
	MeetingRevision(ctx context.Context, id MeetingID) (int, error)
}

// DigestStore keeps a meeting's numbered versions.
type DigestStore interface {
	// Versions lists them from the first on.
	Versions(ctx context.Context, m MeetingID) ([]StoredDigest, error)
	// SaveVersion adds the next version; CodeConflict if v.Digest.Version is
	// not the number of versions plus one.
	SaveVersion(ctx context.Context, v StoredDigest) error
	// SaveShown notes the newest version that was shown to somebody: a lane.
	SaveShown(ctx context.Context, m MeetingID, to Lane, version int) error
	// Shown tells the newest version that was shown to any of them; 0: none.
	Shown(ctx context.Context, m MeetingID, to []Lane) (int, error)
	// EditVersion changes a version as it is stored; edit may be called again.
	EditVersion(ctx context.Context, m MeetingID, version int, edit func(*StoredDigest)) error
	// Advance moves a version's state (draft, approved, published) and notes
	// who did it. A state never goes back; CodeConflict then.
	Advance(ctx context.Context, m MeetingID, version int, to DigestState, by UserID, at time.Time) error
}

// PublishedReader reads what was published of a meeting.
type PublishedReader interface {
	// Publications lists what was published, the oldest first.
	Publications(ctx context.Context, m MeetingID) ([]Publication, error)
	// Version reads one version; CodeNotFound if there is none of that number.
	Version(ctx context.Context, m MeetingID, number int) (StoredDigest, error)
}

// PublicationStore keeps what was published, apart from the versions: it is
// asked often, and they are large.
type PublicationStore interface {
	PublishedReader
	// SavePublication adds or replaces by version.
	SavePublication(ctx context.Context, m MeetingID, p Publication) error
	// ShownMeetings lists the meetings of which anything was shown: published, or
	// as a draft.
	ShownMeetings(ctx context.Context) ([]MeetingID, error)
}

// DraftPostStore keeps where drafts were shown, as long as their words stand there.
type DraftPostStore interface {
	// SaveDraftPost adds a post by its intent.
	SaveDraftPost(ctx context.Context, m MeetingID, shown WordsOf, p DraftPost) error
	// ShownDrafts lists the versions with a post, the oldest first.
	ShownDrafts(ctx context.Context, m MeetingID) ([]ShownDraft, error)
	// RemoveDraftPosts forgets posts, by their intents.
	RemoveDraftPosts(ctx context.Context, m MeetingID, intents []string) error
}

// ShownDraft is a version that somebody was shown as a draft.
type ShownDraft struct {
	Version int
	Shown   WordsOf
	Posts   []DraftPost
}

// DraftPost is a message with a draft.
type DraftPost struct {
	PostedUnder
	Version int       `json:"version"`
	At      time.Time `json:"at"` // it was posted then or soon after
}

// WordsOf are the ids of the answers whose words are shown, by how they let them
// be used.
type WordsOf map[Attribution][]string

// Publication is a version that was published.
type Publication struct {
	Version     int           `json:"version"`
	PublishedAt time.Time     `json:"published_at"`
	Inputs      Inputs        `json:"inputs"`
	Posts       []PostedUnder `json:"posts"`
	Shown       WordsOf       `json:"shown,omitempty"`
	// PostingSince is since when it is on its way out; zero: all of it is queued.
	PostingSince time.Time `json:"posting_since,omitzero"`
	SupersededAt time.Time `json:"superseded_at,omitzero"` // zero: it holds
}

// PostedUnder is a message that went to a lane under an intent's id.
type PostedUnder struct {
	Intent string `json:"intent"`
	Lane   Lane   `json:"lane"`
}

// StoredDigest is a version as kept: the attributed edition, from which every
// other is made, and a fingerprint of its content.
type StoredDigest struct {
	Digest      Digest    `json:"digest"`
	Fingerprint string    `json:"fingerprint"`
	Inputs      Inputs    `json:"inputs"`
	MadeAt      time.Time `json:"made_at"`
	ApprovedBy  UserID    `json:"approved_by,omitempty"`
	ApprovedAt  time.Time `json:"approved_at,omitzero"`
	PublishedAt time.Time `json:"published_at,omitzero"`
}

// DeadLetter is an event that could not be understood, kept raw.
type DeadLetter struct {
	At     time.Time
	Source string // "socket", "events", "commands", "interactions"
	Reason string
	Raw    []byte
}

// DeadLetterStore keeps them and counts them.
type DeadLetterStore interface {
	// KeepDeadLetter is idempotent by the raw bytes.
	KeepDeadLetter(ctx context.Context, d DeadLetter) error
	CountDeadLetters(ctx context.Context, since time.Time) (int, error)
}

// FailureStore remembers what could not be sent, until staff were told.
type FailureStore interface {
	// Failures lists the channels whose latest intent failed for good.
	Failures(ctx context.Context) ([]SendFailure, error)
	// RefusedSince tells since when a lane refuses for a reason, without having
	// taken anything in between; zero: it does not.
	RefusedSince(ctx context.Context, lane Lane, reason string) (time.Time, error)
}

// SendFailure is a channel that refuses what we send.
type SendFailure struct {
	Lane   Lane
	Reason string // Slack's error word
	At     time.Time
	Count  int
}
