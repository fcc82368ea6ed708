package document

import (
	"strings"
	"time"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
	"github.com/samrad/samrad/flows/points"
)

func (w words) title() line {
	return w.sentence("document.title", nil, theirs{"Title": w.d.Title})
}

// notices are what a reader must know before anything else.
func (w words) notices() []string {
	var out []string
	if w.d.Superseded {
		out = append(out, w.Text("document.superseded", nil))
	}
	if w.d.Attributed {
		out = append(out, w.Text("document.attributed", nil))
	}
	return out
}

// facts say which meeting it is, and how far the digest has come.
func (w words) facts() []line {
	meeting := w.Text("document.meeting", locale.Args{"Starts": w.DateTime(w.d.Starts)})
	return []line{ours(meeting + " " + w.asOf()), ours(w.state())}
}

// state is the version and how far it has come, with the day where it is known.
func (w words) state() string {
	args := locale.Args{"Version": w.d.Version}
	out := []string{w.Text("document.state_"+string(w.d.State), args)}
	if w.d.State == flows.DigestDraft {
		return out[0]
	}
	if at := w.d.ApprovedAt; !at.IsZero() {
		out = append(out, w.Text("document.approved_at", locale.Args{"At": w.DateTime(w.local(at))}))
	}
	if at := w.d.PublishedAt; !at.IsZero() {
		out = append(out, w.Text("document.published_at", locale.Args{"At": w.DateTime(w.local(at))}))
	}
	if w.d.Attributed && w.d.ApprovedBy != "" {
		out = append(out, w.Text("document.approved_by", locale.Args{"User": string(w.d.ApprovedBy)}))
	}
	return strings.Join(out, " ")
}

// local is a time as people read it, to the minute.
func (w words) local(t time.Time) time.Time {
	return t.In(w.d.Starts.Location()).Truncate(time.Minute)
}

// asOf is the newest change included; a digest of nothing has none.
func (w words) asOf() string {
	if w.d.AsOf.IsZero() {
		return w.Text("document.as_of_nothing", nil)
	}
	return w.Text("document.as_of", locale.Args{"At": w.DateTime(w.local(w.d.AsOf))})
}

// participation says who answered.
func (w words) participation() line {
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
	return ours(strings.Join(out, " "))
}

// suggested reports whether people have yet to say that a point is one.
func (w words) suggested(p flows.DigestPoint) bool {
	return w.d.State == flows.DigestDraft && !p.Confirmed
}

// count says how many organisations stand behind a point: as a suggestion
// until people have confirmed it, as a fact then.
func (w words) count(p flows.DigestPoint, of int) string {
	if w.suggested(p) {
		return w.Text("document.count_suggested", w.counted(p, of))
	}
	return w.Text("document.count", w.counted(p, of))
}

// mainCount is count behind a label.
func (w words) mainCount(p flows.DigestPoint, of int) string {
	if w.suggested(p) {
		return w.Text("document.main_suggested", w.counted(p, of))
	}
	return w.Text("document.main", w.counted(p, of))
}

func (w words) counted(p flows.DigestPoint, of int) locale.Args {
	return locale.Args{"Quantifier": w.quantifier(p.Quantifier), "Count": p.Organisations, "Of": of}
}

func (w words) quantifier(q points.Quantifier) string { return w.Text("quantifier."+string(q), nil) }

// label is what a point is called; that its words are kept from readers is said
// only where all of them are.
func (w words) label(p flows.DigestPoint) span {
	if h := oneLine(p.Heading()); h != "" {
		return w.their(h)
	}
	return span{text: w.Text("document.no_label", nil)}
}

// shared splits a question's points: those of several organisations, and those
// of one, which are never dropped.
func shared(q flows.DigestQuestion) (several, single []flows.DigestPoint) {
	for _, p := range q.Points {
		if p.Single() {
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
