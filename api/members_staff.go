package api

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/web"
)

// changeDuties gives a staff member other duties.
//
//	@ID				changeDuties
//	@Summary		Change what a staff member does
//	@Description	Takes an admin's personal key, never for oneself. The last admin stays one.
//	@Tags			members
//	@Param			body	body		dutiesInput	true	"The duties from now on"
//	@Success		200		{object}	Member		"The member as it is now"
//	@Router			/v1/members/{id}/staff [put]
func (a *API) changeDuties(c *gin.Context) error {
	var in dutiesInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	id := c.Param("id")
	call, err := a.call(c, "/v1/members/"+id+"/staff", in)
	if err != nil {
		return err
	}
	done, err := a.deps.App.Members.ChangeStaff(c.Request.Context(), call, id, in.app())
	return memberAnswer(c, done, err)
}

// inviteMember mails a member where they sign in.
//
//	@ID				inviteMember
//	@Summary		Invite a member
//	@Description	Mails the member what the house is about and where they sign in; the mail itself signs nobody in. A week at least lies between two invitations.
//	@Tags			members
//	@Success		200	{object}	Member	"The member as it is now"
//	@Router			/v1/members/{id}/invite [post]
func (a *API) inviteMember(c *gin.Context) error {
	done, err := perform(a, c, "members", "invite", a.deps.App.Members.Invite)
	return memberAnswer(c, done, err)
}

// deactivateMember ends a member's part.
//
//	@ID				deactivateMember
//	@Summary		Deactivate a member
//	@Description	No new referrals, no sign-in, no keys. Staff are deactivated by an admin's personal key only, never by their own.
//	@Tags			members
//	@Success		200	{object}	Member	"The member as it is now"
//	@Router			/v1/members/{id}/deactivate [post]
func (a *API) deactivateMember(c *gin.Context) error {
	done, err := perform(a, c, "members", "deactivate", a.deps.App.Members.Deactivate)
	return memberAnswer(c, done, err)
}

// reactivateMember undoes deactivateMember.
//
//	@ID			reactivateMember
//	@Summary	Reactivate a member
//	@Tags		members
//	@Success	200	{object}	Member	"The member as it is now"
//	@Router		/v1/members/{id}/reactivate [post]
func (a *API) reactivateMember(c *gin.Context) error {
	done, err := perform(a, c, "members", "reactivate", a.deps.App.Members.Reactivate)
	return memberAnswer(c, done, err)
}
