package main

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/samrad/samrad/flows/redisstore"
)

// storeMetrics reads the store when Prometheus asks.
type storeMetrics struct {
	store    *redisstore.Store
	depth    *prometheus.Desc
	age      *prometheus.Desc
	letters  *prometheus.Desc
	durable  *prometheus.Desc
	storeOne *prometheus.Desc
}

func registerStoreMetrics(r prometheus.Registerer, store *redisstore.Store) {
	desc := func(name, help string, labels ...string) *prometheus.Desc {
		return prometheus.NewDesc("samrad_"+name, help, labels, nil)
	}
	r.MustRegister(&storeMetrics{
		store:    store,
		depth:    desc("outbox_depth", "Intents that are queued or held."),
		age:      desc("outbox_oldest_seconds", "Age of the oldest of them."),
		letters:  desc("dead_letters", "Dead letters that are kept."),
		durable:  desc("store_durability", "1 for the mode that the store writes in.", "mode"),
		storeOne: desc("store_up", "1 while the store answers."),
	})
}

// Describe implements prometheus.Collector.
func (m *storeMetrics) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{m.depth, m.age, m.letters, m.durable, m.storeOne} {
		out <- d
	}
}

// Collect implements prometheus.Collector. A store that does not answer is
// told as such, and the rest is left out.
func (m *storeMetrics) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	if m.store.Ping(ctx) != nil {
		gauge(m.storeOne, 0)
		return
	}
	gauge(m.storeOne, 1)
	if depth, age, err := m.store.Backlog(ctx); err == nil {
		gauge(m.depth, float64(depth))
		gauge(m.age, age.Seconds())
	}
	if n, err := m.store.CountDeadLetters(ctx, time.Time{}); err == nil {
		gauge(m.letters, float64(n))
	}
	if d, err := m.store.Durability(ctx); err == nil {
		gauge(m.durable, 1, d.Mode())
	}
}
