package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	module = "github.com/samrad/samrad/"
	// peer is no part of samrad: a bot to compare it with.
	peer = "cmd/samrad/loadtest/peers/slackgo"
)

// imports is the architecture: which packages of ours each package may import.
// A package that is not in the table is an error too.
var imports = map[string][]string{
	"flows":                      {"flows/locale", "flows/text", "flows/schedule", "flows/points"},
	"flows/locale":               {},
	"flows/text":                 {},
	"flows/schedule":             {},
	"flows/points":               {"flows/text"},
	"flows/points/samples":       {},
	"flows/document":             {"flows", "flows/locale", "flows/text", "flows/points"},
	"flows/document/pdf":         {"flows"},
	"flows/goldentest":           {},
	"flows/redisstore":           {"flows"},
	"flows/redisstore/redistest": {},
	"config":                     {"flows", "flows/schedule"},
	"bot":                        {"flows", "flows/locale", "flows/text", "bot/blocks"},
	"bot/blocks":                 {"flows", "flows/locale", "flows/text"},
	"bot/slacksim":               {"bot/slacksim/blockkit"},
	"bot/slacksim/blockkit":      {},
	"bot/slacksim/page":          {"bot/slacksim", "flows/locale"},
	"cmd/samrad/e2e":             {},
	"cmd/samrad/loadtest":        {},
	peer:                         {},
	"cmd/samrad/demo":            {"bot/blocks", "bot/slacksim", "config", "flows", "flows/points/samples"},
	"cmd/samrad":                 {"bot", "bot/slacksim", "bot/slacksim/page", "cmd/samrad/demo", "config", "flows", "flows/document", "flows/document/pdf", "flows/locale", "flows/redisstore", "flows/schedule"},
}

// only is who may import a library that stands for a whole concern.
var only = map[string][]string{
	"github.com/slack-go/slack":     {"bot", peer},
	"github.com/redis/go-redis/v9":  {"flows/redisstore", "flows/redisstore/redistest", peer},
	"github.com/robfig/cron/v3":     {"flows/schedule"},
	"github.com/alicebob/miniredis": {"cmd/samrad"},
	"net/http":                      {"bot", "bot/slacksim", "bot/slacksim/page", "cmd/samrad", peer},
	"os":                            {"bot", "cmd/samrad", "cmd/samrad/e2e", "config", "flows/document/pdf", "flows/goldentest", "flows/redisstore", "flows/redisstore/redistest", peer},
	"github.com/chromedp/chromedp":  {"flows/document/pdf"},
}

// TestImports holds the table for everything that is not a test.
func TestImports(t *testing.T) {
	root := filepath.Join("..", "..")
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		pkg := filepath.ToSlash(rel)
		seen[pkg] = true
		return check(t, pkg, path)
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range imports {
		if !seen[pkg] {
			t.Errorf("%s is in the table and nowhere else", pkg)
		}
	}
}

func check(t *testing.T, pkg, path string) error {
	t.Helper()
	allowed, known := imports[pkg]
	if !known {
		t.Errorf("%s: package %s is not in the table", path, pkg)
		return nil
	}
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		return err
	}
	for _, spec := range file.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return err
		}
		if ours, ok := strings.CutPrefix(name, module); ok && !slices.Contains(allowed, ours) {
			t.Errorf("%s: %s may not import %s", path, pkg, ours)
		}
		for library, users := range only {
			if (name == library || strings.HasPrefix(name, library+"/")) && !slices.Contains(users, pkg) {
				t.Errorf("%s: %s may not import %s", path, pkg, name)
			}
		}
	}
	return nil
}
