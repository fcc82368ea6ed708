package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/samrad/samrad/bot"
	"github.com/samrad/samrad/config"
)

func runManifest(_ context.Context, inv *invocation) error {
	c, _, err := inv.load()
	if err != nil {
		return err
	}
	data, err := json.MarshalIndent(bot.Manifest(c.Mode == config.ModeSocket, c.Language), "", "  ")
	if err != nil {
		return fmt.Errorf("manifest: %w", err)
	}
	_, err = fmt.Fprintln(inv.stdout, string(data))
	return err
}
