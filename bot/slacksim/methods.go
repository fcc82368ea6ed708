package slacksim

type tokenKind int

const (
	botToken tokenKind = iota
	appToken
	noToken
)

// method is a Web API method: what it needs and what it does.
type method struct {
	do    func(*call) object
	scope func(*call) string
	token tokenKind
	tier  int // calls a minute that Slack allows at least; 0 is special or not limited
}

// Tiers: https://docs.slack.dev/apis/web-api/rate-limits/
const (
	tier1 = 1
	tier2 = 20
	tier3 = 50
	tier4 = 100
)

// methods are the Web API methods that the workspace knows, with the scopes
// and tiers of their pages under https://docs.slack.dev/reference/methods/.
var methods map[string]method

func init() {
	methods = map[string]method{
		"api.test":              {do: (*call).apiTest, token: noToken},
		"auth.test":             {do: (*call).authTest},
		"apps.connections.open": {do: (*call).openConnection, token: appToken},
		"bots.info":             {do: (*call).botsInfo, scope: scope("users:read"), tier: tier3},
		"team.info":             {do: (*call).teamInfo, scope: scope("team:read"), tier: tier3},

		"chat.postMessage":   {do: (*call).postMessage, scope: scope("chat:write")},
		"chat.postEphemeral": {do: (*call).postEphemeral, scope: scope("chat:write"), tier: tier4},
		"chat.update":        {do: (*call).updateMessage, scope: scope("chat:write"), tier: tier3},
		"chat.delete":        {do: (*call).deleteMessage, scope: scope("chat:write"), tier: tier3},
		"chat.getPermalink":  {do: (*call).permalink},

		"conversations.open":    {do: (*call).openConversation, scope: scope("im:write"), tier: tier3},
		"conversations.history": {do: (*call).history, scope: historyScope, tier: tier3},
		"conversations.replies": {do: (*call).replies, scope: historyScope, tier: tier3},
		"conversations.info":    {do: (*call).channelInfo, scope: readScope, tier: tier3},
		"conversations.members": {do: (*call).members, scope: readScope, tier: tier4},
		"conversations.list":    {do: (*call).channelList, scope: scope("channels:read|groups:read|im:read"), tier: tier2},
		"conversations.join":    {do: (*call).joinChannel, scope: scope("channels:join"), tier: tier3},

		"users.info":            {do: (*call).userInfo, scope: scope("users:read"), tier: tier4},
		"users.list":            {do: (*call).userList, scope: scope("users:read"), tier: tier2},
		"users.conversations":   {do: (*call).userConversations, scope: scope("channels:read|groups:read|im:read"), tier: tier3},
		"usergroups.users.list": {do: (*call).groupUsers, scope: scope("usergroups:read"), tier: tier2},
		"usergroups.list":       {do: (*call).groupList, scope: scope("usergroups:read"), tier: tier2},

		"reactions.add":    {do: (*call).addReaction, scope: scope("reactions:write"), tier: tier3},
		"reactions.remove": {do: (*call).removeReaction, scope: scope("reactions:write"), tier: tier2},
		"reactions.get":    {do: (*call).getReactions, scope: scope("reactions:read"), tier: tier3},

		"views.open":    {do: (*call).openView, tier: tier4},
		"views.push":    {do: (*call).pushView, tier: tier4},
		"views.update":  {do: (*call).updateView, tier: tier4},
		"views.publish": {do: (*call).publishView, tier: tier4},

		"files.getUploadURLExternal":   {do: (*call).uploadURL, scope: scope("files:write"), tier: tier4},
		"files.completeUploadExternal": {do: (*call).completeUpload, scope: scope("files:write"), tier: tier4},
		"files.info":                   {do: (*call).fileInfo, scope: scope("files:read"), tier: tier4},
		"files.delete":                 {do: (*call).deleteFile, scope: scope("files:write"), tier: tier3},
	}
}

func (c *call) apiTest() object {
	if c.args.has("error") {
		return refuse(c.args.str("error"))
	}
	return object{"args": c.args}
}

func (c *call) authTest() object {
	w := c.w
	return object{
		"url": w.url + "/", "team": w.o.TeamName, "user": w.app.BotName, "team_id": w.o.TeamID, "user_id": w.app.BotUserID,
		"bot_id": w.app.BotID, "is_enterprise_install": false,
	}
}

func (c *call) teamInfo() object {
	w := c.w
	return object{"team": object{"id": w.o.TeamID, "name": w.o.TeamName, "domain": "simulated", "email_domain": "", "icon": object{"image_default": true}}}
}

func (c *call) botsInfo() object {
	w := c.w
	if id := c.args.str("bot"); id != "" && id != w.app.BotID {
		return refuse("bot_not_found")
	}
	return object{"bot": object{"id": w.app.BotID, "deleted": false, "name": w.app.BotName, "app_id": w.app.AppID, "user_id": w.app.BotUserID}}
}
