package document

import (
	"fmt"
	"slices"
	"strings"

	"github.com/samrad/samrad/flows"
)

// Format is a kind of file.
type Format string

// The formats.
const (
	Markdown Format = "md"
	HTML     Format = "html"
	DOCX     Format = "docx"
	PDF      Format = "pdf"
	JSON     Format = "json"
	CSV      Format = "csv"
	XLSX     Format = "xlsx"
)

var formats = []Format{Markdown, HTML, DOCX, PDF, JSON, CSV, XLSX}

// Known reports whether f is a format's name.
func Known(f Format) bool { return slices.Contains(formats, f) }

// FormatNames lists the formats for an error message.
func FormatNames() string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = string(f)
	}
	return strings.Join(names[:len(names)-1], ", ") + " or " + names[len(names)-1]
}

// Options say how to write.
type Options struct{ Format Format }

// Render writes a digest. A PDF is none of its formats: a browser prints it of
// the HTML, and that is not pure. See the package pdf.
func Render(d flows.Digest, o Options) ([]byte, error) {
	switch o.Format {
	case Markdown:
		return markdown(outlineOf(d)), nil
	case HTML:
		return htmlDocument(outlineOf(d)), nil
	case DOCX:
		return docxDocument(outlineOf(d))
	case JSON:
		return jsonDocument(d)
	case CSV:
		return csvDocument(d)
	case XLSX:
		return xlsxDocument(d)
	case PDF:
		return nil, &flows.Error{Code: flows.CodeInvalid, What: "digest: a PDF is not written here, but printed by a browser", Hint: "use docx or html"}
	default:
		return nil, &flows.Error{Code: flows.CodeInvalid, What: fmt.Sprintf("digest: there is no format %q", o.Format), Hint: "use " + FormatNames()}
	}
}

// FileName names a digest's file: it tells the meeting and the version, and no
// organisation.
func FileName(d flows.Digest, f Format) string {
	word := "underlag"
	if d.Language == "en" {
		word = "digest"
	}
	name := fmt.Sprintf("%s-%s-v%d", word, strings.ToLower(string(d.Meeting)), d.Version)
	if d.Attributed {
		name += "-attributed"
	}
	return name + "." + string(f)
}
