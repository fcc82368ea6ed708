package flows

import "errors"

// Code classifies an error for the adapters: the command line maps it to an
// exit status, Slack to a sentence.
type Code string

// The codes.
const (
	CodeNotFound  Code = "not_found"  // no such meeting, question, organisation, version
	CodeInvalid   Code = "invalid"    // the input is wrong and can be mended
	CodeConflict  Code = "conflict"   // somebody else changed it, or the file manages it
	CodeForbidden Code = "forbidden"  // the person has not the right
	CodeStoreDown Code = "store_down" // the store does not answer or refuses
	CodeFrozen    Code = "frozen"     // posted questions cannot change
	CodeInternal  Code = "internal"
)

// Error is a domain error. What names the thing, never an answer's text or a
// person's name.
type Error struct {
	Code Code
	What string
	Hint string // how to mend it, may be empty
	Err  error
	// Say tells the same to a person in Slack, in their language; its Key may
	// be empty, and then the code's own sentence is said.
	Say Notice
	// Field is the form's input that is wrong, if it came in a form.
	Field string
}

func (e *Error) Error() string {
	if e.Err == nil {
		return e.What
	}
	return e.What + ": " + e.Err.Error()
}

func (e *Error) Unwrap() error { return e.Err }

// CodeOf returns the code of the first domain error in err's chain, else CodeInternal.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return CodeInternal
}

// HintOf returns the first hint in err's chain.
func HintOf(err error) string {
	var e *Error
	for errors.As(err, &e) {
		if e.Hint != "" {
			return e.Hint
		}
		err = e.Err
	}
	return ""
}

// SayOf returns what the first domain error in err's chain says to a person.
func SayOf(err error) Notice {
	var e *Error
	for errors.As(err, &e) {
		if e.Say.Key != "" {
			return e.Say
		}
		err = e.Err
	}
	return Notice{}
}

// FieldOf returns the form's input that the error is about, empty for none.
func FieldOf(err error) string {
	var e *Error
	for errors.As(err, &e) {
		if e.Field != "" {
			return e.Field
		}
		err = e.Err
	}
	return ""
}
