-- Replaces a version if it is still what was read. KEYS[1] the versions. ARGV: index, old, new.
local now = redis.call('LINDEX', KEYS[1], ARGV[1])
if now == ARGV[3] then return 1 end
if now ~= ARGV[2] then return 0 end
redis.call('LSET', KEYS[1], ARGV[1], ARGV[3])
return 1
