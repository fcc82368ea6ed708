package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/slack-go/slack"

	"github.com/samrad/samrad/bot/blocks"
	"github.com/samrad/samrad/flows"
)

// callTimeout bounds one call of the Web API. It lies well inside the outbox's
// lease.
const callTimeout = 10 * time.Second

// Slack is the Web API as the bot's user.
type Slack struct {
	api  *slack.Client
	http *http.Client

	self    atomic.Pointer[Identity]                               // nil: not asked yet
	refusal atomic.Pointer[string]                                 // nil: the token was taken when it was last used
	follow  func(context.Context, flows.ChannelID) flows.ChannelID // nil: no channel has moved

	mu    sync.Mutex
	users map[flows.UserID]cachedUser

	files fileCache
}

// Follow has the client use the newest ids of channels whose id changed.
func (s *Slack) Follow(newest func(context.Context, flows.ChannelID) flows.ChannelID) {
	s.follow = newest
}

// newest is the id that Slack knows a channel by now.
func (s *Slack) newest(ctx context.Context, channel flows.ChannelID) string {
	if s.follow == nil {
		return string(channel)
	}
	return string(s.follow(ctx, channel))
}

type cachedUser struct {
	user   User
	readAt time.Time
}

// User is what the bot knows of a person.
type User struct {
	ID     flows.UserID
	Name   string
	Locale string // "sv-SE"
	Team   flows.TeamID
	Bot    bool
}

// SlackOptions configure a Slack.
type SlackOptions struct {
	BotToken string
	AppToken string // Socket Mode only
	APIURL   string // ends with a slash
	HTTP     *http.Client
	Log      *slog.Logger
}

// NewSlack makes a client; it calls nobody yet.
func NewSlack(o SlackOptions) (*Slack, error) {
	if o.BotToken == "" {
		return nil, errors.New("new slack client: no bot token")
	}
	client := o.HTTP
	if client == nil {
		client = &http.Client{Timeout: callTimeout}
	}
	options := []slack.Option{slack.OptionHTTPClient(client), slack.OptionAPIURL(o.APIURL)}
	if o.AppToken != "" {
		options = append(options, slack.OptionAppLevelToken(o.AppToken))
	}
	return &Slack{api: slack.New(o.BotToken, options...), http: client, users: make(map[flows.UserID]cachedUser)}, nil
}

// Identity asks Slack who the bot is, and what it may do.
func (s *Slack) Identity(ctx context.Context) (Identity, error) {
	r, err := s.api.AuthTestContext(ctx)
	if err := s.called("auth.test", err); err != nil {
		return Identity{}, err
	}
	self := Identity{
		Team: flows.TeamID(r.TeamID), User: flows.UserID(r.UserID), BotID: r.BotID,
		Scopes: splitScopes(r.Header.Get("X-OAuth-Scopes")),
	}
	s.self.Store(&self)
	return self, nil
}

func splitScopes(header string) []string {
	return strings.FieldsFunc(header, func(r rune) bool { return r == ',' || r == ' ' })
}

// usergroupDeadline bounds a look at a user group: a reply is stored after it,
// within the three seconds of its acknowledgement.
const usergroupDeadline = time.Second

// UsergroupMembers implements flows.UsergroupReader.
func (s *Slack) UsergroupMembers(ctx context.Context, id flows.UsergroupID) ([]flows.UserID, error) {
	ctx, cancel := context.WithTimeout(ctx, usergroupDeadline)
	defer cancel()
	members, err := s.api.GetUserGroupMembersContext(ctx, string(id))
	if err := s.called("usergroups.users.list", err); err != nil {
		return nil, err
	}
	out := make([]flows.UserID, len(members))
	for i, m := range members {
		out[i] = flows.UserID(m)
	}
	return out, nil
}

// userMaxAge is how long a person's locale and name are remembered.
const userMaxAge = time.Hour

// User looks a person up. External people are found too (users.list omits them).
func (s *Slack) User(ctx context.Context, id flows.UserID) (User, error) {
	s.mu.Lock()
	known, ok := s.users[id]
	s.mu.Unlock()
	if ok && time.Since(known.readAt) < userMaxAge {
		return known.user, nil
	}
	u, err := s.api.GetUserInfoContext(ctx, string(id))
	if err := s.called("users.info", err); err != nil {
		return known.user, err
	}
	user := User{ID: id, Name: firstOf(u.Profile.DisplayName, u.RealName, u.Name), Locale: u.Locale, Team: flows.TeamID(u.TeamID), Bot: u.IsBot}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.users[id] = cachedUser{user, time.Now()}
	return user, nil
}

// cachedName is a person's name if it was looked up before: the parse of a
// reply waits for nobody.
func (s *Slack) cachedName(id string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.users[flows.UserID(id)].user.Name
}

func firstOf(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}

// Direct opens the direct conversation with a person.
func (s *Slack) Direct(ctx context.Context, user flows.UserID) (flows.ChannelID, error) {
	c, _, _, err := s.api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{string(user)}})
	if err := s.called("conversations.open", err); err != nil {
		return "", err
	}
	return flows.ChannelID(c.ID), nil
}

// Post posts a message with the intent's id in its metadata, by which it is
// found again. thread may be empty.
func (s *Slack) Post(ctx context.Context, channel flows.ChannelID, thread flows.MessageTS, m blocks.Message, intent string) (flows.MessageTS, error) {
	options, err := messageOptions(m)
	if err != nil {
		return "", err
	}
	options = append(options, slack.MsgOptionMetadata(slack.SlackMetadata{
		EventType: metadataType, EventPayload: map[string]any{"id": intent},
	}))
	if thread != "" {
		options = append(options, slack.MsgOptionTS(string(thread)))
	}
	_, ts, err := s.api.PostMessageContext(ctx, s.newest(ctx, channel), options...)
	if err := s.called("chat.postMessage", err); err != nil {
		return "", err
	}
	return flows.MessageTS(ts), nil
}

// metadataType is the event type of the metadata of what the bot posts.
const metadataType = "samrad_intent"

func messageOptions(m blocks.Message) ([]slack.MsgOption, error) {
	var set slack.Blocks
	data, err := json.Marshal(m.Blocks)
	if err != nil {
		return nil, fmt.Errorf("encode blocks: %w", err)
	}
	if m.Blocks != nil {
		if err := json.Unmarshal(data, &set); err != nil {
			return nil, fmt.Errorf("encode blocks: %w", err)
		}
	}
	return []slack.MsgOption{
		slack.MsgOptionText(m.Text, false), slack.MsgOptionBlocks(set.BlockSet...),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl(),
	}, nil
}

// Ephemeral shows a message to one person in a channel, if they are there.
func (s *Slack) Ephemeral(ctx context.Context, channel flows.ChannelID, user flows.UserID, m blocks.Message) error {
	options, err := messageOptions(m)
	if err != nil {
		return err
	}
	_, err = s.api.PostEphemeralContext(ctx, s.newest(ctx, channel), string(user), options...)
	return s.called("chat.postEphemeral", err)
}

// React adds a reaction; one that stands already is success.
func (s *Slack) React(ctx context.Context, p flows.Place, name flows.ReactionName) error {
	err := s.api.AddReactionContext(ctx, string(name), slack.NewRefToMessage(s.newest(ctx, p.Channel), string(p.TS)))
	if errorWord(err) == "already_reacted" {
		err = nil
	}
	return s.called("reactions.add", err)
}

// Open opens a form for the person whose action gave the trigger, which lives
// three seconds.
func (s *Slack) Open(ctx context.Context, trigger string, f blocks.Form) error {
	_, err := s.OpenModal(ctx, trigger, f)
	return err
}

// Link is a message's address; Slack makes it from the channel and the ts.
func (s *Slack) Link(ctx context.Context, p flows.Place) (string, error) {
	link, err := s.api.GetPermalinkContext(ctx, &slack.PermalinkParameters{Channel: s.newest(ctx, p.Channel), Ts: string(p.TS)})
	if err := s.called("chat.getPermalink", err); err != nil {
		return "", err
	}
	return link, nil
}
