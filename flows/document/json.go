package document

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/samrad/samrad/flows"
)

func jsonDocument(d flows.Digest) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(d); err != nil {
		return nil, fmt.Errorf("digest as JSON: %w", err)
	}
	return b.Bytes(), nil
}
