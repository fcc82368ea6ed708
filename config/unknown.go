package config

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// unknown reports a key that the file may not have, with the one that was
// probably meant.
func (d *decoder) unknown(at field, key string, keys []string) {
	lower := strings.ToLower(key)
	for _, word := range []string{"token", "secret", "password", "redis"} {
		if strings.Contains(lower, word) {
			d.wrong(at, "is not a key of the file; tokens, secrets and the store's address belong in the environment")
			return
		}
	}
	if key == "<<" {
		d.wrong(at, "merge keys are not used here; write the keys out")
		return
	}
	if near := nearest(lower, keys); near != "" {
		d.wrong(at, "unknown key; did you mean "+near+"?")
		return
	}
	d.wrong(at, "unknown key; the keys here are "+strings.Join(keys, ", "))
}

// pathKey is a key as a path shows it: quoted unless it is a plain word.
func pathKey(key string) string {
	plain := strings.IndexFunc(key, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '_' && r != '-'
	}) < 0
	if plain && key != "" && len(key) <= maxShown && !looksLikeToken(key) {
		return key
	}
	return shown(key)
}

// nearest returns the key that differs from word by the fewest edits, and by
// no more than a third of its letters.
func nearest(word string, keys []string) string {
	if len(word) > maxShown {
		return ""
	}
	best, least := "", len(word)
	for _, key := range keys {
		if n := edits(word, key); n < least && n <= max(1, len(key)/3) {
			best, least = key, n
		}
	}
	return best
}

// edits is the Levenshtein distance in bytes.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}

// refuse reports what YAML can do and this file may not: aliases, which make a
// short file stand for an endless one, and tags. The rest is still decoded.
func (d *decoder) refuse(n *yaml.Node) {
	if n.Kind == yaml.AliasNode {
		d.wrong(field{"file", n}, "aliases ("+named("*", n.Value)+") are not used here; write the value out")
		return
	}
	if n.Style&yaml.TaggedStyle != 0 && n.ShortTag() != "!!str" {
		d.wrong(field{"file", n}, "tags ("+named("", n.Tag)+") are not used here; remove it")
	}
	for _, child := range n.Content {
		d.refuse(child)
	}
}

// named is the name of an alias or a tag as a problem shows it.
func named(sign, name string) string {
	if looksLikeToken(name) || len(name) > maxShown {
		return shown(name)
	}
	return sign + name
}
