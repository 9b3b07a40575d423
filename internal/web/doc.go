// Package web holds what the two HTTP doors, api and portal, share: handlers that
// return errors, the one map from fault codes to statuses, the one writer of
// problem documents, middleware, strict decoding of bodies and queries, and the
// header conventions of PRODUCT.md §13 (ETag, Idempotency-Key, cursors, bearer
// tokens).
//
// A door builds its engine with NewEngine, wraps each Handler with Handle, and
// serves with NewServer:
//
//	func (a *API) create(c *gin.Context) error {
//		var in memberInput
//		if err := web.Decode(c, &in); err != nil {
//			return err
//		}
//		m, err := a.members.Create(c.Request.Context(), in.Name)
//		if err != nil {
//			return err // a fault becomes a problem document; anything else a 500
//		}
//		web.SetRevision(c, m.Revision)
//		return web.Created(c, "/v1/members/"+m.ID, view(m))
//	}
//
// Neighbours: imports fault; imported by api, portal and boot. It knows neither
// the domain nor the store.
//
// Invariants: an answer is written once, by the handler or by Fail; the access log
// and the metrics hold route templates, never paths, queries or personal data;
// hostile input becomes a fault and never a panic.
package web
