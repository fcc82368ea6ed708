package loadtest_test

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// inFlight is how many deliveries wait for their acknowledgement at once.
const inFlight = 32

// BenchmarkHTTP loads the bots over HTTP.
func BenchmarkHTTP(b *testing.B) { compare(b, overHTTP) }

// BenchmarkSocket loads them over Socket Mode.
func BenchmarkSocket(b *testing.B) { compare(b, overSocket) }

// round is what one bot did in one round.
type round struct {
	perSecond  float64
	p50, p99   time.Duration
	peakMB     float64
	cpuPerItem time.Duration // of the bot's process alone
}

// compare has the bots take turns, and reports each one's medians and how many
// times as many events samrad takes.
func compare(b *testing.B, transport transport) {
	names := strings.Split(cmp.Or(os.Getenv("SAMRAD_LOAD_BOTS"), "samrad,slackgo,bolt"), ",")
	bots := build(b, names)
	rounds := map[string][]round{}
	for b.Loop() {
		for _, bot := range bots {
			rounds[bot.name] = append(rounds[bot.name], bot.loaded(b, transport, time.Second, seconds()))
		}
	}
	b.ReportMetric(0, "ns/op") // a round's length says nothing
	ours := median(rounds["samrad"], func(r round) float64 { return r.perSecond })
	for _, name := range names {
		all := rounds[name]
		of := func(f func(round) float64) float64 { return median(all, f) }
		rate := of(func(r round) float64 { return r.perSecond })
		b.ReportMetric(rate, name+"-events/s")
		b.ReportMetric(of(func(r round) float64 { return ms(r.p50) }), name+"-p50-ms")
		b.ReportMetric(of(func(r round) float64 { return ms(r.p99) }), name+"-p99-ms")
		b.ReportMetric(of(func(r round) float64 { return r.peakMB }), name+"-MB")
		b.ReportMetric(of(func(r round) float64 { return 1000 * ms(r.cpuPerItem) }), name+"-cpu-µs/event")
		if name != "samrad" && ours > 0 {
			b.ReportMetric(median(pairs(rounds["samrad"], all), func(x float64) float64 { return x }), "ratio-to-"+name)
		}
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// pairs are the ratios within each round: what slows the machine down slows
// both of a round.
func pairs(ours, theirs []round) []float64 {
	out := make([]float64, len(ours))
	for i := range ours {
		out[i] = ours[i].perSecond / theirs[i].perSecond
	}
	return out
}

func median[T any](all []T, of func(T) float64) float64 {
	values := make([]float64, len(all))
	for i, v := range all {
		values[i] = of(v)
	}
	slices.Sort(values)
	if len(values) == 0 {
		return 0
	}
	return values[len(values)/2]
}

// seconds is how long each bot is loaded in a round.
func seconds() time.Duration {
	if n, err := strconv.Atoi(os.Getenv("SAMRAD_LOAD_SECONDS")); err == nil {
		return time.Duration(n) * time.Second
	}
	return 5 * time.Second
}

// redisServer is a real Redis that writes as asked.
func redisServer(b testing.TB) *redistest.Server {
	return redistest.Start(b, "--appendfsync", cmp.Or(os.Getenv("SAMRAD_LOAD_FSYNC"), "everysec"))
}

// TestLoaded: the load itself is sound. Everything that samrad acknowledged
// under it is stored.
func TestLoaded(t *testing.T) {
	for _, bot := range build(t, []string{"samrad"}) {
		for _, transport := range []transport{overHTTP, overSocket} {
			t.Run(transport.mode(), func(t *testing.T) {
				if r := bot.loaded(t, transport, 0, 200*time.Millisecond); r.perSecond == 0 || r.peakMB == 0 {
					t.Errorf("%+v", r)
				}
			})
		}
	}
}

// loaded starts a bot with a Redis and a Slack of its own, loads it to warm up
// and then to be measured, and wants every event that was acknowledged to be
// stored.
func (bot bot) loaded(b testing.TB, transport transport, warm, span time.Duration) round {
	b.Helper()
	server := redisServer(b)
	defer server.Kill()
	slack := newSlack(b)
	defer slack.close()
	p := bot.start(b, transport, server, slack)
	defer p.stop()
	target := slack.await(b, p, bot, transport)
	transport.load(b, p, slack, target, warm)
	cpu := p.cpu(b)
	begun := time.Now()
	latencies := transport.load(b, p, slack, target, span)
	took := time.Since(begun)
	r := round{perSecond: float64(len(latencies)) / took.Seconds(), peakMB: p.peakMB(b),
		cpuPerItem: (p.cpu(b) - cpu) / time.Duration(max(len(latencies), 1))}
	slices.Sort(latencies)
	if len(latencies) == 0 {
		b.Fatalf("%s acknowledged nothing: %s", bot.name, p.wrote())
	}
	r.p50, r.p99 = latencies[len(latencies)/2], latencies[len(latencies)*99/100]
	if stored := bot.stored(b, server, target); stored != slack.acknowledged() {
		b.Fatalf("%s acknowledged %d events and stored %d: %s", bot.name, slack.acknowledged(), stored, p.wrote())
	}
	b.Logf("%s: %s", bot.name, fmt.Sprintf("%.0f events/s, p50 %s, p99 %s, %.0f MB, %s CPU an event", r.perSecond, r.p50, r.p99, r.peakMB, r.cpuPerItem))
	return r
}
