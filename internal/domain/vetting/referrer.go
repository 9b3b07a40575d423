package vetting

import (
	"slices"
	"time"

	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/fault"
)

// The rules about the referrer: themself, their company, their pace, their past.

func lookSelf(in subject) finding {
	me, them := in.Referrer.Details, in.them
	if in.Referrer.Nobody {
		return pass()
	}
	if me.Name == "" && !me.Reachable() {
		return notChecked()
	}
	if in.mail.Key != "" && in.mail.Key == in.own.Key {
		return refuse("yourself")
	}
	if them.Phone != "" && them.Phone == me.Phone {
		return refuse("yourself")
	}
	if contact.NameKey(them.Name) != "" && contact.NameKey(them.Name) == contact.NameKey(me.Name) {
		return doubt("same_name", form.KeyName)
	}
	return pass()
}

func lookOwnDomain(in subject) finding {
	if in.Settings.OwnDomain == Allow || !atOwnCompany(in) {
		return pass()
	}
	if in.Settings.OwnDomain == Decline {
		return refuse("own_company")
	}
	return doubt("own_company")
}

// atOwnCompany compares the domains of the addresses, and else the companies' names.
func atOwnCompany(in subject) bool {
	me, them := in.Referrer.Details, in.them
	if in.mail.Site != "" && !in.mail.Free() {
		if in.mail.Site == in.own.Site || slices.ContainsFunc(in.Referrer.Domains, func(d string) bool { return contact.Site(d) == in.mail.Site }) {
			return true
		}
	}
	return contact.SameCompany(contact.CompanyKey(them.Company), contact.CompanyKey(me.Company))
}

func lookPace(in subject) finding {
	if in.Pace == nil {
		return notChecked()
	}
	code, limit := in.Settings.over(*in.Pace)
	if code == "" {
		return pass()
	}
	f := refuse(code)
	f.count = limit
	return f
}

// over names the limit that one more submission would break.
func (s Settings) over(p Pacing) (code string, limit int64) {
	switch {
	case p.LastHour >= s.PerHour:
		return "too_many_an_hour", s.PerHour
	case p.LastDay >= s.PerDay:
		return "too_many_a_day", s.PerDay
	case p.ThisMonth >= s.PerMonth:
		return "quota_reached", s.PerMonth
	}
	return "", 0
}

// Admit returns a fault (too_many) when one more submission or preview would break
// a limit. Ask it before vetting: then a real introduction that comes too early
// isn't declined but can be sent again later.
func (s Settings) Admit(p Pacing) *fault.Error {
	switch code, limit := s.over(p); code {
	case "too_many_an_hour":
		return fault.Newf(fault.TooMany, code, "At most %d introductions an hour are taken. Please send the rest later.", limit).After(time.Hour)
	case "too_many_a_day":
		return fault.Newf(fault.TooMany, code, "At most %d introductions a day are taken. Please send the rest tomorrow.", limit).After(24 * time.Hour)
	case "quota_reached":
		return fault.Newf(fault.TooMany, code, "At most %d introductions a month are taken. Please send the rest next month.", limit).After(24 * time.Hour)
	}
	return nil
}

func lookPattern(in subject) finding {
	h := in.History
	if h == nil {
		return notChecked()
	}
	if h.Reports >= 2 {
		f := doubt("unknown_to_people")
		f.outcome, f.count = Fail, h.Reports
		return f
	}
	if h.Decided >= in.Settings.HistoryFrom && h.Nothing*100 >= h.Decided*in.Settings.NothingReview {
		f := doubt("comes_to_nothing")
		f.outcome, f.count = Fail, h.Nothing
		return f
	}
	return pass()
}
