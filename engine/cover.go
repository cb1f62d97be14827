package engine

import (
	"fmt"
	"sort"

	"github.com/google/go-jsonnet"
	"github.com/google/go-jsonnet/ast"
	"github.com/google/go-jsonnet/formatter"
)

// Span is a part of a snippet that a run may or may not evaluate.
type Span struct {
	ID int `json:"id"`
	// Kind is "then", "else", "and", "or", "function", "field", "comprehension", "error" or "read".
	Kind string `json:"kind"`
	// Range is the part; for a missing else, the word "if".
	Range Range `json:"range"`
}

// Coverage is the coverage of one run.
type Coverage struct {
	// Spans are in the order of their ids; an outer one comes before those inside it.
	Spans []Span `json:"spans"`
	// Reached are ids in ascending order.
	Reached []int `json:"reached"`
}

// coverFrames is the additional stack that a counter needs, once. A snippet that exceeds the limit
// by less than this still runs in its copy.
const coverFrames = 8

// cover runs a copy of the snippet that counts which spans are evaluated: at the start of a span,
// EXPR becomes (assert COUNTER(ID);EXPR), which has the same value and keeps tail calls. A run that
// ends with an error returns both coverage and error; the error has no places, because they would
// be places in the copy.
func cover(asked Request) Answer {
	node, _, err := formatter.SnippetToRawAST(asked.FileName, asked.Snippet)
	if err != nil {
		return evaluate(asked)
	}
	marked := mark(asked.FileName, asked.Snippet, node)
	reached := make(map[int]bool)

	vm, record := newVM()
	vm.SetTraceOut(&limitedBuffer{})
	if asked.MaxStack > 0 {
		vm.MaxStack = asked.MaxStack
	}
	vm.MaxStack += coverFrames
	for name, code := range asked.ExtCode {
		vm.ExtCode(name, code)
	}
	vm.NativeFunction(&jsonnet.NativeFunction{
		Name:   marked.counter,
		Params: ast.Identifiers{"id"},
		Func: func(args []interface{}) (interface{}, error) {
			id, ok := args[0].(float64)
			if !ok {
				return nil, fmt.Errorf("not an id: %v", args[0])
			}
			reached[int(id)] = true
			return true, nil
		},
	})
	output, err := vm.EvaluateAnonymousSnippet(asked.FileName, marked.text)
	answer := Answer{
		OutputBytes: len(output),
		Coverage:    &Coverage{Spans: marked.spans, Reached: sortedIDs(reached)},
	}
	if asked.MaxOutput == 0 || len(output) <= asked.MaxOutput {
		answer.Output = output
	}
	if err != nil {
		problem := describe(record.last, err.Error())
		if problem.Kind == "syntax" {
			// Errors such as an unknown variable are found after parsing: the snippet itself says where.
			return evaluate(asked)
		}
		answer.Error = &Problem{Kind: problem.Kind, Message: problem.Message, Text: problem.Message}
	}
	return answer
}

func sortedIDs(ids map[int]bool) []int {
	sorted := make([]int, 0, len(ids))
	for id := range ids {
		sorted = append(sorted, id)
	}
	sort.Ints(sorted)
	return sorted
}
