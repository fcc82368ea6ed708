package redisstore

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
)

// idKeyLength is in bytes: what HMAC-SHA256 takes without folding, RFC 2104.
const idKeyLength = 32

// IDKey implements flows.IDKeeper. The first who asks makes the key; of two at
// once one wins, and both get its key.
func (s *Store) IDKey(ctx context.Context) ([]byte, error) {
	made := make([]byte, idKeyLength)
	if _, err := rand.Read(made); err != nil {
		return nil, fmt.Errorf("make id key: %w", err)
	}
	if err := s.write(ctx, "keep id key", "SETNX", idKeyKey, hex.EncodeToString(made)); err != nil {
		return nil, err
	}
	kept, err := s.client.Get(ctx, idKeyKey).Result()
	if err != nil {
		return nil, storeError("read id key", err)
	}
	key, err := hex.DecodeString(kept)
	if err != nil || len(key) != idKeyLength {
		return nil, storeError("read id key", fmt.Errorf("it is not %d bytes in hexadecimal", idKeyLength))
	}
	return key, nil
}
