// Package config turns the config file and the environment into values that
// can be trusted: strictly decoded, cross-checked, with schedules merged and
// secrets wrapped.
//
// [Load] and [Environment] report everything that is wrong at once, as
// [Problems]. Each [Problem] is one line, with its path and how to mend it:
//
//	meetings[0].starts: "next Tuesday" is not a time; write it as 2023-11-07 13:00 or 2023-11-07T13:00:00+01:00 (line 31)
//
// What looks wrong but works is in [Config].Warnings. No problem shows the
// value of a token, a secret or the store's address.
//
// What is required depends on the command: [Env.RequireSlack] is for those
// that connect to Slack. A complete annotated file is [Example].
package config
