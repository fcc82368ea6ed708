package config

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Errors about REDIS_URL do not repeat it: it may hold a password.
var (
	errStoreForm = errors.New("is not an address of a store; write redis://host:6379/0, rediss://…, redis+sentinel://host,host/master-name, redis+cluster://host,host or embedded:DIR")
	errEscape    = errors.New("has a user name or password that cannot be read; write @ / : ? # % in them as %40 %2F %3A %3F %23 %25")
	errOptions   = errors.New("has options behind a ?, and takes none; rediss instead of redis stands for TLS")
	errSentinel  = errors.New("has an option behind the ? that is not known, empty or given twice; known are sentinel_password and sentinel_username (write & in them as %26)")
)

// address is scheme://[user[:password]@]host[:port][,host[:port]][/path][?query].
type address struct {
	scheme             string
	tls                bool
	username, password string
	hosts              []string
	path               []string
	query              string
}

func parseAddress(s string) (address, error) {
	var a address
	s, a.query, _ = strings.Cut(s, "?")
	hosts, path, _ := strings.Cut(s, "/")
	if strings.Contains(s, "#") || strings.ContainsAny(path+a.query, "@#") {
		return a, errEscape
	}
	if path = strings.Trim(path, "/"); path != "" {
		a.path = strings.Split(path, "/")
	}
	if i := strings.LastIndex(hosts, "@"); i >= 0 {
		user, password, _ := strings.Cut(hosts[:i], ":")
		var err1, err2 error
		a.username, err1 = url.PathUnescape(user)
		a.password, err2 = url.PathUnescape(password)
		if err1 != nil || err2 != nil {
			return a, errEscape
		}
		hosts = hosts[i+1:]
	}
	a.hosts = strings.Split(hosts, ",")
	return a, nil
}

// addrs are the hosts with their ports.
func (a address) addrs(port string) ([]string, error) {
	var addrs []string
	for _, h := range a.hosts {
		h = strings.TrimSpace(h)
		if _, _, err := net.SplitHostPort(h); err != nil {
			h = net.JoinHostPort(strings.Trim(h, "[]"), port)
		}
		host, p, err := net.SplitHostPort(h)
		if n, numErr := strconv.Atoi(p); err != nil || host == "" || strings.ContainsAny(host, " /[]") || numErr != nil || n < 1 || n > 65535 {
			return nil, errors.New("has a host that cannot be read; write host or host:port, several with commas, IPv6 as [::1]:6379")
		}
		addrs = append(addrs, h)
	}
	return addrs, nil
}

// server is a single one, in the form that go-redis reads.
func (a address) server() (Store, error) {
	addrs, err := a.addrs("6379")
	db, dbErr := database(a.path)
	switch {
	case err != nil:
		return Store{}, err
	case len(addrs) > 1:
		return Store{}, fmt.Errorf("names several hosts; write %s+sentinel://host,host/master-name or %s+cluster://host,host", a.scheme, a.scheme)
	case dbErr != nil:
		return Store{}, dbErr
	case a.query != "":
		return Store{}, errOptions
	}
	u := url.URL{Scheme: a.scheme, Host: addrs[0], Path: "/" + strconv.Itoa(db)}
	if a.username != "" || a.password != "" {
		u.User = url.UserPassword(a.username, a.password)
	}
	return Store{URL: NewSecret(u.String())}, nil
}

func (a address) sentinel() (Store, error) {
	addrs, err := a.addrs("26379")
	switch {
	case err != nil:
		return Store{}, err
	case len(a.path) == 0:
		return Store{}, errors.New("names no master; write redis+sentinel://host,host/master-name")
	}
	db, err := database(a.path[1:])
	if err != nil {
		return Store{}, err
	}
	own, err := a.options("sentinel_username", "sentinel_password")
	if err != nil {
		return Store{}, err
	}
	username, password := own["sentinel_username"], own["sentinel_password"]
	if username != "" && password == "" {
		return Store{}, errors.New("has a sentinel_username without a sentinel_password; give both, or the password alone")
	}
	return Store{Sentinel: &Sentinel{Addrs: addrs, Master: a.path[0], Username: a.username, Password: NewSecret(a.password),
		SentinelUsername: username, SentinelPassword: NewSecret(password), DB: db, TLS: a.tls}}, nil
}

// options are what stands behind the ?. A plus sign is one, as before the @: in
// a form it would be a blank, and passwords have the one and not the other.
func (a address) options(known ...string) (map[string]string, error) {
	values := make(map[string]string)
	if a.query == "" {
		return values, nil
	}
	for _, option := range strings.Split(a.query, "&") {
		name, text, _ := strings.Cut(option, "=")
		value, err := url.PathUnescape(text)
		switch {
		case err != nil:
			return nil, errEscape
		case value == "", values[name] != "", !slices.Contains(known, name):
			return nil, errSentinel
		}
		values[name] = value
	}
	return values, nil
}

func (a address) cluster() (Store, error) {
	addrs, err := a.addrs("6379")
	if err != nil {
		return Store{}, err
	}
	if db, err := database(a.path); err != nil || db != 0 {
		return Store{}, errors.New("names a database, and a cluster has none; write redis+cluster://host,host")
	}
	if a.query != "" {
		return Store{}, errOptions
	}
	return Store{Cluster: &Cluster{Addrs: addrs, Username: a.username, Password: NewSecret(a.password), TLS: a.tls}}, nil
}

func database(path []string) (int, error) {
	switch len(path) {
	case 0:
		return 0, nil
	case 1:
		if n, err := strconv.ParseUint(path[0], 10, 16); err == nil {
			return int(n), nil
		}
	}
	return 0, errors.New("has a database that is not a number; write it as redis://host:6379/0")
}
