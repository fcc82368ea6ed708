package redisstore_test

import (
	"bytes"
	"sync"
	"testing"

	"github.com/samrad/samrad/flows"
	"github.com/samrad/samrad/flows/redisstore"
	"github.com/samrad/samrad/flows/redisstore/redistest"
)

// Replicas that ask at once have one key, and it is there after a restart.
func TestIDKey(t *testing.T) {
	server := redistest.Start(t)
	keys := make([][]byte, 8)
	var all sync.WaitGroup
	for i := range keys {
		s, err := redisstore.Open(t.Context(), redisstore.Target{URL: server.URL()})
		if err != nil {
			t.Fatal(err)
		}
		all.Go(func() {
			var err error
			if keys[i], err = s.IDKey(t.Context()); err != nil {
				t.Error(err)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for _, k := range keys {
		if len(k) != 32 || !bytes.Equal(k, keys[0]) {
			t.Errorf("keys differ or are short: %x and %x", keys[0], k)
		}
	}
	if bytes.Equal(keys[0], make([]byte, 32)) {
		t.Error("the key is nothing but zeros")
	}
}

// Without a store there is no key: an id made of another one would be another id.
func TestIDKeyWithoutStore(t *testing.T) {
	server := redistest.Start(t)
	s, err := redisstore.Open(t.Context(), redisstore.Target{URL: server.URL()})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if key, err := s.IDKey(t.Context()); key != nil || flows.CodeOf(err) != flows.CodeStoreDown {
		t.Errorf("key %x, error %v", key, err)
	}
}
