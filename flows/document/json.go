package document

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/samrad/samrad/flows"
)

// jsonDocument is for machines: times are in UTC, and there always is one.
func jsonDocument(d flows.Digest) ([]byte, error) {
	if d.AsOf.IsZero() {
		d.AsOf = d.Opens
	}
	d.Starts, d.AsOf = d.Starts.UTC(), d.AsOf.UTC()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(d); err != nil {
		return nil, fmt.Errorf("digest as JSON: %w", err)
	}
	return b.Bytes(), nil
}
