package document

import (
	"strconv"
	"strings"

	"github.com/samrad/samrad/flows"
)

// csvColumn is a column of a digest's table.
type csvColumn struct {
	name       string
	attributed bool // it is in the working group's edition alone
	value      func(c csvWriter, r csvRow) string
}

// csvColumns are in the order of the file; new ones are added at the end. In the
// editions for everybody a contribution is a reference: see [references].
var csvColumns = []csvColumn{
	{"theme", false, func(_ csvWriter, r csvRow) string { return r.theme }},
	{"question", false, func(_ csvWriter, r csvRow) string { return string(r.question.ID) }},
	{"question_text", false, func(_ csvWriter, r csvRow) string { return r.question.Text }},
	{"point", false, ofPoint(func(p flows.DigestPoint) string { return string(p.ID) })},
	{"label", false, ofPoint(func(p flows.DigestPoint) string { return p.Label })},
	{"quantifier", false, ofPoint(func(p flows.DigestPoint) string { return string(p.Quantifier) })},
	{"organisations", false, ofPoint(func(p flows.DigestPoint) string { return strconv.Itoa(p.Organisations) })},
	{"statement", false, func(_ csvWriter, r csvRow) string { return r.said.Printed() }},
	{"contribution", false, csvWriter.contribution},
	{"quote", false, func(_ csvWriter, r csvRow) string { return strconv.FormatBool(r.quote) }},
	{"late", false, func(_ csvWriter, r csvRow) string { return strconv.FormatBool(r.said.Late) }},
	{"name", false, func(_ csvWriter, r csvRow) string { return r.said.Name }},
	{"organisation", true, func(_ csvWriter, r csvRow) string { return string(r.said.Organisation) }},
	{"confirmed", false, ofPoint(func(p flows.DigestPoint) string { return strconv.FormatBool(p.Confirmed) })},
	{"opposed", false, ofPoint(func(p flows.DigestPoint) string { return joined(p.Opposed) })},
	{"maybe_opposed", false, ofPoint(func(p flows.DigestPoint) string { return joined(p.MaybeOpposed) })},
	{"raised_before", false, ofPoint(func(p flows.DigestPoint) string { return meetings(p.RaisedBefore) })},
	{"off_topic", false, func(_ csvWriter, r csvRow) string { return string(r.said.OffTopic) }},
	{"off_topic_reason", false, func(_ csvWriter, r csvRow) string { return r.offTopicReason() }},
	{"hidden", true, csvWriter.hidden},
	{"reference", true, func(c csvWriter, r csvRow) string { return c.references[r.said.Contribution] }},
	{"kind", false, func(_ csvWriter, r csvRow) string { return string(r.said.Kind) }},
}

// csvRow is a statement, with where it stands.
type csvRow struct {
	theme    string
	question flows.DigestQuestion
	point    *flows.DigestPoint // nil: in none
	said     flows.DigestStatement
	quote    bool
}

// ofPoint is the value of a column that is empty without a point.
func ofPoint(value func(flows.DigestPoint) string) func(csvWriter, csvRow) string {
	return func(_ csvWriter, r csvRow) string {
		if r.point == nil {
			return ""
		}
		return value(*r.point)
	}
}

func (r csvRow) offTopicReason() string {
	for _, p := range r.question.OffTopic {
		if p.ID == r.said.OffTopic {
			return p.Reason
		}
	}
	return ""
}

// joined lists ids, with a blank between.
func joined(ids []flows.PointID) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return strings.Join(out, " ")
}

func meetings(all []flows.RaisedBefore) string {
	out := make([]string, len(all))
	for i, r := range all {
		out[i] = string(r.Meeting)
	}
	return strings.Join(out, " ")
}
