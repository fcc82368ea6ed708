// Package demo plays a whole consultation: the meeting of 7 November 2023, its
// five questions, and 143 invented answers from 38 organisations, in a
// simulated workspace and at a faster clock.
//
// It is everything that surrounds the bot and nothing of the bot: [People] act
// in the workspace as people would, [Clock] is the time that they and the bot
// live by, and [Config] is the file that the bot runs with.
package demo
