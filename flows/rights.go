package flows

import (
	"context"
	"slices"
	"sync"
	"time"
)

// UsergroupReader lists the members of a Slack user group.
type UsergroupReader interface {
	UsergroupMembers(ctx context.Context, id UsergroupID) ([]UserID, error)
}

// usergroupMaxAge is how long a list of a user group's members may be used:
// long enough to spare Slack (usergroups.users.list is tier 2, 20 a minute),
// short enough for a person who was just added.
const usergroupMaxAge = time.Minute

// Rights knows what each person may do.
type Rights struct {
	roles  Roles
	groups UsergroupReader // nil: no Slack at hand, user groups have no members

	mu    sync.Mutex
	cache map[UsergroupID]cachedGroup
}

type cachedGroup struct {
	members []UserID
	readAt  time.Time
}

// NewRights makes a Rights.
func NewRights(roles Roles, groups UsergroupReader) *Rights {
	return &Rights{roles: roles, groups: groups, cache: make(map[UsergroupID]cachedGroup)}
}

// Role returns what the user may do. If Slack does not answer, the last known
// members of the user group count.
func (r *Rights) Role(ctx context.Context, user UserID) (Role, error) {
	staff, err := r.isOf(ctx, r.roles.Staff, user)
	if staff {
		return RoleStaff, nil
	}
	if err != nil {
		return RoleEveryone, err
	}
	working, err := r.isOf(ctx, r.roles.WorkingGroup, user)
	if working {
		return RoleWorkingGroup, nil
	}
	return RoleEveryone, err
}

// InWorkingGroup reports whether the user is of the working group, whatever
// else they are.
func (r *Rights) InWorkingGroup(ctx context.Context, user UserID) (bool, error) {
	return r.isOf(ctx, r.roles.WorkingGroup, user)
}

func (r *Rights) isOf(ctx context.Context, t Team, user UserID) (bool, error) {
	if slices.Contains(t.Users, user) {
		return true, nil
	}
	if t.Usergroup == "" || r.groups == nil {
		return false, nil
	}
	members, err := r.members(ctx, t.Usergroup)
	return slices.Contains(members, user), err
}

func (r *Rights) members(ctx context.Context, id UsergroupID) ([]UserID, error) {
	r.mu.Lock()
	known, ok := r.cache[id]
	r.mu.Unlock()
	if ok && time.Since(known.readAt) < usergroupMaxAge {
		return known.members, nil
	}
	members, err := r.groups.UsergroupMembers(ctx, id)
	if err != nil {
		if ok {
			return known.members, nil
		}
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.cache[id] = cachedGroup{members: members, readAt: time.Now()}
	return members, nil
}
