package main

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/samrad/samrad/flows/redisstore"
)

// stateMetrics reads what stands in the store, and what is to come, when
// Prometheus asks.
type stateMetrics struct {
	store    *redisstore.Store
	upcoming func(context.Context) (map[string]time.Time, error)
	depth    *prometheus.Desc
	age      *prometheus.Desc
	letters  *prometheus.Desc
	durable  *prometheus.Desc
	replicas *prometheus.Desc
	storeOne *prometheus.Desc
	firing   *prometheus.Desc
}

func registerStateMetrics(r prometheus.Registerer, store *redisstore.Store, upcoming func(context.Context) (map[string]time.Time, error)) {
	desc := func(name, help string, labels ...string) *prometheus.Desc {
		return prometheus.NewDesc("samrad_"+name, help, labels, nil)
	}
	r.MustRegister(&stateMetrics{
		store:    store,
		upcoming: upcoming,
		depth:    desc("outbox_depth", "Intents that are queued or held."),
		age:      desc("outbox_oldest_seconds", "Age of the oldest of them."),
		letters:  desc("dead_letters", "Dead letters that are kept."),
		durable:  desc("store_durability", "1 for the mode that the store writes in.", "mode"),
		replicas: desc("store_replicas", "Replicas that follow the store's server (of a cluster: the one with the fewest)."),
		firing:   desc("next_firing_timestamp_seconds", "When a schedule fires next, in Unix time.", "job"),
		storeOne: desc("store_up", "1 while the store takes writes."),
	})
}

// Describe implements prometheus.Collector.
func (m *stateMetrics) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{m.depth, m.age, m.letters, m.durable, m.replicas, m.storeOne, m.firing} {
		out <- d
	}
}

// Collect implements prometheus.Collector. What cannot be read is left out.
func (m *stateMetrics) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	up := 0.0
	if m.store.Ready(ctx) == nil {
		up = 1
	}
	gauge(m.storeOne, up)
	if depth, age, err := m.store.Backlog(ctx); err == nil {
		gauge(m.depth, float64(depth))
		gauge(m.age, age.Seconds())
	}
	gauge(m.replicas, float64(m.store.Replicas()))
	if next, err := m.upcoming(ctx); err == nil {
		for job, at := range next {
			gauge(m.firing, float64(at.Unix()), job)
		}
	}
	if n, err := m.store.CountDeadLetters(ctx, time.Time{}); err == nil {
		gauge(m.letters, float64(n))
	}
	if d, err := m.store.Durability(ctx); err == nil {
		gauge(m.durable, 1, d.Mode())
	}
}
