package promise

import (
	"github.com/goodword/goodword/internal/domain/message"
)

// args are the values that every title of a step may use.
func (in TimelineInput) args(point) []any {
	channels := in.Wish.Channels
	if len(channels) == 0 {
		channels = in.Promise.Channels
	}
	return append(in.Names.args(in.Promise.Who), "channels", channelWords(channels))
}

// args returns the names as arguments. Where a name isn't known yet a phrase
// stands for it; in every language that phrase reads the same as subject and as
// object. Where the team makes contact no rep is named.
func (n Names) args(who Who) []any {
	return []any{
		"company", n.Company,
		"referrer", orPhrase(n.Referrer, "promise.name.referrer"),
		"person", orPhrase(n.Person, "promise.name.person"),
		"rep", n.rep(who),
	}
}

func (n Names) rep(who Who) any {
	if who == WhoTeam {
		return message.Of("promise.name.team")
	}
	if n.Rep != "" && n.RepTitle != "" {
		return message.Of("promise.name.rep_title", "rep", n.Rep, "title", n.RepTitle)
	}
	return orPhrase(n.Rep, "promise.name.rep")
}

func orPhrase(name, key string) any {
	if name != "" {
		return name
	}
	return message.Of(key)
}

func channelWords(channels []Channel) message.Or {
	words := make(message.Or, len(channels))
	for i, c := range channels {
		words[i] = message.Word{Kind: "channel", Value: string(c)}
	}
	return words
}

// detail says when a step happens or how it went; zero when there is nothing to
// add to the title.
func (in TimelineInput) detail(p point) message.Message {
	switch p.state {
	case StateDone:
		return message.Of("promise.detail.done", "at", in.day(p.doneMS))
	case StateKept:
		return message.Of("promise.detail.kept", "at", in.day(p.doneMS))
	case StateKeptLate:
		return message.Of("promise.detail.kept_late", "at", in.day(p.doneMS), "due", in.moment(p.dueMS))
	case StateLate:
		return message.Of("promise.detail.late", "due", in.moment(p.dueMS))
	case StateBroken:
		if p.doneMS != 0 {
			return message.Of("promise.detail.broken_done", "at", in.day(p.doneMS), "due", in.moment(p.dueMS))
		}
		return message.Of("promise.detail.broken", "due", in.moment(p.dueMS))
	case StateSkipped:
		return message.Of("promise.detail.skipped")
	case StatePaused:
		if p.code == StepAnswer && in.Facts.Bounced {
			return message.Of("promise.detail.bounced")
		}
		return message.Of("promise.detail.paused", "until", in.day(in.Facts.NotNowUntilMS))
	}
	return in.ahead(p)
}

// ahead is the detail of a step that is still to come.
func (in TimelineInput) ahead(p point) message.Message {
	switch {
	case p.atOnce:
		return message.Of("promise.detail.at_once")
	case p.dueMS != 0 && p.promised:
		return message.Of("promise.detail.by_moment", "due", in.moment(p.dueMS))
	case p.dueMS != 0:
		return message.Of("promise.detail.by_day", "due", in.day(p.dueMS))
	case p.code == StepFirstContact && p.current:
		return message.Message{} // a pause that the reader doesn't know of
	case p.within != nil:
		return message.Of("promise.detail.within", "span", p.within.Message())
	case p.code == StepAnswer && !p.current:
		return message.Of("promise.detail.days", "days", message.Of("duration.days", "count", in.Promise.PersonDays))
	case p.code == StepPaid && in.Facts.PayableMS > in.NowMS:
		return message.Of("promise.detail.payable", "from", in.day(in.Facts.PayableMS))
	}
	return message.Message{}
}

func (in TimelineInput) day(ms int64) message.Day { return message.Day{MS: ms, Zone: in.zone()} }

func (in TimelineInput) moment(ms int64) message.Moment {
	return message.Moment{MS: ms, Zone: in.zone()}
}

// zone is the one in which the reader reads times.
func (in TimelineInput) zone() string {
	if in.Reader == ReaderPerson && in.Zone != "" {
		return in.Zone
	}
	return in.Calendar.Zone
}
