//go:build generated

package partner

import (
	"strings"
	"testing"
	"time"
)

func ptr[T any](v T) *T { return &v }

// program is the company's: a tenth of the deal, without a hold, so that the test
// needs no clock.
const program = `{"draft": {"name": "Goodword", "calendar": {"zone": "Europe/Berlin"},
	"rewards": {"hold_days": 0, "refund_days": 0, "rules": [{"key": "won", "trigger": "won", "currency": "eur", "hold_days": 0, "price": {"form": "percent", "basis_points": 1000, "cap": 100000}}]}}}`

// TestJob walks the main job as a partner sees it: what its scopes allow by its own
// key, the rest by the company's.
func TestJob(t *testing.T) {
	w := newWorld(t)
	programID, rep := w.published(), w.rep()
	w.control("top-up", `{"amount": 10000000, "currency": "eur"}`)
	referrer := w.referrer()
	id := w.submitted(programID, referrer)
	w.agreed(id, rep)
	w.contacted(id, rep)
	w.won(id, rep)
	reward := w.approved(id)
	w.invited(referrer)
	w.setUpPayout()
	w.paid(reward)
}

// published is the id of a program that the company publishes.
func (w *world) published() string {
	w.t.Helper()
	ctx := w.t.Context()
	made, err := w.company.CreateProgramWithBodyWithResponse(ctx, &CreateProgramParams{IdempotencyKey: w.key()}, "application/json", strings.NewReader(program))
	w.answered(201, made.HTTPResponse, made.Body, err)
	done, err := w.company.PublishProgramWithResponse(ctx, made.JSON201.Id, &PublishProgramParams{IfMatch: made.HTTPResponse.Header.Get("ETag")})
	w.answered(200, done.HTTPResponse, done.Body, err)
	read, err := w.partner.GetProgramPromiseWithResponse(ctx, made.JSON201.Id, &GetProgramPromiseParams{})
	w.answered(200, read.HTTPResponse, read.Body, err)
	return made.JSON201.Id
}

// rep is the id of a staff member who follows referrals up.
func (w *world) rep() string {
	w.t.Helper()
	made, err := w.admin.UpsertMemberWithResponse(w.t.Context(), &UpsertMemberParams{IdempotencyKey: w.key()}, MemberInput{
		ExternalId: ptr("rita"), Kind: ptr(MemberInputKind("staff")), Name: "Rita Staff", Email: ptr("rita@northline.example"),
	})
	w.answered(201, made.HTTPResponse, made.Body, err)
	done, err := w.admin.ChangeDutiesWithResponse(w.t.Context(), made.JSON201.Id, &ChangeDutiesParams{}, DutiesInput{Roles: []DutiesInputRoles{"rep"}})
	w.answered(200, done.HTTPResponse, done.Body, err)
	return made.JSON201.Id
}

// referrer is a customer of the partner, who is nobody's else.
func (w *world) referrer() string {
	w.t.Helper()
	made, err := w.partner.UpsertMemberWithResponse(w.t.Context(), &UpsertMemberParams{IdempotencyKey: w.key()}, MemberInput{
		ExternalId: ptr("kim"), Name: "Kim Muster", Email: ptr("kim@acme.example"), Country: ptr("DE"),
	})
	w.answered(201, made.HTTPResponse, made.Body, err)
	return made.JSON201.Id
}

// submitted previews an introduction and makes it; repeating it makes no second.
func (w *world) submitted(programID, referrer string) string {
	w.t.Helper()
	ctx := w.t.Context()
	in := ReferralInput{
		ProgramId: programID, ReferrerId: referrer, Revision: ptr(int64(1)), AcceptedAt: ptr(time.Now().UTC().Truncate(time.Second)), ExternalId: ptr("acme-1"),
		Answers: map[string]any{
			"name": "Sam Porter", "company": "Porter Logistics", "source": "peers_outside", "told": "yes",
			"why": "They still plan every route on paper and lose an hour each day.",
		},
	}
	preview, err := w.partner.PreviewReferralWithResponse(ctx, &PreviewReferralParams{}, in)
	w.answered(200, preview.HTTPResponse, preview.Body, err)
	params := &SubmitReferralParams{IdempotencyKey: w.key()}
	made, err := w.partner.SubmitReferralWithResponse(ctx, params, in)
	w.answered(201, made.HTTPResponse, made.Body, err)
	if string(made.JSON201.Status) != preview.JSON200.Status {
		w.t.Errorf("previewed as %s, submitted as %s", preview.JSON200.Status, made.JSON201.Status)
	}
	again, err := w.partner.SubmitReferralWithResponse(ctx, params, in)
	w.answered(201, again.HTTPResponse, again.Body, err)
	if again.JSON201.Id != made.JSON201.Id || again.HTTPResponse.Header.Get("Idempotent-Replayed") != "true" {
		w.t.Error("the repeat made a second one")
	}
	return made.JSON201.Id
}

// follow is the referral as the partner sees it.
func (w *world) follow(id, status string) *GetReferralResponse {
	w.t.Helper()
	r, err := w.partner.GetReferralWithResponse(w.t.Context(), id)
	w.answered(200, r.HTTPResponse, r.Body, err)
	if string(r.JSON200.Status) != status {
		w.t.Fatalf("the referral is %s, not %s", r.JSON200.Status, status)
	}
	return r
}

// agreed: staff record the yes that came by reply, and who follows up.
func (w *world) agreed(id, rep string) {
	w.t.Helper()
	etag := w.follow(id, "awaiting_yes").HTTPResponse.Header.Get("ETag")
	yes := YesInput{
		Channel: "reply", Evidence: "Sam answered the letter: call me.", OnBehalfOf: &rep,
		Details: &YesDetails{Email: ptr("sam@porter.example"), Phone: ptr("+4915112345678")},
	}
	denied, err := w.partner.RecordYesWithResponse(w.t.Context(), id, &RecordYesParams{IfMatch: etag}, yes)
	w.answered(403, denied.HTTPResponse, denied.Body, err)
	done, err := w.company.RecordYesWithResponse(w.t.Context(), id, &RecordYesParams{IfMatch: etag}, yes)
	w.answered(200, done.HTTPResponse, done.Body, err)
	assigned, err := w.company.AssignReferralWithResponse(w.t.Context(), id, &AssignReferralParams{}, AssignInput{RepId: rep})
	w.answered(200, assigned.HTTPResponse, assigned.Body, err)
	w.follow(id, "agreed")
}

// contacted asks before the call, and waits where the promise says so; then the
// call is inside it.
func (w *world) contacted(id, rep string) {
	w.t.Helper()
	check := func() *ContactCheck {
		c, err := w.company.CheckContactWithResponse(w.t.Context(), id, &CheckContactParams{}, CheckInput{Channel: "phone", OnBehalfOf: &rep})
		w.answered(200, c.HTTPResponse, c.Body, err)
		return c.JSON200
	}
	c := check()
	if !c.Allowed {
		w.control("clock", `{"to": "`+c.AllowedFrom.MustGet().Format(time.RFC3339)+`"}`)
		c = check()
	}
	if words := c.Words.MustGet(); !c.Allowed || !strings.Contains(words, "Kim Muster") {
		w.t.Fatalf("allowed %v, words %q", c.Allowed, words)
	}
	done, err := w.company.RecordContactWithResponse(w.t.Context(), id, &RecordContactParams{IdempotencyKey: w.key()},
		ContactInput{Channel: "phone", Outcome: "reached", OnBehalfOf: &rep})
	w.answered(200, done.HTTPResponse, done.Body, err)
	if !done.JSON200.Contacts[0].Attempt {
		w.t.Errorf("it is no attempt inside the promise: %s", done.Body)
	}
	w.follow(id, "in_contact")
}

// won: what a partner reports of a deal is a suggestion; staff confirm it.
func (w *world) won(id, rep string) {
	w.t.Helper()
	reported, err := w.partner.WinReferralWithResponse(w.t.Context(), id, &WinReferralParams{IdempotencyKey: w.key()}, WinInput{
		ExternalId: "acme-deal-1", Amount: Money{Amount: 500_000, Currency: "eur"}, Evidence: DealEvidence{Kind: "contract", Reference: "C-17"},
	})
	w.answered(200, reported.HTTPResponse, reported.Body, err)
	etag := w.follow(id, "in_contact").HTTPResponse.Header.Get("ETag")
	done, err := w.company.ConfirmSuggestedWinWithResponse(w.t.Context(), id, "1", &ConfirmSuggestedWinParams{IfMatch: etag}, RemarkInput{OnBehalfOf: &rep})
	w.answered(200, done.HTTPResponse, done.Body, err)
	w.follow(id, "won")
}

// approved is the id of the reward once a person has approved it.
func (w *world) approved(referralID string) string {
	w.t.Helper()
	var list *ListRewardsResponse
	w.until("reward that waits for approval", func() bool {
		var err error
		list, err = w.company.ListRewardsWithResponse(w.t.Context(), &ListRewardsParams{ReferralId: &referralID})
		w.answered(200, list.HTTPResponse, list.Body, err)
		return len(list.JSON200.Data) == 1 && list.JSON200.Data[0].Status == "awaiting_approval"
	})
	id := list.JSON200.Data[0].Id
	seen, err := w.partner.GetRewardWithResponse(w.t.Context(), id)
	w.answered(200, seen.HTTPResponse, seen.Body, err)
	if seen.JSON200.Amount.Amount != 50_000 || seen.JSON200.ApprovalsNeeded != 1 {
		w.t.Errorf("the reward: %s", seen.Body)
	}
	params := &ApproveRewardParams{IdempotencyKey: w.key(), IfMatch: seen.HTTPResponse.Header.Get("ETag")}
	denied, err := w.partner.ApproveRewardWithResponse(w.t.Context(), id, params)
	w.answered(403, denied.HTTPResponse, denied.Body, err)
	done, err := w.admin.ApproveRewardWithResponse(w.t.Context(), id, params)
	w.answered(200, done.HTTPResponse, done.Body, err)
	return id
}

// invited: a key can have the referrer invited, and gets no link itself.
func (w *world) invited(referrer string) {
	w.t.Helper()
	done, err := w.partner.InvitePayoutWithResponse(w.t.Context(), referrer, &InvitePayoutParams{})
	w.answered(200, done.HTTPResponse, done.Body, err)
	if strings.Contains(string(done.Body), "http") {
		w.t.Errorf("a key got a link: %s", done.Body)
	}
}

// paid waits for the money, which the partner may see.
func (w *world) paid(id string) {
	w.t.Helper()
	var r *GetRewardResponse
	w.until("payment", func() bool {
		var err error
		r, err = w.partner.GetRewardWithResponse(w.t.Context(), id)
		w.answered(200, r.HTTPResponse, r.Body, err)
		return r.JSON200.Status == "paid"
	})
	if r.JSON200.PaidAt.IsNull() {
		w.t.Errorf("paid, and nobody knows when: %s", r.Body)
	}
}
