package main

import (
	"context"
	"time"
)

// publishedEvery is how often it is seen whether what was published still holds.
// An answer that is deleted in Slack is acted on at once.
const publishedEvery = time.Minute

// keepPublished marks what was published and holds no more, and takes withdrawn
// words out of what is stored. Answers may be taken back long after the meeting,
// and a process may end before it has acted on it.
func (s *server) keepPublished(ctx context.Context) {
	tick := time.NewTicker(publishedEvery)
	defer tick.Stop()
	for withdrawn := true; ; {
		s.warn(ctx, s.drafts.SupersedeAll(ctx))
		if withdrawn {
			err := s.drafts.ForgetWithdrawn(ctx)
			s.warn(ctx, err)
			withdrawn = err != nil
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-s.withdrawn:
			withdrawn = true
		}
	}
}
