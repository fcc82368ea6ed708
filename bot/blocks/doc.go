// Package blocks gives the domain's contents and views their form in Slack:
// Block Kit, inside every limit, with a text beside it for notifications and
// screen readers. It is pure.
//
// What people wrote is escaped, so that nobody's mention or link takes effect.
package blocks
