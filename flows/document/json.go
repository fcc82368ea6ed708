package document

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/samrad/samrad/flows"
)

// inUTC is the themes with the days of earlier meetings in UTC, in a copy.
func inUTC(themes []flows.DigestTheme) []flows.DigestTheme {
	themes = slices.Clone(themes)
	for i := range themes {
		themes[i].Questions = slices.Clone(themes[i].Questions)
		for j := range themes[i].Questions {
			points := slices.Clone(themes[i].Questions[j].Points)
			for k := range points {
				points[k].RaisedBefore = slices.Clone(points[k].RaisedBefore)
				for l := range points[k].RaisedBefore {
					points[k].RaisedBefore[l].Starts = points[k].RaisedBefore[l].Starts.UTC()
				}
			}
			themes[i].Questions[j].Points = points
		}
	}
	return themes
}

// jsonDocument is for machines: times are in UTC, and there always is one.
func jsonDocument(d flows.Digest) ([]byte, error) {
	if d.AsOf.IsZero() {
		d.AsOf = d.Opens
	}
	d.Starts, d.AsOf, d.ApprovedAt, d.PublishedAt = d.Starts.UTC(), d.AsOf.UTC(), d.ApprovedAt.UTC(), d.PublishedAt.UTC()
	if d.Changes != nil {
		c := *d.Changes
		c.PublishedAt = c.PublishedAt.UTC()
		d.Changes = &c
	}
	d.Themes = inUTC(d.Themes)
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(d); err != nil {
		return nil, fmt.Errorf("digest as JSON: %w", err)
	}
	return b.Bytes(), nil
}
