-- Stores an answer that came in no thread, if what stands there is still what was read.
-- KEYS[1] the channel. ARGV: ts, sum, organisation, body, changed_at of what was read (empty: nothing was).
-- Returns an outcome; stale: something else stands.
local lane = KEYS[1]
local key = lane .. ':c:' .. ARGV[1]
local old = redis.call('HMGET', key, 'state', 'sum', 'body')
if old[1] == 'live' and old[2] == ARGV[2] then return 'duplicate' end
local changed = ''
if old[1] == 'live' then
  changed = cjson.decode(old[3]).changed_at
elseif old[1] then
  return 'stale'
end
if changed ~= ARGV[5] then return 'stale' end
redis.call('HSET', key, 'state', 'live', 'thread', '', 'edited', '', 'event', '', 'sum', ARGV[2],
  'organisation', ARGV[3], 'body', ARGV[4])
redis.call('SADD', lane .. ':direct', ARGV[1])
return old[1] and 'edited' or 'new'
