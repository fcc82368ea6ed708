//go:build race

package e2e_test

// raceDetector makes the binary under test watch for races too.
const raceDetector = true
