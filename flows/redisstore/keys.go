package redisstore

import (
	"strings"

	"github.com/samrad/samrad/flows"
)

const prefix = "samrad:"

// lane is the common beginning of everything of a channel or person:
//
//	<lane>:c:<ts>         hash    one contribution: state, body, thread, organisation, edited, event, sum, checked, unnamed; of a tombstone state, body, thread, event, answer
//	<lane>:t:<thread ts>  set     the ts of the contributions in a question's thread (or kept for it)
//	<lane>:direct         set     the ts of contributions in no thread: forms and imports
//	<lane>:kept           set     the ts of replies whose question's post is not recorded yet
//	<lane>:posts          hash    ts of a question's post -> the post (JSON)
//	<lane>:r:<ts>         hash    "<reaction>|<user>" -> "<event ts>|<on>|<by working group>"
//	<lane>:out            zset    intent id by order of queueing
//	<lane>:out:seq        string  the last order number
//	<lane>:out:i:<id>     hash    one intent: body, attempt, progress, not_before, retried, first
//	<lane>:out:held       hash    the lease: id, owner, fence, until, token of the call that took it; once it was given up, ended (done, failed, postponed) instead of until
//	<lane>:out:fence      string  the last fence
//	<lane>:out:questions  set     ids of intents that post a question and are not closed
//	<lane>:out:done       set     ids of the intents that were closed (not of check marks: a contribution remembers its own)
//	<lane>:out:failed     hash    the newest refusal: reason, at, count
//	<lane>:out:refused    hash    reason -> since when it is refused for that (ms)
//	<lane>:out:shelf      hash    ids of the check marks and the like that the channel refused -> the intent
//	<lane>:out:tried      hash    ids of questions that were refused -> when they were first queued
//	<lane>:guard          -       never there: see guarded
func lane(l flows.Lane) string { return prefix + "{" + string(l) + "}" }

func channel(c flows.ChannelID) string { return lane(flows.Lane(c)) }

// Keys of no channel.
const (
	lanesKey         = prefix + "{lanes}:known"             // set: every lane that ever had an intent
	organisationsKey = prefix + "{registry}:organisations"  // hash: id -> organisation (JSON)
	movedKey         = prefix + "{registry}:moved_channels" // hash: id after -> id before
	choicesKey       = prefix + "{registry}:choices"        // hash: user -> organisation id
	meetingsKey      = prefix + "{registry}:meetings"       // hash: id -> meeting (JSON)
	revisionsKey     = prefix + "{registry}:revisions"      // hash: meeting id -> how often it was saved
	shownMeetingsKey = prefix + "{registry}:published"      // set: ids of the meetings of which something was published or shown as a draft, in small letters
	idKeyKey         = prefix + "{ids}:key"                 // string: the key of the ids that are made of names, in hexadecimal
	deadKey          = prefix + "{dead}:letters"            // stream: at, source, reason, raw
	deadSeenKey      = prefix + "{dead}:seen"               // zset: hash of a dead letter's bytes by arrival
	markKey          = prefix + "{store}:mark"              // hash: where the store stands in a move: state, id, where, at, until, token
	writersKey       = prefix + "{store}:writers"           // zset: process that writes to the store by when its presence ends
)

// waitedKey is a string of the slot of a key: counts the groups of writes that
// were followed by a WAIT.
func waitedKey(key string) string {
	if i := strings.IndexByte(key, '{'); i >= 0 {
		if j := strings.IndexByte(key[i:], '}'); j > 1 {
			return prefix + key[i:i+j+1] + ":waited"
		}
	}
	return prefix + "{" + key + "}:waited"
}

// probeKey is never there: Ready's empty writes go to it, in the slot of tag.
func probeKey(tag string) string { return prefix + "{" + tag + "}:probe" }

func meetingKey(m flows.MeetingID, what string) string {
	return prefix + "{meeting:" + strings.ToLower(string(m)) + "}:" + what
}

// askedKey is a hash: question id -> the firing that asked it.
func askedKey(m flows.MeetingID) string { return meetingKey(m, "asked") }

// channelsKey is a set: every channel that the meeting was posted in.
func channelsKey(m flows.MeetingID) string { return meetingKey(m, "channels") }

// shownKey is a hash: lane -> the newest version of the digest shown there.
func shownKey(m flows.MeetingID) string { return meetingKey(m, "shown") }

// readBacksKey is a list of what the readings of threads found (JSON).
func readBacksKey(m flows.MeetingID) string { return meetingKey(m, "read_backs") }

// readingKey is a hash: the reading of threads that is under way (body, JSON),
// owner, until.
func readingKey(m flows.MeetingID) string { return meetingKey(m, "reading") }

// digestsKey is a list of the digest's versions (JSON).
func digestsKey(m flows.MeetingID) string { return meetingKey(m, "digests") }

// decisionsKey is a list of what the working group decided of points (JSON).
func decisionsKey(m flows.MeetingID) string { return meetingKey(m, "decisions") }

// seenKey is a hash: name -> what somebody saw of a question's points when they
// began to edit it (JSON); seenTimesKey is a zset of the names by time (ms).
func seenKey(m flows.MeetingID) string      { return meetingKey(m, "seen") }
func seenTimesKey(m flows.MeetingID) string { return meetingKey(m, "seen_at") }

// publicationsKey is a hash: version -> what was published as it (JSON).
func publicationsKey(m flows.MeetingID) string { return meetingKey(m, "publications") }

// draftPostsKey is a hash: intent -> the message that a draft was shown in (JSON);
// draftWordsKey is a hash: version -> whose words such a draft shows (JSON).
func draftPostsKey(m flows.MeetingID) string { return meetingKey(m, "draft_posts") }
func draftWordsKey(m flows.MeetingID) string { return meetingKey(m, "draft_words") }

// firingKey is a hash: owner, until, fence, done.
func firingKey(job, local string) string { return prefix + "{firing:" + job + "}:f:" + local }

// cursorKey is a string: the time of the job's last closed firing, in
// microseconds of Unix time.
func cursorKey(job string) string { return prefix + "{firing:" + job + "}:cursor" }
