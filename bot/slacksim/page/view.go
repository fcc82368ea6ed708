package page

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows/locale"
)

// latestShown is how many messages the first page shows.
const latestShown = 12

// view is what the template shows.
type view struct {
	Lang, Title, About string
	Time               string
	Over               bool
	Channels, Direct   []conversation
	Chosen             conversation
	InDirect           bool // the chosen one is a direct conversation
	Thread             bool
	Messages           []message
	Latest             []message
	Modals             []modal
	Modal              template.HTML // the chosen one

	site   *site
	people map[string]slacksim.User
	files  map[string]slacksim.StoredFile
	names  names
}

type conversation struct {
	ID, Name string
	Count    int // of messages, replies too
	Current  bool
}

type message struct {
	ID         string // of the element
	Link       string // to where it stands
	Place      string // the conversation's name
	Author     string
	Bot        bool
	Time       string
	Body       template.HTML
	Deleted    bool
	Edited     bool
	OnlyFor    string // the only person who sees it
	Replies    int
	ThreadLink string
	Reactions  []reaction
	Files      []attachment
	ts         string
}

type reaction struct {
	Symbol, Name string
	Count        int
}

type attachment struct{ Name, Link string }

// names resolves mentions.
type names struct{ users, channels map[string]string }

func (s *site) view() *view {
	v := &view{Lang: s.options.Locale.Lang(), site: s, people: map[string]slacksim.User{}, files: map[string]slacksim.StoredFile{},
		names: names{map[string]string{}, map[string]string{}}}
	for _, u := range s.workspace.Users() {
		v.people[u.ID], v.names.users[u.ID] = u, u.RealName
	}
	for _, f := range s.workspace.Files() {
		v.files[f.ID] = f
	}
	for _, c := range s.workspace.Channels() {
		v.names.channels[c.ID] = c.Name
		v.Channels = append(v.Channels, conversation{ID: c.ID, Name: "#" + c.Name, Count: s.size(c.ID)})
	}
	for _, u := range s.workspace.Users() {
		if direct := s.workspace.Direct(u.ID); len(direct) > 0 && !u.Bot {
			v.Direct = append(v.Direct, conversation{ID: direct[0].Channel, Name: u.RealName, Count: len(direct)})
		}
	}
	slices.SortFunc(v.Direct, func(a, b conversation) int { return cmp.Compare(a.Name, b.Name) })
	v.Modals = v.modals(s.workspace.Users())
	v.Time, v.Over = s.clock(s.workspace.Now()), s.over()
	return v
}

func (s *site) size(channel string) int {
	n := 0
	for _, m := range s.workspace.Messages(channel) {
		n += 1 + m.ReplyCount
	}
	return n
}

func (s *site) clock(t time.Time) string {
	return s.options.Locale.DateTime(t.In(s.options.Location))
}

// choose makes a conversation the current one.
func (v *view) choose(id string) bool {
	for n, list := range [][]conversation{v.Channels, v.Direct} {
		for i := range list {
			if list[i].ID == id {
				list[i].Current = true
				v.Chosen, v.Title, v.InDirect = list[i], list[i].Name, n == 1
				return true
			}
		}
	}
	return false
}

// latest are the newest messages of all conversations, newest first.
func (v *view) latest(n int) []message {
	var out []message
	for _, list := range [][]conversation{v.Channels, v.Direct} {
		for _, c := range list {
			for _, root := range v.site.workspace.Messages(c.ID) {
				for _, m := range v.site.workspace.Thread(c.ID, root.TS) {
					seen := v.message(m)
					seen.Place = c.Name
					out = append(out, seen)
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b message) int { return cmp.Compare(b.ts, a.ts) })
	return out[:min(n, len(out))]
}

// ephemerals are what one person alone saw in a channel.
func (v *view) ephemerals(channel string) []message {
	var out []message
	for _, u := range v.people {
		for _, m := range v.site.workspace.Ephemerals(u.ID) {
			if m.Channel == channel {
				seen := v.message(m)
				seen.OnlyFor = u.RealName
				out = append(out, seen)
			}
		}
	}
	slices.SortFunc(out, func(a, b message) int { return cmp.Compare(a.ts, b.ts) })
	return out
}

func (v *view) message(m slacksim.Message) message {
	out := message{ID: "m" + strings.ReplaceAll(m.TS, ".", "-"), ts: m.TS, Time: v.site.clock(timeOf(m.TS)), Deleted: m.Deleted,
		Edited: m.EditedTS != "", Replies: m.ReplyCount, Bot: m.BotID != ""}
	out.Link = "/conversation/" + m.Channel
	if root := cmp.Or(m.ThreadTS, m.TS); m.ThreadTS != "" {
		out.Link += "/" + root
	}
	if m.ReplyCount > 0 {
		out.ThreadLink = "/conversation/" + m.Channel + "/" + m.TS
	}
	out.Link += "#" + out.ID
	out.Author = v.people[m.User].RealName
	if !m.Deleted {
		out.Body = v.body(m)
	}
	for name, users := range m.Reactions {
		out.Reactions = append(out.Reactions, reaction{symbol(name), v.site.reactionName(name), len(users)})
	}
	slices.SortFunc(out.Reactions, func(a, b reaction) int { return cmp.Compare(a.Symbol, b.Symbol) })
	for _, id := range m.Files {
		f := v.files[id]
		out.Files = append(out.Files, attachment{f.Name, "/file/" + f.ID + "/" + f.Name})
	}
	return out
}

func timeOf(ts string) time.Time {
	seconds, _, _ := strings.Cut(ts, ".")
	n, _ := strconv.ParseInt(seconds, 10, 64)
	return time.Unix(n, 0)
}

// symbols are the reactions that the bot and its people use.
var symbols = map[string]string{"white_check_mark": "✅", "star": "⭐", "no_entry_sign": "🚫"}

func symbol(name string) string { return cmp.Or(symbols[name], ":"+name+":") }

// reactionName is what a screen reader says.
func (s *site) reactionName(name string) string {
	if symbols[name] == "" {
		return name
	}
	return s.options.Locale.Text("page.reaction_"+name, locale.Args{})
}
