package bot

import (
	"github.com/prometheus/client_golang/prometheus"

	"github.com/samrad/samrad/flows"
)

// Metrics counts what comes and goes. A nil Metrics counts nothing.
type Metrics struct {
	received     *prometheus.CounterVec
	stored       *prometheus.CounterVec
	deadLettered *prometheus.CounterVec
	posted       *prometheus.CounterVec
	postRetried  *prometheus.CounterVec
	postFailed   *prometheus.CounterVec
	reconciled   *prometheus.CounterVec
	connected    prometheus.Gauge
	lag          prometheus.Histogram
}

// NewMetrics registers the counters.
func NewMetrics(r prometheus.Registerer) *Metrics {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		c := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "samrad_" + name, Help: help}, labels)
		r.MustRegister(c)
		return c
	}
	m := &Metrics{
		received:     counter("received_total", "Deliveries from Slack.", "source"),
		stored:       counter("replies_total", "Replies, edits, deletions and reactions by what became of them.", "outcome"),
		deadLettered: counter("dead_lettered_total", "Deliveries that could not be read.", "source"),
		posted:       counter("posted_total", "Intents that were sent.", "kind"),
		postRetried:  counter("post_retried_total", "Attempts that are made again.", "kind"),
		postFailed:   counter("post_failed_total", "Intents that Slack refused for good.", "kind"),
		reconciled:   counter("reconciled_total", "What reading threads back found that no event had told of.", "what"),
		connected:    prometheus.NewGauge(prometheus.GaugeOpts{Name: "samrad_slack_connected", Help: "1 while Slack is connected."}),
		lag: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "samrad_reply_lag_seconds",
			Help: "From the time of a message by Slack's clock to its being stored.", Buckets: []float64{.1, .25, .5, 1, 2.5, 5, 10, 60, 600, 3600, 86400}}),
	}
	r.MustRegister(m.connected, m.lag)
	m.begin()
	return m
}

// Where deliveries come from.
const (
	sourceSocket       = "socket"
	sourceEvents       = "events"
	sourceCommands     = "commands"
	sourceInteractions = "interactions"
	sourceUnknown      = "unknown"
)

var sources = []string{sourceSocket, sourceEvents, sourceCommands, sourceInteractions, sourceUnknown}

// begin makes every series, at zero: an increase from a series that was not
// there is none to Prometheus, so the first failure would go unseen.
func (m *Metrics) begin() {
	for _, s := range sources {
		m.received.WithLabelValues(s)
		m.deadLettered.WithLabelValues(s)
	}
	for _, o := range flows.Outcomes() {
		m.stored.WithLabelValues(string(o))
	}
	for _, k := range flows.Kinds() {
		m.posted.WithLabelValues(k)
		m.postRetried.WithLabelValues(k)
		m.postFailed.WithLabelValues(k)
	}
	m.ReadBack(flows.ReadBack{})
}

func (m *Metrics) count(c func(*Metrics) *prometheus.CounterVec, label string) {
	if m != nil {
		c(m).WithLabelValues(label).Inc()
	}
}

// ReadBack counts what a reading of threads found.
func (m *Metrics) ReadBack(r flows.ReadBack) {
	if m == nil {
		return
	}
	for what, n := range map[string]int{"new": r.New, "edited": r.Edited, "withdrawn": r.Withdrawn, "reaction": r.Reactions,
		"failed_thread": r.Failed, "withheld": r.Withheld} {
		m.reconciled.WithLabelValues(what).Add(float64(n))
	}
}

func (m *Metrics) sent(t flows.Ticket) {
	m.count(func(m *Metrics) *prometheus.CounterVec { return m.posted }, t.Content.Kind())
}

func (m *Metrics) retried(t flows.Ticket) {
	m.count(func(m *Metrics) *prometheus.CounterVec { return m.postRetried }, t.Content.Kind())
}

func (m *Metrics) failed(t flows.Ticket) {
	m.count(func(m *Metrics) *prometheus.CounterVec { return m.postFailed }, t.Content.Kind())
}

func (m *Metrics) arrived(source string) {
	m.count(func(m *Metrics) *prometheus.CounterVec { return m.received }, source)
}

func (m *Metrics) outcome(o flows.Outcome) {
	m.count(func(m *Metrics) *prometheus.CounterVec { return m.stored }, string(o))
}

func (m *Metrics) unreadable(source string) {
	m.count(func(m *Metrics) *prometheus.CounterVec { return m.deadLettered }, source)
}

func (m *Metrics) online(yes bool) {
	if m == nil {
		return
	}
	if yes {
		m.connected.Set(1)
	} else {
		m.connected.Set(0)
	}
}

func (m *Metrics) delay(seconds float64) {
	if m != nil && seconds >= 0 {
		m.lag.Observe(seconds)
	}
}
