package points

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

// goldSet is a labelled set of answers in the form that samples/README.md
// describes.
type goldSet struct {
	name      string
	questions []goldQuestion
	answers   []goldAnswer
	points    []goldPoint
	opposed   [][2]string
	campaign  []string        // the points of which senders sent nearly the same text
	senders   map[string]bool // their answers
}

type goldQuestion struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

type goldPoint struct {
	ID       string `json:"id"`
	Question string `json:"question"`
	Label    string `json:"label"`
}

type goldAnswer struct {
	ID           string        `json:"id"`
	Organisation string        `json:"organisation"`
	Question     string        `json:"question"`
	Segments     []goldSegment `json:"segments"`
}

type goldSegment struct {
	Text  string  `json:"text"`
	Point *string `json:"point"`
	Para  bool    `json:"para"`
}

func loadGold(t testing.TB, dir, name string, opposed [][2]string) goldSet {
	t.Helper()
	set := goldSet{name: name, opposed: opposed}
	raw, err := os.ReadFile(dir + "/" + name + ".questions.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &set.questions); err != nil {
		t.Fatal(err)
	}
	set.answers = readLines[goldAnswer](t, dir+"/"+name+".answers.jsonl")
	set.points = readLines[goldPoint](t, dir+"/"+name+".points.jsonl")
	return set
}

func readLines[T any](t testing.TB, path string) []T {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []T
	scanner := bufio.NewScanner(f)
	for scanner.Scan() {
		var v T
		if err := json.Unmarshal(scanner.Bytes(), &v); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		out = append(out, v)
	}
	if err := scanner.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// text joins the segments as the samples' README says, and tells where each
// one ends.
func (a goldAnswer) text() (string, []int) {
	var b strings.Builder
	var ends []int
	for i, s := range a.Segments {
		switch {
		case i == 0:
		case s.Para:
			b.WriteString("\n\n")
		case strings.HasPrefix(s.Text, "- "):
			b.WriteString("\n")
		default:
			b.WriteString(" ")
		}
		b.WriteString(s.Text)
		ends = append(ends, b.Len())
	}
	return b.String(), ends
}

// labelOf gives the point of the segment that the middle of a statement lies
// in; "" for none.
func (a goldAnswer) labelOf(s Statement) string {
	_, ends := a.text()
	i, _ := slices.BinarySearch(ends, (s.Start+s.End)/2+1)
	if p := a.Segments[min(i, len(ends)-1)].Point; p != nil {
		return *p
	}
	return ""
}

// input is the answers to one question, as Group takes them.
func (s goldSet) input(question string) []Answer {
	var out []Answer
	for _, a := range s.answers {
		if a.Question == question {
			body, _ := a.text()
			out = append(out, Answer{ID: a.ID, Organisation: a.Organisation, Text: body})
		}
	}
	return out
}

// organisations counts the different organisations behind each gold point.
func (s goldSet) organisations() map[string]int {
	behind := make(map[string]map[string]bool)
	for _, a := range s.answers {
		for _, seg := range a.Segments {
			if seg.Point == nil {
				continue
			}
			if behind[*seg.Point] == nil {
				behind[*seg.Point] = make(map[string]bool)
			}
			behind[*seg.Point][a.Organisation] = true
		}
	}
	out := make(map[string]int, len(behind))
	for p, o := range behind {
		out[p] = len(o)
	}
	return out
}
