-- Keeps a dead letter once. KEYS: letters, seen. ARGV: sum, at (ms), source, reason, raw, most.
if redis.call('ZADD', KEYS[2], 'NX', ARGV[2], ARGV[1]) == 0 then return 0 end
redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[6], '*', 'at', ARGV[2], 'source', ARGV[3], 'reason', ARGV[4], 'raw', ARGV[5])
redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -tonumber(ARGV[6]) - 1)
return 1
