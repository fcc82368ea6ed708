// Package bot is Slack, in and out. Receivers (Socket Mode, HTTP) take
// deliveries; a pure parse turns each into a domain event, the router hands it
// to the use cases of flows, and the delivery is acknowledged only once what
// it carries is durable. The Messenger sends what stands in the outbox.
//
// Nothing else in the project imports slack-go, and receivers know nothing of
// the store.
package bot
