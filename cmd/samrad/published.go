package main

import (
	"context"
	"time"
)

// publishedEvery is how often it is seen whether what was published still holds.
// An answer that is deleted in Slack is acted on at once.
const publishedEvery = time.Minute

// keepPublished marks what was published and holds no more. Answers may be taken
// back long after the meeting.
func (s *server) keepPublished(ctx context.Context) {
	tick := time.NewTicker(publishedEvery)
	defer tick.Stop()
	for {
		s.warn(ctx, s.drafts.SupersedeAll(ctx))
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-s.withdrawn:
		}
	}
}
