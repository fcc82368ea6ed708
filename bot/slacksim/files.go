package slacksim

import (
	"cmp"
	"encoding/json"
	"mime"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
)

func pathEscape(name string) string { return url.PathEscape(name) }

func extension(name string) string { return strings.TrimPrefix(path.Ext(name), ".") }

// uploadURL announces a file.
// https://docs.slack.dev/reference/methods/files.getUploadURLExternal/
func (c *call) uploadURL() object {
	name := c.args.str("filename")
	length, err := strconv.Atoi(c.args.str("length"))
	switch {
	case name == "":
		return c.refuse("missing_argument", "no filename")
	case err != nil || length <= 0:
		return c.refuse("invalid_arguments", "length %q", c.args.str("length"))
	}
	id := c.w.nextID("F")
	f := &file{
		StoredFile: StoredFile{
			ID: id, Name: name, Title: name, User: c.w.app.BotUserID,
			Mimetype: cmp.Or(mime.TypeByExtension(path.Ext(name)), "application/octet-stream"),
		},
		declared: length, secret: secret(), created: c.w.o.Now(),
	}
	c.w.files[id] = f
	c.w.fileOrder = append(c.w.fileOrder, id)
	return object{"file_id": id, "upload_url": c.w.url + "/files/upload/" + id + "/" + f.secret}
}

// completeUpload ends uploads and shares the files in one message.
// https://docs.slack.dev/reference/methods/files.completeUploadExternal/
func (c *call) completeUpload() object {
	files, answer := c.uploads()
	if answer != nil {
		return answer
	}
	if ids := c.shareWith(); len(ids) > 0 {
		for _, id := range ids {
			if answer := c.share(id, files); answer != nil {
				return answer
			}
		}
	}
	out := []object{}
	for _, f := range files {
		f.shared = true
		out = append(out, c.w.fullFileJSON(f))
	}
	return object{"files": out}
}

func (c *call) shareWith() []string {
	if id := c.args.str("channel_id"); id != "" {
		return []string{id}
	}
	if ids := c.args.str("channels"); ids != "" {
		return strings.Split(ids, ",")
	}
	return nil
}

func (c *call) uploads() ([]*file, object) {
	raw, _ := c.args.json("files")
	var named []struct{ ID, Title string }
	if json.Unmarshal(raw, &named) != nil || len(named) == 0 {
		return nil, c.refuse("invalid_arguments", "files is no list of files")
	}
	var out []*file
	for _, n := range named {
		f := c.w.files[n.ID]
		switch {
		case f == nil || f.Deleted:
			return nil, refuse("file_not_found")
		case !f.uploaded:
			return nil, c.refuse("file_update_failed", "the bytes of %s have not been uploaded", n.ID)
		case f.shared:
			return nil, c.refuse("file_already_completed", "%s was completed before", n.ID)
		}
		f.Title = cmp.Or(n.Title, f.Name)
		out = append(out, f)
	}
	return out, nil
}

func (c *call) share(id string, files []*file) object {
	if c.w.users[id] != nil {
		// Unlike chat.postMessage: the direct conversation is opened first.
		return c.refuse("channel_not_found", "%s is a user's id", id)
	}
	sub := &call{w: c.w, method: c.method, args: args{"channel": encode(id)}}
	ch, answer := sub.target()
	if answer != nil {
		return answer
	}
	m := &message{user: c.w.app.BotUserID, botID: c.w.app.BotID, threadTS: c.args.str("thread_ts"), subtype: "file_share"}
	if answer := c.thread(ch, m); answer != nil {
		return answer
	}
	m.text = c.args.str("initial_comment")
	if raw, ok := c.args.json("blocks"); m.text == "" && len(raw) > 0 {
		if !ok {
			return c.refuse("invalid_blocks_format", "blocks is not JSON")
		}
		if answer := c.checkBlocks(raw); answer != nil {
			return answer
		}
		m.blocks = withIDs(raw)
	}
	c.w.checkMentions(c.method, m.text, m.blocks)
	for _, f := range files {
		f.Channels = append(f.Channels, ch.ID)
		m.files = append(m.files, f.ID)
	}
	m.ts = c.w.nextTS()
	c.w.add(ch, m)
	for _, f := range files {
		c.w.sendToMember(ch, "file_shared", f.User, object{
			"type": "file_shared", "file_id": f.ID, "user_id": f.User, "file": object{"id": f.ID}, "channel_id": ch.ID, "event_ts": m.ts,
		})
	}
	return nil
}

func (c *call) namedFile() (*file, object) {
	f := c.w.files[c.args.str("file")]
	switch {
	case f == nil || !f.uploaded:
		return nil, refuse("file_not_found")
	case f.Deleted:
		return nil, refuse("file_deleted")
	}
	return f, nil
}

func (c *call) fileInfo() object {
	f, answer := c.namedFile()
	if answer != nil {
		return answer
	}
	o := c.w.fullFileJSON(f)
	o["shares"] = c.w.shares(f)
	return object{"file": o, "comments": []any{}, "response_metadata": cursorJSON("")}
}

// shares are the messages that carry a file, by kind and channel.
func (w *Workspace) shares(f *file) object {
	public, private := object{}, object{}
	for _, id := range f.Channels {
		ch := w.channels[id]
		if ch == nil {
			continue
		}
		list := []object{}
		for _, m := range ch.messages {
			if slices.Contains(m.files, f.ID) {
				share := object{"ts": m.ts, "channel_name": ch.Name, "team_id": w.o.TeamID}
				if m.threadTS != "" {
					share["thread_ts"] = m.threadTS
				}
				list = append(list, share)
			}
		}
		if ch.kind() == "channel" {
			public[id] = list
		} else {
			private[id] = list
		}
	}
	return object{"public": public, "private": private}
}

func (c *call) deleteFile() object {
	f, answer := c.namedFile()
	if answer != nil {
		return answer
	}
	if f.User != c.w.app.BotUserID {
		return c.refuse("cant_delete_file", "%s is not the bot's", f.ID)
	}
	f.Deleted, f.Bytes = true, nil
	return object{}
}
