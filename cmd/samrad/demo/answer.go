package demo

import (
	"context"
	"slices"
	"strings"

	"github.com/samrad/samrad/bot/blocks"
	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/points/samples"
)

// Answers that come in another way than as a plain reply.
const (
	answerWithTypo = "A013" // corrected a moment later
	answerTopLevel = "A026" // written beside the thread, and counted through the offer
	answerInForm   = "A065" // through the private form
)

// answer has one organisation answer one question, and waits until the bot
// has stored it.
func (p *Play) answer(ctx context.Context, a samples.Answer) error {
	user, channel := p.cast[a.Organisation], channelMeeting
	if a.Organisation == sormland {
		channel = channelSormland
	}
	var ts string
	switch root := p.post(channel, a.Question); a.ID {
	case answerInForm:
		p.tell("an organisation answers in the private form")
		return p.fillIn(ctx, user, root, a)
	case answerTopLevel:
		p.tell("an answer beside the thread: the bot offers its author to count it")
		ts = p.workspace.Post(user, channel, a.Text)
		if err := p.acceptOffer(ctx, user, a.Question); err != nil {
			return err
		}
	case answerWithTypo:
		ts = p.workspace.Reply(user, channel, root, strings.ReplaceAll(a.Text, "ä", "a"))
		if err := p.stored(ctx, channel, ts); err != nil {
			return err
		}
		p.tell("an organisation corrects its answer")
		p.workspace.Edit(user, channel, ts, a.Text)
	default:
		ts = p.workspace.Reply(user, channel, root, a.Text)
	}
	if err := p.stored(ctx, channel, ts); err != nil {
		return err
	}
	p.star(user, channel, ts, a)
	return p.introduce(ctx, user, a.Organisation)
}

// leastKeyMessage keeps "see our other answer" from being anybody's key
// message, in bytes.
const leastKeyMessage = 80

// star makes every third organisation's first answer of a theme its key
// message.
func (p *Play) star(user, channel, ts string, a samples.Answer) {
	theme := slices.IndexFunc(weeks, func(w week) bool { return slices.Contains(w.questions, a.Question) })
	key := a.Organisation + weeks[theme].asked
	if p.starred[key] || len(a.Organisation)%3 != theme || len(a.Text) < leastKeyMessage {
		return
	}
	p.starred[key] = true
	p.workspace.React(user, channel, ts, string(flows.ReactionStar))
}

// stored waits for the bot's check mark.
func (p *Play) stored(ctx context.Context, channel, ts string) error {
	return p.until(ctx, "the check mark", func() bool {
		for _, m := range p.all(channel) {
			if m.TS == ts {
				return len(m.Reactions[string(flows.ReactionCheckMark)]) > 0
			}
		}
		return false
	})
}

// all are a channel's messages with the replies of their threads.
func (p *Play) all(channel string) []slacksim.Message {
	var out []slacksim.Message
	for _, m := range p.workspace.Messages(channel) {
		out = append(out, m)
		if m.ReplyCount > 0 {
			out = append(out, p.workspace.Thread(channel, m.TS)[1:]...)
		}
	}
	return out
}

// post is the ts of the bot's post of a question, "" while there is none.
func (p *Play) post(channel, question string) string {
	id := "|" + strings.ToLower(question) + `"`
	for _, m := range p.workspace.Messages(channel) {
		if m.BotID != "" && holds(m, blocks.ActionAnswer) && strings.Contains(string(m.Blocks), id) {
			return m.TS
		}
	}
	return ""
}

func holds(m slacksim.Message, action string) bool {
	return strings.Contains(string(m.Blocks), `"`+action+`"`)
}
