package view

import "github.com/goodword/goodword/internal/domain/message"

// Promise is the promise of a program as one reader sees it (PRODUCT.md §3).
type Promise struct {
	Lines []message.Message // the five lines: who, how, when, what a no means, what you get
	Whole []Clause          // the rest, which folds out
	Steps []Step            // what will happen, or what did
	Never []message.Message // what will never happen
	Kept  *KeptRate         // nil until something was decided
}

// Clause is one clause in full.
type Clause struct {
	Title message.Message
	Text  []message.Message
}

// KeptRate is kept promises over decided ones, in the last twelve months.
type KeptRate struct {
	Kept    int
	Decided int
}

// StepState says where a promised step stands.
type StepState string

// The states of a step.
const (
	StepDone     StepState = "done"      // kept in time, or a plain fact
	StepKeptLate StepState = "kept_late" // done after its time, before it counted as broken
	StepNow      StepState = "now"       // what happens next
	StepLater    StepState = "later"     // after that
	StepLate     StepState = "late"      // past its time
	StepBroken   StepState = "broken"    // not kept
	StepPaused   StepState = "paused"    // the person asked us to wait
	StepSkipped  StepState = "skipped"   // won't happen any more
	StepStopped  StepState = "stopped"   // where it was stopped, or ended, though nobody broke their word
)

// Step is one step of the timeline.
type Step struct {
	State  StepState
	Title  message.Message // verb first, in the reader's words
	Detail message.Message // who and by which channel; may be empty
	Note   message.Message // for late and broken: what happens now; may be empty
	AtMS   int64           // when it happened; 0 while it hasn't
	DueMS  int64           // by when it is promised; 0 without a time
	Zone   string
}
