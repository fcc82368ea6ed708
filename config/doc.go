// Package config reads the config file and the environment into a validated
// Config. The file is decoded strictly: every error is reported at once, each
// with its path, its line and how to mend it.
package config
