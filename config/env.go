package config

import (
	"fmt"
	"net"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
)

// Env is the environment, validated. What only Slack needs is judged by
// [Env.RequireSlack].
type Env struct {
	BotToken      Secret
	AppToken      Secret
	SigningSecret Secret
	APIURL        string // of Slack's Web API; ends with a slash
	Store         Store
	Config        string // the file's path
	Listen        string // host:port or :port

	// slack is what is wrong with each of the variables that Slack needs.
	slack map[string]Problems
	// moveTo is where the store is to be moved, and what is wrong with it.
	moveTo         Store
	moveToProblems Problems
}

// The variables.
const (
	varBotToken      = "SLACK_BOT_TOKEN"
	varAppToken      = "SLACK_APP_TOKEN"
	varSigningSecret = "SLACK_SIGNING_SECRET"
	varAPIURL        = "SLACK_API_URL"
	varStore         = "REDIS_URL"
	varMoveTo        = "SAMRAD_MOVE_TO"
	varConfig        = "SAMRAD_CONFIG"
	varListen        = "SAMRAD_LISTEN"
)

// Defaults of the environment.
const (
	defaultAPIURL = "https://slack.com/api/"
	defaultListen = ":8080"
)

// Environment reads the variables through getenv. An empty one counts as
// unset. A wrong one gives [Problems], which never tell a value.
func Environment(getenv func(string) string) (Env, error) {
	get := func(name string) string { return strings.TrimSpace(getenv(name)) }
	e := Env{
		Config: or(get(varConfig), DefaultFile),
		Listen: or(get(varListen), defaultListen),
		slack:  make(map[string]Problems),
	}
	e.BotToken, e.slack[varBotToken] = secretVariable(get, varBotToken)
	e.AppToken, e.slack[varAppToken] = secretVariable(get, varAppToken)
	e.SigningSecret, e.slack[varSigningSecret] = secretVariable(get, varSigningSecret)
	e.APIURL, e.slack[varAPIURL] = apiURL(or(get(varAPIURL), defaultAPIURL))

	var problems Problems
	if !isListenAddress(e.Listen) {
		problems = append(problems, Problem{Path: varListen, What: "is not an address to listen on; write it as :8080 or 127.0.0.1:8080"})
	}
	store, err := parseStore(get(varStore), get)
	if err != nil {
		problems = append(problems, Problem{Path: varStore, What: err.Error()})
	}
	e.Store = store
	e.moveTo, e.moveToProblems = moveTo(get)
	return e, problems.orNil()
}

// RequireSlack reports what is missing or wrong of what a mode needs to reach
// Slack, as [Problems].
func (e Env) RequireSlack(m Mode) error {
	var problems Problems
	need := func(name string, s Secret, what, prefix string) {
		found := e.slack[name]
		switch {
		case len(found) > 0:
			problems = append(problems, found...)
		case s.Empty():
			problems = append(problems, Problem{Path: name, What: "is not set; give " + what + ", or its file in " + name + "_FILE"})
		case strings.ContainsAny(s.Reveal(), " \t\r\n"):
			problems = append(problems, Problem{Path: name, What: "holds blanks or several lines; give " + what + " alone"})
		case !strings.Contains(s.Reveal(), prefix), prefix == "" && looksLikeToken(s.Reveal()):
			problems = append(problems, Problem{Path: name, What: "is another kind of token or secret; give " + what})
		}
	}
	need(varBotToken, e.BotToken, "the bot token (xoxb-…) of the app's page OAuth & Permissions", "xoxb-")
	if m == ModeHTTP {
		need(varSigningSecret, e.SigningSecret, "the signing secret of the app's page Basic Information", "")
	} else {
		need(varAppToken, e.AppToken, "an app-level token (xapp-…) with connections:write of the app's page Basic Information", "xapp-")
	}
	return append(problems, e.slack[varAPIURL]...).orNil()
}

// RequireMoveTo is where the store is to be moved. What is missing or wrong of it
// is told as [Problems].
func (e Env) RequireMoveTo() (Store, error) { return e.moveTo, e.moveToProblems.orNil() }

// moveTo is not on the command line, where every user of the machine could read
// the password in it.
func moveTo(get func(string) string) (Store, Problems) {
	address, problems := secretVariable(get, varMoveTo)
	if len(problems) > 0 {
		return Store{}, problems
	}
	if address.Empty() {
		return Store{}, Problems{{Path: varMoveTo, What: "is not set; give the address of the new store in the form of " + varStore + ", or its file in " + varMoveTo + "_FILE"}}
	}
	store, err := parseStore(strings.TrimSpace(address.Reveal()), get)
	if err != nil {
		return Store{}, Problems{{Path: varMoveTo, What: err.Error()}}
	}
	store.Variable = varMoveTo
	return store, nil
}

// apiURL checks Slack's address and ends it with a slash.
func apiURL(s string) (string, Problems) {
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return s, Problems{{Path: varAPIURL, What: "is not the address of an API; write it as " + defaultAPIURL}}
	}
	return strings.TrimRight(s, "/") + "/", nil
}

func isListenAddress(s string) bool {
	_, port, err := net.SplitHostPort(s)
	if err != nil {
		return false
	}
	n, err := strconv.ParseUint(port, 10, 16)
	return err == nil && strconv.FormatUint(n, 10) == port
}

// stateDir is where the embedded store is when nothing is said. See the XDG
// Base Directory Specification: https://specifications.freedesktop.org/basedir-spec/latest/.
func stateDir(getenv func(string) string) (string, error) {
	if dir := getenv("XDG_STATE_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "samrad"), nil
	}
	if home := getenv("HOME"); filepath.IsAbs(home) {
		return filepath.Join(home, ".local", "state", "samrad"), nil
	}
	return "", fmt.Errorf("is not set, and there is no home directory to keep the store in; write %s=embedded:DIR", varStore)
}
