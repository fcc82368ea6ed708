-- Leaves a tombstone: no text, no person, no organisation. A deletion may come
-- before its reply, so one of an unknown message in a question's thread (or
-- while a question's post is on its way) leaves one too; only where an answer
-- had been stored it says so (answer), and is listed. What begins a thread is
-- no reply to it: a question's own post, a message that was not counted.
-- KEYS[1] the channel. ARGV: ts, thread (may be empty), event (padded), changed_at
-- of the only answer that is meant (empty: whatever stands).
local lane, ts, thread, event = KEYS[1], ARGV[1], ARGV[2], ARGV[3]
local key = lane .. ':c:' .. ts
local old = redis.call('HMGET', key, 'state', 'thread', 'body')
if old[1] == 'gone' then return 'duplicate' end
if ARGV[4] ~= '' and (not old[3] or cjson.decode(old[3]).changed_at ~= ARGV[4]) then return 'stale' end
if old[2] and old[2] ~= '' then thread = old[2] end
if not old[1] then
  if ts == thread or redis.call('HEXISTS', lane .. ':posts', ts) == 1 then return 'no_question' end
  local known = thread ~= '' and redis.call('HEXISTS', lane .. ':posts', thread) == 1
  if not known and redis.call('SCARD', lane .. ':out:questions') == 0 then return 'no_question' end
end
local question = ''
if old[3] then
  -- A form's or an import's place in the meeting is not in a post.
  local body = cjson.decode(old[3])
  if body.meeting and body.meeting ~= '' then
    question = cjson.encode({meeting = body.meeting, question = body.question, source = body.source, id = body.id, submitted_at = body.submitted_at})
  end
end
redis.call('DEL', key)
redis.call('HSET', key, 'state', 'gone', 'thread', thread, 'event', event, 'body', question, 'answer', old[1] and '1' or '0')
redis.call('SREM', lane .. ':kept', ts)
if thread ~= '' then redis.call('SADD', lane .. ':t:' .. thread, ts) end
return 'withdrawn'
