-- Closes an intent that can never be sent. A question may be queued again, and
-- what is shelved waits: the channel that refused it may have been mended.
-- KEYS[1] the lane. ARGV: id, fence, kind, reason, at (ms), shelve.
local lane, id = KEYS[1], ARGV[1]
if finished(lane, id, ARGV[2], 'failed') then return 1 end
if not holds(lane, id, ARGV[2]) then return 0 end
local body = redis.call('HGET', lane .. ':out:i:' .. id, 'body')
local first = redis.call('HGET', lane .. ':out:i:' .. id, 'first')
remove(lane, id)
finish(lane, 'failed')
redis.call('HSETNX', lane .. ':out:refused', ARGV[4], ARGV[5])
if ARGV[6] == '1' then redis.call('HSET', lane .. ':out:shelf', id, body) end
if ARGV[3] ~= 'check_mark' then
  if ARGV[3] == 'question' then
    redis.call('HSET', lane .. ':out:tried', id, first or cjson.decode(body).queued_at)
  elseif ARGV[6] ~= '1' then
    redis.call('SADD', lane .. ':out:done', id)
  end
  redis.call('HSET', lane .. ':out:failed', 'reason', ARGV[4], 'at', ARGV[5])
  redis.call('HINCRBY', lane .. ':out:failed', 'count', 1)
end
drop_kept(lane)
return 1
