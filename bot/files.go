package bot

import (
	"cmp"
	"context"
	"sync"
	"time"

	"github.com/samrad/samrad/flows"
)

const (
	// filesDeadline bounds a look at a reply's files: the reply is stored after
	// it, within the three seconds of its acknowledgement.
	filesDeadline = time.Second
	// maxFiles bounds how many files are remembered.
	maxFiles = 1000
)

// fileCache remembers what files.info said: Slack delivers an event again.
type fileCache struct {
	mu    sync.Mutex
	files map[string]flows.File
}

func (c *fileCache) get(id string) (flows.File, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f, ok := c.files[id]
	return f, ok
}

func (c *fileCache) put(f flows.File) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.files == nil || len(c.files) >= maxFiles {
		c.files = make(map[string]flows.File)
	}
	c.files[f.ID] = f
}

// nameFiles asks for the names of files that came without: those of Slack
// Connect arrive as stubs (https://docs.slack.dev/apis/slack-connect/#files).
// A file whose name Slack does not give in time stays without one.
func (s *Slack) nameFiles(ctx context.Context, r flows.Reply) flows.Reply {
	if len(r.Files) == 0 {
		return r
	}
	ctx, cancel := context.WithTimeout(ctx, filesDeadline)
	defer cancel()
	named := make([]flows.File, len(r.Files))
	for i, f := range r.Files {
		if named[i] = f; f.Name == "" && f.ID != "" {
			named[i] = s.file(ctx, f)
		}
	}
	r.Files = named
	return sayFiles(r)
}

func (s *Slack) file(ctx context.Context, stub flows.File) flows.File {
	if known, ok := s.files.get(stub.ID); ok {
		return known
	}
	info, _, _, err := s.api.GetFileInfoContext(ctx, stub.ID, 1, 1)
	if s.called("files.info", err) != nil {
		return stub
	}
	f := flows.File{ID: stub.ID, Name: cmp.Or(info.Name, info.Title), Link: cmp.Or(info.Permalink, stub.Link)}
	if f.Name != "" {
		s.files.put(f)
	}
	return f
}
