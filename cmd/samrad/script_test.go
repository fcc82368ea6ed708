package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/config"
	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/redisstore"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// TestMain lets the scripts start the test's own binary as samrad, so that
// each call is a process of its own, as on an operator's machine.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"samrad": main})
}

// databases is at least the number of scripts: each has one to itself.
const databases = 64

// TestScripts runs the command line over a real store and a simulated Slack.
// In a script: REDIS_URL is an empty store; SLACK_API_URL a workspace whose
// tokens are $BOT_TOKEN and $APP_TOKEN, and stand in secrets/bot and
// secrets/app, but are not given to samrad yet; $EVERYSEC_URL and
// $VOLATILE_URL stores that may lose answers, $REPLICA_URL one that takes no
// writes; $GUARDED_URL one whose sentinels ask for s3ntinelpw and whose servers for
// s3rverpw, $GUARDED its hosts and master, and $GUARDED_CA the file of who signed
// their certificate;
// $SAMRAD is the command's path.
func TestScripts(t *testing.T) {
	server := redistest.Start(t, "--databases", strconv.Itoa(databases))
	everysec := redistest.Start(t, "--appendfsync", "everysec")
	volatile := redistest.Start(t, "--appendonly", "no", "--maxmemory-policy", "allkeys-lru")
	replica := redistest.Start(t, "--replicaof", "127.0.0.1 1")
	tlsArgs, authority := redistest.TLS(t)
	guarded := redistest.StartGuardedSentinel(t, append(redistest.Password("s3ntinelpw"), tlsArgs...), append(redistest.Password("s3rverpw"), tlsArgs...)...)
	workspace, app := startWorkspace(t)
	var used atomic.Int64
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			n := used.Add(1) - 1
			if n >= databases {
				return fmt.Errorf("more than %d scripts", databases)
			}
			if err := defaultConfig(filepath.Join(env.WorkDir, config.DefaultFile)); err != nil {
				return err
			}
			if err := secretFiles(filepath.Join(env.WorkDir, "secrets"), app); err != nil {
				return err
			}
			path, err := exec.LookPath("samrad")
			if err != nil {
				return err
			}
			env.Setenv("SAMRAD", path)
			// The race detector would let every process wait a second at its end.
			env.Setenv("GORACE", "atexit_sleep_ms=0")
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				return err
			}
			env.Setenv("SAMRAD_LISTEN", listener.Addr().String())
			if err := listener.Close(); err != nil {
				return err
			}
			env.Setenv("REDIS_URL", fmt.Sprintf("redis://%s/%d", server.Addr, n))
			env.Setenv("EVERYSEC_URL", everysec.URL())
			env.Setenv("VOLATILE_URL", volatile.URL())
			env.Setenv("REPLICA_URL", replica.URL())
			env.Setenv("GUARDED_URL", guarded.URL())
			env.Setenv("GUARDED", strings.Join(guarded.Addrs(), ",")+"/"+redistest.MasterName)
			env.Setenv("GUARDED_CA", authority)
			env.Setenv("SLACK_API_URL", workspace.APIURL())
			env.Setenv("BOT_TOKEN", app.BotToken)
			env.Setenv("APP_TOKEN", app.AppToken)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status":   status,
			"oneline":  oneLineOnly,
			"json":     jsonValue,
			"post":     postQuestion,
			"nosecret": noSecret,
			"verbatim": verbatim,
			"ready":    awaitReady,
		},
	})
}

// defaultConfig gives a script the config that most of them use, unless it
// brings its own.
func defaultConfig(path string) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	data, err := os.ReadFile(filepath.Join("testdata", "script", "samrad.yaml"))
	if err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o600)
}

// secretFiles writes the tokens into files, with and without a line end.
func secretFiles(dir string, app slacksim.App) error {
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "bot"), []byte(app.BotToken), 0o600); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "app"), []byte(app.AppToken+"\n"), 0o600)
}

// startWorkspace is the workspace of the scripts' configs: the bot is in all of
// their channels but C0ELSE. U0LEFT has left.
func startWorkspace(t *testing.T) (*slacksim.Workspace, slacksim.App) {
	t.Helper()
	w, err := slacksim.Start(slacksim.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	app := w.Install(slacksim.App{BotToken: "xoxb-1-s3cretbot", AppToken: "xapp-1-s3cretapp"})
	w.AddUser(slacksim.User{ID: "U0WG1"})
	w.AddUser(slacksim.User{ID: "U0ST1"})
	w.AddUser(slacksim.User{ID: "U0LEFT", Deleted: true})
	w.AddUsergroup("S0STAFF", "U0ST1")
	for _, id := range []string{"C0WG", "C0STAFF", "C0SAMRAD"} {
		w.AddChannel(slacksim.Channel{ID: id, Members: []string{"U0WG1", app.BotUserID}})
	}
	w.AddChannel(slacksim.Channel{ID: "C0ELSE", Members: []string{"U0WG1"}})
	return w, app
}

// status runs a command and compares its exit status: status N command...
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N command...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("status %d, want %d", got, want)
	}
}

// oneLineOnly checks that the last command wrote nothing but a line, which
// begins with samrad:, on standard error.
func oneLineOnly(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: oneline")
	}
	if out := ts.ReadFile("stdout"); out != "" {
		ts.Fatalf("standard output is not empty: %q", out)
	}
	line, rest, _ := strings.Cut(ts.ReadFile("stderr"), "\n")
	if !strings.HasPrefix(line, "samrad: ") || rest != "" {
		ts.Fatalf("standard error is not one line of samrad's: %q", ts.ReadFile("stderr"))
	}
}

// jsonValue compares a value of a JSON file: json FILE PATH WANT, where PATH
// is like .themes.0.title and WANT is JSON.
func jsonValue(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: [!] json FILE PATH WANT")
	}
	var v any
	if err := json.Unmarshal([]byte(ts.ReadFile(args[0])), &v); err != nil {
		ts.Fatalf("%s: not JSON: %v", args[0], err)
	}
	for _, key := range strings.FieldsFunc(args[1], func(r rune) bool { return r == '.' }) {
		switch at := v.(type) {
		case map[string]any:
			v = at[key]
		case []any:
			i, err := strconv.Atoi(key)
			if err != nil || i >= len(at) {
				ts.Fatalf("%s: no element %s", args[1], key)
			}
			v = at[i]
		default:
			ts.Fatalf("%s: nothing at %s", args[1], key)
		}
	}
	var got bytes.Buffer
	e := json.NewEncoder(&got)
	e.SetEscapeHTML(false)
	ts.Check(e.Encode(v))
	if same := strings.TrimSpace(got.String()) == args[2]; same == neg {
		ts.Fatalf("%s is %swant %s (unless !)", args[1], got.String(), args[2])
	}
}

// postQuestion records a question as posted, as a running bot does:
// post MEETING QUESTION TEXT CHANNEL.
func postQuestion(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: post MEETING QUESTION TEXT CHANNEL")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	store, err := redisstore.Open(ctx, redisstore.Target{URL: ts.Getenv("REDIS_URL")})
	ts.Check(err)
	defer store.Close()
	ts.Check(store.Enqueue(ctx, flows.Intent{ID: "question/1", Lane: flows.Lane(args[3]), QueuedAt: time.Now(),
		Content: flows.QuestionPost{Meeting: flows.MeetingID(args[0]), Question: flows.QuestionID(args[1]), Text: args[2]}}))
	ticket, ok, err := store.Take(ctx, "script", time.Minute, 5*time.Second)
	ts.Check(err)
	if !ok {
		ts.Fatalf("nothing to send")
	}
	ts.Check(store.Done(ctx, ticket, flows.Sent{Channel: flows.ChannelID(args[3]), TS: "1699000000.000100"}))
}

// noSecret checks that neither output of the last command holds any of the
// words, which are secrets: nosecret WORD...
func noSecret(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: nosecret WORD...")
	}
	for _, secret := range args {
		if secret == "" || strings.Contains(ts.ReadFile("stdout")+ts.ReadFile("stderr"), secret) {
			ts.Fatalf("a secret is shown, or empty")
		}
	}
}

// verbatim checks that each statement of a digest is the very slice of a
// contribution's text that it says it is: verbatim DIGEST.json EXPORT.jsonl.
func verbatim(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: verbatim DIGEST.json EXPORT.jsonl")
	}
	type statement struct {
		Contribution, Text string
		Start, End         int
	}
	var digest struct {
		Themes []struct {
			Questions []struct {
				Points       []struct{ Statements []statement }
				WithoutPoint []statement `json:"without_point"`
			}
		}
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &digest))
	texts := make(map[string]string)
	for line := range strings.Lines(ts.ReadFile(args[1])) {
		var row struct{ ID, Text string }
		ts.Check(json.Unmarshal([]byte(line), &row))
		texts[row.ID] = row.Text
	}
	var all []statement
	for _, theme := range digest.Themes {
		for _, q := range theme.Questions {
			for _, p := range q.Points {
				all = append(all, p.Statements...)
			}
			all = append(all, q.WithoutPoint...)
		}
	}
	for _, s := range all {
		text := texts[s.Contribution]
		if s.Start < 0 || s.End < s.Start || s.End > len(text) || text[s.Start:s.End] != s.Text {
			ts.Fatalf("statement [%d, %d) of %s is %q, not a slice of %q", s.Start, s.End, s.Contribution, s.Text, text)
		}
	}
	if len(all) == 0 {
		ts.Fatalf("%s has no statement", args[0])
	}
}

// awaitReady waits until the server of the script says that it is ready: ready.
func awaitReady(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: ready")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+ts.Getenv("SAMRAD_LISTEN")+"/readyz", nil)
		ts.Check(err)
		if response, err := http.DefaultClient.Do(request); err == nil {
			ts.Check(response.Body.Close())
			if response.StatusCode == http.StatusOK {
				return
			}
		}
		select {
		case <-ctx.Done():
			ts.Fatalf("the server did not become ready")
		case <-tick.C:
		}
	}
}
