package demo

import (
	_ "embed"
	"time"

	"github.com/samrad/samrad/config"
)

//go:embed consultation.yaml
var consultation []byte

// Config is the file that the bot runs with.
func Config() (*config.Config, error) { return config.Parse(consultation) }

// Meeting is the meeting's id.
const Meeting = "2023-11-07"

// at is a local time of the consultation.
func at(c *config.Config, local string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", local, c.Location)
	if err != nil {
		panic("demo: " + err.Error()) // a constant of this package
	}
	return t
}

// Begins is a Friday inside the window, before the week of the first questions.
func Begins(c *config.Config) time.Time { return at(c, "2023-10-13 07:00") }

// Ends is the meeting itself.
func Ends(c *config.Config) time.Time { return at(c, "2023-11-07 13:00") }
