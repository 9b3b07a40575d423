package api

// FormTerms are the form of a program.

// @Description	The form of a program: what a referrer is asked about somebody, and a person about themself.
type FormTerms struct {
	Fields []FieldTerms `json:"fields" validate:"optional" maxItems:"40"`
}

// FieldTerms are one field of a form.

// @Description	One field of a form. Built-in keys (`name`, `company`, `role`, `decision_maker`, `source`, `why`, `told`, `agreed`, `email`, `phone`, `channel`, `best_time`, `country`, `language`) have a fixed type and ready-made words.
type FieldTerms struct {
	Key         string                `json:"key" pattern:"^[a-z][a-z0-9_]*$" maxLength:"40"`
	Type        string                `json:"type,omitempty" enums:"text,long_text,email,phone,choice,several,number,date,country,language,consent"` // may be left out for a built-in key; language is for the built-in field only
	Ask         string                `json:"ask,omitempty" enums:"both,referrer,person"`                                                            // both when left out
	Required    bool                  `json:"required" validate:"optional"`                                                                          // the consent may require more, or less
	Words       map[string]FieldWords `json:"words,omitempty" maxItems:"2"`                                                                          // by language: how a referrer is asked about somebody
	PersonWords map[string]FieldWords `json:"person_words,omitempty" maxItems:"2"`                                                                   // by language: how a person is asked about themself, where that differs
	Options     []FieldOption         `json:"options,omitempty" maxItems:"60"`                                                                       // of choice and several
	Limits      *FieldLimits          `json:"limits,omitempty"`
}

// FieldWords are how a field reads in one language.

// @Description	How a field reads in one language.
type FieldWords struct {
	Label string `json:"label" minLength:"1" maxLength:"200"`
	Help  string `json:"help,omitempty" maxLength:"500"`
}

// FieldOption is one value to choose.

// @Description	One value to choose.
type FieldOption struct {
	Value  string            `json:"value" pattern:"^[a-z][a-z0-9_]*$" maxLength:"40"`
	Labels map[string]string `json:"labels,omitempty" maxItems:"2" maxLength:"200"` // by language; may be left out for built-in fields
}

// FieldLimits narrow an answer.

// @Description	Limits of an answer; those that belong to the field's type. What is left out has the type's default.
type FieldLimits struct {
	MinLength  int    `json:"min_length,omitempty" minimum:"0" maximum:"5000"`                      // of text and long_text, in characters
	MaxLength  int    `json:"max_length,omitempty" minimum:"0" maximum:"5000"`                      // of text (500 at most) and long_text
	MinChoices int    `json:"min_choices,omitempty" minimum:"0" maximum:"60"`                       // of several
	MaxChoices int    `json:"max_choices,omitempty" minimum:"0" maximum:"60"`                       // of several
	Min        *int64 `json:"min,omitempty" minimum:"-9007199254740991" maximum:"9007199254740991"` // of number
	Max        *int64 `json:"max,omitempty" minimum:"-9007199254740991" maximum:"9007199254740991"` // of number
	Earliest   string `json:"earliest,omitempty" format:"date"`                                     // of date
	Latest     string `json:"latest,omitempty" format:"date"`                                       // of date
}
