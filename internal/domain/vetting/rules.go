package vetting

// Rule names one thing that is looked at.
type Rule string

// The rules, in the order in which they are told.
const (
	Complete   Rule = "complete"   // what has to be answered is answered, and there is a way to know who is meant
	Specific   Rule = "specific"   // long answers say something, in words of their own
	Name       Rule = "name"       // a plausible name
	Email      Rule = "email"      // a plausible address of one person
	Throwaway  Rule = "throwaway"  // not a mailbox for a few minutes
	Phone      Rule = "phone"      // a plausible number
	Company    Rule = "company"    // a plausible company
	Self       Rule = "self"       // somebody else than the referrer
	OwnDomain  Rule = "own_domain" // not at the referrer's own company
	Pace       Rule = "pace"       // not too many at once, within the quota
	Pattern    Rule = "pattern"    // the referrer's names usually come to something
	Duplicate  Rule = "duplicate"  // not put forward by the same referrer already
	Suppressed Rule = "suppressed" // the person didn't say no to us
	Customer   Rule = "customer"   // not at an existing customer
	OpenDeal   Rule = "open_deal"  // not at a company that we are talking with
	Others     Rule = "others"     // not put forward by somebody else
	Claim      Rule = "claim"      // nobody else's protected claim
)

// rule is one row of the table below.
type rule struct {
	name    Rule
	weight  int  // points for a pass; a warning gives half (rounded down), a failure none
	private bool // what it finds is about others, and folded into "our records" in Told
	look    func(subject) finding
	codes   string // what it may find besides "ok", parted by blanks
}

// rules is the table of all rules with their weights, which add up to 100. It is
// never written to.
var rules = []rule{
	{name: Complete, weight: 10, look: lookComplete, codes: "missing only_a_name"},
	{name: Specific, weight: 15, look: lookSpecific, codes: "placeholder too_short repetitive pasted links"},
	{name: Name, weight: 5, look: lookName, codes: "not_a_name look_alike stock_name one_word"},
	{name: Email, weight: 10, look: lookEmail, codes: "not_an_address takes_no_mail nobody_reads stock_address look_alike mistyped not_checked shared"},
	{name: Throwaway, weight: 10, look: lookThrowaway, codes: "throwaway"},
	{name: Phone, weight: 5, look: lookPhone, codes: "not_a_phone costs_extra another_country"},
	{name: Company, weight: 5, look: lookCompany, codes: "not_a_company look_alike free_mail another_domain"},
	{name: Self, weight: 10, look: lookSelf, codes: "yourself same_name not_checked"},
	{name: OwnDomain, weight: 5, look: lookOwnDomain, codes: "own_company"},
	{name: Pace, weight: 4, look: lookPace, codes: "too_many_an_hour too_many_a_day quota_reached not_checked"},
	{name: Pattern, weight: 4, look: lookPattern, codes: "comes_to_nothing unknown_to_people not_checked"},
	{name: Duplicate, weight: 5, look: lookDuplicate, codes: "duplicate by_name not_checked"},
	{name: Suppressed, weight: 4, private: true, look: lookSuppressed, codes: "suppressed by_name not_checked"},
	{name: Customer, weight: 2, private: true, look: lookCustomer, codes: "allowed customer by_name not_checked"},
	{name: OpenDeal, weight: 2, private: true, look: lookOpenDeal, codes: "allowed open_deal by_name not_checked"},
	{name: Others, weight: 2, private: true, look: lookOthers, codes: "put_forward by_name not_checked"},
	{name: Claim, weight: 2, private: true, look: lookClaim, codes: "behind by_name not_checked"},
}

// finding is what a rule found; pass, note, doubt, amend and refuse make them.
type finding struct {
	code    string
	outcome Outcome
	asks    Result
	fields  []string
	count   int64
}

func pass() finding { return finding{code: "ok", outcome: Pass, asks: Accepted} }

// note is a warning that lowers the score and asks for nothing.
func note(code string, fields ...string) finding {
	return finding{code: code, outcome: Warn, asks: Accepted, fields: fields}
}

// doubt is a warning that a reviewer should look at.
func doubt(code string, fields ...string) finding {
	return finding{code: code, outcome: Warn, asks: InReview, fields: fields}
}

// amend is a failure that the referrer can mend.
func amend(code string, fields ...string) finding {
	return finding{code: code, outcome: Fail, asks: NeedsInfo, fields: fields}
}

// refuse is a failure that ends it.
func refuse(code string) finding {
	return finding{code: code, outcome: Fail, asks: Declined}
}

// notChecked is a look-up that wasn't made or failed: a person has to look.
func notChecked() finding { return doubt("not_checked") }

// part is a finding with the points of its rule.
func (r rule) part(f finding) Part {
	points := 0
	switch f.outcome {
	case Pass:
		points = r.weight
	case Warn:
		points = r.weight / 2
	}
	return Part{Rule: r.name, Code: f.code, Outcome: f.outcome, Points: points, Of: r.weight, Asks: f.asks, Fields: f.fields, Count: f.count}
}
