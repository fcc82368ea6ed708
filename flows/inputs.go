package flows

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Inputs is what a digest was made of: a fingerprint of each contribution, by
// id. Two digests differ by what their inputs do.
type Inputs map[string]string

// InputsOf fingerprints what counts in a digest.
func InputsOf(all []Contribution) Inputs {
	in := make(Inputs, len(all))
	for _, c := range all {
		if !c.Counts() || c.NothingToAdd {
			continue
		}
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%s\x00%s\x00%s\x00%t",
			foldQuestion(c.Question), foldID(c.Organisation), c.Text, c.KeyMessage, cmp.Or(c.Attribution, AttributionUnnamed), c.Late))
		in[c.ID] = hex.EncodeToString(sum[:8])
	}
	return in
}

// Changes is what came between two digests, in contributions.
type Changes struct {
	New       int `json:"new"`
	Edited    int `json:"edited"`
	Withdrawn int `json:"withdrawn"` // or set aside
}

// Any reports whether anything changed.
func (c Changes) Any() bool { return c != Changes{} }

// Since compares the inputs of a newer digest with those of an older one.
func (in Inputs) Since(old Inputs) Changes {
	var c Changes
	for id, sum := range in {
		switch was, ok := old[id]; {
		case !ok:
			c.New++
		case was != sum:
			c.Edited++
		}
	}
	for id := range old {
		if _, ok := in[id]; !ok {
			c.Withdrawn++
		}
	}
	return c
}

// fingerprint is of a digest's content, whatever its version, state and time: a
// star that was put on and taken off again has changed nothing.
func fingerprint(d Digest) (string, error) {
	d.Version, d.State, d.AsOf = 0, "", time.Time{}
	d.ApprovedAt, d.ApprovedBy, d.PublishedAt, d.Changes, d.Superseded = time.Time{}, "", time.Time{}, nil, false
	d.Themes = withoutKinds(d.Themes)
	data, err := json.Marshal(d)
	if err != nil {
		return "", fmt.Errorf("fingerprint digest: %w", err)
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:]), nil
}

// withoutKinds is the themes without what their statements are taken for, in a
// copy: a version from before that was told is the same content.
func withoutKinds(themes []DigestTheme) []DigestTheme {
	themes = slices.Clone(themes)
	for i := range themes {
		themes[i].Questions = slices.Clone(themes[i].Questions)
		for j := range themes[i].Questions {
			q := &themes[i].Questions[j]
			q.WithoutPoint = slices.Clone(q.WithoutPoint)
			for k := range q.WithoutPoint {
				q.WithoutPoint[k].Kind = ""
			}
		}
	}
	return themes
}
