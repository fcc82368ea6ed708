// A minimal bot on @slack/bolt, to compare samrad with: it writes each message
// into Redis with one command before it is acknowledged.
const { App, HTTPReceiver, SocketModeReceiver, LogLevel } = require("@slack/bolt");
const Redis = require("ioredis").default;

const redis = new Redis(process.env.REDIS_URL);
const store = (m) => redis.hset(`c:${m.channel}:${m.ts}`, "user", m.user, "thread", m.thread_ts, "text", m.text);
const slackApiUrl = process.env.SLACK_API_URL;

async function http() {
  const [host, port] = process.env.SAMRAD_LISTEN.split(":");
  const receiver = new HTTPReceiver({
    signingSecret: process.env.SLACK_SIGNING_SECRET,
    processBeforeResponse: true,
    logLevel: LogLevel.ERROR,
  });
  const app = new App({ token: process.env.SLACK_BOT_TOKEN, receiver, clientOptions: { slackApiUrl }, logLevel: LogLevel.ERROR });
  app.message(async ({ message }) => store(message));
  await receiver.start({ port: Number(port), host });
}

async function socket() {
  const receiver = new SocketModeReceiver({
    appToken: process.env.SLACK_APP_TOKEN,
    logLevel: LogLevel.ERROR,
    installerOptions: { clientOptions: { slackApiUrl } },
  });
  const app = new App({ token: process.env.SLACK_BOT_TOKEN, receiver, clientOptions: { slackApiUrl }, logLevel: LogLevel.ERROR });
  // Bolt acknowledges an event before any listener of it runs, so the write
  // stands before Bolt's part.
  const processEvent = app.processEvent.bind(app);
  app.processEvent = async (event) => {
    if (event.body.event?.type === "message") await store(event.body.event);
    return processEvent(event);
  };
  app.message(async () => {});
  await app.start();
}

(process.env.PEER_MODE === "socket" ? socket() : http()).catch((e) => {
  console.error(e);
  process.exit(1);
});
