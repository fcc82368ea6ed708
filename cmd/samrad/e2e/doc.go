// Package e2e tests the samrad binary as an operator runs it and as people
// meet it: a process of its own, a real store, and the strict simulated
// workspace at the wire. It holds tests only.
package e2e
