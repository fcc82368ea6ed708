package redisstore

import (
	"cmp"
	"slices"
)

// Node is what one server does against loss.
type Node struct {
	Addr       string // host:port, or the sentinels' name of it; empty for a single server
	Silent     bool   // it did not answer
	AppendOnly string // "yes", "no", "" unknown
	Fsync      string // "always", "everysec", "no", "" unknown
	Eviction   string // the policy: "noeviction", …
	Replicas   int    // that are connected to it
}

// Durability is what the store does against loss.
type Durability struct {
	Masters []Node
	// Standbys are replicas: what they lose, they lose once they are masters.
	// They are known only after Inspect.
	Standbys []Node
	// Unheard are sentinels that do not tell of the master, each with why. They
	// are known only after Inspect.
	Unheard []string
	// Expected tells that another server is meant to take over from a master:
	// sentinels watch it, or it is in a cluster.
	Expected bool
}

// modes are what a server's durability may be, the worst first.
var modes = []string{"off", "unknown", "no", "everysec", "always"}

func (n Node) mode() string {
	switch {
	case n.AppendOnly == "no":
		return "off"
	case n.AppendOnly == "" || !slices.Contains(modes, n.Fsync):
		return "unknown"
	default:
		return n.Fsync
	}
}

// Mode is the durability in one word, for metrics and logs: that of the worst
// master.
func (d Durability) Mode() string {
	if len(d.Masters) == 0 {
		return "unknown"
	}
	worst := slices.MinFunc(d.Masters, func(a, b Node) int {
		return cmp.Compare(slices.Index(modes, a.mode()), slices.Index(modes, b.mode()))
	})
	return worst.mode()
}

// name is how findings call a server.
func (n Node) name(what string) string {
	if n.Addr == "" {
		return "the store"
	}
	return "the store's " + what + " " + n.Addr
}

// losses are what loses answers.
func (n Node) losses(name string) []string {
	var out []string
	if n.AppendOnly == "no" {
		out = append(out, name+" keeps nothing through a restart (appendonly no); set appendonly yes and appendfsync always")
	}
	if n.Eviction != "" && n.Eviction != "noeviction" {
		out = append(out, name+" throws keys away when memory is short (maxmemory-policy "+n.Eviction+"); set maxmemory-policy noeviction")
	}
	return out
}

// doubts are what may lose the last answers.
func (n Node) doubts(name string) []string {
	switch mode := n.mode(); mode {
	case "unknown":
		return []string{name + " does not tell how it writes to disk; make sure of appendonly yes and appendfsync always"}
	case "no", "everysec":
		return []string{name + " may lose the last second's answers in a crash (appendfsync " + mode + "); set appendfsync always"}
	default:
		return nil
	}
}

// Errors are what loses answers: `run` refuses them.
func (d Durability) Errors() []string {
	var out []string
	for _, n := range d.Masters {
		out = append(out, n.losses(n.name("master"))...)
	}
	return out
}

// Warnings are what may lose the last answers, or will lose them after a
// failover.
func (d Durability) Warnings() []string {
	var out []string
	for _, n := range d.Masters {
		name := n.name("master")
		out = append(out, n.doubts(name)...)
		if d.Expected && n.Replicas == 0 {
			out = append(out, name+" has no replica, so nothing takes over when it ends; give it one")
		}
	}
	for _, n := range d.Standbys {
		name := n.name("replica")
		if n.Silent {
			out = append(out, name+" does not answer, so nobody knows whether it may take over; see that it runs, and that the bot can reach it")
			continue
		}
		name += ", once it has taken over,"
		out = append(out, append(n.losses(name), n.doubts(name)...)...)
	}
	return append(out, d.Unheard...)
}
