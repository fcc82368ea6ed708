// Package text turns what people write in Slack into plain text, and plain
// text into statements, words and the other small pieces that grouping needs.
//
// Everything here is pure: no input or output, no state, the same bytes in
// give the same bytes out. Offsets are always UTF-8 bytes, lengths for people
// are always characters (grapheme clusters).
//
// The way of one reply:
//
//	mrkdwn ------- Plain --------\
//	                              plain text -- Statements -- Words -- Stem, NGrams
//	rich_text -- PlainRichText --/
//
// The languages are those of the consultations, Swedish and English; other
// Latin-script languages are treated as the nearer of the two.
package text
