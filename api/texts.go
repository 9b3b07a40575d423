package api

import (
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/locale"
)

// texts returns the printer of the language that the request asks for in
// Accept-Language, English by default, and says so in the answer.
func (a *API) texts(c *gin.Context) *locale.Printer {
	p := a.deps.Texts.For(strings.Join(c.Request.Header.Values("Accept-Language"), ","))
	c.Header("Content-Language", p.Lang())
	c.Writer.Header().Add("Vary", "Accept-Language")
	return p
}

// textOrNull renders a message; null for the zero one.
func textOrNull(p *locale.Printer, m message.Message) *string { return orNull(p.Text(m)) }
