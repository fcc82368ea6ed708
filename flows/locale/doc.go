// Package locale holds every string that people read in Slack, in documents
// and on the demo page, in Swedish and English, and writes dates and counts
// the way each language does.
//
// The messages stand in messages/<area>.<language>.yaml; a new area needs no
// code. A test holds that both languages have the same keys with the same
// arguments, that every key used in the code exists, and that none is unused.
package locale
