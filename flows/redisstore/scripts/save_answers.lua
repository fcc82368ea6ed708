-- Stores answers that came in no thread; the same place replaces.
-- KEYS[1] the channel. ARGV: for each answer ts, sum, organisation, body.
-- Returns an outcome each.
local lane, out = KEYS[1], {}
for i = 1, #ARGV, 4 do
  local key = lane .. ':c:' .. ARGV[i]
  local old = redis.call('HMGET', key, 'state', 'sum')
  if old[1] == 'live' and old[2] == ARGV[i + 1] then
    out[#out + 1] = 'duplicate'
  else
    out[#out + 1] = old[1] == 'live' and 'edited' or 'new'
    redis.call('HSET', key, 'state', 'live', 'thread', '', 'edited', '', 'event', '', 'sum', ARGV[i + 1],
      'organisation', ARGV[i + 2], 'body', ARGV[i + 3])
    redis.call('SADD', lane .. ':direct', ARGV[i])
  end
end
return out
