// Package identity validates traits as Ory Kratos does: with its JSON schema library (Draft 7, its formats,
// RE2), what its keyword `ory.sh/kratos` checks, and the messages that a person sees.
package identity

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"

	"github.com/nyaruka/phonenumbers"
	"github.com/ory/jsonschema/v3"
)

// Request is what is to be validated, both JSON text.
type Request struct {
	// Schema is the whole identity schema, as Ory serves it.
	Schema string `json:"schema"`
	Traits string `json:"traits"`
}

// Answer holds Unusable, or else the other members.
type Answer struct {
	Unusable *Unusable `json:"unusable,omitempty"`
	// Problems are none where the traits fit.
	Problems []Problem `json:"problems"`
	// Addresses are those of the traits that the schema marks, as Kratos keeps them.
	Addresses []Address `json:"addresses"`
}

// Unusable tells why nothing could be validated.
type Unusable struct {
	// Part is "schema" or "traits".
	Part string `json:"part"`
	// Text is what the library says.
	Text string `json:"text"`
}

// schemaURL names the schema where it has no address of its own. It cannot be loaded from anywhere.
const schemaURL = "ory://identity-schema"

// AnswerJSON answers a request in JSON. It never panics for what the request holds.
func AnswerJSON(request string) string {
	var asked Request
	if err := json.Unmarshal([]byte(request), &asked); err != nil {
		return encode(Answer{Unusable: &Unusable{Part: "schema", Text: err.Error()}})
	}
	return encode(Validate(asked))
}

func encode(answer Answer) string {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(answer); err != nil {
		panic(err)
	}
	return out.String()
}

// Validate holds traits against an identity schema.
func Validate(asked Request) Answer {
	marks := &marks{}
	schema, err := compile(asked.Schema, marks)
	if err != nil {
		return Answer{Unusable: &Unusable{Part: "schema", Text: err.Error()}}
	}
	traits, err := jsonschema.DecodeJSON(strings.NewReader(asked.Traits))
	if err != nil {
		return Answer{Unusable: &Unusable{Part: "traits", Text: err.Error()}}
	}
	err = schema.ValidateInterface(map[string]interface{}{"traits": traits})
	answer := Answer{Problems: []Problem{}, Addresses: marks.addresses()}
	var wrong *jsonschema.ValidationError
	switch {
	case errors.As(err, &wrong):
		answer.Problems = problemsOf(wrong)
	case err != nil:
		return Answer{Unusable: &Unusable{Part: "schema", Text: err.Error()}}
	}
	return answer
}

// compile makes a schema whose extension writes what it meets into marks. What Kratos cannot compile, and
// what makes it end, is an error.
func compile(text string, marks *marks) (schema *jsonschema.Schema, err error) {
	// The library panics for some schemas that its own meta schema lets pass, and Kratos with it.
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("%v", reason)
		}
	}()
	compiler := newCompiler()
	meta, err := extensionSchema()
	if err != nil {
		return nil, err
	}
	compiler.Extensions[keyword] = jsonschema.Extension{
		Meta:     meta,
		Compile:  compileMark,
		Validate: marks.validate,
	}
	if err := compiler.AddResource(schemaURL, strings.NewReader(text)); err != nil {
		return nil, unwrapped(err)
	}
	schema, err = compiler.Compile(context.Background(), schemaURL)
	return schema, unwrapped(err)
}

func newCompiler() *jsonschema.Compiler {
	compiler := jsonschema.NewCompiler()
	compiler.LoadURL = func(_ context.Context, url string) (io.ReadCloser, error) {
		return nil, fmt.Errorf("$ref to another document is not allowed: %s", url)
	}
	return compiler
}

// unwrapped leaves out the address that stands for the schema here.
func unwrapped(err error) error {
	var wrong *jsonschema.SchemaError
	if errors.As(err, &wrong) {
		return wrong.Err
	}
	return err
}

// e164 is a phone number as Kratos keeps it; ok is false for every other text.
func e164(text string) (number string, ok bool) {
	number = phonenumbers.Lookup(text)
	return number, number != ""
}

func sortedKeys[Value any](values map[string]Value) []string {
	keys := make([]string, 0, len(values))
	for key := range values {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
