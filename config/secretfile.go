package config

import (
	"errors"
	"io"
	"os"
	"regexp"
	"strings"
)

// maxSecret bounds a secret's file, in bytes.
const maxSecret = 16 << 10

// secretVariable reads a secret from its variable, or from the file that the
// variable NAME_FILE names.
func secretVariable(getenv func(string) string, name string) (Secret, Problems) {
	value, file := getenv(name), getenv(name+"_FILE")
	switch {
	case value != "" && file != "":
		return Secret{}, Problems{{Path: name, What: "is set, and so is " + name + "_FILE; unset one of them"}}
	case file == "":
		return NewSecret(value), nil
	case looksLikeToken(file) || signingSecretForm.MatchString(file) || strings.Contains(file, "://"):
		return Secret{}, Problems{{Path: name + "_FILE", What: "is the secret itself, not the name of a file; use " + name}}
	}
	value, err := readSecret(file)
	if err != nil {
		return Secret{}, Problems{{Path: name + "_FILE", What: "names a file that cannot be used: " + reason(err)}}
	}
	return NewSecret(value), nil
}

// signingSecretForm is how signing secrets look.
var signingSecretForm = regexp.MustCompile(`^[0-9a-f]{32}$`)

func readSecret(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxSecret+1))
	if err != nil {
		return "", err
	}
	value := strings.TrimRight(string(data), "\r\n")
	switch {
	case len(data) > maxSecret:
		return "", errors.New("it is too large for a secret")
	case strings.TrimSpace(value) == "":
		return "", errors.New("it is empty")
	}
	return value, nil
}
