package flows_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

func TestMaybeOpposed(t *testing.T) {
	m := flows.Meeting{ID: "m", Themes: []flows.Theme{{Title: "Parken",
		Questions: []flows.Question{{ID: "q1", Text: "Vad ska kommunen göra med parken?"}}}}}
	texts := []string{
		"Parkeringshuset behövs för handeln.",
		"Parkeringshuset är fel och bör rivas.",
		"Riv parkeringshuset, det är fult och onödigt.",
		"Vi behöver parkeringshuset, handeln dör annars.",
	}
	var organisations []flows.Organisation
	var all []flows.Contribution
	for i, s := range texts {
		id := string(rune('a' + i))
		organisations = append(organisations, flows.Organisation{ID: flows.OrganisationID(id), Name: "Organisation " + id})
		all = append(all, flows.Contribution{ID: id, Question: "q1", Organisation: flows.OrganisationID(id), Text: s, SubmittedAt: time.Unix(int64(i), 0)})
	}
	d := flows.NewDirectory("", organisations, nil)
	suggested := func(decisions ...flows.Decision) map[flows.PointID][]flows.PointID {
		out := make(map[flows.PointID][]flows.PointID)
		for _, p := range flows.Compile(m, "sv", d, all, decisions...).Themes[0].Questions[0].Points {
			out[p.ID] = p.MaybeOpposed
		}
		return out
	}
	confirmed := flows.Decision{Number: 1, Question: "q1", Points: []flows.DecidedPoint{{ID: "p1", Label: "Behåll parkeringshuset"}, {ID: "p2", Label: "Riv parkeringshuset"}},
		Placed: []flows.Placement{{Statement: flows.KeyOf("a", texts[0]), Point: "p1"}, {Statement: flows.KeyOf("b", texts[1]), Point: "p2"}}}
	decided := func(change func(*flows.Decision)) flows.Decision {
		out := confirmed
		change(&out)
		return out
	}
	both := map[flows.PointID][]flows.PointID{"p1": {"p2"}, "p2": {"p1"}}
	neither := map[flows.PointID][]flows.PointID{"p1": nil, "p2": nil}
	tests := []struct {
		name      string
		decisions []flows.Decision
		want      map[flows.PointID][]flows.PointID
	}{
		{"suggested", nil, both},
		{"of confirmed points", []flows.Decision{confirmed}, both},
		{"people marked it", []flows.Decision{decided(func(d *flows.Decision) { d.Opposed = []flows.Opposition{{A: "p1", B: "p2"}} })}, neither},
		{"people denied it", []flows.Decision{decided(func(d *flows.Decision) { d.Opposed = []flows.Opposition{{A: "p1", B: "p2", Off: true}} })}, neither},
		{"one is off topic", []flows.Decision{decided(func(d *flows.Decision) {
			d.Points = []flows.DecidedPoint{d.Points[0], {ID: "p2", Label: "Riv parkeringshuset", Reason: "annat ärende"}}
		})}, map[flows.PointID][]flows.PointID{"p1": nil}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, suggested(tt.decisions...)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
