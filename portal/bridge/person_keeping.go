package bridge

import (
	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// keeping is what is stored of the person. Addresses leave masked: the link may
// have passed through somebody else.
func keeping(p app.Person, zone string) *view.Keeping {
	r := p.Referral
	k := r.Keeping()
	return &view.Keeping{
		Email: wording.Masked(r.Personal.Email), Phone: lastDigits(r.Personal.Phone), Details: k.Details, Decided: r.Status == referral.Won,
		EraseMS: k.EraseMS, Days: p.Terms.Promise.ErasureDays, Trace: k.Trace, ForgetMS: k.ForgetMS, Zone: zone,
	}
}

// lastDigits shows enough of a phone number for its owner to recognise it.
func lastDigits(phone string) string {
	const shown = 2
	if len(phone) <= shown {
		return ""
	}
	return "•••" + phone[len(phone)-shown:]
}
