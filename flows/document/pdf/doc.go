// Package pdf prints a document's HTML as a tagged PDF: no library of Go writes
// one that a screen reader can use, and a browser does. It starts one for each
// document, which is why it stands apart from the pure package document.
package pdf
