package api

import (
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/locale"
	"github.com/goodword/goodword/internal/web"
)

// ProgramPromise is a promise in words.
//
//	@Description	The promise of a revision in words: five lines, the whole text by clause, what never happens, and the steps.
type ProgramPromise struct {
	Revision int64              `json:"revision" minimum:"1"`
	Reader   string             `json:"reader" enums:"referrer,person"`
	Language string             `json:"language" enums:"en,de"`
	Zone     string             `json:"zone" example:"Europe/Berlin"` // of its durations
	Lines    []string           `json:"lines"`                        // five: who writes, how, when, what a no means, what you get
	Whole    []PromiseParagraph `json:"whole"`
	Never    []string           `json:"never"`
	Steps    []ReferralStep     `json:"steps"`
}

// PromiseParagraph is one clause in words.
//
//	@Description	One clause in words.
type PromiseParagraph struct {
	Clause  string   `json:"clause" example:"first_contact"`
	Heading string   `json:"heading"`
	Lines   []string `json:"lines"`
}

type promiseQuery struct {
	Reader   string `form:"reader" default:"referrer" enums:"referrer,person"` // who reads it
	Revision int64  `form:"revision" minimum:"1"`                              // the published one when left out
}

// getProgramPromise words a promise.
//
//	@ID				getProgramPromise
//	@Summary		Read a promise
//	@Description	In the language of Accept-Language (en, de), if the program has it.
//	@Tags			programs
//	@Param			q	query		promiseQuery	false	"For whom, and of which revision"
//	@Success		200	{object}	ProgramPromise	"The promise in words"
//	@Router			/v1/programs/{id}/promise [get]
func (a *API) getProgramPromise(c *gin.Context) error {
	var q promiseQuery
	if err := web.Query(c, &q); err != nil {
		return err
	}
	wish := a.texts(c).Lang()
	text, err := a.deps.App.Programs.Promise(c.Request.Context(), caller(c).Actor, c.Param("id"), q.Revision, promise.Reader(q.Reader), wish)
	if err != nil {
		return err
	}
	p := a.textsIn(c, text.Language)
	out := ProgramPromise{
		Revision: text.N, Reader: q.Reader, Language: p.Lang(), Zone: text.Zone, Lines: p.Texts(text.Five), Never: p.Texts(text.Never),
		Whole: make([]PromiseParagraph, len(text.Whole)), Steps: stepsOf(text.Steps, p),
	}
	for i, x := range text.Whole {
		out.Whole[i] = PromiseParagraph{Clause: x.Clause, Heading: p.Text(x.Heading), Lines: p.Texts(x.Lines)}
	}
	return web.OK(c, out)
}

// textsIn returns the printer of a language that is settled, and says so in the
// answer.
func (a *API) textsIn(c *gin.Context, language string) *locale.Printer {
	p := a.deps.Texts.For(language)
	c.Header("Content-Language", p.Lang())
	return p
}

// ProgramForm is a form as it is asked.
//
//	@Description	The form of a revision as it is asked of somebody.
type ProgramForm struct {
	Revision  int64             `json:"revision" minimum:"1"`
	By        string            `json:"by" enums:"referrer,person"`
	Consent   string            `json:"consent" enums:"referrer_introduces,ask_first,already_agreed"`
	Language  string            `json:"language" enums:"en,de"`
	Questions []ProgramQuestion `json:"questions"`
}

// ProgramQuestion is one question.
//
//	@Description	One question.
type ProgramQuestion struct {
	Key      string           `json:"key" example:"why"` // of the answer
	Type     string           `json:"type" enums:"text,long_text,email,phone,choice,several,number,date,country,language,consent"`
	Required bool             `json:"required"`
	Label    string           `json:"label"`
	Help     *string          `json:"help" extensions:"x-nullable"`
	Options  []QuestionOption `json:"options"` // of choice and several
	Limits   *FieldLimits     `json:"limits" extensions:"x-nullable"`
}

// QuestionOption is one answer to choose.
//
//	@Description	One answer to choose.
type QuestionOption struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

type formQuery struct {
	By       string `form:"by" default:"referrer" enums:"referrer,person"` // who answers: about somebody else, or about themself
	Revision int64  `form:"revision" minimum:"1"`                          // the published one when left out
}

// getProgramForm reads what a program asks.
//
//	@ID				getProgramForm
//	@Summary		Read a form
//	@Description	What has to be answered, with what the consent adds to the program's own fields; in the language of Accept-Language (en, de), if the program has it.
//	@Tags			programs
//	@Param			q	query		formQuery	false	"Who answers, and of which revision"
//	@Success		200	{object}	ProgramForm	"The questions"
//	@Router			/v1/programs/{id}/form [get]
func (a *API) getProgramForm(c *gin.Context) error {
	var q formQuery
	if err := web.Query(c, &q); err != nil {
		return err
	}
	wish := a.texts(c).Lang()
	f, err := a.deps.App.Programs.Form(c.Request.Context(), caller(c).Actor, c.Param("id"), q.Revision, form.Submitter(q.By))
	if err != nil {
		return err
	}
	p := a.textsIn(c, program.Terms{Languages: f.Languages}.Language(wish))
	out := ProgramForm{
		Revision: f.N, By: q.By, Consent: string(f.Consent), Language: p.Lang(), Questions: make([]ProgramQuestion, len(f.Questions)),
	}
	for i, x := range f.Questions {
		out.Questions[i] = questionOf(x, p)
	}
	return web.OK(c, out)
}

func questionOf(q form.Question, p *locale.Printer) ProgramQuestion {
	out := ProgramQuestion{
		Key: q.Key, Type: string(q.Type), Required: q.Required, Label: worded(q.Label(p.Lang()), p),
		Help: orNull(worded(q.Help(p.Lang()), p)), Options: make([]QuestionOption, len(q.Options)), Limits: limitsOf(q.Limits),
	}
	for i, o := range q.Options {
		out.Options[i] = QuestionOption{Value: o.Value, Label: worded(q.OptionLabel(o, p.Lang()), p)}
	}
	return out
}

// worded is a text of the program's own, or of the catalogues.
func worded(w form.Wording, p *locale.Printer) string {
	if strings.TrimSpace(w.Text) != "" {
		return w.Text
	}
	return p.Text(w.Message)
}
