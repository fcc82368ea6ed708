package redisstore

import "time"

// Target is where the store is: exactly one of its fields but the last two is set.
type Target struct {
	URL      string          // redis:// or rediss://
	Socket   string          // a unix socket (the embedded server's)
	Sentinel *SentinelTarget // redis+sentinel://
	Cluster  *ClusterTarget  // redis+cluster://
	// Patience bounds one command where nobody waits for an answer; 0: as short
	// as for who answers Slack.
	Patience time.Duration
	// Variable is what names the store in the environment, for whoever has to
	// mend it; empty: REDIS_URL.
	Variable string
}

// SentinelTarget names a master that sentinels watch.
type SentinelTarget struct {
	Addrs    []string
	Master   string
	Username string // of the servers, as the password
	Password string
	// What the sentinels themselves ask for; empty: nothing. Never the servers'
	// in its place: a user that the sentinels do not know would be refused.
	SentinelUsername string
	SentinelPassword string

	DB  int
	TLS bool // to the sentinels and to the servers
}

// ClusterTarget names some nodes of a cluster.
type ClusterTarget struct {
	Addrs    []string
	Username string
	Password string
	TLS      bool
}
