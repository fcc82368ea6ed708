package slacksim

import (
	"encoding/base64"
	"strconv"
	"strings"
)

// page cuts a list for a cursor method: limit entries from the cursor on. The
// cursor is opaque, belongs to one method and one set of arguments, and is
// empty on the last page.
// https://docs.slack.dev/apis/web-api/pagination/
func page[T any](c *call, all []T, standard, most int, key string) (cut []T, next string, answer object) {
	limit := standard
	if s := c.args.str("limit"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 0 {
			return nil, "", c.refuse("invalid_limit", "limit %q", s)
		}
		if n > most {
			return nil, "", c.refuse("invalid_limit", "limit %d is over %d", n, most)
		}
		if n > 0 {
			limit = n
		}
	}
	if c.reads() {
		limit = min(limit, mostRead)
	}
	start := 0
	prefix := c.method + "|" + key + "|"
	if cursor := c.args.str("cursor"); cursor != "" {
		plain, err := base64.URLEncoding.DecodeString(cursor)
		rest, ok := strings.CutPrefix(string(plain), prefix)
		n, numErr := strconv.Atoi(rest)
		if err != nil || !ok || numErr != nil || n < 0 || n > len(all) {
			return nil, "", c.refuse("invalid_cursor", "cursor %q is none of this list", cursor)
		}
		start = n
	}
	end := min(start+limit, len(all))
	if end < len(all) {
		next = base64.URLEncoding.EncodeToString([]byte(prefix + strconv.Itoa(end)))
	}
	return all[start:end], next, nil
}

func cursorJSON(next string) object { return object{"next_cursor": next} }
