-- Reads where the store stands in a move. KEYS[1] the mark.
-- Returns 1 while its lease lasts, else 0, and its fields and values.
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local until_ = tonumber(redis.call('HGET', KEYS[1], 'until') or '0')
return {until_ > now and 1 or 0, redis.call('HGETALL', KEYS[1])}
