-- Shared by the scripts that queue intents; prepended to them.
-- enqueue puts an intent at the end of its lane unless its id is known; add
-- does so whatever is known. One that was tried before goes on counting: it may
-- have been sent, and is looked for from its first queueing on.
local function add(lane, id, body, kind, not_before)
  local first = kind == 'question' and redis.call('HGET', lane .. ':out:tried', id)
  redis.call('HSET', lane .. ':out:i:' .. id, 'body', body, 'kind', kind, 'attempt', first and 1 or 0, 'not_before', not_before)
  if first then redis.call('HSET', lane .. ':out:i:' .. id, 'first', first) end
  redis.call('ZADD', lane .. ':out', redis.call('INCR', lane .. ':out:seq'), id)
  if kind == 'question' then redis.call('SADD', lane .. ':out:questions', id) end
end
local function enqueue(lane, id, body, kind, not_before)
  if redis.call('SISMEMBER', lane .. ':out:done', id) == 1 then return 0 end
  if redis.call('EXISTS', lane .. ':out:i:' .. id) == 1 then return 0 end
  add(lane, id, body, kind, not_before)
  return 1
end
-- drop_kept forgets replies that were kept for a question's post, once none is
-- on its way any more: they stand in other threads.
local function drop_kept(lane)
  if redis.call('SCARD', lane .. ':out:questions') > 0 then return end
  for _, ts in ipairs(redis.call('SMEMBERS', lane .. ':kept')) do
    local thread = redis.call('HGET', lane .. ':c:' .. ts, 'thread')
    if thread then redis.call('SREM', lane .. ':t:' .. thread, ts) end
    redis.call('DEL', lane .. ':c:' .. ts)
  end
  redis.call('DEL', lane .. ':kept')
end
-- holds tells whether the caller still has the lease of its lane.
local function holds(lane, id, fence)
  local held = redis.call('HMGET', lane .. ':out:held', 'id', 'fence', 'ended')
  return held[1] == id and held[2] == fence and not held[3]
end
-- finish ends a lease. Who does so again in the same way did not get the answer.
local function finish(lane, how)
  redis.call('HDEL', lane .. ':out:held', 'until')
  redis.call('HSET', lane .. ':out:held', 'ended', how)
end
local function finished(lane, id, fence, how)
  local held = redis.call('HMGET', lane .. ':out:held', 'id', 'fence', 'ended')
  return held[1] == id and held[2] == fence and held[3] == how
end
local function remove(lane, id)
  redis.call('ZREM', lane .. ':out', id)
  redis.call('DEL', lane .. ':out:i:' .. id)
  redis.call('SREM', lane .. ':out:questions', id)
end
-- unshelve queues what the channel refused, of the check marks most at most.
local function unshelve(lane, most)
  local shelf, marks = redis.call('HGETALL', lane .. ':out:shelf'), 0
  for i = 1, #shelf, 2 do
    local kind = 'superseded'
    if string.find(shelf[i + 1], '"kind":"check_mark"', 1, true) then kind, marks = 'check_mark', marks + 1 end
    if kind ~= 'check_mark' or marks <= most then
      enqueue(lane, shelf[i], shelf[i + 1], kind, 0)
      redis.call('HDEL', lane .. ':out:shelf', shelf[i])
    end
  end
  return #shelf / 2
end
