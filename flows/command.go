package flows

import (
	"slices"
	"strings"
)

// Word is a subcommand of /samrad.
type Word string

// The words, in English; people may also write the Swedish ones.
const (
	WordHelp         Word = "help"
	WordStatus       Word = "status"
	WordDigest       Word = "digest"
	WordPublish      Word = "publish"
	WordAsk          Word = "ask"
	WordRemind       Word = "remind"
	WordMeeting      Word = "meeting"
	WordOrganisation Word = "org"
	WordSummary      Word = "summary"
	WordForget       Word = "forget"
	WordMyData       Word = "mydata"
)

// spellings lists what each word may be called. The first of them is the
// English, the second the Swedish name that help prints.
var spellings = []struct {
	word  Word
	names []string
	needs Role
}{
	{WordHelp, []string{"help", "hjälp", "hjalp", "?"}, RoleEveryone},
	{WordStatus, []string{"status", "läge", "lage"}, RoleWorkingGroup},
	{WordDigest, []string{"digest", "underlag"}, RoleWorkingGroup},
	{WordPublish, []string{"publish", "publicera"}, RoleWorkingGroup},
	{WordAsk, []string{"ask", "fråga", "fraga"}, RoleWorkingGroup},
	{WordRemind, []string{"remind", "påminn", "paminn"}, RoleWorkingGroup},
	{WordMeeting, []string{"meeting", "samråd", "samrad", "möte", "mote"}, RoleWorkingGroup},
	{WordOrganisation, []string{"org", "organisation", "organisationer", "organisations"}, RoleWorkingGroup},
	{WordSummary, []string{"summary", "sammanfattning", "veckosammanfattning"}, RoleStaff},
	{WordForget, []string{"forget", "glöm", "glom"}, RoleEveryone},
	{WordMyData, []string{"mydata", "minadata", "mina-data"}, RoleEveryone},
}

// Meeting's own words.
var (
	wordsNew  = []string{"new", "ny", "nytt"}
	wordsEdit = []string{"edit", "ändra", "andra", "redigera"}
	wordsList = []string{"list", "lista"}
)

// Command is a slash command as a person wrote it.
type Command struct {
	Name    string // distinct for each call: Slack's trigger id
	User    UserID
	Team    TeamID
	Channel ChannelID
	Text    string // after /samrad
}

func wordOf(s string) (Word, Role, bool) {
	for _, sp := range spellings {
		if slices.Contains(sp.names, strings.ToLower(s)) {
			return sp.word, sp.needs, true
		}
	}
	return "", 0, false
}

func help(unknown string, role Role) HelpView {
	v := HelpView{Unknown: unknown}
	for _, sp := range spellings {
		if role >= sp.needs {
			v.Words = append(v.Words, HelpWord{sp.word, sp.names[1]})
		}
	}
	return v
}
