package config

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// decoder gathers what is wrong while the file is walked. A method that has
// reported something returns a zero value, so that nothing is reported twice.
type decoder struct {
	problems Problems
	warnings Problems
}

// field is a place in the file; node is nil where nothing (or null) stands.
type field struct {
	path string
	node *yaml.Node
}

func (f field) present() bool { return f.node != nil }

func (f field) line() int {
	if f.node == nil {
		return 0
	}
	return f.node.Line
}

func (d *decoder) wrong(f field, what string) {
	d.problems = append(d.problems, Problem{Path: f.path, Line: f.line(), What: oneLine(what)})
}

func (d *decoder) warn(f field, what string) {
	d.warnings = append(d.warnings, Problem{Path: f.path, Line: f.line(), What: oneLine(what)})
}

// mapping holds the values of a YAML mapping by key. ok is false where no
// mapping stands: nothing is missing from it then.
type mapping struct {
	field
	values map[string]*yaml.Node
	ok     bool
}

func (m mapping) get(key string) field {
	n := m.values[key]
	if n != nil && isNull(n) {
		n = nil
	}
	return field{join(m.path, key), n}
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// mapping reads a mapping with only the keys given. It is empty where nothing
// stands, or something else, which is reported.
func (d *decoder) mapping(f field, keys ...string) mapping {
	m := mapping{field: f, values: make(map[string]*yaml.Node)}
	if !f.present() || f.node.Kind == yaml.AliasNode {
		return m
	}
	if f.node.Kind != yaml.MappingNode {
		d.wrong(field{or(f.path, "file"), f.node}, "is "+kind(f.node)+" where keys belong; the keys are "+strings.Join(keys, ", "))
		return m
	}
	m.ok = true
	first := make(map[string]int)
	for i := 0; i+1 < len(f.node.Content); i += 2 {
		key, value := f.node.Content[i], f.node.Content[i+1]
		at := field{join(f.path, pathKey(key.Value)), key}
		switch {
		case key.Kind != yaml.ScalarNode:
			d.wrong(field{or(f.path, "file"), key}, "has "+kind(key)+" for a key; the keys are "+strings.Join(keys, ", "))
			continue
		case first[key.Value] != 0:
			d.wrong(at, fmt.Sprintf("stands twice, first on line %d; remove one", first[key.Value]))
			continue
		case slices.Contains(keys, key.Value):
			m.values[key.Value] = value
		default:
			d.unknown(at, key.Value, keys)
		}
		first[key.Value] = key.Line
	}
	return m
}

// list reads each item of a sequence.
func list[T any](d *decoder, f field, read func(field) T) []T {
	if !f.present() || f.node.Kind == yaml.AliasNode {
		return nil
	}
	if f.node.Kind != yaml.SequenceNode {
		d.wrong(f, "is "+kind(f.node)+" where a list belongs; write [a, b], or each item on a line after a hyphen")
		return nil
	}
	out := make([]T, len(f.node.Content))
	for i, n := range f.node.Content {
		out[i] = read(field{fmt.Sprintf("%s[%d]", f.path, i), n})
	}
	return out
}

// text reads a scalar as it is written, less surrounding blanks: a number or a
// date is text too where text is asked for.
func (d *decoder) text(f field) string {
	if !f.present() || f.node.Kind == yaml.AliasNode {
		return ""
	}
	text := strings.TrimSpace(f.node.Value)
	switch {
	case f.node.Kind != yaml.ScalarNode:
		d.wrong(f, "is "+kind(f.node)+" where a text belongs; put a text with a colon or brackets in quotes")
		return ""
	case f.node.ShortTag() == "!!bool":
		d.wrong(f, text+" is not a text; put it in quotes if it is meant as one")
		return ""
	case text == "" || isNull(f.node):
		d.wrong(f, "is empty; write something or remove it")
		return ""
	}
	return text
}

// require returns the value of a key that must be there.
func (d *decoder) require(m mapping, key, what string) field {
	f := m.get(key)
	if m.ok && !f.present() {
		d.wrong(field{f.path, m.node}, "is missing; write "+what)
	}
	return f
}

// oneOf reads one of the words allowed; missing is what nothing stands for.
func (d *decoder) oneOf(f field, missing string, allowed ...string) string {
	text := d.text(f)
	if text == "" {
		return missing
	}
	if !slices.Contains(allowed, text) {
		d.wrong(f, shown(text)+" is not allowed; write "+strings.Join(allowed, " or "))
		return missing
	}
	return text
}

func (d *decoder) flag(f field) bool {
	if !f.present() || f.node.Kind == yaml.AliasNode {
		return false
	}
	if f.node.Kind != yaml.ScalarNode || f.node.ShortTag() != "!!bool" {
		d.wrong(f, "is neither true nor false; write one of them, without quotes")
		return false
	}
	return strings.EqualFold(f.node.Value, "true")
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" }

func kind(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a set of keys"
	case yaml.SequenceNode:
		return "a list"
	default:
		return "a single value"
	}
}
