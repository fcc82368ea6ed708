package document_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/points/samples"
)

// meeting is the digest of a normal meeting: five themes, the sample answers of
// 38 organisations, and what a working group decides of such a digest.
func meeting(t *testing.T, lang string, state flows.DigestState) flows.Digest {
	t.Helper()
	questions, err := samples.Questions()
	if err != nil {
		t.Fatal(err)
	}
	m := flows.Meeting{ID: "2023-11-07", Title: "Samråd om civilsamhällets roll inom integrationspolitiken", Starts: starts}
	titles := []string{"Bildning och utbildning", "Utbildningens roll för en lyckad integration och minskat utanförskap",
		"Mångfald och delaktighet för att minska utanförskap", "Kvinnors engagemang", "Att främja integrationen genom ungas engagemang och sysselsättning"}
	for i, q := range questions {
		m.Themes = append(m.Themes, flows.Theme{Title: titles[i], Questions: []flows.Question{{ID: flows.QuestionID(strings.ToLower(q.ID)), Text: q.Text}}})
	}
	organisations, contributions := respondents(t)
	d := flows.Compile(m, lang, flows.NewDirectory("", organisations, nil), contributions)
	d.Version, d.State = 3, state
	d.Sectors = []flows.SectorCount{{Sector: "folkbildning och studieförbund", Invited: 13, Answered: 13}, {Sector: "integration", Invited: 13, Answered: 12},
		{Sector: "ungdom", Invited: 10, Answered: 9}, {Invited: 5, Answered: 4}}
	if state == flows.DigestPublished {
		d.ApprovedAt, d.PublishedAt = asOf.Add(10*time.Hour), asOf.Add(11*time.Hour)
		d.Changes = &flows.VersionChanges{Version: 2, PublishedAt: asOf.Add(-48 * time.Hour), Changes: flows.Changes{New: 2, Withdrawn: 1},
			Questions: []flows.QuestionChanges{{ID: "q1", NewOrganisations: 2}, {ID: "q3", Withdrawn: 1}}}
	}
	decide(&d)
	return d
}

// respondents are the organisations of the samples and their answers: some
// late, some by name, some for the working group only.
func respondents(t *testing.T) ([]flows.Organisation, []flows.Contribution) {
	t.Helper()
	answers, err := samples.Answers()
	if err != nil {
		t.Fatal(err)
	}
	var organisations []flows.Organisation
	var out []flows.Contribution
	ids := map[string]flows.OrganisationID{}
	for i, a := range answers {
		if _, ok := ids[a.Organisation]; !ok {
			ids[a.Organisation] = flows.OrganisationID(fmt.Sprintf("o%02d", len(ids)+1))
			organisations = append(organisations, flows.Organisation{ID: ids[a.Organisation], Name: a.Organisation})
		}
		at := asOf.Add(time.Duration(i-len(answers)) * time.Hour)
		c := flows.Contribution{ID: a.ID, Question: flows.QuestionID(strings.ToLower(a.Question)), Organisation: ids[a.Organisation], Text: a.Text,
			SubmittedAt: at, ChangedAt: at, Late: i%40 == 7, Source: flows.SourceSlack}
		switch i % 20 {
		case 3:
			c.Attribution = flows.AttributionNamed
		case 11:
			c.Attribution = flows.AttributionWorkingGroup
		}
		if i%6 == 0 {
			c.KeyMessage, c.KeyMessageAt = a.Text, at
		}
		out = append(out, c)
	}
	for _, name := range []string{"Silent One", "Silent Two", "Silent Three"} {
		organisations = append(organisations, flows.Organisation{ID: flows.OrganisationID(strings.ToLower(strings.ReplaceAll(name, " ", "-"))), Name: name})
	}
	return organisations, out
}

// decide does to a digest what a working group does: it confirms, finds points
// that hold opposite views, and sets one aside.
func decide(d *flows.Digest) {
	for i := range d.Themes {
		q := &d.Themes[i].Questions[0]
		for j := range q.Points {
			q.Points[j].Confirmed = j%2 == 0
		}
		if i < 2 && len(q.Points) > 2 {
			q.Points[0].Opposed = []flows.PointID{q.Points[2].ID}
			q.Points[1].MaybeOpposed = []flows.PointID{q.Points[2].ID}
		}
		if len(q.Points) > 0 {
			q.Points[0].RaisedBefore = []flows.RaisedBefore{{Meeting: "2022-11-08", Starts: starts.AddDate(-1, 0, 1)}, {Meeting: "2021-11-09", Starts: starts.AddDate(-2, 0, 2)}}
		}
		if last := len(q.Points) - 1; i == 0 && last > 2 {
			p := q.Points[last]
			q.Points = slices.Clone(q.Points[:last])
			q.OffTopic = []flows.OffTopicPoint{{ID: p.ID, Label: p.Label, Reason: "Hör till ett annat samråd.", Organisations: p.Organisations}}
			for _, s := range p.Statements {
				s.OffTopic = p.ID
				q.WithoutPoint = append(q.WithoutPoint, s)
			}
		}
	}
}

// standing are the organisations that a digest may name.
func standing(d flows.Digest) map[string]bool {
	out := map[string]bool{}
	statements := func(all []flows.DigestStatement) {
		for _, s := range all {
			if s.Named {
				out[s.Name] = true
			}
		}
	}
	for _, t := range d.Themes {
		for _, k := range t.KeyMessages {
			if k.Named {
				out[k.Name] = true
			}
		}
		for _, q := range t.Questions {
			statements(q.WithoutPoint)
			for _, p := range q.Points {
				statements(p.Statements)
			}
		}
	}
	return out
}
