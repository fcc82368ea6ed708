package text

import "strings"

// Names gives the words for a Slack id: a user's (U…, W…), a channel's (C…, G…)
// or a user group's (S…) name without its @ or #. It gives "" for an id that it
// does not know. A nil Names knows none.
type Names func(id string) string

// mention is the word that stands for an id: its name where somebody knows it,
// else the label that Slack sent along, else "…". The id itself says nothing to
// a reader, and tells who is meant to anyone who can look it up.
func (n Names) mention(sign, id, label string) string {
	if n != nil {
		if name := n(id); name != "" {
			return sign + strings.TrimPrefix(name, sign)
		}
	}
	if label != "" {
		return sign + strings.TrimPrefix(label, sign)
	}
	return sign + Ellipsis
}
