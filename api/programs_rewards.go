package api

// RewardTerms are what a program says about rewards.

// @Description	What a program says about rewards. Tables hold amounts in minor units by currency.
type RewardTerms struct {
	Rules       []RewardRule     `json:"rules" validate:"optional" maxItems:"20"`
	Approval    ApprovalTerms    `json:"approval" validate:"optional"`
	Minimum     map[string]int64 `json:"minimum" validate:"optional" maxItems:"50"`                  // approved rewards of a payee are paid from this sum on; every currency of the rules needs a row
	MinimumDays int              `json:"minimum_days" validate:"optional" minimum:"1" maximum:"730"` // or after waiting this long
	HoldDays    int              `json:"hold_days" validate:"optional" minimum:"0" maximum:"730"`    // after payment
	RefundDays  int              `json:"refund_days" validate:"optional" minimum:"0" maximum:"730"`  // how long customers may have their money back; a hold is never shorter
	Refund      string           `json:"refund" validate:"optional" enums:"proportional,full_only"`  // what a refund in part does to a flat reward
	Split       string           `json:"split" validate:"optional" enums:"recorded,split"`           // who is paid when two people referred into one deal; split isn't offered yet
}

// ApprovalTerms say how many people approve.

// @Description	How many people approve a reward.
type ApprovalTerms struct {
	TwoFrom   map[string]int64 `json:"two_from" validate:"optional" maxItems:"50"`   // from this amount on two people; a currency without a row always needs two
	AutoBelow map[string]int64 `json:"auto_below" validate:"optional" maxItems:"50"` // below this amount the rule approves, if the score is clean
}

// RewardRule says when something is due.

// @Description	When something is due, to whom, and how much of what.
type RewardRule struct {
	Key          string                 `json:"key" pattern:"^[a-z0-9_-]+$" maxLength:"40" example:"won"` // unique among the program's rules
	Trigger      string                 `json:"trigger" enums:"won,met,lost_with_thanks,promise_broken,accepted,agreed"`
	For          string                 `json:"for" validate:"optional" enums:"referrer,person,partner"`             // the referrer when left out; others aren't offered yet
	Kind         string                 `json:"kind" validate:"optional" enums:"cash,credit,discount,gift,donation"` // cash when left out; credit and discount aren't offered yet
	Currency     string                 `json:"currency" pattern:"^[a-z]{3}$" example:"eur"`                         // of every amount in the rule
	Price        RewardPrice            `json:"price"`
	Classes      map[string]RewardPrice `json:"classes,omitempty" maxItems:"2"`                                // by class of the referral (named, introduced), where it differs from price
	PerPayment   bool                   `json:"per_payment" validate:"optional"`                               // for each payment instead of once; with trigger won
	AfterPayment bool                   `json:"after_payment" validate:"optional"`                             // the hold starts when the customer has paid, and not before
	HoldDays     *int                   `json:"hold_days,omitempty" minimum:"0" maximum:"730"`                 // else those of the terms
	PerMonth     int                    `json:"per_month" validate:"optional" minimum:"0" maximum:"1000"`      // rewards per referrer and calendar month; 0 is no limit
	Budget       int64                  `json:"budget" validate:"optional" minimum:"0" maximum:"999999999999"` // minor units for all rewards of the rule; 0 is no limit
}

// RewardPrice is how much is due.

// @Description	How much is due: a flat amount, a percentage with a cap, or steps.
type RewardPrice struct {
	Form        string       `json:"form" enums:"flat,percent,steps"`
	Amount      int64        `json:"amount,omitempty" minimum:"0" maximum:"999999999999" example:"20000"` // flat: minor units
	BasisPoints int64        `json:"basis_points,omitempty" minimum:"0" maximum:"10000"`                  // percent: 250 is 2.5 percent
	Cap         int64        `json:"cap,omitempty" minimum:"0" maximum:"999999999999"`                    // percent: the most that it may come to, in minor units
	By          string       `json:"by,omitempty" enums:"deal_size,count"`                                // steps: by the deal's size, or by how many so far
	Steps       []RewardStep `json:"steps,omitempty" maxItems:"20"`                                       // ascending; the first from 0 (deal_size) or 1 (count)
}

// RewardStep is one rung.

// @Description	One rung: a flat amount, or a percentage with a cap.
type RewardStep struct {
	From        int64 `json:"from" minimum:"0" maximum:"999999999999"` // inclusive: minor units, or a count
	Amount      int64 `json:"amount,omitempty" minimum:"0" maximum:"999999999999"`
	BasisPoints int64 `json:"basis_points,omitempty" minimum:"0" maximum:"10000"`
	Cap         int64 `json:"cap,omitempty" minimum:"0" maximum:"999999999999"`
}
