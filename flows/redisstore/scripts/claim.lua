-- Takes a firing unless it is done or another owner holds it.
-- KEYS[1] the firing. ARGV: owner, lease (ms). Returns the fence, or 0.
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local f = redis.call('HMGET', KEYS[1], 'owner', 'until', 'done')
if f[3] then return 0 end
if f[1] and f[1] ~= ARGV[1] and tonumber(f[2]) > now then return 0 end
redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'until', now + tonumber(ARGV[2]))
return redis.call('HINCRBY', KEYS[1], 'fence', 1)
