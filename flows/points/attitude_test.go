package points

import (
	"math"
	"testing"
)

func TestAttitude(t *testing.T) {
	weighing := func(s stance, w float64) term { return term{weight: w, feature: 1, stance: s} }
	tests := []struct {
		name string
		in   vector
		want stance
	}{
		{"nothing said", vector{weighing(unsaid, 3)}, unsaid},
		{"no words", nil, unsaid},
		{"for", vector{weighing(unsaid, 3), weighing(demand, 1)}, demand},
		{"mostly against", vector{weighing(defence, 1), weighing(against, 2)}, against},
		{"both alike", vector{weighing(defence, 1), weighing(against, 1)}, against},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, length := tt.in.takeAttitude(), tt.in.length()
			if tt.want == unsaid {
				if len(got) != len(tt.in) {
					t.Fatalf("an attitude %v where none was said", got)
				}
				return
			}
			if got[0].feature != attitude || got[0].stance != tt.want {
				t.Errorf("attitude %+v, want %d", got[0], tt.want)
			}
			if got.length() != length {
				t.Errorf("length %v with the attitude, want %v as without", got.length(), length)
			}
		})
	}
}

// TestAttitudeParts: opposite attitudes part two passages that have nothing else
// in common, the same attitude does not join them; a group that has both
// counts both.
func TestAttitudeParts(t *testing.T) {
	of := func(s stance) term { return term{weight: attitudeWeight, feature: attitude, stance: s} }
	if got := of(demand).times(of(against)); got >= 0 {
		t.Errorf("opposite attitudes join by %v", got)
	}
	if got := of(demand).times(of(demand)); got != 0 {
		t.Errorf("the same attitude counts %v, want nothing", got)
	}
	ps := []passage{{vector: vector{of(demand)}}, {vector: vector{of(against)}}}
	group := newCentroids(ps, map[int][]int{0: {0, 1}}).index[attitude][0]
	if got, want := group.times(of(defence)), of(defence).times(of(against))/2; math.Abs(got-want) > rounding {
		t.Errorf("a group that has both counts %v, want %v", got, want)
	}
}

func TestNormalise(t *testing.T) {
	long, short := vector{{weight: 6}, {weight: 8}}, vector{{weight: 2}}
	mean := (long.length() + short.length()) / 2
	long.normalise(1, mean)
	short.normalise(1, mean)
	if !(long.length() > 1 && long.length() < 10.0/6 && short.length() < 1 && short.length() > 2.0/6) {
		t.Errorf("lengths %v and %v, want the one above 1 and the other below, nearer than they were to the mean", long.length(), short.length())
	}
}
