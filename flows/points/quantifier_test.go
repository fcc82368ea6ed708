package points

import "testing"

func TestQuantify(t *testing.T) {
	tests := []struct {
		n, of int
		want  Quantifier
	}{
		{1, 1, QuantifierOne}, {1, 40, QuantifierOne},
		{2, 2, QuantifierSome}, {2, 3, QuantifierSome}, // over half, but fewer than three
		{3, 5, QuantifierMost}, {3, 6, QuantifierSome}, {3, 40, QuantifierSome},
		{4, 7, QuantifierMost}, {4, 8, QuantifierSeveral}, {4, 12, QuantifierSeveral}, {4, 100, QuantifierSeveral},
		{5, 9, QuantifierMost}, {5, 10, QuantifierMany}, {5, 15, QuantifierMany}, {5, 16, QuantifierSeveral},
		{10, 30, QuantifierMany}, {10, 31, QuantifierSeveral}, {15, 30, QuantifierMany}, {16, 30, QuantifierMost},
	}
	for _, tt := range tests {
		if got := Quantify(tt.n, tt.of); got != tt.want {
			t.Errorf("Quantify(%d, %d) = %s, want %s", tt.n, tt.of, got, tt.want)
		}
	}
}
