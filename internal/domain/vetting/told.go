package vetting

import "github.com/goodword/goodword/internal/domain/message"

// Told is a verdict as the referrer, or a partner's key, may see it. It tells the
// same whether a person is suppressed, their company is a customer or an open deal,
// or somebody else put them forward.
type Told struct {
	Result Result
	Words  message.Message // what happens now
	Reason string          // where declined: a part's code, or CannotTake
	Why    message.Message // the reason in words, where there is one
	Score  int             // the sum of the lines' points
	Lines  []Line
	Needs  []Need // what to add or change, where the result is NeedsInfo
}

// Line is one rule as the referrer may see it.
type Line struct {
	Rule    Rule
	Code    string
	Outcome Outcome
	Points  int
	Of      int
	Words   message.Message
}

// Need is one thing to add or change, about one field.
type Need struct {
	Field string // key in the form
	Code  string
	Words message.Message
}

// OurRecords is the line that stands for all that we know about others.
const OurRecords Rule = "our_records"

// Private reports whether the part tells something about others, so that only staff
// may see it.
func (p Part) Private() bool {
	for _, r := range rules {
		if r.name == p.Rule {
			return r.private
		}
	}
	return true
}

// Words is the sentence for the referrer; of a private part there is none, and
// OurRecords stands for it.
func (p Part) Words() message.Message {
	if p.Private() {
		return message.Message{}
	}
	return p.message("")
}

// Detail is the sentence for the reviewer.
func (p Part) Detail() message.Message {
	return p.message(".detail")
}

func (p Part) message(ending string) message.Message {
	key := "vetting." + string(p.Rule) + "." + p.Code + ending
	if p.Count == 0 {
		return message.Of(key)
	}
	return message.Of(key, "count", p.Count)
}

// Told returns what may be told of the verdict.
func (v Verdict) Told() Told {
	t := Told{Result: v.Result, Words: message.Of("vetting.result." + string(v.Result)), Reason: v.Reason}
	if v.Result == Accepted && v.Behind {
		t.Words = message.Of("vetting.result.behind")
	}
	if v.Reason != "" {
		t.Why = v.why()
	}
	for _, p := range v.Parts {
		if !p.Private() {
			t.Lines = append(t.Lines, Line{p.Rule, p.Code, p.Outcome, p.Points, p.Of, p.Words()})
		}
	}
	if v.Result == NeedsInfo {
		t.Needs = v.Needs()
	}
	if v.part(Pace).Outcome != Fail {
		t.Lines = append(t.Lines, v.ourRecords())
	}
	for _, l := range t.Lines {
		t.Score += l.Points
	}
	return t
}

// why is the reason in words.
func (v Verdict) why() message.Message {
	if n := v.part(Pace).Count; n > 0 {
		return message.Of("vetting.reason."+v.Reason, "count", n)
	}
	return message.Of("vetting.reason." + v.Reason)
}

// Needs returns what could be added or changed in the form so that it passes. A
// page may ask for it before anything is submitted, whatever the result.
func (v Verdict) Needs() []Need {
	var list []Need
	for _, p := range v.Parts {
		if p.Outcome != Fail {
			continue
		}
		for _, field := range p.Fields {
			list = append(list, Need{Field: field, Code: p.Code, Words: p.Words()})
		}
	}
	return list
}

// ourRecords folds the private parts into one line. Its points depend on its
// outcome only, so that they don't tell how many rules found something, or which. A
// claim that was found isn't counted: the referrer is told that they queue.
func (v Verdict) ourRecords() Line {
	l := Line{Rule: OurRecords, Code: "ok", Outcome: Pass}
	for _, p := range v.Parts {
		if !p.Private() {
			continue
		}
		l.Of += p.Of
		switch {
		case p.Asks == Declined:
			l.Code, l.Outcome = CannotTake, Fail
		case p.Asks != Accepted && l.Outcome == Pass:
			l.Code, l.Outcome = "look", Warn
		}
	}
	switch l.Outcome {
	case Pass:
		l.Points = l.Of
	case Warn:
		l.Points = l.Of / 2
	}
	l.Words = message.Of("vetting." + string(OurRecords) + "." + l.Code)
	return l
}
