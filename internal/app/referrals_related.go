package app

import (
	"context"
	"slices"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/company"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/store"
)

// Related is what a reviewer compares an introduction with. It changes nothing, and
// none of it is for a referrer or a partner.
type Related struct {
	Same      []*referral.Referral // other open introductions with the same e-mail or phone
	Alike     []*referral.Referral // others, open, with the same name and company
	Companies []*company.Company   // customers and open deals with the same domain or name
	Record    Record               // of who put the person forward; zero for nobody
}

// Record is what became of one referrer's introductions.
type Record struct {
	All    int64
	Open   int64 // something may still come of them
	Agreed int64 // the person said yes, whatever came of it
	Won    int64
}

// Related looks up what stands beside an introduction, for staff.
func (s *Referrals) Related(ctx context.Context, actor aggregate.Actor, r *referral.Referral) (out Related, err error) {
	if err := reads(actor); err != nil {
		return out, err
	}
	if out.Same, err = s.samePerson(ctx, r.Match, r.ID); err != nil {
		return out, err
	}
	if out.Alike, err = s.sameName(ctx, r, out.Same); err != nil {
		return out, err
	}
	if out.Companies, err = s.companies.alike(ctx, r.Personal.Details); err != nil {
		return out, err
	}
	out.Record, err = s.trackRecord(ctx, r.ReferrerID)
	return out, err
}

// sameName lists open referrals with the same name and company, without those that
// are known by their contacts.
func (s *Referrals) sameName(ctx context.Context, r *referral.Referral, known []*referral.Referral) ([]*referral.Referral, error) {
	if r.NameMatch == nil {
		return nil, nil
	}
	docs, err := s.referrals.Find(ctx, referralsByName, store.Args{Equal: []any{*r.NameMatch}, Limit: 10})
	return slices.DeleteFunc(docs, func(o *referral.Referral) bool {
		return o.ID == r.ID || !o.Status.Open() || slices.ContainsFunc(known, func(k *referral.Referral) bool { return k.ID == o.ID })
	}), err
}

// trackRecord counts a referrer's introductions.
func (s *Referrals) trackRecord(ctx context.Context, referrerID string) (Record, error) {
	var out Record
	if referrerID == "" {
		return out, nil
	}
	by, err := s.referrals.Count(ctx, referralsByReferrer, store.Args{Equal: []any{referrerID}}, "status")
	for word, n := range by {
		status := referral.Status(word)
		out.All += n
		if status.Open() {
			out.Open += n
		}
		switch status {
		case referral.Won:
			out.Won += n
			out.Agreed += n
		case referral.Agreed, referral.InContact, referral.Met, referral.Lost, referral.Stopped:
			out.Agreed += n
		}
	}
	return out, err
}

// alike lists the customers and open deals that somebody's company may be.
func (s *Companies) alike(ctx context.Context, d contact.Details) ([]*company.Company, error) {
	var out []*company.Company
	add := func(list []*company.Company) {
		for _, c := range list {
			if !slices.ContainsFunc(out, func(o *company.Company) bool { return o.ID == c.ID }) {
				out = append(out, c)
			}
		}
	}
	if e, bad := contact.ParseEmail("", d.Email); bad == nil && !e.Free() {
		list, err := s.known(ctx, companiesByDomain, e.Site)
		if err != nil {
			return nil, err
		}
		add(list)
	}
	if key := contact.CompanyKey(d.Company); key != "" {
		list, err := s.known(ctx, companiesByName, key)
		if err != nil {
			return nil, err
		}
		add(list)
	}
	return out, nil
}
