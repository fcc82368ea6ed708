package main

import (
	"context"
	"errors"
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
		s.warn(ctx, s.supersede(ctx))
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-s.withdrawn:
		}
	}
}

func (s *server) supersede(ctx context.Context) error {
	meetings, err := s.register.Meetings(ctx)
	if err != nil {
		return err
	}
	var errs []error
	for _, m := range meetings {
		errs = append(errs, s.drafts.Supersede(ctx, m))
	}
	return errors.Join(errs...)
}
