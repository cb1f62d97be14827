package identity

import (
	"fmt"
	"strings"

	"github.com/ory/jsonschema/v3"
)

// Ids of Kratos' messages, from its `text` package.
const (
	idGeneric          = 4000001
	idRequired         = 4000002
	idMinLength        = 4000003
	idPattern          = 4000004
	idMaxLength        = 4000017
	idMinimum          = 4000018
	idExclusiveMinimum = 4000019
	idMaximum          = 4000020
	idExclusiveMaximum = 4000021
	idMultipleOf       = 4000022
	idMaxItems         = 4000023
	idMinItems         = 4000024
	idUniqueItems      = 4000025
	idType             = 4000026
	idConst            = 4000029
	idConstGeneric     = 4000030
	idEmail            = 4000040
	idPhone            = 4000041
)

// ownID lists the keywords whose message has its own id but the library's text.
var ownID = map[string]int{
	"minLength":   idMinLength,
	"pattern":     idPattern,
	"maxLength":   idMaxLength,
	"maxItems":    idMaxItems,
	"minItems":    idMinItems,
	"uniqueItems": idUniqueItems,
	"type":        idType,
}

// bounds lists the keywords whose message has two numbers, which Kratos reads and writes as floats.
var bounds = map[string]struct {
	id     int
	format string
}{
	"minimum":          {idMinimum, "must be >= %v but found %v"},
	"exclusiveMinimum": {idExclusiveMinimum, "must be > %v but found %v"},
	"maximum":          {idMaximum, "must be <= %v but found %v"},
	"exclusiveMaximum": {idExclusiveMaximum, "must be < %v but found %v"},
	"multipleOf":       {idMultipleOf, "%v not multipleOf %v"},
}

// pageMessage is Kratos' message beside the field of its form.
func pageMessage(err *jsonschema.ValidationError) (int, string) {
	segments := strings.Split(err.SchemaPtr, "/")
	last := segments[len(segments)-1]
	if id, ok := ownID[last]; ok {
		return id, err.Message
	}
	if bound, ok := bounds[last]; ok {
		first, second := -1.0, -1.0
		_, _ = fmt.Sscanf(err.Message, bound.format, &first, &second)
		return bound.id, fmt.Sprintf(bound.format, first, second)
	}
	switch last {
	case "const":
		if expected, ok := strings.CutPrefix(err.Message, "value must be "); ok {
			return idConst, "must be equal to constant " + expected
		}
		return idConstGeneric, err.Message
	case "format":
		var value, format string
		// Values that are not text are written in another form, which is not parsed here.
		_, _ = fmt.Sscanf(err.Message, "%q is not valid %q", &value, &format)
		if value == "" {
			// An empty text keeps the library's message, as observed in Kratos.
			break
		}
		switch format {
		case "email":
			return idEmail, "Enter a valid email address"
		case "tel":
			return idPhone, "Enter a valid phone number"
		}
	}
	return idGeneric, err.Message
}
