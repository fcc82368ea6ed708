package slacksim

import (
	"cmp"
	"slices"
	"strings"
)

// Install installs the bot's app, in place of the one before, and returns it
// completed. The bot's user is added with it.
func (w *Workspace) Install(a App) App {
	w.mu.Lock()
	defer w.unlock()
	delete(w.users, w.app.BotUserID)
	w.app = a.withDefaults()
	w.revoked = ""
	w.users[w.app.BotUserID] = &User{
		ID: w.app.BotUserID, Name: w.app.BotName, RealName: w.app.BotName, TeamID: w.o.TeamID,
		Locale: "en-US", TZ: "Europe/Stockholm", Bot: true,
	}
	return w.app
}

// AddUser adds or replaces a user.
func (w *Workspace) AddUser(u User) {
	w.mu.Lock()
	defer w.unlock()
	u.Name = cmp.Or(u.Name, u.ID)
	u.RealName = cmp.Or(u.RealName, u.Name)
	u.TeamID = cmp.Or(u.TeamID, w.o.TeamID)
	u.Locale = cmp.Or(u.Locale, "sv-SE")
	u.TZ = cmp.Or(u.TZ, "Europe/Stockholm")
	w.users[u.ID] = &u
}

// AddChannel adds a channel, with its members as listed and no messages.
func (w *Workspace) AddChannel(c Channel) {
	w.mu.Lock()
	defer w.unlock()
	c.Name = cmp.Or(c.Name, c.ID)
	c.Members = slices.Clone(c.Members)
	w.addChannel(&channel{Channel: c, created: w.o.Now()})
}

func (w *Workspace) addChannel(c *channel) {
	if _, ok := w.channels[c.ID]; !ok {
		w.order = append(w.order, c.ID)
	}
	w.channels[c.ID] = c
}

// AddUsergroup adds or replaces a user group.
func (w *Workspace) AddUsergroup(id string, users ...string) {
	w.mu.Lock()
	defer w.unlock()
	w.groups[id] = slices.Clone(users)
}

// DirectChannel is the id of the bot's direct conversation with a user, which
// it opens if need be.
func (w *Workspace) DirectChannel(user string) string {
	w.mu.Lock()
	defer w.unlock()
	return w.direct(user).ID
}

func (w *Workspace) direct(user string) *channel {
	id := "D" + strings.TrimPrefix(user, "U")
	if c, ok := w.channels[id]; ok {
		return c
	}
	c := &channel{Channel: Channel{ID: id, Members: []string{user, w.app.BotUserID}}, im: user, created: w.o.Now()}
	w.addChannel(c)
	return c
}

// external tells whether a user belongs to another workspace.
func (w *Workspace) external(user string) bool {
	u := w.users[user]
	return u != nil && u.TeamID != w.o.TeamID
}
