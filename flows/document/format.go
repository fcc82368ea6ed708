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
)

var formats = []Format{Markdown, HTML, DOCX, PDF, JSON, CSV}

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

// Render writes a digest. A format that is not built yet is an error with a
// hint.
func Render(d flows.Digest, o Options) ([]byte, error) {
	switch o.Format {
	case Markdown:
		return markdown(d), nil
	case HTML:
		return htmlDocument(d)
	case JSON:
		return jsonDocument(d)
	case CSV:
		return csvDocument(d)
	default:
		return nil, &flows.Error{Code: flows.CodeInvalid, What: fmt.Sprintf("digest: format %q is not available yet", o.Format), Hint: "use md, html, json or csv"}
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
