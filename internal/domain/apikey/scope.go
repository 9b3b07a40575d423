package apikey

import (
	"slices"
	"strconv"

	"github.com/goodword/goodword/internal/fault"
)

// Scope is one thing that a key may do.
type Scope string

// The scopes of PRODUCT.md §13.
const (
	ProgramsRead      Scope = "programs:read"
	ProgramsWrite     Scope = "programs:write"
	MembersRead       Scope = "members:read"
	MembersWrite      Scope = "members:write"
	CompaniesWrite    Scope = "companies:write"
	LinksWrite        Scope = "links:write"
	ReferralsSubmit   Scope = "referrals:submit"
	ReferralsRead     Scope = "referrals:read"
	ReferralsWork     Scope = "referrals:work"
	DealsWrite        Scope = "deals:write"
	RewardsRead       Scope = "rewards:read"
	RewardsApprove    Scope = "rewards:approve"
	PayoutsInvite     Scope = "payouts:invite"
	SuppressionsWrite Scope = "suppressions:write"
	KeysWrite         Scope = "keys:write"
	ActivityRead      Scope = "activity:read"
)

// Scopes lists all scopes in the order of the documentation.
func Scopes() []Scope {
	return []Scope{
		ProgramsRead, ProgramsWrite, MembersRead, MembersWrite, CompaniesWrite, LinksWrite,
		ReferralsSubmit, ReferralsRead, ReferralsWork, DealsWrite, RewardsRead, RewardsApprove,
		PayoutsInvite, SuppressionsWrite, KeysWrite, ActivityRead,
	}
}

// PartnerScopes lists what a partner's key may hold: submit and follow referrals
// for its own members, and report deals.
func PartnerScopes() []Scope {
	return []Scope{
		ProgramsRead, MembersRead, MembersWrite, LinksWrite, ReferralsSubmit, ReferralsRead,
		DealsWrite, RewardsRead, PayoutsInvite,
	}
}

// checkScopes returns the scopes sorted as Scopes lists them, or a fault.
func checkScopes(pointer string, in []Scope, allowed []Scope) ([]Scope, *fault.Error) {
	if len(in) == 0 {
		return nil, fault.OfField(pointer, "required", "Give the key at least one scope.")
	}
	for i, s := range in {
		at := pointer + "/" + strconv.Itoa(i)
		switch {
		case !slices.Contains(Scopes(), s):
			return nil, fault.OfField(at, "unknown_scope", "This scope doesn't exist.")
		case slices.Contains(in[:i], s):
			return nil, fault.OfField(at, "repeated", "Give each scope once.")
		case s == RewardsApprove && !slices.Contains(allowed, s):
			return nil, fault.OfField(at, "personal_only", "Only a personal key may hold rewards:approve.")
		case !slices.Contains(allowed, s):
			return nil, fault.OfField(at, "scope_not_allowed", "A key of this owner can't hold this scope.")
		}
	}
	var out []Scope
	for _, s := range Scopes() {
		if slices.Contains(in, s) {
			out = append(out, s)
		}
	}
	return out, nil
}

// Grants returns a fault unless a maker who holds held may give all of scopes.
func Grants(held, scopes []Scope) error {
	for i, s := range scopes {
		if !slices.Contains(held, s) {
			return fault.OfField("/scopes/"+strconv.Itoa(i), "scope_not_held", "You can't grant a scope that you don't hold yourself.")
		}
	}
	return nil
}

// ServiceScopes is every scope that a service key may hold: all but rewards:approve.
func ServiceScopes() []Scope {
	return slices.DeleteFunc(Scopes(), func(s Scope) bool { return s == RewardsApprove })
}
