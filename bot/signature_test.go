package bot

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestSignature(t *testing.T) {
	t.Parallel()
	const body = `{"type":"event_callback","event":{"type":"app_mention","text":"a+b %20 å"}}`
	const sign, stamp = "X-Slack-Signature", "X-Slack-Request-Timestamp"
	at := func(w *world, h http.Header, shift time.Duration) {
		h.Set(stamp, seconds(time.Now().Add(shift)))
		h.Set(sign, signature(w.app.SigningSecret, h.Get(stamp), body))
	}
	cases := []struct {
		name   string
		change func(*world, http.Header)
		want   int
	}{
		{"right", func(*world, http.Header) {}, 200},
		{"nearly five minutes old", func(w *world, h http.Header) { at(w, h, -5*time.Minute+10*time.Second) }, 200},
		{"more than five minutes old", func(w *world, h http.Header) { at(w, h, -5*time.Minute-2*time.Second) }, 401},
		{"nearly five minutes ahead", func(w *world, h http.Header) { at(w, h, 5*time.Minute-10*time.Second) }, 200},
		{"more than five minutes ahead", func(w *world, h http.Header) { at(w, h, 5*time.Minute+10*time.Second) }, 401},
		{"of another century", func(w *world, h http.Header) { at(w, h, 200*365*24*time.Hour) }, 401},
		{"another secret", func(_ *world, h http.Header) { h.Set(sign, signature("other", h.Get(stamp), body)) }, 401},
		{"of another body", func(w *world, h http.Header) { h.Set(sign, signature(w.app.SigningSecret, h.Get(stamp), body+" ")) }, 401},
		{"of the decoded body", func(w *world, h http.Header) {
			h.Set(sign, signature(w.app.SigningSecret, h.Get(stamp), strings.ReplaceAll(body, "%20", " ")))
		}, 401},
		{"of another time", func(_ *world, h http.Header) { h.Set(stamp, seconds(time.Now().Add(-time.Minute))) }, 401},
		{"no signature", func(_ *world, h http.Header) { h.Del(sign) }, 401},
		{"empty signature", func(_ *world, h http.Header) { h.Set(sign, "") }, 401},
		{"only the version", func(_ *world, h http.Header) { h.Set(sign, "v0=") }, 401},
		{"another version", func(_ *world, h http.Header) { h.Set(sign, strings.Replace(h.Get(sign), "v0=", "v1=", 1)) }, 401},
		{"cut short", func(_ *world, h http.Header) { h.Set(sign, h.Get(sign)[:40]) }, 401},
		{"not hexadecimal", func(_ *world, h http.Header) { h.Set(sign, "v0="+strings.Repeat("zz", 32)) }, 401},
		{"no time", func(_ *world, h http.Header) { h.Del(stamp) }, 401},
		{"time in words", func(w *world, h http.Header) {
			h.Set(stamp, "now")
			h.Set(sign, signature(w.app.SigningSecret, "now", body))
		}, 401},
		{"time with a fraction", func(w *world, h http.Header) {
			h.Set(stamp, seconds(time.Now())+".5")
			h.Set(sign, signature(w.app.SigningSecret, h.Get(stamp), body))
		}, 401},
		{"time beyond all numbers", func(w *world, h http.Header) {
			h.Set(stamp, strings.Repeat("9", 30))
			h.Set(sign, signature(w.app.SigningSecret, h.Get(stamp), body))
		}, 401},
		{"two signatures, the first wrong", func(_ *world, h http.Header) {
			h[sign] = []string{"v0=" + strings.Repeat("00", 32), h.Get(sign)}
		}, 401},
		{"two times, the first old", func(_ *world, h http.Header) {
			h[stamp] = []string{seconds(time.Now().Add(-time.Hour)), h.Get(stamp)}
		}, 401},
	}
	w := newWorld(t, nil)
	base := w.endpoints()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			req := w.signed(base+pathEvents, body)
			c.change(w, req.Header)
			if code, _, _ := w.do(req); code != c.want {
				t.Errorf("status %d, want %d", code, c.want)
			}
		})
	}
	if n := w.counted("received_total", "events"); n != 3 {
		t.Errorf("%d events reached the router, want 3", n)
	}
	if n := w.deadLetters(); n != 0 {
		t.Errorf("%d dead letters of unsigned requests", n)
	}
}

func TestNoSigningSecret(t *testing.T) {
	t.Parallel()
	if _, err := NewHTTP(nil, "", quiet()); err == nil {
		t.Error("a receiver without a secret")
	}
}
