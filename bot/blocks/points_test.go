package blocks_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/bot/blocks"
	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
	"github.com/samrad/samrad/flows/points"
)

// aBoard is a question with a point of each kind.
func aBoard() flows.PointsView {
	said := []flows.DigestStatement{
		{Text: "Bussarna måste gå oftare <på> kvällen.", Name: "ABF & vänner"},
		{Text: "Vi i Kompis vill ha fler turer.", Masked: "Vi i [organisation] vill ha fler turer.", Name: "Kompis Sverige", Late: true},
		{Text: "Hemliga ord.", Name: "Unga i centrum", Confidential: true},
		{Text: "Ingen vet vem."},
	}
	return flows.PointsView{
		Meeting: flows.Meeting{ID: "2023-11-07", Themes: []flows.Theme{{Title: "Trafik", Questions: []flows.Question{
			{ID: "q1", Text: "Hur ska bussarna gå?"}, {ID: "q2", Text: "Vad får de <kosta>?"}}}}},
		Question: flows.DigestQuestion{ID: "q1", Text: "Hur ska bussarna gå?", Answered: 9,
			Points: []flows.DigestPoint{
				{ID: "p1", Label: "Fler turer på kvällen & natten", Quantifier: points.QuantifierSeveral, Organisations: 7, Statements: said,
					Confirmed: true, Opposed: []flows.PointID{"p2"}, MaybeOpposed: []flows.PointID{"p3"}},
				{ID: "p2", Label: "Färre turer", Quantifier: points.QuantifierSome, Organisations: 2, Confirmed: true, Opposed: []flows.PointID{"p1"}},
				{ID: "p3", Label: "Turerna <är> bra", Quantifier: points.QuantifierOne, Organisations: 1},
			},
			WithoutPoint: []flows.DigestStatement{{Text: "Hej!", Name: "Drom"}, {Text: "Spårvagnen är blå.", Name: "Drom", OffTopic: "p5"}},
			OffTopic:     []flows.OffTopicPoint{{ID: "p5", Label: "Spårvagnen", Reason: "En annan fråga", Organisations: 1}},
		},
		Seen: "0123456789abcdef01234567", Suggested: 1, Last: &flows.Decision{Number: 4},
		Empty: []flows.DecidedPoint{{ID: "p6", Label: "Det vi väntar oss", Own: true}},
	}
}

func aPoint(v flows.PointsView, id flows.PointID) flows.PointView {
	out := flows.PointView{PointsView: v, Point: id, Attributed: true}
	for _, p := range v.Question.Points {
		if p.ID == id {
			out.Label, out.Statements, out.Confirmed, out.Opposed, out.Maybe = p.Label, p.Statements, p.Confirmed, p.Opposed, p.MaybeOpposed
		}
	}
	for _, p := range v.Question.OffTopic {
		if p.ID == id {
			out.Label, out.Confirmed, out.Decided = p.Label, true, flows.DecidedPoint{ID: id, Label: p.Label, Reason: p.Reason}
		}
	}
	for _, s := range v.Question.WithoutPoint {
		if s.OffTopic == id {
			out.Statements = append(out.Statements, s)
		}
	}
	return out
}

func pointSamples() []sample {
	at := blocks.PointsAt{Meeting: "2023-11-07", Question: "q1", Seen: "0123456789abcdef01234567"}
	empty := flows.PointsView{Meeting: flows.Meeting{ID: "2023-11-07", Themes: []flows.Theme{{Questions: []flows.Question{{ID: "q1", Text: "Hur?"}}}}},
		Question: flows.DigestQuestion{ID: "q1", Text: "Hur?"}, Seen: "s"}
	list := func(p blocks.PointsList) func(blocks.Renderer, *locale.Locale) blocks.Form {
		return func(_ blocks.Renderer, l *locale.Locale) blocks.Form { return p.Form(l) }
	}
	one := func(p blocks.PointForm) func(blocks.Renderer, *locale.Locale) blocks.Form {
		return func(_ blocks.Renderer, l *locale.Locale) blocks.Form { return p.Form(l) }
	}
	return []sample{
		form("points.loading", func(_ blocks.Renderer, l *locale.Locale) blocks.Form { return blocks.PointsLoading(l) }),
		form("points.said", func(_ blocks.Renderer, l *locale.Locale) blocks.Form {
			return blocks.PointsSaid(at, "Sparat & <klart>.", l)
		}),
		form("points.list", list(blocks.PointsList{View: aBoard(), Said: "Sparat & klart.", Last: "Anna Ek lade till ”Det vi väntar oss” nyss"})),
		form("points.list.empty", list(blocks.PointsList{View: empty})),
		form("point", one(blocks.PointForm{View: aPoint(aBoard(), "p1"), At: at})),
		form("point.suggested", one(blocks.PointForm{View: aPoint(aBoard(), "p3"), At: at, Said: "Något har ändrats."})),
		form("point.off_topic", one(blocks.PointForm{View: aPoint(aBoard(), "p5"), At: at})),
		form("point.rest", one(blocks.PointForm{View: aPoint(aBoard(), ""), At: at})),
		form("point.new", one(blocks.PointForm{View: aPoint(aBoard(), ""), At: at, New: true})),
		form("point.new.empty", one(blocks.PointForm{View: aPoint(empty, ""), At: at, New: true})),
	}
}

// bigBoard is a question with n points and 2n statements in each place, and a
// text wherever people wrote one.
func bigBoard(n int, words, name string) flows.PointsView {
	v := flows.PointsView{Meeting: flows.Meeting{ID: longID}, Seen: strings.Repeat("f", 24), Suggested: n, Last: &flows.Decision{Number: n}}
	v.Question = flows.DigestQuestion{ID: flows.QuestionID(longID), Text: words, Answered: n}
	v.Meeting.Themes = []flows.Theme{{Title: words, Questions: []flows.Question{{ID: v.Question.ID, Text: words}}}}
	for i := range min(n, 150) {
		v.Meeting.Themes[0].Questions = append(v.Meeting.Themes[0].Questions, flows.Question{ID: flows.QuestionID("q" + strconv.Itoa(i)), Text: words})
	}
	label := string([]rune(words)[:min(140, len([]rune(words)))]) // as long as flows makes them
	said := make([]flows.DigestStatement, 2*n)
	for i := range said {
		said[i] = flows.DigestStatement{Text: words, Masked: words, Name: name, Late: true}
	}
	var ids []flows.PointID
	for i := range n {
		ids = append(ids, flows.PointID("p"+strconv.Itoa(i+1)))
	}
	for i, id := range ids {
		p := flows.DigestPoint{ID: id, Label: label, Quantifier: points.QuantifierMost, Organisations: n, Statements: said,
			Opposed: slices.DeleteFunc(slices.Clone(ids), func(o flows.PointID) bool { return o == id }), MaybeOpposed: ids}
		if i%2 == 1 {
			p.Quantifier = points.QuantifierOne
		}
		v.Question.Points = append(v.Question.Points, p)
		aside := flows.PointID("a" + strconv.Itoa(i+1))
		v.Question.OffTopic = append(v.Question.OffTopic, flows.OffTopicPoint{ID: aside, Label: label, Reason: words})
		v.Empty = append(v.Empty, flows.DecidedPoint{ID: flows.PointID("e" + strconv.Itoa(i+1)), Label: label})
	}
	v.Question.WithoutPoint = said
	return v
}

// everyForm are the modals of a question, at some pages.
func everyForm(v flows.PointsView, said string, l *locale.Locale, pages ...int) map[string]blocks.Form {
	out := map[string]blocks.Form{}
	at := blocks.PointsAt{Meeting: v.Meeting.ID, Question: v.Question.ID, Seen: v.Seen}
	for _, part := range pages {
		at.Page, at.Part = part, part
		name := fmt.Sprintf(" %d", part)
		out["list"+name] = blocks.PointsList{View: v, Page: part, Said: said, Last: said}.Form(l)
		out["rest"+name] = blocks.PointForm{View: aPoint(v, ""), At: at, Said: said}.Form(l)
		out["new"+name] = blocks.PointForm{View: aPoint(v, ""), At: at, New: true}.Form(l)
		out["aside"+name] = blocks.PointForm{View: aPoint(v, "a1"), At: at}.Form(l)
		if len(v.Question.Points) > 0 {
			out["point"+name] = blocks.PointForm{View: aPoint(v, "p1"), At: at, Said: said}.Form(l)
		}
	}
	out["said"] = blocks.PointsSaid(at, said, l)
	return out
}

// TestExtremePoints holds that every modal of points is inside Slack's limits,
// whatever people wrote and however many points and statements there are.
func TestExtremePoints(t *testing.T) {
	texts := maps.Clone(extremes)
	texts["labels of emoji"] = strings.Repeat("🎉", 140)
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		sizes, pages := counts(name), []int{0}
		switch name {
		case "long":
			sizes, pages = []int{0, 101, 310}, []int{0, 500}
		case "labels of emoji", "families", "entities": // the most bytes a character
			sizes = []int{150}
		}
		for _, n := range sizes {
			t.Run(fmt.Sprintf("%s/%d", name, n), func(t *testing.T) {
				t.Parallel()
				l := locale.For("sv")
				for form, f := range everyForm(bigBoard(n, texts[name], strings.Repeat("Ö", 120)), texts[name], l, pages...) {
					t.Run(form, func(t *testing.T) { check(t, f) })
				}
			})
		}
	}
}

// TestEveryPointCanBeOpened holds that the pages of the list have a button for
// each point and for the rest, once.
func TestEveryPointCanBeOpened(t *testing.T) {
	for _, n := range []int{1, 13, 150} {
		t.Run(strconv.Itoa(n), func(t *testing.T) {
			v := bigBoard(n, "Ord", "Drom")
			got := map[string]int{}
			for page, last := 0, false; !last; page++ {
				raw := marshal(t, blocks.PointsList{View: v, Page: page}.Form(locale.For("sv")))
				for _, at := range placesOf(t, raw, blocks.ActionPoint) {
					got[string(at.Point)]++
				}
				last = len(placesOf(t, raw, blocks.ActionPointsOn)) == 0
			}
			pages := got[string(flows.MoveToNew)]
			delete(got, string(flows.MoveToNew))
			want := map[string]int{"": 1}
			for _, p := range v.Question.Points {
				want[string(p.ID)] = 1
			}
			for _, p := range v.Question.OffTopic {
				want[string(p.ID)] = 1
			}
			for _, p := range v.Empty {
				want[string(p.ID)] = 1
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("buttons (-want +got):\n%s", diff)
			}
			if want := (3*n + 1 + 39) / 40; pages != want {
				t.Errorf("%d pages, want %d", pages, want)
			}
		})
	}
}

// placesOf reads the values of a view's buttons that do an action.
func placesOf(t *testing.T, raw json.RawMessage, action string) []blocks.PointsAt {
	t.Helper()
	var out []blocks.PointsAt
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			if v["action_id"] == action {
				out = append(out, blocks.ParsePointsAt(v["value"].(string)))
			}
			for _, key := range slices.Sorted(maps.Keys(v)) {
				walk(v[key])
			}
		}
	}
	walk(decoded(t, raw))
	return out
}

// TestPointsAt holds that a place is read as it was written, and that of another
// version of the bot's as far as it goes.
func TestPointsAt(t *testing.T) {
	whole := blocks.PointsAt{Meeting: "spring", Question: "q1", Seen: "ff", Point: "p1", Page: 2, Part: 3, Decision: 4}
	for _, c := range []struct {
		in   string
		want blocks.PointsAt
	}{
		{whole.String(), whole},
		{"", blocks.PointsAt{}},
		{"spring", blocks.PointsAt{Meeting: "spring"}},
		{"spring|q1|ff|+", blocks.PointsAt{Meeting: "spring", Question: "q1", Seen: "ff", Point: flows.MoveToNew}},
		{"spring||||-1|x|99999999999999999999|more", blocks.PointsAt{Meeting: "spring", Decision: 1<<63 - 1}},
	} {
		if diff := cmp.Diff(c.want, blocks.ParsePointsAt(c.in)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.in, diff)
		}
	}
}
