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

// Request is the input of a validation, both parts as JSON text.
type Request struct {
	// Schema is the whole identity schema, as Ory serves it.
	Schema string `json:"schema"`
	Traits string `json:"traits"`
}

// Answer has Unusable, or else the other members.
type Answer struct {
	Unusable *Unusable `json:"unusable,omitempty"`
	// Problems is empty if the traits are valid.
	Problems []Problem `json:"problems"`
	// Addresses are those of the traits that the schema marks, as Kratos stores them.
	Addresses []Address `json:"addresses"`
}

// Unusable says why nothing could be validated.
type Unusable struct {
	// Part is "schema" or "traits".
	Part string `json:"part"`
	// Text is the library's message.
	Text string `json:"text"`
}

// schemaURL is the name of a schema without an address of its own. It cannot be loaded from anywhere.
const schemaURL = "ory://identity-schema"

// AnswerJSON answers a request in JSON. It never panics because of the request's content.
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

// Validate validates traits against an identity schema.
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

// compile compiles a schema whose extension adds what it finds to marks. It fails where Kratos cannot
// compile the schema or crashes.
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

// unwrapped removes the address used here for the schema.
func unwrapped(err error) error {
	var wrong *jsonschema.SchemaError
	if errors.As(err, &wrong) {
		return wrong.Err
	}
	return err
}

// e164 is a phone number as Kratos stores it; ok is false for any other text.
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
