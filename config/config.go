package config

import (
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

// Config is the file, validated.
type Config struct {
	Path          string
	Language      string
	Location      *time.Location
	Calendar      schedule.Calendar // nil: no holidays
	Mode          Mode
	Roles         flows.Roles
	Summary       string
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
