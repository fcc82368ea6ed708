package redisstore

import (
	"context"
	"crypto/tls"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"
	"github.com/redis/go-redis/v9/maintnotifications"

	"github.com/samrad/samrad/flows"
)

const (
	// callTimeout bounds one command with all its retries, so that a person who
	// waits on a frozen server gets an apology before the bot's own two seconds
	// and Slack's three are over.
	callTimeout = 1500 * time.Millisecond
	// perCommand is what each command of a pipeline adds to it: an export reads
	// thousands in one.
	perCommand = time.Millisecond
	// readTimeout bounds one attempt.
	readTimeout = 2 * time.Second
	// retries after an error that passes. Every write may be repeated (see the
	// scripts), so they are safe.
	retries = 1
	// redirects of one call by a cluster, which include its retries: enough to
	// wait, with the pauses between, until a slot has been moved.
	redirects = 8
	// dials is how often one attempt tries to connect, a tenth of a second apart:
	// a server that is gone is told before callTimeout ends.
	dials = 2
	// dialTimeout bounds getting a connection, which goes on when the call that
	// wanted it has given up. It must be longer than a sentinel that is frozen
	// is asked, (1+retries) * readTimeout and the pause between: go-redis lets
	// go of such a sentinel only if the question fails before its own context
	// ends, and else asks it for ever.
	dialTimeout = 5 * time.Second
)

// go-redis writes lines of its own to standard error, in no form of ours; what
// they tell comes back to the caller as an error as well.
func init() { logging.Disable() }

func connect(t Target) (redis.UniversalClient, error) {
	client, err := clientOf(t)
	if err != nil {
		return nil, err
	}
	client.AddHook(bounded{max(callTimeout, t.Patience)})
	if t.Sentinel != nil {
		client.AddHook(asking{})
	}
	if t.Variable != "" {
		client.AddHook(named{t.Variable})
	}
	return client, nil
}

func clientOf(t Target) (redis.UniversalClient, error) {
	switch {
	case t.Sentinel != nil:
		o := t.patient(t.Sentinel.options(""))
		return redis.NewFailoverClient(&redis.FailoverOptions{
			MasterName: t.Sentinel.Master, SentinelAddrs: t.Sentinel.Addrs,
			SentinelUsername: t.Sentinel.SentinelUsername, SentinelPassword: t.Sentinel.SentinelPassword,
			Username: o.Username, Password: o.Password, DB: o.DB, TLSConfig: o.TLSConfig,
			ContextTimeoutEnabled: o.ContextTimeoutEnabled, MaxRetries: o.MaxRetries,
			ReadTimeout: o.ReadTimeout, WriteTimeout: o.WriteTimeout, DialTimeout: o.DialTimeout, DialerRetries: o.DialerRetries,
			// Maintenance notifications are always off here.
		}), nil
	case t.Cluster != nil:
		return redis.NewClusterClient(&redis.ClusterOptions{
			Addrs: t.Cluster.Addrs, Username: t.Cluster.Username, Password: t.Cluster.Password, TLSConfig: tlsConfig(t.Cluster.TLS),
			ContextTimeoutEnabled: true, MaxRedirects: redirects,
			ReadTimeout: max(readTimeout, t.Patience), WriteTimeout: max(readTimeout, t.Patience), DialTimeout: dialTimeout, DialerRetries: dials,
			MaintNotificationsConfig: quiet(),
		}), nil
	case t.Socket != "":
		return redis.NewClient(t.patient(withTimeouts(&redis.Options{Network: "unix", Addr: t.Socket}))), nil
	}
	o, err := redis.ParseURL(t.URL)
	if err != nil {
		return nil, &flows.Error{Code: flows.CodeInvalid, What: "the store's address cannot be read", Hint: "write it as redis://host:6379/0"}
	}
	return redis.NewClient(t.patient(withTimeouts(o))), nil
}

// options are those of one server that the sentinels know.
func (t *SentinelTarget) options(addr string) *redis.Options {
	return withTimeouts(&redis.Options{Addr: addr, Username: t.Username, Password: t.Password, DB: t.DB, TLSConfig: tlsConfig(t.TLS)})
}

func (t Target) patient(o *redis.Options) *redis.Options {
	o.ReadTimeout, o.WriteTimeout = max(o.ReadTimeout, t.Patience), max(o.WriteTimeout, t.Patience)
	return o
}

func withTimeouts(o *redis.Options) *redis.Options {
	// A context's deadline holds also while a frozen server is read from.
	o.ContextTimeoutEnabled = true
	o.ReadTimeout, o.WriteTimeout, o.DialTimeout, o.DialerRetries = readTimeout, readTimeout, dialTimeout, dials
	if o.MaxRetries == 0 {
		o.MaxRetries = retries
	}
	o.MaintNotificationsConfig = quiet()
	return o
}

// quiet switches maintenance notifications off: they are of one vendor's
// service, and others answer them with an error.
func quiet() *maintnotifications.Config {
	return &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
}

func tlsConfig(on bool) *tls.Config {
	if !on {
		return nil
	}
	return &tls.Config{MinVersion: tls.VersionTLS12}
}

// bounded is a hook that ends a call in time, whatever its caller would wait.
type bounded struct{ timeout time.Duration }

// DialHook implements redis.Hook.
func (bounded) DialHook(next redis.DialHook) redis.DialHook { return next }

// ProcessHook implements redis.Hook.
func (b bounded) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error {
		ctx, cancel := context.WithTimeout(ctx, b.timeout)
		defer cancel()
		return next(ctx, cmd)
	}
}

// ProcessPipelineHook implements redis.Hook.
func (b bounded) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []redis.Cmder) error {
		ctx, cancel := context.WithTimeout(ctx, b.timeout+time.Duration(len(cmds))*perCommand)
		defer cancel()
		return next(ctx, cmds)
	}
}
