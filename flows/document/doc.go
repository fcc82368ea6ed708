// Package document writes a digest as a file: Markdown, HTML, CSV and JSON. It
// is pure, and gives the same bytes for the same digest.
//
// What an edition may not tell is not its business: it prints the digest that
// it is given, by the form that documents print (masked where a statement
// names somebody). See flows.Digest.Unattributed.
package document
