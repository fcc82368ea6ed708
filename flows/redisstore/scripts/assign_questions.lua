-- Gives questions that nobody has to a firing, and remembers the channels that
-- they are posted in: answers stay found when a channel leaves the meeting.
-- KEYS[1] the meeting's asked questions, KEYS[2] its channels.
-- ARGV: firing, number of questions, questions…, channels…
-- Returns all questions that the firing has.
local firing, n = ARGV[1], tonumber(ARGV[2])
for i = 3, 2 + n do redis.call('HSETNX', KEYS[1], ARGV[i], firing) end
for i = 3 + n, #ARGV do redis.call('SADD', KEYS[2], ARGV[i]) end
local mine, all = {}, redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  if all[i + 1] == firing then mine[#mine + 1] = all[i] end
end
return mine
