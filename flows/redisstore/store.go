package redisstore

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"
	"github.com/redis/go-redis/v9/maintnotifications"

	"github.com/samrad/samrad/flows"
)

// Target is where the store is: exactly one of its fields is set.
type Target struct {
	URL      string          // redis:// or rediss://
	Socket   string          // a unix socket (the embedded server's)
	Sentinel *SentinelTarget // redis+sentinel://
	Cluster  *ClusterTarget  // redis+cluster://
}

// SentinelTarget names a master that sentinels watch.
type SentinelTarget struct {
	Addrs    []string
	Master   string
	Username string
	Password string
	DB       int
	TLS      bool
}

// ClusterTarget names some nodes of a cluster.
type ClusterTarget struct {
	Addrs    []string
	Username string
	Password string
	TLS      bool
}

// Store keeps everything in Redis. It is safe for concurrent use.
type Store struct {
	client  redis.UniversalClient
	commits *commits
	lanes   *lanes

	fewestReplicas atomic.Int64 // as Watch saw it last
}

// callTimeout bounds one command, so that a frozen server is noticed inside
// the three seconds that Slack waits.
const callTimeout = 2 * time.Second

// go-redis writes lines of its own to standard error, in no form of ours; what
// they tell comes back to the caller as an error as well.
func init() { logging.Disable() }

// Open connects to a store and asks whether it is there.
func Open(ctx context.Context, t Target) (*Store, error) {
	client, err := connect(t)
	if err != nil {
		return nil, err
	}
	s := &Store{client: client, commits: newCommits(client), lanes: newLanes()}
	if err := s.Ping(ctx); err != nil {
		return nil, errors.Join(err, client.Close())
	}
	return s, nil
}

func connect(t Target) (redis.UniversalClient, error) {
	// Every write may be repeated (see the scripts), so retries are safe. A
	// context's deadline holds also while a frozen server is read from.
	off := &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
	switch {
	case t.Sentinel != nil:
		return redis.NewFailoverClient(&redis.FailoverOptions{
			MasterName: t.Sentinel.Master, SentinelAddrs: t.Sentinel.Addrs,
			Username: t.Sentinel.Username, Password: t.Sentinel.Password, DB: t.Sentinel.DB, TLSConfig: tlsConfig(t.Sentinel.TLS),
			ContextTimeoutEnabled: true, ReadTimeout: callTimeout, WriteTimeout: callTimeout, DialTimeout: callTimeout,
		}), nil
	case t.Cluster != nil:
		return redis.NewClusterClient(&redis.ClusterOptions{
			Addrs: t.Cluster.Addrs, Username: t.Cluster.Username, Password: t.Cluster.Password, TLSConfig: tlsConfig(t.Cluster.TLS),
			ContextTimeoutEnabled: true, ReadTimeout: callTimeout, WriteTimeout: callTimeout, DialTimeout: callTimeout,
			MaintNotificationsConfig: off,
		}), nil
	case t.Socket != "":
		return redis.NewClient(withTimeouts(&redis.Options{Network: "unix", Addr: t.Socket, MaintNotificationsConfig: off})), nil
	}
	o, err := redis.ParseURL(t.URL)
	if err != nil {
		return nil, &flows.Error{Code: flows.CodeInvalid, What: "the store's address cannot be read", Hint: "write it as redis://host:6379/0"}
	}
	o.MaintNotificationsConfig = off
	return redis.NewClient(withTimeouts(o)), nil
}

func withTimeouts(o *redis.Options) *redis.Options {
	o.ContextTimeoutEnabled = true
	o.ReadTimeout, o.WriteTimeout, o.DialTimeout = callTimeout, callTimeout, callTimeout
	return o
}

func tlsConfig(on bool) *tls.Config {
	if !on {
		return nil
	}
	return &tls.Config{MinVersion: tls.VersionTLS12}
}

// Close ends the connections.
func (s *Store) Close() error {
	s.commits.close()
	if err := s.client.Close(); err != nil {
		return fmt.Errorf("close store: %w", err)
	}
	return nil
}

// Ping asks whether the store is there.
func (s *Store) Ping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	return storeError("ping", s.client.Ping(ctx).Err())
}

// storeError gives whatever went wrong with the store the code that its
// callers wait or apologise on.
func storeError(op string, err error) error {
	if err == nil {
		return nil
	}
	return &flows.Error{Code: flows.CodeStoreDown, What: "store: " + op, Err: err}
}
