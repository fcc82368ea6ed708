package bot

import (
	"fmt"

	"github.com/tidwall/gjson"
)

// unexpectedType is of a field that has another type than ever.
type unexpectedType struct{ field string }

func (e unexpectedType) Error() string { return fmt.Sprintf("unexpected type at %s", e.field) }

// shape reads values, and notes the first that has an unexpected type.
type shape struct{ odd string }

func (s *shape) err() error {
	if s.odd == "" {
		return nil
	}
	return unexpectedType{s.odd}
}

func (s *shape) note(field string) {
	if s.odd == "" {
		s.odd = field
	}
}

func (s *shape) text(field string, v gjson.Result) string {
	if v.Type != gjson.String && v.Type != gjson.Null {
		s.note(field)
	}
	return v.Str
}

// each walks the fields of an object; null has none.
func (s *shape) each(v gjson.Result, field string, do func(key string, v gjson.Result)) {
	if !v.IsObject() {
		if v.Type != gjson.Null {
			s.note(field)
		}
		return
	}
	v.ForEach(func(key, v gjson.Result) bool {
		do(key.Str, v)
		return true
	})
}

// id reads an id that stands bare, or in an object.
func (s *shape) id(field string, v gjson.Result) string {
	if v.IsObject() {
		v = v.Get("id")
	}
	return s.text(field, v)
}
