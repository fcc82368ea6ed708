package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/samrad/samrad/bot/blocks"
	"github.com/samrad/samrad/bot/slacksim"
)

// decide has the working group go through the points of the first question: it
// gives one a better label, and takes the others as they are.
func (p *Play) decide(ctx context.Context, draft slacksim.Message) error {
	p.tell("the working group goes through the suggested points of the first question")
	if err := p.acknowledged(ctx, p.workspace.Click(userWorking, draft.Channel, draft.TS, blocks.ActionPoints, "")); err != nil {
		return err
	}
	list, err := p.modal(ctx, blocks.ActionPointsConfirm)
	if err != nil {
		return err
	}
	point, err := pointAbout(list, "läxhjälp")
	if err != nil {
		return err
	}
	if err := p.acknowledged(ctx, p.workspace.ClickView(userWorking, list.ID, blocks.ActionPoint, point)); err != nil {
		return err
	}
	form, err := p.modal(ctx, blocks.FieldMoveTo)
	if err != nil {
		return err
	}
	const label = "Föreningarnas läxhjälp hjälper barnen i skolan"
	p.tell("it calls one of them “" + label + "”, and takes the others as they are")
	if err := p.acknowledged(ctx, p.workspace.Submit(userWorking, form.ID, map[string]any{blocks.FieldLabel: label})); err != nil {
		return err
	}
	if list, err = p.modal(ctx, blocks.ActionPointsUndo); err != nil {
		return err
	}
	if err := p.acknowledged(ctx, p.workspace.ClickView(userWorking, list.ID, blocks.ActionPointsConfirm, "")); err != nil {
		return err
	}
	return p.until(ctx, "all of it confirmed", func() bool {
		for _, v := range p.workspace.Views(userWorking) {
			if strings.Contains(string(v.Blocks), blocks.ActionPointsConfirm) {
				return false
			}
		}
		return true
	})
}

// modal waits until the working group's modal holds an element.
func (p *Play) modal(ctx context.Context, element string) (slacksim.View, error) {
	var found slacksim.View
	err := p.until(ctx, "a modal with "+element, func() bool {
		for _, v := range p.workspace.Views(userWorking) {
			if strings.Contains(string(v.Blocks), `"`+element+`"`) {
				found = v
				return true
			}
		}
		return false
	})
	return found, err
}

// pointAbout is the value of the button of the first point with a word.
func pointAbout(list slacksim.View, word string) (string, error) {
	var all []struct {
		Text      struct{ Text string }
		Accessory struct {
			ActionID string `json:"action_id"`
			Value    string
		}
	}
	if err := json.Unmarshal(list.Blocks, &all); err != nil {
		return "", fmt.Errorf("demo: read the points: %w", err)
	}
	for _, b := range all {
		if b.Accessory.ActionID == blocks.ActionPoint && strings.Contains(strings.ToLower(b.Text.Text), word) {
			return b.Accessory.Value, nil
		}
	}
	return "", fmt.Errorf("demo: no point about %s", word)
}
