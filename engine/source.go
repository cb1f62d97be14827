package engine

import (
	"sort"
	"strings"

	"github.com/google/go-jsonnet/ast"
)

// source finds the bytes of the parts of a snippet.
type source struct {
	fileName string
	text     string
	// lines are the offsets at which lines begin.
	lines []int
	// ends is a cache, since the end of large nodes is needed often.
	ends map[ast.Node]int
}

func newSource(fileName, text string) source {
	lines := []int{0}
	for i := 0; i < len(text); i++ {
		if text[i] == '\n' {
			lines = append(lines, i+1)
		}
	}
	return source{fileName: fileName, text: text, lines: lines, ends: make(map[ast.Node]int)}
}

func (s source) offset(place ast.Location) int {
	return s.lines[place.Line-1] + place.Column - 1
}

func (s source) rangeOf(begin, end int) Range {
	place := func(offset int) (int, int) {
		line := sort.SearchInts(s.lines, offset+1)
		return line, offset - s.lines[line-1] + 1
	}
	line, column := place(begin)
	endLine, endColumn := place(end)
	return Range{File: s.fileName, Line: line, Column: column, EndLine: endLine, EndColumn: endColumn}
}

func (s source) begin(node ast.Node) int {
	return s.offset(node.Loc().Begin)
}

// end is where a node ends. The parser's end is too early if a node ends with `super.x` or with
// `tailstrict`, and so is that of all nodes that end with such a node.
func (s source) end(node ast.Node) int {
	end, known := s.ends[node]
	if !known {
		end = s.findEnd(node)
		s.ends[node] = end
	}
	return end
}

func (s source) findEnd(node ast.Node) int {
	switch node := node.(type) {
	case *ast.Apply:
		end := s.offset(node.LocRange.End)
		if node.TailStrict {
			return s.skipBlank(end) + len("tailstrict")
		}
		return end
	case *ast.Assert:
		return s.end(node.Rest)
	case *ast.Binary:
		return s.end(node.Right)
	case *ast.Conditional:
		if node.BranchFalse != nil {
			return s.end(node.BranchFalse)
		}
		return s.end(node.BranchTrue)
	case *ast.Error:
		return s.end(node.Expr)
	case *ast.Function:
		return s.end(node.Body)
	case *ast.Local:
		return s.end(node.Body)
	case *ast.SuperIndex:
		if node.Id != nil {
			dot := s.skipBlank(s.offset(node.LocRange.End))
			return s.skipBlank(dot+len(".")) + len(*node.Id)
		}
		return s.skipBlank(s.end(node.Index)) + len("]")
	case *ast.Unary:
		return s.end(node.Expr)
	}
	return s.offset(node.Loc().End)
}

// skipBlank returns the offset of the next token, after white space and comments.
func (s source) skipBlank(at int) int {
	for {
		rest := s.text[at:]
		trimmed := strings.TrimLeft(rest, " \t\r\n")
		at += len(rest) - len(trimmed)
		length := len(trimmed)
		switch {
		case strings.HasPrefix(trimmed, "#"), strings.HasPrefix(trimmed, "//"):
			if end := strings.IndexByte(trimmed, '\n'); end >= 0 {
				length = end
			}
		case strings.HasPrefix(trimmed, "/*"):
			if end := strings.Index(trimmed[2:], "*/"); end >= 0 {
				length = end + 4
			}
		default:
			return at
		}
		at += length
	}
}
