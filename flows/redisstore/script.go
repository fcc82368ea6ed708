package redisstore

import (
	"context"
	"embed"

	"github.com/redis/go-redis/v9"
)

//go:embed scripts/*.lua
var scriptFiles embed.FS

// The scripts are called by their hash; a server that does not know one
// (NOSCRIPT) is sent it whole.
var (
	scriptSaveReply    = queueScript("save_reply")
	scriptSaveDeletion = script("save_deletion")
	scriptSaveReaction = script("save_reaction")
	scriptSaveAnswers  = script("save_answers")
	scriptReplace      = script("replace_answer")
	scriptEnqueue      = queueScript("enqueue")
	scriptTake         = script("take")
	scriptRenew        = queueScript("renew")
	scriptNote         = queueScript("note")
	scriptDone         = queueScript("done")
	scriptPostpone     = queueScript("postpone")
	scriptFail         = queueScript("fail")
	scriptUnshelve     = queueScript("unshelve")
	scriptClaim        = script("claim")
	scriptKeepSeen     = script("keep_seen")
	scriptAssign       = script("assign_questions")
	scriptClose        = script("close")
	scriptSaveMeeting  = script("save_meeting")
	scriptAppend       = script("append")
	scriptSwapVersion  = script("swap_version")
	scriptTakeReading  = script("take_reading")
	scriptKeepReading  = script("keep_reading")
	scriptSaveReadBack = script("save_read_back")
	scriptDeadLetter   = script("dead_letter")
	scriptReadMark     = script("read_mark")
	scriptSaveMark     = script("save_mark")
	scriptAttend       = script("attend")
)

func source(name string) string {
	// The files are part of the program: a missing one fails every test.
	data, _ := scriptFiles.ReadFile("scripts/" + name + ".lua")
	return string(data)
}

func script(name string) *redis.Script { return redis.NewScript(source(name)) }

func queueScript(name string) *redis.Script {
	return redis.NewScript(source("queue") + source(name))
}

// run runs a script, whose keys are all of one slot, and commits what it wrote.
func (s *Store) run(ctx context.Context, op string, sc *redis.Script, keys []string, args ...any) (any, error) {
	keys = guarded(keys)
	v, err := s.commits.do(ctx, &write{key: keys[0], queue: func(ctx context.Context, p redis.Pipeliner, whole bool) *redis.Cmd {
		if whole {
			return sc.Eval(ctx, p, keys, args...)
		}
		return sc.EvalSha(ctx, p, keys, args...)
	}})
	if err != nil {
		return nil, storeError(op, err)
	}
	return v, nil
}

// guarded adds a key that is never there to a script's only one. While a
// cluster moves a slot, some of a lane's keys are on one node and some on the
// other, and a script that was given one key runs on either: it sees a lane
// without posts, and drops the reply. Of two keys that are not both there the
// node says TRYAGAIN, and so the script waits until the slot has been moved. See
// https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#multi-key-operations.
func guarded(keys []string) []string {
	if len(keys) > 1 {
		return keys
	}
	return []string{keys[0], keys[0] + ":guard"}
}

// write commits one command: its name, its key, and the rest.
func (s *Store) write(ctx context.Context, op, name, key string, args ...any) error {
	_, err := s.commits.do(ctx, &write{key: key, queue: func(ctx context.Context, p redis.Pipeliner, _ bool) *redis.Cmd {
		return p.Do(ctx, append([]any{name, key}, args...)...)
	}})
	return storeError(op, err)
}
