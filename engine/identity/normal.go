package identity

import (
	"net/mail"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
	"golang.org/x/text/runes"
	"golang.org/x/text/secure/precis"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/unicode/rangetable"
)

// Kratos writes addresses and sign-in names in one form, by PRECIS (RFC 8264): full width becomes ordinary,
// capitals become small. What is invisible or turns the direction of writing, and an address that mixes
// directions, cannot be written so: where an address is verified or gets codes, that is an error; a sign-in
// name and an address for recovery lose those characters. Source: `x/normalize.go`.

// invisible characters are refused in addition to those of PRECIS' own class.
var invisible = runes.In(rangetable.Merge(
	unicode.Bidi_Control,
	unicode.Other_Default_Ignorable_Code_Point,
	unicode.Other,
	unicode.Noncharacter_Code_Point,
))

var (
	addressProfile = precis.NewFreeform(
		precis.FoldWidth,
		precis.LowerCase(),
		precis.DisallowEmpty,
		precis.BidiRule,
		precis.Norm(norm.NFKC),
		precis.Disallow(invisible),
	)
	phoneProfile = precis.NewFreeform(precis.FoldWidth)
)

// strict is the text in the profile's form, or the reason why it has none.
func strict(profile *precis.Profile, text string) (string, error) {
	return profile.String(strings.TrimSpace(text))
}

// lenient is the text in the profile's form; characters that the profile refuses are left out.
func lenient(profile *precis.Profile, text string) string {
	trimmed := strings.TrimSpace(text)
	if normal, err := profile.String(trimmed); err == nil {
		return normal
	}
	allowed := profile.Allowed()
	refused := runes.Predicate(func(r rune) bool { return !allowed.Contains(r) })
	chain := transform.Chain(norm.NFKC, runes.Remove(refused), cases.Lower(language.Und))
	normal, _, err := transform.String(chain, trimmed)
	if err != nil {
		return trimmed
	}
	return normal
}

// mailAddress is the bare address, as Kratos stores it for verification and codes: `"a b"@x.com` becomes
// `a b@x.com`.
func mailAddress(text string) (string, error) {
	normal, err := strict(addressProfile, text)
	if err != nil {
		return "", err
	}
	parsed, err := mail.ParseAddress(normal)
	if err != nil {
		return "", err
	}
	return parsed.Address, nil
}

// phoneNumber is a number as Kratos stores it for verification, recovery and codes: E.164.
func phoneNumber(text string) (number string, ok bool) {
	normal, err := strict(phoneProfile, text)
	if err != nil {
		return "", false
	}
	return e164(normal)
}

// recoveryMail is an address for recovery.
func recoveryMail(text string) string {
	return lenient(addressProfile, text)
}

// signInName is a name for signing in; one that looks like a phone number becomes one.
func signInName(text string) string {
	normal := lenient(addressProfile, text)
	if number, ok := e164(normal); ok {
		return number
	}
	return lenient(addressProfile, normal)
}
