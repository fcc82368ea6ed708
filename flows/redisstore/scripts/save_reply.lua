-- Stores a reply, new or edited. The newest edited.ts wins, whatever the order
-- of arrival; of two with the same, the newest event. Of the same once more the
-- one counts that names more of its files. A tombstone stays.
-- KEYS[1] the channel. ARGV: ts, thread, edited, event (both padded to sort as
-- strings), sum of what was said, organisation, body, check mark's id and body,
-- number of files without a name.
-- Returns the outcome and the question's post.
local lane, ts, thread = KEYS[1], ARGV[1], ARGV[2]
local edited, event, sum, organisation, body = ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7]
local key = lane .. ':c:' .. ts
local old = redis.call('HMGET', key, 'state', 'edited', 'event', 'sum', 'organisation', 'checked', 'unnamed')
local post = redis.call('HGET', lane .. ':posts', thread)
if old[1] == 'gone' then return {'stale', post or ''} end
local state = 'live'
if not post then
  if redis.call('SCARD', lane .. ':out:questions') == 0 then return {'no_question', ''} end
  state = 'kept'
end
local outcome = 'new'
if old[1] then
  if edited < old[2] then return {'stale', post or ''} end
  if edited == old[2] then
    if sum == old[4] then
      if tonumber(ARGV[10]) < tonumber(old[7] or '0') then redis.call('HSET', key, 'body', body, 'unnamed', ARGV[10]) end
      return {'duplicate', post or ''}
    end
    if event <= old[3] then return {'stale', post or ''} end
  end
  outcome = 'edited'
  if old[5] and old[5] ~= '' then organisation = old[5] end
end
-- The check mark is queued once in a reply's life.
local marked = old[6] == '1'
local mark = state == 'live' and ARGV[8] ~= '' and not marked
redis.call('HSET', key, 'state', state, 'thread', thread, 'edited', edited, 'event', event,
  'sum', sum, 'organisation', organisation, 'body', body, 'checked', (marked or mark) and '1' or '0',
  'unnamed', ARGV[10])
redis.call('SADD', lane .. ':t:' .. thread, ts)
if state == 'kept' then
  redis.call('SADD', lane .. ':kept', ts)
  redis.call('HSET', key, 'check_id', ARGV[8], 'check_body', ARGV[9])
  return {'kept', ''}
end
if mark then add(lane, ARGV[8], ARGV[9], 'check_mark', 0) end
return {outcome, post}
