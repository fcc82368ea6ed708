package document

import (
	"strings"
	"time"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
	"github.com/samrad/samrad/flows/points"
)

// words writes the sentences that every form of the document has.
type words struct {
	*locale.Locale
	d flows.Digest
}

func wordsOf(d flows.Digest) words { return words{locale.For(d.Language), d} }

func (w words) title() string {
	return w.Text("document.title", locale.Args{"Title": w.d.Title})
}

func (w words) state() string {
	return w.Text("document.state_"+string(w.d.State), locale.Args{"Version": w.d.Version})
}

// asOf is the newest change included; a digest of nothing has none.
func (w words) asOf() string {
	if w.d.AsOf.IsZero() {
		return w.Text("document.as_of_nothing", nil)
	}
	at := w.d.AsOf.In(w.d.Starts.Location()).Truncate(time.Minute)
	return w.Text("document.as_of", locale.Args{"At": w.DateTime(at)})
}

func (w words) meeting() string {
	return w.Text("document.meeting", locale.Args{"Starts": w.DateTime(w.d.Starts)})
}

func (w words) participation() []string {
	p := w.d.Participation
	out := []string{w.Text("document.answered", locale.Args{"Answered": p.Answered, "Invited": p.Invited})}
	for _, n := range []struct {
		key   string
		count int
	}{{"document.late", p.Late}, {"document.unassigned", p.Unassigned}, {"document.set_aside", p.SetAside}} {
		if n.count > 0 {
			out = append(out, w.Count(n.key, n.count, nil))
		}
	}
	return out
}

// count says how many organisations stand behind a point: as a suggestion in a
// draft, as a fact once people have approved it.
func (w words) count(p flows.DigestPoint, of int) string {
	key := "document.count"
	if w.d.State == flows.DigestDraft {
		key = "document.count_suggested"
	}
	return w.Text(key, locale.Args{"Quantifier": w.Text("quantifier."+string(p.Quantifier), nil), "Count": p.Organisations, "Of": of})
}

func (w words) pointsTitle() string {
	if w.d.State == flows.DigestDraft {
		return w.Text("document.points_suggested", nil)
	}
	return w.Text("document.points", nil)
}

// label is what a point is called; that its words are kept from readers is said
// only where all of them are.
func (w words) label(p flows.DigestPoint) string {
	if h := oneLine(p.Heading()); h != "" {
		return h
	}
	return w.Text("document.no_label", nil)
}

// source is who said a statement, where that may be told.
func (w words) source(name string, late bool) string {
	var parts []string
	if name != "" {
		parts = append(parts, name)
	}
	if late {
		parts = append(parts, w.Text("document.came_late", nil))
	}
	return strings.Join(parts, ", ")
}

func (w words) method() []string {
	out := []string{
		w.Text("document.method_counts", nil),
		w.Text("document.method_groups", nil),
		w.Text("document.method_quantifiers", nil),
		w.Text("document.method_nothing_lost", nil),
		w.Text("document.method_not_secret", nil),
	}
	if w.d.Attributed {
		return append([]string{w.Text("document.attributed", nil)}, out[:4]...)
	}
	return out
}

// shared splits a question's points: those of several organisations, and those
// of one, which are never dropped.
func shared(q flows.DigestQuestion) (several, single []flows.DigestPoint) {
	for _, p := range q.Points {
		if p.Quantifier == points.QuantifierOne {
			single = append(single, p)
		} else {
			several = append(several, p)
		}
	}
	return several, single
}

// quotes are a point's chosen statements, those with words that may be read; if
// none was chosen, the first.
func quotes(p flows.DigestPoint) []flows.DigestStatement {
	var out []flows.DigestStatement
	for _, i := range p.Quotes {
		if i >= 0 && i < len(p.Statements) && p.Statements[i].Printed() != "" {
			out = append(out, p.Statements[i])
		}
	}
	if s, ok := p.Readable(); ok && len(out) == 0 {
		out = append(out, s)
	}
	return out
}

// mainPoints is how many points of a question stand on the first page.
const mainPoints = 3

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
