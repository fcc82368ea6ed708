package flows

import (
	"context"
	"errors"
	"testing"
)

// A compile that is stopped begins no further question: to compile one that is nil
// would panic.
func TestCompileStopped(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if out, err := compileAll(ctx, []*askedQuestion{nil, nil}); !errors.Is(err, context.Canceled) || out != nil {
		t.Errorf("compiled %v (%v)", out, err)
	}
	m := Meeting{Themes: []Theme{{Questions: []Question{{ID: "q1"}}}}}
	if d, err := compile(ctx, m, "sv", NewDirectory("", nil, nil), nil, nil); !errors.Is(err, context.Canceled) || d.Meeting != "" {
		t.Errorf("compiled %+v (%v)", d, err)
	}
}
