-- Records a reaction of a person, on or off; the newest event wins. It may come
-- before the message that it stands on.
-- KEYS[1] the channel. ARGV: ts, field ("name|user"), event (padded), on, by working group.
local key = KEYS[1] .. ':r:' .. ARGV[1]
local old = redis.call('HGET', key, ARGV[2])
if old then
  local at = string.match(old, '^([^|]*)|')
  if at == ARGV[3] then return 'duplicate' end
  if at > ARGV[3] then return 'stale' end
end
redis.call('HSET', key, ARGV[2], ARGV[3] .. '|' .. ARGV[4] .. '|' .. ARGV[5])
return 'new'
