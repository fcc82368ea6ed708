package flows

import (
	"context"
	"fmt"
	"runtime"
	"sync"

	"github.com/samrad/samrad/flows/points"
)

// askedQuestion is a question with what was answered and decided. Nothing in it
// is shared with another question but what is only read.
type askedQuestion struct {
	Question
	said  map[string]*voice
	input []points.Answer
	board Board
	mask  *masker
}

func newAskedQuestion(q Question, answers []Contribution, board Board, d *Directory, mask *masker) *askedQuestion {
	out := &askedQuestion{Question: q, said: make(map[string]*voice, len(answers)), input: make([]points.Answer, len(answers)), board: board, mask: mask}
	for i, a := range answers {
		out.said[a.ID] = newVoice(a, d, mask)
		out.input[i] = points.Answer{ID: a.ID, Organisation: string(foldID(a.Organisation)), Text: a.Text}
	}
	return out
}

// compileAll compiles questions, as many at a time as there are processors: a
// meeting with thousands of answers waits for this alone. When ctx ends it begins
// no other.
func compileAll(ctx context.Context, questions []*askedQuestion) ([]DigestQuestion, error) {
	out := make([]DigestQuestion, len(questions))
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	var running sync.WaitGroup
	for i, q := range questions {
		free <- struct{}{}
		if ctx.Err() != nil {
			break
		}
		running.Go(func() {
			defer func() { <-free }()
			out[i] = q.compile()
		})
	}
	running.Wait()
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("compile: %w", err)
	}
	return out, nil
}

// compile groups the answers into points, as the board has them.
func (q *askedQuestion) compile() DigestQuestion {
	said := q.said
	grouped := points.Group(q.Text, q.input, points.Options{
		Known:    q.board.known(),
		Placed:   q.board.place,
		Quotable: func(s points.Statement) bool { return said[s.Answer].Attribution != AttributionWorkingGroup },
		Printed:  func(s points.Statement) string { return said[s.Answer].printed(s) },
		Compared: func(s points.Statement) string { return said[s.Answer].compared(s) },
	})
	out := DigestQuestion{ID: q.ID, Text: q.Text, Answered: grouped.Answered,
		Points: make([]DigestPoint, 0, len(grouped.Points)), WithoutPoint: []DigestStatement{}}
	for _, s := range grouped.WithoutPoint {
		out.WithoutPoint = append(out.WithoutPoint, said[s.Answer].statement(s))
	}
	for _, p := range grouped.Points {
		out.add(digestPoint(p, said), q.board, q.mask)
	}
	out.opposeEachOther(q.board)
	return out
}

func digestPoint(p points.Point, said map[string]*voice) DigestPoint {
	out := DigestPoint{ID: PointID(p.ID), Label: p.Label, Lead: p.Lead, Confirmed: p.Known, Quantifier: p.Quantifier,
		Organisations: p.Organisations, Quotes: p.Quotes, Statements: make([]DigestStatement, len(p.Statements))}
	for i, s := range p.Statements {
		out.Statements[i] = said[s.Answer].statement(s)
	}
	for _, id := range p.MaybeOpposed {
		out.MaybeOpposed = append(out.MaybeOpposed, PointID(id))
	}
	return out
}

// add puts a point among those of the question, or aside if it is off topic.
// People's own words are masked too: they may be older than a name in the
// directory.
func (q *DigestQuestion) add(p DigestPoint, board Board, mask *masker) {
	decided, _ := board.Point(p.ID)
	if decided.Label != "" {
		p.Label = mask.of(decided.Label).whole()
	} else {
		p.lead(decided.Lead)
	}
	if decided.Reason == "" {
		q.Points = append(q.Points, p)
		return
	}
	q.OffTopic = append(q.OffTopic, OffTopicPoint{ID: p.ID, Label: p.Heading(), Reason: mask.of(decided.Reason).whole(), Organisations: p.Organisations})
	for _, s := range p.Statements {
		s.OffTopic = p.ID
		q.WithoutPoint = append(q.WithoutPoint, s)
	}
}

// lead draws the label from the statement that people saw as it.
func (p *DigestPoint) lead(key StatementKey) {
	if key == "" {
		return
	}
	for i, s := range p.Statements {
		if !s.Confidential && KeyOf(s.Contribution, s.Text) == key {
			p.Label, p.Lead = points.LabelFrom(s.Printed()), i
			return
		}
	}
}

// opposeEachOther notes which of the points hold opposite views. What the program
// suggests is left out of points that were set aside, and where people decided
// whether they do.
func (q *DigestQuestion) opposeEachOther(board Board) {
	stands := make(map[PointID]bool, len(q.Points))
	for _, p := range q.Points {
		stands[p.ID] = true
	}
	for i := range q.Points {
		for _, id := range board.Opposed(q.Points[i].ID) {
			if stands[id] {
				q.Points[i].Opposed = append(q.Points[i].Opposed, id)
			}
		}
		var maybe []PointID
		for _, id := range q.Points[i].MaybeOpposed {
			if _, decided := board.opposed[opposition(q.Points[i].ID, id, false)]; stands[id] && !decided {
				maybe = append(maybe, id)
			}
		}
		q.Points[i].MaybeOpposed = maybe
	}
}
