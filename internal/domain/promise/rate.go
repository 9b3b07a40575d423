package promise

import "time"

// Decided is one promised step that came to an end, or one breach.
type Decided struct {
	State State // StateKept, StateKeptLate or StateBroken; others don't count
	AtMS  int64
}

// Tally counts how a program kept its promises.
type Tally struct {
	Kept     int `json:"kept"`
	KeptLate int `json:"kept_late"`
	Broken   int `json:"broken"`
	Breaches int `json:"breaches"`
}

// RateSince returns the time from which on steps count towards the kept rate:
// twelve months before now.
func RateSince(nowMS int64) int64 {
	return time.UnixMilli(nowMS).UTC().AddDate(-1, 0, 0).UnixMilli()
}

// Add returns the tally with one more decided step.
func (t Tally) Add(s State) Tally {
	switch s {
	case StateKept:
		t.Kept++
	case StateKeptLate:
		t.KeptLate++
	case StateBroken:
		t.Broken++
	}
	return t
}

// TallyOf counts the steps that were decided, and the breaches that happened,
// in the last twelve months up to now.
func TallyOf(steps []Decided, breachesMS []int64, nowMS int64) Tally {
	var t Tally
	since := RateSince(nowMS)
	for _, s := range steps {
		if s.AtMS >= since && s.AtMS <= nowMS {
			t = t.Add(s.State)
		}
	}
	for _, ms := range breachesMS {
		if ms >= since && ms <= nowMS {
			t.Breaches++
		}
	}
	return t
}

// Rate returns the kept rate in percent, rounded down so that 100 means every
// single one, and false when nothing was decided yet.
func (t Tally) Rate() (percent int, decided bool) {
	n := t.Kept + t.KeptLate + t.Broken + t.Breaches
	if n <= 0 {
		return 0, false
	}
	return int(int64(t.Kept) * 100 / int64(n)), true
}
