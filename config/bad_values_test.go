package config_test

import "testing"

// meeting is a sound meeting to which a test adds what is wrong.
const meeting = "- {id: m1, title: T, starts: 2023-11-07 13:00, channels: [C1A], themes: [{title: A, questions: [Why?]}]"

func TestBadValues(t *testing.T) {
	checkBadFiles(t, []badFile{
		{"everything at once", "language: fi\ntimezone: Mars/Olympus\nholidays: no\nslack: {mode: carrier pigeon}\nsummary: never\nschedule: {opens: 4w}\n", []string{
			`language: "fi" is not allowed; write sv or en (line 1)`,
			`timezone: "Mars/Olympus" is not a time zone; write one such as Europe/Stockholm (line 2)`,
			`holidays: "no" is not allowed; write sv (line 3)`,
			`slack.mode: "carrier pigeon" is not allowed; write socket or http (line 4)`,
			`summary: "never" has neither five fields nor six, with seconds first; write minute hour day month weekday, as in "0 9 * * MON", or none (line 5)`,
			`schedule.opens: "4w" is not a time before the meeting; write it as 28d, 36h, 90m or 90s (line 6)`,
		}},
		{"wrong kinds", "language: [sv]\ntimezone: {a: b}\nholidays: []\nslack: socket\nroles: [x]\nsummary: {}\nschedule: 5\norganisations: {}\nmeetings: m\n", []string{
			"language: is a list where a text belongs; put a text with a colon or brackets in quotes (line 1)",
			"timezone: is a set of keys where a text belongs; put a text with a colon or brackets in quotes (line 2)",
			"holidays: is a list where a text belongs; put a text with a colon or brackets in quotes (line 3)",
			"slack: is a single value where keys belong; the keys are mode (line 4)",
			"roles: is a list where keys belong; the keys are working_group, staff (line 5)",
			"summary: is a set of keys where a text belongs; put a text with a colon or brackets in quotes (line 6)",
			"schedule: is a single value where keys belong; the keys are opens, closes, ask, remind, digest (line 7)",
			"organisations: is a set of keys where a list belongs; write [a, b], or each item on a line after a hyphen (line 8)",
			"meetings: is a single value where a list belongs; write [a, b], or each item on a line after a hyphen (line 9)",
		}},
		{"empty values", "language: ''\nsummary: \"  \"\nschedule: {ask: ''}\n", []string{
			"language: is empty; write something or remove it (line 1)",
			"summary: is empty; write something or remove it (line 2)",
			"schedule.ask: is empty; write something or remove it (line 3)",
		}},
		{"truth for a text", "timezone: true\n", []string{
			"timezone: true is not a text; put it in quotes if it is meant as one (line 1)",
		}},
		{"the machine's own zone", "timezone: Local\n", []string{
			`timezone: "Local" is not a time zone; write one such as Europe/Stockholm (line 1)`,
		}},
		{"durations", "schedule: {opens: 28, closes: 2 days}\n", []string{
			`schedule.opens: "28" is not a time before the meeting; write it as 28d, 36h, 90m or 90s (line 1)`,
			`schedule.closes: "2 days" is not a time before the meeting; write it as 28d, 36h, 90m or 90s (line 1)`,
		}},
		{"negative duration", "schedule: {opens: -1d}\n", []string{
			`schedule.opens: "-1d" is not a time before the meeting; write it as 28d, 36h, 90m or 90s (line 1)`,
		}},
		{"too few fields", "summary: 0 8 * *\n", []string{
			`summary: "0 8 * *" has neither five fields nor six, with seconds first; write minute hour day month weekday, as in "0 9 * * MON", or none (line 1)`,
		}},
		{"out of range", "summary: 61 8 * * *\n", []string{
			`summary: "61 8 * * *": the minute cannot be "61"; write 0 to 59, as in 0, 0,30 or */10 (line 1)`,
		}},
		{"unknown day", "summary: 0 8 * * FREDAG\n", []string{
			`summary: "0 8 * * FREDAG": the weekday cannot be "FREDAG"; write 0 (Sunday) to 6 or SUN to SAT, as in 1, MON or MON-FRI (line 1)`,
		}},
		{"only a zone", "summary: CRON_TZ=\n", []string{
			`summary: a time zone must be followed by a schedule, as in CRON_TZ=Europe/Stockholm 0 9 * * MON (line 1)`,
		}},
		{"unknown zone of a spec", "summary: CRON_TZ=Mars/Olympus 0 8 * * *\n", []string{
			`summary: time zone "Mars/Olympus" is not known; write one such as CRON_TZ=Europe/Stockholm (line 1)`,
		}},
		{"interval of nothing", "summary: \"@every 0s\"\n", []string{
			`summary: "@every 0s": the interval must be whole seconds, at least one; write hours, minutes and seconds, as in @every 36h or @every 1h30m (line 1)`,
		}},
		{"interval below a second", "summary: \"@every 1500ms\"\n", []string{
			`summary: "@every 1500ms": the interval must be whole seconds, at least one; write hours, minutes and seconds, as in @every 36h or @every 1h30m (line 1)`,
		}},
		{"30 February", "summary: 0 8 30 2 *\n", []string{
			`summary: "0 8 30 2 *" never comes; write a day that exists, or none (line 1)`,
		}},
		{"a token for a schedule", "summary: xoxb-1-2\n", []string{
			"summary: a token is not a schedule; take it out of the file (line 1)",
		}},
	})
}

func TestBadRoles(t *testing.T) {
	checkBadFiles(t, []badFile{
		{"ids", "roles:\n  staff: {users: [anna, '@anna', u1a, C1A], usergroup: U1A, channel: '#staff'}\n", []string{
			`roles.staff.users[0]: "anna" is not the id of a user; it begins with U or W, and stands in the profile's menu as the member ID (line 2)`,
			`roles.staff.users[1]: "@anna" is a name, not the id of a user; it begins with U or W, and stands in the profile's menu as the member ID (line 2)`,
			`roles.staff.users[2]: "u1a" is not the id of a user; it begins with U or W, and stands in the profile's menu as the member ID (line 2)`,
			`roles.staff.users[3]: "C1A" is not the id of a user; it begins with U or W, and stands in the profile's menu as the member ID (line 2)`,
			`roles.staff.usergroup: "U1A" is not the id of a user group; it begins with S, and stands in the user group's address (line 2)`,
			`roles.staff.channel: "#staff" is a name, not the id of a channel; it begins with C or G, and stands at the end of the channel's details (line 2)`,
		}},
		{"direct message", "roles:\n  staff: {users: [U1A], channel: D1A}\n", []string{
			`roles.staff.channel: "D1A" is not the id of a channel; it begins with C or G, and stands at the end of the channel's details (line 2)`,
		}},
		{"users without a list", "roles:\n  staff: {users: U1A}\n", []string{
			"roles.staff.users: is a single value where a list belongs; write [a, b], or each item on a line after a hyphen (line 2)",
		}},
		{"empty item", "roles:\n  staff:\n    users:\n      - U1A\n      -\n", []string{
			"roles.staff.users[1]: is empty; write something or remove it (line 5)",
		}},
		{"unknown group", "roles: {board: {users: [U1A]}}\n", []string{
			"roles.board: unknown key; the keys here are working_group, staff (line 1)",
		}},
	})
}

func TestBadOrganisations(t *testing.T) {
	checkBadFiles(t, []badFile{
		{"nothing", "organisations:\n  - {}\n  - text\n  -\n", []string{
			"organisations[0].id: is missing; write a short id (line 2)",
			"organisations[0].name: is missing; write the organisation's name (line 2)",
			"organisations[1]: is a single value where keys belong; the keys are id, name, aliases, sector, members, team, channel (line 3)",
			"organisations[2]: is a single value where keys belong; the keys are id, name, aliases, sector, members, team, channel (line 4)",
		}},
		{"ids", "organisations:\n  - {id: a b, name: A}\n  - {id: -a, name: B}\n  - {id: 'a/b', name: C}\n", []string{
			`organisations[0].id: "a b" is not an id; use letters, digits, hyphens, dots and underscores, at most 64 (line 2)`,
			`organisations[1].id: "-a" is not an id; use letters, digits, hyphens, dots and underscores, at most 64 (line 3)`,
			`organisations[2].id: "a/b" is not an id; use letters, digits, hyphens, dots and underscores, at most 64 (line 4)`,
		}},
		{"same id", "organisations:\n  - {id: kompis, name: A}\n  - {id: Kompis, name: B}\n", []string{
			"organisations[1].id: the id Kompis stands at organisations[0].id already (line 2); only one organisation can have it (line 3)",
		}},
		{"same name", "organisations:\n  - {id: a, name: Kompis Sverige}\n  - {id: b, name: B, aliases: [kompis  sverige]}\n", []string{
			`organisations[1].aliases[0]: the name "kompis  sverige" stands at organisations[0].name already (line 2); only one organisation can have it (line 3)`,
		}},
		{"a member of two", "organisations:\n  - {id: a, name: A, members: [U1A, U1B]}\n  - id: b\n    name: B\n    members:\n      - U1C\n      - U1A\n", []string{
			"organisations[1].members[1]: the member U1A stands at organisations[0].members[0] already (line 2); only one organisation can have it (line 7)",
		}},
		{"a workspace of two", "organisations:\n  - {id: a, name: A, team: T1A}\n  - {id: b, name: B, team: T1A}\n", []string{
			"organisations[1].team: the workspace T1A stands at organisations[0].team already (line 2); only one organisation can have it (line 3)",
		}},
		{"a channel of two", "organisations:\n  - {id: a, name: A, channel: C1A}\n  - {id: b, name: B, channel: C1A}\n", []string{
			"organisations[1].channel: the channel C1A stands at organisations[0].channel already (line 2); only one organisation can have it (line 3)",
		}},
		{"slack ids", "organisations:\n  - {id: a, name: A, members: [S1A], team: C1A, channel: general}\n", []string{
			`organisations[0].members[0]: "S1A" is not the id of a user; it begins with U or W, and stands in the profile's menu as the member ID (line 2)`,
			`organisations[0].team: "C1A" is not the id of a workspace; it begins with T or E, and stands in the workspace's address (line 2)`,
			`organisations[0].channel: "general" is not the id of a channel; it begins with C or G, and stands at the end of the channel's details (line 2)`,
		}},
		{"aliases without a list", "organisations:\n  - {id: a, name: A, aliases: B}\n", []string{
			"organisations[0].aliases: is a single value where a list belongs; write [a, b], or each item on a line after a hyphen (line 2)",
		}},
	})
}

func TestBadMeetings(t *testing.T) {
	checkBadFiles(t, []badFile{
		{"nothing", "meetings:\n  - {}\n  - text\n", []string{
			"meetings[0].id: is missing; write what people will type, such as 2023-11-07 (line 2)",
			"meetings[0].title: is missing; write the meeting's title (line 2)",
			"meetings[0].themes: is missing; write at least one theme with a question (line 2)",
			"meetings[0].channels: is missing; list channel ids, or set organisation_channels: true (line 2)",
			"meetings[0].starts: is missing; write when the meeting starts, as 2023-11-07 13:00 (line 2)",
			"meetings[1]: is a single value where keys belong; the keys are id, title, starts, channels, organisation_channels, themes, schedule (line 3)",
		}},
		{"same id", "meetings:\n" + meeting + "}\n" + "- {id: M1, title: T, starts: 2023-11-07 13:00, channels: [C1A], themes: [{title: A, questions: [Why?]}]}\n", []string{
			"meetings[1].id: the id M1 stands at meetings[0].id already (line 2), whatever the case; give each meeting its own (line 3)",
		}},
		{"no channel", "meetings:\n- {id: m1, title: T, starts: 2023-11-07 13:00, channels: [], themes: [{title: A, questions: [Why?]}]}\n", []string{
			"meetings[0].channels: is missing; list channel ids, or set organisation_channels: true (line 2)",
		}},
		{"bad channels", "meetings:\n- {id: m1, title: T, starts: 2023-11-07 13:00, channels: [general, U1A], themes: [{title: A, questions: [Why?]}]}\n", []string{
			`meetings[0].channels[0]: "general" is not the id of a channel; it begins with C or G, and stands at the end of the channel's details (line 2)`,
			`meetings[0].channels[1]: "U1A" is not the id of a channel; it begins with C or G, and stands at the end of the channel's details (line 2)`,
		}},
		{"neither true nor false", "meetings:\n" + meeting + ", organisation_channels: \"true\"}\n", []string{
			"meetings[0].organisation_channels: is neither true nor false; write one of them, without quotes (line 2)",
		}},
		{"unknown key", "meetings:\n" + meeting + ", retention: 730d}\n", []string{
			"meetings[0].retention: unknown key; the keys here are id, title, starts, channels, organisation_channels, themes, schedule (line 2)",
		}},
		{"no theme", "meetings:\n- {id: m1, title: T, starts: 2023-11-07 13:00, channels: [C1A], themes: []}\n", []string{
			"meetings[0].themes: is empty; write at least one theme with a question (line 2)",
		}},
		{"themes without a list", "meetings:\n- {id: m1, title: T, starts: 2023-11-07 13:00, channels: [C1A], themes: A}\n", []string{
			"meetings[0].themes: is a single value where a list belongs; write [a, b], or each item on a line after a hyphen (line 2)",
		}},
		{"empty themes", "meetings:\n- {id: m1, title: T, starts: 2023-11-07 13:00, channels: [C1A], themes: [{title: A}, {title: B, questions: []}, {questions: [Why?]}, {title: C, questions: Why?}]}\n", []string{
			"meetings[0].themes[0].questions: is missing; write at least one question (line 2)",
			"meetings[0].themes[1].questions: is empty; write at least one question (line 2)",
			"meetings[0].themes[2].title: is missing; write the theme's title (line 2)",
			"meetings[0].themes[3].questions: is a single value where a list belongs; write [a, b], or each item on a line after a hyphen (line 2)",
		}},
		{"overriding", "meetings:\n" + meeting + ", schedule: {ask: often, remind: 0 25 * * *, starts: x}}\n", []string{
			"meetings[0].schedule.starts: unknown key; the keys here are opens, closes, ask, remind, digest (line 2)",
			`meetings[0].schedule.ask: "often" has neither five fields nor six, with seconds first; write minute hour day month weekday, as in "0 9 * * MON", or none (line 2)`,
			`meetings[0].schedule.remind: "0 25 * * *": the hour cannot be "25"; write 0 to 23, as in 9, 8-16 or 8,16 (line 2)`,
		}},
	})
}

func TestBadQuestions(t *testing.T) {
	before := "meetings:\n- id: m1\n  title: T\n  starts: 2023-11-07 13:00\n  channels: [C1A]\n  themes:\n  - title: A\n    questions:\n"
	checkBadFiles(t, []badFile{
		{"colon", before + "    - Frågan: hur gör vi?\n", []string{
			"meetings[0].themes[0].questions[0]: is a set of keys; put a question with a colon in quotes, or write {id, text} (line 9)",
		}},
		{"empty", before + "    -\n    - ''\n    - Why?\n", []string{
			"meetings[0].themes[0].questions[0]: is empty; write something or remove it (line 9)",
			"meetings[0].themes[0].questions[1]: is empty; write something or remove it (line 10)",
		}},
		{"no text", before + "    - {id: x}\n", []string{
			"meetings[0].themes[0].questions[0].text: is missing; write the question (line 9)",
		}},
		{"bad id", before + "    - {id: a b, text: Why?}\n", []string{
			`meetings[0].themes[0].questions[0].id: "a b" is not an id; use letters, digits, hyphens, dots and underscores, at most 64 (line 9)`,
		}},
		{"typing error", before + "    - {id: a, txt: Why?}\n", []string{
			"meetings[0].themes[0].questions[0].txt: unknown key; did you mean text? (line 9)",
			"meetings[0].themes[0].questions[0].text: is missing; write the question (line 9)",
		}},
		{"unknown key", before + "    - {id: a, text: Why?, weight: 3}\n", []string{
			"meetings[0].themes[0].questions[0].weight: unknown key; the keys here are id, text (line 9)",
		}},
		{"same id", before + "    - {id: why, text: Why?}\n    - {id: WHY, text: Why not?}\n", []string{
			"meetings[0].themes[0].questions[1]: the id WHY stands at meetings[0].themes[0].questions[0] already (line 9), whatever the case; questions without one are q1, q2… counted through the meeting (line 10)",
		}},
		{"an id that another question has by default", before + "    - {id: Q2, text: Why?}\n    - Why not?\n", []string{
			"meetings[0].themes[0].questions[1]: the id q2 stands at meetings[0].themes[0].questions[0] already (line 9), whatever the case; questions without one are q1, q2… counted through the meeting (line 10)",
		}},
		{"list", before + "    - [Why?]\n", []string{
			"meetings[0].themes[0].questions[0]: is a list where a text belongs; put a text with a colon or brackets in quotes (line 9)",
		}},
	})
}

func TestBadTimes(t *testing.T) {
	at := func(starts string) string {
		return "meetings:\n- {id: m1, title: T, starts: " + starts + ", channels: [C1A], themes: [{title: A, questions: [Why?]}]}\n"
	}
	checkBadFiles(t, []badFile{
		{"words", at("next Tuesday"), []string{
			`meetings[0].starts: "next Tuesday" is not a time; write it as 2023-11-07 13:00 or 2023-11-07T13:00:00+01:00 (line 2)`,
		}},
		{"only a day", at("2023-11-07"), []string{
			`meetings[0].starts: "2023-11-07" is not a time; write it as 2023-11-07 13:00 or 2023-11-07T13:00:00+01:00 (line 2)`,
		}},
		{"no such day", at("2023-02-30 13:00"), []string{
			`meetings[0].starts: "2023-02-30 13:00" is not a time; write it as 2023-11-07 13:00 or 2023-11-07T13:00:00+01:00 (line 2)`,
		}},
		{"no such hour", at("2023-11-07 25:00"), []string{
			`meetings[0].starts: "2023-11-07 25:00" is not a time; write it as 2023-11-07 13:00 or 2023-11-07T13:00:00+01:00 (line 2)`,
		}},
		{"fraction", at("2023-11-07T13:00:00.5Z"), []string{
			`meetings[0].starts: "2023-11-07T13:00:00.5Z" is not a time of a meeting; write whole seconds of a year from 1970 to 2199 (line 2)`,
		}},
		{"year", at("0023-11-07 13:00"), []string{
			`meetings[0].starts: "0023-11-07 13:00" is not a time of a meeting; write whole seconds of a year from 1970 to 2199 (line 2)`,
		}},
		{"number", at("20231107"), []string{
			`meetings[0].starts: "20231107" is not a time; write it as 2023-11-07 13:00 or 2023-11-07T13:00:00+01:00 (line 2)`,
		}},
		{"list", at("[2023-11-07]"), []string{
			"meetings[0].starts: is a list where a text belongs; put a text with a colon or brackets in quotes (line 2)",
		}},
	})
}

func TestBadWindows(t *testing.T) {
	with := func(schedule string) string { return "meetings:\n" + meeting + ",\n  schedule: {" + schedule + "}}\n" }
	checkBadFiles(t, []badFile{
		{"opens after closes", with("opens: 2d,\n  closes: 3d"), []string{
			"meetings[0].schedule.opens: opens 2d before the start, which is not before it closes, 3d before; open earlier or close later (line 3)",
		}},
		{"opens when it closes", with("opens: 48h, closes: 2d"), []string{
			"meetings[0].schedule.opens: opens 48h before the start, which is not before it closes, 2d before; open earlier or close later (line 3)",
		}},
		{"no firing", with("opens: 4d, closes: 3d,\n  ask: 0 9 * * MON"), []string{
			`meetings[0].schedule.ask: "0 9 * * MON" does not fire between opens (2023-11-03 13:00:00) and closes (2023-11-04 13:00:00), so no question would be posted; ask more often or widen the window (line 4)`,
		}},
		{"no firing of the default", with("opens: 4d, closes: 3d"), []string{
			`meetings[0].schedule.ask: "0 9 * * MON" does not fire between opens (2023-11-03 13:00:00) and closes (2023-11-04 13:00:00), so no question would be posted; ask more often or widen the window (line 2)`,
		}},
		{"firing at closes only", with("opens: 2d, closes: 0d, ask: 0 13 7 11 *"), []string{
			`meetings[0].schedule.ask: "0 13 7 11 *" does not fire between opens (2023-11-05 13:00:00) and closes (2023-11-07 13:00:00), so no question would be posted; ask more often or widen the window (line 3)`,
		}},
		{"the default is at fault", "schedule: {opens: 1d}\nmeetings:\n" + meeting + "}\n", []string{
			"meetings[0].schedule.opens: opens 1d before the start, which is not before it closes, 2d before; open earlier or close later (line 3)",
		}},
		{"no firing, many meetings", "schedule: {ask: 0 9 1 1 *}\nmeetings:\n" + meeting + "}\n" +
			"- {id: m2, title: T, starts: 2024-01-07 13:00, channels: [C1A], themes: [{title: A, questions: [Why?]}]}\n", []string{
			`meetings[0].schedule.ask: "0 9 1 1 *" does not fire between opens (2023-10-10 13:00:00) and closes (2023-11-05 13:00:00), so no question would be posted; ask more often or widen the window (line 3)`,
		}},
	})
}
