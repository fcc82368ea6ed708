package redisstore

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"syscall"

	"github.com/redis/go-redis/v9"

	"github.com/samrad/samrad/flows"
)

// trouble is what may be wrong with a server, in words for whoever runs it.
type trouble struct {
	prefix string // of the server's answer; see src/server.c of Redis, createSharedObjects
	words  string
	hint   string
}

var troubles = []trouble{
	{"READONLY", "it is read-only", "it is a replica: name the master in REDIS_URL, or the sentinels, which know it"},
	{"OOM", "its memory is full", "raise maxmemory, or free memory"},
	{"NOREPLICAS", "it has too few replicas to take writes", "bring its replicas back, or lower min-replicas-to-write"},
	{"MISCONF", "it cannot write to its disk", "its own log says why; free disk space, or mend the disk"},
	{"NOAUTH", "it asks for a password", "put user and password before the @ in REDIS_URL"},
	// Said to a long command of a client that gave no password.
	{"Protocol error: unauthenticated", "it asks for a password", "put user and password before the @ in REDIS_URL"},
	{"WRONGPASS", "it refuses the password", "put the right user and password before the @ in REDIS_URL"},
	{"NOPERM", "it forbids this to the user of REDIS_URL", "allow that user every command on the keys samrad:*"},
	{"LOADING", "it is still loading its data", "wait until it has"},
	{"CLUSTERDOWN", "the cluster is not whole", "bring the missing nodes back"},
	{"TRYAGAIN", "the cluster is moving keys", "wait until it has"},
	{"MASTERDOWN", "it is a replica that has lost its master", "bring the master back"},
	{"max number of clients", "it has too many clients", "raise maxclients"},
}

// sentinelTroubles are those of the sentinels, which have passwords of their own.
var sentinelTroubles = []trouble{
	{string(redis.Nil), "the sentinels know no master of that name", "write it in REDIS_URL as sentinel monitor does"},
	{"No such master", "it knows no master of that name", "see that all sentinels watch it"},
	{"NOAUTH", "the sentinels ask for a password of their own", "put it at the end of REDIS_URL, as ?sentinel_password=…"},
	{"WRONGPASS", "the sentinels refuse the password", "put the right sentinel_password, and sentinel_username if they have users, at the end of REDIS_URL"},
	{"NOPERM", "the sentinels forbid this to the user", "allow that user +sentinel, +subscribe, +ping and allchannels on each of them"},
	{"max number of clients", "the sentinels have too many clients", "raise their maxclients"},
}

// troubleOf says what an error tells of the server. Its words are empty where
// nothing is known but the error itself.
func troubleOf(err error) trouble {
	known := troubles
	var sentinels bySentinels
	if errors.As(err, &sentinels) {
		known, err = sentinelTroubles, sentinels.answer
	}
	for _, t := range known {
		if redis.HasErrorPrefix(err, t.prefix) {
			return t
		}
	}
	var network net.Error
	var dial *net.OpError
	var certificate *tls.CertificateVerificationError
	switch {
	case errors.Is(err, errNoReplica):
		return trouble{words: "no replica has the write yet", hint: "see that its replicas run and keep up"}
	case errors.As(err, &certificate):
		return trouble{words: "its certificate is not trusted", hint: "see that it is for the address in REDIS_URL, or that sentinels and cluster tell, and that this machine trusts who signed it (SSL_CERT_FILE may name theirs)"}
	case errors.As(err, &dial) && dial.Op == "dial":
		return trouble{words: "it cannot be reached", hint: "see that it runs, and that REDIS_URL names it"}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded), errors.As(err, &network) && network.Timeout():
		return trouble{words: "it does not answer"}
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return trouble{words: "it broke off", hint: "its own log says why: it may have ended, or its disk may be full"}
	default:
		return trouble{}
	}
}

// storeError gives whatever went wrong with the store the code that its
// callers wait or apologise on, and says it in plain words.
func storeError(op string, err error) error {
	if err == nil {
		return nil
	}
	e := &flows.Error{Code: flows.CodeStoreDown, What: "store: " + op, Err: err}
	if t := troubleOf(err); t.words != "" {
		e.What, e.Hint = e.What+": "+t.words, t.hint
	}
	if variable := variableOf(err); variable != "" {
		named := strings.NewReplacer(defaultVariable, variable)
		e.What, e.Hint = named.Replace(e.What), named.Replace(e.Hint)
	}
	return e
}
