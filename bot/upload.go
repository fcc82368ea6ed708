package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/slack-go/slack"

	"github.com/samrad/samrad/flows"
)

// Upload sends a file's bytes to Slack and returns its id. Nobody sees it
// before Share. (slack-go's UploadFile writes the closing multipart boundary
// twice and refuses some upload addresses, so the bytes go here.)
func (s *Slack) Upload(ctx context.Context, name string, data []byte) (string, error) {
	to, err := s.api.GetUploadURLExternalContext(ctx, slack.GetUploadURLExternalParameters{FileName: name, FileSize: len(data)})
	if err := s.called("files.getUploadURLExternal", err); err != nil {
		return "", err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to.UploadURL, bytes.NewReader(data))
	if err != nil {
		return "", fmt.Errorf("upload file: %w", withoutAddress(err))
	}
	req.Header.Set("Content-Type", "application/octet-stream")
	resp, err := s.http.Do(req)
	if err != nil {
		return "", fmt.Errorf("upload file: %w", withoutAddress(err))
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return "", fmt.Errorf("upload file: %w", slack.StatusCodeError{Code: resp.StatusCode, Status: resp.Status})
	}
	return to.FileID, nil
}

// Share shows an uploaded file in a thread.
func (s *Slack) Share(ctx context.Context, file, title string, channel flows.ChannelID, thread flows.MessageTS) error {
	_, err := s.api.CompleteUploadExternalContext(ctx, slack.CompleteUploadExternalParameters{
		Files: []slack.FileSummary{{ID: file, Title: title}}, Channel: s.newest(ctx, channel), ThreadTimestamp: string(thread)})
	return s.called("files.completeUploadExternal", err)
}

// Shared reports whether an uploaded file stands in the channel already.
func (s *Slack) Shared(ctx context.Context, file string, channel flows.ChannelID) (bool, error) {
	f, _, _, err := s.api.GetFileInfoContext(ctx, file, 1, 1)
	if err := s.called("files.info", err); err != nil {
		return false, err
	}
	for _, all := range [][]string{f.Channels, f.Groups, f.IMs} {
		for _, c := range all {
			if c == s.newest(ctx, channel) {
				return true, nil
			}
		}
	}
	return false, nil
}

// Unshare deletes our files in a message's thread. To do it again does no harm.
func (s *Slack) Unshare(ctx context.Context, p flows.Place) error {
	files, err := s.filesUnder(ctx, p)
	if err != nil {
		return err
	}
	for _, f := range files {
		err := s.called("files.delete", s.api.DeleteFileContext(ctx, f.ID))
		if word := errorWord(err); err != nil && word != "file_not_found" && word != "file_deleted" {
			return err
		}
	}
	return nil
}

// filesUnder are our files in a message's thread; none if the message was deleted.
func (s *Slack) filesUnder(ctx context.Context, p flows.Place) ([]slack.File, error) {
	self := s.self.Load()
	var files []slack.File
	for cursor := ""; ; {
		page, next, err := s.page(ctx, p.Channel, p.TS, "", cursor)
		if errorWord(err) == "thread_not_found" {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		for _, message := range page {
			for _, f := range message.Files {
				if self != nil && f.User == string(self.User) {
					files = append(files, f)
				}
			}
		}
		if next == "" {
			return files, nil
		}
		cursor = next
	}
}

// wireOf reads a message of slack-go's as the parse of events does.
func wireOf(m slack.Message) (wireMessage, error) {
	data, err := json.Marshal(m)
	if err != nil {
		return wireMessage{}, fmt.Errorf("read message: %w", err)
	}
	w, err := readMessage(data)
	if err != nil {
		return w, fmt.Errorf("read message: %w", err)
	}
	return w, nil
}
