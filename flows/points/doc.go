// Package points groups the statements of the answers to a question into
// points, counts the organisations behind each, and picks labels and quotes.
// It is pure and deterministic: the same answers and decisions give the same
// points, in whatever order the answers come, and nothing leaves the machine.
//
// # What is promised
//
// Every statement of every answer stands in exactly one point or in
// WithoutPoint. Counts are of different organisations. A point of one
// organisation is a point: a minority view is never dropped. Statements of
// unassigned answers, greetings, thanks, signatures, references elsewhere,
// remarks about the answer, background about its writer, bare agreement and
// empty answers stand in WithoutPoint; in doubt a statement is a claim.
//
// A grouping is a suggestion until people confirm it. What they confirmed comes
// back in Options.Known and holds; new statements are matched to it, and none whose
// view it opposes. Points that may hold opposite views name each other; whether a
// point came up at an earlier meeting, Recurring tells.
//
// # How it is done
//
//  1. Statements come from text.Statements; noise.go says which carry a claim.
//  2. A statement that opens by pointing back ("Det", "Därför", "This") joins
//     the one before it into a passage; one that opens by adding ("Dessutom",
//     "Also") does not.
//  3. A passage is a vector of word stems, character 4-5-grams and fields of
//     meaning (fields.txt, a small thesaurus of public life), with inverse
//     document frequencies from the answers themselves and without the
//     question's own words and fields. Its length is divided out in part (vector.go).
//  4. Likeness is the product of two vectors, less what either shares with the
//     answers in general. What one passage demands or defends and the other
//     rejects parts them instead of joining them: each clause has a stance
//     (clause.go, evaluation.go, idiom.go), as has what is said to do harm or good
//     (effect.go). Speaking for and speaking against on the whole parts them too
//     (attitude.go).
//  5. Average link joins the most alike until leastSimilarity; then single
//     passages move to where they fit best. What people confirmed is together from
//     the start, and loses passages that oppose it (opposing.go). Beyond
//     maxTogether passages, the rest are matched to the groups that a part made.
//  6. Of each point, the statement with most in common with the others, and
//     that reads well alone, is the label; quotes are of different
//     organisations and do not repeat each other. Statements that can be
//     printed only in another form, as where they name somebody, come last.
//
// # What is known of it
//
// Average link beats complete link, greedy covers and latent semantic analysis;
// character n-grams beat stemming and compound splitting for Swedish; a word
// and n-gram mix with the answers' own frequencies is as good as any background
// corpus; dropping the question's words was the largest single gain on English
// key point data (62 topics). How it does on seven labelled sets, and what was
// tried and gave nothing, stands in SCORES.md.
//
// The sets are small and invented. The thesaurus carries most of the
// gain, and carries less far on subjects whose words it lacks; there, statements of
// one point are scattered, and opposite views are seen only in part. Answering
// "all in one group" beats every method on B-cubed F1, so look at the Rand index
// and at precision.
package points
