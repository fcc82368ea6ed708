-- Saves a meeting whose revision is the one that was read.
-- KEYS: meetings, revisions. ARGV: id, revision, body. Returns 1, or 0 if another stands.
if (redis.call('HGET', KEYS[2], ARGV[1]) or '0') ~= ARGV[2] then
  -- The same content saved twice (a retry) is no conflict.
  return redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[3] and 1 or 0
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
redis.call('HINCRBY', KEYS[2], ARGV[1], 1)
return 1
