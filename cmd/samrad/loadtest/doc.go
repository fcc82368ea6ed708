// Package loadtest measures how many events a second samrad takes: from the
// delivery over a durable write in a real Redis to the acknowledgement. Beside
// it, in the same run and with the same load, go two minimal bots that do no
// more than one write before they acknowledge: one on slack-go, one on
// @slack/bolt (peers). Machines differ and are shared, so what counts are the
// ratios. It only reports:
//
//	go test -run '^$' -bench . -benchtime 3x ./cmd/samrad/loadtest
//
// runs three rounds, the bots taking turns in each; it needs redis-server, and
// node with npm for Bolt's part (SAMRAD_LOAD_BOTS=samrad,slackgo leaves that
// out). SAMRAD_LOAD_SECONDS sets how long each bot is loaded in a round, 5 by
// default, and SAMRAD_LOAD_FSYNC how Redis writes: everysec (the default, as
// the peers' figures are known for it) or always (as samrad runs).
package loadtest
