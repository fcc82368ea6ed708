package config

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// decodeState gathers what is wrong while the file is walked.
type decodeState struct {
	problems Problems
	warnings Problems
}

// field is a place in the file; node is nil where nothing stands.
type field struct {
	path string
	node *yaml.Node
}

func (d *decodeState) wrong(f field, what string) {
	d.problems = append(d.problems, Problem{f.path, line(f), what})
}

func (d *decodeState) warn(f field, what string) {
	d.warnings = append(d.warnings, Problem{f.path, line(f), what})
}

func line(f field) int {
	if f.node == nil {
		return 0
	}
	return f.node.Line
}

// mapping holds the values of a YAML mapping by key.
type mapping struct {
	field
	values map[string]*yaml.Node
}

func (m mapping) get(key string) field {
	path := key
	if m.path != "" {
		path = m.path + "." + key
	}
	n := m.values[key]
	if n != nil && n.Tag == "!!null" {
		n = nil
	}
	return field{path, n}
}

// mapping reads a mapping with only the keys given. Where something else
// stands, it is empty, and the error is noted.
func (d *decodeState) mapping(path string, n *yaml.Node, keys ...string) mapping {
	m := mapping{field{path, n}, make(map[string]*yaml.Node)}
	shown := field{path, n}
	if path == "" {
		shown.path = "file"
	}
	if n.Kind != yaml.MappingNode {
		d.wrong(shown, "must be keys and values; the keys are "+strings.Join(keys, ", "))
		return m
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		at := field{m.get(key.Value).path, key}
		switch {
		case value.Kind == yaml.AliasNode || value.Anchor != "" || key.Kind != yaml.ScalarNode || key.Value == "<<":
			d.wrong(at, "anchors and aliases are not used here; write the value out")
		case !slices.Contains(keys, key.Value):
			d.wrong(at, "unknown key"+suggestion(key.Value, keys))
		case m.values[key.Value] != nil:
			d.wrong(at, fmt.Sprintf("stands twice (first on line %d); remove one", m.values[key.Value].Line))
		default:
			m.values[key.Value] = value
		}
	}
	return m
}

// suggestion names the known key that is nearest, or all of them.
func suggestion(word string, keys []string) string {
	best, least := "", 3
	for _, k := range keys {
		if n := distance(strings.ToLower(word), k); n < least {
			best, least = k, n
		}
	}
	if best != "" {
		return "; did you mean " + best + "?"
	}
	return "; the keys here are " + strings.Join(keys, ", ")
}

// distance is Levenshtein's.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		previous := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := previous
			if a[i] != b[j] {
				cost = 1 + min(previous, row[j], row[j+1])
			}
			previous, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}

// text reads a scalar as it is written.
func (d *decodeState) text(f field, missing string) string {
	switch {
	case f.node == nil:
		return missing
	case f.node.Kind != yaml.ScalarNode:
		d.wrong(f, "must be one value, not a list or keys")
		return missing
	}
	return strings.TrimSpace(f.node.Value)
}

// required reads a scalar that must be there. parent is where it is missing.
func (d *decodeState) required(parent, f field, what string) string {
	s := d.text(f, "")
	if s == "" {
		d.problems = append(d.problems, Problem{f.path, max(line(f), line(parent)), "is missing; write " + what})
	}
	return s
}

func (d *decodeState) oneOf(f field, missing string, allowed ...string) string {
	s := d.text(f, missing)
	if f.node != nil && !slices.Contains(allowed, s) {
		d.wrong(f, fmt.Sprintf("%q is not allowed; write %s", s, strings.Join(allowed, " or ")))
		return missing
	}
	return s
}

func (d *decodeState) flag(f field) bool {
	if f.node == nil {
		return false
	}
	var b bool
	if f.node.Kind != yaml.ScalarNode || f.node.Tag != "!!bool" || f.node.Decode(&b) != nil {
		d.wrong(f, "write true or false")
	}
	return b
}

// slackID checks the form of one of Slack's ids.
func (d *decodeState) slackID(f field, what string, prefixes ...string) string {
	s := d.text(f, "")
	if f.node == nil {
		return ""
	}
	ok := len(s) >= 2 && strings.IndexFunc(s, func(r rune) bool { return (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '_' }) < 0
	if !ok || !slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(s, p) }) {
		d.wrong(f, fmt.Sprintf("%q is not the id of a Slack %s; it begins with %s, as in %s0123ABCD", s, what, strings.Join(prefixes, " or "), prefixes[0]))
		return ""
	}
	return s
}

// list reads a sequence.
func list[T any](d *decodeState, f field, read func(field) T) []T {
	if f.node == nil {
		return nil
	}
	if f.node.Kind != yaml.SequenceNode {
		d.wrong(f, "must be a list; write [a, b], or one a line after a hyphen")
		return nil
	}
	out := make([]T, 0, len(f.node.Content))
	for i, n := range f.node.Content {
		at := field{fmt.Sprintf("%s[%d]", f.path, i), n}
		if n.Kind == yaml.AliasNode {
			d.wrong(at, "anchors and aliases are not used here; write the value out")
			continue
		}
		out = append(out, read(at))
	}
	return out
}
