package config

import (
	"fmt"
	"log/slog"
	"regexp"
)

// Secret is a token, a password or an address that holds one. However it is
// printed, logged or encoded, it says only that it is set. The zero Secret is
// unset.
type Secret struct {
	// A pointer: of an unexported field, fmt calls no methods and prints what
	// it holds, but of a nested pointer only the address.
	value *string
}

// NewSecret wraps a value; an empty one is unset.
func NewSecret(value string) Secret {
	if value == "" {
		return Secret{}
	}
	return Secret{&value}
}

const redacted = "[redacted]"

// Reveal gives the value.
func (s Secret) Reveal() string {
	if s.value == nil {
		return ""
	}
	return *s.value
}

// Empty reports whether there is none.
func (s Secret) Empty() bool { return s.value == nil }

// String implements fmt.Stringer.
func (s Secret) String() string {
	if s.Empty() {
		return ""
	}
	return redacted
}

// GoString implements fmt.GoStringer.
func (s Secret) GoString() string { return fmt.Sprintf("config.NewSecret(%q)", s.String()) }

// Format implements fmt.Formatter, so that no verb prints the value.
func (s Secret) Format(f fmt.State, verb rune) {
	text := s.String()
	if verb == 'v' && f.Flag('#') {
		text = s.GoString()
	}
	_, _ = f.Write([]byte(text)) // a State has nobody to tell
}

// MarshalText implements encoding.TextMarshaler.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// MarshalJSON implements json.Marshaler.
func (s Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + s.String() + `"`), nil }

// LogValue implements slog.LogValuer.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// tokenForm is how Slack's tokens begin.
// See https://docs.slack.dev/authentication/tokens.
var tokenForm = regexp.MustCompile(`\b(xox[a-z][-.]|xapp-|xwfp-)`)

func looksLikeToken(value string) bool { return tokenForm.MatchString(value) }
