-- Changes where the store stands in a move, if that is still what was read.
-- KEYS: the mark, the writers. ARGV: token read, token of this change, lease (ms, 0 for none),
-- 1 to refuse while a process writes to the store, state, id, where.
-- Returns 'saved', 'changed' or 'written'.
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local token, lease = redis.call('HGET', KEYS[1], 'token') or '', tonumber(ARGV[3])
if token == ARGV[2] then return 'saved' end -- a retry
if token ~= ARGV[1] then return 'changed' end
if ARGV[4] == '1' and redis.call('ZCOUNT', KEYS[2], '(' .. now, '+inf') > 0 then return 'written' end
redis.call('HSET', KEYS[1], 'token', ARGV[2], 'state', ARGV[5], 'id', ARGV[6], 'where', ARGV[7], 'at', now,
  'until', lease > 0 and now + lease or 0)
return 'saved'
