package wording

import (
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/view"
)

// Reports are those of one party, with what became of them.
func Reports(r *referral.Referral, by, zone string) []view.Report {
	var out []view.Report
	for _, b := range r.Breaches {
		if b.By != by {
			continue
		}
		out = append(out, view.Report{
			Kind: view.ReportKind(b.Kind), AtMS: b.AtMS, Zone: zone, Words: r.Reason(b.EventSeq),
			Answered: b.AnsweredMS != 0, Upheld: b.Upheld, Reason: r.Reason(b.AnswerSeq),
		})
	}
	return out
}
