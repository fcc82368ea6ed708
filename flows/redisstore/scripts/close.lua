-- Marks a firing done and moves the job's cursor forward.
-- KEYS: the firing, the cursor. ARGV: fence, at (microseconds).
if redis.call('HGET', KEYS[1], 'fence') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'done', '1')
local old = redis.call('GET', KEYS[2])
if not old or tonumber(old) < tonumber(ARGV[2]) then redis.call('SET', KEYS[2], ARGV[2]) end
return 1
