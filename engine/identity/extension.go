package identity

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"sort"
	"strings"

	"github.com/ory/jsonschema/v3"
)

// keyword is where an identity schema declares the use of a trait.
const keyword = "ory.sh/kratos"

//go:embed extension.schema.json
var extensionText string

func init() {
	// Kratos adds this format for addresses that are not to be checked.
	jsonschema.Formats["no-validate"] = func(interface{}) bool { return true }
}

// extensionSchema is the meta schema of the keyword: Kratos refuses a schema with other members.
func extensionSchema() (*jsonschema.Schema, error) {
	compiler := newCompiler()
	if err := compiler.AddResource("ory://identity-extension", strings.NewReader(extensionText)); err != nil {
		return nil, err
	}
	return compiler.Compile(context.Background(), "ory://identity-extension")
}

// mark is the value of the keyword, with the format next to it.
type mark struct {
	Credentials struct {
		Password identifier `json:"password"`
		WebAuthn identifier `json:"webauthn"`
		Code     struct {
			identifier
			Via string `json:"via"`
		} `json:"code"`
	} `json:"credentials"`
	Verification channel `json:"verification"`
	Recovery     channel `json:"recovery"`

	format string
}

type identifier struct {
	Identifier bool `json:"identifier"`
}

type channel struct {
	Via string `json:"via"`
}

func compileMark(_ jsonschema.CompilerContext, schema map[string]interface{}) (interface{}, error) {
	raw, ok := schema[keyword]
	if !ok {
		return nil, nil
	}
	var text bytes.Buffer
	if err := json.NewEncoder(&text).Encode(raw); err != nil {
		return nil, err
	}
	found := &mark{}
	if err := json.NewDecoder(&text).Decode(found); err != nil {
		return nil, err
	}
	found.format, _ = schema["format"].(string)
	return found, nil
}

// Address is a trait's value that is used as an address or for signing in.
type Address struct {
	// Raw is the value in the traits.
	Raw string `json:"raw"`
	// Use is "verification", "recovery", or the kind of credentials for signing in.
	Use string `json:"use"`
	// Via is "email" or "sms"; empty for a sign-in name.
	Via string `json:"via,omitempty"`
	// Value is the value that Kratos stores.
	Value string `json:"value"`
}

// marks collects the addresses of a validation.
type marks struct {
	found []Address
}

func (m *marks) add(address Address) {
	m.found = append(m.found, address)
}

// addresses returns each once, in a stable order.
func (m *marks) addresses() []Address {
	byText := make(map[string]Address)
	for _, address := range m.found {
		byText[strings.Join([]string{address.Raw, address.Use, address.Via}, "\x00")] = address
	}
	all := make([]Address, 0, len(byText))
	for _, key := range sortedKeys(byText) {
		all = append(all, byText[key])
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].Use < all[j].Use })
	return all
}

// validate runs Kratos' three checks of a marked value, up to the first that fails.
func (m *marks) validate(ctx jsonschema.ValidationContext, compiled, value interface{}) error {
	found, ok := compiled.(*mark)
	if !ok {
		return nil
	}
	text := fmt.Sprintf("%s", value)
	for _, check := range []func(jsonschema.ValidationContext, *mark, string, interface{}) error{
		m.credentials, m.verification, m.recovery,
	} {
		if err := check(ctx, found, text, value); err != nil {
			return err
		}
	}
	return nil
}

func (m *marks) credentials(ctx jsonschema.ValidationContext, found *mark, text string, _ interface{}) error {
	if found.Credentials.Password.Identifier {
		m.add(Address{Raw: text, Use: "password", Value: signInName(text)})
	}
	if found.Credentials.WebAuthn.Identifier {
		m.add(Address{Raw: text, Use: "webauthn", Value: signInName(text)})
	}
	code := found.Credentials.Code
	if !code.Identifier {
		return nil
	}
	value := ""
	switch {
	case code.Via == "email" && found.format != "" && found.format != "email":
		value = signInName(text)
	case code.Via == "email":
		address, err := mailAddress(text)
		if err != nil {
			return ctx.Error("", "%s", err)
		}
		value = address
	case code.Via == "sms":
		number, ok := phoneNumber(text)
		if !ok {
			return ctx.Error("", "the provided number is not a valid phone number")
		}
		value = number
	default:
		return ctx.Error(keyword, "channel type %q must be one of email, sms", code.Via)
	}
	m.add(Address{Raw: text, Use: "code", Via: code.Via, Value: value})
	return nil
}

func (m *marks) verification(
	ctx jsonschema.ValidationContext, found *mark, text string, value interface{},
) error {
	via, format := found.Verification.Via, found.format
	if via == "" {
		return nil
	}
	if format == "" {
		if via != "email" {
			return ctx.Error("format", `no format specified. A format is required if verification is enabled. `+
				`If this was intentional, please set "format" to "no-validate"`)
		}
		format = "email"
		if !jsonschema.Formats[format](value) {
			return ctx.Error("format", "%q is not valid %q", value, format)
		}
	}
	kept := strings.TrimSpace(text)
	ok := true
	switch format {
	case "email":
		address, err := mailAddress(text)
		kept, ok = address, err == nil
	case "tel":
		kept, ok = phoneNumber(text)
	}
	if !ok {
		return ctx.Error("format", "%q can not be normalized for format %q", value, format)
	}
	m.add(Address{Raw: text, Use: "verification", Via: via, Value: kept})
	return nil
}

func (m *marks) recovery(
	ctx jsonschema.ValidationContext, found *mark, text string, value interface{},
) error {
	via := found.Recovery.Via
	switch via {
	case "email":
		if !jsonschema.Formats["email"](value) {
			return ctx.Error("format", "%q is not valid %q", value, "email")
		}
		m.add(Address{Raw: text, Use: "recovery", Via: via, Value: recoveryMail(text)})
	case "sms":
		number, ok := phoneNumber(text)
		if !ok {
			return ctx.Error("format", "%q is not valid \"tel\" for %q", value, via)
		}
		m.add(Address{Raw: text, Use: "recovery", Via: via, Value: number})
	}
	return nil
}
