package redisstore

import (
	"cmp"
	"context"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/redis/go-redis/v9"
)

// Durability reads the settings of every master.
func (s *Store) Durability(ctx context.Context) (Durability, error) {
	cluster, ok := s.client.(*redis.ClusterClient)
	if !ok {
		n, err := nodeOf(ctx, s.client, "")
		if err == nil && s.sentinel != nil {
			n.Addr = s.sentinel.Master
		}
		return Durability{Masters: []Node{n}, Expected: s.sentinel != nil}, err
	}
	masters, err := each(ctx, cluster.ForEachMaster)
	return Durability{Masters: masters, Expected: true}, err
}

// Inspect is Durability with the replicas and sentinels, which it connects to.
func (s *Store) Inspect(ctx context.Context) (Durability, error) {
	d, err := s.Durability(ctx)
	if err != nil {
		return d, err
	}
	if cluster, ok := s.client.(*redis.ClusterClient); ok {
		d.Standbys, _ = each(ctx, cluster.ForEachSlave) // those that fail are Silent
		return d, nil
	}
	if s.sentinel != nil {
		d.Standbys, err = s.standbys(ctx)
		d.Unheard = s.sentinel.unheard(ctx)
	}
	return d, err
}

// each reads the nodes of a cluster that a method of its client goes through,
// several at once. The error is the first of a node's.
func each(ctx context.Context, through func(context.Context, func(context.Context, *redis.Client) error) error) ([]Node, error) {
	var mu sync.Mutex
	var out []Node
	err := through(ctx, func(ctx context.Context, c *redis.Client) error {
		n, err := nodeOf(ctx, c, c.Options().Addr)
		n.Silent = err != nil
		mu.Lock()
		defer mu.Unlock()
		out = append(out, n)
		return err
	})
	slices.SortFunc(out, func(a, b Node) int { return cmp.Compare(a.Addr, b.Addr) })
	return out, err
}

// standbys reads the replicas of the sentinels' master, at the addresses that
// it has of them.
func (s *Store) standbys(ctx context.Context) ([]Node, error) {
	info, err := s.client.Info(ctx, "replication").Result()
	if err != nil {
		return nil, storeError("info", err)
	}
	var out []Node
	for _, addr := range replicasOf(infoFields(info)) {
		c := redis.NewClient(s.sentinel.options(addr))
		n, err := nodeOf(ctx, c, addr)
		n.Silent = err != nil
		out = append(out, n)
		if err := c.Close(); err != nil {
			return nil, storeError("close replica", err)
		}
	}
	return out, nil
}

// replicasOf reads slave0:ip=10.0.0.2,port=6379,state=online,… of INFO.
func replicasOf(fields map[string]string) []string {
	var out []string
	for i := 0; ; i++ {
		line, ok := fields["slave"+strconv.Itoa(i)]
		if !ok {
			return out
		}
		of := make(map[string]string)
		for _, part := range strings.Split(line, ",") {
			key, value, _ := strings.Cut(part, "=")
			of[key] = value
		}
		out = append(out, net.JoinHostPort(of["ip"], of["port"]))
	}
}

// nodeOf reads a server's settings: CONFIG GET, else INFO, which a managed
// service still answers.
func nodeOf(ctx context.Context, c redis.Cmdable, addr string) (Node, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	n := Node{Addr: addr}
	info, err := c.Info(ctx).Result()
	if err != nil {
		return n, storeError(strings.TrimSpace("read settings of "+addr), err)
	}
	fields := infoFields(info)
	n.Eviction = fields["maxmemory_policy"]
	switch fields["aof_enabled"] {
	case "1":
		n.AppendOnly = "yes"
	case "0":
		n.AppendOnly = "no"
	}
	n.Replicas, _ = strconv.Atoi(fields["connected_slaves"])
	if set, err := c.ConfigGet(ctx, "append*").Result(); err == nil {
		if v := set["appendonly"]; v != "" {
			n.AppendOnly = v
		}
		n.Fsync = set["appendfsync"]
	}
	if set, err := c.ConfigGet(ctx, "maxmemory-policy").Result(); err == nil && set["maxmemory-policy"] != "" {
		n.Eviction = set["maxmemory-policy"]
	}
	return n, nil
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
