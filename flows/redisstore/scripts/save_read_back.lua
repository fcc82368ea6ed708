-- Adds what a reading of threads found, unless it is the newest already.
-- KEYS[1] the readings. ARGV: body, most.
if redis.call('LINDEX', KEYS[1], -1) == ARGV[1] then return 0 end
redis.call('RPUSH', KEYS[1], ARGV[1])
redis.call('LTRIM', KEYS[1], -tonumber(ARGV[2]), -1)
return 1
