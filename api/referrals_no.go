package api

import (
	"context"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/web"
)

// recordNo writes down a no that the person gave by themself.
//
//	@ID				recordNo
//	@Summary		Record a no
//	@Description	A no that the person gave without your asking, by reply or by a call of their own. It ends all contact, for good. One that came out of a contact of yours is that contact's outcome. With a service key for a staff member (`on_behalf_of`), whose roles decide.
//	@Tags			referrals
//	@Param			body	body		reasonInput	true	"What the person said"
//	@Success		200		{object}	Referral	"The referral as it is now"
//	@Router			/v1/referrals/{id}/no [post]
func (a *API) recordNo(c *gin.Context) error {
	var in reasonInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	return a.referralFor(c, forStaff, "no", in, func(ctx context.Context, call app.Call, id string) (doneReferral, error) {
		return a.deps.App.Referrals.RecordNo(ctx, call, id, app.Reasoned{Reason: in.Reason})
	})
}
