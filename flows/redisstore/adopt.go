package redisstore

import (
	"context"
	"fmt"
	"os"

	"github.com/samrad/samrad/flows"
)

// adopt refuses a running server whose data is in another directory: dir was
// moved away, or replaced by a backup, while the server lived on. What it is
// given would go to the old files.
func (e *Embedded) adopt(ctx context.Context) error {
	c := oneCall(e.socket)
	defer c.Close()
	// A server answers with its working directory as it is called now, and with
	// nothing once that is removed. See getcwd(3), and src/config.c of Redis,
	// getConfigDirOption.
	set, err := c.ConfigGet(ctx, "dir").Result()
	if err != nil {
		return fmt.Errorf("embedded store: ask the running server for its directory: %w", err)
	}
	its, err := os.Stat(set["dir"])
	if err == nil {
		ours, err := os.Stat(e.dir)
		if err != nil {
			return fmt.Errorf("embedded store: %w", err)
		}
		if os.SameFile(its, ours) {
			return nil
		}
	}
	info, err := c.Info(ctx, "server").Result()
	if err != nil {
		return fmt.Errorf("embedded store: ask the running server for its process: %w", err)
	}
	pid := infoFields(info)["process_id"]
	where := set["dir"]
	if its == nil {
		where = "a directory that is gone"
	}
	return &flows.Error{Code: flows.CodeConflict,
		What: fmt.Sprintf("embedded store: the server that answers at %s, process %s, keeps its data in %s, not in %s", e.socket, pid, where, e.dir),
		Hint: fmt.Sprintf("that directory was moved or replaced while the server ran; end it with kill %s, then try again", pid)}
}
