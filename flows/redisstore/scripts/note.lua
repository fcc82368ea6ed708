-- Keeps a sender's progress. KEYS[1] the lane. ARGV: id, fence, progress.
if not holds(KEYS[1], ARGV[1], ARGV[2]) then return 0 end
redis.call('HSET', KEYS[1] .. ':out:i:' .. ARGV[1], 'progress', ARGV[3])
return 1
