package flows

import "regexp"

// personName is one to four capitalised words, with a particle between.
const personName = `(\p{Lu}[\p{L}\-]+(?:[ \t]+(?:(?:af|av|von|de|der|van)[ \t]+)?\p{Lu}[\p{L}\-]+){0,3})`

// persons match the name of a person who names themselves, as their only group.
var persons = []*regexp.Regexp{
	// Under or behind a closing phrase, as all that its line says or before a comma.
	regexp.MustCompile(`(?m)(?i:\b(?:med +)?(?:vänlig(?:a|en)?|bästa|varma|hjärtliga) +hälsning(?:ar)?|\bmvh|\bm\.? ?v\.? ?h\b\.?|\bhälsningar(?: +från)?|\bvänligen` +
		`|\b(?:best|kind|warm)? *regards|\byours +(?:sincerely|faithfully|truly)|\bsincerely)[ \t]*[,.!:/–-]?\s*` + personName + `[ \t]*(?:$|[,.;/(|–])`),
	// After a slash at the beginning of a line.
	regexp.MustCompile(`(?m)^[ \t]*//?[ \t]*` + personName + `[ \t]*(?:$|[,.;/(|–])`),
	regexp.MustCompile(`(?i:\bjag heter|\bmitt namn är|\bundertecknad(?:e)?,?|\bmy name is)[ \t]+` + personName),
}

// contextLength is how far before a statement its closing phrase may stand, in
// bytes.
const contextLength = 80

// slice masks a part of a text. What stands before it tells whether it is a
// name: "Anna Ek" is one under "Med vänlig hälsning".
func (m *masker) slice(text string, start, end int) string {
	from := max(0, start-contextLength)
	for from > 0 && text[from]&0xC0 == 0x80 {
		from-- // not inside a character
	}
	hide := make(map[int]int) // end of a name by its start
	for _, p := range persons {
		for _, span := range p.FindAllStringSubmatchIndex(text[from:end], -1) {
			if at := from + span[2]; at >= start {
				hide[at] = max(hide[at], from+span[3])
			}
		}
	}
	masked, at := "", start
	for i := start; i < end; i++ {
		if to, ok := hide[i]; ok && i >= at {
			masked += text[at:i] + m.person
			at = to
		}
	}
	return m.mask(masked + text[at:end])
}
