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
