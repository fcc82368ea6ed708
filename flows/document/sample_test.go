package document_test

import (
	"strings"
	"testing"
	"time"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/points"
)

// Texts of a kind that people send, by intent or not. None may become more
// than text in a document.
const (
	htmlText     = `<script>alert(1)</script> & <b onclick="x()">fet</b> &amp; &lt;i&gt; <!-- dold --> <a href="javascript:x()">länk</a>`
	markdownText = "# Rubrik *betonad* _så_ `kod` [länk](https://example.org) ![bild](x.png) <https://example.org> ~~struken~~ | a | b | \\"
	formulaText  = `=HYPERLINK("https://example.org";"klicka")`
	rightToLeft  = "نحتاج إلى وقت للترجمة \u202eoch ett vänt ord\u202c."
	lines        = "Tre saker:\n- språk\n- arbete\n1. bostad\n\n    indraget\n```\n> citat\n===\n---\n| a | b |\n|---|---|\n+ plus\n* stjärna\n12) tal"
)

// long is far longer than anybody means to read.
var long = strings.TrimSpace(strings.Repeat("Mötesplatser behöver långsiktig finansiering. ", 120))

var (
	starts = time.Date(2023, 11, 7, 13, 0, 0, 0, time.FixedZone("CET", 3600))
	asOf   = time.Date(2023, 11, 5, 22, 30, 12, 0, time.UTC)
)

// sample is an attributed digest with one of everything.
func sample(lang string, state flows.DigestState) flows.Digest {
	d := flows.Digest{
		Meeting: "2023-11-07", Title: "Samråd om integration <2023> & framåt", Starts: starts, Version: 3, State: state,
		Language: lang, AsOf: asOf, Attributed: true,
		Participation: flows.Participation{Invited: 40, Answered: 12, Late: 1, Unassigned: 2, SetAside: 1},
		Themes: []flows.DigestTheme{educationTheme(), workTheme(), {
			Title: "Tema utan svar", KeyMessages: []flows.KeyMessage{},
			Questions: []flows.DigestQuestion{{ID: "q4", Text: "Vad saknas?", Points: []flows.DigestPoint{}, WithoutPoint: []flows.DigestStatement{}}},
		}},
		Sectors: []flows.SectorCount{{Sector: "folkbildning & skola", Invited: 12, Answered: 5}, {Sector: "integration", Invited: 20, Answered: 7}, {Invited: 8}},
	}
	if state != flows.DigestDraft {
		d.ApprovedAt, d.ApprovedBy = asOf.Add(time.Hour), "U0WG1"
	}
	if state == flows.DigestPublished {
		d.PublishedAt, d.Superseded = asOf.Add(2*time.Hour), true
		d.Changes = &flows.VersionChanges{
			Version: 2, PublishedAt: asOf.Add(-24 * time.Hour), Changes: flows.Changes{New: 3, Edited: 1, Withdrawn: 1},
			Questions: []flows.QuestionChanges{{ID: "q1", Text: "Hur kan civilsamhället främja integrationen?", NewOrganisations: 2, Withdrawn: 1,
				NewPoints: []string{"Folkbildning når <fler>."}}},
		}
	}
	return d
}

func educationTheme() flows.DigestTheme {
	return flows.DigestTheme{
		Title: "Utbildningens roll", Answered: 12,
		KeyMessages: []flows.KeyMessage{
			{Text: "Läxhjälp ger barnen bättre betyg.", Contribution: "c1", Organisation: "kompis", Name: "Kompis Sverige", Named: true},
			{Text: "Ge Rosengårds folkhögskola tid.", Masked: "Ge [organisation] tid.", Contribution: "c2", Organisation: "rosengard", Name: "Rosengårds folkhögskola"},
			{Text: "Bara för arbetsgruppen.", Contribution: "c3", Organisation: "drom", Name: "Drom", Confidential: true},
		},
		Questions: []flows.DigestQuestion{
			{ID: "q1", Text: "Hur kan civilsamhället främja integrationen?", Answered: 12, Points: []flows.DigestPoint{
				point("p1", "Läxhjälp ger barnen bättre betyg.", points.QuantifierMost, 8, []int{0, 1},
					said("c1", "Läxhjälp ger barnen bättre betyg.", "kompis", "Kompis Sverige", named),
					said("c2", "Vi i Rosengårds folkhögskola ser att läxhjälp ger bättre betyg.", "rosengard", "Rosengårds folkhögskola", masked("Vi i [organisation] ser att läxhjälp ger bättre betyg.")),
					said("c3", "Läxhjälpen behöver lokaler.", "drom", "Drom", confidential),
					said("c4", "Läxhjälp lyfter betygen, även sent.", "unga", "Unga i centrum", late)),
				confirmed(point("p2", "Folkbildning når fler.", points.QuantifierMany, 5, []int{0}, said("c5", "Folkbildning når fler än skolan.", "abf", "ABF"))),
				point("p3", "", points.QuantifierSome, 2, []int{}, said("c6", "Hemliga ord.", "drom", "Drom", confidential)),
				point("p4", "Det fjärde gemensamma.", points.QuantifierSome, 2, []int{0}, said("c7", "Det fjärde gemensamma.", "abf", "ABF")),
				point("p5", "Handledare behöver lön.", points.QuantifierOne, 1, []int{0}, said("c8", "Handledare behöver lön, inte bara tack.", "unga", "Unga i centrum", late)),
			}, WithoutPoint: []flows.DigestStatement{
				said("c2", "Hej & tack <för> frågan!", "rosengard", "Rosengårds folkhögskola", kind(points.Greeting)),
				said("c4", "Hej!", "unga", "Unga i centrum", late, kind(points.Greeting)),
				said("c8", "Hej!", "unga", "Unga i centrum", late, kind(points.Greeting)),
				said("c9", "Vi instämmer.", "", ""),
				said("c2", "Hälsningar från Rosengårds folkhögskola", "rosengard", "Rosengårds folkhögskola", masked("Hälsningar från [organisation]"), kind(points.Signature)),
				said("c3", "Mvh Drom", "drom", "Drom", confidential, kind(points.Signature)),
				said("c8", "– *inget* att tillägga –", "unga", "Unga i centrum", late, kind(points.Empty)),
				said("c10", "Också hemligt.", "drom", "Drom", confidential),
				said("c12", "Trafiken är farlig.", "abf", "ABF", offTopic("x1")),
			}, OffTopic: []flows.OffTopicPoint{{ID: "x1", Label: "Trafiken är farlig.", Reason: "Hör till samrådet om trafik.", Organisations: 1}}},
			{ID: "q2", Text: "Vad hindrar?", Answered: 1, WithoutPoint: []flows.DigestStatement{}, Points: []flows.DigestPoint{
				point("p6", "The rules change too often.", points.QuantifierOne, 1, []int{0}, said("c11", "The rules change too often, and nobody tells the volunteers.", "imf", "International Friends")),
			}},
		},
	}
}

// workTheme has the texts that must stay texts.
func workTheme() flows.DigestTheme {
	return flows.DigestTheme{
		Title: "Arbete <i>&</i> *etablering*", Answered: 6,
		KeyMessages: []flows.KeyMessage{{Text: markdownText, Contribution: "h1", Organisation: "h", Name: "Förening <h1>", Named: true}},
		Questions: []flows.DigestQuestion{{ID: "q3", Text: "Är 3 < 4 & 5 > 4? [så](x)", Answered: 6, Points: []flows.DigestPoint{
			point("p7", formulaText, points.QuantifierSeveral, 4, []int{0, 1, 2, 3},
				said("h1", formulaText, "h", "=Formel()", named),
				said("h2", htmlText, "h2", "Org"),
				said("h3", markdownText, "h3", "Org"),
				said("h4", lines, "h4", "Org", late)),
			point("p8", rightToLeft, points.QuantifierSome, 2, []int{0, 1}, said("h5", rightToLeft, "h5", "Org"), said("h6", long, "h6", "Org")),
		}, WithoutPoint: []flows.DigestStatement{
			said("h7", "+46 8 123", "", ""), said("h8", "-", "", ""), said("h9", "@SUM(A1)", "", ""), said("h10", "\tindraget", "", ""),
			said("h11", "citat \"i\" citat; och, tecken", "", ""),
		}}},
	}
}

func point(id flows.PointID, label string, q points.Quantifier, n int, quotes []int, all ...flows.DigestStatement) flows.DigestPoint {
	return flows.DigestPoint{ID: id, Label: label, Quantifier: q, Organisations: n, Statements: all, Quotes: quotes}
}

// confirmed is a point that people decided on: it is the opposite of p4, perhaps
// of p5, and was raised before.
func confirmed(p flows.DigestPoint) flows.DigestPoint {
	p.Confirmed, p.Opposed, p.MaybeOpposed = true, []flows.PointID{"p4"}, []flows.PointID{"p5"}
	p.RaisedBefore = []flows.RaisedBefore{{Meeting: "2022-11-08", Starts: starts.AddDate(-1, 0, 1), Label: "Folkbildning når dem som skolan inte når."}}
	return p
}

func said(contribution, text string, organisation flows.OrganisationID, name string, more ...func(*flows.DigestStatement)) flows.DigestStatement {
	s := flows.DigestStatement{Contribution: contribution, Start: 7, End: 7 + len(text), Text: text, Organisation: organisation, Name: name}
	for _, m := range more {
		m(&s)
	}
	return s
}

func named(s *flows.DigestStatement)        { s.Named = true }
func late(s *flows.DigestStatement)         { s.Late = true }
func confidential(s *flows.DigestStatement) { s.Confidential = true }

func kind(k points.Kind) func(*flows.DigestStatement) {
	return func(s *flows.DigestStatement) { s.Kind = k }
}

func offTopic(p flows.PointID) func(*flows.DigestStatement) {
	return func(s *flows.DigestStatement) { s.OffTopic = p }
}

func masked(text string) func(*flows.DigestStatement) {
	return func(s *flows.DigestStatement) { s.Masked = text }
}

// nothing is a digest of a meeting that nobody has answered.
func nothing(lang string) flows.Digest {
	return flows.Digest{
		Meeting: "2024", Title: "Samråd", Starts: starts, Version: 1, State: flows.DigestDraft, Language: lang,
		Participation: flows.Participation{Invited: 1}, Themes: []flows.DigestTheme{},
	}
}

// editions are what the tests write.
func editions() []edition {
	return []edition{
		{"draft.sv", sample("sv", flows.DigestDraft).Unattributed()},
		{"published.en", sample("en", flows.DigestPublished).Unattributed()},
		{"attributed.sv", sample("sv", flows.DigestApproved)},
		{"attributed.en", sample("en", flows.DigestDraft)},
		{"nothing.sv", nothing("sv")},
		{"nothing.en", nothing("en")},
	}
}

type edition struct {
	name   string
	digest flows.Digest
}

// eachEdition runs a test with the bytes of every edition in a format.
func eachEdition(t *testing.T, f func(t *testing.T, d flows.Digest, data []byte), format string) {
	t.Helper()
	for _, e := range editions() {
		t.Run(e.name, func(t *testing.T) { f(t, e.digest, render(t, e.digest, format)) })
	}
}
