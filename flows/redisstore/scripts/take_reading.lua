-- Gives a reading to an owner, unless another has it.
-- KEYS[1] the reading. ARGV: owner, lease (ms). Returns {1, body} or {0, ''}.
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local r = redis.call('HMGET', KEYS[1], 'owner', 'until', 'body')
if r[1] and r[1] ~= ARGV[1] and tonumber(r[2]) > now then return {0, ''} end
redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'until', now + tonumber(ARGV[2]))
return {1, r[3] or ''}
