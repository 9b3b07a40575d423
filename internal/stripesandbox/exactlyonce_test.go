package stripesandbox_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/internal/stripesandbox"
)

// payer pays rewards by the rules of STRIPE.md §4, as the worker does: what it
// knows is what it stored before each call. It dies now and then.
type payer struct {
	w      *world
	rnd    *rand.Rand
	lookup bool // look before sending again
	calm   bool // no more deaths
	parked int
}

type due struct {
	request transfer.Request
	sends   transfer.Sends
	paid    bool
}

// step is one try of one reward.
func (p *payer) step(d *due) {
	if d.paid {
		return
	}
	now := p.w.clock.Now().UnixMilli()
	if d.sends.FirstMS != 0 && p.lookup && !p.look(d, now) {
		return
	}
	if d.sends.FirstMS == 0 {
		d.sends.FirstMS = now
	}
	d.sends.LastMS = now
	if p.dies() {
		return
	}
	_, err := p.w.client.Send(p.w.t.Context(), d.request)
	if p.dies() {
		return
	}
	switch transfer.ClassOf(err) {
	case transfer.OK:
		d.paid = true
	case transfer.DefiniteNo:
		d.request.Attempt++
		d.sends = transfer.Sends{}
	case transfer.Frozen:
		p.w.t.Fatalf("%s: %v", d.request.Key(), err)
	}
}

// look finds the transfer, or says whether it may be sent.
func (p *payer) look(d *due, now int64) (send bool) {
	found, err := p.w.client.Find(p.w.t.Context(), d.request.RewardID)
	if err != nil {
		return false
	}
	m, err := transfer.Match(d.request, found)
	p.w.must(err)
	if d.paid = m != nil; d.paid {
		return false
	}
	switch d.sends.Next(now) {
	case transfer.Look:
		return false
	case transfer.Park: // a person looks, and presses "send again"
		p.parked++
		d.request.Attempt++
		d.sends = transfer.Sends{FirstMS: now}
	}
	return true
}

func (p *payer) dies() bool { return !p.calm && p.rnd.IntN(20) == 0 }

func TestExactlyOnce(t *testing.T) {
	t.Parallel()
	quiet := []stripesandbox.FaultKind{stripesandbox.DropBefore, stripesandbox.DropAfterCommit, stripesandbox.TruncateBody, stripesandbox.Error502HTML,
		stripesandbox.Error503, stripesandbox.Lock409, stripesandbox.Rate429, stripesandbox.Lock429, stripesandbox.BalanceInsufficient}
	all := append([]stripesandbox.FaultKind{stripesandbox.Error500NoCommit, stripesandbox.Error500AfterCommit, stripesandbox.ListLag, stripesandbox.KeyExpired}, quiet...)
	for _, c := range []struct {
		name   string
		lookup bool
		kinds  []stripesandbox.FaultKind
		pause  time.Duration // longest between two tries
		parks  bool
	}{
		{"the key alone, inside a day", false, quiet, 30 * time.Minute, false},
		{"key and list, keys forgotten", true, all, 14 * time.Hour, true},
	} {
		for seed := range uint64(2) {
			t.Run(fmt.Sprintf("%s, seed %d", c.name, seed), func(t *testing.T) {
				t.Parallel()
				w := newWorld(t)
				p := &payer{w: w, rnd: rand.New(rand.NewPCG(seed, 1)), lookup: c.lookup}
				rewards := p.run(c.kinds, c.pause, 25)
				for _, d := range rewards {
					if n := w.transfersOf(d.request.RewardID); n != 1 || !d.paid {
						t.Errorf("%s: %d transfers, paid %v", d.request.Key(), n, d.paid)
					}
				}
				if c.parks && p.parked == 0 {
					t.Error("nothing was ever parked: the run is too gentle")
				}
			})
		}
	}
}

// run pays n rewards under faults and then in peace.
func (p *payer) run(kinds []stripesandbox.FaultKind, pause time.Duration, n int) []*due {
	ctx := p.w.t.Context()
	acct := p.w.payee("m1")
	rewards := make([]*due, n)
	for i := range rewards {
		rewards[i] = &due{request: request(fmt.Sprintf("r%d", i), acct)}
	}
	for range 10 {
		p.w.must(p.w.TopUp(ctx, 20000, "eur")) // short of money now and then
		for _, d := range rewards {
			if k := kinds[p.rnd.IntN(len(kinds))]; p.rnd.IntN(100) < 55 {
				p.w.must(p.w.Arm(ctx, stripesandbox.Fault{Kind: k, Seconds: 1800}))
			}
			p.step(d)
			p.w.must(p.w.Disarm(ctx))
		}
		p.w.clock.advance(time.Duration(p.rnd.Int64N(int64(pause))))
	}
	p.calm = true
	p.w.must(p.w.TopUp(ctx, int64(n)*5000, "eur"))
	for range 8 {
		for _, d := range rewards {
			p.step(d)
		}
		p.w.clock.advance(min(pause, 10*time.Hour))
	}
	return rewards
}
