package document_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/flows"
)

// TestHTMLIsAccessible holds what a screen reader needs: a language, a title,
// headings in order, table headers with a scope, names for sections and
// pictures. See https://www.w3.org/TR/WCAG22/.
func TestHTMLIsAccessible(t *testing.T) {
	eachEdition(t, func(t *testing.T, d flows.Digest, data []byte) {
		doc := parse(t, data)
		checkHeadings(t, doc)
		page := doc.children[0]
		if page.name != "html" || page.attrs["lang"] != d.Language {
			t.Errorf("<%s lang=%q>, want html in %s", page.name, page.attrs["lang"], d.Language)
		}
		if title := doc.all("title")[0].words(); title != doc.all("h1")[0].words() || title == "" {
			t.Errorf("the title %q is not the heading", title)
		}
		if n := len(doc.all("main")); n != 1 {
			t.Errorf("%d main, want one", n)
		}
		checkTables(t, doc)
		checkNames(t, doc)
	}, "html")
}

func checkTables(t *testing.T, doc *element) {
	t.Helper()
	tables := doc.all("table")
	if len(tables) == 0 {
		t.Error("no table")
	}
	for _, table := range tables {
		if len(table.all("caption")) != 1 {
			t.Error("a table has no caption")
		}
		for _, th := range table.all("th") {
			if scope := th.attrs["scope"]; scope != "col" && scope != "row" {
				t.Errorf("the header %q has the scope %q", th.words(), scope)
			}
		}
		for i, row := range table.all("tr") {
			if len(row.all("th")) == 0 || (i == 0 && len(row.all("td")) > 0) {
				t.Errorf("row %d has no header", i)
			}
		}
	}
}

// checkNames holds that ids stand once, and that what is named by an id is.
func checkNames(t *testing.T, doc *element) {
	t.Helper()
	ids := map[string]bool{}
	for _, e := range doc.all() {
		if id, ok := e.attrs["id"]; ok {
			if ids[id] {
				t.Errorf("the id %q stands twice", id)
			}
			ids[id] = true
		}
	}
	for _, e := range doc.all("section", "svg") {
		labels := strings.Fields(e.attrs["aria-labelledby"])
		if len(labels) == 0 {
			t.Errorf("a %s has no name", e.name)
		}
		for _, id := range labels {
			if !ids[id] {
				t.Errorf("a %s is named by %q, which is nowhere", e.name, id)
			}
		}
	}
}

// TestHTMLLanguages holds that a quotation in another language says so.
func TestHTMLLanguages(t *testing.T) {
	for lang, want := range map[string]map[string]string{
		"sv": {"The rules change too often, and nobody tells the volunteers.": "en", "Folkbildning når fler än skolan.": ""},
		"en": {"The rules change too often, and nobody tells the volunteers.": "", "Folkbildning når fler än skolan.": "sv"},
	} {
		got := map[string]string{}
		for _, q := range parse(t, render(t, sample(lang, flows.DigestDraft).Unattributed(), "html")).all("blockquote") {
			if words := q.children[0].words(); words != "" {
				if _, ok := want[words]; ok {
					got[words] = q.children[0].attrs["lang"]
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: languages of quotations (-want +got):\n%s", lang, diff)
		}
	}
}

// TestHTMLKeepsText holds that whatever people write has the form of plain
// text, word for word, in every place.
func TestHTMLKeepsText(t *testing.T) {
	usual := parse(t, render(t, holding("sv", plain), "html"))
	for name, text := range hostile {
		t.Run(name, func(t *testing.T) {
			doc := parse(t, render(t, holding("sv", text), "html"))
			if diff := cmp.Diff(usual.names(), doc.names()); diff != "" {
				t.Errorf("elements (-of plain text +of this):\n%s", diff)
			}
			for i, e := range doc.all("h1", "h2", "h3", "h5", "li", "p", "footer", "title") {
				before := usual.all("h1", "h2", "h3", "h5", "li", "p", "footer", "title")[i].words()
				if want := withText(before, text); want != e.words() {
					t.Errorf("a %s (-want +got):\n%s", e.name, cmp.Diff(want, e.words()))
				}
			}
			for _, e := range doc.all() {
				for a := range e.attrs {
					if strings.HasPrefix(a, "on") || a == "src" || a == "style" || (a == "href" && !strings.HasPrefix(e.attrs[a], "#")) {
						t.Errorf("a %s has the attribute %s", e.name, a)
					}
				}
			}
		})
	}
}

// TestHTMLIsolatesDirection holds that text which runs the other way turns no
// words of the document: it stands in a bdi, or last in a block that finds its
// direction by its text.
func TestHTMLIsolatesDirection(t *testing.T) {
	doc := parse(t, render(t, holding("sv", rightToLeft), "html"))
	isolated := 0
	for _, e := range doc.all() {
		switch words := e.words(); {
		case e.name == "bdi" && words == rightToLeft,
			e.name == "desc" && strings.Contains(words, "\u2068"+rightToLeft+"\u2069"),
			e.name == "title" && strings.HasSuffix(words, rightToLeft),
			e.attrs["dir"] == "auto" && strings.HasSuffix(words, rightToLeft):
			isolated++
		}
	}
	if all := strings.Count(doc.text.String(), rightToLeft); isolated != all || all == 0 {
		t.Errorf("%d of %d are isolated", isolated, all)
	}
}

// TestHTMLLoadsNothing holds that the page is whole by itself.
func TestHTMLLoadsNothing(t *testing.T) {
	eachEdition(t, func(t *testing.T, _ flows.Digest, data []byte) {
		if found := parse(t, data).all("script", "link", "img", "iframe", "object", "embed", "form", "base"); len(found) > 0 {
			t.Errorf("there is a %s", found[0].name)
		}
		if strings.Contains(string(data), "@import") || strings.Contains(string(data), "url(") {
			t.Error("the style loads something")
		}
	}, "html")
}

// TestHTMLChart holds that every number of the figure stands in its words and
// in a table, and that the bars are as long as the numbers say.
func TestHTMLChart(t *testing.T) {
	d := sample("en", flows.DigestDraft).Unattributed()
	doc := parse(t, render(t, d, "html"))
	var words []string
	for _, e := range doc.all("desc") {
		words = append(words, e.words())
	}
	if diff := cmp.Diff([]string{"Theme 1: Utbildningens roll: 12 of 40; Theme 2: Arbete <i>&</i> *etablering*: 6 of 40; Theme 3: Tema utan svar: 0 of 40.",
		"folkbildning & skola: 5 of 12; integration: 7 of 20; Others: 0 of 8."}, words); diff != "" {
		t.Errorf("the chart's words (-want +got):\n%s", diff)
	}
	var widths []string
	for _, r := range doc.all("rect") {
		if r.attrs["class"] == "" {
			widths = append(widths, r.attrs["width"])
		}
	}
	if diff := cmp.Diff([]string{"49", "24", "0", "68", "57", "0"}, widths); diff != "" {
		t.Errorf("bars (-want +got):\n%s", diff)
	}
	var rows []string
	for _, table := range doc.all("table")[:2] {
		for _, r := range table.all("tr")[1:] {
			rows = append(rows, r.words())
		}
	}
	if diff := cmp.Diff([]string{"Theme 1: Utbildningens roll1240", "Theme 2: Arbete <i>&</i> *etablering*640", "Theme 3: Tema utan svar040",
		"folkbildning & skola512", "integration720", "Others08"}, rows); diff != "" {
		t.Errorf("the tables (-want +got):\n%s", diff)
	}
}
