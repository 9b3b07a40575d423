package api

import (
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/store/mongo/mongotest"
)

// TestMainJob walks the whole job of PRODUCT.md §2 through HTTP: from a published
// promise to money on a referrer's account, and back when the customer wants theirs
// back. The clock is moved through the sandbox's control, as the tour does.
func TestMainJob(t *testing.T) {
	t.Parallel()
	monday := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		k := newAPI(t)
		k.racing()
		newJob(k).run()
	})
	t.Run("sqlite on a Sunday", func(t *testing.T) {
		t.Parallel()
		k := newAPI(t)
		k.clock.advance(6 * 24 * time.Hour)
		newJob(k).run()
	})
	t.Run("mongo", func(t *testing.T) {
		t.Parallel()
		for _, server := range mongotest.Servers(t) {
			t.Run(server.Name, func(t *testing.T) {
				t.Parallel()
				k := newAPIOn(t, server.Open(t, server.Database(t)), monday)
				if server.Has.Atomic {
					k.racing()
				} else {
					k.alone()
				}
				newJob(k).run()
			})
		}
	})
}

// job is the main job under way.
type job struct {
	*kit
	t       *testing.T
	program string
	kim     string // the referrer
	boss    string // an admin, for whom the installation's key acts
	rita    string // the rep, who is an approver too
	anna    *keyholder
}

// secrets are the personal data of everybody in the job: none of it may be logged.
var secrets = []string{"canary", "+4915112345670", "+4915112345671", "Okonkwo", "Vandermeer"}

func newJob(k *kit) *job {
	return &job{
		kit: k, t: k.t,
		boss: k.staff("boss", aggregate.Admin).ID,
		rita: k.staff("rita", aggregate.Rep, aggregate.Approver).ID,
	}
}

func (j *job) run() {
	j.t.Helper()
	j.publishProgram()
	j.kim = j.admin().post("/v1/members", map[string]any{
		"external_id": "crm-kim", "name": "Kim Okonkwo", "email": "canary.kim@example.org", "country": "DE",
	}, 201).str("id")
	j.admin().post("/sandbox/control/top-up", map[string]any{"amount": 50_000_000, "currency": "eur"}, 204)

	first := j.submit("Samuel Vandermeer")
	j.agree(first, "canary.sam@example.net", "+4915112345670")
	j.followUp(first)
	j.win(first)
	second := j.arrive("Lucia Vandermeer", "canary.lucia@example.net", "+4915112345671")
	charge := j.payInvoice(second)

	large, small := j.reward(first), j.reward(second)
	j.hold(large)
	j.approveByTwo(large)
	j.approveByOne(small)
	j.setUpPayout(large)
	j.paidOnce(large, small)
	j.keptEveryStep(first)

	j.refund(charge, small)
	j.agreed()
	j.saidNothing()
}
