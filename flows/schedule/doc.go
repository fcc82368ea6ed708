// Package schedule turns cron specs, windows and holidays into firings. It is
// pure: the same spec, window and options give the same firings everywhere, so
// that all replicas agree.
//
// A spec is evaluated on the local wall clock. A local time that daylight
// saving skips fires at the end of the gap; one that occurs twice fires the
// first time only. (robfig/cron alone would skip 02:30 in March and fire it
// twice in October.)
package schedule
