package config

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/schedule"
)

// Example is the annotated example file.
//
//go:embed example.yaml
var Example []byte

// maxFile bounds the config file, in bytes: a thousand organisations and all
// the meetings of a decade are far less.
const maxFile = 4 << 20

// Load reads a file. A wrong file gives Problems.
func Load(path string) (*Config, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, Problems{{Path: path, What: "cannot be opened: " + reason(err) + "; name another with --config or SAMRAD_CONFIG"}}
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, Problems{{Path: path, What: "cannot be read: " + reason(err)}}
	}
	c, err := Parse(data)
	if c != nil {
		c.Path = path
	}
	return c, err
}

func reason(err error) string {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

var yamlLine = regexp.MustCompile(`line (\d+): (.*)`)

// Parse decodes and validates a file's content. A wrong one gives Problems.
func Parse(data []byte) (*Config, error) {
	fail := func(line int, what string) (*Config, error) {
		return nil, Problems{{Path: "file", Line: line, What: what}}
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	switch {
	case len(data) > maxFile:
		return fail(0, "is larger than 4 MiB; is it the right file?")
	case !utf8.Valid(data):
		return fail(0, "is not UTF-8; save it as UTF-8")
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var doc yaml.Node
	if err := decoder.Decode(&doc); err != nil {
		if errors.Is(err, io.EOF) {
			return fail(0, "is empty; start from the example in the README")
		}
		line, what := 0, strings.TrimPrefix(err.Error(), "yaml: ")
		if m := yamlLine.FindStringSubmatch(what); m != nil {
			line, _ = strconv.Atoi(m[1])
			what = m[2]
		}
		return fail(line, "is not YAML: "+what)
	}
	var more yaml.Node
	if err := decoder.Decode(&more); !errors.Is(err, io.EOF) {
		return fail(more.Line, "holds more than one YAML document; keep one")
	}
	d := &decodeState{}
	c := d.config(doc.Content[0])
	if len(d.problems) > 0 {
		return nil, d.problems.sorted()
	}
	return c, nil
}

// config decodes the whole file.
func (d *decodeState) config(n *yaml.Node) *Config {
	c := &Config{Language: defaultLanguage, Mode: ModeSocket, Summary: defaultSummary}
	m := d.mapping("", n, "language", "timezone", "holidays", "slack", "roles", "summary", "schedule", "organisations", "meetings")
	c.Language = d.oneOf(m.get("language"), c.Language, "sv", "en")
	c.Location = d.zone(m.get("timezone"))
	if d.oneOf(m.get("holidays"), "", "sv") == "sv" {
		c.Calendar = schedule.Sweden()
	}
	if at := m.get("slack"); at.node != nil {
		slack := d.mapping(at.path, at.node, "mode")
		c.Mode = Mode(d.oneOf(slack.get("mode"), string(ModeSocket), string(ModeSocket), string(ModeHTTP)))
	}
	d.roles(c, m.get("roles"))
	c.Summary = d.cron(m.get("summary"), c.Summary, c.Location)
	defaults := d.schedule(m.get("schedule"), c.Location).Or(flows.DefaultSchedule())
	c.Organisations = d.organisations(m.get("organisations"))
	c.Meetings = d.meetings(m.get("meetings"), c, defaults)
	c.Warnings = d.warnings.sorted()
	return c
}

func (d *decodeState) zone(f field) *time.Location {
	name := d.text(f, defaultZone)
	loc, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		d.wrong(f, fmt.Sprintf("%q is not a time zone; write one such as Europe/Stockholm", name))
		return time.UTC
	}
	return loc
}

func (d *decodeState) roles(c *Config, f field) {
	if f.node == nil {
		return
	}
	m := d.mapping(f.path, f.node, "working_group", "staff")
	c.Roles.WorkingGroup = d.team(m.get("working_group"))
	c.Roles.Staff = d.team(m.get("staff"))
}

func (d *decodeState) team(f field) flows.Team {
	if f.node == nil {
		return flows.Team{}
	}
	m := d.mapping(f.path, f.node, "users", "usergroup", "channel")
	return flows.Team{
		Users:     list(d, m.get("users"), func(f field) flows.UserID { return flows.UserID(d.slackID(f, "user", "U", "W")) }),
		Usergroup: flows.UsergroupID(d.slackID(m.get("usergroup"), "user group", "S")),
		Channel:   flows.ChannelID(d.slackID(m.get("channel"), "channel", "C", "G")),
	}
}

func (d *decodeState) schedule(f field, loc *time.Location) flows.Schedule {
	if f.node == nil {
		return flows.Schedule{}
	}
	m := d.mapping(f.path, f.node, "opens", "closes", "ask", "remind", "digest")
	return flows.Schedule{
		Opens: d.lead(m.get("opens")), Closes: d.lead(m.get("closes")),
		Ask: d.cron(m.get("ask"), "", loc), Remind: d.cron(m.get("remind"), "", loc), Digest: d.cron(m.get("digest"), "", loc),
	}
}

func (d *decodeState) lead(f field) string {
	s := d.text(f, "")
	if f.node == nil {
		return ""
	}
	if _, err := schedule.ParseLead(s); err != nil {
		d.wrong(f, err.Error())
		return ""
	}
	return s
}

func (d *decodeState) cron(f field, missing string, loc *time.Location) string {
	s := d.text(f, missing)
	if f.node == nil {
		return s
	}
	spec, err := schedule.Parse(s, loc)
	switch {
	case err != nil:
		d.wrong(f, err.Error()+`; write minute hour day month weekday, as in "0 9 * * MON", or none`)
	case spec.Never():
		d.wrong(f, fmt.Sprintf("%q never comes; write a day that exists", s))
	}
	return s
}
