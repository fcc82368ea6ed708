package redisstore

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"github.com/redis/go-redis/v9"
)

// ErrNoServer is returned where no Redis server is installed.
var ErrNoServer = errors.New("no redis-server or valkey-server on PATH")

// Embedded is a Redis server of our own in a directory: append-only, fsync
// always, on a unix socket. It outlives a bot that is killed, and the next one
// adopts it. Every process that uses it holds a shared lock on the directory;
// the last one out stops the server.
type Embedded struct {
	dir    string
	socket string
	lock   *os.File // held shared
	log    *slog.Logger

	stopKeeping context.CancelFunc
	keeping     sync.WaitGroup
}

const (
	// startDeadline bounds how long a server may load its data.
	startDeadline = 60 * time.Second
	// maxSocketPath is sockaddr_un's limit, less the closing zero byte. See
	// unix(7).
	maxSocketPath = 107
)

// StartEmbedded uses the running server of dir, and starts one where there is
// none.
func StartEmbedded(ctx context.Context, dir string, log *slog.Logger) (*Embedded, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("embedded store: %w", err)
	}
	socket, err := socketPath(dir)
	if err != nil {
		return nil, fmt.Errorf("embedded store: %w", err)
	}
	e := &Embedded{dir: dir, socket: socket, log: log}
	// One process at a time looks whether a server runs and starts or stops it.
	gate, err := lockFile(ctx, filepath.Join(dir, "start.lock"), syscall.LOCK_EX)
	if err != nil {
		return nil, fmt.Errorf("embedded store: %w", err)
	}
	defer gate.Close()
	if e.lock, err = lockFile(ctx, filepath.Join(dir, "use.lock"), syscall.LOCK_SH); err != nil {
		return nil, fmt.Errorf("embedded store: %w", err)
	}
	if err := e.ensure(ctx); err != nil {
		return nil, errors.Join(err, e.lock.Close())
	}
	keeping, stop := context.WithCancel(context.WithoutCancel(ctx))
	e.stopKeeping = stop
	e.keeping.Go(func() { e.keep(keeping) })
	return e, nil
}

// HasEmbedded reports whether a directory holds the data of a server. A server
// writes it, in a place that depends on its version, when it first starts.
func HasEmbedded(dir string) (bool, error) {
	var errs []error
	for _, name := range []string{"appendonlydir", "appendonly.aof"} {
		_, err := os.Stat(filepath.Join(dir, name))
		if err == nil {
			return true, nil
		}
		if !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, fmt.Errorf("embedded store: %w", err))
		}
	}
	return false, errors.Join(errs...)
}

// lookEvery is how often it is seen whether the server is still there.
const lookEvery = time.Second

// keep starts the server anew when it has ended: somebody killed it, or the
// machine ran out of memory.
func (e *Embedded) keep(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if probe(ctx, e.socket) != stateDead || ctx.Err() != nil {
			continue
		}
		e.log.WarnContext(ctx, "embedded store ended, starting it anew", "dir", e.dir)
		if err := e.again(ctx); err != nil && ctx.Err() == nil {
			e.log.ErrorContext(ctx, "embedded store not started", "error", err)
		}
	}
}

func (e *Embedded) again(ctx context.Context) error {
	gate, err := lockFile(ctx, filepath.Join(e.dir, "start.lock"), syscall.LOCK_EX)
	if err != nil {
		return fmt.Errorf("embedded store: %w", err)
	}
	defer gate.Close()
	return e.ensure(ctx)
}

// Socket is the server's unix socket.
func (e *Embedded) Socket() string { return e.socket }

// socketPath is in dir, or, where that would be too long for a socket, in a
// directory of our own with a name made of dir's.
func socketPath(dir string) (string, error) {
	socket := filepath.Join(dir, "redis.sock")
	if len(socket) <= maxSocketPath {
		return socket, nil
	}
	sum := sha256.Sum256([]byte(dir))
	short := filepath.Join(os.TempDir(), fmt.Sprintf("samrad-%d-%s", os.Getuid(), hex.EncodeToString(sum[:6])))
	if err := os.Mkdir(short, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return "", err
	}
	info, err := os.Lstat(short)
	if err != nil {
		return "", err
	}
	if owner, ok := info.Sys().(*syscall.Stat_t); !info.IsDir() || info.Mode().Perm() != 0o700 || (ok && int(owner.Uid) != os.Getuid()) {
		return "", fmt.Errorf("%s is not a directory of ours alone", short)
	}
	return filepath.Join(short, "redis.sock"), nil
}

// ensure adopts the running server, or starts one. The caller holds the gate.
func (e *Embedded) ensure(ctx context.Context) error {
	switch probe(ctx, e.socket) {
	case stateReady:
		return e.adopt(ctx)
	case stateBusy:
		// Loading its data, or frozen: a second one on the same files would
		// spoil them.
		if err := e.patient(ctx); err != nil {
			return err
		}
		return e.adopt(ctx)
	}
	path, err := serverPath()
	if err != nil {
		return err
	}
	logFile, err := os.OpenFile(filepath.Join(e.dir, "redis.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("embedded store: %w", err)
	}
	defer logFile.Close()
	// Not of ctx: the server outlives the call, and the bot if that is killed.
	cmd := exec.Command(path, //nolint:gosec,noctx // the server of PATH, with a directory that the operator named
		"--port", "0", "--unixsocket", e.socket, "--unixsocketperm", "700", "--dir", e.dir,
		"--appendonly", "yes", "--appendfsync", "always", "--save", "", "--maxmemory-policy", "noeviction",
		"--daemonize", "no", "--databases", "1")
	cmd.Stdout, cmd.Stderr = logFile, logFile
	// Its own session: a terminal's Ctrl-C is for the bot, which ends the server
	// when its own work is done.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("embedded store: %w", err)
	}
	exited := make(chan struct{})
	go func() {
		_ = cmd.Wait() // why it ended stands in its log
		close(exited)
	}()
	return e.await(ctx, cmd.Process, exited)
}

// await returns when the started server answers. Loading a large file takes
// a while; a server that ends instead is an error.
func (e *Embedded) await(ctx context.Context, p *os.Process, exited <-chan struct{}) error {
	ctx, cancel := context.WithTimeout(ctx, startDeadline)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-exited:
			return fmt.Errorf("embedded store: the server ended at once; see %s, and whether the disk is full", filepath.Join(e.dir, "redis.log"))
		case <-ctx.Done():
			_ = p.Kill()
			<-exited
			return fmt.Errorf("embedded store: the server did not answer: %w", ctx.Err())
		case <-tick.C:
			if probe(ctx, e.socket) == stateReady {
				e.log.InfoContext(ctx, "embedded store started", "dir", e.dir)
				return nil
			}
		}
	}
}

func serverPath() (string, error) {
	for _, name := range []string{"redis-server", "valkey-server"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", ErrNoServer
}

func oneCall(socket string) *redis.Client {
	return redis.NewClient(withTimeouts(&redis.Options{Network: "unix", Addr: socket, MaxRetries: -1, PoolSize: 1}))
}

// state is what a socket tells of the server behind it.
type state int

const (
	stateDead  state = iota // nobody listens
	stateBusy               // somebody listens, and does not answer
	stateReady              // it answers
)

func probe(ctx context.Context, socket string) state {
	dialer := net.Dialer{Timeout: callTimeout}
	conn, err := dialer.DialContext(ctx, "unix", socket)
	if errors.Is(err, os.ErrNotExist) || errors.Is(err, syscall.ECONNREFUSED) {
		return stateDead
	}
	if err != nil {
		return stateBusy
	}
	_ = conn.Close()
	c := oneCall(socket)
	defer c.Close()
	if c.Ping(ctx).Err() != nil {
		return stateBusy
	}
	return stateReady
}

// patient waits for a server that is there to answer.
func (e *Embedded) patient(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startDeadline)
	defer cancel()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return fmt.Errorf("embedded store: the server of %s runs and does not answer; end it and try again: %w", e.dir, ctx.Err())
		case <-tick.C:
			if probe(ctx, e.socket) == stateReady {
				return nil
			}
		}
	}
}

// Close leaves the server to the other processes that use it, and stops it
// where there are none.
func (e *Embedded) Close() error {
	e.stopKeeping()
	e.keeping.Wait()
	ctx, cancel := context.WithTimeout(context.Background(), startDeadline)
	defer cancel()
	gate, err := lockFile(ctx, filepath.Join(e.dir, "start.lock"), syscall.LOCK_EX)
	if err != nil {
		return errors.Join(fmt.Errorf("close embedded store: %w", err), e.lock.Close())
	}
	defer gate.Close()
	defer e.lock.Close()
	// The last one out can have the lock alone.
	if syscall.Flock(int(e.lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != nil {
		return nil
	}
	return e.stop(ctx)
}

func (e *Embedded) stop(ctx context.Context) error {
	c := oneCall(e.socket)
	defer c.Close()
	if probe(ctx, e.socket) == stateDead { // it was killed, and left its socket
		return nil
	}
	// The server closes the connection instead of answering.
	_ = c.ShutdownNoSave(ctx).Err()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		if _, err := os.Stat(e.socket); errors.Is(err, os.ErrNotExist) {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("close embedded store: the server did not stop: %w", ctx.Err())
		case <-tick.C:
		}
	}
}
