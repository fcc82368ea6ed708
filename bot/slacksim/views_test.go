package slacksim_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/bot/slacksim"
)

func modal(title string) object {
	text := func(s string) object { return object{"type": "plain_text", "text": s} }
	return object{
		"type": "modal", "title": text(title), "submit": text("Spara"), "close": text("Avbryt"), "callback_id": "answer",
		"private_metadata": "q1", "notify_on_close": true,
		"blocks": []object{
			{"type": "input", "block_id": "b1", "label": text("Svar"), "element": object{
				"type": "plain_text_input", "action_id": "text", "min_length": 2, "max_length": 5,
			}},
			{"type": "input", "block_id": "b2", "optional": true, "label": text("Tema"), "element": object{
				"type": "static_select", "action_id": "theme", "options": []object{{"text": text("Ett"), "value": "1"}, {"text": text("Två"), "value": "2"}},
			}},
		},
	}
}

// open runs a command whose answer opens a modal.
func open(w *world, b *bot, view object) slacksim.View {
	w.t.Helper()
	in := w.Slash("U1", "C1", "answer")
	b.ack(b.read(), nil)
	w.ok("views.open", object{"trigger_id": in.TriggerID, "view": view})
	v, err := in.WaitView(patience(w.t))
	if err != nil {
		w.t.Fatal(err)
	}
	return v
}

func TestModalIsSubmitted(t *testing.T) {
	w := start(t, slacksim.Options{})
	b := w.connect()
	v := open(w, b, modal("Fråga 1"))
	if got := w.Views("U1"); len(got) != 1 || got[0].Title != "Fråga 1" {
		t.Fatalf("U1 sees %v", got)
	}
	in := w.Submit("U1", v.ID, map[string]any{"text": "hej", "theme": "2"})
	e := b.read()
	p := decode(t, e.Payload)
	if p["type"] != "view_submission" || !e.Accepts || get(p, "view", "private_metadata") != "q1" || get(p, "view", "hash") != v.Hash {
		t.Errorf("payload %v", p)
	}
	want := object{"b1": object{"text": object{"type": "plain_text_input", "value": "hej"}}}
	got := get(p, "view", "state", "values").(object)
	if diff := cmp.Diff(want["b1"], got["b1"]); diff != "" {
		t.Errorf("state (-want +got):\n%s", diff)
	}
	if get(got, "b2", "theme", "selected_option", "value") != "2" {
		t.Errorf("state %v", got)
	}
	b.ack(e, object{"response_action": "errors", "errors": object{"b1": "för kort"}})
	if errs, err := in.Errors(patience(t)); err != nil || errs["b1"] != "för kort" {
		t.Errorf("errors %v, %v", errs, err)
	}
	if len(w.Views("U1")) != 1 {
		t.Error("a refused modal is gone")
	}
	in = w.Submit("U1", v.ID, nil)
	e = b.read()
	if get(decode(t, e.Payload), "view", "state", "values", "b1", "text", "value") != "hej" {
		t.Error("what was entered is forgotten")
	}
	b.ack(e, nil)
	if _, err := in.Ack(patience(t)); err != nil || len(w.Views("U1")) != 0 {
		t.Errorf("after an empty acknowledgement: %v, %v", err, w.Views("U1"))
	}
	w.clean()
}

func TestClientRefusesInputs(t *testing.T) {
	w := start(t, slacksim.Options{})
	b := w.connect()
	v := open(w, b, modal("Fråga 1"))
	tests := []struct {
		name string
		text any
		want string
	}{
		{"empty", nil, "required"}, {"short", "x", "shorter than 2 characters"}, {"long", "åäöåäö", "longer than 5 characters"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			errs, err := w.Submit("U1", v.ID, map[string]any{"text": tt.text}).Errors(patience(t))
			if diff := cmp.Diff(map[string]string{"b1": tt.want}, errs); err != nil || diff != "" {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
		})
	}
	w.clean()
}

func TestTriggers(t *testing.T) {
	w := start(t, slacksim.Options{TriggerLife: time.Millisecond})
	b := w.connect()
	in := w.Slash("U1", "C1", "x")
	b.ack(b.read(), nil)
	expired := time.NewTimer(5 * time.Millisecond)
	<-expired.C
	got := []any{
		w.call("views.open", object{"trigger_id": in.TriggerID, "view": modal("x")})["error"],
		w.call("views.open", object{"trigger_id": "1.2.3", "view": modal("x")})["error"],
	}
	if diff := cmp.Diff([]any{"expired_trigger_id", "invalid_trigger_id"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	w2 := start(t, slacksim.Options{})
	in = w2.Slash("U1", "C1", "x")
	w2.ok("views.open", object{"trigger_id": in.TriggerID, "view": modal("x")})
	if got := w2.call("views.open", object{"trigger_id": in.TriggerID, "view": modal("x")})["error"]; got != "exchanged_trigger_id" {
		t.Errorf("used twice: %v", got)
	}
}

func TestUpdateAndPush(t *testing.T) {
	w := start(t, slacksim.Options{})
	b := w.connect()
	v := open(w, b, modal("Ett"))
	updated := w.ok("views.update", object{"view_id": v.ID, "hash": v.Hash, "view": modal("Två")})["view"].(object)
	if updated["hash"] == v.Hash {
		t.Error("the hash did not change")
	}
	if got := w.call("views.update", object{"view_id": v.ID, "hash": v.Hash, "view": modal("Tre")})["error"]; got != "hash_conflict" {
		t.Errorf("an old hash: %v", got)
	}
	in := w.Submit("U1", v.ID, map[string]any{"text": "hej"})
	w.ok("views.push", object{"trigger_id": in.TriggerID, "view": modal("Ovanpå")})
	b.ack(b.read(), object{"response_action": "push", "view": modal("Överst")})
	if _, err := in.Ack(patience(t)); err != nil {
		t.Fatal(err)
	}
	var titles []string
	for _, v := range w.Views("U1") {
		titles = append(titles, v.Title)
	}
	if diff := cmp.Diff([]string{"Två", "Ovanpå", "Överst"}, titles); diff != "" {
		t.Errorf("stack (-want +got):\n%s", diff)
	}
	top := w.Views("U1")[2]
	in = w.Submit("U1", top.ID, map[string]any{"text": "hej"})
	if got := w.call("views.push", object{"trigger_id": in.TriggerID, "view": modal("Fyra")})["error"]; got != "push_limit_reached" {
		t.Errorf("a fourth view: %v", got)
	}
	b.ack(b.read(), object{"response_action": "clear"})
	if _, err := in.Ack(patience(t)); err != nil || len(w.Views("U1")) != 0 {
		t.Errorf("after clear: %v, %v", err, w.Views("U1"))
	}
	if got := w.call("views.update", object{"view_id": v.ID, "view": modal("x")})["error"]; got != "not_found" {
		t.Errorf("a closed view: %v", got)
	}
}

func TestHomeAndClickView(t *testing.T) {
	w := start(t, slacksim.Options{})
	b := w.connect()
	home := object{"type": "home", "blocks": buttons()}
	first := w.ok("views.publish", object{"user_id": "U1", "view": home})["view"].(object)
	w.ok("views.publish", object{"user_id": "U1", "view": home, "hash": first["hash"]})
	if got := w.call("views.publish", object{"user_id": "U1", "view": home, "hash": first["hash"]})["error"]; got != "hash_conflict" {
		t.Errorf("an old hash: %v", got)
	}
	v := w.Home("U1")
	in := w.ClickView("U1", v.ID, "none", "")
	e := b.read()
	b.ack(e, nil)
	p := decode(t, e.Payload)
	if get(p, "container", "view_id") != v.ID || get(p, "view", "type") != "home" || p["response_url"] != nil {
		t.Errorf("payload %v", p)
	}
	w.ok("views.open", object{"trigger_id": in.TriggerID, "view": modal("Från hem")})
	closing := w.CloseView("U1", w.Views("U1")[0].ID)
	e = b.read()
	b.ack(e, nil)
	if got := decode(t, e.Payload)["type"]; got != "view_closed" {
		t.Errorf("closing sends %v", got)
	}
	if _, err := closing.Ack(patience(t)); err != nil {
		t.Error(err)
	}
	w.clean()
}

func TestSubmissionMistakes(t *testing.T) {
	w := start(t, slacksim.Options{RedeliverAfter: 50 * time.Millisecond})
	b := w.connect()
	v := open(w, b, modal("Ett"))
	in := w.Submit("U1", v.ID, map[string]any{"text": "hej"})
	b.ack(b.read(), object{"response_action": "errors", "errors": object{"text": "inte ett block"}})
	if _, err := in.Ack(patience(t)); err != nil {
		t.Fatal(err)
	}
	in = w.Submit("U1", v.ID, nil)
	b.read()
	if _, err := in.Ack(patience(t)); !errors.Is(err, slacksim.ErrNotAcknowledged) {
		t.Errorf("error %v", err)
	}
	w.Submit("U1", v.ID, map[string]any{"nothing": "x"})
	if diff := cmp.Diff([]string{"view_submission errors", "test Submit"}, w.whats()); diff != "" {
		t.Errorf("violations (-want +got):\n%s", diff)
	}
}
