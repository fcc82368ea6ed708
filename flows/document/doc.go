// Package document writes a digest as a file: Markdown, HTML, Word, Excel, CSV
// and JSON. It is pure, and gives the same bytes for the same digest.
//
// What Markdown, HTML and Word say is decided once, in an outline of headings,
// paragraphs, bullets, quotes, tables and a figure: one page that is enough for
// most readers, then every question, then how it was made. A writer only gives
// the outline its form.
//
// What an edition may not tell is not its business: it prints the digest that
// it is given, by the form that documents print (masked where a statement
// names somebody). See flows.Digest.Unattributed.
package document
