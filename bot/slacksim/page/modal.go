package page

import (
	"encoding/json"
	"html"
	"html/template"
	"net/http"
	"strings"

	"github.com/samrad/samrad/bot/slacksim"
)

// modal is what a person has open.
type modal struct {
	User, Name string
	Title      string
	Current    bool
}

// modals lists who has a modal open, by name.
func (v *view) modals(users []slacksim.User) []modal {
	var out []modal
	for _, u := range users {
		if m, ok := v.site.front(u.ID); ok {
			out = append(out, modal{User: u.ID, Name: u.RealName, Title: m.Title})
		}
	}
	return out
}

// front is the modal that lies on top of a person's others.
func (s *site) front(user string) (slacksim.View, bool) {
	all := s.workspace.Views(user)
	if len(all) == 0 {
		return slacksim.View{}, false
	}
	return all[len(all)-1], true
}

// modal shows what a person has open.
func (s *site) modal(w http.ResponseWriter, r *http.Request) {
	v := s.view()
	shown, ok := s.front(r.PathValue("user"))
	if !ok {
		http.NotFound(w, r)
		return
	}
	for i, m := range v.Modals {
		v.Modals[i].Current = m.User == shown.User
	}
	v.Chosen, v.Title = conversation{ID: shown.ID}, shown.Title
	v.Modal = v.form(shown)
	s.write(w, v)
}

// form is a modal as HTML, with the buttons that Slack adds.
func (v *view) form(m slacksim.View) template.HTML {
	var f struct {
		Blocks        []block
		Submit, Close *words
	}
	_ = json.Unmarshal(m.Raw, &f) // was checked when it was opened
	var b strings.Builder
	for _, one := range f.Blocks {
		v.block(&b, one)
	}
	b.WriteString("<p class=controls>")
	for _, w := range []*words{f.Close, f.Submit} {
		if w != nil {
			control(&b, w.Text)
		}
	}
	b.WriteString("</p>")
	return template.HTML(b.String()) //nolint:gosec // every part is escaped where it is written
}

// input shows a field with what stands in it, without a use: this page only
// reads.
func (v *view) input(b *strings.Builder, k block) {
	if k.Element == nil {
		return
	}
	b.WriteString("<p class=field><strong>" + html.EscapeString(k.Label.Text) + "</strong><br>")
	e := *k.Element
	switch chosen := e.chosen(); {
	case e.Type == "checkboxes" || e.Type == "radio_buttons":
		for _, o := range e.Options {
			mark := "☐ "
			if strings.Contains("\n"+strings.Join(chosen, "\n")+"\n", "\n"+o.Text.Text+"\n") {
				mark = "☑ "
			}
			control(b, mark+o.Text.Text)
		}
	case e.Type == "plain_text_input":
		b.WriteString("<span class=\"control wide\">" + html.EscapeString(stringOf(e.InitialValue)) + "&nbsp;</span>")
	case len(chosen) > 0:
		for _, words := range chosen {
			control(b, words+" ▾")
		}
	default:
		v.control(b, e)
	}
	if k.Hint != nil {
		b.WriteString("<br><span class=note>" + html.EscapeString(k.Hint.Text) + "</span>")
	}
	b.WriteString("</p>")
}

// chosen are the words of what is chosen at first.
func (e element) chosen() []string {
	var out []string
	for _, o := range e.InitialOptions {
		out = append(out, o.Text.Text)
	}
	if e.InitialOption != nil {
		out = append(out, e.InitialOption.Text.Text)
	}
	return out
}

func control(b *strings.Builder, label string) {
	b.WriteString("<span class=control>" + html.EscapeString(label) + "</span> ")
}
