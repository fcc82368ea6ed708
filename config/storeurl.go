package config

import (
	"errors"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
)

// Store is where the store is: exactly one of its fields but the first is set.
type Store struct {
	Variable string    // that names it, empty: REDIS_URL
	Dir      string    // embedded: the absolute directory
	URL      Secret    // redis:// or rediss://, as go-redis reads it
	Sentinel *Sentinel // redis+sentinel://
	Cluster  *Cluster  // redis+cluster://
}

// Sentinel names a master that sentinels watch.
type Sentinel struct {
	Addrs    []string // host:port
	Master   string
	Username string // of the servers, as the password
	Password Secret
	// What the sentinels themselves ask for.
	SentinelUsername string
	SentinelPassword Secret

	DB  int
	TLS bool // to the sentinels and to the servers
}

// Cluster names some nodes of a cluster.
type Cluster struct {
	Addrs    []string // host:port
	Username string
	Password Secret
	TLS      bool
}

// Name is the address as it may be shown and kept: without user and password.
func (s Store) Name() string {
	switch {
	case s.Dir != "":
		return "embedded:" + s.Dir
	case s.Sentinel != nil:
		return schemeOf("sentinel", s.Sentinel.TLS) + strings.Join(s.Sentinel.Addrs, ",") + "/" + s.Sentinel.Master + "/" + strconv.Itoa(s.Sentinel.DB)
	case s.Cluster != nil:
		return schemeOf("cluster", s.Cluster.TLS) + strings.Join(s.Cluster.Addrs, ",")
	}
	u, err := url.Parse(s.URL.Reveal())
	if err != nil {
		return redacted
	}
	u.User = nil
	return u.String()
}

func schemeOf(kind string, tls bool) string {
	if tls {
		return "rediss+" + kind + "://"
	}
	return "redis+" + kind + "://"
}

func parseStore(s string, getenv func(string) string) (Store, error) {
	if s == "" {
		return embedded("", getenv)
	}
	if dir, ok := strings.CutPrefix(s, "embedded:"); ok {
		return embedded(dir, getenv)
	}
	scheme, rest, _ := strings.Cut(s, "://")
	read, ok := schemes[scheme]
	if !ok {
		return Store{}, errStoreForm
	}
	a, err := parseAddress(rest)
	if err != nil {
		return Store{}, err
	}
	a.scheme, a.tls = scheme, strings.HasPrefix(scheme, "rediss")
	return read(a)
}

var schemes = map[string]func(address) (Store, error){
	"redis": address.server, "rediss": address.server,
	"redis+sentinel": address.sentinel, "rediss+sentinel": address.sentinel,
	"redis+cluster": address.cluster, "rediss+cluster": address.cluster,
}

func embedded(dir string, getenv func(string) string) (Store, error) {
	if dir == "" {
		dir, err := stateDir(getenv)
		return Store{Dir: dir}, err
	}
	if rest, ok := strings.CutPrefix(dir, "~/"); ok && getenv("HOME") != "" {
		dir = filepath.Join(getenv("HOME"), rest) // the shell leaves it alone after a colon
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return Store{}, errors.New("names a directory that cannot be found; write an absolute path after its colon")
	}
	return Store{Dir: abs}, nil
}
