-- Closes an intent that can never be sent. A question may be queued again: the
-- channel may have been mended. KEYS[1] the lane. ARGV: id, fence, kind, reason, at (ms).
local lane, id = KEYS[1], ARGV[1]
if not holds(lane, id, ARGV[2]) then return 0 end
remove(lane, id)
if ARGV[3] ~= 'check_mark' then
  if ARGV[3] ~= 'question' then redis.call('SADD', lane .. ':out:done', id) end
  redis.call('HSET', lane .. ':out:failed', 'reason', ARGV[4], 'at', ARGV[5])
  redis.call('HINCRBY', lane .. ':out:failed', 'count', 1)
end
drop_kept(lane)
return 1
