package main

import (
	"context"
	"fmt"
	"runtime/debug"
)

// version is set by the build: -ldflags "-X main.version=v1.2.3".
var version = ""

func runVersion(_ context.Context, inv *invocation) error {
	_, err := fmt.Fprintln(inv.stdout, "samrad", versionName())
	return err
}

func versionName() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
