package config

import (
	"fmt"
	"time"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/schedule"
)

// schedule reads the keys that are there.
func (d *decoder) schedule(f field, loc *time.Location) flows.Schedule {
	m := d.mapping(f, "opens", "closes", "ask", "remind", "digest")
	return flows.Schedule{
		Opens: d.lead(m.get("opens")), Closes: d.lead(m.get("closes")),
		Ask: d.cron(m.get("ask"), loc), Remind: d.cron(m.get("remind"), loc), Digest: d.cron(m.get("digest"), loc),
	}
}

func (d *decoder) lead(f field) string {
	text := d.text(f)
	if text == "" {
		return ""
	}
	if _, err := schedule.ParseLead(text); err != nil {
		d.wrong(f, shown(text)+" is not a time before the meeting; write it as 28d, 36h, 90m or 90s")
		return ""
	}
	return text
}

// maxSpec bounds a cron spec, in bytes.
const maxSpec = 200

func (d *decoder) cron(f field, loc *time.Location) string {
	text := d.text(f)
	if text == "" {
		return ""
	}
	if len(text) > maxSpec {
		d.wrong(f, fmt.Sprintf("is longer than %d characters; write minute hour day month weekday", maxSpec))
		return ""
	}
	spec, err := schedule.Parse(text, loc)
	switch {
	case err != nil && looksLikeToken(text):
		d.wrong(f, shown(text)+" is not a schedule; take it out of the file")
		return ""
	case err != nil:
		d.wrong(f, err.Error())
		return ""
	case spec.Never():
		d.wrong(f, shown(text)+" never comes; write a day that exists, or none")
		return ""
	}
	return text
}

// window checks what the parts of a meeting's schedule say together. at is the
// meeting, override its own schedule.
func (d *decoder) window(at, override field, m flows.Meeting, c *Config) {
	plan, err := flows.PlanOf(m, c.Location, c.Calendar)
	if err != nil {
		d.wrong(at, "its schedule cannot be read: "+err.Error())
		return
	}
	if !plan.Window.Opens.Before(plan.Window.Closes) {
		d.wrong(key(at, override, "opens"), fmt.Sprintf("opens %s before the start, which is not before it closes, %s before; open earlier or close later",
			m.Schedule.Opens, m.Schedule.Closes))
		return
	}
	const form = "2006-01-02 15:04:05"
	if fires := schedule.Count(plan.Ask, plan.Window, plan.Options, 1) > 0; !fires && !plan.Ask.Off() {
		d.wrong(key(at, override, "ask"), fmt.Sprintf("%s does not fire between opens (%s) and closes (%s), so no question would be posted; ask more often or widen the window",
			shown(m.Schedule.Ask), plan.Window.Opens.Format(form), plan.Window.Closes.Format(form)))
	}
	if fires := schedule.Count(plan.Remind, plan.Window, plan.Options, 1) > 0; !fires && !plan.Remind.Off() {
		d.warn(key(at, override, "remind"), shown(m.Schedule.Remind)+" does not fire between opens and closes, so nobody is reminded; write none if that is meant")
	}
	if fires := schedule.Count(plan.Digest, plan.DigestWindow, plan.Options, 1) > 0; !fires && !plan.Digest.Off() {
		d.warn(key(at, override, "digest"), shown(m.Schedule.Digest)+" does not fire between closes and the start, so no draft is compiled by itself; write none if that is meant")
	}
}

// key is where a key of a meeting's schedule stands: at the meeting if it is
// the default's.
func key(at, override field, name string) field {
	path := join(at.path, "schedule."+name)
	if override.present() {
		for i := 0; i+1 < len(override.node.Content); i += 2 {
			if override.node.Content[i].Value == name {
				return field{path, override.node.Content[i]}
			}
		}
	}
	return field{path, at.node}
}
