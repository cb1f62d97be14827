// Package phonenumbers replaces, while the engine is built, the module of this name that the JSON
// schema library imports for `format: tel`. The original reads its metadata at program start, which takes
// five times as long as the rest of the validator; this one calls the host of the engine.
package phonenumbers

import "errors"

// PhoneNumber is a valid number.
type PhoneNumber struct {
	e164 string
}

// ErrNotANumber is the error for every text that is not a valid international number.
var ErrNotANumber = errors.New("the phone number supplied is not a number")

// Lookup returns a valid number in E.164 form, "" for any other text.
var Lookup = func(text string) string { return "" }

// Parse parses numbers in international form; there is no default region.
func Parse(text, _ string) (*PhoneNumber, error) {
	e164 := Lookup(text)
	if e164 == "" {
		return nil, ErrNotANumber
	}
	return &PhoneNumber{e164: e164}, nil
}

// IsValidNumber is always true, because Parse returns no others.
func IsValidNumber(*PhoneNumber) bool {
	return true
}
