package payout

import (
	"context"
	"time"

	"github.com/stripe/stripe-go/v76"

	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/transfer"
)

// The metadata that our transfers carry.
const (
	metaReward = "reward_id"
	metaEnv    = "env"
)

// findLimit bounds how many transfers of one group are read; more than one is a
// case for a person already.
const findLimit = 100

// Send makes the transfer, once. Sending the same request again is safe for
// 24 hours; before that the caller looks with Find and asks transfer.Sends. A
// context's deadline also holds on the wall clock, so that a process that was
// frozen past its lease doesn't send when it wakes.
func (c *Client) Send(ctx context.Context, r transfer.Request) (transfer.Result, error) {
	if err := r.Check(); err != nil {
		return transfer.Result{}, &transfer.Refusal{Class: transfer.TryLater, Code: transfer.CodeNotSent, Operator: true, Cause: err}
	}
	if d, ok := ctx.Deadline(); ok && !time.Now().Round(0).Before(d.Round(0)) {
		return transfer.Result{}, &transfer.Refusal{Class: transfer.TryLater, Code: transfer.CodeTooLate}
	}
	var trip trip
	p := &stripe.TransferParams{
		Amount:        stripe.Int64(r.Amount.Amount),
		Currency:      stripe.String(r.Amount.Currency),
		Destination:   stripe.String(r.Destination),
		TransferGroup: stripe.String(r.Group()),
		Metadata:      map[string]string{metaReward: r.RewardID, metaEnv: r.Env},
	}
	p.Context = trip.watch(ctx)
	p.SetIdempotencyKey(r.Key())
	t, err := c.transfers.New(p)
	if err != nil {
		return transfer.Result{}, trip.refusal(err)
	}
	res := result(t)
	if !res.Fulfils(r) { // a 2xx that doesn't describe our transfer proves nothing
		return transfer.Result{}, trip.refusal(errUnreadable)
	}
	if t.LastResponse != nil {
		res.Replayed = t.LastResponse.Header.Get("Idempotent-Replayed") == "true"
	}
	return res, nil
}

// Find returns every transfer in the reward's group, ours or not; transfer.Match
// judges them. An empty list is only returned when Stripe said so: after any error,
// of whatever class, nothing is known and nothing may be sent.
func (c *Client) Find(ctx context.Context, rewardID string) ([]transfer.Result, error) {
	var trip trip
	p := &stripe.TransferListParams{TransferGroup: stripe.String(transfer.Group(rewardID))}
	p.Context = trip.watch(ctx)
	p.Limit = stripe.Int64(findLimit)
	p.Single = true
	it := c.transfers.List(p)
	if err := it.Err(); err != nil {
		return nil, trip.refusal(err)
	}
	list := it.TransferList()
	if list == nil || list.ListMeta.URL == "" || list.Data == nil { // `{}` isn't an empty list
		return nil, trip.refusal(errUnreadable)
	}
	found := make([]transfer.Result, 0, len(list.Data))
	for _, t := range list.Data {
		if t == nil || t.ID == "" || t.TransferGroup != transfer.Group(rewardID) {
			return nil, trip.refusal(errUnreadable)
		}
		found = append(found, result(t))
	}
	return found, nil
}

func result(t *stripe.Transfer) transfer.Result {
	r := transfer.Result{
		ID:             t.ID,
		RewardID:       t.Metadata[metaReward],
		Env:            t.Metadata[metaEnv],
		Amount:         money.Of(t.Amount, string(t.Currency)),
		AmountReversed: t.AmountReversed,
		Reversed:       t.Reversed,
		CreatedMS:      t.Created * 1000,
	}
	if t.Destination != nil {
		r.Destination = t.Destination.ID
	}
	return r
}
