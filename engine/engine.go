// Package engine runs Jsonnet the way Ory Kratos does: the same library at the same version, no
// imports, no native functions, no top-level arguments. Requests and answers are JSON text, so that
// the same code serves the WebAssembly build and the native reference.
package engine

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/google/go-jsonnet"
	"github.com/google/go-jsonnet/formatter"
	"github.com/google/go-jsonnet/linter"
)

// Request is one question: Op is "evaluate", "cover", "format" or "lint".
type Request struct {
	Op       string            `json:"op"`
	FileName string            `json:"fileName"`
	Snippet  string            `json:"snippet"`
	ExtCode  map[string]string `json:"extCode"`
	// MaxStack is the number of frames; 0 is the library's default, which is what Kratos uses.
	MaxStack int `json:"maxStack"`
	// MaxTrace is how many bytes of std.trace output are kept.
	MaxTrace int `json:"maxTrace"`
	// MaxOutput is how many bytes of output are returned; more is only counted. 0 means no limit.
	MaxOutput int `json:"maxOutput"`
}

// Answer holds either Output or Error; Findings belong to "lint".
type Answer struct {
	Output string `json:"output,omitempty"`
	// OutputBytes is the length of the whole output, even if it was too long to be returned.
	OutputBytes int `json:"outputBytes,omitempty"`

	Error    *Problem  `json:"error,omitempty"`
	Findings []Finding `json:"findings,omitempty"`
	Trace    string    `json:"trace,omitempty"`
	// TraceCut is true if more than MaxTrace bytes were traced.
	TraceCut bool `json:"traceCut,omitempty"`
	// TraceBytes is the length of the whole trace; TraceLines how many calls of std.trace wrote it, each
	// with the file name.
	TraceBytes int `json:"traceBytes,omitempty"`
	TraceLines int `json:"traceLines,omitempty"`
	// Coverage belongs to "cover"; it is present even if the run ended with an error.
	Coverage *Coverage `json:"coverage,omitempty"`
}

// AnswerJSON computes the answer to one request in JSON. It never panics because of its content.
func AnswerJSON(request string) string {
	var asked Request
	if err := json.Unmarshal([]byte(request), &asked); err != nil {
		return encode(Answer{Error: &Problem{Kind: "request", Message: err.Error(), Text: err.Error()}})
	}
	return encode(answer(asked))
}

func answer(asked Request) Answer {
	switch asked.Op {
	case "evaluate":
		return evaluate(asked)
	case "cover":
		return cover(asked)
	case "format":
		return format(asked)
	case "lint":
		return lint(asked)
	}
	message := fmt.Sprintf("unknown operation %q", asked.Op)
	return Answer{Error: &Problem{Kind: "request", Message: message, Text: message}}
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

func evaluate(asked Request) Answer {
	vm, record := newVM()
	trace := &limitedBuffer{limit: asked.MaxTrace}
	vm.SetTraceOut(trace)
	if asked.MaxStack > 0 {
		vm.MaxStack = asked.MaxStack
	}
	for name, code := range asked.ExtCode {
		vm.ExtCode(name, code)
	}
	output, err := vm.EvaluateAnonymousSnippet(asked.FileName, asked.Snippet)
	answer := Answer{
		Output: output, OutputBytes: len(output),
		Trace: trace.String(), TraceCut: trace.cut, TraceBytes: trace.bytes, TraceLines: trace.writes,
	}
	if asked.MaxOutput > 0 && len(output) > asked.MaxOutput {
		answer.Output = ""
	}
	if err != nil {
		answer.Error = describe(record.last, err.Error())
	}
	return answer
}

func format(asked Request) Answer {
	output, err := formatter.Format(asked.FileName, asked.Snippet, formatter.DefaultOptions())
	if err != nil {
		return Answer{Error: describe(err, err.Error())}
	}
	return Answer{Output: output}
}

func lint(asked Request) Answer {
	vm, record := newVM()
	var out bytes.Buffer
	linter.LintSnippet(vm, &out, []linter.Snippet{{FileName: asked.FileName, Code: asked.Snippet}})
	if _, err := jsonnet.SnippetToAST(asked.FileName, asked.Snippet); err != nil {
		for i := range record.findings {
			record.findings[i].Kind = "syntax"
		}
	}
	return Answer{Output: out.String(), Findings: record.findings}
}

// newVM returns a VM with the library's defaults, as in Kratos, and the recorder of its errors.
func newVM() (*jsonnet.VM, *recorder) {
	vm := jsonnet.MakeVM()
	vm.Importer(noImports{})
	record := &recorder{ErrorFormatter: vm.ErrorFormatter}
	vm.ErrorFormatter = record
	return vm, record
}

// noImports refuses every import with the message of Kratos.
type noImports struct{}

func (noImports) Import(_, path string) (jsonnet.Contents, string, error) {
	return jsonnet.Contents{}, "", fmt.Errorf("import not available %v", path)
}

// limitedBuffer keeps the first bytes written, and drops and counts the rest. std.trace writes once a call.
type limitedBuffer struct {
	bytes.Buffer
	limit  int
	cut    bool
	bytes  int
	writes int
}

func (b *limitedBuffer) Write(text []byte) (int, error) {
	b.bytes += len(text)
	b.writes++
	room := b.limit - b.Len()
	if len(text) <= room {
		return b.Buffer.Write(text)
	}
	b.cut = true
	if room > 0 {
		b.Buffer.Write(text[:room])
	}
	return len(text), nil
}
