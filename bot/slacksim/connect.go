package slacksim

import (
	"strings"
	"time"
)

// openConnection hands out a WebSocket URL with a ticket.
func (c *call) openConnection() object {
	ticket := secret()
	c.w.tickets[ticket] = time.Now().Add(ticketLife)
	return object{"url": "ws" + strings.TrimPrefix(c.w.url, "http") + "/socket?ticket=" + ticket + "&app_id=" + c.w.app.AppID}
}
