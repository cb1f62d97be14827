package engine

import (
	"fmt"
	"sort"
	"strings"

	"github.com/google/go-jsonnet/ast"
)

// markedSnippet is a snippet with a counter in each of its spans.
type markedSnippet struct {
	text    string
	counter string
	spans   []Span
}

// insertion is a text to insert before the byte at the offset.
type insertion struct {
	offset int
	// order sorts insertions at the same offset, ascending.
	order int
	text  string
}

// marker collects the spans of a snippet from its parsed syntax tree.
type marker struct {
	source     source
	counter    string
	spans      []Span
	insertions []insertion
}

func mark(fileName, snippet string, node ast.Node) markedSnippet {
	// A name that does not occur in the snippet can neither hide another nor be hidden.
	counter := "reached"
	for strings.Contains(snippet, counter) {
		counter += "_"
	}
	m := &marker{source: newSource(fileName, snippet), counter: counter, spans: []Span{}}
	m.visit(node, scope{})

	sort.SliceStable(m.insertions, func(i, j int) bool {
		left, right := m.insertions[i], m.insertions[j]
		if left.offset != right.offset {
			return left.offset < right.offset
		}
		return left.order < right.order
	})
	var out strings.Builder
	// Bound here, before the snippet can redefine `std`.
	fmt.Fprintf(&out, "local %s=std.native('%s');", counter, counter)
	at := 0
	for _, insertion := range m.insertions {
		out.WriteString(snippet[at:insertion.offset])
		out.WriteString(insertion.text)
		at = insertion.offset
	}
	out.WriteString(snippet[at:])
	return markedSnippet{text: out.String(), counter: counter, spans: m.spans}
}

// add creates a span. Outer spans are added before inner ones.
func (m *marker) add(kind string, begin, end int) int {
	id := len(m.spans)
	m.spans = append(m.spans, Span{ID: id, Kind: kind, Range: m.source.rangeOf(begin, end)})
	return id
}

// wrap counts the evaluations of a node. The counter is at their start, so that a function that
// calls itself at its end does not need more of the machine's stack for each call.
func (m *marker) wrap(kind string, node ast.Node) {
	id := m.add(kind, m.source.begin(node), m.source.end(node))
	first := firstEvaluated(node)
	begin, end := m.source.begin(first), m.source.end(first)
	opening := fmt.Sprintf("(assert %s(%d);", m.counter, id)
	// At one offset, ends come before starts; inner spans end first, outer spans start first.
	m.insertions = append(m.insertions,
		insertion{offset: begin, order: id + 1, text: opening},
		insertion{offset: end, order: -id - 1, text: ")"},
	)
}

// firstEvaluated is the innermost part of a node that is evaluated first whenever the node is.
// The remainder and `in` are calls whose arguments may be evaluated later.
func firstEvaluated(node ast.Node) ast.Node {
	switch node := node.(type) {
	case *ast.Apply:
		return firstEvaluated(node.Target)
	case *ast.ApplyBrace:
		return firstEvaluated(node.Left)
	case *ast.Assert:
		return firstEvaluated(node.Cond)
	case *ast.Binary:
		if node.Op != ast.BopPercent && node.Op != ast.BopIn {
			return firstEvaluated(node.Left)
		}
	case *ast.Conditional:
		return firstEvaluated(node.Cond)
	case *ast.Error:
		return firstEvaluated(node.Expr)
	case *ast.Index:
		return firstEvaluated(node.Target)
	case *ast.Local:
		return firstEvaluated(node.Body)
	case *ast.Parens:
		return firstEvaluated(node.Inner)
	case *ast.Unary:
		return firstEvaluated(node.Expr)
	}
	return node
}

// addElse adds the missing branch of a conditional, which is null.
func (m *marker) addElse(node *ast.Conditional) {
	begin := m.source.begin(node)
	id := m.add("else", begin, begin+len("if"))
	text := fmt.Sprintf(" else (assert %s(%d);null)", m.counter, id)
	m.insertions = append(m.insertions, insertion{offset: m.source.end(node), order: -id - 1, text: text})
}

// visitAs makes a node a span and visits it.
func (m *marker) visitAs(kind string, node ast.Node, names scope) {
	m.wrap(kind, node)
	m.visit(node, names)
}

// visit looks for spans inside a node, which may be nil.
func (m *marker) visit(node ast.Node, names scope) {
	switch node := node.(type) {
	case *ast.Apply:
		if names.isRead(node) {
			m.wrap("read", node)
		}
		m.visit(node.Target, names)
		for _, argument := range node.Arguments.Positional {
			m.visit(argument.Expr, names)
		}
		for _, argument := range node.Arguments.Named {
			m.visit(argument.Arg, names)
		}
	case *ast.ApplyBrace:
		m.visit(node.Left, names)
		m.visit(node.Right, names)
	case *ast.Array:
		for _, element := range node.Elements {
			m.visit(element.Expr, names)
		}
	case *ast.ArrayComp:
		inner := m.visitSpec(&node.Spec, names)
		m.visitAs("comprehension", node.Body, inner)
	case *ast.Assert:
		m.visit(node.Cond, names)
		m.visit(node.Message, names)
		m.visit(node.Rest, names)
	case *ast.Binary:
		m.visit(node.Left, names)
		switch node.Op {
		case ast.BopAnd:
			m.visitAs("and", node.Right, names)
		case ast.BopOr:
			m.visitAs("or", node.Right, names)
		default:
			m.visit(node.Right, names)
		}
	case *ast.Conditional:
		m.visit(node.Cond, names)
		if node.BranchFalse == nil {
			m.addElse(node)
		}
		m.visitAs("then", node.BranchTrue, names)
		if node.BranchFalse != nil {
			m.visitAs("else", node.BranchFalse, names)
		}
	case *ast.Error:
		m.wrap("error", node)
		m.visit(node.Expr, names)
	case *ast.Function:
		m.visitFunction(node, names)
	case *ast.Index:
		if names.isRead(node) {
			m.wrap("read", node)
		}
		m.visitPath(node, names)
	case *ast.InSuper:
		m.visit(node.Index, names)
	case *ast.Local:
		inner := names.withBinds(node.Binds)
		for _, bind := range node.Binds {
			if bind.Fun != nil {
				m.visitFunction(bind.Fun, inner)
			} else {
				m.visit(bind.Body, inner)
			}
		}
		m.visit(node.Body, inner)
	case *ast.Object:
		m.visitFields(node.Fields, "field", names, names)
	case *ast.ObjectComp:
		inner := m.visitSpec(&node.Spec, names)
		m.visitFields(node.Fields, "comprehension", inner, inner)
	case *ast.Parens:
		m.visit(node.Inner, names)
	case *ast.Slice:
		m.visit(node.Target, names)
		m.visit(node.BeginIndex, names)
		m.visit(node.EndIndex, names)
		m.visit(node.Step, names)
	case *ast.SuperIndex:
		m.visit(node.Index, names)
	case *ast.Unary:
		m.visit(node.Expr, names)
	}
}

// visitPath visits a path like `claims.raw_claims.groups`, which is read as a whole or not at all.
func (m *marker) visitPath(node ast.Node, names scope) {
	for {
		index, ok := node.(*ast.Index)
		if !ok {
			m.visit(node, names)
			return
		}
		m.visit(index.Index, names)
		node = index.Target
	}
}

func (m *marker) visitFunction(function *ast.Function, names scope) {
	inner := names.withParameters(function.Parameters)
	for _, parameter := range function.Parameters {
		m.visit(parameter.DefaultArg, inner)
	}
	m.visitAs("function", function.Body, inner)
}

// visitFields uses the outer scope for the fields' names.
func (m *marker) visitFields(fields ast.ObjectFields, kind string, outer, names scope) {
	inner := names.withFields(fields)
	for _, field := range fields {
		switch {
		case field.Kind == ast.ObjectAssert:
			m.visit(field.Expr2, inner)
			m.visit(field.Expr3, inner)
		case field.Kind == ast.ObjectLocal && field.Method == nil:
			m.visit(field.Expr2, inner)
		case field.Method != nil:
			m.visit(field.Expr1, outer)
			m.visitFunction(field.Method, inner)
		default:
			m.visit(field.Expr1, outer)
			m.visitAs(kind, field.Expr2, inner)
		}
	}
}

// visitSpec visits the fors and ifs of a comprehension and returns the scope of its body.
func (m *marker) visitSpec(spec *ast.ForSpec, names scope) scope {
	if spec.Outer != nil {
		names = m.visitSpec(spec.Outer, names)
	}
	m.visit(spec.Expr, names)
	inner := names.without(spec.VarName)
	for _, condition := range spec.Conditions {
		m.visit(condition.Expr, inner)
	}
	return inner
}
