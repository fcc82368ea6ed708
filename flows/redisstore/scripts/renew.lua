-- Lengthens the lease of an intent. KEYS[1] the lane. ARGV: id, fence, lease (ms).
if not holds(KEYS[1], ARGV[1], ARGV[2]) then return 0 end
local t = redis.call('TIME')
redis.call('HSET', KEYS[1] .. ':out:held', 'until', t[1] * 1000 + math.floor(t[2] / 1000) + tonumber(ARGV[3]))
return 1
