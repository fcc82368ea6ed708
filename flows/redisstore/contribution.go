package redisstore

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/samrad/samrad/flows"
)

// batch bounds how many commands go in one pipeline.
const batch = 2000

// Contribution implements flows.ReplyStore.
func (s *Store) Contribution(ctx context.Context, p flows.Place) (flows.Contribution, error) {
	found, err := s.contributions(ctx, p.Channel, []string{string(p.TS)}, nil, everything)
	if err != nil {
		return flows.Contribution{}, err
	}
	if len(found) == 0 {
		return flows.Contribution{}, &flows.Error{Code: flows.CodeNotFound, What: "no contribution at that place"}
	}
	return found[0], nil
}

// Contributions implements flows.ContributionReader.
func (s *Store) Contributions(ctx context.Context, m flows.MeetingID, channels []flows.ChannelID) ([]flows.Contribution, error) {
	channels, err := s.channelsOf(ctx, m, channels)
	if err != nil {
		return nil, err
	}
	var out []flows.Contribution
	for _, c := range channels {
		posts, err := s.posts(ctx, c)
		if err != nil {
			return nil, err
		}
		places, err := s.places(ctx, c, m, posts)
		if err != nil {
			return nil, err
		}
		for part := range slices.Chunk(places, batch) {
			found, err := s.contributions(ctx, c, part, posts, onlyAnswers)
			if err != nil {
				return nil, err
			}
			for _, f := range found {
				if strings.EqualFold(string(f.Meeting), string(m)) {
					out = append(out, f)
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b flows.Contribution) int {
		return cmp.Or(a.SubmittedAt.Compare(b.SubmittedAt), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

// places lists the ts of a channel that may hold contributions to a meeting.
func (s *Store) places(ctx context.Context, c flows.ChannelID, m flows.MeetingID, posts map[string]flows.Post) ([]string, error) {
	key := channel(c)
	pipe := s.client.Pipeline()
	sets := []*redis.StringSliceCmd{pipe.SMembers(ctx, key+":direct")}
	for thread, p := range posts {
		if strings.EqualFold(string(p.Meeting), string(m)) {
			sets = append(sets, pipe.SMembers(ctx, key+":t:"+thread))
		}
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return nil, storeError("read contributions", err)
	}
	var out []string
	for _, set := range sets {
		out = append(out, set.Val()...)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// listed is what of a channel's places is read.
type listed bool

const (
	// onlyAnswers leaves out the tombstones of messages that were never stored:
	// a comment, or a reply whose deletion came first.
	onlyAnswers listed = false
	everything  listed = true
)

// contributions reads what stands at some places of a channel. posts may be
// nil: then they are read.
func (s *Store) contributions(ctx context.Context, c flows.ChannelID, places []string, posts map[string]flows.Post, what listed) ([]flows.Contribution, error) {
	if posts == nil {
		var err error
		if posts, err = s.posts(ctx, c); err != nil {
			return nil, err
		}
	}
	key := channel(c)
	pipe := s.client.Pipeline()
	bodies := make([]*redis.MapStringStringCmd, len(places))
	reactions := make([]*redis.MapStringStringCmd, len(places))
	for i, ts := range places {
		bodies[i] = pipe.HGetAll(ctx, key+":c:"+ts)
		reactions[i] = pipe.HGetAll(ctx, key+":r:"+ts)
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return nil, storeError("read contributions", err)
	}
	var out []flows.Contribution
	for i, ts := range places {
		f := bodies[i].Val()
		if len(f) == 0 || f["state"] == "kept" || what == onlyAnswers && f["state"] == "gone" && f["answer"] == "0" {
			continue
		}
		read, err := readContribution(flows.Place{Channel: c, TS: flows.MessageTS(ts)}, f, posts[f["thread"]])
		if err != nil {
			return nil, err
		}
		react(&read, reactions[i].Val())
		out = append(out, read)
	}
	return out, nil
}

func readContribution(p flows.Place, f map[string]string, post flows.Post) (flows.Contribution, error) {
	out := flows.Contribution{ID: p.ContributionID(), Place: p, Thread: flows.MessageTS(f["thread"]), Meeting: post.Meeting, Question: post.Question,
		SubmittedAt: p.TS.Time(), Source: flows.SourceSlack, ChangedAt: p.TS.Time()}
	if f["state"] == "gone" {
		if f["body"] != "" {
			if err := json.Unmarshal([]byte(f["body"]), &out); err != nil {
				return out, fmt.Errorf("read tombstone: %w", err)
			}
		}
		out.Withdrawn = true
		out.ChangedAt = latest(out.ChangedAt, timeOf(f["event"]))
		return out, nil
	}
	if f["thread"] == "" {
		if err := json.Unmarshal([]byte(f["body"]), &out); err != nil {
			return out, fmt.Errorf("read answer: %w", err)
		}
		out.Organisation = flows.OrganisationID(f["organisation"])
		return out, nil
	}
	var r record
	if err := json.Unmarshal([]byte(f["body"]), &r); err != nil {
		return out, fmt.Errorf("read reply: %w", err)
	}
	out.Organisation = flows.OrganisationID(f["organisation"])
	out.User, out.Team, out.Text, out.Files = r.User, r.Team, r.Text, r.Files
	out.EditedAt = r.EditedTS.Time()
	out.ChangedAt = latest(out.ChangedAt, out.EditedAt)
	return out, nil
}

// react reads the reactions into a contribution: a star by its author makes it
// a key message; a no_entry_sign by its author or the working group sets it aside.
func react(c *flows.Contribution, reactions map[string]string) {
	for field, value := range reactions {
		name, user, _ := strings.Cut(field, "|")
		v := strings.Split(value, "|")
		if len(v) != 3 || c.Withdrawn {
			continue
		}
		at, on, group := timeOf(v[0]), v[1] == "1", v[2] == "1"
		author := user == string(c.User)
		switch flows.ReactionName(name) {
		case flows.ReactionStar:
			if !author {
				continue
			}
			if on {
				c.KeyMessage, c.KeyMessageAt = c.Text, at
			}
		case flows.ReactionSetAside:
			if !author && !group {
				continue
			}
			c.SetAside = c.SetAside || on
		default:
			continue
		}
		c.ChangedAt = latest(c.ChangedAt, at)
	}
}

func timeOf(sorted string) time.Time {
	return flows.MessageTS(strings.TrimLeft(sorted, "0 ")).Time()
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

type wirePost struct {
	Kind     string           `json:"kind"`
	Meeting  flows.MeetingID  `json:"meeting"`
	Question flows.QuestionID `json:"question"`
	Text     string           `json:"text"`
	Closes   time.Time        `json:"closes"`
}

func readPost(c flows.ChannelID, ts, data string) (flows.Post, error) {
	var w wirePost
	if err := json.Unmarshal([]byte(data), &w); err != nil {
		return flows.Post{}, fmt.Errorf("read post: %w", err)
	}
	return flows.Post{Place: flows.Place{Channel: c, TS: flows.MessageTS(ts)}, Kind: w.Kind, Meeting: w.Meeting,
		Question: w.Question, Text: w.Text, Closes: w.Closes}, nil
}

// post is readPost, which every reply needs and most for the same question.
func (s *Store) post(c flows.ChannelID, ts, data string) (flows.Post, error) {
	if last := s.lastPost.Load(); last != nil && last.data == data && last.post.Place == (flows.Place{Channel: c, TS: flows.MessageTS(ts)}) {
		return last.post, nil
	}
	post, err := readPost(c, ts, data)
	if err == nil {
		s.lastPost.Store(&knownPost{data, post})
	}
	return post, err
}

// knownPost is a post as it is kept, and as it reads.
type knownPost struct {
	data string
	post flows.Post
}

func (s *Store) posts(ctx context.Context, c flows.ChannelID) (map[string]flows.Post, error) {
	all, err := s.client.HGetAll(ctx, channel(c)+":posts").Result()
	if err != nil {
		return nil, storeError("read posts", err)
	}
	out := make(map[string]flows.Post, len(all))
	for ts, data := range all {
		if out[ts], err = readPost(c, ts, data); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// PostedMeetings implements flows.PostedReader.
func (s *Store) PostedMeetings(ctx context.Context) ([]flows.MeetingID, error) {
	lanes, err := s.client.SMembers(ctx, lanesKey).Result()
	if err != nil {
		return nil, storeError("read lanes", err)
	}
	found := make(map[flows.MeetingID]bool)
	for _, l := range lanes {
		posts, err := s.posts(ctx, flows.ChannelID(l))
		if err != nil {
			return nil, err
		}
		for _, p := range posts {
			found[p.Meeting] = true
		}
	}
	return slices.Sorted(maps.Keys(found)), nil
}

// Posts implements flows.ContributionReader.
func (s *Store) Posts(ctx context.Context, m flows.MeetingID, channels []flows.ChannelID) ([]flows.Post, error) {
	channels, err := s.channelsOf(ctx, m, channels)
	if err != nil {
		return nil, err
	}
	var out []flows.Post
	for _, c := range channels {
		posts, err := s.posts(ctx, c)
		if err != nil {
			return nil, err
		}
		for _, p := range posts {
			if strings.EqualFold(string(p.Meeting), string(m)) {
				out = append(out, p)
			}
		}
	}
	slices.SortFunc(out, func(a, b flows.Post) int {
		return cmp.Or(cmp.Compare(a.Place.TS, b.Place.TS), cmp.Compare(a.Place.Channel, b.Place.Channel))
	})
	return out, nil
}
