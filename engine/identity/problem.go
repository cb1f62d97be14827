package identity

import (
	"net/url"
	"sort"
	"strconv"
	"strings"

	"github.com/ory/jsonschema/v3"
)

// Problem is one violation of the schema by the traits.
type Problem struct {
	// Path has the member names that lead to the trait, without "traits".
	Path []string `json:"path"`
	// Keyword is the violated keyword of the schema.
	Keyword string `json:"keyword"`
	// Missing is true if the trait is required and absent.
	Missing bool `json:"missing"`
	// Message is the library's.
	Message string `json:"message"`
	// ID, Field and Text belong to Kratos' message on the page; Field is "" for the page itself.
	ID    int    `json:"id"`
	Field string `json:"field"`
	Text  string `json:"text"`
}

// problemsOf returns each problem once, in a stable order, unlike the library, which iterates over Go maps.
func problemsOf(err *jsonschema.ValidationError) []Problem {
	byText := make(map[string]Problem)
	collect(err, func(problem Problem) {
		key := strings.Join(append(problem.Path, problem.Keyword, problem.Text), "\x00")
		byText[key] = problem
	})
	problems := make([]Problem, 0, len(byText))
	for _, key := range sortedKeys(byText) {
		problems = append(problems, byText[key])
	}
	sort.SliceStable(problems, func(i, j int) bool { return len(problems[i].Path) < len(problems[j].Path) })
	return problems
}

// collect visits the innermost errors, as Kratos does for its form.
func collect(err *jsonschema.ValidationError, add func(Problem)) {
	if required, ok := err.Context.(*jsonschema.ValidationErrorContextRequired); ok {
		for _, pointer := range required.Missing {
			path := pathOf(pointer)
			segments := strings.Split(pointer, "/")
			add(Problem{
				Path:    inTraits(path),
				Keyword: "required",
				Missing: true,
				Message: err.Message,
				ID:      idRequired,
				Field:   dotted(path),
				Text:    "Property " + segments[len(segments)-1] + " is missing.",
			})
		}
		return
	}
	if len(err.Causes) > 0 {
		for _, cause := range err.Causes {
			collect(cause, add)
		}
		return
	}
	id, text := pageMessage(err)
	path := pathOf(err.InstancePtr)
	problem := Problem{
		Path:    inTraits(path),
		Keyword: keywordOf(err),
		Message: err.Message,
		ID:      id,
		Field:   dotted(path),
		Text:    text,
	}
	if names := unknownNames(err); len(names) > 0 {
		for _, name := range names {
			one := problem
			one.Path = append(append([]string{}, problem.Path...), name)
			add(one)
		}
		return
	}
	add(problem)
}

// unknownNames are the members that a schema does not allow, which are only in the message.
func unknownNames(err *jsonschema.ValidationError) []string {
	list, found := strings.CutPrefix(err.Message, "additionalProperties ")
	if !found || keywordOf(err) != "additionalProperties" {
		return nil
	}
	var names []string
	for {
		quoted, bad := strconv.QuotedPrefix(list)
		if bad != nil {
			break
		}
		name, _ := strconv.Unquote(quoted)
		names = append(names, name)
		list = strings.TrimPrefix(list[len(quoted):], ", ")
	}
	sort.Strings(names)
	return names
}

// keywordOf is the last member of the pointer into the schema; `dependencies` is followed by a name and a number.
func keywordOf(err *jsonschema.ValidationError) string {
	segments := strings.Split(err.SchemaPtr, "/")
	last := segments[len(segments)-1]
	if len(segments) > 2 && segments[len(segments)-3] == "dependencies" {
		return "dependencies"
	}
	if err.Message == "always fail" {
		return "false schema"
	}
	return last
}

func pathOf(pointer string) []string {
	inside, found := strings.CutPrefix(pointer, "#/")
	if !found {
		return []string{}
	}
	path := strings.Split(inside, "/")
	for at, segment := range path {
		segment = strings.ReplaceAll(segment, "~1", "/")
		segment = strings.ReplaceAll(segment, "~0", "~")
		if plain, err := url.PathUnescape(segment); err == nil {
			segment = plain
		}
		path[at] = segment
	}
	return path
}

// inTraits removes "traits", the only member of the validated document.
func inTraits(path []string) []string {
	if len(path) > 0 && path[0] == "traits" {
		return path[1:]
	}
	return path
}

func dotted(path []string) string {
	escaped := make([]string, len(path))
	for at, segment := range path {
		escaped[at] = strings.ReplaceAll(segment, ".", `\.`)
	}
	return strings.Join(escaped, ".")
}
