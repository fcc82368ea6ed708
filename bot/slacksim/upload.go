package slacksim

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
)

const maxUpload = 64 << 20 // bytes

// serveUpload takes a file's bytes, as the body itself or as the first file
// of a multipart form. What follows the closing boundary is ignored, as Slack
// ignores a boundary that is closed twice.
func (w *Workspace) serveUpload(rw http.ResponseWriter, r *http.Request) {
	fault := w.takeFault("upload", "")
	if fault.refuses() {
		w.answerFault(rw, r, "upload", "", fault)
		return
	}
	content, err := readUpload(r)
	w.mu.Lock()
	f := w.files[r.PathValue("id")]
	code := ""
	switch {
	case f == nil || f.secret == "" || f.secret != r.PathValue("secret"):
		code = "no such upload"
		w.violate("upload", "unknown", "no such upload URL")
	case err != nil:
		code = "unreadable body"
		w.violate("upload", "body", "the body cannot be read: %v", err)
	case len(content) != f.declared:
		code = "wrong length"
		w.violate("upload", "length", "%d bytes where %d were announced", len(content), f.declared)
	default:
		f.Bytes, f.uploaded = content, true
	}
	w.unlock()
	if fault.CutAfterStore {
		panic(http.ErrAbortHandler) // net/http's way to cut a connection without an answer
	}
	if code != "" {
		http.Error(rw, code, http.StatusBadRequest)
		return
	}
	fmt.Fprintf(rw, "OK - %d", len(content)) //nolint:gosec // a number, to a bot; a client that has gone hears nothing
}

func readUpload(r *http.Request) ([]byte, error) {
	body := io.LimitReader(r.Body, maxUpload)
	kind, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind != "multipart/form-data" {
		return io.ReadAll(body)
	}
	parts := multipart.NewReader(body, params["boundary"])
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil, errors.New("no file in the form")
		}
		if err != nil {
			return nil, err
		}
		if part.FileName() == "" {
			continue
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return nil, err
		}
		// The rest is read so that the client can finish writing.
		_, err = io.Copy(io.Discard, body)
		return content, err
	}
}

// serveDownload gives a file's bytes to the page, and to a bot that shows its
// token, as url_private does.
func (w *Workspace) serveDownload(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	f := w.files[r.PathValue("id")]
	var content []byte
	name, kind, found := "", "", f != nil && f.uploaded && !f.Deleted
	if found {
		content, name, kind = bytes.Clone(f.Bytes), f.Name, f.Mimetype
	}
	w.mu.Unlock()
	if !found {
		http.NotFound(rw, r)
		return
	}
	rw.Header().Set("Content-Type", kind)
	rw.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	rw.Header().Set("X-Content-Type-Options", "nosniff")
	_, _ = rw.Write(content) // a client that has gone hears nothing
}
