package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/samrad/samrad/bot/blocks"
	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows/points/samples"
)

// introduce has a person whom nobody knows say whom they speak for, once.
func (p *Play) introduce(ctx context.Context, user, organisation string) error {
	if p.known[organisation] || (organisation != drom && organisation != seniors) {
		return nil
	}
	p.known[organisation] = true
	p.tell("nobody knows who wrote that: the bot asks them which organisation they speak for")
	question, err := p.found(ctx, "the question whose the reply is", func() []slacksim.Message { return p.workspace.Direct(user) }, blocks.ActionChooseOrganisation)
	if err != nil {
		return err
	}
	if organisation == drom {
		value, err := optionWith(question, blocks.ActionChooseOrganisation, "romska-foreningen-drom")
		if err != nil {
			return err
		}
		return p.answered(ctx, p.workspace.Click(user, question.Channel, question.TS, blocks.ActionChooseOrganisation, value))
	}
	p.tell("it is not on the list: they write its name, and the working group confirms it")
	view, err := p.opened(ctx, p.workspace.Click(user, question.Channel, question.TS, blocks.ActionNewOrganisation, ""))
	if err != nil {
		return err
	}
	if err := p.acknowledged(ctx, p.workspace.Submit(user, view.ID, map[string]any{blocks.FieldName: organisation})); err != nil {
		return err
	}
	confirm, err := p.found(ctx, "the working group's question", func() []slacksim.Message { return p.workspace.Messages(channelWorking) }, blocks.ActionConfirm)
	if err != nil {
		return err
	}
	return p.answered(ctx, p.workspace.Click(userWorking, confirm.Channel, confirm.TS, blocks.ActionConfirm, ""))
}

// fillIn answers through the form behind a question's button.
func (p *Play) fillIn(ctx context.Context, user, root string, a samples.Answer) error {
	view, err := p.opened(ctx, p.workspace.Click(user, channelMeeting, root, blocks.ActionAnswer, ""))
	if err != nil {
		return err
	}
	return p.acknowledged(ctx, p.workspace.Submit(user, view.ID, map[string]any{blocks.FieldText: a.Text}))
}

// acceptOffer has the author of a message beside the threads count it.
func (p *Play) acceptOffer(ctx context.Context, user, question string) error {
	offer, err := p.found(ctx, "the offer", func() []slacksim.Message { return p.workspace.Ephemerals(user) }, blocks.ActionCount)
	if err != nil {
		return err
	}
	value, err := optionWith(offer, blocks.ActionCount, "|"+strings.ToLower(question)+"|")
	if err != nil {
		return err
	}
	return p.answered(ctx, p.workspace.Click(user, offer.Channel, offer.TS, blocks.ActionCount, value))
}

// interlude is what else happens in a week: a comment of the authority's
// staff, a reply that is taken back, a look at how things stand.
func (p *Play) interlude(ctx context.Context, w week) error {
	root := p.post(channelMeeting, w.questions[0])
	switch w.asked {
	case weeks[0].asked:
		p.tell("a comment of the authority's staff: not an answer")
		p.workspace.Reply(userStaff, channelMeeting, root, "Tack för alla svar så här långt! Vi läser med intresse.")
		p.tell("a reply that its author deletes: nothing of it is kept")
		user := p.cast["Simklubben Vågbrytaren"]
		ts := p.workspace.Reply(user, channelMeeting, root, "Oj, det här hamnade i fel tråd.")
		if err := p.stored(ctx, channelMeeting, ts); err != nil {
			return err
		}
		p.workspace.Delete(user, channelMeeting, ts)
		return nil
	case weeks[1].asked:
		p.tell("the working group writes /samrad status")
		return p.acknowledged(ctx, p.workspace.Slash(userWorking, channelWorking, "status"))
	default:
		return nil
	}
}

// compile lets the scheduled draft come; the working group reads and
// publishes it.
func (p *Play) compile(ctx context.Context) error {
	if err := p.clock.RunTo(ctx, at(p.config, "2023-11-06 08:00")); err != nil {
		return err
	}
	draft, err := p.found(ctx, "the draft", func() []slacksim.Message { return p.workspace.Messages(channelWorking) }, blocks.ActionPublish)
	if err != nil {
		return err
	}
	p.tell("the draft of the digest is in #arbetsgruppen, with the whole document in its thread")
	if err := p.until(ctx, "the draft's document", func() bool {
		return len(p.workspace.Thread(channelWorking, draft.TS)) > 1
	}); err != nil {
		return err
	}
	if err := p.clock.RunTo(ctx, at(p.config, "2023-11-06 09:00")); err != nil {
		return err
	}
	if err := p.decide(ctx, draft); err != nil {
		return err
	}
	if err := p.clock.RunTo(ctx, at(p.config, "2023-11-06 10:00")); err != nil {
		return err
	}
	return p.publish(ctx)
}

// publish has the working group read what the draft is now, and publish it.
func (p *Play) publish(ctx context.Context) error {
	before := p.shared()
	p.tell("it reads what that makes with /samrad digest, and publishes it with /samrad publish")
	if err := p.acknowledged(ctx, p.workspace.Slash(userWorking, channelWorking, "digest")); err != nil {
		return err
	}
	if err := p.until(ctx, "the draft to read", func() bool { return p.shared() > before }); err != nil {
		return err
	}
	before = p.shared()
	if err := p.acknowledged(ctx, p.workspace.Slash(userWorking, channelWorking, "publish")); err != nil {
		return err
	}
	// One document goes to the meeting's channel, one to staff and one to the
	// organisation's own channel.
	if err := p.until(ctx, "the published documents", func() bool { return p.shared() >= before+3 }); err != nil {
		return err
	}
	p.tell("the digest stands in #samråd, naming nobody, and in #handläggare")
	return nil
}

// shared is how many files stand in a channel.
func (p *Play) shared() int {
	n := 0
	for _, f := range p.workspace.Files() {
		if len(f.Channels) > 0 {
			n++
		}
	}
	return n
}

// found waits for a message with an action, and returns the latest.
func (p *Play) found(ctx context.Context, what string, in func() []slacksim.Message, action string) (slacksim.Message, error) {
	var last slacksim.Message
	err := p.until(ctx, what, func() bool {
		for _, m := range in() {
			if holds(m, action) {
				last = m
			}
		}
		return last.TS != ""
	})
	return last, err
}

func (p *Play) acknowledged(ctx context.Context, in *slacksim.Interaction) error {
	if _, err := in.Ack(ctx); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	refused, err := in.Errors(ctx)
	if err == nil && len(refused) > 0 {
		err = fmt.Errorf("demo: a form of %s was refused", in.User)
	}
	return err
}

// answered waits for what the bot says to a click: its response_url lives half
// an hour of a clock that runs fast.
func (p *Play) answered(ctx context.Context, in *slacksim.Interaction) error {
	if err := p.acknowledged(ctx, in); err != nil {
		return err
	}
	waiting, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	_, err := in.WaitResponse(waiting, 1)
	return err
}

func (p *Play) opened(ctx context.Context, in *slacksim.Interaction) (slacksim.View, error) {
	waiting, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := p.acknowledged(waiting, in); err != nil {
		return slacksim.View{}, err
	}
	return in.WaitView(waiting)
}

// optionWith is the value, holding part, of an option of a message's menu.
func optionWith(m slacksim.Message, action, part string) (string, error) {
	var tree any
	if err := json.Unmarshal(m.Blocks, &tree); err != nil {
		return "", fmt.Errorf("demo: read a menu: %w", err)
	}
	if value := findOption(tree, action, part, false); value != "" {
		return value, nil
	}
	return "", fmt.Errorf("demo: the menu %s has no option with %s", action, part)
}

func findOption(tree any, action, part string, inside bool) string {
	switch t := tree.(type) {
	case []any:
		for _, v := range t {
			if found := findOption(v, action, part, inside); found != "" {
				return found
			}
		}
	case map[string]any:
		inside = inside || t["action_id"] == action
		if v, _ := t["value"].(string); inside && strings.Contains(v, part) {
			return v
		}
		for _, v := range t {
			if found := findOption(v, action, part, inside); found != "" {
				return found
			}
		}
	}
	return ""
}
