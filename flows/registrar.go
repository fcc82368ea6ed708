package flows

import (
	"context"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Registrar notes which organisation a person speaks for.
type Registrar struct {
	store    RegistryStore
	queue    Queue
	register *Register
	clock    Clock
}

// NewRegistrar makes a Registrar.
func NewRegistrar(store RegistryStore, queue Queue, register *Register, clock Clock) *Registrar {
	return &Registrar{store: store, queue: queue, register: register, clock: clock}
}

// Choose notes that a person speaks for an organisation; what they wrote
// before is counted for it from now on. Who is listed as an organisation's
// member stays that: CodeConflict, with the organisation.
func (r *Registrar) Choose(ctx context.Context, user UserID, id OrganisationID) (Organisation, error) {
	d, err := r.register.FreshDirectory(ctx)
	if err != nil {
		return Organisation{}, err
	}
	o, ok := d.Organisation(id)
	if !ok {
		return Organisation{}, &Error{Code: CodeNotFound, What: "no such organisation", Say: Notice{Key: "unknown_organisation"}}
	}
	if now, err := listedElsewhere(d, user, o.ID); err != nil {
		return now, err
	}
	if err := r.store.SaveChoice(ctx, user, o.ID); err != nil {
		return Organisation{}, err
	}
	_, err = r.register.FreshDirectory(ctx)
	return o, err
}

// ChooseNone notes that a person speaks for no organisation: what they wrote is
// unassigned. They were asked, and so are not asked again for the meeting. Who is
// listed as an organisation's member stays that: CodeConflict, with the
// organisation.
func (r *Registrar) ChooseNone(ctx context.Context, user UserID) (Organisation, error) {
	d, err := r.register.FreshDirectory(ctx)
	if err != nil {
		return Organisation{}, err
	}
	if now, err := listedElsewhere(d, user, ""); err != nil {
		return now, err
	}
	if err := r.store.RemoveChoice(ctx, user); err != nil {
		return Organisation{}, err
	}
	_, err = r.register.FreshDirectory(ctx)
	return Organisation{}, err
}

// listedElsewhere returns CodeConflict and the organisation that a person is
// listed as a member of, if it is another: a choice does not change that.
func listedElsewhere(d *Directory, user UserID, id OrganisationID) (Organisation, error) {
	now, ok := d.Represents(user)
	if !ok || d.chosen[user] || foldID(now.ID) == foldID(id) {
		return Organisation{}, nil
	}
	return now, &Error{Code: CodeConflict, What: "this person is listed as a member of another organisation"}
}

// maxNameLength bounds an organisation's name, in characters.
const maxNameLength = 120

// Propose notes an organisation that is not on the list, for the working group
// to confirm, and that the person speaks for it. A name that is on the list
// after all is chosen.
func (r *Registrar) Propose(ctx context.Context, user UserID, name string) (Organisation, error) {
	name = strings.Join(strings.Fields(name), " ")
	if name == "" || len([]rune(name)) > maxNameLength {
		return Organisation{}, &Error{Code: CodeInvalid, What: "the organisation's name", Hint: "write 1 to " + strconv.Itoa(maxNameLength) + " characters"}
	}
	d, err := r.register.FreshDirectory(ctx)
	if err != nil {
		return Organisation{}, err
	}
	o, known := d.Find(name)
	if now, err := listedElsewhere(d, user, o.ID); err != nil {
		return now, err
	}
	if !known {
		o = Organisation{ID: freeID(name, d), Name: name, Unconfirmed: true, ProposedBy: user, ProposedAt: TSOf(r.clock.Now())}
		if err := r.store.SaveOrganisation(ctx, o); err != nil {
			return Organisation{}, err
		}
	}
	if chosen, err := r.Choose(ctx, user, o.ID); err != nil {
		return chosen, err
	}
	if o.ProposedAt == "" || !o.Unconfirmed {
		return o, nil
	}
	return o, r.askConfirm(ctx, o)
}

// askConfirm asks the working group to confirm a name, once: whoever proposed it
// may have to do so again, as the store may have gone away before. A name that was
// refused may be proposed again, and is asked about again.
func (r *Registrar) askConfirm(ctx context.Context, o Organisation) error {
	for _, lane := range r.register.Settings().Roles.WorkingGroup.Lanes() {
		id := IntentID("organisation_confirm", string(o.ID), string(o.ProposedBy), string(o.ProposedAt), string(lane))
		err := r.queue.Enqueue(ctx, Intent{ID: id, Lane: lane, QueuedAt: r.clock.Now(), Content: OrganisationConfirm{Organisation: o.ID, Name: o.Name, By: o.ProposedBy}})
		if err != nil {
			return err
		}
	}
	return nil
}

// Confirm confirms an organisation that a person named.
func (r *Registrar) Confirm(ctx context.Context, id OrganisationID) (Organisation, error) {
	o, err := r.made(ctx, id)
	if err != nil {
		return o, err
	}
	o.Unconfirmed, o.ProposedBy, o.ProposedAt = false, "", ""
	if err := r.store.SaveOrganisation(ctx, o); err != nil {
		return o, err
	}
	_, err = r.register.FreshDirectory(ctx)
	return o, err
}

// Refuse removes an organisation that a person named, and the choices of it:
// their answers are unassigned again, and who chose it is asked anew.
func (r *Registrar) Refuse(ctx context.Context, id OrganisationID) (Organisation, error) {
	o, err := r.made(ctx, id)
	if err != nil {
		return o, err
	}
	choices, err := r.store.Choices(ctx)
	if err != nil {
		return o, err
	}
	for user, chosen := range choices {
		if foldID(chosen) != foldID(id) {
			continue
		}
		// First the question, which is asked once: done again after a failure, the
		// choice still tells whom to ask.
		again := Intent{ID: IntentID("organisation_question", "refused", string(o.ID), string(user), string(o.ProposedAt)),
			Lane: Lane(user), QueuedAt: r.clock.Now(), Content: OrganisationQuestion{}}
		if err := r.queue.Enqueue(ctx, again); err != nil {
			return o, err
		}
		if err := r.store.RemoveChoice(ctx, user); err != nil {
			return o, err
		}
	}
	if err := r.store.RemoveOrganisation(ctx, o.ID); err != nil {
		return o, err
	}
	_, err = r.register.FreshDirectory(ctx)
	return o, err
}

// Save adds or changes an organisation from Slack.
func (r *Registrar) Save(ctx context.Context, o Organisation) (Organisation, error) {
	o.Name = strings.Join(strings.Fields(o.Name), " ")
	if o.Name == "" || len([]rune(o.Name)) > maxNameLength {
		return o, &Error{Code: CodeInvalid, What: "the organisation's name", Hint: "write 1 to " + strconv.Itoa(maxNameLength) + " characters"}
	}
	d, err := r.register.FreshDirectory(ctx)
	if err != nil {
		return o, err
	}
	if same, ok := d.Find(o.Name); ok && foldID(same.ID) != foldID(o.ID) {
		return same, &Error{Code: CodeConflict, What: "an organisation of that name is registered"}
	}
	if o.ID == "" {
		o.ID = freeID(o.Name, d)
	} else if old, ok := d.Organisation(o.ID); ok && old.Managed {
		return old, &Error{Code: CodeConflict, What: "the organisation is managed by the config file"}
	}
	if err := r.store.SaveOrganisation(ctx, o); err != nil {
		return o, err
	}
	_, err = r.register.FreshDirectory(ctx)
	return o, err
}

// made finds an organisation that was made in Slack.
func (r *Registrar) made(ctx context.Context, id OrganisationID) (Organisation, error) {
	d, err := r.register.FreshDirectory(ctx)
	if err != nil {
		return Organisation{}, err
	}
	o, ok := d.Organisation(id)
	switch {
	case !ok:
		return o, &Error{Code: CodeNotFound, What: "no such organisation", Say: Notice{Key: "unknown_organisation"}}
	case o.Managed:
		return o, &Error{Code: CodeConflict, What: "the organisation is managed by the config file"}
	}
	return o, nil
}

// longestID keeps an id, with a number behind, inside the 75 characters that
// Slack's menus hold: one that is longer would spoil the whole menu.
const longestID = 64

// freeID makes an id of a name: letters and digits of ASCII, joined by hyphens,
// with a number behind where it is taken.
func freeID(name string, d *Directory) OrganisationID {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(name)) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r):
		default:
			if !strings.HasSuffix(b.String(), "-") {
				b.WriteByte('-')
			}
		}
	}
	base := strings.Trim(b.String()[:min(b.Len(), longestID)], "-")
	if base == "" {
		base = "organisation"
	}
	id := base
	for n := 2; ; n++ {
		if _, taken := d.Organisation(OrganisationID(id)); !taken {
			return OrganisationID(id)
		}
		id = base + "-" + strconv.Itoa(n)
	}
}
