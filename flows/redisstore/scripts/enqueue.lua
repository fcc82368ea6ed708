-- Queues an intent. KEYS[1] the lane. ARGV: id, body, kind, not before (ms).
return enqueue(KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4])
