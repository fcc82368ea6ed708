-- Closes an intent that was sent. A question's post is recorded, and the
-- replies that were kept for it become contributions. A check mark that stands
-- has those that the channel refused before follow.
-- KEYS[1] the lane. ARGV: id, fence, kind, ts of the post, the post (JSON, empty for other kinds).
local lane, id = KEYS[1], ARGV[1]
if finished(lane, id, ARGV[2], 'done') then return 1 end
if not holds(lane, id, ARGV[2]) then return 0 end
remove(lane, id)
finish(lane, 'done')
if ARGV[3] == 'check_mark' then
  unshelve(lane, math.huge)
else
  redis.call('SADD', lane .. ':out:done', id)
  redis.call('HDEL', lane .. ':out:tried', id)
end
redis.call('DEL', lane .. ':out:failed', lane .. ':out:refused')
if ARGV[5] ~= '' then
  redis.call('HSET', lane .. ':posts', ARGV[4], ARGV[5])
  for _, ts in ipairs(redis.call('SMEMBERS', lane .. ':t:' .. ARGV[4])) do
    local key = lane .. ':c:' .. ts
    if redis.call('HGET', key, 'state') == 'kept' then
      local mark = redis.call('HMGET', key, 'check_id', 'check_body')
      local wanted = mark[1] and mark[1] ~= ''
      redis.call('HSET', key, 'state', 'live', 'checked', wanted and '1' or '0')
      redis.call('SREM', lane .. ':kept', ts)
      if wanted then add(lane, mark[1], mark[2], 'check_mark', 0) end
    end
  end
end
drop_kept(lane)
return 1
