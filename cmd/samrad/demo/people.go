package demo

import (
	"fmt"

	"github.com/samrad/samrad/bot/slacksim"
	"github.com/samrad/samrad/config"
	"github.com/samrad/samrad/flows/points/samples"
)

// The channels and people that the consultation's file names.
const (
	channelMeeting  = "C0SAMRAD"
	channelWorking  = "C0WG"
	channelStaff    = "C0STAFF"
	channelSormland = "C0SORMLAND"
	userWorking     = "U0WG1"
	userStaff       = "U0STAFF1"
	teamNeighbours  = "T0INN"
)

// Organisations that Slack does not know by a listed member.
const (
	neighbours = "International Neighbours Network" // by its workspace
	sormland   = "Flyktingvännerna Sörmland"        // by its channel
	drom       = "Romska Föreningen Drom"           // not at all: they choose it from the menu
	seniors    = "Seniorer för Integration"         // not on the list either
)

// cast is who speaks for each organisation, by its name.
type cast map[string]string

// furnish adds the people and channels of the consultation to a workspace.
// People carry the name of what they speak for.
func furnish(w *slacksim.Workspace, c *config.Config, answers []samples.Answer) (cast, error) {
	who := cast{}
	for _, o := range c.Organisations {
		if len(o.Members) > 0 {
			who[o.Name] = string(o.Members[0])
		}
	}
	who[neighbours], who[sormland], who[drom], who[seniors] = "U0INN", "U0SORMLAND", "U0DROM", "U0SENIOR"
	members := []string{userWorking, userStaff}
	english := map[string]bool{}
	for _, a := range answers {
		if who[a.Organisation] == "" {
			return nil, fmt.Errorf("demo: nobody speaks for the organisation of answer %s", a.ID)
		}
		english[a.Organisation] = a.Language == "en"
	}
	for name, id := range who {
		u := slacksim.User{ID: id, RealName: name}
		if english[name] {
			u.Locale = "en-US"
		}
		if name == neighbours {
			u.TeamID = teamNeighbours
		}
		w.AddUser(u)
		members = append(members, id)
	}
	w.AddUser(slacksim.User{ID: userWorking, RealName: "Arbetsgruppen"})
	w.AddUser(slacksim.User{ID: userStaff, RealName: "Handläggaren"})
	bot := w.Install(slacksim.App{}).BotUserID
	w.AddChannel(slacksim.Channel{ID: channelMeeting, Name: "samråd", Shared: true, Members: append(members, bot)})
	w.AddChannel(slacksim.Channel{ID: channelSormland, Name: "flyktingvännerna-sörmland", Private: true, Members: []string{who[sormland], userWorking, bot}})
	w.AddChannel(slacksim.Channel{ID: channelWorking, Name: "arbetsgruppen", Private: true, Members: []string{userWorking, bot}})
	w.AddChannel(slacksim.Channel{ID: channelStaff, Name: "handläggare", Private: true, Members: []string{userStaff, bot}})
	return who, nil
}
