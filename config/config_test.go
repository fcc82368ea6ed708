package config_test

import (
	"errors"
	"testing"
	_ "time/tzdata"

	"github.com/samrad/samrad/config"
)

func TestExampleIsAccepted(t *testing.T) {
	c, err := config.Parse(config.Example)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Warnings) > 0 {
		t.Errorf("warnings: %v", c.Warnings)
	}
	if n := len(c.Meetings[0].Questions()); n != 5 {
		t.Errorf("%d questions, want 5", n)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(config.Example)
	f.Add([]byte("meetings: [{id: a, themes: [x]}]"))
	f.Add([]byte("a: &a [*a]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := config.Parse(data)
		var problems config.Problems
		if err != nil && !errors.As(err, &problems) {
			t.Fatalf("not Problems: %v", err)
		}
	})
}
