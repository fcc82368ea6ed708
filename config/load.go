package config

import (
	"errors"
	"io"
	"os"
	"time"
	_ "time/tzdata" // a container may have no time zones

	"go.yaml.in/yaml/v3"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/schedule"
)

// Load reads a file. A wrong file gives [Problems].
func Load(path string) (*Config, error) {
	data, err := read(path)
	if err != nil {
		what := "cannot be read: " + reason(err)
		if errors.Is(err, os.ErrNotExist) {
			what += "; name the config file with --config or SAMRAD_CONFIG"
		}
		return nil, Problems{{Path: path, What: what}}
	}
	c, err := Parse(data)
	if problems, ok := errors.AsType[Problems](err); ok {
		return nil, problems.named(path)
	}
	if err != nil {
		return nil, err
	}
	c.Path, c.Warnings = path, c.Warnings.named(path)
	return c, nil
}

// maxFile bounds the config file, in bytes: a thousand organisations and all
// the meetings of a decade are far less.
const maxFile = 4 << 20

func read(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxFile+1))
}

// reason is an error of the operating system without the path.
func reason(err error) string {
	if p, ok := errors.AsType[*os.PathError](err); ok {
		return p.Err.Error()
	}
	return err.Error()
}

// Parse decodes and validates a file's content. A wrong one gives [Problems].
func Parse(data []byte) (*Config, error) {
	root, err := document(data)
	if err != nil {
		return nil, err
	}
	d := &decoder{}
	d.refuse(root)
	c := d.config(root)
	c.Warnings = d.warnings.sorted()
	if len(d.problems) > 0 {
		return nil, d.problems.sorted().atMost(maxProblems)
	}
	return c, nil
}

// config decodes the whole file.
func (d *decoder) config(root *yaml.Node) *Config {
	m := d.mapping(field{"", root},
		"language", "timezone", "holidays", "slack", "roles", "summary", "schedule", "organisations", "meetings")
	c := &Config{
		Language: d.oneOf(m.get("language"), defaultLanguage, "sv", "en"),
		Location: d.zone(m.get("timezone")),
		Mode:     Mode(d.oneOf(d.mapping(m.get("slack"), "mode").get("mode"), string(ModeSocket), string(ModeSocket), string(ModeHTTP))),
		Roles:    d.roles(m.get("roles")),
		Summary:  defaultSummary,
	}
	if d.oneOf(m.get("holidays"), "", "sv") == "sv" {
		c.Calendar = schedule.Sweden()
	}
	if summary := d.cron(m.get("summary"), c.Location); summary != "" {
		c.Summary = summary
	}
	before := len(d.problems)
	c.Schedule = d.schedule(m.get("schedule"), c.Location).Or(flows.DefaultSchedule())
	c.Organisations = d.organisations(m.get("organisations"))
	d.meetings(m.get("meetings"), c, len(d.problems) == before)
	return c
}

func (d *decoder) zone(f field) *time.Location {
	name := or(d.text(f), defaultZone)
	loc, err := time.LoadLocation(name)
	if err != nil || name == "Local" {
		d.wrong(f, shown(name)+" is not a time zone; write one such as Europe/Stockholm")
		return time.UTC
	}
	return loc
}

func or(s, missing string) string {
	if s == "" {
		return missing
	}
	return s
}
