package flows

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
)

// Editor lets the working group decide on the points of a question.
type Editor struct {
	compiler *Compiler
	store    DecisionStore
	register *Register
	clock    Clock
}

// NewEditor makes an Editor.
func NewEditor(compiler *Compiler, store DecisionStore, register *Register, clock Clock) *Editor {
	return &Editor{compiler: compiler, store: store, register: register, clock: clock}
}

// PointsView is a question with its points, to be edited.
type PointsView struct {
	Meeting   Meeting
	Question  DigestQuestion
	Seen      string         // the name under which what it shows is kept
	Empty     []DecidedPoint // decided on, and nobody stands behind them
	Last      *Decision      // may be undone; nil: none
	Suggested int            // points that nobody decided on
}

// PointView is one of its points; of the statements in no point where Point is nil.
type PointView struct {
	PointsView
	Point      PointID
	Label      string
	Decided    DecidedPoint
	Statements []DigestStatement // numbered as PointEdit.Move has them
	Confirmed  bool
	Opposed    []PointID
	Maybe      []PointID // that the program suggests as opposed
	// Attributed: it tells whose the statements are, and the words that are for
	// the working group only.
	Attributed bool
}

// Unattributed is the view for whoever is not of the working group: as the
// digest's edition without names, in the words that documents print.
func (v PointView) Unattributed() PointView {
	v.Attributed, v.Statements = false, unattributedStatements(v.Statements)
	for i, s := range v.Statements {
		v.Statements[i].Text, v.Statements[i].Masked = s.Printed(), ""
	}
	return v
}

// Points shows a question's points.
func (e *Editor) Points(ctx context.Context, m Meeting, q Question) (PointsView, error) {
	v, _, _, err := e.look(ctx, m, q)
	return v, err
}

func (e *Editor) look(ctx context.Context, m Meeting, q Question) (PointsView, Seen, Board, error) {
	question, board, err := e.compiler.Question(ctx, m, q)
	if err != nil {
		return PointsView{}, Seen{}, board, err
	}
	seen := seenOf(question, board)
	v := PointsView{Meeting: m, Question: question}
	if v.Seen, err = seen.name(); err != nil {
		return v, seen, board, err
	}
	if last, ok := board.Last(); ok {
		v.Last = &last
	}
	for _, p := range question.Points {
		if !p.Confirmed {
			v.Suggested++
		}
	}
	for _, p := range board.Points {
		if s, _ := seen.point(p.ID); len(s.Statements) == 0 {
			v.Empty = append(v.Empty, p)
		}
	}
	return v, seen, board, e.store.KeepSeen(ctx, m.ID, v.Seen, seen)
}

// Point shows one point of what a person saw, as it is now. CodeConflict if it
// has become another meanwhile.
func (e *Editor) Point(ctx context.Context, m Meeting, q Question, seenName string, id PointID) (PointView, error) {
	before, err := e.store.Seen(ctx, m.ID, seenName)
	if err != nil {
		return PointView{}, err
	}
	old, ok := before.point(id)
	v, seen, board, err := e.look(ctx, m, q)
	if err != nil {
		return PointView{PointsView: v}, err
	}
	now, found := seen.same(old)
	if !ok || !found {
		return PointView{PointsView: v}, &Error{Code: CodeConflict, What: "the point has changed", Say: Notice{Key: "point_gone"}}
	}
	out := PointView{PointsView: v, Point: now.ID, Opposed: board.Opposed(now.ID), Attributed: true}
	out.Decided, out.Confirmed = board.Point(now.ID)
	out.Label = out.Decided.Label
	out.Statements = asideOf(v.Question, now.ID)
	for _, p := range v.Question.Points {
		if p.ID == now.ID {
			out.Label, out.Statements, out.Maybe = p.Heading(), p.Statements, p.MaybeOpposed
		}
	}
	return out, nil
}

// StaleError says that others decided on the same points since a person looked.
type StaleError struct{ Since []Decision }

func (e *StaleError) Error() string {
	return fmt.Sprintf("%d decisions on the same points since", len(e.Since))
}

// editTries bounds how often a decision is numbered anew because another one
// came first.
const editTries = 10

// Apply does what a form says, and returns the decision: one without acts if
// there was nothing to do. An edit of points that others decided on meanwhile
// is refused with a StaleError.
func (e *Editor) Apply(ctx context.Context, edit PointEdit) (Decision, error) {
	m, err := e.register.Meeting(ctx, string(edit.Meeting))
	if err != nil {
		return Decision{}, err
	}
	if err := e.namesNobody(ctx, edit); err != nil {
		return Decision{}, err
	}
	seen, err := e.store.Seen(ctx, m.ID, edit.Seen)
	if err != nil {
		return Decision{}, err
	}
	r := request{edit.Question, edit.By, seen.Revision, edit}
	return e.save(ctx, m, r, func(board Board) (Decision, error) { return decide(edit, seen, board) })
}

// ConfirmAll takes every suggestion that a person saw as it is.
func (e *Editor) ConfirmAll(ctx context.Context, m Meeting, q QuestionID, seenName string, by UserID) (Decision, error) {
	seen, err := e.store.Seen(ctx, m.ID, seenName)
	if err != nil {
		return Decision{}, err
	}
	r := request{q, by, seen.Revision, "confirm all of " + seenName}
	return e.save(ctx, m, r, func(board Board) (Decision, error) { return confirmAll(q, by, seen, board) })
}

// Undo takes the newest decision back. number is the one that the person means:
// CodeConflict if another one has come since.
func (e *Editor) Undo(ctx context.Context, m Meeting, q QuestionID, number int, by UserID) (Decision, error) {
	return e.save(ctx, m, request{q, by, number, "undo " + strconv.Itoa(number)}, func(board Board) (Decision, error) {
		last, ok := board.Last()
		if !ok || last.Number != number {
			return Decision{}, &Error{Code: CodeConflict, What: "it is not the newest decision any more", Say: Notice{Key: "undo_stale"}}
		}
		return Decision{Number: board.Revision + 1, Question: q, By: by, Undoes: number, Acts: []Act{{Kind: ActUndo}}}, nil
	})
}

// request is what a person asks for.
type request struct {
	Question QuestionID
	By       UserID
	Revision int // of the board that they saw
	What     any
}

func (r request) name() (string, error) {
	data, err := json.Marshal(r)
	if err != nil {
		return "", fmt.Errorf("name a request: %w", err)
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:12]), nil
}

// answered finds the decision that a request has led to, if it stands.
func answered(name string, all []Decision) (Decision, bool) {
	undone := make(map[int]bool)
	for _, d := range slices.Backward(all) {
		undone[d.Undoes] = true
		if d.Request == name && !undone[d.Number] {
			return d, true
		}
	}
	return Decision{}, false
}

// save forms a decision on the board of now, refuses it if it is stale, and
// numbers it.
func (e *Editor) save(ctx context.Context, m Meeting, r request, form func(Board) (Decision, error)) (Decision, error) {
	name, err := r.name()
	if err != nil {
		return Decision{}, err
	}
	for range editTries {
		all, readErr := e.store.Decisions(ctx, m.ID)
		if readErr != nil {
			return Decision{}, readErr
		}
		if before, ok := answered(name, all); ok {
			return before, nil
		}
		d, formErr := form(BoardOf(r.Question, all))
		if formErr != nil || len(d.Acts) == 0 {
			return d, formErr
		}
		if since := staleBy(d, r.Question, all, r.Revision); len(since) > 0 {
			return Decision{}, &Error{Code: CodeConflict, What: "decide on points", Err: &StaleError{since}}
		}
		d.At, d.Request = e.clock.Now().UTC(), name
		if err = e.store.SaveDecision(ctx, m.ID, d); CodeOf(err) != CodeConflict || err == nil {
			return d, err
		}
	}
	return Decision{}, err
}

// namesNobody refuses words of the working group's that would name an
// organisation or a person: they stand in what is published.
func (e *Editor) namesNobody(ctx context.Context, edit PointEdit) error {
	d, err := e.register.FreshDirectory(ctx)
	if err != nil {
		return err
	}
	mask := newMasker(d, e.register.Settings().Language)
	for _, w := range []struct{ field, words string }{{fieldLabel, edit.Label}, {fieldReason, edit.Reason}} {
		if mask.of(w.words).whole() != w.words {
			return invalidEdit(w.field, Notice{Key: "point_names_somebody"})
		}
	}
	return nil
}

// staleBy are the decisions since a revision that changed what d changes or
// builds on, or built on what d removes.
func staleBy(d Decision, q QuestionID, all []Decision, revision int) []Decision {
	mine, removed := make(map[string]bool), make(map[string]bool)
	for _, t := range append(changedBy(d), builtOn(d)...) {
		mine[t] = true
	}
	for _, t := range removedBy(d) {
		removed[t] = true
	}
	var out []Decision
	for _, other := range all[min(revision, len(all)):] {
		if !sameQuestion(other.Question, q) {
			continue
		}
		theirs := other
		if other.Undoes > 0 {
			theirs = all[other.Undoes-1]
		}
		if slices.ContainsFunc(changedBy(theirs), func(t string) bool { return mine[t] }) ||
			slices.ContainsFunc(builtOn(theirs), func(t string) bool { return removed[t] }) {
			out = append(out, other)
		}
	}
	return out
}

// removedBy lists the points that a decision takes out of the digest: what was
// built on them meanwhile would go with them.
func removedBy(d Decision) []string {
	var out []string
	for _, id := range d.Gone {
		out = append(out, "point "+string(id))
	}
	for _, p := range d.Points {
		if p.Reason != "" {
			out = append(out, "point "+string(p.ID))
		}
	}
	return out
}

// changedBy lists the points, pairs and statements that a decision changed.
func changedBy(d Decision) []string {
	var out []string
	for _, p := range d.Points {
		out = append(out, "point "+string(p.ID))
	}
	for _, id := range d.Gone {
		out = append(out, "point "+string(id))
	}
	for _, o := range d.Opposed {
		out = append(out, "opposed "+string(o.A)+" "+string(o.B))
	}
	for _, p := range d.Placed {
		out = append(out, "statement "+string(p.Statement))
	}
	return out
}

// builtOn lists the points that it put statements in, or in opposition.
func builtOn(d Decision) []string {
	var out []string
	for _, p := range d.Placed {
		out = append(out, "point "+string(p.Point))
	}
	for _, o := range d.Opposed {
		out = append(out, "point "+string(o.A), "point "+string(o.B))
	}
	return out
}
