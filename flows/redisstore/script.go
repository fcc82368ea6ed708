package redisstore

import (
	"context"
	"embed"

	"github.com/redis/go-redis/v9"
)

//go:embed scripts/*.lua
var scriptFiles embed.FS

// scripts are loaded at start; a server that forgot one (NOSCRIPT) is sent it
// again by go-redis.
var (
	scriptSaveReply    = queueScript("save_reply")
	scriptSaveDeletion = script("save_deletion")
	scriptSaveReaction = script("save_reaction")
	scriptSaveAnswers  = script("save_answers")
	scriptEnqueue      = queueScript("enqueue")
	scriptTake         = script("take")
	scriptNote         = queueScript("note")
	scriptDone         = queueScript("done")
	scriptPostpone     = queueScript("postpone")
	scriptFail         = queueScript("fail")
	scriptClaim        = script("claim")
	scriptAssign       = script("assign_questions")
	scriptClose        = script("close")
	scriptSaveMeeting  = script("save_meeting")
	scriptSaveVersion  = script("save_version")
	scriptSwapVersion  = script("swap_version")
	scriptDeadLetter   = script("dead_letter")
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

func (s *Store) run(ctx context.Context, op string, sc *redis.Script, keys []string, args ...any) (any, error) {
	v, err := sc.Run(ctx, s.client, keys, args...).Result()
	if err != nil {
		return nil, storeError(op, err)
	}
	return v, nil
}
