package config

import (
	"errors"
	"net"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
)

var errStoreForm = errors.New("is not an address of a store; write redis://host:6379/0, rediss://…, redis+sentinel://host,host/master-name, redis+cluster://host,host or embedded:DIR")

// parseStore reads REDIS_URL. Errors do not repeat it: it may hold a password.
func parseStore(s string, getenv func(string) string) (Store, error) {
	switch {
	case s == "":
		dir, err := stateDir(getenv)
		return Store{Dir: dir}, err
	case strings.HasPrefix(s, "embedded:"):
		dir := strings.TrimPrefix(s, "embedded:")
		if dir == "" {
			return Store{}, errors.New("names no directory; write embedded:DIR")
		}
		abs, err := filepath.Abs(dir)
		return Store{Dir: abs}, err
	case strings.HasPrefix(s, "redis://"), strings.HasPrefix(s, "rediss://"):
		if u, err := url.Parse(s); err != nil || u.Hostname() == "" {
			return Store{}, errStoreForm
		}
		return Store{URL: NewSecret(s)}, nil
	case strings.HasPrefix(s, "redis+sentinel://"), strings.HasPrefix(s, "rediss+sentinel://"):
		return parseSentinel(s)
	case strings.HasPrefix(s, "redis+cluster://"), strings.HasPrefix(s, "rediss+cluster://"):
		_, rest, _ := strings.Cut(s, "://")
		user, addrs, path, err := parseHosts(rest, "6379")
		if err != nil || strings.Trim(path, "/") != "" {
			return Store{}, errStoreForm
		}
		password, _ := user.Password()
		return Store{Cluster: &Cluster{
			Addrs: addrs, Username: user.Username(), Password: NewSecret(password), TLS: strings.HasPrefix(s, "rediss")}}, nil
	default:
		return Store{}, errStoreForm
	}
}

func parseSentinel(s string) (Store, error) {
	_, rest, _ := strings.Cut(s, "://")
	user, addrs, path, err := parseHosts(rest, "26379")
	parts := strings.Split(strings.Trim(path, "/"), "/")
	if err != nil || parts[0] == "" || len(parts) > 2 {
		return Store{}, errStoreForm
	}
	db := 0
	if len(parts) == 2 {
		if db, err = strconv.Atoi(parts[1]); err != nil {
			return Store{}, errStoreForm
		}
	}
	password, _ := user.Password()
	return Store{Sentinel: &Sentinel{
		Addrs: addrs, Master: parts[0], Username: user.Username(), Password: NewSecret(password), DB: db, TLS: strings.HasPrefix(s, "rediss")}}, nil
}

// parseHosts reads [user:password@]host[:port],host[:port][/path].
func parseHosts(s, port string) (*url.Userinfo, []string, string, error) {
	hosts, path, _ := strings.Cut(s, "/")
	user := &url.Userinfo{}
	if before, after, ok := cutLast(hosts, "@"); ok {
		u, err := url.Parse("redis://" + before + "@host")
		if err != nil {
			return nil, nil, "", errStoreForm
		}
		user, hosts = u.User, after
	}
	var addrs []string
	for _, h := range strings.Split(hosts, ",") {
		if h == "" {
			return nil, nil, "", errStoreForm
		}
		if _, _, err := net.SplitHostPort(h); err != nil {
			h = net.JoinHostPort(strings.Trim(h, "[]"), port)
		}
		addrs = append(addrs, h)
	}
	return user, addrs, path, nil
}
