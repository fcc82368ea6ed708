-- Leases the first intent of a lane. KEYS[1] the lane. ARGV: owner, lease (ms),
-- token of the call: one whose answer was lost gets the same again.
-- Returns {'none'}, {'wait', ms until something may be taken}, {'held', ms until
-- another's lease ends}, or {'taken', id, body, fence, attempt, progress,
-- retried, first queueing (empty: the body's)}.
local lane = KEYS[1]
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local first = redis.call('ZRANGE', lane .. ':out', 0, 0)[1]
if not first then return {'none'} end
local held = redis.call('HMGET', lane .. ':out:held', 'until', 'token', 'fence')
local until_ = tonumber(held[1] or '0')
local again = until_ > now and held[2] == ARGV[3]
if until_ > now and not again then return {'held', until_ - now} end
local key = lane .. ':out:i:' .. first
local intent = redis.call('HMGET', key, 'body', 'not_before', 'progress', 'retried', 'first')
if not intent[1] then
  redis.call('ZREM', lane .. ':out', first)
  return {'wait', 0}
end
if tonumber(intent[2]) > now then return {'wait', tonumber(intent[2]) - now} end
local fence, attempt = held[3], redis.call('HINCRBY', key, 'attempt', again and 0 or 1)
if not again then
  fence = tostring(redis.call('INCR', lane .. ':out:fence'))
  redis.call('HDEL', lane .. ':out:held', 'ended')
  redis.call('HSET', lane .. ':out:held', 'id', first, 'owner', ARGV[1], 'fence', fence, 'until', now + tonumber(ARGV[2]), 'token', ARGV[3])
end
return {'taken', first, intent[1], fence, attempt, intent[3] or '', intent[4] or '0', intent[5] or ''}
