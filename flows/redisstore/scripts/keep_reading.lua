-- Keeps how far a reading has come, for its owner.
-- KEYS[1] the reading. ARGV: owner, lease (ms; 0 gives it back), body.
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end
local t = redis.call('TIME')
redis.call('HSET', KEYS[1], 'until', t[1] * 1000 + math.floor(t[2] / 1000) + tonumber(ARGV[2]), 'body', ARGV[3])
return 1
