// Package phonenumbers stands in, while the engine is built, for the module of this name that the JSON
// schema library imports for `format: tel`. That one reads its metadata when a program starts, five times
// as long as the rest of the validator takes; this one asks whoever runs the engine.
package phonenumbers

import "errors"

// PhoneNumber is a number that was found to be valid.
type PhoneNumber struct {
	e164 string
}

// ErrNotANumber is the error for every text that is no valid international number.
var ErrNotANumber = errors.New("the phone number supplied is not a number")

// Lookup gives a valid number in E.164 form, "" for any other text.
var Lookup = func(text string) string { return "" }

// Parse takes numbers in international form; there is no default region here.
func Parse(text, _ string) (*PhoneNumber, error) {
	e164 := Lookup(text)
	if e164 == "" {
		return nil, ErrNotANumber
	}
	return &PhoneNumber{e164: e164}, nil
}

// IsValidNumber is true: Parse gives no other.
func IsValidNumber(*PhoneNumber) bool {
	return true
}
