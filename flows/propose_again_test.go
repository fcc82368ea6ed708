package flows_test

import (
	"testing"

	"github.com/samrad/samrad/flows"
)

// The working group is asked, once, to confirm an organisation also where the store
// went away between: the person sends the form again.
func TestProposeAfterAFailure(t *testing.T) {
	w := newWorld(t)
	registrar := flows.NewRegistrar(w.store, &brokenQueue{w.store, true}, w.register, w.clock)
	if _, err := registrar.Propose(t.Context(), stranger, "Nya Nätverket"); err == nil {
		t.Fatal("no error, want the form to stay open")
	}
	for range 2 {
		o, err := registrar.Propose(t.Context(), stranger, "Nya Nätverket")
		if err != nil || !o.Unconfirmed {
			t.Fatalf("%+v, %v", o, err)
		}
	}
	asked := sentTo[flows.OrganisationConfirm](w)[groupLane]
	if len(asked) != 1 || asked[0].By != stranger {
		t.Errorf("asked %+v, want once", asked)
	}
}

// Who chose an organisation that is refused is asked anew, once, also where the
// store went away between: the working group presses again.
func TestRefuseAfterAFailure(t *testing.T) {
	w := newWorld(t)
	o, err := w.registrar.Propose(t.Context(), stranger, "Nya Nätverket")
	w.must(err)
	w.deliver()
	registrar := flows.NewRegistrar(w.store, &brokenQueue{w.store, true}, w.register, w.clock)
	if _, err := registrar.Refuse(t.Context(), o.ID); err == nil {
		t.Fatal("no error, want an apology")
	}
	_, err = registrar.Refuse(t.Context(), o.ID)
	w.must(err)
	if asked := sentTo[flows.OrganisationQuestion](w)[flows.Lane(stranger)]; len(asked) != 1 {
		t.Errorf("asked %d times, want once", len(asked))
	}
	if got := w.represents(stranger); got != "" {
		t.Errorf("they still speak for %q", got)
	}
}
