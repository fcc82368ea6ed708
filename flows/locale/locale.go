package locale

import (
	"embed"
	"io/fs"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"go.yaml.in/yaml/v3"
	"golang.org/x/text/language"
)

//go:embed messages/*.yaml
var messages embed.FS

// Args are the arguments of a message, by name.
type Args map[string]any

// Locale writes one language.
type Locale struct {
	lang      string
	localizer *i18n.Localizer
}

// Languages are those that there are messages in.
var Languages = []string{"sv", "en"}

var locales = load()

// load reads the embedded messages. They are part of the program: a test reads
// them as this does, so that a broken file never reaches a user.
func load() map[string]*Locale {
	b := i18n.NewBundle(language.English)
	b.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
	paths, _ := fs.Glob(messages, "messages/*.yaml")
	for _, path := range paths {
		if _, err := b.LoadMessageFileFS(messages, path); err != nil {
			loadErrors = append(loadErrors, err)
		}
	}
	all := make(map[string]*Locale, len(Languages))
	for _, lang := range Languages {
		all[lang] = &Locale{lang: lang, localizer: i18n.NewLocalizer(b, lang)}
	}
	return all
}

// loadErrors are what load met, for the test.
var loadErrors []error

// For returns the locale of a language ("sv") or a Slack locale ("sv-SE"), and
// English for any other.
func For(lang string) *Locale { return Match(lang, "en") }

// Match returns the locale of a person's Slack locale, else the fallback's,
// else English.
func Match(slackLocale, fallback string) *Locale {
	for _, lang := range []string{slackLocale, fallback, "en"} {
		base, _, _ := strings.Cut(strings.ToLower(lang), "-")
		if l, ok := locales[base]; ok {
			return l
		}
	}
	return locales["en"]
}

// Lang is "sv" or "en".
func (l *Locale) Lang() string { return l.lang }

// Text returns a message. A missing key gives the key in brackets: something is
// shown, and a test fails.
func (l *Locale) Text(key string, args Args) string {
	return l.localize(key, &i18n.LocalizeConfig{MessageID: key, TemplateData: map[string]any(args)})
}

// Count returns a message in the form for n; {{.Count}} is n.
func (l *Locale) Count(key string, n int, args Args) string {
	data := map[string]any{"Count": n}
	for k, v := range args {
		data[k] = v
	}
	return l.localize(key, &i18n.LocalizeConfig{MessageID: key, TemplateData: data, PluralCount: n})
}

func (l *Locale) localize(key string, c *i18n.LocalizeConfig) string {
	s, err := l.localizer.Localize(c)
	if err != nil {
		return "[" + key + "]"
	}
	return s
}
