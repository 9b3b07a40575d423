package api

// ProgramTerms are everything that a program says.

// @Description	Everything that a program says; a revision freezes it. In a request only `name` and `calendar.zone` are needed: what is left out has the default, and lists and tables are replaced whole.
type ProgramTerms struct {
	Name      string        `json:"name" minLength:"1" maxLength:"120" example:"Good word"`
	Team      string        `json:"team" validate:"optional" maxLength:"120"`                              // who contacts the person, as texts call them; the name when left out
	Languages []string      `json:"languages" validate:"optional" minItems:"1" maxItems:"2" enums:"en,de"` // each once; the first where a reader's own isn't among them
	RepID     *string       `json:"rep_id" validate:"optional" maxLength:"64" extensions:"x-nullable"`     // staff member to whom new referrals go first
	Promise   PromiseTerms  `json:"promise" validate:"optional"`
	Calendar  CalendarTerms `json:"calendar"`
	Form      FormTerms     `json:"form" validate:"optional"`
	Vetting   VettingTerms  `json:"vetting" validate:"optional"`
	Rewards   RewardTerms   `json:"rewards" validate:"optional"`

	ProtectionDays    int `json:"protection_days" validate:"optional" minimum:"1" maximum:"730"`     // in which a claim has to reach met
	ProtectionMaxDays int `json:"protection_max_days" validate:"optional" minimum:"1" maximum:"730"` // after which even a claim that met ends; no less than protection_days
	AttributionDays   int `json:"attribution_days" validate:"optional" minimum:"1" maximum:"365"`    // from visit to form
}

// CalendarTerms are the working time on which durations run.

// @Description	The working time on which every duration of the promise runs.
type CalendarTerms struct {
	Zone     string      `json:"zone" minLength:"1" maxLength:"64" example:"Europe/Berlin"` // of the time zone database
	Hours    WindowTerms `json:"hours" validate:"optional"`
	Holidays []string    `json:"holidays" validate:"optional" maxItems:"200" format:"date"` // ascending, each once
}

// WindowTerms are hours on weekdays.

// @Description	Hours on weekdays: open from `from` up to, not including, `to`.
type WindowTerms struct {
	Weekdays []int  `json:"weekdays" validate:"optional" minItems:"1" maxItems:"7" minimum:"1" maximum:"7"` // 1 is Monday, 7 is Sunday; ascending, each once
	From     string `json:"from" validate:"optional" pattern:"^([01][0-9]|2[0-3]):[0-5][0-9]$" example:"09:00"`
	To       string `json:"to" validate:"optional" pattern:"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$" example:"18:00"` // later than from
}

// PromiseTerms are the clauses of a promise.

// @Description	The clauses of a promise. What is always so has no field: never sold or shared, never on a mailing list, never again after a no, and the person is told that the referrer may be rewarded.
type PromiseTerms struct {
	Consent           string            `json:"consent" validate:"optional" enums:"referrer_introduces,ask_first,already_agreed"`                // how the person's yes comes about
	AskFirstCountries []string          `json:"ask_first_countries" validate:"optional" maxItems:"300" pattern:"^[A-Z]{2}$"`                     // where ask_first may be used; ascending, each once
	Who               string            `json:"who" validate:"optional" enums:"rep,team"`                                                        // who of ours may make contact
	Channels          []string          `json:"channels" validate:"optional" minItems:"1" maxItems:"5" enums:"email,phone,text,video,in_person"` // each once
	Window            WindowTerms       `json:"window" validate:"optional"`                                                                      // of contact, in the person's zone
	Answer            SpanTerms         `json:"answer" validate:"optional"`                                                                      // from the submission until the referrer hears yes, no or a question
	FirstContact      SpanTerms         `json:"first_contact" validate:"optional"`                                                               // from the yes
	FirstContactGoal  SpanTerms         `json:"first_contact_goal" validate:"optional"`                                                          // what reps aim at; not promised
	Attempts          AttemptTerms      `json:"attempts" validate:"optional"`
	Words             map[string]string `json:"words" validate:"optional" maxItems:"20" maxLength:"600"` // what we say first, by language, with {referrer} and, if wanted, {person}, {rep} and {company} in it; the ready-made words where there are none
	Updates           UpdateTerms       `json:"updates" validate:"optional"`
	RewardDecision    SpanTerms         `json:"reward_decision" validate:"optional"`                        // by when a reward that waits for approval is decided
	PersonDays        int               `json:"person_days" validate:"optional" minimum:"1" maximum:"180"`  // how long the person has to answer
	Reminder          SpanTerms         `json:"reminder" validate:"optional"`                               // when the one reminder goes out if nobody answered
	ErasureDays       int               `json:"erasure_days" validate:"optional" minimum:"1" maximum:"730"` // when details are erased if it comes to nothing
}

// SpanTerms are a duration on the program's calendar.

// @Description	A duration on the program's calendar: up to 400 business hours or 60 business days.
type SpanTerms struct {
	Count int    `json:"count" minimum:"1" maximum:"400"`
	Unit  string `json:"unit" enums:"business_hours,business_days"`
}

// AttemptTerms limit how often we try.

// @Description	At most `max` attempts within any `days` days, until the first two-way conversation.
type AttemptTerms struct {
	Max  int `json:"max" validate:"optional" minimum:"1" maximum:"20"`
	Days int `json:"days" validate:"optional" minimum:"1" maximum:"365"`
}

// UpdateTerms say what the referrer is told.

// @Description	What the referrer is told by mail.
type UpdateTerms struct {
	Steps        []string `json:"steps" validate:"optional" maxItems:"7" enums:"verdict,answer,first_contact,meeting,decision,reward,paid"` // each once
	LearnsReason bool     `json:"learns_reason" validate:"optional"`                                                                        // whether they learn the person's own answer, or "not going ahead"
}

// VettingTerms are what vetting judges by.

// @Description	What vetting judges by.
type VettingTerms struct {
	Expansion     string `json:"expansion" validate:"optional" enums:"allow,review,decline"`   // a person at a company that is a customer already
	OpenDeal      string `json:"open_deal" validate:"optional" enums:"allow,review,decline"`   // a person at a company that we are talking with
	OwnDomain     string `json:"own_domain" validate:"optional" enums:"allow,review,decline"`  // a person at the referrer's own company
	MinWhy        int    `json:"min_why" validate:"optional" minimum:"0" maximum:"500"`        // characters of a long answer, below which it says too little
	PerHour       int64  `json:"per_hour" validate:"optional" minimum:"1" maximum:"1000"`      // submissions and previews of a referrer; above it the answer waits
	PerDay        int64  `json:"per_day" validate:"optional" minimum:"1" maximum:"10000"`      // the same, no less than per_hour
	PerMonth      int64  `json:"per_month" validate:"optional" minimum:"1" maximum:"100000"`   // referrals of a referrer
	HistoryFrom   int64  `json:"history_from" validate:"optional" minimum:"1" maximum:"1000"`  // decided referrals from which a pattern is looked for
	NothingReview int64  `json:"nothing_review" validate:"optional" minimum:"1" maximum:"100"` // percent of them that came to nothing: review from here
	AcceptFrom    int    `json:"accept_from" validate:"optional" minimum:"0" maximum:"100"`    // a lower score is looked at by a reviewer
}
