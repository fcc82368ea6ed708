package schedule

import (
	"errors"
	"fmt"
	"math/bits"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

// Spec is a parsed cron spec. The zero value never fires: it is off.
type Spec struct {
	text  string
	wall  *cron.SpecSchedule // evaluated on wall-clock time written as UTC
	every time.Duration      // of @every
	loc   *time.Location
}

var parser = cron.NewParser(cron.SecondOptional | cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow | cron.Descriptor)

// Parse reads a spec: five fields, or six with seconds first, or a descriptor
// (@daily, @every 90s), after an optional CRON_TZ= zone. "none" and the empty
// spec are off. Local times are of loc where the spec names no zone.
func Parse(spec string, loc *time.Location) (s Spec, err error) {
	spec = strings.TrimSpace(spec)
	if spec == "" || strings.EqualFold(spec, "none") {
		return Spec{text: "none", loc: loc}, nil
	}
	zone, rest, err := cutZone(spec, loc)
	if err != nil {
		return Spec{}, err
	}
	// The parser panics on some malformed input (a spec of only "CRON_TZ=").
	defer func() {
		if r := recover(); r != nil {
			s, err = Spec{}, fmt.Errorf("%q cannot be read; write one such as 0 9 * * MON", spec)
		}
	}()
	parsed, err := parser.Parse(rest)
	if err != nil {
		return Spec{}, fault(spec, rest, err)
	}
	switch p := parsed.(type) {
	case *cron.SpecSchedule:
		p.Location = time.UTC
		return Spec{text: spec, wall: p, loc: zone}, nil
	case cron.ConstantDelaySchedule:
		return everySpec(spec, rest, zone)
	default:
		return Spec{}, fmt.Errorf("%q is an unknown kind of schedule", spec)
	}
}

// everySpec reads the interval itself: the parser silently rounds it to seconds.
func everySpec(spec, rest string, loc *time.Location) (Spec, error) {
	every, err := time.ParseDuration(strings.TrimSpace(strings.TrimPrefix(rest, "@every ")))
	if err != nil || every < time.Second || every%time.Second != 0 {
		return Spec{}, badInterval(spec)
	}
	return Spec{text: spec, every: every, loc: loc}, nil
}

func cutZone(spec string, loc *time.Location) (*time.Location, string, error) {
	_, after, ok := strings.Cut(spec, "=")
	if !ok || !(strings.HasPrefix(spec, "CRON_TZ=") || strings.HasPrefix(spec, "TZ=")) {
		return loc, spec, nil
	}
	name, rest, ok := strings.Cut(after, " ")
	if !ok || name == "" || strings.TrimSpace(rest) == "" {
		return nil, "", errors.New("a time zone must be followed by a schedule, as in CRON_TZ=Europe/Stockholm 0 9 * * MON")
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, "", fmt.Errorf("time zone %q is not known; write one such as CRON_TZ=Europe/Stockholm", name)
	}
	return zone, strings.TrimSpace(rest), nil
}

// Off reports whether the spec never fires.
func (s Spec) Off() bool { return s.wall == nil && s.every == 0 }

// String returns the spec as written.
func (s Spec) String() string {
	if s.Off() {
		return "none"
	}
	return s.text
}

// Location is the zone of the spec's local times.
func (s Spec) Location() *time.Location { return s.loc }

// Never reports whether a spec that is not off still never fires, such as one
// for 30 February.
func (s Spec) Never() bool {
	return s.wall != nil && s.wall.Next(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero()
}

// daily reports whether the spec fires at most once a day. Only such a spec is
// moved off holidays.
func (s Spec) daily() bool {
	if s.wall == nil {
		return s.every >= 24*time.Hour
	}
	const star = 1 << 63
	one := func(field uint64) bool { return bits.OnesCount64(field&^uint64(star)) == 1 }
	return one(s.wall.Second) && one(s.wall.Minute) && one(s.wall.Hour)
}
