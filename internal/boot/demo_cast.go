package boot

import (
	"context"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/apikey"
	"github.com/goodword/goodword/internal/domain/link"
	"github.com/goodword/goodword/internal/domain/member"
)

const (
	demoZone    = "Europe/Berlin"
	demoPartner = "demo-partner"
	// demoFunds is what Northline has on its account at the sandbox, in cents.
	demoFunds = 2_000_000
)

// Everybody in the story is made up: their addresses are under example.org and
// example.com, their numbers among those that are kept free for films.

// colleague is somebody of Northline's staff.
type colleague struct {
	key, name string
	roles     []aggregate.Role
	lead      string
	delegate  string
}

var colleagues = []colleague{
	{key: "maria", name: "Maria Lindner", roles: []aggregate.Role{aggregate.Rep, aggregate.Reviewer}},
	{key: "tom", name: "Tom Becker", roles: []aggregate.Role{aggregate.Rep}, lead: "maria", delegate: "maria"},
	{key: "jana", name: "Jana Vogt", roles: []aggregate.Role{aggregate.Reviewer}},
	{key: "paul", name: "Paul Henning", roles: []aggregate.Role{aggregate.Reviewer, aggregate.Approver}},
	{key: "sofie", name: "Sofie Adler", roles: []aggregate.Role{aggregate.Approver}, delegate: "paul"},
	{key: "dirk", name: "Dirk Olsen", roles: []aggregate.Role{aggregate.Approver}, lead: "sofie"},
	{key: "nils", name: "Nils Kruse", roles: []aggregate.Role{aggregate.Rep}},
}

// referrers are Northline's customers, a friend of the house, and the partner's.
var referrers = []app.MemberInput{
	{ExternalID: "sommer", Name: "Clara Sommer", Company: "Elektro Sommer GmbH", Phone: "+493023125101", Country: "DE", Language: "de"},
	{ExternalID: "krueger", Name: "Henrik Krüger", Company: "Dachdeckerei Krüger", Phone: "+493023125102", Country: "DE", Language: "de"},
	{ExternalID: "yilmaz", Name: "Aylin Yilmaz", Company: "Yilmaz Sanitär und Heizung", Phone: "+493023125103", Country: "DE", Language: "de"},
	{ExternalID: "murphy", Name: "Sean Murphy", Company: "Murphy Joinery", Phone: "+442079460104", Country: "GB", Language: "en"},
	{ExternalID: "novak", Name: "Petra Novak", Company: "Novak Malerbetrieb", Phone: "+493023125105", Country: "DE", Language: "de"},
	{ExternalID: "larsen", Name: "Ida Larsen", Company: "Larsen Windows", Phone: "+493023125106", Country: "DE", Language: "en"},
	{ExternalID: "engel", Kind: "friend", Name: "Rolf Engel", Company: "Engel Steuerberatung", Phone: "+493023125107", Country: "DE", Language: "de"},
	{ExternalID: "petersen", Name: "Uwe Petersen", Company: "Petersen Fliesen", Phone: "+493023125108", Country: "DE", Language: "de"},
}

var partnersReferrers = []app.MemberInput{
	{ExternalID: "haddad", Name: "Fatima Haddad", Company: "Haddad Flooring", Phone: "+493023125109", Country: "DE", Language: "en"},
	{ExternalID: "lind", Name: "Oscar Lind", Company: "Lind Garden Design", Phone: "+493023125110", Country: "DE", Language: "en"},
}

// known are the companies that vetting compares with.
var known = []app.CompanyInput{
	{ExternalID: "hansen", Name: "Hansen Fenster GmbH", State: "customer", Since: "2024-03-01"},
	{ExternalID: "keller", Name: "Keller Bau GmbH", State: "open_deal"},
	{ExternalID: "alt", Name: "Alt und Söhne KG", State: "former"},
}

// prepareCast makes everybody and everything that the story needs from its first
// day on. Doing it again changes nothing.
func (d *demo) prepareCast(ctx context.Context) error {
	d.people, d.plans = map[string]*member.Member{}, map[string]string{}
	for _, prepare := range []func(context.Context) error{d.hire, d.giveKeys, d.welcomeReferrers, d.listCompanies, d.writePrograms, d.fund} {
		if err := prepare(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (d *demo) hire(ctx context.Context) error {
	boss := d.admin.Actor("")
	for _, c := range colleagues {
		made, err := d.App.Members.Upsert(ctx, operator, app.MemberInput{
			ExternalID: c.key, Kind: string(member.Staff), Name: c.name, Email: c.key + "@northline.example", Language: "en", Zone: demoZone,
		})
		if err != nil {
			return err
		}
		d.people[c.key] = made.Doc
	}
	for _, c := range colleagues {
		m := d.people[c.key]
		in := app.DutiesInput{Lead: d.member(c.lead), Delegate: d.member(c.delegate)}
		for _, r := range c.roles {
			in.Roles = append(in.Roles, string(r))
		}
		done, err := d.App.Members.ChangeStaff(ctx, app.Call{Actor: boss}, m.ID, in)
		if err != nil {
			return err
		}
		d.people[c.key] = done.Doc
	}
	return nil
}

// member is the id of somebody in the cast; empty for nobody.
func (d *demo) member(key string) string {
	if m, ok := d.people[key]; ok {
		return m.ID
	}
	return ""
}

// staff is a colleague as the one who acts.
func (d *demo) staff(key string) aggregate.Actor { return d.people[key].Actor("") }

// giveKeys issues the keys that Northline's systems and the partner's use, and some
// that have ended.
func (d *demo) giveKeys(ctx context.Context) error {
	for _, k := range []struct {
		name, partner string
		scopes        []apikey.Scope
		actor         *aggregate.Actor
	}{
		{"CRM", "", apikey.ServiceScopes(), &d.shop},
		{"Demo partner's portal", demoPartner, apikey.PartnerScopes(), &d.friend},
	} {
		call, err := d.once(operator.Actor, "key "+k.name)
		if err != nil {
			return err
		}
		made, err := d.App.Keys.IssueService(ctx, call, nil, app.ServiceKeyInput{Name: k.name, Partner: k.partner, Scopes: scopeNames(k.scopes)})
		if err != nil {
			return err
		}
		*k.actor = aggregate.Actor{Kind: aggregate.Installation, ID: made.Doc.ID, Source: made.Doc.Source}
		if k.partner != "" {
			k.actor.Kind = aggregate.Partner
		}
	}
	return d.endedKeys(ctx)
}

func (d *demo) endedKeys(ctx context.Context) error {
	call, err := d.once(operator.Actor, "key of the old CRM")
	if err != nil {
		return err
	}
	old, err := d.App.Keys.IssueService(ctx, call, nil, app.ServiceKeyInput{Name: "Old CRM", Scopes: []string{string(apikey.ReferralsRead)}})
	if err != nil {
		return err
	}
	if _, err := d.App.Keys.Revoke(ctx, operator, old.Doc.ID); err != nil {
		return err
	}
	if call, err = d.once(operator.Actor, "key of an approver"); err != nil {
		return err
	}
	_, err = d.App.Keys.IssuePersonal(ctx, call, app.PersonalKeyInput{
		MemberID: d.member("sofie"), Name: "Sofie's month-end script", Scopes: []string{string(apikey.RewardsRead), string(apikey.RewardsApprove)},
	})
	return err
}

func (d *demo) welcomeReferrers(ctx context.Context) error {
	for _, group := range []struct {
		by      aggregate.Actor
		members []app.MemberInput
	}{{d.shop, referrers}, {d.friend, partnersReferrers}} {
		for _, in := range group.members {
			key := in.ExternalID
			in.Email = key + "@example.org"
			made, err := d.App.Members.Upsert(ctx, app.Call{Actor: group.by}, in)
			if err != nil {
				return err
			}
			d.people[key] = made.Doc
		}
	}
	return nil
}

func (d *demo) listCompanies(ctx context.Context) error {
	for _, in := range known {
		if _, err := d.App.Companies.Upsert(ctx, app.Call{Actor: d.shop}, in); err != nil {
			return err
		}
	}
	return nil
}

// fund fills Northline's account at the sandbox, once.
func (d *demo) fund(ctx context.Context) error {
	books, err := d.Sandbox.Dump(ctx)
	if err != nil || books.Balances["platform"]["eur"] != 0 {
		return err
	}
	return d.Sandbox.TopUp(ctx, demoFunds, "eur")
}

// opensLinks: referrers make links for their campaigns, one of which is switched
// off again.
func opensLinks() func(context.Context, stage) error {
	return func(ctx context.Context, s stage) error {
		for _, l := range []struct {
			member, name string
			off          bool
		}{{"sommer", "Newsletter", false}, {"sommer", "Trade fair", true}, {"larsen", "", false}, {"petersen", "", false}} {
			call, err := s.once(s.shop, "link "+l.name+" of "+l.member)
			if err != nil {
				return err
			}
			made, err := s.App.Links.Create(ctx, call, app.LinkInput{ProgramID: s.program(), MemberID: s.demo.member(l.member), Name: l.name})
			if err != nil {
				return err
			}
			for range 4 {
				s.App.Visits.Record(made.Doc, link.Request{Method: "GET", UserAgent: "Mozilla/5.0"})
			}
			if l.off {
				if _, err := s.App.Links.Switch(ctx, app.Call{Actor: s.shop}, made.Doc.ID, false); err != nil {
					return err
				}
			}
		}
		return nil
	}
}

// leaves: a customer and a colleague leave.
func leaves() func(context.Context, stage) error {
	return func(ctx context.Context, s stage) error {
		if _, err := s.App.Members.Deactivate(ctx, app.Call{Actor: s.shop}, s.demo.member("petersen")); err != nil {
			return err
		}
		_, err := s.App.Members.Deactivate(ctx, app.Call{Actor: s.admin.Actor("")}, s.demo.member("nils"))
		return err
	}
}

// listsUnwanted: somebody told the company at a fair that they want no mail.
func listsUnwanted() func(context.Context, stage) error {
	return func(ctx context.Context, s stage) error {
		_, err := s.App.Suppressions.Add(ctx, app.Call{Actor: s.staff("jana")}, app.SuppressInput{Email: "no.thanks@example.com"})
		return err
	}
}
