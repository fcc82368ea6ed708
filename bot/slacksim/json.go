package slacksim

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
)

// object is a JSON object in the making.
type object = map[string]any

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

// encode marshals what the simulator made itself, which cannot fail.
func encode(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		return json.RawMessage("null")
	}
	return b
}

// messageJSON is a message as the Web API and events show it.
func (w *Workspace) messageJSON(c *channel, m *message) object {
	o := object{"type": "message", "user": m.user, "text": m.text, "ts": m.ts}
	set := func(key, value string) {
		if value != "" {
			o[key] = value
		}
	}
	set("subtype", m.subtype)
	set("client_msg_id", m.clientID)
	set("inviter", m.inviter)
	set("thread_ts", m.threadTS)
	if u := w.users[m.user]; u != nil {
		o["team"] = u.TeamID
		if w.external(m.user) {
			o["user_team"], o["source_team"] = u.TeamID, u.TeamID
		}
	}
	if m.botID != "" {
		o["bot_id"], o["app_id"] = m.botID, w.app.AppID
		o["bot_profile"] = object{"id": m.botID, "app_id": w.app.AppID, "name": w.app.BotName, "deleted": false, "team_id": w.o.TeamID}
	}
	if len(m.blocks) > 0 {
		o["blocks"] = m.blocks
	}
	if m.editedTS != "" {
		o["edited"] = object{"user": m.editor, "ts": m.editedTS}
	}
	if len(m.files) > 0 {
		o["files"], o["upload"] = w.filesJSON(m.files), false
	}
	w.threadJSON(c, m, o)
	if len(m.reactions) > 0 {
		o["reactions"] = reactionsJSON(m.reactions)
	}
	return o
}

// threadJSON adds what a root tells about its replies, or a reply about its root.
func (w *Workspace) threadJSON(c *channel, m *message, o object) {
	if m.reply() {
		if root := c.find(m.threadTS); root != nil {
			o["parent_user_id"] = root.user
		}
		return
	}
	replies := c.replies(m.ts)
	if len(replies) == 0 {
		return
	}
	var users []string
	for _, r := range replies {
		if !slices.Contains(users, r.user) {
			users = append(users, r.user)
		}
	}
	o["thread_ts"] = m.ts
	o["reply_count"], o["reply_users"], o["reply_users_count"] = len(replies), users, len(users)
	o["latest_reply"], o["is_locked"], o["subscribed"] = replies[len(replies)-1].ts, false, false
}

func reactionsJSON(all []reaction) []object {
	out := make([]object, 0, len(all))
	for _, r := range all {
		out = append(out, object{"name": r.name, "users": slices.Clone(r.users), "count": len(r.users)})
	}
	return out
}

func (w *Workspace) filesJSON(ids []string) []object {
	out := make([]object, 0, len(ids))
	for _, id := range ids {
		if f := w.files[id]; f != nil {
			out = append(out, w.fileJSON(f))
		}
	}
	return out
}

func (w *Workspace) fileJSON(f *file) object {
	switch {
	case f.stub:
		// https://docs.slack.dev/apis/slack-connect/#files
		return object{"id": f.ID, "created": f.created.Unix(), "timestamp": f.created.Unix(), "mode": "file_access", "file_access": "check_file_info"}
	case f.Deleted:
		return object{"id": f.ID, "mode": "tombstone"}
	default:
		return w.fullFileJSON(f)
	}
}

func (w *Workspace) fullFileJSON(f *file) object {
	private := w.url + "/files/download/" + f.ID + "/" + pathEscape(f.Name)
	return object{
		"id": f.ID, "created": f.created.Unix(), "timestamp": f.created.Unix(), "name": f.Name, "title": f.Title,
		"mimetype": f.Mimetype, "filetype": extension(f.Name), "user": f.User, "size": len(f.Bytes), "mode": "hosted",
		"is_external": false, "external_type": "", "is_public": true, "public_url_shared": false, "display_as_bot": false,
		"editable": false, "username": "", "url_private": private, "url_private_download": private,
		"permalink": w.url + "/files/" + f.ID, "channels": slices.Clone(f.Channels), "user_team": w.o.TeamID, "file_access": "visible",
	}
}
