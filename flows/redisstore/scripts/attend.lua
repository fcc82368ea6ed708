-- Notes that a process writes to the store, unless a move forbids it. A move
-- whose lease has ended is broken off: its token no longer counts.
-- KEYS: the mark, the writers. ARGV: process, how long (ms). Returns 1, or 0 if forbidden.
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local mark = redis.call('HMGET', KEYS[1], 'state', 'until')
if mark[1] == 'moved' or mark[1] == 'receiving' then return 0 end
if mark[1] == 'moving' or mark[1] == 'claimed' then
  if tonumber(mark[2]) > now then return 0 end
  redis.call('HSET', KEYS[1], 'state', 'broken_off', 'token', '')
end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
redis.call('ZADD', KEYS[2], now + tonumber(ARGV[2]), ARGV[1])
redis.call('PEXPIRE', KEYS[2], ARGV[2])
return 1
