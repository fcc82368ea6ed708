-- Adds the next of a numbered list. KEYS[1] the list. ARGV: number, body. Returns 1, or 0 if another stands there.
local n = redis.call('LLEN', KEYS[1])
if n == tonumber(ARGV[1]) and redis.call('LINDEX', KEYS[1], -1) == ARGV[2] then return 1 end
if n ~= tonumber(ARGV[1]) - 1 then return 0 end
redis.call('RPUSH', KEYS[1], ARGV[2])
return 1
