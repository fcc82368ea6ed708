package slacksim

import "strings"

func (w *Workspace) userJSON(u *User, locale bool) object {
	stranger := u.TeamID != w.o.TeamID
	o := object{
		"id": u.ID, "team_id": u.TeamID, "name": u.Name, "real_name": u.RealName, "deleted": u.Deleted, "tz": u.TZ,
		"is_bot": u.Bot, "is_restricted": u.Guest, "is_ultra_restricted": false, "is_stranger": stranger,
		"is_app_user": false, "is_admin": false, "is_owner": false, "updated": 0,
		"profile": object{"real_name": u.RealName, "display_name": u.Name, "team": u.TeamID},
	}
	if u.ID == w.app.BotUserID {
		o["profile"] = object{"real_name": u.RealName, "display_name": u.Name, "team": u.TeamID, "bot_id": w.app.BotID, "api_app_id": w.app.AppID}
	}
	// An external user's locale is not shared with other workspaces.
	if locale && !stranger {
		o["locale"] = u.Locale
	}
	return o
}

func (c *call) userInfo() object {
	u := c.w.users[c.args.str("user")]
	if u == nil {
		return refuse("user_not_found")
	}
	return object{"user": c.w.userJSON(u, c.args.flag("include_locale"))}
}

// userList lists the workspace's own users: external ones are not among them.
func (c *call) userList() object {
	all := []object{}
	for _, id := range sortedKeys(c.w.users) {
		if !c.w.external(id) {
			all = append(all, c.w.userJSON(c.w.users[id], c.args.flag("include_locale")))
		}
	}
	cut, next, answer := page(c, all, 1000, 1000, "users")
	if answer != nil {
		return answer
	}
	return object{"members": cut, "cache_ts": c.w.o.Now().Unix(), "response_metadata": cursorJSON(next)}
}

func (c *call) groupUsers() object {
	users, ok := c.w.groups[c.args.str("usergroup")]
	if !ok {
		return refuse("no_such_subteam")
	}
	out := []string{}
	for _, id := range users {
		if u := c.w.users[id]; u == nil || !u.Deleted || c.args.flag("include_disabled") {
			out = append(out, id)
		}
	}
	return object{"users": out}
}

func (c *call) groupList() object {
	out := []object{}
	for _, id := range sortedKeys(c.w.groups) {
		g := object{
			"id": id, "team_id": c.w.o.TeamID, "is_usergroup": true, "name": id, "handle": strings.ToLower(id), "description": "",
			"is_external": false, "date_delete": 0, "user_count": len(c.w.groups[id]),
		}
		if c.args.flag("include_users") {
			g["users"] = c.w.groups[id]
		}
		out = append(out, g)
	}
	return object{"usergroups": out}
}
