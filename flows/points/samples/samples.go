// Package samples holds invented answers to the five questions of a real
// consultation, labelled with the points they make. The demo plays them, and
// tests measure with them. The README beside this file says what is quoted and
// what is invented.
package samples

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
)

//go:embed integration-2023.answers.jsonl
var answers []byte

//go:embed integration-2023.questions.json
var questions []byte

// Question is one of the five questions.
type Question struct {
	ID    string `json:"id"` // Q1 to Q5
	Theme string `json:"theme"`
	Text  string `json:"text"`
}

// Answer is one organisation's answer to one question.
type Answer struct {
	ID           string // A001 to A143
	Organisation string // its name
	Question     string // Q1 to Q5
	Language     string // sv or en
	Text         string
}

type line struct {
	ID           string `json:"id"`
	Organisation string `json:"organisation"`
	Question     string `json:"question"`
	Language     string `json:"language"`
	Segments     []struct {
		Text string `json:"text"`
		Para bool   `json:"para"`
	} `json:"segments"`
}

// Questions are the five questions, in order.
func Questions() ([]Question, error) {
	var out []Question
	if err := json.Unmarshal(questions, &out); err != nil {
		return nil, fmt.Errorf("sample questions: %w", err)
	}
	return out, nil
}

// Answers are the 143 answers, in order.
func Answers() ([]Answer, error) {
	var out []Answer
	scanner := bufio.NewScanner(bytes.NewReader(answers))
	for scanner.Scan() {
		var l line
		if err := json.Unmarshal(scanner.Bytes(), &l); err != nil {
			return nil, fmt.Errorf("sample answer %d: %w", len(out)+1, err)
		}
		out = append(out, Answer{ID: l.ID, Organisation: l.Organisation, Question: l.Question, Language: l.Language, Text: l.join()})
	}
	return out, scanner.Err()
}

// join makes the full text of the segments, as the README says.
func (l line) join() string {
	var b strings.Builder
	for i, s := range l.Segments {
		switch {
		case i == 0:
		case s.Para:
			b.WriteString("\n\n")
		case strings.HasPrefix(s.Text, "- "):
			b.WriteByte('\n')
		default:
			b.WriteByte(' ')
		}
		b.WriteString(s.Text)
	}
	return b.String()
}
