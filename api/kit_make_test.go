package api

import (
	"fmt"
	"strings"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/apikey"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/reward"
)

// next names something new.
func (k *kit) next(what string) string {
	k.sequence++
	return fmt.Sprintf("%s-%d", what, k.sequence)
}

// admin is a key of the installation with every scope that a service key may have.
func (k *kit) admin() *keyholder {
	k.t.Helper()
	if k.own == nil {
		var scopes []string
		for _, s := range apikey.Scopes() {
			if s != apikey.RewardsApprove {
				scopes = append(scopes, string(s))
			}
		}
		k.own = k.serviceKey("", scopes...)
	}
	return k.own
}

// partner is a key of a partner with every scope that it may have.
func (k *kit) partner(id string) *keyholder {
	k.t.Helper()
	var scopes []string
	for _, s := range apikey.PartnerScopes() {
		scopes = append(scopes, string(s))
	}
	return k.serviceKey(id, scopes...)
}

// serviceKey is a key of a partner, or of the installation where that is empty.
func (k *kit) serviceKey(partner string, scopes ...string) *keyholder {
	k.t.Helper()
	issued, err := k.app.Keys.IssueService(k.t.Context(), operator, nil, app.ServiceKeyInput{Name: k.next("key"), Partner: partner, Scopes: scopes})
	k.must(err)
	return &keyholder{kit: k, token: issued.Token, id: issued.Doc.ID}
}

// personal is a key of a staff member with every scope.
func (k *kit) personal(m *member.Member) *keyholder {
	k.t.Helper()
	var scopes []string
	for _, s := range apikey.Scopes() {
		scopes = append(scopes, string(s))
	}
	issued, err := k.app.Keys.IssuePersonal(k.t.Context(), operator, app.PersonalKeyInput{MemberID: m.ID, Name: k.next("key"), Scopes: scopes})
	k.must(err)
	return &keyholder{kit: k, token: issued.Token, id: issued.Doc.ID}
}

// member is a customer of the installation, reached at <name>@example.org.
func (k *kit) member(name string) *member.Member { return k.memberOf("", name) }

// memberOf is a customer of a partner.
func (k *kit) memberOf(partner, name string) *member.Member {
	k.t.Helper()
	call := operator
	if partner != "" {
		call.Actor = aggregate.Actor{Kind: aggregate.Partner, ID: "key_setup", Source: partner}
	}
	u, err := k.app.Members.Upsert(k.t.Context(), call, app.MemberInput{
		ExternalID: name, Name: strings.ToUpper(name[:1]) + name[1:] + " Muster", Email: name + "@example.org", Country: "DE",
	})
	k.must(err)
	return u.Doc
}

// staff is a staff member with roles.
func (k *kit) staff(name string, roles ...aggregate.Role) *member.Member {
	k.t.Helper()
	u, err := k.app.Members.Upsert(k.t.Context(), operator, app.MemberInput{
		ExternalID: name, Kind: "staff", Name: strings.ToUpper(name[:1]) + name[1:] + " Staff", Email: name + "@goodword.test",
	})
	k.must(err)
	in := app.DutiesInput{}
	for _, r := range roles {
		in.Roles = append(in.Roles, string(r))
	}
	done, err := k.app.Members.ChangeStaff(k.t.Context(), operator, u.Doc.ID, in)
	k.must(err)
	return done.Doc
}

// publish makes a program out of the defaults, with 200.00 EUR in cash to the
// referrer when the deal is won, and publishes it; change may alter the terms.
func (k *kit) publish(change ...func(*program.Terms)) *program.Program {
	k.t.Helper()
	terms := k.app.Programs.Defaults("Goodword", "Europe/Berlin")
	terms.Rewards.Rules = []reward.Rule{{
		Key: "won", Trigger: reward.OnWon, For: reward.ToReferrer, Kind: reward.Cash, Currency: "eur",
		Price: reward.Price{Form: reward.Flat, Amount: 20_000},
	}}
	for _, c := range change {
		c(&terms)
	}
	made, err := k.app.Programs.Create(k.t.Context(), operator, app.ProgramInput{Draft: terms})
	k.must(err)
	done, err := k.app.Programs.Publish(k.t.Context(), operator, made.Doc.ID)
	k.must(err)
	return done.Doc
}

// introduction is a submission that vetting accepts. Each names somebody else.
func (k *kit) introduction(p *program.Program, by *member.Member) map[string]any {
	first := []string{"Sam", "Ines", "Jonas", "Priya", "Tomas", "Lucia", "Owen"}
	last := []string{"Porter", "Okafor", "Lindqvist", "Raman", "Novak", "Ferrante", "Baxter", "Moreau"}
	why := []string{
		"They still plan every route on paper and lose an hour each day.",
		"We spoke at the trade fair; their drivers keep asking for an app.",
		"After the merger nobody knows which depot serves which village.",
	}
	n := k.introduced
	k.introduced++
	name := last[n%len(last)]
	return map[string]any{
		"program_id": p.ID, "referrer_id": by.ID, "revision": p.Published, "accepted_at": k.clock.Now().Format(time.RFC3339),
		"answers": map[string]any{
			"name": first[n%len(first)] + " " + name, "company": name + " Logistics", "source": "peers_outside", "told": "yes",
			"why": why[n%len(why)],
		},
	}
}
