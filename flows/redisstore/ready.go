package redisstore

import (
	"context"

	"github.com/redis/go-redis/v9"
)

// Ready asks whether the store takes writes wherever something of ours is kept:
// a server that is read-only or full still answers PING. What it writes is
// nothing, to a key that is not there, and so costs neither disk nor
// replication; but a server refuses it whenever it would refuse an answer. The
// error says which server is wrong, and what is.
func (s *Store) Ready(ctx context.Context) error {
	lanes, err := s.client.SMembers(ctx, lanesKey).Result()
	if err != nil {
		return storeError("read lanes", err)
	}
	keys := []string{probeKey("lanes"), probeKey("registry")}
	for _, l := range lanes {
		keys = append(keys, probeKey(l))
	}
	pipe := s.client.Pipeline()
	for _, k := range keys {
		pipe.SetRange(ctx, k, 0, "")
	}
	cmds, err := pipe.Exec(ctx)
	if err == nil {
		return nil
	}
	for i, cmd := range cmds {
		if cmd.Err() != nil {
			return storeError("test write"+s.at(ctx, keys[i]), cmd.Err())
		}
	}
	return storeError("test write", err)
}

// at names the node of a cluster that has a key.
func (s *Store) at(ctx context.Context, key string) string {
	cluster, ok := s.client.(*redis.ClusterClient)
	if !ok {
		return ""
	}
	node, err := cluster.MasterForKey(ctx, key)
	if err != nil {
		return ""
	}
	return " on " + node.Options().Addr
}
