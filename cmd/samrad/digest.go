package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/document"
	"github.com/samrad/samrad/flows/document/pdf"
	"github.com/samrad/samrad/flows/redisstore"
)

func runDigest(ctx context.Context, inv *invocation) error {
	format, err := inv.digestFormat()
	if err != nil {
		return err
	}
	return inv.withExisting(ctx, func(store *redisstore.Store, register *flows.Register) error {
		m, err := register.Meeting(ctx, inv.args[0])
		if err != nil {
			return err
		}
		drafts := flows.NewDrafts(flows.NewCompiler(store, register), store, store, register, renderer{}, flows.WallClock{})
		digest, err := drafts.Preview(ctx, m)
		if err != nil {
			return err
		}
		if !inv.flags.attributed {
			digest = digest.Unattributed()
		}
		data, err := render(ctx, digest, format)
		if err != nil {
			return err
		}
		return inv.write(ctx, data)
	})
}

// render writes a digest; a PDF is printed of its HTML.
func render(ctx context.Context, d flows.Digest, format document.Format) ([]byte, error) {
	if format != document.PDF {
		return document.Render(d, document.Options{Format: format})
	}
	html, err := document.Render(d, document.Options{Format: document.HTML})
	if err != nil {
		return nil, err
	}
	return pdf.Print(ctx, html)
}

// digestFormat is that of --format, else that of --out's ending, else Markdown.
func (inv *invocation) digestFormat() (document.Format, error) {
	format := document.Format(inv.flags.format)
	if !inv.flags.formatGiven {
		ending := document.Format(strings.ToLower(strings.TrimPrefix(filepath.Ext(inv.flags.out), ".")))
		if document.Known(ending) {
			return ending, nil
		}
	}
	if !document.Known(format) {
		return "", usageError{fmt.Sprintf("--format %q is not %s", inv.flags.format, document.FormatNames())}
	}
	return format, nil
}

// write puts data on standard output, or into the file of --out, which is
// whole or not there: it is written beside and renamed. Nothing is written once ctx
// has ended.
func (inv *invocation) write(ctx context.Context, data []byte) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if inv.flags.out == "" {
		_, err := inv.stdout.Write(data)
		return err
	}
	return writeFile(inv.flags.out, data)
}

func writeFile(path string, data []byte) error {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return writeThrough(path, data) // a device or a pipe cannot be renamed over
	}
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target // the link stays
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return unwritable("write "+path, err)
	}
	defer os.Remove(f.Name())
	if _, err = f.Write(data); err == nil {
		err = f.Chmod(0o644)
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, cause(err))
	}
	return nil
}

// unwritable is a place that takes no file.
func unwritable(what string, err error) error {
	return &flows.Error{Code: flows.CodeInvalid, What: what, Err: cause(err), Hint: "name a place in a directory that is there and can be written"}
}

// cause is an error of the operating system without its path: what is written
// beside a file has a name that nobody gave.
func cause(err error) error {
	if p, ok := errors.AsType[*os.PathError](err); ok {
		return p.Err
	}
	return err
}

func writeThrough(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if _, err = f.Write(data); err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", path, err), f.Close())
	}
	return f.Close()
}
