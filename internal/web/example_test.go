package web_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/web"
)

type noteInput struct {
	Title string   `json:"title" minLength:"1" maxLength:"80"`
	Tags  []string `json:"tags,omitempty" maxItems:"3" maxLength:"20"`
	Due   *string  `json:"due,omitempty" format:"date" extensions:"x-nullable"`
}

func Example() {
	engine, err := web.NewEngine(web.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		panic(err)
	}
	engine.POST("/v1/notes", web.Handle(func(c *gin.Context) error {
		var in noteInput
		if err := web.Decode(c, &in); err != nil {
			return err
		}
		web.SetRevision(c, 1)
		return web.Created(c, "/v1/notes/note_1", in)
	}))

	for _, body := range []string{`{"title":"Call Sam"}`, `{"Title":"x","tags":["a",7]}`} {
		r := httptest.NewRequest(http.MethodPost, "/v1/notes", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("X-Request-Id", "req_1")
		w := httptest.NewRecorder()
		engine.ServeHTTP(w, r)
		fmt.Print(w.Code, " ", w.Body)
	}
	// Output:
	// 201 {"title":"Call Sam"}
	// 422 {"type":"/docs/errors#invalid_fields","title":"Unprocessable Entity","status":422,"detail":"Some fields need another value.","instance":"/v1/notes","code":"invalid_fields","request_id":"req_1","errors":[{"pointer":"/Title","code":"unknown_field","detail":"There is no field of this name here; names are lower case and exact."},{"pointer":"/tags/1","code":"wrong_type","detail":"This must be a string."},{"pointer":"/title","code":"required","detail":"This field can't be left out."}]}
}
