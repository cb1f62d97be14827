package engine

import (
	"strings"

	"github.com/google/go-jsonnet"
	"github.com/google/go-jsonnet/ast"
)

// Range is a place in a file. Lines and columns count from 1, columns in UTF-8 bytes; the end is
// exclusive. File is "" where the place has no source.
type Range struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	// EndLine and EndColumn equal the start if the library reports a point.
	EndLine   int `json:"endLine"`
	EndColumn int `json:"endColumn"`
}

// Frame is one line of a stack trace, the innermost first.
type Frame struct {
	Name  string `json:"name"`
	Range *Range `json:"range,omitempty"`
}

// Problem is an error: Text is the library's output, byte for byte.
type Problem struct {
	Kind    string  `json:"kind"`
	Message string  `json:"message"`
	Text    string  `json:"text"`
	Range   *Range  `json:"range,omitempty"`
	Frames  []Frame `json:"frames,omitempty"`
}

// Finding is one finding of the linter.
type Finding struct {
	// Kind is "syntax" if the snippet does not parse, else "remark".
	Kind    string `json:"kind"`
	Message string `json:"message"`
	Text    string `json:"text"`
	Range   *Range `json:"range,omitempty"`
}

// maxFrames limits what is sent to the window; Text has the library's own limit of 20.
const maxFrames = 40

// located is the interface of the library's static errors, whose type is in an internal package.
type located interface {
	error
	Loc() ast.LocationRange
}

// recorder keeps the errors that the VM's formatter receives as values, where callers only get
// text.
type recorder struct {
	jsonnet.ErrorFormatter
	last     error
	findings []Finding
}

func (r *recorder) Format(err error) string {
	text := r.ErrorFormatter.Format(err)
	r.last = err
	if static, ok := err.(located); ok {
		r.findings = append(r.findings, Finding{
			Kind:    "remark",
			Message: staticMessage(static),
			Text:    text,
			Range:   toRange(static.Loc()),
		})
	}
	return text
}

func describe(err error, text string) *Problem {
	switch err := err.(type) {
	case jsonnet.RuntimeError:
		problem := &Problem{Kind: "runtime", Message: err.Msg, Text: text}
		for i := len(err.StackTrace) - 1; i >= 0 && len(problem.Frames) < maxFrames; i-- {
			frame := err.StackTrace[i]
			problem.Frames = append(problem.Frames, Frame{Name: frame.Name, Range: toRange(frame.Loc)})
			if problem.Range == nil {
				problem.Range = userRange(frame.Loc)
			}
		}
		return problem
	case located:
		return &Problem{
			Kind:    "syntax",
			Message: staticMessage(err),
			Text:    text,
			Range:   toRange(err.Loc()),
		}
	}
	return &Problem{Kind: "internal", Message: text, Text: text}
}

// staticMessage is an error's message without the place that the library puts before it.
func staticMessage(err located) string {
	loc := err.Loc()
	if !loc.IsSet() {
		return strings.TrimSpace(err.Error())
	}
	return strings.TrimPrefix(err.Error(), loc.String()+" ")
}

// userRange omits places in the standard library, which a person cannot look at.
func userRange(loc ast.LocationRange) *Range {
	place := toRange(loc)
	if place == nil || strings.HasPrefix(place.File, "<") {
		return nil
	}
	return place
}

func toRange(loc ast.LocationRange) *Range {
	if !loc.IsSet() {
		return nil
	}
	file := ""
	if loc.File != nil {
		file = string(loc.File.DiagnosticFileName)
	}
	return &Range{
		File:      file,
		Line:      loc.Begin.Line,
		Column:    loc.Begin.Column,
		EndLine:   loc.End.Line,
		EndColumn: loc.End.Column,
	}
}
