-- Closes an intent that was sent. A question's post is recorded, and the
-- replies that were kept for it become contributions.
-- KEYS[1] the lane. ARGV: id, fence, kind, ts of the post, the post (JSON, empty for other kinds).
local lane, id = KEYS[1], ARGV[1]
if not holds(lane, id, ARGV[2]) then return 0 end
remove(lane, id)
if ARGV[3] ~= 'check_mark' then redis.call('SADD', lane .. ':out:done', id) end
redis.call('DEL', lane .. ':out:failed')
if ARGV[5] ~= '' then
  redis.call('HSET', lane .. ':posts', ARGV[4], ARGV[5])
  for _, ts in ipairs(redis.call('SMEMBERS', lane .. ':t:' .. ARGV[4])) do
    local key = lane .. ':c:' .. ts
    if redis.call('HGET', key, 'state') == 'kept' then
      redis.call('HSET', key, 'state', 'live')
      redis.call('SREM', lane .. ':kept', ts)
      local mark = redis.call('HMGET', key, 'check_id', 'check_body')
      check(lane, ts, mark[1], mark[2])
    end
  end
end
drop_kept(lane)
return 1
