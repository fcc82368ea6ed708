package document

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// hidden lists the words of a text that its masked form has not: what the
// masks stand for, in order. Where the two cannot be laid side by side it is
// the whole text.
func (w words) hidden(text, masked string) []string {
	var masks []string
	for _, key := range []string{"document.masked_organisation", "document.masked_person", "document.masked_contact"} {
		masks = append(masks, regexp.QuoteMeta(w.Text(key, nil)))
	}
	kept := regexp.MustCompile(strings.Join(masks, "|")).Split(norm.NFC.String(masked), -1)
	for i := range kept {
		kept[i] = regexp.QuoteMeta(kept[i])
	}
	found := regexp.MustCompile(`(?s)^` + strings.Join(kept, `(.*?)`) + `$`).FindStringSubmatch(norm.NFC.String(text))
	if len(found) < 2 {
		return []string{oneLine(text)}
	}
	var out []string
	for _, f := range found[1:] {
		if f = oneLine(f); f != "" {
			out = append(out, f)
		}
	}
	return out
}
