package text

// Span is a slice of a text: UTF-8 byte offsets, the end excluded.
type Span struct {
	Start int
	End   int
}

// Statements splits plain text into sentences and bullets. The spans are in
// order and do not overlap; outside them is nothing but blanks and bullet
// markers. A statement is exactly the slice text[Start:End].
func Statements(text string) []Span {
	var out []Span
	for _, b := range blocks(text) {
		out = append(out, sentencesOf(text, b)...)
	}
	return out
}
