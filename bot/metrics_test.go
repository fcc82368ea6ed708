package bot

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"
)

// A series that is born with its first event shows no increase: the first
// failure would alert nobody.
func TestCountersBeginAtZero(t *testing.T) {
	t.Parallel()
	kinds := []string{"check_mark", "count_offer", "digest", "notice", "organisation_confirm", "organisation_question", "question", "reminder", "summary", "superseded"}
	from := []string{"commands", "events", "interactions", "socket", "unknown"}
	want := map[string][]string{
		"samrad_received_total":      from,
		"samrad_dead_lettered_total": from,
		"samrad_replies_total":       {"duplicate", "edited", "kept", "new", "no_question", "stale", "withdrawn"},
		"samrad_posted_total":        kinds,
		"samrad_post_retried_total":  kinds,
		"samrad_post_failed_total":   kinds,
		"samrad_reconciled_total":    {"edited", "failed_thread", "new", "reaction", "withdrawn", "withheld"},
	}
	registry := prometheus.NewRegistry()
	NewMetrics(registry)
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]string{}
	for _, f := range families {
		for _, m := range f.GetMetric() {
			if m.GetCounter() == nil {
				continue
			}
			got[f.GetName()] = append(got[f.GetName()], m.GetLabel()[0].GetValue())
			if v := m.GetCounter().GetValue(); v != 0 {
				t.Errorf("%s %v is %v", f.GetName(), m.GetLabel(), v)
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("series (-want +got):\n%s", diff)
	}
}
