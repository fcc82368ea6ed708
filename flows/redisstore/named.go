package redisstore

import (
	"context"
	"errors"

	"github.com/redis/go-redis/v9"
)

// defaultVariable is what names a store in the environment, unless its
// [Target] says another.
const defaultVariable = "REDIS_URL"

// named is a hook that tells of a call's error which variable names the store:
// a move talks with two at once, and a hint has to name the right one.
type named struct{ variable string }

// ofVariable is an error of the store that a variable names.
type ofVariable struct {
	error

	variable string
}

func (e ofVariable) Unwrap() error { return e.error }

// variableOf is the variable that names the store of an error, empty if that is
// the default.
func variableOf(err error) string {
	var of ofVariable
	errors.As(err, &of)
	return of.variable
}

func (n named) mark(err error) error {
	if err == nil {
		return nil
	}
	return ofVariable{err, n.variable}
}

// DialHook implements redis.Hook.
func (named) DialHook(next redis.DialHook) redis.DialHook { return next }

// ProcessHook implements redis.Hook.
func (n named) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error {
		return n.mark(next(ctx, cmd)) // the client sets it as the command's
	}
}

// ProcessPipelineHook implements redis.Hook.
func (n named) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []redis.Cmder) error {
		err := next(ctx, cmds)
		for _, cmd := range cmds {
			cmd.SetErr(n.mark(cmd.Err()))
		}
		return n.mark(err)
	}
}
