package main

import (
	"context"
	"errors"
)

func runDemo(ctx context.Context, inv *invocation) error {
	return errors.New("demo")
}
