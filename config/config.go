package config

import (
	_ "embed"
	"time"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/schedule"
)

// Mode is how Slack reaches the bot.
type Mode string

// The modes.
const (
	ModeSocket Mode = "socket"
	ModeHTTP   Mode = "http"
)

// Config is the file, validated. Organisations and meetings are managed, and
// each meeting's schedule is complete.
type Config struct {
	Path          string // empty if it was not read from a file
	Language      string // "sv" or "en"
	Location      *time.Location
	Calendar      schedule.Calendar // nil: no holidays
	Mode          Mode
	Roles         flows.Roles
	Summary       string         // cron
	Schedule      flows.Schedule // of meetings that override nothing; complete
	Organisations []flows.Organisation
	Meetings      []flows.Meeting
	// Warnings are what looks wrong but works.
	Warnings Problems
}

// Settings is what the use cases need of it.
func (c *Config) Settings() flows.Settings {
	return flows.Settings{Language: c.Language, Location: c.Location, Calendar: c.Calendar, Roles: c.Roles,
		Summary: c.Summary, Organisations: c.Organisations, Meetings: c.Meetings}
}

// Defaults.
const (
	DefaultFile     = "samrad.yaml"
	defaultLanguage = "sv"
	defaultZone     = "Europe/Stockholm"
	defaultSummary  = "0 8 * * FRI"
)

// Example is an annotated file with the real meeting of 7 November 2023. It
// has neither errors nor warnings.
//
//go:embed example.yaml
var Example []byte
