-- Queues one of the check marks that a channel refused; the others follow when
-- it stands. KEYS[1] the lane. Returns how many there were.
return unshelve(KEYS[1], 1)
