// Command samrad runs a Slack bot for consultations between civil society and
// a public authority. See the README for what it does and how to run it.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // a container has no time zones of its own
)

// sameSignal is how soon after a signal another counts as the same: timeout(1), for
// one, sends its signal to the process and then to the group that it is in.
const sameSignal = 500 * time.Millisecond

// main has the first signal end the work well, and another one end the process at
// once, whatever it waits for.
func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, func() { time.AfterFunc(sameSignal, stop) })
	status := run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}
