package document

import (
	"bytes"
	"embed"
	"fmt"
)

//go:embed docx
var docxTemplate embed.FS

// docxParts are the template's, by their place in the document, in the order
// that they are written. LANGUAGE in them is the document's.
var docxParts = []struct{ name, file string }{
	{"[Content_Types].xml", "content-types.xml"}, // first, as the format's readers expect
	{"_rels/.rels", "package-rels.xml"},
	{"word/_rels/document.xml.rels", "document-rels.xml"},
	{"word/styles.xml", "styles.xml"},
	{"word/settings.xml", "settings.xml"},
	{"word/numbering.xml", "numbering.xml"},
	{"word/footer.xml", "footer.xml"},
}

// docxLanguages are the languages as Word names them.
var docxLanguages = map[string]string{"sv": "sv-SE", "en": "en-GB"}

// docxDocument fills the template. Its properties are a title and a language:
// no person, no organisation, no time of writing.
func docxDocument(o outline) ([]byte, error) {
	lang := docxLanguages[o.lang]
	var parts []part
	for _, p := range docxParts {
		data, err := docxTemplate.ReadFile("docx/" + p.file)
		if err != nil {
			return nil, fmt.Errorf("digest as DOCX: %w", err)
		}
		parts = append(parts, part{p.name, bytes.ReplaceAll(data, []byte("LANGUAGE"), []byte(lang))})
	}
	w := &docxWriter{}
	w.document(o)
	parts = append(parts, part{"word/document.xml", []byte(w.String())}, part{"docProps/core.xml", coreProperties(o.title.String(), lang)})
	picture, err := chartPicture(w.chart)
	if err != nil {
		return nil, fmt.Errorf("digest as DOCX: %w", err)
	}
	return archive(append(parts, part{"word/media/chart.png", picture}))
}

func coreProperties(title, lang string) []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n")
	b.WriteString(`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">`)
	fmt.Fprintf(&b, "<dc:title>%s</dc:title><dc:language>%s</dc:language></cp:coreProperties>\n", xmlText(title), lang)
	return b.Bytes()
}
