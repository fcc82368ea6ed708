// Package points groups the statements of the answers to a question into
// points, counts the organisations behind each, and picks labels and quotes.
package points
