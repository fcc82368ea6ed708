package redistest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// Password are arguments that have servers ask for a password, and give it to one
// another.
func Password(password string) []string {
	return []string{passwordArg, password, "--masterauth", password}
}

// TLS are arguments that have servers speak nothing but TLS, and the file of
// whoever signed their certificate.
func TLS(t testing.TB) (args []string, authority string) {
	t.Helper()
	dir := t.TempDir()
	authority, key := filepath.Join(dir, "certificate.pem"), filepath.Join(dir, "key.pem")
	certify(t, authority, key)
	return []string{authorityArg, authority, "--tls-cert-file", authority, "--tls-key-file", key,
		"--tls-auth-clients", "no", "--tls-replication", "yes", "--tls-cluster", "yes"}, authority
}

const (
	passwordArg  = "--requirepass"
	authorityArg = "--tls-ca-cert-file"
)

// argument is what follows a name among arguments, empty where that is not there.
func argument(args []string, name string) string {
	if i := slices.Index(args, name); i >= 0 && i+1 < len(args) {
		return args[i+1]
	}
	return ""
}

// portArgs have a server of such args listen.
func portArgs(port string, args []string) []string {
	if argument(args, authorityArg) == "" {
		return []string{"--port", port}
	}
	return []string{"--port", "0", "--tls-port", port}
}

// scheme is that of the address of a server of such args.
func scheme(args []string) string {
	if argument(args, authorityArg) == "" {
		return "redis"
	}
	return "rediss"
}

// trusting is how to speak TLS with a server of such args, nil if it does not.
func trusting(args []string) *tls.Config {
	file := argument(args, authorityArg)
	if file == "" {
		return nil
	}
	roots := x509.NewCertPool()
	if text, err := os.ReadFile(file); err == nil { // else nothing is trusted
		roots.AppendCertsFromPEM(text)
	}
	return &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots}
}

// certify writes a certificate for this machine that signs itself, and its key.
func certify(t testing.TB, certificate, key string) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(err)
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}}
	signed, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	must(err)
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	must(err)
	must(os.WriteFile(certificate, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: signed}), 0o600))
	must(os.WriteFile(key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}), 0o600))
}
