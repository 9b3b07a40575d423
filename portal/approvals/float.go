package approvals

import (
	"context"
	"time"

	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/portal/page"
)

// balanceWait is how long the desk waits for Stripe to say what is there.
const balanceWait = 3 * time.Second

// floats are the money that we owe beside the money that we have.
type floats struct {
	Unknown bool // Stripe didn't say
	Rows    []float
}

// float is one currency's.
type float struct {
	Owed, Available money.Money
	Short           money.Money // what is missing; zero when nothing is
}

// floats asks Stripe; a desk without its answer is still a desk.
func (p *Pages) floats(ctx context.Context, reader page.Reader) floats {
	ctx, cancel := context.WithTimeout(ctx, balanceWait)
	defer cancel()
	list, err := p.App.Rewards.Floats(ctx, reader.Actor)
	if err != nil {
		return floats{Unknown: true}
	}
	var out floats
	for _, f := range list {
		if f.Owed == 0 && f.Available == 0 {
			continue
		}
		one := float{Owed: money.Of(f.Owed, f.Currency), Available: money.Of(f.Available, f.Currency)}
		if f.Owed > f.Available {
			one.Short = money.Of(f.Owed-f.Available, f.Currency)
		}
		out.Rows = append(out.Rows, one)
	}
	return out
}
