-- Queues what a channel refused, of the check marks one; the others follow when
-- it stands. KEYS[1] the lane. Returns how many there were.
return unshelve(KEYS[1], 1)
