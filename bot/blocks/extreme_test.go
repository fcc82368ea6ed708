package blocks_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/samrad/samrad/bot/blocks"
	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
	"github.com/samrad/samrad/flows/points"
)

// extremes are texts as nobody should write them, by name.
var extremes = map[string]string{
	"long":           strings.Repeat("Mötesplatser behöver finansiering. ", 143),
	"one word":       strings.Repeat("å", 5000),
	"entities":       strings.Repeat("&", 5000),
	"brackets":       strings.Repeat("<>", 2500),
	"cut entities":   strings.Repeat("a&b<c>", 834),
	"everyone":       strings.Repeat("<!everyone> ", 417),
	"mentions":       strings.Repeat("<@U0ORG1> <#C0SAMRAD|x> <https://example.org|y> ", 100),
	"emoji":          strings.Repeat("🎉", 5000),
	"families":       strings.Repeat("👩‍👩‍👧‍👦", 715),
	"flags":          strings.Repeat("🇸🇪", 1250),
	"accents":        strings.Repeat("e\u0301", 2500),
	"one character":  "e" + strings.Repeat("\u0301", 4999),
	"lines":          strings.Repeat("a\n", 2500),
	"blank":          " \n\t ",
	"marks":          strings.Repeat("*_~`", 1250),
	"right to left":  strings.Repeat("نحتاج ", 833),
	"escaped before": strings.Repeat("&amp;&lt;!channel&gt;", 238),
	"short":          "x",
}

// organisationsNamed are n organisations with a text in their names.
func organisationsNamed(n int, text string) []flows.Organisation {
	out := make([]flows.Organisation, n)
	for i := range out {
		out[i] = flows.Organisation{ID: flows.OrganisationID(fmt.Sprintf("organisation-%d", i)), Name: fmt.Sprintf("%d %s", i, text),
			Sector: text, Unconfirmed: true}
	}
	return out
}

// longID is the longest id that the config file takes, of whatever thing.
var longID = flows.MeetingID(strings.Repeat("m", 64))

func manyQuestions(n int, text string) []flows.OpenQuestion {
	out := make([]flows.OpenQuestion, n)
	for i := range out {
		out[i] = flows.OpenQuestion{ID: flows.QuestionID(fmt.Sprintf("%s%03d", longID[:61], i+1)), Text: text, Number: i + 1,
			Post: flows.Place{Channel: "C0SAMRAD", TS: flows.MessageTS(fmt.Sprintf("16986528%02d.000100", i))}}
	}
	return out
}

// extremeSamples are all contents, views and forms, with n of everything and a
// text in every place that people fill.
func extremeSamples(n int, text string) []sample {
	summary := manySummary(n, text)
	return slices.Concat([]sample{
		content("question", flows.QuestionPost{Meeting: longID, Title: text, Starts: starts, Closes: closes, Theme: text, Question: "q1", Text: text, Number: 1, Of: n}),
		content("organisation_question", flows.OrganisationQuestion{Channel: "C0SAMRAD", Meeting: longID, Question: text, Answer: &reply}),
		content("organisation_confirm", flows.OrganisationConfirm{Organisation: "o", Name: text, By: "U0ORG1"}),
		content("reminder", flows.Reminder{Meeting: longID, Title: text, Closes: closes, Organisation: "o", Name: text, Questions: manyQuestions(n, text)}),
		content("count_offer", flows.CountOffer{User: "U0ORG1", Message: reply, Meeting: longID, Questions: manyQuestions(n, text)}),
		content("summary", flows.SummaryPost{Summary: flows.Summary{From: starts, To: closes, Language: "sv",
			Meetings: []flows.MeetingSummary{summary, summary, summary}, Troubles: manyTroubles(n)}}),
		content("notice", flows.Notice{Key: "unpublished", Args: map[string]any{"Title": text, "Meeting": string(longID), "Starts": starts.Format(time.RFC3339)}, Place: &reply}),
		view("help", flows.HelpView{Unknown: text, Words: slices.Repeat([]flows.HelpWord{{Word: flows.WordHelp, Swedish: "hjälp"}}, n)}),
		view("status", flows.StatusView{Meeting: summary, Silent: slices.Repeat([]string{text}, n), SelfNamed: n}),
		view("meetings", flows.MeetingListView{Meetings: slices.Repeat([]flows.MeetingLine{{ID: longID, Title: text, Starts: starts, Managed: true}}, n)}),
		view("organisations", flows.OrganisationListView{Organisations: organisationsNamed(n, text)}),
		view("mydata", flows.MyDataView{Data: flows.OwnData{Organisation: flows.Organisation{ID: "o", Name: text}, Chosen: true,
			Contributions: slices.Repeat([]flows.Contribution{{Meeting: longID, Question: "q1", SubmittedAt: starts, Text: text}}, n)}}),
		view("forget", flows.ForgetView{Answers: n}),
	}, extremeDigests(n, text), extremeForms(n, text))
}

func manySummary(n int, text string) flows.MeetingSummary {
	return flows.MeetingSummary{
		Meeting: longID, Title: text, Starts: starts, Closes: closes, Week: n, Total: n,
		Participation: flows.Participation{Invited: n, Answered: n, Late: n, Unassigned: n, SetAside: n},
		Sectors:       slices.Repeat([]flows.SectorCount{{Sector: text, Invited: n, Answered: n}}, n),
		Questions:     slices.Repeat([]flows.QuestionCount{{ID: "q1", Text: text, Posted: true, Answered: n}}, n),
		Next:          slices.Repeat([]flows.Upcoming{{Step: flows.StepAsk, At: closes, Themes: slices.Repeat([]string{text}, n)}}, 4),
	}
}

func manyTroubles(n int) []flows.Trouble {
	return slices.Repeat([]flows.Trouble{{Kind: flows.TroubleCannotPost, Channel: "C0GONE", Reason: "is_archived"}}, n)
}

func extremeDigests(n int, text string) []sample {
	question := flows.DigestQuestion{ID: "q1", Text: text, Answered: n,
		Points: slices.Repeat([]flows.DigestPoint{{ID: "p1", Label: text, Quantifier: points.QuantifierMost, Organisations: n}}, n)}
	theme := flows.DigestTheme{Title: text, KeyMessages: slices.Repeat([]flows.KeyMessage{{Text: text}}, n),
		Questions: slices.Repeat([]flows.DigestQuestion{question}, min(n, 4))}
	changes := flows.VersionChanges{Version: n, PublishedAt: closes, Changes: flows.Changes{New: n, Edited: n, Withdrawn: n},
		Questions: slices.Repeat([]flows.QuestionChanges{{ID: flows.QuestionID(longID), NewOrganisations: n}}, n)}
	d := flows.Digest{Meeting: longID, Title: text, Starts: starts, Changes: &changes, Version: n, State: flows.DigestDraft, Language: "sv",
		Participation: flows.Participation{Invited: n, Answered: n, Late: n, Unassigned: n, SetAside: n},
		Themes:        slices.Repeat([]flows.DigestTheme{theme}, (n+7)/8)}
	published := d
	published.State = flows.DigestPublished
	return []sample{
		content("digest.draft", flows.DigestPost{Digest: d, Audience: flows.AudienceWorkingGroup, FileName: "f", Document: []byte("x")}),
		content("digest.published", flows.DigestPost{Digest: published, Audience: flows.AudienceMeeting, FileName: "f", Document: []byte("x")}),
		content("digest.theme", flows.DigestPost{Digest: d, Audience: flows.AudienceCaller, Theme: 1}),
		content("superseded", flows.Superseded{Title: text, Version: n, By: n}),
		form("form.part", func(r blocks.Renderer, l *locale.Locale) blocks.Form { return r.Part(d, 1, l) }),
	}
}

func extremeForms(n int, text string) []sample {
	question := flows.Located{Question: flows.Question{ID: flows.QuestionID(longID), Text: text}, Number: 1, Of: n}
	before := flows.Contribution{Text: text, Attribution: flows.AttributionWorkingGroup, KeyMessage: text}
	meeting := flows.Meeting{ID: longID, Title: text, Starts: starts, Channels: slices.Repeat([]flows.ChannelID{"C0SAMRAD"}, n),
		Themes:   slices.Repeat([]flows.Theme{{Title: text, Questions: slices.Repeat([]flows.Question{{ID: "q1", Text: text}}, min(n, 10))}}, min(n, 10)),
		Schedule: flows.Schedule{Opens: text, Closes: text, Ask: text, Remind: text, Digest: text}}
	return []sample{
		form("form.answer", func(_ blocks.Renderer, l *locale.Locale) blocks.Form {
			return blocks.AnswerForm(question, longID, "C0SAMRAD", before, l)
		}),
		form("form.entry", func(r blocks.Renderer, l *locale.Locale) blocks.Form {
			return r.EntryForm(asked(n, text), flows.Contribution{}, l)
		}),
		form("form.entry.correct", func(r blocks.Renderer, l *locale.Locale) blocks.Form {
			entry := before
			entry.ID, entry.Organisation, entry.Question, entry.Via = "s1", "organisation-0", manyQuestions(1, text)[0].ID, flows.ViaOther
			return r.EntryForm(asked(n, text), entry, l)
		}),
		{"entered", func(_ *testing.T, r blocks.Renderer, l *locale.Locale) any {
			return r.Entered(flows.Entered{Contribution: flows.Contribution{Meeting: longID, Late: true}, Organisation: flows.Organisation{Name: text}}, l)
		}},
		form("form.meeting", func(r blocks.Renderer, l *locale.Locale) blocks.Form {
			return r.MeetingForm(flows.MeetingFormView{Meeting: meeting, Revision: n}, l)
		}),
	}
}

// asked is a meeting with n questions.
func asked(n int, text string) flows.Meeting {
	theme := flows.Theme{Title: text}
	for _, q := range manyQuestions(n, text) {
		theme.Questions = append(theme.Questions, flows.Question{ID: q.ID, Text: q.Text})
	}
	return flows.Meeting{ID: longID, Title: text, Starts: starts, Themes: []flows.Theme{theme}}
}

// counts are how many of everything there are: with the ordinary long text all
// numbers, with the others one that is quick.
func counts(name string) []int {
	if name == "long" {
		return []int{1, 40, 100, 101}
	}
	return []int{12}
}

// TestExtremes holds that every message and form is inside Slack's limits and
// carries a text, whatever people wrote and however many they are.
func TestExtremes(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(extremes)) {
		text := extremes[name]
		for _, n := range counts(name) {
			r := renderer()
			r.Organisations = organisationsNamed(n, text)
			for _, s := range extremeSamples(n, text) {
				t.Run(fmt.Sprintf("%s/%d/%s", name, n, s.name), func(t *testing.T) {
					for _, lang := range locale.Languages {
						check(t, s.render(t, r, locale.For(lang)))
					}
				})
			}
		}
	}
}

// TestManyOrganisations holds that each organisation can be chosen, as many as
// Slack's menus hold.
func TestManyOrganisations(t *testing.T) {
	for _, n := range []int{1, 40, 100, 101, 250, 1000, 10_000} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			r := renderer()
			r.Organisations = organisationsNamed(n, "Förening")
			m, err := r.Content(flows.OrganisationQuestion{}, locale.For("sv"))
			if err != nil {
				t.Fatal(err)
			}
			check(t, m)
			raw := string(marshal(t, m.Blocks))
			for _, o := range []int{0, n / 2, n - 1} {
				if want := fmt.Sprintf(`"value":"organisation-%d"`, o); !strings.Contains(raw, want) {
					t.Errorf("no option %s", want)
				}
			}
		})
	}
}

// TestEntryForm holds that each organisation and question can be chosen, or
// written where they are too many, and told apart by the whole of its name.
func TestEntryForm(t *testing.T) {
	long := strings.Repeat("Riksförbundet för idéburen verksamhet ", 4)[:108]
	cases := []struct {
		name          string
		organisations int
		menu          bool
	}{
		{"few", 40, true}, {"a hundred", 100, true}, {"in groups", 150, true},
		{"as many as a view holds", 400, true}, {"too many for a menu", 401, false}, {"very many", 10_000, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := renderer()
			r.Organisations = nil
			for i := range c.organisations {
				r.Organisations = append(r.Organisations, flows.Organisation{ID: flows.OrganisationID(fmt.Sprintf("%s%05d", longID[:59], i)), Name: fmt.Sprintf("%s, krets %05d", long, i)})
			}
			last := r.Organisations[c.organisations-1]
			f := r.EntryForm(asked(150, "Vad saknas?"), flows.Contribution{ID: "s1", Organisation: last.ID, Text: "Lokaler."}, locale.For("sv"))
			check(t, f)
			raw := string(marshal(t, f))
			if c.menu != strings.Contains(raw, `"value":"`+string(last.ID)+`"`) || !strings.Contains(raw, last.Name[100:]) {
				t.Errorf("a menu %v; the last organisation's value or whole name is missing", c.menu)
			}
			if want := fmt.Sprintf(`"value":"%s150"`, longID[:61]); !strings.Contains(raw, want) {
				t.Errorf("no option %s", want)
			}
		})
	}
}

// TestNobody holds that nothing and nobody makes messages that Slack takes.
func TestNobody(t *testing.T) {
	r := blocks.Renderer{}
	for _, lang := range locale.Languages {
		for _, s := range extremeSamples(0, "") {
			if s.name == "count_offer" || strings.HasPrefix(s.name, "form.entry") {
				continue // is made of questions, and for organisations that there are
			}
			t.Run(s.name+"."+lang, func(t *testing.T) { check(t, s.render(t, r, locale.For(lang))) })
		}
	}
}
