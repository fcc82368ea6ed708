package locale

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// root is the module's, seen from here.
const root = "../.."

// use is a place in the code where messages are written: a call of Text or
// Count, or a notice that is written later.
type use struct {
	at     string
	keys   []string // those that it may be
	plural bool     // by Count
	later  bool     // as a notice: any Args will do, Count too
	args   []string // the arguments that it gives; nil with unknown
	known  bool     // args could be read
}

// source is what the code tells of the keys.
type source struct {
	literals map[string]string   // every string of the code, with a place of it
	prefixes map[string]string   // those that something is added to
	typed    map[string][]string // the string constants, by type
	uses     []use
	template map[string]string // keys in templates, with a place
}

// notCode are the folders that the walk leaves out.
var notCode = []string{".git", "testdata"}

func readSource(t *testing.T) *source {
	t.Helper()
	s := &source{map[string]string{}, map[string]string{}, map[string][]string{}, nil, map[string]string{}}
	fset := token.NewFileSet()
	var files []*ast.File
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && slices.Contains(notCode, e.Name()):
			return fs.SkipDir
		case strings.HasSuffix(path, ".tmpl"), strings.HasSuffix(path, ".html"):
			return s.readTemplate(path)
		case !strings.HasSuffix(path, ".go"), strings.HasSuffix(path, "_test.go"):
			return nil
		}
		f, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
		files = append(files, f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		s.readConstants(f)
	}
	for _, f := range files {
		s.readFile(fset, f)
	}
	return s
}

// readConstants notes constants of named string types: they are ends of keys.
func (s *source) readConstants(f *ast.File) {
	ast.Inspect(f, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || spec.Type == nil {
			return true
		}
		if name, ok := spec.Type.(*ast.Ident); ok {
			for _, v := range spec.Values {
				if text, ok := stringOf(v); ok {
					s.typed[name.Name] = append(s.typed[name.Name], text)
				}
			}
		}
		return true
	})
}

// templateKey matches the functions that the templates write messages with.
var templateKey = regexp.MustCompile(`\{\{[^}]*?(\.W|text|count) "([a-z_]+)"`)

func (s *source) readTemplate(path string) error {
	raw, err := os.ReadFile(path)
	for _, m := range templateKey.FindAllStringSubmatch(string(raw), -1) {
		area := "page."
		if m[1] == ".W" {
			area = "document."
		}
		s.template[area+m[2]] = path
	}
	return err
}

func (s *source) readFile(fset *token.FileSet, f *ast.File) {
	for _, d := range f.Decls {
		ast.Inspect(d, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				if v, ok := stringOf(n); ok {
					s.literals[v] = fset.Position(n.Pos()).String()
				}
			case *ast.BinaryExpr:
				if v, ok := stringOf(n.X); ok && n.Op == token.ADD {
					s.prefixes[v] = fset.Position(n.Pos()).String()
				}
			case *ast.CallExpr:
				s.readCall(fset, d, n)
			case *ast.CompositeLit:
				s.readNotice(fset, d, n)
			}
			return true
		})
	}
}

func (s *source) readCall(fset *token.FileSet, within ast.Decl, call *ast.CallExpr) {
	at := fset.Position(call.Pos()).String()
	switch f := call.Fun.(type) {
	case *ast.SelectorExpr:
		if (f.Sel.Name == "Text" && len(call.Args) == 2) || (f.Sel.Name == "Count" && len(call.Args) == 3) {
			u := use{at: at, plural: f.Sel.Name == "Count"}
			u.keys = s.keysOf(within, call.Args[0], u.plural)
			u.args, u.known = argsOf(within, call.Args[len(call.Args)-1])
			s.uses = append(s.uses, u)
		}
	case *ast.Ident:
		if f.Name == "notice" && len(call.Args) == 3 {
			s.addNotice(at, within, call.Args[0], call.Args[2])
		}
	}
}

// readNotice reads a flows.Notice.
func (s *source) readNotice(fset *token.FileSet, within ast.Decl, c *ast.CompositeLit) {
	name := ""
	switch t := c.Type.(type) {
	case *ast.Ident:
		name = t.Name
	case *ast.SelectorExpr:
		name = t.Sel.Name
	}
	if name != "Notice" || len(c.Elts) == 0 {
		return
	}
	var key ast.Expr
	var args []ast.Expr
	for _, e := range c.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			switch kv.Key.(*ast.Ident).Name {
			case "Key":
				key = kv.Value
			case "Args", "Channels", "People":
				args = append(args, kv.Value)
			}
		}
	}
	s.addNotice(fset.Position(c.Pos()).String(), within, key, args...)
}

func (s *source) addNotice(at string, within ast.Decl, key ast.Expr, args ...ast.Expr) {
	u := use{at: at, later: true, known: true}
	for _, k := range s.keysOf(within, key, false) {
		u.keys = append(u.keys, "notice."+k)
	}
	for _, a := range args {
		given, known := argsOf(within, a)
		u.args, u.known = append(u.args, given...), u.known && known
	}
	s.uses = append(s.uses, u)
}

// keysOf lists what an expression may be: a string, one of those that its
// variable is given in the function, or what a prefix is made whole with.
func (s *source) keysOf(within ast.Decl, e ast.Expr, plural bool) []string {
	if v, ok := stringOf(e); ok {
		return []string{v}
	}
	switch e := e.(type) {
	case *ast.Ident:
		var out []string
		for _, v := range given(within, e.Name) {
			if text, ok := stringOf(v); ok {
				out = append(out, text)
			}
		}
		return out
	case *ast.BinaryExpr:
		if prefix, ok := stringOf(e.X); ok {
			return s.made(prefix, plural)
		}
	}
	return nil
}

// made lists the keys that are made of a prefix, those with plural forms or
// the others. See [composed].
func (s *source) made(prefix string, plural bool) []string {
	c := composed[prefix]
	ends := slices.Concat(c.ends, s.typed[c.of])
	if plural {
		ends = c.counted
	}
	var out []string
	for _, end := range ends {
		if !slices.Contains(c.never, end) {
			out = append(out, prefix+end)
		}
	}
	return out
}

// argsOf reads the names of arguments: of a literal, of nil, or of the literal
// that a variable is given in the function.
func argsOf(within ast.Decl, e ast.Expr) (names []string, known bool) {
	switch e := e.(type) {
	case *ast.CompositeLit:
		for _, el := range e.Elts {
			if kv, ok := el.(*ast.KeyValueExpr); ok {
				name, _ := stringOf(kv.Key)
				names = append(names, name)
			}
		}
		return names, true
	case *ast.Ident:
		if e.Name == "nil" {
			return nil, true
		}
		values := given(within, e.Name)
		if len(values) == 1 && values[0] != e {
			return argsOf(within, values[0])
		}
	}
	return nil, false
}

// given lists the expressions that a variable is given in a function.
func given(within ast.Decl, name string) []ast.Expr {
	var out []ast.Expr
	ast.Inspect(within, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Lhs) != len(a.Rhs) {
			return true
		}
		for i, l := range a.Lhs {
			if id, ok := l.(*ast.Ident); ok && id.Name == name {
				out = append(out, a.Rhs[i])
			}
		}
		return true
	})
	return out
}

func stringOf(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	v, err := strconv.Unquote(lit.Value)
	return v, err == nil
}
