package api

import (
	"context"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/web"
)

type yesInput struct {
	acting
	Channel  string     `json:"channel" enums:"reply,phone"`             // how the yes came
	Evidence string     `json:"evidence" minLength:"1" maxLength:"2000"` // what the person wrote or said, when and to whom
	Details  yesDetails `json:"details,omitzero" validate:"optional"`    // the person's own words and corrections
}

type yesDetails struct {
	Name     string      `json:"name,omitempty" maxLength:"200"`
	Company  string      `json:"company,omitempty" maxLength:"200"`
	Role     string      `json:"role,omitempty" maxLength:"200"`
	Email    string      `json:"email,omitempty" maxLength:"254"`
	Phone    string      `json:"phone,omitempty" maxLength:"40"`
	Country  string      `json:"country,omitempty" pattern:"^[A-Z]{2}$"` // ISO 3166
	Zone     string      `json:"zone,omitempty" maxLength:"64"`          // IANA name
	Language string      `json:"language,omitempty" maxLength:"35"`      // BCP 47
	Wish     contactWish `json:"wish,omitzero" validate:"optional"`
}

type contactWish struct {
	Channels []string       `json:"channels,omitempty" enums:"email,phone,text,video,in_person" maxItems:"5"` // empty: those of the promise
	Window   *ContactWindow `json:"window,omitempty"`                                                         // left out: that of the promise
	At       *time.Time     `json:"at,omitempty" format:"date-time"`                                          // one moment
}

func (in yesInput) app() app.RecordYes {
	d := in.Details
	wish := promise.Wish{Window: d.Wish.Window.window()}
	for _, ch := range d.Wish.Channels {
		wish.Channels = append(wish.Channels, promise.Channel(ch))
	}
	if d.Wish.At != nil {
		wish.AtMS = d.Wish.At.UnixMilli()
	}
	return app.RecordYes{Channel: in.Channel, Evidence: in.Evidence, Details: app.YesInput{
		Name: d.Name, Company: d.Company, Role: d.Role, Email: d.Email, Phone: d.Phone, Country: d.Country, Zone: d.Zone,
		Language: d.Language, Wish: wish,
	}}
}

// recordYes writes down a yes that came by reply or phone.
//
//	@ID				recordYes
//	@Summary		Record the person's yes
//	@Description	The person gets a confirmation with a way back. With a service key for a staff member (`on_behalf_of`), whose roles decide.
//	@Tags			referrals
//	@Param			body	body		yesInput	true	"The yes and its evidence"
//	@Success		200		{object}	Referral	"The referral as it is now"
//	@Router			/v1/referrals/{id}/yes [post]
func (a *API) recordYes(c *gin.Context) error {
	var in yesInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	return a.referralFor(c, forStaff, "yes", in, func(ctx context.Context, call app.Call, id string) (doneReferral, error) {
		return a.deps.App.Referrals.RecordYes(ctx, call, id, in.app())
	})
}
