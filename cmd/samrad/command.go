package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/samrad/samrad/config"
	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/document"
)

// Exit statuses.
const (
	statusDone   = 0
	statusFailed = 1
	statusUsage  = 2 // wrong usage, or an invalid config
)

// invocation is one call of the command line.
type invocation struct {
	name   string   // of the subcommand
	args   []string // the words after it
	flags  flags
	getenv func(string) string
	stdout io.Writer
	stderr io.Writer
	log    *slog.Logger
}

type flags struct {
	config           string
	logLevel         string
	logFormat        string
	format           string
	formatGiven      bool
	out              string
	attributed       bool
	skipBad          bool
	addOrganisations bool
	allowVolatile    bool
	headless         bool
	listen           string
	undo             bool
}

// command is a subcommand: what it takes, and what it does.
type command struct {
	name  string
	words string // its words, for the usage line
	least int
	most  int
	flags []string // besides the global ones
	about string
	do    func(context.Context, *invocation) error
}

func commands() []command {
	return []command{
		{"run", "", 0, 0, []string{"allow-volatile"}, "connect to Slack and serve", runServer},
		{"demo", "", 0, 0, []string{"headless", "out", "listen"}, "a whole consultation on this machine, without tokens", runDemo},
		{"check", "", 0, 0, nil, "validate config, tokens, scopes, channels and the store", runCheck},
		{"manifest", "", 0, 0, nil, "print the Slack app manifest that fits the config", runManifest},
		{"digest", "MEETING", 1, 1, []string{"format", "out", "attributed"}, "print a meeting's digest", runDigest},
		{"import", "MEETING FILE", 2, 2, []string{"allow-volatile", "skip-bad", "add-organisations"}, "store answers that came another way (.csv, .jsonl)", runImport},
		{"export", "MEETING", 1, 1, []string{"out"}, "print every contribution as stored", runExport},
		{"move", "", 0, 0, []string{"allow-volatile", "undo"}, "move everything to the store that SAMRAD_MOVE_TO names", runMove},
		{"version", "", 0, 0, nil, "print the version", runVersion},
	}
}

var globalFlags = []string{"config", "log-level", "log-format", "help"}

// usageError is a wrong call of the command line.
type usageError struct{ what string }

func (e usageError) Error() string { return e.what }

// run carries out one call and returns its exit status.
func run(ctx context.Context, args []string, getenv func(string) string, stdout, stderr io.Writer) int {
	err := dispatch(ctx, args, getenv, stdout, stderr)
	if err == nil {
		return statusDone
	}
	return report(err, stderr)
}

// report prints an error, one line each, and gives the status.
func report(err error, stderr io.Writer) int {
	single := strings.NewReplacer("\r", " ", "\n", "; ").Replace
	var problems config.Problems
	if errors.As(err, &problems) {
		for _, p := range problems {
			fmt.Fprintln(stderr, "samrad: config:", single(p.String()))
		}
		return statusUsage
	}
	var usage usageError
	if errors.As(err, &usage) {
		fmt.Fprintln(stderr, "samrad: usage:", single(usage.what))
		return statusUsage
	}
	line := single(err.Error())
	if hint := flows.HintOf(err); hint != "" {
		line += " (" + hint + ")"
	}
	fmt.Fprintln(stderr, "samrad:", line)
	if flows.CodeOf(err) == flows.CodeFrozen {
		return statusUsage
	}
	return statusFailed
}

func dispatch(ctx context.Context, args []string, getenv func(string) string, stdout, stderr io.Writer) error {
	inv := &invocation{getenv: getenv, stdout: stdout, stderr: stderr}
	set := inv.flagSet()
	if err := set.Parse(args); err != nil {
		if errors.Is(err, pflag.ErrHelp) {
			printUsage(stdout, set)
			return nil
		}
		return usageError{err.Error() + "; see samrad --help"}
	}
	words := set.Args()
	if len(words) == 0 {
		return usageError{"no command; write one of " + names() + ", or samrad --help"}
	}
	all := commands()
	i := slices.IndexFunc(all, func(c command) bool { return c.name == words[0] })
	if i < 0 {
		if words[0] == "help" {
			printUsage(stdout, set)
			return nil
		}
		return usageError{fmt.Sprintf("no command %q; write one of %s", words[0], names())}
	}
	if err := inv.accept(all[i], words[1:], set); err != nil {
		return err
	}
	err := all[i].do(ctx, inv)
	if ctx.Err() != nil && errors.Is(err, context.Canceled) && flows.HintOf(err) == "" {
		return stopped(inv.name)
	}
	return err
}

// stopped is a command that a signal ended.
func stopped(name string) error {
	e := &flows.Error{Code: flows.CodeInternal, What: name + ": stopped by a signal before it was done"}
	switch name {
	case "import":
		e.Hint = "import the file again: what was stored of it already is not stored twice"
	case "move":
		e.Hint = "the old store is whole; run samrad move again"
	}
	return e
}

func (inv *invocation) flagSet() *pflag.FlagSet {
	set := pflag.NewFlagSet("samrad", pflag.ContinueOnError)
	set.SetOutput(io.Discard)
	f := &inv.flags
	set.StringVar(&f.config, "config", "", "the config `FILE`; without it SAMRAD_CONFIG's, else samrad.yaml")
	set.StringVar(&f.logLevel, "log-level", "info", "log what is of `LEVEL` and above: debug, info, warn or error")
	set.StringVar(&f.logFormat, "log-format", "text", "write the log as `FORM`: text or json")
	set.StringVar(&f.format, "format", "md", "write the digest as `FORMAT`: "+document.FormatNames()+"; without it the ending of --out decides")
	set.StringVar(&f.out, "out", "", "the `FILE` to write (of demo, the directory); without it standard output")
	set.BoolVar(&f.attributed, "attributed", false, "the working group's edition, with names")
	set.BoolVar(&f.skipBad, "skip-bad", false, "store the good rows of a file with bad ones")
	set.BoolVar(&f.addOrganisations, "add-organisations", false, "register organisations that match none")
	set.BoolVar(&f.allowVolatile, "allow-volatile", false, "use a store that may lose answers")
	set.BoolVar(&f.headless, "headless", false, "run the demo without its page, leave the documents in --out, and end")
	set.BoolVar(&f.undo, "undo", false, "take back a move of the store")
	set.StringVar(&f.listen, "listen", "127.0.0.1:0", "the `ADDRESS` where the demo shows its page; port 0: any that is free")
	return set
}

// accept checks the words and flags of a command.
func (inv *invocation) accept(c command, words []string, set *pflag.FlagSet) error {
	var wrong error
	set.Visit(func(f *pflag.Flag) {
		if !slices.Contains(globalFlags, f.Name) && !slices.Contains(c.flags, f.Name) {
			wrong = usageError{fmt.Sprintf("--%s is not a flag of %s; see samrad --help", f.Name, c.name)}
		}
	})
	if wrong != nil {
		return wrong
	}
	if len(words) < c.least || len(words) > c.most {
		return usageError{"write it as: samrad " + strings.TrimSpace(c.name+" "+c.words)}
	}
	inv.name, inv.args = c.name, words
	inv.flags.formatGiven = set.Changed("format")
	var level slog.Level
	if err := level.UnmarshalText([]byte(inv.flags.logLevel)); err != nil {
		return usageError{fmt.Sprintf("--log-level %q is not debug, info, warn or error", inv.flags.logLevel)}
	}
	options := &slog.HandlerOptions{Level: level}
	switch inv.flags.logFormat {
	case "text":
		inv.log = slog.New(slog.NewTextHandler(inv.stderr, options))
	case "json":
		inv.log = slog.New(slog.NewJSONHandler(inv.stderr, options))
	default:
		return usageError{fmt.Sprintf("--log-format %q is not text or json", inv.flags.logFormat)}
	}
	return nil
}

func names() string {
	var out []string
	for _, c := range commands() {
		out = append(out, c.name)
	}
	return strings.Join(out, ", ")
}

func printUsage(w io.Writer, set *pflag.FlagSet) {
	fmt.Fprintln(w, "samrad: a Slack bot for consultations between civil society and a public authority")
	fmt.Fprintln(w)
	for _, c := range commands() {
		line := strings.TrimSpace(c.name + " " + c.words)
		for _, f := range c.flags {
			line += " [--" + f + "]"
		}
		fmt.Fprintf(w, "  samrad %s\n      %s\n", line, c.about)
	}
	fmt.Fprintln(w)
	fmt.Fprintln(w, "Anywhere on the line: --config FILE, --log-level LEVEL, --log-format text|json")
	fmt.Fprintln(w)
	fmt.Fprintln(w, "The flags of all commands:")
	fmt.Fprint(w, set.FlagUsages())
	fmt.Fprintln(w)
	fmt.Fprintln(w, "Tokens, the store and addresses are set in the environment; README.md lists it, and samrad check tells what is missing.")
}
