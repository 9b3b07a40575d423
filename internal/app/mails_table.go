package app

import "github.com/goodword/goodword/internal/domain/promise"

// page is what a mail's action opens.
type page int

const (
	pageNone page = iota
	pagePerson
	pageConfirm
	pageReferrer
)

// mailSpec says what a mail holds besides its subject and text, whose words have
// the keys mail.<template>.subject, .text and .action.
type mailSpec struct {
	page    page
	promise promise.Reader // whose five lines are added
	letter  bool           // the letter to forward
	quote   bool           // what somebody wrote about it
	staff   string         // the staff's list on which the referral has its page
}

// The staff's lists; what waits for somebody has its page below one of them.
const (
	staffReview        = "/staff/review/"
	staffFollowUp      = "/staff/follow-up/"
	staffIntroductions = "/staff/introductions/"
	staffRewards       = "/staff/rewards/"
)

// referralMails lists every mail about a referral.
var referralMails = map[string]mailSpec{
	// To the referrer.
	"confirm_submission": {page: pageReferrer, promise: promise.ReaderReferrer},
	"letter":             {page: pageReferrer, letter: true},
	"remind_referrer":    {page: pageReferrer, letter: true},
	"accepted":           {page: pageReferrer},
	"queued":             {page: pageReferrer},
	"question":           {page: pageReferrer, quote: true},
	"declined":           {page: pageReferrer, quote: true},
	"address_bounced":    {page: pageReferrer},
	"person_agreed":      {page: pageReferrer},
	"person_not_now":     {page: pageReferrer},
	"not_going_ahead":    {page: pageReferrer},
	"lapsed":             {page: pageReferrer},
	"unanswered":         {page: pageReferrer},
	"resumed":            {page: pageReferrer, letter: true},
	"rep_changed":        {page: pageReferrer},
	"first_contact":      {page: pageReferrer},
	"met":                {page: pageReferrer},
	"won":                {page: pageReferrer},
	"lost":               {page: pageReferrer},
	"step_broken":        {page: pageReferrer},
	"breach_answered":    {page: pageReferrer, quote: true},
	// To the person.
	"ask_first":          {page: pagePerson, promise: promise.ReaderPerson},
	"remind_person":      {page: pagePerson, promise: promise.ReaderPerson},
	"first_message":      {page: pagePerson, promise: promise.ReaderPerson},
	"confirm_yes":        {page: pageConfirm, promise: promise.ReaderPerson},
	"yes_recorded":       {page: pagePerson, promise: promise.ReaderPerson},
	"held_for_review":    {page: pagePerson},
	"rep_changed_person": {page: pagePerson},
	// To staff.
	"review_waiting":    {staff: staffReview},
	"confirm_by_phone":  {staff: staffFollowUp},
	"contact_due":       {staff: staffFollowUp},
	"follow_up":         {staff: staffFollowUp},
	"rep_new_wish":      {staff: staffFollowUp},
	"rep_not_now":       {staff: staffFollowUp},
	"rep_stop":          {staff: staffFollowUp},
	"referrer_withdrew": {staff: staffIntroductions},
	"win_suggested":     {staff: staffFollowUp},
	"step_late":         {staff: staffFollowUp},
	"step_late_lead":    {staff: staffFollowUp},
	"step_broken_staff": {staff: staffIntroductions},
	"breach_reported":   {staff: staffIntroductions, quote: true},
}
