// Package redisstore is the system of record: everything that samrad keeps, in
// Redis. Nothing else in the project imports go-redis.
//
// All keys stand in keys.go. What belongs to a channel shares its hash tag, its
// outbox included, so that every script runs in one slot of a Redis Cluster.
// The scripts in scripts/ are the only places where more than one key changes,
// and each may be repeated: go-redis retries can run a write twice.
package redisstore
