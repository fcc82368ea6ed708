package bot

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/samrad/samrad/flows"
)

// The ways in which FuzzSignature makes a request out of what it is given.
const (
	asGiven      = iota // stamp and signature as they are
	signedNow           // signed rightly, now
	signedThen          // signed rightly over the stamp given
	signedShift         // signed rightly, so many seconds from now
	anotherBody         // signed now, then something is put after the body
	anotherStamp        // signed now, sent with the stamp given
	waysToSign
)

// FuzzSignature: a request passes if and only if HMAC-SHA256, computed by
// the test from Slack's description and by no code of the bot's, agrees with its
// signature, and its time is within five minutes of now. See
// https://docs.slack.dev/authentication/verifying-requests-from-slack.
func FuzzSignature(f *testing.F) {
	const secret = "8f742231b10e8888abcd99yyyzzz85a5"
	for way := range byte(waysToSign) {
		f.Add(way, int32(0), "1531420618", "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503", "token=xyzz0WbapA4vBCDEFasx0q6G")
	}
	for _, shift := range []int32{-299, -301, 299, 301, 1 << 30, -1 << 30} {
		f.Add(byte(signedShift), shift, "", "", "a=b")
	}
	for _, sign := range []string{"", "v0=", "v1=00", strings.Repeat("0", 64), "v0=" + strings.Repeat("0", 64), "v0=" + strings.Repeat("0", 66), "v0=zz", "V0=00"} {
		f.Add(byte(asGiven), int32(0), "99999999999", sign, "å%20+\x00\xff")
	}
	for _, stamp := range []string{"", "now", "1.5", "+1", "0x10", "-1", strings.Repeat("9", 30), " 1", "1\n"} {
		f.Add(byte(signedThen), int32(0), stamp, "", "")
	}
	mux := http.NewServeMux()
	h, err := NewHTTP(NewRouter(nil, Identity{}, Cases{}, flows.WallClock{}, NewMetrics(prometheus.NewRegistry()), quiet()), secret, quiet())
	if err != nil {
		f.Fatal(err)
	}
	h.Register(mux)
	f.Fuzz(func(t *testing.T, way byte, shift int32, stamp, sign, rest string) {
		// Slack's look at the certificate is answered by the receiver itself.
		body := "ssl_check=1&" + rest
		now := time.Now()
		sent := body
		switch way % waysToSign {
		case signedNow:
			stamp = strconv.FormatInt(now.Unix(), 10)
			sign = signature(secret, stamp, body)
		case signedThen:
			sign = signature(secret, stamp, body)
		case signedShift:
			stamp = strconv.FormatInt(now.Unix()+int64(shift), 10)
			sign = signature(secret, stamp, body)
		case anotherBody:
			sent += sign
			stamp = strconv.FormatInt(now.Unix(), 10)
			sign = signature(secret, stamp, body)
		case anotherStamp:
			sign = signature(secret, strconv.FormatInt(now.Unix(), 10), body)
		}
		req := httptest.NewRequest(http.MethodPost, pathCommands, strings.NewReader(sent))
		req.Header["X-Slack-Request-Timestamp"], req.Header["X-Slack-Signature"] = []string{stamp}, []string{sign}
		rec := httptest.NewRecorder()
		mux.ServeHTTP(rec, req)
		if len(sent) > maxBody {
			if rec.Code != http.StatusRequestEntityTooLarge {
				t.Fatalf("%d bytes: status %d", len(sent), rec.Code)
			}
			return
		}
		age, ok := ageOf(stamp, now)
		if d := age - 5*time.Minute; ok && d.Abs() < 10*time.Second {
			return // the receiver's now is a little later than ours
		}
		want := http.StatusUnauthorized
		if ok && age <= 5*time.Minute && strings.EqualFold(sign, signature(secret, stamp, sent)) && strings.HasPrefix(sign, "v0=") {
			want = http.StatusOK
		}
		if rec.Code != want {
			t.Errorf("status %d, want %d: stamp %q of %v ago, signature %q, body %q", rec.Code, want, stamp, age, sign, sent)
		}
	})
}

// ageOf is how far a stamp, which is seconds of Unix time, lies from now.
func ageOf(stamp string, now time.Time) (time.Duration, bool) {
	n, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil {
		return 0, false
	}
	const most = 1 << 32 // what is further off counts as that
	n = min(max(n, -most), most)
	return (time.Duration(n-now.Unix()) * time.Second).Abs(), true
}
