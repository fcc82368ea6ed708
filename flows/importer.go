package flows

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// ImportRow is an answer that came another way, as the file has it.
type ImportRow struct {
	Line         int // in the file
	ID           string
	Question     string // id or exact text
	Organisation string // id, name or alias
	Text         string
	SubmittedAt  string // RFC 3339, may be empty
	Language     string
	Attribution  string
	KeyMessage   string
	// Bad is what is wrong with the row as such (not JSON, too few columns).
	Bad string
}

// BadRow is a row that cannot be stored, and how to mend it.
type BadRow struct {
	Line int
	What string
}

// Imported is what an import did.
type Imported struct {
	New, Replaced, Unchanged int
	Added                    []Organisation // registered with --add-organisations
	Bad                      []BadRow
	// Telling are the rows, by line, whose id tells whose the answer is: ids
	// stand in documents that name nobody.
	Telling []int
}

// ImportOptions say what to do about rows that do not fit.
type ImportOptions struct {
	SkipBad          bool // store the rest
	AddOrganisations bool // register an organisation that matches none
}

// Importer stores answers that came another way, as contributions.
type Importer struct {
	store    importStore
	register *Register
	clock    Clock
}

type importStore interface {
	AnswerStore
	ContributionReader
	RegistryStore
	IDKeeper
}

// NewImporter makes an Importer.
func NewImporter(store importStore, register *Register, clock Clock) *Importer {
	return &Importer{store: store, register: register, clock: clock}
}

// Import stores the rows of a meeting. If any is bad it stores nothing, unless
// SkipBad; the result says which. The same id replaces; the same rows again
// change nothing.
func (i *Importer) Import(ctx context.Context, m Meeting, rows []ImportRow, o ImportOptions) (Imported, error) {
	d, err := i.register.FreshDirectory(ctx)
	if err != nil {
		return Imported{}, err
	}
	before, err := i.store.Contributions(ctx, m.ID, StoreChannels(m, d))
	if err != nil {
		return Imported{}, err
	}
	key, err := i.store.IDKey(ctx)
	if err != nil {
		return Imported{}, err
	}
	batch := importBatch{meeting: m, directory: d, key: key, now: i.clock.Now().UTC().Truncate(time.Second), options: o,
		seen: make(map[string]int), stored: make(map[string]Contribution, len(before)), others: make(map[string]Contribution)}
	for _, c := range Resolve(before, d) {
		if c.Source == SourceImport {
			batch.stored[c.ID] = c
		} else {
			batch.others[c.ID] = c
		}
	}
	for _, r := range rows {
		batch.add(r)
	}
	out := Imported{Bad: batch.bad, Unchanged: batch.unchanged, Telling: batch.telling}
	if len(batch.bad) > 0 && !o.SkipBad {
		return out, &Error{Code: CodeInvalid, What: fmt.Sprintf("%d of %d rows are bad; nothing was stored", len(batch.bad), len(rows)),
			Hint: "mend them, or store the rest with --skip-bad"}
	}
	for _, organisation := range batch.added {
		if err := i.store.SaveOrganisation(ctx, organisation); err != nil {
			return out, err
		}
		out.Added = append(out.Added, organisation)
	}
	outcomes, err := i.store.SaveAnswers(ctx, ImportChannel(m.ID), batch.answers)
	if err != nil {
		return out, err
	}
	for _, outcome := range outcomes {
		switch outcome {
		case OutcomeNew:
			out.New++
		case OutcomeDuplicate:
			out.Unchanged++
		default:
			out.Replaced++
		}
	}
	_, err = i.register.FreshDirectory(ctx)
	return out, err
}

type importBatch struct {
	meeting   Meeting
	directory *Directory
	now       time.Time
	key       []byte // of the ids of rows without one
	options   ImportOptions
	stored    map[string]Contribution // what an earlier import stored, by id
	others    map[string]Contribution // what came in Slack and in forms, by id
	seen      map[string]int          // id -> index in answers
	answers   []Contribution
	unchanged int // rows of others
	added     []Organisation
	bad       []BadRow
	telling   []int // lines
}

// importID is what an id may be: it stands in URLs of nothing, but in many
// files.
var importID = regexp.MustCompile(`^[^\s\x00-\x1f]{1,200}$`)

func (b *importBatch) add(r ImportRow) {
	if other, ok := b.others[r.ID]; ok && r.Bad == "" {
		b.addOther(r, other)
		return
	}
	c, what := b.read(r)
	if what != "" {
		b.bad = append(b.bad, BadRow{r.Line, what})
		return
	}
	if at, ok := b.seen[c.ID]; ok {
		b.answers[at] = c // the same id twice replaces
		return
	}
	b.seen[c.ID] = len(b.answers)
	b.answers = append(b.answers, c)
}

// read makes a contribution of a row, or says what is wrong with it.
func (b *importBatch) read(r ImportRow) (Contribution, string) {
	text := strings.ReplaceAll(r.Text, "\r\n", "\n")
	q, known := b.meeting.Question(strings.TrimSpace(r.Question))
	switch {
	case r.Bad != "":
		return Contribution{}, r.Bad
	case strings.TrimSpace(r.Question) == "":
		return Contribution{}, "question is missing; write its id or its exact text"
	case !known:
		return Contribution{}, "question " + quote(shorten(r.Question)) + " is not of the meeting; write its id or its exact text"
	case strings.TrimSpace(text) == "":
		return Contribution{}, "text is empty"
	case !utf8.ValidString(text):
		return Contribution{}, "text is not UTF-8"
	case r.ID != "" && !importID.MatchString(r.ID):
		return Contribution{}, "id has blanks or is longer than 200 characters"
	case r.Attribution != "" && !Attribution(r.Attribution).Valid():
		return Contribution{}, "attribution " + quote(shorten(r.Attribution)) + " is not named, unnamed or working_group"
	}
	submitted, what := submittedAt(r)
	if what != "" {
		return Contribution{}, what
	}
	// Last, because it may register one: a bad row registers nobody.
	organisation, what := b.organisation(r.Organisation)
	if what != "" {
		return Contribution{}, what
	}
	c := Contribution{ID: r.ID, Meeting: b.meeting.ID, Question: q.ID, Organisation: organisation, Text: text,
		Language: r.Language, Attribution: cmp.Or(Attribution(r.Attribution), AttributionUnnamed), Source: SourceImport,
		KeyMessage: strings.ReplaceAll(r.KeyMessage, "\r\n", "\n")}
	if b.tells(c) {
		b.telling = append(b.telling, r.Line)
	}
	if c.ID == "" {
		c.ID = "i" + keyedID(b.key, "import", string(foldQuestion(q.ID)), string(foldID(organisation)), text)
	}
	c.Place = Place{Channel: ImportChannel(b.meeting.ID), TS: MessageTS(c.ID)}
	return b.timed(c, submitted), ""
}

// submittedAt is the row's time, zero if it has none.
func submittedAt(r ImportRow) (time.Time, string) {
	if r.SubmittedAt == "" {
		return time.Time{}, ""
	}
	at, err := time.Parse(time.RFC3339, r.SubmittedAt)
	if err != nil {
		return at, "submitted_at " + quote(shorten(r.SubmittedAt)) + " is not a time; write it as 2023-11-01T09:30:00+01:00"
	}
	return at.UTC(), ""
}

// timed gives a contribution its times. One without a time keeps that of its
// first import, so that importing again changes nothing.
func (b *importBatch) timed(c Contribution, submitted time.Time) Contribution {
	old, ok := b.stored[c.ID]
	switch {
	case !submitted.IsZero():
		c.SubmittedAt = submitted
	case ok && !old.Withdrawn:
		c.SubmittedAt = old.SubmittedAt
	default:
		c.SubmittedAt = b.now
	}
	c.ChangedAt = c.SubmittedAt
	if ok && !old.Withdrawn && !sameContent(old, c) {
		c.ChangedAt = b.now
	}
	if c.KeyMessage != "" {
		c.KeyMessageAt = c.SubmittedAt
	}
	return c
}

// sameContent reports whether a row says what is stored of it.
func sameContent(a, b Contribution) bool {
	return a.Text == b.Text && a.KeyMessage == b.KeyMessage && a.Attribution == b.Attribution &&
		sameQuestion(a.Question, b.Question) && foldID(a.Organisation) == foldID(b.Organisation)
}

func (b *importBatch) organisation(word string) (OrganisationID, string) {
	word = strings.Join(strings.Fields(word), " ")
	if word == "" {
		return "", "organisation is missing"
	}
	if o, ok := b.directory.Find(word); ok {
		return o.ID, ""
	}
	if !b.options.AddOrganisations {
		return "", "organisation " + quote(shorten(word)) + " is not registered; correct it, or register it with --add-organisations"
	}
	if utf8.RuneCountInString(word) > maxNameLength {
		return "", fmt.Sprintf("organisation is longer than %d characters", maxNameLength)
	}
	o := Organisation{ID: freeID(word, b.directory), Name: word}
	b.added = append(b.added, o)
	b.directory = NewDirectory(b.directory.home, append(b.directory.Organisations(), o), nil)
	return o.ID, ""
}

// shorten keeps an error in one line.
func shorten(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// leastTelling is the length of a name, in letters and digits, from which on an id
// does not hold it by chance.
const leastTelling = 3

// tells reports whether an id of a row holds a name of its organisation.
func (b *importBatch) tells(c Contribution) bool {
	o, _ := b.directory.Organisation(c.Organisation)
	id := squeezed(c.ID)
	for _, name := range append([]string{string(c.Organisation), o.Name}, o.Aliases...) {
		if name = squeezed(name); len(name) >= leastTelling && strings.Contains(id, name) {
			return true
		}
	}
	return false
}

// squeezed is a name without what people put between its letters and digits.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
