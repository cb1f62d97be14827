package engine

import "github.com/google/go-jsonnet/ast"

// scope says which visible variables hold the claims or a part of them.
type scope map[ast.Identifier]bool

// without returns a scope in which the names have another meaning.
func (s scope) without(names ...ast.Identifier) scope {
	inner := make(scope, len(s)+len(names))
	for known, value := range s {
		inner[known] = value
	}
	for _, name := range names {
		inner[name] = false
	}
	return inner
}

func (s scope) withParameters(parameters []ast.Parameter) scope {
	names := make([]ast.Identifier, len(parameters))
	for i, parameter := range parameters {
		names[i] = parameter.Name
	}
	return s.without(names...)
}

func (s scope) withBinds(binds ast.LocalBinds) scope {
	bodies := make(map[ast.Identifier]ast.Node, len(binds))
	for _, bind := range binds {
		bodies[bind.Variable] = bind.Body
		if bind.Fun != nil {
			bodies[bind.Variable] = bind.Fun
		}
	}
	return s.withBodies(bodies)
}

func (s scope) withFields(fields ast.ObjectFields) scope {
	bodies := make(map[ast.Identifier]ast.Node)
	for _, field := range fields {
		if field.Kind != ast.ObjectLocal {
			continue
		}
		bodies[*field.Id] = field.Expr2
		if field.Method != nil {
			bodies[*field.Id] = field.Method
		}
	}
	return s.withBodies(bodies)
}

// withBodies binds names that can refer to each other, in any order.
func (s scope) withBodies(bodies map[ast.Identifier]ast.Node) scope {
	names := make([]ast.Identifier, 0, len(bodies))
	for name := range bodies {
		names = append(names, name)
	}
	inner := s.without(names...)
	for changed := true; changed; {
		changed = false
		for name, body := range bodies {
			if !inner[name] && inner.isClaims(body) {
				inner[name] = true
				changed = true
			}
		}
	}
	return inner
}

// isClaims reports whether a node is the claims or a part of them, perhaps with defaults added.
func (s scope) isClaims(node ast.Node) bool {
	switch node := node.(type) {
	case *ast.Var:
		return s[node.Id]
	case *ast.Parens:
		return s.isClaims(node.Inner)
	case *ast.Index:
		return s.isClaims(node.Target)
	case *ast.ApplyBrace:
		return s.isClaims(node.Left)
	case *ast.Binary:
		return node.Op == ast.BopPlus && (s.isClaims(node.Left) || s.isClaims(node.Right))
	case *ast.Conditional:
		return s.isClaims(node.BranchTrue) ||
			node.BranchFalse != nil && s.isClaims(node.BranchFalse)
	case *ast.Assert:
		return s.isClaims(node.Rest)
	case *ast.Apply:
		if s.isStd(node.Target, "extVar") {
			return len(node.Arguments.Positional) == 1 && isText(node.Arguments.Positional[0].Expr, "claims")
		}
		return s.isRead(node)
	}
	return false
}

// isRead reports whether a node reads a claim: `claims.email`, `claims['email']` or
// `std.get(claims, 'email')`.
func (s scope) isRead(node ast.Node) bool {
	switch node := node.(type) {
	case *ast.Index:
		return s.isClaims(node.Target)
	case *ast.Apply:
		arguments := node.Arguments.Positional
		return s.isStd(node.Target, "get") && len(arguments) > 0 && s.isClaims(arguments[0].Expr)
	}
	return false
}

// isStd reports whether a node is the member of the standard library, and not of another `std`.
func (s scope) isStd(node ast.Node, member string) bool {
	index, ok := node.(*ast.Index)
	if !ok {
		return false
	}
	library, ok := index.Target.(*ast.Var)
	if !ok || library.Id != "std" {
		return false
	}
	if _, hidden := s["std"]; hidden {
		return false
	}
	if index.Id != nil {
		return string(*index.Id) == member
	}
	return isText(index.Index, member)
}

func isText(node ast.Node, text string) bool {
	literal, ok := node.(*ast.LiteralString)
	return ok && literal.Value == text
}
