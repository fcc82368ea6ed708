// Command slackgo is a minimal bot on slack-go, to compare samrad with: it
// writes each message into Redis with one command before it acknowledges it.
package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"
)

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "slackgo:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	o, err := redis.ParseURL(os.Getenv("REDIS_URL"))
	if err != nil {
		return err
	}
	b := &bot{client: redis.NewClient(o), secret: os.Getenv("SLACK_SIGNING_SECRET")}
	api := slack.New(os.Getenv("SLACK_BOT_TOKEN"), slack.OptionAPIURL(os.Getenv("SLACK_API_URL")), slack.OptionAppLevelToken(os.Getenv("SLACK_APP_TOKEN")))
	if os.Getenv("PEER_MODE") == "socket" {
		return b.socket(ctx, socketmode.New(api))
	}
	http.HandleFunc("POST /slack/events", b.event)
	server := &http.Server{Addr: os.Getenv("SAMRAD_LISTEN"), ReadHeaderTimeout: 5 * time.Second}
	return server.ListenAndServe()
}

type bot struct {
	client *redis.Client
	secret string
}

func (b *bot) store(ctx context.Context, e slackevents.EventsAPIEvent) error {
	m, ok := e.InnerEvent.Data.(*slackevents.MessageEvent)
	if !ok {
		return nil
	}
	return b.client.HSet(ctx, "c:"+m.Channel+":"+m.TimeStamp, "user", m.User, "thread", m.ThreadTimeStamp, "text", m.Text).Err()
}

func (b *bot) event(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	v, err := slack.NewSecretsVerifier(r.Header, b.secret)
	if err == nil {
		_, _ = v.Write(body)
		err = v.Ensure()
	}
	if err != nil {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	e, err := slackevents.ParseEvent(body, slackevents.OptionNoVerifyToken())
	if err == nil {
		err = b.store(r.Context(), e)
	}
	if err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
}

func (b *bot) socket(ctx context.Context, client *socketmode.Client) error {
	go func() {
		for e := range client.Events {
			if data, ok := e.Data.(slackevents.EventsAPIEvent); ok {
				go func() {
					if b.store(ctx, data) == nil {
						_ = client.Ack(*e.Request)
					}
				}()
			}
		}
	}()
	return client.RunContext(ctx)
}
