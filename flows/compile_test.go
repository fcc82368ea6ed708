package flows_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

// said is a contribution as it is read, for tests that need no store.
func said(id string, o flows.OrganisationID, q flows.QuestionID, text string) flows.Contribution {
	at := midway.UTC().Add(time.Duration(len(id)) * time.Second)
	return flows.Contribution{ID: id, Meeting: meetingID, Question: q, Organisation: o, Text: text, SubmittedAt: at, ChangedAt: at}
}

// numbered are n organisations, o1 to on.
func numbered(n int) *flows.Directory {
	all := make([]flows.Organisation, n)
	for i := range all {
		all[i] = flows.Organisation{ID: flows.OrganisationID(fmt.Sprintf("o%d", i+1)), Name: fmt.Sprintf("Förening nummer %d", i+1)}
	}
	return flows.NewDirectory(home, all, nil)
}

// statementsOf lists all statements of a digest.
func statementsOf(d flows.Digest) []flows.DigestStatement {
	var out []flows.DigestStatement
	for _, t := range d.Themes {
		for _, q := range t.Questions {
			for _, p := range q.Points {
				out = append(out, p.Statements...)
			}
			out = append(out, q.WithoutPoint...)
		}
	}
	return out
}

// checkVerbatim checks that each statement is the slice of its contribution
// that it says, that none overlap, and that between them nothing that was
// written is lost: only blanks and the marks of bullets.
func checkVerbatim(t *testing.T, d flows.Digest, all []flows.Contribution) {
	t.Helper()
	spans := make(map[string][]flows.DigestStatement)
	for _, s := range statementsOf(d) {
		spans[s.Contribution] = append(spans[s.Contribution], s)
	}
	for _, c := range all {
		got := spans[c.ID]
		delete(spans, c.ID)
		slices.SortFunc(got, func(a, b flows.DigestStatement) int { return a.Start - b.Start })
		end := 0
		for _, s := range got {
			if s.Start < end || s.End > len(c.Text) || s.End <= s.Start {
				t.Fatalf("%s: statement [%d, %d) after %d of %d bytes", c.ID, s.Start, s.End, end, len(c.Text))
			}
			if c.Text[s.Start:s.End] != s.Text {
				t.Errorf("%s: text of [%d, %d) = %q, want %q", c.ID, s.Start, s.End, s.Text, c.Text[s.Start:s.End])
			}
			checkNoWords(t, c.ID, c.Text[end:s.Start])
			end = s.End
		}
		checkNoWords(t, c.ID, c.Text[end:])
	}
	for id := range spans {
		t.Errorf("statements of %s, which does not count", id)
	}
}

// bulletNumber is the mark of a numbered bullet: it is not part of a statement.
var bulletNumber = regexp.MustCompile(`(?m)^\s*[0-9]{1,2}[.)]\s+`)

func checkNoWords(t *testing.T, id, between string) {
	t.Helper()
	between = bulletNumber.ReplaceAllString(between, "")
	if strings.IndexFunc(between, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) >= 0 {
		t.Errorf("%s: lost between the statements: %q", id, between)
	}
}

func TestStatementsAreVerbatim(t *testing.T) {
	for _, c := range []struct{ name, text string }{
		{"one sentence", "Läxhjälp ger barnen bättre betyg."},
		{"several", "Hej! Läxhjälp ger bättre betyg, bl.a. i matematik. Språkcaféer behövs också.\n\nMed vänlig hälsning\nAnna"},
		{"bullets", "Vi vill:\n- Öka anslaget\n• Ge oss lokaler\n3) Lyssna på de unga\n"},
		{"wide characters", "𝔘ngdomar – åäö – 👩‍👩‍👧 behöver mötesplatser… Ja!"},
		{"decomposed letters", "A\u030Alder ska inte avgo\u0308ra. Alla ska med."},
		{"odd line ends", "Rad ett.\r\nRad två.\u2028Rad tre.\tSlut"},
		{"blanks around", "  \n  Öppna skolan på kvällen.  \n"},
		{"markup of an import", "*Viktigt:* se <https://exempel.se|vår rapport> &amp; mer."},
		{"only a sign", "-"},
		{"no sentence", "bättre lokaler"},
		{"agreement", "Instämmer."},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, o := range []flows.OrganisationID{"o1", ""} {
				all := []flows.Contribution{said("c1", o, "q1", c.text)}
				d := flows.Compile(theMeeting(), "sv", numbered(2), all)
				checkVerbatim(t, d, all)
				if len(statementsOf(d)) == 0 {
					t.Error("the answer is in no point and not in without_point")
				}
			}
		})
	}
}

// What counts: not what is withdrawn or set aside, nor "nothing to add"; what
// is unassigned stands in without_point, and what is late counts in points.
func TestWhatCounts(t *testing.T) {
	const text = "Läxhjälp ger barnen bättre betyg."
	withdrawn, aside, nothing, late := said("gone", "o1", "q1", ""), said("aside", "o2", "q1", text), said("nothing", "o3", "q1", ""), said("late", "o4", "q1", text)
	withdrawn.Withdrawn, aside.SetAside, nothing.NothingToAdd, late.Late = true, true, true, true
	unknown := said("unknown", "", "q1", "Ett språkcafé i varje kommun är vad vi behöver.")
	// What came to a question counts for it whatever the case of its id.
	upper := said("upper", "O5", "Q1", text)
	again := said("again", "o5", "q1", text)
	d := flows.Compile(theMeeting(), "sv", numbered(6), []flows.Contribution{withdrawn, aside, nothing, late, unknown, upper, again})
	if diff := cmp.Diff(flows.Participation{Invited: 6, Answered: 2, Late: 1, Unassigned: 1, SetAside: 1}, d.Participation); diff != "" {
		t.Errorf("participation (-want +got):\n%s", diff)
	}
	q := d.Themes[0].Questions[0]
	if q.Answered != 2 || d.Themes[0].Answered != 2 || len(q.Points) != 1 || q.Points[0].Organisations != 2 {
		t.Fatalf("answered %d, points %+v; want one point of two organisations", q.Answered, q.Points)
	}
	in := make(map[string]bool)
	for _, s := range q.Points[0].Statements {
		in[s.Contribution] = true
		if s.Late != (s.Contribution == "late") {
			t.Errorf("%s: late = %v", s.Contribution, s.Late)
		}
	}
	if diff := cmp.Diff(map[string]bool{"late": true, "upper": true, "again": true}, in); diff != "" {
		t.Errorf("in the point (-want +got):\n%s", diff)
	}
	if len(q.WithoutPoint) != 1 || q.WithoutPoint[0].Contribution != "unknown" {
		t.Errorf("without point: %+v", q.WithoutPoint)
	}
}

// The published table of quantifiers, with n of the organisations that
// answered the question; several messages of one organisation count once.
func TestQuantifiers(t *testing.T) {
	for _, c := range []struct {
		n, of int
		want  string
	}{
		{1, 1, "one"}, {1, 2, "one"}, {1, 12, "one"},
		{2, 2, "some"}, {2, 3, "some"}, {3, 6, "some"}, {3, 12, "some"},
		{3, 3, "most"}, {3, 5, "most"}, {4, 7, "most"}, {7, 12, "most"},
		{4, 8, "several"}, {4, 12, "several"}, {5, 16, "several"}, {6, 19, "several"},
		{5, 10, "many"}, {5, 15, "many"}, {6, 12, "many"}, {6, 18, "many"},
	} {
		t.Run(fmt.Sprintf("%d of %d", c.n, c.of), func(t *testing.T) {
			var all []flows.Contribution
			for i := range c.of {
				o := flows.OrganisationID(fmt.Sprintf("o%d", i+1))
				text := "Instämmer." // an answer that adds to no point
				if i < c.n {
					text = "Kommunerna borde ge föreningarna långsiktiga bidrag till läxhjälp."
				}
				all = append(all, said(fmt.Sprintf("a%d", i), o, "q1", text), said(fmt.Sprintf("b%d", i), o, "q1", text))
			}
			q := flows.Compile(theMeeting(), "sv", numbered(30), all).Themes[0].Questions[0]
			if q.Answered != c.of || len(q.Points) != 1 {
				t.Fatalf("answered %d, %d points; want %d and one", q.Answered, len(q.Points), c.of)
			}
			if p := q.Points[0]; p.Organisations != c.n || string(p.Quantifier) != c.want || len(p.Statements) != 2*c.n {
				t.Errorf("%d organisations, %q, %d statements; want %d, %q, %d", p.Organisations, p.Quantifier, len(p.Statements), c.n, c.want, 2*c.n)
			}
		})
	}
}

// Quotes are indexes of statements, of different organisations, at most one each.
func TestQuotesAreOfDifferentOrganisations(t *testing.T) {
	var all []flows.Contribution
	for i, text := range []string{
		"Kommunerna borde ge föreningarna långsiktiga bidrag till läxhjälp.", "Läxhjälp behöver långsiktiga bidrag av kommunerna.",
		"Långsiktiga bidrag till läxhjälp från kommunen är avgörande för föreningarna.", "Ge långsiktiga bidrag till föreningarnas läxhjälp i alla kommuner!",
	} {
		all = append(all, said(fmt.Sprintf("c%d", i), flows.OrganisationID(fmt.Sprintf("o%d", i/2+1)), "q1", text))
	}
	for _, p := range flows.Compile(theMeeting(), "sv", numbered(4), all).Themes[0].Questions[0].Points {
		quoted := make(map[flows.OrganisationID]bool)
		for _, i := range p.Quotes {
			if i < 0 || i >= len(p.Statements) {
				t.Fatalf("quote %d of %d statements", i, len(p.Statements))
			}
			if o := p.Statements[i].Organisation; quoted[o] {
				t.Errorf("%s is quoted twice", o)
			} else {
				quoted[o] = true
			}
		}
		if len(quoted) == 0 {
			t.Errorf("point %s has no quote", p.ID)
		}
	}
}

// The same contributions give the same bytes, in whatever order they are read.
func TestCompileIsDeterministic(t *testing.T) {
	var all []flows.Contribution
	for i, text := range []string{"Läxhjälp ger bättre betyg.", "Mer läxhjälp ger barnen bättre betyg.", "Språkcaféer behövs i varje kommun.",
		"Sänk hyran för föreningslokaler.", "Hyran för lokaler måste sänkas.", "Instämmer.", "Ge unga en plats i styrelsen."} {
		c := said(fmt.Sprintf("c%d", i), flows.OrganisationID(fmt.Sprintf("o%d", i%5+1)), "q1", text)
		c.SubmittedAt = midway // all at the same time: the ids decide
		c.KeyMessage, c.KeyMessageAt = text, midway
		all = append(all, c)
	}
	var first []byte
	for i := range len(all) {
		rotated := append(slices.Clone(all[i:]), all[:i]...)
		if i%2 == 1 {
			slices.Reverse(rotated)
		}
		data, err := json.Marshal(flows.Compile(theMeeting(), "sv", numbered(6), rotated))
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			first = data
		}
		if diff := cmp.Diff(string(first), string(data)); diff != "" {
			t.Fatalf("order %d (-want +got):\n%s", i, diff)
		}
	}
}

// as_of is the time of the newest change included, reactions and withdrawals too.
func TestAsOf(t *testing.T) {
	w := newWorld(t)
	if !w.digest().AsOf.IsZero() {
		t.Errorf("as of %v before anything came", w.digest().AsOf)
	}
	w.ask()
	r := w.answer(kompis, "q1", "Ett svar.")
	check := func(when string, want time.Time) {
		t.Helper()
		if got := w.digest().AsOf; !got.Equal(want) || got.Location() != time.UTC {
			t.Errorf("%s: as of %v, want %v", when, got, want.UTC())
		}
	}
	check("a reply", r.Place.TS.Time())
	edit := r
	edit.Text, edit.EditedTS, edit.EventTS = "Ett rättat svar.", w.ts(), w.ts()
	w.collect(edit, flows.OutcomeEdited)
	check("an edit", edit.EditedTS.Time())
	star := flows.Reaction{Place: r.Place, User: kompis, Name: flows.ReactionStar, Added: true, EventTS: w.ts()}
	_, err := w.collector.React(t.Context(), star)
	w.must(err)
	check("a star", star.EventTS.Time())
	w.clock.set(midway.Add(time.Hour))
	at := w.ts()
	_, err = w.collector.Delete(t.Context(), flows.Deletion{Place: r.Place, Thread: r.Thread, EventTS: at})
	w.must(err)
	check("a deletion", at.Time())
}

// A digest of nothing has all its parts, empty and not null.
func TestCompileNothing(t *testing.T) {
	d := flows.Compile(theMeeting(), "sv", numbered(3), nil)
	data, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), "null") {
		t.Errorf("null in %s", data)
	}
	if diff := cmp.Diff(flows.Participation{Invited: 3}, d.Participation); diff != "" {
		t.Errorf("participation (-want +got):\n%s", diff)
	}
	if len(d.Themes) != 3 || len(d.Themes[0].Questions) != 2 {
		t.Errorf("themes: %+v", d.Themes)
	}
}

// A statement that names its own organisation is quoted and labelled as
// documents print it where no other is to be had: nothing that was said goes
// missing. Only words for the working group stay with it.
func TestWhoNamesThemselvesIsHeard(t *testing.T) {
	d := flows.NewDirectory(home, []flows.Organisation{
		{ID: "kompis", Name: "Kompis Sverige"}, {ID: "bildning", Name: "Bildningsförbundet"}, {ID: "kyrkan", Name: "Norra Kyrkan"}}, nil)
	secret := func(c flows.Contribution) flows.Contribution {
		c.Attribution = flows.AttributionWorkingGroup
		return c
	}
	type point struct {
		Label         string
		Organisations int
		Quotes        []string // as printed
	}
	const lack, masked = "Vi i Kompis Sverige möter många som saknar lokaler.", "Vi i [organisation] möter många som saknar lokaler."
	for _, c := range []struct {
		name string
		all  []flows.Contribution
		want []point
	}{
		{"alone", []flows.Contribution{said("c1", "kompis", "q1", "Kompis Sverige vill att språkcaféer får statligt stöd.")},
			[]point{{"[organisation] vill att språkcaféer får statligt stöd.", 1, []string{"[organisation] vill att språkcaféer får statligt stöd."}}}},
		{"two in the same words", []flows.Contribution{said("c1", "kompis", "q1", lack), said("c2", "bildning", "q1", "Vi i Bildningsförbundet möter många som saknar lokaler.")},
			[]point{{masked, 2, []string{masked}}}},
		{"one without a name is preferred", []flows.Contribution{said("c1", "kompis", "q1", lack), said("c2", "bildning", "q1", "Många saknar lokaler.")},
			[]point{{"Många saknar lokaler.", 2, []string{"Många saknar lokaler."}}}},
		{"beside a confidential one", []flows.Contribution{said("c1", "kompis", "q1", lack), secret(said("c2", "bildning", "q1", "Vi möter många som saknar lokaler."))},
			[]point{{masked, 2, []string{masked}}}},
		{"only confidential ones", []flows.Contribution{secret(said("c1", "kompis", "q1", lack))}, []point{{"", 1, nil}}},
		{"what is said of another is no name of one's own", []flows.Contribution{
			said("c1", "kompis", "q1", "Norra Kyrkan borde få bidrag."), said("c2", "bildning", "q1", "Bildningsförbundet borde få anslag till sin tidning.")},
			[]point{{"[organisation] borde få bidrag.", 1, []string{"[organisation] borde få bidrag."}},
				{"[organisation] borde få anslag till sin tidning.", 1, []string{"[organisation] borde få anslag till sin tidning."}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			digest := flows.Compile(theMeeting(), "sv", d, c.all)
			checkVerbatim(t, digest, c.all)
			var got []point
			for _, p := range digest.Unattributed().Themes[0].Questions[0].Points {
				g := point{Label: p.Label, Organisations: p.Organisations}
				for _, i := range p.Quotes {
					g.Quotes = append(g.Quotes, p.Statements[i].Printed())
				}
				got = append(got, g)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("points (-want +got):\n%s", diff)
			}
		})
	}
}

// A name or a link that stands alone is no point, and is not lost.
func TestSignaturesAreNoPoints(t *testing.T) {
	d := flows.NewDirectory(home, []flows.Organisation{{ID: "kompis", Name: "Kompis Sverige"}}, nil)
	all := []flows.Contribution{said("c1", "kompis", "q1", "Fler lokaler behövs på landet.\nEva Lind\nKompis Sverige\nwww.kompis.example")}
	digest := flows.Compile(theMeeting(), "sv", d, all)
	checkVerbatim(t, digest, all)
	q := digest.Themes[0].Questions[0]
	var got []string
	for _, s := range q.WithoutPoint {
		got = append(got, s.Printed())
	}
	if diff := cmp.Diff([]string{"[namn]", "[organisation]", "[kontaktuppgift]"}, got); diff != "" || len(q.Points) != 1 {
		t.Errorf("%d points, want one; without point (-want +got):\n%s", len(q.Points), diff)
	}
}
