package redisstore_test

import (
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/redis/go-redis/v9"
	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/redisstore"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// BenchmarkSaveReply reports how many replies a second the store takes from 32
// at once (ns/op is the time between two), for each way of Redis to write:
//
//	go test -run '^$' -bench SaveReply ./flows/redisstore
func BenchmarkSaveReply(b *testing.B) {
	for _, fsync := range []string{"everysec", "always"} {
		b.Run(fsync, func(b *testing.B) {
			server := redistest.Start(b, "--appendfsync", fsync)
			s, err := redisstore.Open(b.Context(), redisstore.Target{URL: server.URL()})
			if err != nil {
				b.Fatal(err)
			}
			defer s.Close()
			post(b, s, thread)
			var n atomic.Int64
			b.SetParallelism(16) // times the processors
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					i := n.Add(1)
					r := reply("Det saknas lokaler som är öppna på kvällar och helger.", "", "")
					r.Place.TS = flows.MessageTS(fmt.Sprintf("%d.%06d", 1700000001+i/1_000_000, i%1_000_000))
					if _, err := s.SaveReply(b.Context(), r); err != nil {
						b.Error(err)
						return
					}
				}
			})
			b.ReportMetric(serverTime(b, server), "server-µs/reply")
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "replies/s")
		})
	}
}

// serverTime is how long the server works on one script, in microseconds: its
// own reckoning, without the network and the disk.
func serverTime(b *testing.B, server *redistest.Server) float64 {
	b.Helper()
	c := redis.NewClient(&redis.Options{Addr: server.Addr})
	defer c.Close()
	stats, err := c.InfoMap(b.Context(), "commandstats").Result()
	if err != nil {
		b.Fatal(err)
	}
	var calls, usec, usecPerCall, rejected, failed float64
	line := stats["Commandstats"]["cmdstat_evalsha"]
	if _, err := fmt.Sscanf(line, "calls=%f,usec=%f,usec_per_call=%f,rejected_calls=%f,failed_calls=%f", &calls, &usec, &usecPerCall, &rejected, &failed); err != nil {
		b.Fatalf("%q: %v", line, err)
	}
	return usecPerCall
}
