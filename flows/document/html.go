package document

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
	"github.com/samrad/samrad/flows/text"
)

//go:embed digest.html.tmpl style.css
var files embed.FS

var page = template.Must(template.New("digest.html.tmpl").Funcs(template.FuncMap{"add": func(a, b int) int { return a + b }}).
	ParseFS(files, "digest.html.tmpl"))

// htmlDigest is what the template reads.
type htmlDigest struct {
	flows.Digest
	Words words
	Style template.CSS
	Chart []bar
}

func htmlDocument(d flows.Digest) ([]byte, error) {
	style, err := files.ReadFile("style.css")
	if err != nil {
		return nil, fmt.Errorf("digest as HTML: %w", err)
	}
	var b bytes.Buffer
	// The style is our own file.
	view := htmlDigest{Digest: d, Words: wordsOf(d), Style: template.CSS(style), Chart: chart(d)} //nolint:gosec // not input
	if err := page.Execute(&b, view); err != nil {
		return nil, fmt.Errorf("digest as HTML: %w", err)
	}
	return b.Bytes(), nil
}

// bar is one bar of the chart of answers by question.
type bar struct {
	ID       string
	Text     string
	Answered int
	Y        int // in pixels, as Width
	Width    int
}

// The chart's measures, in pixels.
const (
	barStep  = 28
	barWidth = 420
)

func chart(d flows.Digest) []bar {
	var bars []bar
	most := max(d.Participation.Invited, 1)
	for _, t := range d.Themes {
		for _, q := range t.Questions {
			bars = append(bars, bar{ID: string(q.ID), Text: q.Text, Answered: q.Answered, Y: len(bars) * barStep,
				Width: q.Answered * barWidth / max(most, q.Answered)})
		}
	}
	return bars
}

// ChartHeight is the height of the chart, in pixels.
func (h htmlDigest) ChartHeight() int { return len(h.Chart) * barStep }

// Several are a question's points of more than one organisation.
func (h htmlDigest) Several(q flows.DigestQuestion) []flows.DigestPoint {
	several, _ := shared(q)
	return several
}

// Main are the points of a question that stand on the first page.
func (h htmlDigest) Main(q flows.DigestQuestion) []flows.DigestPoint {
	several, _ := shared(q)
	return several[:min(len(several), mainPoints)]
}

// Single are a question's points of one organisation.
func (h htmlDigest) Single(q flows.DigestQuestion) []flows.DigestPoint {
	_, single := shared(q)
	return single
}

// Said are the statements of a point that the edition prints.
func (h htmlDigest) Said(p flows.DigestPoint) []flows.DigestStatement {
	if h.Attributed {
		return p.Statements
	}
	return quotes(p)
}

// W is a sentence without arguments.
func (h htmlDigest) W(key string) string { return h.Words.Text("document."+key, nil) }

// Answers says how many organisations answered a question.
func (h htmlDigest) Answers(n int) string { return h.Words.Count("document.question_answered", n, nil) }

// Theme is a theme's heading on the first page.
func (h htmlDigest) Theme(number int, title string) string {
	return h.Words.Text("document.theme", locale.Args{"Number": number, "Title": title})
}

// Count says how many organisations stand behind a point.
func (h htmlDigest) Count(p flows.DigestPoint, of int) string { return h.Words.count(p, of) }

// Label is a point's label.
func (h htmlDigest) Label(p flows.DigestPoint) string { return h.Words.label(p) }

// Heading is the document's title.
func (h htmlDigest) Heading() string { return h.Words.title() }

// Facts are the lines under the title.
func (h htmlDigest) Facts() []string {
	return []string{h.Words.meeting(), h.Words.state(), h.Words.asOf()}
}

// Participants says who answered.
func (h htmlDigest) Participants() []string { return h.Words.participation() }

// Method says how the digest was made.
func (h htmlDigest) Method() []string { return h.Words.method() }

// PointsTitle is the heading over the points.
func (h htmlDigest) PointsTitle() string { return h.Words.pointsTitle() }

// Quoted is a statement's words, or a note in their place.
func (h htmlDigest) Quoted(s string) string {
	if s == "" {
		return h.W("confidential")
	}
	return s
}

// Lang is the language of a quotation where it differs from the document's.
func (h htmlDigest) Lang(s string) string {
	if l := string(text.GuessLanguage(s, text.Language(h.Language))); l != h.Language {
		return l
	}
	return ""
}

// quotation is what the template prints of a statement.
// The name stands by itself, so that its direction turns no other words.
type quotation struct{ Text, Name, Note, Lang string }

// Quote prepares a statement for the template.
func (h htmlDigest) Quote(printed, name string, late bool) quotation {
	return quotation{h.Quoted(printed), name, h.Words.source("", late), h.Lang(printed)}
}
