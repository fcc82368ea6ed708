package blocks_test

import (
	"slices"
	"testing"
	"time"

	"github.com/samrad/samrad/bot/blocks"
	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/locale"
	"github.com/samrad/samrad/flows/points"
)

// sample is a message or a form, by name.
type sample struct {
	name   string
	render func(t *testing.T, r blocks.Renderer, l *locale.Locale) any
}

var (
	zone   = time.FixedZone("CET", 3600)
	starts = time.Date(2023, 11, 7, 12, 0, 0, 0, time.UTC)
	closes = time.Date(2023, 11, 5, 12, 0, 0, 0, time.UTC)
	post   = flows.Place{Channel: "C0SAMRAD", TS: "1698652800.000100"}
	reply  = flows.Place{Channel: "C0SAMRAD", TS: "1698656400.000200"}
)

func renderer() blocks.Renderer {
	return blocks.Renderer{
		Organisations: organisations,
		Location:      zone,
		Link: func(p flows.Place) string {
			if p.Channel == "" {
				return ""
			}
			return "https://example.slack.com/archives/" + string(p.Channel) + "/p" + string(p.TS)
		},
	}
}

var organisations = []flows.Organisation{
	{ID: "kompis", Name: "Kompis Sverige", Sector: "integration"},
	{ID: "abf", Name: "ABF & vänner", Sector: "folkbildning"},
	{ID: "unga", Name: "Unga i centrum", Unconfirmed: true},
}

// content and view are samples of what the two functions render.
func content(name string, c flows.Content) sample {
	return sample{name, func(t *testing.T, r blocks.Renderer, l *locale.Locale) any {
		t.Helper()
		m, err := r.Content(c, l)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}}
}

func view(name string, v flows.View) sample {
	return sample{name, func(t *testing.T, r blocks.Renderer, l *locale.Locale) any {
		t.Helper()
		m, err := r.View(v, l)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}}
}

func form(name string, f func(r blocks.Renderer, l *locale.Locale) blocks.Form) sample {
	return sample{name, func(_ *testing.T, r blocks.Renderer, l *locale.Locale) any { return f(r, l) }}
}

var openQuestions = []flows.OpenQuestion{
	{ID: "q1", Text: "Hur kan civilsamhället främja integrationen?", Number: 1, Post: post},
	{ID: "q2", Text: "Vad hindrar <er> & andra?", Number: 2, Post: flows.Place{Channel: "", TS: "1698652801.000100"}},
}

func contentSamples() []sample {
	return []sample{
		content("question", flows.QuestionPost{Meeting: "2023-11-07", Title: "Samråd om integration", Starts: starts, Closes: closes,
			Theme: "Utbildning & arbete", Question: "q1", Text: "Hur kan <civilsamhället> främja integrationen?", Number: 1, Of: 5}),
		content("organisation_question", flows.OrganisationQuestion{Channel: "C0SAMRAD", Meeting: "2023-11-07", Question: "Hur <då>?", Answer: &reply}),
		content("organisation_question.form", flows.OrganisationQuestion{Channel: "C0SAMRAD", Meeting: "2023-11-07", Question: "Hur <då>?"}),
		content("organisation_question.again", flows.OrganisationQuestion{}),
		content("organisation_confirm", flows.OrganisationConfirm{Organisation: "nya", Name: "Nya <föreningen>", By: "U0ORG1"}),
		content("reminder", flows.Reminder{Meeting: "2023-11-07", Title: "Samråd om integration", Closes: closes, Organisation: "kompis",
			Name: "Kompis Sverige", Questions: openQuestions}),
		content("count_offer", flows.CountOffer{User: "U0ORG1", Message: reply, Meeting: "2023-11-07", Questions: openQuestions}),
		content("digest.draft", flows.DigestPost{Digest: digest(flows.DigestDraft), Audience: flows.AudienceWorkingGroup,
			Threads: []flows.ThreadOf{{Question: "q1", Place: post}, {Question: "q2", Place: reply}}, FileName: "underlag.html", Document: []byte("<html/>")}),
		content("superseded.withdrawn", flows.Superseded{Title: "Samråd <om> integration", Version: 1}),
		content("superseded.draft", flows.Superseded{Title: "Samråd <om> integration", Version: 1, Draft: true}),
		content("superseded.newer", flows.Superseded{Title: "Samråd <om> integration", Version: 1, By: 2}),
		content("digest.published", flows.DigestPost{Digest: digest(flows.DigestPublished), Audience: flows.AudienceMeeting,
			FileName: "underlag.html", Document: []byte("<html/>")}),
		content("digest.theme", flows.DigestPost{Digest: digest(flows.DigestApproved), Audience: flows.AudienceCaller, Theme: 2}),
		content("summary", flows.SummaryPost{Summary: flows.Summary{From: starts.AddDate(0, 0, -11), To: starts.AddDate(0, 0, -4), Language: "sv",
			Meetings: []flows.MeetingSummary{meetingSummary()}, Troubles: []flows.Trouble{
				{Kind: flows.TroubleDeadLetters, Count: 1},
				{Kind: flows.TroubleCannotPost, Channel: "C0GONE", Reason: "is_archived", Count: 3}, {Kind: flows.TroubleCannotPost, Channel: "U0ORG1", Reason: "user_disabled", Count: 1},
			}}}),
		content("summary.nothing", flows.SummaryPost{Summary: flows.Summary{From: starts.AddDate(0, 0, -11), To: starts.AddDate(0, 0, -4), Language: "sv"}}),
		content("notice.place", flows.Notice{Key: "set_aside", Place: &reply}),
		content("notice.time", flows.Notice{Key: "unpublished", Args: map[string]any{"Title": "Samråd <om> integration",
			"Meeting": "2023-11-07", "Starts": starts.Format(time.RFC3339)}}),
		content("notice.channel", flows.Notice{Key: "sending_failed", Args: map[string]any{"Reason": "<#C0USER>"}, Channels: map[string]flows.ChannelID{"Channel": "C0GAMMA"}}),
		content("notice.person", flows.Notice{Key: "person_not_reached", Args: map[string]any{"Reason": "cannot_dm_bot"}, People: map[string]flows.UserID{"Person": "U0ORG1"}}),
		content("notice.mention", flows.Notice{Key: "sending_failed", Args: map[string]any{"Reason": "<!channel>"}, Channels: map[string]flows.ChannelID{"Channel": "C0A> <!here"}}),
		content("notice.numbers", flows.Notice{Key: "publish_changed", Args: map[string]any{"New": 2, "Edited": 1, "Withdrawn": 0, "Version": 4}}),
	}
}

func viewSamples() []sample {
	status := flows.StatusView{Meeting: meetingSummary(), Silent: []string{"ABF & vänner", "Unga i centrum", "Rädda <barnen>"}, SelfNamed: 1}
	return []sample{
		view("help", flows.HelpView{Words: []flows.HelpWord{{Word: flows.WordHelp, Swedish: "hjälp"}, {Word: flows.WordForget, Swedish: "glöm"}, {Word: flows.WordMyData, Swedish: "minadata"}}}),
		view("help.unknown", flows.HelpView{Unknown: "<!channel> hallå", Words: []flows.HelpWord{{Word: flows.WordHelp, Swedish: "hjälp"}}}),
		view("missing_right.working_group", flows.MissingRightView{Word: flows.WordStatus, Needs: flows.RoleWorkingGroup}),
		view("missing_right.staff", flows.MissingRightView{Word: flows.WordSummary, Needs: flows.RoleStaff}),
		view("status", status),
		view("status.everyone", flows.StatusView{Meeting: meetingSummary()}),
		view("meetings", flows.MeetingListView{Meetings: []flows.MeetingLine{
			{ID: "2023-11-07", Title: "Samråd om integration", Starts: starts, Managed: true},
			{ID: "2024-02", Title: "Samråd & mer", Starts: starts.AddDate(0, 3, 0)},
		}}),
		view("meetings.none", flows.MeetingListView{}),
		view("organisations", flows.OrganisationListView{Organisations: organisations}),
		view("organisations.none", flows.OrganisationListView{}),
		view("mydata", flows.MyDataView{Data: flows.OwnData{Organisation: organisations[1], Chosen: true, Contributions: []flows.Contribution{
			{Meeting: "2023-11-07", Question: "q1", SubmittedAt: starts.AddDate(0, 0, -10), Text: "Läxhjälp\n& *fika*"},
			{Meeting: "2023-11-07", Question: "q2", SubmittedAt: starts.AddDate(0, 0, -9), NothingToAdd: true},
		}}}),
		view("mydata.entered", flows.MyDataView{Data: flows.OwnData{Entered: 2}}),
		view("mydata.nothing", flows.MyDataView{}),
		view("forget", flows.ForgetView{Answers: 1}),
		view("forget.many", flows.ForgetView{Answers: 12}),
		view("notice", flows.Notice{Key: "working_on_it"}),
	}
}

func formSamples() []sample {
	question := flows.Located{Question: flows.Question{ID: "q1", Text: "Hur kan <civilsamhället> främja integrationen?"}, Number: 1, Of: 5}
	meeting := flows.Meeting{ID: "2024-02", Title: "Samråd & mer", Starts: starts, Channels: []flows.ChannelID{"C0SAMRAD"},
		Themes:   []flows.Theme{{Title: "Arbete", Questions: []flows.Question{{ID: "q1", Text: "Vad hindrar?"}, {ID: "q2", Text: "Vad hjälper?"}}}},
		Schedule: flows.Schedule{Opens: "14d", Remind: "none"}}
	return []sample{
		form("form.part", func(r blocks.Renderer, l *locale.Locale) blocks.Form {
			return r.Part(digest(flows.DigestPublished), 1, l)
		}),
		form("form.answer", func(_ blocks.Renderer, l *locale.Locale) blocks.Form {
			return blocks.AnswerForm(question, "2023-11-07", "C0SAMRAD", flows.Contribution{}, l)
		}),
		form("form.answer.again", func(_ blocks.Renderer, l *locale.Locale) blocks.Form {
			return blocks.AnswerForm(question, "2023-11-07", "C0SAMRAD",
				flows.Contribution{Text: "Läxhjälp <b>", Attribution: flows.AttributionNamed, KeyMessage: "Läxhjälp"}, l)
		}),
		form("form.organisation", func(_ blocks.Renderer, l *locale.Locale) blocks.Form {
			return blocks.OrganisationForm("https://hooks.slack.com/actions/T0/1/x", l)
		}),
		form("form.register", func(_ blocks.Renderer, l *locale.Locale) blocks.Form { return blocks.RegisterForm(l) }),
		form("form.meeting.new", func(r blocks.Renderer, l *locale.Locale) blocks.Form {
			return r.MeetingForm(flows.MeetingFormView{}, l)
		}),
		form("form.meeting.edit", func(r blocks.Renderer, l *locale.Locale) blocks.Form {
			return r.MeetingForm(flows.MeetingFormView{Meeting: meeting, Revision: 7}, l)
		}),
	}
}

// entrySamples are of answers that came another way.
func entrySamples() []sample {
	meeting := flows.Meeting{ID: "2023-11-07", Title: "Samråd & mer", Starts: starts, Themes: []flows.Theme{{Title: "Arbete", Questions: []flows.Question{
		{ID: "q1", Text: "Hur kan civilsamhället, genom sina bildnings- och utbildningsinsatser, främja <integrationen> i hela landet?"}, {ID: "q2", Text: "Vad hindrar?"}}}}}
	one := meeting
	one.Themes = []flows.Theme{{Title: "Arbete", Questions: []flows.Question{{ID: "q1", Text: "Vad hindrar?"}}}}
	entry := flows.Contribution{ID: "s1", Place: flows.Place{Channel: "modal:2023-11-07", TS: "0123456789abcdef0123456789abcdef"}, Meeting: "2023-11-07", Question: "Q1",
		Organisation: "ABF", EnteredBy: "U0ST1", Via: flows.ViaLetter, Text: "Läxhjälp <b>", Attribution: flows.AttributionNamed, KeyMessage: "Läxhjälp",
		SubmittedAt: starts.AddDate(0, 0, -10), ChangedAt: starts}
	late := entry
	late.Late, late.EditedAt = true, starts
	entered := func(name string, c flows.Contribution) sample {
		return sample{name, func(_ *testing.T, r blocks.Renderer, l *locale.Locale) any {
			return r.Entered(flows.Entered{Contribution: c, Organisation: organisations[1], Question: flows.Located{Number: 1}}, l)
		}}
	}
	return []sample{
		form("form.entry", func(r blocks.Renderer, l *locale.Locale) blocks.Form {
			return r.EntryForm(meeting, flows.Contribution{}, l)
		}),
		form("form.entry.one_question", func(r blocks.Renderer, l *locale.Locale) blocks.Form {
			return r.EntryForm(one, flows.Contribution{}, l)
		}),
		form("form.entry.correct", func(r blocks.Renderer, l *locale.Locale) blocks.Form { return r.EntryForm(meeting, entry, l) }),
		entered("entered", entry),
		entered("entered.corrected_late", late),
	}
}

func samples() []sample {
	return slices.Concat(contentSamples(), viewSamples(), formSamples(), entrySamples(), pointSamples())
}

func meetingSummary() flows.MeetingSummary {
	return flows.MeetingSummary{
		Meeting: "2023-11-07", Title: "Samråd om <integration>", Starts: starts, Closes: closes, Week: 1, Total: 31,
		Participation: flows.Participation{Invited: 40, Answered: 12, Late: 1, Unassigned: 2, SetAside: 1},
		Sectors:       []flows.SectorCount{{Sector: "folkbildning & kultur", Invited: 10, Answered: 3}, {Invited: 30, Answered: 9}},
		Questions: []flows.QuestionCount{
			{ID: "q1", Text: "Hur kan <civilsamhället> främja integrationen?", Posted: true, Answered: 12},
			{ID: "q2", Text: "Vad hindrar?", Posted: true, Answered: 1},
			{ID: "q3", Text: "Vad saknas?"},
		},
		Next: []flows.Upcoming{
			{Step: flows.StepAsk, At: starts.AddDate(0, 0, -8), Themes: []string{"Arbete & bostad", "Hälsa"}},
			{Step: flows.StepRemind, At: starts.AddDate(0, 0, -5)},
			{Step: flows.StepCloses, At: closes},
			{Step: flows.StepDigest, At: closes.Add(time.Hour)},
			{Step: flows.StepStarts, At: starts},
		},
	}
}

func digest(state flows.DigestState) flows.Digest {
	point := func(label string, q points.Quantifier, n int) flows.DigestPoint {
		return flows.DigestPoint{Label: label, Quantifier: q, Organisations: n}
	}
	return flows.Digest{
		Meeting: "2023-11-07", Title: "Samråd <om> integration", Starts: starts, Version: 3, State: state, Language: "sv",
		Participation: flows.Participation{Invited: 40, Answered: 12, Late: 1, Unassigned: 2, SetAside: 1},
		Changes: &flows.VersionChanges{Version: 2, PublishedAt: closes, Changes: flows.Changes{New: 2, Withdrawn: 1},
			Questions: []flows.QuestionChanges{{ID: "q1", NewOrganisations: 2}}},
		Themes: []flows.DigestTheme{
			{Title: "Utbildningens roll", Answered: 12, KeyMessages: []flows.KeyMessage{{Text: "Ge Drom tid.", Masked: "Ge [organisation]\ntid & ro."}},
				Questions: []flows.DigestQuestion{{ID: "q1", Text: "Hur främja?", Answered: 12, Points: []flows.DigestPoint{
					point("Läxhjälp ger barnen bättre betyg.", points.QuantifierMost, 8),
					point("", points.QuantifierMany, 5),
					point("<!everyone> kom", points.QuantifierSeveral, 4),
					{Label: "Några vill mer.", Quantifier: points.QuantifierSome, Organisations: 2, Quotes: []int{0, 1},
						Statements: []flows.DigestStatement{{Text: "Vi vill ha <mer>\nav allt."}, {Text: "Ge KS mer.", Masked: "Ge [organisation] mer."}}},
					point("En vill mindre.", points.QuantifierOne, 1),
				}}}},
			{Title: "Arbete & bostad", Answered: 1, Questions: []flows.DigestQuestion{{ID: "q2", Text: "Vad hindrar?", Answered: 1,
				Points: []flows.DigestPoint{point("Reglerna ändras för ofta.", points.QuantifierOne, 1)}}}},
		},
	}
}
