package config_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/samrad/samrad/config"
)

// The new store's address comes from its variable or file in every form, and
// its name, which is printed and kept, tells no password.
func TestMoveTo(t *testing.T) {
	for _, tt := range []struct{ name, address, want string }{
		{"server", "redis://anna:s3cret@host", "redis://host:6379/0"},
		{"server with TLS and a database", "rediss://:s3cret@[::1]:6380/2", "rediss://[::1]:6380/2"},
		{"sentinels", "redis+sentinel://:s3cret@a,b:1/primary/3", "redis+sentinel://a:26379,b:1/primary/3"},
		{"sentinels with a password of their own", "redis+sentinel://a/primary?sentinel_password=s3cret&sentinel_username=anna", "redis+sentinel://a:26379/primary/0"},
		{"sentinels with TLS", "rediss+sentinel://:s3cret@a/primary", "rediss+sentinel://a:26379/primary/0"},
		{"cluster", "redis+cluster://:s3cret@a,b", "redis+cluster://a:6379,b:6379"},
		{"cluster with TLS", "rediss+cluster://:s3cret@a", "rediss+cluster://a:6379"},
		{"embedded", "embedded:/srv/samrad", "embedded:/srv/samrad"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "address")
			if err := os.WriteFile(file, []byte(tt.address+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			for variable, value := range map[string]string{"SAMRAD_MOVE_TO": tt.address, "SAMRAD_MOVE_TO_FILE": file} {
				store, err := moveTo(t, variable, value)
				if err != nil || store.Name() != tt.want {
					t.Errorf("%s: %s, %v; want %s", variable, store.Name(), err, tt.want)
				}
				if shown := fmt.Sprintf("%v %+v %#v", store, store, store); strings.Contains(shown, "s3cret") {
					t.Errorf("%s: the password is printed: %s", variable, shown)
				}
			}
		})
	}
}

// What is wrong with it is told only to who needs it, and not repeated.
func TestMoveToIsWrong(t *testing.T) {
	for _, tt := range []struct{ name, variable, value, want string }{
		{"unset", "SAMRAD_MOVE_TO", "", "SAMRAD_MOVE_TO: is not set; "},
		{"no address", "SAMRAD_MOVE_TO", "s3cret", "SAMRAD_MOVE_TO: is not an address of a store; "},
		{"password that cannot be read", "SAMRAD_MOVE_TO", "redis://:s3cret%zz@host", "SAMRAD_MOVE_TO: has a user name or password that cannot be read; "},
		{"address for its file", "SAMRAD_MOVE_TO_FILE", "redis://:s3cret@host", "SAMRAD_MOVE_TO_FILE: is the secret itself, "},
		{"no file", "SAMRAD_MOVE_TO_FILE", filepath.Join(t.TempDir(), "none"), "SAMRAD_MOVE_TO_FILE: names a file that cannot be used: "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := moveTo(t, tt.variable, tt.value)
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) || strings.Contains(err.Error(), "s3cret") {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func moveTo(t *testing.T, variable, value string) (config.Store, error) {
	t.Helper()
	env, err := config.Environment(func(name string) string {
		return map[string]string{variable: value, "HOME": "/home/anna"}[name]
	})
	if err != nil {
		t.Fatalf("the environment of other commands: %v", err)
	}
	return env.RequireMoveTo()
}
