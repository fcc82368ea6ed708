package redisstore

import (
	"context"
	"strconv"
	"strings"
)

// Durability is what the server does against loss.
type Durability struct {
	AppendOnly string // "yes", "no", "" unknown
	Fsync      string // "always", "everysec", "no", "" unknown
	Eviction   string // the policy: "noeviction", …
	Replicas   int
}

// Mode is the durability in one word, for metrics and logs.
func (d Durability) Mode() string {
	switch {
	case d.AppendOnly == "no":
		return "off"
	case d.AppendOnly == "" || d.Fsync == "":
		return "unknown"
	default:
		return d.Fsync
	}
}

// Errors are what loses answers: `run` refuses them.
func (d Durability) Errors() []string {
	var out []string
	if d.AppendOnly == "no" {
		out = append(out, "the store keeps nothing through a restart (appendonly no); set appendonly yes and appendfsync always")
	}
	if d.Eviction != "" && d.Eviction != "noeviction" {
		out = append(out, "the store throws keys away when memory is short (maxmemory-policy "+d.Eviction+"); set maxmemory-policy noeviction")
	}
	return out
}

// Warnings are what may lose the last answers.
func (d Durability) Warnings() []string {
	switch {
	case d.AppendOnly == "no":
		return nil
	case d.AppendOnly == "" || d.Fsync == "":
		return []string{"the store does not tell how it writes to disk; make sure of appendonly yes and appendfsync always"}
	case d.Fsync != "always":
		return []string{"the store may lose the last second's answers in a crash (appendfsync " + d.Fsync + "); set appendfsync always"}
	default:
		return nil
	}
}

// Durability reads the server's settings: CONFIG GET, else INFO, which a
// managed service still answers.
func (s *Store) Durability(ctx context.Context) (Durability, error) {
	info, err := s.client.Info(ctx).Result()
	if err != nil {
		return Durability{}, storeError("info", err)
	}
	fields := infoFields(info)
	d := Durability{Eviction: fields["maxmemory_policy"]}
	switch fields["aof_enabled"] {
	case "1":
		d.AppendOnly = "yes"
	case "0":
		d.AppendOnly = "no"
	}
	d.Replicas, _ = strconv.Atoi(fields["connected_slaves"])
	if set, err := s.client.ConfigGet(ctx, "append*").Result(); err == nil {
		if v := set["appendonly"]; v != "" {
			d.AppendOnly = v
		}
		d.Fsync = set["appendfsync"]
	}
	if set, err := s.client.ConfigGet(ctx, "maxmemory-policy").Result(); err == nil && set["maxmemory-policy"] != "" {
		d.Eviction = set["maxmemory-policy"]
	}
	return d, nil
}

func infoFields(info string) map[string]string {
	out := make(map[string]string)
	for _, line := range strings.Split(info, "\n") {
		if key, value, ok := strings.Cut(strings.TrimSpace(line), ":"); ok {
			out[key] = value
		}
	}
	return out
}
