package config

import (
	"bytes"
	"strings"

	"go.yaml.in/yaml/v3"
)

// standIn is a character of Unicode's private use area that stands for a
// question mark while YAML is parsed.
const standIn = "\ue03f"

// hideQuestionMarks lets a question end with a question mark inside brackets,
// as in {id: why, text: Why?}. YAML allows it; the parser does not
// (https://github.com/go-yaml/yaml/pull/905). A mark that stands alone, which
// begins a key, stays.
func hideQuestionMarks(data []byte) []byte {
	if bytes.Contains(data, []byte(standIn)) {
		return data
	}
	var out bytes.Buffer
	for i, b := range data {
		if b == '?' && !(endsToken(data[:i]) && beginsWithBlank(data[i+1:])) {
			out.WriteString(standIn)
			continue
		}
		out.WriteByte(b)
	}
	return out.Bytes()
}

func endsToken(before []byte) bool {
	return len(before) == 0 || strings.IndexByte(" \t\n[{,", before[len(before)-1]) >= 0
}

func beginsWithBlank(after []byte) bool {
	return len(after) == 0 || strings.IndexByte(" \t\r\n", after[0]) >= 0
}

// showQuestionMarks puts the question marks back.
func showQuestionMarks(n *yaml.Node) {
	for _, s := range []*string{&n.Value, &n.Tag, &n.Anchor} {
		*s = strings.ReplaceAll(*s, standIn, "?")
	}
	for _, child := range n.Content {
		showQuestionMarks(child)
	}
}
