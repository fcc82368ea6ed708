-- Gives an intent back, to be tried later. KEYS[1] the lane. ARGV: id, fence, not before (ms),
-- retried (ms).
if finished(KEYS[1], ARGV[1], ARGV[2], 'postponed') then return 1 end
if not holds(KEYS[1], ARGV[1], ARGV[2]) then return 0 end
redis.call('HSET', KEYS[1] .. ':out:i:' .. ARGV[1], 'not_before', ARGV[3], 'retried', ARGV[4])
finish(KEYS[1], 'postponed')
return 1
