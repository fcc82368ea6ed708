package document_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/document/pdf"
)

// consultation is a random directory with random answers in which the writers
// name themselves, one another and how to reach them.
type consultation struct {
	meeting       flows.Meeting
	organisations []flows.Organisation
	contributions []flows.Contribution
	contacts      []string // e-mail addresses, telephone numbers, links, persons
}

// syllables make names that no ordinary text holds.
var syllables = []string{"zor", "vix", "qua", "lum", "bex", "tiw", "gry", "nop", "xal", "dru"}

// opinions are what the answers say besides.
var opinions = []string{
	"Kommunerna borde ge föreningarna långsiktiga bidrag", "Läxhjälpen behöver fler lokaler på kvällarna", "Språkcaféer ger mer än kurser",
	"Unga vill bestämma själva över fritidsgården", "Vi vill inte ha fler projekt", "The rules change too often", "Mammor behöver barnpassning för att kunna studera",
}

func newConsultation(seed uint64) consultation {
	r := rand.New(rand.NewPCG(seed, 1))
	pick := func(all []string) string { return all[r.IntN(len(all))] }
	used := map[string]bool{}
	word := func() string {
		w := pick(syllables) + pick(syllables) + pick(syllables)
		for used[w] { // one that may be told is no part of another
			w = pick(syllables) + pick(syllables) + pick(syllables)
		}
		used[w] = true
		return strings.ToUpper(w[:1]) + w[1:]
	}
	c := consultation{meeting: flows.Meeting{ID: "m", Title: "Samråd", Starts: starts}}
	for i := range 2 {
		t := flows.Theme{Title: fmt.Sprintf("Tema om %d", i)}
		for j := range 2 {
			t.Questions = append(t.Questions, flows.Question{ID: flows.QuestionID(fmt.Sprintf("q%d", 2*i+j+1)), Text: "Vad behövs för att fler ska delta?"})
		}
		c.meeting.Themes = append(c.meeting.Themes, t)
	}
	for i := range 4 + r.IntN(8) {
		name := word()
		if r.IntN(2) == 0 {
			name += " " + word()
		}
		c.organisations = append(c.organisations, flows.Organisation{ID: flows.OrganisationID(fmt.Sprintf("organisation-%02d", i)), Name: name, Aliases: []string{word()},
			Members: []flows.UserID{flows.UserID(fmt.Sprintf("U0MEMBER%02d", i))}, Channel: flows.ChannelID(fmt.Sprintf("C0CHANNEL%02d", i))})
	}
	contact := func(s string) string {
		c.contacts = append(c.contacts, s)
		return s
	}
	// names is one of the ways in which people write who they are.
	names := func(o flows.Organisation) string {
		switch r.IntN(9) {
		case 0:
			return "Vi i " + o.Name + " menar det."
		case 1:
			return o.Name + "s medlemmar vet."
		case 2:
			return "Som " + strings.ToUpper(o.Name) + " brukar säga."
		case 3:
			return "Fråga " + o.Aliases[0] + "!"
		case 4:
			return "Skriv till " + contact(strings.ToLower(word())+"@"+strings.ToLower(word())+".example.org") + "."
		case 5:
			return "Ring " + contact(fmt.Sprintf("070-%03d %02d %02d", r.IntN(1000), r.IntN(100), r.IntN(100))) + "."
		case 6:
			return "Se " + contact("https://"+strings.ToLower(word())+".example.org/om") + " för mer."
		case 7:
			return "\nMed vänlig hälsning\n" + contact(word()+" "+word()) + "\n"
		default:
			return ""
		}
	}
	for i := range 10 + r.IntN(20) {
		o := c.organisations[r.IntN(len(c.organisations))]
		other := c.organisations[r.IntN(len(c.organisations))]
		at := asOf.Add(time.Duration(i) * time.Minute)
		one := flows.Contribution{ID: fmt.Sprintf("c%d", i), Question: flows.QuestionID(fmt.Sprintf("q%d", 1+r.IntN(4))), Organisation: o.ID, User: o.Members[0],
			Text: pick(opinions) + ". " + names(other) + " " + pick(opinions) + ". " + names(o), SubmittedAt: at, ChangedAt: at, Late: r.IntN(5) == 0}
		one.Attribution = []flows.Attribution{"", flows.AttributionUnnamed, flows.AttributionNamed, flows.AttributionWorkingGroup}[r.IntN(4)]
		if r.IntN(3) == 0 {
			one.KeyMessage, one.KeyMessageAt = names(other)+" "+pick(opinions)+". "+names(o), at
		}
		if r.IntN(10) == 0 {
			one.Organisation = ""
		}
		c.contributions = append(c.contributions, one)
	}
	return c
}

func (c consultation) digest(contributions []flows.Contribution, state flows.DigestState) flows.Digest {
	d := flows.Compile(c.meeting, "sv", flows.NewDirectory("T0HOME", c.organisations, nil), contributions)
	d.Version, d.State = 1, state
	decide(&d)
	return d
}

// checkTellsNobody holds that what is written names no organisation but those
// that stand by name, and no way to reach anybody.
func (c consultation) checkTellsNobody(t *testing.T, d flows.Digest, written string) {
	t.Helper()
	written = oneCase(written)
	words := strings.Join(wordsIn(written), " ")
	shown := standing(d)
	for _, o := range c.organisations {
		secret := append([]string{string(o.Members[0]), string(o.Channel)}, o.Aliases...)
		if !shown[o.Name] {
			secret = append(secret, o.Name, string(o.ID))
		}
		for _, s := range secret {
			if strings.Contains(words, strings.Join(wordsIn(oneCase(s)), " ")) {
				t.Errorf("it tells %q", s)
			}
		}
	}
	for _, s := range c.contacts {
		if strings.Contains(written, oneCase(s)) {
			t.Errorf("it tells %q", s)
		}
	}
}

func oneCase(s string) string { return strings.ToLower(collapse(s)) }

func wordsIn(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '-' })
}

// TestTellsNobody holds for random consultations that no document of the
// edition for everybody tells who said what, in any format, and that the same
// answers give the same bytes in whatever order they come.
func TestTellsNobody(t *testing.T) {
	for seed := range uint64(8) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			c := newConsultation(seed)
			state := []flows.DigestState{flows.DigestDraft, flows.DigestPublished}[seed%2]
			d := c.digest(c.contributions, state).Unattributed()
			shuffled := slices.Clone(c.contributions)
			rand.New(rand.NewPCG(seed, 2)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
			again := c.digest(shuffled, state).Unattributed()
			for _, format := range slices.Concat(written, packed) {
				data := render(t, d, format)
				if string(data) != string(render(t, again, format)) {
					t.Errorf("%s: other bytes in another order", format)
				}
				if format == "json" {
					data = render(t, printed(t, d), format)
				}
				c.checkTellsNobody(t, d, unpacked(t, data))
			}
		})
	}
}

// TestPDFTellsNobody: nor does what a browser prints, nor its properties.
func TestPDFTellsNobody(t *testing.T) {
	c := newConsultation(100)
	d := c.digest(c.contributions, flows.DigestPublished).Unattributed()
	data, err := pdf.Print(t.Context(), render(t, d, "html"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "digest.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	c.checkTellsNobody(t, d, tool(t, "pdftotext", path, "-")+tool(t, "pdfinfo", path))
}

// printed is a digest whose texts are as documents print them: in JSON a text
// stands verbatim, with the printed form beside it.
func printed(t *testing.T, d flows.Digest) flows.Digest {
	t.Helper()
	data, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	var out flows.Digest
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	mask := func(all []flows.DigestStatement) {
		for i := range all {
			all[i].Text = all[i].Printed()
		}
	}
	for i := range out.Themes {
		for j := range out.Themes[i].KeyMessages {
			k := &out.Themes[i].KeyMessages[j]
			k.Text = k.Printed()
		}
		for j := range out.Themes[i].Questions {
			q := &out.Themes[i].Questions[j]
			mask(q.WithoutPoint)
			for k := range q.Points {
				mask(q.Points[k].Statements)
			}
		}
	}
	return out
}

// TestEachStatementOnce holds that every statement has one place: one row of
// the tables, and in the working group's edition its words in the document.
func TestEachStatementOnce(t *testing.T) {
	for seed := range uint64(5) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			c := newConsultation(seed)
			d := c.digest(c.contributions, flows.DigestDraft)
			seen := map[string]int{}
			said := map[string]int{}
			for _, theme := range d.Themes {
				for _, q := range theme.Questions {
					for _, s := range everyStatement(q) {
						seen[fmt.Sprint(s.Contribution, " ", s.Start, " ", s.End)]++
						said[s.Contribution+" "+s.Printed()]++
					}
				}
			}
			for at, n := range seen {
				if n != 1 {
					t.Errorf("%s has %d places", at, n)
				}
			}
			rows := map[string]int{}
			for _, row := range readCSV(t, render(t, d, "csv")) {
				rows[row["contribution"]+" "+row["statement"]]++
			}
			if diff := cmp.Diff(said, rows); diff != "" {
				t.Errorf("rows of CSV (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(said, statementsOfWorkbook(t, render(t, d, "xlsx"))); diff != "" {
				t.Errorf("rows of XLSX (-want +got):\n%s", diff)
			}
			words := parse(t, render(t, d, "html")).words()
			for s := range said {
				_, s, _ = strings.Cut(s, " ")
				if !strings.Contains(words, collapse(s)) {
					t.Errorf("%q is not in the document", s)
				}
			}
		})
	}
}

func everyStatement(q flows.DigestQuestion) []flows.DigestStatement {
	all := slices.Clone(q.WithoutPoint)
	for _, p := range q.Points {
		all = append(all, p.Statements...)
	}
	return all
}
