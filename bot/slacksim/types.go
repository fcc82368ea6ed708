package slacksim

import (
	"encoding/json"
	"fmt"
)

// Violation is something the bot did that Slack forbids, punishes or drops.
type Violation struct {
	Method string // Web API method, or "socket", "http", "response_url", "test"
	What   string // the rule, in a word or two: "invalid_blocks", "rate"
	Why    string // what was wrong, in words
}

func (v Violation) String() string { return fmt.Sprintf("%s: %s: %s", v.Method, v.What, v.Why) }

// User is a person, or a bot.
type User struct {
	ID, Name, RealName string
	TeamID             string // default the workspace's; another one makes an external user (Slack Connect)
	Locale, TZ         string // defaults sv-SE, Europe/Stockholm
	Guest, Bot         bool
	Deleted            bool
	Away               bool // not active: an ephemeral message to them is lost
}

// Channel is a conversation of several people.
type Channel struct {
	ID, Name string
	Private  bool
	Shared   bool // with another workspace (Slack Connect)
	Archived bool
	Members  []string // the bot is a member only if listed
}

// Draft is what a person sends beyond words.
type Draft struct {
	Text      string
	Blocks    json.RawMessage // default rich_text built of Text
	Files     []File
	Broadcast bool   // a reply that is also sent to the channel
	Subtype   string // me_message and the like; file_share and thread_broadcast are set by themselves
}

// File is a file that a person attaches.
type File struct {
	Name, Title, Mimetype string
	Content               []byte
	Stub                  bool // arrive as file_access: check_file_info, as files of Slack Connect do
}

// Message is a message as people see it.
type Message struct {
	Channel, TS, ThreadTS string
	User, BotID           string
	Subtype, Text         string
	Blocks, Metadata      json.RawMessage
	Reactions             map[string][]string // users by reaction name
	EditedTS              string
	Files                 []string // ids, see Workspace.Files
	Deleted               bool     // a tombstone: the root is gone, its replies stay
	Broadcast             bool
	Ephemeral             bool
	ReplyCount            int
}

// StoredFile is an uploaded file.
type StoredFile struct {
	ID, Name, Title, Mimetype string
	User                      string
	Channels                  []string
	Bytes                     []byte
	Deleted                   bool
}

// View is a modal, or a person's Home tab.
type View struct {
	ID, Type, CallbackID, ExternalID string
	User                             string
	Title                            string
	Hash                             string
	PrivateMetadata                  string
	RootID, PreviousID               string
	Blocks                           json.RawMessage
	Raw                              json.RawMessage // as the bot sent it
}
