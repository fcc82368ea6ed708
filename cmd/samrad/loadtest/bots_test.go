package loadtest_test

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// bot is something that can be loaded.
type bot struct {
	name    string
	command []string
	asks    bool // posts a question, under which the answers come
	stored  func(b testing.TB, server *redistest.Server, target string) int
}

// build makes the bots ready to start.
func build(b testing.TB, names []string) []bot {
	b.Helper()
	dir := b.TempDir()
	var out []bot
	for _, name := range names {
		switch name {
		case "samrad":
			path := filepath.Join(dir, name)
			do(b, ".", "go", "build", "-o", path, "github.com/samrad/samrad/cmd/samrad")
			out = append(out, bot{name, []string{path, "run"}, true, storedReplies})
		case "slackgo":
			path := filepath.Join(dir, name)
			do(b, ".", "go", "build", "-o", path, "./peers/slackgo")
			out = append(out, bot{name, []string{path}, false, storedKeys})
		case "bolt":
			for _, file := range []string{"bot.js", "package.json", "package-lock.json"} {
				data, err := os.ReadFile(filepath.Join("peers", "bolt", file))
				if err != nil {
					b.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, file), data, 0o600); err != nil {
					b.Fatal(err)
				}
			}
			do(b, dir, "npm", "ci", "--silent", "--no-audit", "--no-fund")
			out = append(out, bot{name, []string{"node", filepath.Join(dir, "bot.js")}, false, storedKeys})
		default:
			b.Fatalf("no bot %q; there are samrad, slackgo and bolt", name)
		}
	}
	return out
}

func do(b testing.TB, dir, name string, args ...string) {
	b.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%s: %v: %s", name, err, out)
	}
}

// process is a running bot.
type process struct {
	cmd    *exec.Cmd
	listen string
	log    string // the file that it writes to
	done   chan struct{}
	once   sync.Once
}

const config = `language: sv
timezone: Europe/Stockholm
slack: {mode: %s}
roles: {working_group: {users: [U0WG1], channel: C0WG}, staff: {users: [U0ST1], channel: C0STAFF}}
summary: none
schedule: {opens: 10d, closes: 1d, ask: "@every 1s", remind: none, digest: none}
organisations:
%smeetings:
  - id: load
    title: Många svar
    starts: %s
    channels: [` + channel + `]
    themes: [{title: Lokaler, questions: [Vilka lokaler saknas?]}]
`

func (bot bot) start(b testing.TB, transport transport, server *redistest.Server, slack *slackServer) *process {
	b.Helper()
	dir := b.TempDir()
	p := &process{listen: freeAddress(b), log: filepath.Join(dir, "log"), done: make(chan struct{})}
	path := filepath.Join(dir, "samrad.yaml")
	organisations := ""
	for i := range people {
		organisations += fmt.Sprintf("  - {id: org%d, name: Organisation %d, members: [%s]}\n", i, i, person(i))
	}
	starts := time.Now().AddDate(0, 0, 4).Format(time.RFC3339)
	if err := os.WriteFile(path, fmt.Appendf(nil, config, transport.mode(), organisations, starts), 0o600); err != nil {
		b.Fatal(err)
	}
	p.cmd = exec.Command(bot.command[0], bot.command[1:]...)
	p.cmd.Env = append(os.Environ(), "SLACK_BOT_TOKEN=xoxb-1-load", "SLACK_APP_TOKEN=xapp-1-load", "SLACK_SIGNING_SECRET="+signingSecret,
		"SLACK_API_URL="+slack.url()+"/api/", "REDIS_URL="+server.URL(), "SAMRAD_CONFIG="+path, "SAMRAD_LISTEN="+p.listen,
		"PEER_MODE="+transport.mode(), "NODE_ENV=production")
	log, err := os.Create(p.log)
	if err != nil {
		b.Fatal(err)
	}
	defer log.Close()
	p.cmd.Stdout, p.cmd.Stderr = log, log
	if err := p.cmd.Start(); err != nil {
		b.Fatal(err)
	}
	go func() {
		_ = p.cmd.Wait()
		close(p.done)
	}()
	return p
}

func (p *process) stop() {
	p.once.Do(func() {
		_ = p.cmd.Process.Signal(syscall.SIGTERM)
		select {
		case <-p.done:
		case <-time.After(15 * time.Second):
			_ = p.cmd.Process.Kill()
			<-p.done
		}
	})
}

// wrote is the end of what the process wrote.
func (p *process) wrote() string {
	data, _ := os.ReadFile(p.log) // for an error's text
	return string(data[max(0, len(data)-2000):])
}

// peakMB is the most memory that the process had resident, in MiB. See
// proc_pid_status(5).
func (p *process) peakMB(b testing.TB) float64 {
	b.Helper()
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		b.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, _ := strconv.Atoi(strings.Fields(rest)[0])
			return float64(kb) / 1024
		}
	}
	return 0
}

// cpu is the processor time that the process has used. See proc_pid_stat(5): a
// tick is 10 ms.
func (p *process) cpu(b testing.TB) time.Duration {
	b.Helper()
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		b.Fatal(err)
	}
	fields := strings.Fields(string(data[bytes.LastIndexByte(data, ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond
}

// storedReplies counts samrad's replies in the question's thread.
func storedReplies(b testing.TB, server *redistest.Server, target string) int {
	return counted(b, server, func(ctx context.Context, c *redis.Client) (int64, error) {
		return c.SCard(ctx, "samrad:{"+channel+"}:t:"+target).Result()
	})
}

// storedKeys counts what a peer stored: a key each.
func storedKeys(b testing.TB, server *redistest.Server, _ string) int {
	return counted(b, server, func(ctx context.Context, c *redis.Client) (int64, error) { return c.DBSize(ctx).Result() })
}

func counted(b testing.TB, server *redistest.Server, count func(context.Context, *redis.Client) (int64, error)) int {
	b.Helper()
	c := redis.NewClient(&redis.Options{Addr: server.Addr})
	defer c.Close()
	n, err := count(context.Background(), c)
	if err != nil {
		b.Fatal(err)
	}
	return int(n)
}

func freeAddress(b testing.TB) string {
	b.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
