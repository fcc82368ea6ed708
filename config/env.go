package config

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Env is the environment, validated.
type Env struct {
	BotToken      Secret
	AppToken      Secret
	SigningSecret Secret
	APIURL        string // ends with a slash
	Store         Store
	Config        string // the file's path
	Listen        string
}

// Store is where the store is: exactly one of its fields is set.
type Store struct {
	Dir      string // of the embedded one
	URL      Secret // redis:// or rediss://, which may hold a password
	Sentinel *Sentinel
	Cluster  *Cluster
}

// Sentinel names a master that sentinels watch.
type Sentinel struct {
	Addrs    []string
	Master   string
	Username string
	Password Secret
	DB       int
	TLS      bool
}

// Cluster names some nodes of a Redis Cluster.
type Cluster struct {
	Addrs    []string
	Username string
	Password Secret
	TLS      bool
}

// Defaults of the environment.
const (
	defaultAPIURL = "https://slack.com/api/"
	defaultListen = ":8080"
)

// Environment reads the variables through getenv. Errors never tell a value.
func Environment(getenv func(string) string) (Env, error) {
	var problems Problems
	secret := func(name string) Secret {
		value, file := getenv(name), getenv(name+"_FILE")
		switch {
		case value != "" && file != "":
			problems = append(problems, Problem{name, 0, "is set, and so is " + name + "_FILE; unset one"})
		case file != "":
			data, err := os.ReadFile(file)
			if err != nil {
				problems = append(problems, Problem{name + "_FILE", 0, "the file cannot be read: " + reason(err)})
			}
			value = strings.TrimSpace(string(data))
			if err == nil && value == "" {
				problems = append(problems, Problem{name + "_FILE", 0, "the file is empty; write the secret into it"})
			}
		}
		return NewSecret(strings.TrimSpace(value))
	}
	e := Env{
		BotToken: secret("SLACK_BOT_TOKEN"), AppToken: secret("SLACK_APP_TOKEN"), SigningSecret: secret("SLACK_SIGNING_SECRET"),
		APIURL: or(getenv("SLACK_API_URL"), defaultAPIURL), Config: or(getenv("SAMRAD_CONFIG"), DefaultFile), Listen: or(getenv("SAMRAD_LISTEN"), defaultListen),
	}
	problems = append(problems, wrongKind("SLACK_BOT_TOKEN", e.BotToken, "xoxb-", "the bot token of the app's OAuth page")...)
	problems = append(problems, wrongKind("SLACK_APP_TOKEN", e.AppToken, "xapp-", "an app-level token with connections:write")...)
	if u, err := url.Parse(e.APIURL); err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" {
		problems = append(problems, Problem{"SLACK_API_URL", 0, "is not an address; write it as " + defaultAPIURL})
	} else if !strings.HasSuffix(e.APIURL, "/") {
		e.APIURL += "/"
	}
	if _, port, ok := cutLast(e.Listen, ":"); !ok || !isPort(port) {
		problems = append(problems, Problem{"SAMRAD_LISTEN", 0, fmt.Sprintf("%q is not an address to listen on; write it as :8080 or 127.0.0.1:8080", e.Listen)})
	}
	store, err := parseStore(getenv("REDIS_URL"), getenv)
	if err != nil {
		problems = append(problems, Problem{"REDIS_URL", 0, err.Error()})
	}
	e.Store = store
	if len(problems) > 0 {
		return e, problems
	}
	return e, nil
}

func or(s, missing string) string {
	if s == "" {
		return missing
	}
	return s
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

func isPort(s string) bool {
	n, err := strconv.Atoi(s)
	return err == nil && n >= 0 && n <= 65535
}

func wrongKind(name string, s Secret, prefix, what string) Problems {
	if s.Empty() || strings.HasPrefix(s.Reveal(), prefix) {
		return nil
	}
	return Problems{{name, 0, "does not begin with " + prefix + "; give " + what}}
}

// RequireSlack reports what `run` and `check` need to reach Slack in a mode.
func (e Env) RequireSlack(m Mode) error {
	var problems Problems
	need := func(name string, s Secret, what string) {
		if s.Empty() {
			problems = append(problems, Problem{name, 0, "is not set; give " + what + " (or " + name + "_FILE)"})
		}
	}
	need("SLACK_BOT_TOKEN", e.BotToken, "the bot token, xoxb-…")
	if m == ModeHTTP {
		need("SLACK_SIGNING_SECRET", e.SigningSecret, "the app's signing secret")
	} else {
		need("SLACK_APP_TOKEN", e.AppToken, "an app-level token, xapp-…, with connections:write")
	}
	if len(problems) > 0 {
		return problems
	}
	return nil
}

// stateDir is where the embedded store is when nothing is said. See the XDG
// Base Directory Specification.
func stateDir(getenv func(string) string) (string, error) {
	if dir := getenv("XDG_STATE_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "samrad"), nil
	}
	if home := getenv("HOME"); home != "" {
		return filepath.Join(home, ".local", "state", "samrad"), nil
	}
	return "", fmt.Errorf("is not set, and there is no home directory to keep the store in; write REDIS_URL=embedded:DIR")
}
