package flows_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

const benches = "Stolarna i väntsalen är trasiga sedan länge."

// threePoints are three points that people decided on: Turer, Priset and Stolarna.
func (b *board) threePoints() flows.PointsView {
	b.t.Helper()
	b.busAnswers()
	b.answer(bildning, b.q, benches)
	for _, one := range []struct{ text, label string }{{often, "Turer"}, {dear, "Priset"}, {benches, "Stolarna"}} {
		v := b.look()
		_, err := b.edit(v, flows.PointEdit{Point: with(b.t, v, one.text), Label: one.label})
		b.must(err)
	}
	return b.look()
}

// labelled is the id of a point that people gave a label.
func labelled(t *testing.T, v flows.PointsView, label string) flows.PointID {
	t.Helper()
	for _, p := range v.Question.Points {
		if p.Label == label {
			return p.ID
		}
	}
	for _, p := range v.Empty {
		if p.Label == label {
			return p.ID
		}
	}
	t.Fatalf("no point %q", label)
	return ""
}

// opposites are the labels of the points that one is opposed to.
func opposites(t *testing.T, v flows.PointsView, label string) []string {
	t.Helper()
	var out []string
	for _, p := range v.Question.Points {
		if p.Label != label {
			continue
		}
		for _, o := range v.Question.Points {
			if slices.Contains(p.Opposed, o.ID) {
				out = append(out, o.Label)
			}
		}
	}
	return out
}

// What a colleague did with a point meanwhile is not lost when it is merged into
// another, or set aside, by somebody who had not seen it.
func TestStaleRemoval(t *testing.T) {
	colleagues := map[string]func(b *board, v flows.PointsView) flows.PointEdit{
		"a statement put in it": func(b *board, v flows.PointsView) flows.PointEdit {
			return flows.PointEdit{Point: labelled(b.t, v, "Turer"), Move: []int{0}, To: labelled(b.t, v, "Priset")}
		},
		"opposed to another": func(b *board, v flows.PointsView) flows.PointEdit {
			return flows.PointEdit{Point: labelled(b.t, v, "Turer"), Opposed: []flows.PointID{labelled(b.t, v, "Priset")}}
		},
	}
	removals := map[string]func(b *board, v flows.PointsView) flows.PointEdit{
		"merge": func(b *board, v flows.PointsView) flows.PointEdit {
			return flows.PointEdit{Point: labelled(b.t, v, "Stolarna"), Merge: []flows.PointID{labelled(b.t, v, "Priset")}}
		},
		"set aside": func(b *board, v flows.PointsView) flows.PointEdit {
			return flows.PointEdit{Point: labelled(b.t, v, "Priset"), OffTopic: true, Reason: "En annan fråga"}
		},
	}
	for did, first := range colleagues {
		for does, then := range removals {
			t.Run(did+", "+does, func(t *testing.T) {
				b := newBoard(t)
				v := b.threePoints()
				e := first(b, v)
				e.By = colleague
				_, err := b.edit(v, e)
				b.must(err)
				_, err = b.edit(v, then(b, v))
				var stale *flows.StaleError
				if !errors.As(err, &stale) || len(stale.Since) != 1 {
					t.Errorf("error %v, want a StaleError with the colleague's decision", err)
				}
			})
		}
	}
}

// Opposite views do not come into one point by way of a third, nor is it
// forgotten that they are opposite.
func TestMergeOpposed(t *testing.T) {
	b := newBoard(t)
	v := b.threePoints()
	trips, price, chairs := labelled(t, v, "Turer"), labelled(t, v, "Priset"), labelled(t, v, "Stolarna")
	_, err := b.edit(v, flows.PointEdit{Point: chairs, Merge: []flows.PointID{price}, Opposed: []flows.PointID{price}})
	wantCode(t, err, flows.CodeInvalid)
	_, err = b.edit(v, flows.PointEdit{Point: trips, Opposed: []flows.PointID{price}})
	b.must(err)
	v = b.look()
	_, err = b.edit(v, flows.PointEdit{Point: chairs, Merge: []flows.PointID{trips, price}})
	wantCode(t, err, flows.CodeInvalid)
	if flows.FieldOf(err) != "merge" {
		t.Errorf("field %q, want merge", flows.FieldOf(err))
	}
	_, err = b.edit(v, flows.PointEdit{Point: chairs, Merge: []flows.PointID{trips}})
	b.must(err)
	v = b.look()
	if diff := cmp.Diff([]string{"Priset"}, opposites(t, v, "Stolarna")); diff != "" {
		t.Errorf("opposed to the merged point (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Stolarna"}, opposites(t, v, "Priset")); diff != "" {
		t.Errorf("opposed to the other (-want +got):\n%s", diff)
	}
}

// A suggestion that gets the number of a point that is gone has nothing of it.
func TestNumberOfAPointThatIsGone(t *testing.T) {
	b := newBoard(t)
	v := b.threePoints()
	_, err := b.edit(v, flows.PointEdit{Point: labelled(t, v, "Turer"), Opposed: []flows.PointID{labelled(t, v, "Priset")}})
	b.must(err)
	v = b.look()
	_, err = b.edit(v, flows.PointEdit{Point: labelled(t, v, "Stolarna"), Merge: []flows.PointID{labelled(t, v, "Priset")}})
	b.must(err)
	v = b.look()
	_, err = b.edit(v, flows.PointEdit{Point: labelled(t, v, "Stolarna")}) // opposed to nothing any more
	b.must(err)
	late := "Toaletterna på stationen borde städas varje timme."
	b.answer(kompis, b.q, late)
	for _, p := range b.look().Question.Points {
		if len(p.Opposed) != 0 {
			t.Errorf("%q (%s) is opposed to %v", p.Heading(), p.ID, p.Opposed)
		}
	}
}

// The same words in other bytes, as a file imported again may have them, are the
// same statement.
func TestStatementKeyOfDecomposedLetters(t *testing.T) {
	if a, b := flows.KeyOf("c1", "Alla \u00e4r med"), flows.KeyOf("c1", "Alla a\u0308r med"); a != b {
		t.Errorf("keys %s and %s", a, b)
	}
}
