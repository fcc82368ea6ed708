package slacksim_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/bot/slacksim"
)

// announce asks for an upload URL.
func (w *world) announce(name string, length int) (id, upload string) {
	w.t.Helper()
	answer := w.form("files.getUploadURLExternal", url.Values{"filename": {name}, "length": {strconv.Itoa(length)}})
	if answer["ok"] != true {
		w.t.Fatalf("files.getUploadURLExternal answered %v", answer)
	}
	return answer["file_id"].(string), answer["upload_url"].(string)
}

func upload(t *testing.T, url, kind string, body io.Reader) int {
	t.Helper()
	res, err := client.Post(url, kind, body)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	return res.StatusCode
}

// twiceClosed is a multipart body whose closing boundary stands twice.
func twiceClosed(t *testing.T, content string) (string, io.Reader) {
	t.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	part, err := m.CreateFormFile("file", "a.md")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(part, content); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := m.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return m.FormDataContentType(), &body
}

func TestUploads(t *testing.T) {
	w := start(t, slacksim.Options{})
	root := w.post("C1", "underlag", nil)
	b := w.connect()
	id, target := w.announce("underlag.md", 5)
	if got := w.call("files.completeUploadExternal", object{"files": []object{{"id": id}}})["error"]; got != "file_update_failed" {
		t.Errorf("completed before the bytes: %v", got)
	}
	kind, body := twiceClosed(t, "hej!\n")
	if status := upload(t, target, kind, body); status != http.StatusOK {
		t.Fatalf("multipart upload: %d", status)
	}
	w.ok("files.completeUploadExternal", object{
		"files": []object{{"id": id, "title": "Underlag"}}, "channel_id": "C1", "thread_ts": root, "initial_comment": "här",
	})
	got := w.Files()[0]
	if got.Name != "underlag.md" || got.Title != "Underlag" || string(got.Bytes) != "hej!\n" || !cmp.Equal(got.Channels, []string{"C1"}) {
		t.Errorf("stored file %+v", got)
	}
	thread := w.Thread("C1", root)
	if len(thread) != 2 || thread[1].Text != "här" || !cmp.Equal(thread[1].Files, []string{id}) {
		t.Errorf("thread %+v", thread)
	}
	if e := b.inner(); e["subtype"] != "file_share" || get(e, "files", 0, "id") != id {
		t.Errorf("event %v", e)
	}
	info := w.ok("files.info", object{"file": id})
	if got := get(info, "file", "shares", "public", "C1", 0, "ts"); got != thread[1].TS {
		t.Errorf("shares say %v, want %s", got, thread[1].TS)
	}
	res, err := client.Get(get(info, "file", "url_private").(string))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if content, _ := io.ReadAll(res.Body); string(content) != "hej!\n" {
		t.Errorf("downloaded %q", content)
	}
	w.ok("files.delete", object{"file": id})
	if got := w.call("files.info", object{"file": id})["error"]; got != "file_deleted" {
		t.Errorf("files.info of a deleted file: %v", got)
	}
	if diff := cmp.Diff([]string{"files.completeUploadExternal file_update_failed"}, w.whats()); diff != "" {
		t.Errorf("violations (-want +got):\n%s", diff)
	}
}

func TestUploadMistakes(t *testing.T) {
	w := start(t, slacksim.Options{})
	id, target := w.announce("a.txt", 3)
	if status := upload(t, target, "text/plain", bytes.NewReader([]byte("hej!"))); status != http.StatusBadRequest {
		t.Errorf("four bytes of three: %d", status)
	}
	if status := upload(t, target, "text/plain", bytes.NewReader([]byte("hej"))); status != http.StatusOK {
		t.Errorf("raw body: %d", status)
	}
	if status := upload(t, target+"x", "text/plain", bytes.NewReader([]byte("hej"))); status != http.StatusBadRequest {
		t.Errorf("another URL: %d", status)
	}
	if got := w.call("files.completeUploadExternal", object{"files": []object{{"id": id}}, "channel_id": "U1"})["error"]; got != "channel_not_found" {
		t.Errorf("shared with a user's id: %v", got)
	}
	w.ok("files.completeUploadExternal", object{"files": []object{{"id": id}}})
	if got := w.call("files.completeUploadExternal", object{"files": []object{{"id": id}}})["error"]; got != "file_already_completed" {
		t.Errorf("completed twice: %v", got)
	}
	want := []string{
		"upload length", "upload unknown", "files.completeUploadExternal channel_not_found", "files.completeUploadExternal file_already_completed",
	}
	if diff := cmp.Diff(want, w.whats()); diff != "" {
		t.Errorf("violations (-want +got):\n%s", diff)
	}
}
