package config_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samrad/samrad/config"
)

// What the sentinels ask for is not what the servers ask for, and a password is
// taken as it is written.
func TestSentinelAddress(t *testing.T) {
	type logins struct{ user, password, sentinelUser, sentinelPassword string }
	for _, tt := range []struct {
		name, address string
		want          logins
	}{
		{"no passwords", "redis+sentinel://a/primary", logins{}},
		{"the servers' alone", "redis+sentinel://anna:s3cret@a/primary", logins{"anna", "s3cret", "", ""}},
		{"the sentinels' alone", "redis+sentinel://a/primary?sentinel_password=w4tch", logins{"", "", "", "w4tch"}},
		{"both, with users", "rediss+sentinel://anna:s3cret@a,b/primary/3?sentinel_username=bo&sentinel_password=w4tch", logins{"anna", "s3cret", "bo", "w4tch"}},
		{"escapes", "redis+sentinel://a/primary?sentinel_password=%40%2F%3A%3F%23%25%26%2B%20", logins{"", "", "", "@/:?#%&+ "}},
		{"base64", "redis+sentinel://:a+b%2Fc==@a/primary?sentinel_password=d+e/f==", logins{"", "a+b/c==", "", "d+e/f=="}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			env, err := config.Environment(func(name string) string { return map[string]string{"REDIS_URL": tt.address}[name] })
			if err != nil {
				t.Fatal(err)
			}
			s := env.Store.Sentinel
			got := logins{s.Username, s.Password.Reveal(), s.SentinelUsername, s.SentinelPassword.Reveal()}
			if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(logins{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
