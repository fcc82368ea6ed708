package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// document parses the one document of a file. Only one problem can be told of
// a file that is not YAML.
func document(data []byte) (*yaml.Node, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")) // a byte order mark
	if line, what := unreadable(data); what != "" {
		return nil, Problems{{Path: "file", Line: line, What: what}}
	}
	decoder := yaml.NewDecoder(bytes.NewReader(hideQuestionMarks(data)))
	root, err := next(decoder)
	switch {
	case errors.Is(err, io.EOF) || err == nil && isNull(root):
		return nil, Problems{{Path: "file", What: "is empty; write at least a meeting"}}
	case err != nil:
		return nil, Problems{syntaxProblem(data, err)}
	}
	switch second, err := next(decoder); {
	case err == nil:
		return nil, Problems{{Path: "file", Line: min(second.Line, lines(data)), What: "holds more than one YAML document; remove the line --- and what follows"}}
	case !errors.Is(err, io.EOF):
		return nil, Problems{syntaxProblem(data, err)}
	}
	showQuestionMarks(root)
	return root, nil
}

// next returns a document's root. Should the parser panic on malformed input,
// that is an error like any other.
func next(d *yaml.Decoder) (root *yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			root, err = nil, fmt.Errorf("yaml: %v", r)
		}
	}()
	var doc yaml.Node
	if err := d.Decode(&doc); err != nil {
		return nil, err
	}
	if len(doc.Content) == 0 {
		return nil, io.EOF
	}
	return doc.Content[0], nil
}

// unreadable tells what no file may hold.
func unreadable(data []byte) (line int, what string) {
	if len(data) > maxFile {
		return 0, fmt.Sprintf("is larger than %d MiB; is it the right file?", maxFile>>20)
	}
	for line = 1; len(data) > 0; {
		r, size := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && size == 1:
			return line, "is not UTF-8; save it as UTF-8"
		case r < ' ' && r != '\n' && r != '\r' && r != '\t', r == 0x7f:
			return line, fmt.Sprintf("holds the control character %U; remove it", r)
		case r == '\n':
			line++
		}
		data = data[size:]
	}
	return 0, ""
}

// syntaxHints tell how to mend what the YAML parser complains of.
var syntaxHints = []struct{ part, mend string }{
	{"mapping values are not allowed", "put a text with a colon in quotes, and check the indentation"},
	{"cannot start any token", "put a value that begins with @, % or ` in quotes"},
	{"expected alphabetic or numeric", "put a value that begins with * or & in quotes, as cron specs do"},
	{"unknown anchor", "put a value that begins with * in quotes"},
	{"did not find expected ',' or", "close the bracket that was opened"},
	{"did not find expected", "check the indentation from here on"},
	{"could not find expected ':'", "check the indentation, and that each key has a colon"},
	{"unexpected end of stream", "close the quotes that were opened"},
}

var (
	syntaxForm    = regexp.MustCompile(`^(?:yaml: )?(?:line (\d+): )?(.*)$`)
	lineBreak     = regexp.MustCompile("\r\n|[\r\n\u0085\u2028\u2029]") // as YAML has it
	unknownAnchor = regexp.MustCompile(`^unknown anchor '(.*)' referenced$`)
)

// syntaxProblem puts the YAML parser's error into words. The parser leaves the
// line out where it is the first.
func syntaxProblem(data []byte, err error) Problem {
	m := syntaxForm.FindStringSubmatch(strings.Join(strings.Fields(err.Error()), " "))
	what, mend, line := m[2], "check what stands here", 1
	if n, err := strconv.Atoi(m[1]); err == nil {
		line = n
		if strings.HasPrefix(what, "did not find expected ") && !strings.HasSuffix(what, "character") {
			line++ // of these the parser counts lines from 0
		}
	}
	for _, h := range syntaxHints {
		if strings.Contains(what, h.part) {
			mend = h.mend
			break
		}
	}
	line = min(line, lines(data))
	if m := unknownAnchor.FindStringSubmatch(what); m != nil {
		what, line = "an alias of nothing", lineOf(data, "*"+m[1])
	}
	if tab := tabNear(data, line); tab > 0 {
		what, mend, line = "a tab in the indentation", "use spaces", tab
	}
	return Problem{Path: "file", Line: line, What: "is not YAML: " + what + "; " + mend}
}

// lines counts the lines of a file: the parser may name one behind the last.
func lines(data []byte) int { return 1 + len(lineBreak.FindAllIndex(data, -1)) }

func lineOf(data []byte, text string) int {
	before, _, _ := bytes.Cut(data, []byte(text))
	return 1 + bytes.Count(before, []byte("\n"))
}

// tabNear returns the line, or the one after, if it is indented with a tab:
// the parser may name the line before. 0 if there is none.
func tabNear(data []byte, line int) int {
	lines := bytes.Split(data, []byte("\n"))
	for n := line; n <= min(line+1, len(lines)); n++ {
		text := lines[n-1]
		indent := text[:len(text)-len(bytes.TrimLeft(text, " \t"))]
		if bytes.ContainsRune(indent, '\t') {
			return n
		}
	}
	return 0
}
