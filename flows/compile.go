package flows

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// Compiler makes digests of what has come.
type Compiler struct {
	store    compileStore
	register *Register
}

type compileStore interface {
	ContributionReader
	DecisionReader
	PublishedReader
}

// NewCompiler makes a Compiler.
func NewCompiler(store compileStore, register *Register) *Compiler {
	return &Compiler{store: store, register: register}
}

// Compiled is a digest with what it was made of.
type Compiled struct {
	Digest    Digest // attributed, without a version
	Inputs    Inputs
	Standing  map[string]bool // ids of the contributions that were not withdrawn
	Directory *Directory
}

// Compile reads a meeting's contributions and makes the attributed edition,
// from which every other is made. It has no version yet.
func (c *Compiler) Compile(ctx context.Context, m Meeting) (Compiled, error) {
	d, all, decisions, err := c.material(ctx, m)
	if err != nil {
		return Compiled{}, err
	}
	digest, err := compile(ctx, m, c.register.Settings().Language, d, all, decisions)
	if err != nil {
		return Compiled{}, err
	}
	out := Compiled{Digest: digest, Inputs: InputsOf(all), Standing: standing(all), Directory: d}
	return out, c.raisedBefore(ctx, m, &out.Digest, newMasker(d, c.register.Settings().Language))
}

// material is what a meeting's digest is made of.
func (c *Compiler) material(ctx context.Context, m Meeting) (*Directory, []Contribution, []Decision, error) {
	d, err := c.register.FreshDirectory(ctx)
	if err != nil {
		return nil, nil, nil, err
	}
	all, err := c.store.Contributions(ctx, m.ID, StoreChannels(m, d))
	if err != nil {
		return nil, nil, nil, err
	}
	decisions, err := c.store.Decisions(ctx, m.ID)
	return d, MarkLate(m, Resolve(all, d)), decisions, err
}

// Question makes one question of the attributed edition, with the board that it
// follows.
func (c *Compiler) Question(ctx context.Context, m Meeting, q Question) (DigestQuestion, Board, error) {
	d, all, decisions, err := c.material(ctx, m)
	if err != nil {
		return DigestQuestion{}, Board{}, err
	}
	board := BoardOf(q.ID, decisions)
	mask := newMasker(d, c.register.Settings().Language)
	return newAskedQuestion(q, answersTo(q, inOrder(all)), board, d, mask).compile(), board, nil
}

// inOrder sorts contributions by time.
func inOrder(all []Contribution) []Contribution {
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b Contribution) int {
		return cmp.Or(a.SubmittedAt.Compare(b.SubmittedAt), cmp.Compare(a.ID, b.ID))
	})
	return all
}

// Compile makes the attributed digest of contributions whose organisations are
// resolved, as the working group's decisions have it. The same contributions
// give the same digest, whatever their order.
func Compile(m Meeting, language string, d *Directory, all []Contribution, decisions ...Decision) Digest {
	digest, _ := compile(context.Background(), m, language, d, all, decisions) // only ctx could end it
	return digest
}

// compile is Compile until ctx ends, which it notices between questions.
func compile(ctx context.Context, m Meeting, language string, d *Directory, all []Contribution, decisions []Decision) (Digest, error) {
	all = inOrder(all)
	digest := Digest{
		Meeting: m.ID, Title: m.Title, Starts: m.Starts, State: DigestDraft, Language: language,
		AsOf: newestChange(all), Attributed: true,
		Participation: participationOf(d, all),
		Sectors:       sectors(d, organisationsOf(counting(all))),
		Themes:        make([]DigestTheme, 0, len(m.Themes)),
	}
	mask := newMasker(d, language)
	var questions []*askedQuestion
	for _, theme := range m.Themes {
		t := DigestTheme{Title: theme.Title, KeyMessages: []KeyMessage{}, Questions: []DigestQuestion{}}
		var ofTheme []Contribution
		for _, q := range theme.Questions {
			answers := answersTo(q, all)
			ofTheme = append(ofTheme, answers...)
			questions = append(questions, newAskedQuestion(q, answers, BoardOf(q.ID, decisions), d, mask))
		}
		t.Answered = len(organisationsOf(ofTheme))
		t.KeyMessages = keyMessages(ofTheme, d, mask)
		digest.Themes = append(digest.Themes, t)
	}
	compiled, err := compileAll(ctx, questions)
	if err != nil {
		return Digest{}, err
	}
	for i, theme := range m.Themes {
		n := len(theme.Questions)
		digest.Themes[i].Questions = append(digest.Themes[i].Questions, compiled[:n]...)
		compiled = compiled[n:]
	}
	return digest, nil
}

// answersTo lists what counts as an answer to a question: not set aside, not
// withdrawn, and with words.
func answersTo(q Question, all []Contribution) []Contribution {
	var out []Contribution
	for _, c := range all {
		if sameQuestion(c.Question, q.ID) && c.Counts() && !c.NothingToAdd {
			out = append(out, c)
		}
	}
	return out
}

// keyMessages picks the newest of each organisation, in the order of their time.
func keyMessages(answers []Contribution, d *Directory, mask *masker) []KeyMessage {
	newest := make(map[OrganisationID]Contribution)
	for _, c := range answers {
		if c.KeyMessage == "" || !c.Assigned() {
			continue
		}
		id := foldID(c.Organisation)
		if old, ok := newest[id]; !ok || !c.KeyMessageAt.Before(old.KeyMessageAt) {
			newest[id] = c
		}
	}
	picked := make([]Contribution, 0, len(newest))
	for _, c := range newest {
		picked = append(picked, c)
	}
	slices.SortFunc(picked, func(a, b Contribution) int {
		return cmp.Or(a.KeyMessageAt.Compare(b.KeyMessageAt), cmp.Compare(a.ID, b.ID))
	})
	out := make([]KeyMessage, len(picked))
	for i, c := range picked {
		k := KeyMessage{Text: c.KeyMessage, Contribution: c.ID, Organisation: c.Organisation,
			Named: c.Attribution == AttributionNamed, Confidential: c.Attribution == AttributionWorkingGroup}
		if o, ok := d.Organisation(c.Organisation); ok {
			k.Name = o.Name
		}
		if masked := mask.of(c.KeyMessage).whole(); masked != c.KeyMessage {
			k.Masked = masked
		}
		out[i] = k
	}
	return out
}

// counting are the contributions that count as answers.
func counting(all []Contribution) []Contribution {
	var out []Contribution
	for _, c := range all {
		if c.Counts() && !c.NothingToAdd {
			out = append(out, c)
		}
	}
	return out
}

func participationOf(d *Directory, all []Contribution) Participation {
	p := Participation{Invited: len(d.Organisations())}
	late := make(map[OrganisationID]bool)
	var counting []Contribution
	for _, c := range all {
		switch {
		case c.Withdrawn:
		case c.SetAside:
			p.SetAside++
		case !c.Assigned():
			p.Unassigned++
		case !c.NothingToAdd:
			counting = append(counting, c)
			if c.Late {
				late[foldID(c.Organisation)] = true
			}
		}
	}
	p.Answered, p.Late = len(organisationsOf(counting)), len(late)
	return p
}

func organisationsOf(all []Contribution) map[OrganisationID]bool {
	out := make(map[OrganisationID]bool)
	for _, c := range all {
		if c.Assigned() {
			out[foldID(c.Organisation)] = true
		}
	}
	return out
}

func newestChange(all []Contribution) time.Time {
	var newest time.Time
	for _, c := range all {
		if c.ChangedAt.After(newest) {
			newest = c.ChangedAt
		}
	}
	return newest.UTC()
}
